"""Every whole-number data set with given sums, where there are few enough to list them all.

What is found here is complete, so finding nothing is a proof. A `TooMany` means that the list was
given up before its end: then nothing is known.
"""

from __future__ import annotations

from itertools import permutations
from math import comb, factorial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]

__all__ = ["Sums", "TooMany", "every_data_set", "few"]

_MOST_SAMPLES = 400_000
_MOST_PAIRINGS = 20_000_000
_OVERHEAD = 2_000  # what a sample costs by itself, in pairings
_AT_ONCE = 250_000  # pairings looked at together
_FEW = 200_000
_NEVER = np.int64(-(2**62))  # wide wherever it is used: in a page, NumPy's own is half as wide


class TooMany(Exception):  # noqa: N818 # an answer, not a failure
    """There are too many to list."""


class Sums(NamedTuple):
    """What the sums of a data set must be; a window is a lowest and a highest value."""

    totals: tuple[int, int]
    squares: tuple[tuple[int, int], tuple[int, int]]
    changes: tuple[int, int]


def few(n: int, low: int, high: int) -> bool:
    """Tell whether listing costs next to nothing: few samples of one wave with a given sum."""
    return n <= 8 and comb(high - low + n - 1, n - 1) <= _FEW


def _every_sample(n: int, ends: tuple[int, int], total: int, squares: tuple[int, int]) -> Wholes:
    """Return every multiset of n whole numbers with a sum, and a sum of squares in a window.

    Parameters
    ----------
    n : int
        How many numbers.
    ends : tuple of int
        The lowest and highest of them.
    total : int
        Their sum.
    squares : tuple of int
        Lowest and highest sum of squares.

    Returns
    -------
    ndarray of int
        Shape (found, n), each row from its highest to its lowest number.

    Raises
    ------
    TooMany
        If there are too many.

    Examples
    --------
    >>> _every_sample(3, (0, 4), 6, (0, 20)).tolist()
    [[2, 2, 2], [3, 2, 1], [3, 3, 0], [4, 1, 1], [4, 2, 0]]
    """
    low, high = ends
    rows = np.empty((1, 0), dtype=np.int64)
    top, rest, squared = (np.array([value], np.int64) for value in (high, total, 0))
    for left in range(n, 0, -1):
        # the next number is the highest of those left, and leaves what the others can hold
        first = np.maximum(-(-rest // left), low)
        last = np.minimum(top, rest - (left - 1) * low)
        count = np.maximum(last - first + 1, 0)
        if count.sum() > _MOST_SAMPLES:
            raise TooMany
        count = count.astype(np.intp)  # as NumPy counts, which in a page is half as wide
        parent = np.repeat(np.arange(len(rows)), count)
        offset = np.arange(count.sum()) - np.repeat(count.cumsum() - count, count)
        top = first[parent] + offset
        rest = rest[parent] - top
        squared = squared[parent] + top * top
        fewest, most = _ends_of_squares(left - 1, low, top, rest)
        keep = (squared + most >= squares[0]) & (squared + fewest <= squares[1])
        rows = np.column_stack([rows[parent[keep]], top[keep]])
        top, rest, squared = top[keep], rest[keep], squared[keep]
    return rows


def _ends_of_squares(left: int, low: int, top: Wholes, rest: Wholes) -> tuple[Wholes, Wholes]:
    """Return a lower and an upper end of the sum of squares of the numbers that are left.

    They are as equal as can be, or lie at the two ends, where (x − low)(top − x) is zero.
    """
    if left == 0:
        return np.zeros_like(rest), np.where(rest == 0, 0, _NEVER)
    return -(-rest * rest // left), (low + top) * rest - left * low * top


def every_data_set(
    n: int, waves: tuple[tuple[int, int], tuple[int, int]], cells: Iterable[Sums]
) -> tuple[Wholes, Wholes]:
    """Return every data set whose sums lie in one of the cells, as multisets of pairs.

    Parameters
    ----------
    n : int
        People.
    waves : pair of tuple of int
        Lowest and highest total of a person, before and after.
    cells : iterable of Sums
        What the sums must be; no two with the same totals.

    Returns
    -------
    pre, post : ndarray of int
        Shape (found, n), the pairs of each data set in ascending order.

    Raises
    ------
    TooMany
        If there are too many samples or pairings to go through.

    Examples
    --------
    >>> pre, post = every_data_set(3, ((0, 4), (0, 4)), [Sums((3, 6), ((5, 5), (14, 14)), (5, 5))])
    >>> [list(zip(*pair)) for pair in zip(pre.tolist(), post.tolist())]
    [[(0, 1), (1, 3), (2, 2)], [(0, 2), (1, 1), (2, 3)]]
    """
    if n > 8:
        raise TooMany
    known: dict[tuple[int, int], Wholes] = {}
    budget = _MOST_PAIRINGS
    found = [np.empty((0, 2 * n), dtype=np.int64)]
    for cell in cells:
        samples: list[Wholes] = []
        for wave, (bounds, total, squares) in enumerate(
            zip(waves, cell.totals, cell.squares, strict=True)
        ):
            if (wave, total) not in known:
                known[wave, total] = _every_sample(n, bounds, total, squares)
                budget -= _OVERHEAD * len(known[wave, total])
                _check(budget)
            samples.append(known[wave, total])
        budget -= len(samples[0]) * (len(samples[1]) * factorial(n) + _OVERHEAD) + _OVERHEAD
        _check(budget)
        found.extend(_pairings(samples[0], samples[1], cell.changes))
    sets = np.unique(np.concatenate(found), axis=0)
    return sets[:, ::2].copy(), sets[:, 1::2].copy()


def _check(budget: int) -> None:
    if budget < 0:
        raise TooMany


def _pairings(pre: Wholes, post: Wholes, changes: tuple[int, int]) -> Iterator[Wholes]:
    """Yield the ways to pair samples so that Σd² lies in its window, as `_sorted`."""
    if not len(pre) or not len(post):
        return
    n = pre.shape[1]
    orders = np.array(list(permutations(range(n))))
    at_once = max(1, _AT_ONCE // len(orders))
    squares = (post * post).sum(axis=1)
    for start in range(0, len(post), at_once):
        orderings = post[start : start + at_once][:, orders]  # (samples, orders, n)
        for sample in pre:
            products = orderings @ sample
            squared = (sample @ sample) + squares[start : start + at_once, None] - 2 * products
            fits = (squared >= changes[0]) & (squared <= changes[1])
            if fits.any():
                yield _sorted(np.broadcast_to(sample, (fits.sum(), n)), orderings[fits])


def _sorted(pre: Wholes, post: Wholes) -> Wholes:
    """Return data sets with their pairs in ascending order, pre and post side by side."""
    lowest = post.min()
    width = post.max() - lowest + 1
    codes = np.sort(pre * width + (post - lowest), axis=1)
    sets = np.empty((len(pre), 2 * pre.shape[1]), dtype=np.int64)
    sets[:, ::2], sets[:, 1::2] = codes // width, codes % width + lowest
    return np.unique(sets, axis=0)
