"""Every regular expression of a script; each is written out between slashes."""

from typing import NamedTuple

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Name, Operator, String, Text

_BLANK = (Comment, Text)


class Literal(NamedTuple):
    """A regular expression as a script has it."""

    place: str
    text: str
    flags: str


def literals_of(name, source):
    """Return a script's regular expressions, or raise where one may have been passed over."""
    found, line, before = [], 1, ""
    tokens = [*JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(source)]
    for k, (kind, text) in enumerate(tokens):
        place = f"{name}:{line}"
        if kind in String.Regex:
            pattern, _, flags = text[1:].rpartition("/")
            found.append(Literal(place, pattern, flags))
        elif kind in Name and text == "RegExp":
            raise ValueError(f"{place} puts a pattern together; write it between slashes")
        elif kind in Operator and "/" in text:
            after = tokens[k + 1][1][:1]
            if (before, after) != (" ", " "):
                raise ValueError(f"{place}: a slash between blanks divides; is this one a pattern?")
        line, before = line + text.count("\n"), text[-1:]
    return found
