"""Cells into the rows of a draft, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences
from twowaves.printed.columns import (
    FIGURES,
    Column,
    Hints,
    is_missing,
    is_simple,
    needs_a_wave,
    pair_of,
    reader_of,
)
from twowaves.printed.draft import Draft, Star
from twowaves.printed.numerals import plain
from twowaves.printed.waves import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from twowaves.printed.body import Body
    from twowaves.printed.columns import Found
    from twowaves.printed.layout import Line

tell = Sentences("printed/reading")

_ALONE = frozenset({"statistic", "df", "pvalue", "d", "r", "sd", "se", "n"})  # beside no spread
_NO_NUMBERS = {"n", "n_pre", "n_post", "df", "n_items", "claim"}  # counts have no decimals


def fill(draft: Draft, body: Body, hints: Hints) -> list[Star]:
    """Put the cells of all lines into their rows; return the marks in them."""
    stars: list[Star] = []
    for column in draft.columns:
        if column.kind == "figures" and column.wave != "later":
            stars += _fill_column(draft, body, column, hints)
        elif column.kind in {"figures", "unused"}:
            _leave(draft, body, column)
    draft.unused.sort(key=lambda each: each[:2])
    return stars


def _leave(draft: Draft, body: Body, column: Column) -> None:
    """List the cells of a column that is not used."""
    place = column.place - 1
    draft.unused += [
        (line.number, column.place, line.cells[place], column.why)
        for line in body.lines
        if line.cells[place]
    ]


def _fill_column(draft: Draft, body: Body, column: Column, hints: Hints) -> list[Star]:
    """Put the cells of a column into their rows; return the marks in them."""
    read, place = reader_of(column, hints), column.place - 1
    if _do_not_fit([line.cells[place] for line in body.lines], column):
        column.kind, column.why = "unused", tell("do_not_fit")
        _leave(draft, body, column)
        return []
    alone = column.figures[0] if len(column.figures) == 1 else ""
    quick = _quick(draft, column)
    stars: list[Star] = []
    for line, wave, target in zip(body.lines, body.waves, body.targets, strict=True):
        text = line.cells[place]
        if quick and not wave and quick(plain(text), target):
            continue
        if text and not is_missing(text):
            found = read(text, wave)
            _put(draft, column, line, target, found)
            stars += [Star(line.number, column.place, target, mark, alone) for mark in found.marks]
    return stars


def _do_not_fit(cells: list[str], column: Column) -> bool:
    """Tell whether a mean and its SD stand under a name for one number of another kind."""
    if column.whys or not _ALONE.issuperset(column.figures):
        return False
    some = [cell for cell in cells[:40] if cell]
    pairs = [pair for cell in some if (pair := pair_of(plain(cell))) and "." in pair[1]]
    return len(column.figures) == 1 and len(pairs) * 2 > len(some)


def _quick(draft: Draft, column: Column) -> Callable[[str, int], bool] | None:
    """Return what puts the commonest cells into a row and tells whether it did, in no time.

    These are one number under one name, and a mean with its spread or a t with its df.
    """
    if needs_a_wave(column):
        return None
    names = [named(figure, column.wave) for figure in column.figures]
    if len(names) == 1 and names[0] in FIGURES and names[0] not in _NO_NUMBERS:
        first = draft.column(names[0])

        def put_one(text: str, target: int) -> bool:
            takes = not first[target] and is_simple(text)
            if takes:
                first[target] = text
            return takes

        return put_one
    spread = len(names) == 2 and names[0].startswith("mean") and names[1].startswith(("sd", "se"))
    if spread or names == ["statistic", "df"]:
        first, second = map(draft.column, names)

        def put_both(text: str, target: int) -> bool:
            pair = None if first[target] or second[target] else pair_of(text)
            takes = pair is not None and (spread or pair[1].isdigit())
            if pair and takes:
                first[target], second[target] = pair
            return takes

        return put_both
    return None


def _put(draft: Draft, column: Column, line: Line, target: int, found: Found) -> None:
    for name, text in found.figures:
        values = draft.column(name)
        if values[target] not in {"", text}:
            why = tell("twice", figure=name, value=values[target])
            draft.unused.append((line.number, column.place, text, why))
        else:
            values[target] = text
            column.whys.setdefault(name, column.why)
    draft.unused += [(line.number, column.place, text, why) for text, why in found.left]
    for doubt in found.doubts:
        if doubt not in draft.doubts:
            draft.doubts.append(doubt)
    if "se" in found.doubts:
        column.whys[found.figures[-1][0]] = tell("spread")
