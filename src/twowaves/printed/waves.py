"""The waves of a table: where names tell of them, which is before, and what a figure is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twowaves._base.sentences import shared
from twowaves.printed.names import head_of, one_wave, phrases, places_of_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_A_WAVE = frozenset(shared("printed/reading_rules")["of_a_wave"])
_TOLD = {
    "before": "pre",
    "after": "post",
    "later": "post",
    "1": "pre",
    "2": "post",
    "change": "change",
}


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
    spans = places_of_words(text)
    words = [text[start:end].lower() for start, end in spans]
    kept, waves, at = text, [], 0
    cut: list[tuple[int, int]] = []
    for phrase, means in phrases(words):
        length = phrase.count(" ") + 1
        if all(each.startswith("wave:") for each in means):
            waves.append(means[0].removeprefix("wave:"))
            cut.append((spans[at][0], spans[at + length - 1][1]))
        at += length
    for start, end in reversed(cut):
        kept = kept[:start] + kept[end:]
    kept = kept.replace("()", "").strip(" -\u2013_:,.")
    return (kept, one_wave(waves)) if waves else (text, "")


def wave_told(words: str) -> str:
    """Return the wave that words before a mean tell of: pre, post, change, or none for sure.

    Examples
    --------
    >>> wave_told("scores were higher after the course ("), wave_told("rose from "), wave_told("")
    ('post', 'pre', '')
    """
    told = [
        _TOLD.get(each.removeprefix("wave:"), "")
        for _, means in phrases(words_of(words))
        for each in means
        if each.startswith("wave:")
    ]
    kinds = {*told}
    if len(kinds) == 1 or (len(kinds) == 2 and "change" in kinds):
        return told[-1]  # as in "a difference in scores before"
    last = words.split()[-1:] or [""]
    return {"from": "pre", "to": "post"}.get(last[0].lower(), "") if not kinds else ""


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
