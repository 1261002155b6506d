"""Chapters that a fork leaves out of `_toc.yml`: links to them are their titles, as plain text.

A chapter names others, and whoever leaves one out need not edit them all. The file has to stay, or
the link would be a mistake like any other; a link to a page that nobody has still is one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TITLE = re.compile(r"^# +(.+?) *$", re.MULTILINE)


class LeftOut(SphinxPostTransform):
    """Turn links to left-out chapters into text, before MyST looks for the pages."""

    default_priority = 8

    def run(self, **_: Any) -> None:
        """Look at every link from a Markdown file to a source file."""
        for link in [*self.document.findall(addnodes.pending_xref)]:
            is_page = link["reftype"] == "myst" and link["refdomain"] == "doc"
            if is_page and link["reftarget"] not in self.env.all_docs:
                source = source_of(Path(self.env.srcdir), link["reftarget"])
                if source:
                    link.replace_self(_as_text(link, source))


def _as_text(link: addnodes.pending_xref, source: Path) -> nodes.inline:
    """Return what the link says, or the title of what it led to where it says nothing itself."""
    said = link[0].children if link["refexplicit"] else [nodes.Text(title_of(source))]
    return nodes.inline("", "", *[each.deepcopy() for each in said])


def source_of(folder: Path, document: str) -> Path | None:
    """Return the file of a document, if there is one."""
    found = (folder / f"{document}{kind}" for kind in (".ipynb", ".md"))
    return next((path for path in found if path.is_file()), None)


def title_of(source: Path) -> str:
    """Return the first heading of a page, or the name of its file if it has none."""
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    match = _TITLE.search(text)
    return match[1] if match else source.stem


def remove_pages(app: Sphinx, error: Exception | None) -> None:
    """Remove what an earlier build made of chapters that are left out by now."""
    if error or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        document = page.relative_to(app.outdir).with_suffix("").as_posix()
        if document not in app.env.found_docs and source_of(Path(app.srcdir), document):
            page.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at the links of every page, and at what an earlier build left."""
    app.add_post_transform(LeftOut)
    app.connect("build-finished", remove_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
