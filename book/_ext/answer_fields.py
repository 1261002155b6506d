"""A field under each exercise that can be checked, in which a reader answers on the page.

The page holds what `twowaves.check` knows, and no more: slow, salted hashes of the right answer and
of typical wrong ones, and what is said to them. `exercises.js` makes a form of it.

Where an exercise is about people of the student's own, the page asks about those of the name in its
code, which can be downloaded. To make others from a name would take all of `reconstruct` in the
browser, drawn from NumPy's own random numbers. Instead the page reads them from their file, which a
notebook writes and a class's folders hold, and computes what there is to find.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from page_files import load_with
from twowaves.classroom.keys import (
    ROUNDS,
    ExerciseKey,
    SealedKey,
    own_answer,
    salt_of,
    shipped_keys,
)
from twowaves.classroom.own_data import own_figures, teaching_dataset

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_downloads/people"
WHOSE = "whose-people"
ASKED = {
    "whole": "a whole number",
    "word": "in words",
    "words": "in words",
}
_NAME = re.compile(r'^NAME = "([^"]+)"', re.MULTILINE)
_COUNTS = ("no decimals", "one decimal", "two decimals", "three decimals", "four decimals")


class answer_field(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """Where a reader answers: `key` is what the page knows, `own` what counts in other people."""


class people_box(nodes.Element):  # type: ignore[misc] # noqa: N801 # as above
    """Whose people a page asks about; `name` and `table` are the example's."""


def field_of(exercise: str, tree: nodes.document, app: Sphinx, page: str) -> list[nodes.Node]:
    """Return the field of an exercise, if it is one that can be checked."""
    sealed = shipped_keys().get(exercise)
    if sealed is None:
        return []
    if not sealed.outcome:
        return [answer_field("", key=sealed)]
    name = name_in(tree)
    field = answer_field("", key=for_people_of(sealed, name), own=sealed, name=name)
    if next(tree.findall(people_box), None) is not None:
        return [field]
    return [people_box("", name=name, table=_table(app, name, sealed.outcome, page)), field]


def name_in(tree: nodes.document) -> str:
    """Return the name in a page's code, whose people the page is about."""
    code = "\n".join(block.astext() for block in tree.findall(nodes.literal_block))
    found = _NAME.search(code)
    if not found:
        raise ValueError("the page asks about people of one's own, and its code sets no NAME")
    return found[1]


def for_people_of(sealed: SealedKey, name: str) -> SealedKey:
    """Return the key of an exercise with own people, for the people of one name.

    Examples
    --------
    >>> len(for_people_of(shipped_keys()["paired-1"], "Ada Lovelace").right)
    1
    """
    figures = own_figures(name, sealed.outcome)
    open_key = ExerciseKey(
        sealed.exercise,
        sealed.kind,
        "",
        sealed.decimals,
        sealed.within,
        sealed.hint,
        sealed.choices,
    )
    wrong = {open_key.text(own_answer(each, figures)): hint for each, hint in sealed.wrong.items()}
    answer = open_key.text(own_answer(sealed.figure, figures))
    return replace(replace(open_key, answer=answer, wrong=wrong).sealed(), outcome=sealed.outcome)


def _table(app: Sphinx, name: str, outcome: str, page: str) -> str:
    """Write a name's people as a file, and return its address as seen from a page."""
    slug = re.sub(r"\W+", "-", f"{name} {outcome}".casefold())
    address = f"{FOLDER}/{slug}.csv"
    if app.builder.format == "html":
        file = Path(app.outdir) / address
        file.parent.mkdir(parents=True, exist_ok=True)
        text = teaching_dataset(name, outcome).to_csv(index=False, lineterminator="\n")
        file.write_text(text, encoding="utf-8")
    return posixpath.relpath(address, posixpath.dirname(page))


def known(key: SealedKey, own: SealedKey | None = None) -> str:
    """Return what the page knows of an exercise, as the script reads it."""
    names = ("kind", "decimals", "choices", "hint", "right", "wrong")
    parts = {name: getattr(key, name) for name in names}
    parts |= {"salt": salt_of(key.exercise).hex(), "rounds": ROUNDS}
    if own:
        parts["own"] = {"figure": own.figure, "wrong": own.wrong, "within": own.within}
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def asked_for(key: SealedKey) -> str:
    """Say what kind of answer an exercise takes.

    Examples
    --------
    >>> asked_for(SealedKey("demo-1", "number", decimals=2))
    'a number with two decimals'
    >>> asked_for(SealedKey("demo-2", "number", decimals=1))
    'a number with one decimal'
    """
    if key.choices:
        return "all that fit" if key.kind == "words" else "one of these"
    many = f"{key.decimals} decimals"
    decimals = _COUNTS[key.decimals] if key.decimals < len(_COUNTS) else many
    return ASKED.get(key.kind, f"a number with {decimals}")


def _open_field(translator: Any, node: answer_field) -> None:
    key, own = node["key"], node.get("own")
    typed = " in-words" if key.kind.startswith("word") and not key.choices else ""
    start = translator.starttag(
        node, "div", CLASS=f"question answer-field{typed}", ids=[f"answer-to-{key.exercise}"],
        **{"data-item": key.exercise, "data-name": key.exercise, "data-sealed": known(key, own)},
    )  # fmt: skip
    asked = f"Your answer to {key.exercise}, {asked_for(key)}"
    body = [start, f'<p class="question-asked">{asked}</p>']
    if key.choices:
        items = "".join(f"<li><p>{escape(choice)}</p></li>" for choice in key.choices)
        body.append(f'<ul class="question-choices">{items}</ul>')
    if own:
        whose = f'<span class="people-name">{escape(node["name"])}</span>'
        note = f'For the people of {whose}: <a href="#{WHOSE}">see above</a>.'
        body.append(f'<p class="answer-note">{note}</p>')
    translator.body.append("\n".join(body))


def _close_field(translator: Any, _node: answer_field) -> None:
    translator.body.append("</div>\n")


def _open_box(translator: Any, node: people_box) -> None:
    start = translator.starttag(node, "div", CLASS="question people-box", ids=[WHOSE])
    name, table = escape(node["name"]), escape(node["table"])
    whose = f'<strong class="people-name">{name}</strong>'
    translator.body.append(
        f"{start}<p>The fields here ask about the people of {whose}.</p>"
        f'<p><a href="{table}" download>{name}’s people as a file</a></p>'
        "<p>People of your own can come from their file. "
        "It is read in your browser, sent nowhere and kept nowhere.</p>"
    )


def _close_box(translator: Any, _node: people_box) -> None:
    translator.body.append("</div>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Leave a field out where nobody can type."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the field and what its pages load."""
    plain = (_nothing, _nothing)
    app.add_node(answer_field, html=(_open_field, _close_field), latex=plain, text=plain)
    app.add_node(people_box, html=(_open_box, _close_box), latex=plain, text=plain)
    load_with(app, answer_field, style="questions.css", script="exercises.js")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
