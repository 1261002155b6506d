"""Sample sizes and degrees of freedom, against every small data set and against SciPy."""

import re
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from as_printed import ROUND_DOWN, TIES, print_sums, sums_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twowaves import audit, df_interval, feasible_n, load_outcomes, matches
from twowaves.printed.sums import change_sums
from twowaves.printed.table import rows

SCALE = range(5)
TOTALS = {"scoring": "total", "n_items": 1, "scale_min": 0, "scale_max": 4}


@cache
def every_data_set(n):
    """Return the sums of every data set of n people on a scale from 0 to 4, without repeats."""
    answers = np.array(list(product(SCALE, SCALE)))
    chosen = np.array(list(combinations_with_replacement(range(len(answers)), n)))
    pre, post = answers[chosen, 0], answers[chosen, 1]
    sums = [pre.sum(1), (pre**2).sum(1), post.sum(1), (post**2).sum(1), ((post - pre) ** 2).sum(1)]
    return np.unique(np.stack(sums, axis=1), axis=0)


def tables_of(n, **how):
    """Return every table that data of n people print, without repeats."""
    frame = pd.DataFrame([print_sums(n, sums, **how) for sums in every_data_set(n)])
    return frame.drop_duplicates(ignore_index=True).assign(**TOTALS)


@cache
def sums_on_scale(n):
    """Return every (S, Q) between the most equal and the most extreme data, counted through."""
    ends = {}
    for values in combinations_with_replacement(SCALE, n):
        total, squared = sum(values), sum(value * value for value in values)
        low, high = ends.get(total, (squared, squared))
        ends[total] = min(low, squared), max(high, squared)
    return [(s, q) for s, (low, high) in ends.items() for q in range(low, high + 1, 2)]


@cache
def changes_on_scale(n):
    """Return the lowest and highest D for each sum of changes, counted through."""
    ends = {}
    for values in combinations_with_replacement(range(-4, 5), n):
        total, squared = sum(values), sum(value * value for value in values)
        low, high = ends.get(total, (squared, squared))
        ends[total] = min(low, squared), max(high, squared)
    return ends


def root_matches(printed, square):
    """Tell whether the square root of a fraction may be printed so, compared as squares."""
    low, high = (Fraction(end) for end in (printed.interval().low, printed.interval().high))
    return max(low, 0) ** 2 <= square <= high**2


def stated_conditions(row, n):
    """Return every (s, D) that the Notes of `feasible_n` leave, by trying all of them."""

    def one(time):
        mean, sd = row.cells[f"mean_{time}"], row.cells[f"sd_{time}"]
        return [
            (s, q)
            for s, q in sums_on_scale(n)
            if matches(mean, Fraction(s, n))
            and root_matches(sd, Fraction(n * q - s * s, n * (n - 1)))
        ]

    t = row.cells["statistic"]
    size = type(t)(t.text.lstrip("-"))
    found = set()
    for (s1, q1), (s2, q2) in product(one("pre"), one("post")):
        a, b, s = n * q1 - s1 * s1, n * q2 - s2 * s2, s2 - s1
        low, high = changes_on_scale(n)[s]
        for d in range(low, high + 1, 2):
            v = n * d - s * s
            if (
                v
                and root_matches(size, Fraction(s * s * (n - 1), v))
                and (a + b - v) ** 2 <= 4 * a * b
            ):
                found.add((s, d))
    return found


