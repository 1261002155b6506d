"""What many studies of one design show: power, false alarms, coverage, the winner's curse.

The first half summarises the rows of `twowaves.simulate`, each figure with its Monte Carlo
standard error. The second half has the same figures in closed form, where there is one.

References
----------
.. [1] Gelman, A., & Carlin, J. (2014). Beyond power calculations: assessing type S (sign) and
   type M (magnitude) errors. Perspectives on Psychological Science, 9(6), 641-651.
.. [2] Lu, J., Qiu, Y., & Deng, A. (2019). A note on type S/M errors in hypothesis testing.
   British Journal of Mathematical and Statistical Psychology, 72(1), 1-17.
.. [3] Cohen, J. (1988). Statistical power analysis for the behavioral sciences (2nd ed.).
   Lawrence Erlbaum. (ch. 2)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

from twowaves._base.arguments import MOST_PEOPLE, check_alpha, finite_number, one_of, whole_number
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = [
    "Estimate",
    "Retrodesign",
    "TypeSM",
    "analytic_power",
    "coverage",
    "detectable_d_z",
    "false_positive_rate",
    "familywise_rate",
    "power",
    "required_n",
    "retrodesign",
    "type_s_and_m",
]

Tails = Literal["two", "one", "chosen afterwards"]
Correction = Literal["none", "bonferroni", "holm", "bh"]

_TAILS = ("two", "one", "chosen afterwards")
_CORRECTIONS = ("none", "bonferroni", "holm", "bh")
_COMPARISONS = ("before", "control")
_ALTERNATIVES = ("two-sided", "greater", "less")
_MOST = 10**7
_FAR = 7.0
_HUGE = 1e100  # its square is still a number


_TYPE_S = "type S: share of the significant with the wrong sign"
_TYPE_M = "type M: how many times too large the significant are"


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
            (_TYPE_S, self.type_s),
            (_TYPE_M, self.type_m),
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


def analytic_power(
    n: int,
    d_z: float,
    *,
    alpha: float = 0.05,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> float:
    """Return the power of the paired t test on normal changes, from the noncentral t [1]_.

    Parameters
    ----------
    n : int
        Pairs, at least 2.
    d_z : float
        True mean change in standard deviations of the change.
    alpha : float
        Significance level, between 0 and 1.
    alternative : {"two-sided", "greater", "less"}
        Which direction of change counts.

    Returns
    -------
    float
        P(|T| > critical t), or of the one tail, with T noncentral t, n - 1 degrees of freedom and
        noncentrality d_z sqrt(n).

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    References
    ----------
    .. [1] Cohen (1988), as above.

    Examples
    --------
    >>> round(analytic_power(11, 0.5), 3)
    0.323
    """
    one_of("alternative", alternative, _ALTERNATIVES)
    n, d_z = whole_number("n", n, 2, MOST_PEOPLE), finite_number("d_z", d_z)
    level = check_alpha(alpha)
    if alternative == "less":
        d_z = -d_z
    df, noncentrality = n - 1, d_z * math.sqrt(n)
    sides = 2 if alternative == "two-sided" else 1
    critical = -float(special.stdtrit(df, level / sides))
    found = _beyond(critical, df, noncentrality)
    return found + _beyond(critical, df, -noncentrality) if sides == 2 else found


def _beyond(critical: float, df: int, noncentrality: float) -> float:
    """Return P(T > critical) of the noncentral t, good to about 1e-12."""
    if noncentrality >= 0:
        found = 1 - float(special.nctdtr(df, noncentrality, critical))
        return _beyond_by_sd(critical, df, noncentrality) if math.isnan(found) else found
    if noncentrality < -_FAR:  # below P(Z > 7), about 1e-12, where SciPy's series ends in NaN
        return 0.0
    return float(special.nctdtr(df, -noncentrality, -critical))


def _beyond_by_sd(critical: float, df: int, noncentrality: float) -> float:
    """Return P(T > critical) so far out, beyond 1e9, that only the SD in T's denominator counts."""
    most = min(noncentrality / critical, _HUGE)
    return float(special.gammainc(df / 2, df / 2 * most**2))


