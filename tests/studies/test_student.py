"""Many p values at once: SciPy's, for every number of degrees of freedom and any t."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from twowaves.studies.student import two_tailed

DF = [1, 2, 3, 4, 5, 9, 10, 11, 12, 37, 60, 99, 100, 101, 5_000]


RTOL = 1e-10


def expected(t, df):
    """Both tails, from SciPy's distribution function.

    So near 0 that t**2 loses digits beside df, SciPy's is off by up to 1e-8: there the density is
    as good as level, and one minus its height times the width is exact to 1e-15.
    """
    size = np.abs(t)
    return np.where(size < 1e-5, 1 - 2 * size * stats.t.pdf(0, df), 2 * stats.t.sf(size, df))


@pytest.mark.parametrize("df", DF)
def test_over_the_whole_range(df):
    """From p = 1 to p = 1e-12, to ten digits."""
    wanted = np.concatenate([np.linspace(1e-4, 1, 5_000), np.geomspace(1e-12, 1e-4, 500)])
    t = stats.t.isf(wanted / 2, df) * np.where(np.arange(len(wanted)) % 2, 1, -1)

    for each in (df, np.full(t.shape, float(df))):  # by the sum, where it is one, and by the beta
        np.testing.assert_allclose(two_tailed(t, each), expected(t, df), rtol=RTOL)


@given(
    t=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30),
    df=st.integers(1, 130),
)
@example(t=[1e-8], df=1)
@example(t=[-9.9e-6, 1.01e-5, 2.0**-27], df=1)
def test_any_t(t, df):
    """Each is SciPy's, alone or in company."""
    t = np.array(t)
    for each in (df, np.full(t.shape, float(df))):
        np.testing.assert_allclose(two_tailed(t, each), expected(t, df), rtol=RTOL, atol=1e-300)


def test_closed_form_of_one_degree_of_freedom():
    """Of one degree of freedom (Cauchy's) the two tails are what an arc tangent leaves of 1."""
    t = np.geomspace(1e-12, 1, 2_000)

    for each in (1, np.ones(t.shape)):
        np.testing.assert_allclose(two_tailed(t, each), 1 - 2 / np.pi * np.arctan(t), rtol=1e-14)


def test_mixed_and_fractional_df():
    """Different studies may have different df, whole or not."""
    t, df = np.array([2.0, -2.0, 0.0, 3.0]), np.array([3.0, 10.0, 7.0, 4.5])

    np.testing.assert_allclose(two_tailed(t, df), expected(t, df), rtol=RTOL)


def test_nothing_and_missing():
    """No statistic gives no p, and a missing one a missing one."""
    assert two_tailed(np.array([]), np.array([])).shape == (0,)
    found = two_tailed(np.array([[math.nan, 0.0]]), np.full((1, 2), 11.0))
    assert math.isnan(found[0, 0])
    assert found[0, 1] == 1
