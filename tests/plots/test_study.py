"""Figures of a study's course show every step of it."""

import matplotlib as mpl
import pytest
from labelled import is_labelled

import twowaves
from twowaves import plots


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
    """Squares once, a dot a week, a bar over all weeks; the practices one dashed line over them."""
    schedule, practices = twowaves.load_schedule(), twowaves.load_practices()["practice"]
    ax = plots.plot_timeline(schedule, practices, title="Steps")

    drawn = [len(line.get_xdata()) for line in ax.lines]
    assert drawn == [1, 1, 1, 2, 12, 1, 1, 1, 2]
    assert [line.get_xdata()[0] for line in ax.lines[:8]] == [0, 1, 0, 0.5, 1, 13, 13, 13]
    assert tuple(ax.lines[8].get_xdata()) == (0.5, 12.5)
    assert ax.lines[8].is_dashed()
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [*schedule["what"], "11 practices"]
    assert "dashed" in ax.get_xlabel()
    assert is_labelled(ax)
    assert "dashed" not in plots.plot_timeline(schedule, title="Steps").get_xlabel()
