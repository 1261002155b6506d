"""Everything in the paper that does not fit or is not told, one by one: `{discrepancies}`.

The entries stand in `data/published/discrepancies.csv`; a test holds each quotation word for word.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

SOURCE = Path(__file__).parents[2] / "data" / "published" / "discrepancies.csv"
BASES = {"computed": "computed from the printed figures", "read": "read in the text"}


def entries(text: str) -> list[dict[str, str]]:
    r"""Return the rows of the data file.

    Raises
    ------
    ValueError
        If a row has not as many sections as quotations.

    Examples
    --------
    >>> entries('id,quote,section\n1,"one | two",§1')
    Traceback (most recent call last):
        ...
    ValueError: entry 1 has 2 quotation(s) and 1 section(s); each quotation needs its own
    """
    rows = list(csv.DictReader(text.splitlines()))
    for row in rows:
        quotes, sections = (row[column].split(" | ") for column in ("quote", "section"))
        if len(quotes) != len(sections):
            raise ValueError(
                f"entry {row['id']} has {len(quotes)} quotation(s) and {len(sections)} section(s); "
                "each quotation needs its own"
            )
    return rows


class DiscrepanciesDirective(SphinxDirective):
    """A section for each entry: what it is, what is printed where, and what would fit."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        self.env.note_dependency(str(SOURCE))
        try:
            rows = entries(SOURCE.read_text(encoding="utf-8"))
        except (KeyError, ValueError) as error:
            raise self.error(f"{SOURCE.name} cannot be used: {error}") from error
        return [self._section(row) for row in rows]

    def _section(self, row: dict[str, str]) -> nodes.section:
        section = nodes.section(
            ids=[f"discrepancy-{row['id']}"], names=[f"discrepancy-{row['id']}"]
        )
        section += nodes.title("", f"{row['id']}: {row['title']}")
        section += nodes.paragraph(
            "",
            "",
            nodes.strong("", row["kind"].capitalize()),
            nodes.Text(f", {BASES[row['basis']]}."),
        )
        section += nodes.bullet_list("", *_quotations(row))
        section += nodes.paragraph(
            "",
            "",
            nodes.emphasis("", "What a reader would expect:"),
            nodes.Text(f" {row['expected']}"),
        )
        section += nodes.paragraph("", row["explanation"])
        return section


def _quotations(row: dict[str, str]) -> Iterator[nodes.list_item]:
    for quote, section in zip(row["quote"].split(" | "), row["section"].split(" | "), strict=True):
        yield nodes.list_item("", nodes.paragraph("", f"“{quote}” ({section})"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("discrepancies", DiscrepanciesDirective)
    return {"parallel_read_safe": True}
