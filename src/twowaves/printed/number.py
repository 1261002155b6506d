"""A number as printed: its text, its decimals, and the interval it may have been rounded from.

A printed figure is not a number but a range of numbers: 2.8 stands for anything from 2.75 to 2.85.
Everything here is exact; no figure passes through a float unless the caller asks for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from twowaves._base.words import listed, shown
from twowaves.printed.interval import Interval, times

if TYPE_CHECKING:
    from fractions import Fraction
    from numbers import Rational

__all__ = ["PrintedNumber", "matches", "parse_printed"]

Factor: TypeAlias = "int | Fraction"  # exact, and any number above 0
Relation = Literal["=", "<", ">"]
Rounding = Literal["nearest", "truncate", "up", "twice", "either"]
_ROUNDINGS = get_args(Rounding)

# The default context of the decimal module rounds to 28 digits; this one does not round sums.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_INFINITY = Decimal("Infinity")
_MINUS = "\N{MINUS SIGN}"
_PATTERN = re.compile(
    rf"(?P<relation>[=<>]?)\s*(?P<sign>[+\-{_MINUS}]?)(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
)


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

    @cached_property
    def unit(self) -> Decimal:
        """One step of the last printed digit."""
        return Decimal((0, (1,), -self.decimals))

    def interval(self, rounding: Rounding = "nearest") -> Interval[Decimal]:
        """Return the true values that may have been printed so.

        Parameters
        ----------
        rounding : {"nearest", "truncate", "up", "twice", "either"}
            With ``"nearest"`` a tie may have gone either way, as programs differ: half up, half
            down and half to even all stay within the interval, which is closed at both ends and
            one unit of the last digit wide.
            With ``"truncate"`` digits were cut off, towards zero: the interval is one unit wide,
            begins at the printed value, which belongs to it, and ends before the next one further
            from zero. A printed zero may have lost digits on both sides, so its interval is two
            units wide. The sign of a printed zero is ignored: programs differ on whether they
            print it.
            With ``"up"`` every figure was rounded away from zero: it ends at the printed value.
            With ``"twice"`` a figure was rounded to nearest, to one decimal more or to several, and
            what came of that once more: the interval is wider by a tenth.
            With ``"either"`` it was rounded to nearest or cut off.

        Returns
        -------
        Interval
            After ``<`` or ``>`` the printed figure is taken as an exact bound, not as a rounded
            value: everything below or above it, without the bound itself.

        Raises
        ------
        ValueError
            If `rounding` is none of these.

        Examples
        --------
        >>> print(parse_printed("2.8").interval())
        [2.75, 2.85]
        >>> print(parse_printed("-2.040").interval("truncate"))
        (-2.041, -2.040]
        >>> print(parse_printed("2.8").interval("twice"), parse_printed("2.8").interval("up"))
        [2.745, 2.855] (2.7, 2.8]
        >>> print(parse_printed("< .05").interval())
        (-Infinity, 0.05)
        """
        if rounding == "nearest":
            return self._bounded if self.relation != "=" else self._rounded
        if rounding not in _ROUNDINGS:
            names = listed([repr(name) for name in _ROUNDINGS], "or")
            raise ValueError(f"rounding is {rounding!r}; it must be {names}")
        if self.relation != "=":
            return self._bounded
        return self._of[rounding]

    def bounds(self, factor: Factor = 1, rounding: Rounding = "nearest") -> Interval[Fraction]:
        """Return the same with fractions as ends, times a factor above 0.

        Examples
        --------
        >>> print(parse_printed("2.8").bounds(12))
        [33, 171/5]
        """
        found = self._bounds.get((factor, rounding))
        if found is None:
            found = self._bounds[factor, rounding] = times(self.interval(rounding), factor)
        return found

    @cached_property
    def _bounds(self) -> dict[tuple[int | Fraction, Rounding], Interval[Fraction]]:
        """The bounds by factor and rounding: a table asks for the same ones again and again."""
        return {}

    @cached_property
    def _bounded(self) -> Interval[Decimal]:
        ends = (-_INFINITY, self.value) if self.relation == "<" else (self.value, _INFINITY)
        return Interval(*ends, closed_low=False, closed_high=False)

    @cached_property
    def _rounded(self) -> Interval[Decimal]:
        half = Decimal((0, (5,), -self.decimals - 1))
        return Interval(_EXACT.subtract(self.value, half), _EXACT.add(self.value, half))

    @cached_property
    def _of(self) -> dict[str, Interval[Decimal]]:
        """The intervals of the other roundings."""
        cut, near, wide = self._truncated, self._rounded, Decimal((0, (5, 5), -self.decimals - 2))
        ends = [(near.low, True), (near.high, True), (cut.low, cut.closed_low)]
        ends.append((cut.high, cut.closed_high))
        (low, closed_low), (high, closed_high) = min(ends), max(ends)
        return {
            "truncate": cut,
            "up": self._raised,
            "twice": Interval(_EXACT.subtract(self.value, wide), _EXACT.add(self.value, wide)),
            "either": Interval(low, high, closed_low, closed_high),
        }

    @cached_property
    def _raised(self) -> Interval[Decimal]:
        """What rounds away from zero to the value; only zero itself gives zero."""
        if self.value > 0:
            return Interval(_EXACT.subtract(self.value, self.unit), self.value, closed_low=False)
        if self.value < 0:
            return Interval(self.value, _EXACT.add(self.value, self.unit), closed_high=False)
        return Interval(self.value, self.value)

    @cached_property
    def _truncated(self) -> Interval[Decimal]:
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
    rounding : {"nearest", "truncate", "up", "twice", "either"}
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
    >>> from fractions import Fraction
    >>> matches("2.8", Fraction(57, 20)), matches("2.9", Fraction(57, 20)), matches("2.8", 2.85)
    (True, True, False)
    """
    number = printed if isinstance(printed, PrintedNumber) else parse_printed(printed)
    return number.interval(rounding).contains(computed)


def _stripped(text: Any) -> Any:
    """Return text without the white space around it; what is no text is refused elsewhere."""
    return text.strip() if isinstance(text, str) else text


def _not_text(value: object) -> str:
    """Say what was handed in instead of text."""
    kind = type(value).__name__
    article = "an" if kind[0] in "aeiou" else "a"
    return (
        f"{shown(value)} is {article} {kind}, which does not keep the decimals as printed; "
        "give the text, such as '2.80'"
    )
