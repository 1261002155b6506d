"""What a class returns from a kit of the first edition, when the package had another name."""

import nbformat
import pytest

from twowaves import mark_class, write_class_kit
from twowaves.classroom.filled_in import FilledIn, filled_in
from twowaves.classroom.install import CELL
from twowaves.classroom.shipped import shipped_notebooks


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return a kit of two students."""
    return write_class_kit(["Ada", "Grace"], tmp_path_factory.mktemp("class") / "kit")


def earlier(text, **answers):
    """Return a kit's notebook as the first edition wrote it, with some answers typed in."""
    notebook = nbformat.reads(text.replace("twowaves", "prepost"), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "needs-" not in cell.id]
    for cell in notebook.cells:
        for variable, answer in answers.items():
            cell.source = cell.source.replace(f"{variable} = ...", f"{variable} = {answer}")
    return notebook


def test_marked(kit, tmp_path):
    """A notebook that imports `prepost` is read and marked like any other."""
    place = kit.students["Ada"]
    text = (kit.folder / "students" / place / "the-study.ipynb").read_text(encoding="utf-8")
    notebook = earlier(text, pairs=12, missing=4)
    assert "import prepost\n" in notebook.cells[1].source
    nbformat.write(notebook, tmp_path / "whatever.ipynb")  # only its metadata say whose it is
    found = mark_class(tmp_path, kit.folder / "instructor" / "marking-table.csv")
    answers = found.answers.set_index(["name", "exercise"])

    assert () == tuple(found.problems)
    assert "12" == answers.loc[("Ada", "study-3"), "answer"]
    assert "right" == answers.loc[("Ada", "study-3"), "verdict"]
    assert "missing" == answers.loc[("Grace", "study-3"), "verdict"]


def test_what_its_check_kept():
    """An answer that was computed is what the check of that time left beside its sentence."""
    output = nbformat.v4.new_output(
        "execute_result",
        data={"text/plain": "study-3: right."},
        metadata={"prepost": {"exercise": "study-3", "answer": "12"}},
    )
    cell = nbformat.v4.new_code_cell('prepost.check("study-3", df + 1)', outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"prepost": {"name": "Ada"}})

    assert FilledIn("Ada", {"study-3": "12"}) == filled_in(nbformat.writes(notebook))


def test_handed_out_since():
    """Each notebook that is handed out now begins with the cell that says what to install."""
    for text in shipped_notebooks().values():
        code = [cell for cell in nbformat.reads(text, 4).cells if cell.cell_type == "code"]
        assert CELL == code[0].id
