"""Write `THIRD-PARTY.md`: every locked package, its licence, and what it is there for.

Run as ``.venv/bin/python tools/make_licences.py`` after the lock changed. The licence is what the
installed package says of itself. A package for another system is not installed here: its row
stays as it was, or is to be written by hand once from its own metadata.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from twowaves._base.files import write_files

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
TARGET = ROOT / "THIRD-PARTY.md"
# packages whose metadata name no licence, with the one that the licence file inside states
IN_THEIR_FILES = {"axe-playwright-python": "MIT"}
_PIN = r"^([\w.-]+)==([^\s;]+)"
LONGEST = 40  # some give their whole licence where its name belongs
ENGINE = ROOT / "tools" / "engine"
ENGINE_LICENCE = "Apache-2.0"  # the wheel's own; those of what it holds lie beside it in the site
PAGE = """
## In a reader's page

What runs code in the book's pages is served with them.
`tools/engine.py` fetches it, as the locks in `tools/engine` name it.
The licences of all that is compiled into it are served beside it, in `_static/engine/licences.txt`.

| name | version | licence |
|---|---|---|
"""
HEAD = """\
# Packages by others

None of their code is in this repository: they are installed as `requirements.lock` names them.
`tools/make_licences.py` makes this page from the lock and from what each package says of itself.
*Package* marks what `twowaves` needs to run; the rest makes, shows or tests the book.
What checks its scripts, measures it or releases it lies beside, by locks of its own.

| name | version | licence | for |
|---|---|---|---|
"""


class Row(NamedTuple):
    """One locked package."""

    name: str
    version: str
    licence: str
    purpose: str


def main() -> int:
    """Write the page, or name what is not known."""
    found = rows()
    unknown = [row for row in found if not row.licence]
    for row in unknown:
        print(f"{row.name} {row.version}: licence not known; see {Path(__file__).name}.")
    if not unknown:
        write_files({TARGET: text(found)})
    return 1 if unknown else 0


def text(found: list[Row]) -> str:
    """Return the page."""
    body = "".join(f"| {' | '.join(row)} |\n" for row in found)
    return HEAD + body + PAGE + "".join(f"| {' | '.join(row)} |\n" for row in engine())


def engine() -> list[tuple[str, str, str]]:
    """Return name, version and licence of what the engine of the pages is made of."""
    lock = (ENGINE / "requirements.lock").read_text(encoding="utf-8")
    wheels = [(*pin, ENGINE_LICENCE) for pin in re.findall(_PIN, lock, re.MULTILINE)]
    packages = json.loads((ENGINE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    scripts = [
        (name.removeprefix("node_modules/"), locked["version"], locked["license"])
        for name, locked in packages.items()
        if name
    ]
    return [*wheels, *scripts]


def rows() -> list[Row]:
    """Return every locked package with its licence, empty where it is not known."""
    needed = needed_to_run()
    return [
        Row(name, version, licence(name, version), "package" if name in needed else "book")
        for name, version in pins()
    ]


def pins() -> list[tuple[str, str]]:
    """Return names and versions as locked."""
    return re.findall(_PIN, LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def needed_to_run() -> set[str]:
    """Return what the package itself brings along, by what the lock says of who asked for what."""
    asked_by = {name: _askers(name) for name, _ in pins()}
    needed = {name for name, askers in asked_by.items() if "twowaves (pyproject.toml)" in askers}
    while further := {name for name in asked_by.keys() - needed if asked_by[name] & needed}:
        needed |= further
    return needed


def _askers(name: str) -> set[str]:
    entry = re.search(
        rf"^{re.escape(name)}==.*\n(?:    .*\n)*", LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    comments = re.findall(r"^    #\s+(?:via )?(.+)$", entry[0] if entry else "", re.MULTILINE)
    return {comment for comment in comments if comment != "via"}


def licence(name: str, version: str) -> str:
    """Return what an installed package says of itself, else what the page has for this version."""
    try:
        said = cast("Message", metadata(name))  # which it is; the annotation says less
    except PackageNotFoundError:
        return stored().get((name, version), "")
    if said["Version"] != version:
        return stored().get((name, version), "")
    return said.get("License-Expression") or _in_older_fields(said) or IN_THEIR_FILES.get(name, "")


def _in_older_fields(said: Message) -> str:
    """Return the licence as it was stated before there were expressions."""
    free = said.get("License") or "UNKNOWN"
    if free != "UNKNOWN" and "\n" not in free and len(free) <= LONGEST:
        return free
    classifiers = said.get_all("Classifier") or []
    parts = [entry.split(" :: ") for entry in classifiers if entry.startswith("License :: ")]
    return "; ".join(part[-1] for part in parts)


def stored() -> dict[tuple[str, str], str]:
    """Return the licences that the page has now."""
    page = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {(cells[0], cells[1]): cells[2] for cells in lines}


if __name__ == "__main__":
    sys.exit(main())
