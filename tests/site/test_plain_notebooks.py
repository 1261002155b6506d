"""The notebooks that the built book hands out, and where their links lead in it."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import contents
import plain_notebooks
from plain_notebooks import HandedOut
from twowaves.classroom.install import with_site

ROOT = Path(__file__).parents[2]
SITE = os.environ.get("TWOWAVES_SITE", "")
PAGES = contents.pages()
NAMES = HandedOut(ROOT, PAGES).names
ELSEWHERE = "https://book.example"


@pytest.mark.parametrize("name", NAMES)
def test_the_download_button(site, name):
    """A page's button for its notebook leads to the plain one, byte for byte."""
    page = BeautifulSoup((site.folder / f"{name}.html").read_text("utf-8"), "html.parser")
    (link,) = page.select("a.btn-download-source-button")
    handed_out = (site.folder / name).parent / link["href"]

    assert handed_out.read_text("utf-8") == with_site(HandedOut(ROOT, PAGES, SITE).text(name), SITE)


@pytest.mark.parametrize("name", NAMES)
def test_links_into_the_published_book(site, name):
    """Each page to which a notebook leads is there, with the place on it that is named."""
    text = HandedOut(ROOT, PAGES, ELSEWHERE).text(name)

    for page, _, anchor in re.findall(rf"\({ELSEWHERE}/([^)#]+)(#([^)]+))?\)", text):
        built = (site.folder / page).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in built, (page, anchor)


def test_launching():
    """On Binder a page's button opens what is handed out; other buttons stay as they are."""
    start = "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree"
    for path, opens in (("notebooks/x", "x"), ("notebooks/scaffolds/x", "exercises/x")):
        launch = {"label": "launch-buttons", "buttons": [{"url": f"{start}/{path}.ipynb"}]}
        source = {"label": "source", "url": f"https://x.example/{path}"}
        context = {"header_buttons": [launch, source]}
        plain_notebooks.launch_what_is_handed_out(None, "", "", context, None)
        found = context["header_buttons"]

        assert found[0]["buttons"][0]["url"] == f"{start}/_build/lab/{opens}.ipynb"
        assert source == found[1]
