"""A reader's progress, if the reader wants it: a map of the chapters where `{progress}` stands.

The map lists, with scripts or without, each chapter with questions, or with exercises that are
answered on their page, and has a dot for each of them.
Whatever is kept, the reader's own browser keeps; `progress.js` begins with that only when asked to,
and `progress_door.js` loads it only where it is asked for.
A book without the map keeps nothing, and its pages load nothing of it.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from answer_fields import answer_field
from edition import edition
from exercise_pages import PAGES, checked_exercises
from page_files import holds
from questions import question

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ID = "your-progress"
CHAPTERS = "notebooks/"


class progress_map(nodes.Element):  # type: ignore[misc] # noqa: N801 # docutils: untyped, lower case
    """Where the map is; `chapters` is what there is to answer."""


class ProgressDirective(SphinxDirective):
    """Put the map of a reader's progress here: ``{progress}``."""

    def run(self) -> list[nodes.Node]:
        """Return its place, and note the page, to which others link."""
        self.env.progress_page = self.env.docname  # type: ignore[attr-defined]
        return [progress_map("")]


def page_of_the_map(env: BuildEnvironment) -> str:
    """Return the page that has the map, or nothing."""
    page: str = getattr(env, "progress_page", "")
    return page if page in env.found_docs else ""


def merge(_app: Sphinx, env: BuildEnvironment, _pages: set[str], other: BuildEnvironment) -> None:
    """Take over what another process read."""
    env.progress_page = getattr(other, "progress_page", page_of_the_map(env))  # type: ignore[attr-defined]


def outdated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the page of the map, which is written anew whatever changed."""
    return [page_of_the_map(env)] if page_of_the_map(env) else []


def fill(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Tell the map what there is to answer."""
    for place in tree.findall(progress_map):
        place["chapters"] = chapters(app.env, page)


def chapters(env: BuildEnvironment, page: str) -> list[dict[str, Any]]:
    """Return what each chapter asks, in the book's order, with addresses as seen from a page."""
    found = []
    for chapter in env.collect_relations():
        if chapter.startswith(PAGES):
            continue
        exercises = chapter.replace(CHAPTERS, PAGES, 1) if chapter.startswith(CHAPTERS) else ""
        exercises = exercises if exercises in env.found_docs else ""
        tree = env.get_doctree(chapter)
        items = [
            {"id": node["data"]["data-item"], "name": node["data"]["data-name"]}
            for node in tree.findall(question)
        ]
        names = checked_exercises(env.get_doctree(exercises)) if exercises else []
        items += [{"id": name, "name": name} for name in names]
        if items:
            addresses = (_address(each, page) for each in (chapter, exercises))
            found.append(
                dict(zip(("address", "exercises"), addresses, strict=True))
                | {"title": env.titles[chapter].astext(), "items": items}
            )
    return found


def _address(target: str, page: str) -> str:
    return posixpath.relpath(f"{target}.html", posixpath.dirname(page)) if target else ""


def _open_map(translator: Any, node: progress_map) -> None:
    rows = "\n".join(map(_row, node["chapters"]))
    start = translator.starttag(node, "div", CLASS="progress-map")
    translator.body.append(f'{start}<ol class="progress-chapters">\n{rows}\n</ol>\n')


def _row(chapter: dict[str, Any]) -> str:
    """Return a chapter of the map with a dot for each of its items."""
    title, exercises = escape(chapter["title"]), escape(chapter["exercises"])
    dots = "".join(
        f'<span class="progress-dot" data-item="{escape(item["id"])}" '
        f'data-name="{escape(item["name"])}"></span>'
        for item in chapter["items"]
    )
    more = f', <a href="{exercises}" aria-label="Exercises of {title}">exercises</a>'
    return (
        f'<li><a href="{escape(chapter["address"])}">{title}</a> '
        f'<span class="progress-dots" aria-hidden="true">{dots}</span> '
        f'<span class="progress-count"><span>{len(chapter["items"])} to answer</span>'
        f"{more if exercises else ''}</span></li>"
    )


def _close_map(translator: Any, _node: progress_map) -> None:
    translator.body.append("</div>\n")


def _nothing(_translator: object, _node: object) -> None:
    """Leave the map out where nothing can be kept."""


def load_where_something_is_kept(
    app: Sphinx, page: str, _template: str, _context: object, tree: nodes.document | None
) -> None:
    """Add style and script to pages with the map, a question or a field."""
    target = page_of_the_map(app.env)
    if not target or not holds(tree, progress_map, question, answer_field):
        return
    version, date, *_ = edition()
    here = {
        "data-progress": f"{_address(target, page)}#{ID}",
        "data-book": app.config.project,
        "data-edition": f"{version} of {date}",
    }
    app.add_css_file("questions.css")
    app.add_css_file("progress.css")
    app.add_js_file("progress_door.js", type="module", **here)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, the map and what pages load."""
    plain = (_nothing, _nothing)
    app.add_node(progress_map, html=(_open_map, _close_map), latex=plain, text=plain)
    app.add_directive("progress", ProgressDirective)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", fill)
    app.connect("html-page-context", load_where_something_is_kept)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
