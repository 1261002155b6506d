"""The figure where significance shifts: people as slopes, and the test that follows them."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
import traitlets

from prepost.datasets import load_energy_intake, load_outcomes, load_paper_samples, load_sleep
from prepost.ttest import PairedTTestResult, paired_ttest
from prepost.widgets._figure import LiveFigure
from prepost.widgets._frontend import script, style

if TYPE_CHECKING:
    from prepost.ttest import Alternative

_MOST_PEOPLE = 60
_ALTERNATIVES = ("two-sided", "greater", "less")


class Scores(traitlets.TraitType[list[float], Any]):
    """A list of finite numbers; any sequence or array of them will do."""

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the scores as plain floats, or name the first that is none."""
        del obj
        scores = value.tolist() if isinstance(value, np.ndarray | pd.Series) else value
        if isinstance(scores, str) or not hasattr(scores, "__iter__"):
            raise TypeError(f"{self.name} is {value!r}; it must be a list of scores")
        return [self._score(i, score) for i, score in enumerate(scores)]

    def _score(self, i: int, score: Any) -> float:
        number = isinstance(score, int | float | np.number) and not isinstance(score, bool)
        if not number or not math.isfinite(score):
            raise ValueError(f"{self.name}[{i}] is {score!r}; every score must be a finite number")
        return float(score)


class PairedExplorer(LiveFigure):
    """Drag people, move sliders, and watch t, p and the verdict.

    The same figure is live on the published page without a kernel.
    In JupyterLab, Python reads `pre`, `post` and `result` after a drag,
    and setting `pre` and `post` (or calling `set_pairs`) moves the figure.

    Parameters
    ----------
    pre, post : sequence of float, optional
        Scores before and after; 2 to 60 people.
    preset : str, optional
        An example to start from when no scores are given: one of the paper's six outcomes
        (``"self-compassion"``, ...: a synthetic sample that prints the paper's row),
        ``"sleep"``, ``"energy intake"`` or ``"blank"``.
    alpha : float
        Significance level, from .001 to .2.
    alternative : {"two-sided", "greater", "less"}
        What is asked of the true mean change, post minus pre.

    Raises
    ------
    ValueError
        For an unknown preset, unequal numbers of scores, fewer than 2 or more than 60 people,
        scores that are not finite numbers, or a level out of range.

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
        "pre", "post", "left_out", "alpha", "alternative", "preset", "private", "presets",
    )  # fmt: skip

    pre = Scores().tag(sync=True)
    post = Scores().tag(sync=True)
    left_out = traitlets.List(traitlets.Int(), help="people left out, from 0").tag(sync=True)
    alpha = traitlets.Float(0.05).tag(sync=True)
    alternative = traitlets.Enum(_ALTERNATIVES, default_value="two-sided").tag(sync=True)
    preset = traitlets.Unicode("blank").tag(sync=True)
    private = traitlets.Bool(default_value=False, help="pasted by a reader").tag(sync=True)
    presets = traitlets.Dict(read_only=True, help="the examples to choose from").tag(sync=True)

    def __init__(
        self,
        pre: Any = None,
        post: Any = None,
        *,
        preset: str | None = None,
        alpha: float = 0.05,
        alternative: str = "two-sided",
    ) -> None:
        presets = paired_presets()
        chosen = (
            preset if preset is not None else ("blank" if pre is not None else "self-compassion")
        )
        if chosen not in presets:
            raise ValueError(
                f"preset is {chosen!r}; it must be one of {', '.join(map(repr, presets))}"
            )
        if (pre is None) != (post is None):
            raise ValueError("give both pre and post, or neither")
        scores = presets[chosen] if pre is None else {"pre": pre, "post": post}
        super().__init__(
            pre=scores["pre"],
            post=scores["post"],
            preset=chosen,
            alpha=alpha,
            alternative=alternative,
        )
        self.set_trait("presets", presets)

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
        """Replace everyone at once; both lists may have another length than before.

        Parameters
        ----------
        pre, post : sequence of float
            Scores before and after, of one length.
        """
        with self.hold_sync(), self.hold_trait_notifications():
            self.left_out = []
            self.pre = pre
            self.post = post

    @traitlets.validate("pre", "post")
    def _check_pairs(self, proposal: Any) -> list[float]:
        scores: list[float] = proposal["value"]
        if not 2 <= len(scores) <= _MOST_PEOPLE:
            raise ValueError(
                f"{proposal['trait'].name} has {len(scores)} score(s); the figure takes 2 to 60"
            )
        before = len(scores) if proposal["trait"].name == "pre" else len(self.pre)
        after = len(scores) if proposal["trait"].name == "post" else len(self.post)
        if before != after:
            raise ValueError(
                f"pre has {before} score(s) and post has {after}; "
                "change both at once with set_pairs(pre, post)"
            )
        return scores

    @traitlets.validate("left_out")
    def _check_left_out(self, proposal: Any) -> list[int]:
        people: list[int] = proposal["value"]
        for person in people:
            if not 0 <= person < len(self.pre):
                raise ValueError(f"left_out has {person}; people are numbered from 0")
        return people

    @traitlets.validate("alpha")
    def _check_alpha(self, proposal: Any) -> float:
        alpha: float = proposal["value"]
        if not 0.001 <= alpha <= 0.2:
            raise ValueError(f"alpha is {alpha}; it must lie from 0.001 to 0.2")
        return alpha

    def title(self) -> str:
        """Return whose scores these are."""
        if self.preset == "blank":
            return f"Scores of {len(self.pre)} people before and after."
        caption: str = self.presets[self.preset]["caption"]
        return caption

    def sentence(self) -> str:
        """Return the test as a paper prints it, or why there is none."""
        try:
            tails = "two-tailed" if self.alternative == "two-sided" else "one-tailed"
            return f"{self.result.as_text()} ({tails})."
        except ValueError as error:
            return f"{error}."

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return everyone's scores, and the test in numbers."""
        digits = self.presets[self.preset]["decimals"]
        people = pd.DataFrame(
            {
                "person": range(1, len(self.pre) + 1),
                "before": [f"{score:.{digits}f}" for score in self.pre],
                "after": [f"{score:.{digits}f}" for score in self.post],
                "change": [
                    f"{after - before:.{digits}f}"
                    for before, after in zip(self.pre, self.post, strict=True)
                ],
            }
        )
        try:
            return [("Scores", people), ("Paired t test", _numbers(self.result, digits + 1))]
        except ValueError:  # no test: the sentence says why
            return [("Scores", people)]


