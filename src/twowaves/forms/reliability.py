"""How well the items of a score go together.

References
----------
.. [1] Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika,
   16(3), 297-334. https://doi.org/10.1007/BF02310555
.. [2] Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
   coefficient twenty. Psychometrika, 30(3), 357-370. https://doi.org/10.1007/BF02289499
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import special

from twowaves._base.arguments import check_confidence_level
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed, interval
from twowaves.forms.scoring import reverse_items

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from twowaves.forms.instruments import Instrument

__all__ = ["CronbachAlpha", "cronbach_alpha", "item_rest_correlations"]


class CronbachAlpha(NamedTuple):
    """Cronbach's α with its interval.

    Parameters
    ----------
    alpha : float
        At most 1; negative if items contradict each other.
    confidence_interval : tuple of float
        Low and high.
    n : int
        Complete forms that it rests on.
    n_items : int
        Items of the score.
    """

    alpha: float
    confidence_interval: tuple[float, float]
    n: int
    n_items: int

    def __repr__(self) -> str:
        alpha, limits = fixed(self.alpha, 2), interval(*self.confidence_interval, 2)
        return f"<Cronbach’s α = {alpha}, interval {limits}, {self.n_items} items, {self.n} forms>"

    def _repr_html_(self) -> str:
        rows = [
            ("α", fixed(self.alpha, 2)),
            ("interval", interval(*self.confidence_interval, 2)),
            ("complete forms", self.n),
            ("items", self.n_items),
        ]
        return result_table("Cronbach’s α", rows)


def cronbach_alpha(
    responses: pd.DataFrame,
    instrument: str | Path | Instrument,
    name: str,
    *,
    confidence_level: float = 0.95,
) -> CronbachAlpha:
    """Return Cronbach's α [1]_ of a score, with Feldt's interval [2]_.

    Parameters
    ----------
    responses : pandas.DataFrame
        As for `score`: one row a form. Forms that lack an answer to an item of the score are left
        out, and `n` says how many stayed. Use the forms of one wave: two by one person are no
        independent ones.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    name : str
        Name of the score.
    confidence_level : float
        Above 0 and below 1.

    Returns
    -------
    CronbachAlpha
        ``alpha``, ``confidence_interval``, ``n`` and ``n_items``. The interval assumes normal
        scores and items that measure the same with equal precision.

    Raises
    ------
    ValueError
        If the score has one item, fewer than 2 forms are complete, or all totals are equal.

    Examples
    --------
    >>> import pandas as pd
    >>> from twowaves.forms.instruments import load_instrument
    >>> form = load_instrument("fscrs")
    >>> answers = pd.DataFrame([[k % 5] * 22 for k in range(5)], columns=form.column_names())
    >>> cronbach_alpha(answers, form, "hated self").alpha
    1.0
    """
    level = check_confidence_level(confidence_level)
    items = _complete(responses, instrument, name)
    n, k = items.shape
    total_variance = items.sum(axis=1).var(ddof=1)
    if total_variance == 0:
        raise ValueError(f"all {n} complete forms have the same {name} score; α needs differences")
    alpha = k / (k - 1) * (1 - items.var(ddof=1).sum() / total_variance)
    ends = [0.5 + level / 2, 0.5 - level / 2]
    quantiles = np.asarray(special.fdtri(n - 1, (n - 1) * (k - 1), ends))
    low, high = (1 - (1 - alpha) * quantiles).tolist()
    return CronbachAlpha(float(alpha), (low, high), n, k)


def item_rest_correlations(
    responses: pd.DataFrame, instrument: str | Path | Instrument, name: str
) -> pd.Series:
    """Return the correlation of each item with the sum of the score's other items.

    Parameters
    ----------
    responses : pandas.DataFrame
        As for `cronbach_alpha`.
    instrument : str, pathlib.Path or Instrument
        As for `load_instrument`.
    name : str
        Name of the score.

    Returns
    -------
    pandas.Series
        One correlation an item, from −1 to 1, reversed items turned; NaN if an item or the rest
        does not vary.

    Raises
    ------
    ValueError
        As for `cronbach_alpha`.

    Examples
    --------
    >>> import pandas as pd
    >>> from twowaves.forms.instruments import load_instrument
    >>> form = load_instrument("scs-sf")
    >>> answers = pd.DataFrame([[1, 1] * 6, [2, 4] * 6, [5, 3] * 6], columns=form.column_names())
    >>> item_rest_correlations(answers, form, "isolation").round(2).tolist()
    [1.0, 1.0]
    """
    items = _complete(responses, instrument, name)
    rest = -items.sub(items.sum(axis=1), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return items.corrwith(rest).rename("item-rest correlation")


def _complete(
    responses: pd.DataFrame, instrument: str | Path | Instrument, name: str
) -> pd.DataFrame:
    """Return the items of a score, turned, of the forms that answer them all."""
    items = reverse_items(responses, instrument, name).dropna()
    if items.shape[1] < 2:
        raise ValueError(f"{name} has 1 item; agreement between items needs 2 or more")
    if len(items) < 2:
        raise ValueError(f"{len(items)} form(s) answer every item of {name}; at least 2 are needed")
    return items
