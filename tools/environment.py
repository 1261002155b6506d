"""Make `.venv` from `requirements.lock`, with the package itself installed in place.

Run by any Python from 3.11 on: ``python3 tools/environment.py``. It needs nothing but the standard
library. uv does the work where it is on PATH or can be had from PyPI, and venv with pip otherwise:
the lock and its hashes are the same for both. A second run with nothing new to do is instant.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
TOOLS = ROOT / ".tools"
STAMP = VENV / "made-from.json"
LOG = TOOLS / "environment.log"

OLDEST = (3, 11)
SUPPORTED_IN_WORDS = "Python 3.11 or newer"
LOOKED_FOR = ("3.14", "3.13", "3.12", "3.11")  # by name, where python3 is older
FETCHED = "3.13"
BIN = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""
THE_PACKAGE = ("--editable", ".", "--no-deps", "--no-build-isolation")


class SetupError(Exception):
    """What stands in the way, in one sentence for the person at the terminal."""


def main() -> int:
    """Make the environment, or say in one sentence why that cannot be done."""
    try:
        make(find_python())
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped: run the same command again to start over.", file=sys.stderr)
        return 1
    return 0


def make(python: str) -> None:
    """Bring `.venv` in step with the lock, the project file and the given interpreter."""
    wanted, found = wanted_stamp(python), read_stamp()
    if found == wanted and venv_python().exists():
        return
    TOOLS.mkdir(exist_ok=True)
    LOG.write_text("")
    same_interpreter = found.get("python") == wanted["python"] and venv_runs()
    STAMP.unlink(missing_ok=True)  # an interrupted run leaves no stamp, so the next starts over
    uv = find_uv()
    say(f"Making the environment (.venv) from requirements.lock with {'uv' if uv else 'pip'} …")
    if uv:
        make_with_uv(uv, python, fresh=not same_interpreter)
    else:
        unchanged = same_interpreter and found.get("lock") == wanted["lock"]
        make_with_pip(python, fresh=not unchanged)
    STAMP.write_text(json.dumps(wanted, indent=1))


# ---- the stamp: what the environment was made from --------------------------------------------


def wanted_stamp(python: str) -> dict[str, str]:
    """Return what `.venv` should have been made from."""
    return {
        "python": f"{python} {sys.version}" if python == sys.executable else python,
        "lock": digest(LOCK),
        "project": digest(PROJECT),
        "place": str(ROOT),  # scripts in an environment hold its path: a moved one is broken
    }


def read_stamp() -> dict[str, str]:
    """Return what `.venv` was made from; empty when unknown or when making it was interrupted."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SetupError(f"{path.name} cannot be read: {error.strerror}.") from error


def locked_uv() -> Path:
    """Return the path of the environment's own uv, which is there once the environment is."""
    return VENV / BIN / f"uv{EXE}"


def venv_python() -> Path:
    """Return the path of the environment's interpreter."""
    return VENV / BIN / f"python{EXE}"


def venv_runs() -> bool:
    """Say whether the environment's interpreter starts (its base may have been removed)."""
    return runs([str(venv_python()), "-c", ""])


# ---- which Python, which uv -------------------------------------------------------------------


def find_python() -> str:
    """Return this Python if it is new enough, else the path of one that is, else what to fetch."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for version in LOOKED_FOR:
        path = shutil.which(f"python{version}")
        # the path may be a pyenv shim that knows of no such version: ask it
        if path and runs([path, "-c", ""]):
            return path
    return FETCHED


def find_uv() -> str | None:
    """Return a uv that runs: from PATH, from an earlier run or from PyPI; else None."""
    own = TOOLS / "uv" / "bin" / f"uv{EXE}"  # where pip's --target puts commands
    for path in (shutil.which("uv"), str(own)):
        if path and runs([path, "--version"]):
            return path
    install_uv(own.parents[1])
    return str(own) if runs([str(own), "--version"]) else None


def install_uv(target: Path) -> None:
    """Try to put the locked uv into a folder of its own; pip checks its hash."""
    entry = locked("uv")
    if entry is None or not runs([sys.executable, "-m", "pip", "--version"]):
        return
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "uv.txt"
        requirements.write_text(entry)
        where = ["--target", str(target), "--require-hashes", "--no-deps", "--only-binary=:all:"]
        quiet_run([sys.executable, "-m", "pip", "install", *where, "-r", str(requirements)])


def locked(name: str) -> str | None:
    """Return a package's entry in the lock, its pinned version and hashes; None if it has none."""
    entry = re.search(rf"^{re.escape(name)}==.*(?:\n +--hash=.*)*", LOCK.read_text(), re.MULTILINE)
    return entry.group() + "\n" if entry else None


