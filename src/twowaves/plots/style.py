"""The book's one visual language: its colours, its theme, and what every figure shares.

Before is muted, after is the accent, a person is one thin line.
The colours are those of the style sheets, of the light page; a test holds them equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import seaborn as sns
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from twowaves._base.words import shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["use_style"]

INK, MUTED, LINE = "#1d2733", "#566273", "#d5dbe1"
BEFORE, AFTER, STRONG = "#66768a", "#0b6e75", "#9a4a00"
PAPER = "#fdfcf9"  # what pictures are on, on a dark page too


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


def name_rows(ax: Axes, names: pd.Series[str]) -> None:
    """Write the rows' names beside a vertical axis that runs from the top."""
    ax.set_yticks(range(len(names)), names.tolist())
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")


def axes_or_new(ax: Axes | None, figsize: tuple[float, float] | None = None) -> Axes:
    """Return the given Axes or those of a new figure."""
    if ax is None:
        return plt.subplots(figsize=figsize)[1]
    refuse_no_axes("ax", ax)
    return ax


def refuse_no_axes(name: str, value: object) -> None:
    """Say it if something to draw into is no Axes."""
    if not isinstance(value, Axes):
        raise TypeError(f"{name} is {shown(value)}; it must be an Axes of matplotlib")
