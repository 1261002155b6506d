"""A class's returned answers, held against the marking table of its kit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from twowaves._base import csv
from twowaves._base.cells import unsafe_cell
from twowaves._base.files import file_text, on_one_line
from twowaves._base.words import listed
from twowaves.classroom.given import KINDS, NotAnAnswer, answer_text, typed_number
from twowaves.classroom.own_data import plain_name
from twowaves.forms.responses import table_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from twowaves.classroom.keys import ExerciseKey

__all__ = ["COLUMNS", "mark_answers", "mark_of", "text_table", "tolerance", "verdict_on", "whose"]

# the third cell of a line, and the fourth that its comma makes
_CELL = r'(?:"(?:[^"\n]|"")*"|[^",\n]*),'
_BARE_COMMA = re.compile(rf"^({_CELL}{_CELL})([+\N{{MINUS SIGN}}-]?\d*,\d+) *$", re.MULTILINE)
_LONGEST = 400  # letters of an answer that is checked
COLUMNS = ("name", "exercise", "kind", "expected", "tolerance", "answer", "verdict", "mark")


def tolerance(key: ExerciseKey) -> float | str:
    """Return how far a number may lie from the expected one; nothing for words."""
    if key.kind not in {"number", "whole"}:
        return ""
    return (key.within + 0.5) * 10.0**-key.decimals if key.kind == "number" else 0.0


def mark_answers(returned: Any, table: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Return the marking table with every returned answer and a verdict.

    Parameters
    ----------
    returned : str, pathlib.Path, pandas.DataFrame, or a sequence of them
        Files with the columns `name`, `exercise` and `answer`, such as the students'
        ``answers.csv``, or one file of the whole class.
    table : str, pathlib.Path or pandas.DataFrame
        The kit's ``marking-table.csv``.

    Returns
    -------
    pandas.DataFrame
        The table's rows. `answer` is what was returned, and `verdict` one of ``"right"``,
        ``"wrong"``, ``"missing"``, ``"open"`` (for a person to mark) and ``"unread: …"`` with the
        reason; `mark` is 1 for right, 0 for wrong and missing, and blank for open and unread, which
        somebody must look at. An answer of more than 400 letters is unread where one is checked.

    Raises
    ------
    ValueError
        If a column is missing, a cell of the table is none that it can have, a returned name or
        exercise is not in the table, or somebody answered an exercise twice.

    Notes
    -----
    Numbers may be typed with a point or a comma before the decimals. What can be read in two
    ways, such as 1,234, is unread unless a whole number is asked for.

    Examples
    --------
    >>> table = pd.DataFrame([["Ada", "demo-1", "number", "0.07", "0.005", "", "", ""]],
    ...                      columns=COLUMNS)
    >>> answers = pd.DataFrame({"name": ["ada "], "exercise": "demo-1", "answer": "0.0686"})
    >>> mark_answers(answers, table)["verdict"].item()
    'right'
    """
    asked = text_table(table, COLUMNS)
    check_kinds(asked)
    rows = asked.to_dict("records")
    known = {whose(row) for row in rows}
    given = _given(returned, known)
    return pd.DataFrame([_marked(row, given.get(whose(row))) for row in rows], columns=COLUMNS)


def text_table(source: Any, columns: Sequence[str], longest: int = csv.LONGEST) -> pd.DataFrame:
    """Return a table as text, or say which column it lacks."""
    frame = source if isinstance(source, pd.DataFrame) else _read(source, longest)
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        what = f"'{on_one_line(Path(source).name)}'" if _is_path(source) else "the table"
        raise ValueError(
            f"{what} has no column called {lacking[0]!r}; it needs {', '.join(columns)}"
        )
    return frame.fillna("").astype(str)


