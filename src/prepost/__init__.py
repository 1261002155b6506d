"""Paired pre/post studies: the test, the scoring, the audit and the figures."""

from prepost.ttest import PairedTTestResult, paired_ttest, paired_ttest_from_stats

__all__ = [
    "PairedTTestResult",
    "paired_ttest",
    "paired_ttest_from_stats",
]
