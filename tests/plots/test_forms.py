"""Figures of scores plot the values that they should."""

import numpy as np
import pandas as pd
import pytest
from labelled import is_labelled

import twowaves
from twowaves import plots


def test_bands():
    """Each score is a dot over the named bands; a missing one is not drawn."""
    form = twowaves.load_instrument("scs-sf")
    scores = pd.DataFrame({"Before": [2.5, 3.0], "After": [3.5, np.nan]})
    ax = plots.plot_bands(scores, form, "self-compassion", title="Two", convention="paper")

    dots = [group.get_offsets()[:, 0].tolist() for group in ax.collections]
    assert dots == [[2.5, 3.0], [3.5]]
    assert [text.get_text() for text in ax.texts] == ["low", "moderate", "high"]
    assert "not a diagnosis" in ax.get_xlabel()
    edges = [(band.get_x(), band.get_x() + band.get_width()) for band in ax.patches]
    assert edges == [(1, 2.5), (2.5, 3.5), (3.5, 5)]
    assert is_labelled(ax)


MOOD = """
id = "mood"
name = "Mood"
n_items = 1
response_min = 0
response_max = 5
columns = "mood{item}"
source = "made up for a test"
confidence = "none"
form = "https://example.org/"

[[scores]]
name = "mood"
items = [1]
scoring = "total"
more_means = "more of it"

[[scores.bands]]
convention = "guide"
source = "made up for a test"
bands = [BANDS]
"""


def test_many_bands(tmp_path):
    """Every band is drawn, however many there are; a convention that is not there is told."""
    names = [f"band {i}" for i in range(5)]
    bands = ", ".join(
        f'{{name = "{name}", from = {i}, to = {i + 1}}}' for i, name in enumerate(names)
    )
    file = tmp_path / "mood.toml"
    file.write_text(MOOD.replace("BANDS", bands))
    form = twowaves.load_instrument(file)
    ax = plots.plot_bands(pd.DataFrame({"Before": [2.5]}), form, "mood", title="Five bands")

    assert names == [text.get_text() for text in ax.texts]
    with pytest.raises(ValueError, match="mood has no convention 'mine'; it has 'guide'"):
        plots.plot_bands(
            pd.DataFrame({"Before": [2.5]}), form, "mood", title="Five", convention="mine"
        )


def test_repeats():
    """Each column has its mean and its middle 95 %, beside the true value."""
    repeats = pd.DataFrame({"a": np.arange(101.0), "b": np.arange(101.0) + 50})
    ax = plots.plot_repeats(repeats, 60, title="Two", xlabel="points")

    ends = [[round(x, 6) for x in line.get_xdata()] for line in ax.lines]
    assert [2.5, 97.5] in ends
    assert [52.5, 147.5] in ends
    assert [50.0, 100.0] in ends
    assert [60, 60] in ends
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert is_labelled(ax)
