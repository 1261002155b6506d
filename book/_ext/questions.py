"""Questions that a reader answers in the page: a choice or a number, with feedback that explains.

- `{question}` holds a definition list: each term is an answer, each definition what to say to it.
- The tree is plain, so that every builder can write it; HTML folds the answers away.
- What is kept of an answer, if a reader wishes, is kept under a digest of what is asked, so that a
  question that another edition asks differently is not taken for this one.
- `questions.js` makes a form of it, on pages that have a question and on no other.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from page_files import load_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx

OTHERWISE = "anything else"
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


class question(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """A question with its answers; `data` is what the page's script has to know."""


class answer(nodes.Element):  # type: ignore[misc] # noqa: N801 # as above
    """The part of a question that a reader opens."""


@dataclass(frozen=True)
class Entry:
    """One answer, and what is said to it."""

    term: nodes.term
    definition: nodes.definition

    @property
    def text(self) -> str:
        """The answer as plain text."""
        return " ".join(self.term.astext().split())


class QuestionDirective(SphinxDirective):
    """Ask: ``{question} How many?`` with ``:answer:``, a place, or ``:number:`` as an option."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {  # noqa: RUF012 # docutils' own convention
        "answer": directives.unchanged,
        "number": directives.unchanged,
        "within": directives.unchanged,
        "unit": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the question with its choices and its answers."""
        asked = self.arguments[0]
        parsed = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, parsed)
        try:
            more, entries = taken_apart(parsed.children)
            data = checked(self.options, [entry.text for entry in entries])
        except ValueError as error:
            raise self.error(f"The question “{asked}” {error}.") from error
        inline, messages = self.parse_inline(asked)
        number = self.env.new_serialno("question") + 1
        item = hashlib.sha256(f"{self.env.docname}\n{asked}".encode()).hexdigest()[:8]
        data |= {"data-item": item, "data-name": f"question {number}"}
        return [written(number, inline, more, entries, data), *messages]


def taken_apart(parsed: Sequence[nodes.Node]) -> tuple[list[nodes.Node], list[Entry]]:
    """Return what belongs to the question, and its answers."""
    lists = [node for node in parsed if isinstance(node, nodes.definition_list)]
    if not lists:
        raise ValueError(
            "has no answers: write each on a line, and what to say to it below, after a colon"
        )
    if len(lists) > 1 or parsed[-1] is not lists[0]:
        raise ValueError("has text after an answer: indent it, or write it above all answers")
    return list(parsed[:-1]), [_entry(item) for item in lists[0]]


def _entry(item: nodes.definition_list_item) -> Entry:
    term, *definitions = item.children
    if len(definitions) != 1 or not definitions[0].astext().strip():
        raise ValueError(
            f"has {len(definitions)} explanations for {term.astext()!r}; each answer has one"
        )
    return Entry(term, definitions[0])


