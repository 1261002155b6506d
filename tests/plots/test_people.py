"""Figures of people plot the values that they should."""

import numpy as np
import pandas as pd
import pytest
from labelled import is_labelled
from matplotlib import pyplot as plt
from scipy import stats

import twowaves
from twowaves import plots

PRE, POST = [1.0, 2.0, 4.0, 4.0], [2.0, 4.0, 5.0, 3.0]


def test_pairs():
    """Every person is one line from first score to second, a thick one the means."""
    ax = plots.plot_pairs(PRE, POST, title="Four people", unit="points")

    *people, mean = [line.get_ydata().tolist() for line in ax.lines]
    assert sorted(people) == sorted(
        [before, after] for before, after in zip(PRE, POST, strict=True)
    )
    assert mean == [np.mean(PRE), np.mean(POST)]
    assert (ax.get_title("left") or ax.get_title(), ax.get_ylabel()) == ("Four people", "points")


@pytest.mark.parametrize("plot", [plots.plot_pairs, plots.plot_changes])
def test_one_outcome_in_a_table(plot):
    """A table of one column is one outcome; several, other people or other lengths are refused."""
    two = pd.DataFrame({"a": PRE, "b": POST})
    words = {"title": "Four people", "unit": "points"}
    drawn = plot(two[["a"]], two[["b"]].set_axis(["a"], axis=1), **words)
    plain = plot(PRE, POST, **words)

    lines = [[[*line.get_xdata(), *line.get_ydata()] for line in ax.lines] for ax in (drawn, plain)]
    assert lines[0] == lines[1]
    plt.close("all")
    for pre, post, message in (
        (two, two, r"pre has the shape \(4, 2\); give the scores of one outcome"),
        (two[["a"]], two[["b"]], "pre has the columns 'a' and post has 'b'"),
        (two["a"], two["b"].iloc[::-1], "different indexes"),
        (PRE, POST[:3], r"pre has 4 score\(s\) and post has 3 score\(s\)"),
        (["a", 2], [1, 2], r"pre\[0\] is 'a'; every score must be a number"),
    ):
        with pytest.raises(ValueError, match=message):
            plot(pre, post, **words)
    assert [] == plt.get_fignums()  # nothing is drawn of what is refused


def test_changes():
    """The dots are the changes; the bar is SciPy's interval around their mean."""
    ax = plots.plot_changes(PRE, POST, title="Changes", unit="points")

    dots = ax.collections[0].get_offsets()[:, 0].tolist()
    assert sorted(dots) == sorted(b - a for a, b in zip(PRE, POST, strict=True))
    interval = stats.ttest_rel(POST, PRE).confidence_interval(0.95)
    assert ax.lines[0].get_xdata() == pytest.approx([interval.low, interval.high])
    assert ax.lines[1].get_xdata() == pytest.approx([np.subtract(POST, PRE).mean()])
    assert is_labelled(ax)


@pytest.mark.parametrize(
    ("alternative", "sides"), [("two-sided", [-1, 1]), ("greater", [1]), ("less", [-1])]
)
def test_t_distribution(alternative, sides):
    """The curve is Student's density, hatched beyond the critical values of the alternative."""
    result = twowaves.paired_ttest(PRE, POST, alternative=alternative)

    ax = plots.plot_t_distribution(result, title="t")

    t, density = ax.lines[0].get_data()
    assert density == pytest.approx(stats.t.pdf(t, 3))
    tail = 0.025 if alternative == "two-sided" else 0.05
    *limits, observed = [line.get_xdata()[0] for line in ax.lines[1:]]
    assert limits == pytest.approx([side * stats.t.isf(tail, 3) for side in sides])
    assert observed == pytest.approx(result.statistic)
    assert len(ax.collections) == len(sides)
    assert "hatched: p < .05" in [text.get_text() for text in ax.texts]
    assert is_labelled(ax)


def test_correlation():
    """At each r the curve is the t of these means and SDs, and it passes through the data's own."""
    result = twowaves.paired_ttest(PRE, POST)

    ax = plots.plot_correlation(result, title="t against r")

    r, t = ax.lines[0].get_data()
    variance = result.sd_pre**2 + result.sd_post**2 - 2 * r * result.sd_pre * result.sd_post
    assert t == pytest.approx(result.mean_change / np.sqrt(variance / 4))
    assert (ax.lines[1].get_xdata()[0], ax.lines[1].get_ydata()[0]) == (result.r, result.statistic)
    assert ax.lines[2].get_ydata()[0] == pytest.approx(stats.t.isf(0.025, 3))
    assert is_labelled(ax)


def test_correlation_of_a_constant():
    """Where pre does not vary there is no r to draw t against, and the answer says so."""
    result = twowaves.paired_ttest([0.1, 0.1, 0.1, 0.1], POST)

    with pytest.raises(ValueError, match=r"result\.r is NaN; t can be drawn against r only where"):
        plots.plot_correlation(result, title="t against r")


def test_null():
    """The bars count every rearrangement once, and the observed value is marked on both sides."""
    values = [-2, -1, -1, 0, 0, 0, 1, 1, 2]

    ax = plots.plot_null(values, 1.5, title="Null", xlabel="mean change (points)")

    assert sum(bar.get_height() for bar in ax.patches) == len(values)
    assert [line.get_xdata()[0] for line in ax.lines] == [-1.5, 1.5]
    assert is_labelled(ax)
