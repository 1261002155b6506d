"""What comes from the Node world: locked, installed once, or told in a sentence why not."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

import node_packages

SETS = ("node", "javascript")
DONE = "mkdir -p node_modules; touch node_modules/.package-lock.json"  # as npm does at its end


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a function that lets scripts stand for uv and for the npm that the wheel brings."""
    monkeypatch.setattr(node_packages, "INSTALLED", tmp_path / "installed")

    def prepare(uv="exit 0", npm=DONE):
        for name, script in (("uv", f"mkdir -p {tmp_path}/installed/nodejs; {uv}"), ("npm", npm)):
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setattr(node_packages, "uv", lambda: str(tmp_path / "uv"))
        monkeypatch.setattr(node_packages, "npm", lambda: [str(tmp_path / "npm")])

    return prepare


@pytest.mark.parametrize("name", SETS)
def test_installed_once(machine, tmp_path, name):
    """A second call installs nothing; a new lock does."""
    machine(
        uv=f'echo "$1 $2" >> {tmp_path}/calls',
        npm=f'echo "$@" >> {tmp_path}/calls; {DONE}',
    )
    first = node_packages.install(name)
    node_packages.install(name)
    assert "pip sync\nci\n" == (tmp_path / "calls").read_text()

    (node_packages.INSTALLED / name / "package-lock.json").write_text("{}")
    node_packages.install(name)
    assert "pip sync\nci\nci\n" == (tmp_path / "calls").read_text()
    assert first.is_dir()


def test_two_at_once(machine, tmp_path):
    """Of two that ask at the same time, one installs and the other waits for it."""
    machine(npm=f"echo ci >> {tmp_path}/calls; sleep 0.2; {DONE}")
    with ThreadPoolExecutor(2) as pool:
        folders = [*pool.map(node_packages.install, ["node", "node"])]

    assert [True, True] == [folder.is_dir() for folder in folders]
    assert "ci\n" == (tmp_path / "calls").read_text()


def test_a_new_node(machine, tmp_path):
    """Another lock brings another Node."""
    machine(uv=f'echo "$1 $2" >> {tmp_path}/calls')
    node_packages.install()
    (node_packages.INSTALLED / "nodejs" / "requirements.lock").write_text("an older one")
    node_packages.install()

    assert "pip sync\npip sync\n" == (tmp_path / "calls").read_text()


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ({"uv": "echo 'no network' >&2; exit 1"}, "Node could not be installed: no network"),
        ({"npm": "echo 'no network' >&2; exit 1"}, "npm could not install the packages: no net"),
    ],
)
def test_a_failed_installation_is_told_and_tried_again(machine, fails, told):
    """What went wrong is passed on, and what was not installed is not taken for installed."""
    machine(**fails)

    for _ in range(2):
        with pytest.raises(node_packages.NodeError, match=f"^{told}"):
            node_packages.install()


def test_the_command(machine, capsys):
    """`make node` installs what checks the scripts, or says in a sentence why it cannot."""
    machine()
    assert 0 == node_packages.main()

    machine(uv="echo 'no network' >&2; exit 1")
    (node_packages.INSTALLED / "nodejs" / "requirements.lock").unlink()
    assert 1 == node_packages.main()
    assert "Node could not be installed: no network\n" == capsys.readouterr().err


def test_an_interrupted_installation_is_done_again(machine, tmp_path):
    """Packages are not taken for installed while npm has not come to its end."""
    machine(npm=f"echo ci >> {tmp_path}/calls; mkdir -p node_modules")
    node_packages.install()
    node_packages.install()

    assert "ci\nci\n" == (tmp_path / "calls").read_text()


def test_without_uv(machine, monkeypatch):
    """An environment without uv is told so in one sentence."""
    machine()
    monkeypatch.setattr(node_packages, "uv", lambda: "/nowhere/uv")

    with pytest.raises(node_packages.NodeError, match=r"^Node could not be installed: .*/nowhere/"):
        node_packages.install()


def test_no_node_of_the_machine():
    """The programs run on the locked Node, whatever else the machine has."""
    node_packages.install("javascript")
    lock = node_packages.NODE_LOCK.read_text(encoding="utf-8")
    said = subprocess.check_output([node_packages.node(), "--version"], text=True)

    assert f"\nnodejs-wheel-binaries=={said.strip().removeprefix('v')} " in lock


@pytest.mark.parametrize(
    ("name", "package"),
    [("node", "lighthouse"), ("javascript", "@biomejs/biome"), ("javascript", "typescript")],
)
def test_what_is_installed_is_locked(name, package):
    """The lock holds a hash for every package, and no address to fetch it from."""
    file = node_packages.TOOLS / name / "package-lock.json"
    lock = json.loads(file.read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert f"node_modules/{package}" in packages
    assert [] == [name for name, entry in packages.items() if not entry.get("integrity")]
    assert [] == [name for name, entry in packages.items() if "resolved" in entry]
