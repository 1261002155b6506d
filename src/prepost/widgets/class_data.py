"""A class's file in the page: checked, scored, paired, tested, drawn and written up."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from prepost._files import file_text
from prepost.datasets import load_synthetic_answers
from prepost.instruments import load_instrument, shipped_instruments
from prepost.widgets._class_results import ClassResults, class_results
from prepost.widgets._figure import LiveFigure
from prepost.widgets._filled_form import main_scores
from prepost.widgets._frontend import script, style
from prepost.widgets._traits import Choice, Share

if TYPE_CHECKING:
    from pathlib import Path

    from prepost.instruments import Instrument

_MISSING = ("strict", "prorate")
_MOST = 20_000_000


class Csv(traitlets.TraitType[str, Any]):
    """The text of a CSV file that can be scored."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or say what is wrong with the file."""
        del obj
        if not isinstance(value, str):
            raise TypeError(f"{self.name} is {type(value).__name__}; it must be the text of a file")
        if len(value) > _MOST:
            raise ValueError(
                f"{self.name} has {len(value)} characters; the figure takes {_MOST} at the most"
            )
        class_results(value)
        return value


class ClassData(LiveFigure):
    """Load a class's answers from before and after, and see them checked, tested and written up.

    The same figure is live on the published page without a kernel. The page reads the file itself
    and sends it nowhere; nothing of it enters the address or a link. In JupyterLab, Python reads
    `csv`, `scores` and `comparison` after a file was loaded, and setting `csv` shows another one.

    Parameters
    ----------
    csv : str, pathlib.Path or pandas.DataFrame, optional
        A path; the text of a CSV file; or a frame with the columns person, wave and one an item.
        By default the synthetic answers that come with the book.
    missing, max_missing
        As for `score`. An answer that no form has is named, and counts as missing.

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
    state_traits = ("csv", "missing", "max_missing", "private", "synthetic", "forms")

    forms: traitlets.List[dict[str, Any]] = traitlets.List(
        traitlets.Dict(), read_only=True, help="the keys of the questionnaires"
    ).tag(sync=True)
    csv = Csv("").tag(sync=True)
    missing = Choice(lambda: _MISSING, "strict").tag(sync=True)
    max_missing = Share(0.2).tag(sync=True)
    private = traitlets.Bool(default_value=False, help="loaded by a reader").tag(sync=True)
    synthetic = traitlets.Bool(default_value=False, help="the example").tag(sync=True)

    def __init__(
        self,
        csv: str | Path | pd.DataFrame | None = None,
        *,
        missing: str = "strict",
        max_missing: float = 0.2,
    ) -> None:
        keys = [_plain(load_instrument(name)) for name in shipped_instruments()]
        self.set_trait("forms", keys)
        super().__init__(csv=_as_text(csv), missing=missing, max_missing=max_missing)

    @traitlets.observe("csv")
    def _tell_example(self, change: Any) -> None:
        """Say whether these are the answers that come with the book."""
        self.synthetic = change["new"] == _example()

    @property
    def results(self) -> ClassResults:
        """Everything that follows from the file and the rule for missing answers."""
        return class_results(self.csv, missing=self.missing, max_missing=self.max_missing)

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

    def title(self) -> str:
        """Return whose answers these are."""
        if self.synthetic:
            return "Synthetic answers of fifteen made-up people, before and after."
        return "Answers from a file."

    def sentence(self) -> str:
        """Return how many forms there are, what is wrong with them, and what is significant."""
        return self.results.sentence()

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the tests, who is left out, which answers no form has, and the paragraph."""
        results = self.results
        problems = results.problems[["problem"]].rename(columns={"problem": "answer"})
        found = [
            ("Tests of after against before", results.tests()),
            ("People who cannot be compared on every outcome", results.incomplete),
            ("Answers that no form has", problems),
            ("In a paragraph", pd.DataFrame({"paragraph": [results.paragraph()]})),
        ]
        return [(caption, table) for caption, table in found if len(table)]


def _plain(form: Instrument) -> dict[str, Any]:
    """Return what the page needs of an instrument."""
    names = {one.name for one in main_scores(form)}
    return {
        "id": form.id,
        "n_items": form.n_items,
        "response_min": form.response_min,
        "response_max": form.response_max,
        "columns": form.column_names(),
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
    if isinstance(csv, str) and "\n" in csv:
        return csv.removeprefix("\ufeff")
    return file_text(csv, "save the file as CSV UTF-8")[1]
