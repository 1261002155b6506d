"""Simulated studies: their rows are what SciPy says of the same scores, whoever computes them."""

import io
import math
import re
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from twowaves import Design, DropOut, History, Selection, SocialDesirability, simulate
from twowaves.studies.shapes import skewed
from twowaves.studies.simulation import Group, stream, studies_in_batch, studies_in_block

FREE = {"mean_pre": 26, "sd_pre": 8, "scale_min": None, "scale_max": None, "whole_numbers": False}
DESIGNS = {
    "plain": Design(n=12),
    "small": Design(n=3, mean_pre=3, sd_pre=1, scale_max=6),
    "skewed": Design(n=11, mean_pre=7.4, sd_pre=8.6, scale_max=40, skew=3),
    "unrounded": Design(n=11, **FREE),
    "outcomes": Design(n=11, n_outcomes=6, r_outcomes=0.3),
    "one and the same": Design(n=11, n_outcomes=2, r_outcomes=1),
    "change varies": Design(n=20, true_change=3, sd_true_change=4),
    "large": Design(n=5_000),
}
DESIGN_NAMES = list(DESIGNS)


def raw(design, seed, *, is_control=False):
    """Return the scores of the first batch, outcomes × people × studies, before and after."""
    random = stream(seed, 0)
    groups = [Group(design, is_control=False, studies=studies_in_batch(design))]
    if is_control:
        groups[0].draw(random)
        groups.append(Group(design, is_control=True, studies=studies_in_batch(design)))
    pre, post = groups[-1].draw(random)
    return pre.copy(), post.copy()


def of_outcome(rows, outcome):
    """Return the rows of one outcome, counted from 0."""
    return rows if "outcome" not in rows else rows[rows["outcome"] == outcome + 1]


@pytest.mark.parametrize("name", DESIGN_NAMES)
def test_rows_are_what_scipy_says(name):
    """t, p both ways, interval, moments and d_z of each study, from its own scores."""
    design = DESIGNS[name]
    pre, post = raw(design, 11)
    rows = simulate(design, pre.shape[-1], seed=11)

    for outcome in range(design.n_outcomes):
        mine = of_outcome(rows, outcome)
        change = post[outcome] - pre[outcome]
        varies = np.ptp(change, axis=0) > 0
        mine, change = mine[varies], change[:, varies]
        before, after = pre[outcome][:, varies], post[outcome][:, varies]
        test = stats.ttest_rel(after, before)
        interval = test.confidence_interval(0.95)
        one = stats.ttest_rel(after, before, alternative="greater").pvalue
        expected = {
            "mean_change": change.mean(axis=0),
            "sd_change": change.std(axis=0, ddof=1),
            "statistic": test.statistic,
            "pvalue": test.pvalue,
            "pvalue_one_sided": one,
            "ci_low": interval.low,
            "ci_high": interval.high,
            "d_z": change.mean(axis=0) / change.std(axis=0, ddof=1),
        }
        for column, values in expected.items():
            np.testing.assert_allclose(mine[column], values, rtol=1e-9, atol=1e-12)
        assert (mine["df"] == design.n - 1).all()


@pytest.mark.parametrize("name", DESIGN_NAMES)
def test_scores_are_on_the_scale(name):
    """Whole numbers between the ends, where the scale has them."""
    design = DESIGNS[name]
    for scores in raw(design, 1):
        if design.whole_numbers:
            assert (scores == np.rint(scores)).all()
        if design.scale_max is not None:
            assert scores.min() >= design.scale_min
            assert scores.max() <= design.scale_max


def test_control_group_is_welch():
    """The comparison is Welch's test of the changes in both groups."""
    design = Design(n=12, n_control=9, true_change=3, sd_true_change=5)
    pre, post = raw(design, 3)
    control_pre, control_post = raw(design, 3, is_control=True)
    rows = simulate(design, pre.shape[-1], seed=3)

    test = stats.ttest_ind((post - pre)[0], (control_post - control_pre)[0], equal_var=False)
    interval = test.confidence_interval(0.95)
    for column, values in {
        "difference_statistic": test.statistic,
        "difference_pvalue": test.pvalue,
        "difference_df": test.df,
        "difference_low": interval.low,
        "difference_high": interval.high,
    }.items():
        np.testing.assert_allclose(rows[column], values, rtol=1e-9, atol=1e-12)
    assert (rows["n_control"] == 9).all()


