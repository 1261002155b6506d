"""Cases for both languages: what the package says of seeded input, for the page to say as well.

One file of `tests/spec` a subject; in it a kind of question a key, and a case a line, what is given
first and the answer last. `tests/spec/run.mjs` asks the page's modules the same questions. Here
stand the figures; what forms, files and classes come to is in `spec_forms`.
"""

import itertools
import json
from fractions import Fraction
from math import isqrt

import numpy as np
import pandas as pd
from as_printed import print_sums, sums_of
from full_rows import full_row, row_with_drop_outs, with_a_slip
from random_tables import random_table
from scipy import special, stats

import twowaves
from twowaves import audit, findings, load_outcomes, paired_ttest, parse_printed
from twowaves.printed import implied, sums
from twowaves.printed.findings import headline
from twowaves.printed.interval import Interval
from twowaves.printed.known import COLUMNS
from twowaves.printed.sums import MOST_STEPS, Figures, Limits, Steps, TooLong, examine
from twowaves.printed.table import rows
from twowaves.widgets import ReportedTests

_FIGURES = ("statistic", "pvalue", "r", "d_z")
_SDS = ("sd_pre", "sd_post")
FIELDS_OF_FIGURES = [name for name in Figures.__dataclass_fields__ if name != "sd_kind"]
FIELDS = ["verdict", "expected", "printed", "detail", "reading"]
ALTERNATIVES = ("two-sided", "greater", "less")
DEGREES = [1, 2, 3, 4, 5, 9, 10, 11, 14, 29, 58, 59, 120, 1000, 99999]
UNTESTABLE = {"do not vary": "no change", "SD of change": "too small", "1e+290": "too large"}


