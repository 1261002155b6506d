"""What is stored is what comes out: strict nbval compares outputs only where there are any."""

import ast
import io
import json
import re

import numpy as np
import pytest
from chapters import CHAPTERS, run_afresh, stored_pictures
from PIL import Image

import twowaves
from make_notebooks import normalise


def _shows_something(source):
    """Whether the cell prints, or ends in an expression whose value a notebook shows."""
    tree = ast.parse(source)
    prints = any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "display"}
        for node in ast.walk(tree)
    )
    ends_in_value = bool(tree.body) and isinstance(tree.body[-1], ast.Expr)
    return prints or ends_in_value


def test_there_are_chapters():
    """The tests below have something to test."""
    assert "paired-t-test" in [path.stem for path in CHAPTERS]


def test_every_cell_has_run(code_cells):
    """Every code cell has a stored run, in order from 1."""
    counts = [cell.execution_count for _, cell in code_cells]

    assert list(range(1, len(counts) + 1)) == counts


def test_cells_that_show_something_have_outputs(code_cells):
    """A cell that prints or ends in a value has its output stored."""
    bare = [i for i, cell in code_cells if _shows_something(cell.source) and not cell.outputs]

    assert bare == []


def test_no_cell_ends_in_a_semicolon(code_cells):
    """Nbval runs cells outside the history, where a closing semicolon hides nothing."""
    assert [i for i, cell in code_cells if cell.source.rstrip().endswith(";")] == []


def test_no_stored_error(code_cells):
    """No stored output is an error or a warning on stderr."""
    kinds = {output.output_type for _, cell in code_cells for output in cell.outputs}
    names = {output.get("name") for _, cell in code_cells for output in cell.outputs}

    assert "error" not in kinds
    assert "stderr" not in names


def test_no_live_widget_is_stored(path):
    """Stored outputs keep the figure and the text; a stored model id would show 'not found'."""
    text = path.read_text(encoding="utf-8")

    assert "application/vnd.jupyter.widget-view+json" not in text
    assert "widget-state" not in text


def test_nothing_of_the_machine_is_stored(path):
    """No path, address of an object or time of a run stands in the file."""
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"/home/|/root/|/Users/|0x[0-9a-f]{6,}|iopub", text) == []


def test_no_widget_that_is_dead_on_the_page(code_cells):
    """Chapters use the book's own figures: plain ipywidgets do nothing on a published page."""
    plain = re.compile(r"\binteract(ive|_manual)?\(|import ipywidgets|from ipywidgets|myst_nb")
    found = [i for i, cell in code_cells if plain.search(cell.source)]

    assert found == []


def test_every_picture_has_a_text(code_cells):
    """Each stored picture has an alternative text of a sentence, in the cell's metadata."""
    for i, cell in code_cells:
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 40, f"cell {i}"
            assert alt.endswith("."), f"cell {i}"


@pytest.mark.sweep(1)
def test_another_folder_gives_the_same(path, chapter, tmp_path):
    """A chapter reads nothing that lies beside it, and writes nothing where it runs.

    In an empty folder it says the same, draws the same pictures and leaves no file, so that the
    order of chapters cannot matter. Here in a part of them: nbval runs each where it lies.
    """
    fresh = run_afresh(path, tmp_path)
    normalise(fresh)

    for i, (before, after) in enumerate(zip(chapter.cells, fresh.cells, strict=True)):
        assert _texts(before) == _texts(after), f"cell {i}"
    assert [] == list(tmp_path.iterdir())
    assert_same_pictures(stored_pictures(chapter), stored_pictures(fresh))


def _texts(cell):
    data = [output.get("data", output) for output in cell.get("outputs", [])]
    return [{kind: value for kind, value in each.items() if "text" in kind} for each in data]


def assert_same_pictures(stored, drawn):
    """Nbval does not look at pictures, so here they are compared dot by dot."""
    assert list(drawn) == list(stored)
    for i, picture in stored.items():
        before, after = (
            np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=float)
            for data in (picture, drawn[i])
        )
        assert after.shape == before.shape, f"cell {i}"
        # fonts differ by a dot here and there between machines; another curve differs by far more
        assert np.abs(after - before).mean() < 0.5, f"cell {i}"


def test_the_live_figures_are_the_packages(path):
    """A figure that is stored in a chapter is what the package gives today."""
    shown = re.compile(rf"^({'|'.join(twowaves.widgets.__all__)})\((.*)\)$", re.MULTILINE)
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        call = shown.search("".join(cell["source"]))
        if cell["cell_type"] == "code" and call:
            settings = ast.parse(call[0], mode="eval").body.keywords
            given = {setting.arg: ast.literal_eval(setting.value) for setting in settings}
            expected = getattr(twowaves.widgets, call[1])(**given).figure_html()
            assert expected == "".join(cell["outputs"][0]["data"]["text/html"])
