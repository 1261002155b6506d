"""`stats.js` in Safari's engine against SciPy: numbers do not depend on the browser."""

import numpy as np
import pytest
from scipy import stats

import prepost

DEGREES = [1, 2, 4, 9, 10, 11, 29, 120, 99999]


@pytest.fixture
def compute(pages):
    """Return a function that evaluates an expression over the module `stats` in WebKit."""
    tab = pages.open("notebooks/paired-t-test.html")

    def run(expression, argument):
        script = f"""const stats = await import("{pages.address}/_static/prepost/stats.js");
            return ({expression})(given[0]);"""
        return tab.run_async(script, argument)

    return run


def test_p_on_a_grid(compute):
    """For p from 1e-12 to 1 and any df the two-tailed p is SciPy's to ten digits."""
    p = np.concatenate([np.logspace(-12, -1e-9, 40), [0.05, 0.5, 0.999]])
    grid = [(float(stats.t.isf(one / 2, df)), df) for df in DEGREES for one in p]

    computed = compute("(grid) => grid.map(([t, df]) => stats.tTwoTailed(t, df))", grid)

    # for one degree of freedom the closed form: SciPy's own loses the last digits near p = 1
    expected = [2 * stats.t.sf(t, df) if df > 1 else 2 * np.arctan2(1, t) / np.pi for t, df in grid]
    np.testing.assert_allclose(computed, expected, rtol=1e-10)


def test_critical_values(compute):
    """The critical t of every tail from .0005 to .4 is SciPy's to twelve digits."""
    grid = [(tail, df) for df in DEGREES for tail in (0.0005, 0.005, 0.025, 0.05, 0.4)]

    computed = compute("(grid) => grid.map(([tail, df]) => stats.tCritical(tail, df))", grid)

    expected = [stats.t.isf(tail, df) for tail, df in grid]
    np.testing.assert_allclose(computed, expected, rtol=1e-12)


def test_the_whole_test_on_random_samples(compute):
    """For 100 random samples statistic, p and interval are the package's."""
    rng = np.random.default_rng(12)
    samples = [rng.normal(20, 8, size=(2, int(n))).tolist() for n in rng.integers(3, 61, 100)]

    computed = compute("(all) => all.map(([pre, post]) => stats.pairedTest(pre, post))", samples)

    for (pre, post), test in zip(samples, computed, strict=True):
        expected = prepost.paired_ttest(pre, post)
        found = [test[name] for name in ("statistic", "pvalue", "low", "high", "d_z")]
        low, high = expected.confidence_interval
        np.testing.assert_allclose(
            found, [expected.statistic, expected.pvalue, low, high, expected.d_z], rtol=1e-9
        )
