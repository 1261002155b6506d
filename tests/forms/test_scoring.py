"""Scores against hand-worked forms, a second scoring in plain Python, and what must always hold."""

import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves import bands, load_instrument, reverse_items, score
from twowaves.forms.responses import numeric_answers

# Typed from DOMAIN.md, "Scoring keys": lowest and highest answer, and items a score.
RANGE = {"scs-sf": (1, 5), "fscrs": (0, 4), "fscs": (0, 4)}
N_ITEMS = {"scs-sf": 12, "fscrs": 22, "fscs": 21}
REVERSED = {"self-compassion": {1, 4, 8, 9, 11, 12}}
ITEMS = {
    "scs-sf": {
        "self-compassion": range(1, 13),
        "self-kindness": (2, 6),
        "self-judgment": (11, 12),
        "common humanity": (5, 10),
        "isolation": (4, 8),
        "mindfulness": (3, 7),
        "over-identification": (1, 9),
    },
    "fscrs": {
        "inadequate self": (1, 2, 4, 6, 7, 14, 17, 18, 20),
        "hated self": (9, 10, 12, 15, 22),
        "reassured self": (3, 5, 8, 11, 13, 16, 19, 21),
    },
    "fscs": {
        "self-correction": (1, 3, 5, 7, 8, 11, *range(14, 21)),
        "self-persecution": (2, 4, 6, 9, 10, 12, 13, 21),
    },
}
SCORES = [(instrument, name) for instrument, scores in ITEMS.items() for name in scores]
FSCS = load_instrument("fscs").with_columns("q{item}")


def forms(answers, instrument="fscs", **options):
    """Return lists of answers as forms of an instrument."""
    return pd.DataFrame(answers, columns=load_instrument(instrument).column_names(), **options)


def by_hand(answers, instrument, name, share=Fraction(0)):
    """Return one score of one form in exact arithmetic, or None if too many answers are missing."""
    low, high = RANGE[instrument]
    items = ITEMS[instrument][name]
    known = []
    for item in items:
        answer = answers[item - 1]
        if answer is not None:
            known.append(low + high - answer if item in REVERSED.get(name, ()) else answer)
    if not known or len(items) - len(known) > share * len(items):
        return None
    mean = Fraction(sum(known), len(known))
    return mean if instrument == "scs-sf" else mean * len(items)


def as_floats(values):
    """Return exact scores as the nearest floats, with NaN for None."""
    return [np.nan if value is None else float(value) for value in values]


@st.composite
def filled_in(draw, gaps=False):
    """Return an instrument's name and up to five forms with random answers."""
    instrument = draw(st.sampled_from(sorted(ITEMS)))
    answer = st.integers(*RANGE[instrument])
    form = st.lists(
        st.none() | answer if gaps else answer,
        min_size=N_ITEMS[instrument],
        max_size=N_ITEMS[instrument],
    )
    return instrument, draw(st.lists(form, min_size=1, max_size=5))


