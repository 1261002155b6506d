"""Small repairs of the pages' markup that axe-core asks for.

The theme, sphinxcontrib-bibtex and pandas write markup that a screen reader cannot make sense of.
Each repair here is the smallest that makes it sound.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

# a heading cell without text heads nothing: pandas leaves some above and beside an index
_EMPTY_HEADING = re.compile(r"<th[^>]*>\s*</th>")
# pandas names an index in a row of its own; the name belongs above the index, in the first row
_INDEX_NAME = re.compile(
    r"<tr([^>]*)>\s*<td></td>((?:\s*<th[^>]*>[^<]+</th>)+)\s*</tr>\s*"
    r"<tr>\s*<th>([^<]+)</th>(?:\s*<td></td>)+\s*</tr>"
)
# the notebook's size of a picture as a style cannot shrink in proportion; as attributes it can
_PICTURE_SIZE = re.compile(r'(<img [^>]*?)style="width: (\d+)px; height: (\d+)px;"')
# how pandas dresses a frame; look.css does
_FRAME_STYLE = re.compile(r"<style scoped>.*?</style>\s*(?=<table)", re.DOTALL)
_ROW_STYLE = re.compile(r'<tr style="text-align: (?:left|right);">')
# a list of citations is marked as a list, but its parts are not list items
_CITATION_ROLES = (
    ('role="list"', ""),
    ('role="doc-biblioentry"', ""),
    ('role="doc-backlink"', ""),
)
# a table of ours has no number, which would stand beside the paper's own "Table 1"
_TABLE_NUMBER = re.compile(r'<span class="caption-number">Table [\d.]+ </span>')
# the title of a card is a heading below its section's
_CARD_TITLE = re.compile(r'<div class="(sd-card-title\b[^"]*)">')
_FRAME = re.compile(r'<table [^>]*class="dataframe">.*?</table>', re.DOTALL)
_LINE = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])>(.*?)</t[hd]>", re.DOTALL)


def sound_markup(body: str) -> str:
    """Return a page's body with the repairs.

    Examples
    --------
    >>> sound_markup("<tr><th></th><th>pre</th></tr>")
    '<tr><td></td><th>pre</th></tr>'
    >>> sound_markup("<tr><th></th><th>t</th></tr><tr><th>person</th><th></th></tr>")
    '<tr><th>person</th><th>t</th></tr>'
    >>> sound_markup('<img alt="A" src="a.png" style="width: 704px; height: 384px;" />')
    '<img alt="A" src="a.png" width="704" height="384" loading="lazy" />'
    """
    body = _ROW_STYLE.sub("<tr>", _FRAME_STYLE.sub("", body))
    body = _TABLE_NUMBER.sub("", body)
    body = _EMPTY_HEADING.sub("<td></td>", body)
    body = _INDEX_NAME.sub(r"<tr\1><th>\3</th>\2</tr>", body)
    body = _PICTURE_SIZE.sub(r'\1width="\2" height="\3" loading="lazy"', body)
    body = _CARD_TITLE.sub(r'<div class="\1" role="heading" aria-level="3">', body)
    body = _FRAME.sub(lambda frame: _with_words(frame[0]), body)
    if 'class="citation"' in body:
        for old, new in _CITATION_ROLES:
            body = body.replace(old, new)
    return body


def _with_words(table: str) -> str:
    """Mark the columns of a data frame that hold words, so that they can stand left."""
    cells = [_CELL.findall(line) for line in _LINE.findall(table)]
    if "colspan" in table or "rowspan" in table or len({len(line) for line in cells}) != 1:
        return table
    columns = list(zip(*cells, strict=True))
    words = {i for i, column in enumerate(columns) if i and all(map(_is_words, column[1:]))}

    def mark(line: re.Match[str]) -> str:
        places = iter(range(len(columns)))
        return _CELL.sub(
            lambda cell: (
                cell[0].replace(">", ' class="words">', 1) if next(places) in words else cell[0]
            ),
            line[0],
        )

    return _LINE.sub(mark, table)


def _is_words(cell: tuple[str, str]) -> bool:
    """Tell whether a cell holds a word of three letters or more, a section or an abbreviation."""
    return re.search(r"[^\W\d_]{3}|§|^[A-Z]{2,}$", cell[1]) is not None


def _repair(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    if "body" in context:
        context["body"] = sound_markup(context["body"])
    if "generate_toctree_html" in context:
        context["generate_toctree_html"] = _with_names(context["generate_toctree_html"])


def _with_names(contents: Callable[..., Any]) -> Callable[..., Any]:
    """Return the theme's maker of the contents, with names for its parts instead of headings."""

    @wraps(contents)
    def named(*arguments: Any, **options: Any) -> Any:
        made = contents(*arguments, **options)
        buttons = made.select("summary:has(> .toctree-toggle:only-child)") if made else []
        for button in buttons:
            link = button.find_parent("li").find("a")
            button["aria-label"] = f"Pages below {link.get_text(strip=True)}"
        for caption in made.select("p.caption[role=heading]") if made else []:
            del caption["role"], caption["aria-level"]  # a page's headings begin with its title
            caption.find_next_sibling("ul")["aria-label"] = caption.get_text(strip=True)
        return made

    return named


def setup(app: Sphinx) -> dict[str, bool]:
    """Repair every page before it is written."""
    app.connect("html-page-context", _repair, priority=900)  # after the theme has added its own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
