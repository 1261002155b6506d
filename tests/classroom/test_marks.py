"""A class's returned files as one row of marks a person; what is wrong is told."""

import csv
import errno
import os
from pathlib import Path
from types import MappingProxyType

import nbformat
import pandas as pd
import pytest

from twowaves import mark_class, write_class_kit
from twowaves._base.cells import csv_text, unsafe_cell
from twowaves.classroom.keys import own_answer
from twowaves.classroom.own_data import own_figures
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

NAMES = ["Ada", "=1+1", "Zoë", "-2", "'=1", "Müller, Jörg"]
EXERCISES = shipped_exercises()
KEYS = [each for each in EXERCISES if not isinstance(each, str)]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return the kit of a small class with odd names."""
    return write_class_kit(
        NAMES, tmp_path_factory.mktemp("marks") / "kit",
        notebooks=shipped_notebooks(), exercises=EXERCISES,
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
        if folder != ".":
            hand_in(tmp_path / folder, b"\0", "answers.csv")

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


TURNED_IN = "{}_1234_assignsubmission_file"  # as Moodle calls a folder


def one_of(found, name):
    """Return a person's status, points (None if they are blank) and notes."""
    (row,) = found.marks[found.marks["name"] == name].to_dict("records")
    points = None if pd.isna(row["points"]) else row["points"]
    return row["status"], points, row["notes"]


