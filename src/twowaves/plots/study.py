"""Figures of a study's course: who took part, and what happened when."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from twowaves._base.arguments import MOST_PEOPLE, whole_numbers
from twowaves.plots.style import (
    AFTER,
    BEFORE,
    INK,
    LINE,
    MUTED,
    PAPER,
    STRONG,
    WIDTH,
    axes_or_new,
    height_of_rows,
    name_rows,
    say_what,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["plot_flow", "plot_timeline"]

_MOST_WEEKS = 1_000  # twenty years
_ACROSS = 9.0  # how many steps to the right a figure of boxes has room for
_MIDDLE: dict[str, Any] = {"va": "center", "color": INK}


def plot_flow(
    flow: pd.DataFrame, *, title: str = "How many people took part", ax: Axes | None = None
) -> Axes:
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
    >>> ax = plot_flow(flow)
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['16', 'all', '−5', '11', 'some']
    """
    places = _flow_places(flow)
    numbers = whole_numbers("n", flow["n"], MOST_PEOPLE, floats=True).tolist()
    counts = dict(zip(flow["step"], numbers, strict=True))
    ax = axes_or_new(ax, (WIDTH, 0.6 + 0.62 * len(flow)))
    for step, follows, basis in zip(flow["step"], flow["follows"], flow["basis"], strict=True):
        if follows in places:
            difference = counts[step] - counts[follows]
            _flow_arrow(ax, places[follows], places[step], difference)
        _flow_box(ax, places[step], counts[step], step, implied=basis == "implied")
    say_what(ax, title=title, xlim=(-0.05, _ACROSS), ylim=(len(flow) - 0.6, -0.5))
    ax.set_axis_off()
    return ax


def _flow_places(flow: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return where each step's box stands: further right than the one it follows, and below."""
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
    return {step: (depth[step], row) for row, step in enumerate(_in_order("none", followers))}


def _in_order(step: str, followers: dict[str, list[str]]) -> list[str]:
    """Return the steps below a step, each before those that follow it."""
    return [
        one for next_ in followers.get(step, []) for one in [next_, *_in_order(next_, followers)]
    ]


def _flow_box(ax: Axes, place: tuple[int, int], n: int, step: str, *, implied: bool) -> None:
    """Draw a step's number and name in a box; a dashed one if the number is not printed."""
    x, y = place
    box = FancyBboxPatch(
        (x, y - 0.33), _ACROSS - 0.1 - x, 0.66, boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=PAPER, edgecolor=STRONG if implied else BEFORE, linewidth=1.8,
        linestyle="--" if implied else "-", mutation_aspect=1.2,
    )  # fmt: skip
    ax.add_patch(box)
    ax.text(x + 0.8, y, str(n), fontsize=17, fontweight="bold", ha="right", **_MIDDLE)
    ax.text(x + 1, y, textwrap.fill(step, round(4.9 * (_ACROSS - 1 - x))), ha="left", **_MIDDLE)


def _flow_arrow(ax: Axes, start: tuple[int, int], end: tuple[int, int], difference: int) -> None:
    """Draw an arrow from box to box round a corner, and how many fewer or more there are."""
    (x, y), (to_x, to_y) = start, end
    ax.plot([x + 0.25, x + 0.25], [y + 0.33, to_y], color=MUTED, linewidth=1.4)
    line = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=(to_x, to_y), xytext=(x + 0.25, to_y), arrowprops=line)
    said = f"{difference:+d}".replace("-", "\N{MINUS SIGN}") if difference else "all"
    ax.text(x + 0.35, to_y - 0.06, said, ha="left", va="bottom", color=STRONG, fontweight="bold")


def plot_timeline(
    schedule: pd.DataFrame,
    practices: Sequence[str] | pd.Series[str] = (),
    *,
    title: str = "What happened when",
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
        What was practised in some week or other, without saying which: one dashed line over all
        weeks, with their number, or the name if there is one only.
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
    >>> ax = plot_timeline(schedule, ["breathing"])
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['form', 'diary', 'breathing']
    """
    names = [*schedule["what"], *_together(practices)]
    weeks = max(whole_numbers("weeks", schedule["weeks"], _MOST_WEEKS, floats=True).tolist())
    ax = axes_or_new(ax, height_of_rows(len(names)))
    ax.axvspan(0.5, weeks + 0.5, color=LINE, alpha=0.5, linewidth=0, zorder=0)
    events = zip(schedule["when"], schedule["how_often"], strict=True)
    for place, (when, how_often) in enumerate(events):
        _event(ax, place, when, how_often, weeks)
    if len(names) > len(schedule):
        last = [len(schedule)] * 2
        ax.plot([0.5, weeks + 0.5], last, color=BEFORE, linewidth=2, linestyle=(0, (4, 3)))
    name_rows(ax, pd.Series(names))
    inside = [weeks * quarter // 4 for quarter in (1, 2, 3)]  # the ends would touch the words
    ax.set_xticks([0, *inside, weeks + 1], ["before", *map(str, inside), "after"])
    ax.tick_params("x", labelrotation=0)
    dashed = "; dashed: in some weeks or other" if len(names) > len(schedule) else ""
    xlabel = f"week of teaching{dashed}"
    say_what(ax, title=title, xlabel=xlabel, ylabel="", xlim=(-0.8, weeks + 1.8))
    ax.grid(visible=False, axis="x")
    return ax


def _together(practices: Sequence[str] | pd.Series[str]) -> list[str]:
    """Return the name of the row of practices: none, the only one's, or how many there are."""
    return [f"{len(practices)} practices"] if len(practices) > 1 else list(practices)


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