def refusal(call, *arguments, kind=ValueError, **options):
    """Return the sentence with which a call refuses."""
    with pytest.raises(kind) as caught:
        call(*arguments, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestByHand:
    """Forms worked out with pencil and paper."""

    def test_self_compassion(self):
        """Turned 1, 4, 8, 9, 11, 12 add 4+1+3+1+4+2 to 4+3+1+4+2+1: 30 / 12 = 2.5."""
        found = score(forms([[2, 4, 3, 5, 1, 4, 2, 3, 5, 1, 2, 4]], "scs-sf"), "scs-sf")

        assert {
            "self-compassion": 2.5,
            "self-kindness": (4 + 4) / 2,
            "self-judgment": (2 + 4) / 2,  # more self-judgment: not turned in its own score
            "common humanity": (1 + 1) / 2,
            "isolation": (5 + 3) / 2,
            "mindfulness": (3 + 2) / 2,
            "over-identification": (2 + 5) / 2,
        } == found.loc[0].to_dict()

    def test_forms_of_self_criticism(self):
        """The 43 points of the form are shared out as 17, 13 and 13."""
        answers = [4, 0, 1, 3, 2, 2, 1, 0, 4, 3, 2, 1, 0, 4, 2, 3, 1, 0, 4, 2, 1, 3]
        found = score(forms([answers], "fscrs"), "fscrs")

        assert {
            "inadequate self": 4 + 0 + 3 + 2 + 1 + 4 + 1 + 0 + 2,
            "hated self": 4 + 3 + 1 + 2 + 3,
            "reassured self": 1 + 2 + 0 + 2 + 0 + 3 + 4 + 1,
        } == found.loc[0].to_dict()
        assert 43 == sum(answers) == found.loc[0].sum()

    def test_functions_of_self_criticism(self):
        """The 41 points of the form are shared out as 24 and 17."""
        answers = [1, 4, 0, 2, 3, 1, 4, 2, 0, 3, 1, 4, 2, 0, 3, 1, 2, 4, 0, 3, 1]
        found = score(forms([answers], "fscs"), "fscs")

        assert {
            "self-correction": 1 + 0 + 3 + 4 + 2 + 1 + 0 + 3 + 1 + 2 + 4 + 0 + 3,
            "self-persecution": 4 + 2 + 1 + 0 + 3 + 4 + 2 + 1,
        } == found.loc[0].to_dict()
        assert 41 == sum(answers) == found.loc[0].sum()

    @pytest.mark.parametrize("answer", [1, 2, 3, 4, 5])
    def test_straight_line_on_the_short_form(self, answer):
        """Whoever answers every item alike scores 3 on the SCS-SF, whatever the answer."""
        found = score(forms([[answer] * 12], "scs-sf"), "scs-sf").loc[0]

        assert 3.0 == found.pop("self-compassion")
        assert {float(answer)} == set(found)

    @pytest.mark.parametrize("answer", [0, 1, 2, 3, 4])
    @pytest.mark.parametrize("instrument", ["fscrs", "fscs"])
    def test_straight_line_on_totals(self, answer, instrument):
        """A total of items answered alike is the answer times the number of items."""
        found = score(forms([[answer] * N_ITEMS[instrument]], instrument), instrument)

        assert {name: answer * len(items) for name, items in ITEMS[instrument].items()} == (
            found.loc[0].to_dict()
        )

    def test_ends_of_the_short_form(self):
        """1 to the reversed items and 5 to the others scores highest; mirrored, lowest."""
        best = [1 if item in REVERSED["self-compassion"] else 5 for item in range(1, 13)]
        worst = [6 - answer for answer in best]
        found = score(forms([best, worst], "scs-sf"), "scs-sf")["self-compassion"]

        assert [5.0, 1.0] == found.tolist()

    @pytest.mark.parametrize(("instrument", "name"), SCORES)
    def test_one_item_at_a_time(self, instrument, name):
        """Raising one answer by 1 moves a score by 1 or 1/k, up or down, if the item counts."""
        low, _ = RANGE[instrument]
        n_items, items = N_ITEMS[instrument], ITEMS[instrument][name]
        answers = np.full((n_items + 1, n_items), low) + np.eye(n_items + 1, n_items, dtype=int)
        found = score(forms(answers, instrument), instrument)[name]
        step = 1 / len(items) if instrument == "scs-sf" else 1
        expected = [
            (item in items) * (-step if item in REVERSED.get(name, ()) else step)
            for item in range(1, n_items + 1)
        ]

        assert expected == pytest.approx((found.iloc[:-1] - found.iloc[-1]).tolist(), abs=1e-12)


class TestAgainstPlainPython:
    """A second scoring, exact, from a key typed a second time."""

    @given(data=filled_in())
    def test_complete(self, data):
        """Every score of complete forms is the nearest float to the exact one."""
        instrument, answers = data
        found = score(forms(answers, instrument), instrument)

        assert list(ITEMS[instrument]) == list(found)
        for name in found:
            expected = as_floats(by_hand(form, instrument, name) for form in answers)
            assert expected == found[name].tolist()

    @given(data=filled_in(gaps=True))
    def test_strict(self, data):
        """A score with a missing answer is missing; the others are as they were."""
        instrument, answers = data
        found = score(forms(answers, instrument, dtype="Int64"), instrument)

        for name in found:
            expected = as_floats(by_hand(form, instrument, name) for form in answers)
            np.testing.assert_equal(expected, found[name].tolist())

    @given(data=filled_in(gaps=True), tenths=st.integers(0, 10))
    def test_prorated(self, data, tenths):
        """A prorated score is the mean of the turned answers that are there, times k for totals."""
        instrument, answers = data
        found = score(
            forms(answers, instrument, dtype="Int64"),
            instrument,
            missing="prorate",
            max_missing=tenths / 10,
        )

        for name in found:
            share = Fraction(tenths, 10)
            expected = as_floats(by_hand(form, instrument, name, share) for form in answers)
            np.testing.assert_equal(expected, found[name].tolist())

    def test_hundred_thousand(self):
        """Large frames are scored as small ones."""
        rng = np.random.default_rng(4)
        answers = rng.integers(0, 5, (100_000, 21))
        found = score(forms(answers), "fscs")["self-persecution"]
        columns = [item - 1 for item in ITEMS["fscs"]["self-persecution"]]

        assert answers[:, columns].sum(axis=1).tolist() == found.tolist()


class TestAlways:
    """What holds for any answers."""

    @given(data=filled_in(gaps=True))
    def test_in_range(self, data):
        """No score leaves its range, prorated or not."""
        instrument, answers = data
        form = load_instrument(instrument)
        found = score(
            forms(answers, instrument, dtype="Int64"), form, missing="prorate", max_missing=1
        )

        for name in found:
            low, high = form.score_range(name)
            assert found[name].dropna().between(low, high).all()

    @given(data=filled_in(gaps=True), which=st.integers(0, 100))
    def test_reversing_twice(self, data, which):
        """Reversing twice gives back the answers, and once leaves the others alone."""
        instrument, answers = data
        frame = forms(answers, instrument, dtype="Int64")
        name, items = [*ITEMS[instrument].items()][which % len(ITEMS[instrument])]
        once = reverse_items(frame, instrument, name)
        columns = [load_instrument(instrument).column(item) for item in items]
        twice = reverse_items(frame.assign(**once), instrument, name)

        assert columns == list(once)
        expected = frame[columns].astype("float64")
        pd.testing.assert_frame_equal(expected, twice)
        for item, column in zip(items, columns, strict=True):
            turned = item in REVERSED.get(name, ())
            want = 6 - expected[column] if turned else expected[column]
            assert want.equals(once[column])

    @given(data=filled_in(gaps=True), random=st.randoms(use_true_random=False))
    def test_order(self, data, random):
        """Neither the order of the rows nor that of the columns matters."""
        instrument, answers = data
        frame = forms(answers, instrument, dtype="Int64")
        rows, columns = list(frame.index), list(frame)
        random.shuffle(rows)
        random.shuffle(columns)
        found = score(frame.loc[rows, columns], instrument, missing="prorate")

        expected = score(frame, instrument, missing="prorate")
        pd.testing.assert_frame_equal(expected.loc[rows], found)

    @given(data=filled_in(gaps=True))
    def test_mirror(self, data):
        """Answers mirrored on the form mirror every score on its range."""
        instrument, answers = data
        form = load_instrument(instrument)
        frame = forms(answers, instrument, dtype="Int64")
        mirrored = form.response_min + form.response_max - frame
        one, other = (score(each, form, missing="prorate") for each in (frame, mirrored))
        for name in one:
            expected = (sum(form.score_range(name)) - one[name]).tolist()
            assert expected == pytest.approx(other[name].tolist(), nan_ok=True)

    @pytest.mark.parametrize(
        "dtype",
        [
            *("int8", "uint8", "int64", "uint64", "float32", "float64", "Int8", "Int64", "Float64"),
            *("object", "str", "string", "category"),
        ],
    )
    @pytest.mark.parametrize("instrument", sorted(ITEMS))
    def test_dtypes(self, dtype, instrument):
        """Numbers and text of any dtype give the same scores, which are floats."""
        rng = np.random.default_rng(7)
        low, high = RANGE[instrument]
        frame = forms(rng.integers(low, high + 1, (9, N_ITEMS[instrument])), instrument)
        found = score(frame.astype(dtype), instrument)

        pd.testing.assert_frame_equal(score(frame, instrument), found)
        assert {"float64"} == {str(kind) for kind in found.dtypes}

    @pytest.mark.parametrize("dtype", ["float64", "Int64", "Float64", "object", "str"])
    def test_dtypes_with_gaps(self, dtype):
        """A missing answer is one in any dtype."""
        rng = np.random.default_rng(8)
        frame = forms(rng.integers(0, 5, (50, 21))).astype("Int64").mask(rng.random((50, 21)) < 0.1)
        expected = score(frame, "fscs", missing="prorate")
        text = frame.astype("str").fillna("") if dtype == "str" else frame
        found = score(text.astype(dtype), "fscs", missing="prorate")

        assert 0 < expected.isna().sum().sum() < 100
        pd.testing.assert_frame_equal(expected, found)

    @pytest.mark.parametrize("dtype", ["int64", "float64", "Int64", "object", "str"])
    @pytest.mark.parametrize("instrument", sorted(ITEMS))
    def test_input_unchanged(self, dtype, instrument):
        """The answers are as they were, also where they are handed on without a copy."""
        frame = forms([[2] * N_ITEMS[instrument]] * 3, instrument).astype(dtype)
        before = frame.copy(deep=True)
        found = score(frame, instrument, missing="prorate")
        found.iloc[:, :] = -1
        turned = reverse_items(frame, instrument, found.columns[0])
        turned.iloc[:, :] = -1

        pd.testing.assert_frame_equal(before, frame)

    def test_input_unchanged_by_warnings(self):
        """Answers that count as missing stay where they are in the input."""
        frame = forms([[9.0] + [2.0] * 20])
        before = frame.copy(deep=True)
        with pytest.warns(UserWarning, match="1 answer counts as missing"):
            score(frame, "fscs", out_of_range="missing")

        pd.testing.assert_frame_equal(before, frame)

    def test_no_write_through(self):
        """Integer answers that are handed on without a copy cannot be written to by mistake."""
        frame = forms(np.full((3, 21), 2))

        assert not numeric_answers(frame, load_instrument("fscs")).flags.writeable

    def test_index(self):
        """Scores keep the index of the answers."""
        index = pd.MultiIndex.from_product([["Ada"], ["pre", "post"]], names=["person", "wave"])
        found = score(forms([[2] * 21] * 2, index=index), "fscs")

        assert index.equals(found.index)
        assert ["person", "wave"] == list(found.index.names)

    def test_chosen_scores(self):
        """Scores come in the order in which they are asked for."""
        frame = forms([[1] * 22], "fscrs")
        found = score(frame, "fscrs", scores=["hated self", "inadequate self"])

        assert {"hated self": 5, "inadequate self": 9} == found.loc[0].to_dict()
        assert ["hated self", "inadequate self"] == list(found)
        assert [] == list(score(frame, "fscrs", scores=[]))

    def test_nobody(self):
        """No forms have no scores."""
        found = score(forms([]), "fscs")

        assert (0, 2) == found.shape
        assert {"float64"} == {str(kind) for kind in found.dtypes}

    def test_other_answers(self):
        """On a form from 0 to 5 a 5 counts, and the SCS-SF from 0 to 4 is turned about 2."""
        six = load_instrument("fscs").with_responses(0, 5)
        scale = load_instrument("scs-sf").with_responses(0, 4)
        turned = reverse_items(forms([[0] * 12], "scs-sf"), scale, "self-compassion")

        assert 65 == score(forms([[5] * 21]), six).loc[0, "self-correction"]
        assert [4, 0, 0, 4] == turned.loc[0, ["scs1", "scs2", "scs3", "scs4"]].tolist()
        assert 2 == score(forms([[0] * 12], "scs-sf"), scale).loc[0, "self-compassion"]


class TestMissing:
    """Strict or prorated, and how many answers may be missing."""

    LIMITS = (
        ("scs-sf", "self-compassion", 2),
        ("fscrs", "inadequate self", 1),
        ("fscrs", "hated self", 1),
        ("fscrs", "reassured self", 1),
        ("fscs", "self-correction", 2),
        ("fscs", "self-persecution", 1),
        *(("scs-sf", name, 0) for name in ITEMS["scs-sf"] if name != "self-compassion"),
    )

    @pytest.mark.parametrize(("instrument", "name", "limit"), LIMITS)
    def test_twenty_percent(self, instrument, name, limit):
        """The 20 % rule allows as many missing answers as DOMAIN.md says, and not one more."""
        answers = np.full((limit + 2, N_ITEMS[instrument]), 3.0)
        for gaps in range(limit + 2):
            answers[gaps, [item - 1 for item in list(ITEMS[instrument][name])[:gaps]]] = np.nan
        found = score(forms(answers, instrument), instrument, missing="prorate")[name]

        expected = 3.0 if instrument == "scs-sf" else 3.0 * len(ITEMS[instrument][name])
        np.testing.assert_equal([expected] * (limit + 1) + [np.nan], found.tolist())

    def test_prorated_by_hand(self):
        """Answers 1, 2, 4 and 1 to four of five items, 8 in all, stand for a total of 10."""
        frame = forms([[0] * 22], "fscrs", dtype=float)
        frame.loc[0, ["fscrs9", "fscrs10", "fscrs12", "fscrs15", "fscrs22"]] = [1, 2, 4, None, 1]

        assert 10 == score(frame, "fscrs", missing="prorate").loc[0, "hated self"]
        assert np.isnan(score(frame, "fscrs").loc[0, "hated self"])

    def test_reversed_before_averaging(self):
        """A missing reversed item is filled with the mean of turned answers, not of raw ones."""
        answers = [1 if item in REVERSED["self-compassion"] else 5 for item in range(1, 13)]
        frame = forms([answers], "scs-sf", dtype=float)
        frame.loc[0, "scs1"] = None
        found = score(frame, "scs-sf", missing="prorate").loc[0]

        assert 5.0 == found["self-compassion"]
        assert np.isnan(found["over-identification"])

    def test_two_means_differ(self):
        """Prorated, the mean of twelve is not the mean of the six two-item means."""
        answers = [1, 5, 5, 1, 5, 5, 5, 1, 1, 5, 5, 5]  # items 11 and 12 are the odd pair
        frame = forms([answers], "scs-sf", dtype=float)
        frame.loc[0, "scs11"] = None
        found = score(frame, "scs-sf", missing="prorate", max_missing=0.5).loc[0]
        pairs = found[["self-kindness", "common humanity", "mindfulness"]].sum() + sum(
            6 - found[["self-judgment", "isolation", "over-identification"]]
        )

        assert 51 / 11 == found["self-compassion"]
        assert 26 / 6 == pairs / 6

    def test_others_stay(self):
        """A gap spoils the scores that count it and no other, and no other person's."""
        frame = forms([[2.0] * 22] * 2, "fscrs")
        frame.loc[0, "fscrs9"] = None

        np.testing.assert_equal([[18, np.nan, 16], [18, 10, 16]], score(frame, "fscrs").to_numpy())

    @pytest.mark.parametrize(
        ("max_missing", "gaps", "there"),
        [(0, 0, True), (0, 1, False), (0.0, 1, False), (1, 4, True), (1, 5, False), (0.5, 2, True),
         (0.5, 3, False), (0.6, 3, True), (np.float32(0.25), 1, True), (0.199, 1, False)],
    )  # fmt: skip
    def test_limit(self, max_missing, gaps, there):
        """Of the five items of a score a stated share may be missing, but never all."""
        frame = forms([[2.0] * 22], "fscrs")
        for item in (9, 10, 12, 15, 22)[:gaps]:
            frame[f"fscrs{item}"] = np.nan
        found = score(frame, "fscrs", missing="prorate", max_missing=max_missing)

        np.testing.assert_equal(10 if there else np.nan, found.loc[0, "hated self"])

    def test_share_in_floating_point(self, tmp_path):
        """Of 100 items 29 % are 29, though 100 × 0.29 is 28.999… in floating point."""
        file = tmp_path / "long.toml"
        file.write_text(
            'id="o"\nname="o"\nn_items=100\nresponse_min=0\nresponse_max=9\ncolumns="o{item}"\n'
            f'source=""\nconfidence=""\nform=""\n[[scores]]\nname="o"\nscoring="total"\n'
            f'items={list(range(1, 101))}\nmore_means=""\n'
        )
        frame = pd.DataFrame(2.0, index=[0, 1], columns=[f"o{item}" for item in range(1, 101)])
        frame.iloc[0, :29] = frame.iloc[1, :30] = np.nan
        found = score(frame, file, missing="prorate", max_missing=0.29)

        assert 100 * 0.29 < 29
        np.testing.assert_equal([200, np.nan], found["o"].tolist())

    def test_all_missing(self):
        """A form without any answer has no score."""
        frame = forms([[None] * 21], dtype=float)

        assert score(frame, "fscs").isna().all(axis=None)
        assert score(frame, "fscs", missing="prorate", max_missing=1).isna().all(axis=None)
        assert score(frame.astype(object), "fscs").isna().all(axis=None)

    def test_prorating_a_complete_form(self):
        """Without gaps, prorating is the plain score."""
        frame = forms([[1, 4, 0, 2, 3, 1, 4, 2, 0, 3, 1, 4, 2, 0, 3, 1, 2, 4, 0, 3, 1]] * 2)
        pd.testing.assert_frame_equal(score(frame, "fscs"), score(frame, "fscs", missing="prorate"))

    @pytest.mark.parametrize("missing", ["strict", "prorate"])
    @pytest.mark.parametrize("value", [-0.1, 1.1, 20, np.nan, np.inf])
    def test_bad_share(self, missing, value):
        """A share lies from 0 to 1, and is checked whether or not it is needed."""
        assert f"max_missing is {value!r}; it must lie from 0 to 1" == (
            refusal(score, forms([[2] * 21]), "fscs", missing=missing, max_missing=value)
        )

    @pytest.mark.parametrize("value", [True, "0.2", None, [0.2], Decimal("0.2")])
    def test_no_share(self, value):
        """A share is a number."""
        assert f"max_missing is {value!r}; it must be a number from 0 to 1" == refusal(
            score, forms([[2] * 21]), "fscs", max_missing=value, kind=TypeError
        )


class TestOutOfRange:
    """Answers that the form does not have stop the scoring or are named in a warning."""

    TOLD = (
        (5, "5 is outside 0 to 4; the published form ends at 4, but Beaumont et al. (2021), §4.3"),
        (10, "10 is outside 0 to 4"),
        (-1, "\N{MINUS SIGN}1 is outside 0 to 4"),
        (2.5, "2.5 is not a whole number; answers go from 0 to 4"),
        ("often", "'often' is no number; answers are whole numbers from 0 to 4, or empty"),
        ("3,0", "'3,0' has a comma; answers are whole numbers from 0 to 4"),
        (True, "'True' is no number"),
        (np.inf, "'inf' is no number"),
        (-np.inf, "'-inf' is no number"),
        ("1e400", "'1e400' is no number"),
        (pd.Timestamp("2021-03-04"), "'2021-03-04 00:00:00' is no number"),
    )

    @staticmethod
    def with_cell(value):
        """Return Ada's and Bo's forms, Bo's with some value for item 4."""
        frame = forms([[2] * 21] * 2).set_axis(FSCS.column_names(), axis=1)
        frame.index = pd.Index(["Ada", "Bo"], name="person")
        if isinstance(value, int | float) and not isinstance(value, bool):
            frame["q4"] = [2, value]  # stays numeric
        else:
            frame["q4"] = pd.Series([2, value], index=frame.index, dtype=object)
        return frame

    @pytest.mark.parametrize(("value", "said"), TOLD)
    def test_stop(self, value, said):
        """By default one such answer stops the scoring, with person, item and value."""
        for call in (score, lambda *both: reverse_items(*both, "self-correction")):
            assert refusal(call, self.with_cell(value), FSCS).startswith(
                f"person Bo, item 4 (q4): {said}"
            )

    @pytest.mark.parametrize(("value", "said"), TOLD)
    @pytest.mark.parametrize("missing", ["strict", "prorate"])
    def test_missing(self, value, said, missing):
        """On demand it counts as missing, named in a warning; it is never clipped."""
        with pytest.warns(UserWarning, match=" as missing: ") as caught:
            found = score(self.with_cell(value), FSCS, missing=missing, out_of_range="missing")

        assert 1 == len(caught)
        assert str(caught[0].message).startswith(
            f"1 answer counts as missing: person Bo, item 4 (q4): {said}"
        )
        assert __file__ == caught[0].filename
        persecution = 16 if missing == "prorate" else np.nan  # items 2, 6, 9, … have a 2 each
        np.testing.assert_equal([[26, 16], [26, persecution]], found.to_numpy())

    @pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "uint64", "float32", "Int64"])
    def test_dtypes(self, dtype):
        """An answer too high is one in every dtype."""
        frame = forms(np.full((2, 21), 2))
        frame.iloc[1, 1] = 77
        with pytest.warns(UserWarning, match=r"^1 answer counts .*row 1, item 2 .*: 77 is outside"):
            found = score(frame.astype(dtype), "fscs", out_of_range="missing")

        np.testing.assert_equal([[26, 16], [26, np.nan]], found.to_numpy())

    def test_first_three(self):
        """Three answers are named in the order of the forms, the others counted."""
        frame = forms(np.full((2, 21), 9))
        named = (
            "row 0, item 1 (fscs1): 9 is outside 0 to 4; row 0, item 2 (fscs2): 9 is outside 0 to "
            "4; row 0, item 3 (fscs3): 9 is outside 0 to 4; and 39 more, which check_responses "
            "lists"
        )
        with pytest.warns(UserWarning, match=" as missing: ") as caught:
            found = score(frame, "fscs", out_of_range="missing")

        assert named == refusal(score, frame, "fscs")
        assert f"42 answers count as missing: {named}" == str(caught[0].message)
        assert found.isna().all(axis=None)

    def test_exactly_three(self):
        """With three answers none is left to count."""
        frame = forms([[9, 9, 9] + [1] * 18])

        assert refusal(score, frame, "fscs").endswith("item 3 (fscs3): 9 is outside 0 to 4")

    def test_outside_another_score(self):
        """An answer is refused even if the wanted score does not count it."""
        frame = self.with_cell(9)

        assert "item 4 (q4): 9" in refusal(score, frame, FSCS, scores=["self-correction"])

    def test_no_warning(self):
        """Answers that are on the form, or missing, warn of nothing."""
        frame = forms([[2.0] * 20 + [None]])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            score(frame, "fscs", out_of_range="missing")

    @pytest.mark.parametrize("answer", [0, 6])
    def test_short_form(self, answer):
        """The SCS-SF goes from 1 to 5."""
        frame = forms([[answer] + [3] * 11], "scs-sf")

        assert f"row 0, item 1 (scs1): {answer} is outside 1 to 5" == (
            refusal(score, frame, "scs-sf")
        )


