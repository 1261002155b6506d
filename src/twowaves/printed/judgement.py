"""What a check knows and what it finds: the same for every check of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from twowaves._base.sentences import Sentences
from twowaves.printed.interval import Interval
from twowaves.printed.readings import units_between
from twowaves.printed.table import Untestable

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from twowaves.printed.table import Row

__all__ = ["Context", "Judgement", "Time", "Verdict", "judged", "units_to", "verdict_of"]

Verdict = Literal["consistent", "inconsistent", "untestable", "note", "alternative"]
Time = Literal["pre", "post"]

say = Sentences("printed/audit")


class Judgement(NamedTuple):
    """What one check found."""

    verdict: Verdict
    expected: str
    printed: str
    detail: str
    reading: str = ""
    distance: int | None = None


@dataclass(frozen=True)
class Context:
    """What a check knows beside its own row."""

    alpha: float
    sizes: list[int]
    orders: Counter[str]
    unsigned: bool

    def stated(self, row: Row) -> list[int]:
        """Return every n that the text states for a row, its own first."""
        found: list[int] | None = row.known.get("stated")
        if found is None:
            own = [row.count(name) for name in _SIZES if row.has(name)]
            found = row.known["stated"] = list(dict.fromkeys(own + self.sizes))
        if not found:
            raise Untestable(say("no_n"))
        return found

    def n(self, row: Row) -> int:
        """Return the number of pairs: the row's own, that of its df, or the first stated.

        Where the waves have their own n and nothing tells the pairs, they are those of the
        smaller wave.
        """
        found: int | None = row.known.get("n")
        if found is None:
            found = row.known["n"] = self._n(row)
        return found

    def _n(self, row: Row) -> int:
        if row.has("n"):
            return row.count("n")
        if row.has("n_pre") and row.has("n_post"):
            smaller = min(row.count("n_pre"), row.count("n_post"))
            return row.count("df") + 1 if row.has("df") else smaller
        return self.stated(row)[0]

    def n_of(self, row: Row, time: Time) -> int:
        """Return how many people stand behind the mean and the SD of a wave."""
        column = _OF_WAVE[time]
        return row.count(column) if row.has(column) else self.n(row)

    def pairs(self, row: Row) -> int:
        """Return the number of pairs if both waves are of just these people, else say so."""
        n = self.n(row)
        pre, post = self.n_of(row, "pre"), self.n_of(row, "post")
        if not n == pre == post:
            raise Untestable(say("waves_differ", pre=pre, post=post, n=n))
        return n

    def df(self, row: Row) -> int:
        """Return the printed df, or n − 1 where none is printed."""
        return row.count("df") if row.has("df") else self.n(row) - 1


_OF_WAVE: dict[Time, str] = {"pre": "n_pre", "post": "n_post"}
_SIZES = ("n", "n_pre", "n_post")


def verdict_of(fits: bool) -> Verdict:
    """Return the word for figures that fit, or do not."""
    return "consistent" if fits else "inconsistent"


def judged(
    fits: bool,
    expected: str,
    printed: str,
    detail: str,
    distance: int | None = None,
) -> Judgement:
    """Return a judgement; the distance counts only where the figures are at odds."""
    far = None if fits else distance
    return Judgement(verdict_of(fits), expected, printed, detail, distance=far)


def units_to(row: Row, column: str, near: Iterable[float]) -> int:
    """Return how far the nearest of some values lies, in units of the figure's last digit."""
    meant, unit = row.between(column), float(row.figure(column).unit)
    return min(units_between(meant, Interval(value, value), unit) for value in near)
