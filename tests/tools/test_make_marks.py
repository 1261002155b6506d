"""`make marks` says in sentences what it marked and what it did not, and overwrites nothing."""

import os
import subprocess
import sys
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


@pytest.mark.sweep(2)
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


class TestHandedIn:
    """Nobody who handed something in is said to have handed in nothing."""

    def test_problems(self, place, capsys):
        """A file that was not read stands with its person in the marks and in the problems."""
        back = place / "my $class's answers"
        (back / "Zoë_12_assignsubmission_file").mkdir()
        (back / "Zoë_12_assignsubmission_file" / "answers.zip").write_bytes(b"PK")
        assert 0 == make_marks.main([str(back), str(place / "kit")])
        out = capsys.readouterr().out
        marks = pd.read_csv(place / "kit-marks.csv").set_index("name")
        problems = pd.read_csv(place / "kit-marks-problems.csv").set_index("file")

        assert "look" == marks.loc["Zoë", "status"]
        assert pd.isna(marks.loc["Zoë", "points"])
        assert marks.loc["Zoë", "notes"].startswith("A file came but was not read: 'Zoë_12_assign")
        assert "Zoë" == problems.loc["Zoë_12_assignsubmission_file/answers.zip", "person"]
        assert f"Problems, 3: {place}/kit-marks-problems.csv" in out
        assert "People: 3; marked: 0; to be looked at: 2; nothing came: 1.\n" in out

    def test_no_problem(self, place):
        """Where there is none, the list of problems has its header alone."""
        answers = place / "my $class's answers" / "ada" / "answers.csv"
        answers.write_text("name,exercise,answer\nAda Lovelace,study-3,12\n")
        assert 0 == make_marks.main([str(answers.parent), str(place / "kit")])

        written = (place / "kit-marks-problems.csv").read_text("utf-8-sig")
        assert '"person","file","reason"\n' == written


class TestWholeOrNot:
    """All three tables are there, or none, and the next run is not in the way of itself."""

    def test_full_disk(self, place):
        """A disk that is full leaves no table, says so, and the command runs again."""
        back = [str(place / "my $class's answers"), str(place / "kit")]
        code = (
            "import resource, signal, sys\n"
            f"sys.path.insert(0, {str(ROOT / 'tools')!r})\n"
            "import make_marks\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            f"sys.exit(make_marks.main({back!r}))\n"
        )
        before = {*place.iterdir()}
        done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True,
                              check=False)  # fmt: skip

        assert 1 == done.returncode
        assert done.stderr.endswith(
            "'kit-marks.csv', 'kit-marks-in-full.csv' and 'kit-marks-problems.csv' cannot be "
            "written: File too large.\n"
        )
        assert before == {*place.iterdir()}
        assert 0 == make_marks.main(back)

    def test_left_over(self, place, capsys):
        """What a killed run left is named, since it holds names."""
        (place / ".unfinished-0a1b").write_text("Zoë")
        assert 0 == make_marks.main([str(place / "my $class's answers"), str(place / "kit")])

        told = f"'{place}/.unfinished-0a1b' holds names and was left by a run that was killed; "
        assert told in capsys.readouterr().err

    def test_problems_are_not_overwritten(self, place, capsys):
        """A list of problems that is there already stops the command, as marks do."""
        (place / "kit-marks-problems.csv").touch()

        assert 1 == make_marks.main([str(place / "my $class's answers"), str(place / "kit")])
        assert "kit-marks-problems.csv' exists; move it away" in capsys.readouterr().err
        assert not (place / "kit-marks.csv").exists()


def test_names_that_a_terminal_obeys(place, capsys):
    """A file's name is printed with what a terminal would obey written out."""
    (place / "my $class's answers" / "\x1b[31mred.csv").write_text("who\nZ\n")
    assert 0 == make_marks.main([str(place / "my $class's answers"), str(place / "kit")])

    told = capsys.readouterr().err
    assert r"'\x1b[31mred.csv' was not read: it has no column called 'name'" in told
    assert told.replace("\n", "").isprintable()
