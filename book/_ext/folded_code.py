"""Code that is folded away on a chapter's page, each cell by itself, and one switch for all.

The book comes first and its code behind it. Every cell's code is a ``<details>`` of its own, which
opens without a script, too, and is a group with a name that a screen reader can step over. The
switch stands in the page's header; `page.js` works it, and `first.js` opens what a reader who left
it on comes back to, before anything is drawn.

A cell whose code is what the text is about carries the tag ``show-code``: it begins open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

CHAPTERS = "notebooks/"
EXERCISES = "notebooks/exercises/"  # where the code is the answer, and folded with it
OPEN = "tag_show-code"


class folded_code(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """The code of one cell: its number on the page, its lines, and whether it begins open."""


def fold(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Wrap the code of each cell of a chapter."""
    if app.builder.format != "html" or not page.startswith(CHAPTERS) or page.startswith(EXERCISES):
        return
    inputs = [each for each in doctree.findall(nodes.container) if "cell_input" in each["classes"]]
    for number, code in enumerate(inputs, start=1):
        lines = code.astext().strip().count("\n") + 1
        is_open = OPEN in code.parent["classes"]
        folded = folded_code(number=number, lines=lines, open=is_open)
        code.replace_self(folded)
        folded += code


def visit(self: HTML5Translator, node: folded_code) -> None:
    """Open a group whose name says which cell it is; the line that opens it says how long."""
    state = " open data-subject" if node["open"] else ""
    lines = f"{node['lines']} line{'' if node['lines'] == 1 else 's'}"
    self.body.append(
        f'<details class="code" role="group" aria-label="Code {node["number"]}"{state}>'
        f"<summary>Code, {lines}</summary>\n"
    )


def depart(self: HTML5Translator, _node: folded_code) -> None:
    """Close the group."""
    self.body.append("</details>\n")


def tell(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell the header whether there is anything to switch."""
    context["has_code"] = doctree is not None and any(doctree.findall(folded_code))


def setup(app: Sphinx) -> dict[str, bool]:
    """Fold the code of every chapter."""
    app.add_node(folded_code, html=(visit, depart))
    app.connect("doctree-resolved", fold)
    app.connect("html-page-context", tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
