"""One step of the explorer in a browser against one redraw of the same picture with seaborn."""

from __future__ import annotations

import io
import statistics
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from timing import Row, pretty, seconds

import twowaves
from twowaves import plots

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS = 400
TARGET = 40
SLOWEST = 0.004

# each step changes the value, tells the figure, and has the browser lay the page out at once
SLIDER = """(steps) => {
    const slider = document.querySelectorAll('figure[data-widget] input[type=range]')[1];
    const start = Number(slider.value);
    const times = [];
    for (let i = 0; i < steps; i += 1) {
        slider.value = start + Number(slider.step) * (10 - Math.abs((i % 20) - 10));
        const from = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        document.body.offsetHeight;
        times.push((performance.now() - from) / 1000);
    }
    return times;
}"""
DRAG = """(steps) => {
    const handle = document.querySelector('figure[data-widget] [data-person="4"][data-end="post"]');
    handle.scrollIntoView({ block: 'center' });
    const box = handle.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const send = (type, dy) => handle.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: 1, clientX: x, clientY: y + dy,
    }));
    handle.ownerSVGElement.setPointerCapture = () => {}; // a made-up pointer cannot be captured
    send('pointerdown', 0);
    const times = [];
    for (let i = 0; i < steps; i += 1) {
        const from = performance.now();
        send('pointermove', 6 * (10 - Math.abs((i % 20) - 10)));
        document.body.offsetHeight;
        times.push((performance.now() - from) / 1000);
    }
    send('pointerup', 0);
    return times;
}"""


def redraw(pre: Any, post: Any) -> bytes:
    """Draw slopes, changes and the t curve as `interact` would, and encode the picture."""
    figure, axes = plt.subplots(1, 3, figsize=(10, 3.3))
    plots.plot_pairs(pre, post, title="Each line is one person", unit="points", ax=axes[0])
    plots.plot_changes(pre, post, title="Change", unit="points", ax=axes[1])
    plots.plot_t_distribution(twowaves.paired_ttest(pre, post), title="t", ax=axes[2])
    picture = io.BytesIO()
    figure.savefig(picture, dpi=100)
    plt.close(figure)
    return picture.getvalue()


def rows(page: Page) -> list[Row]:
    """Time both kinds of step on the open chapter, and the redraw, in turn."""
    mpl.use("Agg")
    plots.use_style()
    people = twowaves.load_paper_samples().query("outcome == 'self-compassion'")
    pre, post = np.array(people["pre"]), np.array(people["post"])
    redraw(pre, post)
    report = []
    for name, script in (("slider", SLIDER), ("drag", DRAG)):
        page.evaluate(script, STEPS)
        drawn, steps = [], []
        for _ in range(5):
            drawn.append(seconds(lambda: redraw(pre, post), 3))
            steps += page.evaluate(script, STEPS)
        report += _rows(name, steps, statistics.median(drawn))
    return report


def _rows(name: str, steps: list[float], drawn: float) -> list[Row]:
    median = statistics.median(steps)
    slow = float(np.quantile(steps, 0.95))
    ratio = drawn / median
    return [
        Row(
            f"one {name} step, event to layout, against a seaborn redraw",
            pretty(median),
            pretty(drawn),
            f"1/{ratio:.0f}",
            f"≤ 1/{TARGET}",
            ratio >= TARGET,
        ),
        Row(f"95 of 100 {name} steps below", pretty(slow), "", "", "< 4 ms", slow < SLOWEST),
    ]
