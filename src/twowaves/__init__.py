"""Paired pre/post studies: the test, the scoring, the audit and the figures."""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

# First, from here: some levels of import further down, CPython 3.11 takes up to a fifth longer for
# them, since its frames then go back and forth between two blocks of memory.
import numpy as np  # noqa: F401
import pandas as pd  # noqa: F401
import scipy.special  # noqa: F401

from twowaves._base.extras import EXTRAS, installed
from twowaves._base.shown import as_table, say
from twowaves.classroom.check import CheckResult, check
from twowaves.classroom.kit import ClassKit, broken_seals, write_class_kit
from twowaves.classroom.marking import mark_answers
from twowaves.classroom.marks import ClassMarks, mark_class
from twowaves.classroom.own_data import answer_key, teaching_dataset
from twowaves.classroom.roster import Roster, read_roster
from twowaves.forms.doubts import find_doubts
from twowaves.forms.instruments import Instrument, load_instrument, shipped_instruments
from twowaves.forms.made_answers import make_answers
from twowaves.forms.reliability import cronbach_alpha, item_rest_correlations
from twowaves.forms.responses import check_responses, read_responses, widen_responses
from twowaves.forms.scoring import bands, reverse_items, score
from twowaves.forms.waves import (
    compare_waves,
    incomplete_people,
    pair_doubts,
    pair_waves,
    write_up,
)
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
from twowaves.paper.datasets import (
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
from twowaves.paper.named_outcomes import by_name
from twowaves.printed.audit import audit
from twowaves.printed.findings import findings
from twowaves.printed.interval import Interval
from twowaves.printed.number import PrintedNumber, matches, parse_printed
from twowaves.printed.reading import Printed, read_printed
from twowaves.printed.sizes import df_interval, feasible_n
from twowaves.printed.table import read_table
from twowaves.rebuilt.proof import reproduces
from twowaves.rebuilt.reconstruct import reconstruct
from twowaves.rebuilt.reconstructions import Infeasible, NotFound, Reconstructions
from twowaves.rebuilt.robustness import pvalues_without_each, robustness
from twowaves.studies.design import Design
from twowaves.studies.power import (
    Estimate,
    TypeSM,
    coverage,
    false_positive_rate,
    familywise_rate,
    power,
    type_s_and_m,
)
from twowaves.studies.simulation import SimulationError, simulate
from twowaves.studies.threats import DropOut, History, Selection, SocialDesirability, Threat

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
    "Printed",
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
    "as_table",
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
    "findings",
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
    "read_printed",
    "read_responses",
    "read_roster",
    "read_table",
    "reconstruct",
    "reproduces",
    "required_n",
    "retrodesign",
    "reverse_items",
    "robustness",
    "say",
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
    from twowaves import plots, widgets

    __version__: str
else:
    # hidden from type checkers, which would take any name for one that is there

    def __getattr__(name: str) -> ModuleType | str:
        """Import the drawing parts only when asked for: they cost more than all the rest.

        So is the version: it stands in the project file, and is read from what was installed.
        """
        if name in {"plots", "widgets"}:
            return import_module(f"twowaves.{name}")
        if name == "__version__":
            return import_module("importlib.metadata").version("twowaves")
        raise AttributeError(f"module 'twowaves' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what is for users: a part whose extra is missing is not, or help() would stop at it."""
    return [name for name in __all__ if name not in EXTRAS or installed(name)]
