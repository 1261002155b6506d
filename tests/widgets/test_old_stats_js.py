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


def test_p_at_more_degrees_than_a_million(compute):
    """Beyond a million degrees of freedom p is SciPy's to seven digits, up to t = 10."""
    dfs = (10**6, 10**6 + 1, 1_500_000, 2 * 10**6, 10**7, 10**9, 10**12, 10**15)
    grid = [(t, df) for df in dfs for t in (-10, -5.5, -0.1, 0.01, 0.7, 1.96, 4, 7, 10)]

    computed = compute("(grid) => grid.map(([t, df]) => stats.tTwoTailed(Math.abs(t), df))", grid)

    assert _relative_error(computed, [2 * special.stdtr(df, -abs(t)) for t, df in grid]) <= 1e-7


def _hardly_varied(rng):
    """Pairs of 2 to 7 people at the edge of what can be told: almost constant, huge or tiny."""
    n = int(rng.integers(2, 8))
    size = rng.choice([1.0, 3.3, 1e15, 1e-160, 1e-200, 1e160, 1e289, 1e-291, 1e-300])
    steps = rng.integers(-6, 7, size=(2, n))
    kinds = [
        size * (1 + np.finfo(float).eps * steps),
        1e15 + steps,
        1e15 + steps / 8,
        size * rng.normal(size=(2, n)),
        size * 0.1 * rng.integers(1, 4, size=(2, n)),
        np.outer([-1, 1], size * (1 + np.finfo(float).eps * steps[0])),
        rng.normal(size=n) + np.array([[0], [1]]) * (2 + np.finfo(float).eps * 4 * steps[0]),
    ]
    return kinds[rng.integers(len(kinds))].tolist()


@pytest.fixture(scope="module")
def edges(compute):
    """Pairs at the edge, what Python makes of them, and what the page does."""
    rng = np.random.default_rng(684)
    samples = [_hardly_varied(rng) for _ in range(3000)]
    samples += [[[1, 1, 1], [1, 1 + 8 * np.finfo(float).eps, 1]], [[1.1, 1.2], [1.2, 1.3]]]
    judge = """(all) => all.map(([pre, post]) => {
        const { statistic, pvalue, r, d_z, sdPre, sdPost } = stats.pairedTest(pre, post);
        const why = stats.whyUntestable(pre, post);
        const figures = [statistic, pvalue, r, d_z, sdPre, sdPost];
        return [why, stats.changesVary(pre, post), figures.map(String)];
    })"""
    return [
        (_tested(*pairs), *found)
        for pairs, found in zip(samples, compute(judge, samples), strict=True)
    ]


def _tested(pre, post):
    """Return Python's test, or the sentence that says why there is none."""
    try:
        with np.errstate(divide="ignore"):
            return prepost.paired_ttest(pre, post)
    except ValueError as error:
        return str(error)


def test_what_can_be_tested(edges):
    """The page tests what Python tests, and refuses what Python refuses, for the same reason."""
    reasons = {"do not vary": "would not vary", "SD of change": "SD of change", "1e+290": "1e290"}
    counts = dict.fromkeys([*reasons, "tested"], 0)
    for expected, why, varies, _ in edges:
        if not isinstance(expected, str):
            counts["tested"] += 1
            assert (why, varies) == ("", True)
            continue
        (said,) = [python for python in reasons if python in expected]
        counts[said] += 1
        assert reasons[said] in why
        assert varies == (said != "do not vary")
    assert min(counts["tested"], counts["do not vary"], counts["SD of change"]) > 50


def test_figures_at_the_edge(edges):
    """What is hardly testable has the same t, p, r, d_z and SDs on the page as in Python."""
    names = ("statistic", "pvalue", "r", "d_z", "sd_pre", "sd_post")
    for expected, _, _, found in edges:
        if isinstance(expected, str):
            continue
        for name, text in zip(names, found, strict=True):
            truth = getattr(expected, name)
            near = 1e-320 if name.startswith("sd") else 1e-14
            assert float(text) == pytest.approx(truth, rel=1e-8, abs=near, nan_ok=True), name


@pytest.mark.parametrize("size", [1e290, -1e290, 1e300])
def test_too_large(compute, size):
    """A score of 1e290 and more is named, in Python and on the page; a little less is tested."""
    why = "([pre, post]) => stats.whyUntestable(pre, post)"
    less = [[1, 2, 0.99 * size], [2, 5, 0.98 * size]]

    assert "person 3, after" in compute(why, [[1, 2, 3], [2, 5, size]]).lower()
    with pytest.raises(ValueError, match=r"post\[2\] is .*; every score must be below 1e\+290"):
        prepost.paired_ttest([1, 2, 3], [2, 5, size])
    if abs(size) == 1e290:
        assert "" == compute(why, less)
        assert prepost.paired_ttest(*less).n == 3


def test_too_small(compute):
    """Changes whose SD is below 1e-290 are refused in Python and on the page, a little more not."""
    why = "([pre, post]) => stats.whyUntestable(pre, post)"
    for size, refused in ((1e-290, True), (1e-288, False), (1e-320, True), (1e-170, False)):
        pairs = [[0, 0, 0], [size, 0.5 * size, 0.3 * size]]
        assert isinstance(_tested(*pairs), str) == refused
        assert ("SD of change" in compute(why, pairs)) == refused
