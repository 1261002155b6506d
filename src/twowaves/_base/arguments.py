"""What callers hand in: turned into arrays, or answered in one plain sentence.

Every message names the argument, the place and the value, and says what would be accepted.
"""

from __future__ import annotations

import math
import operator
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from twowaves._base.sentences import shared
from twowaves._base.words import listed, shown

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Wholes = NDArray[np.int64]

_PACKAGE = f"{Path(__file__).parents[1]}{os.sep}"
_SCORE = "every score must be a number, or NaN if missing"
_FIGURE = "it must be a finite number"
_NO_NUMBER = (bool, np.bool_, complex, np.complexfloating, np.datetime64, np.timedelta64)

# leaves room for the limits of an interval below the largest float, 1.8e308
LARGEST: float = shared("paired/ttest_rules")["largest_score"]
MOST_PEOPLE = 2**53  # beyond it floats, of which formulas are made, cannot count
MOST_TOTAL = 2**53  # and the points of a score are floats too


def caller() -> int:
    """Return the `stacklevel` at which a warning names the line that called the package."""
    frame, level = sys._getframe(1), 1  # noqa: SLF001 # as `warnings` itself finds it
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame, level = frame.f_back, level + 1
    return level


def pairs(pre: ArrayLike, post: ArrayLike, axis: Any) -> tuple[Floats, Floats, int]:
    """Return both measurements as floats with the people on the last axis, and where they lay.

    Without an axis, people lie down the rows of a table and along the last axis of an array.
    """
    check_labels(pre, post)
    first, second = _scores("pre", pre), _scores("post", post)
    if first.shape != second.shape:
        raise ValueError(
            f"pre has {_size(first)} and post has {_size(second)}; "
            "a paired test needs one score of each for every person"
        )
    if axis is None:
        axis = 0 if is_table(pre) or is_table(post) else -1
    axis = _axis(axis, first.ndim)
    if axis not in (-1, first.ndim - 1):
        first, second = np.moveaxis(first, axis, -1), np.moveaxis(second, axis, -1)
    if first.shape[-1] < 2:
        raise ValueError(f"a paired t test needs at least 2 pairs; got {first.shape[-1]}")
    return first, second, axis


def one_pair(pre: ArrayLike, post: ArrayLike) -> tuple[Floats, Floats]:
    """Return both measurements of one outcome as floats; a table of one column is one, too."""
    check_labels(pre, post)
    first, second = _one_outcome("pre", pre), _one_outcome("post", post)
    if len(first) != len(second):
        raise ValueError(
            f"pre has {_size(first)} and post has {_size(second)}; "
            "a pair is one score of each for every person"
        )
    return first, second


def _one_outcome(name: str, values: ArrayLike) -> Floats:
    scores = _scores(name, values)
    if is_table(values) and scores.shape[1] == 1:
        return scores[:, 0]
    if scores.ndim != 1:
        raise ValueError(f"{name} has the shape {scores.shape}; give the scores of one outcome")
    return scores


def people_last(values: Any, array: Wholes) -> Wholes:
    """Return an array as it is, and that of a table, where people lie down the rows, turned."""
    return array.T if is_table(values) else array


def is_table(values: Any) -> bool:
    """Tell whether these are a DataFrame, of pandas or of others: people down the rows."""
    kind = type(values)  # of the type, since a Series looks for its own attributes for long
    return hasattr(kind, "columns") and hasattr(kind, "to_numpy")


