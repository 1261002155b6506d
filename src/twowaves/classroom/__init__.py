"""Exercises and those who do them: data, keys, answers, kits and marks."""

from twowaves.classroom.check import CheckResult
from twowaves.classroom.kit import ClassKit, broken_seals, write_class_kit
from twowaves.classroom.marking import mark_answers
from twowaves.classroom.marks import ClassMarks, mark_class
from twowaves.classroom.own_data import answer_key, teaching_dataset
from twowaves.classroom.roster import Roster, read_roster
from twowaves.classroom.shipped import shipped_exercises, shipped_notebooks

__all__ = [
    "CheckResult",
    "ClassKit",
    "ClassMarks",
    "Roster",
    "answer_key",
    "broken_seals",
    "mark_answers",
    "mark_class",
    "read_roster",
    "shipped_exercises",
    "shipped_notebooks",
    "teaching_dataset",
    "write_class_kit",
]
