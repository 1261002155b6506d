"""Cronbach's α against the analysis of variance, its interval against its sampling distribution."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.formula.api import ols

from twowaves import cronbach_alpha, item_rest_correlations, load_instrument, reverse_items

HATED = [9, 10, 12, 15, 22]


def forms(items):
    """Return FSCRS forms with these answers to the five items of the hated self."""
    frame = pd.DataFrame(
        0, index=range(len(items)), columns=load_instrument("fscrs").column_names()
    )
    frame[[f"fscrs{item}" for item in HATED]] = np.asarray(items)
    return frame


def by_anova(items):
    """Return 1 − MS_error / MS_persons of persons by items (Hoyt, 1941), with plain sums."""
    items = np.asarray(items, dtype=float)
    n, k = items.shape
    grand = items.mean()
    persons = k * sum((row.mean() - grand) ** 2 for row in items)
    columns = n * sum((column.mean() - grand) ** 2 for column in items.T)
    error = ((items - grand) ** 2).sum() - persons - columns
    return 1 - (error / ((n - 1) * (k - 1))) / (persons / (n - 1))


answers = st.integers(2, 12).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=n, max_size=n)
)


class TestAlpha:
    """The value."""

    def test_by_hand(self):
        """Item variances 7/3 and 3, variance of the totals 31/3: α = 2(1 − 16/31) = 30/31."""
        frame = pd.DataFrame(3, index=range(3), columns=load_instrument("scs-sf").column_names())
        frame["scs4"], frame["scs8"] = [1, 2, 4], [2, 2, 5]
        found = cronbach_alpha(frame, "scs-sf", "isolation")

        assert 30 / 31 == pytest.approx(found.alpha, rel=1e-14)
        assert (3, 2) == (found.n, found.n_items)

    def test_statsmodels(self):
        """α is 1 − MS_error / MS_persons of statsmodels' two-way analysis of variance."""
        items = np.random.default_rng(3).binomial(4, np.linspace(0.2, 0.8, 15)[:, None], (15, 5))
        long = pd.DataFrame(items).melt(ignore_index=False, var_name="item").reset_index()
        table = sm.stats.anova_lm(ols("value ~ C(index) + C(item)", long).fit())
        squares = table["sum_sq"] / table["df"]

        expected = 1 - squares["Residual"] / squares["C(index)"]
        assert 0.5 < expected < 1
        assert expected == pytest.approx(cronbach_alpha(forms(items), "fscrs", "hated self").alpha)

    @given(items=answers)
    def test_anova(self, items):
        """The same holds for any answers whose totals differ."""
        assume(len({sum(row) for row in items}) > 1)
        found = cronbach_alpha(forms(items), "fscrs", "hated self")

        assert by_anova(items) == pytest.approx(found.alpha, rel=1e-9, abs=1e-9)
        assert found.alpha <= 1
        low, high = found.confidence_interval
        assert low <= found.alpha + 1e-12
        assert found.alpha <= high + 1e-12 <= 1 + 2e-12

    def test_reversed_items_are_turned(self):
        """On the SCS-SF, whoever always answers alike contradicts himself in half of the items."""
        form = load_instrument("scs-sf")
        turned = set(form.score("self-compassion").reversed)
        kind = [[6 - k if item in turned else k for item in range(1, 13)] for k in (1, 3, 4)]
        frame = pd.DataFrame(kind, columns=form.column_names())
        items = reverse_items(frame, form, "self-compassion").to_numpy()

        assert [[1.0] * 12, [3.0] * 12, [4.0] * 12] == items.tolist()
        assert 1 == pytest.approx(cronbach_alpha(frame, form, "self-compassion").alpha)

    def test_negative(self):
        """Items that contradict each other have an α below zero, which is not cut off."""
        items = [[0, 4, 2, 2, 2], [4, 0, 2, 2, 3], [0, 4, 2, 3, 2], [4, 0, 2, 2, 2]]

        assert by_anova(items) == pytest.approx(
            cronbach_alpha(forms(items), "fscrs", "hated self").alpha
        )
        assert by_anova(items) < -10

    def test_incomplete_forms(self):
        """Only forms complete on the score's own items count, and n says how many."""
        items = np.random.default_rng(5).integers(0, 5, (9, 5)).astype(float)
        frame = forms(items).astype(float)
        frame.loc[2, "fscrs12"] = None
        frame.loc[3, "fscrs1"] = None  # an item of another score
        found = cronbach_alpha(frame, "fscrs", "hated self")

        assert (8, 5) == (found.n, found.n_items)
        assert by_anova(np.delete(items, 2, axis=0)) == pytest.approx(found.alpha)

    def test_input_unchanged(self):
        """The answers are as they were."""
        frame = forms([[0, 1, 2, 3, 4], [1, 1, 2, 3, 4], [4, 4, 4, 4, 0]])
        before = frame.copy(deep=True)
        cronbach_alpha(frame, "fscrs", "hated self")
        item_rest_correlations(frame, "fscrs", "hated self")

        pd.testing.assert_frame_equal(before, frame)


