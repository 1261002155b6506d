"""Write `tests/paper/`: what every quotation in this repository is held against.

The paper's text itself is not in the repository. What is there are hashes of every run of three
and of five words in a row, so that a test can say whether words stand in the paper in that order.
A second file has the same of what stands between the paper's own quotation marks, and of each such
passage as a whole: so a test can say whether a quotation ends where the paper's does.

Run: ``python tools/make_paper_runs.py PAPER.txt``, with the text of the paper.
The same text gives the same files.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from twowaves._base.files import write_files

PAPER = Path(__file__).parents[1] / "tests" / "paper"
TARGET, SAID = PAPER / "runs.txt", PAPER / "said.txt"
LENGTHS = (3, 5)
QUOTE = "'"
INSIDE = re.compile(r"(?<!\w)'(?=\S)(.+?)(?<=\S)'(?!\w)", re.DOTALL)


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, without case, marks and line breaks."""
    text = re.sub(r"<[^>]*>", " ", text)  # the tables of the text file hold a few tags
    return re.findall(r"[a-z]+|\d+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.lower()))


def runs(these: list[str], length: int) -> set[str]:
    """Return the hash of every run of so many words in a row."""
    return {_hash(" ".join(these[i : i + length])) for i in range(len(these) - length + 1)}


def whole(these: list[str]) -> str:
    """Return the hash of a passage from its first word to its last."""
    return _hash(f"from {' '.join(these)} to")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def passages(text: str) -> list[str]:
    """Return what stands between single quotation marks.

    A paragraph that begins with a mark is a quotation up to the one that ends with a mark: a page
    of the paper may end in between. An apostrophe has a letter on each side, and ends nothing.
    """
    text = re.sub("[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]", "'", text)
    paragraphs = iter(re.split(r"\n\s*\n", re.sub("[*$]", "", text)))
    found: list[str] = []
    for paragraph in map(str.strip, paragraphs):
        quoted = paragraph
        while quoted.startswith("'") and not re.search(r"'\.?$", quoted):
            quoted += f" {next(paragraphs, QUOTE).strip()}"
        found += [quoted] if quoted.startswith("'") else INSIDE.findall(paragraph)
    return found


def main() -> int:
    """Write both files."""
    (source,) = sys.argv[1:]
    text = Path(source).read_text(encoding="utf-8")
    said = [words(passage) for passage in passages(text)]
    _write(TARGET, set().union(*(runs(words(text), length) for length in LENGTHS)))
    inside = (runs(these, length) for these in said for length in LENGTHS)
    _write(SAID, set(map(whole, said)).union(*inside))
    return 0


def _write(target: Path, hashes: set[str]) -> None:
    write_files({target: "\n".join(sorted(hashes)) + "\n"})
    print(f"{len(hashes)} hashes in {target.name}")


if __name__ == "__main__":
    sys.exit(main())
