"""Seaborn figures in the book's one visual language.

Every function draws on one Axes and returns it, so that a reader can change it
and a test can read what was plotted; `plot_gallery`, which needs several, says so.
"""

from twowaves._base.extras import needs as _needs

with _needs("plots"):
    from twowaves.plots.forms import plot_bands, plot_repeats
    from twowaves.plots.people import (
        plot_changes,
        plot_correlation,
        plot_null,
        plot_pairs,
        plot_t_distribution,
    )
    from twowaves.plots.power import plot_power
    from twowaves.plots.printed import plot_gallery, plot_intervals, plot_pvalues
    from twowaves.plots.study import plot_flow, plot_timeline
    from twowaves.plots.style import use_style

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
