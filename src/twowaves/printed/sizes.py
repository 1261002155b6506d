"""Which sample sizes, and which degrees of freedom, a printed table leaves possible.

Two questions about the n behind a table. `feasible_n` asks means, SDs and t: which n do whole
numbers allow? `df_interval` asks t and p: at which degrees of freedom does this t have this p?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from twowaves._base.arguments import sample_sizes
from twowaves._base.sentences import Sentences
from twowaves._base.words import listed
from twowaves.printed import wording
from twowaves.printed.conventions import conventions, conventions_of_t
from twowaves.printed.implied import Tails, as_threshold, pvalue
from twowaves.printed.sums import MOST_STEPS, Steps, TooLong, examine
from twowaves.printed.table import Row, Untestable, rows, tell_unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction

    from twowaves.printed.conventions import Roundings
    from twowaves.printed.interval import Interval
    from twowaves.printed.sums import Figures, SdKind

__all__ = ["df_interval", "feasible_n"]

say = Sentences("printed/audit")

PReading = Literal["rounded", "threshold"]
_FEASIBLE = ("outcome", "n", "feasible", "sum_change", "sum_squared_change", "reason")
_DF = ("outcome", "tails", "reading", "possible", "df_low", "df_high", "reason")


def feasible_n(
    table: pd.DataFrame,
    n: int | Iterable[int] = range(2, 31),
    *,
    rounding: Roundings = "nearest",
    sd: SdKind = "sample",
) -> pd.DataFrame:
    """Find the sample sizes at which whole-number data could have been printed as the table is.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an outcome, with the columns of `load_outcomes`. `mean_pre`, `mean_post` and
        `scoring` are needed, and `n_items` where the scoring is by means; `sd_pre`, `sd_post`,
        `statistic`, `scale_min` and `scale_max` count where they are given. The printed n, df and
        p and the sign of t play no part.
    n : int or iterable of int
        The sample sizes in question.
    rounding : {"nearest", "truncate", "up", "twice", "either"} or dict, optional
        How t was rounded (`PrintedNumber.interval` tells what each means), or each figure by its
        column, such as ``{"t": "truncate", "mean_pre": "twice"}``.
    sd : {"sample", "population", "se"}
        Whether SDs have n − 1 or n in their denominator, or are standard errors of the mean.

    Returns
    -------
    pandas.DataFrame
        One row for each outcome and n: `outcome`, `n`, `feasible` (True, False, or missing where
        the row cannot be judged or leaves more sums than 100,000 steps go through), `sum_change`
        and `sum_squared_change` (post minus pre, in totals of items: the first pair that fits,
        missing where none does), and `reason` (why n is impossible or cannot be judged, in a
        sentence; else empty).

    Raises
    ------
    ValueError
        If an n is no whole number above 1, the rounding has no such name, or the table has no known
        column or one that stands twice.

    Notes
    -----
    An n is excluded only if no data set exists, so the true n of whole-number data is never
    excluded. It is kept if whole numbers exist that fulfil all of these at once:

    * Σ of each measurement divided by n rounds to the printed mean, and lies within the scale;
    * Σ² of each gives a standard deviation (denominator n − 1) that rounds to the printed one, has
      the parity of Σ, is not below that of values as equal as this Σ allows, and not above that of
      values at the two ends of the scale;
    * Σd is the difference of the two sums; Σd² has its parity, gives the printed |t|, and keeps to
      the same two limits (a change spans the scale in both directions);
    * the correlation that the five sums imply lies between −1 and 1.

    These conditions are necessary, not sufficient: an n that is kept may still have no data set,
    most often with fewer than five people or with values crowded at the ends of the scale. Only a
    complete data set proves that there is one.

    Examples
    --------
    >>> from twowaves import load_outcomes
    >>> found = feasible_n(load_outcomes(), n=range(9, 13))
    >>> found.pivot(index="outcome", columns="n", values="feasible").sum().to_dict()
    {9: 3, 10: 2, 11: 6, 12: 6}
    >>> hated = found[found["outcome"] == "hated self"].set_index("n")
    >>> hated.loc[11, ["sum_change", "sum_squared_change"]].tolist()
    [-25, 269]
    >>> hated.loc[10, "reason"]
    'n = 10: the means allow Σd = −23, and no whole-number Σd² of the same parity gives |t| = 1.\
636.'
    """
    declared, sizes = conventions_of_t(rounding, sd), sample_sizes(n)
    tell_unused(table)
    records = [record for row in rows(table, declared) for record in _of_row(row, sizes)]
    types = ("str", "int64", "boolean", "Int64", "Int64", "str")
    return _frame(records, _FEASIBLE, types)


def df_interval(table: pd.DataFrame, *, rounding: Roundings = "nearest") -> pd.DataFrame:
    """Find the degrees of freedom at which each printed t has the printed p.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an outcome, with the columns of `load_outcomes`; `statistic` and `pvalue` count.
    rounding : {"nearest", "truncate", "up", "twice", "either"} or dict, optional
        How t and p were rounded, or each of them, such as ``{"t": "truncate"}``.

    Returns
    -------
    pandas.DataFrame
        One row for each outcome, tails and reading, then the same for ``"all outcomes"`` that can
        be judged: `outcome`, `tails` (1 or 2), `reading`, `possible` (missing where the row cannot
        be judged), `df_low` and `df_high` (missing where there is no such end), and `reason` (why
        no df is possible, or none can be told; else empty).
        With the reading ``"rounded"`` p is the rounded value that it is printed as. With
        ``"threshold"`` a p printed at a customary level (.1, .05, .01, .005 or .001) is the bound
        below which it lies; any other p is read as rounded. A printed bound is a bound in both.

    Raises
    ------
    ValueError
        If the table has no known column or one that stands twice.

    Notes
    -----
    t lies anywhere in its rounding interval. For a given t, p falls as df grows, so the possible df
    are those between two ends. One tail is the one on the side of the change.

    Examples
    --------
    >>> from twowaves import load_outcomes
    >>> found = df_interval(load_outcomes()).query("tails == 1 and reading == 'rounded'")
    >>> found.set_index("outcome").loc["hated self", ["df_low", "df_high"]].tolist()
    [7, 11]
    """
    tell_unused(table)
    records: list[tuple[Any, ...]] = []
    parsed = rows(table, conventions(rounding))
    modes: list[tuple[Tails, PReading]] = [
        (tails, reading) for tails in get_args(Tails) for reading in get_args(PReading)
    ]
    for row in parsed:
        records += [_of_p(row, tails, reading) for tails, reading in modes]
    records += [_intersection(records, tails, reading) for tails, reading in modes]
    return _frame(records, _DF, ("str", "int64", "str", "boolean", "Int64", "Int64", "str"))


def _frame(
    records: list[tuple[Any, ...]], names: tuple[str, ...], types: tuple[str, ...]
) -> pd.DataFrame:
    columns = zip(*records, strict=True) if records else [()] * len(names)
    return pd.DataFrame(
        {
            name: pd.array(list(column), dtype=kind)  # type: ignore[call-overload]
            for name, kind, column in zip(names, types, columns, strict=True)
        }
    )


def _of_row(row: Row, sizes: list[int]) -> Iterator[tuple[Any, ...]]:
    """Yield one record for each n."""
    try:
        figures = row.figures(row.items())
    except Untestable as reason:
        yield from ((row.outcome, n, None, None, None, str(reason)) for n in sizes)
        return
    for n in sizes:
        yield _at(row, figures, n)


def _at(row: Row, figures: Figures, n: int) -> tuple[Any, ...]:
    """Return what one n allows: whether it is feasible, with which sums, or why not."""
    try:
        sums, obstacle = examine(figures, n, Steps(MOST_STEPS))
    except TooLong:
        return row.outcome, n, None, None, None, say("too_long", n=n, steps=MOST_STEPS)
    if obstacle:
        reason = wording.obstacle(obstacle, row, n, figures)
        return row.outcome, n, False, None, None, reason
    return row.outcome, n, True, *(sums or (None, None)), ""


def _of_p(row: Row, tails: Tails, reading: PReading) -> tuple[Any, ...]:
    head = (row.outcome, tails, reading)
    try:
        t, printed = row.size_of_t(), row.figure("pvalue")
    except Untestable as reason:
        return *head, None, None, None, str(reason)
    meant = as_threshold(printed) if reading == "threshold" else None
    low, high = _dfs(t, tails, meant or row.between("pvalue"))
    if low is None or (high is not None and high < low):
        return *head, False, None, None, wording.no_df(row, tails, reading if meant else "rounded")
    return *head, True, low, high, ""


def _intersection(
    records: list[tuple[Any, ...]], tails: Tails, reading: PReading
) -> tuple[Any, ...]:
    """Return the df that every outcome allows which can be judged."""
    head = ("all outcomes", tails, reading)
    judged = [r for r in records if r[1:3] == (tails, reading) and r[3] is not None]
    if not judged:
        return *head, None, None, None, "No row has both a t and a p that can be read."
    impossible = [r[0] for r in judged if not r[3]]
    if impossible:
        return *head, False, None, None, f"No df is possible for {listed(impossible)}."
    low = max(r[4] for r in judged)
    high = min((r[5] for r in judged if r[5] is not None), default=None)
    if high is not None and high < low:
        return (
            *head,
            False,
            None,
            None,
            f"One row needs a df of {low} or more and another a df of {high} or less.",
        )
    return *head, True, low, high, ""


def _dfs(
    t: Interval[Fraction], tails: Tails, meant: Interval[float]
) -> tuple[int | None, int | None]:
    """Return the lowest and highest df at which some |t| has a p that is meant.

    No lowest one means that there is none at all; no highest one that there is no upper end.
    """
    near, far = t.as_floats()
    low = _first(lambda df: not meant.is_below(pvalue(far, df, tails)))
    beyond = _first(lambda df: meant.is_above(pvalue(near, df, tails)))
    return low, None if beyond is None else beyond - 1


def _first(holds: Callable[[int], bool]) -> int | None:
    """Return the lowest df for which something holds that holds for all above it; None if never.

    df = 0 stands for the normal distribution, which t approaches as df grows.
    """
    if not holds(0):
        return None
    high = 1
    while not holds(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
