"""From printed means, SDs and t to complete data sets that have them, or a proof of none.

The people's totals are whole numbers on a bounded scale, so the printed figures of a row leave a
finite set of data sets. Where that set is small it is listed whole. Where it is not, data sets are
searched for: at random, with whole-number sums that the figures allow, and each is checked by
`proof` before it is returned.

What comes out was not observed. It shows what may stand behind a table, never what did.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from twowaves._base.arguments import caller, check_seed, whole_number
from twowaves._base.progress import progress_bar
from twowaves.rebuilt.question import Question
from twowaves.rebuilt.reconstructions import Infeasible, NotFound, Reconstructions
from twowaves.rebuilt.search import listed, searched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from twowaves.printed.number import Rounding
    from twowaves.rebuilt.chains import Shape
    from twowaves.rebuilt.question import Known

    Wholes = NDArray[np.int64]

__all__ = ["reconstruct"]

_MOST_SETS = 1_000_000
_WAIT = 2.0  # seconds before a bar of progress appears
_NONE_LISTED = (
    "whole-number sums exist, but all data sets with these sums were gone through, "
    "and none is as asked for."
)
_NOT_FOUND = "the search found no data set; that is no proof that there is none."


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
        One row with the columns of `load_outcomes`; `twowaves.reconstruct` also takes the name of
        one of its outcomes. Means are needed; SDs, t and the scale count where they are given. The
        printed n, df, p and the sign of t are no constraints: the direction comes from the means.
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
    >>> from twowaves import reconstruct
    >>> sets = reconstruct("hated self", 11, size=50, seed=1)
    >>> sets
    <50 reconstructions, synthetic: hated self, n = 11>
    >>> sets.summary().round({"mean_pre": 1, "sd_pre": 1, "statistic": 3})[
    ...     ["mean_pre", "sd_pre", "statistic"]].drop_duplicates().values.tolist()
    [[4.8, 4.5, -1.636]]
    >>> reconstruct("hated self", 10, seed=1)
    Traceback (most recent call last):
        ...
    twowaves.rebuilt.reconstructions.Infeasible: hated self, n = 10: the means allow Σd = −23, and \
no whole-number Σd² of the same parity gives |t| = 1.636.
    """
    size = whole_number("size", size, 1, _MOST_SETS)
    rng = np.random.default_rng(check_seed(seed))
    ranges = range_pre, range_post
    question = Question.of(
        outcome_row, n, rounding=rounding, known=known, ranges=ranges, shape=shape
    )
    everything = listed(question)
    if everything is None:
        pre, post, total = _searched(question, size, rng, progress)
    else:
        pre, post, total = _choice(question, everything, size, rng)
    if not question.answered_by(pre, post).all():
        raise AssertionError("a reconstruction does not have the printed figures")
    lowest = question.lowest
    return Reconstructions(question.outcome, pre + lowest, post + lowest, question.n_items, total)


def _searched(
    question: Question, size: int, rng: np.random.Generator, progress: bool | None
) -> tuple[Wholes, Wholes, int | None]:
    """Return what the search finds, with a warning if that is less than was asked for."""
    with progress_bar(
        size,
        " data sets",
        delay=0 if progress else _WAIT,
        disable=progress is False,
        desc=question.outcome,
    ) as bar:
        (pre, post), interrupted = searched(question, size, rng, bar.update)
    everything = None
    if len(pre) < size and not interrupted:
        try:
            everything = listed(question, costly=True)
        except KeyboardInterrupt:
            if not len(pre):
                raise
            interrupted = True
    if everything is not None:
        return _choice(question, everything, size, rng)
    if interrupted:
        _warn(question, f"interrupted; {len(pre)} of {size} data sets were found until then.")
    elif not len(pre):
        raise NotFound(question.about(_NOT_FOUND))
    elif len(pre) < size:
        _warn(question, f"only {len(pre)} of {size} data sets were found; there may be no more.")
    return pre, post, None


def _choice(
    question: Question, everything: tuple[Wholes, Wholes], size: int, rng: np.random.Generator
) -> tuple[Wholes, Wholes, int]:
    """Return so many of all data sets, each as likely as any, and how many there are."""
    pre, post = everything
    if not len(pre):
        raise Infeasible(question.about(_NONE_LISTED))
    chosen = rng.permutation(len(pre))[:size]
    return pre[chosen], post[chosen], len(pre)


def _warn(question: Question, what: str) -> None:
    warnings.warn(question.about(what), UserWarning, stacklevel=caller())
