"""Simulated studies against the random numbers that they are made of, and against a loop."""

from __future__ import annotations

import multiprocessing
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from distributed import Client, LocalCluster
from scipy import stats
from timing import Row, in_turn, pretty, seconds

from twowaves import Design, simulate
from twowaves.studies.simulation import Group, stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

DESIGN = Design(n=12)  # normal, rounded and cut off at 0 and 52
BATCH, BATCHES = 2000, 4
STUDIES = 1_000_000
SHARED = 4_000_000


def rows() -> list[Row]:
    """Time the kernel, the frame, a loop, two processes and a cluster; weigh the frame."""
    return [_kernel(), _frame(), _weight(), _loop(), _processes(), _cluster()]


def _normals() -> None:
    """Draw as many standard normals as a million studies have scores, into the same memory."""
    random, memory = np.random.default_rng(1), np.empty((2, DESIGN.n, BATCH))
    for _ in range(STUDIES // BATCH):
        random.standard_normal(out=memory)


def _summaries() -> None:
    """Draw a million studies to mean and SD of change and t, as `simulate` does."""
    group = Group(DESIGN, is_control=False, studies=BATCH)
    found = {name: np.empty((1, STUDIES)) for name in ("module mean", "module sd", "t")}
    for start in range(0, STUDIES, BATCH):
        if start % (BATCH * BATCHES) == 0:
            random = stream(1, start // (BATCH * BATCHES))
        part = {name: values[:, start : start + BATCH] for name, values in found.items()}
        group.summarise(random, part)
        np.divide(part["module mean"] * np.sqrt(DESIGN.n), part["module sd"], out=part["t"])


def _kernel() -> Row:
    ours, other, ratio = in_turn(_summaries, _normals, repeats=1, rounds=7)
    return _floor(
        "a million studies of 12 pairs to t, drawing the normals", ours, other, ratio, 1.35
    )


def _frame() -> Row:
    full = partial(simulate, DESIGN, STUDIES, seed=1, progress=False)
    ours, other, ratio = in_turn(full, _normals, repeats=1, rounds=7)
    return _floor("the same as a frame, the normals", ours, other, ratio, 2.5)


def _floor(measure: str, ours: float, other: float, ratio: float, most: float) -> Row:
    """Return a row for what cannot be quicker than its floor, or hardly."""
    times = 1 / ratio
    return Row(
        measure,
        pretty(ours),
        pretty(other),
        f"{times:.2f} × as long",
        f"≤ {most:g} ×",
        times <= most,
    )


def _weight() -> Row:
    """Weigh what a run needs beyond the frame that it returns."""
    simulate(DESIGN, BATCH, seed=1, progress=False)
    tracemalloc.start()
    frame = simulate(DESIGN, STUDIES, seed=1, progress=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    returned = int(frame.memory_usage().sum())
    extra = (peak - returned) / 1e6
    return Row(
        "a million studies, memory beyond the frame", f"{peak / 1e6:.0f} MB",
        f"{returned / 1e6:.0f} MB", f"{extra:.0f} MB more", "≤ 60 MB", extra <= 60,
    )  # fmt: skip


def _loop() -> Row:
    """Compare with a loop over SciPy's paired test on scores that are there already."""
    scores = np.random.default_rng(1).normal(26, 8, size=(2, 300, DESIGN.n))

    def loop() -> None:
        for pre, post in zip(*scores, strict=True):
            stats.ttest_rel(post, pre)

    studies = 100_000
    full = partial(simulate, DESIGN, studies, seed=1, progress=False)
    ours, other, ratio = in_turn(full, loop, repeats=1, rounds=7)
    times = ratio * studies / scores.shape[1]
    return Row(
        "a study in the frame, scipy.stats.ttest_rel in a loop", pretty(ours / studies),
        pretty(other / scores.shape[1]), f"{times:.0f} × faster", "≥ 500 ×", times >= 500,
    )  # fmt: skip


def _processes() -> Row:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        return _shared("two processes, one", executor, 1.8)


def _cluster() -> Row:
    settings = {"threads_per_worker": 1, "processes": True, "silence_logs": 50}
    with (
        LocalCluster(n_workers=2, dashboard_address="127.0.0.1:0", **settings) as cluster,
        Client(cluster) as client,
    ):
        return _shared(
            "Dask's local cluster of two workers, one process", client.get_executor(), 1.5
        )


def _shared(measure: str, executor: Executor, least: float) -> Row:
    """Compare two workers with this process; each round has a seed of its own."""
    seeds = iter(range(1, 1000))

    def run(executor: Executor | None) -> Callable[[], object]:
        return lambda: simulate(DESIGN, SHARED, seed=next(seeds), executor=executor, progress=False)

    seconds(run(executor), 1)  # workers have started and imported
    ours, other, ratio = in_turn(run(executor), run(None), repeats=1, rounds=3)
    return Row(
        f"4 million studies: {measure}", pretty(ours), pretty(other), f"{ratio:.2f} × faster",
        f"≥ {least:g} ×", ratio >= least,
    )  # fmt: skip
