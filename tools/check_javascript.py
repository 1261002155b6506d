"""Check the pages' scripts and styles as ruff and mypy check Python: form, lints, types, length.

Run: ``python tools/check_javascript.py``, part of `make lint`; with ``--write``, as in
`make format`, it writes the form instead. Biome checks form and lints by `javascript/biome.jsonc`,
the TypeScript compiler the types that stand in JSDoc by `javascript/tsconfig.json`.
Both, and the Node that runs them, are installed by `node_packages`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from node_packages import NodeError, install, node

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
FOLDERS = ("src/twowaves", "book/assets", "book/run", "book/_ext")
SETTINGS = "tools/javascript"
LONGEST = 160  # letters: the form breaks code at 120, and leaves texts and comments as they are


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Check everything, or write the form; 1 if something is to be mended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the form, check nothing")
    options = parser.parse_args(arguments)
    try:
        packages = install("javascript")
    except NodeError as error:
        print(error, file=sys.stderr)
        return 1
    scripts, styles = files("*.js", root), files("*.css", root)
    biome = [node(), str(packages / "@biomejs" / "biome" / "bin" / "biome")]
    tsc = [node(), str(packages / "typescript" / "bin" / "tsc")]
    settings = f"--config-path={SETTINGS}/biome.jsonc"
    if options.write:
        return run([*biome, "format", settings, "--write", *scripts, *styles], root)
    found = [
        run([*biome, "check", settings, "--error-on-warnings", *scripts, *styles], root),
        run([*tsc, "--project", f"{SETTINGS}/tsconfig.json"], root),
        *map(tell, long_lines(scripts, root)),
    ]
    return int(any(found))


def files(pattern: str, root: Path) -> list[str]:
    """Return the files of a kind, named from the root."""
    found = (path for name in FOLDERS for path in (root / name).rglob(pattern))
    return sorted(path.relative_to(root).as_posix() for path in found)


def run(command: Sequence[str], root: Path) -> int:
    """Run a program, and return its exit code."""
    return subprocess.run(command, cwd=root, check=False).returncode


def tell(problem: str) -> int:
    """Print a problem, and return that it is one."""
    print(problem, file=sys.stderr)
    return 1


def long_lines(scripts: Sequence[str], root: Path) -> list[str]:
    """Return a sentence for every line of a script that is too long to be read."""
    return [
        f"{name}:{number} has {len(line)} letters; at most {LONGEST} are allowed."
        for name in scripts
        for number, line in enumerate((root / name).read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
