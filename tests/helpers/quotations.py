"""Whether words stand in the paper, told from hashes of its runs of words."""

from functools import cache
from pathlib import Path

from make_paper_runs import LENGTHS, runs, words

RUNS = Path(__file__).parents[1] / "paper" / "runs.txt"
SHORT, LONG = LENGTHS


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
