"""HTML as texts and tags, one after another, as far as tables need it.

The rules are our own, so that a page, which has no such parser at hand, reads by the same ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from twowaves._base.sentences import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = shared("printed/tags_rules")
_ENTITIES: dict[str, str] = _RULES["entities"]
_WINDOWS: str = _RULES["windows_letters"]  # what old programs mean by the numbers 128 to 159
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
_SPECIAL = re.compile("[>\"']")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,20}));?")
_END_OF_SILENCE = re.compile(r"</(?:script|style)", re.IGNORECASE | re.ASCII)


class Piece(NamedTuple):
    """A text or a tag.

    Parameters
    ----------
    kind
        Which of them, and whether a tag begins or ends something.
    text
        The text with its letters as they are meant; of a tag its name, in small letters.
    inside
        What else stands in a tag.
    line
        That on which a text begins, from 1.
    """

    kind: Literal["text", "start", "end"]
    text: str
    inside: str
    line: int


class _Mark(NamedTuple):
    """What stands between angle brackets, and where it ends; a comment has no name."""

    name: str
    inside: str
    end: int
    closes: bool = False


def pieces_of(html: str) -> Iterator[Piece]:
    """Yield the texts and tags in HTML; comments, scripts and styles are left out.

    Examples
    --------
    >>> [(each.kind, each.text) for each in pieces_of("<b>p &lt;</b> .05<!-- <i> -->")]
    [('start', 'b'), ('text', 'p <'), ('end', 'b'), ('text', ' .05')]
    """
    last = html.rfind(">")
    begin, at, line, counted = 0, html.find("<"), 1, 0
    while 0 <= at < last:
        mark = _mark_at(html, at)
        if mark is None:  # a sign, as in "p < .05"
            at = html.find("<", at + 1)
            continue
        if begin < at:
            line, counted = line + html.count("\n", counted, begin), begin
            yield Piece("text", _decoded(html[begin:at]), "", line)
        if mark.name:
            yield Piece("end" if mark.closes else "start", mark.name, mark.inside, line)
        begin = mark.end
        if mark.name in {"script", "style"} and not mark.closes:
            found = _END_OF_SILENCE.search(html, begin)
            begin = found.start() if found else len(html)
        at = html.find("<", begin)
    if begin < len(html):
        yield Piece("text", _decoded(html[begin:]), "", line + html.count("\n", counted, begin))


def _mark_at(html: str, at: int) -> _Mark | None:
    """Return what begins at an angle bracket, nothing if that is a sign among words."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 4)
        return _Mark("", "", end + 3 if end >= 0 else len(html))
    found = _NAME.match(html, at)
    if found:
        end = _end_of_tag(html, found.end())
        return _Mark(found[2].lower(), html[found.end() : end], end + 1, bool(found[1]))
    if html.startswith(("<!", "<?", "</"), at):
        return _Mark("", "", html.index(">", at) + 1)
    return None


def _end_of_tag(html: str, begin: int) -> int:
    """Return where a tag's bracket closes; one in an attribute's quotes does not close it."""
    at = begin
    while found := _SPECIAL.search(html, at):
        place = found.start()
        if found[0] == ">":
            return place
        end = html.find(found[0], place + 1) if html[place - 1] == "=" else -1
        at = max(end, place) + 1
    return html.index(">", begin)


def _decoded(text: str) -> str:
    """Return a text with the letters that stand in it by name or number."""
    return _REFERENCE.sub(_letter, text) if "&" in text else text


def _letter(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _ENTITIES.get(name, reference[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if 0x80 <= code < 0xA0:
        return _WINDOWS[code - 0x80]
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)
