"""Files for the Python that runs in a page: packed by `tools/engine.py`, and by each build.

A pack is cut into parts, each compressed and called by its hash: where a connection breaks, only
the part that was on its way is fetched anew, and a browser keeps what another edition shares.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import traitlets

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
PART = 8 << 20  # bytes before they are compressed: what is fetched anew where a connection breaks
#: Where the book's own modules come from, and what comes before their names in a page.
SOURCES = {
    "src/twowaves": "twowaves/", "data": "twowaves/data/",
    "notebooks/scaffolds": "twowaves/scaffolds/", "book/run/session": "",
    "book/run/stand_ins": "",
}  # fmt: skip
READ = {".py", ".json", ".toml", ".csv", ".js", ".css", ".ipynb"}


class Part(TypedDict):
    """One file that a page fetches."""

    name: str
    bytes: int


class Pack(TypedDict):
    """What a page puts together again."""

    size: int
    parts: list[Part]


def sources() -> bytes:
    """Return the package as in its wheel, the session, and the few modules that both ask for."""
    site = Path(traitlets.__file__).parents[1]
    found = [
        (f"{to}{path.relative_to(folder).as_posix()}", path.read_bytes())
        for name, to in SOURCES.items()
        for folder in [ROOT / name]
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in READ and "__pycache__" not in path.parts
    ]
    asked = [*(site / "traitlets").rglob("*.py"), site / "IPython" / "lib" / "pretty.py"]
    found += [(path.relative_to(site).as_posix(), path.read_bytes()) for path in asked]
    return tree_of([*found, ("IPython/lib/__init__.py", b"")])


def write_pack(content: bytes, folder: Path) -> Pack:
    """Cut a file into parts, compress each, and write it under its hash."""
    pieces = [content[place : place + PART] for place in range(0, len(content), PART)]
    with ThreadPoolExecutor() as threads:
        parts = list(threads.map(lambda piece: write_part(piece, folder), pieces))
    return {"size": len(content), "parts": parts}


def write_part(piece: bytes, folder: Path) -> Part:
    """Write one part; the same bytes have the same name."""
    packed = gzip.compress(piece, 9, mtime=0)
    name = f"{hashlib.sha256(packed).hexdigest()}.part"
    (folder / name).write_bytes(packed)
    return {"name": name, "bytes": len(packed)}


def tree_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    r"""Return files as one: a line that says what is in it and how long, then one after the other.

    Examples
    --------
    >>> tree_of([("a.txt", b"one"), ("b/c.txt", b"two")])
    b'[["a.txt", 3], ["b/c.txt", 3]]\nonetwo'
    """
    listed = sorted(files)
    head = json.dumps([(path, len(content)) for path, content in listed])
    return head.encode() + b"\n" + b"".join(content for _, content in listed)