class TestArguments:
    """What callers hand in besides answers."""

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"missing": "omit"}, "missing is 'omit'; it must be one of 'strict', 'prorate'"),
            ({"missing": None}, "missing is None; it must be one of 'strict', 'prorate'"),
            (
                {"out_of_range": "clip"},
                "out_of_range is 'clip'; it must be one of 'raise', 'missing'",
            ),
            (
                {"scores": ["shame"]},
                "FSCS has no score 'shame'; it has 'self-correction' and 'self-persecution'",
            ),
            (
                {"scores": ["self-correction"] * 2},
                "scores names 'self-correction' 2 times; name it once",
            ),
        ],
    )
    def test_options(self, options, said):
        """A choice that does not exist is answered with those that do."""
        assert said == refusal(score, forms([[2] * 21]), "fscs", **options)

    def test_one_score_as_text(self):
        """One name is no list of names, though Python would go through its letters."""
        assert (
            "scores is 'self-correction'; it must be a list of names, such as ['self-correction']"
        ) == refusal(score, forms([[2] * 21]), "fscs", scores="self-correction", kind=TypeError)

    def test_unknown_score(self):
        """Reversing names the scores that exist."""
        assert refusal(reverse_items, forms([[2] * 21]), "fscs", "shame").startswith(
            "FSCS has no score 'shame'; "
        )

    def test_faulty_frames(self):
        """Columns and forms are checked before anything is scored."""
        frame = forms([[2] * 21] * 2, index=["Ada", "Ada"])

        assert refusal(score, frame, "fscs").startswith("Ada has 2 rows; ")
        assert refusal(score, frame.drop(columns="fscs3"), "fscs").startswith(
            "FSCS has 21 items, and the data lacks the column 'fscs3'; "
        )


