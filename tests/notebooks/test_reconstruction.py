"""The chapter on reconstruction: what it says of rows and verdicts is so."""

import nbformat
import pytest
from chapters import ROOT, figures_of

import twowaves
from twowaves.widgets import ReconstructionBrowser

CHAPTER = ROOT / "notebooks" / "reconstruction.ipynb"
OUTCOMES = twowaves.load_outcomes()["outcome"].tolist()
TEXT = "\n".join(
    cell.source for cell in nbformat.read(CHAPTER, 4).cells if cell.cell_type == "markdown"
)


@pytest.fixture(scope="module")
def verdicts():
    """Return how the tests come out over the chapter's thousand data sets of each outcome."""
    return {
        outcome: twowaves.robustness(twowaves.reconstruct(outcome, 11, seed=2021)).set_index(
            ["test", "tails"]
        )["holds"]
        for outcome in OUTCOMES
    }


LAST = "paired t, one person left out, highest p"
FIRST = "paired t, one person left out, lowest p"


def test_two_tails(verdicts):
    """Two outcomes hold by t, sign flips and without anybody; four do not by t."""
    for outcome in ("self-compassion", "self-correction"):
        holds = verdicts[outcome]
        assert {holds["paired t", 2], holds["sign flips", 2], holds[LAST, 2]} == {"all"}
    for outcome in ("inadequate self", "reassured self", "hated self", "self-persecution"):
        assert verdicts[outcome]["paired t", 2] == "none"
    assert {"none"} == set(verdicts["self-persecution"][:, 2])
    for outcome in ("inadequate self", "reassured self", "hated self"):
        holds = verdicts[outcome]
        assert "some" in {holds[test, 2] for test in ("signed-rank", "sign flips", "sign")}
        assert holds[FIRST, 2] != "none"


def test_one_tail(verdicts):
    """One-tailed, the other two claims hang on somebody; the first two hold."""
    assert verdicts["inadequate self"]["paired t", 1] == "all"
    assert verdicts["inadequate self"][LAST, 1] == "none"
    assert verdicts["reassured self"]["paired t", 1] == "all"
    assert verdicts["reassured self"][LAST, 1] == "some"
    for outcome in ("self-compassion", "self-correction"):
        holds = verdicts[outcome]
        assert {"all"} == {holds[t, 1] for t in ("paired t", "signed-rank", "sign flips", LAST)}


def test_what_the_figure_shows():
    """The answers under "try these" are true of the shipped data sets."""

    def every(outcome, tails, n=11):
        return [
            ReconstructionBrowser(outcome=outcome, n=n, which=which, tails=tails)
            for which in range(1, 21)
        ]

    assert all((w.without_each < 0.05).all() for w in every("self-correction", "two"))
    assert all((w.without_each > 0.05).any() for w in every("inadequate self", "one"))
    assert sum((w.without_each < 0.05).any() for w in every("hated self", "two")) > 2
    for w in every("hated self", "two"):
        flips = w.without_each[w.without_each < 0.05].index
        change = w.data.set_index("person")["change"]
        assert all(change[person] > change.mean() for person in flips)


@pytest.mark.parametrize(("n", "change", "squares"), [(11, -38, 904), (12, -42, 1100)])
def test_parity_by_hand(n, change, squares):
    """The witnesses that the chapter names are those that the package finds."""
    row = twowaves.load_outcomes().iloc[[1]]
    (found,) = twowaves.feasible_n(row, [n]).to_dict("records")

    assert (change, squares) == (found["sum_change"], found["sum_squared_change"])
    assert f"Σd is −{-change}" in TEXT or f"Σd = −{-change}" in TEXT
    assert str(squares) in TEXT


def test_gallery():
    """Nine panels with eleven people each and their mean, on one scale."""
    (axes,) = figures_of(CHAPTER).values()

    assert len(axes) == 9
    for ax in axes:
        assert len(ax.get_lines()) == 12
        (before, after) = ax.get_lines()[-1].get_ydata()
        assert (f"{before:.1f}", f"{after:.1f}") == ("19.3", "13.1")
    assert len({ax.get_ylim() for ax in axes}) == 1


def test_what_the_gallery_shows():
    """In group 2 most fall by much the same; in group 4 a few fall far and the others hardly."""
    change = twowaves.reconstruct("inadequate self", n=11, size=9, seed=8).change
    second, fourth = sorted(change[1].tolist()), sorted(change[3].tolist())

    assert sum(-18 < each < -5 for each in second) == 8
    assert sum(each < -10 for each in fourth) == 4
    assert all(abs(each) <= 5 for each in fourth[4:])
