"""Links that open a figure in a certain state, with what it says there.

`{misconceptions}` lists what students usually get wrong, from `book/misconceptions.toml`; a test
opens every link in a browser and compares the figure's words with the page's.
`{embed-pages}` lists the figures' embed pages.
"""

from __future__ import annotations

import posixpath
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from embed_pages import CHAPTERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SOURCE = Path(__file__).parents[1] / "misconceptions.toml"
CONTENTS = Path(__file__).parents[2] / "_toc.yml"


class Misconception(NamedTuple):
    """What students get wrong, what to say to it, and the state that shows it."""

    name: str
    wrong: str
    right: str
    sources: list[str]
    figure: str
    state: str
    says: str

    @property
    def fragment(self) -> str:
        """The part of the address that opens the state, on the chapter and the embed page."""
        return f"figure={self.figure}&v=1&{self.state}"


def misconceptions(text: str) -> list[Misconception]:
    r"""Return the entries of the data file.

    Raises
    ------
    ValueError
        If an entry lacks a part or has one too many, or names a figure that does not exist.

    Examples
    --------
    >>> misconceptions('[[misconception]]\nname = "a"')
    Traceback (most recent call last):
        ...
    ValueError: entry 1 has name; it must have name, wrong, right, sources, figure, state and says
    """
    entries = tomllib.loads(text)["misconception"]
    return [_entry(place, entry) for place, entry in enumerate(entries, start=1)]


def _entry(place: int, entry: dict[str, object]) -> Misconception:
    *most, last = Misconception._fields
    if set(entry) != {*most, last}:
        raise ValueError(
            f"entry {place} has {', '.join(entry)}; it must have {', '.join(most)} and {last}"
        )
    if entry["figure"] not in CHAPTERS:
        raise ValueError(
            f"entry {place} is about {entry['figure']!r}; the figures are {', '.join(CHAPTERS)}"
        )
    return Misconception(**entry)  # type: ignore[arg-type]


class _Listing(SphinxDirective):
    """A list whose items are made from Markdown and links."""

    def has(self, figure: str) -> bool:
        """Tell whether the book has the figure's chapter: a fork may leave it out."""
        self.env.note_dependency(str(CONTENTS))
        return CHAPTERS[figure] in self.env.found_docs

    def words(self, markdown: str) -> list[nodes.Node]:
        """Return parsed Markdown."""
        parent = nodes.Element()
        self.state.nested_parse(StringList(markdown.split("\n"), ""), self.content_offset, parent)
        return list(parent.children)

    def link(self, text: str, target: str, kind: str = "") -> nodes.reference:
        """Return a link to another file of the site, relative to this page."""
        here = posixpath.dirname(self.env.docname)
        address = posixpath.relpath(target.partition("#")[0], here or ".")
        mark = "#" if "#" in target else ""
        uri = address + mark + target.partition("#")[2]
        return nodes.reference("", text, refuri=uri, internal=True, classes=[kind])


class MisconceptionsDirective(_Listing):
    """List every misconception with its link, what the figure says, and the sources."""

    def run(self) -> list[nodes.Node]:
        """Return a numbered list."""
        self.env.note_dependency(str(SOURCE))
        try:
            entries = misconceptions(SOURCE.read_text(encoding="utf-8"))
        except (KeyError, ValueError) as error:
            raise self.error(f"{SOURCE.name} cannot be used: {error}") from error
        items = [self._item(entry) for entry in entries]
        return [nodes.enumerated_list("", *items, classes=["misconceptions"])]

    def _item(self, entry: Misconception) -> nodes.list_item:
        from twowaves._base.words import listed  # noqa: PLC0415 # importing it takes longer than a build in which nothing changed

        sources = listed([f"{{cite:t}}`{key}`" for key in entry.sources])
        head, rest = f"**{entry.wrong}**", f"{entry.right} See {sources}."
        told = [*self.words(head), *self.words(rest)]
        if self.has(entry.figure):
            told.append(self._shown(entry))
        return nodes.list_item("", *told, names=[entry.name])

    def _shown(self, entry: Misconception) -> nodes.paragraph:
        """Return the links to the state, and what the figure says there."""
        shown = nodes.paragraph(classes=["state-link"])
        chapter = f"{CHAPTERS[entry.figure]}.html#{entry.fragment}"
        shown += self.link("Open this state", chapter, "in-chapter")
        shown += nodes.Text(", or ")
        shown += self.link(
            "the figure alone", f"embed/{entry.figure}.html#{entry.fragment}", "alone"
        )
        shown += nodes.Text(". It says: ")
        shown += nodes.inline("", entry.says, classes=["says"])
        return shown


class EmbedPagesDirective(_Listing):
    """List every figure's embed page with its chapter."""

    def run(self) -> list[nodes.Node]:
        """Return a bulleted list."""
        items = []
        for name, chapter in sorted(CHAPTERS.items()):
            if not self.has(name):
                continue
            line = nodes.paragraph()
            line += self.link(f"{name}.html", f"embed/{name}.html", "embed-page")
            line += nodes.Text(", from ")
            words = self.words(f"[](/{chapter}.ipynb)")
            line += words[0].children
            items.append(nodes.list_item("", line))
        return [nodes.bullet_list("", *items)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("misconceptions", MisconceptionsDirective)
    app.add_directive("embed-pages", EmbedPagesDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