def _numbers(result: PairedTTestResult, digits: int) -> pd.DataFrame:
    """Return the test as a table of names and values."""
    low, high = result.confidence_interval
    level = f"{100 * result.confidence_level:g} % interval"
    rows = [
        ("mean change", f"{result.mean_change:.{digits}f}"),
        ("SD of change", f"{result.sd_change:.{digits}f}"),
        ("correlation r", f"{result.r:.2f}"),
        ("t", f"{result.statistic:.3f}"),
        ("df", result.df),
        ("p", f"{result.pvalue:.4f}"),
        (level, f"{low:.{digits}f} to {high:.{digits}f}"),
        ("d_z", f"{result.d_z:.2f}"),
        ("d_av", f"{result.d_av:.2f}"),
        ("d_rm", f"{result.d_rm:.2f}"),
        ("g_av", f"{result.g_av:.2f}"),
    ]
    return pd.DataFrame(rows, columns=["quantity", "value"])


@cache
def paired_presets() -> dict[str, dict[str, Any]]:
    """Return the examples to choose from, as plain JSON values.

    Returns
    -------
    dict
        From a name to ``label``, ``caption``, ``pre``, ``post``, ``scale`` (its ends, or empty),
        ``unit``, ``ends`` (what the two measurements are called), ``step`` (of a drag) and
        ``decimals`` (of a score in print).
    """
    return {**_paper_presets(), **_classic_presets(), "blank": _blank_preset()}


def _paper_presets() -> dict[str, dict[str, Any]]:
    samples = load_paper_samples()
    presets = {}
    for row in load_outcomes().to_dict("records"):
        people = samples[samples["outcome"] == row["outcome"]]
        is_mean = row["scoring"] == "mean"
        presets[str(row["outcome"])] = {
            "label": f"{row['outcome']} ({row['instrument'].upper()}, synthetic)",
            "caption": (
                f"Synthetic {row['outcome']} scores, not the study's: eleven made-up people "
                "with the means, SDs and t that the paper prints."
            ),
            "pre": people["pre"].tolist(),
            "post": people["post"].tolist(),
            "scale": [float(row["scale_min"]), float(row["scale_max"])],
            "unit": "points",
            "ends": ["Before", "After"],
            "step": 0.1 if is_mean else 1,
            "decimals": 1,
        }
    return presets


def _classic_presets() -> dict[str, dict[str, Any]]:
    sleep, intake = load_sleep(), load_energy_intake()
    return {
        "sleep": {
            "label": "sleep (Cushny & Peebles 1905)",
            "caption": "Extra hours of sleep of ten patients under two drugs "
            "(Cushny & Peebles 1905).",
            "pre": sleep["group_1"].tolist(),
            "post": sleep["group_2"].tolist(),
            "scale": [],
            "unit": "hours",
            "ends": ["Drug 1", "Drug 2"],
            "step": 0.1,
            "decimals": 1,
        },
        "energy intake": {
            "label": "energy intake (Altman 1991)",
            "caption": "Daily energy intake of eleven women before and after the menstrual period "
            "(Altman 1991).",
            "pre": [float(value) for value in intake["pre"]],
            "post": [float(value) for value in intake["post"]],
            "scale": [],
            "unit": "kJ",
            "ends": ["Before", "After"],
            "step": 10,
            "decimals": 0,
        },
    }


def _blank_preset() -> dict[str, Any]:
    return {
        "label": "blank: five people, no change on average",
        "caption": "Five made-up people whose scores do not change on average: a place to start.",
        "pre": [3.0, 4.0, 5.0, 6.0, 7.0],
        "post": [4.0, 3.0, 5.0, 7.0, 6.0],
        "scale": [0.0, 10.0],
        "unit": "points",
        "ends": ["Before", "After"],
        "step": 0.5,
        "decimals": 1,
    }
