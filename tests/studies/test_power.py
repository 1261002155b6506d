"""Power, false alarms, coverage and exaggeration: simulated, in closed form, and as published."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

from twowaves import (
    Design,
    analytic_power,
    coverage,
    detectable_d_z,
    false_positive_rate,
    familywise_rate,
    power,
    required_n,
    retrodesign,
    simulate,
    type_s_and_m,
)

FREE = {"mean_pre": 26, "sd_pre": 8, "scale_min": None, "scale_max": None, "whole_numbers": False}
STUDIES = 40_000


def assert_close(estimate, expected):
    """The estimate lies within five of its standard errors."""
    assert estimate.value == pytest.approx(expected, abs=5 * estimate.standard_error)


@pytest.mark.parametrize("n", [2, 5, 11, 40])
@pytest.mark.parametrize(
    ("tails", "rate"), [("two", 0.05), ("one", 0.05), ("chosen afterwards", 0.1)]
)
def test_false_alarms(n, tails, rate):
    """Without a true change and without threats .05 is .05; a tail chosen afterwards doubles it."""
    rows = simulate(Design(n=n, **FREE), STUDIES, seed=1)

    assert_close(false_positive_rate(rows, tails=tails), rate)


@pytest.mark.parametrize("alpha", [0.001, 0.01, 0.2])
def test_other_levels(alpha):
    """The rate is the level, whichever it is."""
    rows = simulate(Design(n=11, **FREE), STUDIES, seed=2)

    assert_close(false_positive_rate(rows, alpha=alpha), alpha)


@pytest.mark.parametrize("d_z", [0.2, 0.5, 0.938, -0.7])
@pytest.mark.parametrize("n", [5, 11, 30])
def test_simulated_power_is_the_noncentral_ts(n, d_z):
    """Two-tailed and one-tailed, of a rise and of a fall."""
    design = Design(n=n, true_change=8 * d_z, **FREE)
    rows = simulate(design, STUDIES, seed=3)

    assert design.d_z == pytest.approx(d_z)
    critical = stats.t.isf(0.025, n - 1)
    nct = stats.nct(n - 1, d_z * math.sqrt(n))
    assert_close(power(rows), nct.sf(critical) + nct.cdf(-critical))
    one = power(rows, tails="one")
    assert one.value == pytest.approx(
        nct.sf(stats.t.isf(0.05, n - 1)), abs=5 * one.standard_error + 1e-4
    )


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


@pytest.mark.parametrize("d_z", [0, 0.7])
def test_coverage(d_z):
    """Of the 95 % intervals 95 % hold the truth."""
    design = Design(n=11, true_change=8 * d_z, **FREE)

    assert_close(coverage(simulate(design, STUDIES, seed=4), design.true_change), 0.95)


# Gelman and Carlin (2014): true effect and standard error, in their unit; power, type S, type M
PUBLISHED = [(2, 8.1, (0.06, 0.24, 9.7)), (0.1, 3.28, (0.05, 0.46, 77))]


@pytest.mark.parametrize(("effect", "error", "published"), PUBLISHED)
def test_type_s_and_m_as_published(effect, error, published):
    """Gelman and Carlin's two examples, which they simulated."""
    found = retrodesign(effect, error)

    assert found.power == pytest.approx(published[0], abs=0.005)
    assert found.type_s == pytest.approx(published[1], abs=0.005)
    assert found.type_m == pytest.approx(published[2], rel=0.02)


@pytest.mark.slow
@given(effect=st.floats(0.01, 10), error=st.floats(0.1, 10), alpha=st.floats(0.001, 0.2))
@settings(max_examples=40)
def test_type_s_and_m_by_integration(effect, error, alpha):
    """The closed form is the integral over both tails of the normal distribution."""
    found = retrodesign(-effect, error, alpha=alpha)

    z = effect / error
    critical = stats.norm.isf(alpha / 2)
    points, weights = np.polynomial.legendre.leggauss(400)
    right = critical + (points + 1) / 2 * (z + 12)
    step = (z + 12) / 2 * weights
    above, below = (stats.norm.pdf(right, side * z) * step for side in (1, -1))
    share = above.sum() + below.sum()
    assert found.power == pytest.approx(share, rel=1e-6)
    assert found.type_s == pytest.approx(below.sum() / share, rel=1e-6, abs=1e-12)
    assert found.type_m == pytest.approx(((above + below) * right).sum() / share / z, rel=1e-6)


