"""The book's colours and theme."""

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from twowaves.plots import style, use_style


def test_style_is_ours():
    """After `use_style` figures have the book's paper colour and left titles."""
    with mpl.rc_context():
        use_style()

        assert plt.rcParams["figure.facecolor"] == style.PAPER
        assert plt.rcParams["axes.titlelocation"] == "left"


@pytest.mark.parametrize("time", ["once", "again"])
def test_own_settings(time):
    """What one test sets is not there in the next."""
    assert 1.5 == plt.rcParams["lines.linewidth"], time
    plt.rcParams["lines.linewidth"] = 9
