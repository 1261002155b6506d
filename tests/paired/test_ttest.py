"""The paired t test against SciPy, published values, closed forms and brute force."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import integrate, stats

from twowaves.paired.ttest import paired_ttest, paired_ttest_from_stats

SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
INTAKE_PRE = [5260, 5470, 5640, 6180, 6390, 6515, 6805, 7515, 7515, 8230, 8770]
INTAKE_POST = [3910, 4220, 3885, 5160, 5645, 4680, 5265, 5975, 6790, 6900, 7335]
ALTERNATIVES = ("two-sided", "less", "greater")

whole_scores = st.integers(0, 52)


@st.composite
def paired_scores(draw, min_size=2, max_size=30, elements=whole_scores):
    """Two lists of scores whose differences vary."""
    n = draw(st.integers(min_size, max_size))
    pre = draw(hnp.arrays(float, n, elements=elements))
    post = draw(hnp.arrays(float, n, elements=elements))
    assume(np.ptp(post - pre) > 0)
    return pre, post


class TestTables:
    """Two DataFrames: people down the rows, an outcome a column, as pandas and SciPy have it."""

    @pytest.mark.parametrize("k", [1, 2, 6, 11])
    @pytest.mark.parametrize("axis", [None, 0])
    def test_people_lie_down_the_rows(self, k, axis):
        """Each column is a test of its own, as `scipy.stats.ttest_rel` has it."""
        pre, post = tables(k)
        expected = stats.ttest_rel(post, pre, axis=0)
        result = paired_ttest(pre, post, axis=axis)

        assert (k,) == result.statistic.shape
        assert 11 == result.n
        np.testing.assert_allclose(result.statistic, expected.statistic, rtol=1e-12)
        np.testing.assert_allclose(result.pvalue, expected.pvalue, rtol=1e-12)
        np.testing.assert_allclose(result.df, expected.df)

    @pytest.mark.parametrize("k", [2, 11])
    @pytest.mark.parametrize("axis", [1, -1])
    def test_an_axis_is_honoured(self, k, axis):
        """An axis that is given is the one along which people lie."""
        pre, post = tables(k)
        expected = stats.ttest_rel(post, pre, axis=1)
        result = paired_ttest(pre, post, axis=axis)

        assert (11,) == result.statistic.shape
        np.testing.assert_allclose(result.statistic, expected.statistic, rtol=1e-12)

    def test_a_table_beside_an_array(self):
        """An array beside a DataFrame is read as that is, either way round."""
        pre, post = tables(2)
        expected = paired_ttest(pre, post).statistic.tolist()

        assert expected == paired_ttest(pre.to_numpy(), post).statistic.tolist()
        assert expected == paired_ttest(pre, post.to_numpy().tolist()).statistic.tolist()

    def test_arrays_keep_the_last_axis(self):
        """Arrays are stacks of data sets along the last axis, as ever."""
        pre, post = (table.to_numpy().T for table in tables(2))

        assert (
            paired_ttest(*tables(2)).statistic.tolist()
            == paired_ttest(pre, post).statistic.tolist()
        )

    def test_missing_scores(self):
        """A missing score is named at its place in the table, or its pair left out."""
        pre, post = tables(2)
        post.iloc[3, 1] = None
        with pytest.raises(ValueError, match=r"^post\[3, 1\] is NaN"):
            paired_ttest(pre, post)
        result = paired_ttest(pre, post, nan_policy="omit")

        assert [11, 10] == result.n.tolist()
        expected = stats.ttest_rel(post, pre, nan_policy="omit").statistic
        np.testing.assert_allclose(result.statistic, expected, rtol=1e-12)

    @pytest.mark.parametrize(
        ("columns", "said"),
        [
            (["c", "d"], "pre has the columns 'a', 'b' and post has 'c', 'd'; they must be the"),
            (["b", "a"], "pre has the columns 'a', 'b' and post has 'b', 'a'; they must be the"),
            (["a", "a"], "pre has the columns 'a', 'b' and post has 'a', 'a'; they must be the"),
        ],
    )
    def test_other_columns(self, columns, said):
        """Outcomes of other names, or in another order, are not taken for the same."""
        pre, post = tables(2)
        with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
            paired_ttest(pre, post.set_axis(columns, axis=1))

    def test_many_other_columns(self):
        """The sentence about columns stays one sentence."""
        pre, post = tables(200)
        with pytest.raises(ValueError, match="and 196 more and post has") as error:
            paired_ttest(pre, post.add_suffix("x" * 900))

        assert len(str(error.value)) < 700

    def test_more_columns(self):
        """A column more is told as one."""
        with pytest.raises(ValueError, match="pre has the columns 'a', 'b' and post has 'a', 'b',"):
            paired_ttest(tables(2)[0], tables(3)[1])

    def test_other_people(self):
        """Rows of other people are not matched up silently."""
        pre, post = tables(2)
        with pytest.raises(ValueError, match="different indexes"):
            paired_ttest(pre, post.iloc[::-1])

    def test_a_column_beside_a_table(self):
        """A Series is no table of one column: the shapes are said."""
        pre, post = tables(1)
        with pytest.raises(ValueError, match=r"pre has shape \(11, 1\) and post has 11 score"):
            paired_ttest(pre, post["a"])

    @given(table=hnp.arrays(float, (5, 3), elements=st.integers(0, 40)), seed=st.integers(0, 99))
    @pytest.mark.parametrize("labels", ["names", "numbers", "twice", "two levels"])
    @pytest.mark.parametrize("axis", [None, 0, 1, -1])
    def test_any_labels(self, labels, axis, table, seed):
        """Whatever people and outcomes are called, each test is SciPy's of the same scores."""
        before = labelled(table, labels)
        after = before + np.random.default_rng(seed).normal(size=table.shape)
        expected = stats.ttest_rel(after.to_numpy(), before.to_numpy(), axis=axis or 0)
        result = paired_ttest(before, after, axis=axis)

        assert ((5,) if axis in {1, -1} else (3,)) == result.statistic.shape
        np.testing.assert_allclose(result.statistic, expected.statistic, rtol=1e-9)
        np.testing.assert_allclose(result.pvalue, expected.pvalue, rtol=1e-9)
        column = stats.ttest_rel(after.iloc[:, 1], before.iloc[:, 1])
        one = paired_ttest(before.iloc[:, 1], after.iloc[:, 1])
        np.testing.assert_allclose(one.statistic, column.statistic, rtol=1e-9)

    @given(order=st.permutations(range(5)))
    @pytest.mark.parametrize("labels", ["names", "numbers", "two levels"])
    def test_people_in_another_order(self, labels, order):
        """Pairs are never made of people of other names, in tables or in single outcomes."""
        assume(order != list(range(5)))
        before = labelled(np.arange(15.0).reshape(5, 3) ** 2, labels)
        after = (before + np.eye(5, 3)).iloc[order]

        for pre, post in ((before, after), (before.iloc[:, 0], after.iloc[:, 0])):
            with pytest.raises(ValueError, match="different indexes; align them first"):
                paired_ttest(pre, post)

    def test_one_person(self):
        """A table of one row is one pair, which is too few."""
        pre, post = tables(2)
        with pytest.raises(ValueError, match="at least 2 pairs; got 1"):
            paired_ttest(pre.head(1), post.head(1))


def tables(k):
    """Return scores of eleven people on so many outcomes, before and after."""
    random = np.random.default_rng(k)
    names = [chr(97 + place) if k < 27 else f"o{place}" for place in range(k)]
    people = [f"person {place}" for place in range(11)]
    return tuple(
        pd.DataFrame(random.integers(0, 50, (11, k)) / 4, columns=names, index=people)
        for _ in range(2)
    )


