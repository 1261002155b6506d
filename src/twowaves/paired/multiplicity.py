"""p values of several tests, adjusted for their number.

References
----------
.. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
   Journal of Statistics, 6(2), 65-70.
.. [2] Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
   Royal Statistical Society B, 57(1), 289-300. (computed by SciPy)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd

from twowaves._base.arguments import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["adjust_pvalues"]

Method = Literal["holm", "bh", "none"]


def adjust_pvalues(pvalues: ArrayLike, method: Method = "holm") -> Any:
    """Adjust the p values of several tests for their number.

    Parameters
    ----------
    pvalues : array_like
        One p value a test, all of one family.
    method : {"holm", "bh", "none"}
        Holm's method [1]_ limits the chance of any false rejection, Benjamini and Hochberg's [2]_
        the share of false ones among the rejections. An adjusted p is compared with α as it is.

    Returns
    -------
    ndarray or pandas.Series
        The adjusted p values in the order given, with the index of `pvalues` if it has one.

    Raises
    ------
    ValueError
        If there is no p value, one is missing or none between 0 and 1, or the method has no such
        name.

    Examples
    --------
    >>> adjust_pvalues([0.01, 0.04, 0.03], "holm").round(4)
    array([0.03, 0.06, 0.06])
    >>> adjust_pvalues([0.01, 0.04, 0.03], "bh").round(4)
    array([0.03, 0.04, 0.04])
    """
    one_of("method", method, get_args(Method))
    p = _checked(pvalues)
    adjusted = _adjusted(p, method)
    if isinstance(pvalues, pd.Series):
        return pd.Series(adjusted, index=pvalues.index, name=pvalues.name)
    return adjusted


def _adjusted(p: Floats, method: Method) -> Floats:
    if method == "none":
        return p
    if method == "bh":
        # imported here because it takes longer than all the rest of the package
        from scipy.stats import false_discovery_control  # noqa: PLC0415

        return np.asarray(false_discovery_control(p))
    return _holm(p)


def _holm(p: Floats) -> Floats:
    """Multiply the smallest of m by m, the next by m - 1, and so on; none falls below the last."""
    order = np.argsort(p, kind="stable")
    steps = np.minimum(p[order] * np.arange(len(p), 0, -1), 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.maximum.accumulate(steps)
    return adjusted


def _checked(pvalues: Any) -> Floats:
    """Return the p values as floats, or name the first that is none."""
    values = list(pvalues) if np.ndim(pvalues) == 1 else []
    if not values:
        raise ValueError("pvalues must be a sequence of one or more p values")
    for place, value in enumerate(values):
        if isinstance(value, (str, bytes, bool)) or not hasattr(value, "__float__"):
            raise ValueError(f"pvalues[{place}] is {value!r}; each p must be a number from 0 to 1")
        if not 0 <= float(value) <= 1:
            raise ValueError(f"pvalues[{place}] is {value}; each p must be a number from 0 to 1")
    return np.array(values, dtype=np.float64)
