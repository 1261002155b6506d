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
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pandas as pd

from twowaves._base.arguments import check_alpha, sample_sizes
from twowaves._base.numbers import fixed, level, span
from twowaves._base.sentences import Sentences
from twowaves._base.words import listed
from twowaves.printed import wording
from twowaves.printed.alternatives import with_alternative
from twowaves.printed.conventions import conventions
from twowaves.printed.implied import as_threshold, correlations, pvalues, sizes_of_t
from twowaves.printed.interval import Interval
from twowaves.printed.judgement import (
    Context,
    Judgement,
    all_are_paired,
    judged,
    units_to,
    unsaid,
    verdict_of,
    waves_of,
)
from twowaves.printed.readings import on_side, readings, units_between
from twowaves.printed.redundant import FURTHER_CHECKS, correlation_left
from twowaves.printed.sums import correlation_is_possible, weight
from twowaves.printed.table import Row, Untestable, rows, tell_unused
from twowaves.printed.whole_numbers import granularity, grim, grimmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twowaves.printed.judgement import Time
    from twowaves.printed.readings import Reading, Side

Number = TypeVar("Number", float, Fraction)

__all__ = ["CHECKS", "audit", "checks_of"]

say = Sentences("printed/audit")
_ORDERS = (say("post_minus_pre"), say("pre_minus_post"))
_CLOSE = 1e-9  # beside what floats may lose
_MANY_DECIMALS = 6
# rows whose known intervals are dropped before the next are judged: few enough that they are gone
# before the garbage collector takes them for lasting, and looks through all there is
_AT_ONCE = 20
_TEXTS = ("outcome", "check", "verdict", "expected", "printed", "detail", "reading")


