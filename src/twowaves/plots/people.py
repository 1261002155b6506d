"""Figures of people: their scores, their changes, and the test of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import seaborn as sns
from scipy import stats

from twowaves._base.arguments import one_pair
from twowaves._base.numbers import fixed, level, percent
from twowaves.paired.ttest import paired_ttest, paired_ttest_from_stats
from twowaves.plots.style import (
    AFTER,
    BEFORE,
    INK,
    PAPER,
    STRONG,
    axes_or_new,
    few_shapes,
    names_above,
    say_what,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

    from twowaves.paired.ttest import PairedTTestResult

__all__ = ["plot_changes", "plot_correlation", "plot_null", "plot_pairs", "plot_t_distribution"]


def plot_pairs(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    title: str = "Each line is one person",
    unit: str = "",
    ends: tuple[str, str] = ("Before", "After"),
    ax: Axes | None = None,
) -> Axes:
    """Draw every person as a line from the first score to the second, and the means.

    Parameters
    ----------
    pre, post : array_like
        Scores before and after, one element a person; a DataFrame of one column will do.
    title : str
        What the figure shows.
    unit : str
        Unit of the scores, for the axis; by default it says "score".
    ends : tuple of str
        What the two measurements are called.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_pairs([1, 2, 4], [2, 4, 5], unit="points")
    >>> len(ax.lines)  # three people and the mean
    4
    """
    first, second = one_pair(pre, post)
    ax = axes_or_new(ax)
    people = pd.DataFrame({"person": range(len(first)), ends[0]: first, ends[1]: second})
    long = people.melt("person", var_name="time", value_name="score")
    sns.lineplot(
        long, x="time", y="score", units="person", estimator=None,
        color=BEFORE, linewidth=1, alpha=0.7, ax=ax,
    )  # fmt: skip
    sns.scatterplot(
        long, x="time", y="score", hue="time", palette=[BEFORE, AFTER],
        s=45, linewidth=0, legend=False, zorder=3, ax=ax,
    )  # fmt: skip
    means = [first.mean(), second.mean()]
    ax.plot(ends, means, color=AFTER, linewidth=4, marker="s", markersize=9, zorder=4)
    ax.annotate("mean", (1, means[1]), xytext=(14, 0), textcoords="offset points", va="center")
    say_what(ax, title=title, xlabel="", ylabel=unit or "score")
    ax.margins(x=0.25)
    few_shapes(ax)
    return ax


def plot_changes(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    title: str = "Each dot is one person’s change",
    unit: str = "",
    confidence_level: float = 0.95,
    ax: Axes | None = None,
) -> Axes:
    """Draw every change as a dot, with the mean change and its confidence interval.

    Parameters
    ----------
    pre, post : array_like
        Scores before and after, one element a person; a DataFrame of one column will do.
    title, unit : str
        What the figure shows, and the unit of the scores.
    confidence_level : float
        Coverage of the interval.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_changes([1, 2, 4], [2, 4, 5], unit="points")
    >>> ax.get_xlabel()
    'change (points)'
    """
    first, second = one_pair(pre, post)
    result = paired_ttest(first, second, confidence_level=confidence_level)
    ax, change = axes_or_new(ax), second - first
    sns.swarmplot(x=change, y=["each person"] * len(change), color=AFTER, size=7, ax=ax)
    interval = f"mean and {percent(confidence_level)} interval"
    low, high = result.confidence_interval
    ax.plot([low, high], [interval, interval], color=AFTER, linewidth=3, marker="|", markersize=14)
    ax.plot([result.mean_change], [interval], color=AFTER, marker="s", markersize=9)
    ax.axvline(0, color=INK, linewidth=1.5)
    ax.grid(visible=True, axis="x")
    xlabel = f"change ({unit})" if unit else "change"
    say_what(ax, title=title, xlabel=xlabel, ylabel="", ylim=(1.5, -0.7))
    names_above(ax)
    few_shapes(ax)
    return ax


def plot_t_distribution(
    result: PairedTTestResult,
    *,
    title: str = "The observed t among those that chance gives",
    alpha: float = 0.05,
    ax: Axes | None = None,
) -> Axes:
    """Draw Student's t with the rejection region hatched and the observed t marked.

    Parameters
    ----------
    result : PairedTTestResult
        Of one data set; its `alternative` decides where the rejection region lies.
    title : str
        What the figure shows.
    alpha : float
        Size of the rejection region.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_t_distribution(paired_ttest([1, 2, 4], [2, 4, 5]))
    >>> ax.get_xlabel()
    't with 2 degrees of freedom'
    """
    ax = axes_or_new(ax)
    distribution = stats.t(result.df)
    statistic = float(result.statistic)
    two_sided = result.alternative == "two-sided"
    limit = float(distribution.isf(alpha / 2 if two_sided else alpha))
    reach = max(4.0, 1.1 * limit, 1.1 * abs(statistic))
    t = np.linspace(-reach, reach, 801)
    ax.plot(t, distribution.pdf(t), color=BEFORE, linewidth=2)
    for side in _rejected_sides(result.alternative):
        beyond = t[side * t >= limit]
        ax.fill_between(beyond, distribution.pdf(beyond), facecolor="none", hatch="////")
        ax.axvline(side * limit, color=STRONG, linestyle="--", linewidth=1.2, ymax=0.45)
    ax.axvline(statistic, color=AFTER, linewidth=2.5, ymax=0.6)
    label = f"t = {fixed(statistic, 2)}"
    ax.annotate(label, (statistic, 0.62), xycoords=("data", "axes fraction"), ha="center")
    # the hatching is α, not p: said in the figure, as the live one does
    ax.annotate(
        f"hatched: p < {level(alpha)}", (0.02, 0.94), xycoords="axes fraction", color=STRONG
    )
    degrees = "degree" if result.df == 1 else "degrees"
    say_what(ax, title=title, xlabel=f"t with {result.df} {degrees} of freedom", ylabel="density")
    ax.set_ylim(bottom=0)
    return ax


def _rejected_sides(alternative: str) -> tuple[int, ...]:
    return {"two-sided": (-1, 1), "less": (-1,), "greater": (1,)}[alternative]


def plot_correlation(
    result: PairedTTestResult,
    *,
    title: str = "The t of the same means and SDs at every correlation",
    alpha: float = 0.05,
    ax: Axes | None = None,
) -> Axes:
    """Draw the t that the same means and SDs would give at every pre-post correlation.

    Parameters
    ----------
    result : PairedTTestResult
        Of one data set; its means, SDs and n are kept, its correlation is marked.
    title : str
        What the figure shows.
    alpha : float
        Two-sided significance level whose limits are drawn.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If pre or post does not vary, so that there is no correlation.

    Examples
    --------
    >>> ax = plot_correlation(paired_ttest([1, 2, 4], [2, 4, 5]))
    >>> ax.get_xlabel()
    'correlation of before and after, r'
    """
    if np.isnan(result.r):
        raise ValueError("result.r is NaN; t can be drawn against r only where pre and post vary")
    ax = axes_or_new(ax)
    r = np.linspace(-0.9, 0.98, 189)
    moments = (result.mean_pre, result.sd_pre, result.mean_post, result.sd_post, result.n)
    statistic = paired_ttest_from_stats(*moments, r=r).statistic
    sns.lineplot(x=r, y=statistic, color=BEFORE, linewidth=2.5, ax=ax)
    ax.plot([result.r], [result.statistic], "s", color=AFTER, markersize=9, label="these people")
    limit = float(stats.t.isf(alpha / 2, result.df))
    edge = limit if float(result.mean_change) > 0 else -limit
    ax.axhline(edge, color=STRONG, linestyle="--", label=f"p = {level(alpha)}")
    say_what(ax, title=title, xlabel="correlation of before and after, r", ylabel="paired t")
    ax.legend()
    return ax


def plot_null(
    values: Sequence[float] | np.ndarray[Any, np.dtype[np.float64]],
    observed: float,
    *,
    title: str = "What chance alone would give",
    xlabel: str = "statistic",
    alternative: Literal["two-sided", "less", "greater"] = "two-sided",
    ax: Axes | None = None,
) -> Axes:
    """Draw what chance alone would give, with what was observed.

    Parameters
    ----------
    values : array_like
        A statistic under every (or many) rearrangements of the data.
    observed : float
        The statistic of the data as they are.
    title, xlabel : str
        What the figure shows, and the statistic with its unit.
    alternative : {"two-sided", "less", "greater"}
        On which sides the observed value is marked.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_null([-1, 0, 0, 1], 1.0, xlabel="mean change (points)")
    >>> sum(int(bar.get_height()) for bar in ax.patches)
    4
    """
    ax = axes_or_new(ax)
    sns.histplot(values, bins="auto", color=BEFORE, edgecolor=PAPER, ax=ax)
    marks = {observed, -observed} if alternative == "two-sided" else {observed}
    for mark in sorted(marks):
        ax.axvline(mark, color=AFTER, linewidth=2.5)
    say_what(ax, title=title, xlabel=xlabel, ylabel="rearrangements")
    return ax
