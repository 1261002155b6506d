"""Returned answers, held against the marking table of a kit."""

import re

import pandas as pd
import pytest

import make_scaffolds
from twowaves import mark_answers, write_class_kit
from twowaves.classroom.keys import own_answer
from twowaves.classroom.own_data import own_figures

NAMES = ["Ada", "=1+1", "Zoë"]
KEYS = make_scaffolds.keys()


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return the kit of a small class."""
    return write_class_kit(
        NAMES, tmp_path_factory.mktemp("marking") / "kit", exercises=[*KEYS, "paired-5"]
    )


@pytest.fixture
def table(kit):
    """Return the marking table of the class."""
    return kit.folder / "instructor" / "marking-table.csv"


def returned(**answers):
    rows = [("Ada", name.replace("_", "-"), answer) for name, answer in answers.items()]
    return pd.DataFrame(rows, columns=["name", "exercise", "answer"])


def verdicts(marks, name="Ada"):
    one = marks[marks["name"] == name]
    return dict(zip(one["exercise"], one["verdict"], strict=True))


def test_everything_right(kit, table):
    """Each student's own right answers, typed into their own answers.csv, are all right."""
    files = []
    for name, place in kit.students.items():
        path = kit.folder / "students" / place / "answers.csv"
        answers = pd.read_csv(path, dtype=str)
        own = own_figures(name, "inadequate self")
        truths = {key.exercise: repr(own_answer(key.figure, own)) if key.outcome else key.answer
                  for key in KEYS}  # fmt: skip
        answers["answer"] = answers["exercise"].map(truths)
        files.append(path.with_name("returned.csv"))
        answers.to_csv(files[-1], index=False)
    marks = mark_answers(files, table)
    closed = marks[marks["kind"] != "open"]

    assert {"right"} == set(closed["verdict"])
    assert {1} == set(closed["mark"])
    assert {"open"} == set(marks[marks["kind"] == "open"]["verdict"])


def test_verdicts(table):
    """Right, wrong, missing, unread and open are told apart."""
    found = verdicts(mark_answers(
        returned(study_3="12", study_1="5", replication_1="0,069", voices_3="Tension; silence",
                 limitations_1="about 5",
                 paired_5="A paragraph."), table
    ))  # fmt: skip

    assert "right" == found["study-3"] == found["voices-3"]
    assert "wrong" == found["study-1"]
    assert "missing" == found["scoring-1"]
    assert "open" == found["paired-5"]
    assert "right" == found["replication-1"]
    assert (
        "unread: 'about 5' is no number; write digits, with a point or a comma before the decimals."
        == found["limitations-1"]
    )


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("0.069", "right"), ("0.0686", "right"), ("0.0684", "wrong"), ("6.86e-2", "right"),
     ("0.07", "wrong"), ("nan", "unread"), ("inf", "unread"), ("...", "unread"),
     ("0,069", "right"), (",069", "right"), ("0,0684", "wrong"), ("1,234", "unread"),
     ("0,069,", "unread"), ("6.9 %", "unread"), ("p = .069", "unread"), ("< .001", "unread")],
)  # fmt: skip
def test_numbers(table, answer, verdict):
    """A number is right within the table's tolerance, as in `check`."""
    found = verdicts(mark_answers(returned(replication_1=answer), table))

    assert found["replication-1"].startswith(verdict)


def test_a_true_minus(table):
    """A minus sign as people print it is one, and an apostrophe against formulas is none."""
    for answer in ("-6.18", "\N{MINUS SIGN}6.18", "'-6.18"):
        assert "right" == verdicts(mark_answers(returned(paired_1=answer), table))["paired-1"]


