"""A class's file in the page: checked, scored, paired, tested, drawn and written up."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from twowaves._base.files import MOST, file_text
from twowaves._base.sentences import Sentences
from twowaves.forms.doubts import stem
from twowaves.forms.instruments import load_instrument, main_scores, shipped_instruments
from twowaves.forms.responses import read_responses
from twowaves.paper.datasets import load_synthetic_answers
from twowaves.widgets.class_data.keys import Keys
from twowaves.widgets.class_data.results import ClassResults, Rules, class_results
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, RefusedError, Share

if TYPE_CHECKING:
    from twowaves.forms.instruments import Instrument

_KEYS = ("person", "wave", "before", "after")
_RULES = ("missing", "max_missing", "out_of_range", "checked")
_MISSING = ("strict", "prorate")
_OUT_OF_RANGE = ("missing", "raise")

say = Sentences("widgets/class_data/words")


class Csv(traitlets.TraitType[str, Any]):
    """The text of a CSV file."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or say that it is none."""
        del obj
        if not isinstance(value, str):
            raise TypeError(f"{self.name} is {type(value).__name__}; it must be the text of a file")
        if len(value) > MOST:
            raise ValueError(say("too_long", name=self.name, n=len(value), most=MOST))
        return value


class Word(traitlets.TraitType[str, Any]):
    """What a column or a wave is called, or "" where it is to be guessed."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the word, or say that it is none."""
        del obj
        if not isinstance(value, str):
            raise TypeError(f"{self.name} is {value!r}; it must be text, or '' for a guess")
        return value


