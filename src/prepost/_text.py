"""Words in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list: 10, 11 and 15."""
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end


def few(words: Sequence[str], most: int) -> str:
    """Return at most so many words as a list: a, b and 3 others; empty if there are none."""
    if len(words) > most:
        return listed([*words[: most - 1], f"{len(words) - most + 1} others"])
    return listed(words) if words else ""


def short(word: str, most: int) -> str:
    """Return a word that a sentence can hold: its first letters, if there are more."""
    return word if len(word) <= most else f"{word[: most - 1]}…"
