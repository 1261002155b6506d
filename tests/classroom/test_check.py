"""Right answers told from wrong ones, whatever is handed in."""

import hashlib
import math
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twowaves import CheckResult, check, teaching_dataset
from twowaves.classroom.given import NotAnAnswer, answer_text
from twowaves.classroom.keys import accepted, exercise_key, hashed, pbkdf2_hmac, shipped_keys

# the two-tailed p of t = 2.040 with 10 degrees of freedom, by SciPy
P = 2 * stats.t.sf(2.040, 10)


class TestResult:
    """What comes back."""

    def test_right(self):
        """A right answer is true, and says so in one sentence."""
        result = check("replication-1", P)

        assert CheckResult("replication-1", right=True, sentence="replication-1: right.") == result
        assert result
        assert "replication-1: right." == repr(result) == str(result)

    def test_wrong(self):
        """A wrong answer is false, and its sentence has a hint."""
        result = check("replication-1", 0.5)

        assert not result
        assert repr(result).startswith("replication-1: not yet. Take twice the area")

    def test_frozen(self):
        """A student's slip of an assignment does not turn wrong into right."""
        with pytest.raises(AttributeError):
            check("replication-1", 0.5).right = True


class TestKinds:
    """What is asked for, and what is given."""

    @pytest.mark.parametrize(
        "answer",
        [0.069, 0.0686, np.float64(P), Decimal("0.069"), Fraction(69, 1000), np.float32(0.0690)],
    )
    def test_numbers(self, answer):
        """Any kind of number will do, with three decimals or more."""
        assert check("replication-1", answer)

    @pytest.mark.parametrize("answer", [12, 12.0, np.int64(12), np.int8(12), Fraction(24, 2)])
    def test_whole(self, answer):
        """A whole number may be of any kind."""
        assert check("study-3", answer)

    @pytest.mark.parametrize(
        "answer",
        ["alarm, with rest at hand", " Alarm,  with rest at hand.", "ALARM, WITH REST AT HAND"],
    )
    def test_words(self, answer):
        """Case, spaces and a full stop do not count."""
        assert check("systems-2", answer)

    @pytest.mark.parametrize("kind", [list, tuple, set, pd.Series, pd.Index, np.array])
    def test_several_words(self, kind):
        """Several words may come in any order and in anything that holds them."""
        assert check("voices-3", kind(["tension", "silence"]))
        assert not check("voices-3", kind(["tension"]))

    def test_typing_slip(self):
        """A word that is none of the choices is named, with the choices."""
        sentence = repr(check("voices-3", ["tension", "silense"]))

        assert "'silense'; each must be one of 'agreement', 'silence' or 'tension'" in sentence

    def test_too_few_decimals(self):
        """The right answer with a decimal less is told how many are asked for."""
        expected = "replication-1: not yet. That has too few decimals; give 3."

        assert expected == repr(check("replication-1", 0.07))

    def test_sign(self):
        """A change that was subtracted the wrong way round is told so."""
        assert "change is post − pre" in repr(check("paired-1", 6.18, name="Ada"))


NO_ANSWERS = {
    "the answer is still": [...],
    "none": [None],
    "a function": [len, stats.t.sf, print],
    "a finite number": [math.nan, math.inf, -math.inf, np.nan, Decimal("NaN")],
    "give a number, without quotes": ["0.069", "", b"0.069"],
    "give a single number": [
        [0.069], (P,), {P}, np.array([P]), np.array([]), pd.Series([P]), pd.DataFrame([[P]]),
        {}, True, np.True_, 1j, object(), pd.NA, pd.NaT, np.datetime64("2021-01-01"), slice(1),
    ],
}  # fmt: skip


class TestNoAnswers:
    """What is no answer gets a sentence, never a traceback and never a pass."""

    @pytest.mark.parametrize(
        ("words", "answer"),
        [(words, each) for words, all_of in NO_ANSWERS.items() for each in all_of],
    )
    def test_of_a_number(self, words, answer):
        """The sentence names what was given, or what would be accepted."""
        result = check("replication-1", answer)

        assert not result
        assert words in repr(result).lower()
        assert "\n" not in repr(result)

    @pytest.mark.parametrize("answer", [each for all_of in NO_ANSWERS.values() for each in all_of])
    @pytest.mark.parametrize("exercise", ["study-3", "systems-2", "voices-3", "paired-3"])
    def test_of_every_kind(self, exercise, answer):
        """No kind of exercise takes what is no answer, or stumbles over it."""
        assert not check(exercise, answer, name="Ada")

    def test_masked(self):
        """A masked score is no number."""
        assert not check("replication-1", np.ma.masked)

    @pytest.mark.parametrize("answer", [12.3, -0.5, 1e300, 10**400])
    def test_whole_number_with_decimals(self, answer):
        """Where a whole number is asked for, nothing is rounded."""
        assert not check("study-3", answer)

    @given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
                     st.lists(st.text()), st.dictionaries(st.text(), st.integers())))  # fmt: skip
    def test_anything(self, answer):
        """Whatever is handed in, the result is a sentence on one line."""
        result = check("voices-3", answer)

        assert repr(result).startswith("voices-3: ")
        assert "\n" not in repr(result)


