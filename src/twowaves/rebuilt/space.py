"""The space that printed figures leave for whole-number data: which sums, cell by cell.

A cell is one sum before and one after, with what both sums of squares and the sum of squared
changes may then be. Every data set that prints the figures lies in one of the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from twowaves.printed.interval import Interval
from twowaves.printed.sums import Limits, squares, squares_of_change, totals, weight
from twowaves.rebuilt.chains import Aims
from twowaves.rebuilt.listing import Sums

if TYPE_CHECKING:
    from twowaves.printed.sums import Figures, SdKind

__all__ = ["Space", "limits_of", "space"]


@dataclass(frozen=True)
class Space:
    """The cells for n people whose totals keep to limits of each wave."""

    n: int
    limits: tuple[Limits, Limits]
    cells: tuple[Sums, ...]

    def moved(self, by: int) -> Space:
        """Return the same space with a number taken from every total."""
        limits = tuple(Limits(low - by, high - by) for low, high in self.limits)
        return Space(self.n, limits, tuple(self._moved(cell, by) for cell in self.cells))  # type: ignore[arg-type]

    def _moved(self, cell: Sums, by: int) -> Sums:
        # Σ(x − b)² = Σx² − 2bΣx + nb²
        squares = tuple(
            tuple(end - 2 * by * total + self.n * by * by for end in ends)
            for total, ends in zip(cell.totals, cell.squares, strict=True)
        )
        before, after = (total - self.n * by for total in cell.totals)
        return Sums((before, after), squares, cell.changes)  # type: ignore[arg-type]

    def aims(self, chains: int, rng: np.random.Generator) -> Aims:
        """Return the aims of so many chains, each in a cell drawn at random."""
        flat = np.array(
            [
                [*cell.totals, *cell.squares[0], *cell.squares[1], *cell.changes]
                for cell in self.cells
            ]
        )
        s1, s2, low1, high1, low2, high2, low, high = flat[rng.integers(0, len(flat), chains)].T
        return Aims((s1, s2), ((low1, high1), (low2, high2)), (low, high))


def limits_of(figures: Figures, n: int) -> Limits | None:
    """Return the limits of a total: of the scale, or what the SDs leave; None if nothing limits it.

    Nobody lies further from the mean than SD · (n − 1)/√n.
    """
    if figures.limits is not None:
        return figures.limits
    if figures.sd_pre is None or figures.sd_post is None:
        return None
    waves = [(figures.mean_pre, figures.sd_pre), (figures.mean_post, figures.sd_post)]
    around = (weight(n, figures.sd_kind) * (n - 1) / n) ** 0.5
    away = [float(sd.high) * around + 1 for _, sd in waves]
    ends = [
        (mean.low - reach, mean.high + reach) for (mean, _), reach in zip(waves, away, strict=True)
    ]
    return Limits(floor(min(low for low, _ in ends)), ceil(max(high for _, high in ends)))


def space(figures: Figures, n: int, limits: tuple[Limits, Limits]) -> Space:
    """Return the cells that printed figures leave for n people.

    Parameters
    ----------
    figures : Figures
        What is printed of one outcome.
    n : int
        People.
    limits : pair of Limits
        Lowest and highest total of a person, before and after.

    Returns
    -------
    Space
        Without cells if no data set can have the figures.
    """
    waves = [
        _windows(mean, sd, n, ends, figures.sd_kind)
        for mean, sd, ends in zip(
            (figures.mean_pre, figures.mean_post), (figures.sd_pre, figures.sd_post), limits,
            strict=True,
        )
    ]  # fmt: skip
    farthest = max(limits[1].highest - limits[0].lowest, limits[0].highest - limits[1].lowest)
    windows: dict[int, tuple[int, int]] = {}
    cells = []
    for before, ends_before in waves[0].items():
        for after, ends_after in waves[1].items():
            change = after - before
            if change not in windows:
                windows[change] = _change_window(change, figures.statistic, n, farthest)
            low, high = windows[change]
            if low <= high:
                cells.append(Sums((before, after), (ends_before, ends_after), (low, high)))
    return Space(n, limits, tuple(cells))


def _windows(
    mean: Interval[Fraction],
    sd: Interval[Fraction] | None,
    n: int,
    limits: Limits,
    kind: SdKind,
) -> dict[int, tuple[int, int]]:
    """Return the ends of the sums of squares for every sum that has any."""
    found = {}
    widest = Interval(Fraction(0), Fraction(n * (limits.highest - limits.lowest)))
    for total in totals(mean, n, limits):
        sums = squares(total, sd or widest, n, limits, kind if sd else "sample")
        if sums:
            found[total] = (sums[0], sums[-1])
    return found


def _change_window(
    change: int, statistic: Interval[Fraction] | None, n: int, farthest: int
) -> tuple[int, int]:
    """Return the ends of the sums of squared changes; no change is larger than the farthest."""
    low, high = squares_of_change(change, statistic, n)
    most = n * farthest * farthest
    return low, most if high is None else min(high, most)
