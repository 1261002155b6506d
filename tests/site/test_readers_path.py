"""A reader's way through the book: from welcome by "next" to the last page."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from waiting import until

import contents
import repository_links

ROOT = Path(__file__).parents[2]
ORDER = contents.pages()
# where links lead that leave the book: scholarship, the forms, the tools, this project
OUTSIDE = ROOT / "tests" / "site" / "outside-hosts.txt"


def missing_pictures(page):
    """Bring every picture into view and return those that are not there."""
    for picture in page.locator("article img").all():
        picture.scroll_into_view_if_needed()
    until(page, "[...document.querySelectorAll('article img')].every((image) => image.complete)")
    return page.locator("article img").evaluate_all(
        "all => all.filter((image) => !image.naturalWidth).map((image) => image.src)"
    )


@pytest.fixture(scope="module")
def walk(open_module_page, site):
    """Return what a reader meets who goes on with "next" until there is none."""
    page = open_module_page(f"{ORDER[0]}.html")
    visited, missing, links, figures = [], [], set(), 0
    while True:
        visited.append(urlsplit(page.url).path.strip("/").removesuffix(".html"))
        missing += missing_pictures(page)
        for figure in page.locator("figure[data-widget]").all():
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_attribute("data-live", "")
            figures += 1
        links |= set(page.locator("a[href]").evaluate_all("all => all.map((link) => link.href)"))
        forward = page.locator("a.right-next")
        if not forward.count():
            break
        forward.click()
        page.wait_for_load_state()
    # a copy with a public repository links to it and to Binder, one without does not
    found = repository_links.repository(str(ROOT))
    own = (site.url, *((found[0], repository_links.BINDER) if found else ()))
    outside = {link for link in links if not link.startswith(own)}
    return {"visited": visited, "missing": missing, "outside": outside, "figures": figures}


def test_next_leads_through_the_whole_book(walk):
    """Page by page in the table of contents' order, with every picture there and figure alive."""
    assert ORDER == walk["visited"]
    assert walk["missing"] == []
    assert walk["figures"] == sum(len(contents.figures_on(page)) for page in ORDER)


def test_links_that_leave_the_book_are_listed(walk):
    """Each host outside the book that a page links to is in the list, and no other, over https.

    A host to which only a left-out chapter links stays in a fork's list.
    """
    outside = [urlsplit(link) for link in walk["outside"]]
    listed = OUTSIDE.read_text(encoding="utf-8").split()
    hosts = {link.hostname for link in outside}

    assert {link.scheme for link in outside} == {"https"}
    assert listed == sorted(listed)
    assert hosts <= {*listed} if contents.left_out() else hosts == {*listed}


def test_nothing_is_unresolved(site):
    """No unresolved citation, term or reference is left in the built pages."""
    for name in ORDER:
        text = (site.folder / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"\[\?\]|\{(?:term|cite|ref|doc)\}|class=\"problematic\"", text), name
