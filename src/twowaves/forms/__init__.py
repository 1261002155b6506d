"""Questionnaires: keys, answers, scores, and two waves of them side by side."""

from twowaves.forms.doubts import find_doubts
from twowaves.forms.instruments import Instrument, load_instrument, shipped_instruments
from twowaves.forms.made_answers import make_answers
from twowaves.forms.reliability import cronbach_alpha, item_rest_correlations
from twowaves.forms.responses import check_responses, read_responses, widen_responses
from twowaves.forms.scoring import bands, reverse_items, score
from twowaves.forms.waves import compare_waves, incomplete_people, pair_doubts, pair_waves, write_up

__all__ = [
    "Instrument",
    "bands",
    "check_responses",
    "compare_waves",
    "cronbach_alpha",
    "find_doubts",
    "incomplete_people",
    "item_rest_correlations",
    "load_instrument",
    "make_answers",
    "pair_doubts",
    "pair_waves",
    "read_responses",
    "reverse_items",
    "score",
    "shipped_instruments",
    "widen_responses",
    "write_up",
]