class TestNames:
    """Which exercise, and whose data."""

    @pytest.mark.parametrize(
        ("name", "close"), [("paired3", "'paired-3'"), ("pared-1", "'paired-1'"), ("", "'")]
    )
    def test_unknown(self, name, close):
        """A name that is none is answered with those that are like it."""
        with pytest.raises(ValueError, match="there is no exercise") as error:
            check(name, 1)
        assert close in str(error.value)

    @pytest.mark.parametrize("name", [0.014, None, ..., ["paired-3"]])
    def test_swapped(self, name):
        """An answer in the place of the name is told which comes first."""
        with pytest.raises(ValueError, match="its name comes first"):
            check(name, "paired-3")

    @pytest.mark.parametrize(
        ("name", "words"),
        [(None, "say whose, with name=NAME"), ("  ", "give every student a name"),
         (..., "The name is ellipsis"), (1.5, "The name is float"), (True, "The name is bool")],
    )  # fmt: skip
    def test_own_data_needs_a_name(self, name, words):
        """Without a name there is no own data set, and the sentence says what to write."""
        result = check("paired-3", 0.05, name=name)

        assert not result
        assert words in repr(result)

    @pytest.mark.parametrize("name", ["Ada Lovelace", "Zoë", "李", 7])
    def test_own_data(self, name):
        """The truth is that of the student's own data, and a neighbour's is wrong."""
        data = teaching_dataset(name, "inadequate self")
        change = (data["post"] - data["pre"]).to_numpy()
        signs = np.array(np.meshgrid(*[[-1, 1]] * 11)).reshape(11, -1)
        p = np.mean(np.abs(change @ signs) >= abs(change.sum()))

        assert check("paired-3", p, name=name)
        assert check("paired-3", p, name=f"  {name} ")
        assert not check("paired-3", p, name="somebody else")

    def test_name_where_none_is_needed(self):
        """A name does no harm where the data are everybody's."""
        assert check("study-3", 12, name="Ada")


class TestHashes:
    """How answers are kept."""

    def test_as_documented(self):
        """The hash is that of PBKDF2, with a salt of the exercise's own."""
        salt = hashlib.sha256(b"exercises 2\nstudy-3").digest()[:16]
        code = hashlib.pbkdf2_hmac("sha256", b"12", salt, 20_000, 16).hex()

        assert (code,) == shipped_keys()["study-3"].right
        assert hashed("study-3", "12") != hashed("study-2", "12")

    def test_in_a_browser(self, monkeypatch):
        """Where Python has no slow hash of its own, as in a browser, answers are told as well."""
        for name in ("pbkdf2_hmac", "scrypt"):
            monkeypatch.delattr(hashlib, name)

        assert check("study-3", 12)
        assert not check("study-3", 11)

    @given(st.binary(max_size=200), st.binary(max_size=40), st.integers(1, 50))
    def test_own_hash(self, password, salt, rounds):
        """What stands in for Python's own PBKDF2 gives the same bytes."""
        theirs = hashlib.pbkdf2_hmac("sha256", password, salt, rounds)

        assert theirs == pbkdf2_hmac("sha256", password, salt, rounds)

    def test_slow(self):
        """A hash takes a thousand times as long as SHA-256 at least, so a glance finds nothing."""
        start = time.process_time()
        hashed("study-3", "12")
        slow = time.process_time() - start
        start = time.process_time()
        for _ in range(1000):
            hashlib.sha256(b"12").digest()

        assert slow > time.process_time() - start


class TestRounding:
    """A number as text."""

    @given(st.integers(-(10**9), 10**9), st.integers(0, 6))
    def test_round_trip(self, units, decimals):
        """A number with so many decimals is its own text, by Python's own formatting."""
        exact = Decimal(units).scaleb(-decimals)
        expected = f"{exact:.{decimals}f}" if units else f"{0:.{decimals}f}"

        assert expected == answer_text(float(exact), "number", decimals)

    def test_neighbours(self):
        """Within one unit of the last decimal there are three answers."""
        assert ["0.10", "0.11", "0.12"] == accepted("0.11", 1, "number")

    def test_within(self):
        """A simulated rate may be off by a hundredth, and no more."""
        found = [check("limitations-3", rate).right for rate in (0.09, 0.10, 0.11, 0.12, 0.13)]

        assert [False, True, True, True, False] == found

    def test_no_answer(self):
        """What is no answer raises inside, where it is caught."""
        with pytest.raises(NotAnAnswer):
            answer_text(..., "words")


class TestKeys:
    """An author's key."""

    def test_wrong_is_right(self):
        """A typical wrong answer that rounds to the right one is refused."""
        with pytest.raises(ValueError, match=r"demo-1: the wrong answer 0.50 counts as right"):
            exercise_key("demo-1", 0.5, decimals=2, hint="", wrong={"no": 0.501})

    def test_two_hints(self):
        """Two hints for one wrong answer are refused."""
        with pytest.raises(ValueError, match=r"the wrong answer 3 has two hints"):
            exercise_key("demo-1", 5, kind="whole", hint="", wrong={"one": 3, "two": 3})

    def test_other_figure(self):
        """A solution that finds another figure than the package does is refused."""
        with pytest.raises(ValueError, match=r"the solution is 0.50, and pvalue is 0.0685935"):
            exercise_key(
                "demo-1", 0.5, decimals=2, hint="", own=("Ada", "inadequate self", "pvalue")
            )

    @pytest.mark.parametrize("answer", [..., None, math.nan, "4"])
    def test_no_answer(self, answer):
        """A solution that is no answer is refused, with the exercise's name."""
        with pytest.raises(ValueError, match="demo-1: The answer"):
            exercise_key("demo-1", answer, hint="")

    def test_kind(self):
        """A kind that does not exist is refused."""
        with pytest.raises(ValueError, match="must be one of number, whole, word, words"):
            exercise_key("demo-1", 1, kind="guess", hint="")
