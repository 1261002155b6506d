"""Write a class kit: ``make class NAMES=roster.csv``.

Run as ``.venv/bin/python tools/make_class.py roster.csv [folder]``; the folder is ``class-kit``
unless another is named, and must not exist. ``tools/make_marks.py`` marks what comes back.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import make_scaffolds
from prepost import read_roster, write_class_kit

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "class-kit"
NO_NAMES = "Say whose class: make class NAMES=roster.csv, a file with one student a line."


def main(arguments: Sequence[str]) -> int:
    """Write a kit, or say in one sentence why not."""
    try:
        return write(*arguments[:2])
    except (ValueError, OSError) as error:
        print(sentence(error), file=sys.stderr)
        return 1


def sentence(what: object) -> str:
    """Return what is to be said, with a capital and one full stop."""
    text = str(what)
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def write(roster: str = "", folder: str = "") -> int:
    """Write a kit for a roster, and say what was read and where everything lies."""
    if not roster:
        print(NO_NAMES, file=sys.stderr)
        return 1
    found = read_roster(roster)
    kit = write_class_kit(
        found.names,
        folder or FOLDER,
        notebooks=make_scaffolds.scaffolds(),
        exercises=make_scaffolds.exercises(),
    )
    if found.empty_lines:
        print(f"Passed over: line {', '.join(map(str, found.empty_lines))}, empty.")
    print(f"Names: {len(found.names)}. Hand out the folders in {kit.folder}/students;")
    print(f"keep {kit.folder}/instructor. SHA-256 of the seal, to be noted elsewhere: {kit.seal}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
