"""Write `data/teaching/reconstructions.csv`: synthetic data sets behind each row of Table 1.

For every outcome, and for 11 and 12 people, data sets that print the paper's row exactly. They are
not the study's data: nothing was recovered.

Run from anywhere: ``python tools/make_reconstructions.py``.
The same file comes out every time and everywhere.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from twowaves import load_outcomes, reconstruct
from twowaves._base.files import write_files

SEED = 2021
SIZE = 20
SIZES = (11, 12)
TARGET = Path(__file__).parents[1] / "data" / "teaching" / "reconstructions.csv"


def text() -> str:
    """Return the file's text: one row a person."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["outcome", "n", "set", "person", "pre", "post"])
    for outcome in load_outcomes()["outcome"]:
        for n in SIZES:
            found = reconstruct(outcome, n, SIZE, seed=SEED)
            for which in range(SIZE):
                people = zip(found.pre[which].tolist(), found.post[which].tolist(), strict=True)
                for person, totals in enumerate(people, start=1):
                    writer.writerow([outcome, n, which + 1, person, *totals])
    return lines.getvalue()


if __name__ == "__main__":
    write_files({TARGET: text()})
    print(f"wrote {TARGET}")
    sys.exit(0)
