"""Every interactive figure on a page of its own, for an `<iframe>` in a course's pages.

`embed/<name>.html` holds the figure just as its chapter shows it, a heading for screen readers and
a link to the chapter: no theme, no inline script, no inline style.
Colours follow the system's light or dark by the style sheet alone.
`embed.js` tells the page around it the figure's height.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.errors import ExtensionError

from live_figures import FRONT_END_FOLDER, figure_names, scripts_of

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
# a page that an earlier build finished has its styles moved out of reach of the browser
_STYLE = re.compile(r'(<figure[^>]*?) (?:data-)?style="([^"]*)"')


class Embedded(NamedTuple):
    """A figure's HTML without inline style, and the style that it had."""

    html: str
    style: str


def embedded(page: str, name: str) -> Embedded:
    """Return a figure as it stands on a page, its inline style apart.

    Raises
    ------
    ValueError
        If the page has no figure of that name.

    Examples
    --------
    >>> page = '<p>a</p><figure style="--pp-rows: 6" data-widget="audit-table">b</figure>'
    >>> embedded(page, "audit-table")
    Embedded(html='<figure data-widget="audit-table">b</figure>', style='--pp-rows: 6')
    """
    found = re.search(rf'<figure [^>]*data-widget="{name}".*?</figure>', page, re.DOTALL)
    if not found:
        raise ValueError(f"there is no figure {name!r} on it")
    style = _STYLE.search(found[0])
    return Embedded(_STYLE.sub(r"\1", found[0], count=1), style[2] if style else "")


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


def style_sheet(name: str, style: str) -> str:
    """Return an embed page's own style: its frame, the figure's measures, and the dark colours."""
    sheets = [FRONT_END_FOLDER / "base.css", FRONT_END_FOLDER / f"{name.replace('-', '_')}.css"]
    dark = dark_rules("".join(sheet.read_text(encoding="utf-8") for sheet in sheets))
    frame = (Path(__file__).parent / "embed.css").read_text(encoding="utf-8")
    return f"{frame}\n#{name} {{ {style} }}\n\n{dark}"


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


def figures_of_the_book(app: Sphinx) -> Iterator[tuple[str, str, Embedded]]:
    """Give each figure that the book has, its document, and how it stands there."""
    for name in figure_names():
        home = home_of(app, name)
        if home is not None:
            yield name, home, embedded(_written(app, home), name)


def embed_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page of every figure that the book has, after the chapters are written."""
    folder = Path(app.outdir) / "embed"
    folder.mkdir(exist_ok=True)
    for name, home, figure in figures_of_the_book(app):
        (folder / f"{name}.css").write_text(style_sheet(name, figure.style), encoding="utf-8")
        yield f"embed/{name}", _context(app, name, home, figure), "embed.html"


def _context(app: Sphinx, name: str, chapter: str, figure: Embedded) -> dict[str, Any]:
    return {
        "title": name.replace("-", " ").capitalize(),
        "name": name,
        "figure": figure.html,
        "chapter": chapter,
        "chapter_title": app.env.titles[chapter].astext(),
        "modules": scripts_of([name]),
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the pages at the end of every HTML build."""
    app.connect("html-collect-pages", embed_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
