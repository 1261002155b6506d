"""Studies that never were: a design with its threats, simulated, and the power to be had."""

from twowaves.studies.design import Design
from twowaves.studies.power import (
    Estimate,
    TypeSM,
    coverage,
    false_positive_rate,
    familywise_rate,
    type_s_and_m,
)
from twowaves.studies.simulation import SimulationError, simulate
from twowaves.studies.threats import DropOut, History, Selection, SocialDesirability, Threat

__all__ = [
    "Design",
    "DropOut",
    "Estimate",
    "History",
    "Selection",
    "SimulationError",
    "SocialDesirability",
    "Threat",
    "TypeSM",
    "coverage",
    "false_positive_rate",
    "familywise_rate",
    "simulate",
    "type_s_and_m",
]
