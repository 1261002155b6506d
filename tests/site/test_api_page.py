"""The pages of public names: every name once, with what its docstring says, as prose and code."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

import api_page
import twowaves

SUBJECTS = [
    "paper", "paired", "printed", "rebuilt", "forms", "studies", "classroom", "shown",
]  # fmt: skip
EVERY = [*SUBJECTS, *api_page.OF_THEIR_OWN]


@pytest.fixture(scope="module")
def pages(site):
    """Return the text of each page of names, by subject."""
    return {
        subject: BeautifulSoup(
            (site.folder / f"book/api/{subject}.html").read_bytes(), "html.parser"
        )
        for subject in EVERY
    }


def described(page):
    """Return the names that a page describes, as one writes them after the package's."""
    places = page.select("dl.py:is(.function, .class) > dt[id]")
    return [place["id"].removeprefix("twowaves.") for place in places]


def test_every_name_once(pages):
    """Each public name of the face, of plots and of widgets is described, and in one place."""
    public = [name for name in twowaves.__all__ if name not in api_page.OF_THEIR_OWN]
    for module in api_page.OF_THEIR_OWN:
        public += [f"{module}.{name}" for name in getattr(twowaves, module).__all__]
    found = Counter(name for page in pages.values() for name in described(page))

    assert dict.fromkeys(public, 1) == found


@pytest.mark.parametrize("subject", EVERY)
def test_names_lead_to_their_place(site, pages, subject):
    """The first page names each, as a link to what is said of it."""
    first = (site.folder / "book/api.html").read_text(encoding="utf-8")

    for name in described(pages[subject]):
        assert f'href="api/{subject}.html#twowaves.{name}"' in first


@pytest.mark.parametrize("subject", EVERY)
def test_nothing_is_left_of_the_markup(pages, subject):
    """What is read is prose: no sign of how a docstring is written, nothing that went wrong."""
    article = pages[subject].select_one("article")
    for code in article.select("pre, code, .sig"):
        code.decompose()
    text = article.get_text(" ")

    assert [] == article.select(".problematic, .system-message")
    assert [] == re.findall(r"`|::|\[\d+\]_|\\|^\s*-{4,}|<BLANKLINE>", text, re.MULTILINE)


@pytest.mark.parametrize("subject", EVERY)
def test_each_says_something(pages, subject):
    """Below each name, and below what a class can do, stands a sentence."""
    for place in pages[subject].select("dl.py:is(.function, .class, .method)"):
        said = place.select_one("dd p")
        assert said is not None, place.dt
        assert said.get_text().strip().endswith((".", ":")), place.dt
