"""Pages of exercises without what only the making of students' notebooks needs.

- A solution's code loses the marks ``# answer`` and ``# solution``.
- Each hint and each solution that unfolds is named by its exercise.
- What a page's buttons download or launch is the notebook to fill in, not the solved one, whose
  tags and keys are for `tools/make_scaffolds.py`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx_exercise.nodes import is_exercise_node, is_solution_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES = "notebooks/exercises/"
SCAFFOLDS = "notebooks/scaffolds/"
_MARK = re.compile(r"  # (?:answer|solution)$", re.MULTILINE)
_SOLVED = re.compile(r"notebooks(/|%2F)exercises(?=\1)")


def without_marks(code: str) -> str:
    r"""Return code without the marks of answers and solutions.

    Examples
    --------
    >>> without_marks("x = 1  # answer\ny = 2  # an answer")
    'x = 1\ny = 2  # an answer'
    """
    return _MARK.sub("", code)


def to_fill_in(address: Any) -> Any:
    """Return an address, or whatever holds addresses, with scaffolds for solved notebooks.

    Examples
    --------
    >>> to_fill_in([{"url": "https://host.example/lab/tree/notebooks/exercises/a.ipynb"}])
    [{'url': 'https://host.example/lab/tree/notebooks/scaffolds/a.ipynb'}]
    """
    if isinstance(address, list):
        return [to_fill_in(each) for each in address]
    if isinstance(address, dict):
        return {name: to_fill_in(value) for name, value in address.items()}
    return _SOLVED.sub(r"notebooks\1scaffolds", address) if isinstance(address, str) else address


def clear(_app: Sphinx, tree: nodes.document, page: str) -> None:
    """Take the marks out of a page's code, and name what unfolds by its exercise."""
    if not page.startswith(PAGES):
        return
    for block in list(tree.findall(nodes.literal_block)):
        text = without_marks(block.astext())
        block.replace_self(nodes.literal_block(text, text, **block.attributes))
    exercise = ""
    for node in list(tree.findall(nodes.Element)):
        if is_exercise_node(node):
            exercise = node["label"]
        elif is_solution_node(node):
            node[0].replace_self(nodes.title("", f"Solution to {exercise}"))
        elif isinstance(node, nodes.hint):
            node.replace_self(_named(node, f"Hint for {exercise}"))


def _named(hint: nodes.hint, title: str) -> nodes.admonition:
    """Return a hint with a title of its own; docutils gives each the same."""
    classes = [*hint["classes"], "hint"]
    return nodes.admonition("", nodes.title("", title), *hint.children, classes=classes)


def launch_what_is_to_fill_in(
    _app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Let the button that launches a page launch the notebook to fill in."""
    if page.startswith(PAGES):
        context["header_buttons"] = [
            to_fill_in(each) if each.get("label") == "launch-buttons" else each
            for each in context.get("header_buttons", [])
        ]


def hand_out_what_is_to_fill_in(app: Sphinx, error: Exception | None) -> None:
    """Put the notebooks to fill in where a page's download button leads."""
    if error or app.builder.format != "html":
        return
    for solved in Path(app.outdir, "_sources", PAGES).glob("*.ipynb"):
        shutil.copyfile(Path(app.srcdir, SCAFFOLDS, solved.name), solved)


def setup(app: Sphinx) -> dict[str, bool]:
    """Clear the pages when they are written."""
    app.connect("doctree-resolved", clear)
    app.connect("html-page-context", launch_what_is_to_fill_in, priority=502)  # after the theme's
    app.connect("build-finished", hand_out_what_is_to_fill_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
