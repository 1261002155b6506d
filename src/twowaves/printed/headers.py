"""What a column's header says: the figures in it, the wave, an n, by the names that papers use.

Headers of several lines are read from below: what the last line leaves open, the lines above it
say, also for the empty cells to the right of a spanner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from twowaves._base.sentences import shared
from twowaves.printed.numerals import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RULES = shared("printed/reading_rules")
OF_A_WAVE = frozenset(_RULES["of_a_wave"])
_TOKEN = re.compile(r"[^\W\d_]+[0-9]*|[0-9]+|[%±]")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_N = re.compile(r"\b[nN] ?= ?([0-9]{1,9}(?![0-9]|\.[0-9]))")
_LEVEL = re.compile(r"(?<![0-9.])([0-9]{2}(?:\.[0-9]{1,2})?) ?%")
_ONLY_IN_CAPITALS = frozenset(_RULES["only_in_capitals"])
_DF = re.compile(r"\b[tT] ?\( ?([0-9]{1,9}) ?\)")
_TOLD = {
    "before": "pre",
    "after": "post",
    "later": "post",
    "1": "pre",
    "2": "post",
    "change": "change",
}
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
    for words, means in _phrases(_words_of(bare)):
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
    names = [means for _, means in _phrases(_words_of(bare)) if means != ("filler",)]
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


def _one_wave(waves: list[str]) -> str:
    """Return the wave that is meant: of "change from baseline", or "post - pre", the change."""
    kinds = dict.fromkeys(waves)
    if "change" in kinds or len(kinds) > 1:
        return "change" if len(kinds) < 3 else ""
    return waves[0] if waves else ""


def _wave_of_head(waves: list[str]) -> str:
    """Return the wave of a header; that of two waves without a word for their change is none."""
    return "change" if "change" in waves else waves[0] if len({*waves}) == 1 else ""


def _words_of(text: str) -> list[str]:
    """Return the words in small letters; some are names in capitals alone, as DE is and de not."""
    words = _TOKEN.findall(_CAMEL.sub(" ", text))
    alone = len(words) == 1
    return ["" if each in _ONLY_IN_CAPITALS and not alone else each.lower() for each in words]


def _phrases(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
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


def wave_of(text: str) -> str:
    """Return the wave that a cell names and nothing else, or nothing.

    Examples
    --------
    >>> wave_of("Post-test"), wave_of("T1"), wave_of("hope")
    ('after', '1', '')
    """
    head = head_of(text)
    return "" if head.figures or head.rest or head.other or head.wave == "change" else head.wave


def split_wave(text: str) -> tuple[str, str]:
    """Return a name without the words for a wave in it, and the wave.

    Examples
    --------
    >>> split_wave("Anxiety (post-test)"), split_wave("anx_t1"), split_wave("hope")
    (('Anxiety', 'after'), ('anx', '1'), ('hope', ''))
    """
    spans = [each.span() for each in _TOKEN.finditer(text)]
    words = [text[start:end].lower() for start, end in spans]
    kept, waves, at = text, [], 0
    cut: list[tuple[int, int]] = []
    for phrase, means in _phrases(words):
        length = phrase.count(" ") + 1
        if all(each.startswith("wave:") for each in means):
            waves.append(means[0].removeprefix("wave:"))
            cut.append((spans[at][0], spans[at + length - 1][1]))
        at += length
    for start, end in reversed(cut):
        kept = kept[:start] + kept[end:]
    kept = kept.replace("()", "").strip(" -\u2013_:,.")
    return (kept, _one_wave(waves)) if waves else (text, "")


def wave_told(words: str) -> str:
    """Return the wave that words before a mean tell of: pre, post, change, or none for sure.

    Examples
    --------
    >>> wave_told("scores were higher after the course ("), wave_told("rose from "), wave_told("")
    ('post', 'pre', '')
    """
    told = [
        each.removeprefix("wave:")
        for _, means in _phrases(_words_of(words))
        for each in means
        if each.startswith("wave:")
    ]
    kinds = {_TOLD.get(each, "") for each in told}
    if len(kinds) == 1:
        return kinds.pop()
    last = words.split()[-1:] or [""]
    return {"from": "pre", "to": "post"}.get(last[0].lower(), "") if not kinds else ""


def heads_of(lines: Sequence[Sequence[str]], *, joined: bool = False) -> list[Head]:
    """Return what the header of each column says.

    Parameters
    ----------
    lines
        The header's lines of cells, all of one length, the uppermost first.
    joined
        Whether spanners stand in each of the cells that they span, as in HTML; else they stand in
        the first, and the others are empty.

    Examples
    --------
    >>> heads = heads_of([["", "Pretest", "", "Posttest", "", ""], ["", "M", "SD", "M", "SD", "t"]])
    >>> [(head.figures, head.wave) for head in heads[3:]]
    [(('mean',), 'after'), (('sd',), 'after'), (('statistic',), '')]
    """
    above = [line if joined else _spread(line) for line in lines]
    return [_column(lines, above, place) for place in range(len(lines[0]))]


def _spread(line: Sequence[str]) -> list[str]:
    """Return a line with its spanners in the empty cells to their right.

    Nobody says how far the last one reaches: no further than the widest of those before it. Two
    waves reach equally far: what stands behind the shorter one is of no wave.
    """
    starts = [place for place, cell in enumerate(line) if cell]
    ends = [*starts[1:], len(line)]
    widths = [end - start for start, end in zip(starts, ends, strict=True)]
    waves = [k for k, start in enumerate(starts) if head_of(line[start]).wave]
    if len(widths) > 1:
        widths[-1] = min(widths[-1], max(widths[:-1]))
    if len(waves) > 1:
        narrow = min(widths[k] for k in waves)
        widths = [min(width, narrow) if k in waves else width for k, width in enumerate(widths)]
    spread = list(line)
    for start, width in zip(starts, widths, strict=True):
        spread[start : start + width] = [line[start]] * width
    return spread


def _column(lines: Sequence[Sequence[str]], above: Sequence[Sequence[str]], place: int) -> Head:
    """Return what a column's own cells say, and the spanners over it where they leave it open."""
    own = " ".join(dict.fromkeys(line[place] for line in lines if line[place]))
    head = head_of(own)
    lowest = max((k for k, line in enumerate(lines) if line[place]), default=-1)
    for k in range(lowest - 1, -1, -1):
        if lines[k][place] or not above[k][place]:
            continue
        head = _under(head, head_of(above[k][place]))
    return head


