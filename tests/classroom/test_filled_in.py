"""A student's notebook read for its answers, and never run."""

import json

import nbformat
import pytest
from nbclient import NotebookClient
from time_limit import within

import make_notebooks
from twowaves import check
from twowaves.classroom.filled_in import FilledIn, filled_in
from twowaves.classroom.kit import with_name, with_owner
from twowaves.classroom.shipped import shipped_notebooks

NAME = 'Zoë "Z" \\ 🙂'


def scaffold(name, **answers):
    """Return a kit's notebook of a student with some of its `...` filled in."""
    text = shipped_notebooks()[f"{name}.ipynb"]
    notebook = nbformat.reads(with_owner(with_name(text, NAME), NAME), as_version=4)
    for cell in notebook.cells:
        for variable, answer in answers.items():
            cell.source = cell.source.replace(f"{variable} = ...", f"{variable} = {answer}")
    return notebook


def found(notebook):
    return filled_in(nbformat.writes(notebook))


def one(source, **cell):
    """Return what is found in a notebook of one code cell."""
    cells = [{"cell_type": "code", "source": source, **cell}]
    return filled_in(json.dumps({"metadata": {}, "cells": cells}))


def test_as_handed_out():
    """As it is handed out, each notebook of the kit says whose it is and holds no answer."""
    for name in shipped_notebooks():
        assert FilledIn(NAME) == found(scaffold(name.removesuffix(".ipynb")))


def test_run_and_saved():
    """What code computed is read from what `check` left, what was typed from the text."""
    notebook = scaffold(
        "paired-t-test",
        mean_change="change.mean()", standard_error="3,03", p_permutation="0.5 * 2 / 3", d_av="''",
    )  # fmt: skip
    notebook.cells[-1].source = "*Your answer:* They fell.\n\nNot by chance."
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True,
                            config=make_notebooks.Config({"KernelManager": {
                                "transport_encryption": "auto"}}))  # fmt: skip
    client.execute()

    assert {
        "paired-1": "-6.18",
        "paired-2": "3,03",
        "paired-3": "0.3333",
        "paired-5": "They fell.\n\nNot by chance.",
    } == found(notebook).answers


def test_not_run():
    """Code whose result is not stored is told, not taken for no answer, and not run."""
    notebook = scaffold("the-study", pairs="open('/nowhere')", missing="4  # of them")

    assert FilledIn(NAME, {"study-1": "4"}, ["study-3"]) == found(notebook)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2.31", "2.31"), ("-2,31", "-2,31"), ("\N{MINUS SIGN}6.18", "\N{MINUS SIGN}6.18"),
        ("1e-3", "1e-3"), ("'9.18'", "9.18"), ('["b", "a"]', "b; a"), ("{'b', 'a'}", "a; b"),
        ("2.31  # rounded", "2.31"), ("...", ""), ("[]", ""),
    ],
)  # fmt: skip
def test_typed(typed, answer):
    """A number or words typed in place of `...` are the answer, whichever way they are written."""
    expected = {"a-1": answer} if answer else {}

    assert expected == one(f'x = {typed}\ntwowaves.check("a-1", x)').answers
    if "," not in typed and "#" not in typed:
        assert expected == one(f'twowaves.check("a-1", {typed}, name=NAME)').answers


@pytest.mark.parametrize("typed", ["1 / 3", "f(x)", "x + 1", "1, 'a'", "None", "2.31\nx = x + 1"])
def test_computed(typed):
    """What is not typed out counts as code that was not run."""
    assert FilledIn("", {}, ["a-1"]) == one(f'x = {typed}\ncheck("a-1", x)')


def test_a_typed_answer_is_newer_than_a_stored_one():
    """A number typed after the last run counts, not what the last run left."""
    outputs = [{"metadata": {"twowaves": {"exercise": "a-1", "answer": "5"}}}]

    assert {"a-1": "6"} == one('x = 6\ncheck("a-1", x)', outputs=outputs).answers
    assert {"a-1": "5"} == one('x = y\ncheck("a-1", x)', outputs=outputs).answers


@pytest.mark.parametrize(
    "call",
    [
        'check("a-1", x)  # mine', 'check("a-1", x);', 'check("a-1", x) ; # done',
        'check( "a-1" , x )', 'twowaves.check("a-1", x, name=NAME)  # #2',
    ],
)  # fmt: skip
def test_calls_as_people_write_them(call):
    """A comment, a semicolon or blanks about a call do not hide its answer."""
    assert {"a-1": "2.31"} == one(f"x = 2.31\n{call}").answers


@pytest.mark.parametrize(
    "call",
    [
        'check(\n    "a-1",\n    x,\n)', 'check(exercise="a-1", answer=x)',
        'for name in ["a-1"]:\n    check(name, x)', 'y = check("a-1", x) if x else None',
    ],
)  # fmt: skip
def test_other_calls(call):
    """However it was called, what `check` left in the output is the answer."""
    outputs = [{"metadata": {"twowaves": {"exercise": "a-1", "answer": "2.31"}}}]

    assert {"a-1": "2.31"} == one(f"x = 2.31\n{call}", outputs=outputs).answers
    if '"a-1",\n' in call or "exercise=" in call:
        assert ["a-1"] == one(f"x = 2.31\n{call}").not_run


@pytest.mark.parametrize(
    "source",
    [
        'check("a", ,name=)' * 20_000 + "x",
        'check("a", ' + "x , " * 50_000,
        "x = " + " " * 200_000 + "#'\ncheck('a', x)",
        'check("a", ' + "(" * 100_000,
    ],
    ids=["calls", "commas", "blanks", "brackets"],
)
def test_hostile_text_takes_no_time(source):
    """No cell of a few hundred kilobytes holds up the marking of a class."""
    with within(5, "reading a cell"):
        one(source)


def test_the_name_in_the_code():
    """Where the kit wrote no name, that of the first cell counts, in any quotes or as a number."""
    for literal, name in [
        ('"Zoë"', "Zoë"),
        ("'O\\'Neil'", "O'Neil"),
        ("7", "7"),
        ("0123", "0123"),
        (r'"\x"', r"\x"),
    ]:
        assert name == one(f"NAME = {literal}  # mine").name


ODD_OUTPUT = {"cell_type": "code", "source": 'check("a-1", 1 + 1)', "outputs": [3]}


@pytest.mark.parametrize(
    "text",
    [
        *["", "{}", "[]", "null", '{"cells": 1}', '{"metadata": {}, "cells": [1]}'],
        '{"metadata": {}, "cells": [{"source": "x"}]}',
        json.dumps({"metadata": {}, "cells": [ODD_OUTPUT]}),
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_no_notebook(text):
    """What is no notebook is told in a sentence."""
    with pytest.raises(ValueError, match="it is no notebook that Jupyter can open"):
        filled_in(text)


def test_what_check_leaves():
    """The answer is kept beside the sentence, which alone is shown."""
    shown, kept = check("study-3", 11.0)._repr_mimebundle_()

    assert {"text/plain": repr(check("study-3", 11))} == shown
    assert {"twowaves": {"exercise": "study-3", "answer": "11"}} == kept
    assert "" == check("study-3", ...).answer
