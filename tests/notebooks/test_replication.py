"""The chapter on replication: its figures show what they say, and its table follows from SciPy."""

import re

import nbformat
import numpy as np
import pytest
from chapters import ROOT, figures_of
from labelled import title_of
from scipy import optimize, special, stats

import twowaves

CHAPTER = ROOT / "notebooks" / "replication.ipynb"
OUTCOMES = twowaves.load_outcomes()
T = OUTCOMES["statistic"].astype(float).abs().to_numpy()


@pytest.fixture(scope="module")
def axes():
    """Return the Axes of the chapter by their title."""
    drawn = figures_of(CHAPTER)
    return {title_of(ax): ax for axes in drawn.values() for ax in axes}


def _find(axes, words):
    (ax,) = [ax for title, ax in axes.items() if words in title]
    return ax


def test_there_are_two(axes):
    """The chapter draws two figures, each with its own title."""
    assert len(axes) == 2


def test_p_values(axes):
    """The marks are SciPy's p at 11 degrees of freedom, the bars what the printed p stands for."""
    ax = _find(axes, "no one choice of tails")

    marks = {group.get_label(): group.get_offsets()[:, 0] for group in ax.collections}
    # each mark is the middle of what the rounding of t leaves
    np.testing.assert_allclose(marks["two tails"], 2 * stats.t.sf(T, 11), rtol=1e-5)
    np.testing.assert_allclose(marks["one tail"], stats.t.sf(T, 11), rtol=1e-5)
    printed = OUTCOMES["pvalue"].astype(float)
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    np.testing.assert_allclose(bars, np.column_stack([printed - 0.005, printed + 0.005]))


def test_effect_sizes(axes):
    """Each bar holds the g_av whose noncentral t has the printed t in its upper and lower tail."""
    ax = _find(axes, "predicted direction")
    bars = np.array([bar[:, 0] for bar in ax.collections[0].get_segments()])
    marks = ax.collections[1].get_offsets()[:, 0]

    numbers = OUTCOMES[["mean_pre", "sd_pre", "mean_post", "sd_post"]].astype(float)
    change = (numbers["mean_post"] - numbers["mean_pre"]).to_numpy()
    average = (numbers["sd_pre"] + numbers["sd_post"]).to_numpy() / 2
    correction = special.gamma(5) / special.gamma(4.5) / np.sqrt(5)  # Hedges' J for 10
    np.testing.assert_allclose(marks, change / average * correction, rtol=1e-9)
    for sign, t, mark, bar in zip(np.sign(change), T, marks, bars, strict=True):
        ends = [
            optimize.brentq(lambda d, p=p, t=t: stats.nct.sf(t, 10, d) - p, -20, 20)
            for p in (0.025, 0.975)
        ]
        expected = sorted(sign * end * abs(mark) / t for end in ends)
        np.testing.assert_allclose(bar, expected, rtol=1e-6)


@pytest.fixture(scope="module")
def verdicts():
    """Return the verdicts of the closing table, by claim, as the stored notebook shows them."""
    chapter = nbformat.read(CHAPTER, as_version=4)
    (table,) = [
        output.data["text/html"]
        for cell in chapter.cells
        for output in cell.get("outputs", [])
        if "holds only one-tailed</td>" in output.get("data", {}).get("text/html", "")
    ]
    return dict(re.findall(r"<th[^>]*>([^<]+)</th>\s*<td[^>]*>([^<]+)</td>", table))


def test_claims_on_the_outcomes(verdicts):
    """Each claim's verdict follows from SciPy's p, the same at 10 and 11 degrees of freedom."""
    for df in (10, 11):
        for t, row in zip(T, OUTCOMES.itertuples(), strict=True):
            two, one = 2 * stats.t.sf(t, df), stats.t.sf(t, df)
            claimed = row.claim == "significant"
            expected = "holds only one-tailed" if (one < 0.05) == claimed else "does not hold"
            expected = "holds" if (two < 0.05) == claimed else expected
            start = f"{row.outcome}: {row.claim}"
            (found,) = [v for claim, v in verdicts.items() if claim.startswith(start)]
            assert found == expected


def test_claims_on_p(verdicts):
    """A printed p holds if SciPy's, at the printed df, is rounded to it or below its level."""
    for t, row in zip(T, OUTCOMES.itertuples(), strict=True):
        printed = float(row.pvalue)

        def fits(p, printed=printed):
            return abs(p - printed) <= 0.005 or (printed in {0.01, 0.05} and p < printed)

        two, one = 2 * stats.t.sf(t, 11), stats.t.sf(t, 11)
        expected = "holds" if fits(two) else "holds only one-tailed"
        assert fits(two) or fits(one)
        start = f"{row.outcome}: p ="
        (found,) = [v for claim, v in verdicts.items() if claim.startswith(start)]
        assert found == expected


def test_claims_on_the_number_of_pairs(verdicts):
    """Ten pairs cannot give the figures, eleven can, and 11 degrees of freedom fit no stated n."""
    by_start = {claim[:6]: verdict for claim, verdict in verdicts.items()}

    assert by_start["n = 10"] == "does not hold"
    assert by_start["eleven"] == "holds"
    assert by_start["t(11):"] == "does not hold"