class TestEverySmallDataSet:
    """Brute force: all data sets of two to five people on a scale from 0 to 4."""

    @pytest.mark.sweep(6)
    @pytest.mark.parametrize("n", [2, 3, 4, 5])
    @pytest.mark.parametrize(
        ("rule", "decimals"), [(TIES[0], (1, 1, 2)), (TIES[0], (0, 0, 1)), (TIES[1], (0, 0, 1))]
    )
    def test_never_excluded(self, n, rule, decimals, part_of):
        """An n from which a data set really came is feasible, ties rounded either way."""
        whole = tables_of(n, decimals=decimals, rule=rule)
        tables = whole.iloc[part_of(range(len(whole)), 400, seed=n)]
        found = feasible_n(tables, n)

        assert len(tables) > 30
        assert found["feasible"].all()

    @pytest.mark.parametrize("n", [2, 3, 4, 5])
    def test_never_excluded_if_t_is_cut_off(self, n, part_of):
        """The same where digits of t were cut off."""
        whole = tables_of(n, decimals=(1, 1, 1), rule_t=ROUND_DOWN)
        tables = whole.iloc[part_of(range(len(whole)), 400, seed=n)]

        assert feasible_n(tables, n, rounding="truncate")["feasible"].all()

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize("n", [2, 3, 4, 5])
    def test_excluded_up_to_the_stated_power(self, n):
        """Exactly those pairs of sums are left that fulfil the conditions of the docstring."""
        some = pd.concat(
            [
                tables_of(true_n, decimals=(1, 1, 2)).dropna().sample(30, random_state=true_n)
                for true_n in (2, 3, 4, 5)
            ]
        )
        # figures of different tables mixed: mostly impossible, each for its own reason
        other = some.sample(frac=1, random_state=n)
        mixed = some.assign(statistic=other["statistic"].to_numpy())
        wide = some.assign(sd_pre=other["sd_pre"].to_numpy(), sd_post=other["sd_post"].to_numpy())
        table = pd.concat([some, mixed, wide], ignore_index=True)
        found = feasible_n(table, n)["feasible"]
        verdicts = set()
        for row, feasible in zip(rows(table), found, strict=True):
            left = stated_conditions(row, n)
            verdicts.add(feasible)

            assert left == set(change_sums(row.figures(1), n))
            assert bool(left) == feasible
        assert {True, False} == verdicts


@st.composite
def data_sets(draw):
    """Draw whole-number answers of two to fourteen people on some scale, totals of some items."""
    items, n = draw(st.integers(1, 12)), draw(st.integers(2, 14))
    low = draw(st.integers(-1, 1))
    high = low + draw(st.integers(1, 6))
    scores = st.lists(st.integers(low * items, high * items), min_size=n, max_size=n)
    return draw(scores), draw(scores), items, (low, high)


class TestTrueN:
    """Random data, printed as papers print."""

    @given(
        data_sets(),
        st.tuples(*[st.integers(0, 3)] * 3),
        st.sampled_from(TIES),
        st.booleans(),
        st.sampled_from(["total", "mean"]),
    )
    def test_is_feasible(self, data, decimals, rule, cut_off, scoring):
        """The true n is feasible, whatever the decimals, the ties, the scoring and the scale."""
        pre, post, items, (low, high) = data
        row = print_sums(
            len(pre),
            sums_of(pre, post),
            items if scoring == "mean" else 1,
            decimals=decimals,
            rule=rule,
            rule_t=ROUND_DOWN if cut_off else None,
        )
        times = 1 if scoring == "mean" else items
        row |= {"scoring": scoring, "n_items": items}
        row |= {"scale_min": low * times, "scale_max": high * times}
        rounding = "truncate" if cut_off else "nearest"

        (found,) = feasible_n(pd.DataFrame([row]), len(pre), rounding=rounding).itertuples()
        assert found.feasible, (row, found.reason)


@pytest.fixture(scope="module")
def feasible():
    found = feasible_n(load_outcomes())
    by_n = found.set_index(["n", "outcome"])["feasible"].astype(bool)
    return by_n.unstack()  # reshaped, not aggregated


class TestPaper:
    """Table 1 of Beaumont et al. (2021); the numbers are those of an independent search."""

    def test_n_of_the_table(self, feasible):
        """The n = 10 of Table 1 is impossible for four of the six outcomes."""
        impossible = feasible.columns[~feasible.loc[10]]

        assert {"self-persecution", "self-correction", "reassured self", "hated self"} == set(
            impossible
        )

    def test_common_n(self, feasible):
        """Of 2 to 30 people, 11, 12, 16 and 19 are possible for all six."""
        assert [11, 12, 16, 19] == feasible.index[feasible.all(axis=1)].tolist()

    def test_what_else_fails(self, feasible):
        """At 9, 13, 14 and 15 at least one outcome is impossible."""
        assert not feasible.loc[[9, 13, 14, 15]].all(axis=1).any()

    def test_sums_at_eleven(self):
        """Five totals leave one pair of sums each for eleven people."""
        table = load_outcomes().set_index("outcome", drop=False)
        pairs = {
            row.outcome: list(change_sums(row.figures(row.items()), 11)) for row in rows(table)
        }

        assert 6 == len(pairs.pop("self-compassion"))
        assert pairs == {
            "self-persecution": [(-38, 904)],
            "self-correction": [(-111, 2379)],
            "inadequate self": [(-68, 1430)],
            "reassured self": [(62, 1080)],
            "hated self": [(-25, 269)],
        }

    def test_truncation(self):
        """Were t cut off, correction would fail at 11 and 12, and persecution pass at 10."""
        found = feasible_n(load_outcomes(), [10, 11, 12], rounding="truncate")
        feasible = found.set_index(["outcome", "n"])["feasible"]

        assert [False, False] == feasible["self-correction"][[11, 12]].tolist()
        assert feasible[("self-persecution", 10)]


