"""Write `tests/paper/runs.txt`: what every quotation in this repository is held against.

The paper's text itself is not in the repository. What is there are hashes of every run of three
and of five words in a row, so that a test can say whether words stand in the paper in that order.

Run: ``python tools/make_paper_runs.py PAPER.txt``, with the text of the paper.
The same text gives the same file.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tests" / "paper" / "runs.txt"
LENGTHS = (3, 5)


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, without case, marks and line breaks."""
    text = re.sub(r"<[^>]*>", " ", text)  # the tables of the text file hold a few tags
    return re.findall(r"[a-z]+|\d+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.lower()))


def runs(these: list[str], length: int) -> set[str]:
    """Return the hash of every run of so many words in a row."""
    parts = (" ".join(these[i : i + length]) for i in range(len(these) - length + 1))
    return {hashlib.blake2b(part.encode(), digest_size=4).hexdigest() for part in parts}


def main() -> int:
    """Write the file."""
    (source,) = sys.argv[1:]
    these = words(Path(source).read_text(encoding="utf-8"))
    hashes = sorted({run for length in LENGTHS for run in runs(these, length)})
    TARGET.write_text("\n".join(hashes) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(hashes)} runs in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
