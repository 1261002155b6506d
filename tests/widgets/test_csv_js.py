"""Files that figures write: a spreadsheet opens them and runs nothing, and numbers stay numbers."""

import csv
import io

import pytest
from formulas import RUN, STAY

from prepost._cells import csv_text


@pytest.fixture(scope="module")
def written(open_module_page, site):
    """Return a function that writes cells in the page and reads the file back by Python."""
    page = open_module_page("notebooks/paired-t-test.html")

    def run(lines):
        text = page.evaluate(
            f"""async (lines) => (await import("{site.url}/_static/prepost/csv.js")).asCsv(lines)""",  # noqa: E501 # one case, whole
            lines,
        )
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    return run


@pytest.mark.parametrize("cell", RUN, ids=ascii)
def test_a_cell_that_would_run(written, cell):
    """What a spreadsheet takes for a formula is written after an apostrophe, whole otherwise."""
    assert [["name", f"'{cell}", "end"]] == written([["name", cell, "end"]])


@pytest.mark.parametrize("cell", STAY, ids=ascii)
def test_a_cell_that_would_not(written, cell):
    """Numbers, negative ones too, and plain text are written as they are."""
    assert [["name", cell, "end"]] == written([["name", cell, "end"]])


@pytest.mark.parametrize("name", RUN, ids=ascii)
def test_in_the_first_place(written, name):
    """The first cell of a line, a column's name too, is guarded like the others."""
    assert [[f"'{name}", "x"], [f"'{name}", "y"]] == written([[name, "x"], [name, "y"]])


@pytest.mark.parametrize("cell", STAY, ids=ascii)
def test_a_number_in_the_first_place(written, cell):
    """A text that begins a line is guarded even as a number, by the rule of `csv_text`."""
    expected = list(csv.reader(io.StringIO(csv_text(["a", "b"], [[cell, "x"]]), newline="")))[1:]

    assert expected == written([[cell, "x"]])