class TestHandedIn:
    """What came is accounted for, and nobody is said to have handed in nothing who did."""

    UNREAD = MappingProxyType({
        "answers.zip": b"PK\x03\x04",
        "answers.xlsx": b"PK\x03\x04",
        "answers.csv": "name,exercise,answer\nZoë,study-3,12\n".encode("utf-16"),
        "table.csv": b"exercise,answer\nstudy-3,12\n",
        "letter.csv": b"Names\n",
        "a.ipynb": b'{"metadata": {}, "cells": []}',
        "b.ipynb": b"[" * 100_000,
        "code.csv": b"name,exercise,answer\n123456,study-3,12\n",
        "blank.csv": b"name,exercise,answer\n,study-3,\n",
    })  # fmt: skip

    @pytest.mark.parametrize("file", UNREAD)
    @pytest.mark.parametrize("place", [TURNED_IN.format("zoe"), "Zoë", "kit"])
    def test_unread(self, tmp_path, kit, table, file, place):
        """Whose file was not read is to be looked at, with the reason and without points."""
        place = kit.students["Zoë"] if place == "kit" else place
        hand_in(tmp_path / place, self.UNREAD[file], file)
        hand_in(tmp_path, answers_of("Ada", study_3="12"), "all.csv")
        found = mark_class(tmp_path, table)
        status, points, notes = one_of(found, "Zoë")
        (problem,) = found.problem_table.to_dict("records")
        closed = found.answers[(found.answers["name"] == "Zoë") & (found.answers["kind"] != "open")]

        assert ("look", None) == (status, points)
        assert ("Zoë", f"{place}/{file}") == (problem["person"], problem["file"])
        reason = problem["reason"]
        is_whole = reason.startswith("was not read: ")
        bare = f"'{place}/{file}', {reason.removeprefix('was not read: ')}."
        told = (
            f"A file came but was not read: {bare}" if is_whole else f"'{place}/{file}' {reason}."
        )
        assert told == notes
        assert {"unread: a file came that was not read"} == {*closed["verdict"]}
        assert {""} == {*closed["mark"]}
        assert ("nothing", 0, "Nothing was handed in.") == one_of(found, "Müller, Jörg")
        assert ("marked", 1) == one_of(found, "Ada")[:2]

    @pytest.mark.parametrize("file", UNREAD)
    def test_nobodys(self, tmp_path, table, file):
        """While it is not known whose a file is, of nobody is it said that nothing came."""
        hand_in(tmp_path, self.UNREAD[file], file)
        hand_in(tmp_path, answers_of("Ada", study_3="12"), "all.csv")
        found = mark_class(tmp_path, table)

        note = "No file could be told to be theirs; it could not be told whose 1 file is."
        assert ("look", None, note) == one_of(found, "Zoë")
        assert "marked" == one_of(found, "Ada")[0]
        assert [("", file)] == [*zip(found.problem_table["person"], found.problem_table["file"],
                                     strict=True)]  # fmt: skip

    def test_many_nobodys(self, tmp_path, table):
        """The files of which the owner is not known are counted, each once."""
        for number in range(3):
            hand_in(tmp_path, b"who\nZ\n", f"x{number}.csv")
        hand_in(tmp_path, answers_of("Bo", study_3="1") + answers_of("Li", study_3="1"), "x.csv")

        found = mark_class(tmp_path, table)
        assert one_of(found, "Ada")[2].endswith("; it could not be told whose 4 files are.")

    def test_beside_what_was_read(self, tmp_path, table):
        """What was read keeps its marks; what is missing is left open, and so are the points."""
        place = tmp_path / TURNED_IN.format("Ada")
        hand_in(place, answers_of("Ada", study_3="12", paired_1="5"))
        hand_in(place, b"%PDF", "rest.pdf")
        row = mark_class(tmp_path, table).marks.set_index("name").loc["Ada"]

        assert (1, 0) == (row["study-3"], row["paired-1"])
        assert pd.isna(row["paired-2"])
        assert pd.isna(row["points"])
        assert row["notes"].startswith("A file came but was not read: 'Ada_1234_assignsubmission_")

    def test_many_unread(self, tmp_path, table):
        """A note names the first files and counts the rest; the list of problems has all."""
        for number in range(7):
            hand_in(tmp_path / "Zoë", b"PK", f"{number}.zip")
        found = mark_class(tmp_path, table)

        assert one_of(found, "Zoë")[2].startswith("7 files came but were not read: 'Zoë/0.zip', it")
        assert one_of(found, "Zoë")[2].endswith("; 5 more.")
        assert 7 == len(found.problems) == len(found.problem_table)

    def test_namesakes(self, tmp_path):
        """A file that may be one of two people's leaves both to be looked at."""
        kit = write_class_kit(["Jo Lee", "Jo Lee 2", "Ada"], tmp_path / "kit", exercises=KEYS)
        hand_in(tmp_path / "back" / TURNED_IN.format("Jo Lee"), b"PK", "a.zip")
        found = mark_class(tmp_path / "back", kit.folder / "instructor" / "marking-table.csv")

        for name in ("Jo Lee", "Jo Lee 2"):
            assert ("look", None) == one_of(found, name)[:2]
            assert one_of(found, name)[2].startswith("A file that may be theirs came but was not")
        assert ["Jo Lee or Jo Lee 2"] == found.problem_table["person"].tolist()
        assert "nothing" == one_of(found, "Ada")[0]

    @pytest.mark.parametrize(
        "place", ["", TURNED_IN.format("Participant"), TURNED_IN.format("Ada")]
    )
    def test_a_part_without_a_name(self, tmp_path, table, place):
        """An answer without a name is its file's one person's, unless the place is a stranger's."""
        hand_in(tmp_path / place, answers_of("Ada", study_3="12") + ",study-1,5\n")
        found = mark_class(tmp_path, table)
        is_strangers = "Participant" in place

        assert ["" if is_strangers else "Ada"] == found.problem_table["person"].tolist()
        assert ("marked" if is_strangers else "look") == one_of(found, "Ada")[0]
        assert ("look" if is_strangers else "nothing") == one_of(found, "Zoë")[0]

    def test_a_class_without_a_name(self, tmp_path, table):
        """In a file of several people an answer without a name is nobody's."""
        rows = answers_of("Zoë", study_3="12").split("\n", 1)[1]
        hand_in(tmp_path, answers_of("Ada", study_3="12") + rows + ",study-1,5\n")
        found = mark_class(tmp_path, table)

        assert [""] == found.problem_table["person"].tolist()
        assert [("marked", 1)] * 2 == [one_of(found, name)[:2] for name in ("Ada", "Zoë")]
        assert "look" == one_of(found, "-2")[0]

    def test_one_of_two_namesakes(self, tmp_path):
        """Of two people whom a place may mean, the file's own name tells which."""
        kit = write_class_kit(["Jo Lee", "Jo Lee 2"], tmp_path / "kit", exercises=KEYS)
        text = answers_of("Jo Lee 2", study_3="12") + ",study-1,5\n"
        hand_in(tmp_path / "back" / TURNED_IN.format("Jo Lee"), text)
        found = mark_class(tmp_path / "back", kit.folder / "instructor" / "marking-table.csv")

        assert ("nothing", 0) == one_of(found, "Jo Lee")[:2]
        assert ("look", None) == one_of(found, "Jo Lee 2")[:2]
        assert 1 == row_of(found, "Jo Lee 2")["study-3"]

    def test_only_what_cannot_be_read(self, tmp_path, table):
        """A folder of archives alone is marked as well: everybody whose came is to be looked at."""
        hand_in(tmp_path / "Zoë", b"PK", "a.zip")
        found = mark_class(tmp_path, table)

        assert "look" == one_of(found, "Zoë")[0]
        assert "nothing" == one_of(found, "Ada")[0]

    def test_left_behind_by_systems(self, tmp_path, table):
        """What systems leave in folders is nobody's answer and no problem."""
        hand_in(tmp_path, answers_of("Ada", study_3="12"))
        for name in ("Thumbs.db", "desktop.ini", "~$answers.xlsx", ".~lock.answers.csv#"):
            hand_in(tmp_path, b"\0", name)
        found = mark_class(tmp_path, table)

        assert [] == found.problems
        assert "nothing" == one_of(found, "Zoë")[0]


