"""In place of SciPy's mixed-integer programming, whose solver the page has not."""

from typing import NoReturn


def milp(*_args: object, **_options: object) -> NoReturn:
    """Say that it is left out."""
    raise NotImplementedError("milp is left out of this page's SciPy, as its solver is")
