"""Two-tailed p values of many t statistics at once, from finite sums where these are exact enough.

References
----------
.. [1] Abramowitz, M., & Stegun, I. A. (1964). Handbook of mathematical functions. National Bureau
   of Standards. (26.7.3 and 26.7.4)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_TERMS = 100  # degrees of freedom up to which a sum is quicker than the beta function
_NEAR = 1e-4  # share of t**2 in df + t**2
_SMALL = 1e-3  # below it a sum, which subtracts from 1, keeps fewer digits


def two_tailed(t: Floats, df: Floats | float) -> Floats:
    """Return the probability of a t this far out or farther, to about eleven digits.

    Parameters
    ----------
    t : ndarray of float
        Finite statistics, or NaN, of any shape.
    df : ndarray of float, or float
        Degrees of freedom: one for each statistic, or one for all.

    Returns
    -------
    ndarray of float
        NaN where t is.

    Notes
    -----
    For one whole number of degrees of freedom the distribution function is a finite sum in
    cos(theta), with tan(theta) = t / sqrt(df) [1]_: a seventh of the time of the incomplete beta
    function, which does the small p values, where a sum loses digits, and all other df.

    References
    ----------
    .. [1] Abramowitz and Stegun (1964), as above.

    Examples
    --------
    >>> two_tailed(np.array([2.0, 9.0]), 11).round(9).tolist()
    [0.070803955, 2.096e-06]
    """
    if isinstance(df, np.ndarray) or df % 1 or not 1 <= df <= _MOST_TERMS:
        return _by_beta(t, df)
    p = _by_sum(t, int(df))
    small = p < _SMALL
    if small.any():
        p[small] = _by_beta(t[small], df)
    return p


def _by_beta(t: Floats, df: Floats | float) -> Floats:
    """Return p from the incomplete beta function of whichever of two shares is not near 1."""
    square = t * t
    far = df + square
    p = np.asarray(special.betainc(np.asarray(df) / 2, 0.5, df / far), dtype=np.float64)
    near = square < _NEAR * far
    if near.any():  # df / far is then so close to 1 that it has forgotten t
        own = np.broadcast_to(df, t.shape)[near]
        p[near] = 1 - special.betainc(0.5, own / 2, square[near] / far[near])
    return p


def _by_sum(t: Floats, df: int) -> Floats:
    """Return p from the sum for one whole number of degrees of freedom."""
    square = t * t
    far = df + square
    cosine, sine = df / far, square / far  # both squared
    total = np.ones_like(t) if df > 1 else np.zeros_like(t)
    for k in range(df - 2, 1 + df % 2, -2):  # factors (df - 3) / (df - 2) down to 2/3 or 1/2
        total *= cosine
        total *= (k - 1) / k
        total += 1
    if df % 2:
        total *= np.sqrt(cosine * sine)
        total += np.arctan(np.sqrt(square / df))
        total *= 2 / np.pi
    else:
        total *= np.sqrt(sine)
    return np.subtract(1, total, out=total)
