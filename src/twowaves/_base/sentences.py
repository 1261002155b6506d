"""What Python and the page share: the rules that are data, and the sentences of each subject.

Each file lies beside the modules that say it, in Python and in a script, with their stem. A
sentence is a template whose places stand in braces, ``{n}``; a place with two words,
``{n:person|people}``, is a number and the word that goes with it. Whoever says a sentence hands in
a part for each place, and ``tools/check_sentences.py`` reads all that is said in either language
before a book is built.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_PLACE = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}")


@cache
def shared(name: str) -> dict[str, Any]:
    """Return what a file of the package holds, by its path without ``.json``.

    Examples
    --------
    >>> shared("printed/audit")["sums"]
    'Σd = {change}, Σd² = {squared}'
    """
    text = (files("twowaves") / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


class Sentences:
    """The sentences of a subject, by their keys.

    Parameters
    ----------
    subject : str
        The path of its file in the package, without ``.json``.

    Examples
    --------
    >>> say = Sentences("printed/audit")
    >>> say("sums", change="−3", squared=11)
    'Σd = −3, Σd² = 11'
    >>> say("people", n=1), say("people", n=2)
    ('1 person', '2 people')
    """

    def __init__(self, subject: str) -> None:
        self._templates: dict[str, str] = shared(subject)
        # one with no word that depends on a number, in the form that Python fills the quickest
        self._plain = {
            key: re.sub(r"\{(\w+)\}", r"%(\1)s", text.replace("%", "%%"))
            for key, text in self._templates.items()
            if not re.search(r"\{\w+:", text)
        }

    def __call__(self, key: str, /, **parts: object) -> str:
        """Return a sentence with its parts in their places."""
        plain = self._plain.get(key) if parts else None
        if plain is not None:
            return plain % parts
        template = self._templates[key]
        return _PLACE.sub(lambda place: _filled(place, parts), template) if parts else template


def _filled(place: re.Match[str], parts: dict[str, object]) -> str:
    """Return the part for a place, and the word that goes with it."""
    name, one, many = place.groups()
    part = str(parts[name])
    return part if one is None else f"{part} {one if part == '1' else many}"
