"""Power in closed form: against integrals, other programs, and as published."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from statsmodels.stats.power import TTestPower

from twowaves import analytic_power, detectable_d_z, required_n, retrodesign


def beyond(critical, n, d_z):
    """P(T > critical), integrated over the SD that a study of normal changes happens to have."""
    df, noncentrality = n - 1, d_z * math.sqrt(n)
    sd = stats.chi(df, scale=1 / math.sqrt(df))
    ends = sd.ppf([1e-15, 1 - 1e-15])
    value, _ = integrate.quad(
        lambda s: sd.pdf(s) * stats.norm.sf(critical * s - noncentrality), *ends,
        epsabs=1e-13, limit=200, points=[sd.median()],
    )  # fmt: skip
    return value


@pytest.mark.sweep(20)
@pytest.mark.parametrize("alpha", [0.05, 0.005])
@pytest.mark.parametrize("d_z", [0, 0.1, 0.5, 1.5, 8])
@pytest.mark.parametrize("n", [2, 3, 11, 50, 400])
def test_analytic_power(n, d_z, alpha):
    """The closed form is the integral, two-tailed, in the right direction and in the wrong one."""
    one, two = (stats.t.isf(level, n - 1) for level in (alpha, alpha / 2))
    both = beyond(two, n, d_z) + beyond(two, n, -d_z)
    right, wrong = beyond(one, n, d_z), beyond(one, n, -d_z)

    def close(expected):
        return pytest.approx(expected, rel=1e-6, abs=1e-11)

    assert analytic_power(n, d_z, alpha=alpha) == close(both)
    assert analytic_power(n, d_z, alpha=alpha, alternative="greater") == close(right)
    assert analytic_power(n, -d_z, alpha=alpha, alternative="less") == close(right)
    assert analytic_power(n, d_z, alpha=alpha, alternative="less") == close(wrong)


@pytest.mark.parametrize("d_z", [1e9, 1e100, -1e307])
def test_analytic_power_of_any_change(d_z):
    """A change without bounds is found always, and in the other direction never."""
    assert analytic_power(11, d_z) == 1
    assert analytic_power(11, d_z, alternative="greater") == (d_z > 0)


@pytest.mark.parametrize("alpha", [1e-6, 1e-9])
def test_analytic_power_where_scipy_gives_up(alpha):
    """Far out, with two pairs: t is the change over an SD that is half-normal."""
    d_z = 1e9
    critical = stats.t.isf(alpha / 2, 1)
    expected = stats.chi2.cdf((d_z * math.sqrt(2) / critical) ** 2, 1)

    assert analytic_power(2, d_z, alpha=alpha) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("n", "d_z"), [(11, 0.5), (11, 0.938), (34, 0.5), (199, 0.2)])
def test_analytic_power_of_statsmodels(n, d_z):
    """And what statsmodels says."""
    expected = TTestPower().power(d_z, n, 0.05, alternative="two-sided")

    assert analytic_power(n, d_z) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("alternative", ["two-sided", "greater"])
@pytest.mark.parametrize("wanted", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("d_z", [0.1, 0.5, 0.94, 3])
def test_required_n(d_z, wanted, alternative):
    """The number is enough, and one fewer is not."""
    n = required_n(d_z, power=wanted, alternative=alternative)

    assert analytic_power(n, d_z, alternative=alternative) >= wanted
    assert n == 2 or analytic_power(n - 1, d_z, alternative=alternative) < wanted


def test_published_sample_sizes():
    """Cohen's table for one sample: about 34 pairs for d_z = .5, 199 for .2, 15 for .8."""
    assert [required_n(d) for d in (0.2, 0.5, 0.8)] == [199, 34, 15]


@given(n=st.integers(2, 300), wanted=st.floats(0.06, 0.99))
@settings(max_examples=40)
def test_detectable_change(n, wanted):
    """The change that is shown with the power wanted has that power."""
    assert analytic_power(n, detectable_d_z(n, power=wanted)) == pytest.approx(wanted, rel=1e-8)


# Gelman and Carlin (2014): true effect and standard error, in their unit; power, type S, type M
PUBLISHED = [(2, 8.1, (0.06, 0.24, 9.7)), (0.1, 3.28, (0.05, 0.46, 77))]


@pytest.mark.parametrize(("effect", "error", "published"), PUBLISHED)
def test_type_s_and_m_as_published(effect, error, published):
    """Gelman and Carlin's two examples, which they simulated."""
    found = retrodesign(effect, error)

    assert found.power == pytest.approx(published[0], abs=0.005)
    assert found.type_s == pytest.approx(published[1], abs=0.005)
    assert found.type_m == pytest.approx(published[2], rel=0.02)


POINTS, WEIGHTS = np.polynomial.legendre.leggauss(400)  # by far the longest part of an integral


@pytest.mark.slow
@given(effect=st.floats(0.01, 10), error=st.floats(0.1, 10), alpha=st.floats(0.001, 0.2))
@settings(max_examples=40)
def test_type_s_and_m_by_integration(effect, error, alpha):
    """The closed form is the integral over both tails of the normal distribution."""
    found = retrodesign(-effect, error, alpha=alpha)

    z = effect / error
    critical = stats.norm.isf(alpha / 2)
    right = critical + (POINTS + 1) / 2 * (z + 12)
    step = (z + 12) / 2 * WEIGHTS
    above, below = (stats.norm.pdf(right, side * z) * step for side in (1, -1))
    share = above.sum() + below.sum()
    assert found.power == pytest.approx(share, rel=1e-6)
    assert found.type_s == pytest.approx(below.sum() / share, rel=1e-6, abs=1e-12)
    assert found.type_m == pytest.approx(((above + below) * right).sum() / share / z, rel=1e-6)


BAD = [
    (
        lambda: analytic_power(1, 0.5),
        "n is 1; it must be a whole number from 2 to 9,007,199,254,740,992",
    ),
    (lambda: analytic_power(11, math.nan), "d_z is nan; it must be a finite number"),
    (lambda: analytic_power(11, 0.5, alternative="up"), "alternative is 'up'"),
    (lambda: required_n(2.8016 / math.sqrt(12e6)), "needs more than ten million pairs"),
    (lambda: required_n(0), "d_z is 0; a change so small"),
    (lambda: required_n(-0.5, alternative="greater"), "d_z is -0.5; a change so small, or in the"),
    (lambda: required_n(0.5, power=0.01), "power is 0.01; it must lie between alpha"),
    (lambda: detectable_d_z(11, power=1), "power is 1.0; it must lie between alpha"),
    (lambda: retrodesign(0, 1), "effect is 0; it must not be 0"),
    (lambda: retrodesign(1, 0), "standard_error is 0.0; it must be above 0"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_arguments(call, message):
    """What cannot be is answered with what can."""
    with pytest.raises(ValueError, match=re.escape(message)):
        call()
