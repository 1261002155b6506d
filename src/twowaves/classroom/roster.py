r"""The names of a class, read from a file as spreadsheets and learning platforms write it.

One student a line. A file of one column needs no header. A file of several columns needs one, with
a column of names, or of first and last names, or of codes. Examples::

    Ada Lovelace                name;e-mail
    Grace Hopper                Ada Lovelace;ada@example.org
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twowaves._base import csv
from twowaves._base.displays import result_table
from twowaves._base.words import few, listed, shortened
from twowaves.classroom.own_data import plain_name

__all__ = ["Roster", "read_roster"]

NAMES = ("name", "names", "full name", "student name", "student", "students")
FIRST = ("first name", "given name", "forename")
LAST = ("last name", "surname", "family name")
CODES = ("code", "id", "id number", "student id", "student number", "number")
_MOST = 50  # doubles in one sentence


@dataclass(frozen=True, repr=False)
class Roster:
    """A class.

    Attributes
    ----------
    names : tuple of str
        In the order of the file.
    lines : tuple of int
        In which line each stands.
    empty_lines : tuple of int
        Lines that hold nothing, and were passed over.
    header : bool
        Whether the first line names the columns.
    """

    names: tuple[str, ...]
    lines: tuple[int, ...]
    empty_lines: tuple[int, ...] = ()
    header: bool = False

    def __repr__(self) -> str:
        return f"<class of {len(self.names)}: {listed(few(self.names, 3))}>"

    def _repr_html_(self) -> str:
        rows = [
            ("students", len(self.names)),
            ("names", listed(few(self.names))),
            ("empty lines passed over", len(self.empty_lines)),
            ("first line", "names the columns" if self.header else "is a student"),
        ]
        return result_table("A class", rows)


def read_roster(source: str | Path) -> Roster:
    r"""Return the names of a class.

    Parameters
    ----------
    source : str or pathlib.Path
        A path to a CSV file, or its text if it has more than one line. UTF-8, with or without a
        byte-order mark, at most 20,000,000 bytes. Commas, semicolons or tabs separate the cells,
        and Excel's own first line, such as ``sep=;``, is understood. A first line with a title
        such as `name`, `first name` and `last name`, or `id` is a header.

    Returns
    -------
    Roster
        Names without blanks around them, and where they stand.

    Raises
    ------
    ValueError
        If there is no name, a name stands twice, a line has none or several cells too many, or a
        name holds a character that cannot be shown. Two names count as one if they differ only in
        case, spaces or the form of their letters: `teaching_dataset` takes them for one person.

    Examples
    --------
    >>> roster = read_roster("name;e-mail\nAda Lovelace;ada@example.org\n\nGrace Hopper;\n")
    >>> roster
    <class of 2: Ada Lovelace and Grace Hopper>
    >>> roster.lines, roster.empty_lines, roster.header
    ((2, 4), (3,), True)
    """
    file, rows, empty = _rows(source)
    if not rows:
        raise ValueError(f"{file} holds no name; write one a line")
    titles = [_title(cell) for cell in rows[0][1]]
    known = bool({*titles} & {*NAMES, *FIRST, *LAST, *CODES})
    places = _places(file, titles) if known else [0]
    found = [(line, _name(file, line, cells, places, known)) for line, cells in rows[known:]]
    if not found:
        raise ValueError(f"{file} has a header and no names below it; write one a line")
    _refuse_doubles(file, found)
    lines, names = zip(*found, strict=True)
    return Roster(names, lines, tuple(empty), known)


def _rows(source: str | Path) -> tuple[str, list[tuple[int, list[str]]], list[int]]:
    """Return the file's name, each line that holds anything, and the numbers of empty lines."""
    if source in {"", Path()}:
        raise ValueError("no roster was given; name a CSV file with one student a line")
    file, text = csv.text_of(source, "the roster", "save it as CSV UTF-8")
    text, said = csv.without_separator_line(text)
    try:
        lines = list(csv.lines_of(text, said or csv.separator_of(text)))
    except csv.LineError as bad:
        raise ValueError(f"{file}, {bad}; check the quotes") from None
    empty = [line for line, cells in lines if not any(cells) and not (said and line == 1)]
    return file, [line for line in lines if any(line[1])], empty


def _title(cell: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", cell).casefold().split())


def _places(file: str, titles: list[str]) -> list[int]:
    """Return in which columns the name stands: one, or first and last name."""
    both = [_place(titles, FIRST), _place(titles, LAST)]
    for choice in ([_place(titles, NAMES)], both, [_place(titles, CODES)]):
        places = [place for place in choice if place is not None]
        if len(places) == len(choice):
            return places
    raise ValueError(
        f"{file}: the header has {listed(few([repr(title) for title in titles]))}; "
        "it needs a column called name, or both first name and last name"
    )


def _place(titles: list[str], known: tuple[str, ...]) -> int | None:
    return next((titles.index(title) for title in known if title in titles), None)


def _name(file: str, line: int, cells: list[str], places: list[int], header: bool) -> str:
    """Return the name of a line, or say why it has none."""
    where = f"{file}, line {line}"
    if not header and any(cells[1:]):
        raise ValueError(
            f"{where} has {len(cells)} cells; put a name with a comma in quotes, or begin the file "
            "with a header that has a column called name"
        )
    parts = [cells[place] if place < len(cells) else "" for place in places]
    name = " ".join(part for part in parts if part)
    if not any(_is_seen(character) for character in name):
        raise ValueError(f"{where} has no name; give one, or remove the line")
    odd = next((each for each in name if unicodedata.category(each) in {"Cc", "Cs"}), "")
    if odd:
        raise ValueError(f"{where}: the name holds U+{ord(odd):04X}, which is no letter or sign")
    return name


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS"


def _refuse_doubles(file: str, found: list[tuple[int, str]]) -> None:
    """Name both lines of every name that stands twice."""
    first: dict[str, Any] = {}
    told = []
    for line, name in found:
        earlier, other = first.setdefault(plain_name(name), (line, name))
        if earlier != line:
            same = f"{shortened(other)!r} of line {earlier}"
            told.append(f"{shortened(name)!r} in line {line} is {same}")
    if told:
        raise ValueError(
            f"{file}: {', '.join(_first(told))}; case, spaces and the form of letters do not "
            "count, so add a number to all of the same name but one"
        )


def _first(told: list[str]) -> list[str]:
    """Return as many doubles as can be read, and how many more there are."""
    more = [f"{len(told) - _MOST} more"] if len(told) > _MOST else []
    return [*told[:_MOST], *more]
