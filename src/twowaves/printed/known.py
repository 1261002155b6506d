"""The columns that a table of printed figures may have, and what is said of others."""

from __future__ import annotations

from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import few, listed

__all__ = ["COLUMNS", "FURTHER", "KNOWN", "not_used"]

say = Sentences("printed/known")

_RULES = shared("printed/known_rules")
_MOST_NAMES: int = _RULES["most_names"]  # they may be all a reader has to go by
#: The columns of `load_outcomes`, which most tables have some of.
COLUMNS: tuple[str, ...] = tuple(_RULES["columns"])
#: What some tables print beside those, and what a row says of its conventions.
FURTHER: tuple[str, ...] = tuple(_RULES["further"])
KNOWN = (*COLUMNS, *FURTHER)


def not_used(columns: list[str]) -> str:
    """Return which columns were not used, in one sentence.

    Examples
    --------
    >>> not_used(["Rater", "Page"])
    '2 columns were not understood and not used: Rater and Page.'
    """
    return say("not_used", n=len(columns), columns=listed(few(columns, _MOST_NAMES)))
