"""Every number between two ends: what a printed figure may have been, and what follows from it.

The ends are decimals as papers print them, fractions to reckon with, or floats where a figure has
been through a float already. Which of them belongs to the interval is part of it, since a tie
decides what may have been rounded to a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cached_property
from numbers import Rational, Real
from typing import Any, Generic, TypeVar

__all__ = ["Interval", "times"]

End = TypeVar("End", Decimal, Fraction, float)


@dataclass(frozen=True, init=False)
class Interval(Generic[End]):
    """Every number between two ends, each of which may belong to it or not.

    Parameters
    ----------
    low, high
        The ends, exact, both of one type; an end that does not exist is infinite.
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

    low: End
    high: End
    closed_low: bool = True
    closed_high: bool = True

    # an audit makes dozens a row: written at once, not each through the guard of a frozen class
    def __init__(
        self, low: End, high: End, closed_low: bool = True, closed_high: bool = True
    ) -> None:
        self.__dict__.update(low=low, high=high, closed_low=closed_low, closed_high=closed_high)
        try:
            holds_any = low < high or (low == high and closed_low and closed_high)
        except InvalidOperation:  # an end is no number
            holds_any = False
        if not holds_any:
            raise ValueError(f"{self} holds no number; the low end must lie below the high end")

    def contains(self, x: float | Rational | Decimal) -> bool:
        """Tell whether `x`, at its exact value, lies in the interval; same as ``x in interval``."""
        value = _exact(x)
        return not (self.is_below(value) or self.is_above(value))

    def __contains__(self, x: float | Rational | Decimal) -> bool:
        return self.contains(x)

    def is_below(self, x: Decimal | Fraction | float) -> bool:
        """Tell whether every number of the interval lies below `x`."""
        return self.high < x or (self.high == x and not self.closed_high)

    def is_above(self, x: Decimal | Fraction | float) -> bool:
        """Tell whether every number of the interval lies above `x`."""
        return self.low > x or (self.low == x and not self.closed_low)

    def overlaps(self, other: Interval[Any]) -> bool:
        """Tell whether at least one number lies in both intervals."""
        if self.low < other.high and other.low < self.high:  # no end has to tell
            return True
        return not (self._ends_before(other) or other._ends_before(self))

    def _ends_before(self, other: Interval[Any]) -> bool:
        touch = self.closed_high and other.closed_low
        return self.high < other.low or bool(self.high == other.low and not touch)

    def as_floats(self) -> tuple[float, float]:
        """Return the ends as the floats nearest to them."""
        return self._floats

    def in_floats(self) -> Interval[float]:
        """Return the interval between the floats nearest to the ends."""
        return self._in_floats

    def in_fractions(self) -> Interval[Fraction]:
        """Return a finite interval with fractions as ends."""
        low, high = Fraction(self.low), Fraction(self.high)
        return Interval(low, high, self.closed_low, self.closed_high)

    def magnitude(self) -> Interval[Fraction]:
        """Return the absolute values of the numbers in a finite interval.

        Examples
        --------
        >>> print(Interval(Decimal("-2.05"), Decimal("1.95"), closed_low=False).magnitude())
        [0, 41/20)
        """
        return self._magnitude

    def above_zero(self) -> Interval[Fraction]:
        """Return the part of a finite interval that is not negative, as SDs are not."""
        return self._above_zero

    # What is asked of one interval again and again, by every check of every row with its figure.

    @cached_property
    def _floats(self) -> tuple[float, float]:
        return float(self.low), float(self.high)

    @cached_property
    def ratios(self) -> tuple[int, int, int, int]:
        """The ends of a finite interval as numerator and denominator each."""
        return *self.low.as_integer_ratio(), *self.high.as_integer_ratio()

    @cached_property
    def _in_floats(self) -> Interval[float]:
        return Interval(*self._floats, self.closed_low, self.closed_high)

    @cached_property
    def _magnitude(self) -> Interval[Fraction]:
        if self.low >= 0:
            return self._of_fractions()
        low, high = -Fraction(self.low), Fraction(self.high)
        if high <= 0:
            return Interval(-high, low, self.closed_high, self.closed_low)
        # of two ends equally far from zero, one that belongs is enough
        high, closed_high = max((low, self.closed_low), (high, self.closed_high))
        return Interval(Fraction(0), high, closed_high=closed_high)

    @cached_property
    def _above_zero(self) -> Interval[Fraction]:
        if self.low >= 0:
            return self._of_fractions()
        return Interval(Fraction(0), Fraction(self.high), closed_high=self.closed_high)

    def _of_fractions(self) -> Interval[Fraction]:
        if type(self.low) is type(self.high) is Fraction:
            return self
        return self.in_fractions()

    def __repr__(self) -> str:
        return f"<Interval {self}>"

    def __str__(self) -> str:
        left, right = "[" if self.closed_low else "(", "]" if self.closed_high else ")"
        return f"{left}{self.low}, {self.high}{right}"


def times(interval: Interval[Any], factor: int | Fraction) -> Interval[Fraction]:
    """Return what the numbers of a finite interval are times a factor above 0."""
    low, high = Fraction(interval.low) * factor, Fraction(interval.high) * factor
    return Interval(low, high, interval.closed_low, interval.closed_high)


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
