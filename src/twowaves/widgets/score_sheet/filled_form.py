"""One filled-in form: what it scores, and how that is said."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import pandas as pd

from twowaves._base.numbers import fixed, span, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.forms.instruments import main_scores
from twowaves.forms.responses import check_responses, span_of_answers
from twowaves.forms.scoring import bands, score

if TYPE_CHECKING:
    from typing import Literal

    from twowaves.forms.instruments import Instrument, Score

_FORM = "this form"
_MOST_NAMES: int = shared("forms/scoring_rules")["most_named"]

say = Sentences("widgets/score_sheet/words")


@dataclass(frozen=True)
class FilledForm:
    """The answers to one form, and the rules by which they are scored.

    Parameters
    ----------
    form : Instrument
        The questionnaire.
    answers : list of int or None
        One whole number an item, on the form or not; None where it is missing.
    missing, max_missing, out_of_range
        As for `twowaves.score`.
    convention : str
        Whose bands.
    """

    form: Instrument
    answers: list[int | None]
    missing: str
    max_missing: float
    out_of_range: str
    convention: str

    @property
    def responses(self) -> pd.DataFrame:
        """The answers as `score` takes them: one row, one column an item."""
        columns = self.form.column_names()
        return pd.DataFrame([self.answers], columns=columns, index=[_FORM], dtype="Int64")

    @cached_property
    def problems(self) -> pd.DataFrame:
        """Every answer that is not on the form, with its sentence: as `check_responses` says."""
        return check_responses(self.responses, self.form)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """What `score` makes of the answers: one row, one column a score."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # `problems` says it too
            return score(
                self.responses,
                self.form,
                missing=cast("Literal['strict', 'prorate']", self.missing),
                max_missing=self.max_missing,
                out_of_range=cast("Literal['raise', 'missing']", self.out_of_range),
            )

    def value(self, one: Score) -> float | None:
        """Return one score, or None if there is none."""
        if self.stopped:
            return None
        value = float(self.scores[one.name].to_numpy()[0])
        return None if math.isnan(value) else value

    def band(self, one: Score) -> str:
        """Return the band of a score in words, or "" if it has none."""
        value = self.value(one)
        if value is None or self.convention not in one.conventions():
            return ""
        found = bands(pd.Series([value]), self.form, one.name, convention=self.convention)
        return str(found.item())

    @property
    def stopped(self) -> bool:
        """Whether an answer that is not on the form stops the scoring."""
        return self.out_of_range == "raise" and bool(self.outside)

    @cached_property
    def outside(self) -> list[int]:
        """The items with an answer that is not on the form."""
        return [int(item) for item in self.problems["item"]]

    @property
    def unanswered(self) -> list[int]:
        """The items without an answer."""
        return [item for item, answer in enumerate(self.answers, start=1) if answer is None]

    def gaps(self, one: Score) -> list[int]:
        """Return the items of a score that do not count: missing, or not on the form."""
        gone = {*self.unanswered, *self.outside}
        return [item for item in one.items if item in gone]

    def sentence(self) -> str:
        """Return what is wrong with the answers, if anything, and what they score."""
        if len(self.unanswered) == self.form.n_items:
            return say("unanswered")
        said = [self._say_outside(), self._say_missing(), self._say_scores(), self._say_trap()]
        return " ".join(part for part in said if part)

    def _say_outside(self) -> str:
        items, ends = self.outside, span_of_answers(self.form)
        if not items:
            return ""
        if len(items) == 1:
            answer = whole(self.answers[items[0] - 1] or 0)
            answered = say("one_outside", item=items[0], answer=answer, span=ends)
        else:
            answered = say("outside", items=self._named(items), span=ends)
        if self.out_of_range == "raise":
            return say("stops", answered=answered)
        return say("counts" if len(items) == 1 else "count", answered=answered)

    def _say_missing(self) -> str:
        items = self.unanswered
        if len(items) == 1:
            return say("has_no_answer", item=items[0])
        return say("have_no_answer", items=self._named(items)) if items else ""

    def _named(self, items: list[int]) -> str:
        """Return two or a few items by number, many by how many they are."""
        if len(items) > _MOST_NAMES:
            return say("many_items", n=len(items), all=self.form.n_items)
        return say("items", items=listed([str(item) for item in items]))

    def _say_scores(self) -> str:
        if self.stopped:
            return ""
        main = main_scores(self.form)
        told = [self._say_score(one) for one in main[:_MOST_NAMES]]
        if len(main) > _MOST_NAMES:
            told.append(say("more_scores", n=len(main) - _MOST_NAMES))
        text = "; ".join(told)
        banded = any(self.band(one) for one in main[:_MOST_NAMES])
        guide = f" {say('guide')}" if banded else ""
        return f"{text[0].upper()}{text[1:]}.{guide}"

    def _say_score(self, one: Score) -> str:
        value, gaps = self.value(one), self.gaps(one)
        if value is None:
            return say("no_score", score=one.name, why=self._why_none(one))
        band = self.band(one)
        return say(
            "score",
            score=one.name,
            value=_points(value, one),
            kind=_kind(one),
            span=self._range(one),
            stands=say("stands", stand=self._stand(one)) if gaps else "",
            by=say("by", band=band, convention=self.convention) if band else "",
        )

    def _why_none(self, one: Score) -> str:
        key = "missing_of_most" if self.missing == "prorate" else "missing"
        gaps, items = len(self.gaps(one)), len(one.items)
        return say(key, gaps=gaps, items=items, most=self._most(one))

    def _range(self, one: Score) -> str:
        return span(*map(whole, self.form.score_range(one.name)))

    def _most(self, one: Score) -> int:
        """Return how many answers of a score may be missing."""
        k = len(one.items)
        share = self.max_missing if self.missing == "prorate" else 0
        return min(math.floor(k * share + 1e-9), k - 1)

    def _stand(self, one: Score) -> str:
        """Return the mean of the answers that are there, which stands for each missing one."""
        gaps = self.gaps(one)
        known = [self._counts(one, item) for item in one.items if item not in gaps]
        return _short(sum(known) / len(known))

    def _counts(self, one: Score, item: int) -> int:
        """Return what an answer counts in a score."""
        answer = self.answers[item - 1] or 0
        form = self.form
        return form.response_min + form.response_max - answer if item in one.reversed else answer

    def _say_trap(self) -> str:
        if len(set(self.answers)) > 1 or self.outside:
            return ""
        said = [
            say("trap", value=_points(value, one), score=one.name)
            for one in main_scores(self.form)[:_MOST_NAMES]
            if 2 * len(one.reversed) == len(one.items) and (value := self.value(one)) is not None
        ]
        return " ".join(said)

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the scores, and the answers item by item."""
        scores = pd.DataFrame([self._score_row(one) for one in self.form.scores])
        items = pd.DataFrame([self._item_row(item) for item in range(1, self.form.n_items + 1)])
        return [
            ("The scores", _without_empty(scores)),
            ("The answers, item by item", _without_empty(items)),
        ]

    def _score_row(self, one: Score) -> dict[str, str]:
        value = self.value(one)
        return {
            "score": one.name,
            "value": "no score" if value is None else _points(value, one),
            "range": self._range(one),
            "made as": say("made_as", kind=_kind(one), n=len(one.items)),
            say("band"): self.band(one),
            "note": one.caution,
        }

    def _item_row(self, item: int) -> dict[str, str]:
        answer = self.answers[item - 1]
        used = [self._use(one, item) for one in self.form.scores if item in one.items]
        problems = self.problems.set_index("item")["problem"]
        return {
            "item": str(item),
            "answer": "missing" if answer is None else whole(answer),
            "counts": "; ".join(used) or say("in_no_score"),
            "problem": str(problems.get(item, "")),
        }

    def _use(self, one: Score, item: int) -> str:
        """Return what an answer counts in one score."""
        return f"{one.name}: {self._use_in_words(one, item)}"

    def _use_in_words(self, one: Score, item: int) -> str:
        turned = item in one.reversed
        ends = whole(self.form.response_min + self.form.response_max)
        if item in self.gaps(one):
            scored = self.value(one) is not None
            becomes = say("stands_for_it", stand=self._stand(one)) if scored else say("not_counted")
            return say("turned_gap", ends=ends, becomes=becomes) if turned else becomes
        counts, answer = whole(self._counts(one, item)), whole(self.answers[item - 1] or 0)
        return say("turned", ends=ends, answer=answer, counts=counts) if turned else counts


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of texts without the columns that hold none."""
    return table.loc[:, (table != "").any()]


def _kind(one: Score) -> str:
    return "sum" if one.scoring == "total" else "mean"


def _points(value: float, one: Score) -> str:
    """Return a score in print: means with two decimals, sums without unless they need them."""
    return fixed(value, 2) if one.scoring == "mean" else _short(value)


def _short(value: float) -> str:
    """Return a number without decimals if it is whole, and with two otherwise."""
    return fixed(value, 0 if value.is_integer() else 2)
