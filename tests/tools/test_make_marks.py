"""`make marks` says in sentences what it marked and what it did not, and overwrites nothing."""

import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import make_class
import make_marks

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path):
    """Return a folder with a kit, and what came back in a folder that shells stumble over."""
    roster = tmp_path / "roster.csv"
    roster.write_text("Ada Lovelace\nZoë\n=1+1\n", encoding="utf-8")
    make_class.main([str(roster), str(tmp_path / "kit")])
    back = tmp_path / "my $class's answers" / "ada"
    back.mkdir(parents=True)
    (back / "answers.csv").write_text(
        'name,exercise,answer\nAda Lovelace,study-3,12\nAda Lovelace,paired-1,"-6,18"\n'
        "Ada Lovelace,paired-2,=1+1\nBob,study-3,12\n"
    )
    return tmp_path


def make(**variables):
    """Run the command as people do, without setting up an environment first."""
    return subprocess.run(
        ["make", "-s", "-o", "env", "marks", *(f"{k}={v}" for k, v in variables.items())],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={k: v for k, v in os.environ.items() if k not in {"ANSWERS", "KEY", "MARKS"}},
    )  # fmt: skip


def test_make_marks(place):
    """The command writes one row a person and every answer beside the kit, and tells the rest."""
    back = str(place / "my $class's answers").replace("$", "$$")  # what make asks for
    done = make(ANSWERS=back, KEY=place / "kit")
    marks = pd.read_csv(place / "kit-marks.csv", dtype={"name": str}).set_index("name")
    in_full = pd.read_csv(place / "kit-marks-in-full.csv", dtype=str)

    assert 0 == done.returncode
    assert (
        "'ada/answers.csv' gives the name 'Bob', which is not in the marking table, so nothing of "
        "it is marked; use the name on the roster.\n"
        "'ada/answers.csv' answers paired-2: '=1+1' is no number; write digits, with a point or a "
        "comma before the decimals.\n" == done.stderr
    )
    assert "People: 3; marked: 0; to be looked at: 1; nothing came: 2.\n" in done.stdout
    assert ["'=1+1", "Ada Lovelace", "Zoë"] == sorted(marks.index)
    assert ["look", "nothing", "nothing"] == marks.loc[
        ["Ada Lovelace", "Zoë", "'=1+1"], "status"
    ].tolist()
    assert [1, 1] == marks.loc["Ada Lovelace", ["study-3", "paired-1"]].tolist()
    assert pd.isna(marks.loc["Ada Lovelace", "points"])
    problems = pd.read_csv(place / "kit-marks-problems.csv", dtype=str)
    assert ["person", "file", "reason"] == problems.columns.tolist()
    assert [["Ada Lovelace", "ada/answers.csv"]] * 2 == problems.iloc[:, :2].to_numpy().tolist()
    assert "'=1+1" == in_full.loc[in_full["exercise"] == "paired-2", "answer"].dropna().item()


def test_nothing_is_overwritten(place, capsys):
    """Where there are marks already, the sentence names them and how to have others."""
    arguments = [str(place / "my $class's answers"), str(place / "kit")]
    assert 0 == make_marks.main(arguments)
    first = (place / "kit-marks.csv").read_bytes()
    capsys.readouterr()

    assert 1 == make_marks.main(arguments)
    assert "kit-marks.csv' exists; move it away, or name another" in capsys.readouterr().err
    (place / "kit-marks.csv").unlink()
    assert 1 == make_marks.main(arguments)
    assert "kit-marks-in-full.csv' exists" in capsys.readouterr().err
    assert not (place / "kit-marks.csv").exists()
    assert 0 == make_marks.main([*arguments, str(place / "other.csv")])
    assert first == (place / "other.csv").read_bytes()


@pytest.mark.parametrize("key", ["kit", "kit/instructor", "kit/instructor/marking-table.csv"])
def test_any_key(place, key):
    """The key may be the kit, its instructor's folder or the table; marks lie beside the kit."""
    assert 0 == make_marks.main([str(place / "my $class's answers"), str(place / key)])
    assert (place / "kit-marks.csv").is_file()


def test_a_table_of_its_own(place):
    """A marking table that was taken out of its kit serves as well."""
    table = place / "kit" / "instructor" / "marking-table.csv"
    table.rename(place / "table.csv")

    assert 0 == make_marks.main([str(place / "my $class's answers"), str(place / "table.csv")])
    assert (place / "table-marks.csv").is_file()


def test_the_seal(place, capsys):
    """A marking table that was changed is refused; a student's folder may change or go."""
    arguments = [str(place / "my $class's answers"), str(place / "kit")]
    for data in (place / "kit" / "students").glob("*/data.csv"):
        data.unlink()
    assert 0 == make_marks.main([*arguments, str(place / "first.csv")])
    table = place / "kit" / "instructor" / "marking-table.csv"
    table.write_text(table.read_text("utf-8").replace("12.0", "11.0"), encoding="utf-8")
    capsys.readouterr()

    assert 1 == make_marks.main(arguments)
    assert (
        "Instructor/marking-table.csv was changed after the kit was sealed; make the kit anew.\n"
        == capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "Say where the answers are: make marks ANSWERS=folder"),
        ({"ANSWERS": "/nowhere", "KEY": "kit"}, "There is no folder '/nowhere'."),
        ({"ANSWERS": ".", "KEY": "nowhere"}, "nowhere' holds no marking table; name a kit"),
    ],
)
def test_refused(place, variables, sentence):
    """Without answers or a key the command says what is missing, and writes nothing."""
    before = {*place.iterdir()}
    if "KEY" in variables:
        variables = variables | {"KEY": place / variables["KEY"]}
    done = make(**variables)

    assert 0 != done.returncode
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert before == {*place.iterdir()}
