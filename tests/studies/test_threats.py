"""Threats: each does to simulated studies what theory says that it does."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from scipy import integrate, stats

from twowaves import (
    Design,
    DropOut,
    History,
    Selection,
    SocialDesirability,
    Threat,
    power,
    simulate,
)

# no floor and no rounding, so that the closed forms hold exactly
FREE = {"mean_pre": 26, "sd_pre": 8, "scale_min": None, "scale_max": None, "whole_numbers": False}
STUDIES = 20_000


def mean_of(column):
    """Return a mean and its Monte Carlo standard error."""
    values = column.dropna()
    return values.mean(), values.std() / math.sqrt(len(values))


def assert_mean(column, expected):
    """The mean is the expected one within five standard errors."""
    mean, error = mean_of(column)
    assert mean == pytest.approx(expected, abs=5 * error)


@pytest.mark.parametrize("tail", ["low", "high"])
@pytest.mark.parametrize(
    ("share", "reliability"), [(0.05, 0.5), (0.3, 0.8), (0.7, 0.0), (1.0, 0.5)]
)
def test_regression_to_the_mean(share, tail, reliability):
    """The mean change is -(1 - r) SD E[z | selected], by numerical integration."""
    design = Design(n=11, reliability=reliability, threats=(Selection(share, tail),), **FREE)
    rows = simulate(design, STUDIES, seed=1)

    cut = stats.norm.ppf(share)
    selected, _ = integrate.quad(lambda z: z * stats.norm.pdf(z), -12, min(cut, 12))
    z = selected / share * (1 if tail == "low" else -1)
    assert_mean(rows["mean_change"], -(1 - reliability) * 8 * z)
    assert Selection(share, tail).mean_score == pytest.approx(z, abs=1e-9)


def test_selection_narrows_the_scores():
    """Those selected from the lowest fifth lie below its cut, every one of them."""
    design = Design(n=11, threats=(Selection(0.2, "low"),), **FREE)
    standard = np.random.default_rng(1).standard_normal((5, 4000))
    design.threats[0].select(standard)

    assert standard.max() < stats.norm.ppf(0.2)
    assert stats.kstest(stats.norm.cdf(standard.ravel()) / 0.2, "uniform").pvalue > 1e-4


def test_history_moves_both_groups():
    """Something that happens to everybody is in the change, and not in the comparison."""
    design = Design(n=12, n_control=12, threats=(History(5),), **FREE)
    rows = simulate(design, STUDIES, seed=2)

    assert_mean(rows["mean_change"], 5)
    assert_mean(rows["difference"], 0)
    assert power(rows).value > 0.4
    assert power(rows, compared_with="control").value == pytest.approx(0.05, abs=0.01)


def test_desirability_moves_the_group_alone():
    """Wanting to please is in the change and in the comparison; its spread widens the changes."""
    design = Design(
        n=12, n_control=12, true_change=1, threats=(SocialDesirability(3, sd=4),), **FREE
    )
    rows = simulate(design, STUDIES, seed=3)

    assert_mean(rows["mean_change"], 4)
    assert_mean(rows["difference"], 4)
    assert_mean(rows["sd_change"] ** 2, design.sd_change**2 + 4**2)


@pytest.mark.parametrize("strength", [-0.9, -0.4, 0.0, 0.6])
def test_drop_out_by_change(strength):
    """Those who stay changed by SD strength times -phi(cut)/(1 - share): a truncated normal."""
    share = 0.3
    design = Design(n=12, threats=(DropOut(share, "change", strength),), **FREE)
    rows = simulate(design, STUDIES, seed=4)

    assert_mean(rows["n_complete"], 12 * (1 - share))
    cut = stats.norm.ppf(1 - share)
    stayers = -stats.norm.pdf(cut) / (1 - share) * strength * design.sd_change
    weighted = (rows["mean_change"] * rows["n_complete"]).sum() / rows["n_complete"].sum()
    _, error = mean_of(rows["mean_change"])
    assert weighted == pytest.approx(stayers, abs=5 * error)


@pytest.mark.parametrize("reliability", [0.5, 0.9, 1.0])
def test_drop_out_of_controls(reliability):
    """As many leave a control group, whose changes are chance alone, as the share says."""
    threats = (DropOut(0.3, "change", 0.9),)
    design = Design(
        n=12, n_control=12, sd_true_change=12, reliability=reliability, threats=threats,
        **FREE | {"mean_pre": 0},
    )  # fmt: skip
    rows = simulate(design, STUDIES, seed=4)

    assert_mean(rows["n_complete"], 12 * 0.7)
    if reliability < 1:
        assert_mean(rows["n_control"], 12 * 0.7)
    else:  # all controls gain nothing, so that chance alone, of SD sqrt(1 - 0.9²), lets them go
        left = stats.norm.sf(stats.norm.ppf(0.7) / math.sqrt(1 - 0.9**2))
        assert_mean(rows["n_control"], 12 * (1 - left))


def test_drop_out_by_pre():
    """If the lowest leave, the others' scores before are higher, and they fall back."""
    design = Design(n=12, threats=(DropOut(0.3, "pre", -1),), **FREE)
    rows = simulate(design, STUDIES, seed=5)

    cut = stats.norm.ppf(0.7)
    pre = stats.norm.pdf(cut) / 0.7
    weighted = (rows["mean_change"] * rows["n_complete"]).sum() / rows["n_complete"].sum()
    _, error = mean_of(rows["mean_change"])
    assert weighted == pytest.approx(-(1 - 0.5) * 8 * pre, abs=5 * error)


