"""How a paired t test shows itself: in a line, and in a notebook as a table."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from twowaves._base.arguments import place
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed, interval, p_is, percent, printed_p

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twowaves.paired.ttest import PairedTTestResult

_MOST_ROWS = 10
_TAILS = {"two-sided": "two-tailed", "greater": "one-tailed, for a rise",
          "less": "one-tailed, for a fall"}  # fmt: skip


def line(result: PairedTTestResult) -> str:
    """Return the test of one data set, or what there is of a stack of them, on one line."""
    tails = _TAILS[result.alternative]
    if np.ndim(result.statistic):
        return f"{_count(result)} {tails}{_span_of_p(result)}"
    decimals = _decimals(result.sd_change)
    limits = _limits(*result.confidence_interval, decimals)
    return (
        f"paired t test of {result.n} pairs, {tails}: {result.as_text()}, "
        f"mean change {fixed(result.mean_change, decimals)}, "
        f"{percent(result.confidence_level)} interval {limits}, d_z = {fixed(result.d_z, 2)}"
    )


def table(result: PairedTTestResult) -> str:
    """Return the test as a table: a figure a row, or a data set a row, the first ones of many."""
    tails = _TAILS[result.alternative]
    if not np.ndim(result.statistic):
        return result_table(f"Paired t test of {result.n} pairs, {tails}", _figures(result))
    size = np.size(result.statistic)
    first = f"; the first {_MOST_ROWS}" if size > _MOST_ROWS else ""
    level = f"{percent(result.confidence_level)} interval"
    heads = (
        "outcome" if result.outcomes else "data set",
        "pairs",
        "mean change",
        level,
        "t",
        "p",
        "d_z",
    )
    caption = f"{_count(result)[0].upper()}{_count(result)[1:]} {tails}{first}"
    return result_table(caption, _data_sets(result), heads)


def level_left(result: PairedTTestResult) -> float:
    """Return what the confidence level leaves of 1, the level that a p is told from."""
    return float(1 - Decimal(repr(result.confidence_level)))  # as floats, 1 - 0.95 is not 0.05


def _figures(result: PairedTTestResult) -> list[tuple[str, str]]:
    decimals = _decimals(result.sd_change)

    def with_sd(mean: float, sd: float) -> str:
        return f"{fixed(mean, decimals)} ({fixed(sd, decimals)})"

    level = percent(result.confidence_level)
    limits = _limits(*result.confidence_interval, decimals)
    return [
        ("mean before (SD)", with_sd(result.mean_pre, result.sd_pre)),
        ("mean after (SD)", with_sd(result.mean_post, result.sd_post)),
        ("mean change (SD)", with_sd(result.mean_change, result.sd_change)),
        (f"{level} interval of the mean change", limits),
        (f"t({result.df})", fixed(result.statistic, 2)),
        ("p", printed_p(result.pvalue, [level_left(result)])),
        ("correlation r", fixed(result.r, 2)),
        *((name, fixed(getattr(result, name), 2)) for name in ("d_z", "d_av", "d_rm", "g_av")),
    ]


def _data_sets(result: PairedTTestResult) -> Iterator[tuple[object, ...]]:
    """Yield the figures of each of the first data sets of a stack."""
    shape = np.shape(result.statistic)
    names = ("n", "mean_change", "statistic", "pvalue", "d_z", "sd_change")
    columns = [getattr(result, name) for name in names] + list(result.confidence_interval)
    figures = [np.broadcast_to(column, shape) for column in columns]
    for flat in range(min(_MOST_ROWS, math.prod(shape))):
        index = tuple(int(i) for i in np.unravel_index(flat, shape))
        n, mean, t, p, d_z, sd, low, high = (figure[index].item() for figure in figures)
        decimals = _decimals(sd)
        limits = _limits(low, high, decimals)
        p = printed_p(p, [level_left(result)])
        name = result.outcomes[flat] if result.outcomes else place(index)
        yield name, n, fixed(mean, decimals), limits, fixed(t, 2), p, fixed(d_z, 2)


def _count(result: PairedTTestResult) -> str:
    size = np.size(result.statistic)
    return "paired t test of 1 data set," if size == 1 else f"paired t tests of {size} data sets,"


def _limits(low: float, high: float, decimals: int) -> str:
    """Return the limits of the mean change; both are defined or neither is."""
    defined = not (math.isnan(low) or math.isnan(high))
    return interval(low, high, decimals) if defined else fixed(math.nan, decimals)


def _span_of_p(result: PairedTTestResult) -> str:
    """Return from where to where p goes, if it is defined anywhere."""
    defined = np.asarray(result.pvalue)[~np.isnan(result.pvalue)]
    if not defined.size:
        return ""
    low, high = (p_is(float(p), [level_left(result)]) for p in (defined.min(), defined.max()))
    return f": {low}" if low == high else f": from {low} to {high}"


def _decimals(spread: Any) -> int:
    """Return two decimals, or as many as show two digits of a small spread."""
    if not math.isfinite(spread) or spread <= 0:
        return 2
    return max(2, 1 - math.floor(math.log10(spread)))
