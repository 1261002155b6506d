"""Designs: what follows from them, and which no study could have."""

import dataclasses
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves import Design, DropOut, History, SocialDesirability

FREE = {"scale_min": None, "scale_max": None, "whole_numbers": False}

reals = st.floats(0.1, 30)
shares = st.floats(0, 0.99)


def test_default_is_a_null_design():
    """`Design(n=12)` is a study in which nothing happens."""
    design = Design(n=12)

    assert (design.true_change, design.d_z, design.threats, design.n_control) == (0, 0, (), 0)


@given(sd_pre=reals, sd_true=reals, reliability=shares)
def test_moments_follow_from_the_model(sd_pre, sd_true, reliability):
    """The SD of change follows from both SDs and r, as for any two measurements."""
    design = Design(
        n=5, mean_pre=0, sd_pre=sd_pre, sd_true_change=sd_true, reliability=reliability, **FREE
    )

    expected = sd_pre**2 + design.sd_post**2 - 2 * design.r * sd_pre * design.sd_post
    assert design.sd_change**2 == pytest.approx(expected, rel=1e-9)
    assert design.d_z == 0


def test_effect_size_has_the_sign_of_the_change():
    """A fall is a negative change, here as everywhere."""
    assert Design(n=5, true_change=-4, sd_pre=8, reliability=0.5).d_z == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([-3.2, 0.4, 0.6, 51.7, 90.0], [0, 0, 1, 52, 52]), ([2.5, 3.5], [2, 4])],
)
def test_on_scale(scores, expected):
    """Scores are rounded to whole points, halves to even, and cut off at the ends."""
    assert Design(n=2).on_scale(np.array(scores)).tolist() == expected


def test_without_a_scale_nothing_is_cut():
    """No ends and no rounding leave scores as they are."""
    scores = np.array([-3.2, 0.4, 90.7])

    assert Design(n=2, mean_pre=0, **FREE).on_scale(scores.copy()).tolist() == scores.tolist()


BAD = [
    ({"n": 1}, ValueError, "n is 1; it must be a whole number from 2 to 1,000,000"),
    ({"n": 12.0}, TypeError, "n is 12.0; it must be a whole number from 2 to 1,000,000"),
    ({"n": True}, TypeError, "n is True"),
    ({"mean_pre": 60}, ValueError, "mean_pre is 60.0; it must lie inside the scale, from 0.0 to"),
    ({"mean_pre": 0}, ValueError, "mean_pre is 0.0; it must lie inside"),
    ({"true_change": 30}, ValueError, "mean_pre + true_change is 56.0; it must lie inside"),
    ({"sd_pre": 27}, ValueError, "scores from 0.0 to 52.0 with mean 26.0 have an SD of at most 26"),
    ({"sd_pre": 0}, ValueError, "sd_pre is 0.0; scores must vary"),
    ({"sd_pre": "x"}, TypeError, "sd_pre is 'x'; it must be a number"),
    ({"sd_pre": math.nan}, ValueError, "sd_pre is nan; it must be a finite number"),
    ({"sd_true_change": -1}, ValueError, "sd_true_change is -1.0; a standard deviation is at"),
    ({"true_change": 20, "sd_true_change": 17}, ValueError, "sd_post is"),
    ({"sd_true_change": 30}, ValueError, "sd_post is 31.0"),
    ({"reliability": 1.1}, ValueError, "reliability is 1.1; it must lie from 0 to 1"),
    ({"reliability": 1}, ValueError, "then every change is the same"),
    ({"r_outcomes": -0.1}, ValueError, "r_outcomes is -0.1; it must lie from 0 to 1"),
    ({"skew": 7}, ValueError, "skew is 7.0; it must lie from -6 to 6"),
    ({"n_outcomes": 0}, ValueError, "n_outcomes is 0; it must be a whole number from 1 to 1,000"),
    ({"n_control": 1}, ValueError, "n_control is 1; a control group has 2 people or more"),
    ({"scale_min": 52, "scale_max": 0}, ValueError, "the scale has no room"),
    ({"scale_min": math.inf}, ValueError, "scale_min is inf"),
    ({"scale_max": None, "mean_pre": -1}, ValueError, "inside the scale, from 0.0 upwards"),
    ({"n": 10**9}, ValueError, "n is 1000000000; it must be a whole number from 2 to 1,000,000"),
    ({"n_control": 10**9}, ValueError, "it must be a whole number from 0 to 1,000,000"),
    ({"n_outcomes": 1001}, ValueError, "it must be a whole number from 1 to 1,000"),
    ({"n": 10**6, "n_control": 1001, "n_outcomes": 10}, ValueError,
     "a study has at most 10,000,000 scores a wave"),
    ({"whole_numbers": 1}, TypeError, "whole_numbers is 1; it must be True or False"),
    ({"predicted": "up"}, ValueError, "predicted is 'up'; it must be one of 'rise', 'fall'"),
    ({"threats": History(30)}, ValueError,
     "mean_pre + true_change + what the threats add is 56.0; it must lie inside the scale"),
    ({"true_change": -10, "threats": (History(-10), SocialDesirability(-7))}, ValueError,
     "mean_pre + true_change + what the threats add is -1.0; it must lie inside the scale"),
    ({"threats": "History"}, TypeError, "threats is 'History'; give a tuple of threats"),
    ({"threats": (History(2), 3)}, TypeError, "threats[1] is 3; it must be a threat"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "error", "message"), BAD)
def test_impossible_designs(settings, error, message):
    """What no study could have is answered in a sentence that says what it could."""
    with pytest.raises(error, match=re.escape(message)):
        Design(**{"n": 12, **settings})


def test_largest_sd_is_possible():
    """Half of the people at each end have just the largest SD: it is the bound, not beyond it."""
    assert Design(n=12, sd_pre=26).sd_pre == 26


def test_threats_that_cancel():
    """What counts is where all threats together move the mean, in any order."""
    assert Design(n=12, threats=(History(30), SocialDesirability(-30))).n == 12


def test_frozen_and_plain():
    """A design cannot change, holds plain numbers, and equal ones are equal."""
    design = Design(n=np.int64(12), mean_pre=np.float32(26), threats=[DropOut(0.3)])

    assert type(design.n) is int
    assert type(design.mean_pre) is float
    assert design == Design(n=12, threats=(DropOut(0.3),))
    assert hash(design) == hash(Design(n=12, threats=(DropOut(0.3),)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        design.n = 3
