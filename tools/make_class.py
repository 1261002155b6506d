"""Write a class kit: ``make class NAMES=roster.csv``, or mark what the class returned.

Run as ``.venv/bin/python tools/make_class.py roster.csv [folder]``; the folder is ``class-kit``
unless another is named, and must not exist. To mark: ``tools/make_class.py --mark folder
returned.csv …``, with the files that came back, or a folder of them; the marks go into
``marks.csv`` beside that folder's name.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import make_scaffolds
from prepost import broken_seals, mark_answers, read_roster, write_class_kit
from prepost._safe_names import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "class-kit"
NO_NAMES = "Say whose class: make class NAMES=roster.csv, a file with one student a line."


def main(arguments: Sequence[str]) -> int:
    """Write or mark, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description="Write a class kit, or mark what came back.")
    parser.add_argument("--mark", metavar="KIT", help="mark returned files against this kit")
    parser.add_argument(
        "files", nargs="*", help="a roster and a folder; with --mark, what came back"
    )
    chosen = parser.parse_args(arguments)
    try:
        return mark(Path(chosen.mark), chosen.files) if chosen.mark else write(*chosen.files)
    except (ValueError, OSError) as error:
        print(f"{str(error)[:1].upper()}{str(error)[1:]}.", file=sys.stderr)
        return 1


def write(roster: str = "", folder: str = "") -> int:
    """Write a kit for a roster, and say what was read and where everything lies."""
    if not roster:
        print(NO_NAMES, file=sys.stderr)
        return 1
    found = read_roster(roster)
    kit = write_class_kit(
        found.names,
        folder or FOLDER,
        notebooks={
            path.name: path.read_text(encoding="utf-8")
            for path in sorted(make_scaffolds.SCAFFOLDS.glob("*.ipynb"))
        },
        exercises=make_scaffolds.keys(),
        open_exercises=make_scaffolds.open_exercises(),
    )
    if found.empty_lines:
        print(f"Passed over: line {', '.join(map(str, found.empty_lines))}, empty.")
    print(f"Names: {len(found.names)}. Hand out the folders in {kit.folder}/students;")
    print(f"keep {kit.folder}/instructor. SHA-256 of the seal, to be noted elsewhere: {kit.seal}")
    return 0


def mark(kit: Path, returned: Sequence[str]) -> int:
    """Mark returned files against a kit whose seal is whole."""
    breaches = broken_seals(kit)
    if breaches:
        print("\n".join(f"{breach}." for breach in breaches), file=sys.stderr)
        return 1
    sources = [file for each in map(Path, returned) for file in _files(each)]
    if not sources:
        raise ValueError("no returned file was named; give CSV files or a folder of them")
    marks = mark_answers(sources, kit / "instructor" / "marking-table.csv")
    target = kit.with_name(f"{kit.name}-marks.csv")
    if target.exists():
        raise ValueError(f"'{target}' exists; move it away")
    target.write_text(csv_text([*marks.columns], marks.to_numpy().tolist()), encoding="utf-8-sig")
    print(f"{marks['verdict'].str.partition(':')[0].value_counts().to_string()}\nMarks: {target}")
    return 0


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.csv")) if path.is_dir() else [path]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
