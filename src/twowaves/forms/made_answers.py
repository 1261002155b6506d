"""Made-up answers to a questionnaire that score to given totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from twowaves._base.arguments import MOST_TOTAL, check_seed, whole_numbers
from twowaves.forms.instruments import load_instrument

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from twowaves.forms.instruments import Instrument

    Wholes = NDArray[np.int64]

__all__ = ["make_answers"]


def make_answers(
    totals: ArrayLike, instrument: str | Path | Instrument, score: str, *, seed: int
) -> pd.DataFrame:
    """Return synthetic answers whose items add up to given totals.

    Parameters
    ----------
    totals : array_like of int
        Shape (n,): what each person's items add up to, after reversed items are turned. Whole
        numbers of any type; 30.0 is none.
    instrument : str, Path or Instrument
        As for `load_instrument`.
    score : str
        The name of one of its scores.
    seed : int
        Non-negative; the same seed gives the same answers.

    Returns
    -------
    pandas.DataFrame
        One row a person, one column an item of the score, in the order of the form. Reversed items
        stand as they would be answered. `twowaves.score` gives the totals back, or their means,
        once the form's other items stand beside them.

    Raises
    ------
    ValueError
        If a total is no whole number that the items can add up to, the seed is negative, or there
        is no such score.
    TypeError
        If the seed is no whole number.

    Notes
    -----
    A total is dealt to the items as evenly as it goes, and then points are handed between items of
    the same person at random. That is one way to fill in a form among very many: the answers mean
    nothing beyond their sum.

    Examples
    --------
    >>> from twowaves import score
    >>> answers = make_answers([30, 42], "scs-sf", "self-compassion", seed=1)
    >>> score(answers, "scs-sf", scores=["self-compassion"])["self-compassion"].tolist()
    [2.5, 3.5]
    """
    form = load_instrument(instrument)
    one = form.score(score)
    low, high = form.response_min, form.response_max
    k = len(one.items)
    wanted = _checked(totals, k * low, k * high, score)
    rng = np.random.default_rng(check_seed(seed))
    each, rest = np.divmod(wanted, k)
    answers = each[:, None] + (np.arange(k) < rest[:, None])
    rows = np.arange(len(wanted))
    for _ in range(3 * k):
        giver, taker = rng.integers(0, k, (2, len(wanted)))
        can = (answers[rows, giver] > low) & (answers[rows, taker] < high) & (giver != taker)
        answers[rows, giver] -= can
        answers[rows, taker] += can
    for place, item in enumerate(one.items):
        if item in one.reversed:
            answers[:, place] = low + high - answers[:, place]
    return pd.DataFrame(answers, columns=[form.column(item) for item in one.items])


def _checked(totals: ArrayLike, low: int, high: int, score: str) -> Wholes:
    wanted = whole_numbers("totals", totals, MOST_TOTAL)
    if wanted.ndim != 1:
        raise ValueError(f"totals has the shape {wanted.shape}; give one whole number a person")
    for person, total in enumerate(wanted.tolist()):
        if not low <= total <= high:
            raise ValueError(
                f"totals[{person}] is {total}; the items of {score} add up to {low} to {high}"
            )
    return wanted
