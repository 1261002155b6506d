"""The script that makes `.venv`, run on a project with one tiny locked package, without network."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

import environment

SCRIPT = Path(environment.__file__)
UV = Path(sysconfig.get_path("scripts"), "uv")  # the lock brings it

PROJECT = """
[project]
name = "project"
version = "1.0"

[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""

BACKEND = """
import zipfile
from pathlib import Path

def write_wheel(folder, name, version):
    path = Path(folder, f"{name}-{version}-py3-none-any.whl")
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = {version!r}",
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in files.items():
            wheel.writestr(inside, text)
    return path

def build_editable(folder, config_settings=None, metadata_directory=None):
    return write_wheel(folder, "project", "1.0").name
"""

_backend = {}
exec(BACKEND, _backend)  # noqa: S102 (the constant above: the project needs it as a file)
write_wheel = _backend["write_wheel"]


class Checkout:
    """A project with the script in it, in a folder whose name has a space."""

    def __init__(self, folder):
        self.folder = folder / "a checkout"
        self.commands = folder / "commands"
        self.commands.mkdir()
        (self.folder / "tools").mkdir(parents=True)
        shutil.copy(SCRIPT, self.folder / "tools")
        (self.folder / "pyproject.toml").write_text(PROJECT)
        (self.folder / "backend.py").write_text(BACKEND)
        self.lock("1.0")

    def lock(self, version, digest=None):
        """Pin a version of the one package, by a right or a wrong hash."""
        wheel = write_wheel(self.folder.parent, "tiny", version)
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        lock = f"tiny @ {wheel.as_uri()} \\\n    --hash=sha256:{digest}\n"
        (self.folder / "requirements.lock").write_text(lock)

    def give_uv(self):
        """Put uv on PATH, where otherwise nothing is."""
        (self.commands / "uv").symlink_to(UV)

    def make(self):
        """Run the script as a person would."""
        variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [sys.executable, "tools/environment.py"],
            cwd=self.folder,
            env=variables | {"PATH": str(self.commands)},
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, code):
        """Return what the environment's Python prints."""
        command = [self.folder / ".venv" / "bin" / "python", "-c", code]
        return subprocess.check_output(command, text=True, stderr=subprocess.PIPE).strip()


@pytest.fixture
def bare(tmp_path):
    """Give a checkout on a machine without uv."""
    return Checkout(tmp_path)


@pytest.fixture
def checkout(bare):
    """Give a checkout on a machine with uv."""
    bare.give_uv()
    return bare


def test_fresh(checkout):
    """The first run makes an environment with the locked package and the project's own."""
    done = checkout.make()

    assert (0, "") == (done.returncode, done.stderr)
    assert "Making the environment (.venv) from requirements.lock with uv …\n" == done.stdout
    assert "1.0 1.0" == checkout.python(
        "import project, tiny; print(project.version, tiny.version)"
    )


def test_nothing_to_do(checkout):
    """A second run says nothing, starts nothing and takes no time."""
    checkout.make()
    (checkout.commands / "uv").unlink()

    start = time.perf_counter()
    done = checkout.make()

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert time.perf_counter() - start < 2  # it takes 0.1 s on an idle machine


def test_a_new_lock(checkout):
    """A lock that changed is installed."""
    checkout.make()
    checkout.lock("2.0")

    checkout.make()

    assert "2.0" == checkout.python("import tiny; print(tiny.version)")


def test_nothing_else_stays(checkout):
    """What was installed by hand goes when the environment is brought up to date."""
    checkout.make()
    checkout.lock("2.0")
    stray = write_wheel(checkout.folder, "stray", "1.0")
    python = checkout.folder / ".venv" / "bin" / "python"
    subprocess.run([UV, "pip", "install", "--quiet", "--python", python, stray], check=True)
    assert "1.0" == checkout.python("import stray; print(stray.version)")

    checkout.make()

    with pytest.raises(subprocess.CalledProcessError):
        checkout.python("import stray")


def test_after_an_interruption(checkout):
    """A half-made environment is made anew."""
    checkout.make()
    (checkout.folder / ".venv" / environment.STAMP.name).unlink()
    shutil.rmtree(checkout.folder / ".venv" / "lib")

    done = checkout.make()

    assert 0 == done.returncode
    assert "1.0" == checkout.python("import tiny; print(tiny.version)")


def test_after_a_failure(checkout):
    """An environment that a failed run may have touched is not taken for a good one."""
    checkout.make()
    checkout.lock("2.0", digest="0" * 64)
    assert 1 == checkout.make().returncode
    checkout.lock("1.0")

    done = checkout.make()

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Making the environment")


def test_a_base_python_that_went_away(checkout):
    """An environment whose interpreter no longer starts is made anew."""
    checkout.make()
    python = checkout.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")

    done = checkout.make()

    assert 0 == done.returncode
    assert "1.0" == checkout.python("import tiny; print(tiny.version)")


def test_a_wrong_hash(checkout):
    """A package whose hash is not the locked one is refused, in one sentence."""
    checkout.lock("1.0", digest="0" * 64)

    done = checkout.make()

    assert 1 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert done.stderr.startswith("The packages in requirements.lock could not be installed: ")
    assert 1 == checkout.make().returncode, "a failed run must not count as done"


def test_no_lock(checkout):
    """A checkout without a lock is told so in one sentence."""
    (checkout.folder / "requirements.lock").unlink()

    done = checkout.make()

    assert 1 == done.returncode
    assert "requirements.lock cannot be read: No such file or directory.\n" == done.stderr


def test_without_uv(bare):
    """Without uv, venv and pip make the same; a Python that lacks them says what to install."""
    done = bare.make()

    if importlib.util.find_spec("ensurepip"):
        assert (0, "") == (done.returncode, done.stderr)
        assert "1.0" == bare.python("import project, tiny; print(tiny.version)")
    else:
        assert 1 == done.returncode
        assert "sudo apt-get install python3-venv" in done.stderr


def test_another_python_is_looked_for(monkeypatch, tmp_path):
    """A Python that is too old gives way to a newer one on PATH that runs."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, code in {"python3.14": 1, "python3.12": 0, "python3.11": 0}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)

    assert str(tmp_path / "python3.12") == environment.find_python()


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 0), (3, 15, 0), (4, 0, 0)])
def test_no_newest(monkeypatch, version):
    """From the oldest on, every Python does: none is too new."""
    monkeypatch.setattr(sys, "version_info", version)

    assert sys.executable == environment.find_python()


@pytest.mark.parametrize("uv", [None, "/no/such/uv"])
def test_no_supported_python(monkeypatch, tmp_path, capsys, uv):
    """Where none is found and none can be fetched, one sentence says what to install."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(environment, "find_uv", lambda: uv)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(environment, "TOOLS", tmp_path)
    monkeypatch.setattr(environment, "LOG", tmp_path / "log")

    assert 1 == environment.main()

    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(
        "This book needs Python 3.11 or newer, but python3 is 3.10 here and no other could be "
        "fetched: install one and name it, for example 'make serve PYTHON=python3.13'"
    )


def test_the_lock_has_uv():
    """A machine without uv gets the locked one: its entry carries a version and hashes."""
    entry = environment.locked("uv")

    assert entry.startswith("uv==")
    assert entry.count("--hash=sha256:") > 1
    assert 1 == entry.count("==")
