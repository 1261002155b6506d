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
    """Each box has the number of the published data, and only what is implied is dashed."""
    said = [text.get_text() for text in figures[0].texts]

    assert [words for words in said if words.isdigit()] == [str(n) for n in FLOW]
    implied = prepost.load_flow()["basis"] == "implied"
    assert [box.get_linestyle() == "--" for box in figures[0].patches] == implied.tolist()


def test_timeline_is_drawn(figures):
    """Each event of the schedule has its line, and below them each practice."""
    labels = [label.get_text() for label in figures[1].get_yticklabels()]

    events, practices = prepost.load_schedule()["what"], prepost.load_practices()["practice"]
    assert labels == [*events, *practices]


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
        if "boxes" in cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
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
    """Each row of what a replicator gets says where it stands, and what is not there."""
    part = TEXT.split("| a replicator needs")[1].split("\n\n")[0]
    rows = [line.strip("|").split(" | ") for line in part.splitlines()[2:]]

    assert len(rows) >= 10
    assert all(len(row) == 3 and re.search(r"\(§\d", row[1]) for row in rows)
    assert all(len(row[2].split()) >= 1 for row in rows)


def test_no_number_of_people_is_typed_into_a_cell():
    """The code has no count: each comes from the published data."""
    code = "\n".join(cell.source for cell in CELLS if cell.cell_type == "code")

    assert re.findall(r"(?<![\w.])\d+(?![\w.])", code) == []


def test_objectives():
    """The four objectives of §2.1 are there, each with what speaks to it."""
    part = TEXT.split("| objective (§2.1)")[1].split("\n\n")[0]

    assert len(part.splitlines()[2:]) == 4


def test_who_taught_is_told_as_the_paper_tells_it():
    """The third author had no input on the module (§3.3): not all four taught it."""
    assert not re.search(r"Fairhurst taught", TEXT)
    assert "the third facilitated the focus group and had no input on the module (§3.3)" in TEXT


def test_ethics_is_a_sentence():
    """Ethics: one sentence, with its section."""
    part = TEXT.split("## Ethics\n")[1].split("\n## ")[0].strip()

    assert part.count("\n") == 0
    assert part.endswith("(§3.2).")