def audit(
    table: pd.DataFrame,
    *,
    alpha: float = 0.05,
    n: int | Iterable[int] | None = None,
    rounding: str | Mapping[str, str] = "nearest",
    sd: str = "sample",
    step: float | str | None = None,
    tail: str | None = None,
) -> pd.DataFrame:
    """Hold the printed figures of a pre/post table against one another.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an outcome, with the columns of `load_outcomes` from `outcome` to `claim`; printed
        figures are text. Any column may be missing. `read_table` makes such a table from a CSV.
        Further columns are known: `n_pre` and `n_post` (people of each wave, where they are not the
        pairs of `n`), `mean_change`, `sd_change`, `se_change`, `ci_low` and `ci_high` (of the
        change; `ci_level` in per cent), `se_pre`, `se_post`, `ci_low_pre`, `ci_high_pre`,
        `ci_low_post`, `ci_high_post`, `r` and `d` (with its kind, such as "d_z" or "g_av", in
        `d_kind`). A row's own conventions stand in `rounding`, `sd_kind`, `unit` (the step of
        answers) and `tail`, and go before those declared here.
    alpha : float
        The level at which p is called significant.
    n : int or iterable of int, optional
        Every further n that the text states for the whole table. The column `n` goes before them.
    rounding : {"nearest", "truncate", "up", "twice", "either"} or dict, optional
        How figures were rounded (`PrintedNumber.interval` tells what each means): all of them, or
        each by its column, such as ``{"t": "truncate"}``.
    sd : {"sample", "population", "se"}
        Whether SDs have n − 1 or n in their denominator, or are standard errors of the mean.
    step : float or str, optional
        In what steps answers go, such as 0.5 or "100/3"; by default 1.
    tail : {"two", "one", "against"}, optional
        On which side of the change p counts; by default all are tried.

    Returns
    -------
    pandas.DataFrame
        One row for each outcome and check: `outcome`, `check`, `verdict` ("consistent",
        "inconsistent", "untestable", "note" or "alternative"), `expected` (what follows from the
        other figures), `printed` (what the table says), `detail` (a sentence), `reading` (how a p,
        a claim or another figure was read, or which convention would explain the row; else empty)
        and `distance` (by how many units of its last digit the figure would have
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
        Is the printed df one less than some n that is stated? Where only the waves' n are, it is at
        most one less than the smaller. Two waves of one size without df are taken for the same
        people, which is a "note".
    ``sign``
        Does the sign of t show the order of subtraction that most rows show? Both orders are in
        use, so a sign by itself is never wrong: one unlike the others is a "note".
    ``p``
        Does t, anywhere in its rounding interval, have the printed p [1]_? At the printed df, or
        n − 1 where none is printed. The p is tried in two tails, in the tail on the side of the
        change, in the tail against it, and, where it stands at a customary level, as the bound
        "p < .05"; `reading` names the first that fits. A p of .000 is one below .0005, since none
        is zero, and the sentence says how it should be printed.
    ``claim``
        Does the claim follow at `alpha`, in a reading in which p fits? Where p fits in none, or is
        missing, in two tails or in one. Without a claim, the printed p makes it; without t, the
        claim is held against the printed p.
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

    Of these, ``implied_r`` and ``granularity`` need means of just the people who were tested. Where
    a table prints them, further figures are checked:

    ``change``
        Is the mean change post − pre, or pre − post?
    ``t``, ``se_change``
        Do t and the standard error follow from the SD of the change?
    ``ci_middle``, ``ci_width``
        Is the change the middle of its interval, and half its width t times the standard error?
    ``se_pre``, ``se_post``, ``ci_pre``, ``ci_post``
        Do standard errors and intervals of the means follow from means and SDs?
    ``r``, ``d``
        Do r and the standardised change follow from the rest? d is tried in each of its kinds.

    Where figures are at odds, other conventions are tried on the whole row: rounded twice, cut off,
    some cut off, rounded up, SDs with n in their denominator, standard errors in the place of SDs,
    and fewer pairs (as df tells) than people. If every figure fits under one, the verdict is
    "alternative" and `reading` names it: that is how the table may have been made, or a slip that
    looks like it. Where no t is printed, p tells what |t| may have been.

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
    level, declared = check_alpha(alpha), conventions(rounding, sd, step, tail)
    sizes = [] if n is None else sample_sizes(n)
    tell_unused(table)
    parsed = rows(table, declared)
    context = _context(parsed, level, sizes)
    checks = checks_of(parsed)
    columns: dict[str, list[Any]] = {name: [] for name in (*_TEXTS, "distance")}
    adders = [column.extend for column in columns.values()]
    for start in range(0, len(parsed), _AT_ONCE):
        some = parsed[start : start + _AT_ONCE]
        for row, found in zip(some, _judgements(some, checks, context), strict=True):
            cells = ([row.outcome] * len(found), found, *zip(*found.values(), strict=True))
            for add, of_row in zip(adders, cells, strict=True):
                add(of_row)
            row.known.clear()
    distance = pd.array(columns.pop("distance"), dtype="Int64")
    return pd.DataFrame(columns, dtype="str").assign(distance=distance)


def _context(parsed: list[Row], level: float, sizes: list[int]) -> Context:
    """Return what the checks know of the whole table."""
    shown = [(row, order) for row in parsed if (order := _order(row))]
    orders = Counter(order for _, order in shown)
    return Context(level, sizes, orders, _is_unsigned([row for row, _ in shown]))


def checks_of(parsed: list[Row]) -> dict[str, Check]:
    """Return the checks of a table: the usual ones, and those of what few tables print."""
    shown = set[str]().union(*(each for row in parsed for each in (row.cells, row.problems)))
    further = {
        name: check
        for name, (columns, check) in FURTHER_CHECKS.items()
        if not shown.isdisjoint(columns)
    }
    return CHECKS | further


def _judgements(
    parsed: list[Row], checks: dict[str, Check], context: Context
) -> list[dict[str, Judgement]]:
    """Return what each check finds in each row, with the convention that would explain it."""
    unsaid = replace(context, unsaid=True)

    def judge(name: str, of: Row) -> Judgement:
        return _judge(checks[name], of, unsaid)

    found: list[dict[str, Judgement]] = [{} for _ in parsed]
    for name, check in checks.items():  # check by check: a fifth quicker than row by row
        for row, into in zip(parsed, found, strict=True):
            into[name] = _judge(check, row, context)
    return [with_alternative(*each, judge) for each in zip(parsed, found, strict=True)]


def _judge(check: Callable[[Row, Context], Judgement], row: Row, context: Context) -> Judgement:
    try:
        return check(row, context)
    except Untestable as reason:
        return Judgement("untestable", "", "", str(reason))


# df and sign


def _df(row: Row, context: Context) -> Judgement:
    if all_are_paired(row):
        n = context.n(row)
        return Judgement("note", str(n - 1), "", say("all_paired", n=n, df=n - 1))
    if not row.has("n") and waves_of(row):
        return _df_of_waves(row, context)
    printed, stated = row.count("df"), context.stated(row)
    return judged(
        printed + 1 in stated,
        listed([str(n - 1) for n in stated], "or"),
        str(printed),
        wording.df(printed, stated),
        min([abs(printed + 1 - n) for n in stated]),
    )


def _df_of_waves(row: Row, context: Context) -> Judgement:
    """Hold df against the waves: no more people are paired than the smaller one has."""
    printed, most = row.count("df"), min(waves_of(row))
    fits = printed < most or printed + 1 in context.sizes
    key = "df_of_waves" if fits else "df_beyond_waves"
    detail = say(key, df=printed, pairs=printed + 1, most=most)
    expected = say("df_at_most", most=most - 1)
    return judged(fits, expected, str(printed), detail, printed + 1 - most)


def _direction(row: Row) -> str:
    """Return whether the score rose or fell, or raise `Untestable` if the means cannot tell."""
    found: str | None = row.known.get("direction")
    if found is None:
        found = row.known["direction"] = _found_direction(row)
    return found


def _found_direction(row: Row) -> str:
    pre, post = row.interval("mean_pre"), row.interval("mean_post")
    # means that only touch differ, unless t is zero, and then it has no sign either
    if post.low >= pre.high:
        return "rose"
    if post.high <= pre.low:
        return "fell"
    means = {"pre": row.figure("mean_pre"), "post": row.figure("mean_post")}
    raise Untestable(say("no_direction", **means))


def _order(row: Row) -> str | None:
    """Return the order of subtraction that the sign of t shows, None if it shows none."""
    if "order" not in row.known:  # the whole table asks before the row's own check
        row.known["order"] = _shown_order(row)
    found: str | None = row.known["order"]
    return found


def _shown_order(row: Row) -> str | None:
    try:
        rose, t = _direction(row) == "rose", row.interval("statistic")
    except Untestable:
        return None
    if t.low < 0 < t.high:
        return None
    return _ORDERS[0] if rose == (t.high > 0) else _ORDERS[1]


def _is_unsigned(shown: list[Row]) -> bool:
    """Tell whether no t is negative although scores went both ways."""
    if not all(row.figure("statistic").value > 0 for row in shown):
        return False
    return len({_direction(row) for row in shown}) == 2


def _sign(row: Row, context: Context) -> Judgement:
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
    return Judgement("consistent" if is_usual else "note", expected, str(printed), detail)


# p in each of its readings, and what it decides


def _readings(row: Row, context: Context) -> list[Reading]:
    found: list[Reading] | None = row.known.get("readings")  # a claim asks for the same ones
    if found is None:
        printed, said = row.figure("pvalue"), row.conventions
        one, rounding = _one_tailed(row, context), said.rounding("pvalue")
        found = row.known["readings"] = readings(printed, one, said.sides, rounding)
    return found


def _one_tailed(row: Row, context: Context) -> Interval[float]:
    """Return the p of |t| on the side of the change, at every df that there may be."""
    found: Interval[float] | None = row.known.get("one tail")
    if found is None:
        lowest, highest = context.dfs(row)
        found = pvalues(row.size_of_t(), highest, 1)
        if lowest < highest:
            other = pvalues(row.size_of_t(), lowest, 1)
            found = Interval(min(found.low, other.low), max(found.high, other.high))
        row.known["one tail"] = found
    return found


def _p(row: Row, context: Context) -> Judgement:
    printed, tried = row.figure("pvalue"), _readings(row, context)
    fitting = next((reading for reading in tried if reading.fits), None)
    if context.unsaid:
        return unsaid(fitting is not None)
    lowest, highest = context.dfs(row)
    at = span(str(lowest), str(highest))
    if fitting is None:
        return _no_reading(row, at, tried)
    levels = [fitting.meant.high] if fitting.bound else fitting.meant.as_floats()
    expected, reading = wording.pvalue(fitting.found, levels), wording.reading(fitting)
    detail = wording.p_value(row, at, fitting, expected)
    return Judgement("consistent", expected, str(printed), detail, reading)


def _no_reading(row: Row, at: str, tried: list[Reading]) -> Judgement:
    """Return what is said of a p that fits in no reading."""
    printed = row.figure("pvalue")
    distance = min(units_between(r.meant, r.found, float(printed.unit)) for r in tried)
    told = [r for r in tried if not r.bound and (r.side != "against" or len(tried) == 1)]
    levels = tried[0].meant.as_floats()
    found = {wording.SIDES[r.side]: wording.pvalue(r.found, levels) for r in told}
    expected, detail = wording.each_tail(found), wording.no_reading(row, at, found)
    return Judgement("inconsistent", expected, str(printed), detail, distance=distance)


def _claim(row: Row, context: Context) -> Judgement:
    """Hold the claim against p in the readings that fit it, or in both tails if none does."""
    alpha = context.alpha
    if row.has("claim") and row.has("pvalue") and not row.has("statistic"):
        return _claim_by_p(row, alpha)
    fitting = _fitting(row, context)
    source, said = _said(row, alpha, fitting)
    tried = {r.side: r.found for r in fitting} or _on_likely_sides(row, context)
    follows = [side for side, p in tried.items() if _decided(p, alpha) in {said, None}]
    if context.unsaid:
        return unsaid(bool(follows))
    side = follows[0] if follows else next(iter(tried))
    found, word = _decided(tried[side], alpha) or say("either"), wording.SIDES[side]
    parts = {"alpha": level(alpha), "p_is": wording.p_is(tried[side], [alpha]), "tails": word}
    detail = say("decision", **parts, found=found, source=source, said=said)
    return Judgement(verdict_of(bool(follows)), found, said, detail, word if follows else "")


def _claim_by_p(row: Row, alpha: float) -> Judgement:
    """Hold the claim against the printed p where no t is printed: as rounded, or as a bound."""
    printed, said = row.figure("pvalue"), row.need("claim")
    bound = as_threshold(printed)
    meant = [row.interval("pvalue").in_floats(), *([bound] if bound else [])]
    words = [_decided(each, alpha) for each in meant]
    fitting = [word for word in words if word in {said, None}]
    found = (fitting or words)[0] or say("either")
    detail = say("claim_by_p", p=wording.cited(printed), alpha=level(alpha), found=found, said=said)
    return judged(bool(fitting), found, said, detail)


def _on_likely_sides(row: Row, context: Context) -> dict[Side, Interval[float]]:
    """Return p on each side but that against the change, unless it is the only one."""
    sides, one = row.conventions.sides, _one_tailed(row, context)
    likely = [side for side in sides if side != "against"] or sides
    return {side: on_side(one, side) for side in likely}


def _fitting(row: Row, context: Context) -> list[Reading]:
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
    said = _decided(fitting[0].meant if fitting else row.between("pvalue"), alpha)
    if said is None:
        raise Untestable(say("undecided", p=printed, alpha=level(alpha)))
    return say("p_is" if printed.relation == "=" else "p_bound", p=printed), said


# The scale, and the figures together


class _Scale(NamedTuple):
    """The ends of a scale, exactly and as floats, and in words."""

    low: Fraction
    high: Fraction
    floats: tuple[float, float]
    words: str


def _scale(row: Row) -> _Scale:
    found: _Scale | None = row.known.get("scale")
    if found is None:
        low, high = row.need("scale_min"), row.need("scale_max")
        ends = float(low), float(high)
        found = row.known["scale"] = _Scale(low, high, ends, wording.scale(*ends))
    return found


def _range(row: Row, context: Context, time: Time) -> Judgement:
    mean, (low, high, ends, scale) = row.figure(f"mean_{time}"), _scale(row)
    between = row.bounds(f"mean_{time}")
    least, most = between.as_floats()
    # only what is equal in floats may differ in fractions
    if (most <= ends[0] and between.high < low) or (least >= ends[1] and between.low > high):
        detail = say("off_scale", mean=mean, scale=scale)
        distance = units_to(row, f"mean_{time}", ends)
        return Judgement("inconsistent", scale, str(mean), detail, distance=distance)
    return _sd_on_scale(row, context, time, between)


def _sd_on_scale(row: Row, context: Context, time: Time, between: Interval[Fraction]) -> Judgement:
    """Hold an SD against the largest that the mean, which lies in between, leaves on the scale."""
    sd, n = row.figure(f"sd_{time}"), context.n_of(row, time)
    low, high, ends, scale = _scale(row)
    least, weighed = row.bounds(f"sd_{time}").above_zero(), weight(n, row.conventions.sd)
    lowest, _ = least.as_floats()
    most = math.sqrt(max(0.0, _most_spread(*between.as_floats(), *ends) * n / weighed))
    fits = lowest < most
    if abs(lowest - most) < _CLOSE * (1 + most) or sd.decimals > _MANY_DECIMALS:
        # floats cannot tell
        exact = _most_spread(between.low, between.high, low, high) * n / weighed
        fits, most = least.low * least.low <= exact, math.sqrt(exact)
    if context.unsaid:
        return unsaid(fits)
    far = None if fits else units_to(row, f"sd_{time}", [most])
    told, mean = fixed(most, sd.decimals + 1), row.figure(f"mean_{time}")
    key = "sd_on_scale" if fits else "sd_too_large"
    detail = say(key, scale=scale, n=n, mean=mean, most=told, sd=sd)
    return judged(fits, say("sd_at_most", most=told), f"{mean.text} ({sd.text})", detail, far)


def _most_spread(least: Number, most: Number, low: Number, high: Number) -> Number:
    """Return the largest mean square around a mean within its ends, on a scale.

    It is that of people at the two ends only, (M − low)(high − M), which is largest where M is
    nearest to the middle.
    """
    middle = min(max(least, (low + high) / 2), most)
    return (middle - low) * (high - middle)


def _implied_r(row: Row, context: Context) -> Judgement:
    if row.has("pvalue") and not row.has("statistic"):
        return _implied_by_p(row, context)
    for column in ("sd_pre", "sd_post", "statistic"):
        row.need(column)
    figures, n = row.figures(None, scale=False), context.pairs(row)
    if not (_reaches(figures.sd_pre) and _reaches(figures.sd_post)):
        raise Untestable(say("sd_may_be_zero"))
    fits = correlation_is_possible(figures, n)
    if context.unsaid:
        return unsaid(fits)
    interval = wording.correlation(correlations(figures, n))
    detail = say("implied_r" if fits else "implied_r_beyond", n=n, r=interval, what="t")
    printed = row.figure("statistic")
    if fits:
        return Judgement("consistent", interval, str(printed), detail)
    size, possible = row.size_of_t().in_floats(), sizes_of_t(figures, n)
    distance = units_between(size, possible, float(printed.unit))
    return Judgement("inconsistent", interval, str(printed), detail, distance=distance)


def _implied_by_p(row: Row, context: Context) -> Judgement:
    """Return the same where no t is printed: |t| is what p leaves of it."""
    n, r = context.pairs(row), correlation_left(row, context)
    fits, interval = r.low <= 1 and r.high >= -1, wording.correlation(r)
    detail = say("implied_r" if fits else "implied_r_beyond", n=n, r=interval, what="p")
    return judged(fits, interval, str(row.figure("pvalue")), detail)


def _reaches(sd: Interval[Fraction] | None) -> bool:
    return sd is not None and sd.low > 0


Check = Callable[[Row, Context], Judgement]

CHECKS: dict[str, Check] = {
    "df": _df,
    "sign": _sign,
    "p": _p,
    "claim": _claim,
    "grim_pre": partial(grim, time="pre"),
    "grim_post": partial(grim, time="post"),
    "grimmer_pre": partial(grimmer, time="pre"),
    "grimmer_post": partial(grimmer, time="post"),
    "range_pre": partial(_range, time="pre"),
    "range_post": partial(_range, time="post"),
    "implied_r": _implied_r,
    "granularity": granularity,
}
