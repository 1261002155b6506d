"""The search behind `reconstruct`: data sets listed where that is possible, and else drawn.

Everything here is in totals counted from the lowest one that anybody can have.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from twowaves.rebuilt.chains import Wave, draw
from twowaves.rebuilt.listing import TooMany, every_data_set, few

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from twowaves.rebuilt.question import Question

    Wholes = NDArray[np.int64]
    Pairs = tuple[Wholes, Wholes]

__all__ = ["listed", "searched"]

_AT_ONCE = 300_000  # totals drawn in a round at the most, and chains
_MOST = 8192
_FEWEST = 256  # chains in a round at least
_FIRST = 1.5  # chains for each data set asked for, before the share that arrives is known
# When the search ends without all that was asked for: chains in a row that brought nothing new,
# or data sets in a row that were known already, for each known one.
_IDLE_CHAINS = 30_000
_REPEATS = 30
_REPEATS_AT_LEAST = 300


def listed(question: Question, *, costly: bool = False) -> Pairs | None:
    """Return every data set there is, or None if there are too many to list.

    Parameters
    ----------
    question : Question
        What is looked for.
    costly : bool
        Whether to try even where the list may take seconds.
    """
    space = question.space
    if not costly and not all(few(space.n, *limits) for limits in space.limits):
        return None
    try:
        pre, post = every_data_set(space.n, space.limits, space.cells)
    except TooMany:
        return None
    if question.known:
        fits = np.array(
            [_has_known(list(zip(*pair, strict=True)), question.known)
             for pair in zip(pre.tolist(), post.tolist(), strict=True)], dtype=bool,
        )  # fmt: skip
        pre, post = pre[fits], post[fits]
    return pre, post


def _has_known(
    people: list[tuple[int, int]], known: tuple[tuple[int | None, int | None], ...]
) -> bool:
    """Tell whether different people can be those of whom something is known."""
    if not known:
        return True
    (before, after), *others = known
    return any(
        _has_known([*people[:place], *people[place + 1 :]], tuple(others))
        for place, (pre, post) in enumerate(people)
        if before in {None, pre} and after in {None, post}
    )


def searched(
    question: Question,
    size: int,
    rng: np.random.Generator,
    tell: Callable[[int], object],
) -> tuple[Pairs, bool]:
    """Return up to so many different data sets, and whether the search was interrupted.

    Parameters
    ----------
    question : Question
        What is looked for.
    size : int
        How many data sets.
    rng : numpy.random.Generator
        Where chance comes from.
    tell : callable
        Called after each round with how many new data sets there are.
    """
    waves = _waves(question)
    found = _Found(question.n)
    most = max(_FEWEST, min(_MOST, _AT_ONCE // question.n))
    chains, idle, repeats = _FIRST * size, 0, 0
    try:
        while len(found) < size and idle < _IDLE_CHAINS:
            chains = int(min(max(chains, _FEWEST), most))
            aims = question.space.aims(chains, rng)
            pre, post = draw(question.n, waves, aims, rng, question.shape)
            if not question.answered_by(pre, post).all():
                raise AssertionError("the search made a data set that does not fit")
            new = found.add(*_ascending(pre, post), rng)
            tell(new)
            if new:
                idle, repeats = 0, 0
                chains = chains * (size - len(found)) / new * 1.1
            else:
                idle, repeats = idle + chains, repeats + len(pre)
                chains = 2 * chains
            if repeats > _REPEATS * len(found) + _REPEATS_AT_LEAST:
                break
        return found.first(size), False
    except KeyboardInterrupt:
        if not len(found):
            raise
    return found.first(size), True


def _waves(question: Question) -> tuple[Wave, Wave]:
    before, after = (
        Wave(*limits, tuple((p, k[w]) for p, k in enumerate(question.known) if k[w] is not None))  # type: ignore[misc]
        for w, limits in enumerate(question.space.limits)
    )
    return before, after


def _ascending(pre: Wholes, post: Wholes) -> Pairs:
    """Return data sets with their people in ascending order of pre, then of post."""
    order = np.lexsort((post, pre), axis=-1)
    return np.take_along_axis(pre, order, axis=1), np.take_along_axis(post, order, axis=1)


class _Found:
    """Different data sets, in the order in which they were found.

    They are kept in one place alone, so that an interrupt never finds half of something.
    """

    def __init__(self, n: int) -> None:
        self._n = n
        self._sets: dict[bytes, None] = {}

    def __len__(self) -> int:
        return len(self._sets)

    def add(self, pre: Wholes, post: Wholes, rng: np.random.Generator) -> int:
        """Add those that are new, in random order; return how many there are."""
        known = len(self._sets)
        both = np.concatenate([pre, post], axis=1)[rng.permutation(len(pre))]
        self._sets.update(dict.fromkeys(row.tobytes() for row in both))
        return len(self._sets) - known

    def first(self, size: int) -> Pairs:
        """Return the first so many."""
        flat = np.frombuffer(b"".join(islice(self._sets, size)), dtype=np.int64)
        pre, post = flat.reshape(-1, 2, self._n).transpose(1, 0, 2)
        return pre.copy(), post.copy()
