"""How soon a page's figure is alive, against Jupyter's own way to show a widget without a kernel.

The other page is what `ipywidgets.embed` makes: four sliders and a line of text, brought to life by
html-manager, served by the same server. It has no figure to draw, which is in its favour. Both are
timed from DOMContentLoaded, in a browser that has seen neither.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timing import Row, pretty

from node_packages import NodeError, install
from serve import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
PAGES = ("book/welcome.html", "notebooks/paired-t-test.html", "notebooks/limitations.html")
ROUNDS = 7
SHORT = 0.1  # seconds that are soon enough, whatever the other page takes

# notes when DOMContentLoaded was, and when the first element that a selector names was there
WATCH = """
(() => {
    const note = () => {
        if (!window.liveAt && document.querySelector('SELECTOR')) window.liveAt = performance.now();
    };
    new MutationObserver(note).observe(document, {
        subtree: true, childList: true, attributes: true, attributeFilter: ['data-live', 'class'],
    });
    document.addEventListener('DOMContentLoaded', () => { window.readyAt = performance.now(); });
})();
"""


def rows(browser: Browser) -> list[Row]:
    """Time three pages of the book and the peer's, in turn."""
    try:
        packages = install()
    except NodeError as error:
        print(f"no time of html-manager: {error}", file=sys.stderr)
        return []
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(_peer(Path(folder), packages), 0) as peer,
        serve(ROOT / "_build" / "html", 0) as book,
    ):
        ours: dict[str, list[float]] = {page: [] for page in PAGES}
        theirs = []
        for _ in range(ROUNDS):
            theirs.append(_time(browser, f"{peer}/index.html", ".noUi-origin"))
            for page, times in ours.items():
                times.append(_time(browser, f"{book}/{page}", "figure[data-live]"))
    other = statistics.median(theirs)
    return [_row(page, statistics.median(times), other) for page, times in ours.items()]


def _row(page: str, ours: float, other: float) -> Row:
    return Row(
        f"{Path(page).stem}: a live figure after DOMContentLoaded, four sliders by html-manager",
        pretty(ours),
        pretty(other),
        f"{ours / other:.2f} of the time",
        "≤ 100 ms or 0.1, whichever is longer",
        ours <= max(SHORT, other / 10),
    )


def _time(browser: Browser, address: str, selector: str) -> float:
    """Return the seconds from DOMContentLoaded until the selector finds something; 0 if before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH.replace("SELECTOR", selector))
    page.goto(address)
    page.wait_for_function("window.liveAt && window.readyAt")
    late = float(page.evaluate("(window.liveAt - window.readyAt) / 1000"))
    context.close()
    return max(late, 0.0)


def _peer(folder: Path, packages: Path) -> Path:
    """Write the peer's page, with its scripts beside it instead of on another host."""
    from ipywidgets import HTML, FloatSlider, VBox  # noqa: PLC0415 # 0.3 s that only this needs
    from ipywidgets.embed import embed_minimal_html  # noqa: PLC0415 # as above

    manager = packages / "@jupyter-widgets" / "html-manager" / "dist" / "embed-amd.js"
    shutil.copy(manager, folder / "embed-amd.js")
    shutil.copy(packages / "requirejs" / "require.js", folder / "require.js")
    sliders = [FloatSlider(description=name) for name in ("n", "mean", "SD", "r")]
    page = folder / "index.html"
    embed_minimal_html(page, views=[VBox([*sliders, HTML("t(10) = 3.13")])], requirejs=True)
    lines = page.read_text(encoding="utf-8").splitlines()
    local = {"require.min.js": "require.js", "embed-amd.js": "embed-amd.js"}
    for number, line in enumerate(lines):
        for theirs, ours in local.items():
            if theirs in line:
                lines[number] = f'<script src="{ours}"></script>'
    page.write_text("\n".join(lines), encoding="utf-8")
    return folder
