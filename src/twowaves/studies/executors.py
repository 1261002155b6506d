"""Work shared out to an executor's workers: every result, or an error before long."""

from __future__ import annotations

import pickle
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future


def share_out(
    executor: Executor,
    function: Callable[[Any], Any],
    tasks: Iterable[Any],
    receive: Callable[[Any, Any], object],
    *,
    timeout: float | None,
) -> None:
    """Let an executor call a function for each task, and hand on each result as it comes.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        Who computes.
    function : callable
        Of one task; it and the tasks can be pickled.
    tasks : iterable
        All the work.
    receive : callable
        Takes a task and its result, in this thread, in the order in which tasks are done.
    timeout : float or None
        Seconds without any task done after which it gives up; None to wait for ever.

    Raises
    ------
    TimeoutError
        If no task was done for so long: a cluster without workers keeps its tasks and stays mute.
    Exception
        Whatever a task raises. Tasks that wait are then cancelled, as after Ctrl-C.
    """
    done: SimpleQueue[Future[Any]] = SimpleQueue()
    waiting: dict[Future[Any], Any] = {}
    try:
        for task in tasks:
            future = executor.submit(pickle.loads, packed(function, task))
            waiting[future] = task
            future.add_done_callback(done.put)
        while waiting:
            future = _next(done, timeout)
            receive(waiting.pop(future), future.result())  # popped: its result can be freed
    finally:
        for future in waiting:
            future.cancel()


def _next(done: SimpleQueue[Future[Any]], timeout: float | None) -> Future[Any]:
    try:
        return done.get(timeout=timeout)
    except Empty:
        raise TimeoutError(f"no task was finished for {timeout:g} s, as if nobody worked") from None


class _Call:
    """A call that is made when its pickle is read."""

    def __init__(self, function: Callable[[Any], Any], task: Any) -> None:
        self.call = (function, (task,))

    def __reduce__(self) -> tuple[Callable[[Any], Any], tuple[Any]]:
        return self.call


def packed(function: Callable[[Any], Any], task: Any) -> bytes:
    """Return bytes whose unpickling calls the function and returns its result.

    A worker that cannot import what it is sent would otherwise fail where it receives it: Dask's
    workers then leave without a word, one after the other, and their tasks wait for ever. So
    workers get bytes and the standard library's `pickle.loads`, and what they lack is an error
    of the task like any other.

    Where cloudpickle is installed, as it is with Dask, classes of a notebook travel along.

    Raises
    ------
    pickle.PicklingError
        If the task cannot be sent without cloudpickle, and that is not installed.

    Examples
    --------
    >>> pickle.loads(packed(abs, -3))
    3
    """
    if find_spec("cloudpickle") is None:
        try:
            return pickle.dumps(_Call(function, task))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise pickle.PicklingError(
                f'{error}, which cloudpickle may send; type: pip install "twowaves[cluster]"'
            ) from error
    import cloudpickle  # noqa: PLC0415 # optional

    data: bytes = cloudpickle.dumps(_Call(function, task))
    return data