def _read(source: Any, longest: int) -> pd.DataFrame:
    """Return a file, or a text, as a table; a sentence names the file, mended or not."""
    if not _is_path(source):
        return table_of(_mended(source) if isinstance(source, str) else source, longest)
    name, text = file_text(source, "save it as CSV UTF-8")
    mended = _mended(text)
    if mended == text:
        return table_of(source, longest)
    try:
        return table_of(mended, longest)
    except ValueError as error:
        raise ValueError(str(error).replace("the text", name, 1)) from None


def _is_path(source: Any) -> bool:
    return isinstance(source, Path) or (isinstance(source, str) and "\n" not in source)


def _mended(text: str) -> str:
    """Return answers with decimal commas in quotes, where a text editor left them bare."""
    bare, _ = csv.without_separator_line(text.removeprefix("\ufeff"))
    is_narrow = re.match(r'\n?"?name"?,"?exercise"?,"?answer"? *$', bare, re.MULTILINE)
    return _BARE_COMMA.sub(r'\1"\2"', bare) if is_narrow else text


def whose(row: Mapping[Any, Any]) -> tuple[str, str]:
    """Return a row's name in its plain form, and its exercise."""
    return plain_name(unsafe_cell(row["name"])), row["exercise"].strip()


def _given(returned: Any, known: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return every answer by name and exercise; refuse what belongs to nobody, or comes twice."""
    several = returned if isinstance(returned, list | tuple) else [returned]
    given: dict[tuple[str, str], str] = {}
    for source in several:
        for row in text_table(source, ("name", "exercise", "answer")).to_dict("records"):
            who, answer = whose(row), row["answer"].strip()
            if not answer:
                continue
            if who not in known:
                raise ValueError(f"{row['exercise']!r} of {row['name']!r} is not in the table")
            if who in given:
                raise ValueError(f"{row['name']!r} answers {row['exercise']!r} twice; keep one")
            given[who] = unsafe_cell(answer)
    return given


def _marked(row: dict[Hashable, Any], answer: str | None) -> dict[Hashable, Any]:
    verdict = verdict_on(row, answer)
    return row | {"answer": answer or "", "verdict": verdict, "mark": mark_of(verdict)}


def mark_of(verdict: str) -> int | str:
    """Return 1 for right, 0 for wrong and missing, and nothing where somebody must look."""
    is_open = verdict == "open" or verdict.startswith("unread")
    return "" if is_open else int(verdict == "right")


def verdict_on(row: Mapping[Any, Any], answer: str | None) -> str:
    """Return what a person would write beside an answer."""
    if row["kind"] == "open":
        return "open"
    if answer is None:
        return "missing"
    if len(answer) > _LONGEST:
        return f"unread: it has {len(answer)} letters; an answer has {_LONGEST} at the most"
    try:
        return "right" if _is_right(row, answer) else "wrong"
    except NotAnAnswer as why:
        return f"unread: {why}"


def _is_right(row: Mapping[Any, Any], answer: str) -> bool:
    if row["kind"] in {"word", "words"}:
        expected = unsafe_cell(row["expected"])
        return answer_text(answer.split(";"), "words") == answer_text(expected.split(";"), "words")
    number = typed_number(answer, whole=row["kind"] == "whole")
    return abs(number - _figure(row, "expected")) <= _figure(row, "tolerance") + 1e-9


def _figure(row: Mapping[Any, Any], column: str) -> float:
    """Return a number of the marking table, or say where it has none."""
    try:
        return typed_number(unsafe_cell(row[column]))
    except NotAnAnswer:
        raise ValueError(
            f"the marking table, {unsafe_cell(row['name'])}, {row['exercise']}: "
            f"{column} is {row[column]!r}; it must be a number, such as 0.07"
        ) from None


def check_kinds(rows: pd.DataFrame) -> None:
    """Refuse a marking table with a kind of answer that nobody can mark."""
    accepted = (*KINDS, "open")
    for row in rows[~rows["kind"].isin(accepted)].to_dict("records"):
        raise ValueError(
            f"the marking table, {unsafe_cell(row['name'])}, {row['exercise']}: "
            f"kind is {row['kind']!r}; it must be {listed([*map(repr, accepted)], 'or')}"
        )
