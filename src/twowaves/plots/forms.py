"""Figures of scores from questionnaires."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import seaborn as sns

from twowaves.forms.scoring import band_convention
from twowaves.plots.style import (
    AFTER,
    BEFORE,
    LINE,
    MUTED,
    PAPER,
    STRONG,
    axes_or_new,
    few_shapes,
    height_of_rows,
    legend_below,
    names_above,
    say_what,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from twowaves.forms.instruments import Instrument

__all__ = ["plot_bands", "plot_repeats"]


def plot_bands(
    scores: pd.DataFrame,
    form: Instrument,
    name: str,
    *,
    title: str = "Scores over the bands of their form",
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
    >>> import pandas as pd
    >>> from twowaves.forms.instruments import load_instrument
    >>> scores = pd.DataFrame({"Before": [2.5, 3.0], "After": [3.5, 4.0]})
    >>> ax = plot_bands(scores, load_instrument("scs-sf"), "self-compassion")
    >>> [text.get_text() for text in ax.texts]
    ['low', 'moderate', 'high']
    """
    drawn = band_convention(form.score(name), convention, form)
    ax = axes_or_new(ax)
    for shade, band in zip(cycle([LINE, PAPER]), drawn.bands, strict=False):
        ax.axvspan(band.start, band.end, color=shade, linewidth=0, zorder=0)
        ax.annotate(band.name, ((band.start + band.end) / 2, 1), xytext=(0, -6), ha="center",
                    va="top", xycoords=("data", "axes fraction"), textcoords="offset points",
                    color=MUTED)  # fmt: skip
    long = scores.melt(var_name="row", value_name="score").dropna()
    sns.swarmplot(long, x="score", y="row", hue="row", palette=[BEFORE, AFTER][: scores.shape[1]],
                  size=7, legend=False, ax=ax)  # fmt: skip
    low, high = form.score_range(name)
    margin = 0.03 * (high - low)
    xlabel = f"{name} score (a band is a rough guide, not a diagnosis)"
    limits = {"xlim": (low - margin, high + margin), "ylim": (scores.shape[1] - 0.5, -1.0)}
    say_what(ax, title=title, xlabel=xlabel, ylabel="", **limits)
    ax.grid(visible=False)
    names_above(ax)
    few_shapes(ax)
    return ax


def plot_repeats(
    repeats: pd.DataFrame,
    reference: float,
    *,
    title: str = "Means and middle 95 % of the repetitions",
    xlabel: str = "value",
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
    >>> import pandas as pd
    >>> ax = plot_repeats(pd.DataFrame({"a": [1, 2, 3]}), 2.5, xlabel="points")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['a']
    """
    ax = axes_or_new(ax, height_of_rows(repeats.shape[1]))
    long = repeats.melt(var_name="way", value_name="value").dropna()
    sns.pointplot(
        long, x="value", y="way", estimator="mean", errorbar=("pi", 95), linestyle="none",
        marker="s", color=AFTER, ax=ax,
    )  # fmt: skip
    ax.axvline(reference, color=STRONG, linestyle="--", linewidth=1.5, label="true value")
    ax.grid(visible=True, axis="x")
    say_what(ax, title=title, xlabel=xlabel, ylabel="", ylim=(repeats.shape[1] - 0.5, -0.7))
    names_above(ax)
    legend_below(ax, 1)
    return ax
