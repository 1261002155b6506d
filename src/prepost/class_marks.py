"""What a class returned, whatever it is, as one row of marks a person.

One file that cannot be read, or a name that nobody knows, does not hold up the others: each is
told in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from prepost._cells import safe_cell, unsafe_cell
from prepost._files import file_text
from prepost._filled_in import filled_in
from prepost.marking import COLUMNS, check_kinds, mark_answers, text_table, verdict_on, whose

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

__all__ = ["ClassMarks", "mark_class"]

HANDED_OUT = frozenset({"data.csv", "readme.txt"})  # they come back as they went
KINDS = (".csv", ".ipynb")  # where both answer, the table counts
_SHOWN = 60
_FEW = 5


@dataclass(frozen=True)
class ClassMarks:
    """A class's marks.

    Attributes
    ----------
    marks : pandas.DataFrame
        One row a person: `name`, a column an exercise with 1 for right, 0 for anything else and
        blank where it is open, `points`, `out_of`, and `notes` on what has no answer.
    answers : pandas.DataFrame
        One row an answer, as `mark_answers` gives it.
    problems : list of str
        One sentence for each file that was not read, each name or exercise that is not in the
        table, and each answer that was given twice.
    """

    marks: pd.DataFrame
    answers: pd.DataFrame
    problems: list[str]


class _Answer(NamedTuple):
    name: str
    exercise: str
    answer: str
    file: str

    def who(self) -> tuple[str, str]:
        return whose(self._asdict())


@dataclass
class _Heap:
    """Everything that was found in the files."""

    answers: list[_Answer] = field(default_factory=list)
    not_run: list[_Answer] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def mark_class(returned: str | Path, table: str | Path | pd.DataFrame) -> ClassMarks:
    r"""Mark everything that lies in a folder.

    Parameters
    ----------
    returned : str or pathlib.Path
        A folder, searched with the folders in it, or one file. Tables with the columns `name`,
        `exercise` and `answer` are read, and notebooks of the kit that were filled in and saved.
        No notebook is run. What the kit handed out, and hidden files, are passed over.
    table : str, pathlib.Path or pandas.DataFrame
        The kit's ``marking-table.csv``.

    Returns
    -------
    ClassMarks
        Marks, answers, and what was wrong. Where somebody answers an exercise twice, the first
        counts: tables come before notebooks, and then the order of the files' names decides.

    Raises
    ------
    ValueError
        If there is nothing to read, or the table is no marking table.

    Examples
    --------
    >>> import tempfile
    >>> place = tempfile.TemporaryDirectory()
    >>> _ = Path(place.name, "a.csv").write_text('name,exercise,answer\nAda,demo-1,"0,07"\n')
    >>> table = pd.DataFrame([["Ada", "demo-1", "number", "0.07", "0.005", "", "", ""]],
    ...                      columns=COLUMNS)
    >>> mark_class(place.name, table).marks.to_dict("records")
    [{'name': 'Ada', 'demo-1': 1, 'points': 1, 'out_of': 1, 'notes': ''}]
    >>> place.cleanup()
    """
    rows = text_table(table, COLUMNS)
    check_kinds(rows)
    heap = _gathered(Path(returned).expanduser())
    by_whom = {whose(row): row for row in rows.to_dict("records")}
    problems = [*heap.problems, *_strangers(heap.answers, by_whom)]
    first: dict[tuple[str, str], _Answer] = {}
    for each in heap.answers:
        if each.who() in by_whom:
            counts = first.setdefault(each.who(), each)
            problems += _twice(by_whom[each.who()], counts, each)
    given = pd.DataFrame([*first.values()], columns=_Answer._fields)
    answers = mark_answers(given, rows)
    not_run = {each.who() for each in heap.not_run}
    people = answers.groupby("name", sort=False)
    marks = [_row(unsafe_cell(str(name)), of_one, not_run) for name, of_one in people]
    answers["name"] = answers["name"].map(unsafe_cell)
    return ClassMarks(pd.DataFrame(marks), answers, problems)


def _gathered(returned: Path) -> _Heap:
    """Return what stands in a folder's files, or in one file."""
    heap, folder = _Heap(), returned if returned.is_dir() else returned.parent
    files = sorted(_files(returned), key=lambda file: (file.suffix.lower() == KINDS[1], file))
    if not any(file.suffix.lower() in KINDS for file in files):
        raise ValueError(f"'{returned}' holds no table of answers (.csv) and no notebook (.ipynb)")
    for file in files:
        shown = file.relative_to(folder).as_posix()
        try:
            _add(heap, file, shown)
        except ValueError as why:
            reason = str(why).removeprefix(f"{file.name}: ")
            heap.problems.append(f"'{shown}' was not read: {reason}")
    return heap


