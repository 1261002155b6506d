"""Each figure plots the values that it should, with a title and labelled axes."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from scipy import stats

import twowaves
from twowaves import plots

PRE, POST = [1.0, 2.0, 4.0, 4.0], [2.0, 4.0, 5.0, 3.0]


@pytest.fixture(autouse=True)
def _closed_figures():
    mpl.use("Agg")
    yield
    plt.close("all")


def _is_labelled(ax):
    return bool(ax.get_title("left") or ax.get_title()) and bool(ax.get_xlabel() or ax.get_ylabel())


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
    assert _is_labelled(ax)


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
    assert _is_labelled(ax)


def test_correlation():
    """At each r the curve is the t of these means and SDs, and it passes through the data's own."""
    result = twowaves.paired_ttest(PRE, POST)

    ax = plots.plot_correlation(result, title="t against r")

    r, t = ax.lines[0].get_data()
    variance = result.sd_pre**2 + result.sd_post**2 - 2 * r * result.sd_pre * result.sd_post
    assert t == pytest.approx(result.mean_change / np.sqrt(variance / 4))
    assert (ax.lines[1].get_xdata()[0], ax.lines[1].get_ydata()[0]) == (result.r, result.statistic)
    assert ax.lines[2].get_ydata()[0] == pytest.approx(stats.t.isf(0.025, 3))
    assert _is_labelled(ax)


def test_correlation_of_a_constant():
    """Where pre does not vary there is no r to draw t against, and the answer says so."""
    result = twowaves.paired_ttest([0.1, 0.1, 0.1, 0.1], POST)

    with pytest.raises(ValueError, match=r"result\.r is NaN; t can be drawn against r only where"):
        plots.plot_correlation(result, title="t against r")


def test_power():
    """Each curve is the noncentral t's, what was counted is a point, what is wanted a line."""
    counted = pd.DataFrame({"n": [11, 11], "d_z": [0.5, 1.0], "power": [0.33, 0.84]})

    ax = plots.plot_power([11, 34, 80], title="Power", counted=counted)

    critical = stats.t.isf(0.025, 10)
    d_z, power = ax.lines[0].get_data()
    nct = stats.nct(10, d_z * np.sqrt(11))
    assert power == pytest.approx(nct.sf(critical) + nct.cdf(-critical), abs=1e-6)
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in ax.lines[:3]}) == 3
    assert ax.lines[3].get_ydata()[0] == 0.8
    assert ax.collections[-1].get_offsets().tolist() == [[0.5, 0.33], [1.0, 0.84]]
    assert _is_labelled(ax)


def test_null():
    """The bars count every rearrangement once, and the observed value is marked on both sides."""
    values = [-2, -1, -1, 0, 0, 0, 1, 1, 2]

    ax = plots.plot_null(values, 1.5, title="Null", xlabel="mean change (points)")

    assert sum(bar.get_height() for bar in ax.patches) == len(values)
    assert [line.get_xdata()[0] for line in ax.lines] == [-1.5, 1.5]
    assert _is_labelled(ax)


def test_style_is_ours():
    """After `use_style` figures have the book's paper colour and left titles."""
    with mpl.rc_context():
        plots.use_style()

        assert plt.rcParams["figure.facecolor"] == plots.PAPER
        assert plt.rcParams["axes.titlelocation"] == "left"


def test_intervals():
    """Each row is a bar from low to high with its estimate, in the order given, from the top."""
    table = pd.DataFrame(
        {"name": ["a", "b"], "estimate": [0.4, -1], "low": [0.1, -2], "high": [0.9, 0.2]}
    )
    ax = plots.plot_intervals(table, title="Two", xlabel="d_z")

    bars = ax.collections[0].get_segments()
    assert [tuple(bar[:, 0]) for bar in bars] == [(0.1, 0.9), (-2, 0.2)]
    assert ax.collections[1].get_offsets()[:, 0].tolist() == [0.4, -1]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert _is_labelled(ax)


def test_pvalues():
    """Both p values of each row are marked, with a bar for what the printed one stands for."""
    table = pd.DataFrame(
        {
            "name": ["a", "b"],
            "one_tailed": [0.01, 0.03],
            "two_tailed": [0.02, 0.06],
            "printed_low": [0.005, 0.045],
            "printed_high": [0.015, 0.055],
        }
    )
    ax = plots.plot_pvalues(table, title="Two")

    marks = {group.get_label(): group.get_offsets()[:, 0].tolist() for group in ax.collections}
    assert marks == {"one tail": [0.01, 0.03], "two tails": [0.02, 0.06]}
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    np.testing.assert_allclose(bars, [(0.005, 0.015), (0.045, 0.055)])
    assert _is_labelled(ax)


def test_bands():
    """Each score is a dot over the named bands; a missing one is not drawn."""
    form = twowaves.load_instrument("scs-sf")
    scores = pd.DataFrame({"Before": [2.5, 3.0], "After": [3.5, np.nan]})
    ax = plots.plot_bands(scores, form, "self-compassion", title="Two", convention="paper")

    dots = [group.get_offsets()[:, 0].tolist() for group in ax.collections]
    assert dots == [[2.5, 3.0], [3.5]]
    assert [text.get_text() for text in ax.texts] == ["low", "moderate", "high"]
    assert "not a diagnosis" in ax.get_xlabel()
    edges = [(band.get_x(), band.get_x() + band.get_width()) for band in ax.patches]
    assert edges == [(1, 2.5), (2.5, 3.5), (3.5, 5)]
    assert _is_labelled(ax)


