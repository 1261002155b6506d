"""Write `tests/paper/runs.txt`: what every quotation in this repository is held against.

The paper's text itself is not in the repository. What is there are hashes of every run of three
and of five words in a row, so that a test can say whether words stand in the paper in that order.

Run: ``python tools/make_paper_runs.py PAPER.txt``, with the text of the paper.
The same text gives the same file. `tests/helpers/quotations.py` reads it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "tests" / "paper" / "runs.txt"
LENGTHS = (3, 5)

sys.path[:0] = [str(ROOT / "tests" / "helpers")]


def main() -> int:
    """Write the file."""
    from quotations import runs, words  # noqa: PLC0415 # found through the folder above

    (source,) = sys.argv[1:]
    text = Path(source).read_text(encoding="utf-8")
    hashes = sorted({run for length in LENGTHS for run in runs(words(text), length)})
    TARGET.write_text("\n".join(hashes) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(hashes)} runs in {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
