"""The study of the book and nothing else: its table, its people and what they said."""

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

__all__ = [
    "load_coding_exercise",
    "load_discrepancies",
    "load_energy_intake",
    "load_flow",
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
]
