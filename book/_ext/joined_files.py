r"""One style sheet and one script for the whole site, where the theme loads twenty.

A browser that opens a page for the first time asks for each file in turn; over HTTP/1 that is most
of the wait. What every page loads is joined at the end of a build:

- `site.css` has the style sheets in the order in which pages name them,
  without those of the theme's rules that are for things no page and no script of the book mentions;
- `site.js` has the classic scripts, and runs when the page has been read.

Both begin with the list of their parts, and with the name of the file that holds the licences of
those that others made. Pictures written into a style sheet as ``data:`` are put
into files, since ``default-src 'self'`` does not let them load.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import tinycss2
from tinycss2.ast import AtRule, QualifiedRule

import notices
from live_figures import small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tinycss2.ast import Node

#: Whose rules may be left out. Our own are all used, those of classes made up by scripts too.
THEIRS = ("styles/", "sphinx-design")
#: Classes that the theme's scripts put together from pieces, so that no text mentions them whole.
MADE_UP = ("bs-", "tooltip", "language-", "highlight-")

_LINK = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*>\n?')
_SCRIPT = re.compile(r"<script\b[^>]*\bsrc=[^>]*></script>\n?")
_ADDRESS = re.compile(r'\b(?:href|src)="([^"?#]*)')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_PARTS = re.compile(r"/\*! parts: (.*?) \*/")
_URL = re.compile(r"""url\((?:"([^"]*)"|'([^']*)'|([^"')]*))\)""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"');]+)["']?\)?\s*;""")
_SETTING = re.compile(r"\s*(?:var|let|const) \w+ ?= ?[^;\n]*;\s*")
_WORD = re.compile(r"[\w-]+")
_NESTING = {"media", "supports", "layer", "container"}


def styles_of(page: str) -> list[str]:
    """Return the addresses of a page's style sheets.

    Examples
    --------
    >>> styles_of('<link href="_static/a.css?v=1" rel="stylesheet" /><link rel="icon" href="b">')
    ['_static/a.css']
    """
    return [_address(tag) for tag in _LINK.findall(_NOSCRIPT.sub("", page))]


def scripts_of(page: str) -> list[str]:
    """Return the addresses of the scripts that a page runs one after the other.

    Modules, and scripts that are to run at once (``data-at="once"``), stay as they are.
    """
    return [_address(tag) for tag in _SCRIPT.findall(page) if _can_wait(tag)]


def _can_wait(tag: str) -> bool:
    return 'type="module"' not in tag and "data-at=" not in tag


def _address(tag: str) -> str:
    found = _ADDRESS.search(tag)
    return found[1] if found else ""


def merged(known: list[str], more: Iterable[str]) -> list[str]:
    """Return a list with new members put behind the one that they follow.

    Examples
    --------
    >>> merged(["theme", "look"], ["theme", "figure", "look"])
    ['theme', 'figure', 'look']
    """
    order, place = [*known], 0
    for name in more:
        if name not in order:
            order.insert(place, name)
        place = order.index(name) + 1
    return order


def parts_of(file: Path) -> list[str]:
    """Return the parts that a joined file says it has."""
    found = _PARTS.match(file.read_text(encoding="utf-8")) if file.exists() else None
    return found[1].split() if found else []


def with_joined(page: str, styles: dict[str, str], scripts: dict[str, str]) -> str:
    """Return a page that loads the joined files in place of their parts.

    Parameters
    ----------
    page : str
        The page's HTML.
    styles, scripts : dict
        The address of the joined file for each address that it replaces.
    """
    page = _replaced(page, _LINK, styles, '<link rel="stylesheet" href="{}" />\n')
    page = _replaced(page, _SCRIPT, scripts, '<script defer src="{}"></script>\n')
    return _SCRIPT.sub(_deferred, page)


def _replaced(page: str, tags: re.Pattern[str], joined: dict[str, str], form: str) -> str:
    done: set[str] = set()

    def replace(tag: re.Match[str]) -> str:
        whole = joined.get(_address(tag[0]))
        if whole is None or 'type="module"' in tag[0]:
            return tag[0]
        first = whole not in done
        done.add(whole)
        return form.format(whole) if first else ""

    return tags.sub(replace, page)


def _deferred(tag: re.Match[str]) -> str:
    """Have a script that stays by itself wait its turn after those that were joined."""
    if not _can_wait(tag[0]) or re.search(r"\b(?:defer|async)\b", tag[0]):
        return tag[0]
    return tag[0].replace("<script", "<script defer", 1)


