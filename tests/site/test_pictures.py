"""Pictures of the chapters, as they stand in a page: its colours, its letters, and a name."""

import re
import xml.etree.ElementTree as ET

import nbformat
import pytest
from chapters import CHAPTERS, stored_pictures

import pictures

COLOURS = {"#1d2733": "ink", "#ffffff": "paper"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}</svg>'
WITH_PICTURES = [path.stem for path in CHAPTERS if stored_pictures(nbformat.read(path, 4))]

# of each letter in the pictures: how high its line is on the screen, and the least
LETTERS = """() => Math.min(...[...document.querySelectorAll('.pp-drawing text')].map(t => {
    const { a, b } = t.getScreenCTM();
    return parseFloat(getComputedStyle(t).fontSize) * Math.hypot(a, b);
}))"""
# words that lie over other words, or stick out of their picture
COLLISIONS = """() => [...document.querySelectorAll('.pp-drawing')].flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')]
        .map(t => [t.textContent, t.getBoundingClientRect()]);
    const out = ([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1 ||
        b.top < frame.top - 1 || b.bottom > frame.bottom + 1;
    const over = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    return words.flatMap((one, i) => [
        ...(out(one) ? [one[0] + ' sticks out'] : []),
        ...words.slice(i + 1).filter(two => over(one, two)).map(two => one[0] + ' over ' + two[0]),
    ]);
})"""
PAINTED = """() => [...document.querySelectorAll('.pp-drawing :is(text, path, use)')]
    .map(e => getComputedStyle(e)).flatMap(style => [style.fill, style.stroke])"""


def drawing(inside, number=1):
    """Return on a page what a drawing holds."""
    return pictures.on_page(SVG.format('viewBox="0 0 9 9">' + inside), "A shape.", number, COLOURS)


def test_there_are_pictures():
    """The tests below have something to look at."""
    assert 7 <= len(WITH_PICTURES)


@pytest.mark.parametrize(
    ("inside", "on_page"),
    [
        ('<a style="fill: #1d2733; opacity: 1"/>', '<a fill="var(--pp-ink)" opacity="1" />'),
        ('<a style="fill: none; stroke: #ffffff"/>', '<a fill="none" stroke="var(--pp-paper)" />'),
        ('<text style="font-family: a; font-size: 1px">b</text>', '<text font-size="1px">b</text>'),
        ('<path d="M 1.254 -0.04\nL 2 3"/>', '<path d="M 1.3 -0 L 2 3" />'),
        ("<metadata>me</metadata><defs><style>* {}</style></defs>", "<defs />"),
        ('<g id="m"/>\n<use xlink:href="#m"/>', '<g id="pic1-m" /><use href="#pic1-m" />'),
        ('<g id="p"/><a clip-path="url(#p)"/>', '<g id="pic1-p" /><a clip-path="url(#pic1-p)" />'),
        ('<g id="p"/><a style="fill: url(#p)"/>', '<g id="pic1-p" /><a fill="url(#pic1-p)" />'),
    ],
    ids=["colour", "line", "letters", "numbers", "maker", "use", "clip", "hatch"],
)  # fmt: skip
def test_on_a_page(inside, on_page):
    """Styles are attributes, colours variables, numbers short, names the picture's own."""
    assert on_page == drawing(inside).partition(">")[2].removesuffix("</svg>")


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<path style="fill: #123456"/>', "its fill #123456 is none of the colours in look.css"),
        ('<image xlink:href="data:image/png;base64,AA"/>', "it is drawn in dots"),
    ],
)
def test_what_cannot_follow_the_page(inside, said):
    """A colour of its own, or dots, are told, and fail the build."""
    with pytest.raises(ValueError, match=said):
        drawing(inside)


def test_a_name_that_needs_care():
    """Quotes and signs in what a picture shows stay as they are."""
    words = 'Lines "rise" & fall < 0.'
    shown = pictures.on_page(SVG.format('viewBox="0 0 9 9">'), words, 1, COLOURS)

    assert words == ET.fromstring(shown).get("aria-label")  # noqa: S314 # written above


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_picture_is_in_its_page(site, path):
    """Each stored picture is in its page, named by its text, without a style or a doubled name."""
    notebook = nbformat.read(path, 4)
    page = (site.folder / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
    shown = [ET.fromstring(svg) for svg in re.findall(r'<svg class="pp-drawing".*?</svg>', page)]  # noqa: S314
    texts = [notebook.cells[i].metadata.mystnb.image.alt for i in stored_pictures(notebook)]

    assert texts == [svg.get("aria-label") for svg in shown]
    assert {"img"} >= {svg.get("role") for svg in shown}
    parts = [part for svg in shown for part in svg.iter()]
    assert not any({"style", "data-style"} & part.attrib.keys() for part in parts)
    names = [part.get("id") for part in parts if part.get("id")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_letters_on_a_phone(open_page, name):
    """On a phone every letter of a picture is at least 11 dots high, and no word covers another."""
    page = open_page(f"notebooks/{name}.html", viewport={"width": 390, "height": 664})

    assert 11 <= page.evaluate(LETTERS)
    assert [] == page.evaluate(COLLISIONS)


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_wide_letters(open_page, name):
    """Where the page has wider letters than it would have here, words still keep apart."""
    page = open_page(f"notebooks/{name}.html", viewport={"width": 1280, "height": 720})
    page.evaluate(
        """document.documentElement.style.setProperty("--pst-font-family-base", "'DejaVu Sans'")"""
    )

    assert 18 >= page.evaluate(LETTERS)
    assert [] == page.evaluate(COLLISIONS)


def test_dark_and_paper(open_page):
    """Pictures have the dark page's colours, and on paper the light page's."""
    page = open_page("notebooks/paired-t-test.html", color_scheme="dark")
    dark = set(page.evaluate(PAINTED))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = set(page.evaluate(PAINTED))

    ours = {"rgb(20, 24, 29)", "rgb(230, 234, 239)", "rgb(79, 195, 201)"}
    assert ours <= dark
    assert not ours & paper
    assert {"rgb(255, 255, 255)", "rgb(29, 39, 51)", "rgb(11, 110, 117)"} <= paper
