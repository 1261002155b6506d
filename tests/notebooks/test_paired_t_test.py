"""The figures of the chapter on the paired t test show the data that they say they show."""

import csv

import numpy as np
import pytest
from chapters import ROOT, figures_of
from labelled import title_of
from scipy import stats


def _column(name, column):
    with (ROOT / "data" / "classic" / name).open(encoding="utf-8") as file:
        return np.array([float(row[column]) for row in csv.DictReader(file)])


@pytest.fixture(scope="module")
def axes():
    """Return the Axes of the chapter by their title."""
    drawn = figures_of(ROOT / "notebooks" / "paired-t-test.ipynb")
    return {title_of(ax): ax for axes in drawn.values() for ax in axes}


def _find(axes, words):
    (ax,) = [ax for title, ax in axes.items() if words in title]
    return ax


def test_there_are_five(axes):
    """The chapter draws five figures, each with its own title."""
    assert len(axes) == 5


def test_energy_intake(axes):
    """Eleven lines join the file's pairs, and one their means."""
    pre, post = _column("energy-intake.csv", "pre"), _column("energy-intake.csv", "post")

    *people, mean = [tuple(line.get_ydata()) for line in _find(axes, "energy intake was").lines]

    assert sorted(people) == sorted(zip(pre, post, strict=True))
    assert mean == pytest.approx((pre.mean(), post.mean()))


def test_interval_of_the_mean_change(axes):
    """The bar is SciPy's 95 % interval of the eleven changes."""
    pre, post = _column("energy-intake.csv", "pre"), _column("energy-intake.csv", "post")

    bar = _find(axes, "interval of the mean change").lines[0].get_xdata()

    interval = stats.ttest_rel(post, pre).confidence_interval(0.95)
    assert bar == pytest.approx([interval.low, interval.high])


def test_t_of_the_sleep_data(axes):
    """The marked t is R's for the sleep data."""
    marked = _find(axes, "upper tail").lines[-1].get_xdata()[0]

    assert round(marked, 6) == 4.062128


def test_t_against_the_correlation(axes):
    """The marked point is the sleep data's own r and t."""
    group_1, group_2 = _column("sleep.csv", "group_1"), _column("sleep.csv", "group_2")

    own = _find(axes, "small t or a large").lines[1]

    assert own.get_xdata()[0] == pytest.approx(np.corrcoef(group_1, group_2)[0, 1])
    assert own.get_ydata()[0] == pytest.approx(stats.ttest_rel(group_2, group_1).statistic)


def test_every_swap_is_counted(axes):
    """The histogram holds all 2^10 swaps of the ten patients' drugs."""
    bars = _find(axes, "all swaps").patches

    assert sum(bar.get_height() for bar in bars) == 2**10
