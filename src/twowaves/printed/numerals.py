"""How papers write numbers: their dashes, blanks and commas, brought into one form.

Nothing is rounded here: every decimal stays as it was printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from twowaves._base.sentences import shared

if TYPE_CHECKING:
    from collections.abc import Iterable

Commas = Literal["decimals", "thousands", "either"]

_RULES = shared("printed/reading_rules")
MISSING = frozenset(_RULES["missing"])

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FORMS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"),  # nobody sees them
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff0e": ".",
        "\uff0c": ",",
        "\uff1d": "=",
        "\uff1c": "<",
        "\uff1e": ">",
        "\u2264": "<",
        "\u2a7d": "<",
        "\u2265": ">",
        "\u2a7e": ">",
        "\u2217": "*",
        "\u204e": "*",
        "\uff0a": "*",
        "\uff08": "(",
        "\uff09": ")",
        "\u00d7": "x",
    }
)
_THIN = re.compile("(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_RAISED = re.compile(f"(?<=10)[\u207a\u207b]?[{_SUPERSCRIPTS}]{{1,3}}")
_RARE = re.compile(f"[\u00a0\u2009\u202f{_SUPERSCRIPTS}]")
_RAISED_DIGITS = str.maketrans(f"{_SUPERSCRIPTS}\u207a\u207b", "0123456789+-")

_POINT = re.compile(r"[0-9]\.[0-9]|(?<![0-9A-Za-z])\.[0-9]")
# within square brackets a comma stands between two ends
_COMMA = re.compile(
    r"(?<![0-9.,\[])(?:[0-9]{1,12}(?:\.[0-9]{3}){0,4})?,[0-9]{1,9}(?![0-9]|[.,][0-9])"
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}")
_DOTTED = re.compile(r"(?<=[0-9])\.(?=[0-9]{3}(?:[^0-9]|$))")
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])|(?<![0-9]),(?=[0-9])")


def plain(text: str) -> str:
    r"""Return text with one kind of dash, blank and digit; thin blanks join thousands.

    Examples
    --------
    >>> plain("\u22122.50"), plain("6\u2009753"), plain("5.81 × 10⁻⁴⁸")
    ('-2.50', '6753', '5.81 x 10^-48')
    """
    if text.isascii():
        return text
    if _RARE.search(text):
        text = _RAISED.sub(_lowered, _THIN.sub("", text))
    return text.translate(_FORMS)


def _lowered(raised: re.Match[str]) -> str:
    return f"^{raised[0].translate(_RAISED_DIGITS)}"


def commas_of(cells: Iterable[str]) -> Commas:
    """Return what commas within the numbers of a table stand for.

    Examples
    --------
    >>> commas_of(["2,80", "0,021"]), commas_of(["6,753.64"]), commas_of(["1,234", "5"])
    ('decimals', 'thousands', 'either')
    """
    text = "\n".join(cells)
    commas = [each[0] for each in _COMMA.finditer(text)]
    odd = [each for each in commas if not _THOUSANDS.fullmatch(each)]
    if _POINT.search(_DOTTED.sub("", text) if any("." in each for each in odd) else text):
        return "thousands"
    if odd:
        return "decimals"
    return "either" if commas else "thousands"


def with_commas(cells: Iterable[str]) -> list[str]:
    """Return the cells that hold a number with a comma.

    Examples
    --------
    >>> with_commas(["1,234", "Well-being, total", ",05"])
    ['1,234', ',05']
    """
    return [cell for cell in cells if _COMMA.search(cell)]


def odd_commas(text: str) -> list[tuple[int, int]]:
    """Return where commas stand in numbers and separate no thousands, as places from and to.

    Examples
    --------
    >>> odd_commas("t=-3,0, df=17"), odd_commas("6,753.64 [3,15]")
    ([(3, 6)], [])
    """
    found = _COMMA.finditer(text)
    return [each.span() for each in found if not _THOUSANDS.fullmatch(each[0])]


def with_points(text: str) -> str:
    """Return text with points where it has decimal commas, and without points between thousands.

    Examples
    --------
    >>> with_points("6.753,64"), with_points(",001"), with_points("[0,83, 7,77]")
    ('6753.64', '.001', '[0.83, 7.77]')
    """
    return _DECIMAL_COMMA.sub(".", _DOTTED.sub("", text))


def written_out(number: str, power: str) -> str:
    """Return a number times a power of ten with all its digits.

    Examples
    --------
    >>> written_out("3.06", "-07")
    '0.000000306'
    """
    head, _, decimals = number.partition(".")
    digits, point = f"{head}{decimals}", len(head) + int(power)
    if point <= 0:
        digits, point = f"{'0' * (1 - point)}{digits}", 1
    digits = digits.ljust(point, "0")
    behind = f".{digits[point:]}" if digits[point:] else ""
    return f"{digits[:point].lstrip('0') or '0'}{behind}"


def whole(text: str) -> str:
    """Return a count without the decimals that programs print behind it.

    Examples
    --------
    >>> whole("90.0"), whole("35.4")
    ('90', '35.4')
    """
    head, _, decimals = text.partition(".")
    return head if head and not decimals.strip("0") else text
