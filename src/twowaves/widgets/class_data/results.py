"""What a class's file comes to: forms checked, scored, paired, tested and written up."""

from __future__ import annotations

import warnings
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from twowaves._base.numbers import fixed, interval, printed_p
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.forms.doubts import find_doubts, other_form
from twowaves.forms.instruments import load_instrument, main_scores, shipped_instruments
from twowaves.forms.responses import check_responses, numeric_answers, read_responses
from twowaves.forms.scoring import score
from twowaves.forms.waves import (
    compare_waves,
    incomplete_people,
    pair_doubts,
    pair_waves,
    test_in_words,
    verdict,
    write_up,
)
from twowaves.widgets.class_data.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twowaves.forms.instruments import Instrument

_ALPHA: float = shared("forms/waves_rules")["alpha"]
_DASH = "\N{EN DASH}"

say = Sentences("widgets/class_data/words")


@dataclass(frozen=True)
class Rules:
    """How a file is read: its columns and waves, and as for `score` the rules for its answers."""

    keys: Keys = field(default_factory=Keys)
    missing: str = "strict"
    max_missing: float = 0.2
    out_of_range: str = "missing"
    checked: bool = False


@dataclass(frozen=True)
class ClassResults:
    """A class's forms and what follows from them."""

    responses: pd.DataFrame
    scores: pd.DataFrame
    problems: pd.DataFrame
    pairs: pd.DataFrame
    comparison: pd.DataFrame
    incomplete: pd.DataFrame
    doubts: pd.DataFrame
    used: tuple[Instrument, ...]
    lacking: tuple[str, ...]
    guess: str
    checked: bool

    def sentence(self) -> str:
        """Return how many forms there are, what is wrong with them, and what is significant."""
        forms = len(self.responses)
        people = self.pairs["person"].nunique()
        parts = [
            say("forms", forms=forms, people=people),
            self.guess,
            say("not_scored", reasons="; ".join(self.lacking)) if self.lacking else "",
            *self._gaps(),
            *self.doubts["question"],
            self._verdict(),
        ]
        return " ".join(part for part in parts if part)

    @property
    def stopped(self) -> bool:
        """Whether a doubt stands where verdict and paragraph would."""
        return bool(self.doubts["stops"].any()) and not self.checked

    def _verdict(self) -> str:
        if self.stopped:
            return say("no_verdict")
        return verdict(self.comparison, _ALPHA) or say("no_test")

    def _gaps(self) -> Iterator[str]:
        bad, left_out = len(self.problems), len(self.incomplete)
        if bad:
            yield say("answer_counts" if bad == 1 else "answers_count", n=bad)
        if left_out:
            yield say("left_out", n=left_out)

    def paragraph(self) -> str:
        """Return the write-up, or that there is none."""
        if self.stopped:
            return say("no_paragraph")
        return write_up(
            self.comparison, self.incomplete, alpha=_ALPHA,
            doubts=self.doubts, checked=self.checked, instruments=self.used,
        )  # fmt: skip

    def tests(self) -> pd.DataFrame:
        """Return the tests as texts, as the figure prints them."""
        rows = [_row(row) for _, row in self.comparison.iterrows()]
        return pd.DataFrame(rows, columns=shared("forms/waves_rules")["heads"])