@pytest.mark.parametrize("sd_true_change", [0, 6])
@pytest.mark.parametrize("reliability", [0, 0.5, 0.9])
def test_moments_are_the_designs(reliability, sd_true_change):
    """Means, SDs and correlation of unrounded scores are those that the design states."""
    design = Design(
        n=50, true_change=4, sd_true_change=sd_true_change, reliability=reliability, **FREE
    )
    pre, post = (scores.ravel() for scores in raw(design, 5))
    count = len(pre)

    assert pre.mean() == pytest.approx(26, abs=5 * 8 / np.sqrt(count))
    assert post.mean() == pytest.approx(30, abs=5 * design.sd_post / np.sqrt(count))
    assert pre.std() == pytest.approx(8, rel=5 / np.sqrt(2 * count))
    assert post.std() == pytest.approx(design.sd_post, rel=5 / np.sqrt(2 * count))
    assert np.corrcoef(pre, post)[0, 1] == pytest.approx(design.r, abs=5 / np.sqrt(count))


@pytest.mark.parametrize("skew", [-4, -1, 0.5, 2, 6])
def test_shape(skew):
    """A skewed score has mean 0, SD 1 and the skewness stated, by numerical integration."""
    z, weights = np.polynomial.hermite_e.hermegauss(180)
    weights = weights / weights.sum()
    shaped = skewed(z.copy(), skew)

    moments = [(weights * shaped**k).sum() for k in (1, 2, 3)]
    assert moments == pytest.approx([0, 1, skew], abs=1e-6)
    assert (np.diff(skewed(np.linspace(-4, 4, 99), skew)) > 0).all()


def test_outcomes_are_correlated():
    """Any two outcomes correlate as stated, before, after and in their changes."""
    design = Design(n=50, n_outcomes=3, r_outcomes=0.4, **FREE)
    pre, post = raw(design, 6)

    for scores in (pre, post, post - pre):
        r = np.corrcoef(scores.reshape(3, -1))[np.triu_indices(3, 1)]
        assert r == pytest.approx([0.4] * 3, abs=5 / np.sqrt(scores[0].size))


def test_selection_on_one_of_several_outcomes():
    """People are chosen by the first outcome; the others move with it as far as they correlate."""
    design = Design(n=50, n_outcomes=2, r_outcomes=0.4, threats=(Selection(0.3, "low"),), **FREE)
    pre, _ = raw(design, 6)

    z = -stats.norm.pdf(stats.norm.ppf(0.3)) / 0.3
    found = (pre.mean(axis=(1, 2)) - 26) / 8
    assert found == pytest.approx([z, 0.4 * z], abs=5 / np.sqrt(pre[0].size))


@pytest.mark.parametrize("n_control", [0, 2])
def test_what_cannot_be_tested(n_control):
    """Where all changes are alike or too few stay, a row has NaN in place of each test figure."""
    design = Design(n=2, n_control=n_control, mean_pre=0.5, sd_pre=0.3, scale_max=1,
                    threats=(DropOut(0.3),))  # fmt: skip
    rows = simulate(design, 2_000, seed=2)
    untested = rows[(rows["n_complete"] < 2) | ~(rows["sd_change"] > 0)]
    figures = ["statistic", "pvalue", "pvalue_one_sided", "ci_low", "ci_high", "d_z"]

    assert 100 < len(untested) < 2_000
    assert untested[figures].isna().all(axis=None)
    assert np.isfinite(rows.drop(untested.index)[figures]).all(axis=None)
    if n_control:
        compared = ["difference_statistic", "difference_low", "difference_high"]
        none = rows["difference_pvalue"].isna()
        assert 100 < none.sum() < 2_000
        assert rows.loc[none, compared].isna().all(axis=None)
        assert np.isfinite(rows.loc[~none, compared]).all(axis=None)


