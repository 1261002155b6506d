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
from twowaves.printed.implied import (
    CUSTOMARY,
    Tails,
    as_threshold,
    correlations,
    pvalues,
    stands_for,
)
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

    from twowaves.printed.interval import Interval
    from twowaves.printed.number import PrintedNumber
    from twowaves.printed.sums import Figures

__all__ = ["CHECKS", "audit"]

Verdict = Literal["consistent", "inconsistent", "untestable"]
Time = Literal["pre", "post"]

say = Sentences("printed/audit")
# beyond, a search takes seconds, and figures rounded so coarsely rule hardly any sum out
_MOST_TOTALS: int = shared("printed/sums_rules")["most_totals"]
_LEVELS = listed([level(p) for p in CUSTOMARY])
_ORDERS = (say("post_minus_pre"), say("pre_minus_post"))
_COLUMNS = ("outcome", "check", "verdict", "expected", "printed", "detail")


class _Judgement(NamedTuple):
    """What one check found."""

    verdict: Verdict
    expected: str
    printed: str
    detail: str


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
        "inconsistent" or "untestable"), `expected` (what follows from the other figures), `printed`
        (what the table says) and `detail`, a sentence.

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
        use, so a sign by itself is never wrong.
    ``p_two_tailed``, ``p_one_tailed``
        Does t, anywhere in its rounding interval, have the printed p [1]_? At the printed df, or
        n − 1 where none is printed. One tail is the one on the side of the change.
    ``threshold_two_tailed``, ``threshold_one_tailed``
        If p is printed at a customary level: would it make sense as "p < .05"?
    ``decision_two_tailed``, ``decision_one_tailed``
        Does the claim follow at `alpha`? Without a claim, the printed p makes it.
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

    Where a table prints one p, the checks of both tails and of the threshold are different readings
    of it: it is explained if one of them is consistent.

    Examples
    --------
    >>> from twowaves import load_outcomes
    >>> report = audit(load_outcomes(), n=(11, 15)).set_index(["outcome", "check"])
    >>> report.loc[("inadequate self", "p_two_tailed"), "verdict"]
    'inconsistent'
    >>> report.loc[("inadequate self", "threshold_one_tailed"), "detail"]
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
    return pd.DataFrame(records, columns=list(_COLUMNS), dtype="str")


def _judge(check: Callable[[Row, _Context], _Judgement], row: Row, context: _Context) -> _Judgement:
    try:
        return check(row, context)
    except Untestable as reason:
        return _Judgement("untestable", "", "", str(reason))


def _verdict(fits: bool) -> Verdict:
    return "consistent" if fits else "inconsistent"


# df and sign


