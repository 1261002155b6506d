"""What is stored is what comes out: strict nbval compares outputs only where there are any."""

import ast
import json
import re

import numpy as np
import pytest
from chapters import CHAPTERS, run_afresh, stored_pictures

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


def test_pictures_are_drawings(code_cells):
    """Every stored picture is SVG: dots can neither follow the page's colours nor be read aloud."""
    kinds = {kind for _, cell in code_cells for o in cell.outputs for kind in o.get("data", {})}

    assert {kind for kind in kinds if kind.startswith("image/")} <= {"image/svg+xml"}


def test_every_picture_has_a_text(code_cells):
    """Each stored picture has an alternative text of a sentence, in the cell's metadata."""
    for i, cell in code_cells:
        if any("image/svg+xml" in output.get("data", {}) for output in cell.outputs):
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
    """Pictures are compared part by part: the same shapes, colours and words at the same places."""
    assert list(drawn) == list(stored)
    for i, picture in stored.items():
        (before, places), (after, new_places) = map(_parts, (picture, drawn[i]))
        assert after == before, f"cell {i}"
        # machines differ in the last digits; half a dot more would be another picture
        np.testing.assert_allclose(new_places, places, atol=0.05, err_msg=f"cell {i}")


def _parts(picture):
    """Return a drawing without its numbers, and these; names are made of numbers, too."""
    names = dict.fromkeys(re.findall(r'id="([mph][0-9a-f]{10})"', picture))
    for place, name in enumerate(names):
        picture = picture.replace(name, f"part-{'i' * place}")
    number = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
    return number.split(picture), [float(each) for each in number.findall(picture)]


def test_another_picture_is_noticed(chapter):
    """A word, a colour, a shape or a place that is another's is noticed in every picture."""
    for i, picture in stored_pictures(chapter).items():
        moved = re.sub(r"(?<=<path d=\"M )\d+", lambda x: str(int(x[0]) + 1), picture, count=1)
        for other in (
            moved,
            picture.replace("</text>", "s</text>", 1),
            picture.replace("#0b6e75", "#0b6e76", 1).replace("#66768a", "#66768b", 1),
            picture.replace("<path", "<g/><path", 1),
        ):
            assert other != picture
            with pytest.raises(AssertionError, match=f"cell {i}"):
                assert_same_pictures({i: picture}, {i: other})
        assert_same_pictures({i: picture}, {i: picture})


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