def test_predicted_fall():
    """One tail looks in the predicted direction, and the two add up to one."""
    rise = simulate(Design(n=12), 200, seed=1)["pvalue_one_sided"]
    fall = simulate(Design(n=12, predicted="fall"), 200, seed=1)["pvalue_one_sided"]

    np.testing.assert_allclose(rise + fall, 1, rtol=1e-12)


threats = st.lists(
    st.one_of(
        st.builds(Selection, st.floats(0.01, 1), st.sampled_from(["low", "high"])),
        st.builds(History, st.floats(-5, 5)),
        st.builds(SocialDesirability, st.floats(-5, 5), st.floats(0, 5)),
        st.builds(
            DropOut, st.floats(0, 0.99), st.sampled_from(["pre", "change"]), st.floats(-1, 1)
        ),
    ),
    max_size=3,
)
designs = st.builds(
    Design,
    n=st.integers(2, 40),
    reliability=st.floats(0, 0.95),
    sd_true_change=st.floats(0, 5),
    skew=st.sampled_from([0, 0, 2, -3]),
    n_outcomes=st.integers(1, 3),
    n_control=st.sampled_from([0, 0, 2, 9]),
    threats=threats,
)


class Here(Executor):
    """Does each task at once, and counts them."""

    n_tasks = 0

    def submit(self, function, *arguments):
        self.n_tasks += 1
        future = Future()
        future.set_result(function(*arguments))
        return future


@settings(max_examples=40)
@given(design=designs, n_studies=st.integers(1, 20_000), chunk_size=st.integers(1, 4))
def test_rows_hang_on_the_seed_alone(design, n_studies, chunk_size):
    """Every design gives its rows, in any chunks; fewer studies are the first of more."""
    rows = simulate(design, n_studies, seed=3)

    assert len(rows) == n_studies * design.n_outcomes
    here = Here()
    chunks = simulate(design, n_studies, seed=3, executor=here, chunk_size=chunk_size)
    pd.testing.assert_frame_equal(chunks, rows, check_exact=True)
    assert here.n_tasks == math.ceil(n_studies / (chunk_size * studies_in_block(design)))
    more = simulate(design, n_studies + 700, seed=3)
    pd.testing.assert_frame_equal(more.head(len(rows)), rows, check_exact=True)
    p = rows["pvalue"].dropna()
    assert ((p >= 0) & (p <= 1)).all()
    testable = (rows["n_complete"] >= 2) & (rows["sd_change"] > 0)
    assert (rows["pvalue"].notna() == testable).all()


def test_seeds_differ():
    """Another seed gives other studies, and so does the next block."""
    rows = simulate(Design(n=12, **FREE), 2_000, seed=1)

    assert not np.isin(simulate(Design(n=12, **FREE), 1_000, seed=2)["mean_change"],
                       rows["mean_change"]).any()  # fmt: skip
    assert rows["mean_change"].is_unique


