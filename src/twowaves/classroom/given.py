"""An answer as a student gives it, turned into rounded text, or one sentence why it is none."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from twowaves._base.arguments import finite_number
from twowaves._base.words import in_form, listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["number", "whole", "word", "words"]
KINDS: tuple[str, ...] = get_args(Kind)
_POINT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_COMMA = re.compile(r"\d*,\d+", re.ASCII)
_EITHER = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)  # 1,234 may be 1.234 or 1234
# thousands that are told from decimals: by two marks alike, or by another mark behind them
_THOUSANDS = re.compile(
    r"\d{1,3}(?:(,\d{3})+\.\d+|(,\d{3}){2,}|(\.\d{3})+,\d+|(\.\d{3}){2,})", re.ASCII
)
_SPACED = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))", re.ASCII)
_SHOWN = 20
MOST_LETTERS = 400


class NotAnAnswer(Exception):  # noqa: N818 # it is caught and said, never shown as an error
    """What was given instead of an answer, in one sentence for the student."""


def answer_text(answer: Any, kind: Kind, decimals: int = 0, choices: Sequence[str] = ()) -> str:
    """Return an answer as the text that is compared: a rounded number, a word, words in order.

    Parameters
    ----------
    answer : object
        Whatever a student hands in.
    kind : {"number", "whole", "word", "words"}
        What is asked for.
    decimals : int
        To how many decimals a number counts.
    choices : sequence of str
        Which words may be answered; all if empty.

    Returns
    -------
    str
        ``"2.04"``, ``"11"``, ``"hated self"`` or ``"hated self; reassured self"``.

    Raises
    ------
    NotAnAnswer
        If it is no answer of this kind.

    Examples
    --------
    >>> answer_text(2.0399, "number", 2), answer_text(["b", "A"], "words")
    ('2.04', 'a; b')
    """
    _refuse_placeholders(answer)
    if kind in {"number", "whole"}:
        return number_text(steps(answer, decimals if kind == "number" else None), decimals)
    if kind == "word":
        return _word(answer, choices)
    words = "; ".join(sorted({_word(each, choices) for each in _several(answer)}))
    _refuse_long(words)
    return words


def _refuse_placeholders(answer: Any) -> None:
    if answer is ...:
        raise NotAnAnswer("The answer is still `...`; put yours in its place.")
    if answer is None:
        raise NotAnAnswer("The answer is None; perhaps the line before only prints its result.")
    if answer is np.ma.masked:
        raise NotAnAnswer("The answer is masked, so it has no value; look where it comes from.")
    if callable(answer):
        raise NotAnAnswer("The answer is a function, not its result; call it with brackets, ().")


def steps(answer: Any, decimals: int | None) -> int:
    """Return a number in units of its last decimal, or as it is if it must be whole."""
    _refuse_typed(answer)
    try:
        number = finite_number("The answer", answer)
    except TypeError:
        kind = type(answer).__name__
        raise NotAnAnswer(f"The answer is of type {kind}; give a single number.") from None
    except ValueError:
        raise NotAnAnswer("The answer is not a finite number; look where it comes from.") from None
    if decimals is None and abs(number - round(number)) > 1e-9:
        raise NotAnAnswer("The answer has decimals; this exercise asks for a whole number.")
    scaled = Decimal(repr(number)).scaleb(decimals or 0)
    return int(scaled.to_integral_value(ROUND_HALF_EVEN))


def _refuse_typed(answer: Any) -> None:
    """Say how a text, or a number with a comma in it, is given as a number in Python."""
    if isinstance(answer, str | bytes):
        shown = _suggested(answer) if isinstance(answer, str) else ""
        raise NotAnAnswer(f"The answer is text; give a number, without quotes{shown}.")
    if isinstance(answer, tuple) and [*map(type, answer)] == [int, int]:
        raise NotAnAnswer(
            f"Python takes a comma for two numbers, {answer[0]} and {answer[1]}; "
            "write a point before decimals, as in 2.31, and nothing between thousands."
        )


def _suggested(text: str) -> str:
    """Return the number that a text holds, or nothing if it holds none or two."""
    try:
        return f": {typed_number(text):.15g}"
    except NotAnAnswer:
        return ", and with a point before the decimals" if "," in text else ""


def typed_number(text: str, *, whole: bool = False) -> float:
    """Return a number as people type it, or say why it cannot be read in one way only.

    Parameters
    ----------
    text : str
        Digits with a point or a comma before the decimals. Commas, points, spaces or apostrophes
        may stand between thousands where they cannot be taken for a decimal mark.
    whole : bool
        Whether a whole number is asked for, so that a single comma can only stand for thousands.

    Returns
    -------
    float
        The number.

    Raises
    ------
    NotAnAnswer
        If it is no number, or 1,234, which is two.

    Examples
    --------
    >>> typed_number("2,31"), typed_number("\N{MINUS SIGN}0,069"), typed_number("1,234.5")
    (2.31, -0.069, 1234.5)
    >>> typed_number("1,234", whole=True)
    1234.0
    """
    _refuse_long(text)
    plain = in_form("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    body = _SPACED.sub("", plain.removeprefix("-").removeprefix("+"))
    if _EITHER.fullmatch(body) and not whole:
        sign = "-" if plain.startswith("-") else ""
        point, none = (sign + body.replace(",", mark) for mark in (".", ""))
        raise NotAnAnswer(f"{plain!r} may be {point} or {none}; write it as one of these.")
    body = _with_point(body, whole=whole)
    if not _POINT.fullmatch(body):
        raise NotAnAnswer(_no_number(plain))
    return -float(body) if plain.startswith("-") else float(body)


def _with_point(body: str, *, whole: bool) -> str:
    """Return digits without marks between thousands, and with a point before the decimals."""
    if _THOUSANDS.fullmatch(body):
        last = max(body.rfind(","), body.rfind("."))
        is_decimal = len({*body} & {",", "."}) == 2
        thousands = re.sub("[,.]", "", body[:last])
        return f"{thousands}{'.' if is_decimal else ''}{body[last + 1 :]}"
    if whole and _EITHER.fullmatch(body):
        return body.replace(",", "")
    return body.replace(",", ".") if _COMMA.fullmatch(body) else body


def _no_number(plain: str) -> str:
    shown = shortened(plain, _SHOWN)
    if plain.endswith("%"):
        return f"{shown!r} is a percentage; write a share as a decimal, 0.25 for 25 %."
    return f"{shown!r} is no number; write digits, with a point or a comma before the decimals."


def _refuse_long(text: str) -> None:
    """Refuse a text that no exercise asks for, before anything looks at all of it."""
    letters = len(text.strip())
    if letters > MOST_LETTERS:
        raise NotAnAnswer(
            f"{shortened(text.strip(), _SHOWN)!r} has {letters:,} letters; "
            f"an answer has {MOST_LETTERS} at the most."
        )


def number_text(units: int, decimals: int) -> str:
    """Return so many units of the last decimal as text: 204 as 2.04."""
    digits = f"{abs(units):0{decimals + 1}d}"
    sign = "-" if units < 0 else ""
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{sign}{whole}.{rest}" if decimals else f"{sign}{whole}"


def _word(answer: Any, choices: Sequence[str]) -> str:
    """Return a word without what people write now one way, now another."""
    if not isinstance(answer, str):
        raise NotAnAnswer(f"The answer is of type {type(answer).__name__}; give text in quotes.")
    _refuse_long(answer)
    word = " ".join(in_form("NFKC", answer).casefold().split()).rstrip(".")
    if choices and word not in choices:
        known = listed([repr(choice) for choice in choices], "or")
        raise NotAnAnswer(f"The answer holds {shortened(word, 40)!r}; each must be one of {known}.")
    return word


def _several(answer: Any) -> Iterable[Any]:
    """Return the words of a list, a set, an index or a column."""
    if isinstance(answer, str | bytes | dict) or not hasattr(answer, "__iter__"):
        raise NotAnAnswer('Give a list of texts, such as ["one", "another"]; [] for none.')
    return list(answer)
