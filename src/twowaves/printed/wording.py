"""The sentences of the audit and of the sample sizes, from ``audit.json``.

The live figures say the same in the page, so a sentence is a template with few parts: whole
numbers, printed texts, and computed numbers with a fixed count of decimals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twowaves._base.numbers import MINUS, bare, general, span, told_apart, whole
from twowaves._base.sentences import Sentences
from twowaves._base.words import listed
from twowaves.printed.sums import changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from twowaves.printed.implied import Tails
    from twowaves.printed.interval import Interval
    from twowaves.printed.number import PrintedNumber, Rounding
    from twowaves.printed.readings import Reading, Side
    from twowaves.printed.sums import Figures, Obstacle
    from twowaves.printed.table import Row

say = Sentences("printed/audit")

_BELOW = say("p_below")
#: The sides of a p in words.
SIDES: dict[Side, str] = {
    "two_tailed": say("two_tailed"),
    "one_tailed": say("one_tailed"),
    "against": say("against"),
}


def wholes(numbers: range) -> str:
    """Return the ends of a range of whole numbers: −36 to −34."""
    return span(whole(numbers[0]), whole(numbers[-1]))


def pvalue(p: Interval[float], levels: Sequence[float]) -> str:
    """Return recomputed p values to four decimals, or to as many as tell them from the levels."""
    if p.high < 0.00005 and not any(0 < level < 0.0001 for level in levels):
        return _BELOW
    return span(told_apart(p.low, levels, 4), told_apart(p.high, levels, 4))


def p_is(p: Interval[float], levels: Sequence[float]) -> str:
    """Return the same as a part of a sentence: p = .0654 to .0662."""
    return _as_equation(pvalue(p, levels))


def _as_equation(p: str) -> str:
    return say("p_bound" if p == _BELOW else "p_is", p=p)


def tails_in_words(tails: Tails) -> str:
    """Return on how many sides a p counts."""
    return SIDES["one_tailed" if tails == 1 else "two_tailed"]


def correlation(r: Interval[float]) -> str:
    """Return an interval of r to two decimals: −.07 to .74."""
    return span(bare(r.low, 2), bare(r.high, 2))


def magnitude(row: Row) -> str:
    """Return the printed t without its sign."""
    return str(row.cells["statistic"]).lstrip(f"+-{MINUS} =")


@lru_cache(maxsize=256)  # rows of one table have few sizes
def people(n: int, items: int) -> str:
    """Return how many people, and how many items each if that is more than one."""
    return say("people", n=n) if items == 1 else say("people_with_items", n=n, items=items)


@lru_cache(maxsize=64)  # most rows of a table have one scale
def scale(low: float, high: float) -> str:
    """Return the ends of a scale, which are whole numbers or have few decimals."""
    return say("scale", low=general(low), high=general(high))


# The sample size and the degrees of freedom.


def obstacle(what: Obstacle, row: Row, n: int, figures: Figures) -> str:
    """Return why n people cannot have these figures."""
    if what in {"mean_pre", "mean_post"}:
        return say("no_mean", n=n, name=what, mean=row.cells[what].text)
    if what in {"sd_pre", "sd_post"}:
        name = what.replace("sd", "mean")
        cells = row.cells
        return say("no_sd", n=n, name=what, sd=cells[what], mean_name=name, mean=cells[name])
    if what == "statistic":
        return say("no_statistic", n=n, changes=wholes(changes(figures, n)), t=magnitude(row))
    return say("no_correlation" if what == "correlation" else "not_together", n=n)


def with_other_sizes(text: str, fates: Mapping[str, Sequence[int]]) -> str:
    """Return the sentence about the first stated n, and how the others fare."""
    told = [
        say("size_fate", sizes=listed([str(n) for n in sizes]), fate=fate)
        for fate, sizes in fates.items()
    ]
    text = text.removesuffix(".")
    return say("other_sizes", text=text, fates=", ".join(told)) if told else f"{text}."


def no_df(row: Row, tails: Tails, reading: str) -> str:
    """Return that no df gives t the printed p."""
    bound = " read as a bound" if reading == "threshold" else ""
    printed = row.cells["pvalue"]
    return f"No df gives |t| = {magnitude(row)} {tails_in_words(tails)} a p of {printed}{bound}."


# The audit: what a check and verdict take more than one template for.


def df(printed: int, stated: Sequence[int]) -> str:
    """Return how the printed df goes with the stated n."""
    pairs, alone = printed + 1, len(stated) == 1
    if pairs in stated:
        key = "df_stated" if alone else "df_among_stated"
    else:
        key = "df_not_stated" if alone else "df_not_among_stated"
    return say(key, df=printed, pairs=pairs, stated=listed([str(n) for n in stated]))


def sign(row: Row, direction: str, order: str, same: int, other: int) -> str:
    """Return which order of subtraction the sign of t shows, and how many rows agree."""
    t = row.cells["statistic"]
    count, kind = same + other, "negative" if t.value < 0 else "positive"
    if count == 1:
        key = "sign"
    elif same == other:
        key = "sign_of_half"
    else:
        key = "sign_of_most" if same > other else "sign_unlike_most"
    parts = {"direction": direction, "order": order, "count": count, "same": same, "other": other}
    return say(key, t=t, kind=kind, **parts)


def reading(of: Reading) -> str:
    """Return a way to read a printed p in words."""
    side = SIDES[of.side]
    return say("as_bound", tails=side) if of.bound else side


def p_value(row: Row, at: str, of: Reading, p: str) -> str:
    """Return the recomputed p beside what the printed one means in a reading that fits."""
    found = _recomputed(row, at, p, SIDES[of.side])
    if of.bound:
        return say("threshold_fits", recomputed=found, bound=str(row.cells["pvalue"]).lstrip("= "))
    return _beside(found, row)


def no_reading(row: Row, at: str, found: Mapping[str, str]) -> str:
    """Return the recomputed p of each side beside a printed one that is none of them."""
    (side, p), *others = found.items()
    told = _recomputed(row, at, p, side)
    for side, p in others:
        told = say("in_both_tails", recomputed=told, other=_as_equation(p), tails=side)
    return _beside(told, row)


def each_tail(found: Mapping[str, str]) -> str:
    """Return the recomputed p of each side: .0654 two-tailed or .0327 one-tailed."""
    return listed([say("in_tail", p=p, tails=side) for side, p in found.items()], "or")


def _beside(found: str, row: Row) -> str:
    """Return what was found beside what is printed."""
    printed = row.cells["pvalue"]
    if printed.relation != "=":
        return say("p_is_a_bound", recomputed=found, p=printed)
    low, high = _ends(printed, row.conventions.rounding("pvalue"))
    return say("p_stands_for", recomputed=found, p=cited(printed), low=low, high=high)


def cited(p: PrintedNumber) -> str:
    """Return a printed p, and how it should be printed if it is a zero, which no p is."""
    if p.value or not p.decimals:
        return str(p)
    return say("p_of_zero", p=p, bound=f"{p.unit:f}".removeprefix("0"))


@lru_cache(maxsize=1024)  # the same p stand in many rows
def _ends(p: PrintedNumber, rounding: Rounding) -> tuple[str, str]:
    between = p.interval(rounding)
    return _end(between.low), _end(between.high)


def _end(end: Decimal) -> str:
    """Return an end of a printed p, not below zero."""
    if end <= 0:
        return "0"
    text = f"{end:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.removeprefix("0") if text != "0" else text


def _recomputed(row: Row, at: str, p: str, tails: str) -> str:
    """Return the p that follows from the printed t."""
    return say("recomputed", df=at, t=magnitude(row), p_is=_as_equation(p), tails=tails)
