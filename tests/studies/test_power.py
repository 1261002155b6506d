"""Power, false alarms, coverage and exaggeration in simulated studies, and as published."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from twowaves import (
    Design,
    coverage,
    false_positive_rate,
    familywise_rate,
    power,
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


@pytest.mark.parametrize("d_z", [0, 0.7])
def test_coverage(d_z):
    """Of the 95 % intervals 95 % hold the truth."""
    design = Design(n=11, true_change=8 * d_z, **FREE)

    assert_close(coverage(simulate(design, STUDIES, seed=4), design.true_change), 0.95)


# Gelman and Carlin (2014): true effect and standard error, in their unit; power, type S, type M
PUBLISHED = [(2, 8.1, (0.06, 0.24, 9.7)), (0.1, 3.28, (0.05, 0.46, 77))]


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
