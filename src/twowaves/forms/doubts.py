"""Doubts about the answers in a file, to be shown before any number that follows from them.

A file can be read without an error and still say something else than it seems to: its answers may
be coded otherwise than on the form, its items may belong to another form, or they may have been
reversed already. Nothing is mended here, and no doubt is a proof: whoever has the form decides.

Two rules tell items that are reversed already, or mixed up, from chance. They look at each wave by
itself, since forms by the same person are no independent ones.

- The items that the key turns and those that it does not must run against each other as answered.
  If they run together (r above 0, one-sided p below .05), the turned ones look reversed already.
- A negative α stands in doubt if Feldt's 99 % interval [1]_ lies wholly below .5: chance does not
  explain it then, even in a score of mediocre reliability. Otherwise it is only remarked upon.

References
----------
.. [1] Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
   coefficient twenty. Psychometrika, 30(3), 357-370. https://doi.org/10.1007/BF02289499
"""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from twowaves._base.numbers import fixed, whole
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.forms.instruments import load_instrument, main_scores
from twowaves.forms.responses import LARGEST, numeric_answers
from twowaves.forms.waves import doubts_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from twowaves.forms.instruments import Instrument, Score

    Floats = NDArray[np.float64]
    Doubt = tuple[str, str, str, bool]  # kind, score, question, stops

__all__ = ["find_doubts"]

_RULES = shared("forms/doubts_rules")
_BETWEEN: str = _RULES["between"]  # may stand between a name and a number
# answers: one that a thirtieth of all would give is then missing in one of 30 classes
_ENOUGH: int = _RULES["enough"]
_OTHERWISE = (0, 0)
_REVERSED: float = _RULES["reversed"]  # one-sided p
_MEDIOCRE: float = _RULES["mediocre"]  # α

say = Sentences("forms/doubts")


def find_doubts(
    responses: pd.DataFrame, instrument: str | Path | Instrument, *, wave: str = "wave"
) -> pd.DataFrame:
    """Return what makes it doubtful that the answers are those of this form, in sentences.

    Parameters
    ----------
    responses : pandas.DataFrame
        As for `score`: one row a form.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    wave : str
        The column or the name of the index that says from when a form is; each wave is looked at
        by itself. Without one, all forms are one wave.

    Returns
    -------
    pandas.DataFrame
        One row a doubt. `kind` is "items" (there are items that the form does not have), "coding"
        (the answers look coded otherwise), "unused" (the lowest or the highest answer never
        occurs), "reversed" (turned items look reversed already) or "alpha" (Cronbach's α is
        negative); `instrument` and `score` say what it is about; `question` is the sentence;
        `stops` is whether no verdict should stand while it is open. No row if there is no doubt.

    Raises
    ------
    ValueError
        If a column is missing or stands twice, or a form stands twice.

    Examples
    --------
    >>> form = load_instrument("scs-sf")
    >>> answers = pd.DataFrame([[0, 1, 2, 3, 4, 2] * 2] * 9, columns=form.column_names())
    >>> find_doubts(answers, form).loc[0, "question"]
    'No answer to SCS-SF is 5 and 18 are 0: this looks coded 0 to 4; the form is 1 to 5.'
    """
    form = load_instrument(instrument)
    answers = numeric_answers(responses, form).astype(np.float64)
    waves = {word: answers[rows] for word, rows in _waves(responses, wave).items()}
    said = other_form(responses.columns, form)
    rows = [("items", "", f"{said}.", True)] if said else []
    coding = _coding_doubts({word: _given(part) for word, part in waves.items()}, form)
    rows += coding
    if not any(stops for *_, stops in coding):
        rows += [row for one in main_scores(form) for row in _score_doubts(waves, one, form)]
    return doubts_frame((kind, form.id, name, said, stops) for kind, name, said, stops in rows)


def other_form(columns: Iterable[object], form: Instrument) -> str:
    """Return which items are there that a form does not have, or "" if there are none."""
    found = {
        number: str(column)
        for column in columns
        if (number := _item_number(str(column), stem(form))) > form.n_items
    }
    if not found:
        return ""
    numbers, names = sorted(found), [repr(found[number]) for number in sorted(found)[:3]]
    parts = {
        "found": _item_span(numbers),
        "names": ", ".join(names),
        "more": say("more", n=len(found) - 3) if len(found) > 3 else "",
        "last": numbers[-1],
    }
    return say("items", name=form.abbreviation, items=form.n_items, **parts)


def stem(form: Instrument) -> tuple[str, str]:
    """Return what stands before and after the number in the names of a form's columns."""
    before, after = "", ""
    seen = False
    for literal, field, _, _ in string.Formatter().parse(form.columns):
        before, after = (before, after + literal) if seen else (before + literal, after)
        seen = seen or field is not None
    return before.lower().rstrip(_BETWEEN), after.lower()


