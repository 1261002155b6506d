"""Two waves of forms, before and after: paired by person, compared, and written up.

A person with a form in one wave only stays in the table, and every result says who is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from twowaves._base.arguments import check_alpha
from twowaves._base.numbers import fixed, interval, level, p_is, percent
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.paired.multiplicity import adjust_pvalues
from twowaves.paired.ttest import paired_ttest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twowaves.forms.instruments import Instrument

__all__ = ["compare_waves", "incomplete_people", "pair_doubts", "pair_waves", "write_up"]

say = Sentences("forms/waves")
_FIGURES = (*shared("forms/waves_rules")["figures"],)


def pair_waves(
    scores: pd.DataFrame,
    *,
    person: str = "person",
    wave: str = "wave",
    before: str = "before",
    after: str = "after",
) -> pd.DataFrame:
    """Return the scores of each person before and after, side by side.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row a form, as `score` returns it. `person` and `wave` are columns or names of the
        index; every other column is an outcome.
    person, wave : str
        Where it says whose form it is and from when.
    before, after : str
        What `wave` holds for the two.

    Returns
    -------
    pandas.DataFrame
        `person, outcome, pre, post`: one row for every person and outcome, in the order in which
        they first appear; NaN where a score is missing.

    Raises
    ------
    ValueError
        If a column is missing, a wave has another name, a form has no person, or a person has two
        forms in one wave.

    Examples
    --------
    >>> people = {"person": ["Ada", "Bo", "Ada"], "wave": ["before", "before", "after"]}
    >>> scores = pd.DataFrame(people | {"hope": [3, 4, 5]})
    >>> pair_waves(scores)
      person outcome  pre  post
    0    Ada    hope  3.0   5.0
    1     Bo    hope  4.0   NaN
    """
    flat = _flat(scores, person, wave)
    _check_waves(flat, person, wave, (before, after))
    outcomes = [column for column in flat.columns if column not in {person, wave}]
    if not outcomes:
        raise ValueError(f"there is no outcome: the only columns are '{person}' and '{wave}'")
    people = flat[person].unique()
    sides = {}
    for side, name in (("pre", before), ("post", after)):
        forms = flat[flat[wave] == name].set_index(person)[outcomes]
        _check_numbers(forms, name)
        sides[side] = forms.reindex(people).astype("float64")
    pairs = {side: forms.to_numpy().T.ravel() for side, forms in sides.items()}
    names = {"person": np.tile(people, len(outcomes)), "outcome": np.repeat(outcomes, len(people))}
    return pd.DataFrame({**names, **pairs})


def incomplete_people(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return who cannot be compared on which outcomes, and why.

    Parameters
    ----------
    pairs : pandas.DataFrame
        From `pair_waves`.

    Returns
    -------
    pandas.DataFrame
        `person, reason`: one row a person, the reason in words.

    Examples
    --------
    >>> pairs = pd.DataFrame(
    ...     {"person": ["Ada", "Bo"], "outcome": "hope", "pre": [3, 4], "post": [5, None]}
    ... )
    >>> incomplete_people(pairs).iloc[0].tolist()
    ['Bo', 'no score after']
    """
    outcomes = pairs["outcome"].nunique()
    gaps = pairs.loc[pairs["pre"].isna() | pairs["post"].isna(), "person"]
    people = pairs[pairs["person"].isin(gaps)].groupby("person", sort=False)
    reasons = [(person, _reason(scores, outcomes)) for person, scores in people]
    return pd.DataFrame(reasons, columns=["person", "reason"])


def compare_waves(pairs: pd.DataFrame, *, confidence_level: float = 0.95) -> pd.DataFrame:
    """Return the paired t test of every outcome, on the people who have both scores.

    Parameters
    ----------
    pairs : pandas.DataFrame
        From `pair_waves`, or any frame with `outcome`, `pre` and `post`.
    confidence_level : float
        Of the interval of the mean change.

    Returns
    -------
    pandas.DataFrame
        One row an outcome, in order of appearance: `outcome`; `n` (complete pairs); `n_left_out`;
        `mean_pre`, `sd_pre`, `mean_post`, `sd_post`, `mean_change`, `sd_change`, `r`,
        `statistic`, `df`, `pvalue`, `ci_low`, `ci_high`, `d_z`, `d_av` and `g_av` as in
        `paired_ttest`, two-sided; `pvalue_holm`, adjusted for all outcomes that were tested;
        `note`, which says why a row has no test; and `confidence_level`.

    Examples
    --------
    >>> pairs = pd.DataFrame({"outcome": "hope", "pre": [1, 2, 4, 4], "post": [3, 3, 9, None]})
    >>> compare_waves(pairs).loc[0, ["n", "n_left_out", "mean_change"]].round(2).tolist()
    [3.0, 1.0, 2.67]
    """
    groups = pairs.groupby("outcome", sort=False)
    rows = [_compared(str(name), group, confidence_level) for name, group in groups]
    table = pd.DataFrame(rows, columns=["outcome", "n", "n_left_out", *_FIGURES, "note"])
    tested = table["pvalue"].notna()
    table.insert(list(table.columns).index("ci_low"), "pvalue_holm", np.nan)
    if tested.any():
        table.loc[tested, "pvalue_holm"] = adjust_pvalues(table.loc[tested, "pvalue"], "holm")
    return table.assign(confidence_level=confidence_level)


