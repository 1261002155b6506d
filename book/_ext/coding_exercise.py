"""Excerpts that a reader codes in the page: `{coding-exercise}`, with the codes to choose from.

Without scripts it is the list of excerpts, to be coded on paper; `coding.js` puts the codes under
each, and says how well the reader agrees with the two made-up coders.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

import twowaves
from page_files import load_with

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CODERS = ("coder_1", "coder_2")


class coding_exercise(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """The excerpts; `codes` are those to choose from, `coders` what two coders chose."""


class CodingDirective(SphinxDirective):
    """Put the excerpts here: ``{coding-exercise}`` with ``:codes:``, commas between them."""

    option_spec = {"codes": directives.unchanged_required}  # noqa: RUF012 # docutils' own convention

    def run(self) -> list[nodes.Node]:
        """Return the list of excerpts."""
        excerpts = twowaves.load_coding_exercise()
        codes = [code.strip() for code in self.options.get("codes", "").split(",")]
        used = {*excerpts[[*CODERS]].to_numpy().ravel()}
        if not used <= {*codes}:
            missing = ", ".join(sorted(used - {*codes}))
            raise self.error(f"the option :codes: lacks what the coders used: {missing}.")
        items = [nodes.list_item("", nodes.paragraph(text=each)) for each in excerpts["excerpt"]]
        coders = [excerpts[coder].tolist() for coder in CODERS]
        listed = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
        return [coding_exercise("", listed, codes=codes, coders=coders)]


def _open(translator: Any, node: coding_exercise) -> None:
    data = {f"data-{name}": json.dumps(node[name]) for name in ("codes", "coders")}
    translator.body.append(translator.starttag(node, "div", CLASS="coding", **data))


def _close(translator: Any, _node: coding_exercise) -> None:
    translator.body.append("</div>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Write only the list."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and what its page loads."""
    plain = (_nothing, _nothing)
    app.add_node(coding_exercise, html=(_open, _close), latex=plain, text=plain)
    app.add_directive("coding-exercise", CodingDirective)
    load_with(app, coding_exercise, style="coding.css", script="coding.js")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
