"""Write `data/teaching/synthetic-answers.csv`: made-up answers that score to the paper's Table 1.

Fifteen synthetic people fill in three questionnaires before and after. Four of them are
incomplete. The scores of the other eleven have the printed means, SDs and |t| of every outcome.
They are not the study's data: nobody's answers were recovered.

Run from anywhere: ``python tools/make_synthetic_answers.py``.
The same file comes out every time and everywhere: every decision rests on whole numbers.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from pathlib import Path

from prepost import Instrument, load_instrument, load_outcomes

SEED = 20210521
PAIRS = 11
WAVES = ("before", "after")
PEOPLE = [f"synthetic-{number:02d}" for number in range(1, 16)]
# who lacks what: the study, too, had eleven complete pairs of fifteen people
ONLY = {"synthetic-04": "before", "synthetic-09": "before", "synthetic-13": "after"}
SKIPPED = {  # one answer of every score, in one wave or the other
    ("synthetic-06", "before"): ["fscrs7", "fscrs9", "fscs3"],
    ("synthetic-06", "after"): ["scs10", "fscrs3", "fscs2"],
}
INCOMPLETE = [*ONLY, "synthetic-06"]
STEPS = 40_000
DRAWS = 2  # more of them make the items of a score agree better
TARGET = Path(__file__).parents[1] / "data" / "teaching" / "synthetic-answers.csv"


@dataclass(frozen=True)
class Row:
    """One outcome: its place on the form, and the windows in which its totals print the table.

    A spread is n times the sum of squares minus the square of the sum, a whole number.
    """

    name: str
    form: Instrument
    sums: tuple[range, range]
    spreads: tuple[range, range]
    t_squared: tuple[Fraction, Fraction]

    @property
    def items(self) -> tuple[int, ...]:
        """Return the numbers of the items."""
        return self.form.score(self.name).items

    @property
    def scale(self) -> tuple[int, int]:
        """Return the lowest and highest total."""
        return len(self.items) * self.form.response_min, len(self.items) * self.form.response_max

    def change_squares(self, change: int) -> range:
        """Return which sums of squared changes print the t, given the sum of the changes."""
        low, high = ((change**2 * (PAIRS - 1) / t) for t in reversed(self.t_squared))
        return _inside((low + change**2) / PAIRS, (high + change**2) / PAIRS)


def _inside(low: Fraction, high: Fraction) -> range:
    """Return the whole numbers strictly between two fractions."""
    return range(floor(low) + 1, ceil(high))


def _window(text: str, factor: int = 1) -> tuple[Fraction, Fraction]:
    """Return the ends of what a printed number was rounded from, times a factor."""
    decimals = len(text.partition(".")[2])
    half = Fraction(1, 2 * 10**decimals)
    return (abs(Fraction(text)) - half) * factor, (abs(Fraction(text)) + half) * factor


def rows() -> list[Row]:
    """Return the six outcomes."""
    found = []
    for _, row in load_outcomes().iterrows():
        form = load_instrument(row["instrument"])
        factor = len(form.score(row["outcome"]).items) if row["scoring"] == "mean" else 1
        means = [_window(row[name], factor * PAIRS) for name in ("mean_pre", "mean_post")]
        sds = [_window(row[name], factor) for name in ("sd_pre", "sd_post")]
        low, high = _window(row["statistic"])
        found.append(
            Row(
                row["outcome"],
                form,
                (_inside(*means[0]), _inside(*means[1])),
                tuple(_inside(*(PAIRS * (PAIRS - 1) * end**2 for end in sd)) for sd in sds),  # type: ignore[arg-type]
                (low**2, high**2),
            )
        )
    return found


def _sums(row: Row, rng: random.Random) -> tuple[int, int, int]:
    """Return sums before and after, and a sum of squared changes, that go together."""
    choices = [
        (pre, post, square)
        for pre, post in product(*row.sums)
        for square in row.change_squares(post - pre)
        if (square - (post - pre)) % 2 == 0
    ]
    return choices[rng.randrange(len(choices))]


def _miss(value: int, window: range) -> int:
    """Return how far a whole number lies from a window."""
    return max(window[0] - value, value - window[-1], 0)


def totals(row: Row, rng: random.Random) -> list[tuple[int, int]]:
    """Return eleven pairs of totals that print the row, found by a random walk downhill."""
    low, high = row.scale
    while True:
        *sums, square = _sums(row, rng)
        waves = [_start(total, low, high, rng) for total in sums]
        best = _misses(row, waves, square)
        for step in range(STEPS):
            tried = _moved(waves, low, high, rng)
            miss = _misses(row, tried, square)
            if miss <= best or rng.randrange(40 + step // 100) == 0:
                waves, best = tried, miss
            if best == 0:
                return list(zip(*waves, strict=True))


def _misses(row: Row, waves: list[list[int]], square: int) -> int:
    """Return how far the totals are from printing the row: 0 if they do."""
    miss: int = abs(
        sum((after - before) ** 2 for before, after in zip(*waves, strict=True)) - square
    )
    for wave, window in zip(waves, row.spreads, strict=True):
        gap = _miss(PAIRS * sum(x * x for x in wave) - sum(wave) ** 2, window)
        miss += ceil(Fraction(gap, PAIRS))
    return miss


def _start(total: int, low: int, high: int, rng: random.Random) -> list[int]:
    """Return totals within the scale that add up to a sum, many low ones among them."""
    values = [low] * PAIRS
    while sum(values) < total:
        place = min(rng.randrange(PAIRS), rng.randrange(PAIRS))
        values[place] += values[place] < high
    return values


def _moved(waves: list[list[int]], low: int, high: int, rng: random.Random) -> list[list[int]]:
    """Return the totals with a point handed on, or two people's totals after swapped."""
    first, second = rng.randrange(PAIRS), rng.randrange(PAIRS)
    tried = [wave.copy() for wave in waves]
    choice = rng.randrange(3)
    if choice == 2:
        tried[1][first], tried[1][second] = tried[1][second], tried[1][first]
        return tried
    tried[choice][first] += 1
    tried[choice][second] -= 1
    return tried if all(low <= x <= high for x in tried[choice]) else waves


