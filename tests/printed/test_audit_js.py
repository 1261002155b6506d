"""`audit.js` in a real browser against `twowaves.audit`, beyond the tables of `tests/spec`."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from modules import asker
from scipy import special

from twowaves import audit
from twowaves.printed.known import COLUMNS

CHAPTER = "notebooks/replication.html"
FIELDS = ["outcome", "check", "verdict", "expected", "printed", "detail", "reading"]


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that asks one of the page's modules."""
    return asker(open_module_page(CHAPTER), site)


def frame(table):
    """The cells as the package takes them."""
    rows = [{name: row.get(name, "") for name in (*COLUMNS, "unreadable")} for row in table]
    return pd.DataFrame(rows, dtype="str")


def assert_same(compute, cases):
    """Hold every record of every case (table, alpha, n) against the package's."""
    given = [{"table": table, "options": {"alpha": alpha, "n": n}} for table, alpha, n in cases]
    found = compute(
        "printed/audit", "(all) => all.map(({ table, options }) => m.audit(table, options))", given
    )
    for (table, alpha, n), records in zip(cases, found, strict=True):
        expected = audit(frame(table), alpha=alpha, n=n or None)
        got = pd.DataFrame(records, columns=FIELDS, dtype="str")
        expected = expected[FIELDS]
        different = (expected != got).any(axis=1)
        sides = [side[different].to_numpy().tolist() for side in (expected, got)]
        assert sides[0] == sides[1], (table, alpha, n)


def test_fractions_as_floats(compute):
    """A fraction of any size becomes the float nearest to it."""
    rng = np.random.default_rng(4)
    pairs = [
        (int(sign) * int(rng.integers(1, 2**62)) ** int(a), int(rng.integers(1, 2**62)) ** int(b))
        for sign, a, b in zip(rng.choice([-1, 1], 300), *rng.integers(1, 5, (2, 300)), strict=True)
    ]
    pairs += [(2**53 + 1, 1), (2**54 + 2, 2), (10**30, 3 * 10**30), (1, 3), (0, 5)]
    texts = [[str(p), str(q)] for p, q in pairs]

    found = compute(
        "_base/fraction",
        "(all) => all.map(([p, q]) => m.toFloat({ p: BigInt(p), q: BigInt(q) }))",
        texts,
    )

    assert [float(x) for x in found] == [float(Fraction(p, q)) for p, q in pairs]


@pytest.mark.parametrize("df", [10**5, 10**6, 10**6 + 1, 10**7, 10**10, 10**15])
def test_any_df(compute, df):
    """With very many degrees of freedom p is still SciPy's, to eight digits."""
    sizes = np.linspace(0.01, 6, 80).tolist()

    found = compute("_base/distributions", f"(all) => all.map((t) => m.tTwoTailed(t, {df}))", sizes)

    expected = 2 * special.stdtr(df, -np.array(sizes))
    np.testing.assert_allclose(found, expected, rtol=1e-8)


def test_infinite_r(compute):
    """Where t may be zero the correlation has no lower end, and is written so."""
    row = {"mean_pre": "2.0", "sd_pre": "1.0", "mean_post": "2.5", "sd_post": "1.0", "n": "9"}

    assert_same(compute, [([{**row, "statistic": t}], 0.05, []) for t in ("0", "0.0", "-0", "1")])
