"""Two waves of forms: paired, compared with SciPy's test, and written up in true sentences."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from twowaves import (
    compare_waves,
    incomplete_people,
    load_instrument,
    load_paper_samples,
    pair_doubts,
    pair_waves,
    write_up,
)

FORMS = pd.DataFrame(
    {
        "person": ["Ada", "Bo", "Ada", "Cy", "Bo", "Di"],
        "wave": ["before", "before", "after", "before", "after", "after"],
        "hope": [3.0, 4, 5, 1, 4, 2],
        "joy": [1.0, np.nan, 2, 3, 4, 5],
    }
)


def samples():
    """Return synthetic people with the paper's figures, as pairs."""
    return load_paper_samples()[["person", "outcome", "pre", "post"]]


class TestPairing:
    """Every person stays, whatever is missing."""

    def test_by_hand(self):
        """People and outcomes stand in the order in which they appear."""
        nan = np.nan
        expected = pd.DataFrame(
            {
                "person": ["Ada", "Bo", "Cy", "Di"] * 2,
                "outcome": ["hope"] * 4 + ["joy"] * 4,
                "pre": [3, 4, 1, nan, 1, nan, 3, nan],
                "post": [5, 4, nan, 2, 2, 4, nan, 5],
            }
        )

        pd.testing.assert_frame_equal(expected, pair_waves(FORMS))

    def test_index(self):
        """Person and wave may be the index, as scores of such forms have it."""
        indexed = FORMS.set_index(["person", "wave"])

        pd.testing.assert_frame_equal(pair_waves(FORMS), pair_waves(indexed))

    def test_other_names(self):
        """Columns and waves may be called anything."""
        other = FORMS.rename(columns={"person": "code", "wave": "t"})
        other = other.replace({"t": {"before": "T1", "after": "T2"}})
        pairs = pair_waves(other, person="code", wave="t", before="T1", after="T2")

        pd.testing.assert_frame_equal(pair_waves(FORMS), pairs)

    def test_input_unchanged(self):
        """The forms are as they were."""
        before = FORMS.copy(deep=True)
        pair_waves(FORMS)

        pd.testing.assert_frame_equal(before, FORMS)

    @given(order=st.permutations(range(6)))
    def test_row_order(self, order):
        """The order of the forms changes the order of the people and nothing else."""
        pairs = pair_waves(FORMS.iloc[order]).sort_values(["outcome", "person"])

        pd.testing.assert_frame_equal(
            pair_waves(FORMS).sort_values(["outcome", "person"]).reset_index(drop=True),
            pairs.reset_index(drop=True),
        )

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (
                {"wave": "middle"},
                r"form 3 \(Ada\): wave is 'middle'; it must be 'before' or 'after'",
            ),
            ({"wave": None}, r"form 3 \(Ada\): wave is missing; it must be"),
            ({"person": " "}, "form 3 has no person; write who it is from"),
            ({"person": None}, "form 3 has no person"),
            ({"wave": "before"}, "Ada has more than one form for 'before'; keep one"),
        ],
    )
    def test_faulty_forms(self, change, said):
        """One sentence names the form and what would be accepted."""
        forms = FORMS.copy()
        for column, value in change.items():
            forms.loc[2, column] = value

        with pytest.raises(ValueError, match=said):
            pair_waves(forms)

    @pytest.mark.parametrize(
        ("forms", "said"),
        [
            (
                FORMS.drop(columns="wave"),
                "there is no column 'wave'; the first columns are 'person'",
            ),
            (FORMS[["person", "wave"]], "there is no outcome: the only columns are 'person' and"),
            (
                FORMS.assign(hope="often"),
                r"'hope' \(before\) holds 'often'; an outcome is",
            ),
        ],
    )
    def test_faulty_columns(self, forms, said):
        """One sentence names the column."""
        with pytest.raises(ValueError, match=said):
            pair_waves(forms)


class TestIncomplete:
    """Who cannot be compared is named with the reason."""

    def test_by_hand(self):
        """Once a person, with the wave, and with the outcomes if only some are missing."""
        people = incomplete_people(pair_waves(FORMS))

        assert [
            ["Bo", "no score before for joy"],
            ["Cy", "no score after"],
            ["Di", "no score before"],
        ] == people.to_numpy().tolist()

    def test_both_waves(self):
        """Gaps before and after stand side by side."""
        pairs = pd.DataFrame(
            {
                "person": "Ed",
                "outcome": ["a", "b", "c"],
                "pre": [None, 1, 2],
                "post": [1, None, None],
            }
        )

        assert ["no score before for a; no score after for b and c"] == (
            incomplete_people(pairs)["reason"].tolist()
        )

    def test_nobody(self):
        """With every score there, nobody is named."""
        assert incomplete_people(samples()).empty


