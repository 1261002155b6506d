"""The ways to read a printed p: on which side of the change, as a rounded number or as a bound.

A table prints one p and seldom says which. Each way gives the printed p a meaning, and the printed
t a p to hold against it; the p is explained if one of them fits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from twowaves.printed.implied import as_threshold
from twowaves.printed.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twowaves.printed.number import PrintedNumber, Rounding

__all__ = ["SIDES", "Reading", "Side", "on_side", "readings", "units_between"]

Side = Literal["two_tailed", "one_tailed", "against"]

_SLACK = 1e-9  # what floats may lose where a whole number of units lies between

# one tail is the one on the side of the change; a tail chosen beforehand may lie against it
SIDES: tuple[Side, ...] = ("two_tailed", "one_tailed", "against")


class Reading(NamedTuple):
    """One way to read a printed p."""

    side: Side
    bound: bool
    meant: Interval[float]
    found: Interval[float]
    #: Whether some t that rounds to the printed one has a p that is meant.
    fits: bool


def on_side(one: Interval[float], side: Side) -> Interval[float]:
    """Return the p values of one side of the change, from those of one tail.

    Examples
    --------
    >>> on_side(Interval(0.02, 0.03), "two_tailed")
    <Interval [0.04, 0.06]>
    """
    if side == "two_tailed":
        return Interval(2 * one.low, 2 * one.high)
    return one if side == "one_tailed" else Interval(1 - one.high, 1 - one.low)


def readings(
    printed: PrintedNumber,
    one: Interval[float],
    sides: Sequence[Side] = SIDES,
    rounding: Rounding = "nearest",
) -> list[Reading]:
    """Return the ways to read a printed p, the plainest first, by the p of |t| in one tail.

    A p at a customary level may be a bound: "= .05" may mean "< .05". Against the change p is
    above .5, so a bound says nothing there, and nobody means one.

    Examples
    --------
    >>> from twowaves.printed.number import parse_printed
    >>> one = Interval(0.0014, 0.0015)
    >>> found = readings(parse_printed(".999"), one, SIDES)
    >>> [reading.side for reading in found if reading.fits]
    ['against']
    """
    found = {side: on_side(one, side) for side in sides}
    if printed.relation != "=" and len(found) > 1:
        found.pop("against", None)
    rounded = printed.interval(rounding).in_floats()
    plain = [Reading(side, False, rounded, p, rounded.overlaps(p)) for side, p in found.items()]
    meant = as_threshold(printed) if printed.relation == "=" else None
    if meant is None:
        return plain
    found.pop("against", None)
    return plain + [Reading(side, True, meant, p, meant.overlaps(p)) for side, p in found.items()]


def units_between(meant: Interval[float], found: Interval[float], unit: float) -> int:
    """Return by how many units of its last digit a figure would have to differ to be right.

    Examples
    --------
    >>> units_between(Interval(0.035, 0.045), Interval(0.0654, 0.0662), 0.01)
    3
    """
    gap = max(found.low - meant.high, meant.low - found.high)
    return max(1, math.ceil(gap / unit - _SLACK))
