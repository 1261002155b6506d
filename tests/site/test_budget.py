"""What a page with a live figure weighs: on a first visit, and for a reader who goes on."""

import gzip
import re

import pytest
from chapters import CHAPTERS
from playwright.sync_api import expect

import contents

PICTURES = (".png", ".svg", ".jpg")
# pictures two screens down are fetched when the reader comes near, at a moment the browser chooses
BELOW = "all => all.filter(e => e.getBoundingClientRect().top > 2 * innerHeight).map(e => e.src)"
WITH_FIGURES = [
    path.stem for path in CHAPTERS if "data-widget=" in path.read_text(encoding="utf-8")
]

#: The scripts of each chapter with a figure in the first edition (fae5245), compressed, in bytes.
FIRST_EDITION = {
    "another-paper": 80_275,
    "limitations": 68_930,
    "paired-t-test": 73_971,
    "reconstruction": 66_175,
    "replication": 69_167,
    "scoring": 70_155,
    "three-systems": 63_697,
    "your-data": 75_729 + 2_400,  # doubts, for which the first edition did not look
}


def loaded(page, go):
    """Return the address and the compressed bytes of all that a page asks for, by any means.

    How it goes must not scroll the page before, which would fetch that page's last pictures.
    """
    asked = []

    def note(request):
        asked.append(request)

    page.on("request", note)
    go()
    for figure in page.locator("figure[data-widget]").all():
        expect(figure).to_have_attribute("data-live", "")
    page.wait_for_load_state("networkidle")
    page.remove_listener("request", note)
    addresses = {request.url.partition("#")[0] for request in asked}
    return {address: weight(page, address) for address in addresses}


def follow(page, link):
    """Go where a link leads, from where the page is: a click by mouse would scroll to the link."""
    with page.expect_navigation():
        page.locator(link).evaluate("link => link.click()")


def weight(page, address):
    """Return the bytes that go over the network from a server that compresses, in kB.

    They are asked for anew: a browser may have let go of an answer to the page before.
    """
    body = page.request.get(address).body()
    return len(body if address.endswith(PICTURES) else gzip.compress(body, 6)) / 1000


def test_there_are_chapters_with_figures():
    """The test below has something to weigh."""
    assert 8 <= len(WITH_FIGURES)


@pytest.mark.sweep(4)
@pytest.mark.parametrize("name", WITH_FIGURES)
def test_a_chapter_with_a_live_figure(browser, site, name):
    """At most 350 kB in 25 requests for who comes here first; 40 kB for who began at the start."""
    page = browser.new_context().new_page()
    address = f"{site.url}/notebooks/{name}.html"
    alone = loaded(page, lambda: page.goto(address))
    previous = page.locator("a.left-prev").evaluate("link => link.href")
    page.context.close()
    page = browser.new_context().new_page()
    before = loaded(page, lambda: page.goto(f"{site.url}/book/welcome.html"))
    before |= loaded(page, lambda: page.goto(previous))
    after = loaded(page, lambda: follow(page, "a.right-next"))
    assert page.url == address
    later = set(page.locator("img[loading=lazy]").evaluate_all(BELOW))
    page.context.close()

    assert sum(alone.values()) <= 350
    assert len(alone) <= 25
    # in a fork, what a left-out chapter would have brought comes later
    most = 60 if contents.left_out() else 40
    assert sum(kb for url, kb in after.items() if url not in before | dict.fromkeys(later)) <= most


@pytest.mark.parametrize(("name", "before"), FIRST_EDITION.items())
def test_scripts_are_smaller_than_in_the_first_edition(site, name, before):
    """What a chapter loads of scripts is less than it was."""
    page = site.folder / "notebooks" / f"{name}.html"
    text = page.read_text(encoding="utf-8")
    scripts = {page.parent / each for each in re.findall(r'(?:src|href)="([^"?:]+\.js)["?]', text)}

    assert {"site.js", "shared.js", "host.js"} <= {script.name for script in scripts}
    assert sum(len(gzip.compress(script.read_bytes(), 6)) for script in scripts) < before