@lru_cache(maxsize=4)
def class_results(text: str, rules: Rules) -> ClassResults:
    """Return what a CSV of forms comes to; remembered, since a figure asks again and again.

    Parameters
    ----------
    text : str
        CSV with columns for person and wave, and answers under the names of the shipped
        instruments; those of which all columns are there are scored.
    rules : Rules
        How it is read.

    Returns
    -------
    ClassResults
        Everything that follows. Its frames are shared: copy one before changing it.

    Raises
    ------
    ValueError
        If the file cannot be read, lacks a column, names people or waves ambiguously, or holds an
        answer that stops the scoring.
    """
    table = read_responses(text if "\n" in text else f"{text}\n")
    keys = rules.keys.found_in(table)
    _check_unlike_scores(keys)
    forms = table.set_index([keys.person, keys.wave])
    used, lacking = _sorted(forms.columns.tolist())
    problems = pd.concat([check_responses(forms, form) for form in used], ignore_index=True)
    numbers = {form.id: _numbers(forms, form) for form in used}
    stops = rules.out_of_range == "raise"  # in a sentence that quotes the cell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the problems are told above
        parts = [_scored(forms if stops else numbers[form.id], form, rules) for form in used]
    scores = pd.concat(parts, axis=1)
    main = scores[[one.name for form in used for one in main_scores(form)]]
    pairs = pair_waves(main, **asdict(keys))
    comparison = compare_waves(pairs)
    found = [find_doubts(numbers[form.id], form, wave=keys.wave) for form in used]
    doubts = pd.concat([*found, pair_doubts(comparison)], ignore_index=True)
    return ClassResults(
        forms, scores, problems, pairs, comparison, incomplete_people(pairs), doubts,
        tuple(used), tuple(lacking), rules.keys.guess(keys), rules.checked,
    )  # fmt: skip


def _shipped() -> list[Instrument]:
    return [load_instrument(name) for name in shipped_instruments()]


def _check_unlike_scores(keys: Keys) -> None:
    """Refuse a person or a wave whose column is called like a score."""
    names = {one.name for form in _shipped() for one in main_scores(form)}
    for column in (keys.person, keys.wave):
        if column in names:
            raise ValueError(say("score_name", column=repr(column)))


def _sorted(columns: list[str]) -> tuple[list[Instrument], list[str]]:
    """Return the instruments that can be scored, and why others that are begun cannot."""
    there = set(columns)
    begun = [form for form in _shipped() if there & set(form.column_names())]
    if not begun:
        names = listed([form.column(1) for form in _shipped()], "or")
        raise ValueError(say("no_questionnaire", columns=names))
    whole = [form for form in begun if there >= set(form.column_names())]
    faults = {
        form.id: other_form(columns, form) if form in whole else _lack(form, columns)
        for form in begun
    }
    used = [form for form in whole if not faults[form.id]]
    lacking = [fault for fault in faults.values() if fault]
    if not used:
        raise ValueError("; ".join(lacking))
    return used, lacking


def _lack(form: Instrument, columns: list[str]) -> str:
    """Return the package's own sentence about the columns that a form lacks."""
    try:
        check_responses(pd.DataFrame(columns=columns), form)
    except ValueError as error:
        return str(error)
    return ""


def _numbers(forms: pd.DataFrame, form: Instrument) -> pd.DataFrame:
    """Return the answers to one questionnaire, read once for all that follows."""
    columns = form.column_names()
    return pd.DataFrame(numeric_answers(forms, form), index=forms.index, columns=columns)


def _scored(forms: pd.DataFrame, form: Instrument, rules: Rules) -> pd.DataFrame:
    missing: Any = rules.missing
    outside: Any = rules.out_of_range
    return score(forms, form, missing=missing, max_missing=rules.max_missing, out_of_range=outside)


def _row(row: pd.Series) -> list[str]:
    """Return one test as texts."""
    waves = [
        f"{fixed(row[f'mean_{side}'], 2)} ({fixed(row[f'sd_{side}'], 2)})"
        if pd.notna(row[f"mean_{side}"])
        else _DASH
        for side in ("pre", "post")
    ]
    head = [row["outcome"], str(row["n"]), *waves]
    if pd.isna(row["pvalue"]):
        change = _DASH if pd.isna(row["mean_change"]) else fixed(row["mean_change"], 2)
        return [*head, change, _DASH, _DASH, _DASH]
    limits = interval(row["ci_low"], row["ci_high"], 2)
    change = f"{fixed(row['mean_change'], 2)} ({limits})"
    return [
        *head,
        change,
        test_in_words(row),
        *(printed_p(row[p], [_ALPHA]) for p in ("pvalue", "pvalue_holm")),
    ]
