"""`stats.js` in a real browser against SciPy: what the page computes is what Python computes."""

import numpy as np
import pytest
from scipy import optimize, special, stats

import prepost

DEGREES = [1, 2, 3, 4, 5, 9, 10, 11, 14, 29, 58, 59, 120, 1000, 99999]


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that evaluates an expression over the module `stats` in the browser."""
    page = open_module_page("notebooks/paired-t-test.html")

    def run(expression, argument):
        return page.evaluate(
            f"""async (given) => {{
                const stats = await import("{site.url}/_static/prepost/stats.js");
                return ({expression})(given);
            }}""",
            argument,
        )

    return run


def _relative_error(computed, expected):
    return np.max(np.abs(np.array(computed) / np.array(expected) - 1))


def test_p_on_a_grid(compute):
    """For p from 1e-12 to 1 and any df the two-tailed p is SciPy's to ten digits."""
    p = np.concatenate([np.logspace(-12, -1e-9, 60), [0.05, 0.5, 0.999, 0.999999]])
    grid = [(float(stats.t.isf(one / 2, df)), df, float(one)) for df in DEGREES for one in p]

    computed = compute("(grid) => grid.map(([t, df]) => stats.tTwoTailed(t, df))", grid)

    # for one degree of freedom the closed form: SciPy's own loses the last digits near p = 1
    expected = [
        2 * stats.t.sf(t, df) if df > 1 else 2 * np.arctan2(1, t) / np.pi for t, df, _ in grid
    ]
    assert _relative_error(computed, expected) <= 1e-10


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_p_per_alternative(compute, alternative):
    """One-tailed p values are SciPy's, on both sides of zero."""
    grid = [(t, df) for df in DEGREES for t in (-8, -2.5, -0.3, 0.0, 0.01, 1.7, 3.2, 20)]

    computed = compute(
        f"(grid) => grid.map(([t, df]) => stats.tPvalue(t, df, '{alternative}'))", grid
    )

    tail = {
        "two-sided": lambda t, df: 2 * stats.t.sf(abs(t), df),
        "greater": stats.t.sf,
        "less": stats.t.cdf,
    }[alternative]
    assert _relative_error(computed, [tail(t, df) for t, df in grid]) <= 1e-10


def test_critical_values(compute):
    """The critical t of every tail from .0005 to .5 is SciPy's to twelve digits."""
    grid = [(tail, df) for df in DEGREES for tail in (0.0005, 0.005, 0.025, 0.05, 0.1, 0.4)]

    computed = compute("(grid) => grid.map(([tail, df]) => stats.tCritical(tail, df))", grid)

    assert _relative_error(computed, [stats.t.isf(tail, df) for tail, df in grid]) <= 1e-12


def test_density(compute):
    """The curve is SciPy's density."""
    grid = [(t, df) for df in DEGREES for t in np.linspace(-9, 9, 37)]

    computed = compute("(grid) => grid.map(([t, df]) => stats.tDensity(df)(t))", grid)

    assert _relative_error(computed, [stats.t.pdf(t, df) for t, df in grid]) <= 1e-10


def test_hedges_correction(compute):
    """J is the ratio of gamma functions, and does not exist for one degree of freedom."""
    computed = compute("(dfs) => dfs.map((df) => String(stats.hedgesCorrection(df)))", DEGREES)

    assert computed[0] == "NaN"
    expected = [special.poch((m - 1) / 2, 0.5) / np.sqrt(m / 2) for m in DEGREES[1:]]
    assert _relative_error([float(value) for value in computed[1:]], expected) <= 1e-9


def test_the_whole_test_on_random_samples(compute):
    """For 200 random samples every figure on the page is the package's to ten digits."""
    rng = np.random.default_rng(11)
    samples = [rng.normal(20, 8, size=(2, int(n))).tolist() for n in rng.integers(3, 61, 200)]
    names = {
        "statistic": "statistic", "pvalue": "pvalue", "df": "df", "meanChange": "mean_change",
        "sdChange": "sd_change", "r": "r", "d_z": "d_z", "d_av": "d_av", "d_rm": "d_rm",
        "g_av": "g_av", "meanPre": "mean_pre", "sdPost": "sd_post",
    }  # fmt: skip

    computed = compute("(all) => all.map(([pre, post]) => stats.pairedTest(pre, post))", samples)

    for (pre, post), test in zip(samples, computed, strict=True):
        expected = prepost.paired_ttest(pre, post)
        for theirs, ours in names.items():
            assert test[theirs] == pytest.approx(getattr(expected, ours), rel=1e-10)
        assert test["low"] == pytest.approx(expected.confidence_interval.low, rel=1e-9)
        assert test["high"] == pytest.approx(expected.confidence_interval.high, rel=1e-9)


@pytest.mark.parametrize(("alternative", "sign"), [("two-sided", 1), ("greater", 1), ("less", -1)])
def test_pairs_needed(compute, alternative, sign):
    """The number of pairs from which an effect is significant is found by trying each n."""
    effects = [0.05, 0.2, 0.411, 0.5, 0.61, 0.94, 1.5, 4.0]

    computed = compute(
        f"(all) => all.map((dz) => stats.pairsNeeded({sign} * dz, 0.05, '{alternative}'))", effects
    )

    def first_significant(d_z):
        for n in range(2, 20000):
            p = stats.t.sf(d_z * np.sqrt(n), n - 1) * (2 if alternative == "two-sided" else 1)
            if p < 0.05:
                return n
        return None

    assert computed == [first_significant(d_z) for d_z in effects]


def test_no_number_of_pairs_helps_the_wrong_way(compute):
    """Against the direction of a one-tailed test, and for no effect at all, there is none."""
    calls = "() => [stats.pairsNeeded(-1, .05, 'greater'), stats.pairsNeeded(0, .05, 'two-sided')]"

    assert compute(f"() => ({calls})().map(String)", None) == ["Infinity", "Infinity"]


def test_solver_agrees_with_a_root_finder(compute):
    """A critical value far out in a heavy tail is where SciPy's tail has that size."""
    computed = compute("() => stats.tCritical(0.0005, 1)", None)

    root = optimize.brentq(lambda t: stats.t.sf(t, 1) - 0.0005, 1, 1e4, xtol=1e-9)
    assert computed == pytest.approx(root, rel=1e-11)
