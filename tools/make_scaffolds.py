"""Make the students' notebooks and the sealed answers from the solved exercises.

Run from anywhere: ``.venv/bin/python tools/make_scaffolds.py``, and then ``make notebooks``, which
stores what `twowaves.check` says of each solution.

The one source is ``notebooks/exercises/``. From each solved notebook there come

- ``notebooks/scaffolds/``: the same exercises with ``...`` in place of what is marked as an answer;
- ``src/twowaves/classroom/exercises.json``: what `twowaves.check` knows, in salted, slow hashes;
  what a marking table expects, folded; and the order of the notebooks.

Marks in a solved notebook: ``x = …  # answer`` becomes ``x = ...``, ``return …  # answer`` becomes
``return ...``, and a statement with ``# solution`` goes. A cell with the tag ``solution`` goes
whole. A cell with the tag ``exercise-key`` calls `exercise_key`; what it prints is read here.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import nbformat
from nbformat import v4

import contents
import twowaves
from twowaves._base.files import write_files
from twowaves.classroom.install import CELL, first_cell
from twowaves.classroom.keys import ExerciseKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "book" / "_ext"))

from plain_markdown import Place, Plain  # noqa: E402 # found through the folder above
from plain_notebooks import EXERCISES, HandedOut  # noqa: E402 # as above

CONTENTS = ROOT / "_toc.yml"
SOLVED = ROOT / "notebooks" / "exercises"
SCAFFOLDS = ROOT / "notebooks" / "scaffolds"
ANSWERS = ROOT / "src" / "twowaves" / "classroom" / "exercises.json"
ABOUT = (
    "Made by tools/make_scaffolds.py from notebooks/exercises. Answers are salted PBKDF2 hashes, "
    "and folded for marking tables: that stops a glance, not a determined student."
)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
YOURS = "*Your answer:* …"

_LABEL = re.compile(r"\{exercise\}.*\n:label: ([\w-]+)")
_MARK = re.compile(r"  # (answer|solution)$")


def main() -> int:
    """Write what changed, and say how much there is."""
    plain = [key for path in solved() for key in keys_from_a_run(path)]
    files = made(plain)
    SCAFFOLDS.mkdir(exist_ok=True)
    for old in SCAFFOLDS.glob("*.ipynb"):
        if old not in files:
            old.unlink()
    changed = {
        path: text for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }  # fmt: skip
    write_files(changed)
    print(f"Scaffolds: {len(files) - 1}; exercises that can be checked: {len(plain)}.")
    return 0


def made(plain: Sequence[ExerciseKey]) -> dict[Path, str]:
    """Return every file that is made here, with its text."""
    files = {SCAFFOLDS / path.name: scaffold_text(path) for path in solved()}
    return files | {ANSWERS: answers_text(plain)}


def solved() -> list[Path]:
    """Return the solved notebooks in the order of the book's contents, others after them."""
    listed = re.findall(r"notebooks/exercises/([\w-]+)$", CONTENTS.read_text("utf-8"), re.MULTILINE)
    places = {name: place for place, name in enumerate(listed)}
    found = sorted(SOLVED.glob("*.ipynb"))
    return sorted(found, key=lambda path: places.get(path.stem, len(places)))


# ---- keys -------------------------------------------------------------------------------------


def keys() -> list[ExerciseKey]:
    """Return the plain key of every exercise that can be checked, as stored in the notebooks."""
    notebooks = [nbformat.read(path, as_version=4) for path in solved()]
    cells = [cell for notebook in notebooks for cell in notebook.cells if is_key(cell)]
    return [key_of("".join(output.get("text", "") for output in cell.outputs)) for cell in cells]


