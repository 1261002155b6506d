"""Every solution is right, and every scaffold says "not yet" until it is filled in."""

import contextlib
import io
import json
import re

import nbformat
import pytest
from chapters import CHAPTERS, ROOT

import contents
import make_scaffolds
import twowaves
from twowaves import answer_key
from twowaves.classroom import own_data
from twowaves.classroom.install import CELL
from twowaves.classroom.keys import own_answer, shipped_keys
from twowaves.classroom.kit import OUTCOME, marking_rows
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

PATHS = make_scaffolds.solved()
ALL_KEYS = make_scaffolds.keys()
CHECKED = {key.exercise: key for key in ALL_KEYS}


def labels(notebook):
    """Return the names of a solved notebook's exercises."""
    sources = (cell.source for cell in notebook.cells)
    return [label for source in sources for label in make_scaffolds._LABEL.findall(source)]


def run(cells, monkeypatch):
    """Run code cells in this process and return what every check said, by exercise."""
    results = {}

    def check(exercise, answer, **options):
        results[exercise] = original(exercise, answer, **options)
        return results[exercise]

    original = twowaves.check
    monkeypatch.setattr(twowaves, "check", check)
    namespace = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), namespace)  # noqa: S102
    return results


def scaffold(path):
    return nbformat.read(make_scaffolds.SCAFFOLDS / path.name, as_version=4)


def filled(path):
    """Return a scaffold's cells with the solution's code in its own cells, and nothing else."""
    solutions = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    given = scaffold(path).cells
    first, setup, *_ = (cell.id for cell in given if cell.cell_type == "code")
    assert CELL == first
    return [
        solutions[cell.id] if cell.cell_type == "code" and cell.id not in {CELL, setup} else cell
        for cell in given
    ]


def test_every_chapter_has_exercises():
    """Each chapter has its page of exercises, and no page is without a chapter."""
    assert [path.name for path in CHAPTERS] == sorted(path.name for path in PATHS)


def test_in_the_order_of_the_book():
    """Exercises, hashes and the table of exercises stand in the order of the chapters.

    What a fork leaves out comes last, or is a row of the table without links.
    """
    listed = [re.fullmatch(r"notebooks/([\w-]+)", page) for page in contents.pages()]
    chapters = [match[1] for match in listed if match]
    texts = [path.read_text(encoding="utf-8") for path in PATHS[: len(chapters)]]
    table = (ROOT / "book" / "exercises.md").read_text(encoding="utf-8")
    rows = re.findall(r"notebooks/exercises/([\w-]+)\.ipynb", table)
    keys = [key.exercise for key in ALL_KEYS]
    own = [name for name in keys if any(f":label: {name}\\n" in text for text in texts)]

    assert chapters == [path.stem for path in PATHS[: len(chapters)]]
    assert chapters == [name for name in rows if name in chapters]
    assert sorted(keys) == sorted(shipped_keys())
    assert own == [name for name in shipped_keys() if name in own]


def test_from_routine_to_open(chapter):
    """There are three exercises or more; each has a hint, the last is open and has a rubric."""
    sources = [cell.source for cell in chapter.cells]
    names = labels(chapter)
    text = "\n".join(sources)

    assert len(names) >= 3
    assert len(names) == text.count(":::{hint}\n:class: dropdown") == text.count("{solution-end}")
    assert [name for name in names if name not in CHECKED] == names[-1:]
    assert "There is no single right answer." in sources[-2]
    assert "*A model answer" in sources[-2]


def test_names_are_told_apart():
    """No two exercises have the same name, and each heading bears it."""
    notebooks = [nbformat.read(path, as_version=4) for path in PATHS]
    names = [name for notebook in notebooks for name in labels(notebook)]
    headings = [
        match
        for notebook in notebooks
        for cell in notebook.cells
        for match in re.findall(r"^## ([\w-]+): ", cell.source, re.MULTILINE)
    ]

    assert len(set(names)) == len(names)
    assert headings == names


def test_made_from_the_solved_notebooks():
    """Scaffolds and hashes are what the tool makes of the solved notebooks today.

    The order of the hashes is that of the book, and another in a fork without some chapters.
    """
    made = make_scaffolds.made(ALL_KEYS)
    hashes = json.loads(made.pop(make_scaffolds.ANSWERS))
    there = {*make_scaffolds.SCAFFOLDS.iterdir(), make_scaffolds.ANSWERS}
    there = {path for path in there if not path.name.startswith(".")}

    assert hashes == json.loads(make_scaffolds.ANSWERS.read_text(encoding="utf-8"))
    assert {*made, make_scaffolds.ANSWERS} == there
    assert [path.name for path in made if made[path] != path.read_text(encoding="utf-8")] == []


def test_shipped():
    """The package hands out the scaffolds, and marks by the keys of the solved ones, in order."""
    known = {key.exercise: key for key in ALL_KEYS}
    solved = [known.get(name, name) for path in PATHS for name in labels(nbformat.read(path, 4))]
    own = answer_key(["Ada"], OUTCOME)

    assert [*marking_rows(own, solved)] == [*marking_rows(own, shipped_exercises())]
    assert [(path.name, scaffold(path)) for path in PATHS] == [
        (name, nbformat.reads(text, 4)) for name, text in shipped_notebooks().items()
    ]


def test_an_answer_is_not_read_in_passing():
    """The file that the package reads shows no answer of two digits or of words as it is."""
    shown = make_scaffolds.ANSWERS.read_text(encoding="utf-8")
    told = [key for key in ALL_KEYS if not key.outcome and f'": "{key.answer}"' in shown]

    assert [] == told


