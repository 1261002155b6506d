"""Whether data sets have the figures that a table prints: checked exactly, from the data alone.

Nothing here knows how a data set was made, so that it can judge those of `reconstruct`.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from prepost.tables import Untestable, rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from prepost.granularity import Bounds, Figures
    from prepost.printed import Rounding
    from prepost.tables import Row

    Wholes = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = ["has_figures", "one_row", "reproduces"]


def reproduces(
    pre: ArrayLike, post: ArrayLike, outcome_row: Any, *, rounding: Rounding = "nearest"
) -> NDArray[np.bool_] | bool:
    """Tell whether whole-number data sets have the means, SDs and |t| that a row prints.

    Parameters
    ----------
    pre, post : array_like of int
        Totals of items before and after, shape (n,) for one data set or (size, n) for several.
    outcome_row : pandas.Series or pandas.DataFrame
        One row with the columns of `load_outcomes`; a figure that is not printed is not asked for.
    rounding : {"nearest", "truncate"}
        Whether t was rounded, with ties either way, or cut off.

    Returns
    -------
    bool or ndarray of bool
        One answer a data set. Totals outside the scale are a no, as is a t that does not exist.

    Raises
    ------
    ValueError
        If the row cannot be read, or the data are not whole numbers in pairs.

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
    row = one_row(outcome_row)
    first, second = _whole("pre", pre), _whole("post", post)
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
        figures = row.figures(row.items(), rounding)
    except Untestable as reason:
        raise ValueError(str(reason)) from None
    fits = has_figures(np.atleast_2d(first), np.atleast_2d(second), figures)
    return fits if first.ndim == 2 else bool(fits[0])


def one_row(outcome_row: Any) -> Row:
    """Return the one row that was given, or say how many there are."""
    found = rows(outcome_row)
    if len(found) != 1:
        raise ValueError(
            f"outcome_row has {len(found)} rows; give one of them, such as outcomes.iloc[0]"
        )
    return found[0]


def _whole(name: str, values: ArrayLike) -> Wholes:
    array = np.asarray(values)
    if array.dtype.kind == "f" and np.isfinite(array).all() and (array == np.rint(array)).all():
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} holds {array.dtype} values; give whole numbers, totals of items")
    if array.size and max(abs(int(array.max())), abs(int(array.min()))) > 10**7:
        raise ValueError(f"{name} holds a total beyond 10,000,000; give totals of items")
    return array.astype(np.int64)


def has_figures(pre: Wholes, post: Wholes, figures: Figures) -> Flags:
    """Tell for each data set, shape (size, n), whether it has the figures."""
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
            fits &= _between(_spread(wave, total, n), _squared(sd), n * (n - 1))
        if figures.limits is not None:
            low, high = figures.limits
            fits &= ((wave >= low) & (wave <= high)).all(axis=1)
    if figures.statistic is not None:
        total = change.sum(axis=1)
        fits &= _has_t(total, _spread(change, total, n), figures.statistic, n)
    return fits


def _spread(wave: Wholes, total: Wholes, n: int) -> Wholes:
    """Return n Σx² − (Σx)², which is n (n − 1) times the variance."""
    spread: Wholes = n * (wave * wave).sum(axis=1) - total * total
    return spread


def _squared(bounds: Bounds) -> Bounds:
    """Return the interval of the squares of numbers that are not negative."""
    return bounds._replace(low=bounds.low**2, high=bounds.high**2)


def _between(numbers: Wholes, bounds: Bounds, factor: int) -> Flags:
    """Tell which whole numbers lie between the bounds times a factor."""
    low, high = bounds.low * factor, bounds.high * factor
    least = ceil(low) if bounds.closed_low else floor(low) + 1
    greatest = floor(high) if bounds.closed_high else ceil(high) - 1
    return (numbers >= least) & (numbers <= greatest)


def _has_t(total: Wholes, spread: Wholes, t: Bounds, n: int) -> Flags:
    """Tell which changes have a |t| within bounds: t² = s² (n − 1) / (n D − s²)."""
    pairs, back = np.unique(np.stack([total, spread], axis=1), axis=0, return_inverse=True)
    answers = [_one_t(int(s) ** 2 * (n - 1), int(v), _squared(t)) for s, v in pairs]
    return np.array(answers, dtype=bool)[back.reshape(-1)]


def _one_t(over: int, under: int, squared: Bounds) -> bool:
    """Tell whether over/under lies within bounds; nothing over zero is a t."""
    if under == 0:
        return False
    above = over >= squared.low * under if squared.closed_low else over > squared.low * under
    below = over <= squared.high * under if squared.closed_high else over < squared.high * under
    return above and below
