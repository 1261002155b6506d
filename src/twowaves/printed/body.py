"""The lines below a header: which are figures, which headings or notes, and whose figures they are.

Headings and indented lines become part of an outcome's name. Where the waves stand in lines, one
below the other, the lines of an outcome become one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twowaves.printed.cell_figures import atoms_of
from twowaves.printed.columns import is_missing, is_simple, pair_of
from twowaves.printed.names import head_of
from twowaves.printed.notes import is_note
from twowaves.printed.numerals import plain
from twowaves.printed.waves import split_wave, wave_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twowaves.printed.layout import Line

_BEGINS = re.compile(r"[(\[]? ?[<>=]{0,2} ?[-+±]? ?\.?[0-9]|[A-Za-z]{1,4} ?[(=<>]")


def is_figure(text: str) -> bool:
    """Tell whether a cell holds figures and no words, as below a header.

    Examples
    --------
    >>> is_figure("2.8 (0.8)"), is_figure("95% CI"), is_figure("(N = 41)"), is_figure("t(19) = 2.5")
    (True, False, False, True)
    """
    bare = plain(text)
    if is_simple(bare) or pair_of(bare):
        return True
    if not _BEGINS.match(bare) or len(bare) > 80:
        return False
    slots = {atom.slot for atom in atoms_of(bare)}
    return bool(slots - {"mark", "n", "level"}) and "words" not in slots and not _is_name(bare)


def _is_name(text: str) -> bool:
    head = head_of(text)
    return not head.says_nothing and not head.rest


def is_data(line: Line) -> bool:
    """Tell whether a line holds figures behind its first cell."""
    return any(cell and is_figure(cell) for cell in line.cells[1:])


@dataclass(slots=True)
class Body:
    """The lines of figures, each with its outcome and wave, and the row that it belongs to.

    Parameters
    ----------
    lines
        Those that hold figures.
    outcomes, waves
        Of each line; a wave that the line does not name is empty.
    targets
        The row of each line, from 0.
    notes
        Lines that say something of the table, numbered.
    headings
        Lines with a name alone that no line of figures follows.
    wave_names
        What lines call the waves.
    """

    lines: list[Line] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    waves: list[str] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    wave_names: list[str] = field(default_factory=list)


def body_of(lines: Sequence[Line], names: Sequence[int], *, waves: bool) -> Body:
    """Return what the lines below a header are.

    Parameters
    ----------
    lines
        All of them.
    names
        The places of columns that hold names.
    waves
        Whether lines have to name their wave, since the columns do not.
    """
    body = Body()
    last = max((k for k, line in enumerate(lines) if _holds_more(line, names)), default=-1)
    nested = len({line.indent for line in lines[: last + 1]}) > 1
    above: list[_Name] = []  # headings, and lines less indented, over the next ones
    for k, line in enumerate(lines):
        if not _holds_more(line, names):
            _name_alone(body, line, above, nested=nested, is_last=k > last)
            continue
        own = _names_in(line, names, body.lines[-1] if body.lines else None)
        if nested:
            _leave(body, above, line.indent)
        body.lines.append(line)
        body.outcomes.append(": ".join([each.text for each in above] + own))
        for each in above:
            each.used = True
        if nested and own:
            above.append(_Name(line.indent, own[0], line.number, used=True))
    _leave(body, above, -1)
    body.waves = [""] * len(body.lines)
    if waves:
        _take_waves(body)
    _aim(body)
    return body


def _holds_more(line: Line, names: Sequence[int]) -> bool:
    """Tell whether a line holds more than a name."""
    return any(cell for place, cell in enumerate(line.cells) if place not in names)


@dataclass(slots=True)
class _Name:
    """A heading, or a line less indented, and whether lines of figures stand under it."""

    indent: int
    text: str
    number: int
    used: bool = False


def _leave(body: Body, above: list[_Name], indent: int) -> None:
    """Leave the headings that a line so far to the left is not under; list the unused ones."""
    body.headings += [
        (each.number, each.text) for each in above if each.indent >= indent and not each.used
    ]
    above[:] = [each for each in above if each.indent < indent]


def _name_alone(body: Body, line: Line, above: list[_Name], *, nested: bool, is_last: bool) -> None:
    text = " ".join(cell for cell in line.cells if cell)
    if is_note(text):
        body.notes.append((line.number, text))
    elif is_last:
        body.headings.append((line.number, text))
    else:
        _leave(body, above, line.indent if nested else -1)
        above.append(_Name(line.indent, text, line.number))


def _names_in(line: Line, names: Sequence[int], before: Line | None) -> list[str]:
    """Return the names of a line; one that stands for several lines is carried down."""
    own = [line.cells[place] for place in names]
    if before and len(own) > 1 and not own[0] and any(own):
        line.cells[names[0]] = own[0] = before.cells[names[0]]
    return [each for each in dict.fromkeys(own) if each and not is_missing(each)]


def _take_waves(body: Body) -> None:
    """Take the waves out of the lines' names, if there are several."""
    split = [_wave_in(name) for name in body.outcomes]
    if len({wave for _, wave, _ in split if wave}) < 2 and not _are_changes(split):
        return
    body.wave_names = [*dict.fromkeys(word for *_, word in split if word)]
    outcome = ""
    for k, (name, wave, _) in enumerate(split):
        outcome = name or (outcome if wave else "")
        body.outcomes[k], body.waves[k] = outcome, wave


def _are_changes(split: list[tuple[str, str, str]]) -> bool:
    return bool(split) and all(wave == "change" for _, wave, _ in split)


def _wave_in(name: str) -> tuple[str, str, str]:
    """Return a name without the wave in it, the wave, and the words for it."""
    parts = name.split(": ")
    for k in range(len(parts) - 1, -1, -1):
        if wave := wave_of(parts[k]):
            return ": ".join(parts[:k] + parts[k + 1 :]), wave, parts[k]
    rest, wave = split_wave(parts[-1])
    if not wave:
        return name, "", ""
    return ": ".join([*parts[:-1], *([rest] if rest else [])]), wave, parts[-1]


def _aim(body: Body) -> None:
    """Give each line its row: lines of one outcome and several waves share one."""
    row, seen, outcome = -1, {""}, None
    for name, wave in zip(body.outcomes, body.waves, strict=True):
        if not wave or wave in seen or name != outcome:
            row += 1
            seen = set()
        seen.add(wave)
        outcome = name
        body.targets.append(row)