def test_too_few_left_is_never_silent():
    """A study of fewer than two pairs has its row, with NaN in place of the test."""
    rows = simulate(Design(n=3, threats=(DropOut(0.8),), **FREE), 5_000, seed=6)

    few = rows["n_complete"] < 2
    assert len(rows) == 5_000
    assert few.mean() == pytest.approx(stats.binom.cdf(1, 3, 0.2), abs=0.03)
    figures = ["statistic", "pvalue", "pvalue_one_sided", "ci_low", "d_z"]
    assert rows.loc[few, figures].isna().all(axis=None)
    assert rows.loc[~few, figures].notna().all(axis=None)
    assert power(rows).n_untested == few.sum()


def test_threats_add_up():
    """History and desirability together move the change by their sum, in any order."""
    both = (History(2), SocialDesirability(3))
    one = simulate(Design(n=12, threats=both, **FREE), 100, seed=7)
    other = simulate(Design(n=12, threats=both[::-1], **FREE), 100, seed=7)

    np.testing.assert_allclose(one["mean_change"], other["mean_change"], rtol=1e-12)
    plain = simulate(Design(n=12, **FREE), 100, seed=7)
    np.testing.assert_allclose(one["mean_change"], plain["mean_change"] + 5, rtol=1e-9)


@dataclass(frozen=True)
class Practice(Threat):
    """A reader's own threat: everybody gains in proportion to nothing but a second try."""

    points: float

    def shift_of_all(self):
        return self.points


def test_a_threat_of_ones_own():
    """A subclass takes part like the others."""
    rows = simulate(Design(n=12, threats=(Practice(6),), **FREE), 500, seed=8)

    assert_mean(rows["mean_change"], 6)


def test_the_base_does_nothing():
    """A threat without steps leaves every row as it was, bit for bit."""
    plain = simulate(Design(n=12), 500, seed=9)

    assert simulate(Design(n=12, threats=(Threat(),)), 500, seed=9).equals(plain)


@pytest.mark.parametrize("kind", [Decimal, Fraction, np.float32])
def test_any_kind_of_number(kind):
    """A threat takes what any other figure takes, and works with it as with a float."""
    exact = (
        Selection(0.5),
        History(2.0),
        SocialDesirability(2.0, 1.0),
        DropOut(0.25, strength=-0.5),
    )
    other = (
        Selection(kind("0.5")), History(kind("2")), SocialDesirability(kind("2"), kind("1")),
        DropOut(kind("0.25"), strength=kind("-0.5")),
    )  # fmt: skip

    assert exact == other
    for one, two in zip(exact, other, strict=True):
        studies = [simulate(Design(n=12, threats=(threat,)), 50, seed=1) for threat in (one, two)]
        assert studies[0].equals(studies[1])


BAD = [
    (Selection, (0,), ValueError, "share is 0.0; it must lie above 0, or nobody would be selected"),
    (Selection, (1.2,), ValueError, "share is 1.2"),
    (Selection, (0.5, "left"), ValueError, "tail is 'left'; it must be one of 'low', 'high'"),
    (Selection, ("x",), TypeError, "share is 'x'; it must be a number"),
    (History, (math.inf,), ValueError, "change is inf; it must be a finite number"),
    (SocialDesirability, (1, -2), ValueError, "sd is -2.0; a standard deviation is at least 0"),
    (DropOut, (1,), ValueError, "lie below 1, at which everybody drops out"),
    (DropOut, (-0.1,), ValueError, "share is -0.1"),
    (DropOut, (0.2, "post"), ValueError, "by is 'post'; it must be one of 'pre', 'change'"),
    (DropOut, (0.2, "pre", 2), ValueError, "strength is 2.0; a correlation lies from -1 to 1"),
]  # fmt: skip


@pytest.mark.parametrize(("threat", "arguments", "error", "message"), BAD)
def test_bad_threats(threat, arguments, error, message):
    """What cannot be is answered with what can."""
    with pytest.raises(error, match=re.escape(message)):
        threat(*arguments)
