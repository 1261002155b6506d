"""Data sets that print the same row, one after the other, and what other tests make of each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import traitlets

from twowaves._base.arguments import as_whole
from twowaves._base.numbers import fixed, level, printed_p, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.paired.rank_tests import sign_flip_test, sign_test, signed_rank_test
from twowaves.paired.ttest import paired_ttest
from twowaves.paper.datasets import load_outcomes, load_reconstructions
from twowaves.rebuilt.reconstructions import Reconstructions
from twowaves.rebuilt.robustness import pvalues_of_t
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Whole

if TYPE_CHECKING:
    from twowaves.paired.rank_tests import Alternative

say = Sentences("widgets/reconstruction_browser/words")

_RULES = shared("widgets/reconstruction_browser/rules")
ALPHA: float = _RULES["alpha"]
MOST = 200
_TAILS = ("two", "one")
_FIGURES: dict[str, str] = _RULES["figures"]


class ReconstructionBrowser(LiveFigure):
    """Step through synthetic data sets that print the same row, and see what moves.

    The same figure is live on the published page without a kernel.

    Parameters
    ----------
    *reconstructions : Reconstructions
        What `reconstruct` returned, one or several, at most 200 data sets each; by default the
        shipped ones: twenty for each of the paper's outcomes at n = 11 and at n = 12.
    outcome : str, optional
        Which outcome is shown first; by default the first one.
    n : int, optional
        With how many people; by default the first that there is.
    which : int
        The number of the data set, from 1.
    tails : {"two", "one"}
        Whether any change counts or only one in the direction in which the mean changed.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    >>> w = ReconstructionBrowser(outcome="hated self", n=11)
    >>> w.title()
    'Data set 1 of 20 that print the row of hated self at n = 11 (synthetic).'
    >>> w.which = 2
    >>> w.result["test"].tolist()
    ['paired t test', 'signed ranks', 'sign flips', 'signs']
    """

    _esm = script("reconstruction_browser")
    _css = style("reconstruction_browser")

    widget_name = "reconstruction-browser"
    state_traits = ("outcome", "n", "which", "tails", "sets")

    outcome = traitlets.Unicode().tag(sync=True)
    n = Whole(2, 200, 11).tag(sync=True)
    which = Whole(1, MOST, 1).tag(sync=True)
    tails = Choice(lambda: _TAILS, "two").tag(sync=True)
    sets: traitlets.List[dict[str, Any]] = traitlets.List(
        read_only=True, help="the data sets, outcome by outcome"
    ).tag(sync=True)

    def __init__(
        self,
        *reconstructions: Reconstructions,
        outcome: str | None = None,
        n: int | None = None,
        which: int = 1,
        tails: str = "two",
    ) -> None:
        groups = [_group(one) for one in reconstructions] or _shipped()
        same = [each for each in groups if outcome in {None, each["outcome"]}]
        wanted = as_whole(n)
        first = next((each for each in same if n is None or each["n"] == wanted), groups[0])
        super().__init__(
            outcome=outcome if outcome is not None else first["outcome"],
            n=n if n is not None else first["n"],
            which=which,
            tails=tails,
        )
        self.set_trait("sets", groups)
        self._chosen()  # a wrong one is told at once

    def _chosen(self) -> dict[str, Any]:
        """Return the data sets of the chosen outcome and n, or say which there are."""
        outcomes = list(dict.fromkeys(each["outcome"] for each in self.sets))
        if self.outcome not in outcomes:
            raise ValueError(f"outcome is {self.outcome!r}; it must be one of {_named(outcomes)}")
        same = [each for each in self.sets if each["outcome"] == self.outcome]
        for each in same:
            if each["n"] == self.n:
                if self.which > len(each["pre"]):
                    raise ValueError(
                        f"which is {self.which}; it must be a whole number "
                        f"from 1 to {len(each['pre'])}"
                    )
                return each
        sizes = listed([str(each["n"]) for each in same], "or")
        raise ValueError(f"n is {self.n}; for {self.outcome} it must be {sizes}")

    @property
    def data(self) -> pd.DataFrame:
        """The chosen data set: `person`, `pre`, `post`, `change`, in points of the score."""
        chosen = self._chosen()
        pre, post = (np.array(chosen[wave][self.which - 1]) for wave in ("pre", "post"))
        divisor = chosen["n_items"]
        points = [wave if divisor == 1 else wave / divisor for wave in (pre, post, post - pre)]
        return pd.DataFrame(
            {"person": range(1, len(pre) + 1)}
            | dict(zip(("pre", "post", "change"), points, strict=True))
        )

    @property
    def result(self) -> pd.DataFrame:
        """What each test says of the chosen data set: `test`, `pvalue`, `significant` at .05."""
        pre, post, alternative = self._totals()
        change = post - pre
        found = [
            pvalues_of_t(pre, post, alternative),
            signed_rank_test(change, alternative=alternative),
            sign_flip_test(change, alternative=alternative),
            sign_test(change, alternative=alternative),
        ]
        frame = pd.DataFrame({"test": _RULES["tests"], "pvalue": [float(p) for p in found]})
        return frame.assign(significant=frame["pvalue"] < ALPHA)

    @property
    def without_each(self) -> pd.Series:
        """The p values of the t test without each person, by person from 1."""
        pre, post, alternative = self._totals()
        others = [[j for j in range(len(pre)) if j != left_out] for left_out in range(len(pre))]
        p = pvalues_of_t(pre[others], post[others], alternative)
        return pd.Series(p, index=range(1, len(pre) + 1), name="pvalue")

    def _totals(self) -> tuple[np.ndarray, np.ndarray, Alternative]:
        chosen = self._chosen()
        pre, post = (np.array(chosen[wave][self.which - 1]) for wave in ("pre", "post"))
        if self.tails == "two":
            return pre, post, "two-sided"
        return pre, post, "greater" if post.sum() >= pre.sum() else "less"

    def title(self) -> str:
        """Return which data set this is."""
        count = len(self._chosen()["pre"])
        return say("title", which=self.which, count=count, outcome=self.outcome, n=self.n)

    def sentence(self) -> str:
        """Return by which tests the change is significant, and whether one person decides."""
        found, without = self.result, self.without_each
        yes = found.loc[found["significant"], "test"].tolist()
        no = found.loc[~found["significant"], "test"].tolist()
        by = say("by_all" if yes else "by_none")
        if yes and no:
            by = say("by_some", some=listed(yes), others=listed(no, "or"))
        key = "two_tailed" if self.tails == "two" else "one_tailed"
        result = say(key, alpha=level(ALPHA), by=by)
        if without.isna().all():
            return say("no_test", result=result)
        low, high = _p(without.min()), _p(without.max())
        return say("without_one", result=result, low=low, high=high, who=_left_out(without))

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the printed row beside this data set's figures, the tests, and the people."""
        result, data = self.result, self.data
        tests = pd.DataFrame(
            {
                "test": result["test"],
                "p": result["pvalue"].map(_p),
                "result": result["significant"].map({True: "significant", False: "not"}),
            }
        )
        people = pd.DataFrame(
            {
                "person": data["person"],
                "before": data["pre"].map(_points),
                "after": data["post"].map(_points),
                "change": data["change"].map(_points),
                "p of t without": self.without_each.map(_p).to_numpy(),
            }
        )
        return [
            (say("rows"), self._figures()),
            (f"Four tests of the change, {self.tails}-tailed", tests),
            ("The people, all synthetic", people),
        ]

    def _figures(self) -> pd.DataFrame:
        chosen, data = self._chosen(), self.data
        varies = bool(np.ptp(data["change"]) > 0)
        t = paired_ttest(data["pre"], data["post"]).statistic if varies else np.nan
        own = {
            "mean_pre": data["pre"].mean(),
            "sd_pre": data["pre"].std(),
            "mean_post": data["post"].mean(),
            "sd_post": data["post"].std(),
            "statistic": abs(float(t)),
        }
        return pd.DataFrame(
            {
                "figure": list(_FIGURES.values()),
                "printed": [chosen["printed"].get(name, "not known") for name in _FIGURES],
                "this data set": [
                    "none" if np.isnan(own[name]) else fixed(own[name], 4) for name in _FIGURES
                ],
            }
        )


