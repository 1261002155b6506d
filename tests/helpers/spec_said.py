"""Cases for both languages of what figures say: a filled-in form, the lab, the three systems."""

from dataclasses import asdict

import numpy as np

from twowaves import load_instrument, shipped_instruments
from twowaves.widgets import LimitationsLab, ScoreSheet, ThreeSystems
from twowaves.widgets.limitations_lab.figure import Summary, in_words

RULES = ("answers", "missing", "max_missing", "out_of_range", "convention", "private")


def said_cases(seed=10, sheets=25, others=60):
    """Return filled-in forms, summaries and settings of the lab, and levels, with what is said."""
    draw = np.random.default_rng([22, seed])
    wide = load_instrument("fscrs").with_responses(0, 20)  # too many answers for buttons, no bands
    figures = [ScoreSheet(form) for form in (*shipped_instruments(), wide)]
    return {
        "form": [[f.instrument, f.instruments[f.instrument], f.instrument] for f in figures],
        "sheet": [_sheet(draw, figure, k) for figure in figures for k in range(sheets)],
        "lab": [_summary(draw) for _ in range(others)],
        "lab_title": [_settings(draw) for _ in range(others)],
        "systems_words": [[ThreeSystems().words, 3]],
        "systems": [_levels(draw) for _ in range(others)],
    }


def _sheet(draw, figure, k):
    """Return one filled-in form: whole, alike, with gaps, with answers that are not on it."""
    form = figure.form
    low, high, n = form.response_min, form.response_max, form.n_items
    answers = draw.integers(low, high, n, endpoint=True).astype(object)
    if k % 5 == 1:
        answers[:] = draw.integers(low, high, endpoint=True)
    if k % 5 >= 2:
        answers[draw.random(n) < draw.choice([0.05, 0.3, 1])] = None
    if k % 5 >= 3:
        answers[draw.random(n) < draw.choice([0.05, 0.3])] = draw.integers(-4, 40)
    figure.answers = [None if answer is None else int(answer) for answer in answers]
    figure.missing = str(draw.choice(["strict", "prorate"]))
    figure.max_missing = float(draw.choice([0, 0.1, 0.2, 0.5, 1]))
    figure.out_of_range = str(draw.choice(["missing", "raise"]))
    figure.private = bool(draw.integers(2))
    figure.convention = str(
        draw.choice(figure.instruments[figure.instrument]["conventions"] or [""])
    )
    state = {name: getattr(figure, name) for name in RULES}
    uses = dict(figure.tables())["The answers, item by item"]["counts"].tolist()
    told = figure.problems["problem"].tolist()
    return [figure.instrument, state, [figure.title(), figure.sentence(), told, uses]]


def _summary(draw):
    claims = int(draw.choice([0, 55, 900]))
    summary = Summary(
        studies=2000,
        untested=int(draw.choice([0, 7])),
        significant=int(draw.integers(2000)),
        mean=float(draw.normal()),
        claims=claims,
        wrong=int(draw.integers(claims + 1)),
        exaggeration=float(draw.random() * 5),
    )
    truth = float(draw.choice([0, 2, 4.5]))
    return [asdict(summary), truth, in_words(summary, truth)]


def _settings(draw):
    settings = {
        "n": int(draw.integers(2, 61)),
        "true_change": float(draw.choice([0, 1, 2.5])),
        "history": float(draw.choice([0, 2])),
        "desirability": float(draw.choice([0, 2])),
        "selected": float(draw.choice([0.5, 1])),
        "drop_out": float(draw.choice([0, 0.3])),
        "outcomes": int(draw.choice([1, 6])),
        "tails": str(draw.choice(["two", "one", "chosen afterwards"])),
        "control": bool(draw.integers(2)),
        "skewed": bool(draw.integers(2)),
    }
    return [settings, LimitationsLab(**settings).title()]


def _levels(draw):
    scene = str(draw.choice(ThreeSystems().scenes["name"]))
    levels = dict(
        zip(("threat", "drive", "soothing"), draw.integers(11, size=3).tolist(), strict=True)
    )
    figure = ThreeSystems(scene, **(levels if draw.integers(3) else {}))
    state = {name: getattr(figure, name) for name in levels} | {"scene": scene}
    return [state, [figure.title(), figure.sentence()]]


FILES = {"said": said_cases}

__all__ = ["FILES", "said_cases"]
