"""What stands around a page's text: numbers of chapters, headings, downloads, the way back up."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

import contents
import frame

HEADINGS = ":is(h1, h2, h3, h4, h5, h6, [role=heading]):not(#jb-print-docs-body *)"  # for paper
CHAPTERS = [page for page in contents.pages() if re.fullmatch(r"notebooks/[\w-]+", page)]


@pytest.fixture(scope="module")
def shown(site):
    """Return each page as a browser reads it, by its name."""
    return {
        page: BeautifulSoup((site.folder / f"{page}.html").read_bytes(), "html.parser")
        for page in contents.pages()
    }


def words(part):
    """Return what a part of a page says, without the sign that links to it."""
    return " ".join(part.get_text().removesuffix("#").split())


def test_chapters_are_numbered(shown):
    """Chapters count from 1 in the order of the contents, in the list and above the text."""
    first = shown[contents.pages()[0]]
    listed = [words(link) for link in first.select("nav.bd-links a.reference")]
    numbered = [each for each in listed if re.match(r"\d", each)]

    assert [f"{i}." for i in range(1, len(CHAPTERS) + 1)] == [x.split()[0] for x in numbered]
    for number, page in zip(numbered, CHAPTERS, strict=True):
        assert number == words(shown[page].select_one("article h1"))


def test_others_are_not(shown):
    """Exercises, back matter and sections have no number."""
    for name, page in shown.items():
        headings = page.select("article :is(h1, h2, h3)")[name in CHAPTERS :]
        assert not [each for each in headings if each.select(".section-number")], name


def test_previous_and_next(shown):
    """The way on names the next chapter with its number."""
    for i, page in enumerate(CHAPTERS[:-1], 1):
        onwards = shown[page].select_one("a.right-next .prev-next-title")
        assert words(onwards).startswith(f"{i + 1}. "), page


def test_headings_in_order(shown):
    """A page's first heading is its title, and none skips a level."""
    for name, page in shown.items():
        found = page.select(
            ":is(h1, h2, h3, h4, h5, h6, [role=heading]):not(#jb-print-docs-body *)"
        )
        levels = [int(each.get("aria-level") or each.name[1]) for each in found]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)


def test_parts_of_the_contents_are_named(shown):
    """Each list of pages is called as the words above it."""
    for page in shown.values():
        for caption in page.select("nav.bd-links p.caption"):
            assert words(caption) == caption.find_next_sibling("ul")["aria-label"]


def test_downloads_have_names_of_their_own(site, shown):
    """No two files are saved under one name, unless they are the same file."""
    files = set()
    for name, page in shown.items():
        links = page.select('a[href*="_sources/"], a[href*="_downloads/"]')
        assert all(link["download"] for link in links), name
        place = (site.folder / name).parent
        files |= {(link["download"], (place / link["href"]).read_bytes()) for link in links}
    names = Counter(name for name, _ in files)
    assert [] == [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("name", ["paired-t-test", "exercises/paired-t-test"])
def test_a_menu_says_what_it_offers(shown, name):
    """The menu of downloads says what each entry is, and a link in the text is no code."""
    page = shown[f"notebooks/{name}"]
    entries = [words(entry) for entry in page.select(".dropdown-download-buttons li")]

    assert [frame.OFFERED[".ipynb"], frame.OFFERED[".pdf"]] == entries
    assert [] == page.select("a.download code")


@pytest.mark.parametrize("width", [390, 1280])
def test_back_to_the_top(open_page, width):
    """Whoever has scrolled down and turns back finds a way to the top, on wide screens too."""
    page = open_page("notebooks/replication.html", viewport={"width": width, "height": 720})
    button = page.locator("#pst-back-to-top")
    expect(button).to_be_hidden()
    whole = page.locator("html")
    page.mouse.move(width / 2, 300)
    page.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    expect(whole).to_have_js_property("scrollTop", 4000)
    page.mouse.wheel(0, -300)
    expect(button).to_be_visible()
    button.click()
    expect(whole).to_have_js_property("scrollTop", 0)


@pytest.mark.parametrize("drawer", ["primary", "secondary"])
def test_a_drawer_is_closed_by_its_button(open_page, drawer):
    """A phone has no Escape: a button closes a drawer, and leads back to where it opened."""
    page = open_page("notebooks/paired-t-test.html", viewport={"width": 390, "height": 664})
    close = page.get_by_role("button", name="Close", exact=True)
    expect(close).to_have_count(0)
    for _ in range(2):  # what is in it moves there and back
        page.locator(f".{drawer}-toggle:visible").press("Enter")
        expect(close).to_be_in_viewport()
        close.press("Enter")

        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(page.locator(f".{drawer}-toggle:visible")).to_be_focused()
