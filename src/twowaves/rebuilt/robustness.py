"""Whether a verdict holds in every data set that could stand behind a printed row.

Means, SDs and t leave many data sets. The t test says the same in all of them, since t is printed.
Other tests, and the t test without one of the people, need not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from twowaves._base.arguments import check_alpha, whole_number
from twowaves.paired.rank_tests import sign_flip_test, sign_test, signed_rank_test
from twowaves.paired.ttest import paired_ttest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from twowaves.paired.rank_tests import Alternative
    from twowaves.rebuilt.reconstructions import Reconstructions

    Floats = NDArray[np.float64]
    Wholes = NDArray[np.int64]

__all__ = ["pvalues_without_each", "robustness"]

TAILS: dict[Alternative, int] = {"two-sided": 2, "greater": 1, "less": 1}


class _Kind(NamedTuple):
    """A test by name, and the p values that it has in every data set."""

    test: str
    alternative: Alternative
    pvalues: Floats


def robustness(reconstructions: Reconstructions, *, alpha: float = 0.05) -> pd.DataFrame:
    """Count in how many reconstructions each test is significant.

    Parameters
    ----------
    reconstructions : Reconstructions
        What `reconstruct` returned.
    alpha : float
        The level below which p is called significant.

    Returns
    -------
    pandas.DataFrame
        One row a test and number of tails, where one tail is the direction in which the mean
        changed:

        * `test`: ``"paired t"``, ``"signed-rank"`` (Wilcoxon), ``"sign flips"`` (permutation),
          ``"sign"``, ``"paired t, one person left out, lowest p"`` and ``"…, highest p"``: the
          lowest and the highest p that leaving out one person gives;
        * `tails` (1 or 2), `significant` and `of` (counts of data sets), and `holds` (``"all"``,
          ``"some"`` or ``"none"`` of these data sets are significant);
        * `p_lowest`, `p_median`, `p_highest`, and `set_lowest`, `set_highest`: the data sets, from
          0, that have the extremes; missing where no data set has a p.

    Raises
    ------
    TypeError
        If `alpha` is no number.
    ValueError
        If `alpha` does not lie between 0 and 1, or there are fewer than three people.

    Notes
    -----
    A t test of changes that do not vary has no p and counts as not significant.

    The counts describe the data sets that were found. The search does not give each the same
    chance, so a count is no probability; ``"all"`` and ``"none"`` hold for these data sets, and are
    a proof only if all that exist were listed.

    Examples
    --------
    >>> from twowaves import reconstruct
    >>> found = robustness(reconstruct("hated self", 11, size=200, seed=1)).query("tails == 2")
    >>> found.set_index("test").loc["paired t", ["significant", "holds"]].to_dict()
    {'significant': 0, 'holds': 'none'}
    """
    level = check_alpha(alpha)
    if reconstructions.n < 3:
        raise ValueError("the data sets have 2 people; leaving one out takes 3 or more")
    rows = pd.DataFrame([_row(kind, level) for kind in _kinds(reconstructions)])
    return rows.astype({"set_lowest": "Int64", "set_highest": "Int64"})


def pvalues_without_each(reconstructions: Reconstructions, tails: int = 2) -> Floats:
    """Return the p values of the t test without each person in turn.

    Parameters
    ----------
    reconstructions : Reconstructions
        What `reconstruct` returned.
    tails : {1, 2}
        One tail is the direction in which the mean changed.

    Returns
    -------
    ndarray
        Shape (size, n): entry (i, j) is the p value of data set i without person j; NaN where the
        others' changes do not vary.

    Raises
    ------
    TypeError, ValueError
        If `tails` is neither 1 nor 2.
    """
    two = whole_number("tails", tails, 1, 2) == 2
    alternative: Alternative = "two-sided" if two else _direction(reconstructions)
    pre, post = reconstructions.pre, reconstructions.post
    n = reconstructions.n
    others = np.array([[j for j in range(n) if j != left_out] for left_out in range(n)])
    return pvalues_of_t(pre[:, others], post[:, others], alternative)


def pvalues_of_t(pre: Wholes, post: Wholes, alternative: Alternative) -> Floats:
    """Return the p value of the t test along the last axis; NaN where the changes do not vary."""
    varies = np.ptp(post - pre, axis=-1) > 0
    found = np.full(varies.shape, np.nan)
    if varies.any():
        found[varies] = paired_ttest(pre[varies], post[varies], alternative=alternative).pvalue
    return found


def _direction(reconstructions: Reconstructions) -> Alternative:
    return "greater" if reconstructions.change[0].sum() >= 0 else "less"


def _kinds(reconstructions: Reconstructions) -> list[_Kind]:
    pre, post, change = reconstructions.pre, reconstructions.post, reconstructions.change
    kinds = []
    both: tuple[Alternative, ...] = ("two-sided", _direction(reconstructions))
    for alternative in both:
        without = pvalues_without_each(reconstructions, TAILS[alternative])
        kinds += [
            _Kind(name, alternative, np.asarray(pvalues))
            for name, pvalues in {
                "paired t": pvalues_of_t(pre, post, alternative),
                "signed-rank": signed_rank_test(change, alternative=alternative),
                "sign flips": sign_flip_test(change, alternative=alternative),
                "sign": sign_test(change, alternative=alternative),
                "paired t, one person left out, lowest p": np.fmin.reduce(without, axis=1),
                "paired t, one person left out, highest p": np.fmax.reduce(without, axis=1),
            }.items()
        ]
    return kinds


def _row(kind: _Kind, alpha: float) -> dict[str, Any]:
    p = kind.pvalues
    known = p[~np.isnan(p)]
    significant = int((p < alpha).sum())
    holds = "all" if significant == len(p) else "some" if significant else "none"
    return {
        "test": kind.test,
        "tails": TAILS[kind.alternative],
        "significant": significant,
        "of": len(p),
        "holds": holds,
        "p_lowest": known.min() if len(known) else math.nan,
        "p_median": np.median(known) if len(known) else math.nan,
        "p_highest": known.max() if len(known) else math.nan,
        "set_lowest": int(np.nanargmin(p)) if len(known) else None,
        "set_highest": int(np.nanargmax(p)) if len(known) else None,
    }
