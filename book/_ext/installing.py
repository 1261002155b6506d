"""How a reader installs the package from this very site, which hands out its wheel.

`{install}` is the line to type, where the site's address is known, and else a link to the file.
Notebooks that the site hands out begin with a cell that says the same where the package is missing.
`tools/site_wheel.py` puts the wheel there.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from twowaves.classroom.install import WHEELS, install_line, wheel_name, with_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HANDED_OUT = ("_sources/notebooks/**/*.ipynb", "_downloads/*/*.ipynb")


class InstallDirective(SphinxDirective):
    """Say how to install the package from here."""

    def run(self) -> list[nodes.Node]:
        """Return a line to copy, or a paragraph with the file and its line."""
        if self.config.install_site:
            line = install_line(self.config.install_site)
            return [nodes.literal_block(line, line, language="sh")]
        name = wheel_name()
        here = posixpath.dirname(self.env.docname) or "."
        address = posixpath.relpath(f"{WHEELS}/{name}", here)
        paragraph = nodes.paragraph("", "Download ")
        paragraph += nodes.reference("", name, refuri=address)
        paragraph += nodes.Text(", and beside it, type ")
        paragraph += nodes.literal("", f'pip install statsmodels "./{name}[plots,widgets]"')
        paragraph += nodes.Text(".")
        return [paragraph]


def take_address(_app: Sphinx, config: Config) -> None:
    """Use the address of the site, if it is known."""
    config.install_site = config.html_baseurl or ""


def say_it_in_notebooks(app: Sphinx, error: Exception | None) -> None:
    """Write the line into every notebook that is handed out, if there is one to write."""
    if error or app.builder.format != "html" or not app.config.install_site:
        return
    for pattern in HANDED_OUT:
        for notebook in Path(app.outdir).glob(pattern):
            text = notebook.read_text(encoding="utf-8")
            notebook.write_text(with_site(text, app.config.install_site), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Say it when pages are read and when all is written."""
    app.add_config_value("install_site", "", "env", str)  # another one: pages are read anew
    app.add_directive("install", InstallDirective)
    app.connect("config-inited", take_address, priority=502)  # after the one that learns it
    app.connect("build-finished", say_it_in_notebooks, priority=502)  # after the handing out
    return {"parallel_read_safe": True, "parallel_write_safe": True}
