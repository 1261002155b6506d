"""The glossary where it is needed: the first use of a term in each section leads to its entry.

- In chapters the first use of a term in a section becomes a link, whether or not its author made
  it one, and the page holds the meanings of its terms, which `terms.js` shows in place.
- The glossary's entries lead back to the chapters that use them.

Without scripts a term is a plain link.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from section_index import NOT_PROSE, kind_of, parts_within, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Terms that are everyday words, too, or stand in every section: linked where an author links them.
EVERYDAY = frozenset({"change", "code", "compassion", "key"})
#: What may hold a term that is no link yet.
_CLOSED = (
    nodes.reference, addnodes.pending_xref, nodes.literal, nodes.math, nodes.raw,
    nodes.footnote_reference,
)  # fmt: skip


class Term(NamedTuple):
    """A term of the glossary."""

    name: str
    page: str
    id: str
    meaning: str


def terms_of(env: BuildEnvironment) -> list[Term]:
    """Return the glossary's terms with their meanings."""
    pages = {page for page, _ in _places(env).values()}
    return [
        Term(" ".join(term.astext().split()), page, term["ids"][0], meaning)
        for page in sorted(pages)
        for glossary in env.get_doctree(page).findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
        for meaning in [item[-1].astext()]
    ]


def _places(env: BuildEnvironment) -> dict[tuple[str, str], tuple[str, str]]:
    objects = env.get_domain("std").objects  # type: ignore[attr-defined]
    return {key: place for key, place in objects.items() if key[0] == "term"}


def pattern(name: str) -> str:
    """Return what a term looks like in a text.

    Examples
    --------
    >>> bool(re.fullmatch(pattern("degrees of freedom (df)"), "df"))
    True
    >>> [bool(re.fullmatch(pattern("p value"), text)) for text in ("p values", "P value")]
    [True, True]
    >>> bool(re.fullmatch(pattern("Wilcoxon's signed-rank test"), "Wilcoxon signed-rank tests"))
    True
    >>> bool(re.fullmatch(pattern("GRIM"), "grim"))
    False
    """
    full, _, short = name.partition(" (")
    names = [full] if len(short) < 3 else [full, short[:-1]]  # a letter and ")"
    return "|".join(_one_pattern(each) for each in names)


def _one_pattern(name: str) -> str:
    text = re.sub(r"['’]s ", "(?:['’]s)? ", re.escape(name).replace(r"\ ", " "))
    text = re.sub(r" |\\-|–", r"[\\s–-]", text)
    letters = text if name.isupper() or len(name) < 3 else f"(?i:{text})"
    return f"{letters}s?"


class Linker:
    """Links the first use of each term in one section after the other."""

    def __init__(self, terms: Iterable[Term], uri: str) -> None:
        self.uri = uri
        self.terms = {term.id: term for term in terms}
        self.by_name = {term.name: term.id for term in self.terms.values()}
        #: The terms that the page uses, in their order.
        self.used: dict[str, Term] = {}
        self.uses: Counter[str] = Counter()
        wanted = [term for term in self.terms.values() if term.name not in EVERYDAY]
        wanted.sort(key=lambda term: -len(term.name))
        groups = [f"(?P<t{i}>{pattern(term.name)})" for i, term in enumerate(wanted)]
        self.wanted = wanted
        self.any = re.compile(rf"(?<![\w–-])(?:{'|'.join(groups)})(?![\w–-])")

    def link(self, tree: nodes.document) -> None:
        """Link what the page's sections use."""
        for section in tree.findall(nodes.section):
            if title_of(section):
                self._section(section)

    def _section(self, section: nodes.section) -> None:
        seen: set[str] = set()
        for paragraph in [*_paragraphs(section)]:
            for node in [*paragraph.findall()]:
                if isinstance(node, (nodes.reference, addnodes.pending_xref)):
                    self._known(node, seen)
                elif isinstance(node, nodes.Text) and not _is_closed(node, paragraph):
                    node.parent.replace(node, [*self._linked(str(node), seen)])

    def _known(self, link: nodes.Element, seen: set[str]) -> None:
        """Take account of a link that the author made."""
        place = link.get("refuri", "").partition("#")[2] or self.by_name.get(link.get("reftarget"))
        if place in self.terms:
            seen.add(place)
            self._note(link, self.terms[place])

    def _linked(self, text: str, seen: set[str]) -> Iterator[nodes.Node]:
        start = 0
        for found in self.any.finditer(text):
            term = self.wanted[int(str(found.lastgroup)[1:])]
            if term.id in seen:
                continue
            seen.add(term.id)
            yield nodes.Text(text[start : found.start()])
            link = nodes.reference("", found[0], refuri=f"{self.uri}#{term.id}", internal=True)
            self._note(link, term)
            yield link
            start = found.end()
        yield nodes.Text(text[start:])

    def _note(self, link: nodes.Element, term: Term) -> None:
        link["classes"].append("term")
        self.used[term.id] = term
        self.uses[term.id] += 1
        again = f"-{self.uses[term.id]}" if self.uses[term.id] > 1 else ""
        link["ids"].append(f"use-{term.id}{again}")