def _item_number(column: str, ends: tuple[str, str]) -> int:
    """Return which item a column looks like, as scs13, SCS_13 and scs.013 do; 0 if none."""
    name, (before, after) = column.strip().lower(), ends
    if not (name.startswith(before) and name.endswith(after)):
        return 0
    number = name[len(before) : len(name) - len(after)].strip(_BETWEEN)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0


def _item_span(numbers: Sequence[int]) -> str:
    """Return items by their numbers: item 13, items 13 to 26, items 14, 17 and 20."""
    n, first, last = len(numbers), numbers[0], numbers[-1]
    if n == 1:
        return say("one_item", item=first)
    if last - first == n - 1:
        return say("items_in_a_row", first=first, last=last)
    if n > 3:
        return say("many_items", n=n, first=first, last=last)
    return say("few_items", items=listed([str(number) for number in numbers]))


def _waves(responses: pd.DataFrame, wave: str) -> dict[str, NDArray[np.bool_]]:
    """Return which forms belong to each wave, in order of appearance."""
    if wave in responses.index.names:
        words = responses.index.get_level_values(wave).to_numpy(object)
    elif wave in responses.columns:
        words = responses[wave].to_numpy(object)
    else:
        return {"": np.ones(len(responses), dtype=bool)}
    codes, names = pd.factorize(words, use_na_sentinel=False)
    return {str(name): codes == code for code, name in enumerate(names)}


@dataclass(frozen=True)
class _Given:
    """How often each whole answer was given, and how many answers are none."""

    counts: Counter[int]
    others: int = 0

    @property
    def total(self) -> int:
        return self.counts.total() + self.others

    def __add__(self, other: _Given) -> _Given:
        return _Given(self.counts + other.counts, self.others + other.others)

    def within(self, low: int, high: int) -> int:
        """Return how many answers lie between two ends."""
        return sum(count for value, count in self.counts.items() if low <= value <= high)


def _given(answers: Floats) -> _Given:
    there = answers[~np.isnan(answers)]
    with np.errstate(invalid="ignore"):
        whole = there[(there == np.rint(there)) & (np.abs(there) <= LARGEST)]
    values, counts = np.unique(whole, return_counts=True)
    found = dict(zip(values.astype(np.int64).tolist(), counts.tolist(), strict=True))
    return _Given(Counter(found), len(there) - len(whole))


def _coding_doubts(waves: dict[str, _Given], form: Instrument) -> list[Doubt]:
    """Return how the answers look coded, where that is not as on the form."""
    found: dict[tuple[int, int], list[str]] = {}
    for word, given in waves.items():
        if coding := _coding(given, form):
            found.setdefault(coding, []).append(word)
    told = []
    for coding, words in found.items():
        given = sum((waves[word] for word in words), _Given(Counter()))
        all_waves = len(words) == len(waves)
        named = listed([repr(word) for word in words])
        where = (
            form.abbreviation if all_waves else say("in_waves", form=form.abbreviation, waves=named)
        )
        told.append(("coding", "", _say_coding(given, coding, form, where), True))
    return told or _unused(sum(waves.values(), _Given(Counter())), form)


def _coding(given: _Given, form: Instrument) -> tuple[int, int] | None:
    """Return from where to where answers look coded, or `_OTHERWISE`; None if as on the form.

    Answers far from all others, such as −99 for a missing one, are left aside.
    """
    low, high, width = form.response_min, form.response_max, form.response_max - form.response_min
    run = _longest_run(given.counts)
    outside = sum(given.counts[value] for value in run if not low <= value <= high)
    if outside > 1:
        first, last = run[0], run[-1]
        start = last - width if last > high else first
        end = start + width
        both = given.within(max(low, start), min(high, end))
        if max(1, width - 1) <= last - first <= width and given.within(low, high) == both:
            return start, end
        if last - first > width and len(run) == last - first + 1 and 20 * outside >= given.total:
            return first, last
    off = given.total - given.within(low, high)
    return _OTHERWISE if 4 * off > given.total else None


def _say_coding(given: _Given, coding: tuple[int, int], form: Instrument, where: str) -> str:
    """Return how the answers look coded, as a sentence."""
    (first, last), low, high = coding, form.response_min, form.response_max
    parts = {"form": where, "total": given.total, "low": low, "high": high}
    if coding == _OTHERWISE:
        off = given.total - given.within(low, high)
        return say("one_off_form" if off == 1 else "off_form", off=off, **parts)
    outside = given.within(first, last) - given.within(max(first, low), min(last, high))
    looks = say("looks", first=whole(first), last=whole(last), low=low, high=high)
    if last - first > high - low:
        return say("outside", outside=outside, looks=looks, **parts)
    if last > high:
        unused, there = _values(low, min(first - 1, high)), _values(max(high + 1, first), last)
    else:
        unused, there = _values(max(last + 1, low), high), _values(first, min(low - 1, last))
    return say("shifted", form=where, unused=unused, outside=outside, there=there, looks=looks)


def _values(first: int, last: int) -> str:
    if first == last:
        return whole(first)
    return say("from_to", first=whole(first), last=whole(last))


