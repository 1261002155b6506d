"""Run every benchmark and print one table; `make bench` does it.

Each line compares two things in one run on one machine: the ratio counts, not the seconds.
The rows are also kept in `measured.json`, from where the book tells them.
"""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timing import Row

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tools")]

import bench_audit  # noqa: E402 # found through the two folders above
import bench_audit_table  # noqa: E402 # found through the two folders above
import bench_explorer  # noqa: E402 # found through the two folders above
import bench_import  # noqa: E402 # found through the two folders above
import bench_lab  # noqa: E402 # found through the two folders above
import bench_live  # noqa: E402 # found through the two folders above
import bench_page  # noqa: E402 # found through the two folders above
import bench_reading  # noqa: E402 # found through the two folders above
import bench_reconstruct  # noqa: E402 # found through the two folders above
import bench_run  # noqa: E402 # found through the two folders above
import bench_scoring  # noqa: E402 # found through the two folders above
import bench_simulate  # noqa: E402 # found through the two folders above
import bench_ttest  # noqa: E402 # found through the two folders above
from measured import record  # noqa: E402 # found through the two folders above
from playwright.sync_api import sync_playwright  # noqa: E402 # found through the two folders above

from browser import find_browser  # noqa: E402 # found through the two folders above
from serve import serve  # noqa: E402 # found through the two folders above

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> int:
    """Print the table; fail if a target is missed."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    print("| measure | ours | other | ratio | target | met |\n|---|---|---|---|---|---|")
    quick = (
        bench_import,
        bench_ttest,
        bench_audit,
        bench_scoring,
        bench_reading,
        bench_reconstruct,
        bench_simulate,
    )
    rows = [_shown(row) for bench in quick for row in bench.rows()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        rows += [_shown(row) for row in bench_page.rows(browser)]
        rows += [_shown(row) for row in bench_live.rows(browser)]
        with serve(bench_page.ROOT / "_build" / "html", 0) as url:
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            page.goto(f"{url}/{bench_page.CHAPTER}")
            page.locator("figure[data-live]").wait_for()
            rows += [_shown(row) for row in bench_explorer.rows(page)]
            page.goto(f"{url}/{bench_audit_table.CHAPTER}")
            page.locator("figure[data-live]").wait_for()
            rows += [_shown(row) for row in bench_audit_table.rows(page)]
            page.goto(f"{url}/{bench_lab.CHAPTER}")
            page.locator("figure[data-live]").wait_for()
            rows += [_shown(row) for row in bench_lab.rows(page)]
            rows += [_shown(row) for row in bench_run.rows(browser, url)]
        browser.close()
    record("make bench", rows)
    return 0 if all(row.met for row in rows) else 1


def _shown(row: Row) -> Row:
    print(row.as_markdown(), flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main())
