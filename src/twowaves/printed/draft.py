"""A table while it is read: what was found, what was not used, and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from twowaves.printed.columns import Column

Unused = tuple[int, int, str, str]  # line, column, text, reason


class Star(NamedTuple):
    """A mark behind a figure: its line and column, the row, and the figure of its column."""

    line: int
    column: int
    row: int
    mark: str
    figure: str


@dataclass(slots=True)
class Draft:
    """A table as it is read.

    Parameters
    ----------
    rows
        How many there are.
    texts
        Each figure's column, by its name; empty where nothing stands.
    columns
        What each source column is.
    extra
        What is known from elsewhere: header, figure and why.
    unused
        Line, column, text and reason of each cell, or part of one, that is in no figure.
    doubts
        Keys of choices that the source leaves open, such as ``"se"``.
    lines
        The first line of each row.
    rows_of
        The rows that each line of figures went into.
    notes
        What whoever uses the figures should know.
    """

    rows: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    extra: list[tuple[str, str, str]] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rows_of: dict[int, list[int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return a figure's column, made if it is new."""
        if name not in self.texts:
            self.texts[name] = [""] * self.rows
        return self.texts[name]
