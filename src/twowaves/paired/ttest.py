"""The paired t test, from raw data or from summary statistics.

Change is post minus pre throughout: a positive change, t or d means that the score rose.
The result speaks SciPy's vocabulary and adds what a report of a pre/post study needs:
the correlation of the two measurements and four standardised mean changes by their published names.

References
----------
.. [1] Lakens, D. (2013). Calculating and reporting effect sizes to facilitate cumulative science.
   Frontiers in Psychology, 4, 863. (d_z eq. 7, d_rm eq. 9, d_av eq. 10)
.. [2] Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related
   estimators. Journal of Educational Statistics, 6(2), 107-128. (the correction J, eq. 6e)
.. [3] Algina, J., & Keselman, H. J. (2003). Approximate confidence intervals for effect sizes.
   Educational and Psychological Measurement, 63(4), 537-553.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np
from scipy import special

from twowaves._base.arguments import (
    broadcast,
    check_alpha,
    check_confidence_level,
    check_finite,
    exactly_one,
    one_of,
    outcome_names,
    pairs,
    place,
    refuse,
)
from twowaves._base.numbers import fixed, general, p_is
from twowaves._base.sentences import shared
from twowaves.paired import displays

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    # a float for one data set, an array for a stack; as a union, every caller would have to narrow
    FloatOrFloats = Any

__all__ = [
    "ConfidenceInterval",
    "EffectSizeInterval",
    "PairedTTestResult",
    "paired_ttest",
    "paired_ttest_from_stats",
]

Alternative = Literal["two-sided", "less", "greater"]
NanPolicy = Literal["raise", "omit", "propagate"]
EffectSize = Literal["d_z", "d_av", "d_rm", "g_av"]
Order = Literal["post-pre", "pre-post"]

_RULES = shared("paired/ttest_rules")

# Values whose max - min is at most this share of the largest score do not vary: it is rounding.
# (1.2 - 1.1) and (1.3 - 1.2) differ by one unit in the last place of 1.3, a quarter of the share.
_ROUNDING = _RULES["rounding"] * float(np.finfo(np.float64).eps)

# SDs above these two, relative and absolute, owe nothing to rounding or to squares near zero.
_CLEARLY_VARIED = 1e-8
_CLEARLY_SQUARED = 1e-145

# A smaller SD of change loses digits: floats below 1e-308 have fewer of them.
_SMALLEST_SD: float = _RULES["smallest_sd"]


class ConfidenceInterval(NamedTuple):
    """Lower and upper limit, in the units of the scores; infinite on the open side of one tail."""

    low: FloatOrFloats
    high: FloatOrFloats


class EffectSizeInterval(NamedTuple):
    """Lower and upper limit of a standardised mean change, and how they were found."""

    low: FloatOrFloats
    high: FloatOrFloats
    method: str


@dataclass(frozen=True, repr=False)
class PairedTTestResult:
    """What a paired t test found; change is post minus pre.

    For one data set every figure is a plain number.
    For a stack of data sets every figure is an array with one element a data set.

    Attributes
    ----------
    statistic : float or ndarray
        Student's t = mean change / (SD of change / sqrt(n)).
    df : int or ndarray
        Degrees of freedom, n - 1.
    pvalue : float or ndarray
        Probability, if the true mean change were zero, of a t at least this far out in the
        direction that `alternative` names.
    confidence_interval : ConfidenceInterval
        Interval of the true mean change (``.low``, ``.high``), in the units of the scores.
    n : int or ndarray
        Number of complete pairs.
    mean_pre, sd_pre, mean_post, sd_post : float or ndarray
        Mean and standard deviation (denominator n - 1) of each measurement.
        The SD of raw scores is exactly 0 where max - min is at most four units of rounding
        (4 * 2.2e-16 times the largest score): such a measurement does not vary.
    mean_change, sd_change : float or ndarray
        Mean and standard deviation (denominator n - 1) of post minus pre.
    r : float or ndarray
        Pearson correlation of pre and post; NaN where one of the two does not vary.
    d_z : float or ndarray
        mean change / SD of change [1]_.
    d_av : float or ndarray
        mean change / ((SD pre + SD post) / 2) [1]_.
    d_rm : float or ndarray
        d_z * sqrt(2 (1 - r)) [1]_; NaN where r is.
    g_av : float or ndarray
        d_av * J(n - 1) with the exact correction for small samples [2]_; NaN for two pairs,
        where the correction does not exist.
    alternative : {"two-sided", "less", "greater"}
        The hypothesis that `pvalue` and `confidence_interval` are for.
    confidence_level : float
        Coverage of `confidence_interval`.
    outcomes : tuple of str
        What the data sets of a stack are called: the columns of the tables that they came in.
    """

    statistic: FloatOrFloats
    df: int | NDArray[np.int64]
    pvalue: FloatOrFloats
    confidence_interval: ConfidenceInterval
    n: int | NDArray[np.int64]
    mean_pre: FloatOrFloats
    sd_pre: FloatOrFloats
    mean_post: FloatOrFloats
    sd_post: FloatOrFloats
    mean_change: FloatOrFloats
    sd_change: FloatOrFloats
    r: FloatOrFloats
    d_z: FloatOrFloats
    d_av: FloatOrFloats
    d_rm: FloatOrFloats
    g_av: FloatOrFloats
    alternative: Alternative
    confidence_level: float
    outcomes: tuple[str, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"<{displays.line(self)}>"

    def _repr_html_(self) -> str:
        return displays.table(self)

    def effect_size_interval(
        self, effect_size: EffectSize = "d_z", confidence_level: float | None = None
    ) -> EffectSizeInterval:
        """Two-sided confidence interval of one of the effect sizes.

        Parameters
        ----------
        effect_size : {"d_z", "d_av", "d_rm", "g_av"}
            Which effect size.
        confidence_level : float, optional
            Between 0 and 1; by default the level of the result itself.

        Returns
        -------
        EffectSizeInterval
            ``.low``, ``.high`` and ``.method``.
            For d_z the limits are exact for normal differences: the noncentrality parameters
            that put the observed t at the upper and lower tail of a noncentral t distribution,
            divided by sqrt(n); NaN where they lie beyond the reach of SciPy's distribution
            (two pairs with a t in the ten thousands).
            For the other three the limits of d_z are multiplied by the observed ratio of the
            two standardisers, which treats that ratio as known; the method is Algina and
            Keselman's [3]_ and approximate.

        Raises
        ------
        ValueError
            If the effect size has no such name or the level is not between 0 and 1.

        Examples
        --------
        >>> result = paired_ttest([3, 1, 4, 1, 5], [4, 3, 6, 2, 9])
        >>> low, high, method = result.effect_size_interval("d_z")
        >>> round(low, 3), round(high, 3), method
        (0.204, 2.999, 'noncentral t')
        """
        one_of("effect_size", effect_size, get_args(EffectSize))
        level = self.confidence_level if confidence_level is None else confidence_level
        level = check_confidence_level(level)
        low, high = _noncentral_limits(self.statistic, self.df, level)
        if effect_size == "d_z":
            ratio: Any = 1.0
            method = "noncentral t"
        else:
            ratio = self._standardiser_ratio(effect_size)
            method = "noncentral t, scaled by the ratio of standardisers (Algina & Keselman 2003)"
        scale = ratio / np.sqrt(self.n)
        return EffectSizeInterval(_plain(low * scale), _plain(high * scale), method)

    def as_text(self, alpha: float | None = None) -> str:
        """Return the test as papers print it: two decimals of t, three of p.

        Parameters
        ----------
        alpha : float, optional
            The level that p is told from: a p of .0498 beside .05 has a fourth decimal.
            By default what `confidence_level` leaves of 1.

        Returns
        -------
        str
            For example ``t(9) = 4.06, p = .003``; a p below .001 is printed as ``p < .001``.

        Raises
        ------
        ValueError
            If the result is that of a stack of data sets, or `alpha` is not between 0 and 1.
        TypeError
            If `alpha` is no number.

        Examples
        --------
        >>> paired_ttest([3, 1, 4, 1, 5], [4, 3, 6, 2, 9]).as_text()
        't(4) = 3.65, p = .022'
        """
        if np.ndim(self.statistic):
            raise ValueError("this is the result of a stack of data sets; only one can be printed")
        level = displays.level_left(self) if alpha is None else check_alpha(alpha)
        return f"t({self.df}) = {fixed(self.statistic, 2)}, {p_is(self.pvalue, [level])}"

    def _standardiser_ratio(self, effect_size: EffectSize) -> Any:
        """Return how many times d_z the named effect size is, whatever the mean change."""
        if effect_size == "d_rm":
            return np.sqrt(2 * (1 - np.asarray(self.r)))
        ratio = 2 * np.asarray(self.sd_change) / (np.asarray(self.sd_pre) + self.sd_post)
        return ratio * _hedges_correction(self.df) if effect_size == "g_av" else ratio


def paired_ttest(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    axis: int | None = None,
    nan_policy: NanPolicy = "raise",
) -> PairedTTestResult:
    """Compare two measurements of the same people by the paired t test.

    Parameters
    ----------
    pre, post : array_like
        Scores before and after, of one shape; element i of both belongs to the same person.
        Two pandas Series must have equal indexes, and two DataFrames equal columns too: they are
        not matched up silently.
        Numbers of any kind will do, decimals and fractions too; NaN, None, pandas' NA and
        masked scores are missing.
    alternative : {"two-sided", "less", "greater"}
        ``"greater"`` asks whether the true mean change, post minus pre, is above zero.
    confidence_level : float
        Coverage of the interval of the mean change, between 0 and 1.
    axis : int, optional
        The axis along which the people lie; the others are stacked data sets. By default the last
        one of arrays, and the rows of a DataFrame, whose columns are then outcomes, as in
        `scipy.stats.ttest_rel`; an array beside a DataFrame is read as that is.
    nan_policy : {"raise", "omit", "propagate"}
        What to do with missing scores: refuse, leave out incomplete pairs, or answer NaN.

    Returns
    -------
    PairedTTestResult
        Numbers for one data set, arrays of the remaining shape for a stack.

    Raises
    ------
    ValueError
        For unequal shapes or labels, fewer than two pairs, text, times, missing scores (under the
        default policy), infinities, scores of 1e290 and more, or differences that do not vary or
        whose SD is below 1e-290, in one sentence that names the place.
    TypeError
        If the axis is no whole number or the level no number.

    Examples
    --------
    Ten patients' extra hours of sleep under two drugs (Cushny & Peebles 1905):

    >>> drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    >>> drug_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    >>> result = paired_ttest(drug_1, drug_2)
    >>> print(f"t({result.df}) = {result.statistic:.6f}, p = {result.pvalue:.8f}")
    t(9) = 4.062128, p = 0.00283289
    >>> print(f"{result.confidence_interval.low:.3f} to {result.confidence_interval.high:.3f}")
    0.700 to 2.460
    >>> print(f"d_z = {result.d_z:.3f}, d_av = {result.d_av:.3f}")
    d_z = 1.285, d_av = 0.833

    A stack of data sets is tested along the last axis:

    >>> paired_ttest([[1, 2, 3], [2, 4, 7]], [[2, 4, 3], [1, 5, 9]]).statistic.round(4)
    array([1.7321, 0.7559])

    In DataFrames people lie down the rows, and each column is an outcome:

    >>> import pandas as pd
    >>> before = pd.DataFrame({"hope": [1, 2, 3], "joy": [2, 4, 7]})
    >>> after = pd.DataFrame({"hope": [2, 4, 3], "joy": [1, 5, 9]})
    >>> paired_ttest(before, after).statistic.round(4)
    array([1.7321, 0.7559])
    """
    one_of("alternative", alternative, get_args(Alternative))
    level = check_confidence_level(confidence_level)
    one_of("nan_policy", nan_policy, get_args(NanPolicy))
    first, second, axis = pairs(pre, post, axis)
    with np.errstate(invalid="ignore", over="ignore"):
        moments = _moments(_sides(first, second))
        odd = _need_care(moments)
    if odd.any():
        complete = check_finite(first, second, axis, nan_policy)
        moments = _with_care(moments, odd, first, second, complete)
        _check_variation(moments)
    return _result(moments, alternative, level, outcome_names(pre, post, axis))


def paired_ttest_from_stats(
    mean_pre: ArrayLike,
    sd_pre: ArrayLike,
    mean_post: ArrayLike,
    sd_post: ArrayLike,
    n: ArrayLike,
    *,
    r: ArrayLike | None = None,
    sd_change: ArrayLike | None = None,
    statistic: ArrayLike | None = None,
    order: Order = "post-pre",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> PairedTTestResult:
    """Compute the paired t test from the figures that a paper prints.

    Means and SDs of the two measurements do not fix a paired t: that takes one figure more.
    Exactly one of `r`, `sd_change` and `statistic` gives it; the others follow from
    ``sd_change**2 = sd_pre**2 + sd_post**2 - 2 r sd_pre sd_post``.

    Parameters
    ----------
    mean_pre, sd_pre, mean_post, sd_post : float or array_like
        Means and standard deviations (denominator n - 1) before and after.
    n : int or array_like
        Number of complete pairs, at least 2.
    r : float or array_like, optional
        Pearson correlation of pre and post, from -1 to 1; both SDs must be above 0, since a
        measurement that does not vary has none (the result of the other two then has r = NaN).
    sd_change : float or array_like, optional
        Standard deviation of post minus pre, above 0.
    statistic : float or array_like, optional
        The paired t; its sign must be that of the mean change, in the order of subtraction that
        `order` names.
    order : {"post-pre", "pre-post"}
        Which was taken from which for `statistic`. The result is that of post minus pre either way.
    alternative : {"two-sided", "less", "greater"}
        As in `paired_ttest`.
    confidence_level : float
        As in `paired_ttest`.

    Returns
    -------
    PairedTTestResult
        Numbers when every argument is one; else arrays of the arguments' common shape.

    Raises
    ------
    ValueError
        If a figure is impossible (a negative SD, a correlation beyond 1, n below 2), if the
        figures contradict one another (a t whose sign is not the mean change's, an implied
        correlation beyond 1, a correlation with an SD of 0), or if not exactly one of the three
        optional figures is given, or an order without a t.
        A mean, SD or t must be 0 or between 1e-150 and 1e150 in size, n at most 2**53.
    TypeError
        If the level is no number.

    Examples
    --------
    The first row of Beaumont et al. (2021), taking eleven pairs.
    The paper prints t as pre minus post:

    >>> result = paired_ttest_from_stats(
    ...     2.8, 0.8, 3.5, 0.4, 11, statistic=-3.125, order="pre-post"
    ... )
    >>> round(result.r, 3), round(result.sd_change, 3), round(result.pvalue, 4)
    (0.388, 0.743, 0.0108)
    >>> round(result.statistic, 3)
    3.125
    """
    one_of("alternative", alternative, get_args(Alternative))
    level = check_confidence_level(confidence_level)
    one_of("order", order, get_args(Order))
    given = {"r": r, "sd_change": sd_change, "statistic": statistic}
    name, value = exactly_one(given)
    if name != "statistic" and order != "post-pre":
        raise ValueError(f"order is {order!r}; it is that of the statistic, which is not given")
    figures = {"mean_pre": mean_pre, "sd_pre": sd_pre, "mean_post": mean_post, "sd_post": sd_post}
    *numbers, n_pairs, extra = broadcast({**figures, "n": n, name: value})
    _check_stats(numbers, n_pairs)
    moments = _moments_from_stats(numbers, n_pairs.astype(np.int64), name, extra, order)
    return _result(moments, alternative, level)


class _Moments(NamedTuple):
    """What a paired t test needs to know of a data set, or of each of a stack."""

    n: Any
    mean_pre: Any
    sd_pre: Any
    mean_post: Any
    sd_post: Any
    mean_change: Any
    sd_change: Any
    r: Any


def _result(
    moments: _Moments,
    alternative: Alternative,
    confidence_level: float,
    outcomes: tuple[str, ...] = (),
) -> PairedTTestResult:
    """Turn means, SDs and the correlation into the whole test."""
    n, mean_pre, sd_pre, mean_post, sd_post, mean_change, sd_change, r = moments
    df = n - 1
    standard_error = sd_change / np.sqrt(n)
    statistic = mean_change / standard_error
    d_z = mean_change / sd_change
    d_av = mean_change / (0.5 * (sd_pre + sd_post))
    interval = _mean_interval(mean_change, standard_error, df, alternative, confidence_level)
    return PairedTTestResult(
        statistic=_plain(statistic),
        df=_plain(df),
        pvalue=_plain(_pvalue(statistic, df, alternative)),
        confidence_interval=interval,
        n=_plain(n),
        mean_pre=_plain(mean_pre),
        sd_pre=_plain(sd_pre),
        mean_post=_plain(mean_post),
        sd_post=_plain(sd_post),
        mean_change=_plain(mean_change),
        sd_change=_plain(sd_change),
        r=_plain(r),
        d_z=_plain(d_z),
        d_av=_plain(d_av),
        d_rm=_plain(d_z * np.sqrt(2 * (1 - r))),
        g_av=_plain(d_av * _hedges_correction(df)),
        alternative=alternative,
        confidence_level=confidence_level,
        outcomes=outcomes,
    )


def _pvalue(statistic: Any, df: Any, alternative: Alternative) -> Any:
    """Return the tail area of Student's t that the alternative names."""
    if alternative == "two-sided":
        return 2 * special.stdtr(df, -np.abs(statistic))
    return special.stdtr(df, statistic if alternative == "less" else -statistic)


