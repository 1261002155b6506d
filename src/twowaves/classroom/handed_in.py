"""What a class returned, file by file: the answers in it, or one sentence why there are none.

A file that cannot be read holds up no other, whatever is wrong with it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from twowaves._base.cells import safe_cell, unsafe_cell
from twowaves._base.files import MOST, file_text, on_one_line, printable
from twowaves._base.words import in_short
from twowaves.classroom.filled_in import filled_in
from twowaves.classroom.marking import text_table, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twowaves.classroom.owners import Origin, Owners

KINDS = (".csv", ".ipynb")  # where both answer, the table counts
LONGEST = 32_767  # letters of an answer: what a spreadsheet's cell holds
# they come back as they went, or are left behind by a system
_PASSED_OVER = frozenset({"data.csv", "readme.txt", "thumbs.db", "desktop.ini"})
_HIDDEN = (".", "__MACOSX", "~$")
_NOT_RUN = "it was not run before it was saved, so the answer is not known"


class Answer(NamedTuple):
    """One answer, as it stands, with whose it is in plain form and the exercise."""

    name: str
    exercise: str
    answer: str
    who: tuple[str, str]


def _answer(name: str, exercise: str, answer: str) -> Answer:
    """Return an answer, or raise `ValueError` if it has no name."""
    who = whose({"name": name, "exercise": exercise})
    return Answer(name, exercise.strip(), answer.strip(), who)


@dataclass
class Returned:
    """One file.

    Attributes
    ----------
    shown : str
        Its path below the folder, as it can stand in a sentence.
    origin : Origin
        Whose it is by its place.
    answers : list of Answer
        What it answers.
    unknown : list of Answer
        Exercises that it answers in a way that cannot be read, with the reason as the answer.
    blank : set of str
        Plain names that it gives without an answer.
    nameless : list of str
        Exercises that it answers without a name.
    failure : str
        Why it was not read at all; empty if it was.
    """

    shown: str
    origin: Origin
    answers: list[Answer] = field(default_factory=list)
    unknown: list[Answer] = field(default_factory=list)
    blank: set[str] = field(default_factory=set)
    nameless: list[str] = field(default_factory=list)
    failure: str = ""

    @property
    def place(self) -> str:
        """Return what all files that were handed in with this one have in common."""
        return self.origin.place or str(PurePath(self.shown).parent)

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names that stand in it, by their plain forms."""
        given = {each.who[0]: unsafe_cell(each.name) for each in (*self.answers, *self.unknown)}
        return {plain: plain for plain in self.blank} | given


def returned_files(returned: Path, owners: Owners) -> list[Returned]:
    """Return every file of a folder, tables first; or that one file.

    Raises
    ------
    ValueError
        If there is nothing, or the one file cannot be read.
    """
    shown = printable(str(returned))
    if not returned.exists():
        raise ValueError(f"there is no folder '{shown}'")
    if not returned.is_dir():
        file = _read(returned.parent, returned, "", owners)
        if file.failure:
            raise ValueError(f"'{shown}' was not read: {file.failure}")
        return [file]
    found = sorted(_walked(returned), key=lambda each: (each[0].suffix.lower() == KINDS[1], each))
    if not found:
        raise ValueError(f"'{shown}' holds no table of answers (.csv) and no notebook (.ipynb)")
    return [_read(returned, path, why, owners) for path, why in found]


def _walked(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield everything below a folder, each with the reason if it is not to be opened."""
    unread: list[OSError] = []
    for where, folders, files in os.walk(root, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        for name in (*folders, *files):
            path = Path(where, name)
            passed_over = name.startswith(_HIDDEN) or name.lower() in _PASSED_OVER
            why = "" if passed_over else _why_not(root, path)
            if why or not (passed_over or path.is_dir()):
                yield path, why
    for error in unread:
        if error.filename == str(root):
            raise ValueError(f"'{printable(str(root))}' cannot be opened: {error.strerror}")
        yield Path(error.filename), f"the folder cannot be opened: {error.strerror}"


def _why_not(root: Path, path: Path) -> str:
    """Return why a file or a folder is not opened: a link may lead to anything on this machine."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root.resolve()):
            return "it is a link that leads out of the folder"
        kind = path.stat().st_mode
    except (OSError, RuntimeError) as error:
        return f"it cannot be opened: {getattr(error, 'strerror', '') or error}"
    return "" if stat.S_ISREG(kind) or stat.S_ISDIR(kind) else "it is a pipe or a device"


def _read(root: Path, path: Path, why: str, owners: Owners) -> Returned:
    """Return a file with what stands in it; its failure is its own, whatever it is."""
    place = path.relative_to(root)
    file = Returned(printable(place.as_posix()), owners.origin(place))
    if why:
        return replace(file, failure=why)
    try:
        _add(file, path)
    except Exception as error:  # noqa: BLE001 # no student's file may stop the marks of all
        reason = str(error) if isinstance(error, ValueError) else repr(error)
        return Returned(file.shown, file.origin, failure=_bare(reason, path))
    if not (file.answers or file.unknown or file.blank or file.nameless):
        return replace(file, failure="it holds no answer, and does not say whose it is")
    return file


def _bare(reason: str, path: Path) -> str:
    """Return a reason without the file's name, which stands before it."""
    instead = {f"'{on_one_line(path)}'": "it"}
    for name in (on_one_line(path.name), "the text", "the table"):
        instead |= {f"{name} ": "it ", f"{name}: ": "", f"{name}, ": ""}
    before = next(filter(reason.startswith, instead), "")
    return printable(instead.get(before, "") + reason.removeprefix(before))


def _add(file: Returned, path: Path) -> None:
    """Put a file's answers into it, or say why it has none."""
    if path.suffix.lower() == KINDS[0]:
        _add_table(file, path)
    elif path.suffix.lower() == KINDS[1]:
        _add_notebook(file, path)
    else:
        raise ValueError("it is neither a table of answers (.csv) nor a notebook (.ipynb)")


def _add_table(file: Returned, path: Path) -> None:
    text = file_text(path, "save it as CSV UTF-8")[1]
    if "\n" not in text.strip():  # a header alone
        raise ValueError("it holds no answer")
    # a cell that is too long costs one answer only
    table = text_table(text, ("name", "exercise", "answer"), longest=MOST)
    for name, exercise, answer in table[["name", "exercise", "answer"]].to_numpy():
        _keep(file, name, exercise, answer)


def _add_notebook(file: Returned, path: Path) -> None:
    found = filled_in(file_text(path, "save it in Jupyter again")[1])
    if not found.name.strip():
        if found.answers or found.not_run:
            raise ValueError(
                "it does not say whose it is; write NAME = with the name in its first cell"
            )
        return
    name = safe_cell(_whole(found.name))
    for exercise, answer in {"": "", **found.answers}.items():
        _keep(file, name, _whole(exercise), _whole(answer))
    file.unknown += [_answer(name, _whole(exercise), _NOT_RUN) for exercise in found.not_run]


def _whole(text: str) -> str:
    """Return a text with halves of letters, which no file can hold, written out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _keep(file: Returned, name: str, exercise: str, text: str) -> None:
    """Put an answer into its file if it is somebody's, or say that it is nobody's."""
    try:
        answer = _answer(name, exercise, text)
    except ValueError:
        if text.strip():
            file.nameless.append(in_short(exercise))
        return
    if not answer.answer:
        file.blank.add(answer.who[0])
    elif len(answer.answer) > LONGEST:
        why = f"it has {len(answer.answer)} letters, and at most {LONGEST} are read"
        file.unknown.append(answer._replace(answer=why))
    else:
        file.answers.append(answer)
