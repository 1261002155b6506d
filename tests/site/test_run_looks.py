"""What cells show looks as what the book stores: the rules of both languages are the same."""

import re
from xml.etree import ElementTree as ET

import nbformat
import pandas as pd
import pytest
from chapters import CHAPTERS, stored_pictures
from run_page import opened

import accessible
import pictures

PICTURES = [
    pytest.param(svg, id=f"{path.stem}-{i}")
    for path in CHAPTERS
    for i, svg in stored_pictures(nbformat.read(path, 4)).items()
]
COLOURS = pictures.palette(pictures.LOOK.read_text(encoding="utf-8"))
FOLLOW = """async (data) => {
    const { shown } = await import("/_static/run/shown.js");
    const root = shown(data).querySelector("svg");
    return [...root.querySelectorAll("*")].map((each) =>
        [each.tagName, each.getAttribute("fill"), each.getAttribute("stroke")]);
}"""
DRESS = """async (data) => {
    const { shown } = await import("/_static/run/shown.js");
    return shown(data).querySelector("table").outerHTML;
}"""
FRAMES = {
    "numbers": pd.DataFrame({"pre": [1.5, 2], "post": [2, 3.25]}),
    "words": pd.DataFrame({"scale": ["self-criticism", "compassion"], "n": [11, 9]}),
    "a section": pd.DataFrame({"n": [1, 2], "where": ["§3.1", "SD"]}),
    "a named index": pd.DataFrame({"pre": [1, 2]}, index=pd.Index([4, 5], name="person")),
    "two heads": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["a"], ["b", "c"]])),
    "nothing": pd.DataFrame(),
}


@pytest.fixture(scope="module")
def page(browser, site):
    """Open a page whose scripts can be asked."""
    with opened(browser, site.url, "notebooks/three-systems.html") as page:
        yield page
        assert page.wrong == []


@pytest.mark.parametrize("svg", PICTURES)
def test_colours(page, svg):
    """Each colour of a chapter's picture is the page's variable, as in the stored drawing."""
    stored = ET.fromstring(pictures.on_page(svg, "", 1, COLOURS))  # noqa: S314 # our own
    expected = [[part.tag, part.get("fill"), part.get("stroke")] for part in stored.iter()][1:]
    drawn = page.evaluate(FOLLOW, {"image/svg+xml": svg})

    assert _without_prefix(expected) == _without_prefix(drawn)
    assert not [each for part in drawn for each in part if each and each.startswith("#")]


def _without_prefix(parts):
    """Return parts without what keeps one picture's names apart from another's."""
    return [[each and re.sub(r"#(pic|drawn)\d+-", "#", each) for each in part] for part in parts]


@pytest.mark.parametrize("name", FRAMES)
def test_frames(page, name):
    """A data frame is dressed as the build dresses the stored ones."""
    text = FRAMES[name].to_html()
    expected = accessible.sound_markup(text)
    drawn = page.evaluate(DRESS, {"text/html": text})

    assert _plain(expected) == _plain(drawn)


def _plain(table):
    found = re.findall(r"<(t[hdr]\b[^>]*)>|([^<>\s]+)", table[table.index("<t") :])
    return [tag.replace(' style="text-align: right;"', "") or text for tag, text in found]


def test_own_colours(page):
    """In a reader's own drawing what is black is the page's ink, and other colours stay."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="a" d="M0 0h9"/>'
        '</defs><path style="fill: #000000; stroke: #1f77b4"/><g clip-path="url(#a)"/></svg>'
    )
    drawn = page.evaluate(FOLLOW, {"image/svg+xml": svg})

    assert ["path", "var(--pp-ink)", "#1f77b4"] in drawn