def _mean_interval(
    mean_change: Any, standard_error: Any, df: Any, alternative: Alternative, level: float
) -> ConfidenceInterval:
    """Return the interval of the mean change; open on one side for one tail."""
    if alternative == "two-sided":
        margin = standard_error * special.stdtrit(df, (1 + level) / 2)
        return ConfidenceInterval(_plain(mean_change - margin), _plain(mean_change + margin))
    margin = standard_error * special.stdtrit(df, level)
    unlimited = np.full_like(margin, np.inf)
    if alternative == "less":
        return ConfidenceInterval(_plain(-unlimited), _plain(mean_change + margin))
    return ConfidenceInterval(_plain(mean_change - margin), _plain(unlimited))


def _hedges_correction(df: Any) -> Any:
    """Return J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)); NaN for m = 1."""
    if np.ndim(df) == 0:
        return _scalar_hedges_correction(int(df))
    m = np.maximum(df, 2)
    return np.where(df > 1, special.poch((m - 1) / 2, 0.5) / np.sqrt(m / 2), np.nan)


@lru_cache(maxsize=256)
def _scalar_hedges_correction(df: int) -> float:
    """Return J for one number of degrees of freedom, remembered: it depends on nothing else."""
    if df < 2:
        return math.nan
    return float(special.poch((df - 1) / 2, 0.5)) / math.sqrt(df / 2)


