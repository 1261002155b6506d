"""The figure where significance shifts: people as slopes, and the test that follows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args

import numpy as np
import pandas as pd
import traitlets

from twowaves._base.arguments import check_labels, is_table
from twowaves._base.numbers import fixed, interval, percent, sized_p
from twowaves._base.sentences import Sentences, shared
from twowaves.paired.ttest import Alternative, PairedTTestResult, paired_ttest
from twowaves.paper.datasets import (
    load_energy_intake,
    load_outcomes,
    load_paper_samples,
    load_reconstructions,
    load_sleep,
)
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

say = Sentences("widgets/paired_explorer/words")

_RULES = shared("widgets/paired_explorer/rules")
_MOST_PEOPLE: int = _RULES["most_people"]
_OWN = "own"
# people who print a row to the last digit, whom no questionnaire could give: links know them
_EXACT: str = _RULES["exact"]
# of the spread of somebody's own scores, that a score shows
_DIGITS: int = _RULES["digits"]


class Scores(traitlets.TraitType[list[float], Any]):
    """A list of finite numbers; any sequence or array of them will do."""

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the scores as plain floats, or name the first that is none."""
        del obj
        scores = _one_column(str(self.name), value) if is_table(value) else value
        scores = scores.tolist() if isinstance(scores, np.ndarray | pd.Series) else scores
        if isinstance(scores, str | Mapping | AbstractSet) or not hasattr(scores, "__iter__"):
            raise TypeError(f"{self.name} is {value!r}; it must be a list of scores")
        numbers = [self._score(i, score) for i, score in enumerate(scores)]
        if not 2 <= len(numbers) <= _MOST_PEOPLE:
            raise ValueError(
                f"{self.name} has {len(numbers)} score(s); the figure takes 2 to {_MOST_PEOPLE}"
            )
        return numbers

    def _score(self, i: int, score: Any) -> float:
        number = isinstance(score, int | float | np.number) and not isinstance(score, bool)
        if not number or not math.isfinite(score):
            raise ValueError(f"{self.name}[{i}] is {score!r}; every score must be a finite number")
        return float(score)


def _one_column(name: str, table: Any) -> Any:
    """Return the scores of a table of one column; what stands in its head are no scores."""
    if len(table.columns) != 1:
        raise ValueError(f"{name} has {len(table.columns)} columns; give one, such as table['pre']")
    return table.to_numpy()[:, 0]


def _whose() -> list[str]:
    """Return the examples, and the word for somebody's own scores."""
    return [*paired_presets(), _OWN]