EDGE = "on the edge of"


class TestBands:
    """The bands of a score, with edges as edges."""

    @pytest.mark.parametrize(
        ("value", "guide", "paper", "handout"),
        [
            (1, "low", "low", "low"),
            (29 / 12, "low", "low", "low"),
            (2.48, "low", "low", "low"),
            (2.49, "low", "low", "low"),
            (2.495, "low", "low", "between low and moderate"),
            (2.4999, "low", "low", "between low and moderate"),
            (2.5, f"{EDGE} low and moderate", f"{EDGE} low and moderate", "moderate"),
            (30 / 12, f"{EDGE} low and moderate", f"{EDGE} low and moderate", "moderate"),
            (2.5001, "moderate", "moderate", "moderate"),
            (31 / 12, "moderate", "moderate", "moderate"),
            (3, "moderate", "moderate", "moderate"),
            (41 / 12, "moderate", "moderate", "moderate"),
            (3.4999, "moderate", "moderate", "moderate"),
            (3.5, f"{EDGE} moderate and high", "high", "moderate"),
            (42 / 12, f"{EDGE} moderate and high", "high", "moderate"),
            (3.5001, "high", "high", "between moderate and high"),
            (3.505, "high", "high", "between moderate and high"),
            (3.51, "high", "high", "high"),
            (43 / 12, "high", "high", "high"),
            (5, "high", "high", "high"),
        ],
    )
    def test_conventions(self, value, guide, paper, handout):
        """Each convention reads an edge, and what lies beside it, in its own way."""
        found = [
            bands(pd.Series([value]), "scs-sf", "self-compassion", convention=convention).item()
            for convention in ("guide", "paper", "handout")
        ]

        assert [guide, paper, handout] == found

    @given(total=st.integers(12, 60))
    def test_every_complete_score(self, total):
        """Whatever twelve answers give is in a band of each convention, or on an edge."""
        answers = np.full(12, 1)
        for k in range(total - 12):
            answers[k % 12] += 1
        turned = [item in REVERSED["self-compassion"] for item in range(1, 13)]
        frame = forms([np.where(turned, 6 - answers, answers)], "scs-sf")
        scores = score(frame, "scs-sf")["self-compassion"]

        assert total / 12 == scores[0]
        for convention in ("guide", "paper", "handout"):
            found = bands(scores, "scs-sf", convention=convention)[0]
            assert "between" not in found
            assert found != "in no band"
        if total in {30, 42}:
            assert bands(scores, "scs-sf")[0].startswith(EDGE)

    def test_series(self):
        """Index and name are those of the scores, which name the score, too; words are text."""
        scores = pd.Series([2.0, np.nan], index=["Ada", "Bo"], name="self-compassion")
        found = bands(scores, "scs-sf")
        expected = pd.Series(
            ["low", None], index=["Ada", "Bo"], name="self-compassion", dtype="str"
        )

        pd.testing.assert_series_equal(expected, found)
        assert [2.0] == scores.dropna().tolist()

    @pytest.mark.parametrize("dtype", ["float64", "Float64", "Int64", "object"])
    def test_missing(self, dtype):
        """A missing score has no band, in any dtype, and nor has anyone when all are missing."""
        some = pd.Series([2, None, 4], dtype=dtype)
        found = bands(some, "scs-sf", "self-compassion")

        assert [False, True, False] == found.isna().tolist()
        assert ["low", "high"] == found.dropna().tolist()
        assert bands(some.iloc[[1]], "scs-sf", "self-compassion").isna().all()
        assert bands(some.iloc[:0], "scs-sf", "self-compassion").empty

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(0.99, "0.99"), (5.0000001, "5.0000001"), (0, "0"), (36, "36"), (np.inf, "inf"),
         (-np.inf, "-inf"), ("2", "'2'"), ("high", "'high'"), (True, "True")],
    )  # fmt: skip
    def test_outside(self, value, shown):
        """What cannot be a score is named with its place."""
        scores = pd.Series([2, value], index=pd.Index(["Ada", "Bo"], name="person"), dtype=object)

        assert f"person Bo: {shown} is no self-compassion score; it goes from 1 to 5" == (
            refusal(bands, scores, "scs-sf", "self-compassion")
        )

    @pytest.mark.parametrize(
        ("name", "options", "said"),
        [
            (
                "self-compassion",
                {"convention": "mine"},
                "self-compassion has no convention 'mine'; it has 'guide', 'paper' and 'handout'",
            ),
            ("isolation", {}, "SCS-SF states no bands for isolation"),
            ("shame", {}, "SCS-SF has no score 'shame'; it has 'self-compassion', "),
            (None, {}, "SCS-SF has no score 'None'; it has 'self-compassion', "),
        ],
    )
    def test_refused(self, name, options, said):
        """A score or convention that does not exist is answered with those that do."""
        assert refusal(bands, pd.Series([2.0]), "scs-sf", name, **options).startswith(said)

    @pytest.mark.parametrize("scores", [[2.0], 2.0, pd.DataFrame({"self-compassion": [2.0]})])
    def test_no_series(self, scores):
        """Scores come in a Series."""
        assert f"scores is {type(scores).__name__}; it must be a pandas.Series" == (
            refusal(bands, scores, "scs-sf", kind=TypeError)
        )

    def test_other_range(self):
        """On another range the published bands are gone rather than stretched."""
        form = load_instrument("scs-sf").with_responses(0, 4)

        assert "SCS-SF states no bands for self-compassion" == (
            refusal(bands, pd.Series([2.0]), form, "self-compassion")
        )

    def test_in_no_band(self, tmp_path):
        """Bands need not reach the ends of a score."""
        file = tmp_path / "one.toml"
        file.write_text(
            'id="o"\nname="o"\nn_items=1\nresponse_min=0\nresponse_max=9\ncolumns="o{item}"\n'
            'source=""\nconfidence=""\nform=""\n[[scores]]\nname="o"\nitems=[1]\nscoring="total"\n'
            'more_means=""\n[[scores.bands]]\nconvention="guide"\nsource=""\n'
            'bands=[{name="a",from=2,to=3,open_end=true},{name="b",from=4,to=5,open_end=true}]\n'
        )
        found = bands(pd.Series([1, 2, 3, 4, 5, 9]), file, "o")

        gap = "between a and b"
        assert ["in no band", "a", gap, "b", "in no band", "in no band"] == found.tolist()


class TestWhatComesBack:
    """Indexes and kinds of what is returned."""

    def test_reversed_items_keep_their_people(self):
        """The answers that make a score stand in the rows of the people who gave them."""
        form = load_instrument("scs-sf")
        people = pd.Index(["Ada", "Ben"], name="who")
        answers = pd.DataFrame([[1] * 12, [2] * 12], columns=form.column_names(), index=people)

        turned = reverse_items(answers, form, "self-compassion")

        pd.testing.assert_index_equal(turned.index, people)
        assert [5.0, 4.0] == turned["scs1"].tolist()

    @pytest.mark.parametrize("values", [[], [None, None], [2.0, None]])
    def test_bands_are_text(self, values):
        """Bands are a column of text, also where no score is there."""
        scores = pd.Series(values, dtype="float64", name="self-compassion")

        assert bands(scores, "scs-sf").dtype == pd.Series(["low"], dtype="str").dtype

    def test_a_numpy_number_is_told_as_a_number(self):
        """What is no score is shown as it is written, not as NumPy would write its kind."""
        scores = pd.Series([np.float64(9.5)], dtype=object, name="self-compassion")

        with pytest.raises(ValueError, match=r": 9\.5 is no self-compassion score; it goes from"):
            bands(scores, "scs-sf")
