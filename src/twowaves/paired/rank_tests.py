"""Paired tests that count instead of assuming: sign flips, signed ranks and signs, all exact.

Under the null hypothesis each person's change is as likely to be negative as positive. So every
change, or the rank of its size, gets a sign by a fair coin; a p value is the share of all 2ⁿ ways
to toss the coins whose sum lies at least as far out as the observed one. The ways are not tossed
but counted, by adding one person at a time to the distribution of the sum.

References
----------
.. [1] Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin, 1(6),
   80-83.
.. [2] Good, P. (2005). Permutation, parametric and bootstrap tests of hypotheses (3rd ed.).
   Springer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from twowaves._base.arguments import MOST_TOTAL, one_of, people_last, whole_numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Wholes = NDArray[np.int64]

__all__ = ["sign_flip_test", "sign_test", "signed_rank_test"]

Alternative = Literal["two-sided", "greater", "less"]

_WIDEST = 2_000_000  # sums that a distribution may range over
_CELLS = 10_000_000  # numbers in memory at once, 80 MB


def sign_flip_test(change: ArrayLike, *, alternative: Alternative = "two-sided") -> Floats:
    """Return the exact p value of the permutation test on the sum of whole-number changes.

    Parameters
    ----------
    change : array_like of int
        Post minus pre, shape (n,) or (size, n), as whole numbers of any type, 2.0 too; in a
        DataFrame people lie down the rows, and each column is a data set.
    alternative : {"two-sided", "greater", "less"}
        Which changes are expected: any, rises or falls.

    Returns
    -------
    ndarray
        One p value a data set, shape () or (size,).

    Raises
    ------
    ValueError
        If the changes are no whole numbers, or too large to count through.

    Examples
    --------
    >>> sign_flip_test([1, 2, 3, -1]).tolist()
    0.375
    """
    return _flipped(_changes(change, _WIDEST), alternative)


def signed_rank_test(change: ArrayLike, *, alternative: Alternative = "two-sided") -> Floats:
    """Return the exact p value of Wilcoxon's signed-rank test [1]_, ties included.

    Changes of zero are left out; equal sizes share the mean of their ranks.

    Parameters
    ----------
    change : array_like of int
        Post minus pre, shape (n,) or (size, n), as whole numbers of any type, 2.0 too; in a
        DataFrame people lie down the rows, and each column is a data set.
    alternative : {"two-sided", "greater", "less"}
        Which changes are expected: any, rises or falls.

    Returns
    -------
    ndarray
        One p value a data set, shape () or (size,); 1 if every change is zero.

    Raises
    ------
    ValueError
        If the changes are no whole numbers, or of more than 1,413 people.

    Examples
    --------
    >>> signed_rank_test([1, 2, 3, -1, 0]).tolist()
    0.375
    """
    changes = _changes(change)
    size = np.abs(np.atleast_2d(changes))
    n = size.shape[-1]
    if n * (n + 1) > _WIDEST:
        raise ValueError(f"change has {n:,} people; the ranks of at most 1,413 can be counted")
    doubled = np.concatenate([_doubled_ranks(size[part]) for part in _parts(len(size), n * n)])
    return _flipped(np.sign(changes) * doubled.reshape(changes.shape), alternative)


def sign_test(change: ArrayLike, *, alternative: Alternative = "two-sided") -> Floats:
    """Return the exact p value of the sign test: of those who changed, how many rose.

    Parameters
    ----------
    change : array_like of int
        Post minus pre, shape (n,) or (size, n), as whole numbers of any type, 2.0 too; in a
        DataFrame people lie down the rows, and each column is a data set.
    alternative : {"two-sided", "greater", "less"}
        Which changes are expected: any, rises or falls.

    Returns
    -------
    ndarray
        One p value a data set, shape () or (size,); 1 if nobody changed.

    Raises
    ------
    ValueError
        If the changes are no whole numbers, or of more than two million people.

    Examples
    --------
    >>> sign_test([1, 2, 3, -1, 0]).tolist()
    0.625
    """
    return _flipped(np.sign(_changes(change)), alternative)


def _changes(change: ArrayLike, most: int = MOST_TOTAL) -> Wholes:
    changes = people_last(change, whole_numbers("change", change, most, floats=True))
    if changes.ndim not in {1, 2} or not changes.size:
        raise ValueError(
            f"change has the shape {changes.shape}; "
            "give whole numbers in the shape (n,) or (size, n)"
        )
    return changes


def _doubled_ranks(size: Wholes) -> Wholes:
    """Return twice the mean rank of each size among those that are not zero; 0 for a zero."""
    # those below a size, and those not above it, count once each
    below = (size[..., None, :] < size[..., :, None]).sum(axis=-1)
    upto = (size[..., None, :] <= size[..., :, None]).sum(axis=-1)
    zeros = (size == 0).sum(axis=-1, keepdims=True)
    return np.where(size == 0, 0, below + upto + 1 - 2 * zeros)


def _parts(rows: int, width: int) -> list[slice]:
    """Return slices of the rows, each of which needs no more memory than is allowed at once."""
    step = max(1, _CELLS // width)
    return [slice(start, start + step) for start in range(0, rows, step)]


def _flipped(scores: Wholes, alternative: Alternative) -> Floats:
    """Return the p values of the sums of scores whose signs are tossed."""
    one_of("alternative", alternative, get_args(Alternative))
    stack = np.atleast_2d(scores)
    widest = int(np.abs(stack).sum(axis=1).max())
    if widest > _WIDEST:
        raise ValueError(
            f"the sizes of the changes add up to {widest:,}; at most {_WIDEST:,} can be counted"
        )
    parts = _parts(len(stack), widest + 1)
    pvalues = np.concatenate([_counted(stack[part], alternative) for part in parts])
    return pvalues.reshape(scores.shape[:-1])


def _counted(stack: Wholes, alternative: Alternative) -> Floats:
    """Return the p value of each row's sum among those of all its signs."""
    sizes = np.abs(stack)
    widest = int(sizes.sum(axis=1).max())
    # the chance that those who rise add up to 0, 1, 2, … points
    chances = _chances(sizes, widest)
    rises = np.where(stack > 0, stack, 0).sum(axis=1)
    below = np.concatenate([np.zeros((len(stack), 1)), chances.cumsum(axis=1)], axis=1)
    rows = np.arange(len(stack))
    at_most = below[rows, rises + 1]
    at_least = below[rows, sizes.sum(axis=1) - rises + 1]  # the chances are symmetric
    return _p(at_least, at_most, alternative)


def _chances(sizes: Wholes, widest: int) -> Floats:
    chances = np.zeros((len(sizes), widest + 1))
    chances[:, 0] = 1
    places = np.arange(widest + 1)
    for size in sizes.T:
        shifted = places - size[:, None]
        moved = np.take_along_axis(chances, np.maximum(shifted, 0), axis=1)
        chances = (chances + np.where(shifted >= 0, moved, 0)) / 2
    return chances


def _p(more: Floats, fewer: Floats, alternative: Alternative) -> Floats:
    """Return the p value from the chances of at least and at most what was observed."""
    if alternative == "greater":
        return more
    if alternative == "less":
        return fewer
    both: Floats = np.minimum(1, 2 * np.minimum(more, fewer))
    return both