def test_every_solution_is_right(path, chapter, monkeypatch):
    """Run from top to bottom, a solved notebook is told "right" at each exercise."""
    found = run(chapter.cells, monkeypatch)

    assert {name for name in labels(chapter) if name in CHECKED} == set(found), path.name
    assert {f"{name}: right." for name in found} == {repr(result) for result in found.values()}


def test_every_scaffold_fails_first(path, chapter, monkeypatch):
    """Run as it is handed out, a scaffold raises nothing and is told "not yet" at each exercise."""
    found = run(scaffold(path).cells, monkeypatch)

    assert {name for name in labels(chapter) if name in CHECKED} == set(found)
    assert [name for name, result in found.items() if result] == []
    assert all("The answer is still `...`" in repr(result) for result in found.values())


def test_every_scaffold_passes_when_filled_in(path, chapter, monkeypatch):
    """With the solutions in its own cells and nothing else, a scaffold passes every check."""
    found = run(filled(path), monkeypatch)

    assert {name for name in labels(chapter) if name in CHECKED} == set(found)
    assert [name for name, result in found.items() if not result] == []


def test_one_answer_fills_one_exercise(path, monkeypatch):
    """Filling in the first exercise alone passes that one, and no other."""
    cells = filled(path)
    blank = {cell.id: cell for cell in scaffold(path).cells}
    first = next(cell.id for cell in cells if cell.id.endswith("-1-code"))
    alone = [cell if cell.id == first else blank[cell.id] for cell in cells]
    found = run(alone, monkeypatch)

    assert [name for name, result in found.items() if result] == [first.removesuffix("-code")]


def test_no_scaffold_gives_anything_away(path):
    """A scaffold has no outputs, keys, marks, solutions or directives of the book."""
    notebook = scaffold(path)
    text = "\n".join(cell.source for cell in notebook.cells)

    assert [cell for cell in notebook.cells if cell.get("outputs")] == []
    assert re.findall(r"exercise_key|# answer|# solution|A model answer|\{[\w-]+\}`|^[`:]{3}\{",
                      text, re.MULTILINE) == []  # fmt: skip
    assert " = ..." in text
    assert "*Your answer:*" in text


def test_every_page_hands_out_its_scaffold(path, chapter):
    """The first cell links to the chapter and to the notebook to fill in."""
    assert f"<../scaffolds/{path.name}>" in chapter.cells[0].source
    assert f"(../{path.name})" in chapter.cells[0].source


def test_stored_outputs(path, code_cells):
    """Every code cell has run in order, without an error, and says nothing of the machine."""
    text = path.read_text(encoding="utf-8")

    assert list(range(1, len(code_cells) + 1)) == [cell.execution_count for _, cell in code_cells]
    assert "error" not in {output.output_type for _, cell in code_cells for output in cell.outputs}
    assert re.findall(r"/home/|/root/|/Users/|0x[0-9a-f]{6,}|iopub|\"stderr\"", text) == []


def test_keys_stay_off_the_page(code_cells):
    """A cell that knows the answer is not shown on the page."""
    keys = [cell for _, cell in code_cells if "exercise_key" in cell.source]

    assert keys != []
    assert all("remove-cell" in cell.metadata.tags for cell in keys)


def test_claims_about_the_paper_name_their_section(chapter):
    """A paragraph that says what the paper prints or gives names its section."""
    claims = [
        paragraph
        for cell in chapter.cells
        for paragraph in re.split(r"\n\s*\n", cell.source)
        if cell.cell_type == "markdown"
        and re.search(r"[Tt]he paper (prints|speaks|says)", paragraph)
        and not paragraph.startswith(("1. ", "2. "))
    ]

    assert [claim for claim in claims if not re.search(r"§|Table 1", claim)
            and "what the paper prints" not in claim.lower()] == []  # fmt: skip


@pytest.mark.parametrize("name", [*CHECKED])
def test_typical_slips_have_their_hint(name):
    """Each typical wrong answer is told "not yet" with its own hint, never "right"."""
    key = CHECKED[name]
    own = own_data.own_figures("Ada Lovelace", key.outcome) if key.outcome else {}
    for slip, hint in key.wrong.items():
        text = key.text(own_answer(slip, own)) if own else slip
        given = {
            "word": str,
            "words": lambda all_of: all_of.split("; ") if all_of else [],
            "whole": float,
        }
        answer = given.get(key.kind, float)(text)

        assert repr(twowaves.check(name, answer, name="Ada Lovelace")) == f"{name}: not yet. {hint}"


def test_no_answer_in_plain_text():
    """The shipped file holds 128-bit hashes and names of figures where answers would stand."""
    entries = json.loads(make_scaffolds.ANSWERS.read_text(encoding="utf-8"))["exercises"]
    own = {name for name, key in CHECKED.items() if key.outcome}

    assert set(entries) == set(CHECKED) == set(shipped_keys())
    for name, entry in entries.items():
        codes = [] if name in own else [*entry["right"], *entry["wrong"]]
        assert [code for code in codes if not re.fullmatch(r"[0-9a-f]{32}", code)] == []
        assert "answer" not in entry
        assert ("right" in entry) != (name in own)


def test_the_wheel_carries_the_hashes():
    """The file lies in the folder that a wheel is made of."""
    assert ROOT / "src" / "twowaves" in make_scaffolds.ANSWERS.parents
