"""The sentences of the audit and of the sample sizes.

The live figures say the same in the page, so a sentence is a template with few parts: whole
numbers, printed texts, and computed numbers with a fixed count of decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from prepost._number_text import MINUS, bare, general, level, span, told_apart, whole
from prepost._text import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from prepost.granularity import Obstacle
    from prepost.printed import PrintedNumber
    from prepost.recomputed import PValues, Tails
    from prepost.tables import Row

TAILS = {1: "one-tailed", 2: "two-tailed"}
FITS, FITS_NOT, LEFT_OPEN = "would fit", "would not", "would stay open"


def wholes(numbers: range) -> str:
    """Return the ends of a range of whole numbers: −36 to −34."""
    return span(whole(numbers[0]), whole(numbers[-1]))


def pvalue(p: PValues, levels: Sequence[float]) -> str:
    """Return recomputed p values to four decimals, or to as many as tell them from the levels."""
    if p.high < 0.00005 and not any(0 < level < 0.0001 for level in levels):
        return "below .0001"
    return span(*(told_apart(end, levels, 4) for end in p))


def _p_is(p: PValues, levels: Sequence[float]) -> str:
    """Return the same as a part of a sentence: p = .0654 to .0662."""
    text = pvalue(p, levels)
    return f"p {text}" if text.startswith("below") else f"p = {text}"


def correlation(low: float, high: float) -> str:
    """Return an interval of r to two decimals: −.07 to .74."""
    return span(bare(low, 2), bare(high, 2))


def magnitude(row: Row) -> str:
    """Return the printed t without its sign."""
    return str(row.cells["statistic"]).lstrip(f"+-{MINUS} =")


# The sample size and the degrees of freedom.


def obstacle(what: Obstacle, row: Row, n: int, changes: range) -> str:
    """Return why n people cannot have these figures."""
    people = f"n = {n}: "
    if what in {"mean_pre", "mean_post"}:
        return f"{people}no whole-number total gives {what} = {row.cells[what]}."
    if what in {"sd_pre", "sd_post"}:
        mean = what.replace("sd", "mean")
        return (
            f"{people}no whole-number sum of squares gives {what} = {row.cells[what]} "
            f"with a total that {mean} = {row.cells[mean]} allows."
        )
    if what == "statistic":
        return (
            f"{people}the means allow Σd = {wholes(changes)}, and no whole-number Σd² "
            f"of the same parity gives |t| = {magnitude(row)}."
        )
    if what == "correlation":
        return f"{people}means, SDs and t would need a correlation beyond ±1."
    return f"{people}each figure by itself is possible, but no whole numbers give all of them."


def sums(change: int, squared: int) -> str:
    """Return the two sums over people of the changes and of their squares."""
    return f"Σd = {whole(change)}, Σd² = {squared}"


def witness(n: int, pair: str) -> str:
    """Return that a pair of sums fits n people."""
    return f"n = {n}: {pair} fit all the printed figures."


def with_other_sizes(text: str, fates: Mapping[str, Sequence[int]]) -> str:
    """Return the sentence about the first stated n, and how the others fare."""
    parts = [f"n = {listed([str(n) for n in sizes])} {fate}" for fate, sizes in fates.items()]
    return f"{text.removesuffix('.')}; also stated: {', '.join(parts)}." if parts else text


def no_df(row: Row, tails: Tails, reading: str) -> str:
    """Return that no df gives t the printed p."""
    return (
        f"No df gives |t| = {magnitude(row)} {TAILS[tails]} a p of {row.cells['pvalue']}"
        f"{' read as a bound' if reading == 'threshold' else ''}."
    )


def no_common_df(low: int, high: int) -> str:
    """Return that the rows leave no df in common."""
    return f"One row needs a df of {low} or more and another a df of {high} or less."


# The audit: one template a check and verdict.


def df(printed: int, stated: Sequence[int]) -> str:
    """Return how the printed df goes with the stated n."""
    text = f"df = {printed} takes {printed + 1} pairs"
    numbers = listed([str(n) for n in stated])
    if stated == [printed + 1]:
        return f"{text}, the stated n."
    if printed + 1 in stated:
        return f"{text}, one of the stated n of {numbers}."
    return f"{text}; the stated n {'is' if len(stated) == 1 else 'are'} {numbers}."


EITHER = "significant or not"
UNSIGNED = "No t of the table is negative though scores rose and fell: t may be printed unsigned."


def sign(row: Row, direction: str, order: str, same: int, other: int) -> str:
    """Return which order of subtraction the sign of t shows, and how many rows agree."""
    kind = "negative" if row.cells["statistic"].value < 0 else "positive"
    text = f"The score {direction} and t = {row.cells['statistic']} is {kind}: t is of {order}"
    count = same + other
    if count == 1:
        return f"{text}."
    if same == other:
        return f"{text}, as in half of the {count} rows, so which order is meant cannot be told."
    if same > other:
        return f"{text}, as in {same} of the {count} rows."
    return (
        f"{text}, unlike in {other} of the {count} rows; "
        "either order is customary, but a table keeps to one."
    )


def p_value(row: Row, at: int, p: PValues, tails: Tails) -> str:
    """Return the recomputed p beside the values that the printed one stands for."""
    printed = row.cells["pvalue"]
    meant = f"{printed} is a bound"
    if printed.relation == "=":
        interval = printed.interval()
        ends = [
            str(max(end, Decimal(0))).removeprefix("0") or "0"
            for end in (interval.low, interval.high)
        ]
        meant = f"{printed} stands for {' to '.join(ends)}"
    levels = printed.interval().as_floats()
    return f"{recomputed(row, at, p, tails, levels)}; {meant}."


def recomputed(row: Row, at: int, p: PValues, tails: Tails, levels: Sequence[float]) -> str:
    """Return the p that follows from the printed t."""
    return f"At df = {at}, |t| = {magnitude(row)} gives {_p_is(p, levels)} {TAILS[tails]}"


def threshold(row: Row, at: int, p: PValues, tails: Tails, *, fits: bool) -> str:
    """Return whether the printed p makes sense as a bound."""
    printed = row.cells["pvalue"]
    bound, does = str(printed).lstrip("=< "), "fits" if fits else "does not fit"
    return f"{recomputed(row, at, p, tails, [float(printed.value)])}, which {does} p < {bound}."


def decision(p: PValues, tails: Tails, alpha: float, found: str, *, source: str, said: str) -> str:
    """Return what p says at α beside what the paper says."""
    follows = f"{_p_is(p, [alpha])} {TAILS[tails]} is {found}"
    return f"At α = {level(alpha)}, {follows}; {source} says {said}."


def no_threshold(printed: PrintedNumber) -> str:
    """Return why a p is not read as the bound below which it lies."""
    if printed.relation == ">":
        return f"p {printed} is a bound from below."
    return f"p = {printed} is none of the levels .1, .05, .01, .005 and .001 that stand for bounds."


def undecided(printed: PrintedNumber, alpha: float) -> str:
    """Return that no claim is made."""
    return (
        f"There is no claim, and p printed as {printed} may lie on either side of {level(alpha)}."
    )


def totals(possible: range) -> str:
    """Return the totals of all people."""
    return f"Σ = {wholes(possible)}"


def _people(n: int, items: int) -> str:
    return f"{n} people" if items == 1 else f"{n} people with {items} items each"


def grim_is_blind(n: int, items: int, decimals: int) -> str:
    """Return that every mean is possible."""
    return (
        f"For {_people(n, items)} every mean with {decimals} "
        f"decimal{'' if decimals == 1 else 's'} is possible, so GRIM has nothing to judge."
    )


def grim(mean: PrintedNumber, n: int, items: int, possible: range) -> str:
    """Return the total that gives the mean."""
    return f"For {_people(n, items)} a total of {wholes(possible)} gives the mean {mean}."


def not_grim(mean: PrintedNumber, n: int, items: int, near: Sequence[str]) -> str:
    """Return that no total gives the mean, and the nearest that one gives."""
    return (
        f"For {_people(n, items)} no whole-number total gives the mean {mean}; "
        f"the nearest means are {listed(near)}."
    )


def no_total(mean: PrintedNumber, n: int) -> str:
    """Return that there is nothing to take the SD of."""
    return f"No whole-number total of {n} people gives the mean {mean}, so no SD goes with it."


def grimmer(sd: PrintedNumber, n: int, total: int, squared: int) -> str:
    """Return the sums that give the SD."""
    return (
        f"For {n} people a total of {whole(total)} and a sum of squares of {squared} "
        f"give the SD {sd}."
    )


def not_grimmer(mean: PrintedNumber, sd: PrintedNumber, n: int, near: str) -> str:
    """Return that no sum of squares gives the SD."""
    return (
        f"For {n} people with the mean {mean} no whole-number sum of squares gives the SD {sd}; "
        f"nearest is {near}."
    )


def scale(low: Fraction, high: Fraction) -> str:
    """Return the ends of a scale."""
    return f"{plain(low)} to {plain(high)}"


def plain(x: Fraction) -> str:
    """Return an end of a scale, which is a whole number or has few decimals."""
    return general(float(x))


def off_scale(mean: PrintedNumber, low: Fraction, high: Fraction) -> str:
    """Return that the mean lies outside the scale."""
    return f"The mean {mean} lies outside the scale from {scale(low, high)}."


def on_scale(
    mean: PrintedNumber, sd: PrintedNumber, n: int, ends: str, *, most: str, fits: bool
) -> str:
    """Return how the SD compares with the largest on the scale."""
    return (
        f"On the scale from {ends} the SD of {n} people with the mean {mean} "
        f"is at most {most}; {sd} is {'possible' if fits else 'too large'}."
    )


def too_many(mean: PrintedNumber, n: int, items: int, most: int) -> str:
    """Return that the totals are not gone through."""
    return (
        f"For {_people(n, items)} more than {most} whole-number totals give the mean {mean}: "
        "too many to go through one by one."
    )


def too_long(n: int, steps: int) -> str:
    """Return that the sums are not gone through."""
    return (
        f"At n = {n} these figures leave more whole-number sums than {steps} steps go through, "
        "so whether they fit together is left open."
    )


def implied_r(interval: str, n: int, *, fits: bool) -> str:
    """Return the correlations that the figures imply."""
    return (
        f"With n = {n}, means, SDs and t imply a correlation of pre and post of {interval}"
        f"{'' if fits else ', beyond ±1'}."
    )
