"""What papers and programs call figures and waves, and what a header says by these names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from twowaves._base.sentences import shared
from twowaves.printed.numerals import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = shared("printed/reading_rules")
_TOKEN = re.compile(r"[^\W\d_]+[0-9]*|[0-9]+|[%±]")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_N = re.compile(r"\b[nN] ?= ?([0-9]{1,9}(?![0-9]|\.[0-9]))")
_LEVEL = re.compile(r"(?<![0-9.])([0-9]{2}(?:\.[0-9]{1,2})?) ?%")
_ONLY_IN_CAPITALS = frozenset(_RULES["only_in_capitals"])
_DF = re.compile(r"\b[tT] ?\( ?([0-9]{1,9}) ?\)")
_RAISED = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"), " ")  # marks of notes
_LONGEST = 6  # words of a name


def _names() -> dict[str, tuple[str, ...]]:
    """Return what each name stands for: kinds and values, such as ``("figure", "mean")``."""
    names: dict[str, tuple[str, ...]] = {}
    for word in ("", *_RULES["fillers"]):
        names[word] = ("filler",)
    for word in _RULES["others"]:
        names[word] = ("other",)
    for word in _RULES["groups"]:
        names[word] = ("group",)
    for wave, words in _RULES["waves"].items():
        names |= dict.fromkeys(words, (f"wave:{wave}",))
    for figure, words in _RULES["heads"].items():
        names |= dict.fromkeys(words, (figure,))
    waves = set(_RULES["waves"])
    for word, means in _RULES["several"].items():
        names[word] = tuple(f"wave:{each}" if each in waves else each for each in means)
    for figure in _RULES["figures"]:
        if not figure.endswith(("_pre", "_post", "_change")):  # those are two names, as "M pre" is
            names[figure.replace("_", " ")] = (figure,)
    return names


_NAMES = _names()


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says.

    Parameters
    ----------
    text
        As printed, with its spanners.
    figures
        In the order in which a cell holds them, without their waves: ``("mean", "sd")``.
    wave
        ``before``, ``after``, ``later``, ``change`` or the number of a wave.
    n, level, df
        Numbers in the header: ``(N = 41)``, ``95 %``, ``t(19)``.
    group
        A name for one of several groups.
    other
        A figure that no check here takes, such as F.
    rest
        Words that are no name of anything.
    """

    text: str
    figures: tuple[str, ...] = ()
    wave: str = ""
    n: str = ""
    level: str = ""
    df: str = ""
    group: str = ""
    other: str = ""
    rest: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing in it has a meaning here."""
        return not (self.figures or self.wave or self.group or self.other)


@lru_cache(maxsize=4096)
def head_of(text: str) -> Head:
    """Return what the text of a header says.

    Examples
    --------
    >>> head = head_of("Baseline (N = 41) M (SD)")
    >>> head.figures, head.wave, head.n
    (('mean', 'sd'), 'before', '41')
    >>> head_of("Sig. (2-tailed)").figures, head_of("95% CI").level
    (('pvalue',), '95')
    """
    bare = plain(text)
    n = _N.search(bare)
    bare = _N.sub(" ", bare)
    level = _LEVEL.search(bare)
    bare = _LEVEL.sub(" ", bare)
    df = _DF.search(bare)
    bare = _DF.sub(" t ", bare)
    said: dict[str, list[str]] = {"figure": [], "wave": [], "group": [], "other": [], "rest": []}
    for words, means in phrases(words_of(bare)):
        for each in means:
            kind, _, value = each.partition(":")
            if kind == "filler":
                continue
            key = kind if kind in {"wave", "group", "other", "rest"} else "figure"
            said[key].append(value or (words if key != "figure" else kind))
    return Head(
        text,
        _in_order(said["figure"]),
        _wave_of_head(said["wave"]),
        n[1] if n else "",
        level[1] if level else "",
        df[1] if df else "",
        " ".join(said["group"]),
        " ".join(said["other"]),
        tuple(said["rest"]),
    )


def kind_of(text: str) -> str:
    """Return what a text is if it is one name and no more: a figure, a wave, or both.

    Examples
    --------
    >>> kind_of("95% CI"), kind_of("Pretest"), kind_of("Mean difference"), kind_of("M SD")
    ('figure', 'wave', 'both', '')
    """
    bare = _LEVEL.sub(" ", _DF.sub(" t ", _N.sub(" ", plain(text))))
    names = [means for _, means in phrases(words_of(bare)) if means != ("filler",)]
    if len(names) != 1 or names[0] in {("rest",), ("outcome",), ("group",)}:
        return ""
    waves = sum(each.startswith("wave:") for each in names[0])
    if waves == 0:
        return "figure" if len(names[0]) == 1 else ""
    return "wave" if waves == len(names[0]) else "both"


def _in_order(figures: list[str]) -> tuple[str, ...]:
    """Return the figures of a header once each; the interval of a mean is no mean beside it."""
    once = tuple(dict.fromkeys(figures))
    if not (once and once[0].startswith("ci")):
        return once
    return tuple(each for each in once if each in {"ci_low", "ci_high"}) or once[:1]


def one_wave(waves: list[str]) -> str:
    """Return the wave that is meant: of "change from baseline", or "post - pre", the change."""
    kinds = dict.fromkeys(waves)
    if "change" in kinds or len(kinds) > 1:
        return "change" if len(kinds) < 3 else ""
    return waves[0] if waves else ""


def _wave_of_head(waves: list[str]) -> str:
    """Return the wave of a header; that of two waves without a word for their change is none."""
    return "change" if "change" in waves else waves[0] if len({*waves}) == 1 else ""


def words_of(text: str) -> list[str]:
    """Return the words in small letters; some are names in capitals alone, as DE is and de not."""
    words = _TOKEN.findall(_CAMEL.sub(" ", text).translate(_RAISED))
    alone = len(words) == 1
    return ["" if each in _ONLY_IN_CAPITALS and not alone else each.lower() for each in words]


def phrases(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the longest names one after another, each with what it stands for."""
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in _NAMES:
                yield phrase, _NAMES[phrase]
                at += length
                break
        else:
            yield words[at], ("rest",)
            at += 1


def places_of_words(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text begin and end.

    Examples
    --------
    >>> places_of_words("anx_t1")
    [(0, 3), (4, 6)]
    """
    return [each.span() for each in _TOKEN.finditer(text)]
