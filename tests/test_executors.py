"""The same rows from one process, several, and a cluster; and no rows at all if a worker dies."""

import contextlib
import dataclasses
import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd
import pytest
from distributed import Client, LocalCluster

from prepost import Design, DropOut, Selection, SimulationError, Threat, simulate

DESIGN = Design(n=11, n_outcomes=2, n_control=5, threats=(Selection(0.4), DropOut(0.3)))
STUDIES = 43_210
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def expected():
    """Return the rows as this process makes them."""
    return simulate(DESIGN, STUDIES, seed=8)


@pytest.fixture(scope="module")
def processes():
    """Two processes, started as on every system."""
    with ProcessPoolExecutor(2, mp_context=SPAWN) as executor:
        yield executor


@contextlib.contextmanager
def cluster_of(n_workers):
    """A real cluster of worker processes on this machine."""
    settings = {"threads_per_worker": 1, "processes": True, "silence_logs": 50}
    with (
        LocalCluster(n_workers=n_workers, dashboard_address="127.0.0.1:0", **settings) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def client():
    """A cluster of two workers."""
    with cluster_of(2) as client:
        yield client


def assert_same(rows, expected):
    pd.testing.assert_frame_equal(rows, expected, check_exact=True)


@pytest.mark.parametrize("chunk_size", [1, 2, 7, 10_000])
def test_processes(processes, expected, chunk_size):
    """Two processes give the same rows, bit for bit, in chunks of one block to all."""
    assert_same(
        simulate(DESIGN, STUDIES, seed=8, executor=processes, chunk_size=chunk_size), expected
    )


@pytest.mark.parametrize("chunk_size", [1, 3, 10_000])
def test_cluster(client, expected, chunk_size):
    """Two workers of a Dask cluster give the same rows, bit for bit."""
    executor = client.get_executor()

    assert_same(
        simulate(DESIGN, STUDIES, seed=8, executor=executor, chunk_size=chunk_size), expected
    )


def test_threads(expected):
    """Threads share nothing that a study hangs on."""
    with ThreadPoolExecutor(4) as executor:
        assert_same(simulate(DESIGN, STUDIES, seed=8, executor=executor, chunk_size=1), expected)


@dataclass(frozen=True)
class Deadly(Threat):
    """Kills the process that draws it, unless that is the one that made it."""

    parent: int

    def shift_of_all(self):
        if os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0.0


@dataclass(frozen=True)
class Faulty(Threat):
    """Fails."""

    def shift_of_all(self):
        raise RuntimeError("no history today")


DEADLY = Design(n=12, threats=(Deadly(os.getpid()),))


def test_a_killed_process():
    """A worker that dies in the middle of a run fails it in a sentence; no rows come back."""
    with ProcessPoolExecutor(2, mp_context=SPAWN) as executor:
        simulate(Design(n=12), 100, seed=1, executor=executor)
        with pytest.raises(SimulationError, match=r"of 50000 studies stopped, and no rows are ret"):
            simulate(DEADLY, 50_000, seed=1, executor=executor, chunk_size=1)


def test_a_killed_worker_of_a_cluster():
    """A cluster whose workers die on a task fails the run too, once it has given up on it."""
    with (
        cluster_of(1) as client,
        pytest.raises(SimulationError, match="a worker failed or went away"),
    ):
        simulate(DEADLY, 20_000, seed=1, executor=client.get_executor(), chunk_size=1)


@dataclass(frozen=True)
class DeadlyOnce(Threat):
    """Kills the first process that draws it, and leaves a mark."""

    mark: str

    def shift_of_all(self):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        return 0.0


def test_one_worker_of_two_dies(client, expected, tmp_path):
    """A cluster that loses a worker in the middle of a run does its work again: all rows."""
    mark = tmp_path / "killed"
    design = dataclasses.replace(DESIGN, threats=(*DESIGN.threats, DeadlyOnce(str(mark))))
    rows = simulate(design, STUDIES, seed=8, executor=client.get_executor(), chunk_size=1)

    assert mark.exists()
    assert_same(rows, expected)


def test_an_error_in_a_threat(processes):
    """An error in a worker is told with its reason."""
    with pytest.raises(SimulationError, match="RuntimeError: no history today"):
        simulate(Design(n=12, threats=(Faulty(),)), 50, seed=1, executor=processes)


class Counting(ThreadPoolExecutor):
    """Remembers its futures."""

    def __init__(self):
        super().__init__(1)
        self.futures: list[Future] = []

    def submit(self, *arguments, **named):
        self.futures.append(super().submit(*arguments, **named))
        return self.futures[-1]


def test_what_waits_is_cancelled():
    """After an error, or Ctrl-C, nothing goes on that nobody waits for."""
    with Counting() as executor:
        with pytest.raises(SimulationError):
            simulate(
                Design(n=12, threats=(Faulty(),)), 800_000, seed=1, executor=executor, chunk_size=1
            )
        assert len(executor.futures) == 100
        assert any(future.cancelled() for future in executor.futures)


@dataclass(frozen=True)
class Interrupted(Threat):
    """Ctrl-C, while a study is drawn."""

    def shift_of_all(self):
        raise KeyboardInterrupt


def test_ctrl_c():
    """Ctrl-C ends a run in this process at once, as it is."""
    with pytest.raises(KeyboardInterrupt):
        simulate(Design(n=12, threats=(Interrupted(),)), 100, seed=1)