@cache
def _shipped() -> list[dict[str, Any]]:
    """Return the shipped data sets, as the page has them."""
    sets, groups = load_reconstructions(), []
    for row in load_outcomes().to_dict("records"):
        printed = {figure: row[figure].lstrip("-") for figure in _FIGURES}
        divisor = row["n_items"] if row["scoring"] == "mean" else 1
        own = sets[sets["outcome"] == row["outcome"]]
        for n in own["n"].unique().tolist():
            people = own[own["n"] == n]
            waves = {
                wave: people[wave].to_numpy().reshape(-1, n).tolist() for wave in ("pre", "post")
            }
            groups.append(_as_group(row["outcome"], n, divisor, printed, waves))
    return groups


def _group(found: Any) -> dict[str, Any]:
    """Return given reconstructions, as the page has them."""
    if not isinstance(found, Reconstructions):
        kind = type(found).__name__
        raise TypeError(f"a {kind} is no reconstruction; give what twowaves.reconstruct returns")
    if len(found) > MOST:
        raise ValueError(
            f"there are {len(found)} data sets of {found.outcome}; the figure shows up to {MOST}"
        )
    waves = {"pre": found.pre.tolist(), "post": found.post.tolist()}
    return _as_group(found.outcome, found.n, found.n_items, {}, waves)


def _as_group(
    outcome: str, n: int, n_items: int, printed: dict[str, str], waves: dict[str, Any]
) -> dict[str, Any]:
    return {"outcome": outcome, "n": int(n), "n_items": n_items, "printed": printed} | waves


def _left_out(without: pd.Series) -> str:
    significant = int((without < ALPHA).sum())
    if significant == len(without):
        return say("whoever")
    if not significant:
        return say("not_whoever")
    return say("without_some", some=significant, people=len(without))


def _p(p: float) -> str:
    # without a p, the changes of those who are left do not vary
    return "none" if np.isnan(p) else printed_p(p, [ALPHA], 4)


def _points(value: Any) -> str:
    """Return a score as whole points, or with two decimals where it is a mean of items."""
    return fixed(value, 2) if isinstance(value, float) else whole(value)


def _named(names: list[str]) -> str:
    return ", ".join(map(repr, names))
