"""What the headers of a table's columns say, spanners and all.

Headers of several lines are read from below: what the last line leaves open, the lines above it
say, also for the empty cells to the right of a spanner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twowaves.printed.names import Head, head_of
from twowaves.printed.waves import OF_A_WAVE

if TYPE_CHECKING:
    from collections.abc import Sequence


def heads_of(lines: Sequence[Sequence[str]], *, joined: bool = False) -> list[Head]:
    """Return what the header of each column says.

    Parameters
    ----------
    lines
        The header's lines of cells, all of one length, the uppermost first.
    joined
        Whether spanners stand in each of the cells that they span, as in HTML; else they stand in
        the first, and the others are empty.

    Examples
    --------
    >>> heads = heads_of([["", "Pretest", "", "Posttest", "", ""], ["", "M", "SD", "M", "SD", "t"]])
    >>> [(head.figures, head.wave) for head in heads[3:]]
    [(('mean',), 'after'), (('sd',), 'after'), (('statistic',), '')]
    """
    above = [line if joined else _spread(line) for line in lines]
    return [_column(lines, above, place) for place in range(len(lines[0]))]


def _spread(line: Sequence[str]) -> list[str]:
    """Return a line with its spanners in the empty cells to their right.

    Nobody says how far the last one reaches: no further than the widest of those before it. Two
    waves reach equally far: what stands behind the shorter one is of no wave.
    """
    starts = [place for place, cell in enumerate(line) if cell]
    ends = [*starts[1:], len(line)]
    widths = [end - start for start, end in zip(starts, ends, strict=True)]
    waves = [k for k, start in enumerate(starts) if head_of(line[start]).wave]
    if len(widths) > 1:
        widths[-1] = min(widths[-1], max(widths[:-1]))
    if len(waves) > 1:
        narrow = min(widths[k] for k in waves)
        widths = [min(width, narrow) if k in waves else width for k, width in enumerate(widths)]
    spread = list(line)
    for start, width in zip(starts, widths, strict=True):
        spread[start : start + width] = [line[start]] * width
    return spread


def _column(lines: Sequence[Sequence[str]], above: Sequence[Sequence[str]], place: int) -> Head:
    """Return what a column's own cells say, and the spanners over it where they leave it open."""
    own = " ".join(dict.fromkeys(line[place] for line in lines if line[place]))
    head = head_of(own)
    lowest = max((k for k, line in enumerate(lines) if line[place]), default=-1)
    for k in range(lowest - 1, -1, -1):
        if lines[k][place] or not above[k][place]:
            continue
        head = _under(head, head_of(above[k][place]))
    return head


def _under(head: Head, spanner: Head) -> Head:
    """Return a head with what a spanner over it adds: a wave or figures that it lacks itself."""
    wants_wave = not head.wave and (OF_A_WAVE.issuperset(head.figures) or not head.figures)
    adds_wave = bool(spanner.wave) and wants_wave
    adds_figures = bool(spanner.figures) and not head.figures and bool(head.wave or head.group)
    adds_group = bool(spanner.group) and not head.group
    if not (adds_wave or adds_figures or adds_group) and not (spanner.level and _is_interval(head)):
        return head
    return replace(
        head,
        text=f"{spanner.text} {head.text}",
        figures=spanner.figures if adds_figures else head.figures,
        wave=spanner.wave if adds_wave else head.wave,
        group=spanner.group if adds_group else head.group,
        n=head.n or (spanner.n if adds_wave else ""),
        level=head.level or (spanner.level if _is_interval(head) else ""),
    )


def _is_interval(head: Head) -> bool:
    return any(figure.startswith("ci") for figure in head.figures)
