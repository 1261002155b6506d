"""Pages of exercises without what only the making of students' notebooks needs.

- A solution's code loses the marks ``# answer`` and ``# solution``.
- An exercise that can be checked gets its field, from `answer_fields`.
- Each hint and each solution is folded, without scripts too, and named by its exercise.
- What a page's button launches is the notebook to fill in, not the solved one, whose tags and keys
  are for `tools/make_scaffolds.py`; what it downloads, `plain_notebooks` sees to.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx_exercise.nodes import is_exercise_node, is_solution_node

from answer_fields import field_of
from twowaves.classroom.keys import shipped_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

PAGES = "notebooks/exercises/"
REPEATED = {"exercise-content", "solution-content"}  # what sphinx-exercise calls each section
_MARK = re.compile(r"  # (?:answer|solution)$", re.MULTILINE)
_SOLVED = re.compile(r"notebooks(/|%2F)exercises(?=\1)")


class fold(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """A box that a reader opens."""


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
    return with_addresses(address, partial(_SOLVED.sub, r"notebooks\1scaffolds"))


def with_addresses(held: Any, change: Callable[[str], str]) -> Any:
    """Return an address, or whatever holds addresses, with each of them changed.

    Examples
    --------
    >>> with_addresses([{"url": "a", "n": 1}], str.upper)
    [{'url': 'A', 'n': 1}]
    """
    if isinstance(held, list):
        return [with_addresses(each, change) for each in held]
    if isinstance(held, dict):
        return {name: with_addresses(value, change) for name, value in held.items()}
    return change(held) if isinstance(held, str) else held


def clear(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Take the marks out of a page's code, and fold each hint and solution by its own name."""
    if not page.startswith(PAGES):
        return
    for block in list(tree.findall(nodes.literal_block)):
        text = without_marks(block.astext())
        block.replace_self(nodes.literal_block(text, text, **block.attributes))
    for section in tree.findall(nodes.section):
        if {*section["ids"]} & REPEATED:
            section["ids"] = []  # an id stands once on a page
    exercise = ""
    for node in list(tree.findall(nodes.Element)):
        if is_exercise_node(node):
            exercise = node["label"]
            place = node.parent.index(node) + 1
            node.parent[place:place] = field_of(exercise, tree, app, page)
        elif is_solution_node(node):
            fold_away(node, "solution", f"Solution to {exercise}", node.children[1:])
        elif isinstance(node, nodes.hint):
            fold_away(node, "hint", f"Hint for {exercise}", node.children)


def checked_exercises(tree: nodes.document) -> list[str]:
    """Return the names of a page's exercises that can be checked."""
    names = [node["label"] for node in tree.findall(nodes.Element) if is_exercise_node(node)]
    return [name for name in names if name in shipped_keys()]


def fold_away(box: nodes.Element, kind: str, title: str, content: list[nodes.Node]) -> None:
    """Put in place of a box one that is opened by its title."""
    box["classes"] = [kind]  # without "dropdown", which a script would make buttons of
    box.replace_self(fold("", *content, title=title))  # which takes over classes and ids


def _open_fold(translator: Any, node: fold) -> None:
    start = translator.starttag(node, "div", CLASS="admonition")
    translator.body.append(f"{start}<details><summary>{escape(node['title'])}</summary>\n")


def _close_fold(translator: Any, _node: fold) -> None:
    translator.body.append("</details></div>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Write only what the node holds."""


def launch_what_is_to_fill_in(
    _app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Let the button that launches a page launch the notebook to fill in."""
    if page.startswith(PAGES):
        context["header_buttons"] = [
            to_fill_in(each) if each.get("label") == "launch-buttons" else each
            for each in context.get("header_buttons", [])
        ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Clear the pages when they are written."""
    plain = (_nothing, _nothing)
    app.add_node(fold, html=(_open_fold, _close_fold), latex=plain, text=plain)
    app.connect("doctree-resolved", clear)
    app.connect("html-page-context", launch_what_is_to_fill_in, priority=502)  # after the theme's
    return {"parallel_read_safe": True, "parallel_write_safe": True}
