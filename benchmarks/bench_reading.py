"""Reading a printed table of 1,000 rows against pandas, which leaves its cells as they are."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
from timing import Row, in_turn, pretty

import twowaves

ROWS = 1_000
ALLOWANCE = 0.05  # seconds beside three times what pandas takes


def rows() -> list[Row]:
    """Time a table with a column a figure, and one with a mean and its SD in a cell."""
    rng = np.random.default_rng(55)
    return [_row("a figure a cell", _figures(rng)), _row("M (SD) a cell", _pairs(rng))]


def _figures(rng: np.random.Generator) -> str:
    lines = ["\tPretest\t\tPosttest\t\t\t\t", "Outcome\tM\tSD\tM\tSD\tt\tdf\tp"]
    for k, (a, b, c, d, t) in enumerate(rng.normal(20, 5, (ROWS, 5))):
        lines.append(f"outcome {k}\t{a:.2f}\t{b:.2f}\t{c:.2f}\t{d:.2f}\t{t - 20:.2f}\t19\t.021")
    return "\n".join(lines)


def _pairs(rng: np.random.Generator) -> str:
    lines = ["Outcome\tPre M (SD)\tPost M (SD)\tt(df)\tp"]
    for k, (a, b, c, d, t) in enumerate(rng.normal(20, 5, (ROWS, 5))):
        lines.append(
            f"outcome {k}\t{a:.2f} ({b:.2f})\t{c:.2f} ({d:.2f})\t{t - 20:.2f} (19)\t< .001"
        )
    return "\n".join(lines)


def _row(what: str, text: str) -> Row:
    first, second, _ = in_turn(
        lambda: twowaves.read_printed(text),
        lambda: pd.read_csv(io.StringIO(text), sep="\t", dtype="str"),
        repeats=3,
    )
    return Row(
        f"a printed table of {ROWS:,} rows, {what}, pandas.read_csv",
        pretty(first),
        pretty(second),
        f"{1e3 * (first - 3 * second):.0f} ms more than 3 ×",
        f"≤ {1e3 * ALLOWANCE:.0f} ms",
        first <= 3 * second + ALLOWANCE,
    )
