"""The paired t test against SciPy's and pingouin's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pingouin
from scipy import stats
from timing import Row, in_turn, pretty

import twowaves


def rows() -> list[Row]:
    """Time one data set of 12, and 100,000 of them at once."""
    rng = np.random.default_rng(12)
    pre, post = rng.normal(20, 8, size=(2, 12))
    many_pre, many_post = rng.normal(20, 8, size=(2, 100_000, 12))

    def one() -> object:
        return twowaves.paired_ttest(pre, post)

    def with_interval() -> object:
        return twowaves.paired_ttest(pre, post).effect_size_interval("d_z")

    def scipy_one() -> object:
        # the interval is part of what our result holds, so SciPy is asked for it too
        return stats.ttest_rel(post, pre).confidence_interval()

    def pingouin_one() -> object:
        return pingouin.ttest(post, pre, paired=True)

    def stack() -> object:
        return twowaves.paired_ttest(many_pre, many_post)

    def scipy_stack() -> object:
        return stats.ttest_rel(many_post, many_pre, axis=1)

    def scipy_bare() -> object:
        return stats.ttest_rel(post, pre)

    assert isinstance(pingouin_one(), pd.DataFrame)
    return [
        _row("one data set of 12, scipy.stats.ttest_rel", one, scipy_bare, 3, repeats=200),
        _row("the same with SciPy's interval", one, scipy_one, 3, repeats=200),
        _row("the same, d_z's interval included", with_interval, scipy_bare, 1, repeats=50),
        _row("one data set of 12, pingouin.ttest", one, pingouin_one, 15, repeats=20),
        _row("100,000 data sets of 12, scipy.stats.ttest_rel", stack, scipy_stack, 1, repeats=2),
    ]


def _row(measure: str, ours: object, other: object, target: float, *, repeats: int) -> Row:
    first, second, ratio = in_turn(ours, other, repeats=repeats)  # type: ignore[arg-type]
    return Row(
        measure,
        pretty(first),
        pretty(second),
        f"{ratio:.1f} × faster",
        f"≥ {target:g} ×",
        ratio >= target,
    )
