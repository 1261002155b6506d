"""Write a class kit: ``make class NAMES=roster.csv``.

Run as ``.venv/bin/python tools/make_class.py roster.csv [folder]``; the folder is ``class-kit``
unless another is named, and must not exist. Where the environment variable TWOWAVES_SITE says at
which address the book is published, students' files say how to install the package from there.
``tools/make_marks.py`` marks what comes back.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import contents
from commands import run, say, tell_left_overs
from twowaves import read_roster, write_class_kit
from twowaves._base.files import printable
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "class-kit"
NO_NAMES = "Say whose class: make class NAMES=roster.csv, a file with one student a line."


def main(arguments: Sequence[str]) -> int:
    """Write a kit, or say in one sentence why not."""
    return run(lambda: write(*arguments[:2]))


def write(roster: str = "", folder: str = "") -> int:
    """Write a kit for a roster, and say what was read and where everything lies."""
    if not roster:
        say(NO_NAMES)
        return 1
    found = read_roster(roster)
    tell_left_overs(Path(folder or FOLDER).parent)
    site = os.environ.get("TWOWAVES_SITE", "")
    notebooks = handed_out()
    exercises = shipped_exercises(notebooks)
    kit = write_class_kit(
        found.names, folder or FOLDER, notebooks=notebooks, exercises=exercises, site=site
    )
    if found.empty_lines:
        print(f"Passed over: line {', '.join(map(str, found.empty_lines))}, empty.")
    place = printable(str(kit.folder))
    print(f"Names: {len(found.names)}. Hand out the folders in {place}/students;")
    print(f"keep {place}/instructor. SHA-256 of the seal, to be noted elsewhere: {kit.seal}")
    return 0


def handed_out() -> dict[str, str]:
    """Return the notebooks of the exercises that stand in the book: a fork may leave some out."""
    pages = set(contents.pages())
    return {
        name: text
        for name, text in shipped_notebooks().items()
        if f"notebooks/exercises/{Path(name).stem}" in pages
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
