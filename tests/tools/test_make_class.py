"""`make class` says in a sentence what it did, or why not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import contents
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


def test_left_out(tmp_path, roster, monkeypatch):
    """Exercises of a chapter that a fork leaves out are neither handed out nor asked for."""
    there = contents.pages()
    dropped = "notebooks/exercises/scoring"
    monkeypatch.setattr(contents, "pages", lambda: [page for page in there if page != dropped])

    assert 0 == make_class.main([str(roster), str(tmp_path / "kit")])
    kit = tmp_path / "kit"
    table = pd.read_csv(kit / "instructor" / "marking-table.csv", dtype=str)
    assert {"paired-1", "study-1"} <= {*table["exercise"]}
    assert not [name for name in table["exercise"] if name.startswith("scoring-")]
    handed_out = {path.name for path in kit.glob("students/*/*.ipynb")}
    assert "paired-t-test.ipynb" in handed_out
    assert "scoring.ipynb" not in handed_out


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


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped(tmp_path, roster, stop):
    """Ctrl-C and SIGTERM end in a sentence and leave nothing behind, however often they come."""
    roster.write_text("".join(f"Student {number}\n" for number in range(250)), encoding="utf-8")
    place = tmp_path / "place"
    place.mkdir()
    command = [
        sys.executable,
        str(ROOT / "tools" / "make_class.py"),
        str(roster),
        str(place / "kit"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not [*place.iterdir()]:
            time.sleep(0.01)
        for _ in range(3):
            process.send_signal(stop)
            time.sleep(0.01)
        _, told = process.communicate(timeout=60)

    assert (130, "Stopped; what was not finished is not there.\n") == (process.returncode, told)
    assert [] == [*place.iterdir()]


def test_left_over(tmp_path, roster, capsys):
    """What a killed run left beside the kit is named, since it holds names."""
    (tmp_path / ".class-kit-abc").mkdir()
    assert 0 == make_class.main([str(roster), str(tmp_path / "kit")])

    assert (
        f"'{tmp_path}/.class-kit-abc' holds names and was left by a run that was killed; delete "
        "it, unless another run is going on.\n" == capsys.readouterr().err
    )


def test_full_disk(tmp_path, roster):
    """A disk that is full is a sentence, and leaves nothing."""
    place = tmp_path / "place"
    place.mkdir()
    code = (
        "import resource, signal, sys\n"
        f"sys.path.insert(0, {str(ROOT / 'tools')!r})\n"
        "import make_class\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        f"sys.exit(make_class.main({[str(roster), str(place / 'kit')]!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False
    )

    assert (1, "File too large.\n") == (done.returncode, done.stderr)
    assert [] == [*place.iterdir()]
