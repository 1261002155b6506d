"""Whose a returned file is, by the folders that it came in and by its own name.

A learning platform and the kit write the folders' names; what stands in a file, its student does.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from twowaves.classroom.safe_names import folder_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

# what people write around their names
_ASIDE = frozenset(
    {"a", "answer", "answers", "copy", "exercise", "exercises", "final", "homework", "my", "new",
     "notebook", "notebooks", "of", "submission", "the"}
)  # fmt: skip
_QUOTES = "'`´ʹʼʻ′‘’"  # noqa: RUF001 # which keyboards and platforms put for one another
_CODE = 12  # digits of the hash in the name of a kit's folder
_WEIGHS = 3  # letters that a part of a name has before it tells anybody from others


class Origin(NamedTuple):
    """Where a file came from.

    Attributes
    ----------
    people : frozenset of str
        Whose it can be, by their plain names; empty if the place names nobody of the class.
    place : str
        What tells it from the places of others: the name in which people were found, or what a
        platform calls who handed it in; empty if there is none.
    is_sure : bool
        Whether the whole name stands there, and is one person's.
    is_platforms : bool
        Whether a learning platform wrote the place.
    """

    people: frozenset[str] = frozenset()
    place: str = ""
    is_sure: bool = False
    is_platforms: bool = False


class Owners:
    """A class's names, to be found in the names of folders and files."""

    def __init__(self, plain_names: Iterable[str]) -> None:
        """Index the plain names of everybody in the class."""
        self._by_code: dict[str, set[str]] = defaultdict(set)
        self._by_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._by_part: dict[str, set[str]] = defaultdict(set)
        for plain in plain_names:
            self._by_code[folder_name(plain)[-_CODE:]].add(plain)
            for words in _spellings(plain):
                for key in {_key(words), _key(_lettered(words)), *_run_together(words)} - {()}:
                    self._by_words[key].add(plain)
                for word in words:
                    self._by_part[word].add(plain)

    def origin(self, place: PurePath) -> Origin:
        """Return whose a file is by its path, which begins below the folder of all that came.

        What a platform wrote decides, and else the outermost name: who hands something in chooses
        what lies below. A whole name goes before a part of one.
        """
        names = [*place.parts[:-1], place.stem]
        for name in (*names, place.name):
            who, identity = _platform(name)
            if identity:
                whole = self._whole(who)
                return Origin(whole or self._in_part(who), identity, len(whole) == 1, True)
        for find in (self._whole, self._in_part):
            for name in names:
                if people := find(name):
                    return Origin(people, name, find == self._whole and len(people) == 1)
        return Origin()

    def _whole(self, name: str) -> frozenset[str]:
        """Return whose name a text is: in any order, or as the name of a kit's folder."""
        words = _words(name, "")
        for word in words:
            if len(word) == _CODE and word in self._by_code:
                return frozenset(self._by_code[word])
        for spelling in chain(_spellings(name), map(_bare, _spellings(name))):
            # a digit tells namesakes apart, if it is the roster's own
            for key in (_key(spelling), _key(_lettered(spelling))):
                if key in self._by_words:
                    return frozenset(self._by_words[key])
        return frozenset()

    def _in_part(self, name: str) -> frozenset[str]:
        """Return whose name every word of a text is part of, if it is one person's."""
        found: frozenset[str] = frozenset()
        for words in map(_bare, _spellings(name)):
            letters = "".join(words)
            if len(letters) >= _WEIGHS or (letters and not letters.isascii()):
                sets = [self._by_part.get(word, set()) for word in words]
                found |= frozenset(set.intersection(*sets))
        return found if len(found) == 1 else frozenset()


def _platform(name: str) -> tuple[str, str]:
    """Return whose name a platform wrote into a name, and what tells that person from others.

    Examples
    --------
    >>> _platform("Ada Lovelace_1234_assignsubmission_file")  # Moodle
    ('Ada Lovelace', 'Ada Lovelace_1234')
    >>> _platform("lovelaceada_LATE_1234_56789_answers")  # Canvas
    ('lovelaceada', 'lovelaceada')
    >>> _platform("Week 1_alovelace_attempt_2026-11-30-09-15-00_answers")  # Blackboard
    ('alovelace', 'alovelace')
    >>> _platform("answers_1_2")
    ('', '')
    """
    parts = name.split("_")
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        if part in {"assignsubmission", "assignfeedback"} and len(before) > 1:
            if before[-1].isdecimal():
                return "_".join(before[:-1]), "_".join(before)
        elif part == "attempt" and before and after and after[0][:4].isdecimal():
            return before[-1], before[-1]
    ids = parts[2:4] if parts[1:2] == ["LATE"] or parts[1:2] == ["late"] else parts[1:3]
    is_canvas = len(ids) == 2 and all(each.isdecimal() and len(each) > 2 for each in ids)
    return (parts[0], parts[0]) if is_canvas and parts[0] else ("", "")


def _spellings(name: str) -> Iterator[list[str]]:
    """Yield a name's words, with its apostrophes as nothing and as gaps."""
    yield _words(name, "")
    if any(quote in name for quote in _QUOTES):
        yield _words(name, " ")


def _words(name: str, apostrophe: str) -> list[str]:
    """Return a name's words without case, accents, and signs that nobody sees."""
    text = "".join(apostrophe if each in _QUOTES else each for each in name)
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (each for each in letters if unicodedata.category(each) not in {"Mn", "Cf"})
    return "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in kept).split()


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _lettered(words: list[str]) -> list[str]:
    """Return words without numbers, which a copy gets, or a platform adds."""
    return [word for word in words if not word.isdecimal()]


def _bare(words: list[str]) -> list[str]:
    """Return words without those that people write around a name."""
    return [
        word for word in words if word not in _ASIDE and not (word.isdecimal() and len(word) < 4)
    ]


def _run_together(words: list[str]) -> Iterator[tuple[str]]:
    """Yield a name as one word, begun anywhere: Canvas writes the last name first."""
    for place in range(len(words)):
        yield ("".join(words[place:] + words[:place]),)
