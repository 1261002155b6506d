"""How far long work is: tqdm's bar where that is installed, and otherwise a plain line."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_PAUSE = 0.1  # seconds between two lines


class Bar(Protocol):
    """What is told of work that was done."""

    def update(self, done: int = 1, /) -> object:
        """Count so much more."""


def progress_bar(
    total: int, unit: str, *, delay: float, disable: bool | None, desc: str = ""
) -> AbstractContextManager[Bar]:
    """Return what shows on stderr how far long work is, for as long as a block runs.

    Parameters
    ----------
    total : int
        How much there is to do.
    unit : str
        Of what, with a space before it.
    delay : float
        Seconds before anything is shown.
    disable : bool or None
        Whether nothing is shown at all; None where stderr is no terminal.
    desc : str
        What is done.
    """
    try:
        from tqdm import tqdm  # noqa: PLC0415 # optional, and it costs time to import
    except ModuleNotFoundError:
        return PlainBar(total, unit, delay, disable, desc)
    bar: AbstractContextManager[Bar] = tqdm(
        total=total, unit=unit, delay=delay, disable=disable, desc=desc or None, leave=False
    )
    return bar


class PlainBar:
    """One line that says how much is done, and goes when all is."""

    def __init__(
        self, total: int, unit: str, delay: float, disable: bool | None, desc: str
    ) -> None:
        self.total, self.unit, self.done = total, unit, 0
        self.start = f"{desc}: " if desc else ""
        self.silent = not sys.stderr.isatty() if disable is None else disable
        self.next, self.width = time.monotonic() + delay, 0

    def update(self, done: int = 1, /) -> None:
        """Count so much more, and say it if it is time to."""
        self.done += done
        if not self.silent and time.monotonic() >= self.next:
            self._write(f"{self.start}{self.done}/{self.total}{self.unit}")
            self.next = time.monotonic() + _PAUSE

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line:{self.width}}")
        sys.stderr.flush()
        self.width = len(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.width:
            self._write("")
            sys.stderr.write("\r")
