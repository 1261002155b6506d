"""From answers to scores, with missing and impossible answers dealt with openly.

A score is the sum or the mean of its items. An item that is worded the other way round is turned
before it counts: lowest + highest − answer [1]_.

Forms with missing answers have no score unless the caller asks for `missing="prorate"`: then the
mean of the answers that are there stands for each missing one. No rule for missing answers was
found in the sources of the three instruments; a limit of 20 % is customary. Prorating is biased
even if answers are missing completely at random [2]_.

References
----------
.. [1] Raes, F., Pommier, E., Neff, K. D., & Van Gucht, D. (2011). Construction and factorial
   validation of a short form of the Self-Compassion Scale. Clinical Psychology & Psychotherapy,
   18(3), 250-255. https://doi.org/10.1002/cpp.702
.. [2] Mazza, G. L., Enders, C. K., & Ruehlman, L. S. (2015). Addressing item-level missing data: A
   comparison of proration and full information maximum likelihood estimation. Multivariate
   Behavioral Research, 50(5), 504-519. https://doi.org/10.1080/00273171.2015.1068157
"""

from __future__ import annotations

import warnings
from collections import Counter
from numbers import Real
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from twowaves._base.arguments import caller, one_of
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.forms.instruments import load_instrument
from twowaves.forms.responses import all_on_form, form_name, numeric_answers, problems, refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from twowaves.forms.instruments import Bands, Instrument, Score
    from twowaves.forms.responses import Numbers

    Floats = NDArray[np.float64]

__all__ = ["bands", "reverse_items", "score"]

_TOLD: int = shared("forms/scoring_rules")["most_problems"]

say = Sentences("forms/scoring")


