"""A number as printed: its text, its decimals, and the interval it may have been rounded from.

A printed figure is not a number but a range of numbers: 2.8 stands for anything from 2.75 to 2.85.
Everything here is exact; no figure passes through a float unless the caller asks for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Rational, Real
from typing import Any, Literal, cast, get_args

from twowaves._base.words import shown

__all__ = ["Interval", "PrintedNumber", "matches", "parse_printed"]

Relation = Literal["=", "<", ">"]
Rounding = Literal["nearest", "truncate"]
_ROUNDINGS = get_args(Rounding)

# The default context of the decimal module rounds to 28 digits; this one does not round sums.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_INFINITY = Decimal("Infinity")
_MINUS = "\N{MINUS SIGN}"
_PATTERN = re.compile(
    rf"(?P<relation>[=<>]?)\s*(?P<sign>[+\-{_MINUS}]?)(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number between two ends, each of which may belong to it or not.

    Parameters
    ----------
    low, high
        The ends, exact; an end that does not exist is an infinite Decimal.
    closed_low, closed_high
        Whether the end itself belongs to the interval.

    Raises
    ------
    ValueError
        If no number at all would lie in the interval.

    Examples
    --------
    >>> interval = Interval(Decimal("2.75"), Decimal("2.85"))
    >>> Decimal("2.85") in interval
    True
    >>> print(interval)
    [2.75, 2.85]
    """

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = True

    def __post_init__(self) -> None:
        if self.low.is_nan() or self.high.is_nan() or self._is_empty():
            raise ValueError(f"{self} holds no number; the low end must lie below the high end")

    def _is_empty(self) -> bool:
        point = self.low == self.high and self.closed_low and self.closed_high
        return not (self.low < self.high or point)

    def contains(self, x: float | Rational | Decimal) -> bool:
        """Tell whether `x`, at its exact value, lies in the interval; same as ``x in interval``."""
        value = _exact(x)
        above = self.low < value or (self.closed_low and self.low == value)
        below = value < self.high or (self.closed_high and value == self.high)
        return above and below

    def __contains__(self, x: float | Rational | Decimal) -> bool:
        return self.contains(x)

    def overlaps(self, other: Interval) -> bool:
        """Tell whether at least one number lies in both intervals."""
        return not (self._is_below(other) or other._is_below(self))

    def _is_below(self, other: Interval) -> bool:
        touch = self.closed_high and other.closed_low
        return self.high < other.low or (self.high == other.low and not touch)

    def as_floats(self) -> tuple[float, float]:
        """Return the ends as the floats nearest to them."""
        return float(self.low), float(self.high)

    def __repr__(self) -> str:
        return f"<Interval {self}>"

    def __str__(self) -> str:
        left, right = "[" if self.closed_low else "(", "]" if self.closed_high else ")"
        return f"{left}{self.low}, {self.high}{right}"


@dataclass(frozen=True)
class PrintedNumber:
    """A number as printed; made by `parse_printed`.

    Two printed numbers are equal if their texts are: 2.8 and 2.80 have one value, but say
    different things about what was rounded.

    Parameters
    ----------
    text
        The number as printed, without surrounding white space.

    Raises
    ------
    TypeError
        If `text` is not a string.
    ValueError
        If `text` is not one number written with a point.
    """

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(_not_text(self.text))
        if not _PATTERN.fullmatch(self.text):
            raise ValueError(
                f"{shown(self.text)} is not a printed number; write digits with a point for the "
                "decimals, such as 2.8, .05, -3.125 or < .05"
            )

    @cached_property
    def _parts(self) -> dict[str, str]:
        match = cast("re.Match[str]", _PATTERN.fullmatch(self.text))
        return match.groupdict()

    @cached_property
    def value(self) -> Decimal:
        """The number, exactly."""
        return Decimal(self._parts["sign"].replace(_MINUS, "-") + self._parts["number"])

    @cached_property
    def decimals(self) -> int:
        """How many digits stand behind the point."""
        return len(self._parts["number"].partition(".")[2])

    @cached_property
    def relation(self) -> Relation:
        """Whether the figure itself is printed ("=") or a bound of it ("<" or ">")."""
        return cast("Relation", self._parts["relation"] or "=")

    @property
    def unit(self) -> Decimal:
        """One step of the last printed digit."""
        return Decimal((0, (1,), -self.decimals))

    def interval(self, rounding: Rounding = "nearest") -> Interval:
        """Return the true values that may have been printed so.

        Parameters
        ----------
        rounding : {"nearest", "truncate"}
            With ``"nearest"`` a tie may have gone either way, as programs differ: half up, half
            down and half to even all stay within the interval, which is closed at both ends and
            one unit of the last digit wide.
            With ``"truncate"`` digits were cut off, towards zero: the interval is one unit wide,
            begins at the printed value, which belongs to it, and ends before the next one further
            from zero. A printed zero may have lost digits on both sides, so its interval is two
            units wide. The sign of a printed zero is ignored: programs differ on whether they
            print it.

        Returns
        -------
        Interval
            After ``<`` or ``>`` the printed figure is taken as an exact bound, not as a rounded
            value: everything below or above it, without the bound itself.

        Raises
        ------
        ValueError
            If `rounding` is neither of the two.

        Examples
        --------
        >>> print(parse_printed("2.8").interval())
        [2.75, 2.85]
        >>> print(parse_printed("-2.040").interval("truncate"))
        (-2.041, -2.040]
        >>> print(parse_printed("< .05").interval())
        (-Infinity, 0.05)
        """
        if rounding not in _ROUNDINGS:
            raise ValueError(f"rounding is {rounding!r}; it must be 'nearest' or 'truncate'")
        if self.relation != "=":
            return self._bounded
        return self._rounded if rounding == "nearest" else self._truncated

    @cached_property
    def _bounded(self) -> Interval:
        ends = (-_INFINITY, self.value) if self.relation == "<" else (self.value, _INFINITY)
        return Interval(*ends, closed_low=False, closed_high=False)

    @cached_property
    def _rounded(self) -> Interval:
        half = Decimal((0, (5,), -self.decimals - 1))
        return Interval(_EXACT.subtract(self.value, half), _EXACT.add(self.value, half))

    @cached_property
    def _truncated(self) -> Interval:
        below = _EXACT.subtract(self.value, self.unit)
        above = _EXACT.add(self.value, self.unit)
        if self.value > 0:
            return Interval(self.value, above, closed_high=False)
        if self.value < 0:
            return Interval(below, self.value, closed_low=False)
        return Interval(below, above, closed_low=False, closed_high=False)

    def __str__(self) -> str:
        return self.text