class PairedExplorer(LiveFigure):
    """Drag people, move sliders, and watch t, p and the verdict.

    The same figure is live on the published page without a kernel.
    In JupyterLab, Python reads `pre`, `post` and `result` after a drag,
    and setting `pre` and `post` (or calling `set_pairs`) moves the figure.

    Parameters
    ----------
    pre, post : sequence of float, optional
        Scores before and after; 2 to 60 people. A DataFrame of one column will do.
    preset : str, optional
        An example to start from, instead of scores: one of the paper's six outcomes
        (``"self-compassion"``, ...: synthetic people whose whole-number answers print the
        paper's row),
        ``"sleep"``, ``"energy intake"`` or ``"blank"``; `load` changes to another one.
    alpha : float
        Significance level, from .001 to .2.
    alternative : {"two-sided", "greater", "less"}
        What is asked of the true mean change, post minus pre.

    Raises
    ------
    TypeError
        If scores are not a list or `alpha` is not a number.
    ValueError
        For an unknown preset or one beside scores, unequal numbers of scores or labels, fewer than
        2 or more than 60 people, scores that are not finite numbers, a level out of range, or
        another alternative.

    Examples
    --------
    >>> w = PairedExplorer([3, 1, 4, 1, 5], [4, 3, 6, 2, 9])
    >>> w
    PairedExplorer: Scores of 5 people before and after. t(4) = 3.65, p = .022 (two-tailed).
    >>> w.set_pairs([3, 1, 4, 1], [4, 3, 6, 2])
    >>> round(w.result.statistic, 3)
    5.196
    """

    _esm = script("paired_explorer")
    _css = style("paired_explorer")

    widget_name = "paired-explorer"
    state_traits = (
        "pre", "post", "given_pre", "given_post", "left_out", "alpha", "alternative", "preset",
        "private", "presets",
    )  # fmt: skip

    pre = Scores().tag(sync=True)
    post = Scores().tag(sync=True)
    # the people as they came, before a hand on the figure moved them
    given_pre = Scores().tag(sync=True)
    given_post = Scores().tag(sync=True)
    left_out = traitlets.List(traitlets.Int(), help="people left out, from 0").tag(sync=True)
    alpha = Level(0.05).tag(sync=True)
    alternative = Choice(lambda: get_args(Alternative), "two-sided").tag(sync=True)
    preset = Choice(_whose, "blank").tag(sync=True)
    private = traitlets.Bool(default_value=False, help="pasted by a reader").tag(sync=True)
    presets = traitlets.Dict(read_only=True, help="the examples to choose from").tag(sync=True)

    def __init__(
        self,
        pre: Any = None,
        post: Any = None,
        *,
        preset: str | None = None,
        alpha: float = 0.05,
        alternative: Alternative = "two-sided",
    ) -> None:
        if (pre is None) != (post is None):
            raise ValueError("give both pre and post, or neither")
        if pre is not None and preset is not None:
            raise ValueError(f"give pre and post, or preset={preset!r}, but not both")
        check_labels(pre, post)
        if pre is None:
            preset = "self-compassion" if preset is None else preset
            pre, post = _example(preset)
        with self._as_it_comes():
            super().__init__(
                pre=pre,
                post=post,
                given_pre=pre,
                given_post=post,
                preset=preset or _OWN,
                alpha=alpha,
                alternative=alternative,
            )
            self.set_trait("presets", paired_presets())

    @contextmanager
    def _as_it_comes(self) -> Iterator[None]:
        """Take on a whole state: what is set meanwhile is nobody's wish for other people."""
        before, self._whole_state = getattr(self, "_whole_state", False), True
        try:
            yield
        finally:
            self._whole_state = before

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take on what a hand on the figure did."""
        with self._as_it_comes():
            super().set_state(sync_data)

    @traitlets.observe("preset")
    def _take_preset(self, change: Any) -> None:
        """Show the people of the example that Python named."""
        if not self._whole_state and change["new"] != _OWN:
            self.load(change["new"])

    @traitlets.observe("pre", "post")
    def _take_scores(self, _change: Any) -> None:
        """Scores that Python set are somebody's own."""
        if not self._whole_state:
            with self._as_it_comes():
                self.given_pre, self.given_post = self.pre, self.post
                self.preset, self.private = _OWN, False

    @property
    def result(self) -> PairedTTestResult:
        """The paired t test of the people who are not left out, at level 1 - alpha."""
        keep = [i for i in range(len(self.pre)) if i not in self.left_out]
        return paired_ttest(
            [self.pre[i] for i in keep],
            [self.post[i] for i in keep],
            alternative=cast("Alternative", self.alternative),
            confidence_level=1 - self.alpha,
        )

    def set_pairs(self, pre: Any, post: Any) -> None:
        """Replace everyone at once by scores of your own; another number of people is welcome.

        Parameters
        ----------
        pre, post : sequence of float
            Scores before and after, of one length.

        Raises
        ------
        TypeError, ValueError
            As for the figure itself; it then keeps the people whom it had.
        """
        check_labels(pre, post)
        self._show(pre, post, _OWN)

    def load(self, preset: str) -> None:
        """Replace everyone by the people of an example.

        Parameters
        ----------
        preset : str
            One of the figure's `presets`.

        Raises
        ------
        ValueError
            If there is no such example.
        """
        self._show(*_example(preset), preset)

    def _show(self, pre: Any, post: Any, preset: str) -> None:
        """Take on other people, once it is certain that they can be taken on."""
        traits = self.traits()
        before, after = traits["pre"].validate(self, pre), traits["post"].validate(self, post)
        _check_lengths(before, after)
        with self._as_it_comes(), self.hold_sync(), self.hold_trait_notifications():
            self.left_out = []
            self.pre, self.post = before, after
            self.given_pre, self.given_post = before, after
            self.preset, self.private = preset, False

    @traitlets.validate("pre", "post")
    def _check_pairs(self, proposal: Any) -> list[float]:
        scores: list[float] = proposal["value"]
        before = scores if proposal["trait"].name == "pre" else self.pre
        after = scores if proposal["trait"].name == "post" else self.post
        _check_lengths(before, after)
        return scores

    @traitlets.validate("left_out")
    def _check_left_out(self, proposal: Any) -> list[int]:
        people: list[int] = proposal["value"]
        for person in people:
            if not 0 <= person < len(self.pre):
                raise ValueError(f"left_out has {person}; people are numbered from 0")
        if len(set(people)) < len(people):
            raise ValueError(f"left_out is {people}; name each person once")
        return people

    def title(self) -> str:
        """Return whose scores these are; an example's caption stands only till one is moved."""
        same = (self.pre, self.post) == (self.given_pre, self.given_post)
        if self.preset != _OWN:
            return str(paired_presets()[self.preset]["caption" if same else "changed"])
        return say("as_given" if same else "changed", whose=say("scores", n=len(self.pre)))

    def sentence(self) -> str:
        """Return the test as a paper prints it, or why there is none."""
        try:
            tails = "two-tailed" if self.alternative == "two-sided" else "one-tailed"
            result = f"{self.result.as_text(self.alpha)} ({tails})."
        except ValueError as error:
            result = f"{error}."
        people = ", ".join(str(person + 1) for person in self.left_out)
        return say("left_out", result=result, people=people) if people else result

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return everyone's scores, and the test in numbers."""
        example = paired_presets().get(self.preset)
        look = example or _own_look([*self.pre, *self.post])
        people = self._people(look["decimals"])
        try:
            numbers = _numbers(self.result, self.alpha, look["fine_decimals"])
        except ValueError:  # no test: the sentence says why
            return [("Scores", people)]
        return [("Scores", people), ("Paired t test", numbers)]

    def _people(self, digits: int) -> pd.DataFrame:
        """Return everyone's scores as text; who is left out is said where somebody is."""
        pairs = list(zip(self.pre, self.post, strict=True))
        people = pd.DataFrame(
            {
                "person": range(1, len(pairs) + 1),
                "before": [fixed(before, digits) for before, _ in pairs],
                "after": [fixed(after, digits) for _, after in pairs],
                "change": [fixed(after - before, digits) for before, after in pairs],
            }
        )
        if self.left_out:
            people["left out"] = ["yes" if i in self.left_out else "" for i in range(len(pairs))]
        return people


