"""Doubts about a file: raised by each kind of slip, and by no class that is in order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from sound_classes import SCS, TURNED, longer_form, reversed_already, sound_class

from twowaves import cronbach_alpha, find_doubts, load_instrument, shipped_instruments
from twowaves._base.numbers import fixed

FSCRS = load_instrument("fscrs")


def scs(seed=1, **options):
    return sound_class(SCS, np.random.default_rng(seed), **options)


def fscrs(seed=1, **options):
    return sound_class(FSCRS, np.random.default_rng(seed), **options)


def questions(answers, form):
    return find_doubts(answers, form)["question"].tolist()


class TestCoding:
    """Answers on another scale than the form's."""

    @pytest.mark.parametrize(
        ("form", "coded", "seen", "looks"),
        [
            (SCS, lambda x: x - 1, "is 5 and {low} are 0", "0 to 4"),
            (SCS, lambda x: x - 2, "is from 4 to 5 and {low} are from −1 to 0", "−1 to 3"),
            (SCS, lambda x: x - 3, "is from 3 to 5 and {low} are from −2 to 0", "−2 to 2"),
            (SCS, lambda x: x + 10, "is from 1 to 5 and {high} are from 11 to 15", "11 to 15"),
            (FSCRS, lambda x: x + 1, "is 0 and {high} are 5", "1 to 5"),
            (FSCRS, lambda x: x - 2, "is from 3 to 4 and {low} are from −2 to −1", "−2 to 2"),
        ],
    )
    def test_shifted(self, form, coded, seen, looks):
        """It is said which answers show it, and how the answers look coded."""
        answers = coded(sound_class(form, np.random.default_rng(3)))
        found = find_doubts(answers, form)

        assert [
            (
                f"No answer to {form.abbreviation} {seen.format(**counted(answers, form))}: "
                f"this looks coded {looks}; the form is {form.response_min} to {form.response_max}."
            )
        ] == found["question"].tolist()
        assert [("coding", True)] == found[["kind", "stops"]].to_records(index=False).tolist()

    @pytest.mark.parametrize(
        ("form", "further", "looks"), [(SCS, 2, "1 to 7"), (FSCRS, 1, "0 to 5")]
    )
    def test_more_answers(self, form, further, looks):
        """A scale with more answers than the form's is named."""
        answers = sound_class(form, np.random.default_rng(3))
        answers += further * (np.arange(form.n_items) % 2) * (answers - form.response_min > 2)
        off = counted(answers, form)["off"]
        where = f"{form.response_min} to {form.response_max}"

        assert [
            (
                f"{off} of {answers.size} answers to {form.abbreviation} lie outside {where}: "
                f"this looks coded {looks}; the form is {where}."
            )
        ] == questions(answers, form)

    @pytest.mark.parametrize("factor", [2, 10, 25])
    @pytest.mark.parametrize("form", [SCS, FSCRS], ids=["scs", "fscrs"])
    def test_steps(self, form, factor):
        """Percent and other steps are on no form; how they are coded is left to the reader."""
        answers = factor * sound_class(form, np.random.default_rng(3))
        off, n = counted(answers, form)["off"], answers.size
        where = f"{form.response_min} to {form.response_max}"

        name = form.abbreviation
        assert [f"{off} of {n} answers to {name} are none that the form has, {where}."] == (
            questions(answers, form)
        )

    def test_words(self):
        """Answers in words are on no form."""
        answers = scs().replace(dict.fromkeys(range(1, 6), "Often"))

        assert ["480 of 480 answers to SCS-SF are none that the form has, 1 to 5."] == (
            questions(answers, SCS)
        )

    def test_one_wave(self):
        """Where one wave only is coded otherwise, it is named."""
        answers = scs(3)
        after = answers.index.get_level_values("wave") == "after"
        answers.loc[after] -= 1
        zeros = (answers == 0).to_numpy().sum()

        assert [
            (
                f"No answer to SCS-SF in 'after' is 5 and {zeros} are 0: this looks coded 0 to 4; "
                "the form is 1 to 5."
            )
        ] == questions(answers, SCS)

    @pytest.mark.parametrize("code", [-99, 99, 999, -9, 9, "NA", ""])
    def test_codes_for_missing(self, code):
        """A code for a missing answer far from the others says nothing of their scale."""
        answers = scs().astype(object)
        answers.iloc[::4, 3] = code

        assert [] == questions(answers, SCS)

    def test_codes_for_missing_beside_a_shift(self):
        """Nor does it hide that they are shifted."""
        answers = scs(3) - 1
        zeros = (answers == 0).to_numpy().sum()
        answers.iloc[::4, 3] = -99
        zeros -= (scs(3).iloc[::4, 3] == 1).sum()

        assert questions(answers, SCS)[0].startswith(f"No answer to SCS-SF is 5 and {zeros} are 0")

    def test_one_slip(self):
        """One answer beyond the form is a slip, not another scale."""
        answers = scs().clip(1, 4)
        answers.iloc[5, 5] = 0

        assert "coding" not in find_doubts(answers, SCS)["kind"].tolist()

    def test_an_end_that_never_occurs(self):
        """Where all may be one off, unseen, that is remarked upon, and stops nothing."""
        high = fscrs(3).clip(0, 3) + 1
        low = scs(3).clip(2, 5) - 1
        found = find_doubts(high, FSCRS)

        assert [
            (
                f"No answer to FSCRS is 0, and {(high == 4).to_numpy().sum()} of 880 are 4: "
                "if they are coded 1 to 5, each is one too high."
            )
        ] == found["question"].tolist()
        assert [("unused", False)] == found[["kind", "stops"]].to_records(index=False).tolist()
        assert [
            (
                f"No answer to SCS-SF is 5, and {(low == 1).to_numpy().sum()} of 480 are 1: "
                "if they are coded 0 to 4, each is one too low."
            )
        ] == questions(low, SCS)

    def test_few_answers(self):
        """Few answers may well leave an end out."""
        assert [] == questions(fscrs(3, people=2).clip(0, 3) + 1, FSCRS)

    @given(
        answers=st.sampled_from([SCS, FSCRS]).flatmap(
            lambda form: st.tuples(
                st.just(form),
                st.integers(1, 12).flatmap(
                    lambda n: arrays(
                        np.int64,
                        (n, form.n_items),
                        elements=st.integers(form.response_min, form.response_max),
                    )
                ),
            )
        )
    )
    def test_answers_on_the_form(self, answers):
        """Answers that are all on the form are never said to be coded otherwise, or of another."""
        form, values = answers
        frame = pd.DataFrame(values, columns=form.column_names())

        assert {"unused", "reversed", "alpha"} >= set(find_doubts(frame, form)["kind"])


