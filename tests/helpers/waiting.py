"""Waiting for what a page's script says, also where the page's policy forbids to evaluate text."""

import time

PATIENCE = 20  # seconds, for a machine that has other things to do


def until(page, expression, argument=None):
    """Ask a page again and again until an expression, or a function of an argument, is true.

    Playwright's own `wait_for_function` evaluates text in the page, which a strict policy blocks.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"after {PATIENCE} s it is not true: {expression}"
        page.wait_for_timeout(20)
