"""The interactive figures on the published page.

- `{widget}` puts a figure on a prose page.
- Pages that have a figure load its style, its modules and the host that wakes it.
- Other pages load nothing of it.
- The front end is served file by file, just as it lies in the package.
"""

from __future__ import annotations

import filecmp
import hashlib
import re
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import prepost.widgets

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "prepost"
_NAME = re.compile(r'data-widget="([a-z-]+)"')
_IMPORT = re.compile(r'from "\./([a-z_]+\.js)"')


class WidgetDirective(SphinxDirective):
    """Put an interactive figure here: ``{widget} paired-explorer`` with its state as options."""

    required_arguments = 1
    option_spec = {  # noqa: RUF012 # docutils' own convention
        "preset": directives.unchanged,
        "instrument": directives.unchanged,
        "scene": directives.unchanged,
        "alpha": float,
        "alternative": directives.unchanged,
        "id": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure as HTML, and its title and sentence for every other builder."""
        name = self.arguments[0]
        options = dict(self.options)
        figure_id = options.pop("id", None)
        try:
            figure = _class_of(name)(**options)
        except (TypeError, ValueError) as error:
            raise self.error(f"the figure {name!r} cannot be made: {error}") from error
        words = nodes.paragraph(text=f"{figure.title()} {figure.sentence()}")
        elsewhere = addnodes.only("", words, expr="not html")
        return [nodes.raw("", figure.figure_html(figure_id), format="html"), elsewhere]


def _class_of(name: str) -> Any:
    """Return the class of a figure from its name in kebab case."""
    class_name = "".join(part.capitalize() for part in name.split("-"))
    if class_name not in prepost.widgets.__all__:
        raise ValueError(f"there is no such figure; there are {', '.join(prepost.widgets.__all__)}")
    return getattr(prepost.widgets, class_name)


def load_on_pages_with_figures(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Add styles, modules and the host to a page that has a figure."""
    names = sorted(set(_NAME.findall(context.get("body", ""))))
    if not names:
        return
    app.add_css_file(f"{FOLDER}/base.css")
    for name in names:
        app.add_css_file(f"{FOLDER}/{name.replace('-', '_')}.css")
    modules = sorted({module for name in names for module in modules_of(name)})
    static = context["pathto"]("_static", resource=True)
    preload = "".join(
        f'<link rel="modulepreload" href="{static}/{FOLDER}/{module}">\n' for module in modules
    )
    context["metatags"] = context.get("metatags", "") + preload
    app.add_js_file(f"{FOLDER}/host.js", type="module")


def modules_of(name: str) -> set[str]:
    """Return the files that a figure's module imports, itself included."""
    found: set[str] = set()
    waiting = [f"{name.replace('-', '_')}.js"]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            text = (files("prepost.widgets") / module).read_text(encoding="utf-8")
            waiting += _IMPORT.findall(text)
    return found


def copy_front_end(app: Sphinx) -> None:
    """Put the package's scripts and styles where pages look for them.

    It happens before pages are written, since their addresses carry a digest of the files.
    A file that is there already is left alone: a browser may be reading it.
    """
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    with as_file(files("prepost.widgets")) as folder:
        sources = [file for file in folder.iterdir() if file.suffix in {".js", ".css"}]
        for left_over in {file.name for file in target.iterdir()} - {file.name for file in sources}:
            (target / left_over).unlink()
        for file in sources:
            _copy_if_changed(file, target / file.name)


def _copy_if_changed(source: Path, target: Path) -> None:
    if not (target.exists() and filecmp.cmp(source, target, shallow=False)):
        shutil.copyfile(source, target)


def note_what_pages_depend_on(_app: Sphinx, config: Config) -> None:
    """Have every page made again when the package, an extension or a template has changed."""
    here = Path(__file__).parents[1]
    with as_file(files("prepost")) as package:
        folders = (package, here / "_ext", here / "templates")
        sources = [
            file for folder in folders for file in sorted(folder.rglob("*")) if _counts(file)
        ]
        texts = [file.read_bytes() for file in sources]
    config.live_figures_digest = hashlib.sha256(b"".join(texts)).hexdigest()


def _counts(file: Path) -> bool:
    return file.suffix in {".py", ".js", ".css", ".html", ".csv", ".toml"} and file.is_file()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register directive, page assets and the copying."""
    app.add_config_value("live_figures_digest", "", "env", str)
    app.connect("config-inited", note_what_pages_depend_on)
    app.add_directive("widget", WidgetDirective)
    app.connect("html-page-context", load_on_pages_with_figures)
    app.connect("builder-inited", copy_front_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
