"""What the audit says of true rows under each convention, and of rows with one slip.

Run: ``python benchmarks/audit_simulation.py [rows]``, 400 of each kind unless told otherwise. A
seeded small part runs with the tests. True rows: whole-number totals of 3 to 200 people, all
figures printed by one convention, a third of the p with one tail. Told are the rows that are at
odds where the convention is declared (must be none), where it is not, and how many of these are
explained; then the true rows of two waves that lost some of their people, by what tells the pairs
(at odds must be none); then, by kind of slip, the rows that are at odds, and those that no
convention explains.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

sys.path.append(str(Path(__file__).parents[1] / "tests/helpers"))

from full_rows import full_row, row_with_drop_outs, slipped  # type: ignore[import-not-found] # found above

import twowaves

if TYPE_CHECKING:
    from collections.abc import Callable

    Cells = dict[str, str]

CONVENTIONS = (("nearest", "sample"), ("truncate", "sample"), ("up", "sample"),
               ("twice", "sample"), ("nearest", "population"))  # fmt: skip
SLIPS = ("digit", "transposed", "last digit", "n and df", "SDs swapped", "mean copied", "n",
         "sign of t", "one-tailed p", "SEs for SDs", "SE for an SD")  # fmt: skip
# what is left out of a row with drop-outs
UNTOLD = {"n of both waves, df": (), "n of both waves": ("df",), "n before, df": ("n_post",),
          "n before": ("n_post", "df"), "df": ("n_pre", "n_post")}  # fmt: skip


def verdicts(row: Cells, **conventions: Any) -> set[str]:
    """Return the verdicts on a row."""
    return set(twowaves.audit(pd.DataFrame([row]), **conventions)["verdict"])


def at_odds(found: set[str]) -> bool:
    """Tell whether a row is at odds as printed."""
    return bool(found & {"inconsistent", "alternative"})


def main(count: int) -> int:
    """Print both tables; fail if a true row is at odds under its own convention."""
    accused = 0
    print("| rounding | SD | at odds, declared | at odds, undeclared | of these explained |")
    print("|---|---|---|---|---|")
    for rounding, sd in CONVENTIONS:
        draw = np.random.default_rng([24, len(rounding), len(sd)])
        rows = [full_row(draw, rounding, sd) for _ in range(count)]
        declared = sum(at_odds(verdicts(row, rounding=rounding, sd=sd)) for row in rows)
        found = [each for each in map(verdicts, rows) if at_odds(each)]
        explained = sum("inconsistent" not in each for each in found)
        print(f"| {rounding} | {sd} | {declared} | {len(found)} | {explained} |")
        accused += declared
    accused += _drop_outs(count)
    print("\n| slip | at odds, n 5 to 30 | unexplained | at odds, n 31 to 100 | unexplained |")
    print("|---|---|---|---|---|")
    for slip in SLIPS:
        told = [_caught(slip, sizes, count) for sizes in ((5, 31), (31, 101))]
        print(f"| {slip} | " + " | ".join(f"{share:.0%}" for pair in told for share in pair) + " |")
    return int(accused > 0)


def _drop_outs(count: int) -> int:
    """Print how many true rows with drop-outs are at odds, by what is printed; return how many."""
    print("\n| two waves, printed are | at odds |\n|---|---|")
    accused = 0
    for words, gone in UNTOLD.items():
        draw = np.random.default_rng([26, len(words)])
        lost = [draw.permutation([draw.integers(2), draw.integers(2, 9)]) for _ in range(count)]
        rows = [row_with_drop_outs(draw, each) for each in lost]
        told = [{name: row[name] for name in row if name not in gone} for row in rows]
        odds = sum(at_odds(verdicts(row)) for row in told)
        print(f"| {words} | {odds} |")
        accused += odds
    return accused


def _caught(slip: str, sizes: tuple[int, int], count: int) -> tuple[float, float]:
    """Return the share of rows with a slip that are at odds, and that nothing explains."""
    draw = np.random.default_rng([25, SLIPS.index(slip), *sizes])
    make: Callable[..., Cells] = full_row
    rows = [make(draw, n=int(draw.integers(*sizes)), further=False) for _ in range(count)]
    found = [verdicts(slipped(draw, row, slip)) for row in rows]
    return (
        sum(map(at_odds, found)) / count,
        sum("inconsistent" in each for each in found) / count,
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
