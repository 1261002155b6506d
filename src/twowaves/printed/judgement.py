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

__all__ = [
    "Context",
    "Judgement",
    "Time",
    "Verdict",
    "all_are_paired",
    "judged",
    "units_to",
    "unsaid",
    "verdict_of",
    "waves_of",
]

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


_FITS, _ODD = (Judgement(verdict, "", "", "") for verdict in ("consistent", "inconsistent"))


def unsaid(fits: bool) -> Judgement:
    """Return the judgement where no words are asked for."""
    return _FITS if fits else _ODD


@dataclass(frozen=True)
class Context:
    """What a check knows beside its own row."""

    alpha: float
    sizes: list[int]
    orders: Counter[str]
    unsigned: bool
    #: Only the verdict is asked for: it need not be told in words.
    unsaid: bool = False

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
        """Return the number of pairs: the row's own, or the first stated.

        Where the waves have their own n, the pairs are those of df, or without it all people of two
        waves of one size; else nothing tells them, and `Untestable` is raised.
        """
        found: int | None = row.known.get("n")
        if found is None:
            found = row.known["n"] = self._n(row)
        return found

    def _n(self, row: Row) -> int:
        if row.has("n"):
            return row.count("n")
        waves = waves_of(row)
        if not waves:
            return self.stated(row)[0]
        if row.has("df"):
            return row.count("df") + 1
        if all_are_paired(row):
            return waves[0]
        if len(waves) == 1:
            raise Untestable(say("pairs_open", most=waves[0]))
        raise Untestable(say("pairs_of_waves_open", pre=waves[0], post=waves[1]))

    def n_of(self, row: Row, time: Time) -> int:
        """Return how many people stand behind the mean and the SD of a wave."""
        column = _OF_WAVE[time]
        if row.has(column):
            return row.count(column)
        if not row.has("n") and waves_of(row):
            raise Untestable(say("wave_open"))
        return self.n(row)

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

    def dfs(self, row: Row) -> tuple[int, int]:
        """Return the lowest and the highest df: any of them where nothing tells the pairs."""
        if row.has("n") or row.has("df") or all_are_paired(row) or not waves_of(row):
            df = self.df(row)
            return df, df
        return 1, min(waves_of(row)) - 1


def waves_of(row: Row) -> list[int]:
    """Return the n that are printed of the waves."""
    return [row.count(name) for name in _OF_WAVE.values() if row.has(name)]


def all_are_paired(row: Row) -> bool:
    """Tell whether two waves of one size are all that tells the pairs."""
    if row.has("n") or row.has("df"):
        return False
    waves = waves_of(row)
    return len(waves) == 2 and waves[0] == waves[1]


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
    return Judgement(verdict_of(fits), expected, printed, detail, "", far)


def units_to(row: Row, column: str, near: Iterable[float]) -> int:
    """Return how far the nearest of some values lies, in units of the figure's last digit."""
    meant, unit = row.between(column), float(row.figure(column).unit)
    return min(units_between(meant, Interval(value, value), unit) for value in near)
