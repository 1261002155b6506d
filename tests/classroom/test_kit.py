"""A folder for every student, a key for the instructor, and the same bytes each time."""

import csv
import hashlib
import json
import random
import re
import subprocess
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from formulas import RUN, STAY
from scipy import stats

import contents
from twowaves import answer_key, broken_seals, check, read_roster, teaching_dataset, write_class_kit
from twowaves._base.cells import csv_text, safe_cell, unsafe_cell
from twowaves.classroom.kit import SEAL, with_name
from twowaves.classroom.own_data import plain_name
from twowaves.classroom.safe_names import folder_name
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

EXERCISES = shipped_exercises()
CHECKED = [each.exercise for each in EXERCISES if not isinstance(each, str)]
ODD = [
    "Ada Lovelace", "Zoë", "Zoe", "李", "🙂", "👩‍🔬", "../x", "..", "CON", "con.", "NUL", "dots...",
    "x" * 300, "x" * 299, "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "a/b\\c:d", 'Q"uote',
    "O'Neil", "a;=1+1", "~", "%PATH%", "$HOME", " trailing", "\uff21da",
]  # fmt: skip


def notebooks():
    return shipped_notebooks()


def write(folder, names, **options):
    return write_class_kit(names, folder, notebooks=notebooks(), exercises=EXERCISES, **options)


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def bytes_of(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return a kit of names that are hard to write down."""
    return write(tmp_path_factory.mktemp("odd") / "kit", ODD)


class TestFiles:
    """What is written."""

    def test_students(self, kit):
        """Each student has a folder with their data set, their notebooks and a table to return."""
        for name, place in kit.students.items():
            folder = kit.folder / "students" / place
            data = pd.read_csv(folder / "data.csv")
            pd.testing.assert_frame_equal(teaching_dataset(name, "inadequate self"), data)
            assert {"README.txt", "answers.csv", "data.csv", *notebooks()} == {
                path.name for path in folder.iterdir()
            }

    def test_safe_and_distinct(self, kit):
        """Folder names are plain letters, short, all different, and reserved nowhere."""
        places = list(kit.students.values())

        assert len(ODD) == len({place.casefold() for place in places})
        assert all(len(place) <= 53 for place in places)
        assert [
            place for place in places if set(place) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
        ] == []
        assert {kit.folder / "students" / place for place in places} == {
            *(kit.folder / "students").iterdir()
        }
        assert {"CON", "NUL", "AUX"} & {place.split(".")[0].upper() for place in places} == set()

    def test_the_name_is_filled_in(self, kit):
        """The notebooks know the student: what runs is the name, letter by letter."""
        for name, place in kit.students.items():
            notebook = nbformat.read(kit.folder / "students" / place / "paired-t-test.ipynb", 4)
            nbformat.validate(notebook)
            (source,) = [cell.source for cell in notebook.cells if "NAME = " in cell.source]
            (line,) = [line for line in source.split("\n") if line.startswith("NAME = ")]
            namespace = {}
            exec(line, namespace)  # noqa: S102
            assert name == namespace["NAME"]

    def test_key(self, kit):
        """The key is `answer_key`'s, to ten digits, sorted by name."""
        found = pd.read_csv(kit.folder / "instructor" / "key.csv", dtype={"name": str})
        names = [unsafe_cell(name) for name in found["name"]]
        expected = answer_key(names, "inadequate self").drop(columns="name")

        assert sorted(ODD, key=plain_name) == names
        pd.testing.assert_frame_equal(
            expected, found[expected.columns], check_dtype=False, rtol=1e-9
        )
        assert [kit.students[name] for name in names] == found["folder"].tolist()

    def test_marking_table(self, kit):
        """Every student has a line an exercise, with what is expected and room for marks."""
        found = pd.read_csv(kit.folder / "instructor" / "marking-table.csv", dtype=str)
        own = found[found["exercise"] == "paired-3"]
        key = pd.read_csv(kit.folder / "instructor" / "key.csv")

        assert len(ODD) * len(EXERCISES) == len(found)
        assert found[["answer", "verdict", "mark"]].isna().all(axis=None)
        assert key["p_sign_flips"].to_numpy() == pytest.approx(
            own["expected"].astype(float), abs=5.1e-5
        )
        assert {"5e-05"} == set(own["tolerance"])

    def test_order(self, kit):
        """Exercises stand in the book's order, open ones too, in every student's rows.

        Those of chapters that a fork leaves out stand among them; `make class` leaves them out.
        """
        pages = [page for page in contents.pages() if page.startswith("notebooks/exercises/")]
        texts = [contents.source(page).read_text("utf-8") for page in pages]
        expected = [name for text in texts for name in re.findall(r":label: ([\w-]+)", text)]
        table = pd.read_csv(kit.folder / "instructor" / "marking-table.csv", dtype=str)
        rows = {name: [*of_one["exercise"]] for name, of_one in table.groupby("name")}

        assert expected
        for found in rows.values():
            assert expected == [name for name in found if name in expected]
        for place in kit.students.values():
            handed_in = pd.read_csv(kit.folder / "students" / place / "answers.csv", dtype=str)
            checked = [name for name in expected if name in CHECKED]
            assert checked == [name for name in handed_in["exercise"] if name in checked]

    def test_no_cell_is_run(self, kit):
        """No cell in any table begins as a formula does, however the spreadsheet splits lines."""
        tables = [path for path in kit.folder.rglob("*.csv") if path.name != "data.csv"]
        cells = [
            cell
            for path in tables
            for separator in ",;\t"
            for row in csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=separator)
            for cell in row
        ]
        risky = {cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))}  # noqa: RUF001

        assert [cell for cell in risky if not _is_number(cell)] == []
        assert "'=1+1" in cells

    def test_for_excel(self, kit):
        """Tables with names begin with the mark by which Excel knows UTF-8."""
        assert (kit.folder / "instructor/key.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


class TestSame:
    """The same names, the same kit."""

    def test_bytes(self, kit, tmp_path):
        """Another run, in another order and another folder, gives the same bytes."""
        shuffled = random.Random(1).sample(ODD, len(ODD))  # noqa: S311 # any order will do
        other = write(tmp_path / "elsewhere" / "kit", shuffled)

        assert bytes_of(kit.folder) == bytes_of(other.folder)
        assert kit.seal == other.seal

    def test_seal(self, kit):
        """The seal is what sha256sum says, and it names every other file."""
        done = subprocess.run(
            ["sha256sum", "--check", "--quiet", "--strict", SEAL], cwd=kit.folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        sealed = [line[66:] for line in (kit.folder / SEAL).read_text().splitlines()]

        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
        assert sorted({*bytes_of(kit.folder)} - {SEAL.as_posix()}) == sealed
        assert hashlib.sha256((kit.folder / SEAL).read_bytes()).hexdigest() == kit.seal
        assert broken_seals(kit.folder) == []

    def test_broken_seal(self, tmp_path):
        """A changed, an added and a lost file are each told by name."""
        kit = write_class_kit(["Ada"], tmp_path / "kit")
        place = f"students/{kit.students['Ada']}"
        (kit.folder / place / "data.csv").write_text("person,pre,post\n")
        (kit.folder / place / "README.txt").unlink()
        (kit.folder / "students" / "new.txt").touch()

        assert [
            "students/new.txt was added",
            f"{place}/README.txt is gone",
            f"{place}/data.csv was changed",
        ] == sorted(broken_seals(kit.folder), key=lambda sentence: (place in sentence, sentence))
        with pytest.raises(ValueError, match=r"has no instructor/seal.sha256"):
            broken_seals(tmp_path)


class TestRefused:
    """Nothing is overwritten, and nothing half written."""

    @pytest.mark.parametrize("what", ["folder", "file", "link"])
    def test_exists(self, tmp_path, what):
        """Where something is, nothing is written."""
        place = tmp_path / "kit"
        make = {"folder": place.mkdir, "file": place.touch,
                "link": lambda: place.symlink_to(tmp_path / "nowhere")}  # fmt: skip
        make[what]()

        with pytest.raises(ValueError, match="exists; name another folder"):
            write_class_kit(["Ada"], place)
        assert ["kit"] == names_in(tmp_path)

    @pytest.mark.parametrize(
        ("names", "sentence"),
        [
            ([], "there are no names"),
            (["Ada", "ada"], "stands twice"),
            (["Ada", " "], "the name is"),
        ],
    )
    def test_names(self, tmp_path, names, sentence):
        """Names that cannot be told apart leave no folder behind."""
        with pytest.raises(ValueError, match=sentence):
            write_class_kit(names, tmp_path / "kit")
        assert [] == names_in(tmp_path)

    def test_a_failure_leaves_nothing(self, tmp_path):
        """If a file cannot be written, the whole kit is taken back."""
        with pytest.raises(OSError, match="nowhere"):
            write_class_kit(["Ada"], tmp_path / "kit", notebooks={"nowhere/x.ipynb": "{}"})
        assert [] == names_in(tmp_path)


class TestNames:
    """Names as folders and as cells."""

    def test_folder_of_a_name(self):
        """A folder depends on the plain name alone."""
        assert folder_name("zoe") != folder_name("zoë")
        assert f"con-{hashlib.sha256(b'con').hexdigest()[:12]}" == folder_name("con")

    @pytest.mark.parametrize("text", [*ODD, "'", "''=x", "’+1", "\t=1", "-6.18", "'-6.18", ""])
    def test_cells_come_back(self, text):
        """What is made safe is read again as it was."""
        assert text == unsafe_cell(safe_cell(text))
        written = [*csv.reader(csv_text(["a", "b"], [[text, text]]).splitlines())]
        assert "\t" in text or [safe_cell(text)] == written[1][1:]
        assert "\t" in text or text == unsafe_cell(written[1][0])

    @pytest.mark.parametrize("text", RUN, ids=ascii)
    def test_nothing_runs(self, text):
        """What the page keeps from a spreadsheet, the kit keeps from it too."""
        assert f"'{text}" == safe_cell(text)
        assert text == unsafe_cell(safe_cell(text))

    @pytest.mark.parametrize("text", STAY, ids=ascii)
    def test_the_rest_stays(self, text):
        """What no spreadsheet runs stays as it is, numbers with a sign included."""
        assert text == safe_cell(text)

    def test_only_the_name(self):
        """Nothing but the name changes in a notebook."""
        notebook = notebooks()["paired-t-test.ipynb"]
        renamed = with_name(notebook, 'B "\\" \u2028 🙂')

        assert notebook == with_name(renamed, "Ada Lovelace")
        assert json.loads(renamed) != json.loads(notebook)
        assert notebooks()["the-study.ipynb"] == with_name(notebooks()["the-study.ipynb"], "B")


@pytest.mark.slow
class TestThousand:
    """A large class."""

    def test_thousand(self, part_of):
        """A thousand names: distinct data, one key, a minute of one core; 20 are checked."""
        numbers = part_of(range(1000), 200)
        roster = read_roster("name\n" + "\n".join(f"Student {number}" for number in numbers))
        with tempfile.TemporaryDirectory() as place:
            start = time.process_time()
            kit = write(Path(place, "kit"), roster.names)
            seconds = time.process_time() - start
            files = [kit.folder / "students" / each / "data.csv" for each in kit.students.values()]
            data = {path.read_bytes() for path in files}
            key = pd.read_csv(kit.folder / "instructor" / "key.csv")
            checked = [self.answers(kit, name) for name in roster.names[:: len(numbers) // 20][:20]]

        assert seconds < 0.06 * len(numbers)
        assert len(numbers) == len(data) == len(key)
        assert 20 == len(checked)
        assert all(right and not neighbours for right, neighbours in checked)

    def answers(self, kit, name):
        """Return whether SciPy's answers on a student's file pass, and those of another's do."""
        data = pd.read_csv(kit.folder / "students" / kit.students[name] / "data.csv")
        change = data["post"] - data["pre"]
        others = [
            stats.ttest_rel(*data.drop(row)[["post", "pre"]].T.to_numpy()).pvalue
            for row in data.index
        ]
        answers = {
            "paired-1": change.mean(),
            "paired-2": stats.sem(change),
            "paired-3": stats.permutation_test(
                (change,), np.mean, permutation_type="samples", n_resamples=np.inf
            ).pvalue,
            "paired-4": change.mean() / data[["pre", "post"]].std().mean(),
            "reconstruction-2": max(others),
        }
        right = all(check(each, answer, name=name) for each, answer in answers.items())
        other = all(check(each, answer, name=f"{name}0") for each, answer in answers.items())
        return right, other