def parse_printed(text: str) -> PrintedNumber:
    """Return the number that `text` prints, with its decimals and its relation.

    Parameters
    ----------
    text
        One number in digits with a point for the decimals. A leading zero may be missing, the minus
        may be a hyphen or the true minus sign, and ``=``, ``<`` or ``>`` may stand before it, as
        may white space around it.

    Returns
    -------
    PrintedNumber
        The number with the text that it came from.

    Raises
    ------
    TypeError
        If `text` is not a string: a float has lost the decimals that were printed.
    ValueError
        If `text` is not such a number.

    Examples
    --------
    >>> t = parse_printed("-2.040")
    >>> t.value, t.decimals, t.relation
    (Decimal('-2.040'), 3, '=')

    A decimal comma is not guessed at, since elsewhere it separates thousands or two numbers:

    >>> parse_printed("2,8")
    Traceback (most recent call last):
    ...
    ValueError: '2,8' is not a printed number; write digits with a point for the decimals, \
such as 2.8, .05, -3.125 or < .05
    """
    return PrintedNumber(_stripped(text))


def matches(
    printed: str | PrintedNumber,
    computed: float | Rational | Decimal,
    *,
    rounding: Rounding = "nearest",
) -> bool:
    """Tell whether the `computed` value could have been printed as `printed`.

    Parameters
    ----------
    printed
        The number as printed, or its text.
    computed
        The value to be held against it: a float, an int, a Fraction or a Decimal.
    rounding : {"nearest", "truncate"}
        How the printed number was made; see `PrintedNumber.interval`.

    Returns
    -------
    bool
        Whether the computed value lies in the interval of the printed one.

    Raises
    ------
    TypeError
        If `computed` is not a real number.
    ValueError
        If `computed` is NaN, or `printed` is not a number.

    Notes
    -----
    A tie matches both of its neighbours, and is a tie only if it is exact. A float is compared at
    the binary value that it holds, as a program that prints it would do, and few decimal ties are
    floats: the float 2.85 is a little more than 2.85, so it is printed 2.9 and never 2.8. Where a
    tie matters, such as in a mean of 20 people, hand in a Fraction.

    Examples
    --------
    >>> matches(".11", 0.1096), matches(".11", 0.2192)
    (True, False)
    >>> matches("2.8", Fraction(57, 20)), matches("2.9", Fraction(57, 20)), matches("2.8", 2.85)
    (True, True, False)
    """
    number = printed if isinstance(printed, PrintedNumber) else parse_printed(printed)
    return number.interval(rounding).contains(computed)


def _stripped(text: Any) -> Any:
    """Return text without the white space around it; what is no text is refused elsewhere."""
    return text.strip() if isinstance(text, str) else text


def _exact(x: Any) -> Decimal | Fraction:
    """Return the value without rounding it, or say why it cannot be compared."""
    if isinstance(x, bool) or not isinstance(x, Real | Decimal):
        raise TypeError(f"{x!r} is not a number; compare with a float, int, Fraction or Decimal")
    if isinstance(x, Rational):
        return Fraction(int(x.numerator), int(x.denominator))
    # Not Decimal(float): that raises where the caller's context traps the mixing of the two.
    value = x if isinstance(x, Decimal) else Decimal.from_float(float(x))  # noqa: FURB164
    if value.is_nan():
        raise ValueError("the computed value is NaN; compare with a number")
    return value


def _not_text(value: object) -> str:
    """Say what was handed in instead of text."""
    kind = type(value).__name__
    article = "an" if kind[0] in "aeiou" else "a"
    return (
        f"{shown(value)} is {article} {kind}, which does not keep the decimals as printed; "
        "give the text, such as '2.80'"
    )
