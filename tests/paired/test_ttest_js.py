"""`ttest.js` and `distributions.js` in a real browser against SciPy, beyond `tests/spec`."""

import numpy as np
import pytest
from scipy import optimize, special, stats

import twowaves


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that evaluates an expression over both modules, as `stats`."""
    page = open_module_page("notebooks/paired-t-test.html")

    def run(expression, argument):
        return page.evaluate(
            f"""async (given) => {{
                const stats = {{
                    ...await import("{site.url}/_static/twowaves/_base/distributions.js"),
                    ...await import("{site.url}/_static/twowaves/paired/ttest.js"),
                }};
                return ({expression})(given);
            }}""",
            argument,
        )

    return run


def _relative_error(computed, expected):
    return np.max(np.abs(np.array(computed) / np.array(expected) - 1))


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


def test_p_at_more_degrees_than_a_million(compute):
    """Beyond a million degrees of freedom p is SciPy's to seven digits, up to t = 10."""
    dfs = (10**6, 10**6 + 1, 1_500_000, 2 * 10**6, 10**7, 10**9, 10**12, 10**15)
    grid = [(t, df) for df in dfs for t in (-10, -5.5, -0.1, 0.01, 0.7, 1.96, 4, 7, 10)]

    computed = compute("(grid) => grid.map(([t, df]) => stats.tTwoTailed(Math.abs(t), df))", grid)

    assert _relative_error(computed, [2 * special.stdtr(df, -abs(t)) for t, df in grid]) <= 1e-7


def _tested(pre, post):
    """Return Python's test, or the sentence that says why there is none."""
    try:
        with np.errstate(divide="ignore"):
            return twowaves.paired_ttest(pre, post)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("size", [1e290, -1e290, 1e300])
def test_too_large(compute, size):
    """A score of 1e290 and more is named, in Python and on the page; a little less is tested."""
    why = "([pre, post]) => stats.whyUntestable(pre, post)"
    less = [[1, 2, 0.99 * size], [2, 5, 0.98 * size]]

    assert "person 3, after" in compute(why, [[1, 2, 3], [2, 5, size]]).lower()
    with pytest.raises(ValueError, match=r"post\[2\] is .*; every score must be below 1e\+290"):
        twowaves.paired_ttest([1, 2, 3], [2, 5, size])
    if abs(size) == 1e290:
        assert "" == compute(why, less)
        assert twowaves.paired_ttest(*less).n == 3


def test_too_small(compute):
    """Changes whose SD is below 1e-290 are refused in Python and on the page, a little more not."""
    why = "([pre, post]) => stats.whyUntestable(pre, post)"
    for size, refused in ((1e-290, True), (1e-288, False), (1e-320, True), (1e-170, False)):
        pairs = [[0, 0, 0], [size, 0.5 * size, 0.3 * size]]
        assert isinstance(_tested(*pairs), str) == refused
        assert ("SD of change" in compute(why, pairs)) == refused
