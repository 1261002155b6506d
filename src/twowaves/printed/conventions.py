"""How the figures of a table came to be printed: their rounding, the kind of SD, the tails of p.

What a paper does not say is taken as usual: rounded to nearest, SDs with n − 1, p on either side.
Who knows better declares it, for the table or, in columns of its own, for a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from twowaves._base.arguments import one_of
from twowaves._base.sentences import shared
from twowaves.printed.number import Rounding
from twowaves.printed.sums import SdKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twowaves.printed.readings import Side

__all__ = [
    "USUAL",
    "Conventions",
    "Roundings",
    "Tail",
    "conventions",
    "conventions_of_t",
    "step_of",
]

Roundings: TypeAlias = "Rounding | Mapping[str, Rounding]"
Tail = Literal["any", "two", "one", "against"]

_RULES = shared("printed/conventions_rules")
_STEP = re.compile(r"\+?(?:[0-9]+/0*[1-9][0-9]*|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LONGEST_STEP = 15
_SIDES: dict[str, list[Side]] = _RULES["sides"]
_SYNONYMS: dict[str, str] = _RULES["figures"]
_OF_ROW = ("sd_kind", "tail", "unit", "rounding")


@dataclass(frozen=True)
class Conventions:
    """How the figures of a row were printed; made by `conventions`.

    Parameters
    ----------
    roundings : dict
        How each figure was rounded, by column; ``""`` stands for those that are not named.
    sd : {"sample", "population", "se"}
        Whether SDs have n − 1 or n in their denominator, or are standard errors of the mean.
    tail : {"any", "two", "one", "against"}
        On which side of the change p counts.
    step : Fraction
        In what steps answers go.
    """

    roundings: Mapping[str, Rounding] = field(default_factory=dict)
    sd: SdKind = "sample"
    tail: Tail = "any"
    step: Fraction = Fraction(1)

    def rounding(self, column: str) -> Rounding:
        """Return how the figure of a column was rounded."""
        if not self.roundings:
            return "nearest"
        return self.roundings.get(column) or self.roundings.get("", "nearest")

    @cached_property
    def is_whole(self) -> bool:
        """Whether answers go in steps of 1."""
        return self.step == 1

    @property
    def sides(self) -> Sequence[Side]:
        """The sides of the change on which a p may count."""
        return _SIDES[self.tail]

    def with_rounding(self, rounding: Rounding) -> Conventions:
        """Return the same with all figures rounded in one way."""
        if rounding not in self._others:
            self._others[rounding] = replace(self, roundings={"": rounding})
        return self._others[rounding]

    def with_sd(self, kind: SdKind) -> Conventions:
        """Return the same with SDs of a kind."""
        if kind not in self._others:
            self._others[kind] = replace(self, sd=kind)
        return self._others[kind]

    @cached_property
    def _others(self) -> dict[str, Conventions]:
        """The conventions that differ in one point: every row at odds is read by the same ones."""
        return {}

    def of_row(self, cells: Mapping[str, Any]) -> Conventions:
        """Return the same with what a row says of itself."""
        if cells.keys().isdisjoint(_OF_ROW):
            return self
        own = {
            name: cells[column]
            for name, column in (("sd", "sd_kind"), ("tail", "tail"), ("step", "unit"))
            if column in cells
        }
        if "rounding" in cells:
            own["roundings"] = {"": cells["rounding"]}
        return replace(self, **own)


USUAL = Conventions()


def conventions(
    rounding: Any = "nearest", sd: Any = "sample", step: Any = None, tail: Any = None
) -> Conventions:
    """Return what a caller declares, or say what is wrong with it.

    Examples
    --------
    >>> conventions({"t": "truncate"}).rounding("statistic")
    'truncate'
    """
    if isinstance(rounding, Mapping):
        roundings = {_figure_called(name): _rounding(word) for name, word in rounding.items()}
    else:
        roundings = {"": _rounding(rounding)}
    one_of("sd", sd, get_args(SdKind))
    tail = "any" if tail is None else tail
    one_of("tail", tail, get_args(Tail))
    return Conventions(roundings, sd, tail, Fraction(1) if step is None else _step(step))


def conventions_of_t(rounding: Any, sd: Any = "sample") -> Conventions:
    """Return the conventions where one word for the rounding is that of t alone.

    Examples
    --------
    >>> cut = conventions_of_t("truncate")
    >>> cut.rounding("statistic"), cut.rounding("mean_pre")
    ('truncate', 'nearest')
    """
    return conventions(rounding if isinstance(rounding, Mapping) else {"t": rounding}, sd)


def _rounding(word: Any) -> Rounding:
    one_of("rounding", word, get_args(Rounding))
    found: Rounding = word
    return found


def _figure_called(name: Any) -> str:
    """Return the column of a figure, by its name or a short one."""
    column: str = _SYNONYMS.get(name, name)
    if column not in _SYNONYMS.values():
        raise ValueError(
            f"rounding names the figure {name!r}; name {', '.join(_SYNONYMS.values())}"
        )
    return column


def _step(value: Any) -> Fraction:
    try:
        return step_of(value if isinstance(value, str) else f"{value}")
    except ValueError:
        raise ValueError(
            f"step is {value!r}; it must be a number above 0, or a fraction such as '1/2'"
        ) from None


def step_of(text: str) -> Fraction:
    """Return the step that a text names, 0.5, 1/2 or 100/3, or raise ValueError.

    Examples
    --------
    >>> print(step_of("0.5"), step_of("100/3"))
    1/2 100/3
    """
    if len(text) > _LONGEST_STEP or not _STEP.fullmatch(text):
        raise ValueError(text)
    step = Fraction(text)
    if not 0 < step < 10**6 or step.denominator > 10**6:
        raise ValueError(text)
    return step
