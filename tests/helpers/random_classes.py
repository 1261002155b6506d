"""A class's file as it comes: some forms missing, some answers that no form has, any names."""

import csv
import io

import numpy as np

from twowaves import load_instrument, shipped_instruments

MISSING = ["", "NA", " n/a", ".", "nan "]
ODD = [
    "5",
    "6",
    "-1",
    "-0",
    "9" * 20,
    "2.5",
    "1.00",
    "+2",
    "0.00001",
    "3,5",
    "x",
    "",
    "1e3",
    "a  b",
]
NAMES = ["Ada", "Bo", "O'Neil", '"Cy"', "=1+1", "Zoë", "a, b", "<b>", "constructor", "__proto__"]
WORDS = [("before", "after"), ("pre", "post"), ("T1", "T2"), ("1", "2"), ("After", "Before")]
CODINGS = [
    lambda low, step: low + step,
    lambda low, step: 1 - low + step,  # 0 to 4 for 1 to 5, and the other way round
    lambda low, step: 25 * step + 0 * low,
    lambda low, step: low + step - 3,
    lambda low, step: low + min(step, 3),  # nobody gives the highest answer
    lambda low, step: low + 2 * step,
    lambda low, step: low + step + step // 2,
]
OFTEN = [0.6, 0.12, 0.05, 0.08, 0.05, 0.05, 0.05]
TURNED = [f"scs{item}" for item in (1, 4, 8, 9, 11, 12)]


def random_class(rng):
    """Return the text of a file, and the rules to read it by."""
    forms = [load_instrument(name) for name in shipped_instruments()]
    chosen = [form for form in forms if rng.random() < 0.5] or [forms[int(rng.integers(3))]]
    columns = [column for form in chosen for column in form.column_names()]
    if rng.random() < 0.1:
        columns += [f"{chosen[0].id[:3].upper()}_{item}" for item in rng.integers(20, 30, 2)]
        columns = list(dict.fromkeys(columns))
    if rng.random() < 0.15:
        columns = [column for column in columns if rng.random() < 0.9]
    person = str(rng.choice(["person", "ID", "Name", "who's"], p=[0.6, 0.2, 0.15, 0.05]))
    wave = str(rng.choice(["wave", "Time", "when"], p=[0.7, 0.25, 0.05]))
    words = WORDS[int(rng.integers(len(WORDS)))]
    spoilt = rng.choice([0, 0, 0.01, 0.1])
    gaps = rng.choice([0, 0, 0.02, 0.2])
    coding = {word: CODINGS[int(rng.choice(len(CODINGS), p=OFTEN))] for word in words}
    if rng.random() < 0.5:
        coding = dict.fromkeys(words, coding[words[0]])
    turned = set(TURNED) if rng.random() < 0.5 else set()
    rows = [
        [who, when, *_form(rng, columns, (spoilt, gaps), coding[when], turned)]
        for who in _people(rng)
        for when in _waves(rng, words)
    ]
    order = rng.permutation(len(columns) + 2)
    header = [person, wave, *columns]
    lines = [
        [line[i] for i in order] for line in [header, *(rows[i] for i in _some_order(rng, rows))]
    ]
    return _written(rng, lines), _rules(rng, words)


def _people(rng):
    size = int(rng.choice([0, 1, 2, 3, 6, 11, 16, 40, 150], p=[0.02] + [0.14] * 6 + [0.1, 0.04]))
    named = [NAMES[i] for i in rng.permutation(len(NAMES))[: int(rng.integers(4))]]
    return [*named, *(f"p{k}" for k in range(size))]


def _waves(rng, words):
    chance = rng.random()
    if chance < 0.15:
        return [words[int(rng.integers(2))]]
    return [*words, words[0]] if chance < 0.152 else list(words)


def _some_order(rng, rows):
    return rng.permutation(len(rows)) if rng.random() < 0.5 else range(len(rows))


def _form(rng, columns, chances, coding, turned):
    """Return one person's answers, which agree, with the turned items answered the other way."""
    level, spread = rng.normal(2, 1), rng.choice([0.5, 1, 4])
    cells = [_answer(rng, *chances) for _ in columns]
    fresh = np.clip(np.rint(rng.normal(level, spread, len(columns))), 0, 4).astype(int).tolist()
    fresh = [
        4 - step if column in turned else step for column, step in zip(columns, fresh, strict=True)
    ]
    lowest = [1 if column.startswith("scs") else 0 for column in columns]
    coded = [f"{coding(low, step)}" for low, step in zip(lowest, fresh, strict=True)]
    return [new if cell is None else cell for cell, new in zip(cells, coded, strict=True)]


def _answer(rng, spoilt, gaps):
    chance = rng.random()
    if chance < spoilt:
        return ODD[int(rng.integers(len(ODD)))]
    return MISSING[int(rng.integers(len(MISSING)))] if chance < spoilt + gaps else None


def _written(rng, lines):
    file = io.StringIO()
    separator, end = str(rng.choice([",", ";", "\t"])), str(rng.choice(["\n", "\r\n"]))
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(lines)
    text = file.getvalue()
    if rng.random() < 0.2:
        text = "\ufeff" + text
    if rng.random() < 0.1:
        text = text.replace(end, separator * 3 + end)
    return text.replace(end, end * 2, 1) if rng.random() < 0.1 else text


def _rules(rng, words):
    rules = {
        "missing": str(rng.choice(["strict", "prorate"])),
        "max_missing": float(rng.choice([0, 0.1, 0.2, 0.5, 1])),
        "out_of_range": str(rng.choice(["missing", "missing", "missing", "raise"])),
        "checked": bool(rng.random() < 0.5),
    }
    keys = {"person": "", "wave": "", "before": "", "after": ""}
    if rng.random() < 0.3:
        keys |= {"before": words[1], "after": words[0]}
    if rng.random() < 0.03:
        keys |= {"person": str(rng.choice(["wave", "scs1", "nobody"]))}
    return rules, keys
