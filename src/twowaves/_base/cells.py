"""Texts in cells that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# what Excel, LibreOffice or Google Sheets may take for the start of a formula, the wide ones too
_SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001
_DROPPED = ("\t", "\r", "\n")
_QUOTES = "'\N{RIGHT SINGLE QUOTATION MARK}"
# in a cell of its own it does no harm
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-", re.ASCII)


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run: with an apostrophe in front.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Ada"), safe_cell("-6.18")
    ("'=1+1", 'Ada', '-6.18')
    """
    return f"'{text}" if _may_run(text) and not _NUMBER.fullmatch(text) else text


def unsafe_cell(text: str) -> str:
    """Return the text that `safe_cell` was given.

    Examples
    --------
    >>> unsafe_cell(safe_cell("'=1+1")), unsafe_cell("Ada")
    ("'=1+1", 'Ada')
    """
    return text[1:] if text.startswith("'") and _may_run(text[1:]) else text


def _may_run(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula, behind any quotes."""
    bare = text.lstrip(_QUOTES)
    if bare.startswith(_DROPPED):
        return True
    return next((letter for letter in bare if not _is_blank(letter)), "") in _SIGNS


def _is_blank(letter: str) -> bool:
    """Return whether a spreadsheet may drop a letter: white space, or one that nobody sees."""
    return letter.isspace() or unicodedata.category(letter).startswith("C")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV text: texts safe and in quotes, numbers to ten digits.

    Quotes keep a text whole where a spreadsheet expects semicolons between cells.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_first(row[0]), *map(_cell, row[1:])] for row in rows)
    return text.getvalue()


def _first(value: Any) -> Any:
    """Return a cell that begins a line, which a spreadsheet with other separators does not end."""
    if isinstance(value, str) and _may_run(value):
        return f"'{value}"
    return _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe_cell(value)
    return float(f"{value:.10g}") if isinstance(value, float) else value
