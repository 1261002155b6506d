"""A page's notebooks are Jupyter's: whatever is opened is written again as nbformat would."""

import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4
from nodejs import find_node

ROOT = Path(__file__).parents[2]
SCAFFOLDS = sorted((ROOT / "notebooks" / "scaffolds").glob("*.ipynb"))
SCRIPT = Path(__file__).with_name("notebook.mjs")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=30)
IDS = st.from_regex(r"\A[a-zA-Z0-9_-]{1,12}\Z")
META = st.dictionaries(TEXT, TEXT | st.integers(-9, 9) | st.lists(TEXT, max_size=2), max_size=2)
FORMS = st.sampled_from(["text/plain", "text/html", "image/png", "application/x.y+json"])
BUNDLE = st.dictionaries(FORMS, TEXT, max_size=2).map(
    lambda data: {k: {"a": v} if k.endswith("json") else v for k, v in data.items()}
)
OUTPUTS = st.one_of(
    st.builds(lambda n, t: v4.new_output("stream", name=n, text=t),
              st.sampled_from(["stdout", "stderr"]), TEXT),
    st.builds(lambda d, m: v4.new_output("display_data", d, metadata=m), BUNDLE, META),
    st.builds(lambda d, n: v4.new_output("execute_result", d, execution_count=n), BUNDLE,
              st.integers(1, 99)),
    st.builds(lambda a, b, c: v4.new_output("error", ename=a, evalue=b, traceback=c),
              TEXT, TEXT, st.lists(TEXT, max_size=3)),
)  # fmt: skip
CELLS = st.one_of(
    st.builds(lambda s, o, n: v4.new_code_cell(s, outputs=o, execution_count=n),
              TEXT, st.lists(OUTPUTS, max_size=3), st.none() | st.integers(1, 99)),
    st.builds(v4.new_markdown_cell, TEXT),
    st.builds(v4.new_raw_cell, TEXT),
)  # fmt: skip


@st.composite
def notebooks(draw):
    """Draw a notebook that nbformat accepts."""
    cells = draw(st.lists(CELLS, max_size=4))
    names = draw(st.lists(IDS, min_size=len(cells), max_size=len(cells), unique=True))
    for cell, name in zip(cells, names, strict=True):
        cell.id, cell.metadata = name, nbformat.from_dict(draw(META.filter(is_metadata)))
    return v4.new_notebook(cells=cells, nbformat_minor=5)


def is_metadata(held):
    """Tell whether nbformat has no opinion of what stands there."""
    return not {"tags", "name", "collapsed", "scrolled", "format", "jupyter"} & set(held)


@pytest.fixture(scope="module")
def ask():
    """Ask the page's script, as often as one likes."""
    command = [find_node(), "--no-warnings", SCRIPT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as node:

        def answer(*question):
            node.stdin.write(json.dumps(question) + "\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        yield answer
        node.stdin.close()


@given(notebook=notebooks())
def test_again(ask, notebook):
    """Any notebook is read and written again with all that it held, and is valid."""
    again = nbformat.reads(ask("again", nbformat.writes(notebook)), 4)

    nbformat.validate(again)
    assert again == nbformat.reads(nbformat.writes(notebook), 4)


@pytest.mark.parametrize("path", SCAFFOLDS, ids=lambda path: path.stem)
def test_same_bytes(ask, path):
    """A student's notebook is written byte by byte as it is in the repository."""
    text = path.read_text(encoding="utf-8")

    assert text == ask("again", text)


@given(own=notebooks(), other=notebooks(), shared=st.data())
def test_merged(ask, own, other, shared):
    """Whatever is opened, the page's own cells stay in their order, and nothing of it is lost."""
    code = [cell for cell in own.cells if cell.cell_type == "code"]
    if not code or code[0].id in {cell.id for cell in other.cells}:
        return
    mine = shared.draw(TEXT)
    place = shared.draw(st.integers(0, len(other.cells)))
    other.cells.insert(place, v4.new_code_cell(mine, id=code[0].id))
    merged = nbformat.reads(ask("merged", nbformat.writes(own), nbformat.writes(other)), 4)

    nbformat.validate(merged)
    known = [cell.id for cell in own.cells]
    kinds = {cell.id: cell.cell_type for cell in own.cells}
    assert known == [cell.id for cell in merged.cells if cell.id in known]
    assert mine == next(cell.source for cell in merged.cells if cell.id == code[0].id)
    sources = [cell.source for cell in merged.cells]
    kept = [cell for cell in other.cells if kinds.get(cell.id) != cell.cell_type]
    assert all(cell.source in sources for cell in kept)
    assert len(merged.cells) == len(known) + len(kept)


def test_later_edition(ask):
    """Cells that a later edition has no more stand where they stood, as cells of one's own."""
    new = v4.new_notebook(
        cells=[v4.new_markdown_cell("New words.", id="a-1"), v4.new_code_cell("...", id="a-1-code")]
    )
    old = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("Old words.", id="a-1"),
            v4.new_code_cell("x = 1", id="a-1-code"),
            v4.new_code_cell("mine", id="mine"),
        ],
        metadata={"twowaves": {"name": "Ada"}},
    )
    merged = nbformat.reads(ask("merged", nbformat.writes(new), nbformat.writes(old)), 4)

    assert ["New words.", "x = 1", "mine"] == [cell.source for cell in merged.cells]
    assert {"name": "Ada"} == merged.metadata.twowaves


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no notebook"),
        ("\0\1", "is no notebook"),
        ("[]", "is no notebook"),
        ('{"cells": [{}], "metadata": {}}', "is no notebook"),
        ('{"cells": [], "metadata": []}', "is no notebook"),
        ('{"worksheets": [], "metadata": {}}', "format before 4"),
        ('{"cells": [], "metadata": {"a": ' + "[" * 9999 + "]" * 9999 + "}}", "too deeply"),
    ],
)
def test_refused(ask, text, sentence):
    """What is no notebook is refused in a sentence that names the file."""
    refused = ask("parsed", text, "a.ipynb")["refused"]

    assert refused.startswith("“a.ipynb”")
    assert sentence in refused
    assert refused.count(".") == 2  # the name's and the sentence's


def test_another_chapter(ask):
    """Another chapter's notebook is not this one, though some cells are called alike."""
    texts = [path.read_text(encoding="utf-8") for path in SCAFFOLDS[:2]]

    assert "another notebook" in ask("merged", *texts)["refused"]


def test_outputs(ask):
    """What a cell hands over is stored as Jupyter stores it."""
    told = [
        {"type": "stream", "name": "stdout", "text": "a\n"},
        {"type": "stream", "name": "stdout", "text": "b\n"},
        {"type": "model", "name": "m", "values": {}},
        {"type": "execute_result", "data": {"text/plain": "1"}, "metadata": {"twowaves": {"a": 1}}},
        {"type": "error", "ename": "E", "evalue": "e", "traceback": "x\ny", "advice": ""},
    ]
    stored = ask("stored", told)

    nbformat.validate(v4.new_notebook(cells=[v4.new_code_cell("", outputs=stored, id="a")]))
    assert ["stream", "execute_result", "error"] == [each["output_type"] for each in stored]
    assert "a\nb\n" == stored[0]["text"]
    assert {"twowaves": {"a": 1}} == stored[1]["metadata"]
    assert [] == ask("stored", [*told, {"type": "clear_output"}])
