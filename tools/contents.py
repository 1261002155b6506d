"""What this book, or a fork of it, calls itself and consists of: `_config.yml` and `_toc.yml`.

A fork has a name of its own and may leave chapters out. Whatever holds the book to its name or
counts its pages reads them here.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
_PAGE = re.compile(r"^(?:root|\s*- file): (\S+)", re.MULTILINE)
_FIGURE = re.compile(r'^```+\{widget\} ([\w-]+)|data-widget=\\?"([\w-]+)', re.MULTILINE)


def title(root: Path = ROOT) -> str:
    """Return the book's title."""
    return str(yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"])


def pages(root: Path = ROOT) -> list[str]:
    """Return the pages in the order of the contents, named by their files without the ending."""
    return _PAGE.findall((root / "_toc.yml").read_text(encoding="utf-8"))


def source(page: str, root: Path = ROOT) -> Path:
    """Return the file of a page."""
    return next(path for kind in ("md", "ipynb") if (path := root / f"{page}.{kind}").is_file())


def figures(root: Path = ROOT) -> list[str]:
    """Return the figures that stand on a page of this book."""
    return sorted({name for page in pages(root) for name in figures_on(page, root)})


def figures_on(page: str, root: Path = ROOT) -> list[str]:
    """Return the figures of a page, one that stands there twice also twice."""
    text = source(page, root).read_text(encoding="utf-8")
    return [first or second for first, second in _FIGURE.findall(text)]


def left_out(root: Path = ROOT) -> set[str]:
    """Return the pages that others have and this book has not: chapters, and figures alone."""
    chapters = {
        path.relative_to(root).with_suffix("").as_posix()
        for folder in ("book", "book/api", "book/notebooks", "notebooks", "notebooks/exercises")
        for kind in ("*.md", "*.ipynb")
        for path in (root / folder).glob(kind)
    }
    drawn = (root / "src" / "twowaves" / "widgets").glob("*/figure.js")
    alone = {path.parent.name.replace("_", "-") for path in drawn}
    missing = alone.difference(figures(root))
    return chapters.difference(pages(root)) | {f"embed/{name}" for name in missing}
