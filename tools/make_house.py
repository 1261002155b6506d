"""Draw `book/assets/house.svg`, the package as a house: its subjects on their floors.

Run: ``python tools/make_house.py``; a test tells when the picture is no longer the package.
The floors are import-linter's contract in `pyproject.toml`; what a subject uses is what its modules
and scripts import, types aside.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import NamedTuple

import grimp

import check_floors

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "twowaves"
TARGET = ROOT / "book" / "assets" / "house.svg"
BASE = "_base"  # under everything, so nobody says that they use it
LANGUAGES = {".py": "python", ".js": "page"}

WIDTH, MARGIN, GAP, PADDING, ROOF = 880, 20, 10, 12, 74
LINE, TITLE = 17, 24
LETTER = 7.1  # no letter of the names is wider than this on average, bold ones included
STYLE = """\
  .sky {{ fill: {paper}; }} .room, .roof {{ fill: {wash}; stroke: {before}; stroke-width: 1.5; }}
  text {{ fill: {ink}; font: 12.5px system-ui, sans-serif; }} .quiet {{ fill: {muted}; }}
  .subject {{ font: 600 15px ui-monospace, Menlo, Consolas, monospace; fill: {after}; }}
  .both {{ font-weight: 650; }} .page {{ font-style: italic; }}
"""
IN_THE_DARK = """\
  @media (prefers-color-scheme: dark) {{
    .sky {{ fill: {paper}; }} .room, .roof {{ fill: {wash}; stroke: {before}; }}
    text {{ fill: {ink}; }} .quiet {{ fill: {muted}; }} .subject {{ fill: {after}; }}
  }}
"""
LOOK = ROOT / "book" / "assets" / "look.css"
_COLOUR = re.compile(r"--pp-(\w+): (#[0-9a-f]{6});")
LEGEND = (
    '<tspan class="both">bold</tspan> in Python and in the page · plain in Python only · '
    '<tspan class="page">slanted</tspan> in the page only · all of them use <tspan>_base</tspan>'
)


def style() -> str:
    """Return the picture's style sheet, in the colours of the book's pages, light and dark."""
    found = _COLOUR.findall(LOOK.read_text(encoding="utf-8"))
    half = len(found) // 2
    return STYLE.format(**dict(found[:half])) + IN_THE_DARK.format(**dict(found[half:]))


class Frame(NamedTuple):
    """Where a room is, and how large."""

    x: int
    y: int
    width: int
    height: int


class Room(NamedTuple):
    """A subject: its parts, each with its languages, and the subjects that it uses."""

    name: str
    parts: dict[str, set[str]]
    uses: list[str]


def drawn() -> str:
    """Return the picture."""
    uses = used()
    y, shapes = ROOF, []
    for names in storeys():
        rooms = [Room(name, parts(PACKAGE / name), uses.get(name, [])) for name in names]
        svg, height = storey(rooms, y)
        shapes.append(svg)
        y += height + GAP
    return picture("".join([roof(), *shapes, legend(y + LINE)]), y + 2 * LINE)


def storeys() -> list[list[str]]:
    """Return the subjects of each floor, the top one first."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (floors,) = (each for each in check_floors.contracts(settings) if each.folder == "twowaves")
    by_floor = defaultdict(list)
    for name, floor in floors.of.items():
        by_floor[floor].append(name)
    return [by_floor[floor] for floor in sorted(by_floor, reverse=True)]


def used() -> dict[str, list[str]]:
    """Return what each subject imports from, in either language; what all stand on is not said."""
    found = defaultdict(set)
    graph = grimp.build_graph("twowaves", exclude_type_checking_imports=True, cache_dir=None)
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            found[subject(module, ".")].add(subject(other, "."))
    for one in check_floors.imports(PACKAGE.parent):
        found[subject(one.script, "/")].add(subject(one.target, "/"))
    return {name: sorted(found[name] - {name, BASE, ""}) for name in sorted(found)}


def subject(name: str, separator: str) -> str:
    """Return the subject to which a module or a file belongs; the face belongs to none.

    Examples
    --------
    >>> subject("twowaves.printed.audit", "."), subject("twowaves", ".")
    ('printed', '')
    """
    return name.split(separator)[1] if separator in name else ""


