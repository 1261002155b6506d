"""Tables of a chapter: each is named, and one that is too wide says so."""

import re

import pytest
from playwright.sync_api import expect

import contents

PHONE = {"width": 360, "height": 664}
CHAPTER = "notebooks/scoring.html"
CHAPTERS = [
    name for name in contents.pages() if name.startswith("notebooks/") and "/exercises/" not in name
]
NOTE = ".wide-table-note"


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_table_has_a_caption(site, name):
    """Every table of a chapter's page has a caption, and none a number beside the paper's own."""
    page = (site.folder / f"{name}.html").read_text(encoding="utf-8")
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)

    assert [] == [table[:200] for table in tables if not re.search(r"<caption>(?!</)", table)]
    assert "caption-number" not in page


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_heading_is_empty(site, name):
    """No heading of a table is empty."""
    page = (site.folder / f"{name}.html").read_text(encoding="utf-8")

    assert [] == re.findall(r"<th[^>]*>\s*</th>", page)


@pytest.mark.parametrize("name", CHAPTERS)
def test_words_in_formulas(site, name):
    """An index such as pre is one identifier, as a screen reader reads it."""
    page = (site.folder / f"{name}.html").read_text(encoding="utf-8")
    formulas = re.findall(r"<math.*?</math>", page, re.DOTALL)

    spelled = re.compile(r"<mrow>(?:<mspace/>)?(?:<mi>[a-z]</mi>){2,}</mrow>")
    assert [] == [formula for formula in formulas if spelled.search(formula)]


@pytest.mark.page("notebooks/scoring")
def test_a_wide_table_says_so(open_page):
    """On a phone a table that goes on is a named region that the keyboard scrolls, with a line."""
    page = open_page(CHAPTER, viewport=PHONE)
    place = page.locator(".text_html", has_text="The scores of the three instruments")

    expect(place).to_have_attribute("aria-label", "The scores of the three instruments")
    expect(place).to_have_attribute("tabindex", "0")
    expect(place.locator("xpath=following-sibling::*[1]")).to_have_text(
        "The table goes on to the right: scroll it sideways."
    )

    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator(NOTE)).to_have_count(0)
    expect(place).not_to_have_attribute("role", "region")


@pytest.mark.page("notebooks/scoring")
def test_nothing_moves_for_the_line(open_page):
    """The line stands in room that was there: what follows the table stays where it was."""
    page = open_page(CHAPTER, viewport=PHONE)
    expect(page.locator(NOTE).first).to_be_visible()
    height = "it => it.getBoundingClientRect().height"
    before = page.locator("article").evaluate(height)
    page.locator(NOTE).evaluate_all("them => them.forEach(it => it.remove())")

    assert abs(page.locator("article").evaluate(height) - before) < 1


@pytest.mark.page("notebooks/scoring")
def test_addresses_of_sources(open_page):
    """The addresses of forms and articles in a table are links."""
    page = open_page(CHAPTER)
    links = page.locator("table.twowaves-table a")

    assert {
        "https://doi.org/10.1002/cpp.702",
        "https://www.compassionatemind.co.uk/resource/scales",
    } <= {link.get_attribute("href") for link in links.all()}