# rows on both sides of the ends of batches (2,000 and 666 studies) and of blocks (four of them)
PINNED = {
    "plain": (
        Design(n=11),
        ["mean_change", "sd_change", "pvalue"],
        {
            "mean": [-0.04259596, 7.779284858, 0.494643879],
            0: [2.090909091, 9.689732148, 0.490561346],
            1999: [-3.363636364, 9.552724504, 0.269966411],
            2000: [2.545454545, 9.16911813, 0.378865774],
            7999: [0.727272727, 3.523944071, 0.50922043],
            8000: [-2.363636364, 7.864766078, 0.342387666],
            8999: [1.818181818, 8.975724838, 0.516907238],
        },
    ),
    "all that there is": (
        Design(
            n=13, mean_pre=9, true_change=2, sd_true_change=3, skew=2, n_outcomes=2,
            r_outcomes=0.3, n_control=5, predicted="fall",
            threats=(Selection(0.6), History(1), SocialDesirability(1, 2), DropOut(0.2)),
        ),
        ["mean_change", "sd_change", "difference", "difference_pvalue"],
        {
            "mean": [5.851112613, 7.073039222, 3.029986687, 0.386275105],
            0: [8.454545455, 5.989384549, 4.854545455, 0.10443797],
            1331: [7.818181818, 8.423991712, -2.581818182, 0.592866065],
            1332: [8.0, 12.903487901, 5.0, 0.189718336],
            5327: [1.666666667, 3.256694736, 0.866666667, 0.730608662],
            5328: [3.777777778, 5.540256713, 1.777777778, 0.505642282],
            17999: [7.9, 13.86001443, 2.9, 0.609051961],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PINNED)
def test_rows_of_a_seed(name):
    """A seed gives the rows that it gave when they were written down here, in every version."""
    design, columns, expected = PINNED[name]
    rows = simulate(design, 9_000, seed=21).astype(float)

    rows.loc["mean"] = rows.mean()
    for row, figures in expected.items():
        assert rows.loc[row, columns].tolist() == pytest.approx(figures, rel=1e-8, abs=1e-9)


class Terminal(io.StringIO):
    """Somewhere that shows a bar."""

    def isatty(self):
        return True


@pytest.mark.parametrize("executor", [None, "threads"])
def test_progress(executor, monkeypatch):
    """A long run shows how many studies are done, on a terminal, if it is wanted; a short none."""

    def shown(n_studies, *, patience=0.0, kind=Terminal, progress=True):
        monkeypatch.setattr("twowaves.studies.simulation._PATIENCE", patience)
        monkeypatch.setattr("sys.stderr", kind())
        with ThreadPoolExecutor(1) as threads:
            simulate(Design(n=12), n_studies, seed=1, progress=progress,
                     executor=threads if executor else None)  # fmt: skip
        return sys.stderr.getvalue()

    bar = shown(30_000)
    assert "/30000" in bar
    assert " studies/s" in bar
    assert bar.endswith("\r")  # it clears its line
    assert shown(30_000, patience=60.0) == ""
    assert shown(30_000, progress=False) == ""
    assert shown(30_000, kind=io.StringIO) == ""


BAD = [
    (
        {"n_studies": 0},
        ValueError,
        "n_studies is 0; it must be a whole number from 1 to 10,000,000",
    ),
    ({"n_studies": 1e3}, TypeError, "n_studies is 1000.0"),
    ({"n_studies": 10**12}, ValueError, "n_studies is 1000000000000; it must be a whole number "),
    ({"n_studies": 10_000_001}, ValueError, "it must be a whole number from 1 to 10,000,000"),
    ({"n_studies": 10**7, "design": Design(n=12, n_outcomes=3)}, ValueError, "to 3,333,333"),
    ({"seed": -1}, ValueError, "seed is -1; it must be a whole number of 0 or more"),
    ({"seed": None}, TypeError, "seed is None"),
    ({"chunk_size": 0}, ValueError, "chunk_size is 0; it must be a whole number of 1 or more"),
    ({"timeout": 0}, ValueError, "timeout is 0.0; it must be above 0 seconds, or None"),
    ({"timeout": "1 h"}, TypeError, "timeout is '1 h'; it must be a number"),
    ({"design": 12}, TypeError, "design is 12; it must be a twowaves.Design"),
    ({"executor": 4}, TypeError, "executor is 4; it must be a concurrent.futures.Executor"),
]


@pytest.mark.parametrize(("arguments", "error", "message"), BAD)
def test_bad_arguments(arguments, error, message):
    """What cannot be is answered with what can."""
    given_ = {"design": Design(n=12), "n_studies": 10, "seed": 1, **arguments}
    with pytest.raises(error, match=re.escape(message)):
        simulate(given_.pop("design"), given_.pop("n_studies"), **given_)
