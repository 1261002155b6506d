"""A student's notebook read for its answers, and never run.

An answer stands in the code, as ``x = 2.31``, or in what `twowaves.check` left beside its sentence.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# under what a kit and a check keep theirs in a notebook; kits of the first edition have the second
_OURS = ("twowaves", "prepost")
_HERE = "*Your answer:*"  # where an open exercise is answered
_HEADING = re.compile(r"^## ([\w-]+): ", re.MULTILINE)
# a call that stands in one line, up to its answer; any other call, only to know that it is there
_CHECK = re.compile(r"""\bcheck\( *["']([\w-]+)["'] *, *([^\n]*)""")
_CALL = re.compile(r"""\bcheck\(\s*(?:exercise\s*=\s*)?["']([\w-]+)["']""")
_NAME = re.compile(r", *name *=")
_OWNER = re.compile(r"""^NAME\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+)""", re.MULTILINE)
_ASSIGNED = re.compile(r"^[ \t]*([^\W\d]\w*)[ \t]*=(?!=)[ \t]*(.+)$", re.MULTILINE)
_MOST_CODE = 2000  # letters: Python takes the square of them for some texts
_LONGEST = 40  # of a number as it is typed
_TYPED = re.compile(r"[+\N{MINUS SIGN}-]?[\d.,][\d.,\s'’]*(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


@dataclass
class FilledIn:
    """What a notebook holds.

    Attributes
    ----------
    name : str
        Whose it is; empty if it does not say.
    answers : dict
        The answer to each exercise that has one, as text.
    not_run : list of str
        Exercises that were filled in with code whose result is not stored.
    """

    name: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)


def filled_in(text: str) -> FilledIn:
    r"""Return the answers of a notebook.

    Parameters
    ----------
    text : str
        The notebook's JSON.

    Returns
    -------
    FilledIn
        Whose it is, and what was answered. `...` is no answer.

    Raises
    ------
    ValueError
        If the text is no notebook.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": 'x = 2,31\ntwowaves.check("a-1", x)'}
    >>> filled_in(json.dumps({"metadata": {"twowaves": {"name": "Ada"}}, "cells": [cell]}))
    FilledIn(name='Ada', answers={'a-1': '2,31'}, not_run=[])
    """
    try:
        notebook = json.loads(text)
        return _read(notebook, [*notebook["cells"]])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("it is no notebook that Jupyter can open; save it there again") from None


def _read(notebook: dict[str, Any], cells: list[dict[str, Any]]) -> FilledIn:
    sources = ["".join(cell.get("source", "")) for cell in cells]
    found, heading = FilledIn(_owner(notebook, sources)), ""
    for source, cell in zip(sources, cells, strict=True):
        heading = next(iter(_HEADING.findall(source)), heading)
        for exercise, answer in _answers(heading, source, cell):
            if answer is None:
                found.not_run.append(exercise)
            elif answer:
                found.answers[exercise] = answer
    return found


def _owner(notebook: dict[str, Any], sources: list[str]) -> str:
    """Return the name that the kit wrote into a notebook, or else the one that its code uses."""
    kept = _kept(notebook["metadata"]).get("name", "")
    if kept:
        return str(kept)
    found = next((match for match in map(_OWNER.search, sources) if match), None)
    return _plain(found[1]) if found else ""


def _kept(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what a kit or a check left in metadata."""
    found: dict[str, Any] = next((metadata[name] for name in _OURS if name in metadata), {})
    return found


def _plain(written: str) -> str:
    """Return a name that stands in code, in quotes or as digits."""
    if written.isdigit():
        return written
    try:
        return str(ast.literal_eval(written))
    except (ValueError, SyntaxError):  # a backslash that means nothing
        return written[1:-1]


def _answers(heading: str, source: str, cell: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield each exercise of a cell with its answer: empty where none is, None where unknown."""
    if cell["cell_type"] == "code":
        found = dict.fromkeys(_CALL.findall(source)) | _stored(cell)
        assigned = _assigned(source)
        for exercise, rest in _CHECK.findall(source):
            given = _argument(rest)
            written = None if given is None else _written(given, assigned)
            found[exercise] = found.get(exercise) if written is None else written
        yield from found.items()
    elif source.startswith(_HERE) or str(cell.get("id", "")).endswith("-yours"):
        yield heading, source.removeprefix(_HERE).strip(" \t\n…")


def _argument(rest: str) -> str | None:
    """Return the answer of a call of which the rest of the line is given; None if it goes on."""
    call = _without_comment(rest).rstrip(" \t;")
    return _NAME.split(call[:-1], maxsplit=1)[0].strip() if call.endswith(")") else None


def _without_comment(code: str) -> str:
    """Return a line without the comment behind its last quote."""
    unquoted = max(code.rfind("'"), code.rfind('"')) + 1
    start = code.find("#", unquoted)
    return code if start < 0 else code[:start]


def _stored(cell: dict[str, Any]) -> dict[str, str]:
    """Return the answers that `check` left in a cell's outputs, by exercise."""
    outputs = cell.get("outputs") or []
    kept = [_kept(output.get("metadata", {})) for output in outputs]
    return {str(each["exercise"]): str(each["answer"]) for each in kept if each}


def _assigned(source: str) -> dict[str, list[str]]:
    """Return what each variable of a cell is set to, as often as it is."""
    found: dict[str, list[str]] = {}
    for variable, typed in _ASSIGNED.findall(source):
        found.setdefault(variable, []).append(typed)
    return found


def _written(given: str, assigned: dict[str, list[str]]) -> str | None:
    """Return the answer as typed: empty for `...`, None where code computes it."""
    if re.fullmatch(r"[^\W\d]\w*", given):
        typed = assigned.get(given, [])
        given = _without_comment(typed[0]).strip() if len(typed) == 1 else ""
    if given == "...":
        return ""
    if len(given) <= _LONGEST and _TYPED.fullmatch(given):
        return given
    if len(given) > _MOST_CODE:
        return None
    try:
        value = ast.literal_eval(given)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    words = [value] if isinstance(value, str) else value
    is_words = isinstance(words, list | tuple | set) and all(
        isinstance(each, str) for each in words
    )
    return "; ".join(sorted(words) if isinstance(words, set) else words) if is_words else None