@pytest.mark.parametrize("name", ["=1+1", "'=1+1"])
def test_names_like_formulas(table, name):
    """A name that begins like a formula is the same with its apostrophe."""
    answers = pd.DataFrame({"name": [name], "exercise": "study-3", "answer": "12"})
    marks = mark_answers(answers, table)

    assert 1 == (marks["verdict"] == "right").sum()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Bob", "study-3", "12")], r"'study-3' of 'Bob' is not in the table"),
        ([("Ada", "study-9", "12")], r"'study-9' of 'Ada' is not in the table"),
        ([("Ada", "study-3", "12"), (" ada", "study-3", "11")], r"' ada' answers 'study-3' twice"),
    ],
)
def test_refused(table, rows, sentence):
    """An answer of nobody's, and two answers to one exercise, stop the marking."""
    with pytest.raises(ValueError, match=sentence):
        mark_answers(pd.DataFrame(rows, columns=["name", "exercise", "answer"]), table)


def test_a_table_saved_by_a_spreadsheet(table):
    """A marking table with decimal commas marks as it did before."""
    answers = pd.DataFrame({"name": ["Ada"], "exercise": "paired-3", "answer": "0.1"})
    plain = pd.read_csv(table, dtype=str, keep_default_na=False)
    numbers = plain["kind"].isin(["number", "whole"])
    commas = plain.copy()
    for column in ("expected", "tolerance"):
        commas.loc[numbers, column] = plain[column].str.replace(".", ",", regex=False)

    pd.testing.assert_series_equal(
        mark_answers(answers, table)["verdict"], mark_answers(answers, commas)["verdict"]
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expected": "much"}, "the marking table, Ada, study-3: expected is 'much'; it must be a"),
        (
            {"tolerance": ""},
            "the marking table, Ada, study-3: tolerance is ''; it must be a number",
        ),
        (
            {"kind": "numbr"},
            "the marking table, Ada, study-3: kind is 'numbr'; it must be 'number',",
        ),
    ],
)
def test_a_spoiled_table(table, change, sentence):
    """A cell of the table that nobody can mark by is told with its place."""
    spoiled = pd.read_csv(table, dtype=str, keep_default_na=False)
    here = (spoiled["name"] == "Ada") & (spoiled["exercise"] == "study-3")
    for column, text in change.items():
        spoiled.loc[here, column] = text
    answers = pd.DataFrame({"name": ["Ada"], "exercise": "study-3", "answer": "12"})
    with pytest.raises(ValueError, match=re.escape(sentence)):
        mark_answers(answers, spoiled)


def test_columns(table, tmp_path):
    """A file without the columns is told by its name."""
    (tmp_path / "odd.csv").write_text("who,what\nAda,12\n")

    with pytest.raises(
        ValueError, match=r"odd.csv' has no column called 'name'; it needs name, ex"
    ):
        mark_answers(tmp_path / "odd.csv", table)


def test_what_is_unread_has_no_mark(table):
    """An answer that cannot be read is neither right nor wrong: its mark is blank."""
    marks = mark_answers(returned(study_3="about 12", study_1="5", paired_5="Down."), table)
    mark = marks[marks["name"] == "Ada"].set_index("exercise")["mark"]

    assert ["", 0, "", 0] == mark[["study-3", "study-1", "paired-5", "paired-1"]].tolist()


@pytest.mark.parametrize("letters", [400, 401, 1_000_000])
def test_long_answers(table, letters):
    """An answer of more than 400 letters is none where one is checked, and is not looked into."""
    found = verdicts(mark_answers(returned(study_3="1" * letters, paired_5="x" * letters), table))
    told = f"unread: it has {letters} letters; an answer has 400 at the most"

    assert (letters > 400) == (told == found["study-3"])
    assert "open" == found["paired-5"]


def test_bare_commas(table, tmp_path):
    """Decimal commas that an editor left bare are read, and a fault names the file's line."""
    head = "sep=,\nname,exercise,answer\n"
    (tmp_path / "a.csv").write_text(f"{head}Ada,paired-1,-6,18\n")
    (tmp_path / "b.csv").write_text(f"{head}Ada,paired-1,-6,18\nAda,paired-2,3,03,1\n")

    for source in (tmp_path / "a.csv", f"\ufeff{head}Ada,paired-1,-6,18\n"):
        assert "right" == verdicts(mark_answers(source, table))["paired-1"]
    with pytest.raises(ValueError, match=r"^b.csv, line 4 has 5 cells for 3 columns"):
        mark_answers(tmp_path / "b.csv", table)
