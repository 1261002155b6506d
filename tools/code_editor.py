"""The editor of cells: those modules of prism-code-editor that it is made of, as they are.

The package has one for each language and each thing that an editor might do, so the few that the
book asks for are gathered with what they import. They need no bundler: a page loads them by name.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What `book/run/editor.js` imports, and the style sheet that lays one text over the other.
ENTRIES = (
    "index.js",
    "extensions/commands/index.js",
    "languages/python.js",
    "prism/index.js",
    "prism/languages/python.js",
)
STYLE = "layout.css"
_IMPORTED = re.compile(r'^(?:import|export)\b[^"\n]*"(\.[^"\n]+)"', re.MULTILINE)


def put(made: Path, target: Path) -> None:
    """Put what the editor is made of into a folder."""
    for file in [made / STYLE, *modules([made / entry for entry in ENTRIES])]:
        place = target / file.relative_to(made)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)


def modules(entries: list[Path]) -> list[Path]:
    """Return modules and whatever they import, each once."""
    found = [entry.resolve() for entry in entries]
    for module in found:  # it grows
        found += [each for each in imported(module) if each not in found]
    return found


def imported(module: Path) -> Iterator[Path]:
    """Give the modules that one names."""
    for name in dict.fromkeys(_IMPORTED.findall(module.read_text(encoding="utf-8"))):
        yield (module.parent / name).resolve()
