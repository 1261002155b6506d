"""Draw `book/assets/card.png`, which a shared link to the book shows."""

from __future__ import annotations

import textwrap
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

import contents
import twowaves
from twowaves import plots
from twowaves.plots.style import INK, MUTED

TARGET = Path(__file__).parents[1] / "book" / "assets" / "card.png"
WORDS = (
    "An executable replication of\nBeaumont et al. (2021):\n"
    "drag a person and watch\nsignificance shift."
)


def draw() -> None:
    """Draw title and eleven synthetic people in the size that sites ask for, 1200 by 630."""
    mpl.use("Agg")
    plots.use_style()
    people = twowaves.load_paper_samples().query("outcome == 'self-compassion'")
    figure, axes = plt.subplots(figsize=(12, 6.3))
    figure.set_layout_engine("none")
    figure.subplots_adjust(left=0.54, right=0.95, top=0.86, bottom=0.12)
    plots.plot_pairs(
        people["pre"], people["post"], title="Eleven synthetic people", unit="points", ax=axes
    )
    title = textwrap.fill(contents.title(), 16)
    figure.text(0.05, 0.86, title, fontsize=38, color=INK, weight="bold", va="top", family="serif")
    figure.text(0.05, 0.5, WORDS, fontsize=22, color=MUTED, va="top", linespacing=1.5)
    figure.savefig(TARGET, dpi=100, bbox_inches=None, metadata={"Software": None})


if __name__ == "__main__":
    draw()