def labelled(scores, labels):
    """Return scores of five people on three outcomes, named in some way that pandas has."""
    people, outcomes = {
        "names": (list("abcde"), list("xyz")),
        "numbers": (range(10, 15), range(3)),
        "twice": (list("aabbc"), list("xxy")),
        "two levels": (
            pd.MultiIndex.from_tuples([(group, i) for i, group in enumerate("aabbb")]),
            pd.MultiIndex.from_product([["score"], list("xyz")]),
        ),
    }[labels]
    return pd.DataFrame(scores, index=people, columns=outcomes)


class TestFarFromZero:
    """Scores that hardly vary beside their size, where rounding is all there is, or nearly."""

    @given(
        steps=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=6),
        offset=st.sampled_from([0, 1, 1e6, 1e12, 1e15, 2.0**53, 1e16, 1e100, 1e289]),
        unit=st.sampled_from([0.125, 0.2, 1.0, 1 / 3]),
        apart=st.integers(-3, 3),
    )
    def test_never_a_warning_and_never_an_infinity(self, steps, offset, unit, apart):
        """A figure is a finite number near the exact one, or NaN as documented, or refused."""
        ulp = max(math.ulp(offset), 1e-3)
        pre = [offset + ulp * unit * step for step, _ in steps]
        post = [offset + ulp * unit * (step + apart) for _, step in steps]
        result, said = outcome_of(pre, post)
        if said:
            assert "the differences do not vary" in said
            assert exact_spread(pre, post) <= 3 * 4 * 2.0**-52 * max(map(abs, pre + post))
            return

        own = {name for name in ("r", "d_rm") if not result.sd_pre * result.sd_post}
        own |= {"g_av"} if len(pre) == 2 else set()
        for name in ("statistic", "pvalue", "mean_change", "sd_change", "r", *EFFECT_SIZES):
            assert math.isnan(getattr(result, name)) == (name in own)
            assert not math.isinf(getattr(result, name))
        assert all(map(math.isfinite, result.confidence_interval))
        assert result.d_av == pytest.approx(
            result.mean_change / ((result.sd_pre + result.sd_post) / 2), rel=1e-12
        )
        mean, sd = exact_change(pre, post)
        rounding = 4 * 2.0**-52 * max(map(abs, pre + post))
        assert result.mean_change == pytest.approx(mean, rel=1e-12, abs=rounding)
        assert result.sd_change == pytest.approx(sd, rel=1e-12, abs=rounding)

    def test_two_measurements_that_do_not_vary(self):
        """Where both measurements vary by rounding alone, so do their differences."""
        pre, post = [1e15 + 0.2, 1e15 + 0.9], [1e15 + 1.9, 1e15 + 1.5]
        with pytest.raises(ValueError, match=r"^the differences do not vary: every change is 1\.1"):
            paired_ttest(pre, post)

    @pytest.mark.parametrize("sd_change", [1e-150, 1e-9, 1e-8, 1e-7, 1])
    def test_printed_sds_of_zero(self, sd_change):
        """Printed SDs of 0 leave no spread of change above 0, however small."""
        with pytest.raises(ValueError, match="the implied pre-post correlation is inf"):
            paired_ttest_from_stats(1, 0, 2, 0, 10, sd_change=sd_change)
        lone = paired_ttest_from_stats(1, 0, 2, sd_change, 10, sd_change=sd_change)
        assert lone.d_av == pytest.approx(2 / sd_change)


EFFECT_SIZES = ("d_z", "d_av", "d_rm", "g_av")


def outcome_of(pre, post):
    """Return the test, in which a warning is an error, or what it is refused with."""
    try:
        return paired_ttest(pre, post), ""
    except ValueError as error:
        return None, str(error)


def exact_spread(pre, post):
    """Return max - min of the exact changes."""
    changes = [Fraction(b) - Fraction(a) for a, b in zip(pre, post, strict=True)]
    return max(changes) - min(changes)


def exact_change(pre, post):
    """Return mean and SD of the exact changes, from fractions."""
    changes = [Fraction(b) - Fraction(a) for a, b in zip(pre, post, strict=True)]
    n, total = len(changes), sum(changes)
    variance = (sum(change**2 for change in changes) - total**2 / n) / (n - 1)
    # the root of a fraction of any size: the scale is taken out first
    scale = max(map(abs, changes)) or Fraction(1)
    return float(total / n), float(scale) * math.sqrt(variance / scale**2)


class TestPublishedValues:
    """Values that others printed, to the digits that they printed."""

    def test_sleep(self):
        """R prints t = -4.0621, df = 9, p = 0.002833 for `sleep`, group 1 minus group 2."""
        result = paired_ttest(SLEEP_2, SLEEP_1)

        assert round(result.statistic, 6) == -4.062128
        assert result.df == 9
        assert round(result.pvalue, 8) == 0.00283289
        assert round(result.sd_pre, 6) == 2.002249
        assert round(result.sd_post, 6) == 1.789010

    def test_energy_intake(self):
        """Altman's eleven women: t = 11.941 for pre minus post, p = 3.059e-07."""
        result = paired_ttest(INTAKE_PRE, INTAKE_POST)

        assert round(result.statistic, 6) == -11.941393
        assert float(f"{result.pvalue:.6g}") == 3.05902e-07
        assert round(result.mean_pre, 6) == 6753.636364
        assert round(result.mean_post, 6) == 5433.181818
        assert round(result.sd_pre, 6) == 1142.123222
        assert round(result.sd_post, 6) == 1216.832513

    def test_anorexia_from_its_printed_figures(self):
        """The family-therapy group of `anorexia`: t(16) = 4.1849 gives p = .00070025."""
        result = paired_ttest_from_stats(
            83.229412, 5.016693, 90.494118, 8.475072, 17, statistic=4.184908
        )

        assert result.df == 16
        assert round(result.pvalue, 8) == 0.00070025

    def test_implied_correlation(self):
        """A change of 3, SDs of 11 and 9 and t = 2.5 at n = 50 imply r = .656566."""
        result = paired_ttest_from_stats(10, 11, 13, 9, 50, statistic=2.5)

        assert round(result.r, 6) == 0.656566

    @pytest.mark.parametrize(
        ("figures", "r"),
        [
            ((2.8, 0.8, 3.5, 0.4, 3.125), 0.39),
            ((7.4, 8.6, 3.9, 2.9, -1.303), 0.06),
            ((21.3, 11.2, 11.2, 6.6, -2.983), 0.29),
            ((19.3, 8.8, 13.1, 4.7, -2.040), -0.03),
            ((14.2, 7.2, 19.8, 4.7, 2.187), 0.03),
            ((4.8, 4.5, 2.5, 1.9, -1.636), 0.12),
        ],
    )
    def test_correlations_implied_by_the_paper(self, figures, r):
        """The six rows of Table 1 imply the correlations that DOMAIN.md lists for n = 11."""
        *moments, statistic = figures

        result = paired_ttest_from_stats(*moments, 11, statistic=statistic)

        assert round(result.r, 2) == r

    @given(
        moments=st.tuples(*[st.integers(1, 40).map(lambda k: k / 4)] * 4),
        n=st.integers(3, 40),
        alternative=st.sampled_from(["two-sided", "less", "greater"]),
    )
    def test_either_order(self, moments, n, alternative):
        """A t of pre - post, said to be one, gives the same test of post - pre as its opposite."""
        mean_pre, sd_pre, mean_post, sd_post = moments
        assume(mean_pre != mean_post)
        t = (mean_post - mean_pre) * n**0.5 / math.hypot(sd_pre, sd_post)  # as if r were 0
        said = {"alternative": alternative}
        usual = paired_ttest_from_stats(*moments, n, statistic=t, **said)

        assert usual == paired_ttest_from_stats(*moments, n, statistic=-t, order="pre-post", **said)
        assert t == pytest.approx(usual.statistic)
        assert (usual.mean_change > 0) == (usual.statistic > 0)

    def test_lakens_worked_example(self):
        """Lakens (2013, table 1): movie ratings, means 8.7 and 7.7, SDs 0.82 and 0.95, r = .726."""
        result = paired_ttest_from_stats(7.7, 0.95, 8.7, 0.82, 10, r=0.726)

        assert round(result.d_av, 2) == 1.13
        assert round(result.d_z, 2) == 1.50
        assert round(result.d_rm, 2) == 1.11


