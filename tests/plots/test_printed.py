"""Figures of what is printed plot the values that they should."""

import numpy as np
import pandas as pd
from labelled import is_labelled

from twowaves import plots


def test_intervals():
    """Each row is a bar from low to high with its estimate, in the order given, from the top."""
    table = pd.DataFrame(
        {"name": ["a", "b"], "estimate": [0.4, -1], "low": [0.1, -2], "high": [0.9, 0.2]}
    )
    ax = plots.plot_intervals(table, title="Two", xlabel="d_z")

    bars = ax.collections[0].get_segments()
    assert [tuple(bar[:, 0]) for bar in bars] == [(0.1, 0.9), (-2, 0.2)]
    assert ax.collections[1].get_offsets()[:, 0].tolist() == [0.4, -1]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert is_labelled(ax)


def test_pvalues():
    """Both p values of each row are marked, with a bar for what the printed one stands for."""
    table = pd.DataFrame(
        {
            "name": ["a", "b"],
            "one_tailed": [0.01, 0.03],
            "two_tailed": [0.02, 0.06],
            "printed_low": [0.005, 0.045],
            "printed_high": [0.015, 0.055],
        }
    )
    ax = plots.plot_pvalues(table, title="Two")

    marks = {group.get_label(): group.get_offsets()[:, 0].tolist() for group in ax.collections}
    assert marks == {"one tail": [0.01, 0.03], "two tails": [0.02, 0.06]}
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    np.testing.assert_allclose(bars, [(0.005, 0.015), (0.045, 0.055)])
    assert is_labelled(ax)