def required_n(
    d_z: float,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> int:
    """Return the smallest number of pairs with which the paired t test has the power wanted.

    Parameters
    ----------
    d_z : float
        True mean change in standard deviations of the change, in the direction that counts.
    power : float
        Wanted, between alpha and 1.
    alpha, alternative
        As for `analytic_power`.

    Returns
    -------
    int
        Pairs, from 2 to ten million.

    Raises
    ------
    TypeError
        If a figure is no number.
    ValueError
        If `power` or `alpha` lies outside its limits, or ten million pairs are not enough.

    Examples
    --------
    >>> required_n(0.5), required_n(0.5, alternative="greater")
    (34, 27)
    """
    wanted = finite_number("power", power)
    if not check_alpha(alpha) < wanted < 1:
        raise ValueError(f"power is {wanted}; it must lie between alpha, {alpha}, and 1")

    def enough(n: int) -> bool:
        return analytic_power(n, d_z, alpha=alpha, alternative=alternative) >= wanted

    high = 2
    while not enough(high):
        if high == _MOST:
            raise ValueError(
                f"d_z is {d_z}; a change so small, or in the other direction, needs more than "
                "ten million pairs"
            )
        high = min(2 * high, _MOST)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return max(high, 2)


def detectable_d_z(n: int, *, power: float = 0.8, alpha: float = 0.05) -> float:
    """Return the change, in SDs of the change, that n pairs show with the power wanted.

    Parameters
    ----------
    n : int
        Pairs, at least 2.
    power : float
        Wanted, between alpha and 1; of the two-tailed test.
    alpha : float
        Significance level, between 0 and 1.

    Examples
    --------
    >>> round(detectable_d_z(11), 3)
    0.938
    """
    from scipy.optimize import brentq  # noqa: PLC0415 # only here: it costs time to import

    wanted = finite_number("power", power)
    if not check_alpha(alpha) < wanted < 1:
        raise ValueError(f"power is {wanted}; it must lie between alpha, {alpha}, and 1")
    high = 1.0
    while analytic_power(n, high, alpha=alpha) < wanted:
        high *= 2
    found: float = brentq(lambda d: analytic_power(n, d, alpha=alpha) - wanted, 0, high, xtol=1e-12)
    return found


@dataclass(frozen=True, repr=False)
class Retrodesign:
    """What a study with a given standard error does with a true effect.

    Attributes
    ----------
    power : float
        Probability that it is significant.
    type_s : float
        Probability that a significant estimate has the wrong sign.
    type_m : float
        How many times larger than the true effect a significant estimate is, on average.
    """

    power: float
    type_s: float
    type_m: float

    def __repr__(self) -> str:
        power, type_s, type_m = (fixed(x, 3) for x in (self.power, self.type_s, self.type_m))
        return f"<power {power}, type S {type_s}, type M {type_m}>"

    def _repr_html_(self) -> str:
        rows = [
            ("power", fixed(self.power, 3)),
            (_TYPE_S, fixed(self.type_s, 3)),
            (_TYPE_M, fixed(self.type_m, 3)),
        ]
        return result_table("What such a study does", rows)


def retrodesign(effect: float, standard_error: float, *, alpha: float = 0.05) -> Retrodesign:
    """Return power, type S and type M of a normal estimate, in closed form [1]_, [2]_.

    Parameters
    ----------
    effect : float
        The true effect, not 0, in any unit.
    standard_error : float
        Of its estimate, above 0, in the same unit.
    alpha : float
        Significance level of the two-tailed test.

    References
    ----------
    .. [1] Gelman and Carlin (2014), as above.
    .. [2] Lu, Qiu and Deng (2019), as above.

    Examples
    --------
    The first example of Gelman and Carlin: a wrong sign in every fourth significant study.

    >>> found = retrodesign(2, 8.1)
    >>> round(found.power, 2), round(found.type_s, 2), round(found.type_m, 1)
    (0.06, 0.24, 9.5)
    """
    size = abs(finite_number("effect", effect))
    error = finite_number("standard_error", standard_error)
    if size == 0:
        raise ValueError("effect is 0; it must not be 0, which has no sign")
    if error <= 0:
        raise ValueError(f"standard_error is {error}; it must be above 0")
    z, critical = size / error, -float(special.ndtri(check_alpha(alpha) / 2))
    right, wrong = (float(special.ndtr(side * z - critical)) for side in (1, -1))
    density = sum(_phi(critical + side * z) for side in (1, -1))
    # mean of |z + e| where it exceeds the critical value, over z
    exaggeration = (density + z * (right - wrong)) / (z * (right + wrong))
    return Retrodesign(right + wrong, wrong / (right + wrong), exaggeration)


def _phi(x: float) -> float:
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