def _under(head: Head, spanner: Head) -> Head:
    """Return a head with what a spanner over it adds: a wave or figures that it lacks itself."""
    wants_wave = not head.wave and (OF_A_WAVE.issuperset(head.figures) or not head.figures)
    adds_wave = bool(spanner.wave) and wants_wave
    adds_figures = bool(spanner.figures) and not head.figures and bool(head.wave or head.group)
    adds_group = bool(spanner.group) and not head.group
    if not (adds_wave or adds_figures or adds_group) and not (spanner.level and _is_interval(head)):
        return head
    return replace(
        head,
        text=f"{spanner.text} {head.text}",
        figures=spanner.figures if adds_figures else head.figures,
        wave=spanner.wave if adds_wave else head.wave,
        group=spanner.group if adds_group else head.group,
        n=head.n or (spanner.n if adds_wave else ""),
        level=head.level or (spanner.level if _is_interval(head) else ""),
    )


def _is_interval(head: Head) -> bool:
    return any(figure.startswith("ci") for figure in head.figures)


def named(figure: str, wave: str) -> str:
    """Return the column of a figure of a wave; nothing where the wave has to be known and is not.

    Examples
    --------
    >>> named("mean", "pre"), named("ci_low", "change"), named("n", ""), named("mean", "")
    ('mean_pre', 'ci_low', 'n', '')
    """
    if figure not in OF_A_WAVE:
        return figure
    if figure in {"ci_low", "ci_high"}:
        return f"{figure}_{wave}" if wave in {"pre", "post"} else figure
    if figure == "n":
        return f"n_{wave}" if wave in {"pre", "post"} else "n"
    return f"{figure}_{wave}" if wave else ""


def two_waves(waves: Iterable[str]) -> dict[str, str]:
    """Return which of a table's waves is before and which after, or raise if they are more.

    Examples
    --------
    >>> two_waves(["before", "after", "later"]), two_waves(["1", "2"])
    ({'before': 'pre', 'after': 'post'}, {'1': 'pre', '2': 'post'})
    >>> two_waves(["1"])
    {'1': ''}

    Raises
    ------
    ValueError
        If it cannot be told which two are meant.
    """
    found = dict.fromkeys(wave for wave in waves if wave and wave != "change")
    if "before" in found and "after" in found:
        return {"before": "pre", "after": "post"}
    order = ["before", *sorted(each for each in found if each.isdigit()), "after", "later"]
    ranked = [each for each in order if each in found]
    if len(ranked) > 2:
        raise ValueError(f"{len(ranked)} waves")
    if len(ranked) == 2:
        return dict(zip(ranked, ("pre", "post"), strict=True))
    told = {"before": "pre", "after": "post", "later": "post"}
    return {each: told.get(each, "") for each in ranked}  # one number alone tells nothing
