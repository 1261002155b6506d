"""Which printed figures of a pre/post table agree with one another, and which cannot.

Every figure is taken as the interval that it was rounded from, so a row is called inconsistent only
if no values in these intervals agree.

References
----------
.. [1] Nuijten, M. B., Hartgerink, C. H. J., van Assen, M. A. L. M., Epskamp, S., & Wicherts, J. M.
   (2016). The prevalence of statistical reporting errors in psychology (1985-2013). Behavior
   Research Methods, 48(4), 1205-1226. (statcheck: p recomputed from t, rounding of t considered)
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

import pandas as pd

from twowaves._base.arguments import check_alpha, sample_sizes
from twowaves._base.numbers import fixed, level, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.printed import wording
from twowaves.printed.implied import correlations, sizes_of_t, stands_for
from twowaves.printed.interval import Interval
from twowaves.printed.readings import SIDES, on_side, readings, units_between
from twowaves.printed.sums import (
    MOST_STEPS,
    Steps,
    TooLong,
    changes,
    correlation_is_possible,
    examine,
    fewest_squares,
    squares,
    totals,
)
from twowaves.printed.table import Row, Untestable, bounds_of, rows, tell_unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from twowaves.printed.number import PrintedNumber
    from twowaves.printed.readings import Reading
    from twowaves.printed.sums import Figures

__all__ = ["CHECKS", "audit"]

Verdict = Literal["consistent", "inconsistent", "untestable", "note"]
Time = Literal["pre", "post"]

say = Sentences("printed/audit")
# beyond, a search takes seconds, and figures rounded so coarsely rule hardly any sum out
_MOST_TOTALS: int = shared("printed/sums_rules")["most_totals"]
_ORDERS = (say("post_minus_pre"), say("pre_minus_post"))
_TEXTS = ("outcome", "check", "verdict", "expected", "printed", "detail", "reading")


class _Judgement(NamedTuple):
    """What one check found."""

    verdict: Verdict
    expected: str
    printed: str
    detail: str
    reading: str = ""
    distance: int | None = None


@dataclass(frozen=True)
class _Context:
    """What a check knows beside its own row."""

    alpha: float
    sizes: list[int]
    orders: Counter[str]
    unsigned: bool

    def stated(self, row: Row) -> list[int]:
        """Return every n that the text states for a row, its own first."""
        own = [row.count("n")] if row.has("n") else []
        stated = list(dict.fromkeys(own + self.sizes))
        if not stated:
            raise Untestable(say("no_n"))
        return stated

    def n(self, row: Row) -> int:
        """Return the row's own n, or the first that is stated elsewhere."""
        return self.stated(row)[0]

    def df(self, row: Row) -> int:
        """Return the printed df, or n − 1 where none is printed."""
        return row.count("df") if row.has("df") else self.n(row) - 1


