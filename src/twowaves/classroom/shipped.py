"""The book's exercises as the package carries them: to hand out, and to mark.

What an exercise expects stands in the marking table of a kit, so the package must know it. The
solutions are on the book's pages, each folded away until somebody wants it; here, too, an answer
is folded (in base64), so that nobody reads it in passing. It is no secret, and is not meant as one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from twowaves._base.places import places
from twowaves.classroom.keys import ExerciseKey, shipped_file, shipped_keys, unfolded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twowaves.classroom.keys import SealedKey

_HEADING = re.compile(r"^## ([\w-]+): ", re.MULTILINE)


def shipped_notebooks() -> dict[str, str]:
    """Return the text of every notebook to fill in by its file name, in the book's order.

    Returns
    -------
    dict
        What `write_class_kit` hands out unless it is given others.

    Examples
    --------
    >>> [*shipped_notebooks()][:2]
    ['the-study.ipynb', 'three-systems.ipynb']
    """
    here = next(each for each in places("scaffolds", "notebooks/scaffolds") if each.is_dir())
    names: list[str] = shipped_file()["notebooks"]
    return {name: (here / name).read_text(encoding="utf-8") for name in names}


def shipped_exercises(notebooks: Mapping[str, str] | None = None) -> list[ExerciseKey | str]:
    """Return the key of every exercise, or its name where it is open, in the book's order.

    Parameters
    ----------
    notebooks : mapping, optional
        Some of `shipped_notebooks`, whose exercises alone are wanted.

    Returns
    -------
    list
        What `write_class_kit` puts into the marking table unless it is given others.

    Examples
    --------
    >>> [each if isinstance(each, str) else each.exercise for each in shipped_exercises()][:4]
    ['study-1', 'study-2', 'study-3', 'study-4']
    """
    keys = shipped_keys()
    texts = (shipped_notebooks() if notebooks is None else notebooks).values()
    cells = [cell for text in texts for cell in json.loads(text)["cells"]]
    names = [name for cell in cells for name in _HEADING.findall("".join(cell["source"]))]
    return [_key(keys[name]) if name in keys else name for name in names]


def _key(sealed: SealedKey) -> ExerciseKey:
    return ExerciseKey(
        sealed.exercise,
        sealed.kind,
        unfolded(sealed.folded),
        decimals=sealed.decimals,
        within=sealed.within,
        hint=sealed.hint,
        choices=sealed.choices,
        outcome=sealed.outcome,
        figure=sealed.figure,
    )
