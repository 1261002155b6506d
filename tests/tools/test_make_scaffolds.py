"""What becomes of a solved notebook's cells."""

import json

import nbformat
import pytest
from nbformat import v4

import make_scaffolds
from twowaves.classroom.install import first_cell


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1  # answer", "x = ..."),
        ("x = f(\n    1,\n)  # answer\nx", "x = ...\nx"),
        ("a = b = 1  # answer", "a = b = ..."),
        ("a, b = 1, 2  # answer", "a, b = ..."),
        ("y = 2  # solution\nx = y  # answer", "x = ..."),
        ("def f(x):\n    y = x  # solution\n    return y  # answer", "def f(x):\n    return ..."),
        ("text = '  # answer'\nx = 1", "text = '  # answer'\nx = 1"),
        ("x = 1  # an answer", "x = 1  # an answer"),
    ],
)
def test_code(source, expected):
    """Marked statements become `...` or go; everything else stays as it is."""
    assert expected == make_scaffolds.scaffold_code(source)


def test_a_mark_where_none_can_stand():
    """A mark on what is neither an assignment nor a return is told with its line."""
    with pytest.raises(ValueError, match="line 2: only x = … and return …"):
        make_scaffolds.scaffold_code("x = 1\nprint(x)  # answer")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```{exercise}\n:label: a-1\n:nonumber:\n\nHow many?\n```", "How many?"),
        (
            ":::{hint}\n:class: dropdown\n\nCount.\n:::",
            "<details><summary>Hint</summary>\n\nCount.\n\n</details>",
        ),
        ("A {term}`pre–post design <x>` and {term}`parity`.", "A pre–post design and parity."),
        ("See [](../scoring.ipynb).", "See *From answers to scores*."),
        ("See [the key](../scoring.ipynb) or [this](https://example.org).",
         "See *the key* or [this](https://example.org)."),
        ("# Title\n\n{download}`Get it <../scaffolds/x.ipynb>`", "# Title\n"),
    ],
)  # fmt: skip
def test_prose(source, expected):
    """Directives, roles and links of the book become prose that any notebook shows."""
    assert expected == make_scaffolds.plain_markdown(source, "x")


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Return a folder of its own for the solved notebooks, scaffolds and answers."""
    monkeypatch.setattr(make_scaffolds, "SOLVED", tmp_path / "exercises")
    monkeypatch.setattr(make_scaffolds, "SCAFFOLDS", tmp_path / "scaffolds")
    monkeypatch.setattr(make_scaffolds, "ANSWERS", tmp_path / "exercises.json")
    (tmp_path / "exercises").mkdir()
    return tmp_path


def solve(folders, answer):
    """Write a solved notebook of one exercise that nobody knows yet."""
    key = f'exercise_key("demo-1", {answer}, kind="whole", hint="Count.")'
    cells = [
        v4.new_markdown_cell("```{exercise}\n:label: demo-1\n\nHow many?\n```", id="a"),
        v4.new_markdown_cell("```{solution-start} demo-1\n```", id="b"),
        v4.new_code_cell(
            f'import twowaves\nx = {answer}  # answer\ntwowaves.check("demo-1", x)', id="c"
        ),
        v4.new_markdown_cell("```{solution-end}\n```", id="d"),
        v4.new_code_cell(
            f"from twowaves.classroom.keys import exercise_key\n{key}", id="e",
            metadata={"tags": ["exercise-key"]},
        ),
    ]  # fmt: skip
    nbformat.write(v4.new_notebook(cells=cells), folders / "exercises" / "demo.ipynb")


def test_a_new_exercise(folders, capsys):
    """An exercise that no hash knows yet is run, sealed and blanked; old scaffolds go."""
    solve(folders, 3)
    (folders / "scaffolds").mkdir()
    (folders / "scaffolds" / "old.ipynb").touch()

    assert 0 == make_scaffolds.main()
    entry = json.loads((folders / "exercises.json").read_text())["exercises"]["demo-1"]
    scaffold = nbformat.read(folders / "scaffolds" / "demo.ipynb", as_version=4)
    assert {"kind": "whole", "hint": "Count.", "right": [make_scaffolds.ExerciseKey(
        "demo-1", "whole", "3").sealed().right[0]], "folded": "Mw=="} == entry  # fmt: skip
    assert ["How many?", first_cell(), 'import twowaves\nx = ...\ntwowaves.check("demo-1", x)'] == [
        cell.source for cell in scaffold.cells
    ]
    assert ["demo.ipynb"] == [path.name for path in (folders / "scaffolds").iterdir()]
    assert "Scaffolds: 1; exercises that can be checked: 1." in capsys.readouterr().out


def test_the_same_bytes(folders):
    """A second run changes nothing, and another answer changes the hash."""
    solve(folders, 3)
    make_scaffolds.main()
    first = (
        (folders / "exercises.json").read_bytes(),
        (folders / "scaffolds/demo.ipynb").read_bytes(),
    )
    make_scaffolds.main()
    again = (
        (folders / "exercises.json").read_bytes(),
        (folders / "scaffolds/demo.ipynb").read_bytes(),
    )
    solve(folders, 4)
    make_scaffolds.main()

    assert first == again
    assert first[0] != (folders / "exercises.json").read_bytes()