class TestAgainstSciPy:
    """`scipy.stats.ttest_rel(post, pre)` is the independent computation of the same test."""

    @pytest.mark.parametrize("alternative", ALTERNATIVES)
    @given(scores=paired_scores(), level=st.floats(0.5, 0.999))
    def test_any_scores(self, alternative, scores, level):
        """t, df, p and the interval are SciPy's, whatever the whole-number scores."""
        pre, post = scores
        expected = stats.ttest_rel(post, pre, alternative=alternative)

        result = paired_ttest(pre, post, alternative=alternative, confidence_level=level)

        assert result.statistic == pytest.approx(expected.statistic, rel=1e-10, abs=1e-12)
        assert result.df == expected.df
        assert result.pvalue == pytest.approx(expected.pvalue, rel=1e-9)
        interval = expected.confidence_interval(level)
        assert result.confidence_interval.low == pytest.approx(interval.low, rel=1e-9, abs=1e-9)
        assert result.confidence_interval.high == pytest.approx(interval.high, rel=1e-9, abs=1e-9)

    @given(scores=paired_scores(min_size=3))
    def test_correlation(self, scores):
        """R is Pearson's, and NaN exactly where one measurement does not vary."""
        pre, post = scores

        result = paired_ttest(pre, post)

        if np.ptp(pre) == 0 or np.ptp(post) == 0:
            assert math.isnan(result.r)
            assert math.isnan(result.d_rm)
        else:
            expected = stats.pearsonr(pre, post).statistic
            assert result.r == pytest.approx(expected, abs=1e-12)

    def test_large_offsets_lose_nothing(self):
        """A million added to every score changes no digit that floats can hold."""
        pre, post = np.array(INTAKE_PRE) + 1e6, np.array(INTAKE_POST) + 1e6

        result = paired_ttest(pre, post)

        assert result.statistic == pytest.approx(-11.941392877, rel=1e-9)

    def test_tiny_p(self):
        """P stays accurate far out in the tail, where 1 - cdf would give 0."""
        change = np.linspace(0.999, 1.001, 12)

        result = paired_ttest(np.zeros(12), change)

        assert 0 < result.pvalue < 1e-30
        assert result.pvalue == pytest.approx(2 * stats.t.sf(result.statistic, 11), rel=1e-9)


class TestEffectSizes:
    """The four standardised mean changes, written out from their sources."""

    @given(scores=paired_scores(min_size=3))
    def test_formulas(self, scores):
        """Each effect size is its published formula on the raw scores."""
        pre, post = scores
        assume(np.ptp(pre) > 0)
        assume(np.ptp(post) > 0)
        change = post - pre
        d_z = change.mean() / change.std(ddof=1)
        d_av = change.mean() / ((pre.std(ddof=1) + post.std(ddof=1)) / 2)
        m = len(pre) - 1
        correction = math.gamma(m / 2) / (math.sqrt(m / 2) * math.gamma((m - 1) / 2))

        result = paired_ttest(pre, post)

        assert result.d_z == pytest.approx(d_z, rel=1e-9, abs=1e-12)
        assert result.d_av == pytest.approx(d_av, rel=1e-9, abs=1e-12)
        assert result.g_av == pytest.approx(d_av * correction, rel=1e-9, abs=1e-12)
        # 1 - r cancels where r is close to 1, in the formula as in any check of it
        expected = d_z * math.sqrt(2 * max(0.0, 1 - np.corrcoef(pre, post)[0, 1]))
        assert result.d_rm == pytest.approx(expected, rel=1e-6, abs=1e-6)

    @pytest.mark.parametrize("n", [2, 3, 11, 60, 1000, 10**6])
    def test_correction_for_small_samples(self, n):
        """J(n - 1) is the mean of 1/(its own estimate): NaN at n = 2, close to 1 - 3/(4m - 1)."""
        result = paired_ttest_from_stats(0, 1, 1, 1, n, r=0.5)

        if n == 2:
            assert math.isnan(result.g_av)
        else:
            m = n - 1
            # E[1/sqrt(chi2_m/m)] is what J undoes; integrate it instead of trusting gammas
            mean, _ = integrate.quad(
                lambda u: math.sqrt(m) / u * stats.chi.pdf(u, m),
                0,
                math.sqrt(m) * 3 + 20,
                points=[math.sqrt(m)],
                limit=500,
            )
            assert result.g_av / result.d_av == pytest.approx(1 / mean, rel=1e-6)

    def test_correction_for_many_samples_at_once(self):
        """A table of many n has the correction of each, from the logarithms of the gammas."""
        m = range(2, 200)
        logs = [math.lgamma(k / 2) - math.log(k / 2) / 2 - math.lgamma((k - 1) / 2) for k in m]

        result = paired_ttest_from_stats(0, 1, 1, 1, [2, *(k + 1 for k in m)], r=0.5)

        assert math.isnan(result.g_av[0])
        assert (result.g_av / result.d_av)[1:] == pytest.approx(np.exp(logs), rel=1e-12)

    def test_signs_follow_the_change(self):
        """Scores that fall give negative effect sizes of every kind."""
        result = paired_ttest(INTAKE_PRE, INTAKE_POST)

        assert [result.d_z < 0, result.d_av < 0, result.d_rm < 0, result.g_av < 0] == [True] * 4

    @pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
    @pytest.mark.parametrize(("n", "d_z"), [(2, 0.4), (11, 0.705), (11, -0.94), (60, 3.0), (9, 0)])
    def test_d_z_interval_is_the_noncentral_t(self, n, d_z, level):
        """At its two limits the observed t stands at the two tails of SciPy's noncentral t."""
        result = paired_ttest_from_stats(0, 1, d_z, 1, n, sd_change=1.0)

        low, high, method = result.effect_size_interval("d_z", level)

        t, tail = d_z * math.sqrt(n), (1 - level) / 2
        assert stats.nct.sf(t, n - 1, low * math.sqrt(n)) == pytest.approx(tail, abs=1e-9)
        assert stats.nct.cdf(t, n - 1, high * math.sqrt(n)) == pytest.approx(tail, abs=1e-9)
        assert method == "noncentral t"

    def test_other_intervals_name_their_method_and_hold_the_estimate(self):
        """d_av, d_rm and g_av lie inside their intervals, which say that they are approximate."""
        result = paired_ttest(SLEEP_1, SLEEP_2)

        for name in ("d_av", "d_rm", "g_av"):
            low, high, method = result.effect_size_interval(name)
            assert low < getattr(result, name) < high
            expected = "noncentral t, scaled by the ratio of standardisers (Algina & Keselman 2003)"
            assert method == expected

    def test_scaled_interval_is_the_ratio_of_estimates(self):
        """Each approximate interval is that of d_z times the ratio of the two estimates."""
        result = paired_ttest(SLEEP_1, SLEEP_2)
        z = result.effect_size_interval("d_z")

        for name in ("d_av", "d_rm", "g_av"):
            interval = result.effect_size_interval(name)
            ratio = getattr(result, name) / result.d_z
            assert interval.low == pytest.approx(z.low * ratio)
            assert interval.high == pytest.approx(z.high * ratio)

    def test_interval_covers_as_often_as_it_says(self):
        """Of 4,000 samples with a true d_z of 0.5, about 95 % have it inside (seeded)."""
        rng = np.random.default_rng(20210407)
        change = rng.normal(0.5, 1.0, size=(4000, 11))

        low, high, _ = paired_ttest(np.zeros_like(change), change).effect_size_interval("d_z")

        covered = np.mean((low < 0.5) & (high > 0.5))
        assert covered == pytest.approx(0.95, abs=4 * math.sqrt(0.95 * 0.05 / 4000))