def test_simulated_type_s_and_m():
    """Large studies, in which t is as good as normal, show the closed form."""
    design = Design(n=200, true_change=0.3, **FREE)
    rows = simulate(design, STUDIES, seed=5)
    found = type_s_and_m(rows, design.true_change)

    expected = retrodesign(0.3, 8 / math.sqrt(200))
    assert_close(found.type_s, expected.type_s)
    assert found.type_m.value == pytest.approx(expected.type_m, rel=0.03)
    assert found.type_m.n_studies == (rows["pvalue"] < 0.05).sum()


@pytest.mark.parametrize(("effect", "error", "published"), PUBLISHED)
def test_simulated_type_s_and_m_as_published(effect, error, published):
    """Studies with the published ratio of effect to standard error show the published figures."""
    design = Design(n=200, true_change=effect / error * 8 / math.sqrt(200), **FREE)
    rows = simulate(design, 200_000, seed=6)
    found = type_s_and_m(rows, design.true_change)

    rounding = 0.005
    for estimate, figure in ((power(rows), published[0]), (found.type_s, published[1])):
        assert estimate.value == pytest.approx(figure, abs=5 * estimate.standard_error + rounding)
    assert found.type_m.value == pytest.approx(published[2], rel=0.04)


def test_type_s_and_m_without_significant_studies():
    """Nothing significant says nothing, and no number is made up."""
    rows = simulate(Design(n=2, true_change=0.1, **FREE), 20, seed=1)
    found = type_s_and_m(rows, 0.1, alpha=1e-9)

    assert math.isnan(found.type_s.value)
    assert math.isnan(found.type_m.value)


@pytest.mark.parametrize("correction", ["none", "bonferroni", "holm", "bh"])
def test_several_outcomes(correction, monkeypatch):
    """A study counts if any outcome stays significant after statsmodels' correction."""
    monkeypatch.setattr("gc.collect", lambda: 0)  # multipletests does it at every call
    rows = simulate(Design(n=11, n_outcomes=6, true_change=4), 30, seed=6)
    found = familywise_rate(rows, correction=correction)

    methods = {"none": None, "bonferroni": "bonferroni", "holm": "holm", "bh": "fdr_bh"}
    method = methods[correction]
    by_study = rows["pvalue"].to_numpy().reshape(-1, 6)
    expected = [
        (multipletests(p, 0.05, method=method)[0] if method else p < 0.05).any() for p in by_study
    ]
    assert found.value == np.mean(expected)
    assert found.n_studies == 30


def test_independent_outcomes():
    """Six independent outcomes: 1 - .95^6 without correction, at most .05 with one."""
    rows = simulate(Design(n=11, n_outcomes=6, r_outcomes=0, **FREE), STUDIES, seed=7)

    assert_close(familywise_rate(rows), 1 - 0.95**6)
    assert_close(familywise_rate(rows, correction="holm"), 1 - (1 - 0.05 / 6) ** 6)


def test_untested_studies_are_counted():
    """They claim nothing, and the estimate says how many they are."""
    rows = pd.DataFrame({"pvalue": [0.01, math.nan, 0.3, math.nan]})
    found = power(rows)

    assert (found.value, found.n_studies, found.n_untested) == (0.25, 4, 2)
    assert found.standard_error == pytest.approx(math.sqrt(0.25 * 0.75 / 4))


def test_shown():
    """An estimate prints with its standard error."""
    assert str(power(pd.DataFrame({"pvalue": [0.01, 0.3]}))) == "0.500 ± 0.354"


ROWS = simulate(Design(n=11), 10, seed=1)
SEVERAL = simulate(Design(n=11, n_outcomes=2), 10, seed=1)
BAD = [
    (lambda: power(ROWS, alpha=0), "alpha is 0; it must lie between 0 and 1"),
    (lambda: power(ROWS, tails="both"), "tails is 'both'; it must be one of 'two', 'one'"),
    (lambda: power(ROWS, compared_with="control"), "these studies have no control group"),
    (lambda: type_s_and_m(ROWS, 0), "true_change is 0.0; it must not be 0"),
    (lambda: familywise_rate(ROWS, correction="sidak"), "correction is 'sidak'"),
    (lambda: familywise_rate(SEVERAL.iloc[1:]), "rows have lost or moved some outcomes of a study"),
    (lambda: familywise_rate(SEVERAL.iloc[::-1]), "rows have lost or moved some outcomes"),
    (lambda: power(ROWS[["study"]]), "rows have no column 'pvalue'; they must come from simulate"),
    (lambda: coverage(ROWS[["study"]], 0), "rows have no column 'ci_low'"),
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


def test_a_control_group_has_two_tails():
    """A tail is a claim about one group's change."""
    rows = simulate(Design(n=11, n_control=11), 10, seed=1)
    with pytest.raises(ValueError, match="with a control group it must be 'two'"):
        power(rows, tails="one", compared_with="control")