def audit(
    table: pd.DataFrame, *, alpha: float = 0.05, n: int | Iterable[int] | None = None
) -> pd.DataFrame:
    """Hold the printed figures of a pre/post table against one another.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an outcome, with the columns of `load_outcomes` from `outcome` to `claim`; printed
        figures are text. Any column may be missing. `read_table` makes such a table from a CSV.
    alpha : float
        The level at which p is called significant.
    n : int or iterable of int, optional
        Every further n that the text states for the whole table. The column `n` goes before them.

    Returns
    -------
    pandas.DataFrame
        One row for each outcome and check: `outcome`, `check`, `verdict` ("consistent",
        "inconsistent", "untestable" or "note"), `expected` (what follows from the other figures),
        `printed` (what the table says), `detail` (a sentence), `reading` (how a p or a claim was
        read; else empty) and `distance` (by how many units of its last digit the figure would have
        to differ to fit; missing where nothing is at odds, or no single figure is).

    Raises
    ------
    TypeError
        If `table` is no DataFrame, or `alpha` no number.
    ValueError
        If `alpha` does not lie between 0 and 1, an n is no whole number above 1, or the table has
        no known column or one that stands twice. A cell that cannot be read makes only those
        checks untestable that need it.

    Notes
    -----
    The checks, in their order:

    ``df``
        Is the printed df one less than some n that is stated?
    ``sign``
        Does the sign of t show the order of subtraction that most rows show? Both orders are in
        use, so a sign by itself is never wrong: one unlike the others is a "note".
    ``p``
        Does t, anywhere in its rounding interval, have the printed p [1]_? At the printed df, or
        n − 1 where none is printed. The p is tried in two tails, in the tail on the side of the
        change, in the tail against it, and, where it stands at a customary level, as the bound
        "p < .05"; `reading` names the first that fits.
    ``claim``
        Does the claim follow at `alpha`, in a reading in which p fits? Where p fits in none, or is
        missing, in two tails or in one. Without a claim, the printed p makes it.
    ``grim_pre``, ``grim_post``
        Is there a whole-number total with this mean?
    ``grimmer_pre``, ``grimmer_post``
        Is there a whole-number sum of squares with this SD (denominator n − 1), for one of those
        totals?
    ``range_pre``, ``range_post``
        Do mean and SD fit on the scale?
    ``implied_r``
        Which correlations of pre and post do means, SDs and t imply, and does one lie within ±1?
    ``granularity``
        Is this n feasible, as `feasible_n` tells for means, SDs, t and scale together?

    A row whose figures were computed from data and rounded by the rules above has nothing that is
    inconsistent.

    Examples
    --------
    >>> from twowaves import load_outcomes
    >>> report = audit(load_outcomes(), n=(11, 15)).set_index(["outcome", "check"])
    >>> report.loc[("inadequate self", "p"), ["verdict", "reading"]].tolist()
    ['consistent', 'one-tailed, as a bound']
    >>> report.loc[("inadequate self", "p"), "detail"]
    'At df = 11, |t| = 2.040 gives p = .0330 to .0331 one-tailed, which fits p < .05.'
    >>> report.loc[("inadequate self", "df"), "detail"]
    'df = 11 takes 12 pairs; the stated n are 10, 11 and 15.'
    """
    level = check_alpha(alpha)
    sizes = [] if n is None else sample_sizes(n)
    tell_unused(table)
    parsed = rows(table)
    orders = Counter(order for row in parsed if (order := _order(row)))
    context = _Context(level, sizes, orders, _is_unsigned(parsed))
    records = [
        (row.outcome, name, *_judge(check, row, context))
        for row in parsed
        for name, check in CHECKS.items()
    ]
    report = pd.DataFrame([record[:-1] for record in records], columns=list(_TEXTS), dtype="str")
    return report.assign(distance=pd.array([record[-1] for record in records], dtype="Int64"))


def _judge(check: Callable[[Row, _Context], _Judgement], row: Row, context: _Context) -> _Judgement:
    try:
        return check(row, context)
    except Untestable as reason:
        return _Judgement("untestable", "", "", str(reason))


def _verdict(fits: bool) -> Verdict:
    return "consistent" if fits else "inconsistent"


def _judged(
    fits: bool, expected: str, printed: str, detail: str, distance: int | None = None
) -> _Judgement:
    """Return a judgement; the distance counts only where the figures are at odds."""
    far = None if fits else distance
    return _Judgement(_verdict(fits), expected, printed, detail, distance=far)


# df and sign


def _df(row: Row, context: _Context) -> _Judgement:
    printed, stated = row.count("df"), context.stated(row)
    return _judged(
        printed + 1 in stated,
        listed([str(n - 1) for n in stated], "or"),
        str(printed),
        wording.df(printed, stated),
        min(abs(printed + 1 - n) for n in stated),
    )


def _direction(row: Row) -> str:
    """Return whether the score rose or fell, or raise `Untestable` if the means cannot tell."""
    pre, post = row.figure("mean_pre"), row.figure("mean_post")
    # means that only touch differ, unless t is zero, and then it has no sign either
    if post.interval().low >= pre.interval().high:
        return "rose"
    if post.interval().high <= pre.interval().low:
        return "fell"
    raise Untestable(say("no_direction", pre=pre, post=post))


