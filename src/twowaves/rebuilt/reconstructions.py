"""What a reconstruction comes to: data sets, a proof that there are none, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from twowaves._base.arguments import MOST_TOTAL, as_whole, whole_number, whole_numbers
from twowaves._base.displays import result_table
from twowaves._base.words import shown
from twowaves.paired.ttest import paired_ttest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]

__all__ = ["Infeasible", "NotFound", "Reconstructions"]


class Infeasible(ValueError):  # noqa: N818 # an answer
    """No whole-number data set has the printed figures: proved, with the reason in the message."""


class NotFound(ValueError):  # noqa: N818 # an answer
    """The search found no data set. That is no proof that there is none."""


@dataclass(frozen=True, eq=False, repr=False)
class Reconstructions:
    """Synthetic data sets that all print the same row; made by `reconstruct`.

    Parameters
    ----------
    outcome : str
        Its name.
    pre, post : ndarray of int
        Shape (size, n), in totals of items. Within a data set the people stand in ascending order
        of pre, then of post. No two data sets have the same pairs.
    n_items : int
        What a total is divided by to give the printed score: 1 for totals.
    total : int or None
        How many data sets there are, if all were listed; None if they were searched for.
    """

    outcome: str
    pre: Wholes
    post: Wholes
    n_items: int = 1
    total: int | None = None

    def __post_init__(self) -> None:
        """Keep every total in 64 bits: differences of shorter or unsigned ones wrap around."""
        for name in ("pre", "post"):
            totals = whole_numbers(name, getattr(self, name), MOST_TOTAL)
            object.__setattr__(self, name, totals)
        if self.pre.ndim != 2 or self.pre.shape != self.post.shape:
            raise ValueError(
                f"pre has the shape {self.pre.shape} and post {self.post.shape}; "
                "both must be (size, n)"
            )
        object.__setattr__(self, "n_items", whole_number("n_items", self.n_items, 1))
        if self.total is not None:
            object.__setattr__(self, "total", whole_number("total", self.total, 0))

    def __len__(self) -> int:
        """Return the number of data sets."""
        return len(self.pre)

    def __repr__(self) -> str:
        """Return what this is, on one line."""
        of = f" of {self.total} that exist" if self.total is not None else ""
        return f"<{len(self)} reconstructions{of}, synthetic: {self.outcome}, n = {self.n}>"

    def _repr_html_(self) -> str:
        exist = "not known: these were searched for" if self.total is None else self.total
        rows = [("people in each", self.n), ("data sets here", len(self)), ("that exist", exist)]
        return result_table(f"Synthetic data sets that print one row: {self.outcome}", rows)

    @property
    def n(self) -> int:
        """The number of people in each data set."""
        return int(self.pre.shape[1])

    @property
    def change(self) -> Wholes:
        """Post minus pre, in totals of items, shape (size, n)."""
        return self.post - self.pre

    def frame(self, which: int = 0) -> pd.DataFrame:
        """Return one data set in the printed score's points: person, pre, post, change.

        Raises
        ------
        IndexError
            If there is no data set of that number; the first is 0.
        TypeError
            If it is no whole number.
        """
        place = as_whole(which)
        if place is None:
            raise TypeError(f"which is {shown(which)}; it must be a whole number, from 0")
        if not -len(self) <= place < len(self):
            raise IndexError(f"there is no data set {place}; give 0 to {len(self) - 1}")
        pre, post = (self._points(wave[place]) for wave in (self.pre, self.post))
        people = np.arange(1, self.n + 1, dtype=np.int64)  # in a page NumPy's own is half as wide
        return pd.DataFrame({"person": people, "pre": pre, "post": post, "change": post - pre})

    def summary(self) -> pd.DataFrame:
        """Return the figures of every data set, not rounded.

        Returns
        -------
        pandas.DataFrame
            One row a data set: `mean_pre`, `sd_pre`, `mean_post`, `sd_post`, `statistic`,
            `pvalue` (two-tailed), `r`, `d_z`.
        """
        pre, post = self._points(self.pre), self._points(self.post)
        test = paired_ttest(pre, post)
        return pd.DataFrame(
            {
                "mean_pre": pre.mean(axis=1),
                "sd_pre": pre.std(axis=1, ddof=1),
                "mean_post": post.mean(axis=1),
                "sd_post": post.std(axis=1, ddof=1),
                "statistic": test.statistic,
                "pvalue": test.pvalue,
                "r": test.r,
                "d_z": test.d_z,
            }
        )

    def _points(self, totals: Wholes) -> NDArray[Any]:
        return totals if self.n_items == 1 else totals / self.n_items
