"""From printed means, SDs and t to complete data sets that have them, or a proof of none.

The people's totals are whole numbers on a bounded scale, so the printed figures of a row leave a
finite set of data sets. Where that set is small it is listed whole. Where it is not, data sets are
searched for: at random, with whole-number sums that the figures allow, and each is checked by
`reproduction` before it is returned.

What comes out was not observed. It shows what may stand behind a table, never what did.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pandas as pd

from prepost import _wording as wording
from prepost._arguments import (
    MOST_TOTAL,
    as_whole,
    check_seed,
    one_of,
    whole_number,
    whole_numbers,
)
from prepost._sampling import Shape
from prepost._search import Question, listed, searched
from prepost._space import limits_of, space
from prepost._text import shown
from prepost.datasets import load_outcomes
from prepost.granularity import Limits, changes, examine
from prepost.printed import Rounding
from prepost.reproduction import has_figures, one_row
from prepost.tables import Untestable
from prepost.ttest import paired_ttest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from prepost.granularity import Figures
    from prepost.tables import Row

    Wholes = NDArray[np.int64]
    Known = Sequence[tuple[int | None, int | None]]

__all__ = ["Infeasible", "NotFound", "Reconstructions", "reconstruct"]

_MOST_PEOPLE = 200
_MOST_SETS = 1_000_000
_WIDEST = 1_000_000  # n times the width of the scale: beyond it whole numbers overflow
_WAIT = 2.0  # seconds before a bar of progress appears
_NO_CELL = "no whole-number sums within the ranges give all the printed figures."
_NONE_LISTED = (
    "whole-number sums exist, but all data sets with these sums were gone through, "
    "and none is as asked for."
)
_NOT_FOUND = "the search found no data set; that is no proof that there is none."


class Infeasible(ValueError):  # noqa: N818 # an answer
    """No whole-number data set has the printed figures: proved, with the reason in the message."""


class NotFound(ValueError):  # noqa: N818 # an answer
    """The search found no data set. That is no proof that there is none."""


@dataclass(frozen=True, eq=False, repr=False)
class Reconstructions:
    """Synthetic data sets that all print the same row; made by `reconstruct`.

    Parameters
    ----------
    outcome : str
        Its name.
    pre, post : ndarray of int
        Shape (size, n), in totals of items. Within a data set the people stand in ascending order
        of pre, then of post. No two data sets have the same pairs.
    n_items : int
        What a total is divided by to give the printed score: 1 for totals.
    total : int or None
        How many data sets there are, if all were listed; None if they were searched for.
    """

    outcome: str
    pre: Wholes
    post: Wholes
    n_items: int = 1
    total: int | None = None

    def __post_init__(self) -> None:
        """Keep every total in 64 bits: differences of shorter or unsigned ones wrap around."""
        for name in ("pre", "post"):
            totals = whole_numbers(name, getattr(self, name), MOST_TOTAL)
            object.__setattr__(self, name, totals)
        if self.pre.ndim != 2 or self.pre.shape != self.post.shape:
            raise ValueError(
                f"pre has the shape {self.pre.shape} and post {self.post.shape}; "
                "both must be (size, n)"
            )
        object.__setattr__(self, "n_items", whole_number("n_items", self.n_items, 1))
        if self.total is not None:
            object.__setattr__(self, "total", whole_number("total", self.total, 0))

    def __len__(self) -> int:
        """Return the number of data sets."""
        return len(self.pre)

    def __repr__(self) -> str:
        """Return what this is, on one line."""
        of = f" of {self.total} that exist" if self.total is not None else ""
        return f"<{len(self)} reconstructions{of}, synthetic: {self.outcome}, n = {self.n}>"

    @property
    def n(self) -> int:
        """The number of people in each data set."""
        return int(self.pre.shape[1])

    @property
    def change(self) -> Wholes:
        """Post minus pre, in totals of items, shape (size, n)."""
        return self.post - self.pre

    def frame(self, which: int = 0) -> pd.DataFrame:
        """Return one data set in the printed score's points: person, pre, post, change.

        Raises
        ------
        IndexError
            If there is no data set of that number; the first is 0.
        TypeError
            If it is no whole number.
        """
        place = as_whole(which)
        if place is None:
            raise TypeError(f"which is {shown(which)}; it must be a whole number, from 0")
        if not -len(self) <= place < len(self):
            raise IndexError(f"there is no data set {place}; give 0 to {len(self) - 1}")
        pre, post = (self._points(wave[place]) for wave in (self.pre, self.post))
        people = np.arange(1, self.n + 1)
        return pd.DataFrame({"person": people, "pre": pre, "post": post, "change": post - pre})

    def summary(self) -> pd.DataFrame:
        """Return the figures of every data set, not rounded.

        Returns
        -------
        pandas.DataFrame
            One row a data set: `mean_pre`, `sd_pre`, `mean_post`, `sd_post`, `statistic`,
            `pvalue` (two-tailed), `r`, `d_z`.
        """
        pre, post = self._points(self.pre), self._points(self.post)
        test = paired_ttest(pre, post)
        return pd.DataFrame(
            {
                "mean_pre": pre.mean(axis=1),
                "sd_pre": pre.std(axis=1, ddof=1),
                "mean_post": post.mean(axis=1),
                "sd_post": post.std(axis=1, ddof=1),
                "statistic": test.statistic,
                "pvalue": test.pvalue,
                "r": test.r,
                "d_z": test.d_z,
            }
        )

    def _points(self, totals: Wholes) -> NDArray[Any]:
        return totals if self.n_items == 1 else totals / self.n_items


def reconstruct(
    outcome_row: Any,
    n: int,
    size: int = 1000,
    *,
    seed: int,
    rounding: Rounding = "nearest",
    known: Known = (),
    range_pre: tuple[int, int] | None = None,
    range_post: tuple[int, int] | None = None,
    shape: Shape = "any",
    progress: bool | None = None,
) -> Reconstructions:
    """Find complete whole-number data sets that have the figures that a row prints.

    Parameters
    ----------
    outcome_row : pandas.Series, pandas.DataFrame or str
        One row with the columns of `load_outcomes`, or the name of one of its outcomes. Means are
        needed; SDs, t and the scale count where they are given. The printed n, df, p and the sign
        of t are no constraints: the direction comes from the means.
    n : int
        People, 2 to 200.
    size : int
        How many data sets.
    seed : int
        Non-negative; the same seed gives the same data sets, on every machine.
    rounding : {"nearest", "truncate"}
        Whether t was rounded, with ties either way, or cut off.
    known : sequence of tuple of int
        People of whom something is known, as pairs (pre, post) in totals of items, None where
        nothing is: ``[(32, None)]`` if someone scored 32 before. Every data set has such people.
    range_pre, range_post : tuple of int, optional
        Lowest and highest total of anybody before and after, where they are narrower than the
        scale.
    shape : {"any", "floor", "symmetric"}
        Which data sets the search prefers: any, those with most people near the lowest total, or
        those spread evenly about the mean. A preference, not a promise; it has no effect where all
        data sets are listed.
    progress : bool, optional
        Whether a bar shows how far the search is; by default only if it takes longer than two
        seconds. A search that is interrupted returns what it has found, with a warning.

    Returns
    -------
    Reconstructions
        With integer arrays `pre` and `post` of shape (size, n). There are fewer rows than asked for
        if no more exist (`total` says how many do), or, with a warning, if no more were found.

    Raises
    ------
    Infeasible
        If no data set can have the figures: the sums cannot be whole numbers, or all that were
        left were gone through. The message gives the reason.
    NotFound
        If the search found none; that is no proof.
    TypeError
        If `n`, `size` or `seed` is no whole number. One of any type will do, NumPy's and pandas'
        too; 11.0 and True are none.
    ValueError
        If the row cannot be read, or another argument is none that is accepted.

    Notes
    -----
    The parity of sums, GRIM and GRIMMER [1]_ [2]_ leave few sums of totals, squares and squared
    changes: the cells. Data sets of up to 8 people with few values are listed cell by cell, so
    that the list is complete, and a choice from it gives every data set the same chance.

    Otherwise the search begins with random totals that have the sums of a random cell, hands points
    from one person to another until the sums of squares fit, as SPRITE does for single samples
    [3]_, and swaps totals after between people until the changes fit too.

    The search is biased: a data set to which many beginnings and moves lead is found more often.
    Every cell has the same chance, no matter how many data sets lie in it. In spaces of 4 and 5
    people that can be listed, it reached every data set, the rarest a sixth as often as an even
    chance would have it and the most frequent three times as often (a test measures it again).
    So a share of the reconstructions is a share of what was found, not a probability of what was
    true.

    References
    ----------
    .. [1] Brown, N. J. L., & Heathers, J. A. J. (2017). The GRIM test. Social Psychological and
       Personality Science, 8(4), 363-369.
    .. [2] Anaya, J. (2016). The GRIMMER test. PeerJ Preprints, 4, e2400v1.
    .. [3] Heathers, J. A., Anaya, J., van der Zee, T., & Brown, N. J. L. (2018). Recovering data
       from summary statistics: Sample Parameter Reconstruction via Iterative TEchniques (SPRITE).
       PeerJ Preprints, 6, e26968v1.

    Examples
    --------
    >>> sets = reconstruct("hated self", 11, size=50, seed=1)
    >>> sets
    <50 reconstructions, synthetic: hated self, n = 11>
    >>> sets.summary().round({"mean_pre": 1, "sd_pre": 1, "statistic": 3})[
    ...     ["mean_pre", "sd_pre", "statistic"]].drop_duplicates().values.tolist()
    [[4.8, 4.5, -1.636]]
    >>> reconstruct("hated self", 10, seed=1)
    Traceback (most recent call last):
        ...
    prepost.reconstruct.Infeasible: hated self, n = 10: the means allow Σd = −23, and no \
