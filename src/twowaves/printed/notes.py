"""What captions and notes around a table say of it: n, stars, and what stands in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twowaves.printed.names import head_of
from twowaves.printed.numerals import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_N = re.compile(r"\b[nN] ?= ?([0-9]{1,9})(?![0-9]|\.[0-9])")
_STARS = re.compile(
    r"(?<![*†‡§])([*†‡§]{1,5}) ?(?:[A-Za-z ]{0,40} )?[pP] ?(?:-? ?[vV]alues?)? ?"
    r"([<=]{1,2} ?0?\.[0-9]{1,9})"
)
_NOTE = re.compile(
    r"(?:notes?|abbreviations?|source|values are|data are|anmerkung(?:en)?|nota)\b", re.IGNORECASE
)
_LONG = 60  # letters that no outcome's name has


def is_note(text: str) -> bool:
    """Tell whether a line says something of the table, and is no outcome.

    Examples
    --------
    >>> is_note("Note. N = 20."), is_note("* p < .05"), is_note("PCL-5")
    (True, True, False)
    """
    bare = plain(text).strip()
    return bool(_NOTE.match(bare)) or bare[:1] in "*†‡§^" or len(bare) > _LONG


def n_of(notes: Iterable[str]) -> str:
    """Return the n that the notes name, if it is one.

    Examples
    --------
    >>> n_of(["Note. N = 20. *p < .05."]), n_of(["n = 20 before, n = 18 after"])
    ('20', '')
    """
    found = {n for note in notes for n in _N.findall(plain(note))}
    return found.pop() if len(found) == 1 else ""


def stars_of(notes: Iterable[str]) -> dict[str, str]:
    """Return what stars stand for; those that stand for two things are left out.

    Examples
    --------
    >>> stars_of(["* p < .05, ** p < .01, ** p < .001"])
    {'*': '< .05'}
    """
    found: dict[str, set[str]] = {}
    for note in notes:
        for stars, level in _STARS.findall(plain(note)):
            if level.startswith("<"):
                found.setdefault(stars, set()).add(f"< {level.lstrip('<= ')}")
    return {stars: levels.pop() for stars, levels in found.items() if len(levels) == 1}


def spread_of(texts: Iterable[str]) -> str:
    """Return what stands in brackets or behind ±, if the texts around a table name one kind.

    Examples
    --------
    >>> spread_of(["Values are mean ± SEM."]), spread_of(["Values are means."])
    ('se', '')
    """
    named = {each for text in texts for each in head_of(text[:2000]).figures}
    return "" if len(named & {"sd", "se"}) != 1 else (named & {"sd", "se"}).pop()
