"""A number as people type it: decimal commas told from commas between thousands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves import check
from twowaves.classroom.given import NotAnAnswer, typed_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2.31", 2.31),
        ("2,31", 2.31),
        (",5", 0.5),
        (".5", 0.5),
        ("+2,31", 2.31),
        ("6.86e-2", 0.0686),
        ("\N{MINUS SIGN}0,069", -0.069),
        ("-0,069", -0.069),
        ("1,2345", 1.2345),
        ("1234,567", 1234.567),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("12\N{NARROW NO-BREAK SPACE}345,6", 12345.6),
        ("12\N{NO-BREAK SPACE}345", 12345),
        ("1'234.5", 1234.5),
        ("\uff12\uff0c\uff13\uff11", 2.31),
        (" 2,31 ", 2.31),
    ],
)
def test_reading(typed, number):
    """A number is read in the one way it can be meant, whichever mark stands before decimals."""
    assert number == typed_number(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,234", "'1,234' may be 1.234 or 1234; write it as one of these."),
        ("-12,345", "'-12,345' may be -12.345 or -12345; write it as one of these."),
        ("6,9 %", "'6,9 %' is a percentage; write a share as a decimal, 0.25 for 25 %."),
        ("", "'' is no number; write digits, with a point or a comma before the decimals."),
        (
            "x" * 30,
            (
                f"'{'x' * 20}…' is no number; write digits, with a point or a comma before the "
                "decimals."
            ),
        ),
    ],
)
def test_told(typed, sentence):
    """What is two numbers, or none, is answered in a sentence."""
    with pytest.raises(NotAnAnswer) as told:
        typed_number(typed)
    assert sentence == str(told.value)


@pytest.mark.parametrize(
    "typed",
    [
        "1,2,3",
        "12,34,567",
        "1,234,56",
        "5,",
        "2.31.4",
        "1.2,34,5",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "= 3",
        "\u0663",
        "--1",
    ],
)
def test_no_numbers(typed):
    """Marks in places where no number has them make no number of the text."""
    with pytest.raises(NotAnAnswer, match="is no number"):
        typed_number(typed)


def test_where_a_whole_number_is_asked_for():
    """A comma before three digits can only stand between thousands in a whole number."""
    assert 2048 == typed_number("2,048", whole=True)


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 4)))
def test_both_marks(number):
    """With four decimals a comma says what a point says."""
    assert (
        number == typed_number(f"{number:.4f}") == typed_number(f"{number:.4f}".replace(".", ","))
    )


@given(st.text())
def test_any_text(text):
    """Any text at all is a number or a sentence."""
    try:
        found = typed_number(text)
    except NotAnAnswer as told:
        found = str(told)
    assert isinstance(found, float) or found.endswith(".")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("3,03", "The answer is text; give a number, without quotes: 3.03."),
        (
            "1,234",
            (
                "The answer is text; give a number, without quotes, and with a point before the "
                "decimals."
            ),
        ),
        (
            (3, 31),
            (
                "Python takes a comma for two numbers, 3 and 31; write a point before decimals, "
                "as in 2.31, and nothing between thousands."
            ),
        ),
    ],
)
def test_check(answer, sentence):
    """A number with a comma in a notebook is told how Python writes it."""
    assert f"paired-2: not yet. {sentence}" == repr(check("paired-2", answer, name="Ada"))
