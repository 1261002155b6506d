"""The reported tests in Python: what each setting makes of the six printed results."""

import itertools
import re

import pytest
from scipy import stats

import twowaves
from twowaves.widgets import ReportedTests

OUTCOMES = twowaves.load_outcomes()
SETTINGS = list(
    itertools.product(range(9, 16), ["two", "one"], [0.01, 0.05, 0.1], ["none", "holm", "bh"])
)


def _by_hand(n, tails, correction):
    """p values from SciPy's t distribution, corrected by the definitions of the two methods."""
    sizes = OUTCOMES["statistic"].astype(float).abs()
    p = list(stats.t.sf(sizes, n - 1) * (2 if tails == "two" else 1))
    ordered = sorted(p)
    if correction == "holm":
        steps = [min(1, (6 - k) * one) for k, one in enumerate(ordered)]
        return [max(steps[: ordered.index(one) + 1]) for one in p]
    if correction == "bh":
        steps = [one * 6 / (k + 1) for k, one in enumerate(ordered)]
        return [min(steps[ordered.index(one) :]) for one in p]
    return p


@pytest.mark.sweep(40)
@pytest.mark.parametrize(("n", "tails", "alpha", "correction"), SETTINGS)
def test_every_setting(n, tails, alpha, correction):
    """Corrected p values follow from their definitions, and so do the verdicts."""
    result = ReportedTests(n=n, tails=tails, alpha=alpha, correction=correction).result

    expected = _by_hand(n, tails, correction)
    assert result["adjusted"].tolist() == pytest.approx(expected)
    assert result["significant"].tolist() == [p < alpha for p in expected]


def test_knife_edge():
    """One-tailed with Benjamini and Hochberg: four at 11 degrees of freedom, two at 10."""
    count = {
        n: int(ReportedTests(n=n, tails="one", correction="bh").result["significant"].sum())
        for n in (11, 12)
    }

    assert count == {11: 2, 12: 4}


def test_printed_p():
    """As a level .05 fits one tail for all six; as a rounded value it leaves some out."""
    assert ReportedTests(n=12, tails="one", reading="threshold").result["fits"].all()
    rounded = ReportedTests(n=12, tails="two").result.set_index("outcome")["fits"]
    assert rounded[rounded].index.tolist() == [
        "self-compassion", "self-correction", "reassured self",
    ]  # fmt: skip


@pytest.mark.parametrize("n", range(9, 16))
def test_possible_sizes(n):
    """Which n are possible is what `feasible_n` says."""
    result = ReportedTests(n=n).result

    assert result["possible"].tolist() == twowaves.feasible_n(OUTCOMES, [n])["feasible"].tolist()


BAD = [
    ({"n": 8}, ValueError, "n is 8; it must be a whole number from 9 to 15"),
    ({"n": 11.0}, ValueError, "n is 11.0"),
    ({"n": True}, ValueError, "n is True"),
    ({"tails": "three"}, ValueError, "tails is 'three'; it must be one of 'two', 'one'"),
    ({"alpha": 0}, ValueError, "alpha is 0; it must lie from 0.001 to 0.2"),
    ({"alpha": "x"}, TypeError, "alpha is 'x'; it must be a number"),
    ({"correction": "bonferroni"}, ValueError, "it must be one of 'none', 'holm', 'bh'"),
    ({"reading": None}, ValueError, "reading is None; it must be one of"),
]


@pytest.mark.parametrize(("settings", "error", "message"), BAD)
def test_bad_settings(settings, error, message):
    """What cannot be chosen is answered with what can."""
    with pytest.raises(error, match=re.escape(message)):
        ReportedTests(**settings)


def test_without_a_kernel():
    """The figure's tables say every test and every n; the sentence counts."""
    w = ReportedTests(n=11)
    text = w.figure_html()

    assert "2 of 6 outcomes are significant" in text
    assert text.count("<tr>") == 2 + 2 * 6
    assert re.findall(r"<td>impossible</td>", text)
    assert 'data-widget="reported-tests"' in text
    assert repr(w) == repr(ReportedTests(n=11))


def test_nothing_significant():
    """None at all is said without an empty list."""
    assert "0 of 6 outcomes are significant; the paper" in repr(ReportedTests(correction="holm"))
