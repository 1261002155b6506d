"""Whether words stand in the paper, told from hashes of its runs of words."""

import hashlib
import re
from functools import cache
from pathlib import Path

RUNS = Path(__file__).parents[1] / "paper" / "runs.txt"
LONG, SHORT = 5, 3


def words(text):
    """Return the words and numbers of a text, without case, marks and line breaks."""
    text = re.sub(r"<[^>]*>", " ", text)  # the tables of the text file hold a few tags
    return re.findall(r"[a-z]+|\d+", text.lower().replace("\u2019", "").replace("'", ""))


def runs(these, length):
    """Return the hash of every run of so many words in a row."""
    parts = (" ".join(these[i : i + length]) for i in range(len(these) - length + 1))
    return {hashlib.blake2b(part.encode(), digest_size=4).hexdigest() for part in parts}


@cache
def known():
    """Return the hashes of the paper's runs."""
    return frozenset(RUNS.read_text(encoding="utf-8").split())


def not_in_paper(quotation):
    """Return the first run of a quotation that the paper does not have, or None."""
    these = words(quotation)
    length = LONG if len(these) >= LONG else SHORT
    for start in range(max(len(these) - length + 1, 0)):
        run = these[start : start + length]
        if not runs(run, length) <= known():
            return " ".join(run)
    return None
