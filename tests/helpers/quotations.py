"""Whether words stand in the paper, told from hashes of its runs of words."""

from functools import cache

from make_paper_runs import LENGTHS, SAID, TARGET, runs, whole, words

SHORT, LONG = LENGTHS


@cache
def known(path=TARGET):
    """Return the hashes of the paper's runs, or of those between its quotation marks."""
    return frozenset(path.read_text(encoding="utf-8").split())


def not_in_paper(quotation, path=TARGET):
    """Return the first run of a quotation that the paper does not have, or None."""
    these = words(quotation)
    length = LONG if len(these) >= LONG else SHORT
    for start in range(max(len(these) - length + 1, 0)):
        run = these[start : start + length]
        if not runs(run, length) <= known(path):
            return " ".join(run)
    return None


def not_said(quotation):
    """Return the first run that does not stand between the paper's quotation marks, or None."""
    return not_in_paper(quotation, SAID)


def is_whole(quotation):
    """Tell whether a quotation is all that stands between two of the paper's marks."""
    return whole(words(quotation)) in known(SAID)
