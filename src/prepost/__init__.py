"""Paired pre/post studies: the test, the scoring, the audit and the figures."""

from importlib import import_module
from typing import Any

from prepost.audit import audit
from prepost.datasets import (
    load_discrepancies,
    load_energy_intake,
    load_flow,
    load_outcomes,
    load_paper_samples,
    load_participants,
    load_quotes,
    load_sleep,
    load_themes,
)
from prepost.feasible import df_interval, feasible_n
from prepost.multiplicity import adjust_pvalues
from prepost.printed import Interval, PrintedNumber, matches, parse_printed
from prepost.tables import read_table
from prepost.ttest import PairedTTestResult, paired_ttest, paired_ttest_from_stats

__all__ = [
    "Interval",
    "PairedTTestResult",
    "PrintedNumber",
    "adjust_pvalues",
    "audit",
    "df_interval",
    "feasible_n",
    "load_discrepancies",
    "load_energy_intake",
    "load_flow",
    "load_outcomes",
    "load_paper_samples",
    "load_participants",
    "load_quotes",
    "load_sleep",
    "load_themes",
    "matches",
    "paired_ttest",
    "paired_ttest_from_stats",
    "parse_printed",
    "plots",
    "read_table",
    "widgets",
]


def __getattr__(name: str) -> Any:
    """Import the drawing parts only when they are asked for: they cost more than all the rest."""
    if name in {"plots", "widgets"}:
        return import_module(f"prepost.{name}")
    raise AttributeError(f"module 'prepost' has no attribute {name!r}")
