"""What can stand between a change in scores and the reason for it, as parts of a design.

Each threat is one small frozen part. A `twowaves.Design` takes any number of them, in any order:
people are selected first, then answers shift, then they are put on the scale, then people leave.

References
----------
.. [1] Shadish, W. R., Cook, T. D., & Campbell, D. T. (2002). Experimental and
   quasi-experimental designs for generalized causal inference. Houghton Mifflin. (ch. 2)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import special

from twowaves._base.arguments import finite_number, one_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["DropOut", "History", "Selection", "SocialDesirability", "Threat"]

_TAILS = ("low", "high")
_BASES = ("pre", "change")


@dataclass(frozen=True)
class Threat:
    """A threat that does nothing: the base of the others, and of a reader's own.

    A subclass replaces the steps that it changes. All arrays have the people on the second axis
    from the end and the studies on the last.
    """

    #: Whether a person may leave before the second measurement.
    loses_people = False

    def _keep_numbers(self, *names: str) -> None:
        """Keep each of these as a float, whatever kind of number it came as."""
        for name in names:
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))

    @property
    def mean_shift(self) -> float:
        """What it adds to the mean after, in points, as far as it is known beforehand."""
        return 0.0

    def select(self, standard: Floats) -> None:
        """Change, in place, the standard normal score before of everybody in the first outcome."""

    def shift(self, random: np.random.Generator, size: tuple[int, ...]) -> Floats | float:
        """Return what is added to the answers after, in points; not to those of a control group."""
        del random, size
        return 0.0

    def shift_of_all(self) -> float:
        """Return what is added to everybody's answers after, in points."""
        return 0.0

    def leaves(
        self, random: np.random.Generator, pre: Floats, change: Floats
    ) -> NDArray[np.bool_] | None:
        """Tell who leaves, from standardised scores before and changes, or nothing."""
        del random, pre, change
        return None


@dataclass(frozen=True)
class Selection(Threat):
    """Only people with extreme scores before take part: the lowest or the highest share.

    Their true scores are less extreme than those that brought them in, so that scores move back
    towards the mean even if nothing happens: regression to the mean [1]_.
    People are chosen by the first outcome, before it is rounded and put on its scale.

    Parameters
    ----------
    share : float
        Which share of all people takes part, above 0 and at most 1.
    tail : {"low", "high"}
        Whether those with the lowest or with the highest scores.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    References
    ----------
    .. [1] Shadish, Cook and Campbell (2002), as above.

    Examples
    --------
    >>> round(Selection(share=0.5, tail="low").mean_score, 4)
    -0.7979
    """

    share: float
    tail: Literal["low", "high"] = "low"

    def __post_init__(self) -> None:
        self._keep_numbers("share")
        if not 0 < self.share <= 1:
            raise ValueError(
                f"share is {self.share}; it must lie above 0, or nobody would be selected, "
                "and be at most 1"
            )
        one_of("tail", self.tail, _TAILS)

    @property
    def cut(self) -> float:
        """The standard score that divides those who take part from the others."""
        sign = 1 if self.tail == "low" else -1
        return float(sign * special.ndtri(self.share))

    @property
    def mean_score(self) -> float:
        """The mean standard score before of those who take part: phi(cut) / share, signed."""
        if self.share == 1:
            return 0.0
        density = float(np.exp(-(self.cut**2) / 2) / np.sqrt(2 * np.pi))
        return (-1 if self.tail == "low" else 1) * density / self.share

    def select(self, standard: Floats) -> None:
        """Move everybody's score, in place, to the same rank among those who take part."""
        sign = 1 if self.tail == "low" else -1
        standard *= sign
        rank = special.ndtr(standard, out=standard)
        rank *= self.share
        special.ndtri(rank, out=standard)
        standard *= sign


@dataclass(frozen=True)
class History(Threat):
    """Something else happens between the two measurements, to everybody: or people just mature.

    Parameters
    ----------
    change : float
        What it adds to everybody's score, in points; a control group's too.

    Raises
    ------
    TypeError, ValueError
        If it is no finite number.

    Examples
    --------
    >>> History(change=2).shift_of_all()
    2.0
    """

    change: float

    def __post_init__(self) -> None:
        self._keep_numbers("change")

    @property
    def mean_shift(self) -> float:
        """What it adds to the mean after, in points."""
        return self.change

    def shift_of_all(self) -> float:
        """Return what is added to everybody's answers after, in points."""
        return self.change


@dataclass(frozen=True)
class SocialDesirability(Threat):
    """After the module people answer as they believe that their teachers would like.

    It moves the answers and not what they are about. A control group has no teachers to please,
    so it does not take this threat away.

    Parameters
    ----------
    change : float
        What it adds to an answer after, on average, in points of the score.
    sd : float
        How it varies between people, as a standard deviation in points.

    Raises
    ------
    TypeError, ValueError
        If one is no finite number, or the SD is negative.

    Examples
    --------
    >>> SocialDesirability(change=3)
    SocialDesirability(change=3.0, sd=0.0)
    """

    change: float
    sd: float = 0.0

    def __post_init__(self) -> None:
        self._keep_numbers("change", "sd")
        if self.sd < 0:
            raise ValueError(f"sd is {self.sd}; a standard deviation is at least 0")

    @property
    def mean_shift(self) -> float:
        """What it adds to the mean after, in points."""
        return self.change

    def shift(self, random: np.random.Generator, size: tuple[int, ...]) -> Floats | float:
        """Return what is added to the answers after, person by person where it varies."""
        if self.sd == 0:
            return self.change
        return self.change + self.sd * random.standard_normal(size)


@dataclass(frozen=True)
class DropOut(Threat):
    """Some people leave before the second measurement, and not by chance.

    A person leaves when strength times a standardised score, plus sqrt(1 - strength²) times
    chance, lies above the cut that loses the given share: a probit model of drop-out.
    Scores are standardised by what the design alone leads to expect: mean_pre and sd_pre, and
    true_change and sd_change. So the share holds for normal scores and no other threat; if scores
    have moved for another reason, more or fewer people leave, as they would.

    Parameters
    ----------
    share : float
        Which share of people leaves, on average, if nothing else moves the score: at least 0 and
        below 1.
    by : {"pre", "change"}
        Whether it hangs on the score before or on the change, in the first outcome.
    strength : float
        Correlation of that score with what makes people leave, from -1 to 1: below 0 those with
        the lowest scores leave, above 0 those with the highest; at 0 it is chance alone.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    Those who gained least leave:

    >>> DropOut(share=0.25, by="change", strength=-0.8)
    DropOut(share=0.25, by='change', strength=-0.8)
    """

    share: float
    by: Literal["pre", "change"] = "change"
    strength: float = -0.7

    loses_people = True

    def __post_init__(self) -> None:
        self._keep_numbers("share", "strength")
        if not 0 <= self.share < 1:
            raise ValueError(
                f"share is {self.share}; it must be at least 0 and lie below 1, "
                "at which everybody drops out"
            )
        one_of("by", self.by, _BASES)
        if not -1 <= self.strength <= 1:
            raise ValueError(f"strength is {self.strength}; a correlation lies from -1 to 1")

    def leaves(
        self, random: np.random.Generator, pre: Floats, change: Floats
    ) -> NDArray[np.bool_] | None:
        """Tell who leaves, from standardised scores before and changes."""
        liability = random.standard_normal(pre.shape)
        liability *= np.sqrt(1 - self.strength**2)
        liability += self.strength * (pre if self.by == "pre" else change)
        left: Any = liability > special.ndtri(1 - self.share)
        return left  # type: ignore[no-any-return]
