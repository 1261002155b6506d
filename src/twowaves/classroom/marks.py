"""What a class returned, whatever it is, as one row of marks a person.

Nothing is said of a person that is not known: where a file came that could not be read, or may be
theirs, they are to be looked at, and their points are blank.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from twowaves._base.cells import unsafe_cell
from twowaves._base.displays import result_table
from twowaves._base.words import few, in_short, listed
from twowaves.classroom.handed_in import returned_files
from twowaves.classroom.marking import (
    COLUMNS,
    check_kinds,
    mark_answers,
    mark_of,
    text_table,
    verdict_on,
    whose,
)
from twowaves.classroom.own_data import plain_name
from twowaves.classroom.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from twowaves.classroom.handed_in import Answer, Returned

__all__ = ["ClassMarks", "mark_class"]

_FEW = 5  # exercises that a note names
_TOLD = 20  # unknown names of one file that are told one by one
_LONG = 300  # letters of a reason that a note gives
_NOT_READ, _UNREAD = "was not read: ", "unread: "
_LOOKED_UP = 100  # unknown names for which a similar one is looked for
_LONGEST_NAME = 100
_STATUSES = {"marked": "marked", "look": "to be looked at", "nothing": "with nothing handed in"}


@dataclass(frozen=True, repr=False)
class ClassMarks:
    """A class's marks.

    Attributes
    ----------
    marks : pandas.DataFrame
        One row a person: `name`; `status`; a column an exercise; `points`; `out_of`; and `notes`.
        `status` is ``"marked"`` where all that came was read, ``"look"`` where a person must look,
        and ``"nothing"`` where nothing came. An exercise is 1 for right, 0 for wrong or missing,
        and missing (pandas.NA) where it is open or must be looked at; so are the points of a person
        to be looked at.
    answers : pandas.DataFrame
        One row an answer, as `mark_answers` gives it.
    problem_table : pandas.DataFrame
        One row a problem: `person` (whose it is or may be, by the roster; empty if that cannot be
        told), `file`, and `reason`, which goes on after the file's name.
    """

    marks: pd.DataFrame
    answers: pd.DataFrame
    problem_table: pd.DataFrame

    def __repr__(self) -> str:
        of = ", ".join(f"{words} {count}" for words, count in self._counts())
        return f"<marks of a class: {of}>"

    def _repr_html_(self) -> str:
        told = [("problem", each) for each in self.problems[:_FEW]]
        rest = len(self.problems) - len(told)
        more = [("problems", f"{rest} more")] if rest else []
        return result_table("Marks of a class", [*self._counts(), *told, *more])

    def _counts(self) -> list[tuple[str, int]]:
        """Return how many people, answers and problems there are of each kind."""
        people = self.marks["status"].value_counts()
        return [
            ("people", len(self.marks)),
            *((words, int(people.get(status, 0))) for status, words in _STATUSES.items()),
            ("answers", len(self.answers)),
            ("problems", len(self.problem_table)),
        ]

    @property
    def problems(self) -> list[str]:
        """One sentence for each problem."""
        rows = self.problem_table.to_dict("records")
        return [f"'{row['file']}' {row['reason']}." for row in rows]


class _Problem(NamedTuple):
    person: str
    file: str
    reason: str


@dataclass
class _Person:
    """What is known of somebody beside their answers."""

    name: str
    came: bool = False
    unread: list[_Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubt: str = ""  # why an answer that is not there may have been handed in


@dataclass
class _Class:
    """A class, and all that was found in its files."""

    rows: dict[tuple[str, str], dict[Hashable, Any]]
    people: dict[str, _Person]
    first: dict[tuple[str, str], tuple[Answer, Returned]] = field(default_factory=dict)
    unknown: dict[tuple[str, str], tuple[Answer, Returned]] = field(default_factory=dict)
    twice: dict[tuple[str, str], bool] = field(default_factory=dict)  # whether one must look
    problems: list[_Problem] = field(default_factory=list)
    nobodys: dict[str, None] = field(default_factory=dict)  # files of which no owner is known
    similar: dict[str, str] = field(default_factory=dict)
    told: set[tuple[tuple[str, str], str]] = field(default_factory=set)  # answered twice in a file


def mark_class(returned: str | Path, table: str | Path | pd.DataFrame) -> ClassMarks:
    r"""Mark everything that lies in a folder.

    Parameters
    ----------
    returned : str or pathlib.Path
        A folder, searched with the folders in it, or one file. Tables with the columns `name`,
        `exercise` and `answer` are read, and notebooks of the kit that were filled in and saved.
        No notebook is run. What the kit handed out, and hidden files, are passed over; a link that
        leads out of the folder is not followed.
    table : str, pathlib.Path or pandas.DataFrame
        The kit's ``marking-table.csv``.

    Returns
    -------
    ClassMarks
        Marks, answers, and what was wrong. Where somebody answers an exercise twice, the first
        counts if both lie in one folder: tables come before notebooks, and then the order of the
        files' names decides.

    Raises
    ------
    ValueError
        If there is nothing to read, or the table is no marking table.

    Notes
    -----
    Whose a file is, is told by what stands in it, and held against where it came from: the folder
    of a learning platform (Moodle, Canvas, Blackboard) or of the kit, or a person's name in the
    name of a folder or file. What a file says never overrules that: where the two differ, nothing
    of it is marked, and both people are to be looked at. Where it cannot be told whose a file is,
    nobody of whom nothing came is said to have handed in nothing.

    Examples
    --------
    >>> import tempfile
    >>> place = tempfile.TemporaryDirectory()
    >>> _ = Path(place.name, "a.csv").write_text('name,exercise,answer\nAda,demo-1,"0,07"\n')
    >>> table = pd.DataFrame([["Ada", "demo-1", "number", "0.07", "0.005", "", "", ""]],
    ...                      columns=COLUMNS)
    >>> mark_class(place.name, table).marks.to_dict("records")
    [{'name': 'Ada', 'status': 'marked', 'demo-1': 1, 'points': 1, 'out_of': 1, 'notes': ''}]
    >>> place.cleanup()
    """
    rows = text_table(table, COLUMNS)
    check_kinds(rows)
    by_whom = {whose(row): row for row in rows.to_dict("records")}
    people = {who: _Person(unsafe_cell(row["name"])) for (who, _), row in by_whom.items()}
    found = _Class(by_whom, people)
    files = returned_files(Path(returned).expanduser(), Owners(people))
    for file, foreign in zip(files, _foreign(files), strict=True):
        _sort_in(found, file, foreign & people.keys())
    answered = {who for who, _ in (*found.first, *found.unknown)}
    for who in people:
        _settle(found, who, who in answered)
    answers = _marked(found, rows)
    marks = [_row(found, of_one) for _, of_one in answers.groupby("name", sort=False)]
    found.problems += _unread_answers(found, answers)
    answers["name"] = answers["name"].map(unsafe_cell)
    problems = pd.DataFrame(found.problems, columns=_Problem._fields, dtype="str")
    return ClassMarks(_frame(marks), answers, problems)


# ---- whose a file is ---------------------------------------------------------------------------


def _foreign(files: list[Returned]) -> list[set[str]]:
    """Return for each file whose names it gives although it came from somebody else's place.

    A platform's place that names nobody of the class is somebody else's if the platform knows
    people by the roster's names, or if another such place gives the same person's name.
    """
    speaks = any(file.origin.is_platforms and file.origin.people for file in files)
    places: dict[str, set[str]] = defaultdict(set)
    for file in files:
        if file.origin.is_platforms and not file.origin.people:
            for who in file.names:
                places[who].add(file.place)
    return [
        {who for who in file.names if _is_foreign(file, who, speaks or len(places[who]) > 1)}
        for file in files
    ]


def _is_foreign(file: Returned, who: str, is_known: bool) -> bool:
    people, _, _, is_platforms = file.origin
    return who not in people if people else is_platforms and is_known


def _owners(found: _Class, file: Returned) -> set[str]:
    """Return whose a file is, or may be, by its place, and else by the one name that it gives."""
    given = file.names.keys() & found.people.keys()
    if file.origin.people:
        return (given & file.origin.people) or {*file.origin.people}
    return given if len(given) == 1 and not file.origin.is_platforms else set()


# ---- what came ---------------------------------------------------------------------------------


def _sort_in(found: _Class, file: Returned, foreign: set[str]) -> None:
    """Give everything in a file to whose it is, or say why not."""
    owners = _owners(found, file)
    for reason in _faults(found, file):
        _look(found, file, owners, reason)
    for who in sorted(foreign):
        _conflict(found, file, who)
    here = (file.names.keys() & found.people.keys()) - foreign
    for who in here:
        found.people[who].came = True
    for each in file.answers:
        if each.who[0] in here and each.who in found.rows:
            _count(found, file, each)
    for each in file.unknown:
        if each.who[0] in here and each.who in found.rows:
            found.unknown.setdefault(each.who, (each, file))
    _no_exercises(found, file, here)


def _faults(found: _Class, file: Returned) -> Iterator[str]:
    """Yield what is wrong with a file; each goes on after its name."""
    if file.failure:
        yield f"{_NOT_READ}{file.failure}"
    if file.nameless:
        yield f"answers {listed(few(file.nameless))} without a name; write the name on the roster"
    strangers = [name for who, name in file.names.items() if who not in found.people]
    for name in strangers[:_TOLD]:
        yield (
            f"gives the name {in_short(name)}, which is not in the marking table, so nothing of it "
            f"is marked; use the name on the roster{_perhaps(found, name)}"
        )
    if strangers[_TOLD:]:
        yield f"gives {len(strangers) - _TOLD} more names that are not in the marking table"


def _perhaps(found: _Class, name: str) -> str:
    """Return whose name is similar, looked up once a name, and not for any number of them."""
    if name not in found.similar and len(found.similar) < _LOOKED_UP and len(name) <= _LONGEST_NAME:
        close = get_close_matches(plain_name(name), found.people, n=1)
        found.similar[name] = f", perhaps {found.people[close[0]].name!r}" if close else ""
    return found.similar.get(name, "")


def _look(found: _Class, file: Returned, owners: Iterable[str], reason: str) -> None:
    """Note a problem, and that a person must look at everybody whose file it may be."""
    people = [found.people[who] for who in sorted(owners)]
    problem = _Problem(listed([each.name for each in people] or [""], "or"), file.shown, reason)
    found.problems.append(problem)
    for person in people:
        person.unread.append(problem)
    if not people:
        found.nobodys[file.shown] = None


def _conflict(found: _Class, file: Returned, who: str) -> None:
    """Say that a file gives the name of another than it came from."""
    person, place = found.people[who], in_short(file.place)
    reason = f"gives the name {person.name!r} and came from {place}, so nothing of it is marked"
    _look(found, file, file.origin.people, reason)
    person.notes.append(f"'{file.shown}' gives this name and came from {place}: it does not count.")
    person.doubt = "a file with this name came from elsewhere"


def _count(found: _Class, file: Returned, each: Answer) -> None:
    """Take an answer, if it is the first to its exercise; say so where a second one differs."""
    first, other = found.first.setdefault(each.who, (each, file))
    if first is each:
        return
    row = found.rows[each.who]
    texts = [unsafe_cell(answer.answer) for answer in (first, each)]
    verdicts = [text if row["kind"] == "open" else verdict_on(row, text) for text in texts]
    if verdicts[0] == verdicts[1]:
        return
    is_open = file.place != other.place
    if (each.who, file.shown) in found.told:
        return
    found.told.add((each.who, file.shown))
    found.twice[each.who] = found.twice.get(each.who, False) or is_open
    person, (one, two) = found.people[each.who[0]], map(in_short, texts)
    which = "and which counts is not known" if is_open else "which counts"
    here = f"answers {each.exercise} for {person.name} with {two}"
    reason = f"{here}, and '{other.shown}' with {one}, {which}"
    found.problems.append(_Problem(person.name, file.shown, reason))


def _no_exercises(found: _Class, file: Returned, here: set[str]) -> None:
    """Say which answers of people are to no exercise that there is."""
    none: dict[str, dict[str, None]] = defaultdict(dict)
    for each in (*file.answers, *file.unknown):
        if each.who[0] in here and each.who not in found.rows:
            none[each.who[0]][in_short(each.exercise)] = None
    for who, exercises in none.items():
        what = "is no exercise" if len(exercises) == 1 else "are no exercises"
        reason = f"answers {listed(few([*exercises]))}, which {what} of the marking table"
        _look(found, file, [who], reason)


# ---- the marks ---------------------------------------------------------------------------------


def _settle(found: _Class, who: str, has_answers: bool) -> None:
    """Say of whom it is not known what they handed in."""
    person, files = found.people[who], len(found.nobodys)
    person.notes = [*_unread(person), *few(person.notes, 2, _LONG)]
    if person.unread:
        person.doubt = "a file came that was not read"
    elif person.came and not has_answers:
        person.doubt = "no answer was found in what came"
        person.notes.append("A file came, and no answer was found in it.")
    elif not (person.came or person.doubt) and files:
        person.doubt = "no file could be told to be theirs"
        whose_they_are = f"{files} files are" if files > 1 else "1 file is"
        person.notes.append(
            f"No file could be told to be theirs; it could not be told whose {whose_they_are}."
        )


def _unread(person: _Person) -> Iterator[str]:
    """Yield what a note says of the files that came and were not read, or not whole."""
    whole = [each for each in person.unread if each.reason.startswith(_NOT_READ)]
    told = [f"'{each.file}', {each.reason.removeprefix(_NOT_READ)}" for each in whole]
    theirs = " that may be theirs" * any(each.person != person.name for each in whole)
    if len(told) == 1:
        yield f"A file{theirs} came but was not read: {told[0]}."
    elif told:
        listing = "; ".join(few(told, 2, _LONG))
        yield f"{len(told)} files{theirs} came but were not read: {listing}."
    parts = [f"'{each.file}' {each.reason}" for each in person.unread if each not in whole]
    yield from (f"{part}." for part in few(parts, 2, _LONG))


def _marked(found: _Class, rows: pd.DataFrame) -> pd.DataFrame:
    """Return every answer with its verdict; what may have been handed in is not missing."""
    given = [(each.name, each.exercise, each.answer) for each, _ in found.first.values()]
    answers = mark_answers(pd.DataFrame(given, columns=["name", "exercise", "answer"]), rows)
    verdicts, marks = [], []
    for row in answers.to_dict("records"):
        who, verdict = whose(row), row["verdict"]
        unknown = None if who in found.first else found.unknown.get(who)
        why = unknown[0].answer if unknown else found.people[who[0]].doubt
        is_unread = bool(unknown) or (bool(why) and verdict == "missing")
        verdicts.append(f"{_UNREAD}{why}" if is_unread else verdict)
        marks.append("" if found.twice.get(who) else mark_of(verdicts[-1]))
    return answers.assign(verdict=verdicts, mark=pd.Series(marks, answers.index, dtype=object))


def _unread_answers(found: _Class, answers: pd.DataFrame) -> Iterator[_Problem]:
    """Yield a problem for each reason why answers in a file are not known."""
    exercises: dict[_Problem, list[str]] = defaultdict(list)
    for row in answers.to_dict("records"):
        who, why = whose(row), row["verdict"].removeprefix(_UNREAD)
        _, file = found.first.get(who) or found.unknown.get(who) or (None, None)
        if file and why != row["verdict"]:
            exercises[_Problem(found.people[who[0]].name, file.shown, why)].append(row["exercise"])
    for each, names in exercises.items():
        yield each._replace(reason=f"answers {_few(names)}: {each.reason.removesuffix('.')}")


def _row(found: _Class, answers: pd.DataFrame) -> dict[str, Any]:
    """Return a person's row of marks."""
    rows = answers.to_dict("records")
    who, _ = whose(rows[0])
    person = found.people[who]
    status = _status(found, person, rows)
    marks = {row["exercise"]: pd.NA if row["mark"] == "" else row["mark"] for row in rows}
    points = sum(row["mark"] for row in rows if row["mark"] != "")
    return {
        "name": person.name,
        "status": status,
        **marks,
        "points": pd.NA if status == "look" else points,
        "out_of": sum(row["kind"] != "open" for row in rows),
        "notes": " ".join([*person.notes, *_notes(found, person, rows)]),
    }


