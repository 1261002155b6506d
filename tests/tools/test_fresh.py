"""A newcomer's run: from what is committed alone, and timed."""

import json
import subprocess

import pytest

import fresh


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return a checkout with one file committed and one not, in place of the project's own."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "kept.txt").write_text("kept")
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True)
    (folder / "forgotten.txt").write_text("forgotten")
    monkeypatch.setattr(fresh, "ROOT", folder)
    return folder


@pytest.fixture
def recorded(monkeypatch):
    """Return what is recorded, in place of the project's own file."""
    rows = []
    monkeypatch.setattr(fresh, "record", lambda command, found: rows.append((command, found)))
    return rows


@pytest.mark.usefixtures("checkout")
def test_only_what_is_committed_is_there(recorded):
    """The command runs in a clone: a file that was never added is missing there."""
    assert 0 == fresh.main(["test", "-f", "kept.txt"])
    assert 1 == fresh.main(["test", "-f", "forgotten.txt"])
    assert ["make fresh"] == [command for command, _ in recorded]


@pytest.mark.usefixtures("checkout", "recorded")
def test_our_environment_stays_here(monkeypatch):
    """The environment that is active here is not the newcomer's."""
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere")

    assert 0 == fresh.main(["sh", "-c", 'test -z "$VIRTUAL_ENV"'])


def test_a_quarter_of_an_hour():
    """Fifteen minutes are too many, and the row says so."""
    assert fresh.row(14.94).met
    assert not fresh.row(15.0).met
    assert "14.9 minutes" == fresh.row(14.94).ours


def test_rows_of_other_commands_stay(tmp_path):
    """One command's rows take the place of its own, and of nobody else's."""
    kept = tmp_path / "measured.json"
    for command, minutes in (("make fresh", 3), ("make bench", 4), ("make fresh", 5)):
        fresh.record(command, [fresh.row(minutes)], kept)
    found = json.loads(kept.read_text(encoding="utf-8"))

    assert ["make bench", "make fresh"] == list(found)
    assert "5.0 minutes" == found["make fresh"]["rows"][0]["ours"]
    assert "4.0 minutes" == found["make bench"]["rows"][0]["ours"]
