"""Pages in a frame without an origin of its own, as learning platforms make them."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from figures import NAMES, places
from waiting import until

from serve import serve

GUIDE = (Path(__file__).parents[2] / "book" / "instructor-guide.md").read_text(encoding="utf-8")
# what the guide says that it takes
BARE, SHARED = re.findall(r'`sandbox="([^"]+)"`', GUIDE)
HEADER, VALUE = re.search(r"the header `([\w-]+): (\S+)`", GUIDE).groups()
DOORS = {"Content-Security-Policy": "default-src 'self'", HEADER: VALUE}
FRAME = """<!DOCTYPE html><title>A course</title>
<iframe sandbox="{rights}" src="{url}" title="A page" width="900" height="700"></iframe>"""


@pytest.fixture(scope="module")
def open_site(site):
    """Serve the book as a host does that lets others read its files."""
    with serve(site.folder, port=0, headers=DOORS) as url:
        yield url.rstrip("/")


@pytest.fixture
def framed(browser):
    """Return a function that opens a page in a frame, and gives the frame and what went wrong."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)

    def run(url, rights=BARE):
        text = FRAME.format(url=url, rights=rights)
        page.route(
            "**/course.html", lambda route: route.fulfill(body=text, content_type="text/html")
        )
        page.goto(urljoin(url, "/course.html"))
        page.wait_for_load_state("networkidle")
        return page.frame_locator("iframe"), problems

    yield run
    context.close()


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", NAMES)
def test_figure(framed, open_site, name):
    """Where the host lets others read its files, a figure lives in the barest frame."""
    inside, problems = framed(f"{open_site}/embed/{name}.html")
    inside.locator("figure[data-live]").wait_for()

    assert [] == problems


def test_figure_behind_closed_doors(framed, site):
    """Where the host does not, the words and tables are there, and stay; that is all."""
    inside, problems = framed(f"{site.url}/embed/paired-explorer.html")

    assert inside.locator("figure table").count() >= 1
    assert inside.locator("figure[data-live]").count() == 0
    assert problems
    assert [] == [one for one in problems if not re.search("CORS policy|ERR_FAILED", one)]


@pytest.mark.parametrize("name", ["paired-explorer", "class-data"])
def test_figure_that_keeps_its_origin(framed, site, name):
    """With the second right it lives whatever the host says."""
    inside, problems = framed(f"{site.url}/embed/{name}.html", SHARED)
    inside.locator("figure[data-live]").wait_for()

    assert [] == problems


def test_figure_in_use(framed, open_site):
    """A figure in such a frame can be used, and its state still goes into the address."""
    inside, problems = framed(f"{open_site}/embed/reported-tests.html")
    figure = inside.locator("figure[data-live]")
    figure.get_by_label("Tails").select_option("one")

    until(figure.page.frames[1], "location.hash.includes('tails=one')")
    assert [] == problems


@pytest.mark.sweep(1)
@pytest.mark.parametrize("path", ["book/welcome.html", places("paired-explorer")[0], "search.html"])
def test_page(framed, open_site, path):
    """So do the book's own pages, although nothing can be stored there."""
    inside, problems = framed(f"{open_site}/{path}")

    root = inside.locator("html")
    assert ("auto", "light") == tuple(map(root.get_attribute, ["data-mode", "data-theme"]))
    inside.locator(".theme-switch-button:visible").first.click()
    assert "auto" != root.get_attribute("data-mode")
    assert [] == problems
