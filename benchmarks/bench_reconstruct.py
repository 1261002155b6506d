"""Reconstructing data sets, against SciPy's t test, SPRITE, plain NumPy and a constraint solver."""

from __future__ import annotations

import tracemalloc
from functools import partial
from time import perf_counter

import numpy as np
import pandas as pd
from ortools.sat.python import cp_model
from scipy import stats
from timing import Row, in_turn, pretty, seconds

import twowaves

CALLS = 300
SETS = 1000
OUTCOMES = twowaves.load_outcomes()["outcome"].tolist()
FRAME = 1 / 60
LIMIT = 60.0  # seconds for the solver
# self-persecution at n = 11: the sums, the windows of the sums of squares, and Σd² (DOMAIN: 904)
SUMS, SQUARES, CHANGES, HIGHEST = (81, 43), ((1329, 1343), (251, 255)), 904, 32


def rows() -> list[Row]:
    """Time 1,000 data sets, a proof of impossibility and one data set by other means."""
    totals = [name for name in OUTCOMES if name != "self-compassion"]
    found = []
    for n in (11, 12):
        found += [
            _worst(f"1,000 data sets, n = {n}: slowest of five outcomes", totals, n, 1),
            _worst(f"1,000 data sets, n = {n}: self-compassion", ["self-compassion"], n, 2),
        ]
    return [*found, _proof(), *_hundred(), *_peers()]


def _tests() -> object:
    pre, post = np.random.default_rng(12).normal(20, 8, size=(2, 12))
    return [stats.ttest_rel(post, pre) for _ in range(CALLS)]


def _worst(measure: str, outcomes: list[str], n: int, target: float) -> Row:
    slowest = max(
        (in_turn(partial(twowaves.reconstruct, name, n, SETS, seed=n), _tests, repeats=1, rounds=5)
         for name in outcomes), key=lambda times: -times[2],
    )  # fmt: skip
    ours, other, ratio = slowest
    return Row(
        f"{measure}, {CALLS} calls of scipy.stats.ttest_rel", pretty(ours), pretty(other),
        f"{1 / ratio:.2f} of the time", f"≤ {target}", 1 / ratio <= target,
    )  # fmt: skip


def _proof() -> Row:
    table = twowaves.load_outcomes()
    ours = min(seconds(lambda: twowaves.feasible_n(table), 1) for _ in range(9))
    return Row(
        "which n from 2 to 30 are impossible, six outcomes, one frame", pretty(ours),
        pretty(FRAME), f"{ours / FRAME:.2f} of the time", "≤ 1", ours <= FRAME,
    )  # fmt: skip


def _hundred() -> list[Row]:
    rng = np.random.default_rng(100)
    pre, post = np.clip(np.rint(rng.normal([[20], [24]], 8, (2, 100))), 0, 52)
    row = pd.Series({
        "outcome": "a hundred people", "scoring": "total", "scale_min": 0, "scale_max": 52,
        "mean_pre": f"{pre.mean():.1f}", "sd_pre": f"{pre.std(ddof=1):.1f}",
        "mean_post": f"{post.mean():.1f}", "sd_post": f"{post.std(ddof=1):.1f}",
        "statistic": f"{stats.ttest_rel(post, pre).statistic:.3f}",
    })  # fmt: skip
    hundred = partial(twowaves.reconstruct, row, 100, SETS, seed=1)
    eleven = partial(twowaves.reconstruct, "self-correction", 11, SETS, seed=1)
    ours, other, ratio = in_turn(hundred, eleven, repeats=1, rounds=5)
    tracemalloc.start()
    hundred()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return [
        Row("1,000 data sets of 100 people on 0 to 52, the same of 11 people", pretty(ours),
            pretty(other), f"{1 / ratio:.1f} of the time", "≤ 100", 1 / ratio <= 100),
        Row("memory for them, 200 MB", f"{peak:.0f} MB", "200 MB", f"{peak / 200:.2f}", "≤ 1",
            peak <= 200),
    ]  # fmt: skip


