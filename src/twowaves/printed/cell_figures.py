"""What one printed cell, or sentence, holds: numbers, each with the place or the name it has there.

``2.8 (0.8)`` is a value and one in brackets, ``[−1.38, −0.76]`` two ends, and ``t(19) = 2.51*`` a
statistic, its df and a mark. What these are is the column's to say, unless the cell does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from twowaves._base.sentences import shared
from twowaves.printed.numerals import plain, written_out

_RULES = shared("printed/reading_rules")
LABELS: dict[str, str] = _RULES["labels"]
_RANGES = frozenset(_RULES["ranges"])

# digits, words, and every other sign by itself
_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[*†‡§¶#]+)"
    r"|(?P<sign>\S)"
    r")"
)
_POWER = re.compile(
    r"[eE]([+-]?[0-9]{1,3})(?![0-9A-Za-z])"
    r"| {0,2}x {0,2}10(?: ?\^ ?([+-]?[0-9]{1,3})| ?(-[0-9]{1,3}))"
)
_PLUS_MINUS = re.compile(r"\+ ?/ ?-|\+-")


class Atom(NamedTuple):
    """A number, mark or word of a cell, and where it stands.

    Parameters
    ----------
    slot
        ``value``, ``bracket``, ``spread`` (behind ±), ``low`` and ``high``, ``numbers`` (more than
        two in brackets), ``level``, ``mark`` or ``words``; or the figure that a label in the cell
        names, such as ``pvalue``.
    text
        As it is read: a number with its sign and relation.
    at
        Its place in the text.
    """

    slot: str
    text: str
    at: int


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    each = _TOKEN.match(text)
    while each:
        kind, end = str(each.lastgroup), each.end()
        token = each[kind]
        start = end - len(token)
        if kind == "number":
            token = token.replace(",", "")
            if power := _POWER.match(text, end):
                token, end = written_out(token, power[1] or power[2] or power[3]), power.end()
        found.append(_Token(kind, token, start, end))
        each = _TOKEN.match(text, end)
    return found


def as_read(text: str) -> str:
    """Return a text as `atoms_of` reads it, to which the places of atoms belong."""
    return _PLUS_MINUS.sub("±", plain(text))


def atoms_of(text: str, *, strict: bool = False) -> list[Atom]:
    """Return what a cell holds, in its order.

    Parameters
    ----------
    text
        The cell, with points for the decimals.
    strict
        Take a word for a label only if a sign such as ``=`` follows it, as in sentences.

    Examples
    --------
    >>> [(each.slot, each.text) for each in atoms_of("t(19) = −2.51*, p < .05")]
    [('df', '19'), ('statistic', '-2.51'), ('mark', '*'), ('pvalue', '< .05')]
    >>> [(each.slot, each.text) for each in atoms_of("78.0 (±20.4)")]
    [('value', '78.0'), ('spread', '20.4')]
    """
    reader = _Cell(_tokens(as_read(text)), strict=strict)
    reader.read()
    return reader.found


@dataclass(slots=True)
class _Cell:
    """A cell as it is read, token by token."""

    tokens: list[_Token]
    strict: bool
    found: list[Atom] = field(default_factory=list)
    at: int = 0
    label: str = ""
    relation: str = ""
    sign: str = ""
    after_plus_minus: bool = False
    ranging: bool = False
    open: str = ""  # the bracket that the cell stands in
    inside: list[tuple[str, bool, int]] = field(default_factory=list)
    interval: bool = False  # the text has named one that is to come

    def read(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "number":
                self._number(token)
            elif token.kind == "word":
                self._word(token)
            elif token.kind == "mark":
                self._add("mark", token.text, token.start)
            else:
                self._sign(token)
            self.at += 1
        self._close()

    def _add(self, slot: str, text: str, at: int) -> None:
        self.found.append(Atom(slot, text, at))

    def _next(self, places: int = 1) -> _Token:
        place = self.at + places
        return self.tokens[place] if place < len(self.tokens) else _Token("end", "", -1, -1)

    def _before(self) -> _Token:
        return self.tokens[self.at - 1] if self.at else _Token("start", "", -1, -1)

    def _number(self, token: _Token) -> None:
        text = f"{self.sign}{token.text}"
        if self.relation in {"<", ">"}:
            text = f"{self.relation} {text}"
        if self._next().text == "%" and self._is_interval(self._next(2)):
            self._add("level", text, token.start)
            self.at += 1
        elif self.label:
            self._add(self.label, text, token.start)
        elif self.open:
            self.inside.append((text, self.after_plus_minus, token.start))
        elif self.after_plus_minus:
            self._add("spread", text, token.start)
        else:
            self._value(text, token.start)
        self.label = self.relation = self.sign = ""
        self.after_plus_minus = self.ranging = False

    def _value(self, text: str, at: int) -> None:
        """Take a number that nothing names: the end of a range, if one has begun."""
        if self.ranging and self.found and self.found[-1].slot == "value":
            low = self.found.pop()
            self._ends((low.text, low.at), (text, at))
        else:
            self._add("value", text, at)

    def _ends(self, low: tuple[str, int], high: tuple[str, int]) -> None:
        named = "ci_" if self.interval else ""
        self._add(f"{named}low", *low)
        self._add(f"{named}high", *high)
        self.interval = False

    @staticmethod
    def _is_interval(token: _Token) -> bool:
        return LABELS.get(token.text.lower()) == "ci" or token.text.lower() == "confidence"

    def _word(self, token: _Token) -> None:
        word = token.text.lower()
        label = LABELS.get(word, "")
        if label:
            self._skip_value()
        if word in _RANGES and (self.inside or self._before().kind == "number"):
            self.ranging = True
        elif label == "ci" or word == "confidence":
            self.interval = True
        elif label and self._names_a_number():
            self.label = label
            self._degrees(label)
        elif token.start == self._before().end and self._before().kind == "number":
            self._add("mark", token.text, token.start)
        else:
            self._add("words", token.text, token.start)
            if self.strict:  # within a sentence nothing reaches over a word
                self.label = self.relation = self.sign = ""
                self.after_plus_minus = False

    def _skip_value(self) -> None:
        """Pass over what goes on with a label: ``p-value``."""
        dash = self._next().text == "-"
        if self._next(1 + dash).text.lower() in {"value", "values", "val"}:
            self.at += 1 + dash

    def _names_a_number(self) -> bool:
        """Tell whether a number follows that a word may be the name of."""
        follows = self._next()
        if follows.text == "(":
            return self._next(2).kind == "number"
        if follows.text in {"=", "<", ">", ":"}:
            return True
        return not self.strict and (follows.kind == "number" or follows.text in {"-", "."})

    def _degrees(self, label: str) -> None:
        """Take the degrees of freedom in brackets behind t; of F and others they are not ours."""
        if self._next().text != "(":
            return
        self.at += 2
        while self.at < len(self.tokens) and (token := self.tokens[self.at]).text != ")":
            if token.kind == "number":
                self._add("df" if label == "statistic" else "other", token.text, token.start)
            self.at += 1
        follows = self._next()
        if self.strict and follows.kind != "number" and follows.text not in {*"=<>:-"}:
            self.label = ""  # as in "t(19) is told for 20 people"

    def _sign(self, token: _Token) -> None:
        text = token.text
        if text in "([":
            self._close()
            self.open = text
        elif text in ")]":
            self._close()
        elif text == "±":
            self.after_plus_minus = True
        elif text in "=<>:":
            self._relate(text)
        elif text == "-":
            self._dash(token)
        elif text in ",;":
            self.ranging = False
            self.label = self.relation = self.sign = ""
        elif text == "%":
            self._add("mark", text, token.start)

    def _relate(self, text: str) -> None:
        """Take a relation; of two signs, as in ``<=``, the first one says it."""
        if text == ":":
            self.relation = ""
        elif text != "=" or not self.relation:
            self.relation = text

    def _dash(self, token: _Token) -> None:
        """Take a dash for a minus, or for what stands between the ends of a range."""
        before, follows = self._before(), self._next()
        behind_number = before.kind == "number"
        tight = follows.start == token.end
        if behind_number and (token.start == before.end or not tight):
            self.ranging = True
        elif before.kind == "word" and token.start == before.end and tight:
            return  # a hyphen, as in PCL-5
        else:
            self.sign = "-"

    def _close(self) -> None:
        """Say what stood in the brackets that end here."""
        inside, self.inside = self.inside, []
        spreads = sum(spread for _, spread, _ in inside)
        if len(inside) == 2 and not spreads:
            (low, _, first), (high, _, second) = inside
            self._ends((low, first), (high, second))
        else:
            for text, spread, at in inside:
                slot = "spread" if spread else "bracket"
                self._add(slot if len(inside) <= 1 + spreads else "numbers", text, at)
        self.open = ""
        self.label = self.relation = self.sign = ""
        self.after_plus_minus = self.ranging = False