def counted(answers, form):
    """Return how many answers lie below and above the form."""
    values = answers.to_numpy()
    low, high = (values < form.response_min).sum(), (values > form.response_max).sum()
    return {"low": low, "high": high, "off": low + high}


class TestItems:
    """Items that the form does not have."""

    @pytest.mark.parametrize(
        ("items", "column", "said"),
        [
            (26, "scs{}", "items 13 to 26 too ('scs13', 'scs14', 'scs15' and 11 more)"),
            (14, "SCS_{}", "items 13 to 14 too ('SCS_13', 'SCS_14')"),
            (13, "scs.0{}", "item 13 too ('scs.013')"),
            (15, "Scs {}", "items 13 to 15 too ('Scs 13', 'Scs 14', 'Scs 15')"),
        ],
    )
    def test_a_longer_form(self, items, column, said):
        """They are named, and that this key is not that of the longer form."""
        found = find_doubts(longer_form(scs(), items, column), SCS)

        assert [
            (
                f"SCS-SF has 12 items, and the data has {said}; this key is not that of a form "
                f"with {items} items, and a column that is no item needs another name."
            )
        ] == found["question"].tolist()
        assert [("items", True)] == found[["kind", "stops"]].to_records(index=False).tolist()

    @pytest.mark.parametrize(
        ("numbers", "said"),
        [
            ([14, 20], "items 14 and 20 too ('scs14', 'scs20')"),
            ([40, 14, 20, 30], "4 items from 14 to 40 too ('scs14', 'scs20', 'scs30' and 1 more)"),
        ],
    )
    def test_single_items(self, numbers, said):
        """Items here and there are listed, in order."""
        answers = scs().assign(**{f"scs{number}": 3 for number in numbers})

        assert f"the data has {said}; this key" in questions(answers, SCS)[0]

    @pytest.mark.parametrize(
        "column",
        ["scs_total", "scs", "scs1a", "fscs13", "scs1_13", "scs2026", "xscs13", "scs٣٣", "scs0"],
    )
    def test_other_columns(self, column):
        """What is no further item is left aside."""
        assert [] == questions(scs().assign(**{column: 3}), SCS)

    @pytest.mark.parametrize("name", shipped_instruments())
    @pytest.mark.parametrize(
        "pattern", [None, "pre_{item:02d}", "{item}", "Q{item}_mood", "{{{item}}}"]
    )
    def test_any_instrument(self, name, pattern):
        """However a form's columns are named, one item too many is seen, and none else is."""
        form = load_instrument(name)
        form = form.with_columns(pattern) if pattern else form
        answers = sound_class(form, np.random.default_rng(4))
        further = form.columns.format(item=form.n_items + 1)

        assert "items" not in set(find_doubts(answers, form)["kind"])
        assert (
            f"item {form.n_items + 1} too ({further!r})"
            in (questions(answers.assign(**{further: 1}), form)[0])
        )


