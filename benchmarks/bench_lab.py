"""Two thousand studies drawn anew and shown, from a slider's event to the page's layout."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import numpy as np
from timing import Row, pretty

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHAPTER = "notebooks/limitations.html"
STEPS = 60
FRAME = 1 / 60

# each step moves a threat or the people, and has the browser lay the page out at once
STEP = """([label, steps]) => {
    const figure = document.querySelector('figure[data-widget="limitations-lab"]');
    const wanted = [...figure.querySelectorAll('label')].find((e) => e.textContent.includes(label));
    const slider = wanted.querySelector('input') ?? document.getElementById(wanted.htmlFor);
    const [low, step] = [Number(slider.min), Number(slider.step)];
    const times = [];
    for (let i = 0; i < steps; i += 1) {
        slider.value = label === 'People' ? 10 + (i % 2) : low + step * (i % 8);
        const from = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        document.body.offsetHeight;
        times.push((performance.now() - from) / 1000);
    }
    slider.value = label === 'People' ? 11 : label === 'Selection' ? 1 : 0;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    return times;
}"""


def rows(page: Page) -> list[Row]:
    """Time the steps of each threat's slider, and those of a new size, on the open chapter."""
    moves = ["True change", "History", "Social", "Selection", "Drop-out"]
    for label in [*moves, "People"]:  # a first round is thrown away
        page.evaluate(STEP, [label, STEPS])
    same = [time for label in moves for time in page.evaluate(STEP, [label, STEPS])]
    new = page.evaluate(STEP, ["People", STEPS])
    return [
        _row("2,000 studies of 11 pairs, a threat moved, event to layout, against a frame", same),
        _row("the same with new random numbers, 10 or 11 people", new),
    ]


def _row(measure: str, times: list[float]) -> Row:
    """Return a row for the slowest but five of a hundred steps."""
    slow = float(np.quantile(times, 0.95))
    return Row(
        measure,
        f"{pretty(statistics.median(times))}; 95 of 100 below {pretty(slow)}",
        pretty(FRAME),
        f"{slow / FRAME:.2f} ×",
        "≤ 1 ×",
        slow <= FRAME,
    )