def pair_doubts(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return which tests rest on fewer than half of the people, or on fewer than 3.

    Parameters
    ----------
    comparison : pandas.DataFrame
        From `compare_waves`.

    Returns
    -------
    pandas.DataFrame
        As from `find_doubts`: `kind` is "pairs", and one row names the outcomes with as many pairs.

    Examples
    --------
    >>> pairs = pd.DataFrame({"outcome": "hope", "pre": [1, 2, None], "post": [3, 1, 2]})
    >>> print(pair_doubts(compare_waves(pairs)).loc[0, "question"])
    2 of 3 people can be compared on hope; a verdict takes half of the people, and at least 3.
    """
    total = comparison["n"] + comparison["n_left_out"]
    is_few = (2 * comparison["n"] < total) | (comparison["n"] < 3)
    few = comparison[is_few & comparison["pvalue"].notna()].assign(total=total)
    rows = []
    for (n, people), group in few.groupby(["n", "total"], sort=False):
        outcomes = listed(group["outcome"].tolist())
        said = say("few_pairs", n=n, total=people, outcomes=outcomes)
        rows.append(("pairs", "", outcomes, said, True))
    return doubts_frame(rows)


def doubts_frame(rows: Iterable[tuple[str, str, str, str, bool]]) -> pd.DataFrame:
    """Return doubts as a tidy frame, with its types even if there is none."""
    names = ["kind", "instrument", "score", "question", "stops"]
    types = dict.fromkeys(names, "str") | {"stops": "bool"}
    return pd.DataFrame(list(rows), columns=names, dtype=object).astype(types)


def write_up(
    comparison: pd.DataFrame,
    incomplete: pd.DataFrame | None = None,
    *,
    alpha: float = 0.05,
    doubts: pd.DataFrame | None = None,
    checked: bool = False,
    instruments: Sequence[Instrument] = (),
) -> str:
    """Return a paragraph that reports the comparison as a paper would, or what speaks against it.

    Parameters
    ----------
    comparison : pandas.DataFrame
        From `compare_waves`.
    incomplete : pandas.DataFrame, optional
        From `incomplete_people`: adds who was left out.
    alpha : float
        Level of significance.
    doubts : pandas.DataFrame, optional
        From `find_doubts`; those of `pair_doubts` are looked for here.
    checked : bool
        Whether the doubts that stop a verdict were looked into: then the paragraph is written,
        with the doubts in it. Otherwise they stand in its place.
    instruments : sequence of Instrument
        Adds how sure their keys are.

    Returns
    -------
    str
        Sentences.

    Raises
    ------
    TypeError, ValueError
        If `alpha` is no number between 0 and 1.

    Examples
    --------
    >>> pairs = pd.DataFrame({"outcome": "hope", "pre": [1, 2, 4, 4], "post": [3, 3, 9, 8]})
    >>> print(write_up(compare_waves(pairs)).split(". ")[1])
    Hope rose from M = 2.75 (SD = 1.50) to M = 5.75 (SD = 3.20), t(3) = 3.29, p = .046, \
mean change 3.00, 95 % CI 0.09 to 5.91, d_z = 1.64
    """
    check_alpha(alpha)
    found = pd.concat([doubts_frame([]) if doubts is None else doubts, pair_doubts(comparison)])
    found = found.drop_duplicates("question")
    if found["stops"].any() and not checked:
        return f"No paragraph until this is checked: {' '.join(found['question'])}"
    sentences = [_who(comparison)]
    sentences += [_outcome(row, alpha) for _, row in comparison.iterrows()]
    sentences += [verdict(comparison, alpha), _left_out(incomplete), *found["question"]]
    sentences += [
        say("key", form=form.abbreviation, confidence=form.confidence) for form in instruments
    ]
    sentences.append(say("no_control"))
    return " ".join(sentence for sentence in sentences if sentence)


def _flat(scores: pd.DataFrame, person: str, wave: str) -> pd.DataFrame:
    """Return the scores with person and wave as columns."""
    levels = [name for name in (person, wave) if name in scores.index.names]
    flat = scores.reset_index(levels)
    for name in (person, wave):
        if name not in flat.columns:
            there = listed([f"'{column}'" for column in flat.columns[:6]]) or "none"
            raise ValueError(f"there is no column '{name}'; the first columns are {there}")
    return flat.reset_index(drop=True)


def _check_waves(flat: pd.DataFrame, person: str, wave: str, names: Sequence[str]) -> None:
    for row, (who, when) in enumerate(zip(flat[person], flat[wave], strict=True), 1):
        if pd.isna(who) or not str(who).strip():
            raise ValueError(say("no_person", form=row, column=person))
        if when not in names:
            before, after = names
            parts = {"column": wave, "found": "missing" if pd.isna(when) else f"'{when}'"}
            raise ValueError(
                say("no_wave", form=row, person=who, before=before, after=after, **parts)
            )
    doubled = flat.duplicated([person, wave])
    if doubled.any():
        form = flat[doubled].iloc[0]
        raise ValueError(f"{form[person]} has more than one form for '{form[wave]}'; keep one")


def _check_numbers(forms: pd.DataFrame, name: str) -> None:
    for column, dtype in forms.dtypes.items():
        if not pd.api.types.is_any_real_numeric_dtype(dtype) and len(forms):
            raise ValueError(
                f"'{column}' ({name}) holds {str(forms[column].iloc[0])[:40]!r}; "
                "an outcome is a column of numbers, so leave other columns out"
            )


def _reason(scores: pd.DataFrame, outcomes: int) -> str:
    """Say what one person lacks."""
    parts = []
    for side, word in (("pre", "before"), ("post", "after")):
        lacking = scores.loc[scores[side].isna(), "outcome"].tolist()
        if len(lacking) == outcomes:
            parts.append(say("no_score", wave=word))
        elif lacking:
            parts.append(say("no_score_for", wave=word, outcomes=listed(lacking)))
    return "; ".join(parts)


def _compared(outcome: str, group: pd.DataFrame, confidence_level: float) -> dict[str, Any]:
    """Return one row of the comparison."""
    complete = group.dropna(subset=["pre", "post"])
    row = {"outcome": outcome, "n": len(complete), "n_left_out": len(group) - len(complete)}
    row["note"] = ""
    if len(complete) < 2:
        return row | {"note": say("few_forms", n=len(complete))}
    try:
        test = paired_ttest(complete["pre"], complete["post"], confidence_level=confidence_level)
    except ValueError as error:
        pre, post = complete["pre"], complete["post"]
        means = {"mean_pre": pre.mean(), "sd_pre": pre.std(), "mean_post": post.mean(),
                 "sd_post": post.std(), "mean_change": (post - pre).mean()}  # fmt: skip
        return row | means | {"note": str(error)}
    low, high = test.confidence_interval
    figures = {name: getattr(test, name) for name in _FIGURES if not name.startswith("ci_")}
    return row | figures | {"ci_low": low, "ci_high": high}


def _who(comparison: pd.DataFrame) -> str:
    if comparison.empty:
        return say("nobody")
    low, high = comparison["n"].min(), comparison["n"].max()
    people = say("people", n=high)
    if low < high:
        people = say("people_by_outcome", low=low, high=high)
    count = int(comparison["pvalue"].notna().sum())
    if not count:
        return say("who_untested", people=people)
    return say("who", people=people, tests=say("tests", n=count))


def _outcome(row: pd.Series, alpha: float) -> str:
    """Return the sentence of one outcome."""
    name = row["outcome"][:1].upper() + row["outcome"][1:]
    if np.isnan(row["pvalue"]):
        return say("untested", name=name, note=row["note"])
    change = row["mean_change"]
    return say(
        "outcome",
        name=name,
        verb=say("rose" if change > 0 else "fell" if change < 0 else "stayed"),
        before=_mean(row["mean_pre"], row["sd_pre"]),
        after=_mean(row["mean_post"], row["sd_post"]),
        test=test_in_words(row),
        p=p_is(row["pvalue"], [alpha]),
        change=fixed(change, 2),
        level=percent(row["confidence_level"]),
        interval=interval(row["ci_low"], row["ci_high"], 2),
        d_z=fixed(row["d_z"], 2),
    )


def _mean(mean: float, sd: float) -> str:
    return say("mean", mean=fixed(mean, 2), sd=fixed(sd, 2))


def test_in_words(row: pd.Series) -> str:
    """Return a test as a part of a sentence: t(14) = 2.13."""
    return say("test", df=f"{row['df']:.0f}", t=fixed(row["statistic"], 2))


def verdict(comparison: pd.DataFrame, alpha: float) -> str:
    """Say what is significant, before and after Holm's adjustment if there are several tests."""
    tested = comparison[comparison["pvalue"].notna()]
    if tested.empty:
        return ""
    single = _significant(tested.loc[tested["pvalue"] < alpha, "outcome"].tolist())
    if len(tested) == 1:
        return say("verdict", alpha=level(alpha), single=single)
    kept = _significant(tested.loc[tested["pvalue_holm"] < alpha, "outcome"].tolist())
    parts = {"alpha": level(alpha), "single": single, "n": len(tested), "kept": kept}
    return say("verdict_of_several", **parts)


def _significant(outcomes: Sequence[str]) -> str:
    if not outcomes:
        return say("none_significant")
    key = "one_significant" if len(outcomes) == 1 else "several_significant"
    return say(key, outcomes=listed(outcomes))


def _left_out(incomplete: pd.DataFrame | None) -> str:
    if incomplete is None or incomplete.empty:
        return ""
    people = [f"{person} ({reason})" for person, reason in incomplete.itertuples(index=False)]
    return say("left_out", people=", ".join(people))
