"""Styles and scripts that a page loads only if it holds what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def holds(tree: nodes.document | None, *kinds: type[nodes.Node]) -> bool:
    """Tell whether a page holds a node of one of these kinds.

    Examples
    --------
    >>> from docutils import nodes
    >>> holds(nodes.section("", nodes.title()), nodes.figure, nodes.title)
    True
    >>> holds(None, nodes.title)
    False
    """
    return tree is not None and any(next(tree.findall(kind), None) is not None for kind in kinds)


def load_with(app: Sphinx, kind: type[nodes.Node], *, style: str, script: str) -> None:
    """Have each page that holds such a node load a style sheet and a script."""

    def load(
        app: Sphinx, _page: str, _template: str, _context: object, tree: nodes.document | None
    ) -> None:
        if holds(tree, kind):
            app.add_css_file(style)
            app.add_js_file(script, type="module")

    app.connect("html-page-context", load)
