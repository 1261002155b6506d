"""Which convention, not declared, would let every figure of a row agree.

Papers cut figures off, round a program's figures once more, print SDs with n, or describe more
people than they test, and do not say so. Where figures are at odds as printed and agree under one
of these, that is told beside them: it may be the convention, or a slip that looks like it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences, shared
from twowaves.printed.judgement import waves_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from twowaves.printed.judgement import Context, Judgement
    from twowaves.printed.number import Rounding
    from twowaves.printed.sums import SdKind
    from twowaves.printed.table import Row

    Check = Callable[[Row, Context], Judgement]

__all__ = ["with_alternative"]

say = Sentences("printed/alternatives")

_RULES = shared("printed/conventions_rules")
_ROUNDINGS: dict[Rounding, str] = {
    "twice": say("twice"),
    "truncate": say("truncate"),
    "either": say("either"),
    "up": say("up"),
}
# what is at odds here is so whatever the SDs are: these checks need none
_SPREADLESS = {"df", "p", "claim", "grim_pre", "grim_post", "change"}
_OF_PAIRS = set(_RULES["of_pairs"])
_OF_ONE_MEAN = ("grim_pre", "grim_post")
_SDS: dict[SdKind, str] = {"population": say("population"), "se": say("se")}


def with_alternative(
    row: Row,
    found: dict[str, Judgement],
    judge: Callable[[str, Row], Judgement],
) -> dict[str, Judgement]:
    """Return the judgements of a row, those at odds with the convention that would explain them.

    Parameters
    ----------
    row : Row
        The row.
    found : dict
        What each check finds in it.
    judge : callable
        What a check, by its name, finds in a row.

    Returns
    -------
    dict
        The same, where nothing is at odds or nothing explains it.
    """
    odds = [check for check, told in found.items() if told.verdict == "inconsistent"]
    if "df" in odds and (words := _two_groups(row)):
        return found | {check: _told(found[check], words) for check in odds if check in _OF_PAIRS}
    for words, other in _others(row, {check: found[check] for check in odds}) if odds else ():
        if _explains(other, [*odds, *(check for check in found if check not in odds)], judge):
            return found | {check: _told(found[check], words) for check in odds}
    return found


def _two_groups(row: Row) -> str:
    """Return the words for a test of separate groups, if df is theirs; else nothing."""
    waves = waves_of(row)
    if len(waves) < 2 or row.count("df") != sum(waves) - 2:
        return ""
    return say("groups", pre=waves[0], post=waves[1])


def _told(judgement: Judgement, words: str) -> Judgement:
    """Return a judgement of figures at odds with what would explain it."""
    detail = say("unless", detail=judgement.detail.removesuffix("."), words=words)
    return judgement._replace(verdict="alternative", detail=detail, reading=words)


def _explains(other: Row, checks: list[str], judge: Callable[[str, Row], Judgement]) -> bool:
    """Tell whether nothing is at odds in the row so read; first come the checks that were."""
    return all(judge(check, other).verdict != "inconsistent" for check in checks)


def _others(row: Row, odds: dict[str, Judgement]) -> Iterator[tuple[str, Row]]:
    """Yield the row as other conventions read it, the more usual ones first."""
    said = row.conventions
    if set(said.roundings.values()) <= {"nearest"} and not _beyond_rounding(odds):
        for rounding, words in _ROUNDINGS.items():
            yield words, row.under(said.with_rounding(rounding))
    if said.sd == "sample" and not _SPREADLESS.intersection(odds):
        for kind, words in _SDS.items():
            yield words, row.under(said.with_sd(kind))
    yield from _with_more_people(row, odds)


def _beyond_rounding(odds: dict[str, Judgement]) -> bool:
    """Tell whether no rounding explains a figure: df is not rounded, and none moves a mean by 2."""
    far = [odds[check].distance or 0 for check in _OF_ONE_MEAN if check in odds]
    return "df" in odds or any(distance >= 2 for distance in far)


def _with_more_people(row: Row, odds: Iterable[str]) -> Iterator[tuple[str, Row]]:
    """Yield the row with more people in the waves than df has pairs, where that can explain it."""
    if not set(odds) <= set(_RULES["of_people"]) or not {"n", "df"} <= row.cells.keys():
        return
    n, pairs = row.cells["n"], row.cells["df"] + 1
    if 2 <= pairs < n:
        cells = row.cells | {"n_pre": n, "n_post": n, "n": pairs}
        words = say("fewer_pairs", n=n, pairs=pairs)
        if pairs == n - 1:  # df is n − 2
            words = say("fewer_pairs_or_groups", n=n, pairs=pairs)
        yield words, replace(row, cells=cells)