whole-number Σd² of the same parity gives |t| = 1.636.
    """
    row = one_row(_named(outcome_row))
    n = people(n)
    size = whole_number("size", size, 1, _MOST_SETS)
    seed = check_seed(seed)
    one_of("rounding", rounding, get_args(Rounding))
    one_of("shape", shape, get_args(Shape))
    figures, items = _figures(row, rounding)
    _refuse_impossible(row, figures, n)
    limits = _limits(row, figures, n, range_pre, range_post)
    lowest = min(limits[0].lowest, limits[1].lowest)
    cells = space(figures, n, limits)
    if not cells.cells:
        raise Infeasible(f"{row.outcome}, n = {n}: {_NO_CELL}")
    question = Question(cells.moved(lowest), _known(known, limits, n, lowest), shape)

    rng = np.random.default_rng(seed)
    everything = listed(question)
    if everything is None:
        pre, post, total = _search(
            row, question, size, rng, figures=figures, lowest=lowest, progress=progress
        )
    else:
        pre, post, total = _choice(row, n, everything, size, rng)
    pre, post = pre + lowest, post + lowest
    if not has_figures(pre, post, figures).all():
        raise AssertionError("a reconstruction does not have the printed figures")
    return Reconstructions(row.outcome, pre, post, items, total)


def people(n: Any) -> int:
    """Return a number of people as Python's int, or say what it must be."""
    return whole_number("n", n, 2, _MOST_PEOPLE)


