"""Numbers as a reader sees them: one value has one text, here and in `numbers.js`.

A number is rounded half away from zero at its exact value, has a true minus sign (U+2212), and
none before a zero. Files for machines (CSV) hold Python's own numbers, with ASCII hyphens.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
# with more decimals than these, a number is told by a power of ten
_MOST_DECIMALS = 20
_PLAIN = 1e15  # below it floats have binary places left
# enough for any float with any decimals that are asked for; the default context stops at 28 digits
_LONG = Context(prec=2000, rounding=ROUND_HALF_UP)


def fixed(x: float, decimals: int) -> str:
    """Return a number with so many decimals.

    Examples
    --------
    >>> fixed(-3.125, 2), fixed(2.125, 2), fixed(-0.004, 2), fixed(float("nan"), 2)
    ('−3.13', '2.13', '0.00', 'not defined')
    """
    if not math.isfinite(x):
        return _without_digits(x)
    if decimals > _MOST_DECIMALS:
        return _signed(x, _with_power(x, 3))
    return _signed(x, _rounded(x, decimals))


def bare(x: float, decimals: int) -> str:
    """Return a number below 1 as papers print it, without the zero before the point: −.07."""
    return _without_zero(fixed(x, decimals))


def general(x: float) -> str:
    """Return a number in six digits at the most, without zeros at its end.

    Examples
    --------
    >>> general(-2.0), general(1234567), general(0.00001)
    ('−2', '1.23457e+6', '1e−5')
    """
    if not math.isfinite(x):
        return _without_digits(x)
    digits, exponent = _scientific(x, 5)
    if -5 < exponent < 6:
        return _signed(x, _trimmed(_rounded(x, 5 - exponent)))
    return _signed(x, f"{_trimmed(digits)}e{exponent:+d}")


def shortest(x: float) -> str:
    """Return a number in the fewest digits that tell it from every other float.

    Examples
    --------
    >>> shortest(-0.5), shortest(4.0), shortest(1e-7)
    ('−0.5', '4', '1e−7')
    """
    if not math.isfinite(x):
        return _without_digits(x)
    number = Decimal(repr(float(abs(x)))).normalize()
    exponent = number.adjusted()
    if not number:
        return "0"
    if -7 < exponent < 21:
        return _signed(x, f"{number:f}")
    return _signed(x, f"{number.scaleb(-exponent):f}e{exponent:+d}")


@lru_cache(maxsize=16)  # every sentence of a table has the same
def level(alpha: float) -> str:
    """Return α as papers print it, without the zero before the point: .05."""
    return _without_zero(general(alpha))


def percent(share: float) -> str:
    """Return a share in percent: 95 %."""
    return f"{general(100 * share)} %"


def whole(number: int) -> str:
    """Return a whole number: −38."""
    return str(number).replace("-", MINUS)


def typed(text: str) -> str:
    """Return a printed number as a keyboard types it, for a cell that is read again."""
    return text.replace(MINUS, "-")


def span(low: str, high: str) -> str:
    """Return two ends as one phrase, or the one number that both show."""
    return low if low == high else f"{low} to {high}"


def interval(low: float, high: float, decimals: int) -> str:
    """Return the two limits of an interval: −1.04 to 0.33."""
    return f"{fixed(low, decimals)} to {fixed(high, decimals)}"


def told_apart(p: float, levels: Sequence[float], decimals: int) -> str:
    """Return p with so many decimals, and with more where it takes more to tell it from a level.

    What is printed lies on the same side of each level as p does.

    Examples
    --------
    >>> told_apart(0.0502, [0.05], 3), told_apart(0.0502, [0.01], 3), told_apart(0.05, [0.05], 3)
    ('.0502', '.050', '.050')
    """
    if math.isnan(p):
        return _without_digits(p)
    text = _rounded(p, decimals)
    while not _lie_alike(float(text), p, levels):
        decimals += 1
        text = _rounded(p, decimals)
    return _without_zero(text)


def printed_p(p: float, levels: Sequence[float], decimals: int = 3) -> str:
    """Return a p value as papers print it, with as many decimals as tell it from each level.

    Parameters
    ----------
    p : float
        From 0 to 1; NaN reads "not defined".
    levels : sequence of float
        What p is compared with beside its text, above all α; those not between 0 and 1 tell
        nothing.
    decimals : int
        As many decimals at the least.

    Returns
    -------
    str
        The number, or the bound beyond which there are no digits to tell.

    Examples
    --------
    >>> printed_p(0.0457, [0.05]), printed_p(0.0498, [0.05]), printed_p(0.0502, [0.05])
    ('.046', '.0498', '.0502')
    >>> printed_p(0.0002, [0.05]), printed_p(0.0002, [0.0005]), printed_p(0.9998, [0.05])
    ('< .001', '.0002', '> .999')
    """
    if math.isnan(p):
        return _without_digits(p)
    levels = _inside(levels)
    texts = (_with_decimals(p, levels, digits) for digits in count(decimals))
    return next(filter(None, texts))


def p_is(p: float, levels: Sequence[float], decimals: int = 3) -> str:
    """Return the same as a part of a sentence: p = .046, p < .001."""
    text = printed_p(p, levels, decimals)
    return f"p {text}" if text[0] in "<>" else f"p = {text}"


def sized_p(p: float, levels: Sequence[float]) -> str:
    """Return a p value with four decimals or more, a smaller one with a power of ten.

    Examples
    --------
    >>> sized_p(0.02, [0.05]), sized_p(0.000012345, [0.05])
    ('.0200', '1.23e−5')
    """
    if math.isnan(p) or p >= 0.0001:
        return told_apart(p, levels, 4)
    texts = (_with_power(p, digits) for digits in count(2))
    return next(text for text in texts if _lie_alike(float(text), p, levels)).replace("-", MINUS)


def _with_decimals(p: float, levels: Sequence[float], decimals: int) -> str:
    """Return p with so many decimals, or a bound; nothing where that tells p from no level."""
    text, least = _rounded(p, decimals), Decimal(1).scaleb(-decimals)
    if p < float(least):
        tells, bound = all(float(least) <= alpha for alpha in levels), f"< {least:f}"
    elif float(text) == 1:
        tells, bound = all(alpha <= float(1 - least) for alpha in levels), f"> {1 - least:f}"
    else:
        tells, bound = _lie_alike(float(text), p, levels), text
    return bound.replace("0.", ".", 1) if tells else ""


def _lie_alike(shown: float, p: float, levels: Sequence[float]) -> bool:
    """Return whether a printed p lies on p's side of each level, or on the level where p does.

    Levels not between 0 and 1 tell nothing.
    """
    for alpha in levels:
        apart = (shown < alpha) != (p < alpha) or (shown > alpha) != (p > alpha)
        if apart and 0 < alpha < 1:
            return False
    return True


def _inside(levels: Sequence[float]) -> list[float]:
    """Return the levels that p can lie on either side of."""
    return [alpha for alpha in levels if 0 < alpha < 1]


def _rounded(x: float, decimals: int) -> str:
    """Return the size of a number with so many decimals.

    Only a tie is rounded otherwise by Python's own, quicker formatting, and no tie has more than
    one binary place more than it has decimals.
    """
    size = abs(x)
    if size < _PLAIN and not math.ldexp(size, decimals + 1).is_integer():
        return f"{size:.{decimals}f}"
    return f"{Decimal(size).quantize(Decimal(1).scaleb(-decimals), context=_LONG):f}"


def _scientific(x: float, decimals: int) -> tuple[str, int]:
    """Return the size of a number as digits, one of them before the point, and a power of ten."""
    size = Decimal(abs(x))
    exponent = size.adjusted() if size else 0
    digits = _LONG.scaleb(size, -exponent).quantize(Decimal(1).scaleb(-decimals), context=_LONG)
    if digits == 10:  # rounding carried over
        digits, exponent = Decimal(1).quantize(digits), exponent + 1
    return f"{digits:f}", exponent


def _with_power(x: float, decimals: int) -> str:
    digits, exponent = _scientific(x, decimals)
    return f"{digits}e{exponent:+d}"


def _signed(x: float, size: str) -> str:
    """Return the text of a size with the sign of the number, unless it shows a zero."""
    size = size.replace("-", MINUS)
    shows_zero = x >= 0 or not size.partition("e")[0].strip("0.")
    return size if shows_zero else f"{MINUS}{size}"


def _without_digits(x: float) -> str:
    if math.isnan(x):
        return "not defined"
    return f"{MINUS if x < 0 else ''}∞"


def _without_zero(text: str) -> str:
    """Return the text of a number without the zero before its point."""
    sign, size = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return sign + size.removeprefix("0") if size.startswith("0.") else text


def _trimmed(text: str) -> str:
    return text.rstrip("0").removesuffix(".") if "." in text else text
