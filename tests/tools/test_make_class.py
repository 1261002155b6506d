"""`make class` says in a sentence what it did, or why not."""

import os
import subprocess
from pathlib import Path

import pytest

import make_class

ROOT = Path(__file__).parents[2]


@pytest.fixture
def roster(tmp_path):
    """Return a roster whose path a shell would stumble over."""
    path = tmp_path / "my $class's roster.csv"
    path.write_text("Name;E-Mail\nAda Lovelace;\n\nZoë;\n", encoding="utf-8-sig")
    return path


def make(**variables):
    """Run the command as people do, without setting up an environment first."""
    return subprocess.run(
        ["make", "-s", "-o", "env", "class", *(f"{k}={v}" for k, v in variables.items())],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={key: value for key, value in os.environ.items() if key not in {"NAMES", "KIT"}},
    )  # fmt: skip


def test_make_class(tmp_path, roster):
    """The command writes the kit where it is told, and says what it passed over."""
    name = str(roster).replace("$", "$$")  # what make asks for
    done = make(NAMES=name, KIT=tmp_path / "kit")

    assert (0, "") == (done.returncode, done.stderr)
    assert "Passed over: line 3, empty." in done.stdout
    assert "Names: 2." in done.stdout
    assert ["ada-lovelace-", "zoe-"] == sorted(
        path.name[:-12] for path in (tmp_path / "kit" / "students").iterdir()
    )


def test_no_names():
    """Without NAMES the command says what is missing."""
    done = make()

    assert 0 != done.returncode
    assert done.stderr.startswith(make_class.NO_NAMES)
    assert "Traceback" not in done.stderr


def test_refused(tmp_path, roster, capsys):
    """A kit that exists, and a roster that is none, are each a sentence."""
    (tmp_path / "kit").mkdir()

    assert 1 == make_class.main([str(roster), str(tmp_path / "kit")])
    assert "exists; name another folder, or move this one away." in capsys.readouterr().err
    assert 1 == make_class.main([str(tmp_path / "none.csv"), str(tmp_path / "other")])
    assert capsys.readouterr().err.startswith("There is no file")
    assert not (tmp_path / "other").exists()
