"""The book as it is published: below a path of its host, at a known address."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from serve import serve

ROOT = Path(__file__).parents[2]
ADDRESS = "https://somebody.example.org/some/base"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build the book for its address, and serve it below the same path on this machine."""
    target, host = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("host")
    command = [sys.executable, str(ROOT / "tools" / "book.py"), "--path-output", str(target)]
    done = subprocess.run(
        command, env={**os.environ, "TWOWAVES_SITE": ADDRESS},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    folder = target / "_build" / "html"
    (host / "some").mkdir()
    (host / "some" / "base").symlink_to(folder)
    (host / "404.html").symlink_to(folder / "404.html")
    with serve(host, 0, {"Content-Security-Policy": "default-src 'self'"}) as url:
        yield folder, f"{url}/some/base"


def _unless_left(page, request):
    """Note a request that failed, unless the page was left before the answer came."""
    if request.failure != "net::ERR_ABORTED":
        page.wrong.append(f"{request.url}: {request.failure}")


@pytest.fixture
def tab(browser):
    """Open a tab that says what went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.wrong = []
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.on("requestfailed", lambda request: _unless_left(page, request))
    page.on("response", lambda r: page.wrong.append(r.url) if r.status >= 400 else None)
    yield page
    context.close()


@pytest.mark.page("notebooks/the-study", "notebooks/paired-t-test")
def test_below_a_path(tab, published):
    """Below any path pages find their files, their figures wake, and search finds."""
    _, url = published
    tab.goto(f"{url}/")
    tab.wait_for_url("**/some/base/book/welcome.html")
    tab.locator("figure[data-live]").wait_for()
    tab.locator("a.right-next").click()
    tab.wait_for_url("**/some/base/notebooks/the-study.html")
    tab.goto(f"{url}/search.html?q=Wilcoxon")
    tab.locator("#search-results li", has_text="paired t test").first.wait_for()

    assert [] == tab.wrong


@pytest.mark.parametrize("lost", ["gone.html", "notebooks/gone.html", "a/b/c/gone"])
def test_a_lost_page(tab, published, lost):
    """Whatever address leads nowhere, the page for that has its look, and leads back."""
    _, url = published
    answer = tab.goto(f"{url}/{lost}")
    assert 404 == answer.status
    assert [answer.url] == [each for each in tab.wrong if each.startswith("http")]

    assert "There is no such page" == tab.locator("article h1").inner_text().rstrip("#")
    assert "rgb(11, 110, 117)" == tab.locator(".bd-article a[href]").first.evaluate(
        "e => getComputedStyle(e).color"
    )
    tab.get_by_role("link", name="Begin at the first page").click()
    tab.wait_for_url("**/some/base/book/welcome.html")


def test_addresses(published):
    """Each chapter names its address and its picture; the map has the same addresses."""
    folder, _ = published
    listed = re.findall("<loc>(.*)</loc>", (folder / "sitemap.xml").read_text(encoding="utf-8"))

    assert f"{ADDRESS}/notebooks/paired-t-test.html" in listed
    for address in listed:
        page = (folder / address.removeprefix(f"{ADDRESS}/")).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{address}" />' in page
        (picture,) = re.findall(r'<meta property="og:image" content="([^"]*)"', page)
        assert f"{ADDRESS}/_static/card.png" == picture
        assert '<meta property="og:image:alt" content="Compassion' in page
    with Image.open(folder / "_static" / "card.png") as card:
        assert (1200, 630) == card.size
