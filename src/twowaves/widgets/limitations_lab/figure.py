"""Two thousand synthetic studies: switch a threat on, and see what becomes of the claim."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from twowaves._base.numbers import fixed, level, shortest
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.studies.design import Design
from twowaves.studies.power import Estimate, familywise_rate
from twowaves.studies.simulation import simulate
from twowaves.studies.threats import DropOut, History, Selection, SocialDesirability, Threat
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Switch, Whole, Within

_RULES = shared("studies/simulation_rules")
STUDIES: int = _RULES["studies"]
ALPHA: float = _RULES["alpha"]
_LIMITS: dict[str, tuple[int, int]] = _RULES["limits"]
_MODEL = _RULES["model"]
_TAILS = ("two", "one", "chosen afterwards")
_CORRECTIONS = ("none", "holm")

say = Sentences("widgets/limitations_lab/words")


@dataclass(frozen=True)
class Summary:
    """What many studies show together; changes are in points.

    Attributes
    ----------
    studies, untested, significant : int
        Studies, those without a test, and those with a significant outcome.
    mean : float
        Mean of the estimates of the first outcome.
    claims, wrong : int
        Studies whose first outcome is significant, and those among them with the wrong sign;
        0 without a true change.
    exaggeration : float
        How many times larger those are than the true change, on average; NaN if there are none.
    """

    studies: int
    untested: int
    significant: int
    mean: float
    claims: int
    wrong: int
    exaggeration: float


class LimitationsLab(LiveFigure):
    """Switch on what can go wrong in a pre/post study, and watch 2,000 synthetic studies of it.

    The same figure is live on the published page without a kernel; there the page draws studies
    of its own, which agree with these within chance.
    The score runs from 0 to 52 in whole points, with an SD of 8 before and a correlation of .5;
    everything that moves it moves it up, which stands for getting better.

    Parameters
    ----------
    n : int
        People in the group, from 2 to 60.
    true_change : float
        What the module does, from 0 to 8 points.
    history : float
        What else happens to everybody, from 0 to 8 points.
    desirability : float
        How far people answer to please, from 0 to 8 points; a control group does not.
    selected : float
        Which share of all people takes part, those with the lowest scores: from .05 to 1.
    drop_out : float
        Which share leaves, mostly those who gained least: from 0 to .6.
    outcomes : int
        Outcomes tested, from 1 to 8, correlated at .5; a study counts if any is significant.
    tails : {"two", "one", "chosen afterwards"}
        How it is tested at .05; with a control group by two tails.
    correction : {"none", "holm"}
        For the number of outcomes.
    control : bool
        Whether the change is compared with that of as many people without the module.
    skewed : bool
        Whether scores lie near the floor: a mean of 8, an SD of 8 and a skewness of 3.
    seed : int
        Which studies are drawn, from 1 to 9999.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    >>> w = LimitationsLab()
    >>> w.title()
    '2,000 synthetic studies of 11 people each: no true change, no threat.'
    >>> w.rate.value < 0.07
    True
    >>> w.history = 4
    >>> w.rate.value > 0.3
    True
    """

    _esm = script("limitations_lab")
    _css = style("limitations_lab")

    widget_name = "limitations-lab"
    state_traits = (
        "n", "true_change", "history", "desirability", "selected", "drop_out", "outcomes",
        "tails", "correction", "control", "skewed", "seed",
    )  # fmt: skip

    n = Whole(*_LIMITS["n"], 11).tag(sync=True)
    true_change = Within(*_LIMITS["true_change"], 0).tag(sync=True)
    history = Within(*_LIMITS["history"], 0).tag(sync=True)
    desirability = Within(*_LIMITS["desirability"], 0).tag(sync=True)
    selected = Within(*_LIMITS["selected"], 1).tag(sync=True)
    drop_out = Within(*_LIMITS["drop_out"], 0).tag(sync=True)
    outcomes = Whole(*_LIMITS["outcomes"], 1).tag(sync=True)
    tails = Choice(lambda: _TAILS, "two").tag(sync=True)
    correction = Choice(lambda: _CORRECTIONS, "none").tag(sync=True)
    control = Switch(False).tag(sync=True)  # the default, not an option
    skewed = Switch(False).tag(sync=True)
    seed = Whole(*_LIMITS["seed"], 1).tag(sync=True)

    @property
    def design(self) -> Design:
        """The design behind the studies, for `twowaves.simulate`."""
        scores = _MODEL["skewed" if self.skewed else "normal"]
        threats: list[Threat] = []
        if self.selected < 1:
            threats.append(Selection(self.selected, "low"))
        if self.history:
            threats.append(History(self.history))
        if self.desirability:
            threats.append(SocialDesirability(self.desirability))
        if self.drop_out:
            threats.append(DropOut(self.drop_out, "change", _MODEL["strength"]))
        return Design(
            n=self.n,
            mean_pre=scores["mean"],
            sd_pre=scores["sd"],
            true_change=self.true_change,
            skew=scores["skew"],
            n_outcomes=self.outcomes,
            n_control=self.n if self.control else 0,
            threats=tuple(threats),
        )

    @property
    def rows(self) -> pd.DataFrame:
        """The studies, one row a study and outcome, as `twowaves.simulate` returns them."""
        return _rows(self.design, self.seed).copy()

    @property
    def rate(self) -> Estimate:
        """The share of studies with a significant outcome, as a `twowaves.Estimate`."""
        return familywise_rate(
            _rows(self.design, self.seed),
            alpha=ALPHA,
            tails="two" if self.control else self.tails,  # type: ignore[arg-type]
            correction=self.correction,  # type: ignore[arg-type]
            compared_with="control" if self.control else "before",
        )

    @property
    def summary(self) -> Summary:
        """What the studies show together."""
        rate = self.rate
        significant = round(rate.value * rate.n_studies)
        first = _rows(self.design, self.seed)[:: self.outcomes]
        estimates = first["difference" if self.control else "mean_change"]
        claimed = estimates[self._claims(first)] if self.true_change else estimates[:0]
        return Summary(
            studies=STUDIES,
            untested=rate.n_untested,
            significant=significant,
            mean=float(estimates.mean()),
            claims=len(claimed),
            wrong=int((claimed < 0).sum()),
            exaggeration=float((claimed.abs() / self.true_change).mean())
            if len(claimed)
            else math.nan,
        )

    def _claims(self, first: pd.DataFrame) -> pd.Series:
        """Tell in which studies the first outcome is significant."""
        alpha = ALPHA / self.outcomes if self.correction == "holm" else ALPHA
        if self.control:
            return first["difference_pvalue"] < alpha
        if self.tails == "one":
            return first["pvalue_one_sided"] < alpha
        return first["pvalue"] < (alpha if self.tails == "two" else 2 * alpha)

    def title(self) -> str:
        """Return what is drawn."""
        change = say("no_change")
        if self.true_change:
            change = say("change", change=shortest(self.true_change))
        threats = [
            name
            for name, on in (
                ("selection", self.selected < 1),
                ("history", self.history > 0),
                (say("desirability"), self.desirability > 0),
                ("drop-out", self.drop_out > 0),
                (say("outcomes", n=self.outcomes), self.outcomes > 1),
                (say("tail", tails=self.tails), self.tails == _TAILS[2] and not self.control),
                (say("skewed"), self.skewed),
            )
            if on
        ]
        group = say("group") if self.control else ""
        told = listed(threats) if threats else say("no_threat")
        return say("title", n=self.n, group=group, change=change, threats=told)

    def sentence(self) -> str:
        """Return how many studies are significant, and how far they lie from the truth."""
        return in_words(self.summary, self.true_change)

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return what the studies show, and the same for each threat alone."""
        alone = [("as set here", self)] if not self._is_default else []
        alone += [(name, LimitationsLab(n=self.n, seed=self.seed, **on)) for name, on in _ALONE]
        rows = [
            {
                "studies with": name,
                "significant": f"{fixed(100 * lab.summary.significant / STUDIES, 1)} %",
                "mean estimate (points)": fixed(lab.summary.mean, 1),
                "truth (points)": shortest(lab.true_change),
            }
            for name, lab in alone
        ]
        studies = f"2,000 synthetic studies of {self.n} people each, at α = {level(ALPHA)}"
        return [(studies, pd.DataFrame(rows))]

    @property
    def _is_default(self) -> bool:
        return self.design == Design(n=self.n, sd_pre=8) and self.tails == "two"


