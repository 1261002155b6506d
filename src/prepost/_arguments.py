"""What callers hand in: turned into arrays, or answered in one plain sentence.

Every message names the argument, the place and the value, and says what would be accepted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LARGEST = 1e290  # leaves room for the limits of an interval below the largest float, 1.8e308


def pairs(pre: ArrayLike, post: ArrayLike, axis: int) -> tuple[Floats, Floats]:
    """Return both measurements as floats with the people on the last axis, or say what is off."""
    _check_indexes(pre, post)
    first, second = _numbers("pre", pre), _numbers("post", post)
    if first.ndim == 0 or second.ndim == 0:
        raise ValueError("pre and post must be sequences of scores; got a single number")
    if first.shape != second.shape:
        raise ValueError(
            f"pre has {_size(first)} and post has {_size(second)}; "
            "a paired test needs one score of each for every person"
        )
    if not -first.ndim <= axis < first.ndim:
        raise ValueError(f"axis is {axis}; data of {first.ndim} dimension(s) have no such axis")
    if axis not in (-1, first.ndim - 1):
        first, second = np.moveaxis(first, axis, -1), np.moveaxis(second, axis, -1)
    if first.shape[-1] < 2:
        raise ValueError(f"a paired t test needs at least 2 pairs; got {first.shape[-1]}")
    return first, second


def _numbers(name: str, values: ArrayLike) -> Floats:
    """Return the values as floats, or name the first that is no number."""
    if hasattr(values, "to_numpy"):  # pandas: nullable columns hold pd.NA
        values = values.to_numpy()
    array = np.asarray(values)
    if array.dtype.kind in "iuf":
        return array.astype(np.float64, copy=False)
    if array.dtype.kind != "O":
        array = np.asarray(values, dtype=object)
    flat = [_number(name, index, value) for index, value in np.ndenumerate(array)]
    return np.array(flat, dtype=np.float64).reshape(array.shape)


def _number(name: str, index: tuple[int, ...], value: object) -> float:
    """Return one value as a float, a missing one as NaN, or say that it is neither."""
    if value is None or type(value).__name__ == "NAType":
        return math.nan
    if isinstance(value, (bool, np.bool_, str, bytes, complex)) or not hasattr(value, "__float__"):
        raise ValueError(
            f"{name}[{place(index)}] is {value!r}; every score must be a number, or NaN if missing"
        )
    return float(value)


def _check_indexes(pre: Any, post: Any) -> None:
    """Refuse two Series whose rows belong to different people."""
    first: Any = getattr(pre, "index", None)
    second: Any = getattr(post, "index", None)
    if hasattr(first, "equals") and hasattr(second, "equals") and not first.equals(second):
        raise ValueError(
            "pre and post are pandas objects with different indexes; "
            "align them first, or pass .to_numpy() if their rows do belong together in order"
        )


def check_finite(
    first: Floats, second: Floats, axis: int, nan_policy: str
) -> NDArray[np.bool_] | None:
    """Refuse scores that cannot be computed with; return which pairs are complete if not all."""
    for name, values in (("pre", first), ("post", second)):
        bad = (np.abs(values) >= LARGEST) | (np.isnan(values) & (nan_policy == "raise"))
        if bad.any():
            index = tuple(int(i) for i in np.argwhere(bad)[0])
            raise ValueError(_not_finite(name, values[index], _original(index, axis)))
    missing = np.isnan(first) | np.isnan(second)
    if nan_policy == "propagate" or not missing.any():
        return None
    complete: NDArray[np.bool_] = ~missing
    fewest = int(np.add.reduce(complete, axis=-1).min())
    if fewest < 2:
        raise ValueError(f"a paired t test needs at least 2 pairs; {fewest} complete pair(s) left")
    return complete


def _not_finite(name: str, value: float, index: tuple[int, ...]) -> str:
    """Say which score cannot be computed with and what would be accepted."""
    where = f"{name}[{place(index)}]"
    if math.isinf(value):
        return f"{where} is infinite; every score must be a finite number"
    if not math.isnan(value):
        return (
            f"{where} is {value:.6g}; every score must be below {LARGEST:g} in size: rescale them"
        )
    return (
        f"{where} is NaN; give the score, or pass nan_policy='omit' to leave out incomplete pairs"
    )


def check_confidence_level(level: Any) -> None:
    """Refuse a coverage that is no number strictly between 0 and 1."""
    if isinstance(level, bool) or not isinstance(level, (int, float, np.floating)):
        raise TypeError(f"confidence_level is {level!r}; it must be a number between 0 and 1")
    if not 0 < level < 1:
        raise ValueError(f"confidence_level is {level}; it must lie between 0 and 1, e.g. 0.95")


def one_of(name: str, value: object, accepted: tuple[str, ...]) -> None:
    """Refuse a value that is not among the accepted ones, and list these."""
    if value not in accepted:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(repr, accepted))}")


def sample_sizes(n: Any) -> list[int]:
    """Return one n or several as a list, or name the one that no paired t test can have."""
    sizes = list(n) if isinstance(n, Iterable) and not isinstance(n, str) else [n]
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 2:
            raise ValueError(f"n holds {size!r}; each n must be a whole number of 2 or more pairs")
    return [int(size) for size in sizes]


def exactly_one(given: dict[str, Any]) -> tuple[str, Any]:
    """Return the one figure that was given, or say how many were."""
    present = [(name, value) for name, value in given.items() if value is not None]
    if len(present) != 1:
        names = " and ".join(name for name, _ in present) or "none"
        raise ValueError(f"give exactly one of r, sd_change and statistic; got {names}")
    return present[0]


def broadcast(figures: dict[str, Any]) -> list[Any]:
    """Return every figure as floats of one common shape."""
    arrays = {name: _finite_numbers(name, value) for name, value in figures.items()}
    try:
        return list(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        raise ValueError(f"the figures have shapes that do not fit together: {shapes}") from None


def _finite_numbers(name: str, value: Any) -> Floats:
    """Return a printed figure or a stack of them as finite floats."""
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or not np.isfinite(array).all():
        raise ValueError(f"{name} is {value!r}; it must be a finite number")
    return array.astype(np.float64)


def refuse(bad: Any, values: Any, name: str, reason: str) -> None:
    """Raise for the first bad element, naming it, its value and the reason."""
    if not np.any(bad):
        return
    if np.ndim(bad) == 0:
        raise ValueError(f"{name} is {float(values):.6g}; {reason}")
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    raise ValueError(f"{name}[{place(index)}] is {float(values[index]):.6g}; {reason}")


def _size(array: Floats) -> str:
    return f"{array.size} score(s)" if array.ndim == 1 else f"shape {array.shape}"


def place(index: tuple[int, ...]) -> str:
    """Return an index as a reader writes it: ``3, 4``."""
    return ", ".join(map(str, index))


def _original(index: tuple[int, ...], axis: int) -> tuple[int, ...]:
    """Put the person's position back on the axis where the caller had it."""
    *rest, person = index
    rest.insert(axis % len(index), person)
    return tuple(rest)