class TestInterval:
    """Feldt's interval."""

    @pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
    def test_coverage(self, level):
        """Over many samples of parallel items it holds the true α as often as it says."""
        rng = np.random.default_rng(1965)
        studies, n, k, rho = 4000, 12, 5, 0.4
        true = k * rho / (1 + (k - 1) * rho)
        # its ends depend on the sample through α alone: 1 − end = (1 − α) × what they are at α = 0
        form = load_instrument("fscrs").with_responses(-1000, 1000)
        person, error = rng.normal(size=(studies, n, 1)), rng.normal(size=(studies, n, k))
        items = np.sqrt(rho) * person + np.sqrt(1 - rho) * error
        alphas = np.array([by_anova(study) for study in items])
        one = cronbach_alpha(
            forms(np.rint(100 * items[0])), form, "hated self", confidence_level=level
        )
        low, high = (
            1 - (1 - alphas) * (1 - end) / (1 - one.alpha) for end in one.confidence_interval
        )

        assert level == pytest.approx(np.mean((low < true) & (true < high)), abs=0.025)
        assert (1 - level) / 2 == pytest.approx(np.mean(true <= low), abs=0.02)
        assert (1 - level) / 2 == pytest.approx(np.mean(high <= true), abs=0.02)

    @given(items=answers, level=st.floats(0.01, 0.99))
    def test_scaling(self, items, level):
        """The ends' distances from 1 are the same multiples of 1 − α for any sample of one size."""
        assume(len({sum(row) for row in items}) > 1)
        other = np.arange(len(items) * 5).reshape(-1, 5) ** 2 % 5
        other[0] = 4
        first, second = (
            cronbach_alpha(forms(each), "fscrs", "hated self", confidence_level=level)
            for each in (items, other)
        )
        assume(min(1 - first.alpha, 1 - second.alpha) > 1e-9)

        ratios = [
            [(1 - end) / (1 - each.alpha) for end in each.confidence_interval]
            for each in (first, second)
        ]
        assert ratios[0] == pytest.approx(ratios[1], rel=1e-6)

    def test_f_table(self):
        """With n = 11 and k = 2 the ends lie at the tabled F(10, 10) = 3.717 and at its inverse."""
        items = np.random.default_rng(6).integers(1, 6, (11, 2))
        frame = pd.DataFrame(3, index=range(11), columns=load_instrument("scs-sf").column_names())
        frame[["scs4", "scs8"]] = items
        found = cronbach_alpha(frame, "scs-sf", "isolation")
        low, high = ((1 - end) / (1 - found.alpha) for end in found.confidence_interval)

        assert 3.717 == pytest.approx(low, abs=5e-4)
        assert 1 / 3.717 == pytest.approx(high, abs=5e-5)

    def test_wider(self):
        """More confidence takes a wider interval."""
        frame = forms(np.random.default_rng(9).integers(0, 5, (20, 5)))
        narrow, wide = (
            cronbach_alpha(frame, "fscrs", "hated self", confidence_level=level).confidence_interval
            for level in (0.9, 0.99)
        )

        assert wide[0] < narrow[0] < narrow[1] < wide[1]

    @pytest.mark.parametrize("level", [0, 1, 95, -0.1, np.nan])
    def test_bad_level(self, level):
        """A confidence level lies between 0 and 1."""
        with pytest.raises(ValueError, match=rf"^confidence_level is {level!r}; it must lie betw"):
            cronbach_alpha(forms(np.eye(5, dtype=int)), "fscrs", "hated self",
                           confidence_level=level)  # fmt: skip

    @pytest.mark.parametrize("level", ["0.95", None, True])
    def test_no_level(self, level):
        """A confidence level is a number."""
        with pytest.raises(TypeError, match=rf"^confidence_level is {level!r}; it must be a numb"):
            cronbach_alpha(forms(np.eye(5, dtype=int)), "fscrs", "hated self",
                           confidence_level=level)  # fmt: skip