class ClassData(LiveFigure):
    """Load a class's answers from before and after, and see them checked, tested and written up.

    The same figure is live on the published page without a kernel. There the page reads the file
    itself and sends it nowhere; nothing of it enters the address or a link. In JupyterLab, Python
    reads `csv`, `scores` and `comparison` after a file was loaded, and setting `csv` shows another.

    Parameters
    ----------
    csv : str, pathlib.Path or pandas.DataFrame, optional
        A path; the text of a CSV file; or a frame with columns for person, wave and each item.
        By default the synthetic answers that come with the book.
    person, wave : str, optional
        The columns that say whose form it is and from when. By default "person" and "wave", or
        what looks like them ("id", "time", ...); what was guessed is said.
    before, after : str, optional
        What `wave` holds for the two. By default "before" and "after", or "pre" and "post",
        "t1" and "t2", and so on.
    missing, max_missing
        As for `score`.
    out_of_range : {"missing", "raise"}
        Whether an answer that no form has counts as missing or stops; it is named either way.
    checked : bool
        Whether the doubts about this file were looked into; only then do verdict and paragraph
        stand beside a doubt that stops them. Another file has to be checked anew.

    Raises
    ------
    TypeError, ValueError
        If the file cannot be scored; the sentence names the place in it.

    Examples
    --------
    >>> w = ClassData()
    >>> w.sentence().split(". ")[0]
    '27 forms from 15 people'
    >>> w.comparison.loc[0, "outcome"]
    'self-compassion'
    """

    _esm = script("class_data")
    _css = style("class_data")

    widget_name = "class-data"
    state_traits = ("csv", *_KEYS, *_RULES, "private", "synthetic", "forms")

    forms: traitlets.List[dict[str, Any]] = traitlets.List(
        traitlets.Dict(), read_only=True, help="the keys of the questionnaires"
    ).tag(sync=True)
    csv = Csv("").tag(sync=True)
    person = Word("").tag(sync=True)
    wave = Word("").tag(sync=True)
    before = Word("").tag(sync=True)
    after = Word("").tag(sync=True)
    missing = Choice(lambda: _MISSING, "strict").tag(sync=True)
    max_missing = Share(0.2).tag(sync=True)
    out_of_range = Choice(lambda: _OUT_OF_RANGE, "missing").tag(sync=True)
    checked = traitlets.Bool(default_value=False, help="doubts looked into").tag(sync=True)
    private = traitlets.Bool(default_value=False, help="loaded by a reader").tag(sync=True)
    synthetic = traitlets.Bool(default_value=False, help="the example").tag(sync=True)

    def __init__(
        self,
        csv: str | Path | pd.DataFrame | None = None,
        *,
        person: str = "",
        wave: str = "",
        before: str = "",
        after: str = "",
        missing: str = "strict",
        max_missing: float = 0.2,
        out_of_range: str = "missing",
        checked: bool = False,
    ) -> None:
        keys = [_plain(load_instrument(name)) for name in shipped_instruments()]
        self.set_trait("forms", keys)
        super().__init__(
            csv=_as_text(csv),
            person=person,
            wave=wave,
            before=before,
            after=after,
            missing=missing,
            max_missing=max_missing,
            out_of_range=out_of_range,
        )
        self.checked = checked  # after the file, which has to be checked anew

    def load(self, csv: str | Path | pd.DataFrame | None = None, **keys: str) -> None:
        """Show another file; the rules for its answers stay.

        Parameters
        ----------
        csv : str, pathlib.Path or pandas.DataFrame, optional
            As for the figure.
        **keys : str
            `person`, `wave`, `before` and `after`; those that are left out are guessed.

        Raises
        ------
        TypeError, ValueError
            If the file cannot be scored; then the figure stays as it was.
        """
        for name in keys.keys() - set(_KEYS):
            raise TypeError(f"there is no argument {name!r}; there are {', '.join(_KEYS)}")
        text = _as_text(csv)
        with self.hold_sync(), self.hold_trait_notifications():
            self.csv, self.private = text, False
            for name in _KEYS:
                setattr(self, name, keys.get(name, ""))

    @traitlets.validate("csv", *_KEYS, *_RULES)
    def _check_together(self, proposal: Any) -> Any:
        """Refuse a file, a column or a rule that the others do not go with."""
        try:
            self._results_with({proposal["trait"].name: proposal["value"]})
        except ValueError as error:
            raise RefusedError(str(error)) from None
        return proposal["value"]

    @traitlets.observe("csv")
    def _tell_example(self, change: Any) -> None:
        """Say whether these are the answers that come with the book; check others anew."""
        self.synthetic = change["new"] == _example()
        self.checked = False

    def _results_with(self, other: dict[str, Any]) -> ClassResults:
        """Return what the state comes to, with a part of it replaced."""
        state = {name: getattr(self, name) for name in ("csv", *_KEYS, *_RULES)} | other
        keys = Keys(**{name: state[name] for name in _KEYS})
        rules = Rules(keys, **{name: state[name] for name in _RULES})
        return class_results(state["csv"], rules)

    @property
    def results(self) -> ClassResults:
        """Everything that follows from the file and the rules."""
        return self._results_with({})

    @property
    def responses(self) -> pd.DataFrame:
        """The forms as `score` takes them: one row a form, all cells as text."""
        return self.results.responses.copy()

    @property
    def scores(self) -> pd.DataFrame:
        """What `score` makes of every form."""
        return self.results.scores.copy()

    @property
    def problems(self) -> pd.DataFrame:
        """The answers that no form has, as `check_responses` lists them."""
        return self.results.problems.copy()

    @property
    def comparison(self) -> pd.DataFrame:
        """The tests, as `compare_waves` makes them."""
        return self.results.comparison.copy()

    @property
    def incomplete(self) -> pd.DataFrame:
        """Who cannot be compared on every outcome, as `incomplete_people` lists them."""
        return self.results.incomplete.copy()

    @property
    def doubts(self) -> pd.DataFrame:
        """What makes the answers doubtful, as `find_doubts` and `pair_doubts` list it."""
        return self.results.doubts.copy()

    def title(self) -> str:
        """Return whose answers these are."""
        return say("example") if self.synthetic else say("source", file="a file")

    def sentence(self) -> str:
        """Return how many forms there are, what is wrong with them, and what is significant."""
        return self.results.sentence()

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the tests, what has none, who is left out, the wrong answers, and the keys."""
        results = self.results
        untested = results.comparison.query("note != ''")[["outcome", "note"]]
        problems = results.problems[["problem"]].rename(columns={"problem": "answer"})
        keys = pd.DataFrame(
            [(form.abbreviation, form.confidence) for form in results.used],
            columns=["key of", "how sure"],
        )
        found = [
            ("Tests of after against before", results.tests()),
            (say("untested"), untested.rename(columns={"note": "why"})),
            (say("incomplete"), results.incomplete),
            (say("problems"), problems),
            (say("keys"), keys),
        ]
        return [(caption, table) for caption, table in found if len(table)]

    def closing(self) -> list[str]:
        """Return the paragraph, and what it takes to load a file."""
        return [
            f"In a paragraph: {self.results.paragraph()}",
            "Loading a file of your own takes a browser with JavaScript, or a running notebook.",
        ]


def _plain(form: Instrument) -> dict[str, Any]:
    """Return what the page needs of an instrument."""
    names = {one.name for one in main_scores(form)}
    return {
        "id": form.id,
        "abbreviation": form.abbreviation,
        "n_items": form.n_items,
        "response_min": form.response_min,
        "response_max": form.response_max,
        "columns": form.column_names(),
        "stem": list(stem(form)),
        "confidence": form.confidence,
        "outside": {str(answer): hint for answer, hint in form.outside.items()},
        "scores": [
            {**asdict(one), "items": list(one.items), "reversed": list(one.reversed), "bands": []}
            for one in form.scores
            if one.name in names
        ],
    }


@cache
def _example() -> str:
    return _frame_text(load_synthetic_answers())


def _frame_text(frame: pd.DataFrame) -> str:
    return frame.to_csv(index=False, lineterminator="\n")


def _as_text(csv: str | Path | pd.DataFrame | None) -> str:
    """Return a file, a frame or a text as the text of a CSV file."""
    if csv is None:
        return _example()
    if isinstance(csv, pd.DataFrame):
        return _frame_text(csv if csv.index.names == [None] else csv.reset_index())
    if isinstance(csv, str) and ("\n" in csv or not csv.strip()):
        return csv.removeprefix("\ufeff")
    if isinstance(csv, str | Path):
        read_responses(csv)  # a fault in the file is told with the name of the file
    return file_text(csv, "save the file as CSV UTF-8")[1]
