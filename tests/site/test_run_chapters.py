"""Each chapter runs from top to bottom by the keyboard: under the strict policy, on one host."""

import re

import nbformat
import pytest
from chapters import CHAPTERS
from playwright.sync_api import expect
from run_page import (
    LONG,
    OUTPUT,
    cell,
    ended,
    load,
    load_if_asked,
    open_chapter,
    opened,
    press_run,
    status,
)  # fmt: skip

COLOURS = """() => [...document.querySelectorAll(".run-output .pp-drawing *")]
    .flatMap((each) => [each.getAttribute("fill"), each.getAttribute("stroke")])
    .filter((each) => each?.startsWith("#"))"""


@pytest.fixture(scope="module")
def context(browser, site):
    """Return a browser that has Python already, with what draws."""
    with opened(browser, site.url, "notebooks/paired-t-test.html") as page:
        press_run(page, 1)
        load(page)
        ended(page, 1)
        yield page.context


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_by_keyboard(context, site, path):
    """Run, then Run all above at the last cell: all end as in the notebook, and follow the page."""
    cells = [each for each in nbformat.read(path, 4).cells if each.cell_type == "code"]
    page = open_chapter(context, site.url, f"notebooks/{path.stem}.html")
    press_run(page, 1)
    load_if_asked(page, 1)
    last = cell(page, page.locator("details.code").count())
    last.get_by_role("button", name="Run all above").press("Enter")
    for number, _ in enumerate(cells, 1):
        expect(status(page, number)).to_have_text(re.compile(r"^Run here( in|\.)"), timeout=LONG)
        assert cell(page, number).locator(OUTPUT).count() == 1

    assert [] == page.evaluate(COLOURS)
    assert [] == page.wrong
    page.close()
