"""The paper's outcomes by their names, for who calls what takes one row of a table."""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from twowaves._base.arguments import one_of
from twowaves.paper.datasets import load_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Function = TypeVar("Function", bound=Callable[..., Any])


def row_of(outcome: Any) -> Any:
    """Return the row of the paper's outcome of this name, or what was given if it is no name.

    Examples
    --------
    >>> row_of("hated self")["statistic"], row_of(7)
    ('-1.636', 7)
    """
    if not isinstance(outcome, str):
        return outcome
    one_of("outcome_row", outcome, tuple(_outcomes().index))
    return _outcomes().loc[outcome]


@cache  # a class asks a thousand times for one row
def _outcomes() -> pd.DataFrame:
    return load_outcomes().set_index("outcome", drop=False)


def by_name(function: Function) -> Function:
    """Return a function whose `outcome_row` may also be the name of an outcome of the paper.

    It belongs to the face of the package, where workers that it is sent to find it.
    """

    @wraps(function)
    def named(outcome_row: Any, *args: Any, **options: Any) -> Any:
        return function(row_of(outcome_row), *args, **options)

    named.__module__ = "twowaves"
    return cast("Function", named)
