"""Cells that run in the page: the engine's files in the site, and a button beside each cell's code.

The engine is what `tools/engine.py` has packed. Where that is not there, as where no package could
be had, the book has no such buttons. A page loads nothing of it until a reader presses one.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

import packs
from folded_code import folded_code
from live_figures import small

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ROOT = Path(__file__).parents[2]
PACKED = ROOT / ".tools" / "engine" / "packed"
MANIFEST = "manifest.json"
OWN = {MANIFEST, "packed-from"}  # the packer's notes, of which the site has its own
SCRIPTS = ROOT / "book" / "run"
RUN = '<button type="button" class="btn btn-sm run-code pst-js-only">Run</button>'


def is_there() -> bool:
    """Tell whether there is an engine to put into the site."""
    return (PACKED / MANIFEST).is_file()


def note(_app: Sphinx, config: Config) -> None:
    """Have pages made again when an engine has come or gone."""
    config.has_engine = is_there()


def put_engine(app: Sphinx) -> None:
    """Put the engine into the site, the package as it is now, and the scripts that run it."""
    if app.builder.format != "html" or not is_there():
        return
    static = Path(app.outdir) / "_static"
    folder = static / "engine"
    for each in (folder, static / "run"):
        each.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((PACKED / MANIFEST).read_text(encoding="utf-8"))
    manifest["sources"] = packs.write_pack(packs.sources(), folder)
    named = {part["name"] for pack in manifest.values() for part in pack["parts"]}
    for file in (file for file in PACKED.rglob("*") if file.is_file() and file.name not in OWN):
        bring(file, (static / "run" if file.suffix == ".js" else folder) / file.relative_to(PACKED))
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    for left_over in (file for file in folder.glob("*.part") if file.name not in named):
        left_over.unlink()
    for script in SCRIPTS.glob("*.js"):
        text = small(script.read_text(encoding="utf-8"))
        (static / "run" / script.name).write_text(text, encoding="utf-8", newline="\n")
    for style in SCRIPTS.glob("*.css"):
        shutil.copy(style, static / "run")


def bring(file: Path, target: Path) -> None:
    """Have a file in the site, too, under another name of the same file where that can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.stat().st_size == file.stat().st_size:
        return
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:  # another disk, or a system without links
        shutil.copy(file, target)


def add_buttons(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Put a button behind the code of each cell."""
    if app.builder.format != "html" or not app.config.has_engine:
        return
    for code in list(doctree.findall(folded_code)):
        place = code.parent.index(code) + 1
        code.parent.insert(place, nodes.raw("", RUN, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add buttons and files to every HTML build that has an engine."""
    app.add_config_value("has_engine", False, "env", bool)
    app.connect("config-inited", note)
    app.connect("builder-inited", put_engine)
    app.connect("doctree-resolved", add_buttons, priority=600)  # once code is folded
    return {"parallel_read_safe": True, "parallel_write_safe": True}
