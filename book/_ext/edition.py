"""Which edition of the book a page belongs to: version, date, commit; and the page for lost links.

- `{edition}` says it in a sentence. Date and commit are those of the checkout's last commit;
  without git the date is that of the build, or SOURCE_DATE_EPOCH.
- `404.html` is what a host such as GitHub Pages shows for an address that leads nowhere.
- `index.html` leads on to the first page; Jupyter Book's own has neither a title nor an icon.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ROOT = Path(__file__).parents[2]
LOST = """<section id="no-such-page"><h1>There is no such page</h1>
<p>The address may be mistyped, or the page has another name by now.</p>
<ul><li><p><a href="{first}">Begin at the first page</a></p></li>
<li><p><a href="search.html">Search the book</a></p></li></ul></section>"""
INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}" />
<link rel="icon" href="_static/favicon.svg" />
</head>
<body><p><a href="{first}">{title}</a></p></body>
</html>
"""


class Edition(NamedTuple):
    """A version of the book."""

    version: str
    date: dt.date
    commit: str
    changed: bool = False

    def sentence(self) -> str:
        """Say which edition it is.

        Examples
        --------
        >>> Edition("0.1.0", dt.date(2026, 11, 5), "1a2b3c4").sentence()
        'Version 0.1.0 of 5 November 2026, commit 1a2b3c4.'
        """
        date = f"{self.date.day} {self.date:%B %Y}"
        commit = f", commit {self.commit}" if self.commit else ""
        since = " with changes made since" if self.changed else ""
        return f"Version {self.version} of {date}{commit}{since}."


def edition(root: Path = ROOT) -> Edition:
    """Return the edition of a checkout, or of an archive without git."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(project["version"])
    commit, _, date = _git(root, "log", "-1", "--format=%h %cs").partition(" ")
    if not commit:
        return Edition(version, _today(), "")
    changed = bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    return Edition(version, dt.date.fromisoformat(date), commit, changed)


def _today() -> dt.date:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(int(given), dt.UTC) if given else now).date()


def _git(root: Path, *arguments: str) -> str:
    """Return what git says of a folder, or nothing where there is no git or no checkout."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), *arguments],  # noqa: S607 # found as people find it
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


class EditionDirective(SphinxDirective):
    """Say which edition this is: ``{edition}``."""

    def run(self) -> list[nodes.Node]:
        """Return a paragraph, and note that the page depends on the edition."""
        said = edition().sentence()
        self.env.edition_said = {**_said(self.env), self.env.docname: said}  # type: ignore[attr-defined]
        return [nodes.paragraph(text=said, classes=["edition"])]


def _said(env: BuildEnvironment) -> dict[str, str]:
    return getattr(env, "edition_said", {})


def outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the pages that name another edition than this one."""
    said = {page: words for page, words in _said(env).items() if page in env.found_docs}
    return [page for page, words in said.items() if words != edition().sentence()] if said else []


def lost_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page for addresses that lead nowhere, and the one that leads on."""
    first = f"{app.config.root_doc}.html"
    index = INDEX.format(title=escape(app.config.project), first=escape(first))
    if app.config.root_doc != "index":
        (Path(app.outdir) / "index.html").write_text(index, encoding="utf-8")
    yield "404", {"title": "There is no such page", "body": LOST.format(first=first)}, "page.html"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the pages."""
    app.add_directive("edition", EditionDirective)
    app.connect("env-get-outdated", outdated)
    app.connect("html-collect-pages", lost_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
