"""Hold the pages' scripts to the floors of the package, as import-linter holds Python's modules.

Run: ``python tools/check_floors.py``, part of `make lint`.
The floors are import-linter's contracts in `pyproject.toml`, read from there: a script may import
only what lies on a floor below its own subject, and a figure's script nothing of another figure.
Types in comments may come from anywhere, as Python's may.
"""

from __future__ import annotations

import posixpath
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
_IMPORT = re.compile(r'^(?:import|export)\s(?:[^"\';]*?\sfrom\s)?"(\.[^"]+)"', re.MULTILINE)


class Floors(NamedTuple):
    """What lies in one folder of the package, each on its floor."""

    folder: str
    of: dict[str, int]

    def part(self, path: str) -> str | None:
        """Return the part of this folder in which a file lies, if it lies in it at all."""
        inside = path.startswith(f"{self.folder}/")
        return path.removeprefix(f"{self.folder}/").split("/")[0] if inside else None


class Import(NamedTuple):
    """One file that another one imports; both are named from the folder of the sources."""

    script: str
    line: int
    target: str


def main(root: Path = ROOT) -> int:
    """Check every script; 1 if one imports what it may not."""
    sources = root / "src"
    floors = contracts((root / "pyproject.toml").read_text(encoding="utf-8"))
    found = [
        problem for each in imports(sources) for one in floors if (problem := upwards(each, one))
    ]
    for problem in found:
        print(problem, file=sys.stderr)
    return int(bool(found))


def contracts(settings: str) -> list[Floors]:
    """Return the floors of every folder that a contract of layers names, the lowest being 0.

    Examples
    --------
    >>> text = '''
    ... [[tool.importlinter.contracts]]
    ... type = "layers"
    ... containers = ["twowaves"]
    ... layers = ["widgets", "forms | paired", "_base"]
    ... '''
    >>> contracts(text)
    [Floors(folder='twowaves', of={'_base': 0, 'forms': 1, 'paired': 1, 'widgets': 2})]
    """
    listed = tomllib.loads(settings)["tool"]["importlinter"]["contracts"]
    return [
        Floors(container.replace(".", "/"), ranks(contract["layers"]))
        for contract in listed
        if contract["type"] == "layers"
        for container in contract["containers"]
    ]


def ranks(layers: list[str]) -> dict[str, int]:
    """Return the floor of each part; the highest stands first, and `|` between parts of one."""
    return {
        part.strip(): floor
        for floor, layer in enumerate(reversed(layers))
        for part in layer.split("|")
    }


def imports(sources: Path) -> Iterator[Import]:
    """Give everything that a script imports, data included."""
    for path in sorted(sources.rglob("*.js")):
        name = path.relative_to(sources).as_posix()
        text = path.read_text(encoding="utf-8")
        for match in _IMPORT.finditer(text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
            yield Import(name, text.count("\n", 0, match.start(1)) + 1, target)


def upwards(one: Import, floors: Floors) -> str:
    """Return a sentence if what is imported does not lie below what imports it.

    Examples
    --------
    >>> floors = Floors("twowaves", {"_base": 0, "paired": 1, "printed": 1})
    >>> upwards(Import("twowaves/paired/t.js", 3, "twowaves/_base/f.js"), floors)
    ''
    >>> print(upwards(Import("twowaves/paired/t.js", 3, "twowaves/printed/audit.js"), floors))
    src/twowaves/paired/t.js:3 imports twowaves/printed/audit.js: paired may import _base only.
    """
    own, other = floors.part(one.script), floors.part(one.target)
    if own is None or other is None or own == other:
        return ""
    below = [part for part, floor in floors.of.items() if floor < floors.of.get(own, 0)]
    if other in below:
        return ""
    allowed = f"may import {', '.join(below)} only" if below else "may import nothing beside itself"
    return f"src/{one.script}:{one.line} imports {one.target}: {own} {allowed}."


if __name__ == "__main__":
    sys.exit(main())
