"""A data set of their own for every student, all with the same printed row, and one answer key.

A name decides the data set: the same name has the same one for ever, on every machine, and nobody
has to keep a list.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from twowaves._base.arguments import as_whole
from twowaves._base.words import in_form, listed
from twowaves.paired.rank_tests import sign_flip_test, signed_rank_test
from twowaves.paired.ttest import paired_ttest
from twowaves.paper.named_outcomes import row_of
from twowaves.printed.table import one_row
from twowaves.rebuilt.question import people
from twowaves.rebuilt.reconstruct import reconstruct
from twowaves.rebuilt.robustness import pvalues_without_each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twowaves.rebuilt.reconstructions import Reconstructions

__all__ = ["answer_key", "own_figures", "plain_name", "teaching_dataset"]

_VERSION = "prepost teaching data 1"  # a change here changes everybody's data set


def teaching_dataset(name: str | int, outcome: Any, n: int = 11) -> pd.DataFrame:
    """Return a student's own synthetic data set, which prints the same row as everybody's.

    Parameters
    ----------
    name : str or int
        A name or a number. Case, spaces at the ends and repeated spaces do not count.
    outcome : str, pandas.Series or pandas.DataFrame
        An outcome of `load_outcomes` by its name, or one row of another table.
    n : int
        People, 2 to 200.

    Returns
    -------
    pandas.DataFrame
        `person`, `pre`, `post`, in the points of the printed score and in random order. Its
        `to_csv` writes a file to hand out.

    Raises
    ------
    ValueError
        If the name is empty, or `reconstruct` refuses the row or n.
    TypeError
        If the name is neither text nor a whole number, or n is no whole number.

    Notes
    -----
    The name's SHA-256 hash, with the outcome and n, is the seed. Two names may have the same data
    set by chance, where few data sets exist; `answer_key` refuses such a class.

    Examples
    --------
    >>> data = teaching_dataset("Ada Lovelace", "hated self")
    >>> data.equals(teaching_dataset("  ada  lovelace", "hated self"))
    True
    >>> data[["pre", "post"]].mean().round(1).tolist()
    [4.8, 2.5]
    """
    n = people(n)
    found = _own(name, outcome, n)
    order = np.random.default_rng(_seed(name, outcome, n)).permutation(n)
    data = found.frame().drop(columns="change").iloc[order]
    return data.assign(person=range(1, n + 1)).reset_index(drop=True)


def _own(name: str | int, outcome: Any, n: int) -> Reconstructions:
    seed = _seed(name, outcome, n)
    if isinstance(outcome, str):
        return _shipped(outcome, n, seed)
    return reconstruct(outcome, n, size=1, seed=seed, progress=False)


@lru_cache(maxsize=2048)  # a class's data sets are asked for by the files, the key and the checks
def _shipped(outcome: str, n: int, seed: int) -> Reconstructions:
    return reconstruct(row_of(outcome), n, size=1, seed=seed, progress=False)


def own_figures(name: str | int, outcome: Any, n: int = 11) -> dict[str, float]:
    """Return what one student should find in their own data set: a row of `answer_key`.

    Parameters
    ----------
    name : str or int
        As for `teaching_dataset`.
    outcome : str, pandas.Series or pandas.DataFrame
        As for `teaching_dataset`.
    n : int
        As for `teaching_dataset`.

    Returns
    -------
    dict
        Figures by the names of the key's columns.

    Raises
    ------
    ValueError
        As `teaching_dataset`.

    Examples
    --------
    >>> round(own_figures("Ada Lovelace", "hated self")["statistic"], 3)
    -1.636
    """
    return _answers(_own(name, outcome, people(n)))


def answer_key(names: Iterable[str | int], outcome: Any, n: int = 11) -> pd.DataFrame:
    """Return what every student of a class should find in their own data set.

    Parameters
    ----------
    names : iterable of str or int
        The class.
    outcome : str, pandas.Series or pandas.DataFrame
        As for `teaching_dataset`.
    n : int
        As for `teaching_dataset`.

    Returns
    -------
    pandas.DataFrame
        One row a student: `name`; means and SDs; `mean_change`, `sd_change`, `se_change` (the
        standard error of the mean change), `statistic`, `df`, `pvalue` (two-tailed), `ci_low`,
        `ci_high` (95 % interval of the mean change), `d_z`, `d_av`, `r`; `p_signed_rank` and
        `p_sign_flips`, two-tailed; `n_rose` and `n_fell`, the people whose score did; and
        `p_without_one_low` and `p_without_one_high`, the lowest and the highest two-tailed p of
        the t test when one person is left out. Not rounded. The printed figures agree between
        students, the others need not.

    Raises
    ------
    ValueError
        If a name stands twice, two students get the same data set, or `teaching_dataset` refuses.

    Examples
    --------
    >>> key = answer_key(["Ada", "Grace", "Florence"], "hated self")
    >>> key["statistic"].round(3).tolist()
    [-1.636, -1.636, -1.636]
    >>> key["p_sign_flips"].nunique()
    3
    """
    names, n = list(names), people(n)
    twice = [name for name, times in Counter(map(plain_name, names)).items() if times > 1]
    if twice:
        raise ValueError(f"{_stand_twice(twice)}; give every student another name")
    sets = [_own(name, outcome, n) for name in names]
    owners: dict[bytes, str | int] = {}
    for name, own in zip(names, sets, strict=True):
        other = owners.setdefault(own.pre.tobytes() + own.post.tobytes(), name)
        if other is not name:
            raise ValueError(
                f"{other!r} and {name!r} have the same data set; change one of the names"
            )
    return pd.DataFrame(
        [{"name": name} | _answers(own) for name, own in zip(names, sets, strict=True)]
    )


def _stand_twice(names: list[str]) -> str:
    shown = listed([repr(name) for name in names])
    return f"the names {shown} stand twice" if len(names) > 1 else f"the name {shown} stands twice"


def _answers(own: Reconstructions) -> dict[str, float]:
    data, change = own.frame(), own.change[0]
    test = paired_ttest(data["pre"], data["post"])
    without_one = pvalues_without_each(own)[0]
    return {
        "mean_pre": data["pre"].mean(),
        "sd_pre": data["pre"].std(),
        "mean_post": data["post"].mean(),
        "sd_post": data["post"].std(),
        "mean_change": float(test.mean_change),
        "sd_change": float(test.sd_change),
        "se_change": float(test.sd_change) / math.sqrt(own.n),
        "statistic": float(test.statistic),
        "df": int(test.df),
        "pvalue": float(test.pvalue),
        "ci_low": float(test.confidence_interval.low),
        "ci_high": float(test.confidence_interval.high),
        "d_z": float(test.d_z),
        "d_av": float(test.d_av),
        "r": float(test.r),
        "p_signed_rank": float(signed_rank_test(change)),
        "p_sign_flips": float(sign_flip_test(change)),
        "n_rose": int((change > 0).sum()),
        "n_fell": int((change < 0).sum()),
        "p_without_one_low": float(without_one.min()),
        "p_without_one_high": float(without_one.max()),
    }


def plain_name(name: str | int) -> str:
    """Return a name without what people write now one way, now another.

    Parameters
    ----------
    name : str or int
        A name or a number.

    Returns
    -------
    str
        Two names with the same plain form have the same data set.

    Raises
    ------
    TypeError
        If it is neither text nor a whole number.
    ValueError
        If it is empty.

    Examples
    --------
    >>> plain_name("  ADA  Lovelace")
    'ada lovelace'
    """
    text = name if isinstance(name, str) else as_whole(name)
    if text is None:
        raise TypeError(f"the name is {type(name).__name__}; give a name in quotes or a number")
    plain = " ".join(in_form("NFKC", str(text)).casefold().split())
    if not plain:
        raise ValueError(f"the name is {name!r}; give every student a name or a number")
    return plain


def _seed(name: str | int, outcome: Any, n: int) -> int:
    what = outcome if isinstance(outcome, str) else _figures_of(outcome)
    text = "\n".join([_VERSION, plain_name(name), what, str(n)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _figures_of(outcome: Any) -> str:
    """Return a row's printed figures as one text."""
    row = one_row(outcome)
    cells = sorted((column, str(cell)) for column, cell in row.cells.items())
    return repr((row.outcome, cells))
