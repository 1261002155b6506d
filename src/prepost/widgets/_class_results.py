"""What a class's file comes to: forms checked, scored, paired, tested and written up."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from prepost._text import listed
from prepost._wording import bare, fixed
from prepost.instruments import load_instrument, shipped_instruments
from prepost.responses import check_responses, read_responses
from prepost.scoring import score
from prepost.waves import compare_waves, incomplete_people, pair_waves, verdict, write_up
from prepost.widgets._filled_form import main_scores

if TYPE_CHECKING:
    from prepost.instruments import Instrument

KEYS = ("person", "wave")
_DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class ClassResults:
    """A class's forms and what follows from them."""

    responses: pd.DataFrame
    scores: pd.DataFrame
    problems: pd.DataFrame
    pairs: pd.DataFrame
    comparison: pd.DataFrame
    incomplete: pd.DataFrame

    def sentence(self) -> str:
        """Return how many forms there are, what is wrong with them, and what is significant."""
        forms = len(self.responses)
        people = self.pairs["person"].nunique()
        parts = [
            f"{_count(forms, 'form')} from {_count(people, 'person', 'people')}.",
            self._doubts(),
            verdict(self.comparison, 0.05) or "No outcome can be tested.",
        ]
        return " ".join(part for part in parts if part)

    def _doubts(self) -> str:
        bad, left_out = len(self.problems), len(self.incomplete)
        counts = "counts" if bad == 1 else "count"
        parts = [
            f"{_count(bad, 'answer')} that no form has {counts} as missing." if bad else "",
            f"{_count(left_out, 'person', 'people')} cannot be compared on every outcome."
            if left_out
            else "",
        ]
        return " ".join(part for part in parts if part)

    def paragraph(self) -> str:
        """Return the write-up."""
        return write_up(self.comparison, self.incomplete)

    def tests(self) -> pd.DataFrame:
        """Return the tests as texts, as the figure prints them."""
        rows = [_row(row) for _, row in self.comparison.iterrows()]
        names = ["outcome", "pairs", "before", "after", "mean change", "t", "p", "p (Holm)"]
        return pd.DataFrame(rows, columns=names)


@lru_cache(maxsize=4)
def class_results(text: str, *, missing: str = "strict", max_missing: float = 0.2) -> ClassResults:
    """Return what a CSV of forms comes to.

    Parameters
    ----------
    text : str
        CSV with the columns person and wave ("before" or "after"), and answers under the names of
        the shipped instruments.
    missing, max_missing
        As for `score`; an answer that no form has counts as missing.

    Returns
    -------
    ClassResults
        Everything that follows; remembered for the last few texts, so its frames are not to be
        changed.

    Raises
    ------
    ValueError
        If the file cannot be read, lacks a column, or names people or waves ambiguously.
    """
    forms = _with_keys(read_responses(text if "\n" in text else f"{text}\n"))
    used = _used(forms)
    problems = pd.concat([check_responses(forms, form) for form in used], ignore_index=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the problems are told above
        scored = [_scored(forms, form, missing, max_missing) for form in used]
    scores = pd.concat(scored, axis=1)
    pairs = pair_waves(scores[[one.name for form in used for one in main_scores(form)]])
    return ClassResults(
        forms, scores, problems, pairs, compare_waves(pairs), incomplete_people(pairs)
    )


def _with_keys(forms: pd.DataFrame) -> pd.DataFrame:
    for key in KEYS:
        if key not in forms.columns:
            there = listed([f"'{name}'" for name in forms.columns[:6]])
            raise ValueError(f"there is no column '{key}'; the first columns are {there}")
    return forms.set_index(list(KEYS))


def _used(forms: pd.DataFrame) -> list[Instrument]:
    """Return the instruments of which the file has at least one column."""
    shipped = [load_instrument(name) for name in shipped_instruments()]
    used = [form for form in shipped if set(form.column_names()) & set(forms.columns)]
    if not used:
        names = listed([form.column(1) for form in shipped], "or")
        raise ValueError(f"no column belongs to a questionnaire; answers stand under {names}")
    return used


def _scored(
    forms: pd.DataFrame, form: Instrument, missing: str, max_missing: float
) -> pd.DataFrame:
    rule: Any = missing
    return score(forms, form, missing=rule, max_missing=max_missing, out_of_range="missing")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


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
    interval = f"{fixed(row['ci_low'], 2)} to {fixed(row['ci_high'], 2)}"
    change = f"{fixed(row['mean_change'], 2)} ({interval})"
    test = f"t({row['df']:.0f}) = {fixed(row['statistic'], 2)}"
    return [*head, change, test, _p(row["pvalue"]), _p(row["pvalue_holm"])]


def _p(pvalue: float) -> str:
    return "< .001" if pvalue < 0.001 else bare(pvalue, 3)
