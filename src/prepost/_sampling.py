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

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = ["Aims", "Shape", "Wave", "draw"]

Shape = Literal["any", "floor", "symmetric"]

_HANDS = 60  # rounds of handing points on, and of swapping, before a chain is given up
_SWAPS = 60
_TRIED = 24  # hand-overs and swaps to choose from in a round
_PAIRS = 66  # all swaps of 12 people
_ASTRAY = 12  # one move in so many is any move, lest a chain runs in a circle
_POINTS = np.array([1, 1, 1, 1, 2, 2, 3, 5, 8, 13])  # handed on at once
_FINE = 64  # parts of a point, for shares of whole numbers
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
        people, fits = _wave(n, wave, total, squares, rng, shape)
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
    total: Wholes,
    squares: tuple[Wholes, Wholes],
    rng: np.random.Generator,
    shape: Shape,
) -> tuple[Wholes, Flags]:
    """Return the totals of one measurement, shape (n, chains), and which chains are as they must be.

    The people whose total is known stand aside; the others share what remains.
    """
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
        spread = _shaped(m, wave, np.where(fits, rest, m * wave.low), (low, high), rng, shape)
        _hand_over(spread, wave, (low, high), rng)
        people[free] = spread
    sums, of_squares = people.sum(axis=0), (people * people).sum(axis=0)
    fits &= (sums == total) & (of_squares >= squares[0]) & (of_squares <= squares[1])
    return people, fits


def _shaped(
    m: int,
    wave: Wave,
    total: Wholes,
    squares: tuple[Wholes, Wholes],
    rng: np.random.Generator,
    shape: Shape,
) -> Wholes:
    """Return whole numbers with the sums that they must have, and about their sums of squares."""
    spare, span = total - m * wave.low, wave.high - wave.low
    parts = _parts(m, spare, m * span - spare, rng, shape)  # Σ of each chain: spare, in 1/_FINE
    wide = m * (parts * parts).sum(axis=0) - parts.sum(axis=0) ** 2
    aim = rng.integers(squares[0], np.maximum(squares[0], squares[1]), endpoint=True)
    wanted = np.maximum(m * aim - total * total, 0)
    stretch = np.sqrt(wanted / np.maximum(wide, 1)) * _FINE
    mean = spare / m
    raw = mean + (parts / _FINE - mean) * stretch
    people = np.clip(np.rint(raw).astype(np.int64), 0, span)
    _level(people, spare, span)
    return people + wave.low


def _parts(m: int, spare: Wholes, room: Wholes, rng: np.random.Generator, shape: Shape) -> Wholes:
    """Return random shares of the points above the lowest total, shape (m, chains).

    Shares are random numbers to a power from 1 (even) to 4 (a few people hold most). A chain may
    be turned over, so that the few are those with the fewest points: as often as the mean lies
    nearer the top.
    """
    chains = len(spare)
    random = rng.integers(1, 100, (m, chains))
    if shape == "symmetric":
        random[m - m // 2 :] = 100 - random[: m // 2]
        return _share(random, spare)
    powers = rng.integers(1, 5, chains) if shape == "any" else rng.integers(4, 6, chains)
    over = rng.integers(0, spare + room, endpoint=True) < spare
    if shape == "floor":
        over[:] = False
    weights = random**powers
    return np.where(over, spare * _FINE // m * 2 - _share(weights, spare), _share(weights, spare))


def _share(weights: Wholes, spare: Wholes) -> Wholes:
    return spare * _FINE * weights // weights.sum(axis=0)


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
        giver = rng.integers(0, m, _TRIED)
        taker = (giver + rng.integers(1, m, _TRIED)) % m
        points = rng.choice(_POINTS, _TRIED)[:, None]
        given, taken = now[giver] - points, now[taker] + points
        step = 2 * points * (taken - given - points)
        after = np.where((given >= wave.low) & (taken <= wave.high), np.abs(gap - step), _IMPOSSIBLE)
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
    best = left.argmin(axis=0)
    astray = np.flatnonzero(rng.integers(0, _ASTRAY, len(best)) == 0)
    best[astray] = rng.integers(0, len(left), len(astray))
    return best


def _gap(sums: Wholes, low: Wholes, high: Wholes) -> Wholes:
    """Return what must be added to each sum to bring it into its window, and 0 inside."""
    return np.maximum(low - sums, 0) - np.maximum(sums - high, 0)


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
    _order(pre, post, low + (high - low) // 2, free, rng)
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
        chosen = slice(None) if all_pairs else rng.integers(0, len(first), _PAIRS)
        i, j = free[first[chosen]], free[second[chosen]]
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
    pre: Wholes, post: Wholes, changes: Wholes, free: Wholes, rng: np.random.Generator
) -> None:
    """Put the totals after in an order with about the wanted correlation: a first guess."""
    n = len(pre)
    sums, squares = zip(*((each.sum(axis=0), (each * each).sum(axis=0)) for each in (pre, post)))
    products = (squares[0] + squares[1] - changes) // 2
    spreads = [n * q - s * s for s, q in zip(sums, squares, strict=True)]
    width = np.sqrt(np.maximum(spreads[0], 1)) * np.sqrt(np.maximum(spreads[1], 1))
    r = np.clip((n * products - sums[0] * sums[1]) / width, -1, 1)
    noise = rng.integers(-1000, 1001, (len(free), pre.shape[1])) / 577  # with an SD of 1
    above = (n * pre[free] - sums[0]) / np.sqrt(np.maximum(spreads[0], 1))
    key = r * above + np.sqrt(1 - r * r) * noise
    places = key.argsort(axis=0, kind="stable")
    ordered = np.sort(post[free], axis=0)
    shuffled = np.empty_like(ordered)
    np.put_along_axis(shuffled, places, ordered, axis=0)
    post[free] = shuffled
