"""The last step of a build: pages without anything inline, and few files to load.

It works on what has been written, whichever extension wrote it, and is done once a page: a page
that a later build leaves alone is left alone here too. Only the digest in the address of a joined
file is kept up to date in every page.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.util import logging

import frame
import joined_files
import notices
import room
import strict_pages
from live_figures import small

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE, SCRIPT = "site.css", "site.js"
_LOGGER = logging.getLogger(__name__)
_THEME = "styles/pydata-sphinx-theme.css"
_SEARCH = "search.html"  # its scripts are for it alone
LOST = "404.html"  # shown by hosts at any depth
_RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?:\./)*((?![a-z]+:|/|#)[^"]*)')
#: Scripts for what a book may have nothing of, by a word that stands in each page that has it.
_FOR = {"design-tabs.js": "sd-tab-set"}
_DIGEST = re.compile(r"_static/site\.(css|js)(?:\?v=[0-9a-f]+)?(?=\")")


@dataclass(frozen=True)
class Site:
    """A built site's folder, and its pages by their path."""

    folder: Path
    pages: dict[str, str]

    @property
    def static(self) -> Path:
        """Where the site's own files are."""
        return self.folder / "_static"


def read(folder: Path) -> Site:
    """Read every page of a built site."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    own = [path for path in paths if not path.startswith("_")]
    return Site(folder, {path: (folder / path).read_text(encoding="utf-8") for path in own})


def finish(folder: Path, home: str = "/") -> list[str]:
    """Finish the pages that are new, and return what is wrong with them.

    Parameters
    ----------
    folder : Path
        The built site.
    home : str
        Where on its host the site is published: the path of its address, with ``/`` at both ends.
    """
    _make_small(folder / "_static")
    site = read(folder)
    before = dict(site.pages)
    fresh = [path for path, page in site.pages.items() if not strict_pages.is_strict(page)]
    if not fresh:
        return []
    for path in fresh:
        site.pages[path] = frame.with_names(site.pages[path])
    dead = [complaint for path in fresh for complaint in _make_strict(site, path)]
    _join(site, [path for path in fresh if _THEME in site.pages[path]])
    if LOST in fresh:
        site.pages[LOST] = at_any_depth(site.pages[LOST], home)
    for path, page in site.pages.items():
        if page != before[path]:
            (folder / path).write_text(page, encoding="utf-8")
    return dead


def _make_small(static: Path) -> None:
    """Take out of the book's own scripts, as Sphinx has copied them, what a browser does not need.

    Sphinx copies anew what is not as it was.
    """
    for script in filter(Path.exists, (static / own.name for own in notices.OWN.glob("*.js"))):
        script.write_text(small(script.read_text("utf-8")), encoding="utf-8", newline="\n")


def at_any_depth(page: str, home: str) -> str:
    """Return a page whose addresses hold wherever it is shown: each begins at the host.

    Examples
    --------
    >>> at_any_depth('<a href="book/a.html"><a href="#top"><a href="https://x.org/">', "/site/")
    '<a href="/site/book/a.html"><a href="#top"><a href="https://x.org/">'
    """
    return _RELATIVE.sub(lambda found: f'{found[1]}="{posixpath.join(home, found[2])}', page)


def _make_strict(site: Site, path: str) -> list[str]:
    """Take a page apart, write its files, and return the handlers that nothing listens to."""
    moved = strict_pages.strict(site.pages[path], _static_from(path))
    site.pages[path] = moved.page
    for name, text in moved.files.items():
        target = site.static / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return [f"{path}: {dead} is inline; let page.js do it" for dead in moved.dead]


def _static_from(path: str) -> str:
    return posixpath.relpath("_static", posixpath.dirname(path) or ".")


def _join(site: Site, fresh: list[str]) -> None:
    """Write the joined files, and have pages load them."""
    goes_on = any(f"_static/{STYLE}" in page for page in site.pages.values())  # a page of before
    styles = joined_files.parts_of(site.static / STYLE) if goes_on else []
    scripts = joined_files.parts_of(site.static / SCRIPT) if goes_on else []
    for path in fresh:
        page = site.pages[path]
        styles = joined_files.merged(styles, _local(joined_files.styles_of(page), path))
        if path != _SEARCH:
            scripts = joined_files.merged(scripts, _local(joined_files.scripts_of(page), path))
    for path in fresh:
        static = _static_from(path)
        site.pages[path] = joined_files.with_joined(
            site.pages[path],
            {f"{static}/{part}": f"{static}/{STYLE}" for part in styles},
            {f"{static}/{part}": f"{static}/{SCRIPT}" for part in scripts},
        )
    if fresh:
        _write_joined(site, _present(site, styles), _present(site, scripts))


def _local(addresses: list[str], path: str) -> list[str]:
    """Return those addresses of a page that lie in ``_static``, as seen from there."""
    start = f"{_static_from(path)}/"
    return [address.removeprefix(start) for address in addresses if address.startswith(start)]


def _present(site: Site, parts: list[str]) -> list[str]:
    """Leave out what an earlier build had and this one has not, and what is for no page."""
    idle = {
        part for part, word in _FOR.items() if not any(word in page for page in site.pages.values())
    }
    return [part for part in parts if (site.static / part).is_file() and part not in idle]


def _write_joined(site: Site, styles: list[str], scripts: list[str]) -> None:
    script = joined_files.joined_script(site.static, scripts)
    modules = [file.read_text(encoding="utf-8") for file in site.static.rglob("*.js")]
    words = joined_files.words_of([*site.pages.values(), *modules, script])
    style = joined_files.joined_style(site.static, styles, words)
    style += strict_pages.style_rules([*site.pages.values()])
    style += room.rules_of([*site.pages.values()], room.read("pages"))
    licences = notices.notices(notices.makers_of([*styles, *scripts]))
    (site.static / notices.FILE).write_text(licences, encoding="utf-8")
    digests = {}
    for name, text in ((STYLE, style), (SCRIPT, script)):
        (site.static / name).write_text(text, encoding="utf-8")
        digests[name.partition(".")[2]] = hashlib.sha256(text.encode()).hexdigest()[:8]
    for path, page in site.pages.items():
        site.pages[path] = _DIGEST.sub(
            lambda found: f"_static/site.{found[1]}?v={digests[found[1]]}", page
        )


def finish_build(app: Sphinx, error: Exception | None) -> None:
    """Finish the pages, once everything else has been written."""
    if error or app.builder.format != "html":
        return
    home = urlsplit(app.config.html_baseurl).path or "/"
    for complaint in finish(Path(app.outdir), home):
        _LOGGER.warning(complaint)


def without_page_name(
    _app: Sphinx, _page: str, _template: str, context: dict[str, object], _tree: object
) -> None:
    """Leave out the theme's script that names the page: only its version switcher asks for it."""
    files = context.get("script_files")
    if isinstance(files, list):
        files[:] = [file for file in files if "pagename" not in _body(file)]


def _body(file: object) -> str:
    return str(getattr(file, "attributes", {}).get("body") or "")


def setup(app: Sphinx) -> dict[str, bool]:
    """Finish every HTML build."""
    app.connect("html-page-context", without_page_name, priority=900)
    app.connect("build-finished", finish_build, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
