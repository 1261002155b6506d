"""Let Lighthouse judge three pages of the built book, as on a desk and as on a phone.

Run: ``python tools/lighthouse.py``, or `make lighthouse`. Lighthouse and the Node that runs it are
installed by `node_packages`. The pages come from a server that compresses. Each is judged three
times, and the middle score of each kind counts: how fast a page seems depends on what else the
machine does. The scores are kept in `benchmarks/measured.json`, from where the book tells them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from browser import find_browser, install_browser
from node_packages import NodeError, install, node
from serve import BOOK, serve

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from measured import record  # noqa: E402 # found through the folder above
from timing import Row  # noqa: E402 # found through the folder above

PAGES = ("book/welcome", "notebooks/paired-t-test", "notebooks/limitations")
KINDS = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
CHROME = "--headless=new --no-sandbox --disable-background-networking --no-first-run"

Scores = dict[str, int]
Report = dict[str, Any]


class LighthouseError(Exception):
    """Why there are no scores, in one sentence."""


def main() -> int:
    """Judge the pages and print a table; 1 if a score is below its aim, or there is none."""
    try:
        scores = judged()
    except (LighthouseError, NodeError) as error:
        print(error, file=sys.stderr)
        return 1
    rows = [row(page, form, reports) for (page, form), reports in scores.items()]
    record("make lighthouse", rows)
    return 0 if all(row.met for row in rows) else 1


def judged() -> dict[tuple[str, str], list[Report]]:
    """Return Lighthouse's reports of every page, on desktop and mobile."""
    if not (BOOK / "index.html").is_file():
        raise LighthouseError(f"{BOOK} holds no built book; run `make book` first.")
    program = install() / "lighthouse" / "cli" / "index.js"
    found = {}
    print("| measure | scores | below 100 | aim | met |\n|---|---|---|---|---|")
    with serve(BOOK, 0) as url:
        for page in PAGES:
            for form in ("desktop", "mobile"):
                reports = [report(program, f"{url}/{page}.html", form) for _ in range(RUNS)]
                found[page, form] = reports
                line = row(page, form, reports)
                short = ", ".join(faults(reports)) or "nothing"
                met = "yes" if line.met else "**no**"
                print(f"| {line.measure} | {line.ours} | {short} | {line.target} | {met} |")
    return found


def report(program: Path, url: str, form: str) -> Report:
    """Return Lighthouse's report of one page."""
    command = [
        *(node(), str(program), url, "--quiet", "--output=json", f"--chrome-flags={CHROME}"),
        f"--only-categories={','.join(KINDS)}",
        *(["--preset=desktop"] if form == "desktop" else []),
    ]
    environment = os.environ | {"CHROME_PATH": find_browser() or install_browser()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise LighthouseError(f"Lighthouse failed on {url}: {done.stderr.strip()[-500:]}")
    found: Report = json.loads(done.stdout)
    return found


def scores(reports: list[Report]) -> Scores:
    """Return the middle score of each kind, from 0 to 100.

    Examples
    --------
    >>> once = [{"categories": dict.fromkeys(KINDS, {"score": s})} for s in (0.9, 1, 0.97)]
    >>> scores(once)["seo"]
    97
    """
    return {
        kind: round(100 * statistics.median(one["categories"][kind]["score"] for one in reports))
        for kind in KINDS
    }


def faults(reports: list[Report]) -> list[str]:
    """Return the names of the audits that cost a page points, in the last report."""
    last = reports[-1]
    return sorted(
        {
            part["id"]
            for kind in KINDS
            for part in last["categories"][kind]["auditRefs"]
            if part["weight"] and (last["audits"][part["id"]]["score"] or 0) < 1
            if last["audits"][part["id"]]["scoreDisplayMode"] != "notApplicable"
        }
    )


def row(page: str, form: str, reports: list[Report]) -> Row:
    """Return the scores of one page as a line of the report."""
    found = scores(reports)
    on_desk = form == "desktop"
    lowest = min(found.values()) if on_desk else found["performance"]
    aim = 100 if on_desk else 99
    return Row(
        f"Lighthouse, {page.split('/')[1]}, {form}: {', '.join(KINDS)}",
        " / ".join(map(str, found.values())),
        "",
        "",
        "100 each" if on_desk else "performance ≥ 99",
        lowest >= aim,
    )


if __name__ == "__main__":
    sys.exit(main())
