"""An end to waiting: whatever hangs raises TimeoutError in the main thread."""

import contextlib
import signal


@contextlib.contextmanager
def within(seconds, what):
    """Do what stands inside, or raise in a sentence that it took too long; no nesting."""

    def too_long(*_):
        raise TimeoutError(f"{what} took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
