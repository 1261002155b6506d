"""Which whole-number sums can stand behind printed means, SDs and a paired t.

Answers to a questionnaire are whole numbers, so a person's total is one, and so are the sums over
people: of the totals, of their squares, of the changes and of their squares. A printed figure
leaves only some of these sums possible, and at some sample sizes none. The arithmetic is exact:
whole numbers and fractions throughout, no figure passes through a float.

The names in the formulas: n people; S and Q are the sum and the sum of squares of one measurement,
s and D those of the changes (post minus pre). All are in totals of items, also where a paper prints
the mean of the items.

References
----------
.. [1] Brown, N. J. L., & Heathers, J. A. J. (2017). The GRIM test: A simple technique detects
   numerous anomalies in the reporting of results in psychology. Social Psychological and
   Personality Science, 8(4), 363-369.
.. [2] Anaya, J. (2016). The GRIMMER test: A method for testing the validity of reported measures of
   variability. PeerJ Preprints, 4, e2400v1; the parity condition is that of Allard, A. (2018).
   Analytic-GRIMMER: a new way of testing the possibility of standard deviations.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isqrt
from operator import index
from typing import TYPE_CHECKING, Literal, NamedTuple

from twowaves._base.sentences import shared
from twowaves.printed.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


__all__ = [
    "MOST_STEPS",
    "Figures",
    "Finding",
    "Limits",
    "SdKind",
    "Steps",
    "TooLong",
    "change_sums",
    "changes",
    "correlation_is_possible",
    "examine",
    "fewest_squares",
    "squares",
    "squares_of_change",
    "totals",
    "weight",
]

# of a search that somebody waits for: a fraction of a second
MOST_STEPS: int = shared("printed/sums_rules")["most_steps"]

_SLACK = 1e-9  # of what floats may lose, many times as much

SdKind = Literal["sample", "population", "se"]

Obstacle = Literal[
    "mean_pre", "mean_post", "sd_pre", "sd_post", "statistic", "correlation", "together"
]


class TooLong(Exception):  # noqa: N818 # an answer
    """A search was given up: it did not end within the steps that it was given."""


class Steps:
    """How many steps a search may take: each looks at one sum, or at one pair of sums.

    A search that lasts is of no use to who waits for it, and figures that are rounded so coarsely
    hardly rule anything out.

    Parameters
    ----------
    most : int, optional
        Steps until the search is given up; without it, it never is.

    Examples
    --------
    >>> steps = Steps(1)
    >>> steps.take()
    >>> steps.take()
    Traceback (most recent call last):
    twowaves.printed.sums.TooLong: the search did not end within 1 step(s)
    """

    __slots__ = ("most", "taken")  # one for each size that is asked for

    def __init__(self, most: int | None = None) -> None:
        self.most, self.taken = most, 0

    def take(self) -> None:
        """Take one, or raise `TooLong`."""
        self.taken += 1
        if self.most is not None and self.taken > self.most:
            raise TooLong(f"the search did not end within {self.most} step(s)")


class Limits(NamedTuple):
    """The lowest and the highest total that one person can have."""

    lowest: int
    highest: int


@dataclass  # not frozen: an audit makes two a row
class Figures:
    """What is printed of one outcome, in totals of items; None for a figure that is not printed.

    `statistic` is the interval of t without its sign; `sd_kind` says what the SDs are.
    """

    mean_pre: Interval[Fraction]
    mean_post: Interval[Fraction]
    sd_pre: Interval[Fraction] | None = None
    sd_post: Interval[Fraction] | None = None
    statistic: Interval[Fraction] | None = None
    limits: Limits | None = None
    sd_kind: SdKind = "sample"

    @cached_property
    def size_of_change(self) -> Interval[Fraction]:
        """The interval of the mean change, post minus pre, without its sign."""
        first, second = self.mean_pre, self.mean_post
        return Interval(second.low - first.high, second.high - first.low).magnitude()

    def size_of_change_in_floats(self) -> tuple[float, float]:
        """Return the ends of the same as the floats nearest to them, without any fractions."""
        p, q, most, of = self.mean_pre.ratios
        r, s, most_after, of_after = self.mean_post.ratios
        low = (r * of - most * s) / (s * of)
        high = (most_after * q - p * of_after) / (of_after * q)
        if low >= 0:
            return low, high
        return (0.0 - high, -low) if high <= 0 else (0.0, max(-low, high))

    @cached_property
    def correlated(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """What m times the squared change must reach, and must not pass, for a correlation.

        Two pairs of whole numbers a, b: a·m is b or more by the first, b or less by the second,
        with m = n for SDs of denominator n − 1. None if nothing limits n.
        """
        t, first, second = self.statistic, self.sd_pre, self.sd_post
        if t is None or first is None or second is None:
            return None
        change = self.size_of_change
        least, most = _gap(first, second) * t.low, (first.high + second.high) * t.high
        return _weighed(change.high**2, least**2), _weighed(change.low**2, most**2)


class Finding(NamedTuple):
    """A pair of sums that fits, or what stands in its way: one of the two is None."""

    sums: tuple[int, int] | None
    obstacle: Obstacle | None


_NO_MEAN_PRE, _NO_MEAN_POST = Finding(None, "mean_pre"), Finding(None, "mean_post")


def totals(mean: Interval[Fraction], n: int, limits: Limits | None = None) -> range:
    """Return every sum of n whole numbers whose mean lies within the bounds: the GRIM test [1]_.

    Parameters
    ----------
    mean : Interval of Fraction
        The mean before it was rounded, in totals of items.
    n : int
        Number of people.
    limits : Limits, optional
        The lowest and highest total of one person.

    Returns
    -------
    range
        The sums; empty if the mean is impossible.

    Examples
    --------
    A printed 5.19 is impossible for 28 whole numbers:

    >>> totals(Interval(Fraction("5.185"), Fraction("5.195")), 28)
    range(146, 146)
    >>> totals(Interval(Fraction("5.175"), Fraction("5.185")), 28)
    range(145, 146)
    """
    n = index(n)  # NumPy's whole numbers would wrap around
    p, q, most, of = mean.ratios
    # the whole numbers at or within both ends, written out as below: asked of every size
    low = -(-n * p // q) if mean.closed_low else n * p // q + 1
    high = n * most // of if mean.closed_high else -(-n * most // of) - 1
    if limits is not None:
        lowest, highest = limits
        low, high = max(low, n * lowest), min(high, n * highest)
    return range(low, max(low, high + 1))


def weight(n: int, kind: SdKind) -> int:
    """Return what a printed SD's square is multiplied with to give the sum of squares around S/n.

    That is n − 1, or n where the SD has n in its denominator, or n(n − 1) where a standard error
    stands in the place of the SD.
    """
    return n - 1 if kind == "sample" else n if kind == "population" else n * (n - 1)


def squares(
    total: int,
    sd: Interval[Fraction],
    n: int,
    limits: Limits | None = None,
    kind: SdKind = "sample",
) -> range:
    """Return the sums of squares that go with a sum and an SD: the GRIMMER test [2]_.

    A whole number and its square are both odd or both even, so the two sums have equal parity.
    No sum of squares lies below that of n values as equal as whole numbers can be, and none above
    that of values at the two ends of the scale. From n = 5 on, every number between that passes
    is reached by some whole numbers; with fewer people, or near the end set by a scale, some are
    not.

    Parameters
    ----------
    total : int
        The sum of the n whole numbers.
    sd : Interval of Fraction
        Their standard deviation before it was rounded.
    n : int
        Number of people.
    limits : Limits, optional
        The lowest and highest value of one person.
    kind : {"sample", "population", "se"}
        Whether the SD has n - 1 or n in its denominator, or is a standard error of the mean.

    Returns
    -------
    range
        The sums of squares, in steps of two; empty if the SD is impossible.

    Examples
    --------
    >>> squares(146, Interval(Fraction("1.595"), Fraction("1.605")), 28)
    range(830, 831, 2)
    """
    return _squares_between(index(total), sd, index(n), limits, kind)


class _Ends(NamedTuple):
    """An interval with both of its ends, as numerator and denominator each, not in lowest terms."""

    ratios: tuple[int, int, int, int]
    closed_low: bool = True
    closed_high: bool = True


def _squares_between(
    total: int, sd: Interval[Fraction] | _Ends, n: int, limits: Limits | None, kind: SdKind
) -> range:
    p, q, most, of = sd.ratios
    square, times = total * total, n * weight(n, kind)  # Q = S²/n + (n - 1) SD²
    least, below = square * q * q + times * p * p, n * q * q
    greatest, above = square * of * of + times * most * most, n * of * of
    # the whole numbers at or within both ends, written out: this is asked five times a row
    low = -(-least // below) if sd.closed_low else least // below + 1
    high = greatest // above if sd.closed_high else -(-greatest // above) - 1
    if limits is not None:
        high = min(high, _most(total, n, *limits))
    low = max(low, fewest_squares(total, n))
    low += (low - total) & 1  # even or odd as the total is
    return range(low, max(low, high + 1), 2)


def squares_of_change(
    change: int, statistic: Interval[Fraction] | None, n: int, limits: Limits | None = None
) -> tuple[int, int | None]:
    """Return the lowest and highest sum of squared changes that |t| leaves for a sum of changes.

    From t = (s/n) / (SD of change / √n) follows D = s²/n · (1 + (n − 1)/t²).

    Parameters
    ----------
    change : int
        The sum s of the n changes.
    statistic : Interval of Fraction, optional
        |t| before it was rounded; without it only the scale limits D.
    n : int
        Number of people.
    limits : Limits, optional
        The lowest and highest total of one person.

    Returns
    -------
    low, high : int, int or None
        None where nothing limits D from above. No D fits if `high` is below `low`.
        Only every second number between fits: D has the parity of s, as `low` does.

    Examples
    --------
    >>> squares_of_change(-38, Interval(Fraction("1.3025"), Fraction("1.3035")), 11)
    (904, 905)
    """
    change, n = index(change), index(n)
    low, high = fewest_squares(change, n), None
    if statistic is not None:
        if change == 0:
            # t is zero if the changes differ at all; no t exists if all of them are zero
            none = statistic.low > 0 or not statistic.closed_low
            low, high = (2, 0) if none else (2, None)
        elif statistic.high == 0:  # of figures rounded up only zero is printed so
            low, high = 2, 0
        else:
            p, q, most, of = statistic.ratios
            square, others = change * change, n - 1
            least, below = square * (most * most + others * of * of), n * most * most
            low = max(low, -(-least // below) if statistic.closed_high else least // below + 1)
            if p:
                greatest, above = square * (p * p + others * q * q), n * p * p
                high = greatest // above if statistic.closed_low else -(-greatest // above) - 1
    if limits is not None:
        span = limits.highest - limits.lowest
        reach = _most(change, n, -span, span)
        high = reach if high is None else min(high, reach)
    return low + ((low - change) & 1), high


def change_sums(figures: Figures, n: int) -> Iterator[tuple[int, int]]:
    """Yield every pair (s, D) that the printed figures leave possible together, s ascending.

    Where nothing limits D from above (no t, no SDs, no scale), only its lowest value is yielded
    for each s.

    Parameters
    ----------
    figures : Figures
        The printed figures of one outcome.
    n : int
        Number of people, at least 2.

    Yields
    ------
    change, squared_change : int, int
        The sum of the changes, post minus pre, and the sum of their squares.

    Notes
    -----
    A pair is yielded if whole numbers S, Q of both measurements exist that pass `totals` and
    `squares`, with S post − S pre = s, and if the correlation that they imply together with D lies
    between −1 and 1. Then the sum of products, (Q pre + Q post − D)/2, is a whole number too, since
    s, D, S and Q agree in parity. Without both SDs there is no correlation to judge.
    """
    pre, post = (totals(m, n, figures.limits) for m in (figures.mean_pre, figures.mean_post))
    return _Search(figures, n, Steps(), pre, post).pairs()


def examine(figures: Figures, n: int, steps: Steps | None = None) -> Finding:
    """Return a pair (s, D) that the printed figures leave possible, or the first obstacle.

    Parameters
    ----------
    figures : Figures
        The printed figures of one outcome.
    n : int
        Number of people, at least 2.
    steps : Steps, optional
        How long to search; without it, to the end.

    Returns
    -------
    Finding
        The first pair of `change_sums`, or the first of these that applies: no whole total gives a
        mean (``"mean_pre"``, ``"mean_post"``), no whole sum of squares gives an SD (``"sd_pre"``,
        ``"sd_post"``), no whole D gives |t| for any s that the means allow (``"statistic"``), the
        implied correlation lies beyond ±1 even without whole numbers (``"correlation"``), or each
        is possible but not all at once (``"together"``).

    Raises
    ------
    TooLong
        If the search does not end within its steps.
    """
    # most sizes are ruled out by a mean: nothing is set up for them
    pre = totals(figures.mean_pre, n, figures.limits)
    if not pre:
        return _NO_MEAN_PRE
    post = totals(figures.mean_post, n, figures.limits)
    if not post:
        return _NO_MEAN_POST
    search = _Search(figures, n, steps or Steps(), pre, post)
    obstacle = search.obstacle()
    if obstacle is not None:
        return Finding(None, obstacle)
    pair = next(search.pairs(), None)
    return Finding(pair, None if pair else "together")


def correlation_is_possible(figures: Figures, n: int) -> bool:
    """Tell whether means, SDs and t leave a correlation within ±1, each anywhere in its interval.

    The SD of the change is |mean change|·√n / |t|; a correlation r exists if it lies between the
    difference and the sum of the two SDs. Compared exactly, as squares.
    """
    t, first, second = figures.statistic, figures.sd_pre, figures.sd_post
    if t is None or first is None or second is None:
        return True
    n = index(n)
    m = n * (n - 1) // weight(n, figures.sd_kind)
    clear = _clearly_correlated(figures, float(m) ** 0.5)
    if clear is not None:
        return clear
    assert figures.correlated is not None  # noqa: S101 # t and both SDs are there
    (low, least), (high, most) = figures.correlated
    return low * m >= least and high * m <= most


def _clearly_correlated(figures: Figures, root: float) -> bool | None:
    """Tell the same in floats, or nothing where they lie too close to tell."""
    assert figures.statistic is not None  # noqa: S101 # the caller looks first
    assert figures.sd_pre is not None  # noqa: S101
    assert figures.sd_post is not None  # noqa: S101
    (low, high), (least, most) = figures.sd_pre.as_floats(), figures.sd_post.as_floats()
    (before, before_high) = figures.mean_pre.as_floats()
    (after, after_high) = figures.mean_post.as_floats()
    t_low, t_high = figures.statistic.as_floats()
    nearest = max(after - before_high, before - after_high, 0.0)
    furthest = max(after_high - before, before_high - after)
    slack = _SLACK * (1 + abs(before_high) + abs(after_high)) * root
    narrow = furthest * root - max(low - most, least - high, 0.0) * t_low
    wide = (high + most) * t_high - nearest * root
    if min(abs(narrow), abs(wide)) < slack + _SLACK * (high + most) * t_high:
        return None
    return narrow > 0 and wide > 0


def changes(figures: Figures, n: int) -> range:
    """Return every sum of changes, post minus pre, that the two printed means allow."""
    first, second = (totals(m, n, figures.limits) for m in (figures.mean_pre, figures.mean_post))
    return _differences(first, second)


def _differences(pre: range, post: range) -> range:
    if not (pre and post):
        return range(0)
    return range(post.start - pre.stop + 1, post.stop - pre.start)


def _gap(first: Interval[Fraction], second: Interval[Fraction]) -> Fraction:
    """Return the least difference between two numbers, each within its bounds."""
    return max(Fraction(0), first.low - second.high, second.low - first.high)


def _apart(first: Interval[Fraction], second: Interval[Fraction]) -> tuple[int, int]:
    """Return the same as numerator and denominator, not in lowest terms."""
    p, q, most, of = first.ratios
    r, s, most_after, of_after = second.ratios
    if p * of_after > most_after * q:
        return p * of_after - most_after * q, q * of_after
    if r * of > most * s:
        return r * of - most * s, s * of
    return 0, 1


def _together(first: Interval[Fraction], second: Interval[Fraction]) -> tuple[int, int]:
    """Return the largest sum of two numbers in the same way."""
    (_, _, p, q), (_, _, r, s) = first.ratios, second.ratios
    return p * s + r * q, q * s


def _weighed(first: Fraction, second: Fraction) -> tuple[int, int]:
    """Return two whole numbers that are to one another as two fractions are."""
    return first.numerator * second.denominator, second.numerator * first.denominator


class _Search:
    """The sums that are possible for one outcome at one n, found as they are asked for."""

    def __init__(self, figures: Figures, n: int, steps: Steps, pre: range, post: range) -> None:
        self.figures, self.n, self.steps = figures, index(n), steps
        self.pre, self.post = pre, post  # the totals of both measurements
        self._reach = _reach(figures.sd_pre, figures.sd_post)
        self._with_sd: Sequence[int] | None = None
        self._squares_pre: dict[int, range] = {}
        self._squares_post: dict[int, range] = {}
        self._by_t: dict[int, tuple[int, int | None]] = {}

    def obstacle(self) -> Obstacle | None:
        """Return the first thing that is impossible by itself, both means being possible."""
        if not any(map(self.squares_pre, self.pre)):
            return "sd_pre"
        if not any(map(self.squares_post, self.post)):
            return "sd_post"
        if not any(map(self._t_fits, self.changes())):
            return "statistic"
        return None if correlation_is_possible(self.figures, self.n) else "correlation"

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield every pair of sums of changes and of their squares that is possible."""
        for change in self.changes():
            for squared in self.squared_changes(change):
                if self.completes(change, squared):
                    yield change, squared

    def changes(self) -> range:
        """Return every sum of changes that the two means allow."""
        return _differences(self.pre, self.post)

    def squares_pre(self, total: int) -> range:
        """Return the sums of squares before; what no SD limits is not listed but never empty."""
        return self._squares(self._squares_pre, total, self.figures.sd_pre)

    def squares_post(self, total: int) -> range:
        """Return the same after."""
        return self._squares(self._squares_post, total, self.figures.sd_post)

    def _squares(self, known: dict[int, range], total: int, sd: Interval[Fraction] | None) -> range:
        if sd is None:
            lowest = fewest_squares(total, self.n)
            return range(lowest, lowest + 1, 2)
        if total not in known:
            self.steps.take()
            figures = self.figures
            known[total] = _squares_between(total, sd, self.n, figures.limits, figures.sd_kind)
        return known[total]

    def _totals_with_sd(self) -> Sequence[int]:
        """Return the totals before that have an SD, in ascending order."""
        if self._with_sd is None:
            all_have = self.figures.sd_pre is None
            self._with_sd = self.pre if all_have else [*filter(self.squares_pre, self.pre)]
        return self._with_sd

    def _t_fits(self, change: int) -> bool:
        low, high = self._left_by_t(change)
        return high is None or low <= high

    def _left_by_t(self, change: int) -> tuple[int, int | None]:
        self.steps.take()
        found = self._by_t.get(change)
        if found is None:
            figures = self.figures
            found = squares_of_change(change, figures.statistic, self.n, figures.limits)
            self._by_t[change] = found
        return found

    def squared_changes(self, change: int) -> range:
        """Return the sums of squared changes that |t| allows and the two SDs can reach."""
        low, high = self._left_by_t(change)
        if self._reach is not None:
            reached = _squares_between(change, self._reach, self.n, None, self.figures.sd_kind)
            low = max(low, reached.start)
            high = reached.stop - 1 if high is None else min(high, reached.stop - 1)
        fits = range(low, low + 1 if high is None else max(low, high + 1), 2)
        has_totals = fits and next(self._totals_with(change), None) is not None
        return fits if has_totals else range(0)

    def completes(self, change: int, squared: int) -> bool:
        """Tell whether sums of both measurements exist that go with this change."""
        return any(self._pair_fits(total, change, squared) for total in self._totals_with(change))

    def _totals_with(self, change: int) -> Iterator[int]:
        """Yield the totals before that have an SD, and with this change one after too."""
        first = max(self.pre.start, self.post.start - change)
        last = min(self.pre.stop, self.post.stop - change)
        with_sd = self._totals_with_sd()
        for place in range(bisect_left(with_sd, first), bisect_left(with_sd, last)):
            self.steps.take()
            total = with_sd[place]
            if self.squares_post(total + change):
                yield total

    def _pair_fits(self, total: int, change: int, squared: int) -> bool:
        if self.figures.sd_pre is None or self.figures.sd_post is None:
            return True
        n, later = self.n, total + change
        spread = n * squared - change * change
        before = _spreads(n, total, self._squares_pre[total])  # known since the totals were tried
        after = _spreads(n, later, self._squares_post[later])
        return _closes(n, spread, before, after, self.steps)


