"""The figure of power plots the noncentral t's own."""

import numpy as np
import pandas as pd
import pytest
from labelled import is_labelled
from scipy import stats

from twowaves import plots


def test_power():
    """Each curve is the noncentral t's, what was counted is a point, what is wanted a line."""
    counted = pd.DataFrame({"n": [11, 11], "d_z": [0.5, 1.0], "power": [0.33, 0.84]})

    ax = plots.plot_power([11, 34, 80], title="Power", counted=counted)

    critical = stats.t.isf(0.025, 10)
    d_z, power = ax.lines[0].get_data()
    nct = stats.nct(10, d_z * np.sqrt(11))
    assert power == pytest.approx(nct.sf(critical) + nct.cdf(-critical), abs=1e-6)
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in ax.lines[:3]}) == 3
    assert ax.lines[3].get_ydata()[0] == 0.8
    assert ax.collections[-1].get_offsets().tolist() == [[0.5, 0.33], [1.0, 0.84]]
    assert is_labelled(ax)
