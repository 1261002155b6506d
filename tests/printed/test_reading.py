"""Printed tables in the shapes in which papers and programs print them, read as figures."""

import pytest

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
