"""Break the code in small ways, one at a time, and see whether the tests notice: `make mutants`.

Run as ``python tools/mutants.py [MODULE …]`` with mutmut on the path. Each module is broken in a
copy under `.tools/mutants`, and only the tests of that module run, so that they alone must notice.
What survives is written beside the copy as a diff: read it, and add the test that was missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".tools" / "mutants"
MODULES = (
    "printed/number",
    "paired/ttest",
    "forms/scoring",
    "printed/audit",
    "rebuilt/reconstruct",
    "rebuilt/search",
)
COPIED = ("src", "tests", "data", "tools", "book", "notebooks")
# exit codes as mutmut reads them: a test failed or pytest broke; the time was up
KILLED = {1, 3}
TIMED_OUT = {24, 36, 152, 255, -24}
# a warning points at the caller, and under mutmut that is mutmut
DESELECTED = {
    "forms/scoring": ("tests/forms/test_scoring.py::TestOutOfRange::test_missing",),
    "rebuilt/reconstruct": (
        "tests/rebuilt/test_reconstruct.py::TestBadInput::test_where_a_warning_points",
    ),
}
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/twowaves/{module}.py"]
also_copy = ["data", "tools", "conftest.py", "book", "notebooks", "src/twowaves"]
pytest_add_cli_args = ["-p", "no:cacheprovider"{deselected}]
pytest_add_cli_args_test_selection = ["{tests}"]
use_git_change_detection = false
"""
# the same examples for each mutant, few, and from a run that mutmut starts in its own way
PROFILE = """
from hypothesis import HealthCheck
settings.register_profile(
    "mutants", deadline=None, max_examples=25, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)
settings.load_profile("mutants")
"""


def main(modules: Sequence[str]) -> int:
    """Break the modules named, or all, and print one row for each."""
    if unknown := set(modules) - set(MODULES):
        print(f"{min(unknown)} is not among {', '.join(MODULES)}.", file=sys.stderr)
        return 1
    print("| module | mutants | killed | timed out | survived | not run | score |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for module in modules or MODULES:
        folder = prepare(module)
        mutmut(folder, "run", "--max-children", os.environ.get("JOBS", "2"))
        print(row(module, Counter(verdicts(folder, module).values())), flush=True)
        write_survivors(folder, module)
    return 0


def prepare(module: str) -> Path:
    """Make a fresh copy of what the tests need, with the settings for one module."""
    folder = WORK / module
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name, addition in (
        ("conftest.py", PROFILE),
        ("pyproject.toml", settings_for(module)),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        (folder / name).write_text(text + addition, encoding="utf-8")
    return folder


def settings_for(module: str) -> str:
    """Return mutmut's part of the project file."""
    options = "".join(f', "--deselect={name}"' for name in DESELECTED.get(module, ()))
    return SETTINGS.format(module=module, tests=tests_of(module), deselected=options)


def tests_of(module: str) -> str:
    """Return the file of a module's tests; what has none is held by those of its subject."""
    folder, name = module.split("/")
    own = f"tests/{folder}/test_{name}.py"
    return own if (ROOT / own).is_file() else f"tests/{folder}"


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in a copy and return what it says."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed in {folder}:\n{done.stdout[-2000:]}{done.stderr}")
    return done.stdout


def verdicts(folder: Path, module: str) -> dict[str, str]:
    """Return for each mutant by name what became of it."""
    stored = folder / "mutants" / "src" / "twowaves" / f"{module}.py.meta"
    codes = json.loads(stored.read_text(encoding="utf-8"))["exit_code_by_key"]
    return {name: verdict(code) for name, code in codes.items()}


def verdict(exit_code: int | None) -> str:
    """Return what an exit code of a mutant's tests means."""
    if exit_code in KILLED:
        return "killed"
    if exit_code == 0:
        return "survived"
    return "timed out" if exit_code in TIMED_OUT else "not run"


def row(module: str, found: Counter[str]) -> str:
    """Return one line of the report: a mutant that no test runs counts as one that survived."""
    total = found.total()
    noticed = found["killed"] + found["timed out"]
    names = ("killed", "timed out", "survived", "not run")
    figures = " | ".join(str(found[name]) for name in names)
    return f"| {module} | {total} | {figures} | {noticed / total:.1%} |"


def write_survivors(folder: Path, module: str) -> None:
    """Write the diff of each mutant that no test noticed."""
    diffs = list(_diffs(folder, module))
    target = WORK / f"{module.replace('/', '-')}-survivors.diff"
    target.write_text("\n".join(diffs), encoding="utf-8")
    print(f"{len(diffs)} diffs in {target.relative_to(ROOT)}", file=sys.stderr)


def _diffs(folder: Path, module: str) -> Iterator[str]:
    for name, what in verdicts(folder, module).items():
        if what in {"survived", "not run"}:
            yield mutmut(folder, "show", name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
