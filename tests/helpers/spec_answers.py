"""Cases for both languages of exercises: answers as they are typed, and how two coders agree."""

import numpy as np
from statsmodels.stats.inter_rater import cohens_kappa

from twowaves import teaching_dataset
from twowaves.classroom.given import NotAnAnswer, answer_text, typed_number
from twowaves.classroom.own_data import own_figures

OUTCOMES = ("inadequate self", "hated self", "reassured self")
CODES = ("soothing", "self-talk", "obstacle", "other")


def answers_cases(seed=25, answers=600, coders=150):
    """Return typed answers as the text that counts, and pairs of coders with their kappa."""
    draw = np.random.default_rng([25, seed])
    return {
        "answer_text": [_typed(draw) for _ in range(answers)] + [_words(draw) for _ in range(60)],
        "own_figures": [_own(f"Student {k}", outcome) for k in range(4) for outcome in OUTCOMES],
        "kappa": [_coders(draw) for _ in range(coders)],
    }


def _typed(draw):
    """Return a number as people type it, halves and signs of all kinds among them."""
    kind = str(draw.choice(["number", "whole"], p=[0.8, 0.2]))
    decimals = int(draw.integers(1, 5)) if kind == "number" else 0
    whole = str(draw.choice(["", "0", "00", *(str(n) for n in draw.integers(0, 3000, 3))]))
    behind = "".join(str(n) for n in draw.integers(0, 10, draw.integers(0, 8)))
    if draw.random() < 0.3:
        behind = f"{behind[:decimals]:0<{decimals}}5"  # a half, to be rounded to the even digit
    mark = str(draw.choice([".", ","])) if len(behind) not in {0, 3} else "."
    sign = str(draw.choice(["", "", "-", "+", "\N{MINUS SIGN}"]))
    text = f"{sign}{whole}{mark}{behind}" if behind else f"{sign}{whole or 7}"
    return [
        [f"{' ' * int(draw.integers(0, 2))}{text}"],
        kind,
        decimals,
        _text(text, kind, decimals),
    ]


def _text(typed, kind, decimals):
    """Return what Python compares, or nothing if it is no answer of this kind."""
    try:
        return answer_text(typed_number(typed, whole=kind == "whole"), kind, decimals)
    except NotAnAnswer:
        return None


def _words(draw):
    """Return words in any order, case and spacing, some of them twice."""
    known = ["Hated self", "reassured  SELF", " self-correction.", "\uff21larm, with rest"]
    given = [str(word) for word in draw.choice(known, draw.integers(1, 6))]
    return [given, "words", 0, answer_text(given, "words")]


def _own(name, outcome):
    """Return a student's own people, and what there is to find in them."""
    data, found = teaching_dataset(name, outcome), own_figures(name, outcome)
    names = [each for each in found if each not in {"ci_low", "ci_high"}]
    scores = (data[wave].tolist() for wave in ("pre", "post"))
    return [*scores, names, [float(f"{found[each]:.11e}") for each in names]]


def _coders(draw):
    """Return the codes of two coders who agree more or less, some with one code for everything."""
    used = CODES[: int(draw.integers(1, 5))]
    one = [str(code) for code in draw.choice(used, draw.integers(1, 30))]
    other = [code if draw.random() < 0.6 else str(draw.choice(used)) for code in one]
    table = [[sum(pair == (a, b) for pair in zip(one, other, strict=True)) for b in CODES]
             for a in CODES]  # fmt: skip
    if len({*one, *other}) == 1:
        return [one, other, None]  # chance alone would agree on everything
    kappa = float(cohens_kappa(np.array(table), return_results=False))
    return [one, other, float(f"{kappa:.11e}")]


FILES = {"answers": answers_cases}

__all__ = ["FILES", "answers_cases"]