class TestFromStats:
    """Summaries of a data set give the test that the data set gives."""

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize("alternative", ALTERNATIVES)
    @pytest.mark.parametrize("given_figure", ["r", "sd_change", "statistic"])
    @given(scores=paired_scores(min_size=3))
    def test_round_trip(self, given_figure, alternative, scores):
        """Means, SDs and any one further figure rebuild t, p, interval and effect sizes."""
        pre, post = scores
        raw = paired_ttest(pre, post, alternative=alternative)
        assume(not math.isnan(raw.r))
        assume(abs(raw.statistic) > 1e-6)
        assume(abs(raw.r) < 0.9999)

        result = paired_ttest_from_stats(
            raw.mean_pre,
            raw.sd_pre,
            raw.mean_post,
            raw.sd_post,
            raw.n,
            alternative=alternative,
            **{given_figure: getattr(raw, given_figure)},
        )

        for name in ("statistic", "pvalue", "sd_change", "r", "d_z", "d_av", "d_rm", "g_av"):
            assert getattr(result, name) == pytest.approx(getattr(raw, name), rel=1e-6, abs=1e-8)
        assert result.confidence_interval == pytest.approx(raw.confidence_interval, rel=1e-6)

    def test_arrays_broadcast(self):
        """One n for many rows and one row for many n both give one answer an element."""
        several_n = paired_ttest_from_stats(2.8, 0.8, 3.5, 0.4, [10, 11, 12], statistic=3.125)

        assert several_n.df.tolist() == [9, 10, 11]
        expected = [2 * stats.t.sf(3.125, df) for df in (9, 10, 11)]
        assert several_n.pvalue == pytest.approx(expected)

    def test_an_sd_of_zero_leaves_one_spread_of_change(self):
        """Where nobody varied before, the change varies as the scores after do, and r is NaN."""
        result = paired_ttest_from_stats(0, 0, 1, 2, 10, sd_change=2)

        assert math.isnan(result.r)
        assert result.d_z == 0.5

    @pytest.mark.parametrize("sds", [(0, 1), (1, 0)])
    @pytest.mark.parametrize("sd_change", [1 - 1e-9, 1, 1 + 1e-9])
    def test_an_sd_of_zero_forgives_rounding(self, sds, sd_change):
        """A spread of change that is the other SD but for rounding is taken, and r is NaN."""
        result = paired_ttest_from_stats(0, sds[0], 1, sds[1], 10, sd_change=sd_change)

        assert math.isnan(result.r)

    @pytest.mark.parametrize(("sd_change", "r"), [(1 - 3e-13, 1), (3 + 3e-13, -1)])
    def test_rounding_takes_no_correlation_beyond_one(self, sd_change, r):
        """SDs that imply a correlation a hair beyond 1 or -1 are taken, and give 1 or -1."""
        assert 1 < abs(1 - (sd_change**2 - (1 - 2) ** 2) / (2 * 1 * 2))
        assert r == paired_ttest_from_stats(0, 1, 1, 2, 10, sd_change=sd_change).r


class TestStacks:
    """Many data sets at once give what each gives alone."""

    @given(
        stack=hnp.arrays(
            float,
            st.tuples(st.integers(1, 4), st.integers(2, 6), st.just(2)),
            elements=whole_scores,
        ),
        axis=st.sampled_from([0, 1, -1, -2]),
    )
    def test_each_alone(self, stack, axis):
        """Along any axis, element i of the result is the test of data set i."""
        pre, post = stack[..., 0], stack[..., 1]
        people_last = np.moveaxis(post - pre, axis, -1)
        assume(people_last.shape[-1] >= 2)
        assume(np.all(np.ptp(people_last, axis=-1) > 0))

        result = paired_ttest(pre, post, axis=axis)

        rows = np.moveaxis(pre, axis, -1), np.moveaxis(post, axis, -1)
        for i, (one_pre, one_post) in enumerate(zip(*rows, strict=True)):
            alone = paired_ttest(one_pre, one_post)
            for name in ("statistic", "pvalue", "r", "d_z", "d_av", "d_rm", "g_av"):
                stacked = np.broadcast_to(getattr(result, name), len(rows[0]))[i]
                # sqrt(1 - r) turns the last digit of an r of 1 into the eighth of d_rm
                expected = pytest.approx(getattr(alone, name), rel=1e-7, abs=1e-6, nan_ok=True)
                assert stacked == expected

    def test_three_dimensions_keep_their_shape(self):
        """A 2 x 3 grid of data sets gives a 2 x 3 grid of everything."""
        rng = np.random.default_rng(1)
        pre, post = rng.normal(size=(2, 2, 5, 3))

        result = paired_ttest(pre, post, axis=1)

        assert result.statistic.shape == (2, 3)
        assert result.confidence_interval.low.shape == (2, 3)
        assert result.effect_size_interval("g_av").low.shape == (2, 3)
        assert result.statistic == pytest.approx(stats.ttest_rel(post, pre, axis=1).statistic)


def _exact_r(pre, post):
    """Pearson's r in rational arithmetic, rounded once at the end."""
    pre, post = [[Fraction(float(score)) for score in side] for side in (pre, post)]
    pre_away, post_away = ([x - sum(side) / len(side) for x in side] for side in (pre, post))
    covariance = sum(a * b for a, b in zip(pre_away, post_away, strict=True))
    variances = sum(a * a for a in pre_away) * sum(b * b for b in post_away)
    return math.copysign(math.sqrt(covariance**2 / variances), covariance)


