"""People's names as the names of folders, and in cells that a spreadsheet does not run."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# what Excel, LibreOffice or Google Sheets may take for a formula, also in its wide form
_RUNS = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]*[=+@\t\r＝＋－＠-]")  # noqa: RUF001
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?", re.ASCII)  # in a cell of its own it does no harm
_LONGEST = 40


def folder_name(plain: str) -> str:
    """Return a name for a person's folder: safe on every system, and another for everybody else.

    Parameters
    ----------
    plain : str
        The name in its plain form, as `prepost.teaching.plain_name` gives it.

    Returns
    -------
    str
        Letters a to z, digits and hyphens, then twelve digits of the plain name's SHA-256. It
        depends on nobody else's name, so the order of a class does not matter.

    Examples
    --------
    >>> folder_name("zoë müller"), folder_name("../x"), folder_name("🙂")
    ('zoe-muller-89c0bda8bc33', 'x-d6b96a97d147', 'student-d06f1525f791')
    """
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.lower())[:_LONGEST].strip("-") or "student"
    return f"{words}-{hashlib.sha256(plain.encode()).hexdigest()[:12]}"


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run: with an apostrophe in front.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Ada"), safe_cell("-6.18")
    ("'=1+1", 'Ada', '-6.18')
    """
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def unsafe_cell(text: str) -> str:
    """Return the text that `safe_cell` was given.

    Examples
    --------
    >>> unsafe_cell(safe_cell("'=1+1")), unsafe_cell("Ada")
    ("'=1+1", 'Ada')
    """
    return text[1:] if text.startswith("'") and _RUNS.match(text[1:]) else text


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
    if isinstance(value, str) and _RUNS.match(value):
        return f"'{value}"
    return _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe_cell(value)
    return float(f"{value:.10g}") if isinstance(value, float) else value
