"""The reconstruction browser in Python: each shipped data set prints the paper's row."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import twowaves
from make_reconstructions import TARGET, text
from twowaves.widgets import ReconstructionBrowser

OUTCOMES = twowaves.load_outcomes().set_index("outcome", drop=False)
SETS = twowaves.load_reconstructions()


def test_file_is_what_the_script_writes():
    """The shipped file is the script's, byte for byte."""
    assert TARGET.read_text(encoding="utf-8") == text()


@pytest.mark.parametrize("n", [11, 12])
@pytest.mark.parametrize("outcome", OUTCOMES.index)
def test_shipped_sets(outcome, n):
    """Twenty different data sets of each outcome and n have the printed figures."""
    own = SETS[(SETS["outcome"] == outcome) & (SETS["n"] == n)]
    pre, post = (own[wave].to_numpy().reshape(20, n) for wave in ("pre", "post"))

    assert twowaves.reproduces(pre, post, OUTCOMES.loc[outcome]).all()
    assert len({tuple(one) for one in np.concatenate([pre, post], axis=1).tolist()}) == 20


@pytest.mark.sweep
@pytest.mark.parametrize("tails", ["two", "one"])
@pytest.mark.parametrize("which", [1, 7, 20])
@pytest.mark.parametrize("outcome", ["self-compassion", "hated self"])
def test_result(outcome, which, tails):
    """The p values are SciPy's, test by test and person by person."""
    w = ReconstructionBrowser(outcome=outcome, n=12, which=which, tails=tails)
    items = 12 if outcome == "self-compassion" else 1
    change = np.rint(w.data["change"] * items).astype(int).to_numpy()
    alternative = "two-sided" if tails == "two" else "greater" if change.sum() > 0 else "less"
    every = stats.PermutationMethod(n_resamples=np.inf)
    rose, moved = int((change > 0).sum()), int((change != 0).sum())

    expected = [
        stats.ttest_1samp(change, 0, alternative=alternative).pvalue,
        stats.wilcoxon(change, alternative=alternative, method=every).pvalue,
        stats.permutation_test(
            (change,), np.sum, permutation_type="samples", alternative=alternative,
            n_resamples=np.inf,
        ).pvalue,
        stats.binomtest(rose, moved, alternative=alternative).pvalue,
    ]  # fmt: skip
    assert w.result["pvalue"].tolist() == pytest.approx(expected, rel=1e-9)
    assert w.result["significant"].tolist() == [p < 0.05 for p in expected]
    without = [
        stats.ttest_1samp(np.delete(change, i), 0, alternative=alternative).pvalue
        for i in range(12)
    ]
    assert w.without_each.tolist() == pytest.approx(without, rel=1e-9)


@pytest.mark.slow
def test_sentences():
    """The sentence names the tests on either side, and whether a person decides."""
    said = {
        ReconstructionBrowser(outcome=outcome, n=n, which=which, tails=tails).sentence()
        for outcome in OUTCOMES.index for n in (11, 12) for which in range(1, 21)
        for tails in ("two", "one")
    }  # fmt: skip

    for part in (
        "Two-tailed at α = .05, not significant by any of the four tests.",
        "One-tailed at α = .05, significant by all four tests.",
        "significant by paired t test, signed ranks and sign flips, not by signs.",
        ": significant whoever is left out.",
        ": not significant whoever is left out.",
    ):
        assert any(part in sentence for sentence in said), part
    assert any(re.search(r"significant without \d+ of the 1[12] people", one) for one in said)


def test_own_reconstructions():
    """A reader's own reconstructions are shown too; what they print is not known to the figure."""
    sets = twowaves.reconstruct("hated self", 12, size=3, seed=5)
    w = ReconstructionBrowser(sets, which=3)

    assert w.data["pre"].tolist() == sets.pre[2].tolist()
    assert "Data set 3 of 3 that print the row of hated self at n = 12" in w.title()
    (_, figures), *_ = w.tables()
    assert set(figures["printed"]) == {"not known"}


def test_people_who_all_change_alike():
    """Where the others' changes do not vary without someone, there is no p, and it says none."""
    row = {"outcome": "alike", "scoring": "total", "scale_min": 0, "scale_max": 4,
           "mean_pre": "1.00", "mean_post": "2.33"}  # fmt: skip
    sets = twowaves.reconstruct(pd.Series(row), 3, size=50, seed=1)
    alike = next(i for i, d in enumerate(sets.change.tolist()) if sorted(d) == [1, 1, 2])
    w = ReconstructionBrowser(sets, which=alike + 1)

    assert "none" in w.tables()[2][1]["p of t without"].tolist()
    assert "nan" not in w.figure_html()


def test_two_people():
    """Without one of two people no t test is left, and it says so."""
    row = {"outcome": "pair", "scoring": "total", "scale_min": 0, "scale_max": 9,
           "mean_pre": "2.0", "mean_post": "4.0"}  # fmt: skip
    w = ReconstructionBrowser(twowaves.reconstruct(pd.Series(row), 2, size=5, seed=1))

    assert w.sentence().endswith(". Without one person, no t test is possible.")


BAD = [
    ({"outcome": "joy"}, ValueError, "outcome is 'joy'; it must be one of 'self-compassion'"),
    ({"n": 10}, ValueError, "n is 10; for self-compassion it must be 11 or 12"),
    ({"which": 21}, ValueError, "which is 21; it must be a whole number from 1 to 20"),
    ({"which": 0}, ValueError, "which is 0; it must be a whole number from 1 to"),
    ({"tails": "three"}, ValueError, "tails is 'three'; it must be one of 'two', 'one'"),
]


@pytest.mark.parametrize(("settings", "error", "message"), BAD)
def test_bad_settings(settings, error, message):
    """What cannot be shown is answered with what can."""
    with pytest.raises(error, match=re.escape(message)):
        ReconstructionBrowser(**settings)


def test_bad_reconstructions():
    """What is no reconstruction, or too many, is refused."""
    with pytest.raises(TypeError, match="a DataFrame is no reconstruction"):
        ReconstructionBrowser(twowaves.load_outcomes())
    with pytest.raises(ValueError, match=r"there are 201 data sets of hated self; .* up to 200"):
        ReconstructionBrowser(twowaves.reconstruct("hated self", 11, size=201, seed=1))


def test_without_a_kernel():
    """The figure's tables have the printed row, the tests and the people, and say synthetic."""
    text = ReconstructionBrowser(outcome="inadequate self").figure_html()

    assert text.count("<tr>") == 3 + 5 + 4 + 11
    assert text.count("ynthetic") >= 2
    assert 'data-widget="reconstruction-browser"' in text