def _check_lengths(pre: list[float], post: list[float]) -> None:
    if len(pre) != len(post):
        raise ValueError(
            f"pre has {len(pre)} score(s) and post has {len(post)}; "
            "change both at once with set_pairs(pre, post)"
        )


def _example(preset: object) -> tuple[list[float], list[float]]:
    """Return the people of an example, or say which examples there are."""
    presets = paired_presets()
    if not isinstance(preset, str) or preset not in presets:
        raise ValueError(f"preset is {preset!r}; it must be one of {', '.join(map(repr, presets))}")
    return presets[preset]["pre"], presets[preset]["post"]


def _own_look(scores: list[float]) -> dict[str, int]:
    """Return how somebody's own scores are printed; `ownDigits` on the page has the same rule."""
    magnitude = math.floor(math.log10(max(scores) - min(scores) or 1))
    decimals = min(max(0, _DIGITS - 1 - magnitude), max(map(_decimals, scores)))
    return {"decimals": decimals, "fine_decimals": max(decimals + 1, 2 - magnitude)}


def _decimals(score: float) -> int:
    """Return how many decimals a score has when twelve digits of it are written out."""
    exponent = Decimal(f"{score:.12g}").normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _numbers(result: PairedTTestResult, alpha: float, digits: int) -> pd.DataFrame:
    """Return the test as a table of names and values."""
    rows = [
        ("mean change", fixed(result.mean_change, digits)),
        ("SD of change", fixed(result.sd_change, digits)),
        ("correlation r", fixed(result.r, 2)),
        ("t", fixed(result.statistic, 3)),
        ("df", result.df),
        ("p", sized_p(result.pvalue, [alpha])),
        (f"{percent(1 - alpha)} interval", interval(*result.confidence_interval, digits)),
        ("d_z", fixed(result.d_z, 2)),
        ("d_av", fixed(result.d_av, 2)),
        ("d_rm", fixed(result.d_rm, 2)),
        ("g_av", fixed(result.g_av, 2)),
    ]
    return pd.DataFrame(rows, columns=["quantity", "value"])


@cache
def paired_presets() -> dict[str, dict[str, Any]]:
    """Return the examples to choose from, as plain JSON values.

    Returns
    -------
    dict
        From a name to ``label``, ``caption``, ``changed`` (the caption once people were moved),
        ``pre``, ``post``, ``scale`` (its ends, or empty), ``unit``, ``ends`` (what the two
        measurements are called), ``step`` (of a drag), ``decimals`` (of a score in print) and
        ``fine_decimals`` (of a mean change).
    """
    return {**_paper_presets(), **_classic_presets(), "blank": _blank_preset()}