MOOD = """
id = "mood"
name = "Mood"
n_items = 1
response_min = 0
response_max = 5
columns = "mood{item}"
source = "made up for a test"
confidence = "none"
form = "https://example.org/"

[[scores]]
name = "mood"
items = [1]
scoring = "total"
more_means = "more of it"

[[scores.bands]]
convention = "guide"
source = "made up for a test"
bands = [BANDS]
"""


def test_many_bands(tmp_path):
    """Every band is drawn, however many there are; a convention that is not there is told."""
    names = [f"band {i}" for i in range(5)]
    bands = ", ".join(
        f'{{name = "{name}", from = {i}, to = {i + 1}}}' for i, name in enumerate(names)
    )
    file = tmp_path / "mood.toml"
    file.write_text(MOOD.replace("BANDS", bands))
    form = twowaves.load_instrument(file)
    ax = plots.plot_bands(pd.DataFrame({"Before": [2.5]}), form, "mood", title="Five bands")

    assert names == [text.get_text() for text in ax.texts]
    with pytest.raises(ValueError, match="mood has no convention 'mine'; it has 'guide'"):
        plots.plot_bands(
            pd.DataFrame({"Before": [2.5]}), form, "mood", title="Five", convention="mine"
        )


def test_repeats():
    """Each column has its mean and its middle 95 %, beside the true value."""
    repeats = pd.DataFrame({"a": np.arange(101.0), "b": np.arange(101.0) + 50})
    ax = plots.plot_repeats(repeats, 60, title="Two", xlabel="points")

    ends = [[round(x, 6) for x in line.get_xdata()] for line in ax.lines]
    assert [2.5, 97.5] in ends
    assert [52.5, 147.5] in ends
    assert [50.0, 100.0] in ends
    assert [60, 60] in ends
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert _is_labelled(ax)


def _flow_words(ax):
    """Return the texts of the boxes and of the arrows, with their places."""
    at = {text.get_text().replace("\n", " "): text.get_position() for text in ax.texts}
    return {words: place for words, place in at.items() if words}


def test_flow():
    """A box a step with its number, an arrow from the step that it follows, implied ones dashed."""
    flow = twowaves.load_flow()
    ax = plots.plot_flow(flow, title="Steps")

    places = _flow_words(ax)
    assert set(flow["step"]) <= set(places)
    implied = (flow["basis"] == "implied").tolist()
    assert [box.get_linestyle() == "--" for box in ax.patches] == implied
    arrows = [note for note in ax.texts if getattr(note, "arrow_patch", None)]
    assert len(arrows) == len(flow) - 1
    for row in flow.itertuples():
        if row.follows != "none":
            assert places[row.step][1] > places[row.follows][1]  # below: the axis runs downwards
    said = [text.get_text() for text in ax.texts]
    assert [words for words in said if words[:1] in {"\u2212", "+"} or words == "all"] == [
        "\u22121", "all", "\u22127", "\u22124", "\u22121", "+1"
    ]  # fmt: skip
    assert [words for words in said if words.isdigit()] == [str(n) for n in flow["n"]]
    assert "Steps" in {ax.get_title("left"), ax.get_title()}


def test_flow_boxes_do_not_overlap():
    """No two boxes cover each other, and no box's words stick out of it."""
    with mpl.rc_context():
        plots.use_style()
        ax = plots.plot_flow(twowaves.load_flow(), title="Steps")
        ax.figure.canvas.draw()

    boxes = [box.get_window_extent() for box in ax.patches]
    assert len(boxes) == len(twowaves.load_flow())
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[i + 1 :])
    steps = set(twowaves.load_flow()["step"])
    names = [text.get_window_extent() for text in ax.texts
             if text.get_text().replace("\n", " ") in steps]  # fmt: skip
    assert len(names) == len(boxes)
    for box, name in zip(boxes, names, strict=True):
        assert box.x0 < name.x0 < name.x1 < box.x1
        assert box.y0 < name.y0 < name.y1 < box.y1


def test_flow_of_a_lost_step():
    """A step that follows an unknown one is named."""
    flow = twowaves.load_flow().replace({"follows": {"consented to take part": "consented"}})

    with pytest.raises(ValueError, match="'handed in a diary' follows 'consented'; it must follow"):
        plots.plot_flow(flow, title="Steps")


def test_timeline():
    """Squares once, a dot a week, a bar over all weeks; each practice a dashed line over them."""
    schedule, practices = twowaves.load_schedule(), twowaves.load_practices()["practice"]
    ax = plots.plot_timeline(schedule, practices, title="Steps")

    drawn = [len(line.get_xdata()) for line in ax.lines]
    assert drawn == [1, 1, 1, 2, 12, 1, 1, 1] + [2] * len(practices)
    assert [line.get_xdata()[0] for line in ax.lines[:8]] == [0, 1, 0, 0.5, 1, 13, 13, 13]
    dashed = ax.lines[8:]
    assert {tuple(line.get_xdata()) for line in dashed} == {(0.5, 12.5)}
    assert all(line.is_dashed() for line in dashed)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [*schedule["what"], *practices]
    assert "dashed" in ax.get_xlabel()
    assert _is_labelled(ax)
    assert "dashed" not in plots.plot_timeline(schedule, title="Steps").get_xlabel()
