"""What `import twowaves` costs, against what it cannot do without: numpy, scipy.special, pandas."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from timing import Row, in_turn, pretty

OURS = "import twowaves"
FLOOR = "import numpy, scipy.special, pandas"


def rows() -> list[Row]:
    """Time fresh interpreters with their modules compiled before, as in any second run."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each run would compile anew

        def run(code: str) -> None:
            subprocess.run([sys.executable, "-c", code], env=environment, check=True)

        first, second, ratio = in_turn(lambda: run(OURS), lambda: run(FLOOR), repeats=1, rounds=31)
    return [
        Row(
            f"{OURS}, against {FLOOR}",
            pretty(first),
            pretty(second),
            f"{1 / ratio:.2f} of the time",
            "≤ 1.2",
            1 / ratio <= 1.2,
        )
    ]
