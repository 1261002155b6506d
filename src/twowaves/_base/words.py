"""Words in a sentence, letters in one form."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = 500  # letters


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list: 10, 11 and 15."""
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end


def few(words: Sequence[str], most: int = 6, longest: int = 40) -> list[str]:
    """Return words that a sentence can hold: the first ones, and how many more there are.

    Examples
    --------
    >>> few(["a", "b"]), few(["a", "b", "c", "d"], 2)
    (['a', 'b'], ['a', 'b', '2 more'])
    """
    shown = words if len(words) <= most + 1 else words[:most]  # a name is no longer than "1 more"
    rest = len(words) - len(shown)
    return [*(shortened(word, longest) for word in shown), *([f"{rest} more"] if rest else [])]


def shortened(word: str, longest: int = 40) -> str:
    """Return a word that a sentence can hold: its beginning, if it is long."""
    return word if len(word) <= longest else f"{word[:longest]}…"


def shown(value: object) -> str:
    r"""Return a value on one line, no longer than a sentence can hold.

    Examples
    --------
    >>> print(shown("a\nb"), shown(["one", 2]))
    'a\nb' ['one', 2]
    """
    try:
        line = " ".join(repr(value).split())
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "a number of thousands of digits"
    return shortened(line, 60)


def in_short(text: str, longest: int = 60) -> str:
    """Return a text from a file in quotes, on one line, cut if it is long."""
    return repr(shortened(" ".join(text[: 2 * longest].split()), longest))


def in_form(form: Literal["NFKC", "NFKD"], text: str) -> str:
    """Return a text in a form of Unicode's in which the width and the make of letters are alike.

    Python sorts the accents on one letter in the square of their number, so what is longer than
    any name or answer is brought into the form piece by piece.

    Examples
    --------
    >>> in_form("NFKC", "\uff12\uff0c\uff13\uff11")
    '2,31'
    """
    pieces = range(0, len(text), _PIECE)
    return "".join(unicodedata.normalize(form, text[k : k + _PIECE]) for k in pieces)
