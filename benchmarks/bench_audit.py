"""The audit of a table, and the search for its sample size, against SciPy's paired t test."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from timing import Row, in_turn, pretty

sys.path.append(str(Path(__file__).parents[1] / "tests/helpers"))

from full_rows import full_row  # type: ignore[import-not-found] # found above

import twowaves

CALLS = 300
MANY = 3000


def rows() -> list[Row]:
    """Time the six outcomes of the paper, and many, against paired t tests of 12 people."""
    rng = np.random.default_rng(12)
    pre, post = rng.normal(20, 8, size=(2, 12))
    outcomes = twowaves.load_outcomes()

    def audit() -> object:
        return twowaves.audit(outcomes, n=(10, 11, 15))

    def feasible() -> object:
        return twowaves.feasible_n(outcomes, n=range(2, 201))

    def scipy_tests() -> object:
        return [stats.ttest_rel(post, pre) for _ in range(CALLS)]

    draw = np.random.default_rng(24)
    table = pd.DataFrame([full_row(draw, further=False) for _ in range(MANY)])

    def audit_many() -> object:
        return twowaves.audit(table)

    def feasible_many() -> object:
        return twowaves.feasible_n(table.head(CALLS))

    def many_tests() -> object:
        return [stats.ttest_rel(post, pre) for _ in range(MANY)]

    return [
        _row("audit of six outcomes", audit, scipy_tests),
        _row("six outcomes, n from 2 to 200", feasible, scipy_tests),
        _row("audit of 3,000 outcomes", audit_many, many_tests, MANY),
        _row("300 outcomes, n from 2 to 30", feasible_many, scipy_tests),
    ]


def _row(measure: str, ours: object, other: object, calls: int = CALLS) -> Row:
    first, second, ratio = in_turn(ours, other, repeats=1, rounds=5)  # type: ignore[arg-type]
    return Row(
        f"{measure}, {calls:,} calls of scipy.stats.ttest_rel",
        pretty(first),
        pretty(second),
        f"{1 / ratio:.2f} of the time",
        "≤ 1",
        ratio >= 1,
    )
