"""Programs of the Node world that the book is judged by and compared with; never part of it.

They are installed into `.tools/node`, in the versions and with the hashes of
`tools/node/package-lock.json`. Nothing of theirs is run on installation.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

LOCKED = Path(__file__).parent / "node"
INSTALLED = Path(__file__).parents[1] / ".tools" / "node"
OLDEST_NODE = (18, 20)  # what the locked Lighthouse asks for


class NodeError(Exception):
    """Why the packages are not there, in one sentence."""


def install() -> Path:
    """Install what is locked, unless it is there, and return the folder of the packages.

    Raises
    ------
    NodeError
        If Node is missing or too old, or the packages cannot be fetched.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise NodeError("Node and npm are needed, and this machine has none on PATH.")
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    if version(told) < OLDEST_NODE:
        wanted = ".".join(map(str, OLDEST_NODE))
        raise NodeError(f"Node {wanted} or newer is needed, and this is {told.strip()}.")
    packages = INSTALLED / "node_modules"
    if not up_to_date():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", ".npmrc", "package-lock.json"):
            shutil.copy(LOCKED / name, INSTALLED / name)
        run = subprocess.run(
            [npm, "ci"], cwd=INSTALLED, capture_output=True, text=True, check=False
        )
        if run.returncode:
            (INSTALLED / "package-lock.json").unlink()
            raise NodeError(f"npm could not install the packages: {run.stderr.strip()[:500]}")
    return packages


def up_to_date() -> bool:
    """Return whether the packages of this very lock are installed."""
    there, lock = INSTALLED / "package-lock.json", LOCKED / "package-lock.json"
    return there.is_file() and there.read_bytes() == lock.read_bytes()


def version(text: str) -> tuple[int, ...]:
    r"""Return the first two numbers of a version.

    Examples
    --------
    >>> version("v20.19.1\n")
    (20, 19)
    >>> version("")
    ()
    """
    return tuple(int(part) for part in text.strip().lstrip("v").split(".")[:2] if part)