def joined_script(static: Path, parts: list[str]) -> str:
    """Return the scripts as one, without what a browser does not need.

    Scripts for pages that are still being read wait until that is done, and find settings that
    stand further down. The joined one runs after that, so settings come first.
    """
    texts = [(static / part).read_text(encoding="utf-8") for part in parts]
    texts.sort(key=lambda text: _SETTING.fullmatch(text) is None)
    return _head(parts) + small("\n;\n".join(texts))


def joined_style(static: Path, parts: list[str], words: set[str]) -> str:
    """Return the style sheets as one, without the theme's rules that no page or script uses."""
    sheets = [(part, _sheet(static, part)) for part in parts]
    kept = [only_used(css, words if part.startswith(THEIRS) else None) for part, css in sheets]
    return _head(parts) + "".join(kept)


def _head(parts: list[str]) -> str:
    return f"/*! parts: {' '.join(parts)} */\n/*! licences: {notices.FILE} */\n"


def _sheet(static: Path, part: str) -> str:
    """Return a style sheet with its imports in it, and its addresses as seen from the top."""
    text = _COMMENT.sub("", (static / part).read_text(encoding="utf-8"))
    text = re.sub(r"@charset [^;]*;|/\*# sourceMappingURL=.*?\*/", "", text)
    here = posixpath.dirname(part)

    def rebased(found: re.Match[str]) -> str:
        address = next(filter(None, found.groups()), "")
        if address.startswith("data:"):
            return f'url("{_drawn(static, address)}")'
        if re.match(r"[a-z]+:|/|#", address) or not address:
            return found[0]
        return f'url("{posixpath.normpath(posixpath.join(here, address))}")'

    pieces = _IMPORT.split(text)  # text, address of an import, text, …
    imports = [posixpath.normpath(posixpath.join(here, address)) for address in pieces[1::2]]
    texts = [_sheet(static, each) for each in imports] + [_URL.sub(rebased, p) for p in pieces[::2]]
    return "".join(texts) + "\n"


def _drawn(static: Path, address: str) -> str:
    """Put a picture that was written as an address into a file."""
    head, _, body = address.partition(",")
    name = f"drawn/{hashlib.sha256(address.encode()).hexdigest()[:8]}.svg"
    if not head.startswith("data:image/svg+xml") or "base64" in head:
        raise ValueError(f"{address[:60]!r} is written into a style sheet; only SVG can be")
    (static / "drawn").mkdir(exist_ok=True)
    (static / name).write_bytes(unquote_to_bytes(body))
    return name


def words_of(texts: Iterable[str]) -> set[str]:
    """Return every word of pages and scripts: what a class or an id can be called."""
    return {word for text in texts for word in _WORD.findall(text)}


def only_used(css: str, words: set[str] | None) -> str:
    """Return a style sheet without the selectors whose classes or ids no text mentions.

    Without words it is only made smaller: all of it is kept.

    Examples
    --------
    >>> only_used(".card { top: 0 } a, .fa-7 { top: 1px } .x:not(.fa-7) { top: 2px }", {"x"})
    'a{ top: 1px }.x:not(.fa-7){ top: 2px }'
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)

    def is_used(name: str) -> bool:
        return words is None or name in words or name.startswith(MADE_UP)

    return "".join(_rule(rule, is_used) for rule in rules)


def _rule(rule: Node, known: Callable[[str], bool]) -> str:
    if isinstance(rule, QualifiedRule):
        kept = [one for one in _selectors(rule.prelude) if all(map(known, _names(one)))]
        head = ",".join(tinycss2.serialize(one).strip() for one in kept)
        return f"{head}{{{tinycss2.serialize(rule.content)}}}" if kept else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTING and rule.content:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = "".join(_rule(one, known) for one in inner)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""
    return str(rule.serialize())


def _selectors(prelude: list[Node]) -> list[list[Node]]:
    """Split a rule's head at its commas, those within parentheses aside."""
    found: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _names(selector: list[Node]) -> list[str]:
    """Return the classes and ids without which a selector fits nothing."""
    classes = [
        after.value
        for dot, after in pairwise(selector)
        if dot.type == "literal" and dot.value == "." and after.type == "ident"
    ]
    return classes + [token.value for token in selector if token.type == "hash"]
