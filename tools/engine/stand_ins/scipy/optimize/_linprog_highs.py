"""In place of SciPy's linear programming, whose solver the page has not."""

from typing import NoReturn


def _linprog_highs(*_args: object, **_options: object) -> NoReturn:
    raise NotImplementedError(
        "the solver of linear programs, HiGHS, is left out of this page's SciPy: it is a megabyte "
        "that every reader would wait for"
    )
