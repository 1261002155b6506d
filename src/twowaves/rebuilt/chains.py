"""Whole-number data sets drawn at random from those with given sums: many chains at once.

A chain is one data set in the making: n totals before and n after. Both waves are drawn with the
sums that they must have, brought to their sums of squares by handing points from one person to
another, and paired by swapping two people's totals after. Each step keeps what the steps before
it reached. A chain that does not arrive is left out.

Sums are whole numbers, and the few floats are single operations on single numbers, which every
machine rounds alike: a seed gives the same data sets everywhere.

The sampling is not uniform: the first draw and the moves prefer some data sets to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    _Aim = tuple[Wholes, tuple[Wholes, Wholes]]  # a sum, and the ends of a sum of squares

__all__ = ["Aims", "Shape", "Wave", "draw"]

Shape = Literal["any", "floor", "symmetric"]

_HANDS = 60  # rounds of handing points on, and of swapping, before a chain is given up
_SWAPS = 60
_TRIED = 24  # hand-overs and swaps to choose from in a round
_PAIRS = 66  # all swaps of 12 people
_ENDS = 4  # places at each end, where people stand out
_ASTRAY = 12  # one move in so many is any move, lest a chain runs in a circle
_POINTS = np.array([1, 1, 1, 1, 2, 2, 3, 5, 8, 13])  # handed on at once
_EVEN, _UNEVEN = 1000, 31  # random numbers below these; 30⁴ is still small enough to square
_IMPOSSIBLE = np.iinfo(np.int64).max


class Wave(NamedTuple):
    """What one measurement must have, the same for every chain.

    Parameters
    ----------
    low, high : int
        Lowest and highest total of a person.
    held : tuple of (int, int)
        People whose total is known: their place, from 0, and the total.
    """

    low: int
    high: int
    held: tuple[tuple[int, int], ...] = ()


class Aims(NamedTuple):
    """What the sums of each chain must be; every array has one entry a chain.

    Parameters
    ----------
    totals : pair of ndarray of int
        The sums before and after.
    squares : pair of pair of ndarray of int
        Lowest and highest sum of squares, before and after.
    changes : pair of ndarray of int
        Lowest and highest sum of squared changes.
    """

    totals: tuple[Wholes, Wholes]
    squares: tuple[tuple[Wholes, Wholes], tuple[Wholes, Wholes]]
    changes: tuple[Wholes, Wholes]


def draw(
    n: int, waves: tuple[Wave, Wave], aims: Aims, rng: np.random.Generator, shape: Shape = "any"
) -> tuple[Wholes, Wholes]:
    """Return the data sets that the chains arrive at.

    Parameters
    ----------
    n : int
        People.
    waves : pair of Wave
        Before and after.
    aims : Aims
        What the sums must be, for each chain.
    rng : numpy.random.Generator
        PCG64, for the same sets everywhere.
    shape : {"any", "floor", "symmetric"}
        Where the first draw puts most people: anywhere, near the lowest total, or evenly to both
        sides of the mean. The steps that follow may change that.

    Returns
    -------
    pre, post : ndarray of int
        Shape (arrived, n).
    """
    drawn, arrived = [], np.ones(len(aims.totals[0]), dtype=bool)
    for wave, total, squares in zip(waves, aims.totals, aims.squares, strict=True):
        people, fits = _wave(n, wave, (total, squares), rng, shape)
        drawn.append(people)
        arrived &= fits
    pre, post = (people[:, arrived] for people in drawn)
    low, high = (end[arrived] for end in aims.changes)
    free = _free(n, waves[1])
    return _paired(pre, post, (low, high), free, rng)


def _free(n: int, wave: Wave) -> Wholes:
    """Return the places of the people whose total is not known."""
    held = {place for place, _ in wave.held}
    return np.array([place for place in range(n) if place not in held], dtype=np.int64)


def _wave(
    n: int,
    wave: Wave,
    aim: _Aim,
    rng: np.random.Generator,
    shape: Shape,
) -> tuple[Wholes, Flags]:
    """Return the totals of one measurement, shape (n, chains), and which chains are right.

    The people whose total is known stand aside; the others share what remains.
    """
    total, squares = aim
    free = _free(n, wave)
    known = np.array([value for _, value in wave.held], dtype=np.int64)
    rest = total - known.sum()
    low, high = (end - (known**2).sum() for end in squares)
    m = len(free)
    fits = (rest >= m * wave.low) & (rest <= m * wave.high)
    people = np.empty((n, len(total)), dtype=np.int64)
    for place, value in wave.held:
        people[place] = value
    if m:
        spread = _shaped(m, wave, (np.where(fits, rest, m * wave.low), (low, high)), rng, shape)
        _hand_over(spread, wave, (low, high), rng)
        people[free] = spread
    sums, of_squares = people.sum(axis=0), (people * people).sum(axis=0)
    fits &= (sums == total) & (of_squares >= squares[0]) & (of_squares <= squares[1])
    return people, fits


def _shaped(
    m: int,
    wave: Wave,
    aim: _Aim,
    rng: np.random.Generator,
    shape: Shape,
) -> Wholes:
    """Return whole numbers with the sums that they must have, and about their sums of squares."""
    total, squares = aim
    spare, span = total - m * wave.low, wave.high - wave.low
    wanted = rng.integers(squares[0], np.maximum(squares[0], squares[1]), endpoint=True)
    few = _few(m, wave, total, wanted)
    down = rng.integers(0, m * span, len(total), endpoint=True) < spare
    away = _deviations(few, down, rng, shape, m=m)
    spread = np.maximum(m * wanted - total * total, 0)
    wide = m * (away * away).sum(axis=0)
    raw = spare / m + away * np.sqrt(spread / np.maximum(wide, 1))
    people: Wholes = np.clip(np.rint(raw).astype(np.int64), 0, span)
    _level(people, spare, span)
    people += wave.low
    return people


def _few(m: int, wave: Wave, total: Wholes, squares: Wholes) -> Wholes:
    """Return how many people must share the points beyond the nearer end of the scale, about.

    a people who hold P points evenly have a sum of squares of P²/a.
    """
    fewest = np.full(len(total), m)
    for end in (wave.low, wave.high):
        points = np.abs(total - m * end)
        squared = np.maximum(squares - 2 * end * total + m * end * end, 1)
        fewest = np.minimum(fewest, points * points // squared + 1)
    return fewest


def _deviations(
    few: Wholes, down: Flags, rng: np.random.Generator, shape: Shape, *, m: int
) -> Wholes:
    """Return random deviations from the mean, shape (m, chains), of any size: each sums to zero.

    They are random numbers to a power from 1 (even) to 4 (a few people stand out), above the mean
    or, in chains turned down, below it; in a few chains on both sides. Where few people must
    hold most points, the others are alike.
    """
    chains = len(few)
    if shape == "symmetric":
        half = rng.integers(1, _EVEN, (m // 2, chains))
        return np.concatenate([half, np.zeros((m % 2, chains), dtype=np.int64), -half])
    power = rng.integers(4, 5, chains) if shape == "floor" else rng.integers(1, 5, chains)
    weights = rng.integers(1, _UNEVEN, (m, chains)) ** power
    some = np.minimum(rng.integers(few, 2 * few + 1, endpoint=True), m)
    alike = np.where(2 * few < m, some, m)
    weights *= np.arange(m)[:, None] < alike
    if shape == "any":
        weights *= np.where(down, -1, 1)
        both = rng.integers(0, 8, chains) == 0
        weights *= np.where(both & (rng.integers(0, 2, (m, chains)) == 0), -1, 1)
    away: Wholes = m * weights - weights.sum(axis=0)
    return away


def _level(people: Wholes, total: Wholes, span: int) -> None:
    """Add or take single points until the sums are right; people are alike, so any will do."""
    missing = total - people.sum(axis=0)
    while missing.any():
        step = np.sign(missing)
        can = np.where(step > 0, people < span, people > 0) & (step != 0)
        gets = can & (can.cumsum(axis=0) <= np.abs(missing))
        people += gets * step
        missing -= gets.sum(axis=0) * step


def _hand_over(
    people: Wholes, wave: Wave, squares: tuple[Wholes, Wholes], rng: np.random.Generator
) -> None:
    """Bring the sums of squares into their windows, where that succeeds.

    k points handed from a total a to a total b change the sum of squares by 2k(b − a + k).
    """
    m = len(people)
    if m < 2:
        return
    people.sort(axis=0)  # so that those who stand out are at the ends
    open_ = np.arange(people.shape[1])
    now = people.copy()
    sums = (now * now).sum(axis=0)
    low, high = squares
    for _ in range(_HANDS):
        gap = _gap(sums, low, high)
        within = gap == 0
        if within.any():
            people[:, open_[within]] = now[:, within]
            left = ~within
            open_, now, sums, gap = open_[left], now[:, left], sums[left], gap[left]
            low, high = low[left], high[left]
        if not len(open_):
            return
        giver, taker = _two(m, _TRIED, rng)
        points = rng.choice(_POINTS, _TRIED)[:, None]
        given, taken = now[giver] - points, now[taker] + points
        step = 2 * points * (taken - given - points)
        after = np.where(
            (given >= wave.low) & (taken <= wave.high), np.abs(gap - step), _IMPOSSIBLE
        )
        best = _best(after, rng)
        columns = np.arange(len(open_))
        reached = after[best, columns]
        moves = (reached < np.abs(gap)) | (rng.integers(0, _ASTRAY, len(open_)) == 0)
        moves &= reached != _IMPOSSIBLE
        best, columns = best[moves], columns[moves]
        now[giver[best], columns] -= points[best, 0]
        now[taker[best], columns] += points[best, 0]
        sums[columns] += step[best, columns]
    people[:, open_] = now


def _best(left: Wholes, rng: np.random.Generator) -> Wholes:
    """Return the move of each chain that leaves the smallest gap; now and then any other."""
    best: Wholes = left.argmin(axis=0)
    astray = np.flatnonzero(rng.integers(0, _ASTRAY, len(best)) == 0)
    best[astray] = rng.integers(0, len(left), len(astray))
    return best


def _two(m: int, count: int, rng: np.random.Generator) -> tuple[Wholes, Wholes]:
    """Return so many pairs of different places, every other one with a place at an end."""
    first = rng.integers(0, m, count)
    ends = rng.integers(0, min(m, _ENDS), count // 2)
    first[: count // 4] = ends[: count // 4]
    first[count // 4 : count // 2] = m - 1 - ends[count // 4 :]
    second = (first + rng.integers(1, m, count)) % m
    turned = rng.integers(0, 2, count) == 0
    return np.where(turned, second, first), np.where(turned, first, second)


def _gap(sums: Wholes, low: Wholes, high: Wholes) -> Wholes:
    """Return what must be added to each sum to bring it into its window, and 0 inside."""
    gap: Wholes = np.maximum(low - sums, 0) - np.maximum(sums - high, 0)
    return gap


def _paired(
    pre: Wholes,
    post: Wholes,
    changes: tuple[Wholes, Wholes],
    free: Wholes,
    rng: np.random.Generator,
) -> tuple[Wholes, Wholes]:
    """Pair the totals so that the changes have the sum of squares that they must have.

    Swapping the totals after of two people, i and j, changes the sum of squared changes by
    2 (pre_i − pre_j)(post_i − post_j).
    """
    done: list[tuple[Wholes, Wholes]] = []
    low, high = changes
    _order(pre, post, changes, free, rng)
    sums = ((post - pre) ** 2).sum(axis=0)
    first, second = np.triu_indices(len(free), 1)
    all_pairs = len(first) <= _PAIRS
    for _ in range(_SWAPS):
        gap = _gap(sums, low, high)
        left = gap != 0
        if not left.all():
            done.append((pre[:, ~left].T, post[:, ~left].T))
            pre, post = pre[:, left], post[:, left]
            low, high, sums, gap = low[left], high[left], sums[left], gap[left]
        if not len(sums) or not len(first):
            break
        if not all_pairs:
            first, second = _two(len(free), _PAIRS, rng)
        i, j = free[first], free[second]
        step = 2 * (pre[i] - pre[j]) * (post[i] - post[j])
        best = _best(np.abs(gap - step), rng)
        columns = np.arange(len(sums))
        i, j = i[best], j[best]
        post[i, columns], post[j, columns] = post[j, columns], post[i, columns]
        sums += step[best, columns]
    none = np.empty((0, len(pre)), dtype=np.int64)
    return (
        np.concatenate([none, *(each[0] for each in done)]),
        np.concatenate([none, *(each[1] for each in done)]),
    )


def _order(
    pre: Wholes,
    post: Wholes,
    changes: tuple[Wholes, Wholes],
    free: Wholes,
    rng: np.random.Generator,
) -> None:
    """Put the totals after in an order with about the wanted correlation: a first guess."""
    n, chains = pre.shape
    sums = [each.sum(axis=0) for each in (pre, post)]
    squares = [(each * each).sum(axis=0) for each in (pre, post)]
    first, second = (
        np.sqrt(np.maximum(n * q - s * s, 1)) for s, q in zip(sums, squares, strict=True)
    )
    # r = (n Σxy − Σx Σy) / (n² times both SDs), from the largest Σd² to the smallest
    middle = n * (squares[0] + squares[1]) / 2 - sums[0] * sums[1]
    lowest, highest = (
        np.clip((middle - n * end / 2) / (first * second), -1, 1) for end in changes[::-1]
    )
    r = lowest + (highest - lowest) * (rng.integers(0, 1001, chains) / 1000)
    noise = rng.integers(-1000, 1001, (len(free), chains)) / 577  # with an SD of 1
    key = r * ((n * pre[free] - sums[0]) / first) + np.sqrt(1 - r * r) * noise
    places = key.argsort(axis=0, kind="stable")
    ordered = np.empty_like(places)
    np.put_along_axis(ordered, places, np.sort(post[free], axis=0), axis=0)
    post[free] = ordered