def _files(returned: Path) -> Iterator[Path]:
    """Yield what somebody returned, without what programs leave behind."""
    if not returned.is_dir():
        if not returned.is_file():
            raise ValueError(f"there is no folder '{returned}'")
        yield returned
        return
    for file in returned.rglob("*"):
        parts = file.relative_to(returned).parts
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if file.is_file() and not hidden and file.name.lower() not in HANDED_OUT:
            yield file


def _add(heap: _Heap, file: Path, shown: str) -> None:
    """Put a file's answers on the heap, or say why it has none."""
    if file.suffix.lower() == KINDS[0]:
        if len(file_text(file, "save it as CSV UTF-8")[1].split("\n", 2)) < 2:
            raise ValueError("it holds no answer")
        table = text_table(file, ("name", "exercise", "answer"))
        for name, exercise, answer in table[["name", "exercise", "answer"]].to_numpy():
            if answer.strip():
                _keep(heap, _Answer(name, exercise.strip(), answer, shown))
        return
    if file.suffix.lower() != KINDS[1]:
        raise ValueError("it is neither a table of answers (.csv) nor a notebook (.ipynb)")
    _, text = file_text(file, "save it in Jupyter again")
    found = filled_in(text)
    if (found.answers or found.not_run) and not found.name.strip():
        raise ValueError(
            "it does not say whose it is; write NAME = with the name in its first cell"
        )
    name = safe_cell(found.name)
    for exercise, answer in found.answers.items():
        _keep(heap, _Answer(name, exercise, answer, shown))
    for exercise in found.not_run:
        _keep(heap, _Answer(name, exercise, "", shown))


def _keep(heap: _Heap, answer: _Answer) -> None:
    """Put an answer on the heap if it is somebody's, or say that it is nobody's."""
    try:
        answer.who()
    except ValueError:
        heap.problems.append(
            f"'{answer.file}': an answer to {_short(answer.exercise)} has no name; "
            "write the name on the roster"
        )
        return
    (heap.answers if answer.answer else heap.not_run).append(answer)


def _strangers(answers: list[_Answer], known: dict[tuple[str, str], Any]) -> list[str]:
    """Return one sentence for each name and exercise of a file that the table does not have."""
    names = {who: unsafe_cell(row["name"]) for (who, _), row in known.items()}
    exercises = {exercise for _, exercise in known}
    told: dict[str, None] = {}
    for each in answers:
        who, exercise = each.who()
        if who not in names:
            close = get_close_matches(who, names, n=1)
            perhaps = f" Perhaps it is {_short(names[close[0]])}." if close else ""
            name = _short(unsafe_cell(each.name))
            sentence = (
                f"'{each.file}': {name} is not in the marking table, so nothing of it is marked; "
                f"use the name on the roster.{perhaps}"
            )
            told[sentence] = None
        elif exercise not in exercises:
            told[f"'{each.file}': {_short(exercise)} is no exercise of the marking table."] = None
    return [*told]


def _twice(row: dict[Hashable, Any], counts: _Answer, each: _Answer) -> list[str]:
    """Say so where a second answer would be marked otherwise."""
    texts = [unsafe_cell(answer.answer.strip()) for answer in (counts, each)]
    verdicts = [text if row["kind"] == "open" else verdict_on(row, text) for text in texts]
    if verdicts[0] == verdicts[1]:
        return []
    one, other = (_short(text) for text in texts)
    who = f"{unsafe_cell(row['name'])} answers {each.exercise}"
    return [f"{who} with {one} in {counts.file}, which counts, and with {other} in {each.file}."]


def _row(name: str, answers: pd.DataFrame, not_run: set[tuple[str, str]]) -> dict[str, Any]:
    """Return a person's row of marks."""
    marks = dict(zip(answers["exercise"], answers["mark"], strict=True))
    closed = [mark for mark in marks.values() if mark != ""]
    notes = _notes(answers, not_run)
    return {"name": name} | marks | {"points": sum(closed), "out_of": len(closed), "notes": notes}


def _notes(answers: pd.DataFrame, not_run: set[tuple[str, str]]) -> str:
    """Say which exercises have no answer, and why."""
    rows = answers.to_dict("records")
    stuck = [
        row["exercise"] for row in rows if row["verdict"] == "missing" and whose(row) in not_run
    ]
    missing = [row["exercise"] for row in rows
               if row["verdict"] == "missing" and row["exercise"] not in stuck]  # fmt: skip
    if not (answers["answer"] != "").any() and not stuck:
        return "Nothing was handed in."
    notes = [f"Not answered: {_few(missing)}."] if missing else []
    if stuck:
        notes.append(f"Not run before it was saved, so the answer is not known: {_few(stuck)}.")
    unread = [row for row in rows if row["verdict"].startswith("unread")]
    notes += [f"{row['exercise']}: {row['verdict'].removeprefix('unread: ')}" for row in unread]
    return " ".join(notes)


def _few(exercises: list[str]) -> str:
    """Return the names of exercises, or their number if they are many."""
    return ", ".join(exercises) if len(exercises) <= _FEW else f"{len(exercises)} exercises"


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return repr(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")
