"""Texts on which a pattern may take the square of their length, made from the pattern itself.

Such a text begins as the pattern does up to one of its repetitions, goes on with something that
repeats, and ends in what does not fit.
"""

import itertools
import re
import re._constants as code
import re._parser as parser
import unicodedata

_MOST_LETTERS = 12  # of a pattern that are put together in pairs
_STARTS = ("", "!")
_ENDS = ("", "\0", "\n", "!")
_REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}
_ONLY_LOOKED_FOR = {code.ASSERT, code.ASSERT_NOT}
_KINDS = {  # of letters, as JavaScript names them, and some of each
    r"\p{C}": r"\x01-\x08",
    r"\p{Z}": r" \xa0",
    r"\p{Nd}": "0-9",
    r"\p{L}": "a-zé",
    r"\p{Nl}": "ⅷ",
    r"\p{No}": "²",
    r"\p{N}": "0-9²",
}
_OF_CLASS = {
    code.CATEGORY_DIGIT: "1",
    code.CATEGORY_SPACE: " \n",
    code.CATEGORY_WORD: "a1_",
    code.CATEGORY_NOT_DIGIT: "a ",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_NOT_WORD: " -",
}


def attacks(pattern, flags=0):
    """Return triples of texts: how an attack begins, what it repeats, how it ends."""
    tree = parser.parse(pattern, flags)
    letters = _letters(tree)[:_MOST_LETTERS]
    whole = _Walk(letters)
    whole.sequence(tree, "")
    pairs = ["".join(pair) for pair in itertools.product(letters, repeat=2)]
    starts = [*dict.fromkeys([*_STARTS, *whole.starts])]
    found = itertools.chain(
        itertools.product(starts, dict.fromkeys([*letters, *whole.pumps]), [*_ENDS, *letters]),
        itertools.product(starts, pairs, _ENDS),
    )
    return [each for each in dict.fromkeys(found) if each[1]]


def python_syntax(pattern):
    """Return a pattern of JavaScript as Python writes it; where they differ, a narrower one."""
    for theirs, ours in _KINDS.items():
        pattern = pattern.replace(theirs, ours)
    return pattern.replace("(?<", "(?P<").replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")


class _Walk:
    """Goes through a pattern, and remembers where something repeats and what."""

    def __init__(self, letters):
        self.letters, self.groups = letters, {}
        self.starts, self.pumps = [], []

    def sequence(self, items, before):
        """Return a text that fits the items, which stand behind a text that fits what is before."""
        text = ""
        for (kind, value), after in itertools.zip_longest(items, items[1:], fillvalue=("", "")):
            text += self.item(kind, value, before + text)
            if code.LITERAL not in (kind, after[0]):  # words are repeated whole
                self.pumps.append(text)
        self.pumps.append(text)
        return text

    def item(self, kind, value, before):
        """Return a text that fits one item."""
        branches = [self.sequence(branch, before) for branch in _branches(kind, value)]
        if kind in _REPEATS:
            self.starts.append(before)
            return branches[0] * max(value[0], 1)
        if kind is code.SUBPATTERN:
            self.groups[value[0]] = branches[0]
        if kind is code.GROUPREF:
            return self.groups[value]
        if branches:
            return "" if kind in _ONLY_LOOKED_FOR else branches[0]
        return "" if kind is code.AT else self.letter(kind, value)

    def letter(self, kind, value):
        """Return a letter that fits an item which takes one."""
        tried = re.compile(_source(kind, value), re.DOTALL)
        return next(letter for letter in [*self.letters, *map(chr, range(1, 0x3000))]
                    if tried.fullmatch(letter))  # fmt: skip


def _source(kind, value):
    """Return an item that takes one letter as a pattern again."""
    if kind is code.ANY:
        return "[^\\n]"
    if kind is code.LITERAL:
        return re.escape(chr(value))
    if kind is code.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    if kind is code.IN:
        return f"[{''.join(_source_within(*part) for part in value)}]"
    raise ValueError(f"{kind} is no item that these attacks know; teach it to them")


def _source_within(kind, value):
    if kind is code.NEGATE:
        return "^"
    if kind is code.RANGE:
        return f"{_hex(value[0])}-{_hex(value[1])}"
    if kind is code.CATEGORY:
        name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
        turned, name = name.startswith("NOT_"), name.removeprefix("NOT_")[0].lower()
        return f"\\{name.upper() if turned else name}"
    return _hex(value)


def _hex(number):
    return f"\\U{number:08x}"


def _branches(kind, value):
    """Return what stands within an item, each a row of items itself."""
    if kind in _REPEATS:
        return [value[2]]
    if kind is code.BRANCH:
        return value[1]
    place = {code.SUBPATTERN: 3, code.ASSERT: 1, code.ASSERT_NOT: 1}.get(kind)
    if place:
        return [value[place]]
    return [value] if kind is code.ATOMIC_GROUP else []


def _letters(items):
    """Return letters that the pattern tells from each other; those of its words come last."""
    classes, words = [], []
    for kind, value in items:
        classes += itertools.chain.from_iterable(map(_letters, _branches(kind, value)))
        if kind is code.IN:
            classes += itertools.chain.from_iterable(_members(*part) for part in value)
        elif kind in {code.LITERAL, code.NOT_LITERAL}:
            (words if unicodedata.category(chr(value))[0] == "L" else classes).append(chr(value))
        elif kind is code.ANY:
            classes.append("a")
    return [*dict.fromkeys([*classes, *words])]


def _members(kind, value):
    if kind is code.RANGE:
        return [chr(value[0]), chr(value[1])]
    if kind is code.CATEGORY:
        return _OF_CLASS[value]
    return [] if kind is code.NEGATE else [chr(value)]