def by_wave(answers):
    return {wave: answers.xs(wave, level="wave") for wave in ("before", "after")}


class TestReversed:
    """Items that were reversed already, or that contradict each other."""

    def test_by_the_package(self):
        """Both values of α are those that `cronbach_alpha` gives, with and without the key."""
        answers = reversed_already(scs(loading=0.8))
        one = SCS.score("self-compassion")
        keyed = [cronbach_alpha(part, SCS, one.name).alpha for part in by_wave(answers).values()]
        raw = [cronbach_alpha(reversed_already(part), SCS, one.name).alpha
               for part in by_wave(answers).values()]  # fmt: skip
        before, after, *unturned = [f"{alpha:.2f}".replace("-", "−") for alpha in keyed + raw]

        found = find_doubts(answers, SCS)
        assert [
            (
                f"Cronbach's α of self-compassion is {before} in 'before' and {after} in 'after', "
                f"and {' and '.join(unturned)} if items 1, 4, 8, 9, 11 and 12 are not turned: "
                "they look reversed already."
            )
        ] == found["question"].tolist()
        assert [("reversed", "self-compassion", True)] == (
            found[["kind", "score", "stops"]].to_records(index=False).tolist()
        )

    @pytest.mark.parametrize("seed", range(40))
    def test_by_scipy(self, seed):
        """Items look reversed where SciPy's r of the two halves lies above 0, one-sided p < .05."""
        rng = np.random.default_rng(seed)
        answers = scs(seed, people=int(rng.integers(3, 9)), loading=rng.choice([0.1, 0.4]))
        answers = reversed_already(answers) if rng.random() < 0.5 else answers
        halves = {wave: (part.drop(columns=TURNED).sum(axis=1), part[TURNED].sum(axis=1))
                  for wave, part in by_wave(answers).items()}  # fmt: skip
        looks = [wave for wave, (first, second) in halves.items()
                 if stats.pearsonr(first, second, alternative="greater").pvalue < 0.05]  # fmt: skip

        found = find_doubts(answers, SCS).query("kind == 'reversed'")["question"]
        named = [wave for wave in halves for said in found if f"in '{wave}'" in said]
        assert looks == named

    @pytest.mark.parametrize("seed", range(40))
    def test_negative_alpha(self, seed):
        """A negative α stops where Feldt's 99 % interval ends below .5, and else is a remark."""
        rng = np.random.default_rng(seed)
        people = int(rng.choice([3, 5, 8, 30]))
        values = rng.integers(0, 5, (people, 22))
        if seed % 2:
            values[:, ::2] = 4 - values[:, 1::2]
        answers = pd.DataFrame(values, columns=FSCRS.column_names())
        expected = []
        for one in FSCRS.scores:
            alpha = cronbach_alpha(answers, FSCRS, one.name, confidence_level=0.99)
            if alpha.alpha < 0:
                shown = fixed(alpha.alpha, 2)
                stops = alpha.confidence_interval[1] < 0.5
                expected.append((one.name, f"Cronbach's α of {one.name} is {shown}:", stops))
        found = find_doubts(answers, FSCRS).query("kind == 'alpha'")
        heads = [f"{said.split(':')[0]}:" for said in found["question"]]

        assert expected == list(zip(found["score"], heads, found["stops"], strict=True))

    def test_one_wave(self):
        """Where one wave only was reversed, it alone is named."""
        answers = scs(loading=0.8)
        after = answers.index.get_level_values("wave") == "after"
        answers[after] = reversed_already(answers[after])

        (said,) = questions(answers, SCS)
        assert "in 'after', and" in said
        assert "in 'before'" not in said

    def test_straight_lines(self):
        """Whoever answers all items alike makes all scores equal: α is beyond all bounds."""
        answers = pd.DataFrame([[k % 5 + 1] * 12 for k in range(9)], columns=SCS.column_names())

        assert [
            (
                "Cronbach's α of self-compassion is −∞, and 1.00 if items 1, 4, 8, 9, 11 and 12 "
                "are not turned: they look reversed already."
            )
        ] == questions(answers, SCS)

    def test_nothing_varies(self):
        """Where all answers are equal there is nothing to doubt."""
        answers = pd.DataFrame([[3] * 12] * 9, columns=SCS.column_names())

        assert [] == questions(answers, SCS)

    def test_gaps(self):
        """Only complete forms count."""
        answers = reversed_already(scs()).astype(float)
        answers.iloc[:, 0] = np.nan

        assert [] == questions(answers, SCS)

    @pytest.mark.slow
    @pytest.mark.parametrize("form", [SCS, FSCRS], ids=["scs", "fscrs"])
    def test_sound_classes(self, form):
        """Of 200 classes of 20 whose items agree (α about .85), none is doubted."""
        rng = np.random.default_rng(8)
        doubted = [len(find_doubts(sound_class(form, rng), form)) for _ in range(200)]

        assert 0 == sum(doubted)

    @pytest.mark.slow
    def test_reversed_classes(self):
        """Of 200 such classes that were reversed already, every one is doubted."""
        rng = np.random.default_rng(9)
        found = [find_doubts(reversed_already(sound_class(SCS, rng)), SCS) for _ in range(200)]

        assert 200 == sum(one["stops"].any() for one in found)


def test_nothing_is_changed():
    """The answers are as they were."""
    answers = scs()
    before = answers.copy(deep=True)
    find_doubts(answers, SCS)

    pd.testing.assert_frame_equal(before, answers)


def test_the_frame_without_doubts():
    """Without a doubt the frame has its columns and their types."""
    found = find_doubts(scs(), SCS)

    assert ["kind", "instrument", "score", "question", "stops"] == found.columns.tolist()
    assert [] == found["question"].tolist()
    assert "bool" == found["stops"].dtype


def test_a_column_for_the_wave():
    """The wave may be a column, or have another name."""
    answers = reversed_already(scs())
    flat = answers.reset_index().rename(columns={"wave": "time"})

    assert questions(answers, SCS) == find_doubts(flat, SCS, wave="time")["question"].tolist()
