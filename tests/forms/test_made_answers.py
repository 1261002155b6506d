"""Answers made for given totals, against the scoring."""

import numpy as np
import pytest

from twowaves import load_instrument, make_answers, reconstruct, score

SCORES = [
    (name, one.name) for name in ("scs-sf", "fscrs", "fscs") for one in load_instrument(name).scores
]


@pytest.mark.parametrize(("instrument", "name"), SCORES)
def test_scores_back(instrument, name):
    """Every total that a score can have comes back from its answers, within the form's range."""
    form = load_instrument(instrument)
    k = len(form.score(name).items)
    totals = np.arange(k * form.response_min, k * form.response_max + 1)
    answers = make_answers(totals, form, name, seed=1)
    whole = answers.reindex(columns=form.column_names(), fill_value=form.response_min)
    points = totals / k if form.score(name).scoring == "mean" else totals

    np.testing.assert_allclose(score(whole, form, scores=[name])[name], points)
    assert answers.to_numpy().min() >= form.response_min
    assert answers.to_numpy().max() <= form.response_max


def test_reconstruction_down_to_items():
    """A reconstruction's answers score to the reconstruction."""
    sets = reconstruct("self-compassion", 11, size=2, seed=1)
    answers = make_answers(sets.pre[1], "scs-sf", "self-compassion", seed=5)

    np.testing.assert_allclose(
        score(answers, "scs-sf", scores=["self-compassion"])["self-compassion"],
        sets.frame(1)["pre"],
    )


def test_seed():
    """The same seed gives the same answers, another one others."""
    first, again, other = (make_answers([20, 30], "fscs", "self-correction", seed=s)
                           for s in (1, 1, 2))  # fmt: skip

    assert first.equals(again)
    assert not first.equals(other)
    assert first.nunique(axis=1).min() > 1


@pytest.mark.parametrize(
    ("totals", "message"),
    [
        ([53], r"totals\[0\] is 53; the items of self-correction add up to 0 to 52"),
        ([3, -1], r"totals\[1\] is -1; the items of self-correction add up to 0 to 52"),
        ([1, 1.5], r"totals\[1\] is 1.5; it must be a whole number"),
        ([2.0], r"totals\[0\] is 2.0; it must be a whole number"),
        ([True], r"totals\[0\] is True; it must be a whole number"),
        ([2**63], r"totals\[0\] is 9223372036854775808; it must be a whole number from"),
        ([[1]], "give one whole number a person"),
    ],
)
def test_bad_input(totals, message):
    """A total that the items cannot add up to is named."""
    with pytest.raises(ValueError, match=message):
        make_answers(totals, "fscs", "self-correction", seed=1)
