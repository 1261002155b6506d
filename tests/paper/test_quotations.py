"""Every quotation stands in the paper, word for word.

The paper's text is not in the repository: `tests/paper/runs.txt` holds hashes of its runs of
words, and `said.txt` beside it of those that stand between the paper's own quotation marks.
"""

import csv
import re

import nbformat
import pytest
from chapters import CHAPTERS, ROOT
from quotations import is_whole, known, not_in_paper, not_said

import twowaves
from make_paper_runs import passages, runs, words

PAGES = [*sorted((ROOT / "book").glob("*.md")), *CHAPTERS]
TABLES = sorted((ROOT / "data" / "published").glob("*.csv"))
MARKED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]")


def prose(path):
    """Return the paragraphs of a page or chapter, without its code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.split(r"\n\s*\n|\n(?=\d+\. |- )", re.sub(r"`[^`]*`", "", text))


def quotations(paragraph):
    """Return what a paragraph marks as said, if it names a section; else nothing."""
    marked = MARKED.findall(paragraph) if "§" in paragraph else []
    gap = re.compile(r"\s*(?:…|\.\.\.|\[[^]]*\])\s*")
    pieces = [piece for quote in marked for piece in gap.split(quote)]
    return [piece for piece in pieces if len(words(piece)) >= 3]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables(path):
    """Each quotation in a data file is the paper's."""
    with path.open(encoding="utf-8", newline="") as file:
        cells = [row.get("quote", "") for row in csv.DictReader(file)]
    quotes = [quote for cell in cells for quote in cell.split(" | ")]

    assert [] == [(quote, run) for quote in quotes if (run := not_in_paper(quote))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path):
    """Each quotation in a paragraph that names a section is the paper's."""
    quotes = [quote for paragraph in prose(path) for quote in quotations(paragraph)]

    assert [] == [(quote, run) for quote in quotes if (run := not_in_paper(quote))]


@pytest.mark.parametrize(
    "row", twowaves.load_quotes().to_dict("records"), ids=lambda row: row["section"]
)
def test_no_quotation_is_longer_than_the_papers(row):
    """A participant's words lie between two of the paper's marks: all, if none is left out."""
    assert not_said(row["quote"]) is None
    assert is_whole(row["quote"]) == (row["left_out"] == "nothing")


@pytest.mark.parametrize(
    "longer",
    [
        "I felt a sense of softening and tenderness towards myself One diarist wrote",
        "Another participant wrote I felt a sense of softening and tenderness",
        "it accelerated my drive. The role of self-encouragement",
    ],
)
def test_a_longer_quotation_is_found(longer):
    """Words that run on beyond the paper's own quotation stand in it, but nobody said them."""
    assert not_in_paper(longer) is None
    assert not_said(longer) is not None


def test_a_shorter_quotation_is_not_whole():
    """A word less at either end, and a quotation is no longer all that was said."""
    assert is_whole("I felt a sense of softening and tenderness towards myself")
    assert not is_whole("felt a sense of softening and tenderness towards myself")
    assert not is_whole("I felt a sense of softening and tenderness towards")


def test_what_stands_between_marks():
    """Apostrophes end nothing, and a quotation may run over the end of a page."""
    text = "He\u2019s \u2018not *done*\u2019.\n\n'It's a long\n\nway, isn't it'.\n\nAnd 'so on'"

    assert [words(one) for one in passages(text)] == [
        ["not", "done"], ["its", "a", "long", "way", "isnt", "it"], ["so", "on"]
    ]  # fmt: skip


def test_there_are_quotations():
    """The chapters do quote, so that the test above has something to find."""
    assert any(quotations(paragraph) for path in PAGES for paragraph in prose(path))


@pytest.mark.parametrize(
    "altered",
    [
        "This was a mixed-methods study (N = 16).",
        "Eight out of the fifteen students participated in this aspect of the project.",
        "n = 9 male",
    ],
)
def test_an_altered_word_is_found(altered):
    """One word changed, added or left out is no quotation."""
    assert not_in_paper(altered) is not None


def test_marks_and_case_do_not_count():
    """Italics, dashes, quotation marks and line breaks are not words."""
    assert None is not_in_paper("THIS was a \u2018mixed\u2011methods\u2019\nstudy, *N* = 15")
    assert runs(words("a b c"), 3) == runs(words("A, b \u2014 C"), 3)
    assert 10_000 < len(known())
