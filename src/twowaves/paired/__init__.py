"""Paired scores: the t test, its power, rank tests, and many tests at once."""

from twowaves.paired.multiplicity import adjust_pvalues
from twowaves.paired.power import (
    Retrodesign,
    analytic_power,
    detectable_d_z,
    required_n,
    retrodesign,
)
from twowaves.paired.rank_tests import sign_flip_test, sign_test, signed_rank_test
from twowaves.paired.ttest import PairedTTestResult, paired_ttest, paired_ttest_from_stats

__all__ = [
    "PairedTTestResult",
    "Retrodesign",
    "adjust_pvalues",
    "analytic_power",
    "detectable_d_z",
    "paired_ttest",
    "paired_ttest_from_stats",
    "required_n",
    "retrodesign",
    "sign_flip_test",
    "sign_test",
    "signed_rank_test",
]
