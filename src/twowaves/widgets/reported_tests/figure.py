"""The six reported tests: what stays significant, and which sample sizes are possible."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

import pandas as pd
import traitlets

from twowaves._base.numbers import MINUS, level, printed_p
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.paired.multiplicity import adjust_pvalues
from twowaves.paper.datasets import load_outcomes
from twowaves.printed.implied import as_threshold, pvalue, pvalues, stands_for
from twowaves.printed.number import PrintedNumber, parse_printed
from twowaves.printed.sizes import feasible_n
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Level, Whole

if TYPE_CHECKING:
    from twowaves.paired.multiplicity import Method
    from twowaves.printed.implied import Tails

say = Sentences("widgets/reported_tests/words")

_SIZES: list[int] = shared("widgets/reported_tests/rules")["sizes"]
_TAILS = ("two", "one")
_CORRECTIONS = ("none", "holm", "bh")
_READINGS = ("rounded", "threshold")


class ReportedTests(LiveFigure):
    """Choose n, tails, level and correction, and see which of the six results stay.

    The same figure is live on the published page without a kernel.

    Parameters
    ----------
    n : int
        Number of pairs, from 9 to 15; the printed t(11) takes 12.
    tails : {"two", "one"}
        Whether any change counts or only one in the predicted direction, in which all six went.
    alpha : float
        Significance level, from .001 to .2.
    correction : {"none", "holm", "bh"}
        For six tests: none, Holm's, or Benjamini and Hochberg's.
    reading : {"rounded", "threshold"}
        Whether a p printed at a customary level, such as ".05", is taken as a rounded value or as
        "below .05"; any other printed p is a rounded value.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    >>> w = ReportedTests(n=11)
    >>> w
    ReportedTests: The six reported tests at n = 11. 2 of 6 outcomes are significant \
(self-compassion and self-correction); the paper calls 4 significant.
    >>> w.tails = "one"
    >>> int(w.result["significant"].sum())
    4
    """

    _esm = script("reported_tests")
    _css = style("reported_tests")

    widget_name = "reported-tests"
    state_traits = ("n", "tails", "alpha", "correction", "reading", "rows")

    n = Whole(_SIZES[0], _SIZES[-1], 12).tag(sync=True)
    tails = Choice(lambda: _TAILS, "two").tag(sync=True)
    alpha = Level(0.05).tag(sync=True)
    correction = Choice(lambda: _CORRECTIONS, "none").tag(sync=True)
    reading = Choice(lambda: _READINGS, "rounded").tag(sync=True)
    rows: traitlets.List[dict[str, object]] = traitlets.List(
        read_only=True, help="the outcomes as printed"
    ).tag(sync=True)

    def __init__(
        self,
        *,
        n: int = 12,
        tails: str = "two",
        alpha: float = 0.05,
        correction: str = "none",
        reading: str = "rounded",
    ) -> None:
        super().__init__(n=n, tails=tails, alpha=alpha, correction=correction, reading=reading)
        self.set_trait("rows", load_outcomes().to_dict("records"))

    @property
    def result(self) -> pd.DataFrame:
        """What each test says: one row an outcome.

        The columns are `outcome`, `pvalue` (at the printed t), `adjusted`, `significant`,
        `claimed` (what the paper says), `fits` (whether some t that prints so gives a p that
        prints so) and `possible` (whether whole totals of `n` people can give the figures).
        """
        outcomes = load_outcomes()
        printed = [parse_printed(text) for text in outcomes["statistic"]]
        found = [pvalue(abs(float(t.value)), self.n - 1, self._sides) for t in printed]
        adjusted = adjust_pvalues(found, cast("Method", self.correction))
        return pd.DataFrame(
            {
                "outcome": outcomes["outcome"],
                "pvalue": found,
                "adjusted": adjusted,
                "significant": adjusted < self.alpha,
                "claimed": outcomes["claim"] == "significant",
                "fits": [
                    self._fits(t, parse_printed(p))
                    for t, p in zip(printed, outcomes["pvalue"], strict=True)
                ],
                "possible": list(possible_sizes().loc[self.n]),
            }
        )

    @property
    def _sides(self) -> Tails:
        """How many tails count; one is the predicted one, in which every outcome went."""
        return 1 if self.tails == "one" else 2

    def _fits(self, statistic: PrintedNumber, printed: PrintedNumber) -> bool:
        """Tell whether some t within its rounding gives a p that the printed one stands for."""
        size = statistic.interval().magnitude()
        threshold = as_threshold(printed) if self.reading == "threshold" else None
        meant = threshold or stands_for(printed)
        return meant.overlaps(pvalues(size, self.n - 1, self._sides))

    def title(self) -> str:
        """Return what is tested, at which n."""
        return f"The six reported tests at n = {self.n}."

    def sentence(self) -> str:
        """Return how many outcomes are significant, beside the paper's count."""
        result = self.result
        names = result.loc[result["significant"], "outcome"].tolist()
        which = f" ({listed(names)})" if names else ""
        key = "one_significant" if len(names) == 1 else "significant"
        count = say(key, n=len(names), outcomes=len(result), which=which)
        if result["significant"].equals(result["claimed"]):
            return say("as_claimed", count=count)
        return say("unlike_claimed", count=count, claimed=result["claimed"].sum())

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the tests one by one, and which n are possible."""
        outcomes, result = load_outcomes(), self.result
        says = {True: "significant", False: "not significant"}
        tests = pd.DataFrame(
            {
                "outcome": result["outcome"],
                "t as printed": [text.replace("-", MINUS) for text in outcomes["statistic"]],
                "p": result["pvalue"].map(self._p),
                "p corrected": result["adjusted"].map(self._p),
                "result": result["significant"].map(says),
                "paper": result["claimed"].map(says),
                "p as printed": outcomes["pvalue"],
                "do they fit?": result["fits"].map({True: "yes", False: "no"}),
            }
        )
        sizes = possible_sizes().T.replace({True: "possible", False: "impossible"})
        sizes.columns = [f"n = {n}" for n in sizes.columns]
        return [
            (self._settings(), tests),
            ("Which n can give the printed figures", sizes.reset_index(names="outcome")),
        ]

    def _p(self, p: float) -> str:
        """Return p with four decimals: the third is often what a verdict hangs on."""
        return printed_p(p, [self.alpha], 4)

    def _settings(self) -> str:
        """Return the caption of the tests: how they were made."""
        tails = "two tails" if self.tails == "two" else "one tail"
        correction = {"none": "no correction", "holm": "Holm's correction"}.get(
            self.correction, "Benjamini and Hochberg's correction"
        )
        read = "as a rounded value" if self.reading == "rounded" else "as a level"
        return (
            f"n = {self.n}, {tails}, α = {level(self.alpha)}, {correction}, printed p read {read}"
        )


@cache
def possible_sizes() -> pd.DataFrame:
    """Return whether each n from 9 to 15 can give each outcome's figures, one row an n."""
    found = feasible_n(load_outcomes(), _SIZES)
    table = found.pivot_table(index="n", columns="outcome", values="feasible", aggfunc="first")
    return table[load_outcomes()["outcome"].tolist()].astype(bool)
