"""One filled-in form: set answers item by item, and see what each does to the scores."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import traitlets

from twowaves._base.arguments import as_whole
from twowaves._base.numbers import whole
from twowaves._base.sentences import Sentences
from twowaves.forms.instruments import Instrument, load_instrument, shipped_instruments
from twowaves.forms.responses import LARGEST, span_of_answers
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, RefusedError, Share
from twowaves.widgets.score_sheet.filled_form import FilledForm

if TYPE_CHECKING:
    from pathlib import Path

_MOST_ITEMS = 100
_MISSING = ("strict", "prorate")
_OUT_OF_RANGE = ("missing", "raise")
# made up by us so that each form shows something: a score on the edge of two bands, two low ones
_EXAMPLES = {
    "scs-sf": [3, 4, 4, 2, 3, 4, 4, 3, 3, 3, 2, 3],
    "fscrs": [3, 2, 2, 3, 3, 1, 2, 2, 0, 1, 3, 0, 2, 2, 1, 3, 1, 2, 2, 2, 3, 0],
    "fscs": [2, 0, 3, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 3, 1, 2, 0, 1, 2, 1, 0],
}

say = Sentences("widgets/score_sheet/words")


class Key(traitlets.TraitType[str, Any]):
    """The short name of one of the figure's instruments."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the name, or say which ones there are."""
        if not isinstance(value, str) or value not in obj.instruments:
            names = ", ".join(map(repr, obj.instruments))
            raise ValueError(f"{self.name} is {value!r}; it must be one of {names}")
        return value


class Answers(traitlets.TraitType[list[int | None], Any]):
    """One whole number an item, on the form or not; None where the answer is missing."""

    def validate(self, obj: Any, value: Any) -> list[int | None]:
        """Return the answers as plain numbers, or name the first that is none."""
        del obj
        plain = value.tolist() if isinstance(value, np.ndarray | pd.Series) else value
        if isinstance(plain, str) or not isinstance(plain, list | tuple | range):
            raise TypeError(f"{self.name} is {value!r}; it must be a list, one answer an item")
        if not 1 <= len(plain) <= _MOST_ITEMS:
            raise ValueError(
                f"{self.name} has {len(plain)} answers; the figure takes 1 to {_MOST_ITEMS}"
            )
        return [_answer(answer, f"item {item}") for item, answer in enumerate(plain, start=1)]


def _answer(answer: Any, where: str) -> int | None:
    """Return one answer as a plain number, or None if it is missing."""
    is_float = isinstance(answer, float | np.floating)
    if answer is None or answer is pd.NA or (is_float and math.isnan(answer)):
        return None
    number = int(answer) if is_float and answer.is_integer() else as_whole(answer)
    if number is None or abs(number) > LARGEST:
        raise ValueError(
            f"{where} is answered {answer!r}; an answer is a whole number "
            f"from -{LARGEST} to {LARGEST}, or None if it is missing"
        )
    return number


