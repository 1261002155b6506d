"""The chapter on scoring: figures and tables worked out again without the package."""

import nbformat
import numpy as np
import pandas as pd
import pytest
from chapters import ROOT, figures_of
from labelled import title_of
from scipy import stats

CHAPTER = ROOT / "notebooks" / "scoring.ipynb"
ANSWERS = pd.read_csv(ROOT / "data" / "teaching" / "synthetic-answers.csv")
TURNED = [1, 4, 8, 9, 11, 12]
INADEQUATE = [f"fscrs{item}" for item in (1, 2, 4, 6, 7, 14, 17, 18, 20)]


@pytest.fixture(scope="module")
def axes():
    """Return the Axes of the chapter by their title."""
    drawn = figures_of(CHAPTER)
    return {title_of(ax): ax for found in drawn.values() for ax in found}


@pytest.fixture(scope="module")
def outputs():
    """Return what the chapter's cells print, as one text."""
    chapter = nbformat.read(CHAPTER, as_version=4)
    found = [output for cell in chapter.cells for output in cell.get("outputs", [])]
    return "\n".join(o.get("text", o.get("data", {}).get("text/plain", "")) for o in found)


def self_compassion():
    """Return the SCS-SF means of every form, by plain arithmetic."""
    items = ANSWERS[[f"scs{item}" for item in range(1, 13)]].copy()
    for item in TURNED:
        items[f"scs{item}"] = 6 - items[f"scs{item}"]
    return ANSWERS[["wave"]].assign(score=items.sum(axis=1, skipna=False) / 12).dropna()


def complete_before():
    """Return the forms before of the people whose answers are complete both times."""
    forms = ANSWERS.dropna()
    people = forms["person"].value_counts()
    both = forms["person"].isin(people[people == 2].index)
    return forms[both & (forms["wave"] == "before")]


def test_there_are_two(axes):
    """The chapter draws two pictures, each with its own title."""
    assert 2 == len(axes)


def test_bands(axes):
    """Each dot is a synthetic form's mean, over bands with the edges of the guide."""
    ax = axes["After, no synthetic person scores low"]
    scores = self_compassion().groupby("wave")["score"]

    drawn = [sorted(group.get_offsets()[:, 0]) for group in ax.collections]
    np.testing.assert_allclose(drawn[0], sorted(scores.get_group("before")))
    np.testing.assert_allclose(drawn[1], sorted(scores.get_group("after")))
    edges = [(band.get_x(), band.get_x() + band.get_width()) for band in ax.patches]
    assert [(1, 2.5), (2.5, 3.5), (3.5, 5)] == edges
    assert min(drawn[1]) > 2.5  # the title


def test_deleting_one_item(axes):
    """What prorating one item does to the mean is what arithmetic expects."""
    ax = axes["Strict scoring scatters; prorating can lean to one side"]
    forms = complete_before()[INADEQUATE]
    truth = forms.sum(axis=1).mean()
    skipped = forms.mean().idxmin()
    # every form lacks the item with a chance of .4, and then the mean of the rest stands for it
    lean = 0.4 * (forms.drop(columns=skipped).mean(axis=1) - forms[skipped]).mean()

    ways = {
        label.get_text(): line for label, line in zip(ax.get_yticklabels(), _means(ax), strict=True)
    }
    assert truth + lean == pytest.approx(ways["prorated, one item skipped"], abs=0.03)
    assert truth == pytest.approx(ways["strict, any item skipped"], abs=0.25)
    assert truth == pytest.approx(ways["prorated, any item skipped"], abs=0.1)
    (dashed,) = [line for line in ax.lines if line.get_label() == "true value"]
    assert truth == pytest.approx(dashed.get_xdata()[0])


def _means(ax):
    """Return where the squares stand, from the top."""
    (marks,) = [line for line in ax.lines if len(line.get_xdata()) == 4]
    return marks.get_xdata()


def test_how_many_are_lost(outputs):
    """With a chance of one in twenty, nine items are all there in 63 % of the forms."""
    kept = 11 * 0.95**9

    (said,) = [line for line in outputs.splitlines() if line.strip().startswith("every item")]
    assert float(said.split()[-1]) == pytest.approx(kept, abs=0.15)


def test_reliability_table(outputs):
    """With the published α the printed t comes back, and worse forms give smaller ones."""
    _, _, table = outputs.partition("What the reliability of a form does to t\n")
    rows = [line.split() for line in table.splitlines()[1:6]]

    by_reliability = {
        "0.5": "−1.53",
        "0.7": "−1.80",
        "0.8": "−1.93",
        "0.9": "−2.04",
        "1.0": "−2.15",
    }
    assert by_reliability == {reliability: t for reliability, _, t in rows}


def test_attenuation_by_simulation():
    """Noise of the stated size on both forms lowers t as the table says, for many people."""
    rng = np.random.default_rng(1)
    variances, change, n = 8.8**2 + 4.7**2, -6.2, 400_000
    sd_change = 6.2 / 2.04 * np.sqrt(11)
    true = rng.normal(change, np.sqrt(sd_change**2 - 0.1 * variances), n)
    noise = rng.normal(0, np.sqrt(0.9 * variances * (1 - 0.5) / 0.5), n)
    t = stats.ttest_1samp(true + noise, 0).statistic / np.sqrt(n / 11)

    assert -1.53 == pytest.approx(t, abs=0.01)
