"""Separated text as lines of cells: CSV with commas, semicolons or tabs between them.

Python's own module splits the cells. What is told of a line is told with its number, counted as an
editor counts.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from importlib import util
from typing import TYPE_CHECKING, Any

from twowaves._base.files import file_text, refuse_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATORS = (",", ";", "\t")
LONGEST = 131_072  # letters of a cell
# Excel's own first line, which says what separates the cells of the others
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[,;\t ]*(?=[\r\n]|$)', re.IGNORECASE)


class LineError(ValueError):
    """A line whose cells cannot be told apart."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


def text_of(source: str | Path, called: str, save_as: str) -> tuple[str, str]:
    """Return a source's name and text: a file's, or the source itself if it has several lines."""
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        refuse_long(called, source)
        return called, source.removeprefix("\ufeff")
    return file_text(source, save_as)


def line_of_nul(text: str) -> int:
    """Return the line of the first NUL, 0 if there is none: UTF-16 without its mark has some."""
    place = text.find("\0")
    return text.count("\n", 0, place) + 1 if place >= 0 else 0


def without_separator_line(text: str) -> tuple[str, str]:
    r"""Return a table's text, the first line emptied if it is Excel's, and what that line says.

    Examples
    --------
    >>> without_separator_line("sep=;\na;b\n"), without_separator_line("a;b\n")
    (('\na;b\n', ';'), ('a;b\n', ''))
    """
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def separator_of(text: str) -> str:
    """Return what stands most often between the cells of the first line that holds any."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip(",;\t \n")), "")
    return max(SEPARATORS, key=re.sub('"[^"]*"', "", first).count)


def lines_of(text: str, separator: str, longest: int = LONGEST) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the number of every line, and its cells without blanks around them.

    Within quotes a cell may hold separators, ends of lines and doubled quotes; the number is that
    of the line in which it ends.

    Raises
    ------
    LineError
        If quotes are not closed or something stands behind them, or a cell is too long.

    Examples
    --------
    >>> list(lines_of('a, b\n\n"c\nd";e', ";"))
    [(1, ['a, b']), (2, []), (4, ['c\nd', 'e'])]
    """
    module = _module(longest)
    lines = module.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in lines:
            yield lines.line_num, [cell.strip() for cell in cells]
    except module.Error as error:
        raise LineError(lines.line_num, str(error)) from None


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of one line by itself, whose quotes end with it at the latest.

    Raises
    ------
    ValueError
        If a cell is too long.
    """
    module = _module(LONGEST)
    reader = module.reader(io.StringIO(line), delimiter=separator, skipinitialspace=True)
    try:
        cells: list[str] = next(reader, [])
    except module.Error:
        raise ValueError(f"a cell has more than {LONGEST:,} letters; write it shorter") from None
    return [cell.strip() for cell in cells]


@lru_cache
def _module(longest: int) -> Any:
    """Return a module of our own that reads cells of so many letters.

    That number is one for a whole module: who changes it in Python's changes it for everybody, in
    the midst of what other threads read.
    """
    spec: Any = util.find_spec("_csv")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.field_size_limit(longest)
    return module