def _order(row: Row) -> str | None:
    """Return the order of subtraction that the sign of t shows, None if it shows none."""
    try:
        rose, t = _direction(row) == "rose", row.figure("statistic").interval()
    except Untestable:
        return None
    if t.low < 0 < t.high:
        return None
    return _ORDERS[0] if rose == (t.high > 0) else _ORDERS[1]


def _is_unsigned(parsed: list[Row]) -> bool:
    """Tell whether no t is negative although scores went both ways."""
    shown = [row for row in parsed if _order(row)]
    directions = {_direction(row) for row in shown}
    return len(directions) == 2 and all(row.figure("statistic").value > 0 for row in shown)


def _sign(row: Row, context: _Context) -> _Judgement:
    printed, direction, order = row.figure("statistic"), _direction(row), _order(row)
    if order is None:
        raise Untestable(say("t_may_be_zero", t=printed))
    if context.unsigned:
        raise Untestable(say("unsigned"))
    same, other = context.orders[order], context.orders.total() - context.orders[order]
    detail = wording.sign(row, direction, order, same, other)
    if same == other:
        raise Untestable(detail)
    is_usual = same > other
    positive = ((order == _ORDERS[0]) == is_usual) == (direction == "rose")
    expected = "positive" if positive else "negative"
    return _Judgement("consistent" if is_usual else "note", expected, str(printed), detail)


# p in each of its readings, and what it decides


def _readings(row: Row, context: _Context) -> list[Reading]:
    printed = row.figure("pvalue")
    return readings(printed, row.size_of_t(), context.df(row), SIDES)


def _p(row: Row, context: _Context) -> _Judgement:
    printed, df = row.figure("pvalue"), context.df(row)
    tried = _readings(row, context)
    fitting = next((reading for reading in tried if reading.fits), None)
    if fitting is None:
        two, one = tried[0].found, tried[1].found
        distance = min(units_between(r.meant, r.found, float(printed.unit)) for r in tried)
        expected = wording.both(two, one, tried[0].meant.as_floats())
        detail = wording.no_reading(row, df, two, one)
        return _Judgement("inconsistent", expected, str(printed), detail, distance=distance)
    levels = [fitting.meant.high] if fitting.bound else fitting.meant.as_floats()
    expected, reading = wording.pvalue(fitting.found, levels), wording.reading(fitting)
    detail = wording.p_value(row, df, fitting)
    return _Judgement("consistent", expected, str(printed), detail, reading)


def _claim(row: Row, context: _Context) -> _Judgement:
    """Hold the claim against p in the readings that fit it, or in both tails if none does."""
    alpha = context.alpha
    fitting = _fitting(row, context)
    source, said = _said(row, alpha, fitting)
    df = context.df(row)
    sides = dict.fromkeys(r.side for r in fitting) or dict.fromkeys(SIDES[:2])
    tried = {side: on_side(row.size_of_t(), df, side) for side in sides}
    follows = [side for side, p in tried.items() if _decided(p, alpha) in {said, None}]
    side = follows[0] if follows else next(iter(tried))
    found, word = _decided(tried[side], alpha) or say("either"), wording.SIDES[side]
    parts = {"alpha": level(alpha), "p_is": wording.p_is(tried[side], [alpha]), "tails": word}
    detail = say("decision", **parts, found=found, source=source, said=said)
    return _Judgement(_verdict(bool(follows)), found, said, detail, word if follows else "")


def _fitting(row: Row, context: _Context) -> list[Reading]:
    """Return the readings that explain the printed p; none where it cannot be read."""
    try:
        return [reading for reading in _readings(row, context) if reading.fits]
    except Untestable:
        return []


def _decided(p: Interval[float], alpha: float) -> str | None:
    """Return the word for a p that lies wholly on one side of α, None if it does not."""
    return "significant" if p.is_below(alpha) else "not significant" if p.low >= alpha else None


def _said(row: Row, alpha: float, fitting: list[Reading]) -> tuple[str, str]:
    """Return who claims what: the text, or without it the printed p."""
    if row.has("claim"):
        return say("claim"), row.need("claim")
    printed = row.figure("pvalue")
    said = _decided(fitting[0].meant if fitting else stands_for(printed), alpha)
    if said is None:
        raise Untestable(say("undecided", p=printed, alpha=level(alpha)))
    return say("p_is" if printed.relation == "=" else "p_bound", p=printed), said


