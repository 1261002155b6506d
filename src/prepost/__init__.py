"""Paired pre/post studies: the test, the scoring, the audit and the figures."""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

# First, from here: some levels of import further down, CPython 3.11 takes up to a fifth longer for
# them, since its frames then go back and forth between two blocks of memory.
import numpy as np  # noqa: F401
import pandas as pd  # noqa: F401
import scipy.special  # noqa: F401

from prepost._named_outcomes import by_name
from prepost.audit import audit
from prepost.check import CheckResult, check
from prepost.class_kit import ClassKit, broken_seals, write_class_kit
from prepost.class_marks import ClassMarks, mark_class
from prepost.datasets import (
    load_coding_exercise,
    load_discrepancies,
    load_energy_intake,
    load_flow,
    load_joint_display,
    load_outcomes,
    load_paper_samples,
    load_participants,
    load_practices,
    load_quotes,
    load_reconstructions,
    load_schedule,
    load_sleep,
    load_synthetic_answers,
    load_themes,
)
from prepost.design import Design
from prepost.doubts import find_doubts
from prepost.feasible import df_interval, feasible_n
from prepost.instruments import Instrument, load_instrument, shipped_instruments
from prepost.made_answers import make_answers
from prepost.marking import mark_answers
from prepost.multiplicity import adjust_pvalues
from prepost.power_analysis import (
    Estimate,
    Retrodesign,
    TypeSM,
    analytic_power,
    coverage,
    detectable_d_z,
    false_positive_rate,
    familywise_rate,
    power,
    required_n,
    retrodesign,
    type_s_and_m,
)
from prepost.printed import Interval, PrintedNumber, matches, parse_printed
from prepost.rank_tests import sign_flip_test, sign_test, signed_rank_test
from prepost.reconstruct import Infeasible, NotFound, Reconstructions, reconstruct
from prepost.reliability import cronbach_alpha, item_rest_correlations
from prepost.reproduction import reproduces
from prepost.responses import check_responses, read_responses, widen_responses
from prepost.robustness import pvalues_without_each, robustness
from prepost.roster import Roster, read_roster
from prepost.scoring import bands, reverse_items, score
from prepost.simulation import SimulationError, simulate
from prepost.tables import read_table
from prepost.teaching import answer_key, teaching_dataset
from prepost.threats import DropOut, History, Selection, SocialDesirability, Threat
from prepost.ttest import PairedTTestResult, paired_ttest, paired_ttest_from_stats
from prepost.waves import (
    compare_waves,
    incomplete_people,
    pair_doubts,
    pair_waves,
    write_up,
)

reconstruct = by_name(reconstruct)  # no engine knows this paper, whose outcomes have names here

__all__ = [
    "CheckResult",
    "ClassKit",
    "ClassMarks",
    "Design",
    "DropOut",
    "Estimate",
    "History",
    "Infeasible",
    "Instrument",
    "Interval",
    "NotFound",
    "PairedTTestResult",
    "PrintedNumber",
    "Reconstructions",
    "Retrodesign",
    "Roster",
    "Selection",
    "SimulationError",
    "SocialDesirability",
    "Threat",
    "TypeSM",
    "adjust_pvalues",
    "analytic_power",
    "answer_key",
    "audit",
    "bands",
    "broken_seals",
    "check",
    "check_responses",
    "compare_waves",
    "coverage",
    "cronbach_alpha",
    "detectable_d_z",
    "df_interval",
    "false_positive_rate",
    "familywise_rate",
    "feasible_n",
    "find_doubts",
    "incomplete_people",
    "item_rest_correlations",
    "load_coding_exercise",
    "load_discrepancies",
    "load_energy_intake",
    "load_flow",
    "load_instrument",
    "load_joint_display",
    "load_outcomes",
    "load_paper_samples",
    "load_participants",
    "load_practices",
    "load_quotes",
    "load_reconstructions",
    "load_schedule",
    "load_sleep",
    "load_synthetic_answers",
    "load_themes",
    "make_answers",
    "mark_answers",
    "mark_class",
    "matches",
    "pair_doubts",
    "pair_waves",
    "paired_ttest",
    "paired_ttest_from_stats",
    "parse_printed",
    "plots",
    "power",
    "pvalues_without_each",
    "read_responses",
    "read_roster",
    "read_table",
    "reconstruct",
    "reproduces",
    "required_n",
    "retrodesign",
    "reverse_items",
    "robustness",
    "score",
    "shipped_instruments",
    "sign_flip_test",
    "sign_test",
    "signed_rank_test",
    "simulate",
    "teaching_dataset",
    "type_s_and_m",
    "widen_responses",
    "widgets",
    "write_class_kit",
    "write_up",
]

if TYPE_CHECKING:
    from prepost import plots, widgets
else:
    # hidden from type checkers, which would take any name for one that is there

    def __getattr__(name: str) -> ModuleType:
        """Import the drawing parts only when asked for: they cost more than all the rest."""
        if name in {"plots", "widgets"}:
            return import_module(f"prepost.{name}")
        raise AttributeError(f"module 'prepost' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the drawing parts too, imported or not."""
    return sorted({*globals(), *__all__})