class TestNoVariation:
    """A measurement varies where max - min > 4 eps max|x|; below that it is rounding."""

    VARIES = (3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0)

    @pytest.mark.parametrize("same", [0.0, 0.1, 1 / 3, -2.7, 1e6 + 0.1, 1e-120 / 3, 1e120 / 3])
    @pytest.mark.parametrize("n", [2, 3, 7])
    def test_a_constant_measurement(self, same, n):
        """A constant's SD is exactly 0, and r and d_rm are NaN, on either side."""
        varies = np.array(self.VARIES[:n]) * (abs(same) or 1.0)
        for pre, post in (([same] * n, varies), (varies, [same] * n)):
            result = paired_ttest(pre, post)

            assert 0 in {result.sd_pre, result.sd_post}
            assert math.isnan(result.r)
            assert math.isnan(result.d_rm)
            assert result.statistic == pytest.approx(stats.ttest_rel(post, pre).statistic)

    def test_in_a_stack_only_the_constant_ones(self):
        """Beside a constant data set, the others of a stack keep their r."""
        pre = np.array([[0.1] * 7, self.VARIES, [1 / 3] * 7])
        post = np.array([self.VARIES, SLEEP_1[:7], SLEEP_2[:7]])

        result = paired_ttest(pre, post)

        assert [True, False, True] == np.isnan(result.r).tolist()
        assert [True, False, True] == np.isnan(result.d_rm).tolist()
        assert [True, False, True] == (result.sd_pre == 0).tolist()
        assert result.r[1] == pytest.approx(_exact_r(pre[1], post[1]), rel=1e-14)

    def test_along_another_axis_of_many_people(self):
        """A constant is one however many people add up to its mean's rounding."""
        pre, post = np.full((50_000, 2), 0.1), np.random.default_rng(3).normal(size=(50_000, 2))

        result = paired_ttest(pre, post, axis=0)

        assert [0, 0] == result.sd_pre.tolist()
        assert np.isnan(result.r).all()
        with pytest.raises(ValueError, match=r"do not vary in data set \[0\]: every change is 0.1"):
            paired_ttest(np.zeros_like(pre), pre, axis=0)

    @pytest.mark.parametrize("turn", [1, -1])
    def test_a_change_is_as_exact_as_its_scores(self, turn):
        """A million more for everybody, but for the rounding of the larger scores, is no change."""
        small, more = np.array([0.3, 0.4, 0.9, 0.5]), 2**20 - 0.1
        large = small + more  # beyond 2**20, where floats are half as dense as below it
        assert np.ptp(large - small) > 0

        with pytest.raises(ValueError, match=r"every change is \N{MINUS SIGN}?1.04858e\+6, so"):
            paired_ttest(*(small, large)[::turn])

    @given(scores=st.lists(st.floats(-100, 100), min_size=3, max_size=12), slope=st.floats(1.1, 9))
    def test_no_correlation_is_beyond_one(self, scores, slope):
        """Scores on a line correlate by 1 or -1 and never a hair beyond, whatever rounding did."""
        pre = np.array(scores)
        assume(np.ptp(pre) > 0.01)

        for sign in (-1, 1):
            result = paired_ttest(pre, sign * slope * pre)
            assert -1 <= result.r <= 1
            assert result.r == pytest.approx(sign, abs=1e-9)

    def test_omitted_pairs_do_not_count_as_variation(self):
        """Constant but for a pair that is left out is constant."""
        pre = [0.1, 0.1, 0.1, 5.0]

        result = paired_ttest(pre, [1.0, 3.0, 4.0, math.nan], nan_policy="omit")

        assert result.sd_pre == 0
        assert math.isnan(result.r)

    @pytest.mark.parametrize(("units", "varies"), [(1, False), (4, False), (5, True), (40, True)])
    def test_where_rounding_ends(self, units, varies):
        """Up to four units in the last place of 1 are rounding; from five there is an exact r."""
        low = 1 - units * np.finfo(float).eps
        pre, post = [1.0, low, 1.0, low, 1.0], [1.0, 2.0, 4.0, 5.0, 9.0]

        result = paired_ttest(pre, post)

        assert (result.sd_pre > 0) is varies
        if varies:
            assert result.r == pytest.approx(_exact_r(pre, post), rel=1e-9)
        else:
            assert math.isnan(result.r)


class TestScoresOfAnySize:
    """The unit of the scores changes no t, r or d, however large or small it is."""

    PRE, POST = np.array(INTAKE_PRE, dtype=float), np.array(INTAKE_POST, dtype=float)

    @pytest.mark.parametrize("policy", ["raise", "omit", "propagate"])
    @pytest.mark.parametrize("unit", [1e-285, 1e-200, 1e-165, 1e-158, 1e-145, 1e152, 1e200, 1e285])
    def test_one_data_set(self, unit, policy):
        """T, p, r and every d are those of the scores in ordinary units; SciPy says which."""
        expected = stats.ttest_rel(self.POST, self.PRE)
        ordinary = paired_ttest(self.PRE, self.POST)

        result = paired_ttest(self.PRE * unit, self.POST * unit, nan_policy=policy)

        assert result.statistic == pytest.approx(expected.statistic, rel=1e-12)
        assert result.pvalue == pytest.approx(expected.pvalue, rel=1e-10)
        assert result.r == pytest.approx(_exact_r(self.PRE, self.POST), rel=1e-12)
        for name in ("d_z", "d_av", "d_rm", "g_av"):
            assert getattr(result, name) == pytest.approx(getattr(ordinary, name), rel=1e-12)
        for name in ("mean_pre", "sd_pre", "mean_post", "sd_post", "mean_change", "sd_change"):
            assert getattr(result, name) / unit == pytest.approx(getattr(ordinary, name))

    @pytest.mark.parametrize("unit", [1e-200, 1e200])
    def test_with_a_missing_score(self, unit):
        """Left out or passed on, a NaN does not make the rest too large, or say it is constant."""
        pre, post = np.tile(self.PRE * unit, (2, 1)), np.tile(self.POST * unit, (2, 1))
        pre[1, 0] = math.nan

        omitted = paired_ttest(pre, post, nan_policy="omit").statistic
        passed_on = paired_ttest(pre, post, nan_policy="propagate").statistic

        every = stats.ttest_rel(self.POST, self.PRE).statistic
        all_but_one = stats.ttest_rel(self.POST[1:], self.PRE[1:]).statistic
        assert omitted == pytest.approx([every, all_but_one])
        assert passed_on == pytest.approx([every, math.nan], nan_ok=True)

    def test_two_sizes_at_once(self):
        """Scores of 1e-200 before and 1e200 after have the correlation that they have in one."""
        result = paired_ttest(self.PRE * 1e-200, self.POST * 1e200)

        assert result.r == pytest.approx(_exact_r(self.PRE, self.POST), rel=1e-12)

    def test_the_smallest_spread_of_change(self):
        """An SD of change of 1e-290 is still taken; below it digits are lost."""
        smallest, less = 1e-290, math.nextafter(1e-290, 0)

        assert paired_ttest([0, 0, 0], [smallest, 0, -smallest]).sd_change == smallest
        with pytest.raises(ValueError, match=r"the SD of change is 1e-290; below 1e-290 digits"):
            paired_ttest([0, 0, 0], [less, 0, -less])

    def test_each_data_set_of_a_stack_has_its_own_size(self):
        """One stack may hold tiny, ordinary and huge scores."""
        units = np.array([[1e-200], [1.0], [1e200]])

        result = paired_ttest(self.PRE * units, self.POST * units)

        expected = stats.ttest_rel(self.POST, self.PRE).statistic
        assert result.statistic == pytest.approx([expected] * 3, rel=1e-12)