class TestItemRest:
    """Each item with the sum of the others."""

    @pytest.mark.parametrize("name", ["self-compassion", "isolation"])
    def test_loop(self, name):
        """Each correlation is numpy's, item by item, reversed items turned."""
        form = load_instrument("scs-sf")
        rng = np.random.default_rng(11)
        frame = pd.DataFrame(rng.integers(1, 6, (40, 12)), columns=form.column_names())
        turned = {1, 4, 8, 9, 11, 12} if name == "self-compassion" else set()
        items = list(range(1, 13)) if name == "self-compassion" else [4, 8]
        columns = {
            item: 6 - frame[f"scs{item}"] if item in turned else frame[f"scs{item}"]
            for item in items
        }
        expected = [
            np.corrcoef(columns[item], sum(columns[other] for other in items if other != item))[
                0, 1
            ]
            for item in items
        ]
        found = item_rest_correlations(frame, form, name)

        assert expected == pytest.approx(found.tolist(), rel=1e-12)
        assert [f"scs{item}" for item in items] == found.index.tolist()
        assert "item-rest correlation" == found.name

    def test_two_items(self):
        """Of two items each is the other's rest, so both have the same correlation."""
        frame = pd.DataFrame(3, index=range(4), columns=load_instrument("scs-sf").column_names())
        frame["scs4"], frame["scs8"] = [1, 2, 3, 4], [1, 3, 2, 4]

        assert [0.8, 0.8] == pytest.approx(
            item_rest_correlations(frame, "scs-sf", "isolation").tolist()
        )

    def test_constant_item(self):
        """An item that does not vary has no correlation; the others keep theirs."""
        items = np.random.default_rng(2).integers(0, 5, (9, 5))
        items[:, 2] = 3
        found = item_rest_correlations(forms(items), "fscrs", "hated self")

        assert [False, False, True, False, False] == found.isna().tolist()

    def test_constant_rest(self):
        """Nor has an item whose rest does not vary."""
        items = [[0, 1, 1, 1, 1], [3, 1, 1, 1, 1], [4, 1, 1, 1, 1]]

        assert item_rest_correlations(forms(items), "fscrs", "hated self").isna().all()

    def test_incomplete_forms(self):
        """Forms that lack an answer to the score's items are left out."""
        items = np.random.default_rng(5).integers(0, 5, (9, 5))
        frame = forms(items).astype(float)
        frame.loc[2, "fscrs12"] = None
        found = item_rest_correlations(frame, "fscrs", "hated self")

        pd.testing.assert_series_equal(
            item_rest_correlations(forms(np.delete(items, 2, axis=0)), "fscrs", "hated self"), found
        )


class TestRefused:
    """What has no reliability is answered in a sentence."""

    @pytest.mark.parametrize("call", [cronbach_alpha, item_rest_correlations])
    @pytest.mark.parametrize(
        ("items", "said"),
        [
            (
                [[0, 1, 2, 3, 4]],
                r"^1 form\(s\) answer every item of hated self; at least 2 are nee",
            ),
            (np.empty((0, 5)), r"^0 form\(s\) answer every item of hated self; at least 2 are nee"),
            ([[0, 1, 2, 3, 4], [0, 1, 2, 3, 5]], r"^row 1, item 22 \(fscrs22\): 5 is outside 0 to"),
        ],
    )
    def test_forms(self, call, items, said):
        """Two complete forms, with answers that the form has, are the least."""
        with pytest.raises(ValueError, match=said):
            call(forms(items), "fscrs", "hated self")

    @pytest.mark.parametrize("call", [cronbach_alpha, item_rest_correlations])
    def test_one_item(self, call, tmp_path):
        """One item has no others to agree with."""
        file = tmp_path / "one.toml"
        file.write_text(
            'id="o"\nname="o"\nn_items=1\nresponse_min=0\nresponse_max=9\ncolumns="o{item}"\n'
            'source=""\nconfidence=""\nform=""\n[[scores]]\nname="joy"\nitems=[1]\n'
            'scoring="total"\nmore_means=""\n'
        )
        with pytest.raises(ValueError, match=r"^joy has 1 item; agreement between items needs 2"):
            call(pd.DataFrame({"o1": [1, 2, 3]}), file, "joy")

    def test_equal_totals(self):
        """Without differences between people there is nothing to rely on."""
        with pytest.raises(
            ValueError, match=r"^all 2 complete forms have the same hated self scor"
        ):
            cronbach_alpha(forms([[0, 4, 1, 1, 1], [4, 0, 1, 1, 1]]), "fscrs", "hated self")

    @pytest.mark.parametrize("call", [cronbach_alpha, item_rest_correlations])
    def test_unknown_score(self, call):
        """A score that does not exist is answered with those that do."""
        with pytest.raises(
            ValueError, match=r"^FSCRS has no score 'shame'; it has 'inadequate sel"
        ):
            call(forms([[0] * 5]), "fscrs", "shame")
