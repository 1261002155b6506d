"""The book's Markdown as plain Markdown, which any notebook program shows as it is meant.

Each construct of the book has one function here: boxes become block quotes, folds `<details>`,
questions their text and choices without the answers, exercises their text, roles words, and
citations names and years.
What has no function is refused: raw marks would reach a reader.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

GLOSSARY = "book/glossary"
_PARSER = MarkdownIt("commonmark").use(colon_fence_plugin).use(deflist_plugin)
_DIRECTIVE = re.compile(r"\{([\w-]+)\} *(.*)")
_OPTIONS = re.compile(r"(?::[\w-]+:.*(?:\n|$))+")
_OPTION = re.compile(r"^:([\w-]+): *(.*)$", re.MULTILINE)
_TARGET = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)
_SPAN = re.compile(
    r"\{(?P<role>[\w:]+)\}`(?P<said>[^`]+)`"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code stays as it is
    r"|(?<!!)\[(?P<words>[^\]]*)\]\((?P<to>[^)\s]+)\)",
    re.DOTALL,
)
_SAID_AND_MEANT = re.compile(r"(.*?)\s*<([^>]+)>", re.DOTALL)
BOXES = ("attention", "caution", "important", "note", "tip", "warning")


@dataclass(frozen=True)
class Place:
    """Where a notebook is read, which decides where its links lead.

    Parameters
    ----------
    site : str
        The address where the book is published; empty where it is not known.
    beside : frozenset of str
        The pages whose notebooks lie beside this one, in the folders that they have in the book.
    titles : mapping of str
        The title of every page to which a link may lead, by the page's name.
    published : frozenset of str
        The pages that the book has.
    """

    site: str
    beside: frozenset[str]
    titles: Mapping[str, str]
    published: frozenset[str]

    def page(self, name: str, anchor: str = "") -> str:
        """Return the address of a page, or nothing where there is none.

        Examples
        --------
        >>> Place("https://x.example/", frozenset(), {}, frozenset({"a"})).page("a", "top")
        'https://x.example/a.html#top'
        """
        if not self.site or name not in self.published:
            return ""
        return f"{self.site.rstrip('/')}/{name}.html{f'#{anchor}' if anchor else ''}"


@dataclass
class Plain:
    """One notebook's prose on its way to plain Markdown.

    Parameters
    ----------
    name : str
        The page that it is, such as ``notebooks/scoring``.
    place : Place
        Where it will be read.
    cite : callable
        Returns names and year of a source, by its key.
    """

    name: str
    place: Place
    cite: Callable[[str], tuple[str, str]]
    cited: list[str] = field(default_factory=list)
    questions: int = 0

    def markdown(self, source: str) -> str:
        """Return a cell's Markdown as plain Markdown."""
        lines, parts, done = source.split("\n"), [], 0
        for token in _PARSER.parse(source):
            if token.type in {"fence", "colon_fence"} and not token.level and token.map:
                start, end = token.map
                parts += [self.prose("\n".join(lines[done:start]))] * (start > done)
                parts.append(self.block(token, "\n".join(lines[start:end])))
                done = end
        parts += [self.prose("\n".join(lines[done:]))] * (len(lines) > done)
        return "\n".join(parts)

    # ---- blocks -------------------------------------------------------------------------------

    def block(self, token: Token, source: str) -> str:
        """Return a fenced block: code as it is, a directive as what it stands for."""
        directive = _DIRECTIVE.fullmatch(token.info.strip())
        if not directive:
            return source
        name, title = directive.groups()
        found = _OPTIONS.match(token.content)
        options = dict(_OPTION.findall(found[0])) if found else {}
        body = token.content[found.end() if found else 0 :].strip("\n")
        heading = title or name.capitalize()
        forms: dict[str, Callable[[], str]] = {
            "exercise": lambda: self.markdown(body),
            "question": lambda: self.question(title, options, body),
            "coding-exercise": lambda: self.on_the_page(
                "takes your codes, and says how well you agree with others"
            ),
            "table": lambda: f"**{self.prose(title)}**\n\n{self.markdown(body)}",
            **dict.fromkeys(("dropdown", "hint"), lambda: self.fold(heading, body)),
            **dict.fromkeys(("admonition", *BOXES), lambda: self.box(heading, body)),
        }
        if name not in forms:
            raise ValueError(
                f"{self.name}: the directive {name!r} has no plain form; known are "
                f"{', '.join(forms)}"
            )
        return forms[name]()

    def box(self, title: str, body: str) -> str:
        """Return a box as a block quote under its title."""
        text = f"**{self.prose(title)}**\n\n{self.markdown(body)}"
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def fold(self, title: str, body: str) -> str:
        """Return what a reader opens."""
        return f"<details><summary>{title}</summary>\n\n{self.markdown(body)}\n\n</details>"

    def question(self, asked: str, options: Mapping[str, str], body: str) -> str:
        """Return a question and its choices; what is right, and why, is said on the page."""
        self.questions += 1
        more, terms = taken_apart(body)
        said = "takes your answer, and says what is right and why"
        choices = [f"- {self.prose(term)}" for term in terms if "answer" in options]
        parts = [
            f"**Question {self.questions}.** {self.prose(asked)}",
            self.markdown(more) if more else "",
            "\n".join(choices),
            self.on_the_page(said, f"question-{self.questions}"),
        ]
        return "\n\n".join(part for part in parts if part)

    def on_the_page(self, does: str, anchor: str = "") -> str:
        """Return a sentence on what only the book's page can do, with the way there."""
        where = self.place.page(self.name, anchor)
        page = f"[page of this chapter]({where})" if where else "page of this chapter"
        return f"*The {page} {does}.*"

    # ---- prose --------------------------------------------------------------------------------

    def prose(self, source: str) -> str:
        """Return prose with its roles as words, and links that lead somewhere."""
        source = _TARGET.sub(r'<a id="\1"></a>\n', source)
        return _SPAN.sub(self._span, source)

    def _span(self, found: re.Match[str]) -> str:
        if found["ticks"]:
            return found[0]
        if found["to"]:
            return self.link(found["words"], found["to"])
        role, said = found["role"], found["said"]
        if role == "term":
            return self.term(said)
        if role in {"cite", "cite:p"}:
            return f"({'; '.join(', '.join(self._source(key)) for key in said.split(','))})"
        if role == "cite:t":
            names, year = self._source(said)
            return f"{names} ({year})"
        raise ValueError(
            f"{self.name}: the role {role!r} has no plain form; known are term, cite and cite:t"
        )

    def _source(self, key: str) -> tuple[str, str]:
        key = key.strip()
        if key not in self.cited:
            self.cited.append(key)
        return self.cite(key)

    def term(self, said: str) -> str:
        """Return a word of the glossary, which leads there where the book is published."""
        both = _SAID_AND_MEANT.fullmatch(said)
        shown, meant = both.groups() if both else (said, said)
        where = self.place.page(GLOSSARY, anchor_of(meant))
        return f"[{shown}]({where})" if where else shown

    def link(self, words: str, to: str) -> str:
        """Return a link to a notebook that lies beside, or to a page; else what it leads to."""
        path, _, anchor = to.partition("#")
        if "://" in path or not path:
            if not words:
                raise ValueError(f"{self.name}: the link to {to} says nothing; give it words")
            return f"[{words}]({to})"
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))
        name = posixpath.splitext(name)[0]
        if name not in self.place.titles:
            raise ValueError(f"{self.name}: there is no page {name} for the link to {to}")
        words = words or self.place.titles[name]
        if name in self.place.beside:
            return f"[{words}]({to})"
        where = self.place.page(name, anchor)
        return f"[{words}]({where})" if where else f"*{words}*"


def taken_apart(body: str) -> tuple[str, list[str]]:
    r"""Return what a question says above its answers, and its answers without what is said to them.

    Examples
    --------
    >>> taken_apart("Think.\n\nYes\n: Right, since 4 is even.\n\nNo\n: Why not?\n")
    ('Think.', ['Yes', 'No'])
    """
    tokens = _PARSER.parse(body)
    (start,) = (token.map[0] for token in tokens if token.type == "dl_open" and token.map)
    terms = [after.content for one, after in pairwise(tokens)
             if one.type == "dt_open"]  # fmt: skip
    return "\n".join(body.split("\n")[:start]).strip("\n"), terms


def anchor_of(term: str) -> str:
    """Return the anchor of a term on the page of the glossary, as Sphinx makes it.

    Examples
    --------
    >>> anchor_of("winner's curse")
    'term-winner-s-curse'
    """
    letters = unicodedata.normalize("NFKD", " ".join(term.split())).encode("ascii", "ignore")
    return f"term-{re.sub('[^a-zA-Z0-9._]+', '-', letters.decode()).strip('-')}"
