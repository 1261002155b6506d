"""A class kit: a folder for every student, and a sealed key with a marking table.

What a kit holds depends on the names alone, not on their order, the day or the machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twowaves._base.cells import csv_text
from twowaves._base.displays import result_table
from twowaves.classroom.install import install_line, with_site
from twowaves.classroom.keys import own_answer
from twowaves.classroom.marking import COLUMNS, tolerance
from twowaves.classroom.own_data import answer_key, plain_name, teaching_dataset
from twowaves.classroom.safe_names import folder_name
from twowaves.classroom.seal import breaches, seal_text
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from twowaves.classroom.keys import ExerciseKey

__all__ = ["ClassKit", "broken_seals", "write_class_kit"]

OUTCOME = "inadequate self"  # whose row the exercises' own data sets print
SEAL = Path("instructor", "seal.sha256")
UNFINISHED = ".class-kit-"  # how the folder of a kit begins until it is whole
RUBRIC = "see the rubric in the solution"
# in the JSON text of a notebook
_NAME = re.compile(r'(?<=NAME = )\\"(?:[^"\\]|\\\\(?:\\["\\]|[^"\\]))*\\"')
_METADATA = re.compile(r'^ "metadata": \{$', re.MULTILINE)  # a notebook's own: one space in
_STUDENTS_README = """\
{name}: these files are yours.

data.csv holds eleven synthetic people, made for you.
The notebooks hold the exercises, know your name and check your answers.
{order}{install}answers.csv has a line for each answer that is checked.

Hand in answers.csv, filled in, or the notebooks, run and saved.
"""
_INSTRUCTORS_README = """\
Keep this folder to yourself; hand out what lies in students/.

key.csv            whose folder is which, and what every student finds in their own data set
marking-table.csv  what every exercise expects of every student, with blank columns for marks
seal.sha256        the SHA-256 of every other file of the kit

When the answers are back in a folder: make marks ANSWERS=folder, with KEY= and this kit's path.
It writes the marks, every answer with its verdict, and every problem. Where status is "look",
look at what came before you give points: the notes say why.

