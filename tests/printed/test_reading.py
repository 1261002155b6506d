"""Printed tables in the shapes in which papers and programs print them, read as figures."""

import html
import re
import unicodedata
from collections import Counter

import numpy as np
import pytest
from printed_styles import STYLES, printed, random_figures, told

from twowaves import audit, read_printed

SPANNED = (
    "\tPretest\t\tPosttest\t\t\t\n"
    "Outcome\tM\tSD\tM\tSD\tt(df)\tp\n"
    "Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021\n"
    "Worry\t21.47\t7.10\t18.05\t6.60\t\N{EN DASH}1.92 (19)\t.030\n"
)
WHOLE = {
    "outcome": ["Anxiety", "Worry"],
    "mean_pre": ["18.35", "21.47"],
    "sd_pre": ["6.20", "7.10"],
    "mean_post": ["22.10", "18.05"],
    "sd_post": ["5.84", "6.60"],
    "statistic": ["2.51", "-1.92"],
    "df": ["19", "19"],
    "pvalue": [".021", ".030"],
}


def figures(text, **options):
    """Return the figures of a source, by their names."""
    return read_printed(text, **options).table.to_dict("list")


def test_spanners():
    """Two header lines with spanners: each figure is of the wave that stands over it."""
    printed = read_printed(SPANNED)

    assert WHOLE == printed.table.to_dict("list")
    assert printed.unused.empty
    assert "Pretest SD" == printed.columns.set_index("figure").header["sd_pre"]


def test_audit_takes_it():
    """The audit reads the table as it comes."""
    checks = audit(read_printed(SPANNED).table).set_index(["outcome", "check"])

    assert "inconsistent" == checks.verdict["Worry", "p_two_tailed"]
    assert "consistent" == checks.verdict["Anxiety", "p_two_tailed"]


DIGITS = re.compile(r"\d+")


def digits(text):
    """Return the runs of digits in a text, in whatever form they are written."""
    return Counter(DIGITS.findall(unicodedata.normalize("NFKC", str(text))))


def lost(text, result):
    """Return the digits of a source that stand in no figure, no unused cell and no header."""
    words = [*result.table.to_numpy().ravel(), *result.unused["text"], *result.columns["header"]]
    found = set().union(*map(digits, words)) if words else set()
    return {
        each
        for each in digits(html.unescape(re.sub("<[/a-z][^>]*>", " ", text)))
        if each not in found
    }


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_styles(style):
    """Random tables in many styles are read back with every figure equal, and nothing lost."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        rows = random_figures(rng)
        text = printed(style, rows, rng)

        result = read_printed(text)

        table = result.table.to_dict("records")
        if style is told:
            table = [each | {"outcome": each["outcome"].removesuffix(" went")} for each in table]
            rows = [row | {"outcome": row["outcome"].partition(" (")[0]} for row in rows]
        assert rows == [
            {key: each[key] for key in row} for row, each in zip(rows, table, strict=True)
        ], (seed, text)
        assert set() == lost(text, result), (seed, text)
