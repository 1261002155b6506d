"""What the search reads: each section of the book with its prose, and each entry of the glossary.

Sphinx's own search knows whole pages, takes its excerpts from code and hidden tables, and marks
what was searched for on the page, single letters inside words included. Here

- every page that is written leaves its sections beside Sphinx's own notes, so that a later build,
  which writes fewer pages, still knows them all;
- together they become ``sections.json``, which only the search page loads;
- questions, hints and solutions are left out, since an excerpt would give answers away.

`finding.js` decides what fits a search, and `search.js` shows it.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from exercise_pages import fold
from questions import question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FILE = "sections.json"
#: What is not prose, or would give something away.
NOT_PROSE = (
    nodes.table, nodes.title, nodes.literal_block, nodes.raw, nodes.hint,
    nodes.math_block, addnodes.glossary, addnodes.toctree, question, fold,
)  # fmt: skip
#: Commands of TeX that are words which a reader may search for, and those that only dress a letter.
LETTERS = frozenset({"alpha", "beta", "kappa", "mu", "sigma", "Delta", "Sigma"})
DRESS = frozenset({"bar", "mathrm", "text", "operatorname"})
#: Sphinx's own search, which it copies into every site.
SPHINX_SEARCH = (
    "searchindex.js", "_static/searchtools.js", "_static/language_data.js",
    "_static/sphinx_highlight.js",
)  # fmt: skip
_COMMAND = re.compile(r"\\([a-zA-Z]+|.)|[{}$_~]")


class Section(NamedTuple):
    """One place that a search can lead to."""

    id: str
    title: str
    #: Its prose, from which excerpts come.
    prose: str
    #: What stands in its tables, which can be found and is not shown.
    tables: str
    is_term: bool = False


def sections_of(tree: nodes.document) -> list[Section]:
    """Return the sections of a page in their order, then the entries of its glossary."""
    sections = [_section(node) for node in tree.findall(nodes.section) if title_of(node)]
    return sections + [
        Section(term["ids"][0], _text(term), _prose(item), "", is_term=True)
        for glossary in tree.findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
    ]


def _section(node: nodes.section) -> Section:
    tables = [table for part in parts_within(node) for table in part.findall(nodes.table)]
    cells = [_text(cell) for table in tables for cell in table.findall(nodes.paragraph)]
    place = node["ids"][0] if node["ids"] else ""
    return Section(place, _text(*title_of(node)), _prose(node), " ".join(cells))


def title_of(node: nodes.Element) -> list[nodes.title]:
    """Return a section's title; sphinx-exercise makes sections without one."""
    return [part for part in node.children if isinstance(part, nodes.title)]


def parts_within(node: nodes.Element) -> list[nodes.Element]:
    """Return the parts of a section that belong to none below it, cells of code aside."""
    parts = [part for part in node.children if isinstance(part, nodes.Element)]
    return [part for part in parts if not _is_other(part)]


def _is_other(node: nodes.Element) -> bool:
    own_section = isinstance(node, nodes.section) and title_of(node)
    return bool(own_section) or "cell" in node.get("classes", [])


def _prose(node: nodes.Element) -> str:
    return " ".join(filter(None, map(_text, _paragraphs(node))))


def _paragraphs(node: nodes.Element) -> Iterator[nodes.Element]:
    for part in parts_within(node):
        if isinstance(part, addnodes.desc):  # of a public name, the sentence that says what it does
            yield from list(part.findall(nodes.paragraph))[:1]
        elif isinstance(part, nodes.paragraph):
            if "term-used" not in part["classes"]:
                yield part
        elif not isinstance(part, NOT_PROSE):
            yield from _paragraphs(part)


def _text(node: nodes.Element) -> str:
    """Return what a reader sees of a text, in one line."""
    texts = (
        in_words(text) if isinstance(text.parent, nodes.math) else str(text)
        for text in node.findall(nodes.Text)
        if not isinstance(text.parent, nodes.raw)
    )
    return re.sub(r" +([.,;:!?)])(?=\s|$)", r"\1", " ".join("".join(texts).split()))


def in_words(formula: str) -> str:
    r"""Return a short formula in words, and of a longer one only that it is there.

    Examples
    --------
    >>> in_words(r"p < \alpha"), in_words(r"\bar d / s_{d}"), in_words(r"\sqrt{n}")
    ('p < alpha', 'd / s d', '…')
    """
    if {found[1] for found in _COMMAND.finditer(formula) if found[1]} - LETTERS - DRESS:
        return "…"
    plain = _COMMAND.sub(lambda found: f" {found[1]} " if found[1] in LETTERS else " ", formula)
    return " ".join(plain.split())


def kind_of(page: str) -> str:
    """Return what a page is to a search: a chapter, its exercises, or another page.

    Examples
    --------
    >>> [kind_of(page) for page in ("notebooks/scoring", "notebooks/exercises/scoring", "book/a")]
    ['chapter', 'exercises', 'page']
    """
    if page.startswith(("notebooks/exercises/", "book/notebooks/")):
        return "exercises"
    return "chapter" if page.startswith("notebooks/") else "page"


def _kept(app: Sphinx, page: str) -> Path:
    return Path(app.doctreedir, "sections", f"{page}.json")


def keep(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Keep the sections of a page that is about to be written."""
    if app.builder.format != "html":
        return
    file = _kept(app, page)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(sections_of(tree)), encoding="utf-8")


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index, and make the page that searches it."""
    pages = []
    for page in sorted(app.env.found_docs):
        sections = json.loads(_kept(app, page).read_text(encoding="utf-8"))
        title = app.env.titles[page].astext()
        address = app.builder.get_target_uri(page)
        pages.append(
            {"address": address, "title": title, "kind": kind_of(page), "sections": sections}
        )
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, FILE).write_text(text, encoding="utf-8")
    index = f"{FILE}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"
    yield "search", {"title": "Search", "section_index": index}, "search.html"


def without_other_search(app: Sphinx) -> None:
    """Let Sphinx write no index of its own."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined] # of the builders for HTML


def without_marks(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Leave out the script that marks on a page what was searched for, letter by letter."""
    files = context.get("script_files", [])
    files[:] = [file for file in files if "sphinx_highlight" not in str(file)]


def remove_other_search(app: Sphinx, error: Exception | None) -> None:
    """Remove the files of Sphinx's own search."""
    if error or app.builder.format != "html":
        return
    for name in SPHINX_SEARCH:
        Path(app.outdir, name).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Keep what each page says once it has its final form."""
    app.connect("builder-inited", without_other_search)
    app.connect("doctree-resolved", keep, priority=900)  # after the exercises have been cleared
    app.connect("html-page-context", without_marks, priority=900)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", remove_other_search)  # before the files are joined
    return {"parallel_read_safe": True, "parallel_write_safe": True}
