"""Builds by Sphinx, each in a process of its own that was made from one which has it loaded."""

import multiprocessing
import os
import sys
from pathlib import Path

LOADED = [
    "sphinx.cmd.build",
    "myst_parser",
    "sphinx_book_theme",
    "twowaves.widgets",
    "sphinxcontrib.bibtex.plugin",
]


def build(arguments, heard, environment=None):
    """Build as `python -m sphinx` does; return its code and what it said on the error stream."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    process = context.Process(
        target=_build, args=(arguments, str(heard), dict(os.environ | (environment or {})))
    )
    process.start()
    process.join()
    return process.exitcode, Path(heard).read_text(encoding="utf-8")


def _build(arguments, heard, environment):
    os.environ.clear()
    os.environ.update(environment)
    with Path(heard).open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", closefd=False)
    from sphinx.cmd.build import main  # noqa: PLC0415 # loaded already where this runs

    sys.exit(main(arguments))