class ScoreSheet(LiveFigure):
    """Answer the items of a questionnaire, and see every score on its range.

    The same figure is live on the published page without a kernel. It shows numbers of items and
    names of scores, never the wording of an item. In JupyterLab, Python reads `answers`, `scores`
    and `problems` after a click, and setting `answers` fills in the form.

    Parameters
    ----------
    instrument : str, pathlib.Path or Instrument
        "scs-sf", "fscrs" or "fscs"; or another one of at most 100 items, as for `load_instrument`.
    answers : sequence or mapping, optional
        One whole number an item, None or NaN where it is missing; or a mapping from numbers of
        items, or names of their columns, to answers, where items left out are missing. A whole
        number that the form does not have is taken too, and shown as a problem. By default
        a synthetic example.
    missing, max_missing, out_of_range
        As for `score`; here an answer that is not on the form counts as missing by default.
    convention : str, optional
        Whose bands; by default the first that the instrument has.
    offered : bool
        Whether the form offers one answer more than it has: the first that its key has a hint
        for, such as the 5 of a form from 0 to 4.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    >>> w = ScoreSheet("scs-sf", [5] * 12)
    >>> w.sentence()
    'Self-compassion is 3.00 (mean, 1 to 5): moderate by the bands of \
the guide. A band is a rough guide, not a diagnosis. Whoever answers every item alike gets 3.00 in \
self-compassion, whichever answer it is: half of its items are reversed.'
    >>> w.scores.loc["this form", "self-kindness"].item()
    5.0
    >>> ScoreSheet("fscs", {1: 2, 4: 5}).problems["problem"].item()[:41]
    'this form, item 4 (fscs4): 5 is outside 0'
    """

    _esm = script("score_sheet")
    _css = style("score_sheet")

    widget_name = "score-sheet"
    state_traits = (
        "instrument", "answers", "missing", "max_missing", "out_of_range", "convention", "offered",
        "private", "instruments",
    )  # fmt: skip

    instruments: traitlets.Dict[str, dict[str, Any]] = traitlets.Dict(
        read_only=True, help="the keys to choose from"
    ).tag(sync=True)
    instrument = Key("scs-sf").tag(sync=True)
    answers = Answers().tag(sync=True)
    missing = Choice(lambda: _MISSING, "strict").tag(sync=True)
    max_missing = Share(0.2).tag(sync=True)
    out_of_range = Choice(lambda: _OUT_OF_RANGE, "missing").tag(sync=True)
    convention = traitlets.Unicode("").tag(sync=True)
    offered = traitlets.Bool(default_value=False, help="one answer more").tag(sync=True)
    private = traitlets.Bool(default_value=False, help="answered by a reader").tag(sync=True)

    def __init__(
        self,
        instrument: str | Path | Instrument = "scs-sf",
        answers: Any = None,
        *,
        missing: str = "strict",
        max_missing: float = 0.2,
        out_of_range: str = "missing",
        convention: str | None = None,
        offered: bool = False,
    ) -> None:
        form = load_instrument(instrument)
        self._forms = {name: load_instrument(name) for name in shipped_instruments()}
        key = _key_of(form, self._forms)
        self._forms[key] = form
        self.set_trait("instruments", {name: _plain(each) for name, each in self._forms.items()})
        first = (*_conventions(form), "")[0]
        super().__init__(
            instrument=key,
            answers=self._filled(form, answers),
            missing=missing,
            max_missing=max_missing,
            out_of_range=out_of_range,
            convention=first if convention is None else convention,
            offered=offered,
        )

    def load(self, instrument: str, answers: Any = None) -> None:
        """Change to another of the figure's instruments.

        Parameters
        ----------
        instrument : str
            One of `instruments`.
        answers : sequence or mapping, optional
            As for the figure; by default its synthetic example.

        Raises
        ------
        ValueError
            If there is no such instrument, or the answers are not its.
        """
        if instrument not in self._forms:
            names = ", ".join(map(repr, self._forms))
            raise ValueError(f"instrument is {instrument!r}; it must be one of {names}")
        form = self._forms[instrument]
        filled, known = self._filled(form, answers), _conventions(form)
        with self.hold_sync(), self.hold_trait_notifications():
            self.instrument, self.answers, self.private = instrument, filled, False
            if known and self.convention not in known:
                self.convention = known[0]

    def _filled(self, form: Instrument, answers: Any) -> Any:
        """Return a list of answers, of the example if there are none."""
        if answers is None:
            return _example(form)
        if isinstance(answers, Mapping) or (
            isinstance(answers, pd.Series) and set(answers.index) <= set(form.column_names())
        ):
            return _by_item(dict(answers.items()), form)
        return answers

    @property
    def form(self) -> Instrument:
        """The instrument that is filled in."""
        return self._forms[self.instrument]

    @property
    def filled(self) -> FilledForm:
        """The answers with the rules by which they are scored."""
        return FilledForm(
            self.form,
            self.answers,
            self.missing,
            self.max_missing,
            self.out_of_range,
            self.convention,
        )

    @property
    def responses(self) -> pd.DataFrame:
        """The answers as `score` takes them: one row, one column an item."""
        return self.filled.responses

    @property
    def problems(self) -> pd.DataFrame:
        """Every answer that is not on the form, with its sentence: as `check_responses` says."""
        return self.filled.problems

    @property
    def scores(self) -> pd.DataFrame:
        """What `score` makes of the answers: one row, one column a score.

        Raises
        ------
        ValueError
            If an answer is not on the form and `out_of_range` is "raise".
        """
        return self.filled.scores

    @property
    def bands(self) -> pd.Series:
        """The band of each score by the chosen convention, "" where there is none."""
        filled = self.filled
        return pd.Series({one.name: filled.band(one) for one in self.form.scores}, dtype="str")

    @traitlets.validate("answers")
    def _check_number(self, proposal: Any) -> Any:
        """Refuse answers that are too many or too few for the form."""
        if len(proposal["value"]) != self.form.n_items:
            raise RefusedError(
                f"answers has {len(proposal['value'])} answers; "
                f"{self.form.abbreviation} has {self.form.n_items} items"
            )
        return proposal["value"]

    @traitlets.validate("convention")
    def _check_convention(self, proposal: Any) -> Any:
        """Refuse a convention that the instrument does not have; without bands any will do."""
        known = _conventions(self.form)
        if known and proposal["value"] not in known:
            raise RefusedError(
                f"convention is {proposal['value']!r}; it must be one of "
                f"{', '.join(map(repr, known))}"
            )
        return proposal["value"]

    @traitlets.observe("instrument")
    def _fill_in(self, _change: Any) -> None:
        """Take on the example of an instrument that the answers do not fit."""
        known = _conventions(self.form)
        if len(self.answers) != self.form.n_items:
            self.answers, self.private = _example(self.form), False
        if known and self.convention not in known:
            self.convention = known[0]

    def title(self) -> str:
        """Return which form this is, and whose answers."""
        form = self.form
        parts = {"span": span_of_answers(form), "whose": self._whose()}
        return say("title", name=form.name, items=form.n_items, **parts)

    def _whose(self) -> str:
        distinct = set(self.answers)
        if distinct == {None}:
            return say("no_answers")
        if len(distinct) == 1:
            return say("alike", answer=whole(self.answers[0] or 0))
        if self.answers == _example(self.form):
            return say("example")
        return say("by_hand" if self.private else "as_given")

    def sentence(self) -> str:
        """Return what is wrong with the answers, if anything, and what they score."""
        return self.filled.sentence()

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the scores, and the answers item by item."""
        return self.filled.tables()

    def closing(self) -> list[str]:
        """Return how sure the key is by which the form is scored."""
        return [f"On {self.form.abbreviation}: {self.form.confidence}"]


def _key_of(form: Instrument, forms: Mapping[str, Instrument]) -> str:
    """Return the name of a form among others; one that only shares its name gets another."""
    return form.id if forms.get(form.id, form) == form else f"{form.id} (own)"


def _plain(form: Instrument) -> dict[str, Any]:
    """Return an instrument as plain JSON values, with what the figure adds."""
    if form.n_items > _MOST_ITEMS:
        raise ValueError(
            f"{form.abbreviation} has {form.n_items} items; the figure takes {_MOST_ITEMS}"
        )
    outside = {str(answer): hint for answer, hint in form.outside.items()}
    return {
        **{name: value for name, value in asdict(form).items() if name != "columns"},
        "scores": [
            {**asdict(one), "items": list(one.items), "reversed": list(one.reversed),
             "bands": [{**asdict(each), "bands": [asdict(band) for band in each.bands]}
                       for each in one.bands]}
            for one in form.scores
        ],
        "outside": outside,
        "columns": form.column_names(),
        "conventions": _conventions(form),
        "example": _example(form),
        "extra": min(form.outside, default=form.response_max + 1),
    }  # fmt: skip


def _conventions(form: Instrument) -> list[str]:
    """Return the names of all conventions for bands of an instrument, each once."""
    return list(dict.fromkeys(name for one in form.scores for name in one.conventions()))


def _example(form: Instrument) -> list[int | None]:
    """Return synthetic answers."""
    known = _EXAMPLES.get(form.id, [])
    if (
        len(known) == form.n_items
        and form.response_min <= min(known) <= max(known) <= form.response_max
    ):
        return list(known)
    span = form.response_max - form.response_min + 1
    return [form.response_min + (3 * item) % span for item in range(1, form.n_items + 1)]


def _by_item(given: Mapping[Any, Any], form: Instrument) -> list[Any]:
    """Return answers that are named by item as a list; what is not named is missing."""
    columns = form.column_names()
    places: dict[Any, int] = {number: number - 1 for number in range(1, form.n_items + 1)}
    places |= {column: place for place, column in enumerate(columns)}
    answers: list[Any] = [None] * form.n_items
    for name, answer in given.items():
        if name not in places:
            raise ValueError(
                f"{name!r} is no item of {form.abbreviation}; they are 1 to {form.n_items}, "
                f"or {columns[0]} to {columns[-1]}"
            )
        answers[places[name]] = answer
    return answers
