"""Whole-number sums behind printed figures, against published cases and against counting."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves.printed.interval import Interval, times
from twowaves.printed.number import parse_printed
from twowaves.printed.sums import (
    Figures,
    Limits,
    Steps,
    _closes,
    change_sums,
    changes,
    examine,
    squares,
    squares_of_change,
    totals,
)


def bounds(text, factor=1, rounding="nearest"):
    return times(parse_printed(text).interval(rounding), factor)


def is_grimmer(mean, sd, n):
    return any(squares(total, bounds(sd), n) for total in totals(bounds(mean), n))


class TestTotals:
    """GRIM."""

    @pytest.mark.parametrize(
        ("mean", "n", "items", "possible"),
        [
            ("5.19", 28, 1, False),
            ("5.18", 14, 2, True),
            ("5.27", 43, 1, False),
            ("5.83", 50, 1, False),
            ("3.48", 20, 1, False),
        ],
    )
    def test_published_cases(self, mean, n, items, possible):
        """The verdicts of Brown & Heathers and of the GRIM calculators."""
        assert possible == bool(totals(bounds(mean, items), n))

    def test_ties_go_both_ways(self):
        """2.5 people's points: 5/2 may be printed 2 or 3."""
        assert [5] == [total for total in totals(bounds("2"), 2) if total in totals(bounds("3"), 2)]

    def test_limits(self):
        """Sums that the scale does not reach are left out."""
        assert range(7, 9) == totals(bounds("4"), 2, Limits(0, 4))
        assert not totals(bounds("6"), 2, Limits(0, 4))

    @pytest.mark.parametrize(("n", "decimals"), list(product([2, 3, 7, 30], [0, 1, 2])))
    def test_counting(self, n, decimals):
        """A total is possible where, counted through, its mean lies in the interval."""
        for step in range(0, 4 * 10**decimals, 3):
            text = f"{step / 10**decimals:.{decimals}f}"
            interval = parse_printed(text).interval()
            counted = [total for total in range(-n, 5 * n) if Fraction(total, n) in interval]

            assert counted == list(totals(bounds(text), n))


class TestSquares:
    """GRIMMER."""

    @pytest.mark.parametrize(
        ("mean", "sd", "n", "possible"),
        [("5.21", "1.6", 28, True), ("3.44", "2.47", 18, False), ("7.3", "2.51", 12, False)],
    )
    def test_published_cases(self, mean, sd, n, possible):
        """The verdicts of Allard's Analytic-GRIMMER."""
        assert possible == is_grimmer(mean, sd, n)

    @pytest.mark.parametrize("n", [5, 6])
    def test_complete_without_a_scale(self, n):
        """From five people on, whole numbers reach every sum of squares that passes."""
        reached = {
            (sum(values), sum(value * value for value in values))
            for values in combinations_with_replacement(range(-5, 6), n)
        }
        wide = Interval(Fraction(0), Fraction(9))
        for total in range(n):
            passing = [q for q in squares(total, wide, n) if q <= 25]

            assert passing == sorted(q for s, q in reached if s == total and q <= 25)

    def test_limits_are_reached(self):
        """On a scale, the lowest and the highest sum of squares are those of some data."""
        reached = defaultdict(set)
        for values in combinations_with_replacement(range(1, 6), 4):
            reached[sum(values)].add(sum(value * value for value in values))
        wide = Interval(Fraction(0), Fraction(99))
        for total, found in reached.items():
            passing = squares(total, wide, 4, Limits(1, 5))

            assert (min(found), max(found)) == (passing[0], passing[-1])
            assert found <= set(passing)