def _paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    for part in parts_within(node):
        if isinstance(part, nodes.paragraph):
            yield part
        elif not isinstance(part, NOT_PROSE):
            yield from _paragraphs(part)


def _is_closed(text: nodes.Text, paragraph: nodes.paragraph) -> bool:
    node = text.parent
    while node is not paragraph:
        if isinstance(node, _CLOSED):
            return True
        node = node.parent
    return False


def meanings(terms: Iterable[Term]) -> str:
    """Return what a page holds of the glossary, for `terms.js` to show.

    Examples
    --------
    >>> meanings([Term("band", "book/glossary", "term-band", "A stretch.")])
    '<div hidden><p id="meaning-term-band">band: A stretch.</p></div>'
    """
    texts = [f'<p id="meaning-{t.id}">{escape(f"{t.name}: {t.meaning}")}</p>' for t in terms]
    return f"<div hidden>{''.join(texts)}</div>"


def used_in(tree: nodes.document, terms: list[Term], uri: str) -> list[Term]:
    """Link a chapter's first uses of terms to their entries, and return those that it uses."""
    linker = Linker(terms, uri)
    linker.link(tree)
    return [*linker.used.values()]


def connect(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Link chapters to the glossary, and the glossary to chapters."""
    terms = terms_of(app.env) if app.builder.format == "html" else []
    if not terms:
        return
    if kind_of(page) == "chapter":
        used = used_in(tree, terms, app.builder.get_relative_uri(page, terms[0].page))
        if used:
            tree[0].append(nodes.raw("", meanings(used), format="html"))
    elif page == terms[0].page:
        _lead_back(app, tree, terms)


def _lead_back(app: Sphinx, tree: nodes.document, terms: list[Term]) -> None:
    """Put below each entry where the chapters that use it do so first."""
    backs: dict[str, list[nodes.Node]] = {term.id: [] for term in terms}
    for page in _chapters(app.env):
        uri = app.builder.get_relative_uri(terms[0].page, page)
        title = app.env.titles[page].astext()
        for term in used_in(app.env.get_doctree(page), terms, ""):
            link = nodes.reference("", title, refuri=f"{uri}#use-{term.id}", internal=True)
            backs[term.id] += [nodes.Text(", " if backs[term.id] else "Used in "), link]
    for item in tree.findall(nodes.definition_list_item):
        links = backs.get(item[0]["ids"][0]) if isinstance(item[0], nodes.term) else None
        if links:
            item[-1].append(nodes.paragraph("", "", *links, classes=["term-used"]))


def _chapters(env: BuildEnvironment) -> list[str]:
    """Return the chapters in the order of the contents."""
    order = [page for pages in env.toctree_includes.values() for page in pages]
    return [page for page in order if kind_of(page) == "chapter"]


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the chapters, which hold its meanings, where the glossary has changed."""
    touched = {page for page, _ in _places(env).values()} & (added | changed)
    return [page for page in _chapters(env) if page in app.env.found_docs] if touched else []


def pages_to_write(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the glossary written whenever a chapter is: it leads back to them."""
    return sorted({page for page, _ in _places(env).values()})


def setup(app: Sphinx) -> dict[str, bool]:
    """Link once all pages have been read, and before the search takes their text."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", pages_to_write)
    app.connect("doctree-resolved", connect, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