def _status(found: _Class, person: _Person, rows: list[dict[Hashable, Any]]) -> str:
    """Return whether all is marked, a person must look, or nothing came."""
    unread = any(row["verdict"].startswith("unread") for row in rows)
    if unread or person.doubt or any(found.twice.get(whose(row)) for row in rows):
        return "look"
    return "marked" if person.came else "nothing"


def _notes(found: _Class, person: _Person, rows: list[dict[Hashable, Any]]) -> Iterator[str]:
    """Yield which exercises have no answer, or none that could be read, and why."""
    if not (person.came or person.doubt):
        yield "Nothing was handed in."
        return
    missing = [row["exercise"] for row in rows if row["verdict"] == "missing"]
    if missing:
        yield f"Not answered: {_few(missing)}."
    twice = {row["exercise"]: found.twice[whose(row)] for row in rows if whose(row) in found.twice}
    for is_open, what in ((False, "and the first counts"), (True, "in different places")):
        exercises = [exercise for exercise in twice if twice[exercise] == is_open]
        if exercises:
            yield f"Answered in two ways, {what}: {_few(exercises)}."
    unread: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["verdict"].startswith(_UNREAD):
            unread[row["verdict"].removeprefix(_UNREAD)].append(row["exercise"])
    unread.pop(person.doubt, None)
    told = [f"{_few(exercises)}: {why.removesuffix('.')}" for why, exercises in unread.items()]
    yield from (f"{each}." for each in few(told, _FEW, _LONG))


def _few(exercises: list[str]) -> str:
    """Return the names of exercises, or their number if they are many."""
    return ", ".join(exercises) if len(exercises) <= _FEW else f"{len(exercises)} exercises"


def _frame(marks: list[dict[str, Any]]) -> pd.DataFrame:
    """Return people's rows with marks and points as whole numbers, some of them missing."""
    frame = pd.DataFrame(marks)
    counted = [column for column in frame if column not in {"name", "status", "notes"}]
    return frame.astype(dict.fromkeys(counted, "Int64"))