class TestSquaresOfChange:
    """What |t| leaves of the sum of squared changes."""

    def test_zero_t_needs_zero_change(self):
        """t = 0 exactly means a sum of zero, and some change that is not zero."""
        assert (2, None) == squares_of_change(0, bounds("0.00").magnitude(), 10)
        low, high = squares_of_change(0, bounds("0.01").magnitude(), 10)
        assert high < low

    def test_small_t_has_no_upper_end(self):
        """A printed 0.00 may be a change that is not zero, with any spread that is large enough."""
        low, high = squares_of_change(1, bounds("0.00").magnitude(), 10)

        assert high is None
        # t = (s/n) / sqrt((D - s²/n) / (n (n - 1))) = 0.005 at D = (1 + 9 / 0.005²) / 10
        assert low == 36001

    def test_zero_rounded_up_is_zero(self):
        """Then no change is left, whatever its spread."""
        zero = bounds("0.00", rounding="up").magnitude()

        low, high = squares_of_change(1, zero, 10)

        assert high < low
        assert (2, None) == squares_of_change(0, zero, 10)

    def test_no_t(self):
        """Without t, changes are as equal as they can be or anything above."""
        assert (1, None) == squares_of_change(1, None, 10)
        assert (1, 33) == squares_of_change(1, None, 3, Limits(0, 4))


class TestCorrelation:
    """Spreads of pre, post and change that belong to one correlation."""

    @pytest.mark.parametrize("n", [2, 5, 12])
    def test_trying_all(self, n):
        """Two ladders of spreads close with a third if, tried through, one pair has |r| ≤ 1."""
        ladders = [(low, low + 2 * n * steps) for low in range(0, 40, 5) for steps in range(3)]
        for before, after, spread in product(ladders, ladders, [*range(13), 20, 40, 80]):
            tried = any(
                (a + b - spread) ** 2 <= 4 * a * b
                for a in range(before[0], before[1] + 1, 2 * n)
                for b in range(after[0], after[1] + 1, 2 * n)
            )

            assert tried == _closes(n, spread, before, after, Steps())

    @given(
        st.integers(2, 12),
        st.tuples(*[st.integers(0, 10**6)] * 2),
        st.integers(0, 10**6),
        st.tuples(*[st.integers(0, 12)] * 2),
    )
    def test_trying_all_of_many(self, n, lows, spread, steps):
        """The same for spreads of any size."""
        before, after = ((low, low + 2 * n * s) for low, s in zip(lows, steps, strict=True))
        tried = any(
            (a + b - spread) ** 2 <= 4 * a * b
            for a in range(before[0], before[1] + 1, 2 * n)
            for b in range(after[0], after[1] + 1, 2 * n)
        )

        assert tried == _closes(n, spread, before, after, Steps())


class TestChangeSums:
    """All of it together."""

    def test_first_of_all_is_the_witness(self):
        """`examine` returns the first pair that `change_sums` yields, else an obstacle."""
        figures = Figures(*map(bounds, ("2.8", "3.5", "0.8", "0.4")), bounds("3.125"))
        for n in range(2, 25):
            pairs = list(change_sums(figures, n))

            assert pairs == sorted(pairs)
            assert (pairs[:1] or [None]) == [examine(figures, n).sums]
            assert bool(pairs) == (examine(figures, n).obstacle is None)

    @pytest.mark.parametrize(
        ("obstacle", "n", "figures"),
        [
            ("mean_pre", 3, ("2.5", "2.3", "1.0", "1.0", "1.00")),
            ("mean_post", 3, ("2.3", "2.5", "1.0", "1.0", "1.00")),
            ("sd_pre", 4, ("2.00", "2.25", "0.20", "1.26", "1.00")),
            ("sd_post", 4, ("2.25", "2.00", "1.26", "0.20", "1.00")),
            ("statistic", 10, ("7.4", "3.9", "8.6", "2.9", "1.303")),
            ("correlation", 10, ("7.4", "3.9", "1.6", "1.9", "0.30")),
            ("correlation", 10, ("7.4", "3.9", "8.6", "1.9", "9")),
        ],
    )
    def test_obstacles(self, obstacle, n, figures):
        """The first thing in the way is named."""
        pre, post, sd_pre, sd_post, t = map(bounds, figures)

        assert (None, obstacle) == examine(Figures(pre, post, sd_pre, sd_post, t), n)

    def test_without_sds_or_t(self):
        """What is not printed limits nothing."""
        means = bounds("2.0"), bounds("3.0")

        assert [(4, 4)] == list(change_sums(Figures(*means), 4))
        assert examine(Figures(*means, bounds("1.2"), None, bounds("2.45")), 4).sums
        assert range(0) == changes(Figures(bounds("2.5"), bounds("3.0")), 3)