def keys_from_a_run(path: Path) -> Iterator[ExerciseKey]:
    """Run a solved notebook's cells in this process, and yield what its key cells print."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    # what is checked may be new, or about to change: the checks come when the notebooks are stored
    with patch.object(twowaves, "check"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                printed = io.StringIO()
                with contextlib.redirect_stdout(printed):
                    exec(compile(cell.source, f"{path.name}, {cell.id}", "exec"), namespace)  # noqa: S102
                if is_key(cell):
                    yield key_of(printed.getvalue())


def is_key(cell: NotebookNode) -> bool:
    """Whether a cell prints what an exercise accepts."""
    return "exercise-key" in tags(cell)


def key_of(printed: str) -> ExerciseKey:
    """Return the key that a cell printed."""
    entry = json.loads(printed)
    return ExerciseKey(**entry | {"choices": tuple(entry["choices"])})


def answers_text(plain: Sequence[ExerciseKey]) -> str:
    """Return the file that the package reads."""
    entries = {key.exercise: _without_blanks(asdict(key.sealed())) for key in plain}
    names = [path.name for path in solved()]
    content = {"about": ABOUT, "notebooks": names, "exercises": entries}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _without_blanks(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value and name != "exercise"}


# ---- scaffolds --------------------------------------------------------------------------------


def scaffold_text(path: Path) -> str:
    """Return the student's notebook of a solved one."""
    notebook = v4.new_notebook(cells=list(scaffold_cells(path)), metadata=METADATA)
    notebook.nbformat_minor = 5
    return f"{nbformat.writes(notebook)}\n"


def scaffold_cells(path: Path) -> Iterator[NotebookNode]:
    """Yield the cells that students get."""
    label, inside, asks, begun = "", False, False, False
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and "{solution-start}" in cell.source:
            inside, asks = True, False
            label = cell.source.split("{solution-start}")[1].split()[0]
        elif cell.cell_type == "markdown" and "{solution-end}" in cell.source:
            inside = False
            if not asks:
                yield v4.new_markdown_cell(YOURS, id=f"{label}-yours")
        elif cell.cell_type == "markdown" and not inside:
            yield v4.new_markdown_cell(plain_markdown(cell.source, path.stem), id=cell.id)
        elif cell.cell_type == "code" and not tags(cell) & {"solution", "exercise-key"}:
            asks = asks or inside
            if not begun:
                begun = True
                yield v4.new_code_cell(first_cell(), id=CELL)
            yield v4.new_code_cell(scaffold_code(cell.source), id=cell.id)


def tags(cell: NotebookNode) -> set[str]:
    """Return the tags of a cell."""
    return {*cell.metadata.get("tags", [])}


def scaffold_code(source: str) -> str:
    r"""Return a solution with `...` where it is marked.

    Examples
    --------
    >>> print(scaffold_code("a = [\n    1,\n]  # answer\nb = 2  # solution\nprint(a)"))
    a = ...
    print(a)
    """
    lines: list[str | None] = [*source.split("\n")]
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    for node in nodes:
        last = source.split("\n")[(node.end_lineno or node.lineno) - 1]
        mark = _MARK.search(last)
        if mark and not hasattr(node, "body"):
            first, end = node.lineno - 1, node.end_lineno or node.lineno
            lines[first:end] = [_blank(source, node, mark[1]), *[None] * (end - first - 1)]
    return "\n".join(line for line in lines if line is not None).strip("\n")


def _blank(source: str, node: ast.stmt, mark: str) -> str | None:
    """Return the line that stands in place of a marked statement, if any does."""
    if mark == "solution":
        return None
    indent = " " * node.col_offset
    if isinstance(node, ast.Return):
        return f"{indent}return ..."
    if isinstance(node, ast.Assign):
        names = [ast.get_source_segment(source, target) or "" for target in node.targets]
        return f"{indent}{' = '.join(names)} = ..."
    raise ValueError(f"line {node.lineno}: only x = … and return … can be marked as an answer")


def plain_markdown(source: str, name: str) -> str:
    """Return prose that reads well in any notebook: no directives, roles or links of the book."""
    lines = (line for line in source.split("\n") if "{download}" not in line)
    return Plain(f"{EXERCISES}/{name}", place(), cited_nowhere).markdown("\n".join(lines))


@functools.cache
def place() -> Place:
    """Return where a scaffold is read: anywhere, so that it names chapters by their titles."""
    return HandedOut(ROOT, contents.pages()).place


def cited_nowhere(key: str) -> tuple[str, str]:
    """Refuse a citation: a scaffold has no list of sources."""
    raise ValueError(f"an exercise cites {key}; let its chapter do so")


if __name__ == "__main__":
    sys.exit(main())
