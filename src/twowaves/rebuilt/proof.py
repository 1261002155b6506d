"""Whether data sets have the figures that a table prints: checked exactly, from the data alone.

Nothing here knows how a data set was made, so that it can judge those of `reconstruct`.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from twowaves._base.arguments import check_labels, people_last, whole_numbers
from twowaves.printed.conventions import conventions_of_t
from twowaves.printed.interval import Interval
from twowaves.printed.sums import weight
from twowaves.printed.table import Untestable, one_row

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import ArrayLike, NDArray

    from twowaves.printed.conventions import Roundings
    from twowaves.printed.sums import Figures, SdKind

    Wholes = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = ["has_figures", "reproduces"]

_MOST = 10**7  # no total of items is larger


def reproduces(
    pre: ArrayLike,
    post: ArrayLike,
    outcome_row: Any,
    *,
    rounding: Roundings = "nearest",
    sd: SdKind = "sample",
) -> NDArray[np.bool_] | bool:
    """Tell whether whole-number data sets have the means, SDs and |t| that a row prints.

    Parameters
    ----------
    pre, post : array_like of int
        Totals of items before and after, shape (n,) for one data set or (size, n) for several; in
        two DataFrames people lie down the rows, and each column is a data set. Whole numbers of
        any type, 2.0 too, up to ten million in size.
    outcome_row : pandas.Series or pandas.DataFrame
        One row with the columns of `load_outcomes`; a figure that is not printed is not asked for.
    rounding : {"nearest", "truncate", "up", "twice", "either"} or dict, optional
        How t was rounded (`PrintedNumber.interval` tells what each means), or each figure by its
        column, such as ``{"t": "truncate", "mean_pre": "twice"}``.
    sd : {"sample", "population", "se"}
        Whether SDs have n − 1 or n in their denominator, or are standard errors of the mean.

    Returns
    -------
    bool or ndarray of bool
        One answer a data set. Totals outside the scale are a no, as is a t that does not exist.

    Raises
    ------
    ValueError
        If the row cannot be read, or the data are not whole numbers in pairs, or are pandas objects
        with different labels.

    Notes
    -----
    Exact, in whole numbers: S/n, √((nQ − S²)/(n(n − 1))) and |s|·√((n − 1)/(nD − s²)) are compared
    with the ends of what each printed figure was rounded from, both sides squared where there is
    a root.

    Examples
    --------
    >>> import pandas as pd
    >>> row = pd.Series({"scoring": "total", "mean_pre": "2.0", "mean_post": "3.3", "sd_pre": "1.0",
    ...                  "sd_post": "1.5", "statistic": "2.000"})
    >>> reproduces([1, 2, 3], [2, 3, 5], row)
    False
    >>> reproduces([1, 2, 3], [3, 2, 5], row)
    True
    """
    row = one_row(outcome_row, conventions_of_t(rounding, sd))
    check_labels(pre, post)
    first, second = _totals("pre", pre), _totals("post", post)
    if first.shape != second.shape:
        raise ValueError(
            f"pre has the shape {first.shape} and post {second.shape}; "
            "every person needs a total before and one after"
        )
    if first.ndim not in {1, 2} or first.shape[-1] < 2:
        raise ValueError(
            f"pre has the shape {first.shape}; give (n,) or (size, n) with 2 people or more"
        )
    try:
        figures = row.figures(row.items())
    except Untestable as reason:
        raise ValueError(str(reason)) from None
    fits = has_figures(np.atleast_2d(first), np.atleast_2d(second), figures)
    return fits if first.ndim == 2 else bool(fits[0])


def _totals(name: str, values: ArrayLike) -> Wholes:
    return people_last(values, whole_numbers(name, values, _MOST, floats=True))


def has_figures(pre: Wholes, post: Wholes, figures: Figures) -> Flags:
    """Tell for each data set, shape (size, n) of 64-bit numbers, whether it has the figures."""
    n = pre.shape[1]
    change = post - pre
    fits = np.ones(len(pre), dtype=bool)
    for wave, mean, sd in (
        (pre, figures.mean_pre, figures.sd_pre),
        (post, figures.mean_post, figures.sd_post),
    ):
        total = wave.sum(axis=1)
        fits &= _between(total, mean, n)
        if sd is not None:
            fits &= _between(_spread(wave), _squared(sd), n * weight(n, figures.sd_kind))
        if figures.limits is not None:
            low, high = figures.limits
            fits &= ((wave >= low) & (wave <= high)).all(axis=1)
    if figures.statistic is not None:
        total = change.sum(axis=1)
        fits &= _has_t(total, _spread(change), figures.statistic, n)
    return fits


def _spread(wave: Wholes) -> Any:
    """Return n Σx² − (Σx)², which is n (n − 1) times the variance, wherever the zero lies.

    Where 64 bits might not hold it, in Python's own whole numbers, which have no end.
    """
    if not wave.size:
        return np.zeros(len(wave), dtype=np.int64)
    n, lowest = wave.shape[1], int(wave.min())
    fits = (n * (int(wave.max()) - lowest)) ** 2 < 2**63
    above = (wave if fits else wave.astype(object)) - lowest
    total = above.sum(axis=1)
    return n * (above * above).sum(axis=1) - total * total


def _squared(bounds: Interval[Fraction]) -> Interval[Fraction]:
    """Return the interval of the squares of numbers that are not negative."""
    return Interval(bounds.low**2, bounds.high**2, bounds.closed_low, bounds.closed_high)


def _between(numbers: Any, bounds: Interval[Fraction], factor: int) -> Flags:
    """Tell which whole numbers lie between the bounds times a factor."""
    low, high = bounds.low * factor, bounds.high * factor
    least = ceil(low) if bounds.closed_low else floor(low) + 1
    greatest = floor(high) if bounds.closed_high else ceil(high) - 1
    within: Flags = ((numbers >= least) & (numbers <= greatest)).astype(bool, copy=False)
    return within


def _has_t(total: Wholes, spread: Any, t: Interval[Fraction], n: int) -> Flags:
    """Tell which changes have a |t| within bounds: t² = s² (n − 1) / (n D − s²)."""
    squared = _squared(t)
    pairs = list(zip(total.tolist(), spread.tolist(), strict=True))
    known = {(s, v): _one_t(s**2 * (n - 1), v, squared) for s, v in set(pairs)}
    return np.array([known[pair] for pair in pairs], dtype=bool)


def _one_t(over: int, under: int, squared: Interval[Fraction]) -> bool:
    """Tell whether over/under lies within bounds; nothing over zero is a t."""
    if under == 0:
        return False
    above = over >= squared.low * under if squared.closed_low else over > squared.low * under
    below = over <= squared.high * under if squared.closed_high else over < squared.high * under
    return above and below
