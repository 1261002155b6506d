"""Printed tables as a reader may type them: from whole numbers, then miscopied, cut and garbled."""

import numpy as np
from as_printed import TIES, print_sums, sums_of
from scipy import stats

from twowaves.printed.known import COLUMNS

BAD = {
    "n": ["1", "10.5", "ten", "0012", "1" * 16, "100000", "400"],
    "n_items": ["0", "1", "25", "three", "20000"],
    "scoring": ["sum", "Average", "median", "MEAN"],
    "scale_min": ["low", "-3", "0.5", "= 1", "40", ".0000001"],
    "scale_max": ["4", "-8", "7.25", "< 9", "1000000", "1234567.5"],
    "claim": ["yes", "No", "n.s.", "perhaps", "Significant"],
    "df": ["0", "1", "10.53", "28", "100000", "2000000", "999999999999"],
    "pvalue": ["n.s.", "1.2", "-.05", "< .05", "<.001", "> .05", "= .05", ".000", "0.00", "1.00",
               ".0000004", "0", "1", ".10", ".005", "2,8", "*"],
    "outcome": ["", "NA", "=1+1", "<b>x</b>", "constructor", " hope ", "Ümläut\u2009"],
}  # fmt: skip
NUMBERS = [
    "2,8", "1,234.5", "1,2,3", "abc", "-", "\N{EN DASH}", "NA", "0", "0.00", "-0.00",
    "\u22122.5", "+3.1", "= 4.0", "=4", "< 3", "> 2", ".5", "5.", "1e3", "12.25", "-3",
    "1.23456789012345", "1234567890123456",
    "\u00a07.1\u2003", "1 000", "99.99", "\u0663", "0.0000001",
]  # fmt: skip


def random_row(rng):
    """Return one row of text cells; about half of them as true data print them."""
    n = int(rng.integers(2, 41))
    items = int(rng.choice([1, 1, 1, 3, 8, 12]))
    low, high = int(rng.integers(-2, 2)), int(rng.integers(3, 9))
    data = rng.integers(low * items, high * items, size=(2, n), endpoint=True)
    data[1] = np.where(rng.random(n) < rng.random(), data[1], data[0])
    is_mean = items > 1 and rng.random() < 0.5
    decimals = tuple(int(d) for d in rng.integers(0, 5, size=3))
    row = print_sums(
        n, sums_of(*data.tolist()), items if is_mean else 1,
        decimals=decimals, rule=TIES[rng.integers(3)],
    )  # fmt: skip
    if row["statistic"] is None:
        row["statistic"] = ""
    elif rng.random() < 0.3:
        row["statistic"] = row["statistic"].lstrip("-")
    df = n - 1 if rng.random() < 0.8 else int(rng.integers(1, 40))
    t = abs(float(row["statistic"] or 1))
    p = stats.t.sf(t, df) * rng.choice([1, 2])
    claim = "significant" if p < 0.05 else "not significant"
    row |= {
        "outcome": f"outcome {rng.integers(100)}",
        "n": str(n),
        "n_items": str(items),
        "scoring": "mean" if is_mean else "total",
        "scale_min": str(low if is_mean else low * items),
        "scale_max": str(high if is_mean else high * items),
        "df": str(df),
        "pvalue": f"{p:.{rng.integers(1, 5)}f}".removeprefix("0" if rng.random() < 0.7 else "-"),
        "claim": claim,
    }
    for column in COLUMNS:
        chance = rng.random()
        if chance < 0.06:
            row[column] = ""
        elif chance < 0.12:
            row[column] = str(rng.choice(BAD.get(column, NUMBERS)))
        elif chance < 0.2 and row[column].replace(".", "").isdigit():
            row[column] = _miscopied(row[column], rng)
    return row


def _miscopied(text, rng):
    place = int(rng.choice([i for i, letter in enumerate(text) if letter.isdigit()]))
    return f"{text[:place]}{rng.integers(10)}{text[place + 1 :]}"


def random_table(rng):
    """Return one to four rows; sometimes with a row whose cells could not be told apart."""
    rows = [random_row(rng) for _ in range(rng.integers(1, 5))]
    if rng.random() < 0.05:
        rows[-1] = {"outcome": rows[-1]["outcome"], "unreadable": "Line 3 (x) has 19 cells."}
    return rows


__all__ = ["random_row", "random_table"]
