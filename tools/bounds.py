"""Run the package's tests without the lock: with the lowest versions declared, and the newest.

The lock holds one set of versions, which the book was made with. Who installs the package beside
other things gets another: this tries both ends of what `pyproject.toml` allows, each in an
environment of its own under `.tools/bounds`, with the Python that runs this script.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

from environment import BIN, EXE

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".tools" / "bounds"
UV = Path(sysconfig.get_path("scripts"), "uv")
ENDS = ("lowest", "newest")
TRIED = ("chapters",)  # groups whose bounds are tried like the package's own
BESIDE = ("build", "test", "lab", "cluster")  # what tests need further: always the newest
VERSIONS = "import sys; from importlib.metadata import version as of; print('Python', sys.version)"
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
    asked = requirements(end)
    groups = [word for name in BESIDE for word in ("--group", name)]
    venv = ["venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, str(folder)]
    install = ["pip", "install", "--quiet", "--python", python, *groups, "--editable", ".", *asked]
    names = [re.match(r"[\w.-]+", one)[0] for one in asked]  # type: ignore[index] # each has a name
    told = f"{VERSIONS}; print(*(f'{{n}} {{of(n)}}' for n in {names}), sep=', ')"
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", os.environ.get("JOBS", "2")]
    return [
        [str(UV), *venv],
        [str(UV), *install],
        [python, "-c", told],
        [python, *pytest, "--dist", "loadfile", *tested()],
    ]


def requirements(end: str) -> list[str]:
    """Return what the package and the tried groups ask for, at one end of what they allow."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = list(project["project"]["dependencies"])
    for group in TRIED:
        asked += project["dependency-groups"][group]
    return [lowest(one) for one in asked] if end == "lowest" else asked


def lowest(requirement: str) -> str:
    """Return a requirement that only the lowest version which this one allows can meet.

    Raises
    ------
    ValueError
        Where it is no name with one lower bound.

    Examples
    --------
    >>> lowest("numpy>=2.2")
    'numpy==2.2'
    """
    if not re.fullmatch(r"[\w.-]+>=[\w.]+", requirement):
        raise ValueError(f"{requirement!r} is not of the form name>=version, which can be tried")
    return requirement.replace(">=", "==")


def tested() -> list[str]:
    """Return the tests that need neither a browser nor the built book."""
    folder = ROOT / "src" / "twowaves" / "widgets"
    widgets = [f"tests/widgets/test_{path.stem}.py" for path in sorted(folder.glob("[a-z]*.py"))]
    return [
        "src",
        *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("tests/test_*.py")),
        *widgets,
    ]


if __name__ == "__main__":
    sys.exit(main())
