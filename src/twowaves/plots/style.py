"""The book's one visual language: its colours, its theme, and what every figure shares.

Before is muted, after is the accent, a person is one thin line.
The colours are those of the style sheets, of the light page; a test holds them equal.
A figure is as wide as a phone, with letters that can be read there; on a wider page both grow.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
import seaborn as sns
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from twowaves._base.words import shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["use_style"]

INK, MUTED, LINE = "#1d2733", "#566273", "#d5dbe1"
BEFORE, AFTER, STRONG = "#66768a", "#0b6e75", "#9a4a00"
PAPER = "#ffffff"  # what pictures are on; the book's page puts its own in its place

WIDTH = 5.0  # in inches of 72 points: 360, about the text's width on a phone
LETTERS = 11.5  # in points, so on a phone in pixels
TITLE_LETTERS = 13
LETTERS_A_TITLE, LETTERS_A_LABEL = 40, 44  # in a line as wide as the figure
_MANY = 500  # more marks than these are drawn as dots: as shapes they would weigh megabytes


def use_style() -> None:
    """Draw all following figures in the book's style, in a notebook as SVG.

    The background is white and opaque, so that a figure reads the same in a dark notebook.

    Examples
    --------
    >>> use_style()
    >>> plt.rcParams["axes.titlelocation"]
    'left'
    """
    sns.set_theme(context="notebook", style="whitegrid", rc=_RC)
    _ask_for_svg()


_RC = {
    "axes.edgecolor": LINE,
    "axes.grid.axis": "y",
    "axes.labelcolor": MUTED,
    "axes.labelsize": LETTERS,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.titlesize": TITLE_LETTERS,
    "axes.titleweight": "bold",
    "figure.autolayout": True,
    "figure.dpi": 100,
    "figure.facecolor": PAPER,
    "figure.figsize": (WIDTH, 3.4),
    "figure.titlesize": TITLE_LETTERS,
    "figure.titleweight": "bold",
    "axes.facecolor": PAPER,
    # matplotlib brings this one: the room that it takes is the same on every machine
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": LETTERS,
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "hatch.color": STRONG,
    "hatch.linewidth": 1.2,
    "legend.fontsize": LETTERS,
    "legend.frameon": False,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "none",  # letters stay letters
    "svg.hashsalt": "twowaves",  # else each run has names of its own
    "text.color": INK,
    "xaxis.labellocation": "left",
    "xtick.color": MUTED,
    "xtick.labelsize": LETTERS,
    "ytick.color": MUTED,
    "ytick.labelsize": LETTERS,
}


_LEFT = 0.2  # of a figure's width, within which an axis is what the figure begins with


def _ask_for_svg() -> None:
    """Have a notebook store figures as SVG, the same each time; elsewhere do nothing."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 # only a notebook has it
    except ImportError:
        return
    shell: Any = get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        kept = {"bbox_inches": None, "metadata": nothing}  # the whole width, whatever is drawn
        shell.run_line_magic("config", "InlineBackend.figure_formats = ['svg']")
        shell.run_line_magic("config", f"InlineBackend.print_figure_kwargs = {kept}")


def say_what(ax: Axes, *, title: str, **labels: Any) -> None:
    """Set a figure's title, in lines that fit its width, and its other words and limits.

    A title begins where the picture does, not where its axis does, unless something is beside it.
    """
    heading = ax.set_title(in_lines(title, LETTERS_A_TITLE))
    if len(ax.figure.axes) == 1 and ax.get_position().x0 < _LEFT:
        heading.set_transform(
            blended_transform_factory(ax.figure.transFigure, heading.get_transform())
        )
        heading.set_x(0.02)
    ax.set(**{name: _label(value) for name, value in labels.items()})


def _label(value: Any) -> Any:
    return in_lines(value, LETTERS_A_LABEL) if isinstance(value, str) else value


def in_lines(words: str, letters: int) -> str:
    r"""Return words in lines of so many letters at most, about equally long.

    Examples
    --------
    >>> in_lines("one line, or two of them", 20)
    'one line, or\ntwo of them'
    """
    return "\n".join(
        each if len(each) <= letters else _balanced(each, letters) for each in words.split("\n")
    )


def _balanced(words: str, letters: int) -> str:
    """Return words in as few lines as they need, of which none is a leftover."""
    few = len(textwrap.wrap(words, letters))
    lines = (textwrap.wrap(words, n, break_long_words=False) for n in range(1, letters))
    return "\n".join(next((found for found in lines if len(found) <= few), [words]))


def name_rows(ax: Axes, names: pd.Series[str]) -> None:
    """Write the rows' names over what they name, on a vertical axis that runs from the top.

    Beside the rows they would leave a phone too little for the picture.
    """
    ax.set_yticks(range(len(names)), names.tolist())
    names_above(ax)
    ax.set_ylim(len(names) - 0.5, -0.7)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")


def names_above(ax: Axes) -> None:
    """Put the names of a vertical axis within the picture, above what they name."""
    ax.tick_params("y", length=0, pad=0)
    up = ScaledTranslation(0, 9 / 72, ax.figure.dpi_scale_trans)
    for label in ax.get_yticklabels():
        label.set(ha="left", va="bottom", color=INK, zorder=5)
        label.set_transform(label.get_transform() + up)


def height_of_rows(count: int) -> tuple[float, float]:
    """Return the size of a figure with so many named rows."""
    return (WIDTH, 1.4 + 0.5 * count)


def legend_below(ax: Axes, columns: int) -> None:
    """Put the legend below the picture, its numbers and the lines that say what they are."""
    points = 28 + 16 * len(ax.get_xlabel().splitlines())
    down = ScaledTranslation(0, -points / 72, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=ax.transAxes + down,
        ncols=columns, borderpad=0, borderaxespad=0, columnspacing=1.4, handletextpad=0.5,
    )  # fmt: skip


def few_shapes(ax: Axes) -> None:
    """Draw what has very many marks as dots, which weigh the same however many there are."""
    marks = len(ax.lines) + sum(len(np.asarray(group.get_offsets())) for group in ax.collections)
    if marks > _MANY:
        for artist in (*ax.lines, *ax.collections):
            artist.set_rasterized(True)


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