def score(
    responses: pd.DataFrame,
    instrument: str | Path | Instrument,
    *,
    missing: Literal["strict", "prorate"] = "strict",
    max_missing: float = 0.2,
    out_of_range: Literal["raise", "missing"] = "raise",
    scores: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the scores of every form.

    Parameters
    ----------
    responses : pandas.DataFrame
        One row a form, one column an item, named as `instrument` says; whole numbers, as numbers
        or as text. Other columns are left aside. It is not changed.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    missing : {"strict", "prorate"}
        What becomes of a score with missing answers: "strict" leaves it missing; "prorate" puts the
        mean of the other answers, turned ones turned, in place of each missing one.
    max_missing : float
        The largest share of a score's items that may be missing, from 0 to 1, for "prorate".
    out_of_range : {"raise", "missing"}
        What becomes of an answer that the form does not have: "raise" names each one and stops,
        "missing" names each one in a warning and counts it as missing. None is ever clipped.
    scores : sequence of str, optional
        Which scores; by default all.

    Returns
    -------
    pandas.DataFrame
        Index as in `responses`, one column a score, in points of the score; NaN if missing.

    Raises
    ------
    ValueError
        If a column is missing, a form stands twice, or an answer is not on the form.

    Warns
    -----
    UserWarning
        If answers count as missing since the form does not have them.

    Examples
    --------
    Answering every item alike gives 3, the middle of the scale, since half of the items are turned:

    >>> form = load_instrument("scs-sf")
    >>> answers = pd.DataFrame([[5] * 12], columns=form.column_names(), index=["Ada"])
    >>> score(answers, form).loc["Ada", "self-compassion"].item()
    3.0

    One of nine answers is missing, so the other eight, which add up to 16, stand for it with 2:

    >>> form = load_instrument("fscrs")
    >>> answers = pd.DataFrame([[2.0] * 22], columns=form.column_names())
    >>> answers.loc[0, "fscrs1"] = None
    >>> score(answers, form, missing="prorate").loc[0, "inadequate self"].item()
    18.0
    """
    form = load_instrument(instrument)
    one_of("missing", missing, ("strict", "prorate"))
    one_of("out_of_range", out_of_range, ("raise", "missing"))
    share = _share(max_missing) * (missing == "prorate")
    chosen = form.scores if scores is None else _chosen(scores, form)
    answers = numeric_answers(responses, form)
    if all_on_form(answers, form):
        columns = {one.name: _scored(answers, one, form) for one in chosen}
        return pd.DataFrame(columns, index=responses.index)
    if (off := refused(answers, form)).any():
        _tell(responses, form, off, answers, stop=out_of_range == "raise")
        answers = np.where(off, np.nan, answers)
    columns = {one.name: _scored_with_gaps(answers, one, form, share) for one in chosen}
    return pd.DataFrame(columns, index=responses.index)


def reverse_items(
    responses: pd.DataFrame, instrument: str | Path | Instrument, name: str
) -> pd.DataFrame:
    """Return the answers that make a score, with reversed items turned.

    Parameters
    ----------
    responses : pandas.DataFrame
        As for `score`.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    name : str
        Name of the score.

    Returns
    -------
    pandas.DataFrame
        Index as in `responses`, one column an item of the score, named as there; NaN if missing.

    Raises
    ------
    ValueError
        As for `score`.

    Examples
    --------
    >>> form = load_instrument("scs-sf")
    >>> answers = pd.DataFrame([[1] * 12], columns=form.column_names())
    >>> reverse_items(answers, form, "self-compassion").loc[0, ["scs1", "scs2"]].tolist()
    [5.0, 1.0]
    """
    form = load_instrument(instrument)
    one = form.score(name)
    answers = numeric_answers(responses, form)
    if (off := refused(answers, form)).any():
        _tell(responses, form, off, answers, stop=True)
    turned = _turned(answers, one, form)
    return pd.DataFrame(
        turned, index=responses.index, columns=[form.column(item) for item in one.items]
    )


def bands(
    scores: pd.Series,
    instrument: str | Path | Instrument,
    name: str | None = None,
    *,
    convention: str = "guide",
) -> pd.Series:
    """Return the band of each score, with edges reported as edges.

    A band is a rough guide, not a diagnosis.

    Parameters
    ----------
    scores : pandas.Series
        Values of one score.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    name : str, optional
        Which score; by default the name of the series.
    convention : str
        Whose bands; an instrument may hold several. The SCS-SF has "guide" (neighbours share their
        edges), "paper" (3.5 is high, as Beaumont et al., 2021, §4.2, write) and "handout".

    Returns
    -------
    pandas.Series
        Text: the band, "on the edge of low and moderate", "between low and moderate" in a gap
        that the convention leaves, or missing where the score is.

    Raises
    ------
    ValueError
        If the score has no such convention, or a value lies outside the score's range.

    Examples
    --------
    >>> bands(pd.Series([2.0, 2.5, 3.5, 4.0]), "scs-sf", "self-compassion").tolist()
    ['low', 'on the edge of low and moderate', 'on the edge of moderate and high', 'high']
    >>> bands(pd.Series([3.5]), "scs-sf", "self-compassion", convention="paper").tolist()
    ['high']
    """
    if not isinstance(scores, pd.Series):
        raise TypeError(f"scores is {type(scores).__name__}; it must be a pandas.Series")
    form = load_instrument(instrument)
    one = form.score(str(scores.name) if name is None else name)
    wanted = band_convention(one, convention, form)
    low, high = form.score_range(one.name)
    known = scores.notna().tolist()
    for row, value in enumerate(scores):
        if known[row] and not (_is_number(value) and low <= value <= high):
            shown = repr(value) if isinstance(value, str) else value
            raise ValueError(
                f"{form_name(scores.index, row)}: {shown} is no {one.name} score; "
                f"it goes from {low} to {high}"
            )
    words = [
        _band(value, wanted) if there else None for value, there in zip(scores, known, strict=True)
    ]
    return pd.Series(words, index=scores.index, name=scores.name, dtype="str")


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _scored(answers: Numbers, one: Score, form: Instrument) -> Floats:
    """Return one score of every form, when every answer is there."""
    straight = [item - 1 for item in one.items if item not in one.reversed]
    turned = [item - 1 for item in one.reversed]
    highest = (form.response_min + form.response_max) * len(turned)
    total = answers[:, straight].sum(axis=1, dtype=np.float64) + (
        highest - answers[:, turned].sum(axis=1, dtype=np.float64)
    )
    return _points(total, one)


def _scored_with_gaps(answers: Numbers, one: Score, form: Instrument, share: float) -> Floats:
    """Return one score of every form; where more than a share of its answers is missing, NaN."""
    turned = _turned(answers, one, form)
    gaps = np.isnan(turned)
    missing, k = gaps.sum(axis=1), len(one.items)
    np.copyto(turned, 0, where=gaps)
    known = turned.sum(axis=1)
    enough = (missing <= k * share + 1e-9) & (missing < k)
    # whole numbers are multiplied first and divided once, so the score is the nearest float
    points = known * (1 if one.scoring == "mean" else k) / np.maximum(k - missing, 1)
    return np.where(enough, points, np.nan)


def _points(total: Floats, one: Score) -> Floats:
    return total / len(one.items) if one.scoring == "mean" else total


def _turned(answers: Numbers, one: Score, form: Instrument) -> Floats:
    """Return the answers that make a score, reversed items turned."""
    turned = answers[:, [item - 1 for item in one.items]].astype(np.float64)
    places = [place for place, item in enumerate(one.items) if item in one.reversed]
    turned[:, places] = form.response_min + form.response_max - turned[:, places]
    return turned


def _band(value: float, wanted: Bands) -> str:
    """Return the words for one score."""
    held = [band.name for band in wanted.bands if band.holds(value)]
    if len(held) == 1:
        return held[0]
    if held:
        return say("on_edge", bands=listed(held))
    below = [band.name for band in wanted.bands if band.end <= value]
    above = [band.name for band in wanted.bands if band.start > value]
    if not (below and above):
        return say("in_no_band")
    return say("between", bands=listed([*below[-1:], *above[:1]]))


def band_convention(one: Score, convention: str, form: Instrument) -> Bands:
    """Return where a convention draws a score's bands, or say which conventions there are."""
    for wanted in one.bands:
        if wanted.convention == convention:
            return wanted
    if not one.bands:
        raise ValueError(f"{form.abbreviation} states no bands for {one.name}")
    names = listed([f"'{name}'" for name in one.conventions()])
    raise ValueError(f"{one.name} has no convention '{convention}'; it has {names}")


def _tell(
    responses: pd.DataFrame,
    form: Instrument,
    off: NDArray[np.bool_],
    answers: Numbers,
    *,
    stop: bool,
) -> None:
    """Name the first answers that the form does not have, in an error or in a warning."""
    count = int(off.sum())
    first = np.zeros_like(off)
    first[tuple(np.argwhere(off)[:_TOLD].T)] = True
    told = "; ".join(problems(responses, form, first, answers)["problem"])
    if count > _TOLD:
        told = say("problems", told=told, n=count - _TOLD)
    if stop:
        raise ValueError(told)
    verb = "1 answer counts" if count == 1 else f"{count} answers count"
    warnings.warn(f"{verb} as missing: {told}", stacklevel=caller())


def _chosen(names: Sequence[str], form: Instrument) -> tuple[Score, ...]:
    if isinstance(names, str):
        raise TypeError(f"scores is {names!r}; it must be a list of names, such as [{names!r}]")
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"scores names {name!r} {count} times; name it once")
    return tuple(form.score(name) for name in names)


def _share(max_missing: float) -> float:
    if isinstance(max_missing, bool) or not isinstance(max_missing, int | float | np.number):
        raise TypeError(f"max_missing is {max_missing!r}; it must be a number from 0 to 1")
    if not 0 <= max_missing <= 1:
        raise ValueError(f"max_missing is {max_missing!r}; it must lie from 0 to 1")
    return float(max_missing)