class TestFrame:
    """What comes back, and what is refused."""

    def test_columns(self):
        """Sums are nullable whole numbers, feasible is nullable, reasons are text."""
        found = feasible_n(load_outcomes(), 10)

        assert ["outcome", "n", "feasible", "sum_change", "sum_squared_change", "reason"] == list(
            found
        )
        assert ["boolean", "Int64", "Int64"] == list(map(str, found.dtypes.iloc[2:5]))
        assert (found["reason"] == "").tolist() == found["feasible"].tolist()

    def test_cannot_be_judged(self):
        """A row without a readable mean is missing a verdict, and the others are judged."""
        table = load_outcomes()
        table.loc[0, "mean_pre"] = "2,8"
        table.loc[1, "scoring"] = ""
        found = feasible_n(table, 11)

        assert [pd.NA, pd.NA, True, True, True, True] == found["feasible"].tolist()
        assert found.loc[0, "reason"] == (
            "Row 1 (self-compassion), mean_pre: '2,8' has a comma; write the decimals with a point."
        )
        assert found.loc[1, "reason"] == "The column scoring is missing or empty in this row."

    def test_n_is_not_read(self):
        """The printed n, df and p play no part, not even unreadable ones."""
        spoiled = load_outcomes().assign(n="many", df="?", pvalue="n.s.")

        pd.testing.assert_frame_equal(feasible_n(load_outcomes(), 11), feasible_n(spoiled, 11))

    def test_means_of_items_without_their_number(self):
        """A mean of an unknown count of items cannot be judged."""
        found = feasible_n(load_outcomes().drop(columns="n_items"), 11)

        assert "The column n_items is missing or empty in this row." == found.loc[0, "reason"]
        assert found.loc[1:, "feasible"].all()

    @pytest.mark.parametrize("n", [1, [10, 1], 2.5, "12", True, [None]])
    def test_refuses_n(self, n):
        """An n that no paired t test can have is named."""
        with pytest.raises(ValueError, match="each n must be a whole number of 2 or more pairs"):
            feasible_n(load_outcomes(), n)

    def test_refuses_rounding(self):
        """So is a rounding that is not known."""
        with pytest.raises(ValueError, match=r"^rounding is 'down'; it must be one of 'nearest'"):
            feasible_n(load_outcomes(), 11, rounding="down")

    def test_empty(self):
        """No rows in, no rows out."""
        assert 0 == len(feasible_n(load_outcomes().iloc[:0]))


def brute_dfs(t, p, tails, *, bound=False):
    """Return the df of 1 to 60 at which SciPy's p for some t of 81 is printed so."""
    low, high = np.abs(np.array([float(t) - 0.0005, float(t) + 0.0005]))
    size = np.linspace(low, high, 81)
    found = []
    for df in range(1, 61):
        values = tails * stats.t.sf(size, df)
        ends = (-1, float(p)) if bound else (float(p) - 0.005, float(p) + 0.005)
        if ((values >= ends[0]) & (values < ends[1])).any():
            found.append(df)
    return found