# ---- making it --------------------------------------------------------------------------------


def make_with_uv(uv: str, python: str, *, fresh: bool) -> None:
    """Install the lock exactly, and the package, with uv."""
    if fresh:
        remove_venv()
        command = [uv, "venv", "--no-project", "--python", python, str(VENV)]
        run(command, no_python(python))
    target = ["--python", str(venv_python())]
    # Where Python may not write bytecode later, every start would compile everything anew.
    compiled = ["--compile-bytecode"] if os.environ.get("PYTHONDONTWRITEBYTECODE") else []
    run([uv, "pip", "sync", *target, *compiled, "--require-hashes", LOCK.name], NOT_INSTALLED)
    run([uv, "pip", "install", *target, *THE_PACKAGE], NOT_INSTALLED)


def make_with_pip(python: str, *, fresh: bool) -> None:
    """Install the lock exactly, and the package, with nothing but Python's own venv and pip."""
    if fresh:
        if python == FETCHED:
            raise SetupError(no_python(python))
        remove_venv()
        run([python, "-m", "venv", str(VENV)], no_venv(python))
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install"]
    if fresh:
        run([*pip, "--require-hashes", "--requirement", LOCK.name], NOT_INSTALLED)
    run([*pip, *THE_PACKAGE], NOT_INSTALLED)


def remove_venv() -> None:
    """Remove `.venv`, whatever state it is in."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)


# ---- what can go wrong, in one sentence each --------------------------------------------------

NOT_INSTALLED = (
    "The packages in requirements.lock could not be installed: "
    "check the network connection and run the same command again"
)


def no_python(python: str) -> str:
    """Return the sentence for a missing or broken interpreter."""
    if python != FETCHED:
        return f"No environment could be made with {python}"
    version = ".".join(map(str, sys.version_info[:2]))
    return (
        f"This book needs {SUPPORTED_IN_WORDS}, but python3 is {version} here and no other could "
        f"be fetched: install one and name it, for example 'make serve PYTHON=python{FETCHED}'"
    )


def no_venv(python: str) -> str:
    """Return the sentence for a Python without venv or ensurepip, as Debian ships it."""
    return (
        f"{python} cannot make environments: install what it lacks (on Debian and Ubuntu "
        "'sudo apt-get install python3-venv'), or install uv, and run the same command again"
    )


def say(line: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(line, flush=True)


def runs(command: Sequence[str]) -> bool:
    """Say whether a command starts and succeeds."""
    return quiet_run(command, timeout=60, log=False)


def run(command: Sequence[str], problem: str) -> None:
    """Run a command in the project's folder; when it fails, raise the problem with its reason."""
    if not quiet_run(command):
        raise SetupError(f"{problem} ({reason()}; all of it is in .tools/{LOG.name}).")


def quiet_run(command: Sequence[str], *, timeout: float | None = None, log: bool = True) -> bool:
    """Run a command with its output in the log, and say whether it succeeded."""
    environment = {**os.environ, "UV_NO_PROGRESS": "1", "PIP_NO_INPUT": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    if log:
        with LOG.open("ab") as file:
            file.write(f"$ {' '.join(command)}\n".encode() + done.stdout)
    return done.returncode == 0


def reason() -> str:
    """Return the line of the log that says what went wrong."""
    lines = [line.strip() for line in LOG.read_text(errors="replace").splitlines() if line.strip()]
    said = [line for line in lines if re.match(r"(?i)error\b|\u00d7", line)]
    return (said or lines or ["no reason given"])[-1].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
