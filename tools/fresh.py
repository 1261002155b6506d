"""Do as a newcomer does: clone what is committed into an empty folder, and run `make test` there.

A green run in one's own folder can hide a missing install step or a file that was never added.
The time it took is kept in `benchmarks/measured.json`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from measured import record  # noqa: E402 # found through the folder above
from timing import Row  # noqa: E402 # found through the folder above

# what belongs to the environment that runs this script, not to a newcomer's
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
LONGEST = 15  # minutes, on two cores


def main(command: list[str]) -> int:
    """Clone, run, and record the minutes if nothing failed."""
    environment = {name: text for name, text in os.environ.items() if name not in OURS}
    with tempfile.TemporaryDirectory() as folder:
        clone = ["git", "clone", "--quiet", str(ROOT), f"{folder}/book"]
        subprocess.run(clone, check=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=f"{folder}/book", env=environment, check=False)
        minutes = (time.monotonic() - start) / 60
    if done.returncode == 0:
        record("make fresh", [row(minutes)])
    return done.returncode


def row(minutes: float) -> Row:
    """Return the time as a line of the report."""
    name = "`make test` from a fresh clone, environment and book included"
    met = minutes < LONGEST
    return Row(name, f"{minutes:.1f} minutes", "", "", f"< {LONGEST} minutes on two cores", met)


if __name__ == "__main__":
    sys.exit(main(["make", "test"]))
