"""Skewed scores from normal ones: a shifted lognormal with mean 0, SD 1 and a given skewness."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@lru_cache(maxsize=64)
def lognormal_sigma(skew: float) -> float:
    """Return the sigma whose lognormal has this positive skewness.

    With w = exp(sigma**2) the skewness is (w + 2) sqrt(w - 1) [1]_, so that u = sqrt(w - 1)
    solves u**3 + 3 u = skew, which has one real root.

    References
    ----------
    .. [1] Johnson, N. L., Kotz, S., & Balakrishnan, N. (1994). Continuous univariate
       distributions (2nd ed., Vol. 1). Wiley. (ch. 14)

    Examples
    --------
    >>> w = math.exp(lognormal_sigma(2.0) ** 2)
    >>> round((w + 2) * math.sqrt(w - 1), 10)
    2.0
    """
    u = 2 * math.sinh(math.asinh(skew / 2) / 3)
    return math.sqrt(math.log1p(u**2))


def skewed(standard: Floats, skew: float) -> Floats:
    """Turn standard normal scores, in place, into skewed ones of mean 0 and SD 1.

    The order of the scores stays as it was.
    """
    if skew == 0:
        return standard
    sigma = lognormal_sigma(abs(skew))
    standard *= math.copysign(sigma, skew)
    np.exp(standard, out=standard)  # mean exp(sigma**2 / 2)
    centre = math.exp(sigma**2 / 2)
    standard -= centre
    standard *= math.copysign(1 / (centre * math.sqrt(math.expm1(sigma**2))), skew)
    return standard
