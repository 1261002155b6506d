"""`audit.js` in a real browser against `twowaves.audit`, beyond the tables of `tests/spec`."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from modules import asker
from scipy import special

from twowaves import audit, read_table
from twowaves.printed.table import COLUMNS

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


CSV = {
    "commas": "outcome,n,mean_pre,t\nhope,11,2.80,-2.040\nfear,12,,\n",
    "semicolons": "\ufeffOutcome;N;M pre;SD-pre;t;p\r\nhope;11;2,80;.9;-2.040;< .05\r\n",
    "tabs": "Measure\tItems\tMax\nhope\t12\t5\n\n ,;\t\nfear\t8\t4",
    "quotes": 'outcome, n ,foo\n"hope, ""all"" of it", 11,"x\nfear,"12" ,y"z\n"a"b,1,2\n',
    "ragged": "outcome,n,mean_pre\nhope,11,2,8\nfear,12\n,,,9\nlast,13,2.8,\n",
    "first column unknown": "id,outcome,n\n1,hope,11\n2,fear,12,13\n",
    "line ends": "outcome,n\rhope,11\x0bfear,12\x1cjoy,13\u2028rest,14",
    "unreadable": "outcome,n,unreadable\nhope,11,because\n",
    "separator line": '\ufeff"sep=;"\r\nOutcome;N;M pre,t\r\nhope;11;2,80;1\r\n',
    "separator line, tab": "SEP=\t \noutcome\tn,t,p\nhope\t1\n",
}


@pytest.mark.parametrize("name", CSV)
def test_read_table(compute, name):
    """Pasted text becomes the cells that `read_table` makes of it."""
    text = CSV[name] if "\n" in CSV[name] else f"{CSV[name]}\n"
    table = read_table(text)
    known = [column for column in (*COLUMNS, "unreadable") if column in table]
    expected = [
        {column: cell for column, cell in row.items() if cell}
        for row in table[known].to_dict("records")
    ]

    assert compute("printed/table", "(text) => m.readTable(text)", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "outcome,n\n",
        "a,b\n1,2\n",
        "t,n,T\n1,2,3\n",
        "n;N;t;statistic\n1;2;3;4\n",
        "x\n1\n",
        "\n\n",
        "sep=;\na;b\n",
        "sep=|\nn\n1\n",
        "n," * 7 + "n\n1\n",
        "x," * 7 + "x\n1\n",
        "🙂" * 41 + "\n1\n",
        "n\r1\n\x002",
        "n\0\0\n1\n",
    ],
)
def test_refused_tables(compute, text):
    """A table that is none is refused in the same sentence."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 # whatever it says is the point
        read_table(text)

    script = (
        "(text) => { try { return m.readTable(text); } catch (error) { return error.message; } }"
    )
    assert compute("printed/table", script, text) == str(refused.value)


def test_infinite_r(compute):
    """Where t may be zero the correlation has no lower end, and is written so."""
    row = {"mean_pre": "2.0", "sd_pre": "1.0", "mean_post": "2.5", "sd_post": "1.0", "n": "9"}

    assert_same(compute, [([{**row, "statistic": t}], 0.05, []) for t in ("0", "0.0", "-0", "1")])
