"""Run the package's tests without the lock: with the lowest versions declared, and the newest.

The lock holds one set of versions, which the book was made with. Who installs the package beside
other things gets another: this tries both ends of what `pyproject.toml` allows, each in an
environment of its own under `.tools/bounds`, with the Python that runs this script.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from environment import BIN, EXE

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".tools" / "bounds"
UV = Path(sysconfig.get_path("scripts"), "uv")
ENDS = {"lowest": "lowest-direct", "newest": "highest"}  # as uv calls them
BESIDE = ("build", "test", "lab")  # what tests need further: always the newest
LOCKED = ("test_repository", "test_spec")  # the first is of the lock, the second of its last digits
# what belongs to the environment that runs this script, not to the one that is tried
OURS = ("VIRTUAL_ENV", "PYTHONPATH")


def main() -> int:
    """Try both ends, the second also where the first fails, and name those that failed."""
    failed = [end for end in ENDS if not passes(end)]
    for end in failed:
        print(f"The tests do not pass with the {end} versions that pyproject.toml allows.")
    return 1 if failed else 0


def passes(end: str) -> bool:
    """Make an environment with the versions of one end, and tell whether the tests pass there."""
    environment = {name: text for name, text in os.environ.items() if name not in OURS}
    print(f"The {end} versions that pyproject.toml allows, in .tools/bounds/{end}:", flush=True)
    return all(
        subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
        for command in commands(end)
    )


def commands(end: str) -> list[list[str]]:
    """Return what makes an environment of one end, says what is in it, and runs the tests."""
    folder = PLACE / end
    python = str(folder / BIN / f"python{EXE}")
    groups = [word for name in BESIDE for word in ("--group", name)]
    pip, into = [str(UV), "pip"], ["--python", python]
    # the lowest that has a wheel for this Python: an older one would be built, by whatever is here
    wheels = [word for name in asked() for word in ("--only-binary", name)]
    tried = ["--resolution", ENDS[end], *wheels, "--group", "chapters", "--editable", package()]
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", os.environ.get("JOBS", "2")]
    return [
        [
            str(UV),
            "venv",
            "--quiet",
            "--clear",
            "--no-project",
            "--python",
            sys.executable,
            str(folder),
        ],
        [*pip, "install", "--quiet", *into, *tried],
        [*pip, "install", "--quiet", *into, *groups],
        [*pip, "list", *into],
        [python, *pytest, "--dist", "loadfile", *tested()],
    ]


def package() -> str:
    """Return what stands for the package with all its extras."""
    return f".[{','.join(_project()['project']['optional-dependencies'])}]"


def asked() -> list[str]:
    """Return the names of what the package, its extras and the chapters ask for."""
    project = _project()
    extras = project["project"]["optional-dependencies"].values()
    chapters = project["dependency-groups"]["chapters"]
    lists = [project["project"]["dependencies"], *extras, chapters]
    return [Requirement(each).name for one in lists for each in one]


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tested() -> list[str]:
    """Return the tests that need neither a browser nor the built book, nor the locked versions."""
    package = ROOT / "src" / "twowaves"
    subjects = [path.name for path in package.iterdir() if path.is_dir() and path.name != "widgets"]
    figures = [path.parent.name for path in package.glob("widgets/*/figure.py")]
    kit = [path.stem for path in package.glob("widgets/kit/*.py")]
    patterns = ["test_*.py", *(f"{subject}/test_*.py" for subject in subjects)]
    patterns += [f"widgets/test_{name}.py" for name in (*figures, *kit)]
    found = {path for pattern in patterns for path in (ROOT / "tests").glob(pattern)}
    found = {path for path in found if path.stem not in LOCKED}
    plain = sorted(path for path in found if not path.stem.endswith(("_js", "_page")))
    return ["src", *(str(path.relative_to(ROOT)) for path in plain)]


if __name__ == "__main__":
    sys.exit(main())
