"""Mark what a class returned: ``make marks ANSWERS=folder``, with KEY=… for another kit.

Run as ``.venv/bin/python tools/make_marks.py folder [key] [marks.csv]``. The key is a kit, its
folder `instructor`, or a marking table; it is ``class-kit`` unless another is named. Three tables
go beside the kit, all of them or none: the marks, one row a person; every answer with its verdict;
and every problem.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commands import run, say, tell_left_overs
from make_class import FOLDER
from twowaves import broken_seals, mark_class
from twowaves._base.cells import csv_text
from twowaves._base.files import printable, write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

TABLE = Path("instructor", "marking-table.csv")
NO_ANSWERS = "Say where the answers are: make marks ANSWERS=folder, with what the class returned."


def main(arguments: Sequence[str]) -> int:
    """Mark, or say in one sentence why not."""
    returned, key, target = (*arguments, "", "", "")[:3]
    if not returned:
        say(NO_ANSWERS)
        return 1
    return run(lambda: mark(Path(returned), Path(key or FOLDER).expanduser(), target))


def mark(returned: Path, key: Path, target: str) -> int:
    """Write the marks, and say what was not marked."""
    kit, table = found_table(key)
    marks = Path(target).expanduser() if target else kit.with_name(f"{kit.name}-marks.csv")
    in_full, problems = (
        marks.with_name(f"{marks.stem}-{what}.csv") for what in ("in-full", "problems")
    )
    for file in (marks, in_full, problems):
        if file.exists():
            raise ValueError(f"'{file}' exists; move it away, or name another with MARKS=marks.csv")
    tell_left_overs(marks.parent)
    found = mark_class(returned, table)
    for problem in found.problems:
        say(problem)
    tables = {marks: found.marks, in_full: found.answers, problems: found.problem_table}
    write_files({file: text(each) for file, each in tables.items()}, encoding="utf-8-sig")
    count = found.marks["status"].value_counts()
    people = f"marked: {count.get('marked', 0)}; to be looked at: {count.get('look', 0)}"
    print(f"People: {len(found.marks)}; {people}; nothing came: {count.get('nothing', 0)}.")
    print(f"Marks, one row a person: {shown(marks)}")
    print(f"Every answer with its verdict: {shown(in_full)}")
    print(f"Problems, {len(found.problems)}: {shown(problems)}")
    return 0


def shown(path: Path) -> str:
    """Return a path for a terminal to show."""
    return printable(str(path))


def found_table(key: Path) -> tuple[Path, Path]:
    """Return the kit and its marking table, if the table is as it was sealed."""
    places = (key, key / TABLE, key / TABLE.name)
    table = next((place for place in places if place.is_file()), None)
    if table is None:
        raise ValueError(
            f"'{key}' holds no marking table; name a kit that make class wrote, KEY=kit"
        )
    if table.parts[-2:] != TABLE.parts:
        return table.with_suffix(""), table
    kit = table.resolve().parents[1] if key.name in {"", ".."} else table.parents[1]
    changed = [each for each in broken_seals(kit) if each.startswith(TABLE.as_posix())]
    if changed:
        raise ValueError(f"{changed[0]} after the kit was sealed; make the kit anew")
    return kit, table


def text(table: pd.DataFrame) -> str:
    """Return a table as a text that a spreadsheet opens as it is, blank where a cell is missing."""
    cells = table.astype(object).where(table.notna(), "")
    return csv_text([*table.columns], cells.to_numpy().tolist())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
