"""The same rows from one process, several, and a cluster; and no rows at all if a worker dies.

Nothing here waits for ever: workers start, work and end within limits, and are killed if they do
not.
"""

import contextlib
import dataclasses
import math
import multiprocessing
import os
import re
import signal
import sys
import threading
import types
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import dask
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from harmful_threats import Deadly, DeadlyOnce, Faulty, Interrupted, Slow
from time_limit import within

from twowaves import Design, DropOut, Selection, SimulationError, Threat, simulate
from twowaves.studies.simulation import studies_in_block

pytestmark = pytest.mark.slow

DESIGN = Design(n=11, n_outcomes=2, n_control=5, threats=(Selection(0.4), DropOut(0.3)))
STUDIES = 43_210
SIZES = range(1, 16)  # blocks in a task
SPAWN = multiprocessing.get_context("spawn")
LIMIT = 90  # seconds, for a start, a test or an end; each takes a few on an idle machine


@pytest.fixture(autouse=True)
def no_test_waits_for_ever(client, processes, request):
    """Workers have started before; a test has its time."""
    del client, processes
    with within(LIMIT, request.node.name):
        yield


@pytest.fixture(scope="module")
def expected():
    """Return the rows as this process makes them."""
    return simulate(DESIGN, STUDIES, seed=8)


@contextlib.contextmanager
def no_survivors():
    """Kill what was started inside and has not ended by itself."""
    before = set(multiprocessing.active_children())
    try:
        yield
    finally:
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
            child.join(LIMIT)


@contextlib.contextmanager
def pool_of(n_workers):
    """Processes, started as on every system; those that hang are killed."""
    with no_survivors():
        executor = ProcessPoolExecutor(n_workers, mp_context=SPAWN)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def cluster_of(n_workers):
    """A real cluster of worker processes on this machine, which gives up on the second death.

    Dask's own patience is four; each death costs a new worker.
    """
    settings = {"threads_per_worker": 1, "processes": True, "silence_logs": 50}
    patience = dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with no_survivors(), patience:
        cluster = LocalCluster(n_workers=n_workers, dashboard_address="127.0.0.1:0", **settings)
        client = Client(cluster, timeout=LIMIT)
        try:
            if n_workers:
                client.wait_for_workers(n_workers, timeout=LIMIT)
            yield client
        finally:
            client.close(timeout=LIMIT)
            cluster.close(timeout=LIMIT)


@contextlib.contextmanager
def limited(workers, what):
    """Start and end workers, each within the limit."""
    with contextlib.ExitStack() as stack:
        with within(LIMIT, f"to start {what}"):
            started = stack.enter_context(workers)
        yield started
        with within(LIMIT, f"to end {what}"):
            stack.close()


@pytest.fixture(scope="module")
def processes():
    """Two processes."""
    with limited(pool_of(2), "two processes") as executor:
        yield executor


@pytest.fixture(scope="module")
def client():
    """A cluster of two workers."""
    with limited(cluster_of(2), "a cluster") as client:
        yield client


def assert_same(rows, expected):
    pd.testing.assert_frame_equal(rows, expected, check_exact=True)


def test_chunks_of_one_to_all():
    """The sizes below go from one block a task to all of them in one task."""
    assert math.ceil(STUDIES / studies_in_block(DESIGN)) == SIZES[-1]


@pytest.mark.sweep(3)
@pytest.mark.parametrize("chunk_size", SIZES)
def test_processes(processes, expected, chunk_size):
    """Two processes give the same rows, bit for bit, in chunks of one block to all."""
    assert_same(
        simulate(DESIGN, STUDIES, seed=8, executor=processes, chunk_size=chunk_size), expected
    )


@pytest.mark.sweep(3)
@pytest.mark.parametrize("chunk_size", SIZES)
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


DEADLY = Design(n=12, threats=(Deadly(os.getpid()),))


def test_a_killed_process():
    """A worker that dies in the middle of a run fails it in a sentence; no rows come back."""
    with pool_of(2) as executor:
        simulate(Design(n=12), 100, seed=1, executor=executor)
        sentence = r"of 50000 studies stopped, and no rows are returned: .* \(BrokenProcessPool"
        with pytest.raises(SimulationError, match=sentence):
            simulate(DEADLY, 50_000, seed=1, executor=executor, chunk_size=1)


def test_a_killed_worker_of_a_cluster():
    """A cluster whose workers die on a task fails the run too, once it has given up on it."""
    with (
        cluster_of(1) as client,
        pytest.raises(SimulationError, match=r"a worker failed or went away \(KilledWorker"),
    ):
        simulate(DEADLY, 20_000, seed=1, executor=client.get_executor(), chunk_size=1)


