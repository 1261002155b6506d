"""Whole data sets behind a printed row: searched, listed, or proved impossible."""

from twowaves.rebuilt.proof import reproduces
from twowaves.rebuilt.reconstructions import Infeasible, NotFound, Reconstructions
from twowaves.rebuilt.robustness import pvalues_without_each

__all__ = [
    "Infeasible",
    "NotFound",
    "Reconstructions",
    "pvalues_without_each",
    "reproduces",
]
