"""What is asked of a printed row: its figures, and the data sets that they leave possible.

A row is read once, with all that is known beside it; what lists, searches and proves takes the
question and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from twowaves._base.arguments import as_whole, one_of, whole_number
from twowaves._base.words import shown
from twowaves.printed import wording
from twowaves.printed.sums import Limits, examine
from twowaves.printed.table import Untestable, one_row
from twowaves.rebuilt.chains import Shape
from twowaves.rebuilt.proof import has_figures
from twowaves.rebuilt.reconstructions import Infeasible
from twowaves.rebuilt.space import limits_of, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from twowaves.printed.conventions import Conventions
    from twowaves.printed.sums import Figures
    from twowaves.printed.table import Row
    from twowaves.rebuilt.space import Space

    Wholes = NDArray[np.int64]
    Known = Sequence[tuple[int | None, int | None]]
    Range = tuple[int, int] | None

__all__ = ["Question", "people"]

_MOST_PEOPLE = 200
_WIDEST = 1_000_000  # n times the width of the scale: beyond it whole numbers overflow
_NO_CELL = "no whole-number sums within the ranges give all the printed figures."


@dataclass(frozen=True, eq=False)
class Question:
    """Which data sets of n people have the printed figures of a row.

    Parameters
    ----------
    outcome : str
        Its name.
    n_items : int
        What a total is divided by to give the printed score.
    figures : Figures
        What is printed, in totals.
    lowest : int
        The lowest total that anybody can have; `space` and `known` count from it.
    space : Space
        The cells that are left, at least one.
    known : tuple of tuple
        What is known of some people before and after, None for what is not.
    shape : str
        What a search prefers.
    """

    outcome: str
    n_items: int
    figures: Figures
    lowest: int
    space: Space
    known: tuple[tuple[int | None, int | None], ...]
    shape: Shape

    @classmethod
    def of(
        cls,
        outcome_row: Any,
        n: int,
        *,
        declared: Conventions,
        known: Known,
        ranges: tuple[Range, Range],
        shape: Shape,
    ) -> Question:
        """Ask; the arguments are those of `reconstruct`.

        Raises
        ------
        Infeasible
            If whole-number sums are ruled out already.
        TypeError, ValueError
            If an argument is none that is accepted.
        """
        row, n = one_row(outcome_row, declared), people(n)
        one_of("shape", shape, get_args(Shape))
        figures = _figures(row)
        _refuse_impossible(row, figures, n)
        limits = _limits(row.outcome, figures, n, ranges)
        lowest = min(limits[0].lowest, limits[1].lowest)
        cells = space(figures, n, limits)
        if not cells.cells:
            raise Infeasible(f"{row.outcome}, n = {n}: {_NO_CELL}")
        persons = _known(known, limits, n, lowest)
        return cls(row.outcome, row.items(), figures, lowest, cells.moved(lowest), persons, shape)

    @property
    def n(self) -> int:
        """How many people."""
        return self.space.n

    def answered_by(self, pre: Wholes, post: Wholes) -> NDArray[np.bool_]:
        """Tell for each data set, counted from the lowest total, whether it has the figures."""
        return has_figures(pre + self.lowest, post + self.lowest, self.figures)

    def about(self, said: str) -> str:
        """Return a sentence with the outcome and n before it."""
        return f"{self.outcome}, n = {self.n}: {said}"


def people(n: Any) -> int:
    """Return a number of people as Python's int, or say what it must be."""
    return whole_number("n", n, 2, _MOST_PEOPLE)


def _figures(row: Row) -> Figures:
    if row.conventions.step != 1:
        raise ValueError(f"{row.outcome}: its answers go in steps; give totals in whole numbers")
    try:
        return row.figures(row.items())
    except Untestable as reason:
        raise ValueError(str(reason)) from None


def _refuse_impossible(row: Row, figures: Figures, n: int) -> None:
    found = examine(figures, n)
    if found.obstacle is not None:
        reason = wording.obstacle(found.obstacle, row, n, figures)
        raise Infeasible(f"{row.outcome}, {reason}")


def _limits(
    outcome: str, figures: Figures, n: int, ranges: tuple[Range, Range]
) -> tuple[Limits, Limits]:
    """Return the limits of a total before and after."""
    widest = limits_of(figures, n)
    before, after = (
        _range(name, given, widest)
        for name, given in zip(("range_pre", "range_post"), ranges, strict=True)
    )
    if before is None or after is None:
        raise ValueError(
            f"{outcome}: the row has neither a scale nor both SDs, so nothing limits a total; "
            "give scale_min and scale_max, or range_pre and range_post"
        )
    width = max(before.highest, after.highest) - min(before.lowest, after.lowest)
    if n * width > _WIDEST:
        raise ValueError(
            f"{outcome}: totals may differ by {width:,}; "
            f"for n = {n} the search takes scales of up to {_WIDEST // n:,} points"
        )
    return before, after


def _range(name: str, given: Any, widest: Limits | None) -> Limits | None:
    """Return the limits that the caller gives within those of the scale."""
    if given is None:
        return widest
    try:
        low, high = (_total(end) for end in given)
    except (TypeError, ValueError):
        low, high = 1, 0
    if low >= high:
        raise ValueError(f"{name} is {shown(given)}; give two whole totals, the lower one first")
    if widest is not None and not widest.lowest <= low < high <= widest.highest:
        raise ValueError(
            f"{name} is {shown(given)}; it must lie within {widest.lowest} to {widest.highest}"
        )
    return Limits(low, high)


def _total(value: Any) -> int:
    number = as_whole(value)
    if number is None:
        raise TypeError
    return number


def _known(
    known: Known, limits: tuple[Limits, Limits], n: int, lowest: int
) -> tuple[tuple[int | None, int | None], ...]:
    """Return what is known of some people, counted from the lowest total."""
    people = [_person(place, person, limits, lowest) for place, person in enumerate(known)]
    if len(people) > n:
        raise ValueError(f"known holds {len(people)} people; there are {n}")
    return tuple(people)


def _person(
    place: int, person: Any, limits: tuple[Limits, Limits], lowest: int
) -> tuple[int | None, int | None]:
    try:
        pre, post = (None if value is None else _total(value) for value in person)
    except (TypeError, ValueError):
        raise ValueError(
            f"known[{place}] is {shown(person)}; give (pre, post), whole totals, None if not known"
        ) from None
    for name, value, ends in (("before", pre, limits[0]), ("after", post, limits[1])):
        if value is not None and not ends.lowest <= value <= ends.highest:
            raise ValueError(
                f"known[{place}] has {value} {name}; "
                f"it must lie within {ends.lowest} to {ends.highest}"
            )
    return tuple(None if value is None else value - lowest for value in (pre, post))  # type: ignore[return-value]
