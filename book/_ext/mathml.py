"""Formulas as MathML, made when the book is built: no script and no font to load.

Every current browser draws MathML, screen readers read it, and it prints.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_LOGGER = logging.getLogger(__name__)
_CONVERTER = LatexToMathML(fancy_error=False)


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a sentence."""
    self.body.append(_mathml(node, node.astext(), display=False))
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, with its number if it has a label."""
    self.body.append(self.starttag(node, "div", CLASS="math-block"))
    if node.get("number"):
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(_mathml(node, node.astext(), display=True))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _mathml(node: nodes.Node, latex: str, *, display: bool) -> str:
    """Return MathML; a formula that is no LaTeX is a warning, which fails the build."""
    try:
        converted: str = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        _LOGGER.warning("the formula %r is not valid LaTeX: %s", latex, error, location=node)
        return f"<code>{html.escape(latex)}</code>"
    return converted


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer and choose it."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("config-inited", _choose)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _choose(_app: Sphinx, config: object) -> None:
    config.html_math_renderer = "mathml"  # type: ignore[attr-defined]
