"""Files that figures write: a spreadsheet opens them and runs nothing, and numbers stay numbers."""

import csv
import io

import pytest
from formulas import RUN, STAY

from twowaves._base.cells import csv_text


@pytest.fixture(scope="module")
def written(open_module_page, site):
    """Return a function that writes cells in the page and reads the file back by Python."""
    page = open_module_page("notebooks/paired-t-test.html")

    def run(lines):
        text = page.evaluate(
            f"""async (lines) => (await import("{site.url}/_static/twowaves/_base/cells.js")).asCsv(lines)""",  # noqa: E501 # one case, whole
            lines,
        )
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    return run


def test_cells_that_would_run(written):
    """What a spreadsheet takes for a formula is written after an apostrophe, wherever it stands."""
    assert [[f"'{cell}", f"'{cell}"] for cell in RUN] == written([[cell, cell] for cell in RUN])


def test_cells_that_would_not(written):
    """Numbers, negative ones too, and plain text are written as they are within a line."""
    assert [["name", cell, "end"] for cell in STAY] == written(
        [["name", cell, "end"] for cell in STAY]
    )


def test_in_the_first_place(written):
    """A text that begins a line is guarded even as a number, by the rule of `csv_text`."""
    lines = [[cell, "x"] for cell in STAY]
    expected = list(csv.reader(io.StringIO(csv_text(["a", "b"], lines), newline="")))[1:]

    assert expected == written(lines)