def text_of(cases_by_kind):
    """Return a file of cases: a kind a key, a case a line."""
    kinds = [
        f"{json.dumps(kind)}: [\n" + ",\n".join(map(_line, cases)) + "\n]"
        for kind, cases in cases_by_kind.items()
    ]
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def _line(case):
    return json.dumps(case, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def short(x):
    """Return a float in twelve digits, so that the last ones of a library do not matter."""
    return float(f"{x:.11e}") if np.isfinite(x) else str(x)


# Numbers as printed


def printed_cases():
    """Return what a text prints, and what it may have been rounded or cut from."""
    draw = np.random.default_rng([22, 1])
    texts = [_printed_text(draw) for _ in range(700)]
    return {
        "parse_printed": [[text, _parsed(text)] for text in texts],
        "interval": [
            [text, rounding, _interval(parse_printed(text), rounding)]
            for text in texts[:400]
            if _parsed(text)
            for rounding in ("nearest", "truncate")
        ],
        "fits": [[*case, _fits(*case)] for case in itertools.islice(_reported(draw), 400)],
    }


def _reported(draw):
    """Yield a printed t and p, rounded, as a bound or at a level, and how they are read."""
    while True:
        n, tails = int(draw.integers(9, 16)), str(draw.choice(["two", "one"]))
        t = draw.normal(0, 3)
        p = implied.pvalue(abs(t), n - 1, 2 if tails == "two" else 1)
        level = float(draw.choice([p, 0.05, 0.01, 0.001, 0.1, 0.02, 1]))
        text = f"{level:.{draw.integers(2, 5)}f}"
        sign = str(draw.choice(["", "", "= ", "< ", "> "]))
        for reading in ("rounded", "threshold"):
            yield f"{t:.{draw.integers(0, 3)}f}", f"{sign}{text}", n, tails, reading


def _fits(statistic, pvalue, n, tails, reading):
    figure = ReportedTests(n=n, tails=tails, reading=reading)
    return figure._fits(parse_printed(statistic), parse_printed(pvalue))


def _printed_text(draw):
    """Return a printed number, or in one of five what is nearly one."""
    whole = str(draw.choice(["", "0", "00", "-", *(str(n) for n in draw.integers(0, 10**6, 3))]))
    digits = "".join(str(n) for n in draw.integers(0, 10, draw.integers(0, 16)))
    signs = ["", "-", "\u2212", "+", "=", "< ", ">", "= -", "<+", " ", "\u2003", "\x1c"]
    number = f"{whole}.{digits}" if digits or draw.random() < 0.1 else whole
    if draw.random() < 0.2:
        number = number.replace(".", str(draw.choice([",", "..", " .", "e", "\u0663"])))
    return f"{draw.choice(signs)}{number}{draw.choice(['', '', ' ', '%', chr(0x85)])}"


def _parsed(text):
    try:
        found = parse_printed(text)
    except ValueError:
        return None
    return [found.text, str(Fraction(found.value)), found.decimals, found.relation]


def _interval(printed, rounding):
    found = printed.interval(rounding)
    ends = [str(Fraction(end)) if end.is_finite() else None for end in (found.low, found.high)]
    return [*ends, found.closed_low, found.closed_high]


# Whole-number sums


def sums_cases(seed=2, closes=600):
    """Return the sums that can stand behind printed figures, and how long they are looked for."""
    draw = np.random.default_rng([22, seed])
    bounds = [_bounds(draw) for _ in range(400)]
    people = [int(10 ** draw.uniform(0.31, 2.5)) for _ in bounds]
    limits = [_limits(draw) for _ in bounds]
    all_sums = [int(n * draw.integers(-9, 10) + draw.integers(0, n)) for n in people]
    sds = [each.above_zero() if each.high > 0 else each.magnitude() for each in bounds]
    ts = [each.magnitude() for each in bounds]
    return {
        "magnitude": [[_ends(each), _ends(each.magnitude())] for each in bounds],
        "above_zero": [[_ends(each), _ends(each.above_zero())] for each in bounds if each.high > 0],
        "totals": [
            [_ends(mean), n, limit, _range(sums.totals(mean, n, limit))]
            for mean, n, limit in zip(bounds, people, limits, strict=True)
        ],
        "squares": [
            [s, _ends(sd), n, limit, _range(sums.squares(s, sd, n, limit))]
            for s, sd, n, limit in zip(all_sums, sds, people, limits, strict=True)
            if _within(s, n, limit)
        ],
        "squares_of_change": [
            [s, _ends(t), n, limit, _texts(sums.squares_of_change(s, t, n, limit))]
            for s, t, n, limit in zip(all_sums, ts, people, limits, strict=True)
            if limit is None or abs(s) <= n * (limit.highest - limit.lowest)
        ],
        "closes": [[*case, _closes(*case)] for case in itertools.islice(_spreads(draw), closes)],
        "root": [[str(x), str(isqrt(x))] for x in _squares_and_others(draw)],
        "examine": [_examined(*case) for case in itertools.islice(_searches(draw), 130)],
        "examine_rounded": [_examined(*case) for case in itertools.islice(_true_rows(draw), 300)],
    }


def _bounds(draw):
    scale = 2 * 10 ** int(draw.integers(0, 3))
    low, width = int(draw.integers(-3 * scale, 6 * scale)), int(draw.integers(1, scale))
    closed = draw.random(2) < 0.7
    return Interval(Fraction(low, scale), Fraction(low + width, scale), *map(bool, closed))


def _limits(draw):
    low = int(draw.integers(-3, 3))
    return Limits(low, low + int(draw.integers(1, 12))) if draw.random() < 0.5 else None


def _within(total, n, limits):
    return limits is None or n * limits.lowest <= total <= n * limits.highest


def _ends(bounds):
    return [str(bounds.low), str(bounds.high), bounds.closed_low, bounds.closed_high]


def _range(found):
    return _texts((found.start, found.stop)) if found else []


def _texts(numbers):
    return [None if number is None else str(number) for number in numbers]


def _spreads(draw):
    """Yield spreads of pre and post around those whose correlation with the change's is ±1."""
    while True:
        n, a, v = (int(x) for x in draw.integers([2, 1, 1], [7, 300, 300]))
        end = a + v + draw.choice([-2, 2]) * (a * v) ** 0.5
        b = max(0, round(end * draw.uniform(0.9, 1.1)))
        wider = draw.integers(0, 3, 2) * 2 * n
        yield n, v, [a, a + int(wider[0])], [b, b + int(wider[1])]
        # little spread: |r| ≤ 1 may fall between two steps of the other
        n = int(draw.integers(10, 60))
        a, v = (int(x) for x in draw.integers(1, n // 4, 2))
        b = int(draw.integers(0, 2 * n))
        yield n, v, [a, a], [b, b + 4 * n]


def _closes(n, v, before, after):
    """Return whether spreads a, b in steps of 2n give |r| ≤ 1 with v: every one tried."""
    step = 2 * n
    return any(
        (b - a - v) ** 2 <= 4 * a * v
        for a in range(before[0], before[1] + 1, step)
        for b in range(after[0], after[1] + 1, step)
    )


def _squares_and_others(draw):
    roots = [
        int(a) << int(shift)
        for a, shift in zip(draw.integers(1, 2**62, 40), draw.integers(0, 900, 40), strict=True)
    ]
    roots += [2**k + d for k in range(0, 600, 20) for d in (-1, 0, 1) if 2**k + d > 0]
    return [max(0, root * root + d) for root in roots for d in (-1, 0, 1, root, 2 * root)]


def _row(means, sds, t, n):
    names = ("n", "scoring", "mean_pre", "sd_pre", "mean_post", "sd_post", "statistic")
    cells = (n, "total", *(cell for pair in zip(means, sds, strict=True) for cell in pair), t)
    return {"outcome": "x", **dict(zip(names, cells, strict=True))}


def _searches(draw):
    """Yield rows of any size, most of which nobody could have measured."""
    while True:
        n = int(10 ** draw.uniform(0.31, 4))
        figures = [*10 ** draw.uniform(-1, 1, 2), *10 ** draw.uniform(-2, 1, 2)]
        figures.append(10 ** draw.uniform(-1, 2))
        digits = draw.integers(0, 3, 5)
        texts = [f"{x:.{d}f}" for x, d in zip(figures, digits, strict=True)]
        cells = _row(texts[:2], texts[2:4], texts[4], str(n))
        if draw.random() < 0.3:
            cells |= {"scale_min": "0", "scale_max": "20"}
        yield n, cells


def _true_rows(draw):
    """Yield rows of whole numbers on a scale, as measured; in half of them a digit is miscopied."""
    while True:
        n = int(draw.integers(2, 30))
        data = draw.integers(0, 20, (2, n), endpoint=True)
        printed = print_sums(n, sums_of(*data.tolist()), decimals=(2, 2, 3))
        if printed["statistic"] is None:
            continue
        if draw.random() < 0.5:
            printed["sd_post"] = printed["sd_post"][:-1] + str(draw.integers(10))
        ends = {"scale_min": "0", "scale_max": "20"}
        yield n, {"outcome": "x", "n": str(n), "scoring": "total", **printed, **ends}


def _examined(n, cells):
    """Return the case: the steps taken, the obstacle and the sums, or that it took too long."""
    (read,) = rows(pd.DataFrame([cells], dtype="str"))
    steps, figures = Steps(MOST_STEPS), read.figures(read.items())
    given = {name: _given(getattr(figures, name)) for name in FIELDS_OF_FIGURES}
    try:
        found = examine(figures, n, steps)
    except TooLong:
        return [n, given, "too long"]
    return [n, given, [steps.taken, found.obstacle, found.sums and _texts(found.sums)]]


def _given(figure):
    return _ends(figure) if isinstance(figure, Interval) else figure


# Whole tables


def audit_cases(seed=3, tables=130):
    """Return the full report of tables, true, miscopied and garbled; checks are in their order."""
    draw = np.random.default_rng([22, seed])
    cases = [
        (
            random_table(draw),
            float(draw.choice([0.05, 0.01, 0.1, 0.123])),
            [int(n) for n in draw.integers(2, 60, size=draw.integers(0, 3))],
        )
        for _ in range(tables)
    ]
    return {
        "audit": [audited(*case) for case in cases],
        "findings": [found_in(*case) for case in cases],
        "declared": [
            *(declared(draw) for _ in range(tables // 2)),
            *(_waves(draw) for _ in range(tables // 6)),
            *(_groups(draw) for _ in range(tables // 20)),
        ],
    }


def _groups(draw):
    """Return a case of two separate groups, with the df of theirs or one that is near it."""
    pre, post = (int(n) for n in draw.integers(3, 60, 2))
    df = pre + post - 2 + int(draw.choice([0, 0, 1]))
    row = {
        "outcome": "x", "n_pre": str(pre), "n_post": str(post), "df": str(df),
        "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10", "sd_post": "5.84",
        "statistic": f"{draw.normal(0, 2):.2f}", "pvalue": f"{draw.random():.3f}",
    }  # fmt: skip
    return [[row], {}, _records(audit(pd.DataFrame([row], dtype="str")))]


def paper_cases():
    """Return the paper's six outcomes at every level and n, with and without their own n."""
    sizes = [[], [11, 15], *([n] for n in range(8, 17)), [15, 10, 11, 40, 200]]
    paper = load_outcomes()[list(COLUMNS)].astype("str").to_dict("records")
    blank = [{**row, "n": ""} for row in paper]
    without = [{**row, "n": "", "df": "", "claim": ""} for row in paper]
    return {
        "audit": [
            audited(table, alpha, n)
            for alpha in (0.001, 0.01, 0.05, 0.1, 0.2)
            for n in sizes
            for table in (paper, blank, without)
        ]
    }


def audited(table, alpha, n):
    """Return a case of the audit."""
    report = audit(frame(table), alpha=alpha, n=n or None)
    records = _records(report)
    return [given_cells(table), alpha, n, records]


def _records(report):
    far = [None if pd.isna(each) else int(each) for each in report["distance"]]
    texts = report[["check", *FIELDS]].to_numpy().tolist()
    return [[*text, each] for text, each in zip(texts, far, strict=True)]


def found_in(table, alpha, n):
    """Return a case of what an audit comes to: a finding an outcome, and the headline."""
    report = audit(frame(table), alpha=alpha, n=n or None)
    found = findings(report)
    texts = found[["verdict", "at_odds", "sentence"]].to_numpy().tolist()
    counts = [
        [None if pd.isna(count) else int(count) for count in row]
        for row in found[["distance", "made", "checks"]].astype("object").to_numpy().tolist()
    ]
    told = [[*said, *row] for said, row in zip(texts, counts, strict=True)]
    return [given_cells(table), alpha, n, [*told, headline(report)]]


def declared(draw):
    """Return a case with further figures and conventions: true rows, and rows with a slip."""
    rule = str(draw.choice(["nearest", "truncate", "up", "twice"]))
    sd = str(draw.choice(["sample", "population"]))
    table = [full_row(draw, rule, sd)]
    if draw.random() < 0.5:
        with_a_slip(draw, table[0])
    options = {}
    if draw.random() < 0.6:
        options = {"rounding": rule, "sd": sd}
    if draw.random() < 0.2:
        options |= {"rounding": {"t": "truncate", "p": "either"}}
    if draw.random() < 0.2:
        options |= {"tail": str(draw.choice(["two", "one", "against"]))}
    report = audit(pd.DataFrame(table, dtype="str").fillna(""), **options)
    return [table, options, _records(report)]


def _waves(draw):
    """Return a case of waves with their own n, where some figures are missing or p is zero."""
    row = row_with_drop_outs(draw, (0, 0) if draw.random() < 0.2 else None)
    for name in ("df", "n_pre", "n_post", "statistic", "sd_change", "d", "claim"):
        if draw.random() < (0.6 if name == "df" else 0.15):
            del row[name]
    if draw.random() < 0.2:
        row["n_post"] = str(draw.integers(2, 40))
    if draw.random() < 0.2:
        row["pvalue"] = str(draw.choice([".000", "0.00", "0", ".0"]))
    report = audit(pd.DataFrame([row], dtype="str"))
    return [[row], {}, _records(report)]


def given_cells(table):
    """Return the cells that hold anything."""
    return [{name: cell for name, cell in row.items() if cell} for row in table]


def frame(table):
    """Return the cells as the package takes them."""
    cells = [{name: row.get(name, "") for name in (*COLUMNS, "unreadable")} for row in table]
    return pd.DataFrame(cells, dtype="str")


# Tests


def ttest_cases():
    """Return what SciPy and the package say of t, and of samples plain and at the edge."""
    draw = np.random.default_rng([22, 4])
    grid = list(itertools.product(DEGREES, (-8, -2.5, -0.3, 0.0, 0.01, 1.7, 3.2, 20)))
    tails = list(itertools.product(DEGREES, (0.0005, 0.005, 0.025, 0.05, 0.1, 0.4)))
    edges = [_hardly_varied(draw) for _ in range(700)]
    return {
        "p_two_tailed": [[t, df, short(_two_tailed(t, df))] for t, df in _ts()],
        "p": [[t, df, word, short(_tail(t, df, word))] for df, t in grid for word in ALTERNATIVES],
        "critical": [[tail, df, float(stats.t.isf(tail, df))] for df, tail in tails],
        "density": [
            [t, df, short(stats.t.pdf(t, df))] for df in DEGREES for t in np.linspace(-9, 9, 13)
        ],
        "hedges": [[df, short(_hedges(df))] for df in DEGREES],
        "paired_ttest": [_tested(*_sample(draw), draw) for _ in range(250)],
        "testable": [[pre, post, _verdict(pre, post)] for pre, post in edges],
        "edges": [_at_the_edge(*pair, _FIGURES) for pair in edges if not _verdict(*pair)],
        "edge_sds": [_at_the_edge(*pair, _SDS) for pair in edges if not _verdict(*pair)],
    }


def _ts():
    p = np.concatenate([np.logspace(-12, -1e-9, 30), [0.05, 0.5, 0.999, 0.999999]])
    return [(short(stats.t.isf(one / 2, df)), df) for df in DEGREES for one in p]


def _two_tailed(t, df):
    # for one degree of freedom the closed form: SciPy's own loses the last digits near p = 1
    return 2 * stats.t.sf(t, df) if df > 1 else 2 * np.arctan2(1, t) / np.pi


def _tail(t, df, alternative):
    if alternative == "two-sided":
        return 2 * stats.t.sf(abs(t), df)
    return stats.t.sf(t, df) if alternative == "greater" else stats.t.cdf(t, df)


def _hedges(m):
    return special.poch((m - 1) / 2, 0.5) / np.sqrt(m / 2) if m > 1 else np.nan


def _sample(draw):
    return np.round(draw.normal(20, 8, size=(2, int(draw.integers(3, 40)))), 2).tolist()


def _tested(pre, post, draw):
    alternative, alpha = str(draw.choice(ALTERNATIVES)), float(draw.choice([0.05, 0.01, 0.1]))
    found = paired_ttest(pre, post, alternative=alternative, confidence_level=1 - alpha)
    names = ("n", "df", "statistic", "pvalue", "mean_pre", "sd_pre", "mean_post", "sd_post",
             "mean_change", "sd_change", "r", "d_z", "d_av", "d_rm", "g_av")  # fmt: skip
    figures = [getattr(found, name) for name in names]
    figures += [found.confidence_interval.low, found.confidence_interval.high]
    return [pre, post, alternative, alpha, list(map(short, figures))]


def _hardly_varied(draw):
    """Return pairs of 2 to 7 people at the edge: almost constant, huge or tiny."""
    n = int(draw.integers(2, 8))
    size = draw.choice([1.0, 3.3, 1e15, 1e-160, 1e-200, 1e160, 1e289, 1e291, 1e-291, 1e-300])
    steps = draw.integers(-6, 7, size=(2, n))
    kinds = [
        size * (1 + np.finfo(float).eps * steps),
        1e15 + steps,
        1e15 + steps / 8,
        size * draw.normal(size=(2, n)),
        size * 0.1 * draw.integers(1, 4, size=(2, n)),
        np.outer([-1, 1], size * (1 + np.finfo(float).eps * steps[0])),
        draw.normal(size=n) + np.array([[0], [1]]) * (2 + np.finfo(float).eps * 4 * steps[0]),
    ]
    return kinds[draw.integers(len(kinds))].tolist()


def _verdict(pre, post):
    """Return "" for what can be tested, else the reason in two words."""
    try:
        with np.errstate(divide="ignore"):
            paired_ttest(pre, post)
    except ValueError as error:
        (reason,) = [word for said, word in UNTESTABLE.items() if said in str(error)]
        return reason
    return ""


def _at_the_edge(pre, post, names):
    with np.errstate(divide="ignore"):
        found = paired_ttest(pre, post)
    return [pre, post, [short(getattr(found, name)) for name in names]]


def rank_tests_cases():
    """Return the exact tests of whole-number changes, and p values adjusted for several tests."""
    draw = np.random.default_rng([22, 5])
    changes = [draw.integers(-6, 9, draw.integers(2, 30)).tolist() for _ in range(200)]
    changes += [[0, 0, 0], [1], [0], [5, 5], [-3, 3]]
    families = [np.round(draw.random(draw.integers(1, 9)), 2).tolist() for _ in range(200)]
    tests = ("sign_flip_test", "signed_rank_test", "sign_test")
    cases = {
        test: [
            [change, word, float(getattr(twowaves, test)(change, alternative=word))]
            for change in changes
            for word in ALTERNATIVES
        ]
        for test in tests
    }
    cases["adjusted"] = [
        [family, word, twowaves.adjust_pvalues(family, word).tolist()]
        for family in families
        for word in ("holm", "bh")
    ]
    return cases


FILES = {
    "audit": audit_cases,
    "printed": printed_cases,
    "rank_tests": rank_tests_cases,
    "sums": sums_cases,
    "ttest": ttest_cases,
}

__all__ = ["FILES", "audit_cases", "audited", "frame", "short", "text_of"]
