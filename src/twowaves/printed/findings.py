"""What an audit comes to: one finding an outcome, and one sentence about the whole table.

"Nothing is at odds" says little where little could be checked, so each finding tells how much was.
An outcome is called hardly checked if fewer than four of its checks could be made.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import few, listed

__all__ = ["LABELS", "findings", "headline"]

say = Sentences("printed/findings")

_RULES = shared("printed/findings_rules")
#: The checks in a reader's words.
LABELS: dict[str, str] = _RULES["labels"]
_ENOUGH: int = _RULES["enough"]
_NEEDED = ("outcome", "check", "verdict", "detail", "distance")


class _Tally(NamedTuple):
    """How many checks could be made, and why the others could not."""

    made: int
    checks: int
    reasons: Counter[str]

    @property
    def is_enough(self) -> bool:
        return self.made >= _ENOUGH

    def in_words(self) -> str:
        """Return how many checks could not be made, and what for."""
        if self.made == self.checks:
            return say("all_made", checks=self.checks)
        left, reason = self.checks - self.made, _most_often(self.reasons)
        return say("made", left=left, checks=self.checks, reason=reason)


def findings(report: pd.DataFrame) -> pd.DataFrame:
    """Return what an audit found, one row an outcome.

    Parameters
    ----------
    report : pandas.DataFrame
        What `audit` returns.

    Returns
    -------
    pandas.DataFrame
        For each outcome, in the order of the table: `outcome`; `verdict` ("at odds"; "fits
        otherwise", if all figures fit under another convention; "fits"; or "hardly checked", where
        nothing is at odds and fewer than four checks could be made); `at_odds` (the checks that are
        at odds as printed, with commas between them); `distance` (the largest of their distances,
        in units of a last digit; missing if there is none); `made` and `checks` (how many checks
        could be made, of how many); and `sentence`.

    Raises
    ------
    ValueError
        If the report lacks a column of an audit.

    Examples
    --------
    >>> from twowaves import audit, load_outcomes
    >>> found = findings(audit(load_outcomes(), n=11))
    >>> found["verdict"].tolist()
    ['at odds', 'at odds', 'at odds', 'at odds', 'at odds', 'at odds']
    >>> found["sentence"][0]
    'At odds: df and n by 1 unit of its last digit; 2 of 12 checks could not be made, most often \
for this reason: “For 10 people with 12 items each every mean with 1 decimal is possible, so \
GRIM has nothing to judge”.'
    """
    lacking = [column for column in _NEEDED if column not in report]
    if lacking:
        raise ValueError(f"the report lacks {listed(lacking)}; give what audit returns")
    records = [_of_outcome(part) for _, part in report.groupby(_numbers(report), sort=False)]
    names = ("outcome", "verdict", "at_odds", "distance", "made", "checks", "sentence")
    found = pd.DataFrame(records, columns=list(names))
    types = dict.fromkeys(("outcome", "verdict", "at_odds", "sentence"), "str")
    return found.astype(types | {"distance": "Int64", "made": "int64", "checks": "int64"})


def headline(report: pd.DataFrame) -> str:
    """Return in one sentence how many outcomes are at odds, and how much could be checked.

    Examples
    --------
    >>> from twowaves import audit
    >>> print(headline(audit(pd.DataFrame({"df": ["19"]}), n=20)))
    Nothing is at odds in what could be checked, which is little: 11 of 12 checks could not be \
made, most often for this reason: “The column mean_pre is missing or empty in this row”.
    """
    parts = [part for _, part in report.groupby(_numbers(report), sort=False)]
    tally, verdicts = _tally(report), [_verdict(part) for part in parts]
    if not tally.made:
        return say("unchecked", reason=_most_often(tally.reasons))
    other = verdicts.count("fits otherwise")
    odds = verdicts.count("at odds") + other
    if other:
        parts_of = {"odds": odds, "n": len(parts), "other": other}
        return say("outcomes_otherwise", **parts_of, made=tally.in_words())
    if odds:
        return say("outcomes_at_odds", odds=odds, n=len(parts), made=tally.in_words())
    if "hardly checked" not in verdicts:
        return say("outcomes_fit", n=len(parts), made=tally.in_words())
    return say("hardly", made=tally.in_words())


def _numbers(report: pd.DataFrame) -> pd.Series[int]:
    """Return the number of each line's outcome; two outcomes may have one name."""
    first = report["check"].eq(report["check"].iloc[0]) if len(report) else report["check"].eq("")
    return first.astype("int64").cumsum()


def _tally(part: pd.DataFrame) -> _Tally:
    open_ = part[part["verdict"] == "untestable"]
    return _Tally(len(part) - len(open_), len(part), Counter(open_["detail"]))


def _verdict(part: pd.DataFrame) -> str:
    """Return the word for one outcome."""
    found = set(part["verdict"])
    if "inconsistent" in found:
        return "at odds"
    if "alternative" in found:
        return "fits otherwise"
    return "fits" if _tally(part).is_enough else "hardly checked"


def _of_outcome(part: pd.DataFrame) -> tuple[object, ...]:
    """Return the finding about one outcome."""
    tally, odds = _tally(part), part[part["verdict"].isin(["inconsistent", "alternative"])]
    far = odds["distance"].max() if len(odds) else pd.NA
    told, outcome = ", ".join(odds["check"]), part["outcome"].iloc[0]
    sentence = _sentence(_verdict(part), tally, odds)
    return outcome, _verdict(part), told, far, tally.made, tally.checks, sentence


def _sentence(verdict: str, tally: _Tally, odds: pd.DataFrame) -> str:
    told = [_far(*pair) for pair in zip(odds["check"], odds["distance"], strict=True)]
    made = tally.in_words()
    if verdict == "at odds":
        return say("at_odds", odds=listed(few(told, _RULES["most_names"])), made=made)
    if verdict == "fits otherwise":
        words = odds["reading"].iloc[0]
        names = listed(few(told, _RULES["most_names"]))
        return say("otherwise", odds=names, words=words, made=made)
    if not tally.made:
        return say("unchecked", reason=_most_often(tally.reasons))
    return say("fits", made=made) if verdict == "fits" else say("hardly", made=made)


def _far(check: str, distance: Any) -> str:
    """Return a check in words, and how far its figure is from what would fit."""
    what = LABELS[check]
    return what if pd.isna(distance) else say("by_units", what=what, units=distance)


def _most_often(reasons: Counter[str]) -> str:
    """Return the most frequent reason, the first of several."""
    return reasons.most_common(1)[0][0].removesuffix(".")
