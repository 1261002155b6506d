"""A text of any length is read, or refused in a sentence, in time in proportion to it."""

import contextlib
import json
import re

import pytest
from long_texts import long_texts
from time_limit import within

from twowaves import check, parse_printed, read_responses, read_roster, read_table
from twowaves._base.cells import csv_text, safe_cell
from twowaves.classroom.filled_in import filled_in
from twowaves.classroom.given import MOST_LETTERS, NotAnAnswer, answer_text, typed_number
from twowaves.classroom.marking import COLUMNS
from twowaves.classroom.marks import mark_class
from twowaves.classroom.own_data import plain_name
from twowaves.classroom.safe_names import folder_name
from twowaves.widgets.audit_table.figure import parse_sizes

pytestmark = pytest.mark.slow

LONG = 100_000
CELL = 100_000
TEXTS = long_texts(LONG)


def a_notebook(**cell):
    return json.dumps({"metadata": {}, "cells": [{"cell_type": "code", **cell}]})


READERS = {
    "typed_number": typed_number,
    "whole": lambda text: typed_number(text, whole=True),
    "word": lambda text: answer_text(text, "word"),
    "words": lambda text: answer_text(text.split(), "words"),
    "check": lambda text: check("study-3", text),
    "parse_printed": parse_printed,
    "parse_sizes": parse_sizes,
    "plain_name": plain_name,
    "folder_name": folder_name,
    "safe_cell": safe_cell,
    "csv_text": lambda text: csv_text(["a"], [[text, text]]),
    "read_table": lambda text: read_table(f"outcome,mean_pre\na,{text[:CELL]}\n"),
    "a header": lambda text: read_table(f"outcome,{text[:30_000]}\na,1\n"),
    "read_responses": lambda text: read_responses(f"a,b\n{text[:CELL]},1\n"),
    "columns": lambda text: read_responses(f"{text}\n1\n"),
    "read_roster": lambda text: read_roster(f"name,{text}\n{text[:CELL]}\n"),
    "a cell": lambda text: filled_in(a_notebook(source=f"x = {text}\ncheck('a-1', x)")),
    "a call": lambda text: filled_in(a_notebook(source=f'check("a-1", {text}')),
    "an exercise": lambda text: filled_in(a_notebook(source=f'check( "{text}')),
    "a name": lambda text: filled_in(a_notebook(source=f'NAME = "{text}')),
}


@pytest.mark.parametrize("reader", READERS)
def test_long_texts(part_of, reader):
    """No text of 300,000 letters holds up anything that reads one."""
    for text in part_of(TEXTS.values(), 24, seed=[*READERS].index(reader)):
        with within(10, f"{reader} of {text[:3]}…"), contextlib.suppress(ValueError, NotAnAnswer):
            READERS[reader](text)


def test_one_answer_does_not_hold_up_a_class(tmp_path):
    """Long answers, in tables or stored in notebooks, are told as such and have no mark."""
    names = [f"Student {k}" for k in range(len(TEXTS))]
    table = [[name, "demo-1", "number", "0.07", "0.005", "", "", ""] for name in names]
    (tmp_path / "table.csv").write_text(csv_text(COLUMNS, table), "utf-8")
    returned = tmp_path / "returned"
    returned.mkdir()
    for k, (name, text) in enumerate(zip(names, TEXTS.values(), strict=True)):
        if k % 2:
            cells = csv_text(["name", "exercise", "answer"], [[name, "demo-1", text]])
            (returned / f"{k}.csv").write_text(cells, "utf-8")
        else:
            outputs = [{"metadata": {"twowaves": {"exercise": "demo-1", "answer": text}}}]
            notebook = a_notebook(source=f'NAME = "{name}"', outputs=outputs)
            (returned / f"{k}.ipynb").write_text(notebook, "utf-8")

    with within(20, "marking"):
        marks = mark_class(returned, tmp_path / "table.csv").marks

    assert marks["demo-1"].isna().all()
    blank = "A file came, and no answer was found in it."
    long = r"demo-1: it has \d{5,6} letters, and at most 32767 are read\."
    for text, notes in zip(TEXTS.values(), marks["notes"], strict=True):
        assert re.fullmatch(long if text.strip() else re.escape(blank), notes)


def test_the_longest_answer():
    """An answer may have 400 letters, blanks around it apart, and not one more."""
    assert 1.0 == typed_number(f"  {'0' * (MOST_LETTERS - 1)}1\n")
    assert "a" * MOST_LETTERS == answer_text("a" * MOST_LETTERS, "word")
    for kind, answer in [
        ("word", "b" * 401),
        ("words", ["b" * 401]),
        ("words", ["b" * 200, "c" * 200]),
    ]:
        with pytest.raises(NotAnAnswer) as told:
            answer_text(answer, kind)
        joined = answer if isinstance(answer, str) else "; ".join(answer)
        expected = f"'{'b' * 20}…' has {len(joined)} letters; an answer has 400 at the most."
        assert expected == str(told.value)
    with pytest.raises(NotAnAnswer, match=r"^'1{20}…' has 401 letters; an answer has 400"):
        typed_number("1" * 401)


def test_many_columns():
    """Of a hundred thousand columns each is looked at once, and one that stands twice is told."""
    columns = [f"c{k}" for k in range(100_000)]
    with within(20, "reading"):
        assert columns == [*read_responses(f"{','.join(columns)}\n{'1,' * 99_999}1\n").columns]
        with pytest.raises(ValueError, match="the text: the column 'c7' stands twice"):
            read_responses(f"{','.join([*columns, 'c7'])}\n{'1,' * 100_000}1\n")


def test_many_checks_in_a_cell():
    """Of thousands of calls in one cell each is looked up, not searched for."""
    lines = [f'x{k} = {k}\ncheck("a-{k}", x{k})' for k in range(20_000)]
    with within(20, "reading a cell"):
        found = filled_in(a_notebook(source="\n".join(lines)))

    assert {f"a-{k}": f"{k}" for k in range(20_000)} == found.answers
