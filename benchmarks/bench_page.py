"""What the chapter's page weighs, and how long the book takes, against Jupyter Book's defaults."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from timing import Row, pretty

from serve import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

ROOT = Path(__file__).parents[1]
CHAPTER = "notebooks/paired-t-test.html"
DEFAULTS = """title: Defaults
execute: {execute_notebooks: "off"}
only_build_toc_files: true
bibtex_bibfiles: [book/references.bib]
"""
CONTENTS = """format: jb-book
root: book/references
chapters:
  - file: notebooks/paired-t-test
"""


def rows(browser: Browser) -> list[Row]:
    """Build both books, load the same page of each, and time our builds."""
    with tempfile.TemporaryDirectory() as name:
        defaults = _default_book(Path(name))
        theirs = _load(browser, defaults)
    cold, warm = _build_times()
    ours = _load(browser, ROOT / "_build" / "html")
    return [
        Row(
            "the chapter's page, gzip, against Jupyter Book's defaults (its own host only)",
            f"{ours[0] / 1000:.0f} kB",
            f"{theirs[0] / 1000:.0f} kB",
            f"{ours[0] / theirs[0]:.2f}",
            "reported",
            met=True,
        ),
        Row(
            "requests to its own host, figure and pictures included",
            str(ours[1]),
            str(theirs[1]),
            f"{ours[1] / theirs[1]:.2f}",
            "reported",
            met=True,
        ),
        Row("requests to other hosts", str(ours[2]), str(theirs[2]), "", "0", ours[2] == 0),
        Row(
            "`make book` from a warm environment, nothing built yet",
            pretty(cold),
            "",
            "",
            "reported",
            met=True,
        ),
        Row(
            "the same with nothing changed, against the first",
            pretty(warm),
            pretty(cold),
            f"{warm / cold:.2f}",
            "< 0.5",
            met=warm / cold < 0.5,
        ),
    ]


def _default_book(folder: Path) -> Path:
    """Build the same chapter as a book with Jupyter Book's own settings."""
    (folder / "_config.yml").write_text(DEFAULTS, encoding="utf-8")
    (folder / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    (folder / "book").mkdir()
    for name in ("references.bib", "references.md"):
        shutil.copy(ROOT / "book" / name, folder / "book" / name)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    _build(folder)
    return folder / "_build" / "html"


def _build(folder: Path) -> float:
    """Build a book and return the seconds."""
    return _run(ROOT / ".venv" / "bin" / "jupyter-book", "build", folder, "-q")


def _run(*command: Path | str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _build_times() -> tuple[float, float]:
    """Build this book twice, as `make book` does: from nothing, and with nothing changed."""
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    build = (sys.executable, ROOT / "tools" / "book.py")
    return _run(*build), _run(*build)


def _load(browser: Browser, folder: Path) -> tuple[int, int, int]:
    """Load the chapter for the first time; return bytes (gzip), own and other requests."""
    with serve(folder, 0) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        answers: list[Response] = []
        elsewhere: list[str] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 # it wants a function

        def refuse(route: object) -> None:
            elsewhere.append("")
            route.abort()  # type: ignore[attr-defined]

        context.route(lambda address: not address.startswith(url), refuse)
        page.goto(f"{url}/{CHAPTER}")
        page.evaluate("document.querySelectorAll('img').forEach((e) => { e.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        weight = sum(_weight(answer) for answer in answers)
        context.close()
    return weight, len(answers), len(elsewhere)


def _weight(answer: Response) -> int:
    """Return the bytes of a body as a compressing server sends it."""
    body = answer.body()
    return min(len(body), len(gzip.compress(body)))
