"""Words in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list: 10, 11 and 15."""
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end
