r"""How much room a figure takes once it lives, so that nothing on its page jumps when it wakes.

`room.json` says it, as `make room` measured it in a browser: for each figure the height from each
width on, of the whole (`reserve`) and of the parts whose words change. No build needs a browser.
A figure that nobody measured, such as a fork's own, takes the room of the one of its kind that is
most like it in its table; a kind that nobody measured has none, and works all the same.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = Path(__file__).parents[1] / "room.json"
#: What a figure's room is called that is not a part's.
WHOLE = "reserve"
#: From a width on, a height; both in pixels.
Steps: TypeAlias = "list[tuple[int, int]]"

_TOLD = re.compile(r'(data-room="[a-z0-9-]+")')
_FIGURE = re.compile(r'<figure [^>]*?data-widget="([a-z-]+)".*?</figure>', re.DOTALL)


class Size(NamedTuple):
    """How large the table is that stands where a figure will live."""

    rows: int
    letters: int

    def unlike(self, other: Size) -> tuple[int, int]:
        """Return how far another one is from it: by rows, and by letters where those are alike."""
        return abs(self.rows - other.rows), abs(self.letters - other.letters)


class Room(NamedTuple):
    """What was measured of a figure."""

    size: Size
    steps: dict[str, Steps]


#: The rooms of every kind of figure.
Rooms: TypeAlias = "dict[str, list[Room]]"


def read(where: str) -> Rooms:
    """Return the rooms of figures in chapters (``pages``) or alone (``embed``)."""
    if not FILE.exists():
        return {}
    kinds = json.loads(FILE.read_text(encoding="utf-8"))[where]
    return {kind: [_room(each) for each in rooms] for kind, rooms in kinds.items()}


def _room(measured: Mapping[str, Any]) -> Room:
    steps = {name: [tuple(step) for step in found] for name, found in measured["steps"].items()}
    return Room(Size(measured["rows"], measured["letters"]), steps)


def size_of(figure: str) -> Size:
    """Return the size of a figure's table.

    Examples
    --------
    >>> size_of("<figure><table><tr><td>ab</td></tr></table></figure>")
    Size(rows=1, letters=2)
    """
    words = re.sub(r"<[^>]*>|\s", "", figure)
    return Size(len(re.findall(r"<tr\b", figure)), len(words))


def figures_in(page: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the HTML of every figure on a page."""
    for found in _FIGURE.finditer(page):
        yield found[1], found[0]


def nearest(rooms: list[Room], size: Size) -> int:
    """Return which of a kind's rooms fits a figure best: its own, or of one much like it.

    Examples
    --------
    >>> nearest([Room(Size(6, 900), {}), Room(Size(9, 950), {})], Size(8, 400))
    1
    """
    return min(range(len(rooms)), key=lambda place: size.unlike(rooms[place].size))


def with_room(page: str, rooms: Rooms) -> str:
    """Return a page whose figures say which room is theirs, for the style sheet to give it.

    Examples
    --------
    >>> with_room('<figure id="a" data-widget="lab"></figure>', {"lab": [Room(Size(2, 9), {})]})
    '<figure data-room="lab-0" id="a" data-widget="lab"></figure>'
    >>> with_room('<figure data-widget="new"></figure>', {})
    '<figure data-widget="new"></figure>'
    """

    def marked(found: re.Match[str]) -> str:
        kind = found[1]
        if kind not in rooms:
            return found[0]
        name = f"{kind}-{nearest(rooms[kind], size_of(found[0]))}"
        return found[0].replace("<figure ", f'<figure data-room="{name}" ', 1)

    return _FIGURE.sub(marked, page)


def rules_of(pages: list[str], rooms: Rooms) -> str:
    r"""Return the rules that give the figures of these pages their room at every width.

    Examples
    --------
    >>> rules_of(['<figure data-room="lab-0">'], {"lab": [Room(Size(1, 1), {"loop": [(0, 90)]})]})
    '[data-room="lab-0"] { --pp-loop-room: 90px }\n'
    """
    named = {
        f'[data-room="{kind}-{place}"]': found
        for kind, measured in rooms.items()
        for place, found in enumerate(measured)
    }
    told = {selector for page in pages for selector in _TOLD.findall(page)}
    return rules({selector: found for selector, found in named.items() if selector[1:-1] in told})


def rules(rooms: Mapping[str, Room]) -> str:
    """Return the rules for figures by their selector, gathered by width.

    Examples
    --------
    >>> print(rules({"#a": Room(Size(1, 1), {"reserve": [(0, 90), (300, 60)]})}), end="")
    #a { --pp-reserve: 90px }
    @container (min-width: 300px) {
    #a { --pp-reserve: 60px }
    }
    """
    widths = sorted({width for room in rooms.values() for width in _widths(room)})
    return "".join(_at(width, rooms) for width in widths)


def _widths(room: Room) -> set[int]:
    return {width for steps in room.steps.values() for width, _ in steps}


def _at(width: int, rooms: Mapping[str, Room]) -> str:
    """Return the rules that hold from a width on, for the figures that change there."""
    lines = []
    for selector, room in rooms.items():
        heights = {
            name: dict(steps)[width] for name, steps in room.steps.items() if width in dict(steps)
        }
        said = "; ".join(f"{property_of(name)}: {height}px" for name, height in heights.items())
        lines += [f"{selector} {{ {said} }}\n"] if said else []
    inner = "".join(lines)
    return f"@container (min-width: {width}px) {{\n{inner}}}\n" if width else inner


def property_of(name: str) -> str:
    """Return what a style sheet calls a room."""
    return f"--pp-{name}" if name == WHOLE else f"--pp-{name}-room"
