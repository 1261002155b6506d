"""A class's returned files as one row of marks a person; what is wrong is told."""

import nbformat
import pandas as pd
import pytest

import make_scaffolds
from prepost import mark_class, write_class_kit
from prepost._cells import csv_text, unsafe_cell
from prepost.exercise_keys import own_answer
from prepost.teaching import own_figures

NAMES = ["Ada", "=1+1", "Zoë", "-2", "'=1", "Müller, Jörg"]
EXERCISES = make_scaffolds.exercises()
KEYS = [each for each in EXERCISES if not isinstance(each, str)]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return the kit of a small class with odd names."""
    return write_class_kit(
        NAMES, tmp_path_factory.mktemp("marks") / "kit",
        notebooks=make_scaffolds.scaffolds(), exercises=EXERCISES,
    )  # fmt: skip


@pytest.fixture
def table(kit):
    """Return the marking table of the class."""
    return kit.folder / "instructor" / "marking-table.csv"


def hand_in(folder, text, name="answers.csv"):
    """Put a file into the folder of what came back."""
    folder.mkdir(parents=True, exist_ok=True)
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    (folder / name).write_bytes(content)


def answers_of(name, **answers):
    rows = [(name, exercise.replace("_", "-"), answer) for exercise, answer in answers.items()]
    return csv_text(("name", "exercise", "answer"), rows)


def fill_in(kit, name, notebook, **answers):
    """Return a student's own notebook with numbers typed in place of `...`."""
    path = kit.folder / "students" / kit.students[name] / f"{notebook}.ipynb"
    filled = nbformat.read(path, as_version=4)
    for cell in filled.cells:
        for variable, answer in answers.items():
            cell.source = cell.source.replace(f"{variable} = ...", f"{variable} = {answer}")
    return nbformat.writes(filled)


def row_of(marks, name):
    """Return a person's marks that are not 0 and not blank, by column."""
    (row,) = marks.marks[marks.marks["name"] == name].to_dict("records")
    return {column: value for column, value in row.items() if not pd.isna(value) and value != 0}


def test_everything_right(tmp_path, kit, table):
    """Whoever gives every right answer has all points, whatever their name; open ones are blank."""
    for name, place in kit.students.items():
        own = own_figures(name, "inadequate self")
        truths = {key.exercise: repr(own_answer(key.figure, own)) if key.outcome else key.answer
                  for key in KEYS}  # fmt: skip
        hand_in(tmp_path / place, answers_of(name, **truths))
    found = mark_class(tmp_path, table)

    assert [] == found.problems
    assert sorted(NAMES) == sorted(found.marks["name"])
    assert {len(KEYS)} == {*found.marks["points"]} == {*found.marks["out_of"]}
    assert found.marks["paired-5"].isna().all()
    assert {""} == {*found.marks["notes"]}
    assert {"marked"} == {*found.marks["status"]}
    names = [each if isinstance(each, str) else each.exercise for each in EXERCISES]
    assert ["name", "status", *names, "points", "out_of", "notes"] == [*found.marks.columns]


def test_as_people_type(tmp_path, table):
    """Decimal commas count, in semicolon files and bare in comma files; 1,234 is told."""
    hand_in(tmp_path / "a", "name;exercise;answer\nZoë;paired-1;-6,18\nZoë;paired-2;3,03\n"
                            "Zoë;replication-1;1,234\n")  # fmt: skip
    hand_in(tmp_path / "b", 'name,exercise,answer\n"Müller, Jörg",paired-1,\N{MINUS SIGN}6,18\n'
                            '"Müller, Jörg","paired-2",3,03\n')  # fmt: skip
    found = mark_class(tmp_path, table)
    zoe, jorg = (row_of(found, name) for name in ("Zoë", "Müller, Jörg"))

    reason = "'1,234' may be 1.234 or 1234; write it as one of these."
    assert [f"'a/answers.csv' answers replication-1: {reason}"] == found.problems
    assert 2 == jorg["points"]
    assert "points" not in zoe
    assert "look" == zoe["status"]
    assert 1 == zoe["paired-1"] == zoe["paired-2"] == jorg["paired-1"] == jorg["paired-2"]
    assert zoe["notes"].endswith("'1,234' may be 1.234 or 1234; write it as one of these.")


@pytest.mark.parametrize("name", NAMES)
def test_notebooks(tmp_path, kit, table, name):
    """A notebook of the kit is read for the student it was made for; open answers come along."""
    hand_in(tmp_path, fill_in(kit, name, "the-study", pairs="12", missing="2 + 2"), "a.ipynb")
    text = fill_in(kit, name, "paired-t-test", mean_change="-6,18")
    hand_in(tmp_path, text.replace("*Your answer:* …", "*Your answer:* =They fell."), "b.ipynb")
    found = mark_class(tmp_path, table)
    given = found.answers[found.answers["answer"] != ""]

    why = "study-1: it was not run before it was saved, so the answer is not known."
    assert [f"'a.ipynb' answers {why}"] == found.problems
    shown = {"name", "status", "study-3", "paired-1", "out_of", "notes"}
    assert shown == {column for column, value in row_of(found, name).items() if value != ""}
    assert why in row_of(found, name)["notes"]
    assert {name} == {*given["name"]}
    assert "=They fell." == given.loc[given["exercise"] == "paired-5", "answer"].item()