class TestComparison:
    """Each row is SciPy's paired test of the complete pairs."""

    def test_scipy(self):
        """t, p and interval are SciPy's, on the people with both scores."""
        pairs = samples()
        pairs.loc[::7, "post"] = np.nan
        table = compare_waves(pairs, confidence_level=0.9).set_index("outcome")
        for outcome, group in pairs.groupby("outcome"):
            complete = group.dropna()
            peer = stats.ttest_rel(complete["post"], complete["pre"])
            low, high = peer.confidence_interval(0.9)

            row = table.loc[outcome]
            assert (len(complete), len(group) - len(complete)) == (row["n"], row["n_left_out"])
            found = row[["statistic", "pvalue", "df", "ci_low", "ci_high"]].tolist()
            assert [peer.statistic, peer.pvalue, peer.df, low, high] == pytest.approx(found)

    def test_holm(self):
        """The adjusted p values are statsmodels' for the outcomes that were tested."""
        pairs = pd.concat([samples(), pd.DataFrame({"outcome": ["alone"], "pre": 1, "post": 2})])
        table = compare_waves(pairs).set_index("outcome")
        tested = table.drop(index="alone")

        assert np.isnan(table.loc["alone", "pvalue_holm"])
        expected = multipletests(tested["pvalue"], method="holm")[1]
        assert expected.tolist() == pytest.approx(tested["pvalue_holm"].tolist())

    @pytest.mark.parametrize(
        ("pre", "post", "n", "note"),
        [
            ([1.0], [2.0], 1, "1 complete pair(s); a paired t test needs 2 or more"),
            (
                [1.0, np.nan],
                [np.nan, 2.0],
                0,
                "0 complete pair(s); a paired t test needs 2 or more",
            ),
            ([1.0, 2], [2.0, 3], 2, "the differences do not vary: every change is 1"),
        ],
    )
    def test_no_test(self, pre, post, n, note):
        """Where no test is possible the row says why, and others are not spoilt."""
        pairs = pd.concat([pd.DataFrame({"outcome": "odd", "pre": pre, "post": post}), samples()])
        table = compare_waves(pairs)

        assert n == table.loc[0, "n"]
        assert table.loc[0, "note"].startswith(note)
        assert np.isnan(table.loc[0, "pvalue"])
        assert [""] * 6 == table["note"].tolist()[1:]
        assert table["pvalue"].notna().sum() == 6

    def test_a_constant_change_keeps_its_means(self):
        """Means and SDs are there though t is not."""
        pairs = pd.DataFrame({"outcome": "odd", "pre": [1.0, 2], "post": [2.0, 3]})
        row = compare_waves(pairs).loc[0]

        assert [1.5, 2.5, 1.0] == row[["mean_pre", "mean_post", "mean_change"]].tolist()


class TestParagraph:
    """The write-up says what the table says."""

    def test_numbers(self):
        """Each outcome's sentence prints the row's figures."""
        table = compare_waves(samples())
        text = write_up(table)
        for _, row in table.iterrows():
            verb = "rose" if row["mean_change"] > 0 else "fell"
            p = f"{row['pvalue']:.3f}".removeprefix("0")
            expected = (
                f"{row['outcome'].capitalize()} {verb} from M = {row['mean_pre']:.2f} "
                f"(SD = {row['sd_pre']:.2f}) to M = {row['mean_post']:.2f} "
                f"(SD = {row['sd_post']:.2f}), t(10) = {row['statistic']:.2f}, p = {p}, "
                f"mean change {row['mean_change']:.2f}, 95 % CI {row['ci_low']:.2f} "
                f"to {row['ci_high']:.2f}, d_z = {row['d_z']:.2f}."
            )

            assert expected in text.replace("\N{MINUS SIGN}", "-")

    def test_verdicts(self):
        """The significant outcomes are listed, before and after Holm."""
        text = write_up(compare_waves(samples()))

        assert "the changes in self-compassion and self-correction are significant" in text
        assert "adjusted for 6 tests by Holm's method, no change is significant" in text

    def test_another_level(self):
        """At another level other outcomes are."""
        text = write_up(compare_waves(samples()), alpha=0.1)

        assert "At α = .1, the changes in self-compassion, self-correction, inadequate" in text

    def test_one_test(self):
        """A single outcome needs no adjustment and gets none."""
        text = write_up(compare_waves(samples().query("outcome == 'hated self'")))

        assert text.startswith(
            "11 people had scores before and after (1 paired t test, two-sided)."
        )
        assert "At α = .05, no change is significant. Without" in text
        assert "Holm" not in text

    def test_people_left_out(self):
        """Who is left out is named; the numbers of people are given as a range."""
        pairs = pair_waves(FORMS)
        text = write_up(compare_waves(pairs), incomplete_people(pairs), checked=True)

        assert text.startswith("1 to 2 people, depending on the outcome, had scores")
        assert "Joy could not be tested: 1 complete pair(s)" in text
        assert "Cy (no score after)" in text

    def test_only_tests_that_were_made_are_counted(self):
        """An outcome that could not be tested is no test; without any, it says so."""
        pairs = pd.DataFrame(
            {"outcome": ["hope"] * 3 + ["joy"], "pre": [1, 2, 4, 1], "post": [3, 3, 9, 2]}
        )
        joy = write_up(compare_waves(pairs[pairs["outcome"] == "joy"]))

        assert "(1 paired t test, two-sided)" in write_up(compare_waves(pairs))
        assert joy.startswith(
            "1 person had scores before and after (no paired t test was possible)"
        )
        assert write_up(compare_waves(pairs.iloc[:0])).startswith("No outcome was compared. ")

    @pytest.mark.parametrize(("alpha", "error"), [(5, ValueError), ("x", TypeError)])
    def test_bad_level(self, alpha, error):
        """A level that is none is refused."""
        with pytest.raises(error, match="alpha is "):
            write_up(compare_waves(samples()), alpha=alpha)

    def test_large_p(self):
        """A p close to 1 is printed as `as_text` prints it."""
        pairs = pd.DataFrame({"outcome": "hope", "pre": [1.0, 2, 3], "post": [2.0, 2, 2]})
        pairs.loc[0, "post"] += 1e-6

        assert "p > .999, mean change" in write_up(compare_waves(pairs))

    def test_no_mean_change(self):
        """A mean change of exactly zero neither rises nor falls."""
        pairs = pd.DataFrame({"outcome": "hope", "pre": [1.0, 2, 3], "post": [2.0, 2, 2]})
        text = write_up(compare_waves(pairs))

        assert "Hope did not change on average: it went from M = 2.00" in text

    def test_tiny_p(self):
        """A p below .001 is printed as a bound."""
        pairs = pd.DataFrame({"outcome": "hope", "pre": range(20), "post": range(20, 40)})
        pairs.loc[0, "post"] = 21

        assert "p < .001, mean change" in write_up(compare_waves(pairs))

    def test_nothing_is_claimed_of_causes(self):
        """The last sentence keeps the reader from crediting the course."""
        assert write_up(compare_waves(samples())).endswith(
            "Without a control group, a change cannot be credited to what happened in between."
        )