def parts(folder: Path) -> dict[str, set[str]]:
    """Return the modules, scripts and folders of a subject with the languages they are in."""
    found = defaultdict(set)
    for path in sorted(folder.rglob("*")):
        if path.suffix in LANGUAGES and path.name != "__init__.py":
            top = path.relative_to(folder).parts[0]
            found[top.split(".")[0]].add(LANGUAGES[path.suffix])
    return dict(sorted(found.items()))


def storey(rooms: list[Room], y: int) -> tuple[str, int]:
    """Return one floor at a height, and how high it is."""
    width = (WIDTH - 2 * MARGIN - GAP * (len(rooms) - 1)) // len(rooms)
    written = [lines_of(room, width - 2 * PADDING) for room in rooms]
    height = TITLE + LINE * max(map(len, written)) + 2 * PADDING - 4
    frames = [Frame(MARGIN + k * (width + GAP), y, width, height) for k in range(len(rooms))]
    return "".join(
        box(room.name, lines, frame)
        for room, lines, frame in zip(rooms, written, frames, strict=True)
    ), height


def lines_of(room: Room, width: float) -> list[str]:
    """Return the lines of text in a room, as SVG."""
    names = wrapped([*room.parts], width)
    lines = [", ".join(styled(name, room.parts[name]) for name in line) for line in names]
    lines = [line + "," * (k < len(lines)) for k, line in enumerate(lines, start=1)]
    uses = wrapped(room.uses, width - LETTER * len("uses "))
    quiet = [("uses " if k == 0 else "") + ", ".join(line) for k, line in enumerate(uses)]
    return [*lines, *(f'<tspan class="quiet">{line}</tspan>' for line in quiet)]


def wrapped(names: list[str], width: float) -> list[list[str]]:
    """Return names in lines that are no wider than this.

    Examples
    --------
    >>> wrapped(["audit", "implied", "number"], 100)
    [['audit', 'implied'], ['number']]
    """
    lines: list[list[str]] = []
    for name in names:
        if lines and LETTER * len(", ".join([*lines[-1], name])) <= width:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines


def styled(name: str, languages: set[str]) -> str:
    """Return a name that shows its languages."""
    look = "both" if len(languages) > 1 else next(iter(languages))
    return f'<tspan class="{look}">{escape(name)}</tspan>'


def box(name: str, lines: list[str], frame: Frame) -> str:
    """Return a room with its name and its lines."""
    rows = [f'<tspan class="subject">{escape(name)}</tspan>', *lines]
    steps = [PADDING + 12, TITLE - 4, *[LINE] * len(lines)]
    text = "".join(
        f'<tspan x="{frame.x + PADDING}" dy="{step}">{row}</tspan>'
        for row, step in zip(rows, steps, strict=False)
    )
    wall = " ".join(f'{side}="{size}"' for side, size in frame._asdict().items())
    return f'<rect class="room" {wall} rx="4"/>\n<text x="{frame.x}" y="{frame.y}">{text}</text>\n'


def roof() -> str:
    """Return the roof, under which the public names are."""
    left, right, middle = MARGIN, WIDTH - MARGIN, WIDTH // 2
    points = f"{left},{ROOF - GAP} {middle},12 {right},{ROOF - GAP}"
    name = f'<text x="{middle}" y="{ROOF - GAP - 14}" text-anchor="middle">'
    words = '<tspan class="subject">twowaves</tspan> <tspan class="quiet">the public names</tspan>'
    return f'<polygon class="roof" points="{points}"/>\n{name}{words}</text>\n'


def legend(y: int) -> str:
    """Return what the letters mean."""
    return f'<text class="quiet" x="{MARGIN}" y="{y}">{LEGEND}</text>\n'


def picture(shapes: str, height: int) -> str:
    """Return the file, which has its own light and dark colours."""
    label = "The package as a house: its subjects on their floors, each with its modules"
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">\n'
        f'<style>\n{style()}</style>\n<rect class="sky" width="100%" height="100%" rx="8"/>\n'
        f"{shapes}</svg>\n"
    )


def main() -> int:
    """Write the picture."""
    TARGET.write_text(drawn(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
