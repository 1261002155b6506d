"""Write `book/data-dictionary.md`: every column of every data file, as the files have them.

What a column means stands in `data/README.md`; how many rows there are, what kind of values and an
example come from the file itself. Run from anywhere: ``python tools/make_data_dictionary.py``.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twowaves._base.files import write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
TARGET = ROOT / "book" / "data-dictionary.md"
HEAD = """\
# Data dictionary

Every file under `data/`, column by column.
This page is made from the files and from `data/README.md`.
That file also says where each one comes from and what was changed in typing.
Whatever lies under `teaching/` is ours: synthetic people, and our own reading of the paper in
`joint-display.csv`.
A printed figure is kept as text, since its decimals carry information.
"""
_LONGEST = 48


def text() -> str:
    """Return the page."""
    parts = [HEAD]
    for folder in ("published", "classic", "teaching"):
        files = sorted((DATA / folder).glob("*.csv"))
        parts += [_section(f"{folder}/{path.name}", path) for path in files]
    return "\n".join(parts)


def meanings(name: str) -> dict[str, str]:
    """Return what `data/README.md` says of each column of a file."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    part = readme.split(f"## {name}\n")[1].split("\n## ")[0]
    found: dict[str, str] = {}
    for names, meaning in re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", part, re.MULTILINE):
        for column in _columns(names):
            found[column] = meaning.strip()
    return found


def _columns(names: str) -> list[str]:
    """Return the columns of a cell, with a span such as `a1` to `a3` written out."""
    span = re.fullmatch(r"`(\D+)(\d+)` to `\1(\d+)`", names.strip())
    if span:
        return [f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1)]
    return re.findall(r"`([^`]+)`", names)


def _section(name: str, path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = meanings(name)
    lines = [
        f"## `{name}`",
        "",
        f"{len(rows)} rows.",
        "",
        "| column | means | values | for example |",
        "|---|---|---|---|",
    ]
    columns = list(rows[0])
    for group in _alike(columns, known):
        cells = [row[column] for row in rows for column in group]
        label = f"`{group[0]}`" if len(group) == 1 else f"`{group[0]}` to `{group[-1]}`"
        example = next((cell for cell in cells if cell), "")
        lines.append(f"| {label} | {known[group[0]]} | {_values(cells)} | {_example(example)} |")
    return "\n".join([*lines, ""])


def _alike(columns: list[str], known: dict[str, str]) -> list[list[str]]:
    """Return columns in groups: those that are numbered and mean the same stand together."""
    groups: list[list[str]] = []
    for column in columns:
        stem = column.rstrip("0123456789")
        last = groups[-1][-1] if groups else ""
        same = stem != column and last.rstrip("0123456789") == stem and known[last] == known[column]
        if same:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _values(cells: list[str]) -> str:
    """Return what kind of values there are: whole numbers from … to …, or so many texts."""
    filled = [cell for cell in cells if cell]
    empty = ", some empty" if len(filled) < len(cells) else ""
    if all(re.fullmatch(r"-?\d+", cell) for cell in filled):
        numbers = sorted(map(int, filled))
        return f"whole numbers, {_span(numbers)}{empty}"
    if all(re.fullmatch(r"-?\d*\.?\d+", cell) for cell in filled):
        return f"numbers, {_span(sorted(map(float, filled)))}{empty}"
    different = len(set(filled))
    return f"{different} different text{'s' if different > 1 else ''}{empty}"


def _span(numbers: Sequence[float]) -> str:
    low, high = numbers[0], numbers[-1]
    return f"{low:g} to {high:g}" if low < high else f"only {low:g}"


def _example(cell: str) -> str:
    short = cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST].rsplit(' ', 1)[0]} …"
    return short.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


if __name__ == "__main__":
    write_files({TARGET: text()})
    print(f"wrote {TARGET}")
    sys.exit(0)
