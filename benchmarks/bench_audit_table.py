"""One keystroke in the audited table in a browser, against one audit of the six rows in Python."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import numpy as np
from timing import Row, pretty, seconds

import twowaves

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHAPTER = "notebooks/another-paper.html"
KEYSTROKES = 300
FRAME = 1 / 60

# each keystroke makes a number longer or shorter, is told to the figure, and laid out at once
KEYS = """(keystrokes) => {
    const figure = document.querySelector('figure[data-widget="audit-table"]');
    const columns = ['statistic', 'mean_pre', 'sd_post', 'pvalue', 'df', 'n'];
    const times = [];
    for (let i = 0; i < keystrokes; i += 1) {
        const at = `[data-row="${Math.floor(i / 6) % 6}"][data-column="${columns[i % 6]}"]`;
        const cell = figure.querySelector(`input${at}`);
        cell.value = Math.floor(i / 36) % 2 ? cell.value.slice(0, -1) : cell.value + '1';
        const from = performance.now();
        cell.dispatchEvent(new Event('input', { bubbles: true }));
        document.body.offsetHeight;
        times.push((performance.now() - from) / 1000);
    }
    return times;
}"""


def rows(page: Page) -> list[Row]:
    """Time keystrokes in the paper's table on the open page, and the audit, in turn."""
    outcomes = twowaves.load_outcomes()
    page.locator('figure[data-widget="audit-table"]').get_by_label("Example").select_option(
        "this paper"
    )
    page.evaluate(KEYS, KEYSTROKES)
    audits, keys = [], []
    for _ in range(3):
        audits.append(seconds(lambda: twowaves.audit(outcomes, n=(10, 11, 15)), 1))
        keys += page.evaluate(KEYS, KEYSTROKES)
    median, slow = statistics.median(keys), float(np.quantile(keys, 0.95))
    ratio = statistics.median(audits) / median
    return [
        Row(
            "one keystroke in a table of six, event to layout, against twowaves.audit of it",
            pretty(median),
            pretty(statistics.median(audits)),
            f"1/{ratio:.1f}",
            "≤ 1",
            ratio >= 1,
        ),
        Row("95 of 100 keystrokes below", pretty(slow), "", "", "< 1/60 s", slow < FRAME),
    ]
