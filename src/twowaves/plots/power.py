"""The power that a study of a size has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import seaborn as sns

from twowaves._base.arguments import sample_sizes
from twowaves._base.numbers import level
from twowaves.paired.power import analytic_power
from twowaves.plots.style import AFTER, INK, STRONG, WIDTH, axes_or_new, legend_below, say_what

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["plot_power"]


def plot_power(
    n: Sequence[int],
    *,
    title: str = "Power of the two-tailed paired t test",
    counted: pd.DataFrame | None = None,
    wanted: float = 0.8,
    ax: Axes | None = None,
) -> Axes:
    """Draw the power of the two-tailed paired t test at .05 against the true change.

    Parameters
    ----------
    n : sequence of int
        Pairs, each at least 2; one curve each, by the noncentral t.
    title : str
        What the figure shows.
    counted : DataFrame, optional
        Columns `n`, `d_z` and `power`: shares counted in simulated studies, drawn as points.
    wanted : float
        Power that is marked by a line.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> plot_power([11, 34]).get_ylabel()
    'power'
    """
    sizes = sample_sizes(n)
    ax = axes_or_new(ax, (WIDTH, 4.0))
    d_z = np.linspace(0, 1.5, 76)
    for pairs, dashes in zip(sizes, _dashes(len(sizes)), strict=True):
        curve = [analytic_power(pairs, d) for d in d_z]
        sns.lineplot(x=d_z, y=curve, color=AFTER, linestyle=dashes, label=f"n = {pairs}", ax=ax)
    ax.axhline(wanted, color=STRONG, linewidth=1, label=f"power {level(wanted)}")
    if counted is not None:
        sns.scatterplot(data=counted, x="d_z", y="power", color=INK, s=60, zorder=3,
                        label="counted", ax=ax)  # fmt: skip
    xlabel = "true change, in SDs of the change"
    say_what(ax, title=title, xlabel=xlabel, ylabel="power", ylim=(0, 1.02))
    legend_below(ax, 3)
    return ax


def _dashes(count: int) -> list[str | tuple[int, tuple[int, ...]]]:
    """Return line styles that differ without colour; the first is solid."""
    return ["-", *((0, (6 // k, 2)) for k in range(1, count))]
