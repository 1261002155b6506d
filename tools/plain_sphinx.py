"""Build the book with today's Sphinx and without Jupyter Book: the door out, tried every week.

Run: ``python tools/plain_sphinx.py`` after `make book`. Jupyter Book 1 is in maintenance and holds
Sphinx back. From the same `_config.yml` and `_toc.yml` it writes a `conf.py`; with that, the newest
Sphinx and its extensions, none of them Jupyter Book's own, build the book in an environment beside
ours. 1 if there is a warning, or if a page has fewer figures, questions, formulas or folds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import contents
from environment import BIN, EXE, locked_uv

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "_build" / "html"
PLACE = ROOT / "_build" / "plain-sphinx"
#: What Jupyter Book brings, by the names of its packages, and what our own extensions import.
PACKAGES = [
    *("sphinx", "myst-nb", "sphinx-book-theme", "sphinx-external-toc"),
    *("sphinx-copybutton", "sphinx-design", "sphinxcontrib-bibtex", "sphinx-exercise"),
    *("sphinx-multitoc-numbering", "sphinx-comments", "sphinx-jupyterbook-latex", "linkify-it-py"),
    *("math-core", "rjsmin", "tinycss2"),
]
#: What a page must not lose, and how its HTML shows it.
COUNTED = {
    "figures": r"<figure[^>]* data-widget=",
    "questions": r'class="[^"]*\bquestion\b',
    "formulas": r"<math\b",
    "folds": r"<details\b",
    "pictures": r"<img\b",
    "tables": r"<table\b",
}
LEFT_BEHIND = (".git", ".venv", ".tools", "_build", "dist", ".*_cache")


def main() -> int:
    """Build, compare, and say what is missing."""
    shutil.rmtree(PLACE, ignore_errors=True)
    source = PLACE / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    write_settings(source)
    python = environment()
    if build(python, source, PLACE / "html"):
        print("Plain Sphinx warned of what is told above.", file=sys.stderr)
        return 1
    missing = lost(counted(BUILT), counted(PLACE / "html"))
    print(*missing or ["Plain Sphinx builds the same book."], sep="\n")
    return int(bool(missing))


def write_settings(source: Path) -> None:
    """Write `conf.py` as Jupyter Book understands `_config.yml`, for who has no Jupyter Book."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "config", "sphinx", str(source)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    settings = source / "conf.py"
    settings.write_text(without_jupyter_book(settings.read_text("utf-8")), encoding="utf-8")


def without_jupyter_book(settings: str) -> str:
    """Return settings that do not load Jupyter Book's own extension.

    Examples
    --------
    >>> without_jupyter_book("extensions = ['myst_nb', 'jupyter_book', 'mathml']")
    "extensions = ['myst_nb', 'mathml']"
    """
    return re.sub(r"'jupyter_book', |, 'jupyter_book'(?=\])", "", settings)


def environment() -> Path:
    """Return the Python of a fresh environment with the newest packages and ours."""
    uv = str(locked_uv())
    folder = PLACE / "venv"
    python = folder / BIN / f"python{EXE}"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    command = [uv, "pip", "install", "--quiet", "--python", str(python), *PACKAGES, str(ROOT)]
    subprocess.run(command, check=True)
    return python


def build(python: Path, source: Path, target: Path) -> int:
    """Build as strictly as `make book` does; return what Sphinx returns."""
    strict = ["-q", "-W", "-n", "--keep-going"]
    command = [str(python), "-m", "sphinx", *strict, str(source), str(target)]
    paths = {**os.environ, "PYTHONPATH": str(source / "book" / "_ext")}
    return subprocess.run(command, env=paths, check=False).returncode


def counted(site: Path) -> dict[str, dict[str, int]]:
    """Return how many of each kind every page has; a page that is not there has none of any."""
    return {page: counts(site / f"{page}.html") for page in contents.pages()}


def counts(page: Path) -> dict[str, int]:
    """Return how many of each kind one page has."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return {kind: len(re.findall(pattern, text)) for kind, pattern in COUNTED.items()}


def lost(real: dict[str, dict[str, int]], plain: dict[str, dict[str, int]]) -> list[str]:
    """Return a sentence for everything of which a page has fewer.

    Examples
    --------
    >>> lost({"a": {"figures": 2, "folds": 1}}, {"a": {"figures": 1, "folds": 1}})
    ['a has 1 of 2 figures.']
    """
    return [
        f"{page} has {plain[page][kind]} of {number} {kind}."
        for page, kinds in real.items()
        for kind, number in kinds.items()
        if plain[page][kind] < number
    ]


if __name__ == "__main__":
    sys.exit(main())
