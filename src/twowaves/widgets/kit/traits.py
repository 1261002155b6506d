"""Values that a figure's state may have; each answers a wrong one in a plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from twowaves._base.arguments import as_whole
from twowaves._base.sentences import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class RefusedError(traitlets.TraitError, ValueError):
    """A state that a figure cannot have, for the sum of its parts: the last good one is kept."""


class Choice(traitlets.TraitType[str, Any]):
    """One of a few words."""

    def __init__(self, options: Callable[[], Sequence[str]], default: str) -> None:
        super().__init__(default)
        self.options = options

    def validate(self, obj: Any, value: Any) -> str:
        """Return the word, or say which ones there are."""
        del obj
        if not isinstance(value, str) or value not in self.options():
            options = ", ".join(map(repr, self.options()))
            raise ValueError(f"{self.name} is {value!r}; it must be one of {options}")
        return value


class Whole(traitlets.TraitType[int, Any]):
    """A whole number between two ends."""

    def __init__(self, lowest: int, highest: int, default: int) -> None:
        super().__init__(default)
        self.lowest, self.highest = lowest, highest

    def validate(self, obj: Any, value: Any) -> int:
        """Return the number as a plain int, or say what it must be."""
        del obj
        number = as_whole(value)
        if number is None or not self.lowest <= number <= self.highest:
            raise ValueError(
                f"{self.name} is {value!r}; it must be a whole number "
                f"from {self.lowest} to {self.highest}"
            )
        return number


class Within(traitlets.TraitType[float, Any]):
    """A number between two ends."""

    def __init__(self, lowest: float, highest: float, default: float) -> None:
        super().__init__(default)
        self.lowest, self.highest = lowest, highest

    def validate(self, obj: Any, value: Any) -> float:
        """Return the number as a plain float, or say what it must be."""
        del obj
        span = f"from {self.lowest:g} to {self.highest:g}"
        if not isinstance(value, int | float | np.number) or isinstance(value, bool):
            raise TypeError(f"{self.name} is {value!r}; it must be a number {span}")
        if not self.lowest <= value <= self.highest:
            raise ValueError(f"{self.name} is {value}; it must lie {span}")
        return float(value)


class Level(Within):
    """A significance level that the figure's slider reaches."""

    def __init__(self, default: float) -> None:
        rules = shared("_base/levels")
        super().__init__(rules["lowest"], rules["highest"], default)


class Share(Within):
    """A share from 0 to 1."""

    def __init__(self, default: float) -> None:
        super().__init__(0, 1, default)


class Switch(traitlets.TraitType[bool, Any]):
    """On or off."""

    def validate(self, obj: Any, value: Any) -> bool:
        """Return the truth value, or say what it must be."""
        del obj
        if not isinstance(value, bool):
            raise TypeError(f"{self.name} is {value!r}; it must be True or False")
        return value