def _named(outcome_row: Any) -> Any:
    """Return the row of the paper's outcome of this name, or what was given."""
    if not isinstance(outcome_row, str):
        return outcome_row
    one_of("outcome_row", outcome_row, tuple(_outcomes().index))
    return _outcomes().loc[outcome_row]


@cache  # a class asks a thousand times for one row
def _outcomes() -> pd.DataFrame:
    return load_outcomes().set_index("outcome", drop=False)


def _figures(row: Row, rounding: Rounding) -> tuple[Figures, int]:
    try:
        return row.figures(row.items(), rounding), row.items()
    except Untestable as reason:
        raise ValueError(str(reason)) from None


def _refuse_impossible(row: Row, figures: Figures, n: int) -> None:
    found = examine(figures, n)
    if found.obstacle is not None:
        reason = wording.obstacle(found.obstacle, row, n, changes(figures, n))
        raise Infeasible(f"{row.outcome}, {reason}")


def _limits(
    row: Row,
    figures: Figures,
    n: int,
    range_pre: tuple[int, int] | None,
    range_post: tuple[int, int] | None,
) -> tuple[Limits, Limits]:
    """Return the limits of a total before and after."""
    widest = limits_of(figures, n)
    before, after = (
        _range(name, given, widest)
        for name, given in (("range_pre", range_pre), ("range_post", range_post))
    )
    if before is None or after is None:
        raise ValueError(
            f"{row.outcome}: the row has neither a scale nor both SDs, so nothing limits a total; "
            "give scale_min and scale_max, or range_pre and range_post"
        )
    width = max(before.highest, after.highest) - min(before.lowest, after.lowest)
    if n * width > _WIDEST:
        raise ValueError(
            f"{row.outcome}: totals may differ by {width:,}; "
            f"for n = {n} the search takes scales of up to {_WIDEST // n:,} points"
        )
    return before, after