class TestMissingScores:
    """What each policy does with NaN."""

    PRE = (1.0, 2.0, math.nan, 4.0, 5.0)
    POST = (2.0, math.nan, 3.0, 7.0, 9.0)

    def test_omit_leaves_out_incomplete_pairs(self):
        """The test is that of the complete pairs, and n says how many there were."""
        result = paired_ttest(self.PRE, self.POST, nan_policy="omit")

        expected = paired_ttest([1, 4, 5], [2, 7, 9])
        assert result.n == 3
        assert result.statistic == pytest.approx(expected.statistic)
        assert result.r == pytest.approx(expected.r)
        assert result.sd_pre == pytest.approx(expected.sd_pre)

    def test_omit_in_a_stack_counts_each_data_set(self):
        """Data sets of one stack may lose different numbers of pairs."""
        pre = np.array([[1, 2, 3, 4.0], [1, 2, math.nan, 4]])
        post = np.array([[2, 2, 5, 4.0], [2, 4, 1, 9]])

        result = paired_ttest(pre, post, nan_policy="omit")

        assert result.n.tolist() == [4, 3]
        expected = stats.ttest_rel(post, pre, axis=1, nan_policy="omit")
        assert result.statistic == pytest.approx(expected.statistic)
        assert result.pvalue == pytest.approx(expected.pvalue)
        assert result.g_av[1] == pytest.approx(paired_ttest([1, 2, 4], [2, 4, 9]).g_av)

    def test_propagate_answers_nan(self):
        """One NaN makes its own data set's answer NaN, and only that one."""
        pre = np.array([[1, 2, 3.0], [1, 2, math.nan]])

        result = paired_ttest(pre, [[2, 2, 5], [2, 4, 1]], nan_policy="propagate")

        assert np.isnan(result.statistic).tolist() == [False, True]
        assert np.isnan(result.pvalue).tolist() == [False, True]

    def test_pandas_na_is_missing(self):
        """A nullable column's NA counts as missing, not as text."""
        pre = pd.Series([1, 2, None, 4], dtype="Int64")
        post = pd.Series([2, 4, 5, 9], dtype="Int64")

        assert paired_ttest(pre, post, nan_policy="omit").n == 3

    @pytest.mark.parametrize(
        "pre",
        [
            np.ma.array([1, 99, 3, 4], mask=[0, 1, 0, 0]),
            np.ma.array([1.0, math.inf, 3.0, 4.0], mask=[0, 1, 0, 0]),
            np.ma.array([1, "x", 3, 4], mask=[0, 1, 0, 0], dtype=object),
            [1, np.ma.masked, 3, 4],
        ],
        ids=["whole", "float", "object", "list"],
    )
    def test_masked_is_missing(self, pre):
        """A masked score is a missing one under every policy, whatever lies under the mask."""
        post = [2, 4, 5, 9]

        result = paired_ttest(pre, post, nan_policy="omit")

        expected = stats.ttest_rel([2, 5, 9], [1, 3, 4])
        assert result.n == 3
        assert result.statistic == pytest.approx(expected.statistic)
        assert math.isnan(paired_ttest(pre, post, nan_policy="propagate").statistic)
        with pytest.raises(ValueError, match=r"pre\[1\] is NaN; give the score"):
            paired_ttest(pre, post)

    def test_masked_in_a_stack(self):
        """Masked arrays in a list keep their masks."""
        rows = [np.ma.array([1, 99, 3, 4], mask=[0, 1, 0, 0]), np.ma.array([1, 2, 3, 4])]

        result = paired_ttest(rows, [[2, 4, 5, 9]] * 2, nan_policy="omit")

        assert [3, 4] == result.n.tolist()


BAD_DATA = [
    (([1, 2, 3], [1, 2]), {}, "pre has 3 score(s) and post has 2 score(s)"),
    (([], []), {}, "at least 2 pairs; got 0"),
    (([1], [2]), {}, "at least 2 pairs; got 1"),
    ((3, 4), {}, "pre is 3; it must be a sequence of scores"),
    (([1, 2], None), {}, "post is None; it must be a sequence of scores"),
    (({1, 2}, [1, 2]), {}, "pre is {1, 2}; it must be a sequence of scores"),
    (("ab", "cd"), {}, "pre is 'ab'; it must be a sequence of scores"),
    (
        ([[1, 2, 3], [1, 2]], [[1, 2], [1, 2]]),
        {},
        "pre[1] has 2 value(s) and pre[0] has 3 value(s); rows",
    ),
    (
        ([1, 2], [[1, 2], 3]),
        {},
        "post[1] is a single value and post[0] has 2 value(s); rows must be",
    ),
    (([[[1], [2]], [[3], [4, 5]]], [1, 2]), {}, "pre[1, 1] has 2 value(s) and pre[1, 0] has 1"),
    ((np.array([[1, 2], [3]], dtype=object), [1, 2]), {}, "pre[0] is [1, 2]; every score must be"),
    ((np.array(["2020-01-01", "2020-01-02"], "M8[ns]"), [1, 2]), {}, "pre[0] is np.datetime64("),
    (([[], []], [[], []]), {}, "at least 2 pairs; got 0"),
    (([1, 2], np.array([5, 6], "m8[s]")), {}, "post[0] is np.timedelta64(5,'s'); every score"),
    ((pd.to_datetime(pd.Series(["2020-01-01"] * 2)), [1, 2]), {}, "pre[0] is np.datetime64("),
    (([1, np.timedelta64(5, "s")], [1, 2]), {}, "pre[1] is np.timedelta64(5,'s'); every score"),
    (([1, 10**400], [1, 2]), {}, "pre[1] is beyond 1.8e308, the largest float"),
    (([1, 10**5000], [1, 2]), {}, "pre[1] is beyond 1.8e308, the largest float"),
    (([1, 2], [Decimal("1e400"), 2]), {}, "post[0] is beyond 1.8e308, the largest float"),
    (([1, 2], [Decimal("sNaN"), 2]), {}, "post[0] is Decimal('sNaN'); every score must be"),
    (([1, "x" * 500], [1, 2]), {}, "xxx…; every score must be a number"),
    ((np.array([1, 2], dtype=np.complex64), [1, 2]), {}, "every score must be a number"),
    (([1, 2, math.nan], [1, 3, 4]), {}, "pre[2] is NaN; give the score, or pass nan_policy='omit'"),
    (([1, 2, 3], [1, None, 4]), {}, "post[1] is NaN"),
    (([[1, 2, 3], [1, 2, math.nan]], [[2, 2, 5], [2, 4, 1]]), {}, "pre[1, 2] is NaN"),
    (([[1, 1], [2, math.nan], [3, 3]],) * 2, {"axis": 0}, "pre[1, 1] is NaN"),
    (([1, 2, 3], [1, "seven", 4]), {}, "post[1] is 'seven'; every score must be a number"),
    (([1, 2, 3], ["1", "2", "3"]), {}, "post[0] is '1'; every score must be a number"),
    (([True, False], [1, 2]), {}, "pre[0] is True; every score must be a number"),
    (([1, True, 3], [2, 3, 5]), {}, "pre[1] is True; every score must be a number"),
    (((1, 2, 3), (2, 3.5, False)), {}, "post[2] is False; every score must be a number"),
    (([[1, 2, 3], [1, 2, np.True_]], [[2, 2, 5], [2, 4, 1]]), {}, "pre[1, 2] is np.True_; every"),
    (([np.arange(2), np.array([True, False])], [[1, 2], [3, 4]]), {}, "pre[1, 0] is True; every"),
    (([1, 2j], [1, 2]), {}, "every score must be a number"),
    (([1, 2, math.inf], [1, 2, 3]), {}, "pre[2] is infinite; every score must be a finite number"),
    (([1, 2, 3], [1, -math.inf, 3]), {"nan_policy": "omit"}, "post[1] is infinite"),
    (([1, 2, 3], [3, 4, 5]), {}, "the differences do not vary: every change is 2"),
    (([1.1, 1.2, 1.3], [1.2, 1.3, 1.4]), {}, "the differences do not vary: every change is 0.1"),
    (([[1, 2], [1, 2]], [[1, 3], [2, 3]]), {}, "do not vary in data set [1]: every change is 1"),
    (([1, 2], [1e300, 2]), {}, "post[0] is 1e+300; every score must be below 1e+290 in size"),
    (([1, -1e300, math.nan], [1, 2, 3]), {"nan_policy": "omit"}, "pre[1] is -1e+300; every score"),
    (([0, 0, 0], [1e-300, 2e-300, 4e-300]), {}, "the SD of change is 1.52753e-300; below 1e-290"),
    (([[1, 2], [0, 0]], [[1, 3], [0, 5e-324]]), {}, "the SD of change[1] is 4.94066e-324"),
    (([1e200, 2e200], [3e200, 4e200]), {}, "the differences do not vary: every change is 2e+200"),
    (([1e-200, 2e-200], [3e-200, 4e-200]), {}, "do not vary: every change is 2e\N{MINUS SIGN}200"),
    (([1, math.nan], [1, 2]), {"nan_policy": "omit"}, "1 complete pair(s) left"),
    (([1, 2], [2, 4]), {"alternative": "both"}, "alternative is 'both'; it must be one of"),
    (([1, 2], [2, 4]), {"confidence_level": 95}, "confidence_level is 95; it must lie between"),
    (([1, 2], [2, 4]), {"nan_policy": "drop"}, "nan_policy is 'drop'; it must be one of"),
    (([1, 2], [2, 4]), {"alternative": ["less"]}, "alternative is ['less']; it must be one of"),
    (([1, 2], [2, 4]), {"alternative": np.array(["less"] * 2)}, "alternative is array(['less', "),
    (([1, 2], [2, 4]), {"nan_policy": np.array([1, 2])}, "nan_policy is array([1, 2]); it must"),
    (([1, 2], [2, 4]), {"confidence_level": 10**5000}, "it must lie between 0 and 1"),
    (([1, 2], [2, 4]), {"axis": 1}, "axis is 1"),
    (([1, 2], [2, 4]), {"axis": 10**300}, "axis is 1000"),
    (
        (pd.Series([1, 2], index=["a", "b"]), pd.Series([2, 4], index=["b", "a"])),
        {},
        "different indexes",
    ),
]

