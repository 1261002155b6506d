"""Threats that harm the process that draws them; workers import them from here."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass

from twowaves import Threat


@dataclass(frozen=True)
class Deadly(Threat):
    """Kills the process that draws it, unless that is the one that made it."""

    parent: int

    def shift_of_all(self):
        if os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0.0


@dataclass(frozen=True)
class DeadlyOnce(Threat):
    """Kills the first process that draws it, and leaves a mark."""

    mark: str

    def shift_of_all(self):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        return 0.0


@dataclass(frozen=True)
class Faulty(Threat):
    """Fails."""

    def shift_of_all(self):
        raise RuntimeError("no history today")


@dataclass(frozen=True)
class Slow(Threat):
    """Takes its time over each batch, and leaves a mark that it has begun."""

    mark: str

    def shift_of_all(self):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
        time.sleep(0.2)
        return 0.0


@dataclass(frozen=True)
class Interrupted(Threat):
    """Ctrl-C, while a study is drawn."""

    def shift_of_all(self):
        raise KeyboardInterrupt
