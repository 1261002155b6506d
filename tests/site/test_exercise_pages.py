"""Pages of exercises: nothing of their making shows, and each fold says which exercise it is of."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect

import exercise_pages
import make_scaffolds
from twowaves.classroom.install import with_site

NAMES = [path.stem for path in make_scaffolds.solved()]
MADE = re.compile(r"# (?:answer|solution)\b|exercise[-_]key|remove-cell|solution-start|:nonumber:")


def page_of(site, name):
    return (site.folder / "notebooks" / "exercises" / f"{name}.html").read_text(encoding="utf-8")


def titles(site, name, kind):
    """Return what the folds of one kind are called, in their order."""
    boxes = BeautifulSoup(page_of(site, name), "html.parser").select(f".admonition.{kind}")
    return [box.select_one("details:not([open]) > summary").get_text() for box in boxes]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_making_shows(site, name):
    """No mark, tag or key of the tool that makes students' notebooks is on the page."""
    text = BeautifulSoup(page_of(site, name), "html.parser").article.get_text()

    assert [] == MADE.findall(page_of(site, name))
    assert "twowaves.check(" in text
    assert "= ..." not in text


@pytest.mark.parametrize("name", NAMES)
def test_each_fold_is_named(site, name):
    """Each hint and each solution is folded and called by its exercise: no two are called alike."""
    labels = re.findall(r'class="exercise admonition" id="([\w-]+)"', page_of(site, name))

    ids = re.findall(r'\bid="([^"]+)"', page_of(site, name))

    assert len(labels) >= 3
    assert len({*ids}) == len(ids)
    assert [f"Solution to {label}" for label in labels] == titles(site, name, "solution")
    assert [f"Hint for {label}" for label in labels] == titles(site, name, "hint")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_handed_out(site, name):
    """The download button and the link hand out the notebook to fill in, byte for byte."""
    text = (make_scaffolds.SCAFFOLDS / f"{name}.ipynb").read_text(encoding="utf-8")
    scaffold = with_site(text, os.environ.get("TWOWAVES_SITE", "")).encode()
    links = re.findall(r'href="../../([^"]+\.ipynb)"', page_of(site, name))

    assert 2 == len(links)
    assert {scaffold} == {(site.folder / link).read_bytes() for link in links}
    assert [] == MADE.findall(scaffold.decode())


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keys(open_page, scripts):
    """By keys alone, with scripts or without, each fold is reached by its name and opened."""
    page = open_page("notebooks/exercises/paired-t-test.html", java_script_enabled=scripts)
    folds = page.locator("article .admonition > details")
    names = [f"{what} paired-{i}" for i in range(1, 6) for what in ("Hint for", "Solution to")]

    assert names == folds.locator("> summary").all_inner_texts()
    for name in names:
        summary = page.locator("summary", has_text=re.compile(f"^{name}$"))
        inside = summary.locator("xpath=following-sibling::*[1]")
        shown = [inside.is_visible()]
        for key in ("Enter", "Space"):
            summary.press(key)
            shown.append(inside.is_visible())
        assert [False, True, False] == shown, name


def test_on_paper(open_page):
    """On paper every hint and every solution is there, and folded again afterwards."""
    page = open_page("notebooks/exercises/paired-t-test.html")
    opened = "() => document.querySelectorAll('.admonition > details[open]').length"
    counts = [page.evaluate(opened)]
    for event in ("beforeprint", "afterprint"):
        page.evaluate(f"() => dispatchEvent(new Event('{event}'))")
        counts.append(page.evaluate(opened))

    assert [0, 10, 0] == counts


@pytest.mark.sweep(1)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, theme):
    """With every fold open, light and dark, axe-core has nothing to say."""
    page = open_page("notebooks/exercises/paired-t-test.html", color_scheme=theme)
    page.evaluate(
        "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
    )

    assert [] == Axe().run(page, options={"preload": False}).response["violations"]


def test_nothing_is_cut_on_a_phone(open_page):
    """At 360 px no line of the page on exercises is cut: the sentence of a check is read whole."""
    page = open_page("book/exercises.html", viewport={"width": 360, "height": 664})
    cut = page.locator("article pre").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent)"
    )

    assert [] == [text for text in cut if "pip install" not in text]  # one line, to be copied
    expect(page.locator("blockquote", has_text="study-3: not yet.")).to_be_visible()


def test_launching():
    """What is launched is the notebook to fill in, and other pages and buttons stay as they are."""
    launch = {"type": "group", "label": "launch-buttons", "buttons": [
        {"type": "link", "url": "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/"
                                "notebooks/exercises/x.ipynb"}]}  # fmt: skip
    source = {"type": "link", "label": "source", "url": "https://x.example/notebooks/exercises/x"}
    for page, folder in (("notebooks/exercises/x", "scaffolds"), ("notebooks/x", "exercises")):
        context = {"header_buttons": [launch, source]}
        exercise_pages.launch_what_is_to_fill_in(None, page, "", context, None)
        found = context["header_buttons"]

        assert found[0]["buttons"][0]["url"].endswith(f"lab/tree/notebooks/{folder}/x.ipynb")
        assert source == found[1]
