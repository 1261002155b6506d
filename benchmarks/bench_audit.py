"""The audit of a table, and the search for its sample size, against SciPy's paired t test."""

from __future__ import annotations

import numpy as np
from scipy import stats
from timing import Row, in_turn, pretty

import twowaves

CALLS = 300


def rows() -> list[Row]:
    """Time the six outcomes of the paper against 300 paired t tests of 12 people."""
    rng = np.random.default_rng(12)
    pre, post = rng.normal(20, 8, size=(2, 12))
    outcomes = twowaves.load_outcomes()

    def audit() -> object:
        return twowaves.audit(outcomes, n=(10, 11, 15))

    def feasible() -> object:
        return twowaves.feasible_n(outcomes, n=range(2, 201))

    def scipy_tests() -> object:
        return [stats.ttest_rel(post, pre) for _ in range(CALLS)]

    return [
        _row("audit of six outcomes", audit, scipy_tests),
        _row("six outcomes, n from 2 to 200", feasible, scipy_tests),
    ]


def _row(measure: str, ours: object, other: object) -> Row:
    first, second, ratio = in_turn(ours, other, repeats=1)  # type: ignore[arg-type]
    return Row(
        f"{measure}, {CALLS} calls of scipy.stats.ttest_rel",
        pretty(first),
        pretty(second),
        f"{1 / ratio:.2f} of the time",
        "≤ 1",
        ratio >= 1,
    )
