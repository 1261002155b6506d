"""Whose forms a file holds and from when: its columns and words, given or guessed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_RULES = shared("widgets/class_data/rules")
_COLUMNS: dict[str, list[str]] = _RULES["columns"]
_WAVES: list[list[str]] = _RULES["waves"]
_MEANS: dict[str, str] = _RULES["means"]

say = Sentences("widgets/class_data/words")


@dataclass(frozen=True)
class Keys:
    """The columns for person and wave, and what `wave` holds for the two; "" is to be guessed."""

    person: str = ""
    wave: str = ""
    before: str = ""
    after: str = ""

    def found_in(self, responses: pd.DataFrame) -> Keys:
        """Return the columns and words of this file.

        Raises
        ------
        ValueError
            If there is no such column, or one stands for two.
        """
        columns = responses.columns.tolist()
        person = _column("person", columns, self.person)
        wave = _column("wave", columns, self.wave)
        if person == wave:
            raise ValueError(say("same_column", column=repr(person)))
        before, after = _guessed_waves(responses[wave].drop_duplicates().tolist())
        found = Keys(person, wave, self.before or before, self.after or after)
        if found.before == found.after:
            raise ValueError(say("same_word", word=repr(found.before)))
        return found

    def guess(self, found: Keys) -> str:
        """Return what was guessed in a sentence, or "" if the file is named as expected."""
        given = asdict(self)
        said = [
            f"{value!r} {_MEANS[key]}"
            for key, value in asdict(found).items()
            if not given[key] and value != key
        ]
        return say("guessed", guesses=listed(said)) if said else ""


def _column(key: str, columns: list[str], given: str) -> str:
    wanted = [given] if given else _COLUMNS[key]
    for name in wanted:
        alike = [column for column in columns if column == name]
        alike += [column for column in columns if column.lower() == name and not given]
        if alike:
            return alike[0]
    there = listed([repr(column) for column in columns[:6]])
    raise ValueError(say("no_column", column=repr(given or key), there=there))


def _guessed_waves(values: Iterable[str]) -> tuple[str, str]:
    """Return the first pair of words of which the file has both, or else one; or the default."""
    spelt: dict[str, str] = {}
    for value in values:
        spelt.setdefault(value.lower(), value)
    spelt |= {value: value for value in values if value == value.lower()}
    both = [pair for pair in _WAVES if all(word in spelt for word in pair)]
    one = [pair for pair in _WAVES if any(word in spelt for word in pair)]
    before, after = [*both, *one, _WAVES[0]][0]
    return spelt.get(before, before), spelt.get(after, after)
