"""What holds of every public figure: it draws where it is told, and says what it shows."""

import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt

import twowaves
from twowaves import plots

pytestmark = pytest.mark.slow

NAMES = [name for name in plots.__all__ if name.startswith("plot_")]
SEVERAL = ["plot_gallery"]


def people(seed):
    """Return scores of 3 to 12 people before and after."""
    random = np.random.default_rng(seed)
    n = int(random.integers(3, 13))
    return random.normal(20, 5, n), random.normal(22, 5, n)


def table(seed, columns):
    """Return 1 to 5 named rows of figures between 0 and 1, rising along the columns."""
    random = np.random.default_rng(seed)
    rows = np.sort(random.uniform(0.001, 1, (int(random.integers(1, 6)), len(columns))))
    return pd.DataFrame(rows, columns=columns).assign(name=[f"row {i}" for i in range(len(rows))])


def scores(seed):
    """Return self-compassion scores of two waves."""
    values = np.random.default_rng(seed).uniform(1, 5, (6, 2))
    return pd.DataFrame(values, columns=["Before", "After"])


# what each is called with, and with nothing more, for any seed
GIVEN = {
    "plot_bands": lambda s: (scores(s), twowaves.load_instrument("scs-sf"), "self-compassion"),
    "plot_changes": people,
    "plot_correlation": lambda s: (twowaves.paired_ttest(*people(s)),),
    "plot_flow": lambda _: (twowaves.load_flow(),),
    "plot_gallery": lambda s: (twowaves.reconstruct("hated self", 11, 1 + s % 5, seed=s),),
    "plot_intervals": lambda s: (table(s, ["low", "estimate", "high"]),),
    "plot_null": lambda s: (people(s)[0], 1.5),
    "plot_pairs": people,
    "plot_power": lambda s: ([2 + s % 50, 80],),
    "plot_pvalues": lambda s: (
        table(s, ["printed_low", "one_tailed", "two_tailed", "printed_high"]),
    ),
    "plot_repeats": lambda s: (scores(s), 3.0),
    "plot_t_distribution": lambda s: (twowaves.paired_ttest(*people(s)),),
    "plot_timeline": lambda _: (twowaves.load_schedule(),),
}


def test_none_is_forgotten():
    """Every public figure is tried here."""
    assert NAMES == sorted(GIVEN)


def title_of(ax):
    """Return the words above Axes, or above the figure that holds several."""
    return ax.get_title("left") or ax.get_title()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10_000))
def test_plain_call(name, seed):
    """Given nothing but its data, a figure draws on one new figure, with a title."""
    plt.close("all")
    drawn = getattr(plots, name)(*GIVEN[name](seed))

    (number,) = plt.get_fignums()
    figure = plt.figure(number)
    if name in SEVERAL:
        assert figure.axes == drawn
        assert figure.get_suptitle()
    else:
        assert [drawn] == figure.axes
        assert title_of(drawn)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10_000), words=st.text("abc ", min_size=1, max_size=20))
def test_given_axes(name, seed, words):
    """A figure draws into the Axes that it is given, opens no other, and leaves those beside it."""
    plt.close("all")
    figure, (ax, beside) = plt.subplots(1, 2)
    where = {"axes": [ax]} if name in SEVERAL else {"ax": ax}
    drawn = getattr(plots, name)(*GIVEN[name](seed), title=words, **where)

    assert drawn == ([ax] if name in SEVERAL else ax)
    assert [figure.number] == plt.get_fignums()
    assert ax.has_data()
    assert not beside.has_data()
    assert words == (figure.get_suptitle() if name in SEVERAL else title_of(ax))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("no_axes", ["left", 1, [1, 2]])
def test_no_axes(name, no_axes):
    """What is no Axes is named, and nothing is drawn."""
    given = GIVEN[name](1)
    where, said = {"ax": no_axes}, "ax"
    if name in SEVERAL:
        where, said = {"axes": no_axes}, "axes[0]"
        no_axes = no_axes[0] if isinstance(no_axes, list) else no_axes
    with pytest.raises(TypeError) as error:
        getattr(plots, name)(*given, **where)

    assert f"{said} is {no_axes!r}; it must be an Axes of matplotlib" == str(error.value)
    assert [] == plt.get_fignums()


def test_a_grid_of_axes():
    """A gallery fills Axes as `subplots` gives them, as far as there are data sets."""
    _, grid = plt.subplots(2, 3)
    drawn = plots.plot_gallery(twowaves.reconstruct("hated self", 11, 4, seed=1), axes=grid)

    assert list(grid.flat[:4]) == drawn
    assert [ax.get_title() for ax in grid.flat] == ["1", "2", "3", "4", "", ""]


def test_no_room():
    """A gallery in no Axes at all is refused."""
    with pytest.raises(ValueError, match="axes is empty; give at least one Axes of matplotlib"):
        plots.plot_gallery(twowaves.reconstruct("hated self", 11, 1, seed=1), axes=[])


@pytest.mark.parametrize("name", NAMES)
def test_one_way_to_say_it(name):
    """Title and Axes have the same names everywhere, and neither has to be given."""
    parameters = inspect.signature(getattr(plots, name)).parameters
    where = "axes" if name in SEVERAL else "ax"

    assert parameters["title"].default
    assert parameters[where].default is None
    assert {"title", where} <= {p.name for p in parameters.values() if p.kind is p.KEYWORD_ONLY}
