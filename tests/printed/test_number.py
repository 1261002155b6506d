"""What a printed number says, and which true values it leaves open."""

import math
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
    Inexact,
    localcontext,
)
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves.printed.number import PrintedNumber, matches, parse_printed

INFINITY = Decimal("Infinity")
true_values = st.decimals(-1000, 1000, places=9)
decimal_places = st.integers(0, 6)


@st.composite
def printed_texts(draw):
    """Digits with a point, as a paper might print them."""
    places = draw(decimal_places)
    return f"{draw(st.decimals(-1000, 1000, places=places)):.{places}f}"


def rounded(value, places, rule):
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=rule))


def width(interval):
    return interval.high - interval.low


class TestParsePrinted:
    """Text in, number out, with nothing guessed."""

    @pytest.mark.parametrize(
        ("text", "value", "decimals", "relation"),
        [
            (".05", "0.05", 2, "="),
            ("0.05", "0.05", 2, "="),
            ("-3.125", "-3.125", 3, "="),
            ("\N{MINUS SIGN}3.125", "-3.125", 3, "="),
            ("-.5", "-0.5", 1, "="),
            ("+2.0", "2.0", 1, "="),
            ("-2.040", "-2.040", 3, "="),
            ("10", "10", 0, "="),
            ("< .05", "0.05", 2, "<"),
            ("<.001", "0.001", 3, "<"),
            ("> .99", "0.99", 2, ">"),
            ("= .05", "0.05", 2, "="),
        ],
    )
    def test_reads_what_papers_print(self, text, value, decimals, relation):
        """Value, decimals and relation are those that the text shows."""
        number = parse_printed(text)

        assert Decimal(value).as_tuple() == number.value.as_tuple()
        assert (decimals, relation) == (number.decimals, number.relation)

    @pytest.mark.parametrize("text", [" 2.80\n", "\t2.80", "\N{NO-BREAK SPACE}2.80 "])
    def test_white_space_around_is_no_part_of_the_number(self, text):
        """The text that is kept is the number's own."""
        assert "2.80" == parse_printed(text).text == str(parse_printed(text))

    @pytest.mark.parametrize(
        "text",
        [
            "2,8",
            "n.s.",
            "",
            " ",
            "1e5",
            "NaN",
            "inf",
            "2.",
            "- 3",
            "--3",
            "2.8*",
            "p < .05",
            "≤ .05",
            "1,234.5",
            "2.8 0.8",
            "1.2.3",
            "½",
            "\N{ARABIC-INDIC DIGIT THREE}",
            "<",
            "<< 1",
        ],
    )
    def test_refuses_other_text_in_one_sentence(self, text):
        """The sentence names the text and shows what would be accepted."""
        with pytest.raises(ValueError, match="is not a printed number; write digits") as caught:
            parse_printed(text)

        assert str(caught.value).startswith(repr(text.strip()))
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("letters", "shown"),
        [(58, f"'{58 * 'x'}' is"), (59, f"'{59 * 'x'}… is"), (10**6, f"'{59 * 'x'}… is")],
    )
    def test_shows_60_letters_at_most(self, letters, shown):
        """Of a text that is longer, quotation marks counted, the sentence shows the first 60."""
        with pytest.raises(ValueError, match="is not a printed number") as caught:
            parse_printed(letters * "x")

        assert str(caught.value).startswith(shown)

    @pytest.mark.parametrize(
        ("value", "kind"),
        [(2.8, "a float"), (3, "an int"), (None, "a NoneType"), (b"2", "a bytes")],
    )
    def test_refuses_what_has_lost_its_decimals(self, value, kind):
        """Only text keeps the decimals that were printed."""
        with pytest.raises(TypeError) as caught:
            parse_printed(value)

        assert (
            f"{value!r} is {kind}, which does not keep the decimals as printed; "
            "give the text, such as '2.80'"
        ) == str(caught.value)

    def test_the_constructor_checks_too(self):
        """There is no way to a printed number that skips the checks."""
        with pytest.raises(ValueError, match="is not a printed number"):
            PrintedNumber("2,8")

    @given(printed_texts())
    def test_text_is_kept(self, text):
        """Printing a parsed number gives the text back."""
        assert text == str(parse_printed(text))

    def test_decimals_are_part_of_what_is_said(self):
        """2.8 and 2.80 have one value but are not the same statement."""
        assert parse_printed("2.8").value == parse_printed("2.80").value
        assert parse_printed("2.8") != parse_printed("2.80")
        assert len({parse_printed("2.8"), parse_printed(" 2.8")}) == 1