def _reach(first: Interval[Fraction] | None, second: Interval[Fraction] | None) -> _Ends | None:
    """Return the SD of a change: between the difference and the sum of the two SDs."""
    if first is None or second is None:
        return None
    return _Ends((*_apart(first, second), *_together(first, second)))


def _spreads(n: int, total: int, sums: range) -> tuple[int, int]:
    """Return the lowest and highest n Q − S² of these sums of squares."""
    return n * sums[0] - total * total, n * sums[-1] - total * total


def _closes(
    n: int, spread: int, before: tuple[int, int], after: tuple[int, int], steps: Steps
) -> bool:
    """Tell whether some spread of each measurement gives, with that of the change, |r| ≤ 1.

    With a, b and v = n² times the variances (denominator n) of pre, post and change, r is
    (a + b − v) / (2 √(a b)), and |r| ≤ 1 is |b − (a + v)| ≤ 2 √(a v).
    Both measurements go in steps of 2n; the loop visits only those values of a for which a real b
    within its ends exists, and stops at the first for which one of the steps does.
    """
    step, (lowest, highest) = 2 * n, after
    start, stop = _reachable(spread, after)
    start = before[0] + step * max(0, _at_least(start - before[0], step))
    for a in range(start, min(before[1], stop) + 1, step):
        steps.take()
        reach = isqrt(4 * a * spread)
        b = lowest + step * max(0, _at_least(a + spread - reach - lowest, step))
        if b <= min(highest, a + spread + reach):
            return True
    return False


def _reachable(spread: int, other: tuple[int, int]) -> tuple[int, int]:
    """Return the ends between which a spread closes with this change and some other spread."""
    low, high = other
    if spread < low:
        start = low + spread - isqrt(4 * low * spread)
    elif spread > high:
        start = high + spread - isqrt(4 * high * spread)
    else:
        start = 0
    return start, high + spread + isqrt(4 * high * spread)


def fewest_squares(total: int, n: int) -> int:
    """Return the sum of squares of n whole numbers that are as equal as this sum allows."""
    each, rest = divmod(total, n)
    return n * each * each + rest * (2 * each + 1)


def _most(total: int, n: int, lowest: int, highest: int) -> int:
    """Return the sum of squares of n values of this sum that lie at the ends, all but one."""
    span = highest - lowest
    at_top, rest = divmod(total - n * lowest, span)
    shifted = at_top * span * span + rest * rest
    return shifted + 2 * lowest * total - n * lowest * lowest


def _at_least(numerator: int, denominator: int) -> int:
    """Return the smallest whole number not below the fraction."""
    return -(-numerator // denominator)
