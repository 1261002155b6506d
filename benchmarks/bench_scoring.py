"""Scoring 100,000 people on all three instruments against the mean of the same answers."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from timing import Row, in_turn, pretty

import twowaves

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 100_000
FORMS = [twowaves.load_instrument(name) for name in twowaves.shipped_instruments()]


def rows() -> list[Row]:
    """Time and weigh complete whole-number answers, and such with 2 % missing, prorated."""
    rng = np.random.default_rng(55)
    complete = pd.concat([_answers(form, rng) for form in FORMS], axis=1)
    gaps = complete.mask(rng.random(complete.shape) < 0.02)
    found: list[Row] = []
    for measure, answers, missing in (
        ("100,000 people, 3 instruments", complete, "strict"),
        ("the same, 2 % missing, prorated", gaps, "prorate"),
    ):
        found += [_time(measure, answers, missing), _memory(measure, answers, missing)]
    return found


def _answers(form: twowaves.Instrument, rng: np.random.Generator) -> pd.DataFrame:
    answers = rng.integers(form.response_min, form.response_max + 1, (PEOPLE, form.n_items))
    return pd.DataFrame(answers, columns=form.column_names())


def _scoring(answers: pd.DataFrame, missing: str) -> Callable[[], object]:
    return lambda: [twowaves.score(answers, form, missing=missing) for form in FORMS]  # type: ignore[arg-type]


def _time(measure: str, answers: pd.DataFrame, missing: str) -> Row:
    def mean() -> object:
        return answers.mean(axis=1)

    first, second, ratio = in_turn(_scoring(answers, missing), mean, repeats=3)
    return Row(
        f"{measure}, DataFrame.mean(axis=1) of the {answers.shape[1]} columns",
        pretty(first),
        pretty(second),
        f"{1 / ratio:.2f} of the time",
        "≤ 5",
        ratio >= 1 / 5,
    )


def _memory(measure: str, answers: pd.DataFrame, missing: str) -> Row:
    do = _scoring(answers, missing)
    do()  # what is made once, such as the keys, is no part of a call
    tracemalloc.start()
    do()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = int(answers.memory_usage(index=False).sum())
    return Row(
        f"{measure}, peak memory against the answers' own",
        f"{peak / 1e6:.1f} MB",
        f"{size / 1e6:.1f} MB",
        f"{peak / size:.2f} of the size",
        "≤ 3",
        peak <= 3 * size,
    )