class TestPrintedInterval:
    """The true values behind a printed one."""

    @pytest.mark.parametrize(
        ("text", "rounding", "expected"),
        [
            ("2.8", "nearest", "[2.75, 2.85]"),
            ("-3.125", "nearest", "[-3.1255, -3.1245]"),
            (".05", "nearest", "[0.045, 0.055]"),
            ("10", "nearest", "[9.5, 10.5]"),
            ("0.0", "nearest", "[-0.05, 0.05]"),
            ("2.983", "truncate", "[2.983, 2.984)"),
            ("-2.040", "truncate", "(-2.041, -2.040]"),
            ("0.0", "truncate", "(-0.1, 0.1)"),
            ("-0.0", "truncate", "(-0.1, 0.1)"),
            ("< .05", "nearest", "(-Infinity, 0.05)"),
            ("< .05", "truncate", "(-Infinity, 0.05)"),
            ("> .99", "nearest", "(0.99, Infinity)"),
        ],
    )
    def test_by_hand(self, text, rounding, expected):
        """Intervals that one can check in the head."""
        assert expected == str(parse_printed(text).interval(rounding))

    @pytest.mark.parametrize("rule", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])
    @given(value=true_values, places=decimal_places)
    def test_holds_whatever_was_rounded(self, rule, value, places):
        """However a program treats ties, the true value lies in the interval."""
        assert value in parse_printed(rounded(value, places, rule)).interval()

    @pytest.mark.parametrize("rule", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])
    @given(whole=st.integers(-1000, 1000), places=decimal_places)
    def test_holds_ties(self, rule, whole, places):
        """A value half-way between two printed ones lies in the interval of each."""
        tie = Decimal(10 * whole + 5).scaleb(-places - 1)

        assert tie in parse_printed(rounded(tie, places, rule)).interval()

    @given(value=true_values, places=decimal_places)
    def test_holds_whatever_was_truncated(self, value, places):
        """The true value lies in the interval of what is left after cutting its digits off."""
        assert value in parse_printed(rounded(value, places, ROUND_DOWN)).interval("truncate")

    @given(value=true_values, text=printed_texts())
    def test_holds_nothing_else_when_truncated(self, value, text):
        """A value in the interval is cut to the printed one."""
        printed = parse_printed(text)
        cut = value.quantize(printed.unit, rounding=ROUND_DOWN)

        assert (cut == printed.value) is (value in printed.interval("truncate"))

    @given(printed_texts())
    def test_is_one_unit_wide(self, text):
        """One step of the last digit, exactly; only a truncated zero may come from both sides."""
        number = parse_printed(text)

        assert number.unit == width(number.interval())
        assert number.unit * (1 if number.value else 2) == width(number.interval("truncate"))

    @given(printed_texts())
    def test_neighbours_share_ties_but_no_truncated_value(self, text):
        """Rounded, two neighbours meet in a tie; truncated, no value belongs to both."""
        number = parse_printed(text)
        neighbour = parse_printed(str(number.value + number.unit))

        assert number.interval().high == neighbour.interval().low
        assert number.interval().overlaps(neighbour.interval())
        assert not number.interval("truncate").overlaps(neighbour.interval("truncate"))

    def test_long_numbers_are_not_rounded(self):
        """The ends are exact beyond the digits of the decimal module's context."""
        text = "1234567890123456789012345678901234567890.5"
        with localcontext() as context:
            context.traps[Inexact] = True
            interval = parse_printed(text).interval()

        assert text[:-1] + "45" == str(interval.low)
        assert text[:-1] + "55" == str(interval.high)

    def test_refuses_other_roundings(self):
        """The sentence names the rounding and those that there are."""
        with pytest.raises(ValueError, match=r"rounding is 'down'; it must be 'nearest', 'trunc"):
            parse_printed("2.8").interval("down")


