"""Write the notebooks that are handed out into a folder for JupyterLab: `make lab`, and Binder.

Run: ``python tools/hand_out.py [folder]``; without a folder into ``_build/lab``. A notebook that a
reader has changed there since is kept, and named.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import contents
from twowaves.classroom.install import with_site

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "book" / "_ext"))

from plain_notebooks import CHAPTERS, LAB, HandedOut  # noqa: E402 # found through the folder above

WRITTEN = ".written.json"  # what was written here last, by its digest


def main(arguments: list[str]) -> int:
    """Write what a reader has not changed, and name what is kept."""
    folder = Path(arguments[0]) if arguments else ROOT / LAB
    for name in write(folder):
        print(f"{folder / name} is kept as you left it; remove it to have it anew.")
    return 0


def write(folder: Path) -> list[str]:
    """Write the notebooks, and return those that are kept since a reader has changed them."""
    folder.mkdir(parents=True, exist_ok=True)
    noted = folder / WRITTEN
    before = json.loads(noted.read_text(encoding="utf-8")) if noted.is_file() else {}
    after, kept = {}, []
    for name, text in notebooks().items():
        target = folder / name
        if target.is_file() and digest(target.read_bytes()) != before.get(name):
            kept.append(name)
            continue
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(text.encode())
        after[name] = digest(text.encode())
    noted.write_text(json.dumps(after, indent=1) + "\n", encoding="utf-8")
    return kept


def notebooks() -> dict[str, str]:
    """Return the text of every notebook by its place in the folder."""
    site = os.environ.get("TWOWAVES_SITE", "")
    made = HandedOut(ROOT, contents.pages(), site, together=True)
    return {
        f"{name.removeprefix(f'{CHAPTERS}/')}.ipynb": with_site(text, site)
        for name, text in made.texts()
    }


def digest(content: bytes) -> str:
    """Return by what a file is known again."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
