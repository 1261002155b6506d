"""The chapter on the model: a map that measures nothing, told with its sections and its critics."""

import re

import nbformat
from chapters import ROOT

import twowaves
from twowaves.widgets import ThreeSystems

CHAPTER = ROOT / "notebooks" / "three-systems.ipynb"
CELLS = nbformat.read(CHAPTER, 4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
HTML = [
    output["data"]["text/html"]
    for cell in CELLS for output in cell.get("outputs", []) if "text/html" in output.get("data", {})
]  # fmt: skip


def test_chapter_and_figure_say_that_nothing_is_measured():
    """Before the figure and in it: nothing here is measured, nor did the study measure it."""
    before = TEXT.split("## Three systems")[0]

    assert "Nothing on this page measures you or anyone else." in before
    assert "did not measure threat, drive or soothing either" in " ".join(before.split())
    assert "it measures nothing" in HTML[0]
    assert "the study measured none of the three systems" in HTML[0]


def test_no_outcome_is_a_system():
    """What the chapter says of the scores is so: none of the six is one of the three systems."""
    outcomes = set(twowaves.load_outcomes()["outcome"])

    assert outcomes.isdisjoint({"threat", "drive", "soothing"})
    assert f"Scores in the study: {len(outcomes)}; scores of one of the systems: 0." in "\n".join(
        output.get("data", {}).get("text/plain", "")
        for cell in CELLS
        for output in cell.get("outputs", [])
    )
    assert all(name in HTML[-1] for name in outcomes)


def test_the_critics_have_their_part():
    """Each objection is told with a source that is not the model's own defence."""
    part = TEXT.split("critics say\n")[1].split("\n## ")[0]
    objections = re.findall(r"^\*\*It .*?\*\*", part, re.MULTILINE)

    assert len(objections) >= 4
    assert "not about the map itself" in part.split("**It")[0]
    assert {"cesario2020", "berntson1991", "gilbert2008"} <= set(
        re.findall(r"\{cite\}`(\w+)`", part)
    )


def test_every_scene_is_told_as_a_loop():
    """Each scene of the figure stands in the chapter's table with all steps of its loop."""
    table = HTML[1]

    for scene in ThreeSystems().scenes.to_dict("records"):
        for step in ("name", "begins", "old", "new", "round"):
            assert scene[step] in table


def test_what_is_ours_is_called_ours():
    """Loops that begin well, names of skills, and the pairing with scores are marked as ours."""
    assert "can begin one too is our extension" in TEXT
    assert "{cite}`gilbert2009b`" in TEXT
    assert "The middle column is our {term}`inference`" in TEXT