def _spread_out(total: int, row: Row, level: list[int], rng: random.Random) -> dict[str, int]:
    """Return answers to the items that add up to a total, higher ones to some items."""
    form, one = row.form, row.form.score(row.name)
    low, high = form.response_min, form.response_max
    answers = dict.fromkeys(one.items, low)
    while sum(answers.values()) < total:
        # of the items drawn, the one further behind its level gets the point
        drawn = [one.items[rng.randrange(len(one.items))] for _ in range(DRAWS)]
        item = min(drawn, key=lambda item: (answers[item] - level[item], item))
        answers[item] += answers[item] < high
    turned = {item: low + high - answer for item, answer in answers.items() if item in one.reversed}
    return {form.column(item): answer for item, answer in (answers | turned).items()}


def scored(rng: random.Random) -> dict[tuple[str, str], dict[str, int]]:
    """Return the answers of the eleven complete people, form by form."""
    forms: dict[tuple[str, str], dict[str, int]] = {}
    complete = [person for person in PEOPLE if person not in INCOMPLETE]
    for row in rows():
        pairs = _in_order(
            totals(row, rng), kind=row.name in {"self-compassion", "reassured self"}, rng=rng
        )
        level = [rng.randrange(3) for _ in range(row.form.n_items + 1)]
        for person, pair in zip(complete, pairs, strict=True):
            for wave, total in zip(WAVES, pair, strict=True):
                answers = _spread_out(total, row, level, rng)
                forms[person, wave] = forms.get((person, wave), {}) | answers
    return forms


def _in_order(
    pairs: list[tuple[int, int]], *, kind: bool, rng: random.Random
) -> list[tuple[int, int]]:
    """Return the pairs so that a harsh person is harsh on every outcome, with some disorder.

    The order of the people is drawn once, so it does not show in their numbers.
    """
    ranked = sorted(pairs, reverse=kind)
    for _ in range(PAIRS):
        place = rng.randrange(PAIRS - 1)
        ranked[place], ranked[place + 1] = ranked[place + 1], ranked[place]
    shuffled = random.Random(SEED).sample(range(PAIRS), PAIRS)  # noqa: S311 # no secret
    return [ranked[place] for place in shuffled]


def _made_up(
    wave: str, complete: dict[tuple[str, str], dict[str, int]], rng: random.Random
) -> dict[str, int]:
    """Return the answers of a person without a pair: each questionnaire as somebody else's."""
    others = sorted({name for name, _ in complete})
    answers: dict[str, int] = {}
    for prefix in ("scs", "fscrs", "fscs"):
        model = complete[others[rng.randrange(PAIRS)], wave]
        answers |= {
            column: value
            for column, value in model.items()
            if column.rstrip("0123456789") == prefix
        }
    return answers


def as_csv() -> str:
    """Return the whole file as text."""
    rng = random.Random(SEED)  # noqa: S311 # no secret
    complete = scored(rng)
    columns = [
        c for name in ("scs-sf", "fscrs", "fscs") for c in load_instrument(name).column_names()
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, ["person", "wave", *columns], restval="", lineterminator="\n")
    writer.writeheader()
    for person, wave in product(PEOPLE, WAVES):
        if ONLY.get(person, wave) != wave:
            continue
        answers = complete.get((person, wave)) or _made_up(wave, complete, rng)
        skipped = SKIPPED.get((person, wave), [])
        kept = {column: value for column, value in answers.items() if column not in skipped}
        writer.writerow({"person": person, "wave": wave, **kept})
    return out.getvalue()


def main() -> int:
    """Write the file."""
    TARGET.write_text(as_csv(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
