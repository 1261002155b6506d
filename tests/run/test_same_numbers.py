"""Chapters and solved exercises say the same in the page's Python as in their notebooks."""

import difflib

import nbformat
import pytest
from chapters import CHAPTERS
from page_python import run_sessions, words_of

import make_scaffolds

#: Each chapter, and the solved notebook of its exercises, by the names that tests are told by.
NOTEBOOKS = {path.stem: path for path in CHAPTERS}
NOTEBOOKS |= {f"exercises of {path.stem}": path for path in make_scaffolds.solved()}
# what differs, by notebook and number of the code cell, with the reason
DIFFERENT = {}
MOST_MEMORY = 300  # megabytes, at the end of a chapter


@pytest.fixture(scope="module")
def notebooks(site):
    """Return each notebook's code cells, and what the page's Python makes of them."""
    cells = {
        name: [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        for name, path in NOTEBOOKS.items()
    }
    ended = run_sessions(site, [[cell.source for cell in each] for each in cells.values()])
    return {name: (cells[name], session) for name, session in zip(cells, ended, strict=True)}


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_same(notebooks, name):
    """Each cell prints and shows in the page what the notebook has stored."""
    cells, session = notebooks[name]
    told = []
    for number, (cell, ran) in enumerate(zip(cells, session["cells"], strict=True)):
        expected, actual = words_of(cell.outputs), words_of(ran["messages"])
        if (name, number) not in DIFFERENT and expected != actual:
            pair = [[str(each) for each in side] for side in (expected, actual)]
            told.append(f"cell {number}:\n" + "\n".join(difflib.unified_diff(*pair, lineterm="")))

    assert told == []
    assert session["megabytes"] < MOST_MEMORY


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_pictures(notebooks, name):
    """Each cell that has stored pictures draws as many in the page."""
    cells, session = notebooks[name]

    for cell, ran in zip(cells, session["cells"], strict=True):
        assert _pictures(cell.outputs) == _pictures(ran["messages"])


def _pictures(outputs):
    return sum(any("image/" in form for form in each.get("data", {})) for each in outputs)


def test_listed():
    """What is listed as different is there."""
    assert set(DIFFERENT) <= {(name, i) for name in NOTEBOOKS for i in range(99)}
