"""A grid of cells as figures: columns are told apart, cells read, and what is left is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twowaves._base.sentences import Sentences
from twowaves.printed.assigning import (
    assigned,
    columns_of,
    only_of,
    refuse_doubles,
    settle_waves,
    tell_waves,
)
from twowaves.printed.beside import from_headers, from_names, from_notes, tell_groups
from twowaves.printed.body import body_of, is_data
from twowaves.printed.columns import Hints, needs_a_wave
from twowaves.printed.draft import Draft
from twowaves.printed.filling import fill
from twowaves.printed.headers import heads_of
from twowaves.printed.names import Head
from twowaves.printed.notes import is_note, spread_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twowaves.printed.layout import Grid, Line

tell = Sentences("printed/reading")


def draft_of(grid: Grid, mapping: Mapping[Any, Any], doubt: str = "", group: str = "") -> Draft:
    """Return what a grid says.

    Parameters
    ----------
    grid
        Its numbers with points for the decimals.
    mapping
        What a caller says of columns, by place or header.
    doubt
        Which of a first reading's doubts is decided otherwise: ``se`` or ``comma``.
    group
        Whose columns are read, if there are several groups.
    """
    notes, header, lines = _parts(grid)
    heads = _heads(header, grid)
    texts = [text for _, text in notes]
    below = [line.cells[0] for line in lines if is_note(line.cells[0]) and not any(line.cells[1:])]
    hints = _hints(heads, [*texts, *below], doubt)
    columns = assigned(columns_of(heads, lines), mapping)
    if group:
        only_of(columns, group)
    names = [column.place - 1 for column in columns if column.kind in {"name", "time"}]
    body = body_of(lines, names, waves=any(map(needs_a_wave, columns)))
    tell_waves(columns, body)
    settle_waves(columns, body)
    refuse_doubles(columns)
    draft = Draft(max(body.targets, default=-1) + 1, columns=columns)
    draft.texts["outcome"] = [""] * draft.rows
    draft.lines = [0] * draft.rows
    for line, outcome, target in zip(body.lines, body.outcomes, body.targets, strict=True):
        draft.rows_of.setdefault(line.number, []).append(target)
        if not draft.lines[target]:
            name = f"{outcome}: {group}" if group else outcome
            draft.lines[target], draft.texts["outcome"][target] = line.number, name
    stars = fill(draft, body, hints)
    from_headers(draft)
    from_names(draft)
    texts += [text for _, text in body.notes]
    from_notes(draft, [*notes, *body.notes], stars, texts)
    tell_groups(draft)
    for number, text in body.headings:
        draft.unused.append((number, 1, text, tell("heading")))
    return draft


def _parts(grid: Grid) -> tuple[list[tuple[int, str]], list[Line], list[Line]]:
    """Return captions and notes, the header's lines, and those below it."""
    lines = grid.lines
    first = next((k for k, line in enumerate(lines) if is_data(line)), len(lines))
    heads = max(grid.heads, first) if first < len(lines) else grid.heads
    notes = [*grid.around]
    while heads and lines[0].cells[0] and not any(lines[0].cells[1:]):
        notes.append((lines[0].number, lines[0].cells[0]))
        lines, heads = lines[1:], heads - 1
    at = heads
    while at > max(grid.heads, 1) and not any(lines[at - 1].cells[1:]):
        at -= 1  # a name alone just above the figures is a heading of theirs
    return notes, lines[:at], lines[at:]


def grid_heads(grid: Grid) -> list[Head]:
    """Return what the header of each of a grid's columns says."""
    return _heads(_parts(grid)[1], grid)


def _heads(header: Sequence[Line], grid: Grid) -> list[Head]:
    width = len(grid.lines[0].cells) if grid.lines else 0
    if not header:
        return [Head("")] * width
    return heads_of([line.cells for line in header], joined=grid.joined)


def _hints(heads: Sequence[Head], notes: Sequence[str], doubt: str) -> Hints:
    """Return what the texts say of numbers in brackets, all headers and notes together."""
    said = spread_of([*notes, *(head.text for head in heads)])
    figures = {figure for head in heads for figure in head.figures}
    intervals = "ci" in figures or any("CI" in note for note in notes)
    spread = "se" if doubt == "se" else "sd"
    return Hints(said or spread, bool(said), intervals, doubt == "comma")
