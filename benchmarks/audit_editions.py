"""The audit and the search for n, by the row, against those of the first edition, in one run.

Run: ``git worktree add FOLDER fae5245`` (the first edition; its package is ``prepost``), then
``python benchmarks/audit_editions.py FOLDER``. True rows and rows with one slip of a digit; the
first edition's audit knew no other conventions, so it tries none where a row is at odds.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from timing import in_turn, pretty

sys.path.append(str(Path(__file__).parents[1] / "tests/helpers"))

from full_rows import full_row, slipped  # type: ignore[import-not-found] # found above

import twowaves

ROWS = 3000
FEWER = 300  # for the search, of n from 2 to 30


def main(folder: str) -> int:
    """Print both editions' time by the row, and the ratio."""
    sys.path.append(str(Path(folder) / "src"))
    first = importlib.import_module("prepost")
    tables = tables_of(ROWS)
    print("| measure | now | first edition | ratio |\n|---|---|---|---|")
    for words, table in tables.items():
        _shown(f"audit, {words}", "audit", table, first)
    for words, table in tables.items():
        _shown(f"n from 2 to 30, {words}", "feasible_n", table.head(FEWER), first)
    return 0


def tables_of(count: int) -> dict[str, pd.DataFrame]:
    """Return a table of true rows, and the same with a slip in each."""
    draw = np.random.default_rng(24)
    rows = [full_row(draw, n=int(draw.integers(3, 101)), further=False) for _ in range(count)]
    wrong = [slipped(draw, row, "digit") for row in rows]
    return {"true rows": pd.DataFrame(rows), "rows with a slip": pd.DataFrame(wrong)}


def _shown(words: str, name: str, table: pd.DataFrame, first: object) -> None:
    now, before = getattr(twowaves, name), getattr(first, name)
    ours, other, ratio = in_turn(lambda: now(table), lambda: before(table), repeats=1, rounds=5)
    cells = (words, pretty(ours / len(table)), pretty(other / len(table)), f"{1 / ratio:.2f}")
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