def _paper_presets() -> dict[str, dict[str, Any]]:
    presets = {}
    for row in load_outcomes().to_dict("records"):
        outcome = str(row["outcome"])
        exact = load_paper_samples().query("outcome == @outcome")
        presets[outcome] = _whole_preset(row)
        presets[f"{outcome}{_EXACT}"] = {
            **presets[outcome],
            "caption": (
                f"Synthetic {outcome} scores, not the study's: eleven made-up people "
                "with the means, SDs and t that the paper prints."
            ),
            "pre": exact["pre"].tolist(),
            "post": exact["post"].tolist(),
            "step": 0.1 if row["scoring"] == "mean" else 1,
            "decimals": 1,
        }
    return presets


def _whole_preset(row: dict[Any, Any]) -> dict[str, Any]:
    """Return people with scores such as the questionnaire gives, of whom nobody stays the same."""
    outcome, is_mean = str(row["outcome"]), row["scoring"] == "mean"
    items = int(row["n_items"]) if is_mean else 1
    people = _people_who_print(outcome, abs(float(row["statistic"])))
    return {
        "label": f"{outcome} ({row['instrument'].upper()}, synthetic)",
        "caption": (
            f"Synthetic {outcome} scores, not the study's: eleven made-up people whose "
            "whole-number answers give the means, SDs and t that the paper prints."
        ),
        "changed": (
            f"Synthetic {outcome} scores, not the study's: changed here from those of "
            "eleven made-up people who print the paper's row."
        ),
        # in as many digits as a hand on the figure gives them back
        "pre": [float(f"{total / items:.15g}") for total, _ in people],
        "post": [float(f"{total / items:.15g}") for _, total in people],
        "scale": [float(row["scale_min"]), float(row["scale_max"])],
        "unit": "points",
        "ends": ["Before", "After"],
        "step": 1 / items,
        "decimals": 2 if is_mean else 1,
        "fine_decimals": 2,
    }


def _people_who_print(outcome: str, t: float) -> list[tuple[int, int]]:
    """Return the first totals at n = 11 with this t, and no flat line; the steepest comes first."""
    sets = load_reconstructions().query("outcome == @outcome and n == 11")
    for _, people in sets.groupby("set"):
        change = people["post"] - people["pre"]
        found = abs(paired_ttest(people["pre"], people["post"]).statistic)
        if change.ne(0).all() and fixed(found, 2) == fixed(t, 2):
            first = change.abs().idxmax()
            order = [first, *people.index.difference([first])]
            return list(people.loc[order, ["pre", "post"]].itertuples(index=False, name=None))
    raise ValueError(f"no data set of {outcome} prints t = {t} without a flat line")


def _classic_presets() -> dict[str, dict[str, Any]]:
    sleep, intake = load_sleep(), load_energy_intake()
    return {
        "sleep": {
            "label": "sleep (Cushny & Peebles 1905)",
            "caption": "Extra hours of sleep of ten patients under two drugs "
            "(Cushny & Peebles 1905).",
            "changed": "Made-up hours of sleep, changed here from those of ten patients under two "
            "drugs (Cushny & Peebles 1905).",
            "pre": sleep["group_1"].tolist(),
            "post": sleep["group_2"].tolist(),
            "scale": [],
            "unit": "hours",
            "ends": ["Drug 1", "Drug 2"],
            "step": 0.1,
            "decimals": 1,
            "fine_decimals": 2,
        },
        "energy intake": {
            "label": "energy intake (Altman 1991)",
            "caption": "Daily energy intake of eleven women before and after the menstrual period "
            "(Altman 1991).",
            "changed": "Made-up energy intake, changed here from that of eleven women before and "
            "after the menstrual period (Altman 1991).",
            "pre": [float(value) for value in intake["pre"]],
            "post": [float(value) for value in intake["post"]],
            "scale": [],
            "unit": "kJ",
            "ends": ["Before", "After"],
            "step": 10,
            "decimals": 0,
            "fine_decimals": 1,
        },
    }


def _blank_preset() -> dict[str, Any]:
    return {
        "label": "blank: five people, no change on average",
        "caption": "Five made-up people whose scores do not change on average: a place to start.",
        "changed": "Scores made up here, beginning with five made-up people.",
        "pre": [3.0, 4.0, 5.0, 6.0, 7.0],
        "post": [4.0, 3.0, 5.0, 7.0, 6.0],
        "scale": [0.0, 10.0],
        "unit": "points",
        "ends": ["Before", "After"],
        "step": 0.5,
        "decimals": 1,
        "fine_decimals": 2,
    }
