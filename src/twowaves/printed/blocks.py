"""Tables one below the other in one source, as programs print them, and what they say together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences
from twowaves.printed.body import is_data
from twowaves.printed.layout import Grid
from twowaves.printed.names import Head, head_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twowaves.printed.draft import Draft, Unused
    from twowaves.printed.layout import Line

tell = Sentences("printed/reading")

_PAIR = re.compile(r"(?:pair|paaren|par|paire) ?[0-9]{1,4}", re.IGNORECASE)


def blocks_of(grid: Grid) -> tuple[list[Grid], list[Unused]]:
    """Return a grid's tables, each with a header of its own, and headers that stand there again."""
    starts, again = _starts(grid)
    unused = [
        (line.number, place, cell, tell("header_again"))
        for line in again
        for place, cell in enumerate(line.cells, start=1)
        if cell
    ]
    repeated = {line.number for line in again}
    if not starts:
        lines = [line for line in grid.lines if line.number not in repeated]
        return [Grid(grid.kind, lines, grid.joined, grid.heads, grid.around)], unused
    grids = []
    for k, (start, end) in enumerate(zip([0, *starts], [*starts, len(grid.lines)], strict=True)):
        lines = [line for line in grid.lines[start:end] if line.number not in repeated]
        heads, around = (0, []) if k else (grid.heads, grid.around)
        grids.append(Grid(grid.kind, lines, grid.joined, heads, around))
    return grids, unused


def _starts(grid: Grid) -> tuple[list[int], list[Line]]:
    """Return where tables begin behind the first one, and lines that repeat a header."""
    first = next((k for k, line in enumerate(grid.lines) if is_data(line)), len(grid.lines))
    header = [line.cells for line in grid.lines[: max(first, grid.heads)] if _is_header(line)]
    starts, again = [], []
    in_header = False
    for k in range(max(first, grid.heads), len(grid.lines)):
        line = grid.lines[k]
        if is_data(line) or not _is_header(line):
            in_header = in_header and not is_data(line)
        elif line.cells in header:
            again.append(line)
        elif not in_header:
            in_header = True
            starts.append(_with_caption(grid, k))
    return starts, again


def _is_header(line: Line) -> bool:
    """Tell whether a line names figures or waves in several cells."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) < 2 or is_data(line):
        return False
    behind = [cell for cell in line.cells[1:] if cell and not head_of(cell).says_nothing]
    return len(behind) > 1 or (len(behind) == len(filled) - bool(line.cells[0]) > 0)


def _with_caption(grid: Grid, at: int) -> int:
    """Return where a table begins whose header begins at a line: at the caption above it."""
    while at and not any(grid.lines[at - 1].cells[1:]):
        at -= 1
    return at


def groups_of(heads: Sequence[Head]) -> list[str]:
    """Return the groups that have columns of both waves each, if there are several.

    Examples
    --------
    >>> groups_of([Head("M", ("mean",), wave, group=group)
    ...            for group in ("control", "placebo") for wave in ("before", "after")])
    ['control', 'placebo']
    """
    waves: dict[str, set[str]] = {}
    for head in heads:
        if head.group and head.wave and head.wave != "change":
            waves.setdefault(head.group, set()).add(head.wave)
    return [*waves] if len(waves) > 1 and all(len(each) > 1 for each in waves.values()) else []


def together(drafts: list[Draft]) -> Draft:
    """Return several tables' figures as one: rows of one outcome, or pair, are one row."""
    whole, *others = drafts
    for other in others:
        _join(whole, other)
    return whole


def _join(whole: Draft, other: Draft) -> None:
    places = {_key(name): k for k, name in reversed([*enumerate(whole.texts["outcome"])])}
    targets = []
    for k, outcome in enumerate(other.texts["outcome"]):
        place = places.get(_key(outcome))
        if place is None:
            place = whole.rows
            whole.rows += 1
            for name, values in whole.texts.items():
                values.append(outcome if name == "outcome" else "")
            whole.lines.append(other.lines[k])
        targets.append(place)
    for name, values in other.texts.items():
        if name == "outcome":
            continue
        column = whole.column(name)
        for k, text in enumerate(values):
            if text and column[targets[k]] not in {"", text}:
                why = tell("twice", figure=name, value=column[targets[k]])
                whole.unused.append((other.lines[k], 0, text, why))
            elif text:
                column[targets[k]] = text
    whole.columns += other.columns
    whole.extra += other.extra
    for line, rows in other.rows_of.items():
        whole.rows_of.setdefault(line, []).extend(targets[row] for row in rows)
    told = {*whole.unused}
    whole.unused += [each for each in other.unused if each not in told]
    whole.notes += other.notes
    whole.doubts += [each for each in other.doubts if each not in whole.doubts]


def _key(outcome: str) -> str:
    """Return what two tables call an outcome alike; SPSS numbers its pairs."""
    found = _PAIR.match(outcome)
    return found[0].lower().replace(" ", "") if found else outcome.lower()