def _noncentral_limits(statistic: Any, df: Any, level: float) -> tuple[Any, Any]:
    """Return the noncentralities that put t at the upper and at the lower tail."""
    tail = (1 - level) / 2
    t = np.asarray(statistic, dtype=np.float64)
    return _noncentrality(df, 1 - tail, t), _noncentrality(df, tail, t)


def _noncentrality(df: Any, probability: float, t: Floats) -> Floats:
    """Solve P(T <= t | df, noncentrality) = probability, sharpening SciPy's answer by secants.

    SciPy's inverse is good to about 1e-6, its distribution function to about 1e-13.
    """
    last = special.nctdtrinc(df, probability, t)
    gap = special.nctdtr(df, last, t) - probability
    guess = last + 1e-4
    for _ in range(6):
        new_gap = special.nctdtr(df, guess, t) - probability
        slope = (new_gap - gap) / np.where(guess == last, 1.0, guess - last)
        step = np.where(slope != 0, new_gap / np.where(slope != 0, slope, 1.0), 0.0)
        last, gap, guess = guess, new_gap, guess - step
    return np.asarray(guess, dtype=np.float64)


def _sides(pre: Floats, post: Floats) -> Floats:
    """Return pre, post and change as one array, so that each is worked out in one go."""
    sides = np.empty((3, *pre.shape))
    sides[0], sides[1] = pre, post
    np.subtract(post, pre, out=sides[2])
    return sides


