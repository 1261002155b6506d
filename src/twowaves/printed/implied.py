"""What printed figures imply, as intervals: the p of a t, and the correlation of pre and post.

A printed t is any number in its rounding interval, so the p that follows from it is an interval
too. The same holds for the correlation that means, SDs and t imply together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from scipy import special

from twowaves._base.sentences import shared
from twowaves.printed.interval import Interval
from twowaves.printed.sums import weight

if TYPE_CHECKING:
    from fractions import Fraction

    from twowaves.printed.number import PrintedNumber
    from twowaves.printed.sums import Figures

__all__ = [
    "CUSTOMARY",
    "Tails",
    "as_threshold",
    "correlations",
    "correlations_of",
    "pvalues",
    "sizes_of_t",
    "stands_for",
]

Tails = Literal[1, 2]

# p values that papers print as bounds: "= .05" may mean "< .05"
CUSTOMARY: list[float] = shared("_base/levels")["customary"]


def stands_for(printed: PrintedNumber) -> Interval[float]:
    """Return what a printed p says as it stands: a rounded value, or a bound."""
    return printed.interval().in_floats()


def as_threshold(printed: PrintedNumber) -> Interval[float] | None:
    """Return a p printed at a customary level as the bound that it may stand for, else None."""
    value = float(printed.value)
    if printed.relation == ">" or (printed.relation == "=" and value not in CUSTOMARY):
        return None
    return Interval(-math.inf, value, closed_low=False, closed_high=False)


def pvalue(statistic: float, df: int, tails: Tails) -> float:
    """Return p of |t|, in one tail or in both; an infinite df is written as 0."""
    one = special.stdtr(df, -statistic) if df else special.ndtr(-statistic)
    return tails * float(one)


def pvalues(statistic: Interval[Fraction], df: int, tails: Tails) -> Interval[float]:
    """Return the p values of every |t| in the interval.

    Parameters
    ----------
    statistic : Interval of Fraction
        |t| before it was rounded.
    df : int
        Degrees of freedom.
    tails : {1, 2}
        One tail is the one on the side of the change.

    Returns
    -------
    Interval of float
        From the lowest to the highest.

    Examples
    --------
    >>> from twowaves.printed.number import parse_printed
    >>> p = pvalues(parse_printed("2.20").interval().in_fractions(), 28, 2)
    >>> f"{p.low:.4f} to {p.high:.4f}"
    '0.0358 to 0.0366'
    """
    ends = [pvalue(t, df, tails) for t in statistic.as_floats()]
    return Interval(min(ends), max(ends))  # the last digit of p may not fall as t grows


def correlations(figures: Figures, n: int) -> Interval[float]:
    """Return the lowest and highest correlation that means, SDs and t imply.

    Each figure lies anywhere in its rounding interval, independently of the others. With A and B
    the SDs and W = |mean change|·√n / |t| the SD of the change, r = (A² + B² − W²) / (2AB).

    Parameters
    ----------
    figures : Figures
        Means, SDs and t; the SDs' intervals must not reach zero.
    n : int
        Number of people.

    Returns
    -------
    Interval of float
        Beyond ±1 where the figures contradict one another; infinite where t may be zero.

    Notes
    -----
    r falls as W grows, so its extremes lie at the ends of W. For a given W it has its maximum at a
    corner of the two SDs' intervals; its minimum may lie on an edge, where A² = B² − W² and
    r = A/B, or the same with A and B exchanged.
    """
    assert figures.sd_pre is not None  # noqa: S101 # the callers look first
    assert figures.sd_post is not None  # noqa: S101
    first, second = figures.sd_pre.as_floats(), figures.sd_post.as_floats()
    return correlations_of(first, second, *_sds_of_change(figures, n))


def correlations_of(
    first: tuple[float, float], second: tuple[float, float], narrow: float, wide: float
) -> Interval[float]:
    """Return the correlations that two SDs leave, the SD of the change from narrow to wide."""
    high = max(_at_corners(first, second, narrow))
    if math.isinf(wide):
        return Interval(-math.inf, high)
    low = min(_at_corners(first, second, wide))
    edges = [*_on_edges(first, second, wide), *_on_edges(second, first, wide)]
    return Interval(min(low, *edges, high), high)


def _at_corners(
    first: tuple[float, float], second: tuple[float, float], change: float
) -> list[float]:
    """Return the correlations at the ends of both SDs' intervals."""
    square = change * change
    return [(a * a + b * b - square) / (2 * a * b) for a in first for b in second]


def sizes_of_t(figures: Figures, n: int) -> Interval[float]:
    """Return the |t| that means and SDs leave possible, with a correlation from −1 to 1.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from twowaves.printed.sums import Figures
    >>> one, two = Interval(Fraction(1), Fraction(1)), Interval(Fraction(2), Fraction(2))
    >>> sizes_of_t(Figures(one, two, one, two), 9)
    <Interval [1.0, 3.0]>
    """
    assert figures.sd_pre is not None  # noqa: S101 # the callers look first
    assert figures.sd_post is not None  # noqa: S101
    (nearest, furthest), root = figures.size_of_change_in_floats(), _root(figures, n)
    (low, high), (least, most) = figures.sd_pre.as_floats(), figures.sd_post.as_floats()
    gap = max(low - most, least - high, 0.0)
    return Interval(nearest * root / (high + most), math.inf if gap == 0 else furthest * root / gap)


def _on_edges(
    first: tuple[float, float], second: tuple[float, float], change: float
) -> list[float]:
    """Return the minima along the edges on which the second SD stays at an end."""
    squares = [(b, b * b - change * change) for b in second]
    low, high = first[0] ** 2, first[1] ** 2
    return [math.sqrt(square) / b for b, square in squares if low < square < high]


def _root(figures: Figures, n: int) -> float:
    """Return what a mean change is multiplied with, by t, to give a figure of the SDs' kind."""
    return math.sqrt(n * (n - 1) / weight(n, figures.sd_kind))


def _sds_of_change(figures: Figures, n: int) -> tuple[float, float]:
    """Return the lowest and highest SD of the change that means and t allow."""
    assert figures.statistic is not None  # noqa: S101 # the callers look first
    (nearest, furthest), root = figures.size_of_change_in_floats(), _root(figures, n)
    low, high = figures.statistic.as_floats()
    wide = math.inf if low == 0 else furthest * root / low
    if high == 0:
        return (math.inf if nearest else 0.0), wide
    return nearest * root / high, wide
