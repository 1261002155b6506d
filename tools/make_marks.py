"""Mark what a class returned: ``make marks ANSWERS=folder``, with KEY=… for another kit.

Run as ``.venv/bin/python tools/make_marks.py folder [key] [marks.csv]``. The key is a kit, its
folder `instructor`, or a marking table; it is ``class-kit`` unless another is named. The marks go
beside the kit, one row a person, and every answer with its verdict into a second file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from make_class import FOLDER, sentence
from prepost import broken_seals, mark_class
from prepost._cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

TABLE = Path("instructor", "marking-table.csv")
NO_ANSWERS = "Say where the answers are: make marks ANSWERS=folder, with what the class returned."


def main(arguments: Sequence[str]) -> int:
    """Mark, or say in one sentence why not."""
    returned, key, target = (*arguments, "", "", "")[:3]
    if not returned:
        print(NO_ANSWERS, file=sys.stderr)
        return 1
    try:
        return mark(Path(returned), Path(key or FOLDER).expanduser(), target)
    except (ValueError, OSError) as error:
        print(sentence(error), file=sys.stderr)
        return 1


def mark(returned: Path, key: Path, target: str) -> int:
    """Write the marks, and say what was not marked."""
    kit, table = found_table(key)
    marks = Path(target).expanduser() if target else kit.with_name(f"{kit.name}-marks.csv")
    in_full = marks.with_name(f"{marks.stem}-in-full.csv")
    for file in (marks, in_full):
        if file.exists():
            raise ValueError(f"'{file}' exists; move it away, or name another with MARKS=marks.csv")
    found = mark_class(returned, table)
    for problem in found.problems:
        print(sentence(problem), file=sys.stderr)
    write(marks, found.marks)
    write(in_full, found.answers)
    nothing = int((found.marks["notes"] == "Nothing was handed in.").sum())
    print(f"People: {len(found.marks)}; without any answer: {nothing}.")
    print(f"Marks, one row a person: {marks}\nEvery answer with its verdict: {in_full}")
    return 0


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


def write(target: Path, table: pd.DataFrame) -> None:
    """Write a table that a spreadsheet opens as it is."""
    text = csv_text([*table.columns], table.to_numpy().tolist())
    target.write_text(text, encoding="utf-8-sig", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
