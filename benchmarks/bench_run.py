"""Code that runs in the page, beside the same code in a kernel's Python: start, cells, memory."""

from __future__ import annotations

import contextlib
import io
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from matplotlib import pyplot as plt
from timing import Row, pretty

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTER = "paired-t-test"
HEAVY = "limitations"
PACKS = ["pictures", "models"]
MEGABYTE = 1e6
KEPT = 15_000  # milliseconds: a started Python's memory is kept once nobody waits for anything

# loads the engine as a page does, runs cells, and says how long each thing took
RUN = """async ([address, packs, cells, rest]) => {
    const { Engine } = await import(address);
    const engine = new Engine();
    const began = performance.now();
    const { missing } = await engine.ask(packs);
    const { restored } = await engine.boot(packs, () => {});
    const started = (performance.now() - began) / 1000;
    const ends = [];
    for (const cell of cells) ends.push(await engine.run(cell, () => {}));
    if (rest) await new Promise((end) => setTimeout(end, rest));
    engine.stop();
    return { missing, restored, started, seconds: ends.map((end) => end.seconds),
        ok: ends.every((end) => end.ok), megabytes: Math.max(...ends.map((end) => end.megabytes)) };
}"""


def rows(browser: Browser, url: str) -> list[Row]:
    """Time the first run of a chapter, its later cells and its pictures, and weigh it all."""
    page = browser.new_context().new_page()
    page.set_default_timeout(0)
    page.goto(f"{url}/notebooks/{CHAPTER}.html")
    plain = ran(page, url, [], ["1"], rest=KEPT)
    whole = ran(page, url, PACKS, ["1"], rest=KEPT)
    cells = cells_of(CHAPTER)
    again = ran(page, url, PACKS, cells)
    heavy = ran(page, url, PACKS, cells_of(HEAVY))
    page.context.close()
    first = again["started"] + again["seconds"][0]
    return [
        _row("first Run to the first cell's output, everything kept", first, 10.0, pretty),
        *against_native(cells, again["seconds"]),
        _row("memory at the end of the heaviest chapter", heavy["megabytes"], 300, _megabytes),
        _row("loaded for pictures", _all(plain, whole), 45, _megabytes),
        _row("loaded without pictures", plain["missing"] / MEGABYTE, 30, _megabytes),
    ]


def ran(page: Page, url: str, packs: list[str], cells: list[str], rest: int = 0) -> dict[str, Any]:
    """Run cells in a session of their own, which must all end well."""
    answer: dict[str, Any] = page.evaluate(
        RUN, [f"{url}/_static/run/engine.js", packs, cells, rest]
    )
    assert answer["ok"], "a chapter's cell failed in the page"
    return answer


def _all(plain: dict[str, Any], whole: dict[str, Any]) -> float:
    return float(plain["missing"] + whole["missing"]) / MEGABYTE


def cells_of(chapter: str) -> list[str]:
    """Return a chapter's code cells."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def against_native(cells: list[str], seconds: list[float]) -> list[Row]:
    """Return a row for the cells behind the second, and one for those of them that draw."""
    native, draws = native_seconds(cells)
    later = [i for i in range(2, len(cells)) if not draws[i]]
    pictures = [i for i in range(2, len(cells)) if draws[i]]
    spare = 0.05  # a cell of a millisecond may take longer to be asked for
    over = [seconds[i] / (2 * native[i] + spare) for i in later]
    drawn = [seconds[i] / (3 * native[i]) for i in pictures]
    return [
        _beside("a later cell, to twice a kernel's time and 50 ms", later, seconds, native, over),
        _beside(
            "a cell with a picture, to three times a kernel's", pictures, seconds, native, drawn
        ),
    ]


def native_seconds(cells: list[str]) -> tuple[list[float], list[bool]]:
    """Run cells here, pictures drawn as a kernel draws them; return times, and which draw."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    times, draws = [], []
    for cell in cells:
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            exec(cell, namespace)  # noqa: S102 # the book's own chapter
        figures = [plt.figure(number) for number in plt.get_fignums()]
        for figure in figures:
            figure.savefig(io.BytesIO(), format="svg", bbox_inches="tight")
        plt.close("all")
        times.append(time.perf_counter() - began)
        draws.append(bool(figures))
    return times, draws


def _beside(
    measure: str, which: list[int], seconds: list[float], native: list[float], over: list[float]
) -> Row:
    ours, theirs = (statistics.median(times[i] for i in which) for times in (seconds, native))
    worst = max(over)
    return Row(measure, pretty(ours), pretty(theirs), f"{worst:.2f} ×", "≤ 1 ×", worst <= 1)


def _row(measure: str, value: float, most: float, said: Any) -> Row:
    return Row(measure, said(value), "", f"{value / most:.2f} ×", f"≤ {said(most)}", value <= most)


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB"
