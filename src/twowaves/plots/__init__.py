"""Seaborn figures in the book's one visual language.

Before is muted, after is the accent, a person is one thin line.
Every function draws on one Axes and returns it, so that a reader can change it
and a test can read what was plotted.
"""

from __future__ import annotations

import textwrap
from itertools import cycle
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib import pyplot as plt
from matplotlib.patches import FancyBboxPatch
from scipy import stats

from twowaves._base.arguments import MOST_PEOPLE, one_pair, sample_sizes, whole_numbers
from twowaves._base.numbers import fixed, level, percent
from twowaves.forms.scoring import band_convention
from twowaves.paired.power import analytic_power
from twowaves.paired.ttest import paired_ttest, paired_ttest_from_stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

    from twowaves.forms.instruments import Instrument
    from twowaves.paired.ttest import PairedTTestResult
    from twowaves.rebuilt.reconstruct import Reconstructions

__all__ = [
    "plot_bands",
    "plot_changes",
    "plot_correlation",
    "plot_flow",
    "plot_gallery",
    "plot_intervals",
    "plot_null",
    "plot_pairs",
    "plot_power",
    "plot_pvalues",
    "plot_repeats",
    "plot_t_distribution",
    "plot_timeline",
    "use_style",
]

INK, MUTED, PAPER, LINE = "#1d2733", "#566273", "#fdfcf9", "#d5dbe1"
_MOST_WEEKS = 1_000  # twenty years

BEFORE, AFTER, STRONG = "#66768a", "#0b6e75", "#9a4a00"


def use_style() -> None:
    """Draw all following figures in the book's style, crisp on high-density screens.

    The background is paper-white and opaque, so a figure reads the same on a dark page.

    Examples
    --------
    >>> use_style()
    >>> plt.rcParams["axes.titlelocation"]
    'left'
    """
    sns.set_theme(context="notebook", style="whitegrid", rc=_RC)
    _ask_for_retina()


_RC = {
    "axes.edgecolor": LINE,
    "axes.grid.axis": "y",
    "axes.labelcolor": MUTED,
    "axes.labelsize": 11,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlepad": 14,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "figure.autolayout": True,
    "figure.dpi": 100,
    "figure.facecolor": PAPER,
    "figure.figsize": (7.2, 4.0),
    "axes.facecolor": PAPER,
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "hatch.color": STRONG,
    "hatch.linewidth": 1.2,
    "legend.frameon": False,
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
}


def _ask_for_retina() -> None:
    """Have a notebook store figures at twice the density; elsewhere do nothing."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 # only a notebook has it
    except ImportError:
        return
    shell: Any = get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        shell.run_line_magic("config", "InlineBackend.figure_formats = ['retina']")


def plot_pairs(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    title: str,
    unit: str,
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
        Unit of the scores, for the axis.
    ends : tuple of str
        What the two measurements are called.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_pairs([1, 2, 4], [2, 4, 5], title="Three people", unit="points")
    >>> len(ax.lines)  # three people and the mean
    4
    """
    first, second = one_pair(pre, post)
    ax = _axes(ax)
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
    ax.set(title=title, xlabel="", ylabel=unit)
    ax.margins(x=0.25)
    return ax