class TestWhose:
    """What a file says of its owner is held against where it came from."""

    def test_theft(self, tmp_path, table):
        """A file in a stranger's folder changes no mark of the person whose name it gives."""
        everything = {key.exercise.replace("-", "_"): "0" for key in KEYS}
        hand_in(tmp_path / TURNED_IN.format("AAA mallory"), answers_of("Ada", **everything))
        hand_in(tmp_path / TURNED_IN.format("Ada"), answers_of("Ada", study_3="12"))
        found = mark_class(tmp_path, table)
        status, points, notes = one_of(found, "Ada")

        assert ("look", None) == (status, points)
        assert {"study-3"} == {
            key for key in row_of(found, "Ada") if key in {*found.answers.exercise}
        }
        assert "came from 'AAA mallory_1234': it does not count." in notes
        assert ["AAA mallory_1234_assignsubmission_file/answers.csv"] == [
            *found.problem_table["file"]
        ]

    def test_a_strangers_folder_alone(self, tmp_path, table):
        """Nor does it where that person handed in nothing, if the platform knows the names."""
        hand_in(tmp_path / TURNED_IN.format("AAA mallory"), answers_of("Ada", study_3="12"))
        hand_in(tmp_path / TURNED_IN.format("Zoë"), answers_of("Zoë", study_3="12"))
        found = mark_class(tmp_path, table)

        file = "AAA mallory_1234_assignsubmission_file/answers.csv"
        note = f"'{file}' gives this name and came from 'AAA mallory_1234': it does not count."
        assert ("look", None, note) == one_of(found, "Ada")
        assert not (found.marks["study-3"] == 1).loc[found.marks["name"] == "Ada"].any()
        assert ("marked", 1) == one_of(found, "Zoë")[:2]

    def test_codes(self, tmp_path, table):
        """Where the platform knows nobody by the roster's names, what the files say counts."""
        hand_in(tmp_path / TURNED_IN.format("Participant"), answers_of("Ada", study_3="12"))
        hand_in(tmp_path / "lee_123_456_answers", answers_of("Zoë", study_3="12"))

        assert [1, 1] == [one_of(mark_class(tmp_path, table), name)[1] for name in ("Ada", "Zoë")]

    def test_two_strangers_with_one_name(self, tmp_path, table):
        """Two people who give the same name are both not believed."""
        for number, answer in ((1, "12"), (2, "11")):
            place = tmp_path / f"Participant_{number}_assignsubmission_file"
            hand_in(place, answers_of("Ada", study_3=answer))
        found = mark_class(tmp_path, table)

        assert ("look", None) == one_of(found, "Ada")[:2]
        assert 2 == len(found.problems)
        assert pd.isna(found.marks.set_index("name").loc["Ada", "study-3"])

    @pytest.mark.parametrize("place", [TURNED_IN.format("Zoe"), "zoë", "kit"])
    def test_another_persons_folder(self, tmp_path, kit, table, place):
        """A file with another's name than its folder's is nobody's, and both are looked at."""
        place = kit.students["Zoë"] if place == "kit" else place
        hand_in(tmp_path / place, answers_of("Ada", study_3="12"))
        found = mark_class(tmp_path, table)

        assert [("look", None)] * 2 == [one_of(found, name)[:2] for name in ("Ada", "Zoë")]
        assert "gives the name 'Ada' and came from" in one_of(found, "Zoë")[2]
        assert "gives this name and came from" in one_of(found, "Ada")[2]
        assert not (found.marks["study-3"] == 1).any()
        assert ["Zoë"] == found.problem_table["person"].tolist()

    def test_different_places(self, tmp_path, table):
        """Two answers from places that tell nothing: which counts is for a person to say."""
        hand_in(tmp_path / "a", answers_of("Ada", study_3="11", paired_1="-6.18"))
        hand_in(tmp_path / "b", answers_of("Ada", study_3="12", paired_1="-6.18"))
        found = mark_class(tmp_path, table)
        row = found.marks.set_index("name").loc["Ada"]

        assert "look" == row["status"]
        assert pd.isna(row["study-3"])
        assert 1 == row["paired-1"]
        assert "Answered in two ways, in different places: study-3." in row["notes"]
        told = (
            "'b/answers.csv' answers study-3 for Ada with '12', and 'a/answers.csv' with '11', "
            "and which counts is not known."
        )
        assert [told] == found.problems

    def test_different_places_stay_so(self, tmp_path, kit, table):
        """An exercise that is in doubt stays so, whatever else comes from the first place."""
        hand_in(tmp_path / "a", answers_of("Ada", study_3="11"))
        hand_in(tmp_path / "b", answers_of("Ada", study_3="12"))
        hand_in(tmp_path / "a", fill_in(kit, "Ada", "the-study", pairs="12"), "x.ipynb")
        found = mark_class(tmp_path, table)

        assert ("look", None) == one_of(found, "Ada")[:2]
        assert pd.isna(found.marks.set_index("name").loc["Ada", "study-3"])

    def test_answered_after_all(self, tmp_path, kit, table):
        """An answer in the table counts where the notebook's was not run."""
        hand_in(tmp_path, answers_of("Ada", study_1="4"))
        hand_in(tmp_path, fill_in(kit, "Ada", "the-study", missing="2 + 2"), "x.ipynb")
        found = mark_class(tmp_path, table)

        assert [] == found.problems
        assert ("marked", 1) == one_of(found, "Ada")[:2]

    def test_one_hand_in_of_many_folders(self, tmp_path, table):
        """Below one person's folder the order counts, whatever folders lie in it."""
        place = tmp_path / TURNED_IN.format("Ada")
        hand_in(place / "1", answers_of("Ada", study_3="12"))
        hand_in(place / "2", answers_of("Ada", study_3="11"))

        assert ("marked", 1) == one_of(mark_class(tmp_path, table), "Ada")[:2]


