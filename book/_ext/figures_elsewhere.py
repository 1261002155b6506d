"""Every interactive figure as one script with one style sheet, for pages that are not the book's.

`_static/elsewhere/<name>.mjs` needs nothing beside it: a page in Jupyter Book 2, in a learning
platform or of one's own imports it, and it begins with the state that it has in its chapter.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from embed_pages import figures_of_the_book
from live_figures import fill, folder_of, front_end, small

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "elsewhere"
_STATE = re.compile(r'data-state="([^"]*)"')


def files_of(name: str, figure: str) -> dict[str, str]:
    """Return the script and the style sheet of a figure, by name, from its HTML on a page."""
    state = _STATE.search(figure)
    if not state:
        raise ValueError(f"the figure {name!r} has no data-state")
    stem = folder_of(name)
    return {
        f"{stem}.mjs": small(front_end().script_elsewhere(stem, html.unescape(state[1]))),
        f"{stem}.css": front_end().style_elsewhere(stem),
    }


def write_figures(app: Sphinx) -> tuple[()]:
    """Write every figure that the book has, after the chapters are written."""
    files: dict[str, str] = {}
    for name, _, figure in figures_of_the_book(app):
        files |= files_of(name, figure)
    fill(Path(app.outdir) / "_static" / FOLDER, files)
    return ()


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the files at the end of every HTML build."""
    app.connect("html-collect-pages", write_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
