"""Figures of what is printed: intervals, p values, and the data sets that fit a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import seaborn as sns
from matplotlib import pyplot as plt

from twowaves._base.numbers import level
from twowaves.plots.style import (
    AFTER,
    BEFORE,
    INK,
    LETTERS_A_TITLE,
    LINE,
    MUTED,
    STRONG,
    WIDTH,
    axes_or_new,
    height_of_rows,
    in_lines,
    legend_below,
    name_rows,
    refuse_no_axes,
    say_what,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from twowaves.rebuilt.reconstructions import Reconstructions

__all__ = ["plot_gallery", "plot_intervals", "plot_pvalues"]


def plot_intervals(
    table: pd.DataFrame,
    *,
    title: str = "Estimates with their intervals",
    xlabel: str = "estimate",
    reference: float = 0.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw one estimate a row, with its interval and a line to hold it against.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns `name`, `estimate`, `low` and `high`; rows are drawn from the top.
    title, xlabel : str
        What the figure shows, and the quantity with its unit.
    reference : float
        Where the line stands, such as no effect.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"name": ["a"], "estimate": [0.5], "low": [-0.1], "high": [1.1]})
    >>> ax = plot_intervals(rows, xlabel="g_av")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['a']
    """
    ax = axes_or_new(ax, height_of_rows(len(table)))
    ax.axvline(reference, color=INK, linewidth=1.2)
    places = range(len(table))
    ax.hlines(places, table["low"], table["high"], color=AFTER, linewidth=2.5)
    sns.scatterplot(
        x=table["estimate"], y=places, marker="s", s=70, color=AFTER, linewidth=0, zorder=3, ax=ax
    )
    name_rows(ax, table["name"])
    say_what(ax, title=title, xlabel=xlabel, ylabel="")
    return ax


def plot_pvalues(
    table: pd.DataFrame,
    *,
    title: str = "Recomputed p values on the printed ones",
    alpha: float = 0.05,
    ax: Axes | None = None,
) -> Axes:
    """Draw recomputed p values, one-tailed and two-tailed, on what the printed ones stand for.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns `name`, `one_tailed`, `two_tailed`, `printed_low` and `printed_high`; rows are
        drawn from the top.
    title : str
        What the figure shows.
    alpha : float
        Significance level, drawn as a line.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"name": ["a"], "one_tailed": [0.02], "two_tailed": [0.04],
    ...        "printed_low": [0.035], "printed_high": [0.045]}
    >>> plot_pvalues(pd.DataFrame(row)).get_xscale()
    'log'
    """
    ax = axes_or_new(ax, height_of_rows(len(table)))
    places = list(range(len(table)))
    width = table["printed_high"] - table["printed_low"]
    ax.barh(
        places,
        width,
        left=table["printed_low"],
        height=0.4,
        color=LINE,
        label="printed p, unrounded",
    )
    shapes = {"one_tailed": ("one tail", "v", AFTER), "two_tailed": ("two tails", "s", BEFORE)}
    for column, (label, marker, color) in shapes.items():
        sns.scatterplot(
            x=table[column],
            y=places,
            marker=marker,
            s=80,
            color=color,
            label=label,
            zorder=3,
            ax=ax,
        )
    ax.axvline(alpha, color=STRONG, linestyle="--", linewidth=1.5, label=f"α = {level(alpha)}")
    ax.set_xscale("log")
    ticks = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
    ax.set_xticks(ticks, [level(tick) for tick in ticks], minor=False)
    ax.minorticks_off()
    name_rows(ax, table["name"])
    say_what(ax, title=title, xlabel="p (logarithmic scale)", ylabel="")
    legend_below(ax, 2)
    return ax


def plot_gallery(
    reconstructions: Reconstructions,
    *,
    title: str = "Data sets that print the same row",
    axes: Sequence[Axes] | NDArray[Any] | None = None,
) -> list[Axes]:
    """Draw up to nine data sets that print the same row: people as lines, the mean as a thick one.

    Each takes Axes of its own.

    Parameters
    ----------
    reconstructions : Reconstructions
        What `reconstruct` returned; the first ones are drawn.
    title : str
        What the figure shows; it stands above the figure, or the subfigure, that holds the Axes.
    axes : sequence of matplotlib Axes, optional
        Where to draw, one data set each as far as both go, as `matplotlib.pyplot.subplots` gives
        them; by default a new figure with up to nine.

    Returns
    -------
    list of matplotlib Axes
        Those that were drawn on.

    Raises
    ------
    TypeError, ValueError
        If one of `axes` is none, or there are none at all.

    Examples
    --------
    >>> from twowaves import reconstruct
    >>> axes = plot_gallery(reconstruct("hated self", 11, 4, seed=1))
    >>> [ax.get_title() for ax in axes]
    ['1', '2', '3', '4']
    """
    count = len(reconstructions)
    places = _grid(min(9, count)) if axes is None else _all_axes(axes)[:count]
    for which, ax in enumerate(places):
        _group(ax, reconstructions.frame(which), str(which + 1))
    figure = places[0].figure
    figure.suptitle(in_lines(title, LETTERS_A_TITLE), x=0.02, ha="left")
    figure.supylabel("score (points)", fontsize="medium", color=MUTED)
    return places


def _grid(count: int) -> list[Axes]:
    """Return so many Axes of a new figure, three a row."""
    columns = min(3, count)
    rows = -(-count // columns)
    figure, grid = plt.subplots(
        rows, columns, sharex=True, sharey=True, squeeze=False,
        figsize=(WIDTH, 0.6 + 1.5 * rows), layout="constrained",
    )  # fmt: skip
    for ax in grid.flat[count:]:
        ax.remove()
    return figure.axes


def _all_axes(axes: Sequence[Axes] | NDArray[Any]) -> list[Axes]:
    """Return Axes in a plain list, or say which of them is none."""
    places = list(np.ravel(np.asarray(axes, dtype=object)))
    if not places:
        raise ValueError("axes is empty; give at least one Axes of matplotlib")
    for i, ax in enumerate(places):
        refuse_no_axes(f"axes[{i}]", ax)
    return places


def _group(ax: Axes, data: pd.DataFrame, title: str) -> None:
    ax.plot([0, 1], data[["pre", "post"]].T, color=AFTER, linewidth=0.8, marker="o", markersize=2.5)
    ax.plot([0, 1], data[["pre", "post"]].mean(), color=STRONG, linewidth=2.6)
    ax.set_title(title, fontsize="medium")
    ax.set_xticks([0, 1], ["before", "after"])
    ax.set_xlim(-0.25, 1.25)
