"""The book's colours and theme."""

import matplotlib as mpl
from matplotlib import pyplot as plt

from twowaves.plots import style, use_style


def test_style_is_ours():
    """After `use_style` figures have the book's paper colour and left titles."""
    with mpl.rc_context():
        use_style()

        assert plt.rcParams["figure.facecolor"] == style.PAPER
        assert plt.rcParams["axes.titlelocation"] == "left"
