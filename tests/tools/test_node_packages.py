"""What comes from the Node world: locked, installed once, or told in a sentence why not."""

import json
import os

import pytest

import node_packages


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a function that puts a Node of a version and an npm with a script on PATH."""
    monkeypatch.setattr(node_packages, "INSTALLED", tmp_path / "installed")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def prepare(node="v20.1.0", npm="exit 0"):
        for name, script in (("node", f"echo {node}"), ("npm", npm)):
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / name).chmod(0o755)

    return prepare


def test_without_node(monkeypatch, tmp_path):
    """A machine without Node is told so in one sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(node_packages.NodeError, match=r"^Node and npm are needed, and"):
        node_packages.install()


def test_an_old_node(machine):
    """A Node that is too old is named, with what would do."""
    machine(node="v16.3.0")

    with pytest.raises(node_packages.NodeError, match=r"^Node 18\.20 or .* is v16\.3\.0\.$"):
        node_packages.install()


def test_installed_once(machine, tmp_path):
    """A second call installs nothing; a new lock does."""
    machine(npm=f'echo "$@" >> {tmp_path}/calls; mkdir -p node_modules')
    first = node_packages.install()
    node_packages.install()
    assert "ci\n" == (tmp_path / "calls").read_text()

    (node_packages.INSTALLED / "package-lock.json").write_text("{}")
    node_packages.install()
    assert "ci\nci\n" == (tmp_path / "calls").read_text()
    assert first.is_dir()


def test_a_failed_installation_is_told_and_tried_again(machine):
    """What npm says is passed on, and what was not installed is not taken for installed."""
    machine(npm="echo 'no network' >&2; exit 1")

    for _ in range(2):
        with pytest.raises(node_packages.NodeError, match="could not install the packages: no net"):
            node_packages.install()


def test_what_is_installed_is_locked():
    """The lock holds a hash for every package, and no address to fetch it from."""
    lock = json.loads((node_packages.LOCKED / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert "node_modules/lighthouse" in packages
    assert [] == [name for name, entry in packages.items() if not entry.get("integrity")]
    assert [] == [name for name, entry in packages.items() if "resolved" in entry]
