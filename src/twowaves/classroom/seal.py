"""A seal on a folder: the SHA-256 of every file, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def seal_text(folder: Path, seal: Path) -> str:
    """Return a line for every file below a folder but the seal, in order of their paths."""
    found = _sums(folder, seal)
    return "".join(f"{code}  {name}\n" for name, code in sorted(found.items()))


def _sums(folder: Path, seal: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but the seal, by its path."""
    files = [path for path in folder.rglob("*") if path.is_file() and path != seal]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def breaches(folder: Path, seal: Path) -> list[str]:
    """Return one sentence for each file that was changed, added or lost since the sealing."""
    lines = seal.read_text(encoding="utf-8").splitlines()
    sealed = {name: code for code, _, name in (line.partition("  ") for line in lines)}
    found = _sums(folder, seal)
    changed = [
        f"{name} was changed" for name in sealed if found.get(name, "") not in {"", sealed[name]}
    ]
    lost = [f"{name} is gone" for name in sealed if name not in found]
    added = [f"{name} was added" for name in found if name not in sealed]
    return sorted(changed + lost + added)
