"""Pages that work under ``Content-Security-Policy: default-src 'self'``, nothing inline allowed.

The theme and some extensions write scripts, styles and handlers into the page itself.
They are moved out of every written page, whoever wrote it:

- the text of a ``<script>`` or ``<style>`` becomes a file under ``_static/inline``;
- ``style="…"`` becomes ``data-style="…"``, and a rule for exactly that in the site's style sheet;
- ``onclick="window.print()"`` becomes ``data-press="print"``, which ``page.js`` listens to.

A handler that `page.js` does not know is a warning, hence fails the build: it would be dead.
The policy itself is written into the page as well, since not every host can send headers.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, field

#: What a page may load, run and be given: its own site's files.
POLICY = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"

#: Handlers that the theme writes, and what `page.js` calls them.
HANDLERS = {"window.print()": "print", "toggleFullScreen()": "full-screen"}

_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"(?<=\s)(style|on[a-z]+)=(\"[^\"]*\"|'[^']*')")
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style([^>]*)>(.*?)</style>", re.DOTALL)
_VERBATIM = re.compile(r"(<(script|style|textarea)\b.*?</\2>|<!--.*?-->)", re.DOTALL)
_DATA_STYLE = re.compile(r'(?<=\s)data-style="([^"]*)"')
_META = '<meta http-equiv="Content-Security-Policy"'


@dataclass
class Moved:
    """A page without anything inline, the files that now hold it, and what could not be moved."""

    page: str
    files: dict[str, str] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)


def is_strict(page: str) -> bool:
    """Tell whether a page has been through here."""
    return _META in page


def strict(page: str, static: str) -> Moved:
    """Move everything inline out of a page, and write the policy into its head.

    Parameters
    ----------
    page : str
        The page's HTML.
    static : str
        The address of the folder ``_static`` as seen from the page.

    Examples
    --------
    >>> moved = strict("<head></head><script>start()</script>", "_static")
    >>> moved.page.partition("</head>")[2]
    '<script src="_static/inline/0c89bb58.js"></script>'
    >>> moved.files
    {'inline/0c89bb58.js': 'start()'}
    """
    moved = Moved(page)
    moved.page = _SCRIPT.sub(lambda found: _script(found, static, moved), moved.page)
    moved.page = _STYLE.sub(lambda found: _style(found, static, moved), moved.page)
    pieces = _VERBATIM.split(moved.page)  # text, verbatim, the verbatim's name, text, …
    pieces[::3] = [_TAG.sub(lambda tag: _attributes(tag, moved), piece) for piece in pieces[::3]]
    del pieces[2::3]
    moved.page = _with_policy("".join(piece for piece in pieces if piece is not None))
    return moved


def _script(found: re.Match[str], static: str, moved: Moved) -> str:
    attributes, text = found.groups()
    runs = re.search(r'type="(?!module|text/javascript)', attributes) is None
    if not text.strip() or not runs:
        return found[0]
    name = _file(text, "js", moved)
    return f'<script{attributes} src="{static}/{name}"></script>'


def _style(found: re.Match[str], static: str, moved: Moved) -> str:
    name = _file(found[2], "css", moved)
    return f'<link rel="stylesheet" href="{static}/{name}" />'


def _file(text: str, kind: str, moved: Moved) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    name = f"inline/{digest}.{kind}"
    moved.files[name] = text
    return name


def _attributes(tag: re.Match[str], moved: Moved) -> str:
    """Return a tag without style and handlers."""

    def move(found: re.Match[str]) -> str:
        name, value = found[1], html.unescape(found[2][1:-1]).strip()
        if name == "style":
            return f'data-style="{html.escape(value)}"'
        if name == "onclick" and value.rstrip(";") in HANDLERS:
            return f'data-press="{HANDLERS[value.rstrip(";")]}"'
        moved.dead.append(f"{name}={value!r}")
        return found[0]

    return _ATTRIBUTE.sub(move, tag[0])


def _with_policy(page: str) -> str:
    """Return a page with the policy ahead of everything that it is about."""
    if is_strict(page):
        return page
    tag = f'{_META} content="{html.escape(POLICY, quote=False)}" />'
    start = re.search(r"<meta charset=[^>]*>", page) or re.search(r"<head[^>]*>", page)
    return page if start is None else f"{page[: start.end()]}\n    {tag}{page[start.end() :]}"


def style_rules(pages: list[str]) -> str:
    r"""Return a rule for every style that the pages' elements had.

    An inline style beats every selector, save what a script sets: so do these.

    Examples
    --------
    >>> style_rules(['<p data-style="--n: 2">'])
    '[data-style="--n: 2"]:not(#\\_) { --n: 2 }\n'
    """
    styles = sorted({html.unescape(style) for page in pages for style in _DATA_STYLE.findall(page)})
    return "".join(
        f'[data-style="{_quoted(style)}"]:not(#\\_) {{ {style} }}\n' for style in styles if style
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
