"""Answers to a questionnaire: read from a file, checked, and put into one row a form.

One row is one filled-in form: one person at one time. One column is one item. What is no answer on
the form is reported with person, item and value; nothing is clipped, rounded or guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from twowaves._base import csv
from twowaves._base.numbers import general, shortest, span, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.forms.instruments import load_instrument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from twowaves.forms.instruments import Instrument

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.float64 | np.integer]

__all__ = ["check_responses", "numeric_answers", "read_responses", "widen_responses"]

_RULES = shared("forms/scoring_rules")
MISSING = frozenset(_RULES["missing"])
LARGEST: int = _RULES["largest"]  # an answer beyond is no code of a form
_WHOLE = re.compile(r"[+-]?\d{1,300}(\.0*)?", re.ASCII)
_FRACTION = re.compile(r"[+-]?\d{0,15}\.\d{1,15}", re.ASCII)
_ALIKE = {"string", "integer", "floating", "empty"}  # kinds in which equal cells say the same
_SEPARATORS: dict[str, str] = shared("forms/responses_rules")["separators"]
_MOST_LINES: int = shared("forms/responses_rules")["most_lines"]  # no class has as many forms
_SHOWN: int = _RULES["most_letters"]

say = Sentences("forms/responses")
say_of_answer = Sentences("forms/scoring")


def read_responses(source: str | Path) -> pd.DataFrame:
    r"""Return a CSV file, or CSV text, with every cell as it stands.

    Parameters
    ----------
    source : str or pathlib.Path
        A path, or the text itself if it has more than one line. UTF-8 with or without a byte-order
        mark, at most 20,000,000 bytes. Commas, semicolons or tabs separate the cells: the one that
        Excel's own first line names, as in ``sep=;``, or else the one that stands most often in the
        first line. Blank lines are skipped.

    Returns
    -------
    pandas.DataFrame
        One row a line, every cell as text without blanks around it, and columns named as in the
        first line. `score` reads whole numbers from such text.

    Raises
    ------
    ValueError
        If there is no row, a line has too many or too few cells, or a column has no name or one
        that stands twice.

    Examples
    --------
    >>> read_responses("\ufeffperson;scs1;scs2\nAda;4;\n").loc[0].to_dict()
    {'person': 'Ada', 'scs1': '4', 'scs2': ''}
    """
    return table_of(source)


def table_of(source: str | Path, longest: int = csv.LONGEST) -> pd.DataFrame:
    """Return the same with cells of up to so many letters."""
    name, text = _text(source)
    text, said = csv.without_separator_line(text)
    separator = said or csv.separator_of(text)
    rows = _filled(csv.lines_of(text, separator, longest), name)
    if len(rows) < 2:
        raise ValueError(say("no_rows", name=name))
    rows = _of_one_width(rows, name, separator)
    _, header = rows[0]
    _check_header(header, name)
    return pd.DataFrame([cells for _, cells in rows[1:]], columns=header, dtype="str")


def check_responses(responses: pd.DataFrame, instrument: str | Path | Instrument) -> pd.DataFrame:
    """Return every answer that the form does not have, each with its place and a sentence.

    Parameters
    ----------
    responses : pandas.DataFrame
        One row a form, one column an item, named as `instrument` says; other columns are left
        aside. The index says whose form it is.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.

    Returns
    -------
    pandas.DataFrame
        `form` (whose form, from the index), `item` (its number), `column`, `value` (as it stands)
        and `problem` (a sentence). No row if all is well; a missing answer is no problem.

    Raises
    ------
    ValueError
        If a column of an item is missing or stands twice, or a form stands twice.

    Examples
    --------
    >>> form = load_instrument("fscs").with_columns("q{item}")
    >>> answers = pd.DataFrame([[0] * 21], columns=form.column_names(), index=["Ada"])
    >>> answers["q4"] = 5
    >>> check_responses(answers, form)["problem"].item()[:41]
    'Ada, item 4 (q4): 5 is outside 0 to 4; th'
    """
    form = load_instrument(instrument)
    answers = numeric_answers(responses, form)
    return problems(responses, form, refused(answers, form), answers)


def widen_responses(
    responses: pd.DataFrame,
    instrument: str | Path | Instrument,
    *,
    person: str | Sequence[str] = "person",
    item: str = "item",
    answer: str = "answer",
) -> pd.DataFrame:
    """Return answers in long form, one row an answer, as one row a form.

    Parameters
    ----------
    responses : pandas.DataFrame
        One row an answer.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    person : str or sequence of str
        Column, or columns such as person and wave, that say whose form it is.
    item : str
        Column with the number of the item, or with the name of its column in wide form.
    answer : str
        Column with the answer, as it stands.

    Returns
    -------
    pandas.DataFrame
        Index `person`, in order of appearance; one column an item, missing where there is no row.

    Raises
    ------
    ValueError
        If a column is missing, an item is not on the form, a row does not say whose answer it is,
        or a person answers an item twice.

    Examples
    --------
    >>> long = pd.DataFrame({"person": ["Ada", "Ada"], "item": [1, 3], "answer": [4, 2]})
    >>> widen_responses(long, "scs-sf").loc["Ada", ["scs1", "scs3"]].tolist()
    [4, 2]
    """
    form = load_instrument(instrument)
    keys = [person] if isinstance(person, str) else list(person)
    _check_long(responses, keys, item, answer)
    long = responses[[*keys, answer]].copy()
    long[item] = _item_columns(responses[item], form)
    twice = long.duplicated([*keys, item])
    if twice.any():
        row = long[twice].iloc[0]
        raise ValueError(
            f"{_name(tuple(row[keys]), keys)} answers {row[item]} more than once; "
            "keep one row for every person and item"
        )
    wide = long.set_index([*keys, item])[answer].unstack()
    forms = (
        pd.MultiIndex.from_frame(long[keys]).unique() if len(keys) > 1 else long[keys[0]].unique()
    )
    wide = wide.reindex(index=forms, columns=form.column_names())
    return wide.rename_axis(index=keys, columns=None)


def numeric_answers(responses: pd.DataFrame, form: Instrument) -> Numbers:
    """Return the answers as numbers, missing ones as NaN, unreadable ones as infinite.

    Columns that hold whole numbers only are handed on without a copy: do not write into the array.

    Parameters
    ----------
    responses : pandas.DataFrame
        One row a form.
    form : Instrument
        Says which columns.

    Returns
    -------
    numpy.ndarray
        Shape (forms, items), in the order of the items; floats, or integers if all columns are.

    Raises
    ------
    ValueError
        If a column is missing or stands twice, or a form stands twice.
    """
    columns = form.column_names()
    _check_present(responses, columns, say("whose", form=form.abbreviation, items=form.n_items))
    _check_forms(responses.index)
    items = responses[columns]
    if all(isinstance(dtype, np.dtype) and dtype.kind in "iu" for dtype in items.dtypes):
        return items.to_numpy()
    if all(_is_numeric(dtype) for dtype in items.dtypes):
        return items.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.column_stack([_numbers(items[column]) for column in columns])


def all_on_form(answers: Numbers, form: Instrument) -> bool:
    """Return whether every answer is there and one that the form has; quicker than `refused`."""
    if not answers.size:
        return True
    within = bool(form.response_min <= answers.min() and answers.max() <= form.response_max)
    return within and (answers.dtype.kind in "iu" or np.array_equal(answers, np.rint(answers)))


def refused(answers: Numbers, form: Instrument) -> NDArray[np.bool_]:
    """Return which answers the form does not have; missing ones are not among them."""
    low, high = form.response_min, form.response_max
    with np.errstate(invalid="ignore"):
        fine = (answers >= low) & (answers <= high) & (answers == np.rint(answers))
    off: NDArray[np.bool_] = ~(fine | np.isnan(answers))
    return off


def problems(
    responses: pd.DataFrame, form: Instrument, off: NDArray[np.bool_], answers: Numbers
) -> pd.DataFrame:
    """Return the answers that `off` marks, each with its place and a sentence."""
    columns = form.column_names()
    marked = np.flatnonzero(off.any(axis=0))
    cells = {place: responses[columns[place]].to_numpy(object) for place in marked}
    records = []
    for row, place in np.argwhere(off):
        value = cells[place][row]
        fault = _fault(value, answers[row, place], form)
        item = {"item": place + 1, "column": columns[place]}
        said = say_of_answer("problem", form=form_name(responses.index, row), fault=fault, **item)
        records.append((responses.index[row], *item.values(), value, said))
    names = ["form", "item", "column", "value", "problem"]
    told = pd.DataFrame(records, columns=names, dtype=object)  # a 5 stays 5 beside a 2.5
    told["form"] = told["form"].infer_objects()
    return told.astype({"item": np.int64, "column": "str", "problem": "str"})


def span_of_answers(form: Instrument) -> str:
    """Return from where to where the answers on a form go."""
    return span(whole(form.response_min), whole(form.response_max))


def _fault(value: Any, number: float, form: Instrument) -> str:
    """Say what is wrong with one answer."""
    ends = span_of_answers(form)
    if np.isfinite(number) and number == np.rint(number):
        hint = form.outside.get(int(number))
        shown = whole(int(number)) if abs(number) < 1e16 else general(number)
        if hint:
            return say_of_answer("outside_with_hint", answer=shown, span=ends, hint=hint)
        return say_of_answer("outside", answer=shown, span=ends)
    if np.isfinite(number):
        return say_of_answer("not_whole", answer=shortest(number), span=ends)
    shown = f"'{' '.join(str(value).split())[:_SHOWN]}'"
    has_comma = re.fullmatch(r"[+-]?\d+,\d*", str(value).strip())
    return say_of_answer("comma" if has_comma else "no_number", answer=shown, span=ends)


def _numbers(column: pd.Series) -> Floats:
    """Return one column's answers as numbers."""
    if _is_numeric(column.dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    cells = column.to_numpy(dtype=object)
    if pd.api.types.infer_dtype(cells, skipna=True) not in _ALIKE:
        return np.array([_number(cell) for cell in cells], dtype=np.float64)
    codes, different = pd.factorize(cells, use_na_sentinel=True)
    numbers = np.array([*(_number(cell) for cell in different), np.nan])
    return numbers[codes]


def _is_numeric(dtype: Any) -> bool:
    return bool(pd.api.types.is_any_real_numeric_dtype(dtype))


def _number(cell: Any) -> float:
    """Return one answer as a number: NaN if it is missing, infinite if it cannot be read."""
    if isinstance(cell, str):
        text = cell.strip()
        if text in MISSING:
            return np.nan
        return float(text) if _WHOLE.fullmatch(text) or _FRACTION.fullmatch(text) else np.inf
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return np.nan
    if isinstance(cell, bool) or not isinstance(cell, Real | Decimal):
        return np.inf
    try:
        return float(cell)
    except (ValueError, OverflowError):  # a signalling NaN, a number beyond all floats
        return np.inf


def _check_present(responses: pd.DataFrame, columns: Sequence[str], whose: str) -> None:
    """Check that every column is there, and once."""
    if not isinstance(responses, pd.DataFrame):
        raise TypeError(f"responses is {type(responses).__name__}; it must be a pandas.DataFrame")
    counts = responses.columns.value_counts()
    absent = [column for column in columns if column not in counts.index]
    if absent:
        more = say("more", n=len(absent) - 3) if len(absent) > 3 else ""
        named = ", ".join(repr(name) for name in absent[:3])
        there = listed([repr(name) for name in responses.columns[:6].tolist()] or ["none"])
        raise ValueError(say("lacks", whose=whose, columns=named, more=more, there=there))
    for column in columns:
        if counts[column] > 1:
            raise ValueError(f"the column '{column}' stands {counts[column]} times; keep one")


def _check_long(responses: pd.DataFrame, keys: list[str], item: str, answer: str) -> None:
    """Check that the columns of the long form are there, all different, and name every person."""
    named = [*keys, item, answer]
    if not keys or len(set(named)) < len(named):
        raise ValueError(
            f"person is {keys}, item is {item!r} and answer is {answer!r}; "
            "each must name a column of its own"
        )
    _check_present(responses, named, "the long form")
    for key in keys:
        nobody = responses[key].isna() | (responses[key].astype("str").str.strip() == "")
        if nobody.any():
            row = int(np.flatnonzero(nobody)[0]) + 1
            raise ValueError(f"row {row} has no {key}; say whose answer it is")


def _check_forms(index: pd.Index) -> None:
    """Check that no form stands twice."""
    if not index.is_unique:
        row = int(np.flatnonzero(index.duplicated())[0])
        forms, _ = pd.factorize(index, use_na_sentinel=False)
        count = int((forms == forms[row]).sum())
        raise ValueError(say("rows", form=form_name(index, row), count=count))


def form_name(index: pd.Index, row: int) -> str:
    """Return whose form a row is: 'person 3, wave before', or 'row 3' without names."""
    label = index[row]
    if index.nlevels == 1 and index.name is None and isinstance(label, int | np.integer):
        return f"row {label}"
    return _name(label if index.nlevels > 1 else (label,), index.names)


def _name(labels: tuple[Any, ...], names: Sequence[Any]) -> str:
    parts = zip(labels, names, strict=True)
    return ", ".join(str(label) if name is None else f"{name} {label}" for label, name in parts)


def _item_columns(items: pd.Series, form: Instrument) -> list[str]:
    """Return the column of each item, which may be numbers or names of columns."""
    columns = form.column_names()
    known = {str(number): column for number, column in enumerate(columns, 1)}
    known |= {column: column for column in columns}
    found = []
    for row, item in enumerate(items, 1):
        text = (
            str(int(item)) if isinstance(item, float) and item.is_integer() else str(item).strip()
        )
        if text not in known:
            raise ValueError(
                f"row {row}: '{text[:_SHOWN]}' is no item of {form.abbreviation}; "
                f"they are 1 to {form.n_items}, or {columns[0]} to {columns[-1]}"
            )
        found.append(known[text])
    return found


def _text(source: str | Path) -> tuple[str, str]:
    """Return what the source is called and its text; nothing at all is a text too."""
    is_empty = isinstance(source, str) and not source.strip()
    name, text = csv.text_of("\n" if is_empty else source, "the text", say("save_as"))
    line = csv.line_of_nul(text)
    if line:
        raise ValueError(say("nul", name=name, line=line, save_as=say("save_as")))
    return name, text


def _filled(lines: Iterator[tuple[int, list[str]]], name: str) -> list[tuple[int, list[str]]]:
    """Return each line that holds anything, with its number."""
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in lines:
            if any(cells):
                rows.append((number, cells))
            if len(rows) > _MOST_LINES:
                raise ValueError(say("many_lines", name=name, most=_MOST_LINES))
    except csv.LineError as bad:
        raise ValueError(say("quotes", name=name, line=bad.line, error=bad.why)) from None
    return rows


def _of_one_width(
    rows: list[tuple[int, list[str]]], name: str, separator: str
) -> list[tuple[int, list[str]]]:
    """Return the lines with as many cells as the first one has names."""
    width, between = _width(rows[0][1]), _SEPARATORS[separator]
    for number, cells in rows:
        if _width(cells) > width or len(cells) < width:
            parts = {"cells": len(cells), "columns": width, "separator": between}
            raise ValueError(say("width", name=name, line=number, **parts))
    return [(number, cells[:width]) for number, cells in rows]


def _width(cells: Sequence[str]) -> int:
    """Return how many cells are left without the empty ones at the end, which Excel may add."""
    return max(place for place, cell in enumerate(cells, 1) if cell)


def _check_header(header: Sequence[str], name: str) -> None:
    counts = Counter(header)
    for place, column in enumerate(header, 1):
        if not column:
            raise ValueError(say("no_name", name=name, place=place))
        if counts[column] > 1:
            raise ValueError(say("two_columns", name=name, column=column))
