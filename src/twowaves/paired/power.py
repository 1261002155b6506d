"""Power of the paired t test in closed form, the pairs that it takes, and what a study exaggerates.

`twowaves.studies.power` counts the same in simulated studies, whatever threatens them.

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
from typing import Literal

from scipy import special

from twowaves._base.arguments import MOST_PEOPLE, check_alpha, finite_number, one_of, whole_number
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed

__all__ = ["Retrodesign", "analytic_power", "detectable_d_z", "required_n", "retrodesign"]

# readers' words
TYPE_S = "type S: share of the significant with the wrong sign"
TYPE_M = "type M: how many times too large the significant are"

_ALTERNATIVES = ("two-sided", "greater", "less")
_MOST = 10**7
_FAR = 7.0
_HUGE = 1e100  # its square is still a number


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
            (TYPE_S, fixed(self.type_s, 3)),
            (TYPE_M, fixed(self.type_m, 3)),
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
