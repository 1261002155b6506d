"""Two things timed in turn, in one run: what counts is their ratio, not the machine."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    measure: str
    ours: str
    other: str
    ratio: str
    target: str
    met: bool

    def as_markdown(self) -> str:
        """Return the line as a row of a Markdown table."""
        cells = (self.measure, self.ours, self.other, self.ratio, self.target)
        return f"| {' | '.join(cells)} | {'yes' if self.met else '**no**'} |"


def seconds(do: Callable[[], object], repeats: int) -> float:
    """Return the mean time of one call in a block of calls."""
    start = time.perf_counter()
    for _ in range(repeats):
        do()
    return (time.perf_counter() - start) / repeats


def in_turn(
    ours: Callable[[], object], other: Callable[[], object], *, repeats: int, rounds: int = 15
) -> tuple[float, float, float]:
    """Time both in turn; return the median of each and the median of their ratios, other/ours."""
    seconds(ours, repeats)
    seconds(other, repeats)  # a first round warms caches and is thrown away
    pairs = [(seconds(ours, repeats), seconds(other, repeats)) for _ in range(rounds)]
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    return first, second, statistics.median(b / a for a, b in pairs)


def pretty(duration: float) -> str:
    """Return a time in the unit that suits it."""
    if duration < 1e-3:
        return f"{duration * 1e6:.0f} µs"
    return f"{duration * 1e3:.1f} ms" if duration < 1 else f"{duration:.1f} s"