class TestOneStudentsFile:
    """One student's file, whatever it is, costs the others nothing."""

    @pytest.mark.parametrize(
        "error", [RuntimeError("odd"), MemoryError(), RecursionError(), KeyError(1)]
    )
    def test_whatever_it_raises(self, tmp_path, table, monkeypatch, error):
        """Each file's failure is its own, whatever it raises."""

        def fail(_text):
            raise error

        monkeypatch.setattr("twowaves.classroom.handed_in.filled_in", fail)
        hand_in(tmp_path, answers_of("Ada", study_3="12"), "all.csv")
        hand_in(tmp_path / "Zoë", b"{}", "a.ipynb")
        found = mark_class(tmp_path, table)

        assert ("marked", 1) == one_of(found, "Ada")[:2]
        assert [f"'Zoë/a.ipynb' was not read: {error!r}."] == found.problems

    @pytest.mark.parametrize("letters", [400, 401, 32_767, 32_768, 131_072, 131_073, 1_000_000])
    def test_long_answers(self, tmp_path, table, letters):
        """A long answer is unread, and the others of the same table are marked."""
        text = answers_of("Zoë", study_3="12", study_1="1" * (letters - 1) + "x")
        hand_in(tmp_path, text + answers_of("Ada", study_3="12").split("\n", 1)[1], "all.csv")
        found = mark_class(tmp_path, table)
        (problem,) = found.problem_table.to_dict("records")

        assert ("marked", 1) == one_of(found, "Ada")[:2]
        assert ("look", None) == one_of(found, "Zoë")[:2]
        assert 131_072 == csv.field_size_limit()
        assert 1 == row_of(found, "Zoë")["study-3"]
        assert (letters > 400) == (f"it has {letters} letters" in problem["reason"])
        assert problem["reason"].removeprefix("answers ") in one_of(found, "Zoë")[2]

    @pytest.mark.parametrize(("letters", "kept"), [(32_767, True), (32_768, False)])
    def test_long_texts(self, tmp_path, table, letters, kept):
        """What is written in an open exercise is kept up to what a spreadsheet's cell holds."""
        hand_in(tmp_path, answers_of("Ada", paired_5="x" * letters, study_3="12"))
        found = mark_class(tmp_path, table)
        answers = found.answers.set_index(["name", "exercise"])["answer"]

        assert ("x" * letters if kept else "") == answers["Ada", "paired-5"]
        assert ("marked" if kept else "look") == one_of(found, "Ada")[0]

    def test_halves_of_letters(self, tmp_path, kit, table):
        """What no file can hold is written out, so that the marks can be written."""
        text = fill_in(kit, "Zoë", "the-study", pairs="12").replace("12", r"\"\ud800\"", 1)
        hand_in(tmp_path, text, "a.ipynb")
        found = mark_class(tmp_path, table)
        texts = [found.marks, found.answers, found.problem_table]

        assert all(each.to_csv().encode() for each in texts)

    def test_a_name_of_many_answers(self, tmp_path, table, monkeypatch):
        """A name that nobody knows is looked up once, however many answers it has."""
        asked = []
        monkeypatch.setattr(
            "twowaves.classroom.marks.get_close_matches", lambda *a, **_: asked.append(a)
        )
        rows = "".join(f"Zoé,study-{number},1\n" for number in range(500))
        hand_in(tmp_path, f"name,exercise,answer\n{rows}")

        assert 1 == len(mark_class(tmp_path, table).problems)
        assert 1 == len(asked)

    def test_many_names(self, tmp_path, table, monkeypatch):
        """Of many names that nobody knows a file's first ones are told, and how many more."""
        asked = []
        monkeypatch.setattr(
            "twowaves.classroom.marks.get_close_matches", lambda *a, **_: asked.append(a)
        )
        for file in range(9):
            rows = "".join(f"Nobody {file} {number},study-3,1\n" for number in range(500))
            hand_in(tmp_path, f"name,exercise,answer\n{rows}", f"{file}.csv")
        problems = mark_class(tmp_path, table).problems

        assert 9 * 21 == len(problems)
        assert "'0.csv' gives 480 more names that are not in the marking table." == problems[20]
        assert 100 == len(asked)

    def test_many_exercises(self, tmp_path, table):
        """Answers to exercises that there are not are told in one sentence a file."""
        rows = "".join(f"Ada,study-{number},1\n" for number in range(10, 500))
        hand_in(tmp_path, f"name,exercise,answer\n{rows}")
        (problem,) = mark_class(tmp_path, table).problems

        assert problem.endswith(
            "'study-15' and 484 more, which are no exercises of the marking table."
        )

    def test_one_exercise_many_times(self, tmp_path, table):
        """An exercise that one file answers again and again is told once."""
        rows = "".join(f"Ada,study-3,{number}\n" for number in range(10, 500))
        hand_in(tmp_path, f"name,exercise,answer\n{rows}")

        told = "'answers.csv' answers study-3 for Ada with '12', and 'answers.csv' with '10', which"
        assert [f"{told} counts."] == mark_class(tmp_path, table).problems

    def test_sizes(self, tmp_path, table):
        """A notebook and a table above 20 MB are not read, and the others are marked."""
        hand_in(tmp_path, answers_of("Ada", study_3="12"), "all.csv")
        for name in ("a.csv", "a.ipynb"):
            hand_in(tmp_path / "Zoë", b"", name)
            with (tmp_path / "Zoë" / name).open("wb") as file:
                file.truncate(4_000_000_000)
        found = mark_class(tmp_path, table)

        assert 1 == one_of(found, "Ada")[1]
        reason = "was not read: it has more than 20000000 bytes, which is more than is read."
        assert [f"'Zoë/a.csv' {reason}", f"'Zoë/a.ipynb' {reason}"] == found.problems

    def test_links_and_pipes(self, tmp_path, table):
        """A link out of the folder, a pipe and a link to nothing are told and not opened."""
        back = tmp_path / "back"
        hand_in(back / "Ada", answers_of("Ada", study_3="12"))
        hand_in(tmp_path / "elsewhere", answers_of("Zoë", study_3="12"))
        (back / "Zoë").mkdir()
        (back / "Zoë" / "a.csv").symlink_to(tmp_path / "elsewhere" / "answers.csv")
        (back / "Zoë" / "b").symlink_to(tmp_path / "elsewhere")
        (back / "Zoë" / "c.csv").symlink_to(back / "Zoë" / "c.csv")
        (back / "Zoë" / "inside.csv").symlink_to(back / "Ada" / "answers.csv")
        os.mkfifo(back / "Zoë" / "d.csv")
        found = mark_class(back, table)
        reasons = dict(zip(found.problem_table["file"], found.problem_table["reason"], strict=True))

        assert "was not read: it is a link that leads out of the folder" == reasons["Zoë/a.csv"]
        assert reasons["Zoë/a.csv"] == reasons["Zoë/b"]
        assert reasons["Zoë/c.csv"].startswith("was not read: it cannot be opened: ")
        assert "was not read: it is a pipe or a device" == reasons["Zoë/d.csv"]
        assert reasons["Zoë/inside.csv"].startswith("gives the name 'Ada' and came from 'Zoë'")
        assert [("look", None)] * 2 == [one_of(found, name)[:2] for name in ("Ada", "Zoë")]

    def test_a_folder_that_cannot_be_opened(self, tmp_path, table, monkeypatch):
        """A folder below that cannot be opened is a problem, and its owner is to be looked at."""
        hand_in(tmp_path, answers_of("Ada", study_3="12"))
        (tmp_path / "Zoë").mkdir()
        real = os.scandir

        def scandir(path):
            if Path(path).name in closed:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
        closed = {"Zoë"}
        found = mark_class(tmp_path, table)
        closed = {tmp_path.name}

        assert ("look", None) == one_of(found, "Zoë")[:2]
        assert [
            "'Zoë' was not read: the folder cannot be opened: Permission denied."
        ] == found.problems
        with pytest.raises(ValueError, match="cannot be opened: Permission denied"):
            mark_class(tmp_path, table)

    def test_names_that_a_terminal_obeys(self, tmp_path, table):
        """A file's name stands in every sentence with what a terminal would obey written out."""
        hand_in(tmp_path, b"who\nZ\n", "\x1b[31mred\n\u202e.csv")
        hand_in(tmp_path / os.fsdecode(b"\xff"), b"who\nZ\n", "a.csv")
        found = mark_class(tmp_path, table)

        assert all(problem.isprintable() for problem in found.problems)
        assert {r"\udcff/a.csv", r"\x1b[31mred\n\u202e.csv"} == {*found.problem_table["file"]}

    def test_one_answer_without_a_line_end(self, tmp_path, table):
        """A table of one answer counts without its last line end; a header alone is none."""
        hand_in(tmp_path, b"name,exercise,answer\nAda,study-3,12", "a.csv")
        for name, text in (("b.csv", b"name,exercise,answer"), ("c.csv", b"\n\nname,answer\n\n")):
            hand_in(tmp_path, text, name)
        found = mark_class(tmp_path, table)

        assert 1 == one_of(found, "Ada")[1]
        assert [
            f"'{name}.csv' was not read: it holds no answer." for name in "bc"
        ] == found.problems

    @pytest.mark.parametrize(
        ("given", "note"),
        [(25, "6 exercises"), (26, "class-2, class-3, table-1, table-2, table-3.")],
    )
    def test_few_are_named(self, tmp_path, table, given, note):
        """Up to five exercises are named in a note, and of six or more the number is told."""
        names = [key.exercise.replace("-", "_") for key in KEYS][:given]
        hand_in(tmp_path, answers_of("Ada", **dict.fromkeys(names, "0")))

        assert f"Not answered: {note}" in one_of(mark_class(tmp_path, table), "Ada")[2]

    def test_a_table_of_a_spreadsheets(self, tmp_path, table):
        """Excel's own first line is understood, with commas bare before decimals too."""
        hand_in(tmp_path, "sep=;\r\nname;exercise;answer\r\nZoë;paired-1;-6,18\r\n", "a.csv")
        hand_in(tmp_path, "sep=,\nname,exercise,answer\nAda,paired-1,-6,18\n", "b.csv")
        hand_in(tmp_path, "sep=,\nname,exercise,answer\nAda,paired-1,-6,18,1\n", "c.csv")
        found = mark_class(tmp_path, table)

        assert [1, 1] == found.marks.set_index("name").loc[["Zoë", "Ada"], "paired-1"].tolist()
        told = (
            "'c.csv' was not read: line 3 has 5 cells for 3 columns; a comma stands between two "
            "cells, and decimals take a point."
        )
        assert [told] == found.problems


def test_one_file_that_is_none(tmp_path, table):
    """One file that cannot be read is refused in a sentence, at once if it is a pipe."""
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(
        ValueError, match=r"pipe.csv' was not read: it cannot be read as a file: it"
    ):
        mark_class(tmp_path / "pipe.csv", table)
    hand_in(tmp_path, b"PK", "a.zip")
    with pytest.raises(ValueError, match=r"a.zip' was not read: it is neither a table of answers"):
        mark_class(tmp_path / "a.zip", table)
