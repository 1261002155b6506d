"""Pictures of the chapters, as SVG within the page, in the page's own colours and letters.

A picture is stored in a notebook as matplotlib draws it: on white, in the palette's light colours.
A page that is dark, or printed, has others, and a file beside the page would not know of them.
So the drawing is written into the page, with each colour as the style sheet's variable; a colour
that is none of the palette's, or a picture of dots, is a warning, hence fails the build.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

LOOK = Path(__file__).parents[1] / "assets" / "look.css"
logger = logging.getLogger(__name__)

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NAMED = re.compile(r"--pp-(\w+): (#[0-9a-f]{6});")
_DECIMALS = re.compile(r"-?\d+\.\d+")
_USED = re.compile(r"#([\w-]+)")
# the page's letters stand for the picture's own
_LEFT_TO_THE_PAGE = {"font-family", "font-stretch"}
_LEFT_OUT = {f"{_SVG}metadata", f"{_SVG}style"}


def palette(sheet: str) -> dict[str, str]:
    """Return what a style sheet calls each colour of the light page, which is named first.

    Examples
    --------
    >>> palette(":root { --pp-ink: #102030; } html { --pp-ink: #ddeeff; --pp-paper: #001122; }")
    {'#102030': 'ink', '#001122': 'paper'}
    """
    light: dict[str, str] = {}
    for name, colour in _NAMED.findall(sheet):
        light.setdefault(name, colour)
    return {colour: name for name, colour in light.items()}


def on_page(drawing: str, words: str, number: int, colours: dict[str, str]) -> str:
    """Return a drawing as it stands in a page.

    Parameters
    ----------
    drawing : str
        What matplotlib wrote.
    words : str
        What the picture shows, for those who do not see it.
    number : int
        The picture's place in the page, which keeps names of its parts apart from another's.
    colours : dict of str
        What the style sheet calls each colour.

    Raises
    ------
    ValueError
        If the picture has a colour of its own, or dots instead of shapes.

    Examples
    --------
    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path style="{}" /></svg>'
    >>> shown = on_page(svg.format("fill: #102030"), "A square.", 1, {"#102030": "ink"})
    >>> print(shown)  # doctest: +NORMALIZE_WHITESPACE
    <svg class="pp-drawing" viewBox="0 0 9 9" role="img" aria-label="A square."
         stroke-linejoin="round"><path fill="var(--pp-ink)" /></svg>
    """
    root = ET.fromstring(drawing)  # noqa: S314 # of the book's own notebooks
    _clean(root)
    used = {name for part in root.iter() for name in _names(part)}
    for part in root.iter():
        _restyle(part, colours)
        _rename(part, used, f"pic{number}-")
    attributes = {
        "class": "pp-drawing",
        "viewBox": root.get("viewBox", ""),
        "role": "img",
        "aria-label": words,
        "stroke-linejoin": "round",  # what matplotlib says in a style sheet of the drawing
    }
    root.attrib.clear()
    root.attrib.update(attributes)
    return _written(root)


def _clean(root: ET.Element) -> None:
    """Take out what only says who drew it and when, and the line breaks between the parts."""
    for part in list(root.iter()):
        for child in list(part):
            if child.tag in _LEFT_OUT:
                part.remove(child)
            child.tail = None
        if part.tag != f"{_SVG}text":
            part.text = None
        if part.tag == f"{_SVG}image":
            raise ValueError("it is drawn in dots; give it fewer marks, so that it has shapes")


def _names(part: ET.Element) -> Iterator[str]:
    """Yield the names by which a part calls on others."""
    for key, value in part.attrib.items():
        if key in {_LINK, "href"} or "url(" in value:
            yield from _USED.findall(value)


def _restyle(part: ET.Element, colours: dict[str, str]) -> None:
    """Turn a part's style into attributes, its colours into variables, and round its numbers."""
    for rule in part.attrib.pop("style", "").split(";"):
        name, _, value = (each.strip() for each in rule.partition(":"))
        if name and name not in _LEFT_TO_THE_PAGE:
            part.set(name, value)
    for name in ("fill", "stroke"):
        colour = part.get(name, "")
        if colour in colours:
            part.set(name, f"var(--pp-{colours[colour]})")
        elif colour.startswith("#"):
            raise ValueError(f"its {name} {colour} is none of the colours in look.css")
    for name in part.attrib.keys() & {"d", "x", "y", "transform", "width", "height", "points"}:
        part.set(name, _DECIMALS.sub(_rounded, " ".join(part.attrib[name].split())))


def _rounded(number: re.Match[str]) -> str:
    """Return a number with one decimal: a tenth of a dot on a phone."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _rename(part: ET.Element, used: set[str], prefix: str) -> None:
    """Keep only names that are called on, with the picture's number before them."""
    name = part.attrib.pop("id", None)
    if name in used:
        part.set("id", prefix + name)
    link = part.attrib.pop(_LINK, None)
    if link:
        part.set("href", f"#{prefix}{link[1:]}")
    for key, value in part.attrib.items():
        part.set(key, value.replace("url(#", f"url(#{prefix}"))


def _written(root: ET.Element) -> str:
    """Return a drawing as the text that HTML takes: without the name of its language."""
    for part in root.iter():
        part.tag = part.tag.removeprefix(_SVG)
    return ET.tostring(root, encoding="unicode")


class DrawnInThePage(SphinxPostTransform):
    """Puts each drawing of a notebook's output into the page, instead of a link to its file."""

    default_priority = 5  # before files are gathered
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do so for one page."""
        colours = palette(LOOK.read_text(encoding="utf-8"))
        drawings = [
            image
            for image in self.document.findall(nodes.image)
            if image["uri"].endswith(".svg") and "jupyter_execute" in image["uri"]
        ]
        for number, image in enumerate(drawings, 1):
            text = Path(self.app.srcdir, image["uri"]).read_text(encoding="utf-8")
            try:
                page = on_page(text, image.get("alt", ""), number, colours)
            except ValueError as error:
                logger.warning("picture %d cannot follow the page: %s", number, error,
                               location=image, type="pictures")  # fmt: skip
                continue
            image.replace_self(nodes.raw("", page, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Draw pictures within pages."""
    app.add_post_transform(DrawnInThePage)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