# Whole numbers


def _grim(row: Row, context: _Context, time: Time) -> _Judgement:
    mean, items, n = row.figure(f"mean_{time}"), row.items(), context.n(row)
    people = wording.people(n, items)
    if n * items >= 10**mean.decimals:
        raise Untestable(say("grim_is_blind", people=people, decimals=mean.decimals))
    possible = totals(bounds_of(mean, items), n)
    if possible:
        total = wording.wholes(possible)
        detail = say("grim", people=people, total=total, mean=mean)
        return _Judgement("consistent", say("total", total=total), str(mean), detail)
    # the nearest totals lie on both sides of the empty range
    nearest = (possible.start - 1, possible.start)
    near = [_as_mean(total, n * items, mean) for total in nearest]
    detail = say("not_grim", people=people, mean=mean, near=listed(near))
    distance = _units(mean, [total / (n * items) for total in nearest])
    return _Judgement("inconsistent", listed(near, "or"), str(mean), detail, distance=distance)


def _units(printed: PrintedNumber, near: Iterable[float]) -> int:
    """Return how far the nearest of some values lies, in units of the figure's last digit."""
    meant, unit = printed.interval().in_floats(), float(printed.unit)
    return min(units_between(meant, Interval(value, value), unit) for value in near)


def _as_mean(total: int, count: int, printed: PrintedNumber) -> str:
    """Return a mean with the decimals of the printed one, ties away from zero."""
    scale = 10**printed.decimals
    units = (2 * abs(total) * scale + count) // (2 * count)
    whole, rest = divmod(units, scale)
    digits = f"{whole}.{rest:0{printed.decimals}d}" if printed.decimals else str(whole)
    return f"−{digits}" if total < 0 and units else digits


def _grimmer(row: Row, context: _Context, time: Time) -> _Judgement:
    mean, sd = row.figure(f"mean_{time}"), row.figure(f"sd_{time}")
    items, n = row.items(), context.n(row)
    possible_totals = _totals(mean, n, items)
    bounds = bounds_of(sd, items).above_zero()
    printed = f"{mean} ({sd})"
    tried = {total: squares(total, bounds, n) for total in possible_totals}
    if not tried:
        return _Judgement("inconsistent", "", printed, say("no_total", n=n, mean=mean))
    for total, possible in tried.items():
        if possible:
            detail = say("grimmer", n=n, total=whole(total), squared=possible[0], sd=sd)
            return _Judgement("consistent", say("total", total=whole(total)), printed, detail)
    sds = _nearest_sds(tried, n, items)
    near = listed([fixed(each, sd.decimals + 1) for each in sds], "or")
    detail = say("not_grimmer", n=n, mean=mean, sd=sd, near=near)
    return _Judgement("inconsistent", near, printed, detail, distance=_units(sd, sds))


def _totals(mean: PrintedNumber, n: int, items: int) -> range:
    """Return the totals that give the mean, if they can be gone through one by one."""
    possible = totals(bounds_of(mean, items), n)
    if possible.stop - possible.start > _MOST_TOTALS:
        people = wording.people(n, items)
        raise Untestable(say("too_many", people=people, most=_MOST_TOTALS, mean=mean))
    return possible


def _nearest_sds(tried: dict[int, range], n: int, items: int) -> list[float]:
    """Return the nearest possible SDs below and above, over all totals; the ranges are empty."""
    below, above = [], []
    for total, empty in tried.items():
        above.append(n * empty.start - total * total)
        if empty.start - 2 >= fewest_squares(total, n):
            below.append(n * (empty.start - 2) - total * total)
    near = [max(below), min(above)] if below else [min(above)]
    return [math.sqrt(spread / (n * (n - 1))) / items for spread in near]


# The scale, and the figures together


