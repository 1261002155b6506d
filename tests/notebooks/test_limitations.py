"""The chapter on limitations: its tables hold against theory, and its prose against its tables."""

import contextlib
import io
import math

import nbformat
import pytest
from chapters import ROOT
from matplotlib import pyplot as plt
from scipy import integrate, stats
from statsmodels.stats.power import TTestIndPower, TTestPower

import twowaves

CHAPTER = ROOT / "notebooks" / "limitations.ipynb"
NEAR = 0.02  # five Monte Carlo standard errors of the shares here, and their rounding


@pytest.fixture(scope="module")
def ran():
    """Return all names after a run of the chapter's cells in this process."""
    names = {"__name__": "__main__"}
    for i, cell in enumerate(nbformat.read(CHAPTER, as_version=4).cells):
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, f"limitations cell {i}", "exec"), names)  # noqa: S102
    plt.close("all")
    return names


def test_power(ran):
    """Exact and counted power, and the n wanted, are statsmodels'."""
    theory = TTestPower()
    for d_z, exact, counted, n in ran["sizes"].itertuples(index=False):
        assert exact == pytest.approx(theory.power(d_z, 11, 0.05), abs=1e-9)
        assert counted == pytest.approx(exact, abs=NEAR)
        assert n == math.ceil(theory.solve_power(d_z, alpha=0.05, power=0.8))


def test_changes_in_points(ran):
    """What eleven pairs show has 80 % power, with the SD of change that the printed t implies."""
    wanted = TTestPower().solve_power(nobs=11, alpha=0.05, power=0.8)
    printed = twowaves.load_outcomes()
    for row, (_, change, sd, seen) in enumerate(ran["seen"].itertuples(index=False)):
        t = change / (sd / math.sqrt(11))
        assert abs(t) == pytest.approx(abs(float(printed["statistic"][row])))
        assert seen / sd == pytest.approx(wanted)


def test_the_winners_curse(ran):
    """The smaller the truth, the more significant studies exaggerate, and the oftener they err."""
    curse = ran["curse"]

    assert curse["exaggerated (times)"].is_monotonic_decreasing
    assert curse["wrong sign (%)"].is_monotonic_decreasing
    assert (curse["exaggerated (times)"] > 1).all()


def test_regression_to_the_mean(ran):
    """The column "formula" is an integral over the normal scores of those who take part."""
    for share, change, formula, _ in ran["regression"].itertuples(index=False):
        cut = stats.norm.ppf(share)
        mean, _ = integrate.quad(lambda z: z * stats.norm.pdf(z), -12, min(cut, 12))
        assert formula == pytest.approx(-0.5 * 8 * mean / share, abs=1e-6)
        assert change == pytest.approx(formula, abs=0.1)


def test_lost_pairs(ran):
    """Leaving by the change does more harm than leaving by the score, which goes either way."""
    leaving = ran["leaving"].set_index(["leaving hangs on", "how far"])

    by_change, by_pre = leaving.loc["change"], leaving.loc["pre"]
    assert by_change["significant"][0.0] == pytest.approx(0.05, abs=NEAR)
    assert by_change["mean change"].is_monotonic_increasing
    assert by_pre["significant"].max() < by_change["significant"][-0.7]
    assert by_pre["mean change"][-0.7] < -1 < 1 < by_pre["mean change"][0.7]


def test_six_outcomes(ran):
    """Independent tests have 1 - .95^6 false alarms; likeness lowers them; Holm holds the level."""
    family = ran["family"]

    assert family["no correction"][0] == pytest.approx(1 - 0.95**6, abs=NEAR)
    assert family["no correction"].is_monotonic_decreasing
    assert (family["Holm"] < 0.05 + NEAR / 2).all()


def test_near_the_floor(ran):
    """Skew makes no false alarms and helps a rise to show; a fall is partly hidden."""
    near = ran["shape"][ran["shape"]["scores"] == "near the floor"]
    change = near["true change"]

    assert (near["counted"][change == 0] < 0.055).all()
    assert near["counted"][change > 0].is_monotonic_increasing
    fall = near[change < 0]
    assert (fall["counted"] < fall["normal theory"] - NEAR).all()
    assert (fall["intervals that hold it"] < 0.93).all()
    others = ran["shape"].drop(index=fall.index)
    assert others["intervals that hold it"].between(0.94, 0.97).all()


def test_printed_sds_shrink():
    """All six printed SDs are smaller after the module than before it."""
    printed = twowaves.load_outcomes()

    assert (printed["sd_post"].astype(float) < printed["sd_pre"].astype(float)).all()


def test_the_plan(ran):
    """Counted power against a control group is that of two independent groups of those who stay."""
    for n, counted in ran["plan"].itertuples(index=False):
        theory = TTestIndPower().power(0.5, 0.85 * n, 0.05)
        assert counted == pytest.approx(theory, abs=2 * NEAR)
    assert ran["start"] * 0.85 >= ran["stay"] > (ran["start"] - 1) * 0.85
    assert TTestIndPower().power(0.5, ran["stay"], 0.05) >= 0.8


def test_the_study_that_we_would_run(ran):
    """It has the power of two groups of those who stay, its own level, and overstates little."""
    planned = ran["planned"].value

    assert planned == pytest.approx(TTestIndPower().power(0.5, 0.85 * 80, 0.05), abs=NEAR)
    assert planned >= 0.8
    assert ran["alarms"].value == pytest.approx(0.05, abs=NEAR / 2)
    assert 1 < ran["magnitude"].value < 1.2 < ran["curse"]["exaggerated (times)"][2]


def test_what_a_control_group_takes_out(ran):
    """Four threats together fool the change in most studies, and the comparison in few."""
    together = ran["together"]

    assert (together["pvalue"] < 0.05).mean() > 0.5
    assert (together["difference_pvalue"] < 0.05).mean() < 0.1
