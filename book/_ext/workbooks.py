"""Notebooks to write in, in the page: where ``{workbook}`` stands, a chapter's or an empty one.

``{workbook} scoring`` shows the student's notebook of that chapter, its prose as the page's own,
and each cell of code as it stands, for readers without scripts, too. ``{workbook}`` alone is an
empty one. Where there is an engine, `book/run/workbook.js` makes editors of the cells; where there
is none, a sentence says so, and the notebook is there to be downloaded.

``{beginning}`` holds cells, divided by ``---``, that an empty notebook can begin with.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from exercise_pages import fold
from page_files import holds

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
SCAFFOLDS = ROOT / "notebooks" / "scaffolds"
EMPTY = "notebook.ipynb"
NO_ENGINE = "This edition of the book was made without the Python that runs in a page"
NO_SCRIPT = "To write and run code in this page, a browser needs JavaScript"
INSTEAD = "download the notebook, and open it in JupyterLab."
INSTEAD_OF_AN_EMPTY_ONE = "copy a beginning from below into a notebook of JupyterLab."
_HINT = re.compile(r"<details><summary>Hint</summary>\n(.*)\n</details>", re.DOTALL)
_TITLE = re.compile(r"\A# .*\n?")
_WORKBOOK = re.compile(r"^```\{workbook\} ([\w-]+)\n```$", re.MULTILINE)


class workbook(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """Where the notebook's buttons are; `notebook` is its JSON."""


class workbook_cell(nodes.Element):  # type: ignore[misc] # noqa: N801 # as above
    """A cell that is written in; `cell` is its id."""


class beginning(nodes.Element):  # type: ignore[misc] # noqa: N801 # as above
    """Cells for an empty notebook to begin with."""


class Workbook(SphinxDirective):
    """Put a notebook here: ``{workbook} scoring``."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return its head; `put_cells` has put its cells below."""
        if not self.arguments:
            return [workbook("", notebook=empty(), name=EMPTY, files=True)]
        path = file_of(self.arguments[0])
        self.env.note_dependency(str(path))
        return [workbook("", notebook=read(path), name=path.name)]


class WorkbookCell(SphinxDirective):
    """A cell below a `Workbook`: ``{workbook-cell} scoring scoring-1-code``."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return the cell as it stands."""
        chapter, name = self.arguments
        cell = next(each for each in read(file_of(chapter))["cells"] if each["id"] == name)
        return [workbook_cell("", as_it_stands(cell), cell=cell["id"])]


class WorkbookHint(SphinxDirective):
    """The hint of an exercise, folded as on the page of the exercises."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return what a reader opens; no search shows it."""
        hint = fold("", title=f"Hint for {self.arguments[0]}", classes=["hint"])
        self.state.nested_parse(self.content, self.content_offset, hint)
        return [hint]


class Beginning(SphinxDirective):
    """Cells for an empty notebook to begin with."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a block of code for each cell."""
        cells = re.split(r"^---$", "\n".join(self.content), flags=re.MULTILINE)
        return [beginning("", *(code(cell.strip("\n")) for cell in cells))]


def empty() -> dict[str, Any]:
    """Return a notebook with one cell, and nothing in it."""
    made = read(min(SCAFFOLDS.glob("*.ipynb")))
    return made | {"cells": [nbformat.v4.new_code_cell(id="cell-1")]}


def file_of(chapter: str) -> Path:
    """Return the student's notebook of a chapter."""
    return SCAFFOLDS / f"{chapter}.ipynb"


def put_cells(_app: Sphinx, _page: str, content: list[str]) -> None:
    """Put the cells of a notebook below where it stands, prose as the page's own."""
    content[0] = _WORKBOOK.sub(lambda found: f"{found[0]}\n\n{cells_of(found[1])}\n", content[0])


def cells_of(chapter: str) -> str:
    """Return the cells of a chapter's notebook as the source of a page."""
    return "\n\n".join(shown(cell, chapter) for cell in read(file_of(chapter))["cells"])


def read(path: Path) -> dict[str, Any]:
    """Return a notebook with the text of each cell in one piece."""
    found: dict[str, Any] = nbformat.read(path, as_version=4)
    return {"cells": found["cells"], "metadata": found["metadata"]}


def is_to_fill_in(cell: dict[str, Any]) -> bool:
    """Tell whether a cell is there to be filled in, as `notebook.js` does."""
    return cell["cell_type"] == "code" or bool(cell["id"].endswith("-yours"))


def shown(cell: dict[str, Any], chapter: str) -> str:
    """Return a cell as a page's source: prose without its title, for which the page has one."""
    if is_to_fill_in(cell):
        return f"```{{workbook-cell}} {chapter} {cell['id']}\n```"
    if hint := _HINT.fullmatch(cell["source"]):
        return f"````{{workbook-hint}} {cell['id'].removesuffix('-hint')}\n{hint[1]}\n````"
    return _TITLE.sub("", cell["source"])


def as_it_stands(cell: dict[str, Any]) -> nodes.Element:
    """Return a cell for readers who cannot write in it."""
    if cell["cell_type"] == "code":
        return code(cell["source"])
    return nodes.paragraph("", cell["source"].replace("*", ""))


def code(text: str) -> nodes.Element:
    """Return lines of Python."""
    return nodes.literal_block(text, text, language="python")


def _open_head(translator: Any, node: workbook) -> None:
    notebook = json.dumps(node["notebook"], ensure_ascii=False, separators=(",", ":"))
    held = {"data-name": node["name"], "data-notebook": notebook}
    held |= {"data-files": ""} if node.get("files") else {}
    start = translator.starttag(node, "div", CLASS="workbook", **held)
    instead = INSTEAD_OF_AN_EMPTY_ONE if node.get("files") else INSTEAD
    why = NO_SCRIPT if translator.config.has_engine else NO_ENGINE
    translator.body.append(f"{start}<p>{why}: {instead}</p>")  # which the script takes away


def _open_cell(translator: Any, node: workbook_cell) -> None:
    held = {"data-cell": node["cell"]}
    translator.body.append(translator.starttag(node, "div", CLASS="cell workbook-cell", **held))


def _open_beginning(translator: Any, node: beginning) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="workbook-beginning"))


def _close(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Write only what the node holds."""


def load(
    app: Sphinx, _page: str, _template: str, _context: object, tree: nodes.document | None
) -> None:
    """Add the script to pages with a notebook, where there is a Python to run it."""
    if holds(tree, workbook) and app.config.has_engine:
        app.add_js_file("run/workbook.js", type="module")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives, and what their pages load."""
    plain = (_nothing, _nothing)
    opened = {workbook: _open_head, workbook_cell: _open_cell, beginning: _open_beginning}
    for kind, visit in opened.items():
        app.add_node(kind, html=(visit, _close), latex=plain, text=plain)
    app.add_directive("workbook", Workbook)
    app.add_directive("workbook-cell", WorkbookCell)
    app.add_directive("workbook-hint", WorkbookHint)
    app.add_directive("beginning", Beginning)
    app.connect("source-read", put_cells)
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
