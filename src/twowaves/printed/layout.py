"""A source's text as a grid of cells: what separates them, and which line each stands in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from twowaves._base import csv
from twowaves._base.sentences import Sentences
from twowaves.printed.by_words import by_words
from twowaves.printed.cell_figures import atoms_of
from twowaves.printed.fixed_width import by_gaps
from twowaves.printed.markup import html_rows, is_html, is_rule, pipe_cells
from twowaves.printed.names import head_of

tell = Sentences("printed/reading")

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_FEW = 50  # lines that tell what separates the cells


class Line(NamedTuple):
    """A line of cells.

    Parameters
    ----------
    number
        Of the line in the text, from 1; of an HTML table, of the row.
    cells
        Without blanks around them.
    indent
        How far the first cell is indented.
    """

    number: int
    cells: list[str]
    indent: int = 0


@dataclass(slots=True)
class Grid:
    """A table's lines, and what stands around it.

    Parameters
    ----------
    kind
        What separates the cells, in words.
    lines
        Those that hold anything, all of one length.
    joined
        Whether a header's spanners stand in each of the cells that they span.
    heads
        How many lines are the header, if the source says so; else 0.
    around
        Lines outside the table, numbered: captions and notes.
    """

    kind: str
    lines: list[Line]
    joined: bool = False
    heads: int = 0
    around: list[tuple[int, str]] = field(default_factory=list)


def grid_of(text: str) -> Grid | None:
    r"""Return the table in a text, or nothing if it is sentences.

    Examples
    --------
    >>> grid = grid_of("Outcome\tM pre\nhope\t2.80\n")
    >>> grid.kind, grid.lines[1].cells
    ('tabs', ['hope', '2.80'])
    """
    if is_html(text):
        return _from_html(text)
    lines = [(k, line) for k, line in enumerate(text.split("\n"), start=1) if line.strip(" \t,;|")]
    if _most(lines, "|", 2):
        return _from_pipes(lines)
    if sum("\t" in line.strip() for _, line in lines) > min(1, len(lines) - 1):
        return _separated(text, "\t", "tabs")
    text, said = csv.without_separator_line(text)
    for separator, kind in ((";", "semicolons"), (",", "commas")):
        if said == separator or (not said and _is_separated(lines, separator)):
            return _separated(text, separator, kind)
    return _without_separators(lines)


def _most(lines: list[tuple[int, str]], sign: str, times: int) -> bool:
    """Tell whether most lines hold a sign so many times."""
    few = lines[:_FEW]
    return sum(line.count(sign) >= times for _, line in few) * 2 > len(few)


def _is_separated(lines: list[tuple[int, str]], separator: str) -> bool:
    """Tell whether a sign separates cells: as many in most lines, below a header that says so."""
    few = [csv.cells_of(line[: csv.LONGEST], separator) for _, line in lines[:_FEW]]
    (width, times), *_ = Counter(map(len, few)).most_common(1) or [(0, 0)]
    if width < 2 or len(few) < 2 or times * 2 < len(few):
        return False
    return any(map(_names_columns, few[:4]))


def _names_columns(cells: list[str]) -> bool:
    return sum(not head_of(cell).says_nothing for cell in cells if "=" not in cell) > 1


def _separated(text: str, separator: str, kind: str) -> Grid:
    raw = text.split("\n")
    try:
        split = [*csv.lines_of(text, separator)]
    except csv.LineError:  # a quote that is part of a cell, such as an inch
        split = [
            (k, [cell.strip() for cell in line.split(separator)]) for k, line in enumerate(raw, 1)
        ]
    lines = [Line(number, cells, _indent(raw[number - 1])) for number, cells in split if any(cells)]
    if separator == ",":
        _refuse_wide(lines)
    return Grid(kind, _even(lines))


def _refuse_wide(lines: list[Line]) -> None:
    """Refuse a line of more cells than names, the last a number: a decimal comma may part it."""
    header = next((line for line in lines[:4] if _names_columns(line.cells)), None)
    if header is None:
        return
    columns = _width(header.cells)
    for number, cells, _ in lines:
        width = _width(cells)
        if width > columns and number > header.number and _is_number(cells[width - 1]):
            raise ValueError(tell("wide_line", line=number, cells=width, columns=columns))


def _width(cells: list[str]) -> int:
    """Return how many cells a line has, without the empty ones at its end."""
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell))


def _indent(line: str) -> int:
    line = line.lstrip('"')
    return len(line) - len(line.lstrip(" \u00a0\u2002\u2003\u2007\u2009\u3000"))


def _even(lines: list[Line]) -> list[Line]:
    """Return lines of one length, without empty cells that all of them end in."""
    width = max((len(line.cells) for line in lines), default=0)
    return [
        line if len(line.cells) == width
        else line._replace(cells=line.cells + [""] * (width - len(line.cells)))
        for line in lines
    ]  # fmt: skip


def _from_pipes(lines: list[tuple[int, str]]) -> Grid:
    inside = [(k, line) for k, line in lines if line.count("|") > 1 or is_rule(line)]
    around = [(k, line.strip()) for k, line in lines if not (line.count("|") > 1 or is_rule(line))]
    rules = [place for place, (_, line) in enumerate(inside) if is_rule(line)]
    cells = [Line(k, *pipe_cells(line)) for k, line in inside if not is_rule(line)]
    heads = next((rule for rule in rules if rule), 0)
    heads -= sum(rule < heads for rule in rules)  # a rule above the header
    return Grid("Markdown", _even(cells), heads=max(heads, 0), around=around)


def _from_html(text: str) -> Grid:
    rows, heads, around = html_rows(text)
    lines = [Line(k, cells, indent) for k, cells, indent in rows if any(cells)]
    return Grid("HTML", _even(lines), joined=True, heads=heads, around=around)


def _without_separators(lines: list[tuple[int, str]]) -> Grid | None:
    """Return a table that only blanks hold apart, or nothing if there is none."""
    gaps = by_gaps(lines)
    if gaps:
        rows, around, joined = gaps
        return Grid("blanks", _even([Line(*row) for row in rows]), joined=joined, around=around)
    words = None if any(_is_sentence(line) for _, line in lines[:1000]) else by_words(lines)
    if not words:
        return None
    rows, around = words
    return Grid("single blanks", _even([Line(*row) for row in rows]), around=around)


def _is_sentence(line: str) -> bool:
    """Tell whether a line names several figures: ``t(19) = 2.51, p = .021``."""
    if line.count("=") + line.count("<") < 2:
        return False
    slots = [atom.slot for atom in atoms_of(line, strict=True)]
    named = {"mean", "statistic", "sd", "df", "pvalue"}
    return sum(slot in named for slot in slots) > 1 and bool({"mean", "statistic"} & {*slots})


def turned(grid: Grid) -> Grid:
    """Return a grid with its columns as lines.

    Examples
    --------
    >>> grid = Grid("tabs", [Line(1, ["", "hope"]), Line(2, ["M pre", "2.8"])])
    >>> [line.cells for line in turned(grid).lines]
    [['', 'M pre'], ['hope', '2.8']]
    """
    columns = zip(*(line.cells for line in grid.lines), strict=True)
    lines = [Line(place, [*cells]) for place, cells in enumerate(columns, start=1)]
    corner, lines[0].cells[0] = lines[0].cells[0], ""  # it names the names of the figures
    around = [*grid.around, *([(grid.lines[0].number, corner)] if corner else [])]
    return Grid(grid.kind, lines, joined=True, around=around)
