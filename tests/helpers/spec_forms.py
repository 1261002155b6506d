"""Cases for both languages of files and forms: how text is read, and what a class comes to."""

import math

import numpy as np
import pandas as pd
from formulas import RUN, STAY
from random_classes import random_class

from twowaves import load_instrument, read_responses, score, shipped_instruments
from twowaves._base import cells
from twowaves.forms.instruments import main_scores
from twowaves.widgets import ClassData
from twowaves.widgets.class_data.keys import Keys
from twowaves.widgets.class_data.results import Rules, class_results

LETTERS = list('ab1",,;\t\n\n\r "\x1c\u00a0')


def read(source):
    """Return the cells that `read_responses` reads, or the sentence in which it refuses."""
    try:
        table = read_responses(source)
    except ValueError as error:
        return str(error)
    return [table.columns.tolist(), *table.to_numpy().tolist()]


def class_figures(text, rules, keys):
    """Return what the package makes of a file, or the sentence in which it refuses."""
    try:
        found = class_results(text, Rules(Keys(**keys), **rules))
    except ValueError as error:
        return {"refused": str(error)}
    names = [
        one.name for name in shipped_instruments() for one in main_scores(load_instrument(name))
    ]
    scores = found.scores[[name for name in names if name in found.scores]]
    comparison = found.comparison
    return {
        "sentence": found.sentence(),
        "paragraph": found.paragraph(),
        "problems": [
            told
            for form in found.used
            for told in found.problems.query("column in @form.column_names()")["problem"][:1000]
        ],
        "incomplete": found.incomplete.to_numpy().tolist(),
        "scores": [list(map(short, row)) for row in scores.to_numpy().tolist()],
        "doubts": found.doubts[["kind", "question", "stops"]].to_numpy().tolist(),
        "tests": found.tests().to_numpy().tolist(),
        "full": [
            comparison.columns.tolist(),
            *(list(map(_cell, row)) for row in comparison.to_numpy().tolist()),
        ],
    }


def responses_cases(seed=6, texts=2500):
    """Return strings of the letters that matter in a CSV, and what is read of them."""
    draw = np.random.default_rng([22, seed])
    texts = ["".join(draw.choice(LETTERS, draw.integers(3, 40))) + "\n" for _ in range(texts)]
    return {"reading": [[text, read(text)] for text in texts]}


def forms_cases():
    """Return the keys of the forms, single forms with their scores, and whole classes."""
    draw = np.random.default_rng([22, 7])
    return {
        "form": form_keys(),
        "scores": [_scored(draw, name) for name in shipped_instruments() for _ in range(200)],
        **classes_cases(8, 60, longest=6000),
    }


def form_keys():
    """Return the keys of the forms, which classes are scored by."""
    return [[form, form["id"]] for form in ClassData().forms]


def classes_cases(seed, classes, longest):
    """Return the files of classes up to a length, and all that follows from each."""
    draw = np.random.default_rng([22, seed])
    drawn = [random_class(draw) for _ in range(classes)]
    return {
        "class": [
            [text, rules | keys, class_figures(text, rules, keys)]
            for text, (rules, keys) in drawn
            if len(text) <= longest
        ]
    }


def _scored(draw, name):
    form = load_instrument(name)
    columns = form.column_names()
    answers = draw.integers(form.response_min, form.response_max, len(columns), endpoint=True)
    gaps = draw.random(len(columns)) < draw.choice([0, 0.02, 0.2])
    given = [None if gap else int(one) for one, gap in zip(answers, gaps, strict=True)]
    rules = {
        "missing": str(draw.choice(["strict", "prorate"])),
        "max_missing": float(draw.choice([0, 0.1, 0.2, 0.5, 1])),
    }
    forms = pd.DataFrame([given], columns=columns, dtype=float)
    names = [one.name for one in main_scores(form)]
    found = score(forms, form, **rules)[names].iloc[0]
    return [form.id, given, rules, list(map(short, found))]


def short(x):
    """Return a float in twelve digits, and nothing for what is not defined."""
    if not isinstance(x, float):
        return x
    return None if math.isnan(x) else float(f"{x:.11e}")


def _cell(x):
    return "" if (found := short(x)) is None else found


def cells_cases():
    """Return texts as cells that a spreadsheet does not run, within a line and at its beginning."""
    draw = np.random.default_rng([22, 9])
    blanks = "\t\r\n \u00a0\u200b\ufeff\x1b\x85\u2028\u00ad\ue000"
    letters = [*"=+-@\uff1d\uff0b\uff0d\uff20'\u2019.15ex,;\u2212\u00fc", *blanks]
    drawn = ["".join(draw.choice(letters, draw.integers(1, 6))) for _ in range(1000)]
    texts = [*RUN, *STAY, *drawn]
    return {
        "first": [[text, cells._first(text)] for text in texts],
        "safe": [[text, cells.safe_cell(text)] for text in texts],
    }


FILES = {"cells": cells_cases, "forms": forms_cases, "responses": responses_cases}

__all__ = ["FILES", "class_figures", "classes_cases", "form_keys", "read", "short"]