def _unused(given: _Given, form: Instrument) -> list[Doubt]:
    """Return that one end of the form's range never occurs: all may be one off, unseen."""
    low, high = form.response_min, form.response_max
    lowest, highest = given.counts[low], given.counts[high]
    if given.within(low, high) < _ENOUGH or bool(lowest) == bool(highest):
        return []
    end, other, step = (low, high, 1) if highest else (high, low, -1)
    count = lowest or highest
    key = "one_other" if count == 1 else "others"
    said = say(
        "unused",
        form=form.abbreviation,
        end=end,
        others=say(key, count=count, total=given.total, other=other),
        first=whole(low + step),
        last=whole(high + step),
        far=say("too_high" if step > 0 else "too_low"),
    )
    return [("unused", "", said, False)]


def _longest_run(counts: Counter[int]) -> list[int]:
    """Return the answers among which no two neighbours lie more than 2 apart, most often given."""
    values = sorted(counts)
    ends = [k for k, (one, other) in enumerate(pairwise(values), 1) if other - one > 2]
    runs = [values[i:j] for i, j in pairwise([0, *ends, len(values)])]
    return max(runs, key=lambda run: sum(counts[value] for value in run), default=[])


@dataclass(frozen=True)
class _Agreement:
    """How the items of a score go together in the complete forms of one wave."""

    wave: str
    n: int
    alpha: float
    unturned: float
    together: bool

    @property
    def is_negative(self) -> bool:
        return self.alpha < 0 and not self.together

    def is_chance(self, k: int) -> bool:
        """Return whether Feldt's interval reaches what a mediocre score has."""
        ratio = (1 - _MEDIOCRE) / (1 - self.alpha)
        return bool(special.fdtr(self.n - 1, (self.n - 1) * (k - 1), ratio) >= 0.005)


def _score_doubts(waves: dict[str, Floats], one: Score, form: Instrument) -> list[Doubt]:
    """Return whether the items of a score contradict each other, in the waves in which they do."""
    k = len(one.items)
    if k < 2:
        return []
    found = [_agreement(word, answers, one, form) for word, answers in waves.items()]
    told: list[Doubt] = []
    if turned := [each for each in found if each.together]:
        told.append(("reversed", one.name, _say_reversed(turned, one), True))
    if negative := [each for each in found if each.is_negative]:
        stops = not all(each.is_chance(k) for each in negative)
        told.append(("alpha", one.name, _say_negative(negative, one, stops=stops), stops))
    return told


def _agreement(wave: str, answers: Floats, one: Score, form: Instrument) -> _Agreement:
    items = answers[:, [item - 1 for item in one.items]]
    fine = (items >= form.response_min) & (items <= form.response_max) & (items == np.rint(items))
    items = items[fine.all(axis=1)]
    n, k = items.shape
    is_turned = np.isin(one.items, one.reversed)
    straight, turned = items[:, ~is_turned].sum(axis=1), items[:, is_turned].sum(axis=1)
    # n times the sums of squares are whole numbers, so that a variance of 0 is one
    single = sum(_spread(item, item) for item in items.T)
    parts = _spread(straight, straight), _spread(turned, turned), _spread(straight, turned)
    both = parts[0] + parts[1]
    alphas = [_alpha(k, single, both + sign * 2 * parts[2]) for sign in (-1, 1)]
    return _Agreement(wave, n, alphas[0], alphas[1], _run_together(n, *parts))


def _spread(x: Floats, y: Floats) -> float:
    """Return n² times the covariance of n pairs."""
    return float(len(x) * (x * y).sum() - x.sum() * y.sum())


def _alpha(k: int, single: float, total: float) -> float:
    """Return Cronbach's α; NaN if nothing varies."""
    if total == 0:
        return -np.inf if single else np.nan
    return k / (k - 1) * (1 - single / total)


def _run_together(n: int, first: float, second: float, common: float) -> bool:
    """Return whether two sums rise together by more than chance: r, one-sided."""
    if n < 3 or common <= 0:
        return False
    square = common * common / (first * second)
    if square >= 1:
        return True
    return bool(special.stdtr(n - 2, -np.sqrt((n - 2) * square / (1 - square))) < _REVERSED)


def _say_reversed(found: Sequence[_Agreement], one: Score) -> str:
    key = "item_reversed" if len(one.reversed) == 1 else "items_reversed"
    items = listed([str(item) for item in sorted(one.reversed)])
    unturned = listed([fixed(each.unturned, 2) for each in found])
    return say(key, score=one.name, alphas=_alphas(found), unturned=unturned, items=items)


def _say_negative(found: Sequence[_Agreement], one: Score, *, stops: bool) -> str:
    key = "contradiction" if stops else "chance"
    return say(key, score=one.name, alphas=_alphas(found))


def _alphas(found: Sequence[_Agreement]) -> str:
    return listed([_alpha_in_words(each) for each in found])


def _alpha_in_words(found: _Agreement) -> str:
    alpha = fixed(found.alpha, 2)
    return say("alpha", alpha=alpha, wave=repr(found.wave)) if found.wave else alpha
