"""The design of a pre/post study, with its flaws: what `twowaves.simulate` makes studies of.

The model of a person is that of classical test theory. Each measurement is a true score and an
error; `reliability` is the true scores' share of the variance before. The true score may change
between the measurements, by as much for everybody or by different amounts:

    change of a person = true_change + sd_true_change * standard normal
    variance after = sd_pre**2 + sd_true_change**2
    r = reliability * sd_pre / sd_post
    variance of the change = 2 (1 - reliability) sd_pre**2 + sd_true_change**2

These hold before answers are rounded and put on a scale. A floor or a ceiling then changes
means, SDs and correlations, as it does in life.

References
----------
.. [1] Lord, F. M., & Novick, M. R. (1968). Statistical theories of mental test scores.
   Addison-Wesley. (ch. 3)
.. [2] Bhatia, R., & Davis, C. (2000). A better bound on the variance. The American Mathematical
   Monthly, 107(4), 353-357. (SD**2 <= (max - mean) (mean - min))
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

import numpy as np

from twowaves._base.arguments import finite_number, one_of, whole_number
from twowaves._base.displays import result_table
from twowaves._base.numbers import fixed, general
from twowaves._base.words import listed
from twowaves.studies.threats import Threat

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Design"]

_DIRECTIONS = ("rise", "fall")
_MOST_SKEWED = 6.0
# more would not fit into a usual memory: studies are drawn whole
_MOST_PEOPLE = 1_000_000
_MOST_OUTCOMES = 1_000
_MOST_SCORES = 10_000_000


@dataclass(frozen=True, kw_only=True, repr=False)
class Design:
    """A study with one group before and after, and perhaps a control group beside it.

    `Design(n=12)` is a valid study in which nothing happens: twelve people, no true change.

    Parameters
    ----------
    n : int
        People in the group, from 2 to a million.
    mean_pre, sd_pre : float
        Mean and standard deviation before, in points of the score, before rounding and floor.
    true_change : float
        What the module does to the true score on average, in points: after minus before.
    sd_true_change : float
        How the true change varies between people, as a standard deviation in points.
    reliability : float
        The true scores' share of the variance before, from 0 to 1 [1]_. With the same true change
        for everybody it is the correlation of the two measurements.
    scale_min, scale_max : float or None
        Ends of the scale, which cut off what lies beyond; None for no end.
    whole_numbers : bool
        Whether scores are rounded to whole points.
    skew : float
        Skewness of the scores in the population, from -6 to 6: 0 is normal, above 0 a shifted
        lognormal, below 0 its mirror image. The ranks keep their correlation; Pearson's r of
        skewed scores is a little lower.
    n_outcomes : int
        Outcomes that everybody fills in, all of the same design; up to a thousand.
    r_outcomes : float
        Correlation between any two outcomes, both before and in what is new after, from 0 to 1.
    n_control : int
        People in a control group, who are measured like the others but get no module; 0 for none,
        up to a million. A study has at most ten million scores a wave, of all outcomes together.
    predicted : {"rise", "fall"}
        The direction that was predicted, in which a one-tailed test looks.
    threats : tuple of Threat
        `Selection`, `History`, `SocialDesirability`, `DropOut`, or a reader's own.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, or if no study could have them together: a mean outside
        the scale, before or after, or an SD that is too large for it [2]_.

    Examples
    --------
    >>> from twowaves import Design
    >>> design = Design(n=12, sd_pre=8, true_change=4, reliability=0.75)
    >>> round(design.sd_change, 3), round(design.d_z, 3), design.r
    (5.657, 0.707, 0.75)
    >>> Design(n=12, mean_pre=7.4, sd_pre=30, scale_max=40)
    Traceback (most recent call last):
    ValueError: sd_pre is 30.0; scores from 0.0 to 40.0 with mean 7.4 have an SD of at most 15.5
    """

    n: int
    mean_pre: float = 26.0
    sd_pre: float = 8.0
    true_change: float = 0.0
    sd_true_change: float = 0.0
    reliability: float = 0.5
    scale_min: float | None = 0.0
    scale_max: float | None = 52.0
    whole_numbers: bool = True
    skew: float = 0.0
    n_outcomes: int = 1
    r_outcomes: float = 0.5
    n_control: int = 0
    predicted: Literal["rise", "fall"] = "rise"
    threats: tuple[Threat, ...] = ()

    def __post_init__(self) -> None:
        self._check_kinds()
        self._check_spread()
        self._check_scale()
        self._check_groups()

    def __repr__(self) -> str:
        chosen = [each.name for each in fields(self) if getattr(self, each.name) != each.default]
        return f"Design({', '.join(f'{name}={getattr(self, name)!r}' for name in chosen)})"

    def _repr_html_(self) -> str:
        threats = listed([repr(threat) for threat in self.threats] or ["none"])
        rows = [
            ("people", self.n),
            ("people in a control group", self.n_control or "none"),
            ("mean before (SD)", f"{general(self.mean_pre)} ({general(self.sd_pre)})"),
            ("true change (SD)", f"{general(self.true_change)} ({general(self.sd_true_change)})"),
            ("true change in SDs of the change, d_z", fixed(self.d_z, 2)),
            ("predicted", f"a {self.predicted}"),
            ("reliability", general(self.reliability)),
            ("skewness", general(self.skew)),
            ("scale", self._scale_in_words()),
            ("outcomes", self.n_outcomes),
            ("correlation between outcomes", general(self.r_outcomes)),
            ("threats", threats),
        ]
        return result_table("A design", rows)

    def _scale_in_words(self) -> str:
        ends = (self.scale_min, self.scale_max)
        low, high = ("open" if end is None else general(end) for end in ends)
        points = "whole points" if self.whole_numbers else "any points"
        return f"{low} to {high}, {points}"

    @property
    def sd_post(self) -> float:
        """Standard deviation after, in points, before rounding and floor."""
        return math.hypot(self.sd_pre, self.sd_true_change)

    @property
    def r(self) -> float:
        """Correlation of before and after, before rounding and floor, if scores are normal."""
        return self.reliability * self.sd_pre / self.sd_post

    @property
    def sd_change(self) -> float:
        """Standard deviation of the change, in points, before rounding and floor."""
        own = 2 * (1 - self.reliability) * self.sd_pre**2
        return math.sqrt(own + self.sd_true_change**2)

    @property
    def sd_control_change(self) -> float:
        """The same in the control group, where nobody's true score changes."""
        return math.sqrt(2 * (1 - self.reliability) * self.sd_pre**2)

    @property
    def d_z(self) -> float:
        """The true change in standard deviations of the change; infinite if these are 0."""
        if self.sd_change == 0:
            return math.copysign(math.inf, self.true_change) if self.true_change else 0.0
        return self.true_change / self.sd_change

    @property
    def loses_people(self) -> bool:
        """Whether some people may not be measured twice."""
        return any(threat.loses_people for threat in self.threats)

    def on_scale(self, scores: Floats) -> Floats:
        """Put scores on the scale, in place: rounded to whole points and cut off at its ends.

        Parameters
        ----------
        scores : ndarray of float
            Any shape.

        Returns
        -------
        ndarray of float
            The same array.
        """
        if self.whole_numbers:
            np.rint(scores, out=scores)
        if self.scale_min is not None or self.scale_max is not None:
            np.clip(scores, self.scale_min, self.scale_max, out=scores)
        return scores

    def _check_kinds(self) -> None:
        """Turn every number into a plain one, or say what it must be."""
        for name in ("mean_pre", "sd_pre", "true_change", "sd_true_change", "reliability",
                     "skew", "r_outcomes"):  # fmt: skip
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        for name in ("scale_min", "scale_max"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        for name, least, most in (
            ("n", 2, _MOST_PEOPLE), ("n_outcomes", 1, _MOST_OUTCOMES),
            ("n_control", 0, _MOST_PEOPLE),
        ):  # fmt: skip
            object.__setattr__(self, name, whole_number(name, getattr(self, name), least, most))
        if not isinstance(self.whole_numbers, bool):
            raise TypeError(f"whole_numbers is {self.whole_numbers!r}; it must be True or False")
        one_of("predicted", self.predicted, _DIRECTIONS)
        object.__setattr__(self, "threats", _as_threats(self.threats))

    def _check_spread(self) -> None:
        if self.sd_pre <= 0:
            raise ValueError(f"sd_pre is {self.sd_pre}; scores must vary, so it is above 0")
        if self.sd_true_change < 0:
            raise ValueError(
                f"sd_true_change is {self.sd_true_change}; a standard deviation is at least 0"
            )
        for name in ("reliability", "r_outcomes"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must lie from 0 to 1")
        if abs(self.skew) > _MOST_SKEWED:
            raise ValueError(f"skew is {self.skew}; it must lie from -6 to 6")
        if self.sd_change == 0:
            raise ValueError(
                "reliability is 1.0 and sd_true_change is 0.0; then every change is the same and "
                "no t test is possible: lower the one or raise the other"
            )

    def _check_scale(self) -> None:
        low, high = self.scale_min, self.scale_max
        if low is not None and high is not None and low >= high:
            raise ValueError(f"scale_min is {low} and scale_max is {high}; the scale has no room")
        self._check_wave("mean_pre", self.mean_pre, "sd_pre", self.sd_pre)
        after = self.mean_pre + self.true_change
        self._check_wave("mean_pre + true_change", after, "sd_post", self.sd_post)
        after += sum(threat.mean_shift for threat in self.threats)
        name = "mean_pre + true_change + what the threats add"
        self._check_wave(name, after, "sd_post", self.sd_post)

    def _check_wave(self, mean_name: str, mean: float, sd_name: str, sd: float) -> None:
        """Say it if no scores on the scale could have this mean and SD."""
        scale = _scale(self.scale_min, self.scale_max)
        above, below = _room(self.scale_min, self.scale_max, mean)
        if above <= 0 or below <= 0:
            raise ValueError(f"{mean_name} is {mean}; it must lie inside the scale, {scale}")
        if sd**2 > above * below:
            raise ValueError(
                f"{sd_name} is {sd}; scores {scale} with mean {mean} have an SD of at most "
                f"{math.sqrt(above * below):.3g}"
            )

    def _check_groups(self) -> None:
        if self.n_control == 1:
            raise ValueError("n_control is 1; a control group has 2 people or more, or 0 for none")
        scores = (self.n + self.n_control) * self.n_outcomes
        if scores > _MOST_SCORES:
            raise ValueError(
                f"n is {self.n}, n_control {self.n_control} and n_outcomes {self.n_outcomes}; "
                f"a study has at most {_MOST_SCORES:,} scores a wave"
            )


def _as_threats(given: object) -> tuple[Threat, ...]:
    """Return the threats as a tuple, or name what is none."""
    threats = (given,) if isinstance(given, Threat) else given
    if not isinstance(threats, tuple | list):
        raise TypeError(f"threats is {given!r}; give a tuple of threats, such as (History(2),)")
    for i, threat in enumerate(threats):
        if not isinstance(threat, Threat):
            raise TypeError(f"threats[{i}] is {threat!r}; it must be a threat, such as History(2)")
    return tuple(threats)


def _room(low: float | None, high: float | None, mean: float) -> tuple[float, float]:
    """Return how far the mean lies below the top and above the bottom of the scale."""
    above = math.inf if high is None else high - mean
    below = math.inf if low is None else mean - low
    return above, below


def _scale(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"up to {high}" if low is None else f"from {low} upwards"
    return f"from {low} to {high}"