class TestMatches:
    """Could this value have been printed so."""

    @pytest.mark.parametrize(
        ("printed", "computed", "expected"),
        [
            (".11", 0.1096, True),
            (".11", 0.2192, False),
            (".05", 0.0512, True),
            (".05", 0.0331, False),
            ("< .05", 0.0331, True),
            ("< .05", 0.05, False),
            ("> .05", 0.0512, True),
            ("-2.040", -2.0404, True),
            ("-2.040", 2.0404, False),
        ],
    )
    def test_by_hand(self, printed, computed, expected):
        """Cases that one can check in the head, with the sign of the number counting."""
        assert expected is matches(printed, computed)
        assert expected is matches(parse_printed(printed), computed)

    @given(st.floats(-1000, 1000), decimal_places)
    def test_what_python_prints_matches(self, value, places):
        """Python prints the exact value of a float rounded; comparing exactly agrees with it."""
        assert matches(f"{value:.{places}f}", value)

    def test_an_exact_tie_matches_both_neighbours(self):
        """57/20 is 2.85, which may be printed 2.8 or 2.9."""
        tie = Fraction(57, 20)

        assert [matches(text, tie) for text in ("2.7", "2.8", "2.9", "3.0")] == [
            False,
            True,
            True,
            False,
        ]

    def test_a_float_is_a_tie_only_if_its_binary_value_is(self):
        """2.85 as a float lies above the tie, 2.125 is one."""
        assert [matches(text, 2.85) for text in ("2.8", "2.9")] == [False, True]
        assert [matches(text, 2.125) for text in ("2.12", "2.13")] == [True, True]

    def test_truncated(self):
        """Cutting digits off keeps 2.0409 at 2.040, rounding does not."""
        assert matches("2.040", Decimal("2.0409"), rounding="truncate")
        assert not matches("2.040", Decimal("2.0409"))
        assert not matches("2.040", Decimal("2.041"), rounding="truncate")

    @pytest.mark.parametrize("computed", ["0.05", None, True, 1j, np.array([0.05])])
    def test_refuses_what_is_no_number(self, computed):
        """The sentence names the value and says what would be accepted."""
        with pytest.raises(
            TypeError, match=r"is not a number; compare with a float, int"
        ) as caught:
            matches(".05", computed)

        assert str(caught.value).startswith(repr(computed))

    @pytest.mark.parametrize("computed", [float("nan"), Decimal("NaN"), np.float64("nan")])
    def test_refuses_nan(self, computed):
        """NaN is neither a match nor a mismatch."""
        with pytest.raises(ValueError, match="the computed value is NaN; compare with a number"):
            matches(".05", computed)

    def test_infinity_matches_no_figure(self):
        """An infinite t is no rounded number."""
        assert not matches("2.8", float("inf"))
        assert not matches("> 2.8", float("inf"))


INFINITY = Decimal("Infinity")


class TestWhole:
    """Whole values and whole sentences, where a part of one would let the rest go wrong."""

    @pytest.mark.parametrize(
        ("text", "rounding", "low", "high", "ends"),
        [
            ("< .05", "nearest", -INFINITY, "0.05", (False, False)),
            ("> .05", "nearest", "0.05", INFINITY, (False, False)),
            ("2.8", "truncate", "2.8", "2.9", (True, False)),
            ("-2.8", "truncate", "-2.9", "-2.8", (False, True)),
            ("0.0", "truncate", "-0.1", "0.1", (False, False)),
        ],
    )
    def test_interval(self, text, rounding, low, high, ends):
        """An interval's ends are numbers and its edges are True or False, nothing that passes."""
        found = parse_printed(text).interval(rounding)

        assert (Decimal(low), Decimal(high)) == (found.low, found.high)
        assert str(ends) == str((found.closed_low, found.closed_high))

    @pytest.mark.parametrize(
        ("value", "error", "message"),
        [
            (
                "x",
                ValueError,
                (
                    "'x' is not a printed number; write digits with a point for the decimals, "
                    "such as 2.8, .05, -3.125 or < .05"
                ),
            ),
            (
                np.str_,
                TypeError,
                (
                    f"{np.str_!r} is a type, which does not keep the decimals as printed; "
                    "give the text, such as '2.80'"
                ),
            ),
        ],
    )
    def test_refusal(self, value, error, message):
        """What is no printed number is named, with what would be taken."""
        with pytest.raises(error) as caught:
            parse_printed(value)

        assert message == str(caught.value)

    def test_article(self):
        """The kind of what was handed in has the article that it is spoken with."""

        class Xylophone:
            """A kind whose name begins with a consonant."""

        with pytest.raises(TypeError, match="is a Xylophone, "):
            parse_printed(Xylophone())
        with pytest.raises(TypeError, match="is an int, "):
            parse_printed(3)

    def test_nan(self):
        """NaN matches nothing, and the sentence says what to compare instead."""
        with pytest.raises(ValueError, match=r"^the computed value is NaN; compare with a number$"):
            matches("2.8", math.nan)