def _moments(
    sides: Floats, complete: NDArray[np.bool_] | None = None, *, again: bool = False
) -> _Moments:
    """Return n, means, SDs and correlation along the last axis; the sides are used up.

    Squares are of distances from the mean, for accuracy; `again` takes off what rounding left of
    the mean in them.
    """
    n = sides.shape[-1] if complete is None else np.add.reduce(complete, axis=-1)
    means = _centre(sides, n, complete)
    if again:
        means += _centre(sides, n, complete)
    mean_pre, mean_post, mean_change = means
    squares = _dot(sides, sides)
    root_pre, root_post, _ = np.sqrt(squares)
    sd_pre, sd_post, sd_change = np.sqrt(squares / (n - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.minimum(np.maximum(_dot(sides[0], sides[1]) / (root_pre * root_post), -1.0), 1.0)
    return _Moments(n, mean_pre, sd_pre, mean_post, sd_post, mean_change, sd_change, r)


def _need_care(moments: _Moments) -> Any:
    """Return whether an SD is not finite or not far above rounding, for each data set."""
    _, mean_pre, sd_pre, mean_post, sd_post, _, sd_change, _ = moments
    reach = abs(mean_pre) + abs(mean_post) + sd_pre + sd_post + sd_change
    smallest = np.minimum(np.minimum(sd_pre, sd_post), sd_change)
    # a NaN, an infinity or an overflow anywhere makes `reach` one, and no SD is above that
    return ~(smallest > _CLEARLY_VARIED * reach + _CLEARLY_SQUARED)


def _with_care(
    moments: _Moments, odd: Any, pre: Floats, post: Floats, complete: NDArray[np.bool_] | None
) -> _Moments:
    """Return the moments after those of the odd data sets are worked out again."""
    n = moments.n if complete is None else np.add.reduce(complete, axis=-1)
    part = _careful_moments(pre[odd], post[odd], None if complete is None else complete[odd])
    figures = [np.array(figure, dtype=np.float64) for figure in moments[1:]]
    for figure, mended in zip(figures, part[1:], strict=True):
        figure[odd] = mended
    return _Moments(n, *figures)


def _careful_moments(pre: Floats, post: Floats, complete: NDArray[np.bool_] | None) -> _Moments:
    """Return the moments of scores of any size, with an SD of 0 where only rounding varies."""
    if complete is not None:
        pre, post = np.where(complete, pre, 0.0), np.where(complete, post, 0.0)
    sides = _sides(pre, post)
    sizes = np.abs(sides).max(axis=-1)
    _, exponents = np.frexp(sizes)
    # dividing by a power of two is exact, and near 1 every square is a plain number
    near = _moments(np.ldexp(sides, -exponents[..., np.newaxis]), complete, again=True)
    means, sds = np.ldexp(near[1:7:2], exponents), np.ldexp(near[2:7:2], exponents)
    sizes[2] = np.maximum(sizes[0], sizes[1])  # the change's rounding is that of the scores
    flat = _spread(sides, complete) <= _ROUNDING * sizes
    flat[2] |= flat[0] & flat[1]  # what rounding left in both can add up in the change
    # only what does not vary has an SD of 0; a spread near the smallest float has not
    sds = np.where(flat, 0.0, np.maximum(sds, 5e-324))
    r = np.where(flat[0] | flat[1], np.nan, near.r)
    return _Moments(near.n, means[0], sds[0], means[1], sds[1], means[2], sds[2], r)


def _spread(values: Floats, complete: NDArray[np.bool_] | None) -> Any:
    """Return max - min of the complete pairs along the last axis."""
    where = True if complete is None else complete
    high = values.max(axis=-1, where=where, initial=-np.inf)
    return high - values.min(axis=-1, where=where, initial=np.inf)


def _centre(values: Floats, n: Any, complete: NDArray[np.bool_] | None) -> Any:
    """Take the means along the last axis off the values, in place, and return them."""
    # incomplete pairs are 0 before and after; along short rows einsum adds faster than reduce
    sums = np.einsum("...i->...", values) if values.ndim > 2 else np.add.reduce(values, axis=-1)
    means = sums / n
    values -= means[..., np.newaxis]
    if complete is not None:
        values *= complete
    return means


def _dot(first: Floats, second: Floats) -> Any:
    """Return the sums of products along the last axis."""
    return np.einsum("...i,...i->...", first, second)


def _moments_from_stats(
    numbers: list[Any], n: Any, name: str, extra: Any, order: Order
) -> _Moments:
    """Complete printed figures by the identity that ties the SD of change to the correlation."""
    mean_pre, sd_pre, mean_post, sd_post = numbers
    mean_change = mean_post - mean_pre
    if name == "r":
        refuse(np.abs(extra) > 1, extra, "r", "a correlation lies from -1 to 1")
        constant = (sd_pre == 0) | (sd_post == 0)
        reason = "a measurement with an SD of 0 has no correlation: give sd_change or statistic"
        refuse(constant, extra, "r", reason)
        r, sd_change = extra, _sd_change_from_r(sd_pre, sd_post, extra)
    else:
        if name == "sd_change":
            refuse(extra <= 0, extra, "sd_change", "the differences must vary: give one above 0")
            sd_change = extra
        else:
            sd_change = _sd_change_from_t(mean_change, n, extra, order)
        r = _r_from_sd_change(sd_pre, sd_post, sd_change)
    return _Moments(n, mean_pre, sd_pre, mean_post, sd_post, mean_change, sd_change, r)


def _sd_change_from_r(sd_pre: Any, sd_post: Any, r: Any) -> Any:
    """Return sqrt(sd_pre^2 + sd_post^2 - 2 r sd_pre sd_post), in a form that does not cancel."""
    variance = (sd_pre - sd_post) ** 2 + 2 * (1 - r) * sd_pre * sd_post
    refuse(variance <= 0, variance, "the variance of the differences", "t needs one above 0")
    return np.sqrt(variance)


def _sd_change_from_t(mean_change: Any, n: Any, statistic: Any, order: Order) -> Any:
    """Return the SD of change that turns this mean change into this t."""
    if np.any((statistic == 0) & (mean_change == 0)):
        raise ValueError(
            "a statistic of 0 with equal means fits every SD of change; give r or sd_change instead"
        )
    sign = 1 if order == "post-pre" else -1
    wrong = sign * np.sign(statistic) != np.sign(mean_change)
    minuend, subtrahend = order.split("-")
    expected = (
        f"t is for {minuend} - {subtrahend} and must have the sign of mean_{minuend} - "
        f"mean_{subtrahend}; for a t of the other order say order='{subtrahend}-{minuend}'"
    )
    refuse(wrong, statistic, "statistic", expected)
    return np.sqrt(n) * np.abs(mean_change / statistic)


def _r_from_sd_change(sd_pre: Any, sd_post: Any, sd_change: Any) -> Any:
    """Return the correlation that the three SDs imply; NaN where one SD is 0."""
    gap = (sd_pre - sd_post) ** 2
    # a spread of change whose square is no float is far beyond any two SDs that are taken
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        r = 1 - (sd_change**2 - gap) / (2 * sd_pre * sd_post)
    # an SD of 0 leaves one possible SD of change: that of the other measurement
    lone = (sd_pre * sd_post == 0) & ~np.isclose(sd_change, np.abs(sd_pre - sd_post), atol=0)
    r = np.where(lone, np.inf, np.where(sd_pre * sd_post == 0, np.nan, r))
    # twelve digits of grace: r = 1 computed from rounded SDs may come out a hair above 1
    beyond = np.abs(r) > 1 + 1e-12
    reason = "these SDs and this spread of change cannot belong together"
    refuse(beyond, r, "the implied pre-post correlation", reason)
    return np.minimum(np.maximum(r, -1.0), 1.0)


def _check_stats(numbers: list[Any], n: Any) -> None:
    """Refuse a negative SD and a number of pairs that is not a whole number from 2."""
    _, sd_pre, _, sd_post = numbers
    for name, sd in (("sd_pre", sd_pre), ("sd_post", sd_post)):
        refuse(sd < 0, sd, name, "a standard deviation is 0 or more")
    refuse((n < 2) | (n != np.floor(n)), n, "n", "it must be a whole number of pairs, at least 2")
    refuse(n > 2**53, n, "n", "more pairs than 2**53 cannot be counted exactly")


def _check_variation(moments: _Moments) -> None:
    """Refuse differences that are all equal, or equal but for rounding, or too close to 0."""
    constant, change = moments.sd_change == 0, moments.mean_change
    if np.any(constant):
        where = ""
        if np.ndim(constant):
            index = tuple(int(i) for i in np.argwhere(constant)[0])
            where, change = f" in data set [{place(index)}]", change[index]
        shown = f"every change is {general(change)}"
        raise ValueError(f"the differences do not vary{where}: {shown}, so t is undefined")
    reason = f"below {_SMALLEST_SD:g} digits are lost: rescale the scores"
    refuse(moments.sd_change < _SMALLEST_SD, moments.sd_change, "the SD of change", reason)


def _plain(value: Any) -> Any:
    """Return a Python number instead of a zero-dimensional array."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value
    return value.item() if hasattr(value, "item") else value
