"""Intervals: ends that belong or do not, exact in every type of number."""

from decimal import Decimal, FloatOperation, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves.printed.interval import Interval, times
from twowaves.printed.number import parse_printed

ends = st.fractions(-10, 10, max_denominator=20)


@st.composite
def intervals(draw):
    """Return an interval of fractions, and a number that lies near it."""
    low, high = sorted(draw(st.tuples(ends, ends)))
    closed = draw(st.tuples(st.booleans(), st.booleans())) if low < high else (True, True)
    return Interval(low, high, *closed)


class TestInterval:
    """Ends that belong or do not belong."""

    @pytest.mark.parametrize("closed_low", [True, False])
    @pytest.mark.parametrize("closed_high", [True, False])
    def test_ends_belong_only_if_closed(self, closed_low, closed_high):
        """Each end is decided on its own."""
        interval = Interval(Decimal(1), Decimal(2), closed_low, closed_high)

        assert closed_low is interval.contains(1)
        assert closed_high is interval.contains(2)
        assert interval.contains(Fraction(4, 3))
        assert not interval.contains(Fraction(2, 3))
        assert Decimal("2.01") not in interval

    @pytest.mark.parametrize(
        ("low", "high", "closed"),
        [("2", "1", True), ("1", "1", False), ("NaN", "1", True), ("0", "sNaN", True)],
    )
    def test_is_never_empty(self, low, high, closed):
        """An interval without a number in it is a mistake, and is said to be one."""
        with pytest.raises(ValueError, match="holds no number"):
            Interval(Decimal(low), Decimal(high), closed_high=closed)

    def test_one_point_is_an_interval(self):
        """A closed interval may hold a single number."""
        assert Interval(Decimal(1), Decimal(1)).contains(1)

    @pytest.mark.parametrize(
        ("closed_high", "closed_low", "expected"),
        [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
    )
    def test_touching_intervals_overlap_if_both_hold_the_point(
        self, closed_high, closed_low, expected
    ):
        """A shared end counts only where both intervals hold it."""
        left = Interval(Decimal(0), Decimal(1), closed_high=closed_high)
        right = Interval(Decimal(1), Decimal(2), closed_low=closed_low)

        assert expected is left.overlaps(right) is right.overlaps(left)

    def test_overlap_and_separation(self):
        """Nested intervals overlap, and intervals with a gap between them do not."""
        outer, inner = Interval(Decimal(0), Decimal(9)), Interval(Decimal(4), Decimal(5))

        assert outer.overlaps(inner)
        assert inner.overlaps(outer)
        assert not inner.overlaps(Interval(Decimal(6), Decimal(7)))

    def test_as_floats(self):
        """The ends are at hand as floats, infinite ones too."""
        assert parse_printed("2.8").interval().as_floats() == (2.75, 2.85)
        assert (-np.inf, 0.05) == parse_printed("< .05").interval().as_floats()

    def test_accepts_numpy_scalars(self):
        """A number out of an array or a frame needs no conversion."""
        interval = Interval(Decimal(0), Decimal(1))

        assert np.float64(0.5) in interval
        assert np.float32(0.5) in interval
        assert np.int64(2) not in interval

    def test_floats_are_compared_where_mixing_is_trapped(self):
        """A caller who forbids floats among Decimals still gets an answer, not an exception."""
        with localcontext() as context:
            context.traps[FloatOperation] = True

            assert 0.5 in Interval(Decimal(0), Decimal(1))


class TestInFractions:
    """Ends to reckon with."""

    @pytest.mark.parametrize(
        ("text", "rounding", "expected"),
        [
            ("2.0", "nearest", Interval(Fraction(39, 20), Fraction(41, 20))),
            ("-2.0", "nearest", Interval(Fraction(39, 20), Fraction(41, 20))),
            ("-2.0", "truncate", Interval(Fraction(2), Fraction(21, 10), closed_high=False)),
            ("0.0", "nearest", Interval(Fraction(0), Fraction(1, 20))),
            ("0.0", "truncate", Interval(Fraction(0), Fraction(1, 10), closed_high=False)),
        ],
    )
    def test_magnitude(self, text, rounding, expected):
        """The sign goes, and each end stays as open or closed as it was."""
        assert expected == parse_printed(text).interval(rounding).magnitude()

    def test_magnitude_of_uneven_interval(self):
        """Around zero the end farther from it is the largest."""
        interval = Interval(Decimal(-3), Decimal(2), closed_low=False)

        assert Interval(Fraction(0), Fraction(3), closed_high=False) == interval.magnitude()

    def test_sds_start_at_zero(self):
        """A printed 0.0 is an SD of 0 to 0.05."""
        assert (
            Interval(Fraction(0), Fraction(1, 20)) == parse_printed("0.0").interval().above_zero()
        )
        assert parse_printed("0.1").interval() == parse_printed("0.1").interval().above_zero()

    @given(intervals(), ends)
    def test_holds_the_size_of_what_the_interval_holds(self, interval, x):
        """A number of that size lies within, with one sign or the other."""
        within = x in interval or -x in interval

        assert within is (abs(x) in interval.magnitude())

    @given(intervals(), ends, st.integers(1, 50))
    def test_a_factor_takes_every_number_with_it(self, interval, x, factor):
        """Ends belong or do not belong as before."""
        assert (x in interval) is (x * factor in times(interval, factor))

    def test_no_digit_is_lost(self):
        """Digits beyond those that the decimal module keeps are there, with the other sign too."""
        long = f"-1.{'0' * 40}1"

        assert Fraction(long) == -parse_printed(long).interval("truncate").magnitude().low


class TestBelowAndAbove:
    """On which side of a number the whole interval lies."""

    @given(intervals(), ends)
    def test_one_of_three(self, interval, x):
        """It lies below a number, above it, or holds it."""
        assert [interval.is_below(x), x in interval, interval.is_above(x)].count(True) == 1

    @given(intervals(), intervals())
    def test_overlap_is_a_number_in_both(self, first, second):
        """Two intervals with a gap between them, and only those, can be told apart."""
        middles = {first.low, first.high, second.low, second.high}
        middles |= {(a + b) / 2 for a in middles for b in middles}

        assert first.overlaps(second) is any(x in first and x in second for x in middles)

    def test_a_bound_in_floats_lies_below_the_level_itself(self):
        """A printed < .05 and the level .05 meet as floats, whose exact values are no decimals."""
        bound = parse_printed("< .05").interval()

        assert bound.in_floats().is_below(0.05)
        assert not parse_printed(".05").interval().in_floats().is_below(0.05)
