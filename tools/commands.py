"""What the commands for a class have in common: each ends in a sentence, whatever happens."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING

from twowaves._base.files import UNFINISHED, printable
from twowaves.classroom.kit import UNFINISHED as UNFINISHED_KIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

INTERRUPTED = 130  # what a shell calls a command that Ctrl-C ended


class Stopped(BaseException):
    """A signal that ends the command."""


def sentence(what: object) -> str:
    """Return what is to be said, with a capital and one full stop, for a terminal to show."""
    text = printable(str(what))
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def say(what: object) -> None:
    """Say what went wrong."""
    print(sentence(what), file=sys.stderr)


def run(action: Callable[[], int]) -> int:
    """Return what a command returns; an error or an interrupt is a sentence, not a traceback."""
    try:
        with stopped_by_signals():
            return action()
    except ValueError as error:
        say(error)
    except OSError as error:
        say(f"'{error.filename}': {error.strerror}" if error.filename else error.strerror or error)
    except Stopped:
        say("stopped; what was not finished is not there")
        return INTERRUPTED
    return 1


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does; neither cuts the cleaning up and the end short."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        if not isinstance(sys.exception(), Stopped):  # which goes on to the end of the process
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)


def tell_left_overs(folder: Path) -> None:
    """Name what a run that was killed left in a folder: it holds names, and perhaps the key."""
    for each in sorted(folder.glob(".*")):
        if each.name.startswith((UNFINISHED, UNFINISHED_KIT)):
            say(
                f"'{each}' holds names and was left by a run that was killed; "
                "delete it, unless another run is going on"
            )