def _range(row: Row, context: _Context, time: Time) -> _Judgement:
    mean, low, high = row.figure(f"mean_{time}"), row.need("scale_min"), row.need("scale_max")
    between = bounds_of(mean)
    scale = wording.scale(low, high)
    if between.high < low or between.low > high:
        detail = say("off_scale", mean=mean, scale=scale)
        distance = _units(mean, map(float, (low, high)))
        return _Judgement("inconsistent", scale, str(mean), detail, distance=distance)
    sd, n = row.figure(f"sd_{time}"), context.n(row)
    least = bounds_of(sd).above_zero().low
    # the largest variance at a mean M is that of people at the two ends only:
    # n/(n − 1) · (M − min)(max − M), which is largest where M is nearest to the middle
    middle = min(max(between.low, (low + high) / 2), between.high)
    largest = (middle - low) * (high - middle) * n / (n - 1)
    fits = least * least <= largest
    most = fixed(math.sqrt(largest), sd.decimals + 1)
    key = "sd_on_scale" if fits else "sd_too_large"
    detail = say(key, scale=scale, n=n, mean=mean, most=most, sd=sd)
    far = None if fits else _units(sd, [math.sqrt(largest)])
    return _judged(fits, say("sd_at_most", most=most), f"{mean} ({sd})", detail, far)


def _implied_r(row: Row, context: _Context) -> _Judgement:
    for column in ("sd_pre", "sd_post", "statistic"):
        row.need(column)
    figures, n = row.figures(items=1, scale=False), context.n(row)
    if not (_reaches(figures.sd_pre) and _reaches(figures.sd_post)):
        raise Untestable(say("sd_may_be_zero"))
    fits = correlation_is_possible(figures, n)
    interval = wording.correlation(correlations(figures, n))
    detail = say("implied_r" if fits else "implied_r_beyond", n=n, r=interval)
    printed, possible = row.figure("statistic"), sizes_of_t(figures, n)
    distance = units_between(row.size_of_t().in_floats(), possible, float(printed.unit))
    return _judged(fits, interval, str(printed), detail, distance)


def _reaches(sd: Interval[Fraction] | None) -> bool:
    return sd is not None and sd.low > 0


def _granularity(row: Row, context: _Context) -> _Judgement:
    printed = row.figure("statistic")
    items = row.items()
    figures = row.figures(items)
    n, *others = context.stated(row)
    for size in (n, *others):
        for column in ("mean_pre", "mean_post"):
            _totals(row.figure(column), size, items)
    steps = Steps(MOST_STEPS)  # for all sizes together, the first one first
    try:
        found = examine(figures, n, steps)
    except TooLong:
        raise Untestable(say("too_long", n=n, steps=MOST_STEPS)) from None
    expected = ""
    if found.sums:
        change, squared = found.sums
        expected = say("sums", change=whole(change), squared=squared)
    detail = say("fit_all", n=n, sums=expected)
    if found.obstacle:
        detail = wording.obstacle(found.obstacle, row, n, changes(figures, n))
    detail = wording.with_other_sizes(detail, _fates(figures, others, steps))
    return _Judgement(_verdict(not found.obstacle), expected, str(printed), detail)


def _fates(figures: Figures, sizes: list[int], steps: Steps) -> dict[str, list[int]]:
    """Return which sizes would fit, would not, or are left open, each kind that there is."""
    fits, fits_not, left_open = say("would_fit"), say("would_not_fit"), say("would_stay_open")
    fates: dict[str, list[int]] = {fits: [], fits_not: [], left_open: []}
    for n in sizes:
        try:
            fate = fits if examine(figures, n, steps).sums else fits_not
        except TooLong:
            fate = left_open
        fates[fate].append(n)
    return {fate: kind for fate, kind in fates.items() if kind}


CHECKS: dict[str, Callable[[Row, _Context], _Judgement]] = {
    "df": _df,
    "sign": _sign,
    "p": _p,
    "claim": _claim,
    "grim_pre": partial(_grim, time="pre"),
    "grim_post": partial(_grim, time="post"),
    "grimmer_pre": partial(_grimmer, time="pre"),
    "grimmer_post": partial(_grimmer, time="post"),
    "range_pre": partial(_range, time="pre"),
    "range_post": partial(_range, time="post"),
    "implied_r": _implied_r,
    "granularity": _granularity,
}