def test_one_worker_of_two_dies(client, expected, tmp_path):
    """A cluster that loses a worker in the middle of a run does its work again: all rows."""
    mark = tmp_path / "killed"
    design = dataclasses.replace(DESIGN, threats=(*DESIGN.threats, DeadlyOnce(str(mark))))
    rows = simulate(design, STUDIES, seed=8, executor=client.get_executor(), chunk_size=1)

    assert mark.exists()
    assert_same(rows, expected)
    client.wait_for_workers(2, timeout=LIMIT)  # the dead one has a successor


def test_a_cluster_without_workers():
    """A cluster that nobody works for keeps its tasks, and the run gives up on it."""
    with (
        cluster_of(0) as client,
        pytest.raises(SimulationError, match="TimeoutError: no task was finished for 2 s"),
    ):
        simulate(Design(n=12), 100, seed=1, executor=client.get_executor(), timeout=2)


def wait_for(path):
    """Wait until a worker has begun."""
    pause = threading.Event()
    while not path.exists():
        pause.wait(0.05)


def test_a_cluster_that_goes_away(tmp_path):
    """A cluster that is closed in the middle of a run fails it."""
    mark = tmp_path / "begun"
    design = Design(n=12, threats=(Slow(str(mark)),))
    with cluster_of(1) as client:

        def close():
            wait_for(mark)
            client.cluster.close(timeout=LIMIT)

        closing = threading.Thread(target=close)
        closing.start()
        with pytest.raises(SimulationError, match="of 800000 studies stopped"):
            simulate(
                design, 800_000, seed=1, executor=client.get_executor(), chunk_size=1, timeout=20
            )
        closing.join(LIMIT)


@pytest.fixture
def stranger(monkeypatch):
    """A threat of a module that no worker has."""
    module = types.ModuleType("only_here")
    monkeypatch.setitem(sys.modules, "only_here", module)
    module.Stranger = type("Stranger", (Threat,), {"__module__": "only_here"})
    return module.Stranger()


@pytest.mark.parametrize("kind", ["processes", "client"])
def test_workers_that_lack_a_module(kind, request, stranger):
    """What workers cannot import is told at once, and they stay for the next run."""
    workers = request.getfixturevalue(kind)
    executor = workers.get_executor() if kind == "client" else workers
    with pytest.raises(SimulationError, match="ModuleNotFoundError: No module named 'only_here'"):
        simulate(Design(n=12, threats=(stranger,)), 50, seed=1, executor=executor)

    assert len(simulate(Design(n=12), 50, seed=1, executor=executor)) == 50


@pytest.mark.parametrize("kind", ["processes", "client"])
def test_a_threat_of_a_notebook(kind, request, monkeypatch):
    """A reader's own threat, written in a notebook, travels to the workers."""
    workers = request.getfixturevalue(kind)
    executor = workers.get_executor() if kind == "client" else workers
    here = {"__name__": "__main__", "Threat": Threat}
    exec("class Practice(Threat):\n    def shift_of_all(self):\n        return 6.0", here)  # noqa: S102
    monkeypatch.setattr(sys.modules["__main__"], "Practice", here["Practice"], raising=False)
    design = Design(n=12, threats=(here["Practice"](),))

    assert_same(simulate(design, 50, seed=1, executor=executor), simulate(design, 50, seed=1))


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
    """After an error nothing goes on that nobody waits for."""
    with Counting() as executor:
        with pytest.raises(SimulationError):
            simulate(
                Design(n=12, threats=(Faulty(),)), 800_000, seed=1, executor=executor, chunk_size=1
            )
        assert len(executor.futures) == 100
        assert any(future.cancelled() for future in executor.futures)


class Idle(Executor):
    """Takes work and does none."""

    def __init__(self):
        self.futures: list[Future] = []

    def submit(self, *arguments, **named):
        del arguments, named
        self.futures.append(Future())
        return self.futures[-1]


def test_an_executor_that_does_nothing():
    """Silence ends a run after its timeout, in a sentence, and the work is given back."""
    executor = Idle()
    sentence = (
        "the run of 100 studies stopped, and no rows are returned: a worker failed or went away "
        "(TimeoutError: no task was finished for 0.05 s, as if nobody worked); start it again, "
        "and the same seed gives the same rows"
    )
    with pytest.raises(SimulationError, match=f"^{re.escape(sentence)}$"):
        simulate(Design(n=12), 100, seed=1, executor=executor, timeout=0.05)

    assert all(future.cancelled() for future in executor.futures)


def test_ctrl_c_while_workers_work():
    """Ctrl-C ends a run that waits for its workers, as it is, and gives the work back."""
    executor = Idle()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # off in background jobs
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            simulate(Design(n=12), 800_000, seed=1, executor=executor, timeout=None)
    finally:
        signal.signal(signal.SIGINT, before)

    assert all(future.cancelled() for future in executor.futures)


def test_ctrl_c():
    """Ctrl-C ends a run in this process at once, as it is."""
    with pytest.raises(KeyboardInterrupt):
        simulate(Design(n=12, threats=(Interrupted(),)), 100, seed=1)
