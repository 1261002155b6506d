"""The book's colours and theme, and the SVG that a notebook stores."""

import io

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from twowaves import plots
from twowaves.plots import style, use_style


def test_style_is_ours():
    """After `use_style` figures have the book's paper colour and left titles."""
    with mpl.rc_context():
        use_style()

        assert plt.rcParams["figure.facecolor"] == style.PAPER
        assert plt.rcParams["axes.titlelocation"] == "left"


def drawn(draw):
    """Return what is drawn in the book's style, as SVG."""
    with mpl.rc_context(), io.StringIO() as file:
        use_style()
        draw().figure.savefig(file, format="svg", metadata={"Date": None})
        plt.close("all")
        return file.getvalue()


def test_the_same_bytes():
    """A figure that is drawn again is the same to the letter, with letters as letters."""
    one, two = (drawn(lambda: plots.plot_pairs([1, 2, 4], [2, 4, 5])) for _ in range(2))

    assert one == two
    assert ">Each line is one person</text>" in one


def test_very_many_people():
    """The lines of two thousand people weigh no more than a picture of dots."""
    pre, post = np.random.default_rng(1).normal(20, 5, (2, 2_000))
    picture = drawn(lambda: plots.plot_pairs(pre, post))

    assert "<image" in picture
    assert len(picture) < 400_000


def test_long_titles():
    """A long title goes on in a second line, a short one stays as it was given."""
    long = "Every woman's energy intake was lower after than before"
    ax = plots.plot_pairs([1, 2], [2, 4], title=long)

    assert 2 == len(ax.get_title().splitlines())
    assert long == " ".join(ax.get_title().splitlines())
    assert " b " == plots.plot_pairs([1, 2], [2, 4], title=" b ").get_title()


@pytest.mark.parametrize("time", ["once", "again"])
def test_own_settings(time):
    """What one test sets is not there in the next."""
    assert 1.5 == plt.rcParams["lines.linewidth"], time
    plt.rcParams["lines.linewidth"] = 9


def test_a_title_beside_something():
    """Where an axis begins far from its figure's edge, the title stands over the axis."""
    with plt.rc_context():
        plots.use_style()
        figure = plt.figure(layout="none")
        ax = figure.add_axes((0.5, 0.1, 0.4, 0.8))
        plots.plot_pairs([1, 2], [2, 4], title="Two people", ax=ax)
        (title,) = ax.findobj(lambda part: getattr(part, "get_text", str)() == "Two people")
        left = title.get_window_extent().x0 / figure.bbox.width

    assert abs(left - 0.5) < 0.01