def _range(name: str, given: Any, widest: Limits | None) -> Limits | None:
    """Return the limits that the caller gives within those of the scale."""
    if given is None:
        return widest
    try:
        low, high = (_total(end) for end in given)
    except (TypeError, ValueError):
        low, high = 1, 0
    if low >= high:
        raise ValueError(f"{name} is {shown(given)}; give two whole totals, the lower one first")
    if widest is not None and not widest.lowest <= low < high <= widest.highest:
        raise ValueError(
            f"{name} is {shown(given)}; it must lie within {widest.lowest} to {widest.highest}"
        )
    return Limits(low, high)


def _total(value: Any) -> int:
    number = as_whole(value)
    if number is None:
        raise TypeError
    return number


def _known(
    known: Known, limits: tuple[Limits, Limits], n: int, lowest: int
) -> tuple[tuple[int | None, int | None], ...]:
    """Return what is known of some people, counted from the lowest total."""
    people = [_person(place, person, limits, lowest) for place, person in enumerate(known)]
    if len(people) > n:
        raise ValueError(f"known holds {len(people)} people; there are {n}")
    return tuple(people)


def _person(
    place: int, person: Any, limits: tuple[Limits, Limits], lowest: int
) -> tuple[int | None, int | None]:
    try:
        pre, post = (None if value is None else _total(value) for value in person)
    except (TypeError, ValueError):
        raise ValueError(
            f"known[{place}] is {shown(person)}; give (pre, post), whole totals, None if not known"
        ) from None
    for name, value, ends in (("before", pre, limits[0]), ("after", post, limits[1])):
        if value is not None and not ends.lowest <= value <= ends.highest:
            raise ValueError(
                f"known[{place}] has {value} {name}; "
                f"it must lie within {ends.lowest} to {ends.highest}"
            )
    return tuple(None if value is None else value - lowest for value in (pre, post))  # type: ignore[return-value]


def _search(
    row: Row,
    question: Question,
    size: int,
    rng: np.random.Generator,
    *,
    figures: Figures,
    lowest: int,
    progress: bool | None,
) -> tuple[Wholes, Wholes, int | None]:
    """Return what the search finds, with a warning if that is less than was asked for."""
    from tqdm import tqdm  # noqa: PLC0415 # only here: it costs time to import

    n = question.space.n

    def check(pre: Wholes, post: Wholes) -> NDArray[np.bool_]:
        return has_figures(pre + lowest, post + lowest, figures)

    with tqdm(
        total=size,
        desc=row.outcome,
        unit=" data sets",
        delay=0 if progress else _WAIT,
        disable=progress is False,
        leave=False,
    ) as bar:
        (pre, post), interrupted = searched(question, size, rng, check, bar.update)
    everything = None
    if len(pre) < size and not interrupted:
        try:
            everything = listed(question, costly=True)
        except KeyboardInterrupt:
            if not len(pre):
                raise
            interrupted = True
    if everything is not None:
        return _choice(row, n, everything, size, rng)
    if interrupted:
        _warn(row, n, f"interrupted; {len(pre)} of {size} data sets were found until then.")
    elif not len(pre):
        raise NotFound(f"{row.outcome}, n = {n}: {_NOT_FOUND}")
    elif len(pre) < size:
        _warn(row, n, f"only {len(pre)} of {size} data sets were found; there may be no more.")
    return pre, post, None


def _choice(
    row: Row, n: int, everything: tuple[Wholes, Wholes], size: int, rng: np.random.Generator
) -> tuple[Wholes, Wholes, int]:
    """Return so many of all data sets, each as likely as any, and how many there are."""
    pre, post = everything
    if not len(pre):
        raise Infeasible(f"{row.outcome}, n = {n}: {_NONE_LISTED}")
    chosen = rng.permutation(len(pre))[:size]
    return pre[chosen], post[chosen], len(pre)


def _warn(row: Row, n: int, what: str) -> None:
    warnings.warn(f"{row.outcome}, n = {n}: {what}", UserWarning, stacklevel=4)
