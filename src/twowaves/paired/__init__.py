"""Paired scores: the t test, rank tests, and many tests at once."""

from twowaves.paired.multiplicity import adjust_pvalues
from twowaves.paired.rank_tests import sign_flip_test, sign_test, signed_rank_test
from twowaves.paired.ttest import PairedTTestResult, paired_ttest, paired_ttest_from_stats

__all__ = [
    "PairedTTestResult",
    "adjust_pvalues",
    "paired_ttest",
    "paired_ttest_from_stats",
    "sign_flip_test",
    "sign_test",
    "signed_rank_test",
]
