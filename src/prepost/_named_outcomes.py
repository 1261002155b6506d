"""The paper's outcomes by their names, for who calls what takes one row of a table."""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prepost._arguments import one_of
from prepost.datasets import load_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Function = TypeVar("Function", bound=Callable[..., Any])


def outcome_row(outcome: Any) -> Any:
    """Return the row of the paper's outcome of this name, or what was given if it is no name.

    Examples
    --------
    >>> outcome_row("hated self")["statistic"], outcome_row(7)
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
    """Return a function whose first argument may also be the name of an outcome of the paper."""

    @wraps(function)
    def named(row: Any, *args: Any, **options: Any) -> Any:
        return function(outcome_row(row), *args, **options)

    return cast("Function", named)