def checked(options: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """Return what the script needs to tell right from wrong.

    Parameters
    ----------
    options : mapping of str
        ``answer``, the place of the right choice counted from 1;
        or ``number``, with ``within`` (the distance that still counts as right) and ``unit``.
    texts : sequence of str
        The answers, as text.

    Returns
    -------
    dict of str
        Attributes for the page: ``data-right`` counts from 0.

    Raises
    ------
    ValueError
        If the question cannot be answered, or not in one way only.

    Examples
    --------
    >>> checked({"answer": "2"}, ["0", "There is none"])
    {'data-right': '1'}
    >>> checked({"number": "0.10"}, ["0.025", "0.10", "anything else"])["data-right"]
    '1'
    """
    kinds = [name for name in ("answer", "number") if name in options]
    if len(kinds) != 1:
        raise ValueError("needs either :answer:, the place of the right choice, or :number:")
    doubled = sorted({text for text in texts if texts.count(text) > 1})
    if doubled:
        raise ValueError(f"has the answer {doubled[0]!r} twice; each answer stands once")
    return _choice(options, texts) if kinds == ["answer"] else _number(options, texts)


def _choice(options: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    for name in ("within", "unit"):
        if name in options:
            raise ValueError(f"has :{name}:, which belongs to a question with :number:")
    if len(texts) < 2:
        raise ValueError(f"has only the choice {texts[0]!r}; there are two or more")
    place = options["answer"]
    if place not in map(str, range(1, len(texts) + 1)):
        raise ValueError(
            f"has the :answer: {place!r}; it is the place of the right choice, 1 to {len(texts)}"
        )
    return {"data-right": str(int(place) - 1)}


def _number(options: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    right = _read(":number:", options["number"])
    within = _read(":within:", options.get("within", "0"))
    if within < 0:
        raise ValueError(f"has the :within: {options['within']!r}; it is 0 or more")
    *numbers, last = texts
    if last != OTHERWISE:
        raise ValueError(f"ends with {last!r}; its last answer is {OTHERWISE!r}, for other numbers")
    values = [_read("answer", text) for text in numbers]
    for one, other in itertools.combinations(sorted(values), 2):
        if other - one <= 2 * within:
            raise ValueError(f"has the answers {one} and {other}, too close for :within: {within}")
    if right not in values:
        raise ValueError(f"does not explain its right number {options['number']}")
    return {
        "data-right": str(values.index(right)),
        "data-numbers": " ".join(map(str, values)),
        "data-within": str(within),
        "data-unit": options.get("unit", ""),
    }


def _read(what: str, text: str) -> Decimal:
    plain = text.replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"has the {what} {text!r}; a number has digits and a point, such as 0.10")
    return Decimal(plain)


# ---- writing ----------------------------------------------------------------------------------


def written(
    number: int,
    asked: list[nodes.Node],
    more: list[nodes.Node],
    entries: Sequence[Entry],
    data: dict[str, str],
) -> question:
    """Return a question as a tree that every builder can write."""
    is_choice = "data-numbers" not in data
    whole: question = question(ids=[f"question-{number}"], data=data)
    whole += nodes.paragraph(text=f"Question {number}", classes=["question-number"])
    whole += nodes.paragraph("", "", *asked, classes=["question-asked"])
    whole += more
    if is_choice:
        whole += _choices(entries)
    reasons = nodes.definition_list()
    for i, entry in enumerate(entries):
        reasons += _reason(entry, is_right=str(i) == data["data-right"])
    whole += answer("", reasons, number=number)
    return whole


def _choices(entries: Sequence[Entry]) -> nodes.bullet_list:
    terms = [[child.deepcopy() for child in entry.term] for entry in entries]
    items = [nodes.list_item("", nodes.paragraph("", "", *term)) for term in terms]
    return nodes.bullet_list("", *items, classes=["question-choices"])


def _reason(entry: Entry, *, is_right: bool) -> nodes.definition_list_item:
    name, word = ("question-right", " (right)") if is_right else ("question-wrong", " (not right)")
    verdict = nodes.inline(text=word, classes=["question-verdict"])
    term = nodes.term("", "", *entry.term.children, verdict, classes=[name])
    return nodes.definition_list_item("", term, entry.definition)


def _open_question(translator: Any, node: question) -> None:
    start = translator.starttag(node, "div", CLASS="question", **node["data"])
    translator.body.append(start)


def _close_question(translator: Any, _node: question) -> None:
    translator.body.append("</div>\n")


def _open_answer(translator: Any, node: answer) -> None:
    summary = f"<summary>Answer to question {node['number']}</summary>\n"
    translator.body.append(f'<details class="question-answer">{summary}')


def _close_answer(translator: Any, _node: answer) -> None:
    translator.body.append("</details>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Write only what the node holds."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register directive, nodes and page assets."""
    plain = (_nothing, _nothing)
    for node, html in (
        (question, (_open_question, _close_question)),
        (answer, (_open_answer, _close_answer)),
    ):
        app.add_node(node, html=html, latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_directive("question", QuestionDirective)
    load_with(app, question, style="questions.css", script="questions.js")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
