"""The limitations lab in Python: its settings are a design, and its words come from `simulate`."""

import math
import re

import numpy as np
import pytest

from twowaves import Design, DropOut, History, Selection, SocialDesirability, simulate
from twowaves.widgets import LimitationsLab
from twowaves.widgets.limitations_lab.figure import Summary, in_words


def test_default_is_the_null_design():
    """At the start nothing happens, so that each significant study is a false alarm."""
    w = LimitationsLab()

    assert w.design == Design(n=11, sd_pre=8)
    assert w.rate.value == pytest.approx(0.05, abs=5 * w.rate.standard_error)
    assert "each of them is a false alarm" in w.sentence()


def test_settings_are_a_design():
    """Every setting has its part in the design."""
    w = LimitationsLab(
        n=20, true_change=2, history=1, desirability=3, selected=0.3, drop_out=0.2, outcomes=4,
        control=True, skewed=True, seed=7,
    )  # fmt: skip

    assert w.design == Design(
        n=20, mean_pre=8, sd_pre=8, skew=3, true_change=2, n_outcomes=4, n_control=20,
        threats=(Selection(0.3), History(1), SocialDesirability(3), DropOut(0.2)),
    )  # fmt: skip
    assert w.rows.equals(simulate(w.design, 2000, seed=7))


@pytest.mark.parametrize("tails", ["two", "one", "chosen afterwards"])
@pytest.mark.parametrize("correction", ["none", "holm"])
@pytest.mark.parametrize("control", [False, True])
def test_summary_by_hand(tails, correction, control):
    """Counts and means, from the rows themselves."""
    w = LimitationsLab(
        true_change=2, outcomes=3, tails=tails, correction=correction, control=control
    )
    rows = w.rows
    level = 0.05 / 3 if correction == "holm" else 0.05
    if control:
        p = rows["difference_pvalue"]
    elif tails == "one":
        p = rows["pvalue_one_sided"]
    else:
        p = rows["pvalue"] / (2 if tails == "chosen afterwards" else 1)
    significant = (p < level).to_numpy().reshape(-1, 3)
    estimates = rows["difference" if control else "mean_change"].to_numpy()[::3]
    claimed = estimates[significant[:, 0]]

    summary = w.summary
    assert summary.significant == significant.any(axis=1).sum()
    assert summary.mean == pytest.approx(estimates.mean())
    assert (summary.claims, summary.wrong) == (len(claimed), (claimed < 0).sum())
    assert summary.exaggeration == pytest.approx(np.abs(claimed).mean() / 2)


def test_words():
    """No change, a change that nobody finds, and one that is found; and studies without a test."""
    nothing = Summary(2000, 0, 94, -0.04, 0, 0, math.nan)
    assert in_words(nothing, 0.0) == (
        "4.7 % of the studies are significant. The module does nothing here: each of them is a "
        "false alarm. 5 % are to be expected. On average the studies find 0.0 points; the truth "
        "is 0."
    )
    assert "None of them finds the change" in in_words(Summary(2000, 0, 0, 1, 0, 0, math.nan), 1)
    found = in_words(Summary(2000, 3, 200, -1.26, 200, 20, 2.25), 1.5)
    assert "its change is 2.3 times the true one on average, and 10.0 % have the wrong" in found
    assert found.endswith("find \u22121.3 points; the truth is 1.5. 3 could not be tested.")


def test_title_names_what_is_on():
    """A reader of the caption knows what is true in these studies."""
    w = LimitationsLab(history=2, outcomes=6, tails="chosen afterwards", skewed=True)
    assert w.title() == (
        "2,000 synthetic studies of 11 people each: no true change, history, 6 outcomes, tail "
        "chosen afterwards and skewed scores."
    )
    w = LimitationsLab(true_change=2.5, control=True, tails="chosen afterwards")
    assert w.title() == (
        "2,000 synthetic studies of 11 people each, with a control group: a true change of 2.5, "
        "no threat."
    )


def test_without_a_kernel():
    """The table has each threat alone; with other settings they come first."""
    text = LimitationsLab().figure_html()
    assert text.count("<tr>") == 1 + 10
    assert "history, and a control group" in text

    first = LimitationsLab(history=8).tables()[0][1].iloc[0]
    assert first["studies with"] == "as set here"
    assert first["truth (points)"] == "0"


BAD = [
    ({"n": 1}, ValueError, "n is 1; it must be a whole number from 2 to 60"),
    ({"true_change": -1}, ValueError, "true_change is -1; it must lie from 0 to 8"),
    ({"history": "x"}, TypeError, "history is 'x'; it must be a number from 0 to 8"),
    ({"desirability": math.nan}, ValueError, "desirability is nan"),
    ({"selected": 0}, ValueError, "selected is 0; it must lie from 0.05 to 1"),
    ({"drop_out": True}, TypeError, "drop_out is True"),
    ({"outcomes": 9}, ValueError, "outcomes is 9"),
    ({"tails": "three"}, ValueError, "tails is 'three'; it must be one of 'two', 'one'"),
    ({"correction": "bh"}, ValueError, "correction is 'bh'; it must be one of 'none', 'holm'"),
    ({"control": 1}, TypeError, "control is 1; it must be True or False"),
    ({"seed": 0}, ValueError, "seed is 0; it must be a whole number from 1 to 9999"),
]


@pytest.mark.parametrize(("settings", "error", "message"), BAD)
def test_bad_settings(settings, error, message):
    """What cannot be chosen is answered with what can."""
    with pytest.raises(error, match=re.escape(message)):
        LimitationsLab(**settings)
