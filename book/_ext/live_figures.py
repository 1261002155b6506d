"""The interactive figures on the published page.

- `{widget}` puts a figure on a prose page.
- Pages that have a figure load its style, its modules and the host that wakes it.
- Other pages load nothing of it.
- Each figure has the room that was measured for it; see `room`.
- A page loads its figures' modules in as few files as there can be.
- The package's own files are served beside them, for who wants to read or to import them.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rjsmin
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import room

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "twowaves"
#: Where the files are that a page loads.
JOINED = "figures"
_NAME = re.compile(r'data-widget="([a-z-]+)"')
_SPEC = find_spec("twowaves")
if _SPEC is None or _SPEC.origin is None:
    raise ImportError("the package twowaves is not installed: run python tools/environment.py")
#: Where the package lies.
PACKAGE = Path(_SPEC.origin).parent
#: Where the package's figures lie, a folder each.
FIGURES_FOLDER = PACKAGE / "widgets"
_HOSTS = ("host", "embed")
_FRONT_END = {".js", ".css"}
_SOURCES = {*_FRONT_END, ".py", ".html", ".csv", ".toml", ".json"}


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
    if name not in figure_names():
        raise ValueError(f"there is no such figure; there are {', '.join(figure_names())}")
    class_name = "".join(part.capitalize() for part in name.split("-"))
    return getattr(import_module("twowaves.widgets"), class_name)


def folder_of(name: str) -> str:
    """Return the folder in the package of a figure that pages name so.

    Examples
    --------
    >>> folder_of("paired-explorer")
    'paired_explorer'
    """
    return name.replace("-", "_")


def figure_names() -> list[str]:
    """Return every figure's name in kebab case: each has a folder with a script.

    Neither this nor `front_end` needs the package itself, whose import takes longer than all the
    rest of a build in which nothing has changed.
    """
    return [
        file.parent.name.replace("_", "-") for file in sorted(FIGURES_FOLDER.glob("*/figure.js"))
    ]


@cache
def front_end() -> Any:
    """Return the package's module that puts scripts together."""
    kit = FIGURES_FOLDER / "kit"
    spec = spec_from_file_location("twowaves_frontend", kit / "frontend.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{kit} holds no frontend.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_on_pages_with_figures(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Add styles, modules and the host to a page that has a figure."""
    names = sorted(set(_NAME.findall(context.get("body", ""))))
    if not names:
        return
    context["body"] = room.with_room(context["body"], room.read("pages"))
    for style in styles_of(names):
        app.add_css_file(f"{FOLDER}/{style}")
    static = context["pathto"]("_static", resource=True)
    preload = "".join(
        f'<link rel="modulepreload" href="{static}/{JOINED}/{script}">\n'
        for script in scripts_of(names)
    )
    context["metatags"] = context.get("metatags", "") + preload
    app.add_js_file(f"{JOINED}/host.js", type="module")


def styles_of(names: list[str]) -> list[str]:
    """Return the style sheets of the named figures, by their paths in the package."""
    own = [front_end().style_of(folder_of(name)) for name in names]
    return [front_end().BASE_STYLE, *own]


def scripts_of(names: list[str]) -> list[str]:
    """Return the files that bring the named figures to life, the host aside."""
    scripts = _scripts()
    own = [folder_of(name) for name in names]
    shared = {front_end().SHARED for name in own if scripts[name].startswith("import")}
    return [f"{name}.js" for name in [*shared, *own]]


@cache
def _scripts() -> dict[str, str]:
    """Return every file that pages load, by its name without ``.js``."""
    names = [folder_of(name) for name in figure_names()]
    hosts = {name: front_end().served(f"widgets/kit/{name}.js") for name in _HOSTS}
    scripts = dict(front_end().page_scripts(names)) | hosts
    return {name: small(script) for name, script in scripts.items()}


def small(script: str) -> str:
    """Return a script without comments and blanks: a third of what would travel.

    What also gives names of one letter does so at the risk of another program.
    """
    return str(rjsmin.jsmin(script))


def copy_front_end(app: Sphinx) -> None:
    """Put the package's scripts and styles where pages look for them.

    It happens before pages are written, since their addresses carry a digest of the files.
    A file that is there already is left alone: a browser may be reading it.
    """
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    files = [file for file in PACKAGE.rglob("*") if file.suffix in _FRONT_END]
    own = [file.relative_to(PACKAGE).as_posix() for file in files]
    fill(static / FOLDER, {path: front_end().served(path) for path in own})
    fill(static / JOINED, {f"{name}.js": text for name, text in _scripts().items()})


def fill(folder: Path, texts: dict[str, str]) -> None:
    """Have a folder hold these files and no others."""
    there = {file for file in folder.rglob("*") if file.is_file()}
    for left_over in there - {folder / name for name in texts}:
        left_over.unlink()
    for name, text in texts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.exists() and target.read_text(encoding="utf-8") == text):
            target.write_text(text, encoding="utf-8", newline="\n")


def note_what_pages_depend_on(_app: Sphinx, config: Config) -> None:
    """Have every page made again when the package, an extension, a template or the look changed."""
    here = Path(__file__).parents[1]
    folders = (PACKAGE, here / "_ext", here / "templates", here / "assets")
    sources = [file for folder in folders for file in sorted(folder.rglob("*")) if _counts(file)]
    sources += [room.FILE] if room.FILE.exists() else []
    texts = [file.read_bytes() for file in sources]
    config.live_figures_digest = hashlib.sha256(b"".join(texts)).hexdigest()


def _counts(file: Path) -> bool:
    return file.suffix in _SOURCES and file.is_file()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register directive, page assets and the copying."""
    app.add_config_value("live_figures_digest", "", "env", str)
    app.connect("config-inited", note_what_pages_depend_on)
    app.add_directive("widget", WidgetDirective)
    app.connect("html-page-context", load_on_pages_with_figures)
    app.connect("builder-inited", copy_front_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
