"""GRIM, GRIMMER and all figures together: can whole numbers have been printed so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twowaves._base.numbers import fixed, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.printed import wording
from twowaves.printed.judgement import Judgement, judged, units_to, unsaid
from twowaves.printed.sums import (
    MOST_STEPS,
    Steps,
    TooLong,
    examine,
    fewest_squares,
    squares,
    totals,
    weight,
)
from twowaves.printed.table import Untestable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from twowaves.printed.judgement import Context, Time
    from twowaves.printed.number import PrintedNumber
    from twowaves.printed.sums import Figures, Obstacle, SdKind
    from twowaves.printed.table import Row

__all__ = ["granularity", "grim", "grimmer"]

say = Sentences("printed/audit")
# beyond, a search takes seconds, and figures rounded so coarsely rule hardly any sum out
_MOST_TOTALS: int = shared("printed/sums_rules")["most_totals"]


def grim(row: Row, context: Context, time: Time) -> Judgement:
    """Tell whether there is a whole-number total with the mean of a wave."""
    name = f"mean_{time}"
    mean, items, n = row.figure(name), row.items(), context.n_of(row, time)
    people, step = wording.people(n, items), row.conventions.step
    if n * items * step.denominator >= step.numerator * 10**mean.decimals:
        raise Untestable(say("grim_is_blind", people=people, decimals=mean.decimals))
    possible = _sums(row, name, n, items)
    if context.unsaid:
        return unsaid(bool(possible))
    if possible:
        total = wording.wholes(possible)
        detail = say("grim", people=people, total=total, mean=mean)
        return Judgement("consistent", say("total", total=total), str(mean), detail)
    means = [total * step / (n * items) for total in _nearest(possible)]
    near = [_as_mean(each, mean) for each in means]
    detail = say("not_grim", people=people, mean=mean, near=listed(near))
    distance = units_to(row, name, map(float, means))
    return Judgement("inconsistent", listed(near, "or"), str(mean), detail, distance=distance)


def _nearest(none: range) -> tuple[int, int]:
    """Return the totals on both sides of an empty range."""
    return none.start - 1, none.start


def _as_mean(mean: Fraction, printed: PrintedNumber) -> str:
    """Return a mean with the decimals of the printed one, ties away from zero."""
    scale = 10**printed.decimals
    units = (2 * abs(mean.numerator) * scale + mean.denominator) // (2 * mean.denominator)
    whole_part, rest = divmod(units, scale)
    digits = f"{whole_part}.{rest:0{printed.decimals}d}" if printed.decimals else str(whole_part)
    return f"−{digits}" if mean < 0 and units else digits


def grimmer(row: Row, context: Context, time: Time) -> Judgement:
    """Tell whether there is a whole-number sum of squares with the SD of a wave."""
    mean, sd = row.figure(f"mean_{time}"), row.figure(f"sd_{time}")
    items, n, kind = row.items(), context.n_of(row, time), row.conventions.sd
    possible_totals = _totals(row, f"mean_{time}", n)
    bounds = row.bounds(f"sd_{time}", items).above_zero()
    printed = f"{mean.text} ({sd.text})"
    if not possible_totals:
        return Judgement("inconsistent", "", printed, say("no_total", n=n, mean=mean))
    tried = {}
    for total in possible_totals:
        tried[total] = possible = squares(total, bounds, n, kind=kind)
        if possible:
            detail = say("grimmer", n=n, total=whole(total), squared=possible[0], sd=sd)
            return Judgement("consistent", say("total", total=whole(total)), printed, detail)
    if context.unsaid:
        return unsaid(fits=False)
    step = float(row.conventions.step) / items
    sds = [sd_ * step for sd_ in _nearest_sds(tried, n, kind)]
    near = listed([fixed(each, sd.decimals + 1) for each in sds], "or")
    detail = say("not_grimmer", n=n, mean=mean, sd=sd, near=near)
    return Judgement(
        "inconsistent", near, printed, detail, distance=units_to(row, f"sd_{time}", sds)
    )


def _totals(row: Row, column: str, n: int) -> range:
    """Return the totals that give the mean, if they can be gone through one by one."""
    mean, items = row.figure(column), row.items()
    possible = _sums(row, column, n, items)
    if possible.stop - possible.start > _MOST_TOTALS:
        people = wording.people(n, items)
        raise Untestable(say("too_many", people=people, most=_MOST_TOTALS, mean=mean))
    return possible


def _sums(row: Row, column: str, n: int, items: int) -> range:
    """Return the totals that give the mean; three checks ask for the same ones."""
    key = "totals", column, n
    found: range | None = row.known.get(key)
    if found is None:
        found = row.known[key] = totals(row.bounds(column, items), n)
    return found


def _nearest_sds(tried: dict[int, range], n: int, kind: SdKind) -> list[float]:
    """Return the nearest possible SDs below and above, over all totals; the ranges are empty."""
    below, above = [], []
    for total, empty in tried.items():
        above.append(n * empty.start - total * total)
        if empty.start - 2 >= fewest_squares(total, n):
            below.append(n * (empty.start - 2) - total * total)
    near = [max(below), min(above)] if below else [min(above)]
    return [math.sqrt(spread / (n * weight(n, kind))) for spread in near]


def granularity(row: Row, context: Context) -> Judgement:
    """Tell whether whole-number sums give all the figures together."""
    printed = row.figure("statistic")
    items = row.items()
    figures = row.figures(items)
    n = context.pairs(row)
    others = [size for size in context.stated(row) if size != n]
    for size in (n, *others):
        for column in ("mean_pre", "mean_post"):
            _totals(row, column, size)
    steps = Steps(MOST_STEPS)  # for all sizes together, the first one first
    try:
        found = examine(figures, n, steps)
    except TooLong:
        raise Untestable(say("too_long", n=n, steps=MOST_STEPS)) from None
    if context.unsaid:
        return unsaid(not found.obstacle)
    expected = ""
    if found.sums:
        change, squared = found.sums
        expected = say("sums", change=whole(change), squared=squared)
    detail = say("fit_all", n=n, sums=expected)
    far = None
    if found.obstacle:
        detail = wording.obstacle(found.obstacle, row, n, figures)
        far = _far(row, found.obstacle, figures, n)
    if others:
        detail = wording.with_other_sizes(detail, _fates(figures, others, steps))
    return judged(not found.obstacle, expected, str(printed), detail, far)


def _far(row: Row, obstacle: Obstacle, figures: Figures, n: int) -> int | None:
    """Return how far a mean is from the nearest one of n people on the scale, None for the rest."""
    if obstacle not in {"mean_pre", "mean_post"}:
        return None
    mean = figures.mean_pre if obstacle == "mean_pre" else figures.mean_post
    near: Iterable[int] = _nearest(totals(mean, n))
    if figures.limits is not None:
        lowest, highest = (n * end for end in figures.limits)
        near = [min(max(total, lowest), highest) for total in near]
    step = row.conventions.step
    return units_to(row, obstacle, [float(total * step / (n * row.items())) for total in near])


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
