"""What many studies of one design show: power, false alarms, coverage, the winner's curse.

Counted in the rows of `twowaves.simulate`, each figure with its Monte Carlo standard error.
`twowaves.paired.power` has them in closed form, where there is one.

References
----------
.. [1] Gelman, A., & Carlin, J. (2014). Beyond power calculations: assessing type S (sign) and
   type M (magnitude) errors. Perspectives on Psychological Science, 9(6), 641-651.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from twowaves._base.arguments import check_alpha, finite_number, one_of
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed
from twowaves.paired.power import TYPE_M, TYPE_S

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = [
    "Estimate",
    "TypeSM",
    "coverage",
    "false_positive_rate",
    "familywise_rate",
    "power",
    "type_s_and_m",
]

Tails = Literal["two", "one", "chosen afterwards"]
Correction = Literal["none", "bonferroni", "holm", "bh"]

_TAILS = ("two", "one", "chosen afterwards")
_CORRECTIONS = ("none", "bonferroni", "holm", "bh")
_COMPARISONS = ("before", "control")


@dataclass(frozen=True, repr=False)
class Estimate:
    """A figure from simulated studies.

    Attributes
    ----------
    value : float
        The figure; NaN if no study speaks to it.
    standard_error : float
        Its Monte Carlo standard error: how far another seed would move it.
    n_studies : int
        Studies that the figure was made from.
    n_untested : int
        Studies among them, or left out, that could not be tested.
    """

    value: float
    standard_error: float
    n_studies: int
    n_untested: int = 0

    def __str__(self) -> str:
        return f"{fixed(self.value, 3)} ± {fixed(self.standard_error, 3)}"

    def __repr__(self) -> str:
        untested = f", {self.n_untested} of them not tested" if self.n_untested else ""
        return f"<{self} from {self.n_studies} simulated studies{untested}>"

    def _repr_html_(self) -> str:
        rows = [
            ("value", fixed(self.value, 3)),
            ("standard error", fixed(self.standard_error, 3)),
            ("simulated studies", self.n_studies),
            ("could not be tested", self.n_untested),
        ]
        return result_table("From simulated studies", rows)


@dataclass(frozen=True, repr=False)
class TypeSM:
    """What the significant studies say about an effect [1]_.

    Attributes
    ----------
    type_s : Estimate
        Share of the significant studies whose change has the wrong sign.
    type_m : Estimate
        How many times larger their changes are, on average, than the true one, sign aside.

    References
    ----------
    .. [1] Gelman and Carlin (2014), as above.
    """

    type_s: Estimate
    type_m: Estimate

    def __repr__(self) -> str:
        return f"<type S {self.type_s}, type M {self.type_m}>"

    def _repr_html_(self) -> str:
        rows = [
            (TYPE_S, self.type_s),
            (TYPE_M, self.type_m),
            ("significant studies", self.type_s.n_studies),
        ]
        return result_table("What the significant of the simulated studies say", rows)


def power(
    rows: pd.DataFrame,
    *,
    alpha: float = 0.05,
    tails: Tails = "two",
    compared_with: Literal["before", "control"] = "before",
) -> Estimate:
    """Return the share of studies that are significant.

    A study that could not be tested counts as not significant: it can claim nothing.

    Parameters
    ----------
    rows : DataFrame
        From `twowaves.simulate`.
    alpha : float
        Significance level, between 0 and 1.
    tails : {"two", "one", "chosen afterwards"}
        Two; one, in the predicted direction; or one in the direction that the data took, which
        doubles the false alarms.
    compared_with : {"before", "control"}
        Whether the change itself is tested or its difference from that of the control group.

    Returns
    -------
    Estimate
        With the standard error sqrt(share (1 - share) / studies).

    Raises
    ------
    ValueError
        If an argument is none of these, or there is no control group to compare with.

    Examples
    --------
    >>> from twowaves import Design, power, simulate
    >>> rows = simulate(Design(n=12, true_change=8), 2_000, seed=1)
    >>> print(power(rows))
    0.890 ± 0.007
    """
    p = _pvalues(rows, tails, compared_with)
    return _share(p < check_alpha(alpha), untested=int(np.isnan(p).sum()))


def false_positive_rate(
    rows: pd.DataFrame,
    *,
    alpha: float = 0.05,
    tails: Tails = "two",
    compared_with: Literal["before", "control"] = "before",
) -> Estimate:
    """Return the share of significant studies where the module does nothing: false alarms.

    The arguments and the figure are those of `power`; the name says that the rows come from a
    design without a true change, in which every significant study is a mistake.

    Examples
    --------
    >>> from twowaves import Design, false_positive_rate, simulate
    >>> rows = simulate(Design(n=12), 2_000, seed=1)
    >>> print(false_positive_rate(rows))
    0.049 ± 0.005
    """
    return power(rows, alpha=alpha, tails=tails, compared_with=compared_with)


def coverage(rows: pd.DataFrame, true_change: float) -> Estimate:
    """Return the share of the 95 % intervals that hold the true change.

    Parameters
    ----------
    rows : DataFrame
        From `twowaves.simulate`.
    true_change : float
        In points.

    Returns
    -------
    Estimate
        Of the studies that could be tested.
    """
    truth = finite_number("true_change", true_change)
    low, high = (_column(rows, name) for name in ("ci_low", "ci_high"))
    tested = ~np.isnan(low)
    held = (low[tested] <= truth) & (truth <= high[tested])
    return _share(np.asarray(held), untested=int((~tested).sum()))


def type_s_and_m(
    rows: pd.DataFrame,
    true_change: float,
    *,
    alpha: float = 0.05,
    tails: Tails = "two",
    compared_with: Literal["before", "control"] = "before",
) -> TypeSM:
    """Return how often significant changes have the wrong sign, and how far they exaggerate [1]_.

    Parameters
    ----------
    rows : DataFrame
        From `twowaves.simulate`.
    true_change : float
        In points; not 0, which has no sign and nothing to exaggerate.
    alpha, tails, compared_with
        As for `power`.

    Returns
    -------
    TypeSM
        Both are NaN if no study is significant.

    References
    ----------
    .. [1] Gelman and Carlin (2014), as above.
    """
    truth = finite_number("true_change", true_change)
    if truth == 0:
        raise ValueError("true_change is 0.0; it must not be 0, which has no sign")
    p = _pvalues(rows, tails, compared_with)
    untested = int(np.isnan(p).sum())
    estimate = "mean_change" if compared_with == "before" else "difference"
    changes = _column(rows, estimate)[p < check_alpha(alpha)]
    sign = _share(changes * truth < 0, untested=untested)
    ratios = np.abs(changes / truth)
    if not len(ratios):
        return TypeSM(sign, Estimate(math.nan, math.nan, 0, untested))
    error = float(ratios.std(ddof=1) / math.sqrt(len(ratios))) if len(ratios) > 1 else math.nan
    return TypeSM(sign, Estimate(float(ratios.mean()), error, len(ratios), untested))


def familywise_rate(
    rows: pd.DataFrame,
    *,
    alpha: float = 0.05,
    tails: Tails = "two",
    correction: Correction = "none",
    compared_with: Literal["before", "control"] = "before",
) -> Estimate:
    """Return the share of studies in which at least one outcome is significant.

    Parameters
    ----------
    rows : DataFrame
        From `twowaves.simulate`, with one outcome or several.
    alpha, tails, compared_with
        As for `power`.
    correction : {"none", "bonferroni", "holm", "bh"}
        For the number of outcomes; "bh" is Benjamini and Hochberg's. Whether *any* outcome is
        significant is the same by Bonferroni's method and by Holm's.

    Returns
    -------
    Estimate
        Of studies, not of tests. One that could not be tested counts as not significant.
    """
    one_of("correction", correction, _CORRECTIONS)
    p = _pvalues(rows, tails, compared_with)
    k = _outcomes_of_each(rows)
    p = np.sort(p.reshape(-1, k), axis=1)  # NaN come last
    level = check_alpha(alpha)
    limits = {"none": np.full(k, level), "bh": level * np.arange(1, k + 1) / k}
    limit = limits.get(correction, np.full(k, level / k))
    any_one = np.any(p < limit, axis=1)
    return _share(any_one, untested=int(np.isnan(p).all(axis=1).sum()))


def _pvalues(rows: pd.DataFrame, tails: str, compared_with: str) -> Floats:
    """Return the p value of every row."""
    one_of("tails", tails, _TAILS)
    one_of("compared_with", compared_with, _COMPARISONS)
    if compared_with == "control":
        if "difference_pvalue" not in rows:
            raise ValueError(
                "compared_with is 'control', and these studies have no control group; "
                "give their design n_control=12, for example"
            )
        if tails != "two":
            raise ValueError(f"tails is {tails!r}; with a control group it must be 'two'")
        return _column(rows, "difference_pvalue")
    if tails == "one":
        return _column(rows, "pvalue_one_sided")
    p = _column(rows, "pvalue")
    return p if tails == "two" else p / 2


def _column(rows: pd.DataFrame, name: str) -> Floats:
    """Return a column, or say that the rows are not those of `twowaves.simulate`."""
    if name not in rows:
        raise ValueError(f"rows have no column {name!r}; they must come from simulate")
    return rows[name].to_numpy()


def _outcomes_of_each(rows: pd.DataFrame) -> int:
    """Return how many outcomes stand together in each study, or say that some are missing."""
    if "outcome" not in rows:
        return 1
    outcomes = _column(rows, "outcome")
    k = int(outcomes.max(initial=1))
    if len(outcomes) % k or np.any(outcomes.reshape(-1, k) != np.arange(1, k + 1)):
        raise ValueError(
            "rows have lost or moved some outcomes of a study; give them as simulate returned them"
        )
    return k


def _share(hits: Bools, *, untested: int) -> Estimate:
    """Return the share of hits with its binomial standard error."""
    n = len(hits)
    if n == 0:
        return Estimate(math.nan, math.nan, 0, untested)
    share = float(hits.mean())
    return Estimate(share, math.sqrt(share * (1 - share) / n), n, untested)