def test_nothing(tmp_path, table):
    """Who handed in nothing is told, and so is who left exercises out."""
    hand_in(tmp_path, answers_of("Ada", study_3="12"))
    found = mark_class(tmp_path, table)

    assert "Nothing was handed in." == row_of(found, "Zoë")["notes"]
    assert "nothing" == row_of(found, "Zoë")["status"]
    assert 0 == found.marks.set_index("name").loc["Zoë", "points"]
    assert "marked" == row_of(found, "Ada")["status"]
    assert f"Not answered: {len(KEYS) - 1} exercises." == row_of(found, "Ada")["notes"]
    assert 1 == row_of(found, "Ada")["points"]


def test_the_kit_itself(tmp_path, kit, table):
    """Folders that come back as they were handed out are no problem, and are to be looked at."""
    found = mark_class(kit.folder / "students", table)

    assert [] == found.problems
    assert {"A file came, and no answer was found in it."} == {*found.marks["notes"]}
    assert {"look"} == {*found.marks["status"]}
    assert found.marks["points"].isna().all()
    with pytest.raises(ValueError, match=r"holds no table of answers \(.csv\) and no notebook"):
        mark_class(tmp_path, table)


PROBLEMS = {
    "x.xlsx": (b"PK", "'x.xlsx' was not read: it is neither a table of answers (.csv) nor a"),
    "empty.csv": (b"", "'empty.csv' was not read: it holds no answer"),
    "latin.csv": ("name,exercise,answer\nZoë,study-3,12\n".encode("latin-1"),
                  "'latin.csv' was not read: byte 23 is not UTF-8; save it as CSV UTF-8"),
    "odd.csv": (b"who,what\nAda,12\n", "has no column called 'name'; it needs name, exercise"),
    "bad.ipynb": (b"{}", "'bad.ipynb' was not read: it is no notebook that Jupyter can open"),
    "whose.ipynb": ((b'{"metadata": {}, "cells": [{"cell_type": "code", "source": '
                    b'"x = 12\\ncheck(\\"study-3\\", x)"}]}'),
                    "'whose.ipynb' was not read: it does not say whose it is; write NAME ="),
    "ad.csv": (answers_of("Zoé", study_3="12").encode(),
               ("'ad.csv' gives the name 'Zoé', which is not in the marking table, so nothing of "
               "it is marked; use the name on the roster, perhaps 'Zoë'.")),
    "nobody.csv": (b"name,exercise,answer\n  ,study-3,12\n",
                   "'nobody.csv' answers 'study-3' without a name; write the name on the roster."),
    "nine.csv": (answers_of("Ada", study_9="12").encode(),
                 "'nine.csv' answers 'study-9', which is no exercise of the marking table."),
}  # fmt: skip


@pytest.mark.parametrize("file", PROBLEMS)
def test_one_problem(tmp_path, table, file):
    """What cannot be marked is told in one sentence with the file, and the others are marked."""
    content, sentence = PROBLEMS[file]
    hand_in(tmp_path, answers_of("Zoë", study_3="12"))
    hand_in(tmp_path, content, file)
    found = mark_class(tmp_path, table)
    (problem,) = found.problems

    assert sentence in problem
    assert "\n" not in problem
    assert 1 == row_of(found, "Zoë")["points"]
    assert not {"Nothing was handed in."} & {*found.marks["notes"]} or file == "nine.csv"
    (told,) = found.problem_table.to_dict("records")
    assert (file, "Ada" if file == "nine.csv" else "") == (told["file"], told["person"])


def test_every_problem(tmp_path, table):
    """However many there are, each is told."""
    for file, (content, _) in PROBLEMS.items():
        hand_in(tmp_path / "a folder", content, file)
    found = mark_class(tmp_path, table).problems

    assert len(PROBLEMS) == len(found)
    assert [file for file in PROBLEMS if not any(file in problem for problem in found)] == []


def test_twice(tmp_path, kit, table):
    """Of two answers a table's counts, and it is told only where they differ."""
    hand_in(tmp_path, answers_of("Ada", paired_1="5", paired_2="3.03", paired_5="Down."))
    hand_in(tmp_path, fill_in(kit, "Ada", "paired-t-test", mean_change="-6.18",
                              standard_error="3.029"), "a.ipynb")  # fmt: skip
    found = mark_class(tmp_path, table)

    assert [
        "'a.ipynb' answers paired-1 for Ada with '-6.18', and 'answers.csv' with '5', which counts."
    ] == found.problems
    assert 1 == row_of(found, "Ada")["points"]
    assert "Answered in two ways, and the first counts: paired-1." in row_of(found, "Ada")["notes"]


def test_passed_over(tmp_path, table):
    """Hidden files, checkpoints and what the kit handed out are no answers and no problem."""
    hand_in(tmp_path, answers_of("Ada", study_3="12"))
    for folder in (".ipynb_checkpoints", "__MACOSX", "."):
        for name in ("._answers.csv", "data.csv", "README.txt", ".DS_Store"):
            hand_in(tmp_path / folder, b"\0", name)

    assert [] == mark_class(tmp_path, table).problems


def test_one_file(tmp_path, table):
    """One file of the whole class is read as a folder is; a folder that is not there is told."""
    names = "".join(f"{name},study-3,12\n" for name in ("Ada", "Zoë"))
    hand_in(tmp_path, f"name,exercise,answer\n{names}", "all.csv")

    assert 2 == mark_class(tmp_path / "all.csv", table).marks["points"].sum()
    with pytest.raises(ValueError, match="there is no folder"):
        mark_class(tmp_path / "none", table)


def test_names_come_back(table):
    """The table's names are read as they were written."""
    written = pd.read_csv(table, dtype=str)["name"].unique()

    assert sorted(NAMES) == sorted(map(unsafe_cell, written))
