"""Put the package's wheel into the built book, so that readers install it from there.

`tools/book.py` calls it after each build. The wheel is the one of a release of the same commit,
byte for byte, and is built only when something that it holds has changed.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from release import build_packages, source_date
from twowaves.classroom.install import WHEELS

ROOT = Path(__file__).parents[1]
STAMP = ROOT / "_build" / "wheel-made-from"
MADE_FROM = ("pyproject.toml", "LICENSE", "LICENSE-CONTENT", "src", "data", "notebooks/scaffolds")


def put_wheel(site: Path) -> None:
    """Bring the wheel of a site in step with the package."""
    folder, epoch = site / WHEELS, source_date()
    wanted = digest(epoch)
    is_there = STAMP.is_file() and STAMP.read_text() == wanted and any(folder.glob("*.whl"))
    if is_there:
        return
    shutil.rmtree(folder, ignore_errors=True)  # with the wheels of earlier versions
    build_packages(folder, epoch, "wheel")
    STAMP.write_text(wanted)


def digest(epoch: int) -> str:
    """Return what tells one state of the package from another."""
    code = hashlib.sha256(str(epoch).encode())
    for name in MADE_FROM:
        place = ROOT / name
        for path in sorted(place.rglob("*") if place.is_dir() else [place]):
            if path.is_file() and "__pycache__" not in path.parts:
                code.update(f"\n{path.relative_to(ROOT).as_posix()}\n".encode())
                code.update(hashlib.sha256(path.read_bytes()).digest())
    return code.hexdigest()