def plot_changes(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    title: str,
    unit: str,
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
    >>> ax = plot_changes([1, 2, 4], [2, 4, 5], title="Three changes", unit="points")
    >>> ax.get_xlabel()
    'change (points)'
    """
    first, second = one_pair(pre, post)
    result = paired_ttest(first, second, confidence_level=confidence_level)
    ax, change = _axes(ax), second - first
    sns.swarmplot(x=change, y=["each person"] * len(change), color=AFTER, size=7, ax=ax)
    interval = f"mean and {percent(confidence_level)} interval"
    low, high = result.confidence_interval
    ax.plot([low, high], [interval, interval], color=AFTER, linewidth=3, marker="|", markersize=14)
    ax.plot([result.mean_change], [interval], color=AFTER, marker="s", markersize=9)
    ax.axvline(0, color=INK, linewidth=1.5)
    ax.grid(visible=True, axis="x")
    ax.set(title=title, xlabel=f"change ({unit})", ylabel="", ylim=(1.6, -0.6))
    return ax


def plot_t_distribution(
    result: PairedTTestResult, *, title: str, alpha: float = 0.05, ax: Axes | None = None
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
    >>> ax = plot_t_distribution(paired_ttest([1, 2, 4], [2, 4, 5]), title="t")
    >>> ax.get_xlabel()
    't with 2 degrees of freedom'
    """
    ax = _axes(ax)
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
    ax.set(title=title, xlabel=f"t with {result.df} {degrees} of freedom", ylabel="density")
    ax.set_ylim(bottom=0)
    return ax


def _rejected_sides(alternative: str) -> tuple[int, ...]:
    return {"two-sided": (-1, 1), "less": (-1,), "greater": (1,)}[alternative]


def plot_correlation(
    result: PairedTTestResult, *, title: str, alpha: float = 0.05, ax: Axes | None = None
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
    >>> ax = plot_correlation(paired_ttest([1, 2, 4], [2, 4, 5]), title="t against r")
    >>> ax.get_xlabel()
    'correlation of before and after, r'
    """
    if np.isnan(result.r):
        raise ValueError("result.r is NaN; t can be drawn against r only where pre and post vary")
    ax = _axes(ax)
    r = np.linspace(-0.9, 0.98, 189)
    moments = (result.mean_pre, result.sd_pre, result.mean_post, result.sd_post, result.n)
    statistic = paired_ttest_from_stats(*moments, r=r).statistic
    sns.lineplot(x=r, y=statistic, color=BEFORE, linewidth=2.5, ax=ax)
    ax.plot([result.r], [result.statistic], "s", color=AFTER, markersize=9, label="these people")
    limit = float(stats.t.isf(alpha / 2, result.df))
    edge = limit if float(result.mean_change) > 0 else -limit
    ax.axhline(edge, color=STRONG, linestyle="--", label=f"p = {level(alpha)}")
    ax.set(title=title, xlabel="correlation of before and after, r", ylabel="paired t")
    ax.legend()
    return ax


def plot_power(
    n: Sequence[int],
    *,
    title: str,
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
    >>> plot_power([11, 34], title="Power").get_ylabel()
    'power'
    """
    sizes = sample_sizes(n)
    ax = _axes(ax)
    d_z = np.linspace(0, 1.5, 76)
    for pairs, dashes in zip(sizes, _dashes(len(sizes)), strict=True):
        curve = [analytic_power(pairs, d) for d in d_z]
        sns.lineplot(x=d_z, y=curve, color=AFTER, linestyle=dashes, label=f"n = {pairs}", ax=ax)
    ax.axhline(wanted, color=STRONG, linewidth=1, label=f"power {level(wanted)}")
    if counted is not None:
        sns.scatterplot(data=counted, x="d_z", y="power", color=INK, s=60, zorder=3,
                        label="counted", ax=ax)  # fmt: skip
    ax.set(title=title, xlabel="true change, in SDs of the change", ylabel="power", ylim=(0, 1.02))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def _dashes(count: int) -> list[str | tuple[int, tuple[int, ...]]]:
    """Return line styles that differ without colour; the first is solid."""
    return ["-", *((0, (6 // k, 2)) for k in range(1, count))]


def plot_null(
    values: Sequence[float] | np.ndarray[Any, np.dtype[np.float64]],
    observed: float,
    *,
    title: str,
    xlabel: str,
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
    >>> ax = plot_null([-1, 0, 0, 1], 1.0, title="Four", xlabel="mean change (points)")
    >>> sum(int(bar.get_height()) for bar in ax.patches)
    4
    """
    ax = _axes(ax)
    sns.histplot(values, bins="auto", color=BEFORE, edgecolor=PAPER, ax=ax)
    marks = {observed, -observed} if alternative == "two-sided" else {observed}
    for mark in sorted(marks):
        ax.axvline(mark, color=AFTER, linewidth=2.5)
    ax.set(title=title, xlabel=xlabel, ylabel="rearrangements")
    return ax


def plot_intervals(
    table: pd.DataFrame,
    *,
    title: str,
    xlabel: str,
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
    >>> rows = pd.DataFrame({"name": ["a"], "estimate": [0.5], "low": [-0.1], "high": [1.1]})
    >>> ax = plot_intervals(rows, title="One", xlabel="g_av")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['a']
    """
    ax = _axes(ax)
    ax.axvline(reference, color=INK, linewidth=1.2)
    places = range(len(table))
    ax.hlines(places, table["low"], table["high"], color=AFTER, linewidth=2.5)
    sns.scatterplot(
        x=table["estimate"], y=places, marker="s", s=70, color=AFTER, linewidth=0, zorder=3, ax=ax
    )
    _name_rows(ax, table["name"])
    ax.set(title=title, xlabel=xlabel, ylabel="")
    return ax


def plot_pvalues(table: pd.DataFrame, *, title: str, alpha: float = 0.05) -> Axes:
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

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> row = {"name": ["a"], "one_tailed": [0.02], "two_tailed": [0.04],
    ...        "printed_low": [0.035], "printed_high": [0.045]}
    >>> plot_pvalues(pd.DataFrame(row), title="One").get_xscale()
    'log'
    """
    ax = _axes(None)
    places = list(range(len(table)))
    width = table["printed_high"] - table["printed_low"]
    ax.barh(
        places,
        width,
        left=table["printed_low"],
        height=0.62,
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
    _name_rows(ax, table["name"])
    ax.set(title=title, xlabel="p (logarithmic scale)", ylabel="")
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.18), ncols=4, fontsize=9)
    return ax


def plot_bands(
    scores: pd.DataFrame,
    form: Instrument,
    name: str,
    *,
    title: str,
    convention: str = "guide",
    ax: Axes | None = None,
) -> Axes:
    """Draw scores as dots, one row a column, over the bands that a convention draws.

    The axis says that a band is no diagnosis.

    Parameters
    ----------
    scores : pandas.DataFrame
        Values of one score, one column a row of dots, such as one a wave.
    form : Instrument
        Whose score it is.
    name : str
        Name of the score.
    title : str
        What the figure shows.
    convention : str
        Whose bands.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> from twowaves.forms.instruments import load_instrument
    >>> scores = pd.DataFrame({"Before": [2.5, 3.0], "After": [3.5, 4.0]})
    >>> ax = plot_bands(scores, load_instrument("scs-sf"), "self-compassion", title="Two people")
    >>> [text.get_text() for text in ax.texts]
    ['low', 'moderate', 'high']
    """
    ax = _axes(ax)
    drawn = band_convention(form.score(name), convention, form)
    for shade, band in zip(cycle([LINE, PAPER]), drawn.bands, strict=False):
        ax.axvspan(band.start, band.end, color=shade, linewidth=0, zorder=0)
        ax.text((band.start + band.end) / 2, -0.42, band.name, ha="center", color=MUTED)
    long = scores.melt(var_name="row", value_name="score").dropna()
    sns.swarmplot(long, x="score", y="row", hue="row", palette=[BEFORE, AFTER][: scores.shape[1]],
                  size=7, legend=False, ax=ax)  # fmt: skip
    ax.set_ylim(scores.shape[1] - 0.5, -0.6)
    low, high = form.score_range(name)
    margin = 0.03 * (high - low)
    xlabel = f"{name} score (a band is a rough guide, not a diagnosis)"
    ax.set(title=title, xlabel=xlabel, ylabel="", xlim=(low - margin, high + margin))
    ax.grid(visible=False)
    return ax


def plot_repeats(
    repeats: pd.DataFrame,
    reference: float,
    *,
    title: str,
    xlabel: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw what many repetitions gave against the true value: their mean and middle 95 %.

    Parameters
    ----------
    repeats : pandas.DataFrame
        One row a repetition, one column a way of doing it.
    reference : float
        The true value.
    title, xlabel : str
        What the figure shows, and the quantity with its unit.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> ax = plot_repeats(pd.DataFrame({"a": [1, 2, 3]}), 2.5, title="Three", xlabel="points")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['a']
    """
    ax = _axes(ax)
    long = repeats.melt(var_name="way", value_name="value").dropna()
    sns.pointplot(
        long, x="value", y="way", estimator="mean", errorbar=("pi", 95), linestyle="none",
        marker="s", color=AFTER, ax=ax,
    )  # fmt: skip
    ax.axvline(reference, color=STRONG, linestyle="--", linewidth=1.5, label="true value")
    ax.grid(visible=True, axis="x")
    ax.set(title=title, xlabel=xlabel, ylabel="")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2))
    return ax


def plot_gallery(reconstructions: Reconstructions, *, title: str) -> Figure:
    """Draw up to nine data sets that print the same row: people as lines, the mean as a thick one.

    Parameters
    ----------
    reconstructions : Reconstructions
        What `reconstruct` returned; the first nine are drawn.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib Figure

    Examples
    --------
    >>> from twowaves import reconstruct
    >>> figure = plot_gallery(reconstruct("hated self", 11, 4, seed=1), title="Four groups")
    >>> [ax.get_title() for ax in figure.axes]
    ['1', '2', '3', '4']
    """
    count = min(9, len(reconstructions))
    columns = min(3, count)
    figure, grid = plt.subplots(
        -(-count // columns), columns, sharex=True, sharey=True, squeeze=False,
        figsize=(7.2, 2.3 * -(-count // columns)), layout="constrained",
    )  # fmt: skip
    for which, ax in enumerate(grid.flat):
        if which < count:
            _group(ax, reconstructions.frame(which), str(which + 1))
        else:
            ax.remove()
    figure.suptitle(title, fontsize="medium")
    figure.supylabel("score (points)", fontsize="medium")
    return figure


def _group(ax: Axes, data: pd.DataFrame, title: str) -> None:
    ax.plot([0, 1], data[["pre", "post"]].T, color=AFTER, linewidth=0.8, marker="o", markersize=2.5)
    ax.plot([0, 1], data[["pre", "post"]].mean(), color=STRONG, linewidth=2.6)
    ax.set_title(title, fontsize="medium")
    ax.set_xticks([0, 1], ["before", "after"])
    ax.set_xlim(-0.25, 1.25)


def plot_flow(flow: pd.DataFrame, *, title: str, ax: Axes | None = None) -> Axes:
    """Draw how many people took part, from step to step, as boxes with arrows between them.

    Each arrow says how many fewer or more people the next step counts.

    Parameters
    ----------
    flow : pandas.DataFrame
        Columns `step`, `follows` (an earlier row's step, or "none" for the first), `n` and
        `basis`; a number whose basis is "implied" stands in a dashed box.
    title : str
        What the figure shows.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If a step follows one that no row above it has, or an n is no whole number.

    Examples
    --------
    >>> flow = pd.DataFrame(
    ...     {"step": ["all", "some"], "follows": ["none", "all"], "n": [16, 11], "basis": "printed"}
    ... )
    >>> ax = plot_flow(flow, title="Two steps")
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['16', 'all', '−5', '11', 'some']
    """
    places = _flow_places(flow)
    depth = max(y for _, y in places.values())
    width = max(x for x, _ in places.values())
    numbers = whole_numbers("n", flow["n"], MOST_PEOPLE, floats=True).tolist()
    counts = dict(zip(flow["step"], numbers, strict=True))
    ax = plt.subplots(figsize=(7.2, 1.4 * (depth + 1) + 0.4))[1] if ax is None else ax
    for step, follows, basis in zip(flow["step"], flow["follows"], flow["basis"], strict=True):
        if follows in places:
            difference = counts[step] - counts[follows]
            _flow_arrow(ax, places[follows], places[step], difference)
        _flow_box(ax, places[step], counts[step], step, implied=basis == "implied")
    ax.set(title=title, xlim=(-0.5, width + 0.5), ylim=(depth + 0.4, -0.4))
    ax.set_axis_off()
    return ax


def _flow_places(flow: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return where each step's box stands: a row a generation, a step above its followers."""
    depth: dict[str, int] = {"none": -1}
    for step, follows in zip(flow["step"], flow["follows"], strict=True):
        if follows not in depth:
            raise ValueError(
                f"the step {step!r} follows {follows!r}; it must follow a step of a row above "
                "it, or 'none'"
            )
        depth[step] = depth[follows] + 1
    followers: dict[str, list[str]] = {}
    for step, follows in zip(flow["step"], flow["follows"], strict=True):
        followers.setdefault(follows, []).append(step)
    ends = (step for step in _in_order("none", followers) if step not in followers)
    across = {step: float(place) for place, step in enumerate(ends)}
    for step in reversed(flow["step"].tolist()):
        if step in followers:
            across[step] = float(np.mean([across[next_] for next_ in followers[step]]))
    return {step: (across[step], float(depth[step])) for step in flow["step"]}


def _in_order(step: str, followers: dict[str, list[str]]) -> list[str]:
    """Return the steps below a step, each before those that follow it."""
    return [
        one for next_ in followers.get(step, []) for one in [next_, *_in_order(next_, followers)]
    ]


def _flow_box(ax: Axes, place: tuple[float, float], n: int, step: str, *, implied: bool) -> None:
    """Draw a step's number and name in a box; a dashed one if the number is not printed."""
    x, y = place
    box = FancyBboxPatch(
        (x - 0.46, y - 0.32), 0.92, 0.64, boxstyle="round,pad=0,rounding_size=0.06",
        facecolor=PAPER, edgecolor=STRONG if implied else BEFORE, linewidth=1.8,
        linestyle="--" if implied else "-", mutation_aspect=1.2,
    )  # fmt: skip
    ax.add_patch(box)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "color": INK}
    ax.text(x, y - 0.17, str(n), fontsize=17, fontweight="bold", **middle)
    ax.text(x, y + 0.1, textwrap.fill(step, 17), fontsize=11, **middle)


def _flow_arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], difference: int
) -> None:
    """Draw an arrow from box to box round a corner, and how many fewer or more there are."""
    (x, y), (to_x, to_y) = start, end
    bend = y + 0.42
    ax.plot([x, x, to_x], [y + 0.32, bend, bend], color=MUTED, linewidth=1.4)
    line = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=(to_x, to_y - 0.32), xytext=(to_x, bend), arrowprops=line)
    said = f"{difference:+d}".replace("-", "\N{MINUS SIGN}") if difference else "all"
    ax.text(to_x + 0.05, to_y - 0.45, said, ha="left", va="center", color=STRONG,
            fontsize=12, fontweight="bold")  # fmt: skip


def plot_timeline(
    schedule: pd.DataFrame,
    practices: Sequence[str] | pd.Series[str] = (),
    *,
    title: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw what happened before, during and after a module, and what was practised in it.

    Parameters
    ----------
    schedule : pandas.DataFrame
        Columns `what`, `when` ("before", "first session", "module", "after"), `how_often`
        ("once", "weekly", or anything else for a bar over all weeks) and `weeks` (whole numbers,
        the largest of which is the length of the module); rows from the top.
    practices : sequence of str
        What was practised in some week or other, without saying which: dashed lines over all weeks.
    title : str
        What the figure shows.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> steps = {"what": ["form", "diary"], "when": ["before", "module"]}
    >>> schedule = pd.DataFrame(steps | {"how_often": ["once", "weekly"], "weeks": [0, 3]})
    >>> ax = plot_timeline(schedule, ["breathing"], title="Three weeks")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['form', 'diary', 'breathing']
    """
    names = [*schedule["what"], *practices]
    weeks = max(whole_numbers("weeks", schedule["weeks"], _MOST_WEEKS, floats=True).tolist())
    ax = plt.subplots(figsize=(7.2, 1.2 + 0.3 * len(names)))[1] if ax is None else ax
    ax.axvspan(0.5, weeks + 0.5, color=LINE, alpha=0.5, linewidth=0, zorder=0)
    events = zip(schedule["when"], schedule["how_often"], strict=True)
    for place, (when, how_often) in enumerate(events):
        _event(ax, place, when, how_often, weeks)
    for place in range(len(schedule), len(names)):
        ax.plot(
            [0.5, weeks + 0.5], [place, place], color=BEFORE, linewidth=2, linestyle=(0, (4, 3))
        )
    _name_rows(ax, pd.Series(names))
    inside = [weeks * quarter // 4 for quarter in (1, 2, 3)]  # the ends would touch the words
    ax.set_xticks([0, *inside, weeks + 1], ["before", *map(str, inside), "after"])
    ax.tick_params("x", labelrotation=0)
    dashed = "; dashed: in some weeks or other" if len(names) > len(schedule) else ""
    ax.set(title=title, xlabel=f"week of teaching{dashed}", ylabel="", xlim=(-0.8, weeks + 1.8))
    ax.grid(visible=False, axis="x")
    return ax


def _event(ax: Axes, place: int, when: str, how_often: str, weeks: int) -> None:
    """Draw one row of a schedule: a square, a dot a week, or a bar over all weeks."""
    once = {"before": 0, "first session": 1, "after": weeks + 1}
    if when in once:
        ax.plot(once[when], place, marker="s", markersize=9, color=AFTER)
    elif how_often == "weekly":
        ax.plot(range(1, weeks + 1), [place] * weeks, "o", markersize=5, color=AFTER)
    else:
        ax.plot([0.5, weeks + 0.5], [place, place], color=AFTER, linewidth=7,
                solid_capstyle="butt")  # fmt: skip


def _name_rows(ax: Axes, names: pd.Series[str]) -> None:
    """Write the rows' names beside a vertical axis that runs from the top."""
    ax.set_yticks(range(len(names)), names.tolist())
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")


def _axes(ax: Axes | None) -> Axes:
    """Return the given Axes or those of a new figure."""
    return plt.subplots()[1] if ax is None else ax
