"""Studies that never were: a design with its threats, simulated, and the power to be had."""

from twowaves.studies.design import Design
from twowaves.studies.power import (
    Estimate,
    Retrodesign,
    TypeSM,
    analytic_power,
    coverage,
    detectable_d_z,
    false_positive_rate,
    familywise_rate,
    required_n,
    retrodesign,
    type_s_and_m,
)
from twowaves.studies.simulation import SimulationError, simulate
from twowaves.studies.threats import DropOut, History, Selection, SocialDesirability, Threat

__all__ = [
    "Design",
    "DropOut",
    "Estimate",
    "History",
    "Retrodesign",
    "Selection",
    "SimulationError",
    "SocialDesirability",
    "Threat",
    "TypeSM",
    "analytic_power",
    "coverage",
    "detectable_d_z",
    "false_positive_rate",
    "familywise_rate",
    "required_n",
    "retrodesign",
    "simulate",
    "type_s_and_m",
]