BAD_STATS = [
    ((1, -1, 2, 1, 10), {"r": 0.5}, "sd_pre is -1; a standard deviation is 0 or more"),
    ((1, 1, 2, -0.5, 10), {"r": 0.5}, "sd_post is -0.5"),
    ((1, 1, 2, 1, 1), {"r": 0.5}, "n is 1; it must be a whole number of pairs, at least 2"),
    ((1, 1, 2, 1, 10.5), {"r": 0.5}, "n is 10.5"),
    ((1, 1, 2, 1, [10, 1]), {"r": 0.5}, "n[1] is 1"),
    ((1, 1, 2, 1, 10), {"r": 1.2}, "r is 1.2; a correlation lies from -1 to 1"),
    ((1, 1, 2, 1, 10), {"sd_change": 0}, "sd_change is 0; the differences must vary"),
    ((1, 1, 2, 1, 10), {"r": 1.0}, "the variance of the differences is 0"),
    ((3, 0, 4, 1, 10), {"r": 0.5}, "r is 0.5; a measurement with an SD of 0 has no correlation"),
    ((3, [1, 1], 4, [1, 0], 10), {"r": 0}, "r[1] is 0; a measurement with an SD of 0 has no"),
    ((1, 1, 2, 1, 10), {"sd_change": 3.0}, "the implied pre-post correlation is -3.5"),
    ((1, 0, 2, 1, 10), {"sd_change": 3.0}, "the implied pre-post correlation is inf"),
    ((1, 1, 2, 0, 10), {"sd_change": 3.0}, "the implied pre-post correlation is inf"),
    # a spread of change of 1e155, whose square is no float
    ((1e45, 0, 0, 0, 2), {"statistic": -1e-110}, "the implied pre-post correlation is inf"),
    ((1e45, 1, 0, 1, 2), {"statistic": -1e-110}, "the implied pre-post correlation is -inf"),
    ((1, 1, 2, 1, 10), {"statistic": -2.0}, "must have the sign of mean_post - mean_pre"),
    ((1, 1, 2, 1, 10), {"statistic": -2.0}, "of the other order say order='pre-post'"),
    (
        (1, 1, 2, 1, 10),
        {"statistic": 2.0, "order": "pre-post"},
        (
            "statistic is 2; t is for pre - post and must have the sign of mean_pre - mean_post; "
            "for a t of the other order say order='post-pre'"
        ),
    ),
    ((1, 1, 2, 1, 10), {"r": 0.5, "order": "pre-post"}, "order is 'pre-post'; it is that of the"),
    (
        (1, 1, 2, 1, 10),
        {"statistic": 2, "order": "post − pre"},
        "order is 'post − pre'; it must be",
    ),
    (([1, True], 1, 2, 1, 10), {"r": 0.5}, "mean_pre[1] is True; it must be a finite number"),
    ((1, 1, 2, 1, 10), {"statistic": 0.0}, "must have the sign of mean_post - mean_pre"),
    ((1, 1, 1, 1, 10), {"statistic": 0.0}, "a statistic of 0 with equal means fits every SD"),
    ((10**400, 1, 2, 1, 10), {"r": 0}, "mean_pre is beyond 1.8e308, the largest float"),
    ((1, 1, Fraction(10**400), 1, 10), {"r": 0}, "mean_post is beyond 1.8e308"),
    ((1, 1e200, 2, 1, 10), {"r": 0}, "sd_pre is 1e+200; it must be 0 or from 1e-150 to 1e+150"),
    ((1, 1, 2, 1e-170, 10), {"r": 0}, "sd_post is 1e-170; it must be 0 or from 1e-150 to 1e+150"),
    ((1, 1, 2, 1, 1e19), {"r": 0}, "n is 1e+19; more pairs than 2**53"),
    ((1, [1, math.inf], 2, 1, 10), {"r": 0}, "sd_pre[1] is inf; it must be a finite number"),
    ((1, [1, None], 2, 1, 10), {"r": 0}, "sd_pre[1] is nan; it must be a finite number"),
    (
        (1, [[1, 2], [3]], 2, 1, 10),
        {"r": 0},
        "sd_pre[1] has 1 value(s) and sd_pre[0] has 2 value(s); rows",
    ),
    ((1, True, 2, 1, 10), {"r": 0}, "sd_pre is True; it must be a finite number"),
    ((1, 1, 2, 1, 10), {"r": "half"}, "r is 'half'; it must be a finite number"),
    ((1, 1, 2, 1, np.timedelta64(9, "s")), {"r": 0}, "n is np.timedelta64(9,'s'); it must be a"),
    ((np.ma.array([1, 2], mask=[0, 1]), 1, 2, 1, 9), {"r": 0}, "mean_pre[1] is nan; it must be"),
    ((1, 1, 2, 1, 10), {}, "exactly one of r, sd_change and statistic; got none"),
    ((1, 1, 2, 1, 10), {"r": 0, "statistic": 2}, "got r and statistic"),
    ((1, 1, math.nan, 1, 10), {"r": 0}, "mean_post is nan; it must be a finite number"),
    ((1, 1, "2", 1, 10), {"r": 0}, "mean_post is '2'; it must be a finite number"),
    (([1, 2], 1, [1, 2, 3], 1, 10), {"r": 0}, "shapes that do not fit together"),
]


def _one_sentence(message):
    return "\n" not in message and len(message) < 200


class TestKindsOfNumbers:
    """Whatever is a number may be a score or a figure."""

    @pytest.mark.parametrize("kind", [Decimal, Fraction, np.longdouble, np.float32, np.int8])
    def test_scores(self, kind):
        """Decimals, fractions and NumPy's numbers are the floats that they round to."""
        pre, post = [kind(x) for x in (3, 1, 4, 1, 5)], [kind(x) for x in (4, 3, 6, 2, 9)]

        result = paired_ttest(pre, post)

        expected = stats.ttest_rel([4, 3, 6, 2, 9], [3, 1, 4, 1, 5])
        assert result.statistic == pytest.approx(expected.statistic)

    def test_figures(self):
        """Decimals and fractions as figures, options included, are their floats."""
        exact = paired_ttest_from_stats(
            Decimal("2.8"), Decimal("0.8"), Decimal("3.5"), Fraction(2, 5), Fraction(11),
            statistic=Decimal("3.125"), confidence_level=Decimal("0.9"),
        )  # fmt: skip

        floats = paired_ttest_from_stats(
            2.8, 0.8, 3.5, 0.4, 11, statistic=3.125, confidence_level=0.9
        )
        assert floats == exact