def some_left(n, people):
    """Return the comparison of one outcome on so many of the people of a class."""
    post = [1.0 + (k % 3) for k in range(n)] + [np.nan] * (people - n)
    return compare_waves(pd.DataFrame({"outcome": "hope", "pre": 0.5, "post": post}))


class TestDoubts:
    """What speaks against a paragraph stands in its place until it is checked."""

    @pytest.mark.parametrize(("n", "people"), [(2, 20), (9, 20), (2, 2), (3, 7), (2, 4)])
    def test_few_left(self, n, people):
        """On fewer than half of the people, or fewer than 3, no paragraph is written."""
        comparison = some_left(n, people)
        said = (
            f"{n} of {people} people can be compared on hope; "
            "a verdict takes half of the people, and at least 3."
        )
        doubts = pair_doubts(comparison)

        assert [("pairs", "hope", said, True)] == (
            doubts[["kind", "score", "question", "stops"]].to_records(index=False).tolist()
        )
        assert f"No paragraph until this is checked: {said}" == write_up(comparison)

    @pytest.mark.parametrize(("n", "people"), [(10, 20), (3, 3), (3, 6), (11, 15)])
    def test_enough_left(self, n, people):
        """Half of the people, and 3, are enough."""
        assert pair_doubts(some_left(n, people)).empty
        assert write_up(some_left(n, people)).startswith(f"{n} people had scores")

    def test_what_has_no_test(self):
        """An outcome without a test has no verdict to doubt."""
        assert pair_doubts(some_left(1, 9)).empty
        assert write_up(some_left(1, 9)).startswith("1 person had scores before and after (no")

    def test_several_outcomes(self):
        """Outcomes with as many pairs are named together."""
        pairs = pd.concat(
            pd.DataFrame({"outcome": name, "pre": [1.0, 2, 4, 5, 6], "post": [3.0, 3, *rest]})
            for name, rest in (("hope", [None] * 3), ("joy", [9, 9, 9]), ("calm", [None] * 3))
        )

        assert [
            (
                "2 of 5 people can be compared on hope and calm; "
                "a verdict takes half of the people, and at least 3."
            )
        ] == pair_doubts(compare_waves(pairs))["question"].tolist()

    def test_given_doubts(self):
        """A doubt that stops stands in the paragraph's place; checked or mild, it stands in it."""
        doubts = pair_doubts(some_left(2, 20)).assign(question="Is it so?")
        comparison = compare_waves(samples())

        assert "No paragraph until this is checked: Is it so?" == write_up(
            comparison, doubts=doubts
        )
        for options in (
            {"doubts": doubts, "checked": True},
            {"doubts": doubts.assign(stops=False)},
        ):
            text = write_up(comparison, **options)
            assert write_up(comparison).replace(" Without", " Is it so? Without") == text

    def test_the_same_doubt_twice(self):
        """A doubt that is given and found is said once."""
        comparison = some_left(2, 20)

        assert write_up(comparison) == write_up(comparison, doubts=pair_doubts(comparison))

    def test_keys(self):
        """How sure a key is stands in the paragraph where its instrument is given."""
        form = load_instrument("fscs")
        text = write_up(compare_waves(samples()), instruments=[form])

        assert f"On FSCS: {form.confidence} Without a control group" in text
