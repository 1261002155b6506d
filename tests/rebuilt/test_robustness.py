"""Counts of verdicts over reconstructions, against SciPy data set by data set."""

import numpy as np
import pytest
from scipy import stats

from twowaves import (
    Reconstructions,
    load_outcomes,
    pvalues_without_each,
    reconstruct,
    robustness,
)

LEFT_OUT = "paired t, one person left out"


@pytest.fixture(scope="module", params=["inadequate self", "self-compassion"])
def sets(request):
    """Return a hundred data sets of an outcome that fell, and of one that rose."""
    return reconstruct(request.param, 11, size=100, seed=3)


def row(sets, test, tails):
    found = robustness(sets)
    (one,) = found[(found["test"] == test) & (found["tails"] == tails)].to_dict("records")
    return one


def direction(sets):
    return "greater" if sets.change[0].sum() > 0 else "less"


def positive_ranks(changes, axis):
    """Return Wilcoxon's sum of ranks of all that rose, for all sign flips at once."""
    ranks = stats.rankdata(np.abs(changes), axis=axis)
    return (ranks * (changes > 0)).sum(axis=axis)


def expected(sets, test, tails):
    """Return the p values that SciPy gives, one data set at a time."""
    alternative = "two-sided" if tails == 2 else direction(sets)
    one = {
        "paired t": lambda d: stats.ttest_1samp(d, 0, alternative=alternative).pvalue,
        "signed-rank": lambda d: (
            stats.permutation_test(
                (d[d != 0],),
                positive_ranks,
                vectorized=True,
                permutation_type="samples",
                alternative=alternative,
                n_resamples=np.inf,
            ).pvalue
        ),
        "sign flips": lambda d: (
            stats.permutation_test(
                (d,),
                np.sum,
                permutation_type="samples",
                alternative=alternative,
                n_resamples=np.inf,
            ).pvalue
        ),
        "sign": lambda d: (
            stats.binomtest(int((d > 0).sum()), int((d != 0).sum()), alternative=alternative).pvalue
        ),
    }[test]
    return [one(change) for change in sets.change]


@pytest.mark.parametrize("tails", [1, 2])
@pytest.mark.parametrize("test", ["paired t", "sign", "signed-rank", "sign flips"])
def test_counts(sets, test, tails):
    """Counts and extremes are those of the data sets, one by one."""
    few = type(sets)(sets.outcome, sets.pre[:12], sets.post[:12], sets.n_items)
    p = np.array(expected(few, test, tails))
    found = row(few, test, tails)

    assert (p < 0.05).sum() == found["significant"]
    assert found["of"] == 12
    assert p.min() == pytest.approx(found["p_lowest"], rel=1e-9)
    assert p.max() == pytest.approx(found["p_highest"], rel=1e-9)
    assert np.median(p) == pytest.approx(found["p_median"], rel=1e-9)
    assert p[found["set_lowest"]] == pytest.approx(p.min(), rel=1e-9)
    assert p[found["set_highest"]] == pytest.approx(p.max(), rel=1e-9)


def test_wilcoxon(sets):
    """The ranks above are those of SciPy's own signed-rank test, in both tails and in one."""
    change = sets.change[0]
    every = stats.PermutationMethod(n_resamples=np.inf)
    for tails, alternative in ((1, direction(sets)), (2, "two-sided")):
        one = type(sets)(sets.outcome, sets.pre[:1], sets.post[:1], sets.n_items)
        p = stats.wilcoxon(change, alternative=alternative, method=every).pvalue

        assert [p] == pytest.approx(expected(one, "signed-rank", tails), rel=1e-9)


def test_holds(sets):
    """A verdict holds in all, some or none, as the counts say."""
    words = {(c == 100, c == 0): w for c, w in ((100, "all"), (0, "none"), (7, "some"))}
    for one in robustness(sets).to_dict("records"):
        assert words[one["significant"] == one["of"], one["significant"] == 0] == one["holds"]


def test_alpha(sets):
    """Fewer are significant at a stricter level, and a level outside 0 to 1 is refused."""
    strict, usual = (robustness(sets, alpha=alpha)["significant"] for alpha in (0.001, 0.05))

    assert (strict <= usual).all()
    assert (strict < usual).any()
    with pytest.raises(ValueError, match="alpha is 5; it must lie between 0 and 1"):
        robustness(sets, alpha=5)


@pytest.mark.parametrize("tails", [1, 2])
def test_without_each(sets, tails):
    """Leaving a person out is the t test of the others."""
    alternative = "two-sided" if tails == 2 else direction(sets)
    p = pvalues_without_each(sets, tails)

    assert (100, 11) == p.shape
    for which, person in ((0, 0), (42, 7), (99, 10)):
        others = np.delete(sets.change[which], person)
        test = stats.ttest_1samp(others, 0, alternative=alternative)
        assert test.pvalue == pytest.approx(p[which, person], rel=1e-9)


def test_left_out_in_the_table(sets):
    """The table has the lowest and the highest p of leaving one person out."""
    found = robustness(sets).query("tails == 2").set_index("test")["p_lowest"]
    p = pvalues_without_each(sets)

    assert p.min() == found[f"{LEFT_OUT}, lowest p"]
    assert p.max(axis=1).min() == found[f"{LEFT_OUT}, highest p"]


def test_all_change_alike():
    """A t test that no data set has counts as not significant, and has no p and no extremes."""
    alike = Reconstructions("x", np.array([[1, 2, 3, 4]]), np.array([[2, 3, 4, 5]]))
    found = robustness(alike).set_index(["test", "tails"])
    no_t = found.filter(like="paired t", axis="index")

    assert [0] * 6 == no_t["significant"].tolist()
    assert {"none"} == {*no_t["holds"]}
    assert no_t.filter(regex="p_|set_").isna().to_numpy().all()
    assert 0.125 == found.loc[("sign", 2), "p_lowest"]  # 2 of 2⁴ tosses
    assert 0 == found.loc[("sign", 2), "set_lowest"]


@pytest.mark.parametrize(("alpha", "error"), [("0.05", TypeError), (1, ValueError)])
def test_bad_alpha(sets, alpha, error):
    """An alpha that is none is told in a sentence."""
    with pytest.raises(error, match="alpha is "):
        robustness(sets, alpha=alpha)


def test_two_people():
    """Two people are too few to leave one out."""
    outcome = load_outcomes().iloc[0].drop(["sd_pre", "sd_post", "statistic"])
    with pytest.raises(ValueError, match="leaving one out takes 3 or more"):
        robustness(reconstruct(outcome, 2, size=3, seed=1))