def _df(row: Row, context: _Context) -> _Judgement:
    printed, stated = row.count("df"), context.stated(row)
    return _Judgement(
        _verdict(printed + 1 in stated),
        listed([str(n - 1) for n in stated], "or"),
        str(printed),
        wording.df(printed, stated),
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
    return _Judgement(_verdict(is_usual), expected, str(printed), detail)


# p: as printed, as a threshold, and what it decides


def _recomputed(row: Row, context: _Context, tails: Tails) -> tuple[int, Interval[float]]:
    df = context.df(row)
    return df, pvalues(row.size_of_t(), df, tails)


def _p(row: Row, context: _Context, tails: Tails) -> _Judgement:
    printed = row.figure("pvalue")
    df, p = _recomputed(row, context, tails)
    meant = stands_for(printed)
    fits, expected = meant.overlaps(p), wording.pvalue(p, meant.as_floats())
    detail = wording.p_value(row, df, p, tails)
    return _Judgement(_verdict(fits), expected, str(printed), detail)


def _threshold(row: Row, context: _Context, tails: Tails) -> _Judgement:
    printed = row.figure("pvalue")
    meant = as_threshold(printed)
    if meant is None:
        key = "bound_from_below" if printed.relation == ">" else "no_threshold"
        raise Untestable(say(key, p=printed, levels=_LEVELS))
    df, p = _recomputed(row, context, tails)
    fits, expected = meant.overlaps(p), wording.pvalue(p, [meant.high])
    detail = wording.threshold(row, df, p, tails, fits=fits)
    return _Judgement(_verdict(fits), expected, str(printed), detail)


def _decision(row: Row, context: _Context, tails: Tails) -> _Judgement:
    alpha = context.alpha
    source, said = _claim(row, alpha)
    _, p = _recomputed(row, context, tails)
    found = _significance(p.is_below(alpha), p.low >= alpha)
    expected = found or say("either")
    p_is, side = wording.p_is(p, [alpha]), wording.tails_in_words(tails)
    parts = {"alpha": level(alpha), "p_is": p_is, "tails": side}
    detail = say("decision", **parts, found=expected, source=source, said=said)
    return _Judgement(_verdict(found in {said, None}), expected, said, detail)


def _significance(below: bool, above: bool) -> str | None:
    """Return the word for a p that lies wholly on one side of α, None if it does not."""
    return "significant" if below else "not significant" if above else None


def _claim(row: Row, alpha: float) -> tuple[str, str]:
    """Return who claims what: the text, or without it the printed p."""
    if row.has("claim"):
        return say("claim"), row.need("claim")
    printed = row.figure("pvalue")
    meant = stands_for(printed)
    said = _significance(meant.is_below(alpha), meant.low >= alpha)
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
        expected = say("total", total=total)
        detail = say("grim", people=people, total=total, mean=mean)
    else:
        # the nearest totals lie on both sides of the empty range
        near = [_as_mean(total, n * items, mean) for total in (possible.start - 1, possible.start)]
        expected = listed(near, "or")
        detail = say("not_grim", people=people, mean=mean, near=listed(near))
    return _Judgement(_verdict(bool(possible)), expected, str(mean), detail)


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
    near = _nearest_sds(tried, n, items, sd.decimals + 1)
    detail = say("not_grimmer", n=n, mean=mean, sd=sd, near=near)
    return _Judgement("inconsistent", near, printed, detail)


def _totals(mean: PrintedNumber, n: int, items: int) -> range:
    """Return the totals that give the mean, if they can be gone through one by one."""
    possible = totals(bounds_of(mean, items), n)
    if possible.stop - possible.start > _MOST_TOTALS:
        people = wording.people(n, items)
        raise Untestable(say("too_many", people=people, most=_MOST_TOTALS, mean=mean))
    return possible


def _nearest_sds(tried: dict[int, range], n: int, items: int, decimals: int) -> str:
    """Return the nearest possible SDs below and above, over all totals; the ranges are empty."""
    below, above = [], []
    for total, empty in tried.items():
        above.append(n * empty.start - total * total)
        if empty.start - 2 >= fewest_squares(total, n):
            below.append(n * (empty.start - 2) - total * total)
    near = [max(below), min(above)] if below else [min(above)]
    sds = [math.sqrt(spread / (n * (n - 1))) / items for spread in near]
    return listed([fixed(sd, decimals) for sd in sds], "or")


# The scale, and the figures together


def _range(row: Row, context: _Context, time: Time) -> _Judgement:
    mean, low, high = row.figure(f"mean_{time}"), row.need("scale_min"), row.need("scale_max")
    between = bounds_of(mean)
    scale = wording.scale(low, high)
    if between.high < low or between.low > high:
        detail = say("off_scale", mean=mean, scale=scale)
        return _Judgement("inconsistent", scale, str(mean), detail)
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
    return _Judgement(_verdict(fits), say("sd_at_most", most=most), f"{mean} ({sd})", detail)


def _implied_r(row: Row, context: _Context) -> _Judgement:
    for column in ("sd_pre", "sd_post", "statistic"):
        row.need(column)
    figures, n = row.figures(items=1, scale=False), context.n(row)
    if not (_reaches(figures.sd_pre) and _reaches(figures.sd_post)):
        raise Untestable(say("sd_may_be_zero"))
    fits = correlation_is_possible(figures, n)
    interval = wording.correlation(correlations(figures, n))
    detail = say("implied_r" if fits else "implied_r_beyond", n=n, r=interval)
    return _Judgement(_verdict(fits), interval, str(row.figure("statistic")), detail)


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
    "p_two_tailed": partial(_p, tails=2),
    "p_one_tailed": partial(_p, tails=1),
    "threshold_two_tailed": partial(_threshold, tails=2),
    "threshold_one_tailed": partial(_threshold, tails=1),
    "decision_two_tailed": partial(_decision, tails=2),
    "decision_one_tailed": partial(_decision, tails=1),
    "grim_pre": partial(_grim, time="pre"),
    "grim_post": partial(_grim, time="post"),
    "grimmer_pre": partial(_grimmer, time="pre"),
    "grimmer_post": partial(_grimmer, time="post"),
    "range_pre": partial(_range, time="pre"),
    "range_post": partial(_range, time="post"),
    "implied_r": _implied_r,
    "granularity": _granularity,
}