sha256sum -c instructor/seal.sha256, run in the folder above this one, tells whether a file was
changed.
"""


@dataclass(frozen=True, repr=False)
class ClassKit:
    """A kit that was written.

    Attributes
    ----------
    folder : pathlib.Path
        Where it lies, with `students` and `instructor` below it.
    students : dict
        Every student's folder below `students`, by name.
    seal : str
        The SHA-256 of the seal itself: note it elsewhere, and a seal that was remade is told.
    """

    folder: Path
    students: dict[str, str]
    seal: str

    def __repr__(self) -> str:
        students = f"{len(self.students)} student{'' if len(self.students) == 1 else 's'}"
        return f"<class kit of {students} in {str(self.folder)!r}, seal {self.seal}>"

    def _repr_html_(self) -> str:
        rows = [
            ("folder", self.folder),
            ("students", len(self.students)),
            ("seal, to note elsewhere", self.seal),
        ]
        return result_table("A class kit", rows)


def write_class_kit(
    names: Sequence[str],
    folder: str | Path,
    *,
    notebooks: Mapping[str, str] | None = None,
    exercises: Sequence[ExerciseKey | str] | None = None,
    site: str = "",
) -> ClassKit:
    """Write a folder for every student, and the key, marking table and seal for the instructor.

    Parameters
    ----------
    names : sequence of str
        The class, as `read_roster` gives it.
    folder : str or pathlib.Path
        Where to; it must not exist.
    notebooks : mapping, optional
        The text of every notebook to hand out by its file name; by default the book's exercises,
        which the package carries. A line ``NAME = "…"`` gets the student's name.
    exercises : sequence of ExerciseKey or str, optional
        What goes into the marking table, in this order: keys with their answers, and names of
        open exercises, which are marked by a rubric; by default those of the book.
    site : str, optional
        The address where the book is published: students' files then say how to install the
        package from there.

    Returns
    -------
    ClassKit
        Where everything lies.

    Raises
    ------
    ValueError
        If there are no names, a name stands twice, two students would get the same data set, or
        the folder exists.

    Examples
    --------
    >>> import tempfile
    >>> place = tempfile.TemporaryDirectory()
    >>> kit = write_class_kit(["Ada Lovelace", "Grace Hopper"], Path(place.name, "kit"))
    >>> kit.students["Ada Lovelace"], broken_seals(kit.folder)
    ('ada-lovelace-177f85df57ad', [])
    >>> place.cleanup()
    """
    folder = Path(folder)
    if not names:
        raise ValueError("there are no names; give at least one")
    if folder.exists() or folder.is_symlink():
        raise ValueError(f"'{folder}' exists; name another folder, or move this one away")
    notebooks = shipped_notebooks() if notebooks is None else notebooks
    notebooks = {file: with_site(text, site) for file, text in notebooks.items()}
    exercises = shipped_exercises() if exercises is None else exercises
    names = sorted(names, key=plain_name)
    key = answer_key(names, OUTCOME)
    places = {name: folder_name(plain_name(name)) for name in names}
    folder.parent.mkdir(parents=True, exist_ok=True)
    # a kit is there whole or not at all
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent) as beside:
        kit = Path(beside) / "kit"
        checked = [each.exercise for each in exercises if not isinstance(each, str)]
        for name, place in places.items():
            _write_student(kit / "students" / place, name, notebooks, checked, site)
        _write_instructor(kit, key, places, exercises)
        (kit / SEAL).write_text(seal_text(kit, kit / SEAL), encoding="utf-8", newline="\n")
        kit.rename(folder)
    return ClassKit(folder, places, _sum(folder / SEAL))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_student(
    place: Path, name: str, notebooks: Mapping[str, str], exercises: Sequence[str], site: str
) -> None:
    data = teaching_dataset(name, OUTCOME).to_csv(index=False, lineterminator="\n")
    blank = csv_text(("name", "exercise", "answer"), [(name, each, "") for each in exercises])
    place.mkdir(parents=True)
    _write(place / "data.csv", data)
    order = f"Their order is {', '.join(notebooks)}.\n" if notebooks else ""
    install = f"They need the package twowaves: {install_line(site)}\n" if site else ""
    readme = _STUDENTS_README.format(name=name, order=order, install=install)
    _write(place / "README.txt", readme)
    if exercises:
        _write(place / "answers.csv", blank, for_spreadsheets=True)
    for file, text in notebooks.items():
        _write(place / file, with_owner(with_name(text, name), name))


def with_name(notebook: str, name: str) -> str:
    r"""Return a notebook's text with a student's name in place of the example's.

    Examples
    --------
    >>> with_name('{"source": ["NAME = \\"Ada Lovelace\\"  # yours"]}', 'Zoë "Z" \\ 🙂')
    '{"source": ["NAME = \\"Zoë \\\\\\"Z\\\\\\" \\\\\\\\ 🙂\\"  # yours"]}'
    """
    literal = json.dumps(name, ensure_ascii=False)  # what JSON writes, Python reads as well
    escaped = json.dumps(literal, ensure_ascii=False)[1:-1]
    return _NAME.sub(lambda _: escaped, notebook)


def with_owner(notebook: str, name: str) -> str:
    r"""Return a notebook's text with a student's name in its metadata, where marking finds it.

    Examples
    --------
    >>> with_owner('{\n "cells": [],\n "metadata": {\n  "a": 1\n }\n}', "Zoë")
    '{\n "cells": [],\n "metadata": {\n  "twowaves": {"name": "Zoë"},\n  "a": 1\n }\n}'
    """
    owner = json.dumps({"name": name}, ensure_ascii=False)
    return _METADATA.sub(lambda found: f'{found[0]}\n  "twowaves": {owner},', notebook, count=1)


def _write_instructor(
    kit: Path,
    key: pd.DataFrame,
    places: Mapping[str, str],
    exercises: Sequence[ExerciseKey | str],
) -> None:
    place = kit / "instructor"
    place.mkdir()
    figures = [column for column in key.columns if column != "name"]
    rows = [
        (row["name"], places[row["name"]], *(row[figure] for figure in figures))
        for row in key.to_dict("records")
    ]
    _write(place / "key.csv", csv_text(("name", "folder", *figures), rows), for_spreadsheets=True)
    table = csv_text(COLUMNS, marking_rows(key, exercises))
    _write(place / "marking-table.csv", table, for_spreadsheets=True)
    _write(place / "README.txt", _INSTRUCTORS_README)


def marking_rows(
    key: pd.DataFrame, exercises: Sequence[ExerciseKey | str]
) -> Iterator[tuple[Any, ...]]:
    """Yield what every exercise expects of every student: a row of the marking table."""
    for own in key.to_dict("records"):
        figures = {str(column): value for column, value in own.items()}
        for each in exercises:
            asked = (each, "open", RUBRIC, "") if isinstance(each, str) else _asked(each, figures)
            yield (own["name"], *asked, "", "", "")


def _asked(key: ExerciseKey, figures: Mapping[str, float]) -> tuple[Any, ...]:
    """Return an exercise's name, kind, expected answer and tolerance."""
    text = key.text(own_answer(key.figure, {**figures})) if key.outcome else key.answer
    expected = float(text) if key.kind in {"number", "whole"} else text
    return key.exercise, key.kind, expected, tolerance(key)


def _write(path: Path, text: str, *, for_spreadsheets: bool = False) -> None:
    encoding = "utf-8-sig" if for_spreadsheets else "utf-8"  # Excel knows UTF-8 by its mark only
    path.write_text(text, encoding=encoding, newline="\n")


def broken_seals(folder: str | Path) -> list[str]:
    """Return one sentence for each file of a kit that was changed, added or lost.

    Parameters
    ----------
    folder : str or pathlib.Path
        A kit, as `write_class_kit` wrote it.

    Returns
    -------
    list of str
        Empty if every file is as it was.

    Raises
    ------
    ValueError
        If the folder has no seal.
    """
    folder = Path(folder)
    if not (folder / SEAL).is_file():
        raise ValueError(f"'{folder}' has no {SEAL.as_posix()}; name a folder that holds a kit")
    return breaches(folder, folder / SEAL)