class TestBadInput:
    """Each fault has one plain sentence that names the place and the value."""

    @pytest.mark.parametrize(("arguments", "options", "expected"), BAD_DATA)
    def test_raw_data(self, arguments, options, expected):
        """Raw data that cannot be tested are refused with the place and the value."""
        with pytest.raises(ValueError, match=re.escape(expected)) as error:
            paired_ttest(*arguments, **options)

        assert _one_sentence(str(error.value))

    @pytest.mark.parametrize(("arguments", "options", "expected"), BAD_STATS)
    def test_summary_statistics(self, arguments, options, expected):
        """Summary figures that no data can have are refused with the figure."""
        with pytest.raises(ValueError, match=re.escape(expected)) as error:
            paired_ttest_from_stats(*arguments, **options)

        assert _one_sentence(str(error.value))

    def test_unknown_effect_size(self):
        """'Cohen's d' alone is no name: the answer lists the four that there are."""
        with pytest.raises(ValueError, match="one of 'd_z', 'd_av', 'd_rm', 'g_av'"):
            paired_ttest(SLEEP_1, SLEEP_2).effect_size_interval("d")

    def test_confidence_level_of_the_wrong_type(self):
        """A level given as text is a TypeError that says what is wanted."""
        with pytest.raises(TypeError, match="must be a number between 0 and 1"):
            paired_ttest(SLEEP_1, SLEEP_2, confidence_level="95%")

    @pytest.mark.parametrize("axis", [1.5, "0", True, (0,)])
    def test_axis_of_the_wrong_type(self, axis):
        """An axis that is no whole number is a TypeError that names it."""
        with pytest.raises(TypeError, match="; it must be a whole number, such as -1") as error:
            paired_ttest(SLEEP_1, SLEEP_2, axis=axis)

        assert str(error.value).startswith(f"axis is {axis!r};")

    @given(
        figures=st.lists(st.floats(width=64), min_size=5, max_size=5),
        n=st.integers(-1, 10**20),
        which=st.sampled_from(["r", "sd_change", "statistic"]),
    )
    def test_any_figures_give_an_answer_or_a_sentence(self, figures, n, which):
        """Any six figures give a p in [0, 1] or a sentence."""
        *moments, extra = figures
        problem, pvalue = "", math.nan
        try:
            pvalue = paired_ttest_from_stats(*moments, n, **{which: extra}).pvalue
        except ValueError as error:
            problem = str(error)

        assert _one_sentence(problem)
        assert problem or 0 <= pvalue <= 1

    def test_the_callers_arrays_are_left_alone(self):
        """Neither good nor bad input is changed by being tested."""
        pre, post = np.array([1.0, math.nan, 3.0, 5.0]), np.array([2.0, 2.0, 7.0, 6.0])
        before = pre.copy(), post.copy()

        paired_ttest(pre, post, nan_policy="omit")

        np.testing.assert_array_equal(pre, before[0])
        np.testing.assert_array_equal(post, before[1])

    @given(
        values=hnp.arrays(
            float, (2, 5), elements=st.floats(allow_nan=True, allow_infinity=True, width=64)
        ),
        policy=st.sampled_from(["raise", "omit", "propagate"]),
    )
    def test_any_floats_give_an_answer_or_a_sentence(self, values, policy):
        """Any five pairs of floats give a p in [0, 1], a NaN, or a sentence."""
        problem, pvalue = "", math.nan
        try:
            pvalue = paired_ttest(*values, nan_policy=policy).pvalue
        except ValueError as error:
            problem = str(error)

        assert _one_sentence(problem)
        assert problem or math.isnan(pvalue) or 0 <= pvalue <= 1


class TestAsText:
    """The test as papers print it."""

    def test_sleep(self):
        """Student's sleep data: t(9) = 4.06, p = .003, as R and textbooks print them."""
        first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
        second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

        assert "t(9) = 4.06, p = .003" == paired_ttest(first, second).as_text()

    @pytest.mark.parametrize(
        ("statistic", "alternative", "expected"),
        [
            (5.0, "two-sided", "t(11) = 5.00, p < .001"),
            (1.363430318, "greater", "t(11) = 1.36, p = .100"),  # t tables: 1.363 at 11 df
            (5.0, "less", "t(11) = 5.00, p > .999"),
        ],
    )
    def test_edges(self, statistic, alternative, expected):
        """No p is printed as .000 or 1.000."""
        found = paired_ttest_from_stats(
            1, 3, 3, 3, 12, statistic=statistic, alternative=alternative
        )

        assert expected == found.as_text()

    def test_no_minus_before_zero(self):
        """A t that rounds to zero has no sign."""
        found = paired_ttest_from_stats(2, 1, 1.999, 1, 12, r=0.5)

        assert found.statistic < 0
        assert found.as_text().startswith("t(11) = 0.00, ")

    def test_stack(self):
        """A stack of data sets is no line of a paper."""
        found = paired_ttest([[1, 2, 4]] * 2, [[2, 5, 5]] * 2)

        with pytest.raises(ValueError, match=r"^this is the result of a stack of data sets"):
            found.as_text()


class TestWholeSentences:
    """Refusals, from the first word to the last."""

    @pytest.mark.parametrize(
        ("arguments", "options", "message"),
        [
            (
                (1, 1, 2, 1, 12),
                {"sd_change": 5},  # no r within −1 and 1: 25 = 1 + 1 − 2r has r = −11.5
                (
                    "the implied pre-post correlation is -11.5; these SDs and this spread of "
                    "change cannot belong together"
                ),
            ),
            (
                (1, 1, 2, 1, 12),
                {"sd_change": 2.001},  # just beyond the sum of the SDs, which r = −1 gives
                (
                    "the implied pre-post correlation is -1.002; these SDs and this spread of "
                    "change cannot belong together"
                ),
            ),
            (
                (1, 1, 1, 1, 12),
                {"statistic": 0},
                (
                    "a statistic of 0 with equal means fits every SD of change; give r or "
                    "sd_change instead"
                ),
            ),
            (
                (1, 1, 2, 1, 12),
                {"statistic": -2},
                (
                    "statistic is -2; t is for post - pre and must have the sign of "
                    "mean_post - mean_pre; for a t of the other order say order='pre-post'"
                ),
            ),
            (
                (1, 1, 2, 1, 12),
                {"r": 1},
                "the variance of the differences is 0; t needs one above 0",
            ),
            (
                (1, 1, 2, 1, 2**53 + 2),
                {"r": 0.5},
                "n is 9.0072e+15; more pairs than 2**53 cannot be counted exactly",
            ),
            (
                (1, 1, 2, 1, 12),
                {"r": 0.5, "alternative": "both"},
                "alternative is 'both'; it must be one of 'two-sided', 'less', 'greater'",
            ),
        ],
    )
    def test_from_stats(self, arguments, options, message):
        """What cannot be is named with its value and what would be taken."""
        with pytest.raises(ValueError) as caught:  # noqa: PT011 # the whole message follows
            paired_ttest_from_stats(*arguments, **options)

        assert message == str(caught.value)

    def test_effect_size(self):
        """An unknown effect size is answered with the four that there are; d_z is the usual one."""
        found = paired_ttest([1, 2, 4, 4], [2, 5, 5, 7])

        with pytest.raises(
            ValueError, match=r"^effect_size is 'd'; it must be one of 'd_z', 'd_av'"
        ):
            found.effect_size_interval("d")
        assert found.effect_size_interval("d_z") == found.effect_size_interval()

    def test_as_many_as_can_be_counted(self):
        """2**53 pairs, the most that floats count one by one, are taken."""
        assert 2**53 - 1 == paired_ttest_from_stats(1, 1, 2, 1, 2**53, r=0.5).df

    def test_what_was_asked_for_is_kept(self):
        """A result says which alternative it answers, and the means that it was given."""
        found = paired_ttest_from_stats(1, 1, 2, 1, 12, r=0.5, alternative="greater")

        assert ("greater", 1, 2) == (found.alternative, found.mean_pre, found.mean_post)