# the table without scripts: one threat at a time, none of which does anything to the truth
_ALONE: tuple[tuple[str, dict[str, object]], ...] = (
    ("no threat", {}),
    ("history: 4 points", {"history": 4}),
    ("social desirability: 4 points", {"desirability": 4}),
    ("selection: the lowest 20 %", {"selected": 0.2}),
    ("drop-out: 30 %", {"drop_out": 0.3}),
    ("six outcomes", {"outcomes": 6}),
    ("a tail chosen afterwards", {"tails": "chosen afterwards"}),
    ("skewed scores near the floor", {"skewed": True}),
    ("history, and a control group", {"history": 4, "control": True}),
    ("a true change of 4 points", {"true_change": 4}),
)


def in_words(summary: Summary, true_change: float) -> str:
    """Return a summary in sentences, as the page says it."""
    percent = fixed(100 * summary.significant / summary.studies, 1)
    sentences = [
        say("significant", percent=percent),
        _claims_in_words(summary, true_change),
        say("found", mean=fixed(summary.mean, 1), truth=shortest(true_change)),
    ]
    if summary.untested:
        sentences.append(say("untested", n=summary.untested))
    return " ".join(sentences)


def _claims_in_words(summary: Summary, true_change: float) -> str:
    if not true_change:
        return say("false_alarm")
    if not summary.claims:
        return say("never_found")
    wrong = fixed(100 * summary.wrong / summary.claims, 1)
    return say("exaggerated", times=fixed(summary.exaggeration, 1), wrong=wrong)


@lru_cache(maxsize=16)
def _rows(design: Design, seed: int) -> pd.DataFrame:
    return simulate(design, STUDIES, seed=seed, progress=False)
