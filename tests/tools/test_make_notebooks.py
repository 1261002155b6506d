"""Notebooks run from top to bottom, and what is stored is the same from every run."""

import gc
import json
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import make_notebooks

TOOLS = Path(__file__).parents[2] / "tools"

SHIFTY = [
    "import sys, time\nprint('one', flush=True)\ntime.sleep(0.2)\nprint('two')",
    "object()",
    """from IPython.display import display
view = {"application/vnd.jupyter.widget-view+json": {"model_id": str(time.time())}}
display({**view, "text/html": "<figure>a table</figure>", "text/plain": "a figure"}, raw=True)
display(view, raw=True)""",
    "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])",
]


@pytest.fixture(autouse=True)
def nothing_stays_open():
    """Let a socket or an event loop that a run left open fail its own test, not a later one."""
    yield
    gc.collect()


def written(path, *sources, tags=()):
    """Write a notebook of code cells."""
    cells = [v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# A chapter", id="title"), *cells])
    path.parent.mkdir(exist_ok=True)
    path.write_text(nbformat.writes(notebook))
    return path


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a notebook of code cells under a name."""

    def write(*sources, name="chapter.ipynb", tags=()):
        return written(tmp_path / name, *sources, tags=tags)

    return write


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A notebook with all that could change from run to run, run once for those that read it."""
    path = written(tmp_path_factory.mktemp("made") / "chapter.ipynb", *SHIFTY)
    make_notebooks.make(path)
    return path


def outputs(path):
    cells = json.loads(path.read_text())["cells"]
    return [output for cell in cells[1:] for output in cell["outputs"]]


def test_the_same_bytes(made, write):
    """A run in another folder gives the same bytes; so does a second run, which writes nothing.

    A notebook that comes out as it was keeps its time, so the book need not read it again.
    """
    first, time = made.read_bytes(), made.stat().st_mtime_ns
    elsewhere = write(*SHIFTY, name="other folder/chapter.ipynb")
    make_notebooks.make(made)
    make_notebooks.make(elsewhere)

    assert first == made.read_bytes() == elsewhere.read_bytes()
    assert time == made.stat().st_mtime_ns


def test_what_is_stored(made):
    """Prints are one text, addresses are replaced, a widget keeps its HTML and text only."""
    printed, representation, widget, figure = outputs(made)
    assert ["one\n", "two\n"] == printed["text"]
    assert ["<object at 0xADDRESS>"] == representation["data"]["text/plain"]
    assert {
        "text/html": ["<figure>a table</figure>"],
        "text/plain": ["a figure"],
    } == widget["data"]
    assert {"image/png", "text/plain"} == figure["data"].keys()


def test_what_is_said_of_the_kernel(made):
    """Neither the version of Python nor any timing is stored."""
    notebook = json.loads(made.read_text())
    assert {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    } == notebook["metadata"]
    assert {"tags": []} == notebook["cells"][1]["metadata"]
    assert 1 == notebook["cells"][1]["execution_count"]


def test_the_kernel(write):
    """The kernel is this environment's, and its working directory is the notebook's folder."""
    path = write("import os, sys\nprint(sys.executable)\nprint(os.getcwd())")

    make_notebooks.make(path)

    (printed,) = outputs(path)
    assert [f"{sys.executable}\n", f"{path.parent}\n"] == printed["text"]


def test_pictures_stay_as_they_are():
    """Text that looks like an address is left alone in a picture."""
    output = v4.new_output("display_data", {"image/png": "0xabcdef", "text/plain": "0xabcdef"})

    make_notebooks.normalise_output(output)

    assert {"image/png": "0xabcdef", "text/plain": "0xADDRESS"} == output.data


def test_an_expected_error_keeps_its_message(write):
    """A cell that is tagged to raise stores what was raised, without the paths of this machine."""
    path = write("raise ValueError('two pairs at least')", tags=["raises-exception"])

    make_notebooks.make(path)

    (error,) = outputs(path)
    assert ["ValueError: two pairs at least"] == error["traceback"]


def test_a_cell_that_raises(write, capsys):
    """One sentence names notebook, cell and error, and the notebook stays as it was."""
    good = write("1 + 1", name="good.ipynb")
    bad = write("1", "raise ValueError('two pairs\\nat least')", name="bad.ipynb")
    before = bad.read_bytes()

    assert 1 == make_notebooks.main([str(bad), str(good)])

    assert "bad.ipynb, cell 3 raised ValueError: two pairs at least\n" == capsys.readouterr().err
    assert before == bad.read_bytes()
    assert ["2"] == outputs(good)[0]["data"]["text/plain"]


def test_a_kernel_that_dies(write):
    """A kernel that ends in the middle is named with its cell."""
    path = write("import os; os._exit(1)")

    with pytest.raises(make_notebooks.NotebookError, match="cell 2 ended its kernel"):
        make_notebooks.make(path)


def test_not_a_notebook(tmp_path):
    """A file that is no notebook is an error in one sentence."""
    path = tmp_path / "torn.ipynb"
    path.write_text('{"cells": [')

    with pytest.raises(make_notebooks.NotebookError, match="cannot be read as a notebook"):
        make_notebooks.make(path)


@pytest.mark.parametrize(
    ("shown", "outcome"), [("two", {"passed": 4}), ("three", {"passed": 3, "failed": 1})]
)
def test_nbval_agrees(made, pytester, monkeypatch, shown, outcome):
    """Strict nbval finds in a second run what was stored, and not what was falsified."""
    path = pytester.path / "chapter.ipynb"
    path.write_text(made.read_text().replace('"two\\n"', f'"{shown}\\n"'))

    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    result = pytester.runpytest_subprocess(
        *("-p", "nbval.plugin", "--nbval", f"--nbval-sanitize-with={TOOLS / 'nbval.cfg'}", path)
    )

    assert outcome == result.parseoutcomes()
