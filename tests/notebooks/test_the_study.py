"""The chapter on the study: its numbers come from the published data, its claims have sections."""

import re

import nbformat
import pytest
from chapters import ROOT, figures_of

import prepost

CHAPTER = ROOT / "notebooks" / "the-study.ipynb"
CELLS = nbformat.read(CHAPTER, 4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
FLOW = prepost.load_flow().set_index("step")["n"]
WORDS = {8: "eight", 10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen", 16: "sixteen"}


@pytest.fixture(scope="module")
def figures():
    """Return the Axes of the chapter's two figures."""
    return [ax for axes in figures_of(CHAPTER).values() for ax in axes]


def test_flow_is_drawn(figures):
    """Each bar is as long as the published data say, and only what is implied is hatched."""
    bars = figures[0].patches

    assert [bar.get_width() for bar in bars] == FLOW.tolist()
    implied = prepost.load_flow()["basis"] == "implied"
    assert [bool(bar.get_hatch()) for bar in bars] == implied.tolist()


def test_timeline_is_drawn(figures):
    """Each event of the schedule has its line."""
    labels = [label.get_text() for label in figures[1].get_yticklabels()]

    assert sorted(labels) == sorted(set(prepost.load_schedule()["what"]))


def test_numbers_in_words():
    """Every number of people in the prose stands in the published data."""
    known = set(FLOW) | {4}  # four of fifteen are missing from the tests: 15 less 11
    assert FLOW["consented to take part"] - FLOW["completed both questionnaires"] == 4
    numbers = {word: number for number, word in WORDS.items()} | {"four": 4}
    people = re.findall(rf"\b({'|'.join(numbers)})\b (?:people|students|pairs|who|of)", TEXT)

    assert len(people) >= 5
    assert {numbers[word.lower()] for word in people} <= known


def test_alt_text_of_the_flow():
    """The alt text of the flow names every number of the data."""
    (alt,) = [
        cell.metadata["mystnb"]["image"]["alt"] for cell in CELLS
        if "bars" in cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
    ]  # fmt: skip

    assert all(WORDS[n] in alt for n in FLOW)


@pytest.mark.parametrize(
    "name", ["## What it asked", "## What they did", "## The design", "## Ethics"]
)
def test_sections_are_named(name):
    """Each part that tells what the study did names the paper's sections."""
    part = TEXT.split(name)[1].split("\n## ")[0]

    assert re.search(r"§\d", part)


def test_what_is_missing_names_its_section():
    """Each row of what the paper gives says where."""
    (cell,) = [cell for cell in CELLS if "a replicator needs" in cell.source]
    given = re.findall(r"\(\"[\w ]+\", \"([^\"]+)\"", cell.source)

    assert len(given) == 8
    assert all(re.search(r"§\d", text) for text in given)