def _peers() -> list[Row]:
    """Compare one of 1,000 data sets of self-persecution with what others take for one."""
    run = partial(twowaves.reconstruct, "self-persecution", 11, SETS, seed=1)
    ours = min(seconds(run, 1) for _ in range(5)) / SETS
    return [
        _against(ours, "SPRITE in pure Python, one sample that is not paired", _sprite_each()),
        _against(ours, "plain NumPy, all chains step by step", _chains_each()),
        _against(ours, f"OR-tools' CP-SAT (stopped at {LIMIT:.0f} s)", _solver()),
    ]


def _against(ours: float, what: str, other: float) -> Row:
    return Row(
        f"one data set of self-persecution, n = 11, {what}", pretty(ours), pretty(other),
        f"{ours / other:.4f} of the time", "≤ 1", ours <= other,
    )  # fmt: skip


def _sprite_each() -> float:
    rng = np.random.default_rng(1)
    return seconds(lambda: _sprite(rng), 300)


def _sprite(rng: np.random.Generator) -> list[int]:
    """Return one sample by the textbook's way: start even, hand over a point, keep what helps."""
    n, total, (low, high) = 11, SUMS[0], SQUARES[0]
    sample = [total // n + (person < total % n) for person in range(n)]
    while True:
        squares = sum(value * value for value in sample)
        if low <= squares <= high:
            return sample
        giver, taker = (int(each) for each in rng.integers(0, n, 2))
        if sample[giver] > 0 and sample[taker] < HIGHEST and giver != taker:
            step = 2 * (sample[taker] - sample[giver] + 1)
            if (squares < low) == (step > 0):
                sample[giver] -= 1
                sample[taker] += 1


def _chains_each() -> float:
    """Return the time for one data set of many chains that step at random until all fit."""
    rng, chains, n = np.random.default_rng(1), 3000, 11
    rows_ = np.arange(chains)
    start = perf_counter()
    waves = [np.tile(total // n + (np.arange(n) < total % n), (chains, 1)) for total in SUMS]
    arrived = 0
    for _ in range(1500):
        tried = [wave.copy() for wave in waves]
        for wave in tried:
            giver, taker = rng.integers(0, n, (2, chains))
            can = (wave[rows_, giver] > 0) & (wave[rows_, taker] < HIGHEST)
            wave[rows_, giver] -= can
            wave[rows_, taker] += can
        better = _miss(tried) <= _miss(waves)
        waves = [np.where(better[:, None], new, old) for new, old in zip(tried, waves, strict=True)]
        arrived = int((_miss(waves) == 0).sum())
        if arrived >= SETS:
            break
    return (perf_counter() - start) / max(arrived, 1)


def _miss(waves: list[np.ndarray]) -> np.ndarray:
    """Return how far the sums of squares lie from where they must be."""
    pre, post = waves
    gaps = np.abs(((post - pre) ** 2).sum(axis=1) - CHANGES)
    for wave, (low, high) in zip(waves, SQUARES, strict=True):
        squares = (wave * wave).sum(axis=1)
        gaps += np.maximum(low - squares, 0) + np.maximum(squares - high, 0)
    return gaps


def _solver() -> float:
    model = cp_model.CpModel()
    n = 11
    waves = [[model.new_int_var(0, HIGHEST, f"{w}{i}") for i in range(n)] for w in "xy"]
    for wave, total, (low, high) in zip(waves, SUMS, SQUARES, strict=True):
        model.add(sum(wave) == total)
        squares = [_squared(model, value, 0) for value in wave]
        model.add_linear_constraint(sum(squares), low, high)
    changes = []
    for before, after in zip(*waves, strict=True):
        change = model.new_int_var(-HIGHEST, HIGHEST, "")
        model.add(change == after - before)
        changes.append(_squared(model, change, -HIGHEST))
    model.add(sum(changes) == CHANGES)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = LIMIT
    solver.parameters.num_workers = 1
    start = perf_counter()
    solver.solve(model)
    return perf_counter() - start


def _squared(model: cp_model.CpModel, value: cp_model.IntVar, lowest: int) -> cp_model.IntVar:
    square = model.new_int_var(0, max(HIGHEST, -lowest) ** 2, "")
    model.add_multiplication_equality(square, [value, value])
    return square