def outcome_names(pre: Any, post: Any, axis: int) -> tuple[str, ...]:
    """Return what a table calls the outcomes, which lie across the people; nothing for arrays."""
    table = next((each for each in (pre, post) if is_table(each)), None)
    if table is None:
        return ()
    names = table.columns if axis in {0, -2} else getattr(table, "index", ())
    return tuple(", ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in names)


def _axis(axis: Any, dimensions: int) -> int:
    """Return an axis that data of so many dimensions have, or say why it is none."""
    number = as_whole(axis)
    if number is None:
        raise TypeError(
            f"axis is {shown(axis)}; it must be a whole number, such as -1 for the last axis"
        )
    if not -dimensions <= number < dimensions:
        raise ValueError(
            f"axis is {shown(number)}; data of {dimensions} dimension(s) have no such axis"
        )
    return number


def _scores(name: str, values: ArrayLike) -> Floats:
    """Return a sequence of scores, or a stack of them, as floats."""
    array, missing = _array(name, values)
    if array.ndim == 0:
        raise ValueError(f"{name} is {shown(values)}; it must be a sequence of scores")
    return _numbers(name, array, missing, _SCORE)


def _array(name: str, values: Any) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Return the values as an array and which of them are masked, if any are."""
    if hasattr(values, "to_numpy"):  # pandas: nullable columns hold pd.NA
        values = values.to_numpy()
    try:
        values = _with_masks(values)
        array = np.asarray(values)
    except ValueError:
        _check_rows(name, values)
        raise ValueError(f"{name} is {shown(values)}; it cannot be read as numbers") from None
    if isinstance(values, np.ma.MaskedArray):
        return array, np.ma.getmaskarray(values)
    # a list of numbers beside text, truth values or times must not become text, numbers or times
    kept = array.dtype.kind not in ("USb" if isinstance(values, np.ndarray) else "USbmM")
    if kept and not (isinstance(values, list | tuple) and _holds_truth(values)):
        return array, None
    return np.asarray(values, dtype=object), None


def _holds_truth(values: Any) -> bool:
    """Tell whether a value or one in a list is True or False, which NumPy may read as 1 or 0."""
    if isinstance(values, list | tuple):
        return not set(map(type, values)) <= {int, float} and any(map(_holds_truth, values))
    return isinstance(values, bool) or getattr(getattr(values, "dtype", None), "kind", "") == "b"


def _with_masks(values: Any) -> Any:
    """Return a list of masked scores or rows in a form that does not lose the masks."""
    if not isinstance(values, list | tuple):
        return values
    if not any(isinstance(each, np.ma.MaskedArray) for each in values):
        return values
    if any(each is np.ma.masked for each in values):
        return [None if each is np.ma.masked else each for each in values]
    return np.ma.array(values)


def _check_rows(name: str, rows: Any, index: tuple[int, ...] = ()) -> None:
    """Name the first row that is not as long as the first one beside it."""
    if not _is_row(rows) or len(index) > 64:  # NumPy's own limit; a list may hold itself
        return
    lengths = [len(row) if _is_row(row) else None for row in rows]
    for i, length in enumerate(lengths):
        if length != lengths[0]:
            one, other = (_at(name, (*index, j)) for j in (i, 0))
            raise ValueError(
                f"{one} {_has(length)} and {other} {_has(lengths[0])}; rows must be of one length"
            )
    for i, row in enumerate(rows):
        _check_rows(name, row, (*index, i))


def _is_row(value: Any) -> bool:
    is_one = isinstance(value, str | bytes) or getattr(value, "shape", None) == ()
    return hasattr(value, "__len__") and not is_one


def _has(length: int | None) -> str:
    return "is a single value" if length is None else f"has {length} value(s)"


def _numbers(
    name: str, array: NDArray[Any], missing: NDArray[np.bool_] | None, expected: str
) -> Floats:
    """Return an array as floats with NaN where one is missing, or name the first that is none."""
    if array.dtype.kind in "iuf" and array.dtype.itemsize <= 8 and missing is None:
        return array.astype(np.float64, copy=False)
    if missing is not None and array.dtype.kind not in "mM":
        array = array.astype(object)
        array[missing] = None
    flat = [_number(name, index, value, expected) for index, value in np.ndenumerate(array)]
    return np.array(flat, dtype=np.float64).reshape(array.shape)


def _number(name: str, index: tuple[int, ...], value: Any, expected: str) -> float:
    """Return one value as a float, a missing one as NaN, or say that it is neither."""
    if value is None or type(value).__name__ == "NAType":
        return math.nan
    try:
        number = _float(value)
    except OverflowError:
        raise ValueError(
            f"{_at(name, index)} is beyond 1.8e308, the largest float; give a smaller number"
        ) from None
    if number is None:
        raise ValueError(f"{_at(name, index)} is {shown(value)}; {expected}")
    return number


def _float(value: Any) -> float | None:
    """Return a number of any kind as a float; nothing for what is no number."""
    if isinstance(value, _NO_NUMBER) or not _has_number(value) or _is_row(value):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if math.isinf(number) and value != number:  # as float(10**400), a large Decimal becomes inf
        raise OverflowError
    return number


def _has_number(value: Any) -> bool:
    return hasattr(value, "__float__") or hasattr(value, "__index__")


def check_labels(pre: Any, post: Any) -> None:
    """Refuse Series or tables whose rows or columns belong to different people or outcomes."""
    first: Any = getattr(pre, "index", None)
    second: Any = getattr(post, "index", None)
    if hasattr(first, "equals") and hasattr(second, "equals") and not first.equals(second):
        raise ValueError(
            "pre and post are pandas objects with different indexes; "
            "align them first, or pass .to_numpy() if their rows do belong together in order"
        )
    if is_table(pre) and is_table(post) and list(pre.columns) != list(post.columns):
        raise ValueError(
            f"pre has the columns {_named(pre)} and post has {_named(post)}; they must be the "
            "same in the same order: rename them, or pass .to_numpy() if they do belong together"
        )


def _named(table: Any) -> str:
    """Return a table's columns in a few words."""
    names = [shown(name) for name in list(table.columns)[:4]]
    more = f" and {len(table.columns) - 4} more" if len(table.columns) > 4 else ""
    return f"{', '.join(names) or 'none'}{more}"


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


def check_confidence_level(level: Any) -> float:
    """Return a coverage as a float; refuse one that is no number strictly between 0 and 1."""
    try:
        number = _float(level)
    except OverflowError:
        number = math.inf
    if number is None:
        raise TypeError(f"confidence_level is {shown(level)}; it must be a number between 0 and 1")
    if not 0 < number < 1:
        raise ValueError(
            f"confidence_level is {shown(level)}; it must lie between 0 and 1, e.g. 0.95"
        )
    return number


def check_alpha(alpha: Any) -> float:
    """Return a level of significance as a float; refuse one that is not between 0 and 1."""
    level = finite_number("alpha", alpha)
    if not 0 < level < 1:
        raise ValueError(f"alpha is {shown(alpha)}; it must lie between 0 and 1, e.g. 0.05")
    return level


def one_of(name: str, value: object, accepted: tuple[str, ...]) -> None:
    """Refuse a value that is not among the accepted ones, and list these."""
    if not isinstance(value, str) or value not in accepted:
        names = ", ".join(map(repr, accepted))
        raise ValueError(f"{name} is {shown(value)}; it must be one of {names}")


def sample_sizes(n: Any) -> list[int]:
    """Return one n or several as a list, or name the one that no paired t test can have."""
    is_row = isinstance(n, Iterable) and not isinstance(n, str | bytes)
    return [_sample_size(each) for each in (n if is_row and getattr(n, "ndim", 1) == 1 else [n])]


def _sample_size(n: Any) -> int:
    size = as_whole(n)
    if size is None or not 2 <= size <= MOST_PEOPLE:
        most = f", at most {MOST_PEOPLE:,}" if size is not None and size > 2 else ""
        raise ValueError(
            f"n holds {shown(n)}; each n must be a whole number of 2 or more pairs{most}"
        )
    return size


def finite_number(name: str, value: Any) -> float:
    """Return a single finite number as a float, or say that it is none."""
    try:
        number = _float(value)
    except OverflowError:
        number = math.inf
    if number is None:
        raise TypeError(f"{name} is {shown(value)}; it must be a number")
    if not math.isfinite(number):
        raise ValueError(f"{name} is {shown(value)}; {_FIGURE}")
    return number


def as_whole(value: Any) -> int | None:
    """Return a whole number of any type as Python's int; nothing for what is none, as 2.0 or True.

    NumPy's own would wrap around in silence, the short ones at once: ``np.int8(11) * np.int8(12)``.
    """
    if isinstance(value, bool | np.bool_ | np.ma.MaskedArray):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def whole_number(name: str, value: Any, least: int, most: int | None = None) -> int:
    """Return a whole number of any type as Python's int, or say what it must be."""
    number = as_whole(value)
    if number is not None and least <= number and (most is None or number <= most):
        return number
    span = f"of {least} or more" if most is None else f"from {least:,} to {most:,}"
    given = value if number is None else number
    wrong = f"{name} is {shown(given)}; it must be a whole number {span}"
    raise TypeError(wrong) if number is None else ValueError(wrong)


def check_seed(seed: Any) -> int:
    """Return a seed as Python's int; refuse None, which no run can be repeated with."""
    return whole_number("seed", seed, 0)


def whole_numbers(name: str, values: Any, most: int, *, floats: bool = False) -> Wholes:
    """Return whole numbers of any type as 64-bit ones, or name the first that is none.

    None may be larger than `most` in size; with `floats`, 2.0 is one too.
    """
    array, missing = _array(name, values)
    given = array
    if missing is not None:
        given = array.astype(object)
        given[missing] = None
    elif isinstance(values, list | tuple):  # where 1 beside 1.5 has become 1.0
        given = np.asarray(values, dtype=object)
    if missing is None and _are_whole(array, most, floats=floats):
        return array.astype(np.int64, copy=False)
    flat = [_whole(name, i, each, most, floats=floats) for i, each in np.ndenumerate(given)]
    return np.array(flat, dtype=np.int64).reshape(given.shape)


def _are_whole(array: NDArray[Any], most: int, *, floats: bool) -> bool:
    """Tell whether all of an array are certainly whole numbers; if not, it takes a closer look."""
    if array.dtype.kind not in ("iuf" if floats else "iu") or array.dtype.itemsize > 8:
        return False
    if array.dtype.kind == "f":
        array = array.astype(np.float64, copy=False)
        if not (array == np.rint(array)).all():
            return False
    return bool(((array <= most) & (array >= -most)).all())


def _whole(name: str, index: tuple[int, ...], value: Any, most: int, *, floats: bool) -> int:
    """Return one value as a whole number, or say what it must be."""
    number = as_whole(value)
    if number is None and floats and isinstance(value, float | np.floating) and value.is_integer():
        number = int(value)
    if number is None:
        plain = value.item() if isinstance(value, np.generic) else value
        raise ValueError(f"{_at(name, index)} is {shown(plain)}; it must be a whole number")
    if abs(number) > most:
        span = f"from {-most:,} to {most:,}"
        raise ValueError(f"{_at(name, index)} is {shown(number)}; it must be a whole number {span}")
    return number


def exactly_one(given: dict[str, Any]) -> tuple[str, Any]:
    """Return the one figure that was given, or say how many were."""
    present = [(name, value) for name, value in given.items() if value is not None]
    if len(present) != 1:
        names = listed([name for name, _ in present] or ["none"])
        raise ValueError(f"give exactly one of r, sd_change and statistic; got {names}")
    return present[0]


def broadcast(figures: dict[str, Any]) -> list[Any]:
    """Return every figure as floats of one common shape."""
    arrays = {name: _figures(name, value) for name, value in figures.items()}
    try:
        return list(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        raise ValueError(f"the figures have shapes that do not fit together: {shapes}") from None


def _figures(name: str, value: Any) -> Floats:
    """Return a printed figure or a stack of them as finite floats that can be squared."""
    array = _numbers(name, *_array(name, value), _FIGURE)
    refuse(~np.isfinite(array), array, name, _FIGURE)
    if name not in {"r", "n"}:
        size = np.abs(array)
        bad = (size != 0) & ((size < 1e-150) | (size > 1e150))
        refuse(bad, array, name, "it must be 0 or from 1e-150 to 1e+150 in size: rescale")
    return array


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


def _at(name: str, index: tuple[int, ...]) -> str:
    return f"{name}[{place(index)}]" if index else name


def place(index: tuple[int, ...]) -> str:
    """Return an index as a reader writes it: ``3, 4``."""
    return ", ".join(map(str, index))


def _original(index: tuple[int, ...], axis: int) -> tuple[int, ...]:
    """Put the person's position back on the axis where the caller had it."""
    *rest, person = index
    rest.insert(axis % len(index), person)
    return tuple(rest)
