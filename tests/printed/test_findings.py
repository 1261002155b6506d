"""What an audit comes to: one finding an outcome, and the headline."""

import pandas as pd
import pytest

from twowaves import audit, findings, load_outcomes
from twowaves.printed.audit import CHECKS
from twowaves.printed.findings import LABELS, headline
from twowaves.printed.redundant import FURTHER_CHECKS

FULL = {
    "outcome": "calm", "n": "20", "scoring": "total", "scale_min": "0", "scale_max": "40",
    "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10", "sd_post": "5.84",
    "statistic": "2.51", "df": "19", "pvalue": ".021", "claim": "significant",
}  # fmt: skip


def found_in(*rows):
    return findings(audit(pd.DataFrame(rows)))


def test_labels():
    """Every check has its words, in the order of the checks."""
    assert [*CHECKS, *FURTHER_CHECKS] == [*LABELS]


def test_frame():
    """One row an outcome, two of one name included."""
    found = found_in(FULL, FULL, FULL | {"outcome": "worry"})

    assert ["calm", "calm", "worry"] == found["outcome"].tolist()
    assert ["fits"] * 3 == found["verdict"].tolist()
    assert [12] * 3 == found["made"].tolist() == found["checks"].tolist()
    assert {"Nothing is at odds; all 12 checks could be made."} == set(found["sentence"])


def test_how_far():
    """A figure at odds says by how many units of its last digit; at df = 20 p is .0206 to .0211."""
    (row,) = found_in(FULL | {"pvalue": ".024", "df": "20"}).itertuples()

    assert ("at odds", "df, p", 3) == (row.verdict, row.at_odds, row.distance)
    assert row.sentence == (
        "At odds: df and n by 1 unit of its last digit and p by 3 units of its last digit; "
        "all 12 checks could be made."
    )


@pytest.mark.parametrize(
    ("columns", "verdict"),
    [
        (["n", "df"], "hardly checked"),
        (["statistic", "df", "pvalue"], "hardly checked"),
        (["statistic", "df", "pvalue", "mean_pre", "mean_post"], "hardly checked"),
        (["n", "statistic", "df", "pvalue"], "hardly checked"),
        (["n", "statistic", "df", "pvalue", "mean_pre", "mean_post"], "fits"),
    ],
)
def test_nothing_at_odds_where_little_was_checked(columns, verdict):
    """Where fewer than four checks were made, the sentence says that this is little."""
    report = audit(pd.DataFrame([{column: FULL[column] for column in columns}]))
    (row,) = findings(report).itertuples()

    assert verdict == row.verdict
    assert ("which is little" in row.sentence) == (verdict != "fits")
    assert headline(report).startswith("Nothing is at odds in 1 outcome;") == (verdict == "fits")


def test_one_row_hardly_checked():
    """The headline holds back where one outcome of several was hardly checked."""
    report = audit(pd.DataFrame([FULL, {"outcome": "worry", "n": "20", "df": "19"}]))

    assert headline(report).startswith("Nothing is at odds in what could be checked, which is li")


def test_the_paper():
    """With twelve pairs nothing is at odds; the headline says how much could be checked."""
    report = audit(load_outcomes().assign(n="12"))

    assert headline(report).startswith("Nothing is at odds in 6 outcomes; 12 of 72 checks could")


def test_refuses():
    """What is no report is refused."""
    with pytest.raises(ValueError, match=r"^the report lacks check, verdict, detail and distance;"):
        findings(load_outcomes())


def test_empty():
    """No rows in, no rows out."""
    assert 0 == len(findings(audit(load_outcomes().iloc[:0])))