class TestDfInterval:
    """Which df give t its p."""

    @pytest.mark.parametrize("tails", [1, 2])
    @pytest.mark.parametrize("reading", ["rounded", "threshold"])
    def test_paper(self, tails, reading):
        """As SciPy's distribution says, tried through from 1 to 60."""
        outcomes = load_outcomes().set_index("outcome")
        found = df_interval(load_outcomes()).query("tails == @tails and reading == @reading")
        common = set(range(1, 61))
        for row in found.iloc[:-1].itertuples():
            t, p = outcomes.loc[row.outcome, ["statistic", "pvalue"]]
            bound = reading == "threshold" and p in {".01", ".05"}
            expected = brute_dfs(t, p, tails, bound=bound)
            common &= set(expected)

            assert row.possible == bool(expected)
            if expected:
                assert row.df_low == expected[0]
                assert (60 if row.df_high is pd.NA else min(row.df_high, 60)) == expected[-1]
        last = found.iloc[-1]
        assert "all outcomes" == last["outcome"]
        assert last["possible"] == bool(common)
        if common:
            assert [min(common), max(common)] == last[["df_low", "df_high"]].tolist()

    def test_printed_bound(self):
        """A printed bound is one in both readings."""
        found = df_interval(pd.DataFrame({"statistic": ["2.040"], "pvalue": ["< .05"]}))

        assert [5, 5, 31, 31] == found["df_low"].tolist()[:4]
        assert found["df_high"].isna().all()

    def test_printed_lower_bound(self):
        """Above a lower bound, df ends where p falls below it."""
        found = df_interval(pd.DataFrame({"statistic": ["2.040"], "pvalue": ["> .05"]}))

        # scipy.stats.t.ppf(0.975, 31) is 2.03951, and t may be as low as 2.0395
        assert [4, 4, 31, 31] == found["df_high"].tolist()[:4]

    def test_beyond_the_normal(self):
        """t = 1.00 never has p = .01, and with any df above 2 a two-tailed p below .5."""
        found = df_interval(
            pd.DataFrame({"statistic": ["1.00", "1.00"], "pvalue": [".010", "< .50"]})
        )

        assert [False, True] == found.query("tails == 2")["possible"].tolist()[:4:2]

    def test_cannot_be_judged(self):
        """A row without a readable p is left out of the intersection."""
        table = load_outcomes()
        table.loc[0, "pvalue"] = "n.s."
        found = df_interval(table)

        assert found.loc[0, "possible"] is pd.NA
        assert "is a verdict, not a figure" in found.loc[0, "reason"]
        assert found.iloc[-3]["possible"]
        nothing = df_interval(table.iloc[:1])
        assert nothing["possible"].isna().all()


class TestLongSearches:
    """What would last is left open, and says so."""

    BROAD: ClassVar = {
        "outcome": "x", "scoring": "total", "mean_pre": "3", "sd_pre": "3.404",
        "mean_post": "3", "sd_post": "0.099", "statistic": "25",
    }  # fmt: skip

    def test_left_open(self):
        """A search without an end in sight is no verdict, and spoils no other n."""
        found = feasible_n(pd.DataFrame([self.BROAD]), [11, 9893]).set_index("n")

        assert [False, True] == found["feasible"].isna().tolist()
        assert (
            "At n = 9893 these figures leave more whole-number sums than 100000 steps go through, "
            "so whether they fit together is left open."
        ) == found.loc[9893, "reason"]

    def test_broad_figures_of_many_people(self):
        """Figures that leave no sum together are excluded where the first edition took 38 s."""
        row = self.BROAD | {
            "mean_pre": "1", "sd_pre": "0.10", "mean_post": "1", "sd_post": "0.30",
            "statistic": "95.0",
        }  # fmt: skip
        found = feasible_n(pd.DataFrame([row]), [9000, 20000])

        assert [False, False] == found["feasible"].tolist()


class TestUnusedColumns:
    """Columns that are not known are named."""

    @pytest.mark.parametrize("function", [feasible_n, df_interval, audit])
    def test_warns(self, function):
        """Each function that takes a table warns of those that hold something."""
        table = pd.DataFrame(
            {"Outcome": ["hope"], "t": ["2.1"], "Pretest SD": ["2.8"], "note": [None]}
        )
        said = "1 column was not understood and not used: Pretest SD."
        with pytest.warns(UserWarning, match=re.escape(said)) as caught:
            function(table)
        assert [__file__] == [warning.filename for warning in caught]

    def test_the_paper(self):
        """The paper's own table gives no warning."""
        feasible_n(load_outcomes(), 11)
