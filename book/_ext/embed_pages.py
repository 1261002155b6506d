"""Every interactive figure on a page of its own, for an `<iframe>` in a course's pages.

`embed/<name>.html` holds the figure just as its chapter shows it, a heading for screen readers and
a link to the chapter: no theme, no inline script, no inline style.
Colours follow the system's light or dark by the style sheet alone.
`embed.js` tells the page around it the figure's height.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

import room
from live_figures import FOLDER, PACKAGE, figure_names, scripts_of, styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: The chapter that each figure belongs to.
CHAPTERS = {
    "audit-table": "notebooks/another-paper",
    "class-data": "notebooks/your-data",
    "limitations-lab": "notebooks/limitations",
    "paired-explorer": "notebooks/paired-t-test",
    "reconstruction-browser": "notebooks/reconstruction",
    "reported-tests": "notebooks/replication",
    "score-sheet": "notebooks/scoring",
    "three-systems": "notebooks/three-systems",
}
_DARK = re.compile(r'html\[data-theme="dark"\] ([^,{]+),[^{]*(\{[^}]*\})')


def embedded(page: str, name: str) -> str:
    """Return a figure as it stands on a page.

    Raises
    ------
    ValueError
        If the page has no figure of that name.

    Examples
    --------
    >>> embedded('<p>a</p><figure data-widget="audit-table">b</figure>', "audit-table")
    '<figure data-widget="audit-table">b</figure>'
    """
    figure = next((html for kind, html in room.figures_in(page) if kind == name), None)
    if figure is None:
        raise ValueError(f"there is no figure {name!r} on it")
    return figure


def dark_rules(css: str) -> str:
    r"""Return a style sheet's rules for dark pages, for whoever's system is set to dark.

    A printed page stays light.

    Examples
    --------
    >>> dark_rules('html[data-theme="dark"] .a,\n.vscode-dark .a {\n  color: red;\n}')
    '@media screen and (prefers-color-scheme: dark) {\nhtml .a {\n  color: red;\n}\n}\n'
    """
    rules = [f"html {selector} {body}\n" for selector, body in _DARK.findall(css)]
    return f"@media screen and (prefers-color-scheme: dark) {{\n{''.join(rules)}}}\n"


def style_sheet(name: str, figure: str) -> str:
    """Return an embed page's own style: its frame, the figure's room, and the dark colours."""
    sheets = [PACKAGE / style for style in styles_of([name])]
    dark = dark_rules("".join(sheet.read_text(encoding="utf-8") for sheet in sheets))
    frame = (Path(__file__).parent / "embed.css").read_text(encoding="utf-8")
    return f"{frame}\n{_room(name, figure)}\n{dark}"


def _room(name: str, figure: str) -> str:
    """Return the rules for the room of a figure that is alone on its page, if any was measured."""
    rooms = room.read("embed").get(name)
    if not rooms:
        return ""
    own = rooms[room.nearest(rooms, room.size_of(figure))]
    return room.rules({f'figure[data-widget="{name}"]': own})


def home_of(app: Sphinx, name: str) -> str | None:
    """Return the document that a figure belongs to: its chapter, or else one that has it.

    A fork may leave chapters out; a figure that stands nowhere has no document and needs no page.
    """
    if name not in CHAPTERS:
        raise ExtensionError(
            f"the figure {name!r} has no chapter for its embed page to show and to link to: "
            "name one in CHAPTERS in book/_ext/embed_pages.py"
        )
    documents = [CHAPTERS[name], *sorted(app.env.found_docs)]
    marked = f'data-widget="{name}"'
    return next((each for each in documents if marked in _written(app, each)), None)


def _written(app: Sphinx, document: str) -> str:
    """Return a page as it was written, or nothing if this book does not have it."""
    page = Path(app.builder.get_outfilename(document))  # type: ignore[attr-defined]
    known = document in app.env.found_docs and page.exists()
    return page.read_text(encoding="utf-8") if known else ""


def figures_of_the_book(app: Sphinx) -> Iterator[tuple[str, str, str]]:
    """Give each figure that the book has, its document, and how it stands there."""
    for name in figure_names():
        home = home_of(app, name)
        if home is not None:
            yield name, home, embedded(_written(app, home), name)


def embed_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page of every figure that the book has, after the chapters are written."""
    folder = Path(app.outdir) / "embed"
    folder.mkdir(exist_ok=True)
    figures = [*figures_of_the_book(app)]
    for old in folder.iterdir():
        if old.stem not in {name for name, *_ in figures}:  # left by an earlier build
            old.unlink()
    for name, home, figure in figures:
        (folder / f"{name}.css").write_text(style_sheet(name, figure), encoding="utf-8")
        yield f"embed/{name}", _context(app, name, home, figure), "embed.html"


def _context(app: Sphinx, name: str, chapter: str, figure: str) -> dict[str, Any]:
    return {
        "title": name.replace("-", " ").capitalize(),
        "name": name,
        "figure": figure,
        "chapter": chapter,
        "chapter_title": app.env.titles[chapter].astext(),
        "modules": scripts_of([name]),
        "styles": [f"{FOLDER}/{style}" for style in styles_of([name])],
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the pages at the end of every HTML build."""
    app.connect("html-collect-pages", embed_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
