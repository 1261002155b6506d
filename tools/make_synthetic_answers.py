"""Write `data/teaching/synthetic-answers.csv`: made-up answers that score to the paper's Table 1.

Fifteen synthetic people fill in three questionnaires before and after. Four of them are
incomplete. The scores of the other eleven have the printed means, SDs and |t| of every outcome.
Their outcomes correlate in both waves, and so do the items of every score.
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
from itertools import combinations, product
from math import ceil, floor, isqrt
from pathlib import Path

from twowaves import Instrument, load_instrument, load_outcomes
from twowaves._base.files import write_files

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
COMPLETE = [person for person in PEOPLE if person not in INCOMPLETE]
STEPS = 40_000
DRAWS = 2  # more of them make some items of a score more popular than others
# in thousandths, for the eleven and for everybody there: what such questionnaires usually show
OUTCOMES_AGREE = range(350, 851)
ITEM_AGREES_WITH_REST = range(200, 1000)
ALPHAS = {"before": range(840, 921), "after": range(780, 861)}  # people differ less after
Pairs = list[tuple[int, int]]
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
    kind: bool

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
                row["predicted"] == "rise",
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


def totals(row: Row, rng: random.Random) -> Pairs:
    """Return pairs of totals that print the row, found by a random walk downhill."""
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
                break
        pairs = list(zip(*waves, strict=True))
        if best == 0 and not _one_carries_all(pairs):
            return pairs


def _one_carries_all(pairs: Pairs) -> bool:
    """Return whether a single person makes up more than half of the squared changes."""
    squares = [(after - before) ** 2 for before, after in pairs]
    return 2 * max(squares) > sum(squares)


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


def in_company(table: list[Row], pairs: list[Pairs], rng: random.Random) -> list[Pairs]:
    """Return the pairs of each outcome in an order that makes people of them.

    Whoever is harsh on one outcome is so on the others, in both waves, give or take.
    Which pairs an outcome has stays as it is.
    """
    signs = [-1 if row.kind else 1 for row in table]
    while True:
        orders = [rng.sample(of_row, PAIRS) for of_row in pairs]
        best = _strangeness(orders, signs)
        for _ in range(STEPS):
            if best == 0:
                return orders
            place, first, second = (rng.randrange(n) for n in (len(orders), PAIRS, PAIRS))
            tried = [order.copy() for order in orders]
            tried[place][first], tried[place][second] = orders[place][second], orders[place][first]
            miss = _strangeness(tried, signs)
            if miss <= best or rng.randrange(400) == 0:
                orders, best = tried, miss


def _strangeness(orders: list[Pairs], signs: list[int]) -> int:
    """Return by how much the correlations of the outcomes miss their window, over both waves."""
    miss = 0
    for wave in range(len(WAVES)):
        columns = [
            [sign * pair[wave] for pair in order] for order, sign in zip(orders, signs, strict=True)
        ]
        for first, second in combinations(columns, 2):
            miss += _miss(_correlation(first, second), OUTCOMES_AGREE)
    return miss


def _correlation(first: list[int], second: list[int]) -> int:
    """Return a correlation in thousandths, rounded down; 0 if one does not vary."""
    spread = _covariance(first, first) * _covariance(second, second)
    return 1000 * _covariance(first, second) // (isqrt(spread) or 1)


def _covariance(first: list[int], second: list[int]) -> int:
    """Return the covariance times the square of the number of values, a whole number."""
    products = sum(x * y for x, y in zip(first, second, strict=True))
    return len(first) * products - sum(first) * sum(second)


def with_incomplete(orders: list[Pairs], rng: random.Random) -> list[dict[str, tuple[int, int]]]:
    """Return the totals by person; whoever is incomplete stands halfway between two others."""
    models = {person: rng.sample(range(PAIRS), 2) for person in INCOMPLETE}
    return [
        dict(zip(COMPLETE, order, strict=True))
        | {
            person: (
                (order[first][0] + order[second][0]) // 2,
                (order[first][1] + order[second][1]) // 2,
            )
            for person, (first, second) in models.items()
        }
        for order in orders
    ]


def answered(
    row: Row, sums: list[int], level: list[int], alphas: range, rng: random.Random
) -> list[list[int]]:
    """Return answers to the items of a score, one row a form, that add up to the sums.

    Points are handed from item to item of a form until the items go together: reversed ones are
    turned here, as they are when they are scored.
    """
    low, high = row.form.response_min, row.form.response_max
    start = rng.randrange(alphas.start, alphas.stop - 20)
    window = range(start, start + 20)
    forms = [_spread_out(total, row, level, rng) for total in sums]
    best = _disagreement(forms, window)
    while best:
        form, up, down = rng.randrange(len(forms)), *rng.sample(range(len(row.items)), 2)
        if forms[form][up] == high or forms[form][down] == low:
            continue
        tried = [answers.copy() for answers in forms]
        tried[form][up] += 1
        tried[form][down] -= 1
        miss = _disagreement(tried, window)
        if miss <= best or rng.randrange(400) == 0:
            forms, best = tried, miss
    return forms


def _spread_out(total: int, row: Row, level: list[int], rng: random.Random) -> list[int]:
    """Return answers that add up to a total, higher ones to some items."""
    low, high = row.form.response_min, row.form.response_max
    answers = [low] * len(row.items)
    while sum(answers) < total:
        # of the items drawn, the one further behind its level gets the point
        drawn = [rng.randrange(len(answers)) for _ in range(DRAWS)]
        place = min(drawn, key=lambda place: (answers[place] - level[place], place))
        answers[place] += answers[place] < high
    return answers


def _disagreement(forms: list[list[int]], alphas: range) -> int:
    """Return by how much Cronbach's alpha and the item-rest correlations miss their windows."""
    items = [list(item) for item in zip(*forms, strict=True)]
    sums = [sum(answers) for answers in forms]
    rests = [[total - x for total, x in zip(sums, item, strict=True)] for item in items]
    whole, k = _covariance(sums, sums), len(items)
    alpha = 1000 * k * (whole - sum(_covariance(x, x) for x in items)) // ((k - 1) * whole)
    return _miss(alpha, alphas) + sum(
        _miss(_correlation(item, rest), ITEM_AGREES_WITH_REST)
        for item, rest in zip(items, rests, strict=True)
    )


def filled_in(rng: random.Random) -> dict[tuple[str, str], dict[str, int]]:
    """Return everybody's answers, form by form, before any is left out."""
    table = rows()
    orders = in_company(table, [totals(row, rng) for row in table], rng)
    forms: dict[tuple[str, str], dict[str, int]] = {}
    for row, people in zip(table, with_incomplete(orders, rng), strict=True):
        level = [rng.randrange(3) for _ in row.items]
        for place, wave in enumerate(WAVES):
            there = [person for person in PEOPLE if ONLY.get(person, wave) == wave]
            sums = [people[person][place] for person in there]
            given = answered(row, sums, level, ALPHAS[wave], rng)
            for person, answers in zip(there, given, strict=True):
                forms.setdefault((person, wave), {}).update(_on_paper(row, answers))
    return forms


def _on_paper(row: Row, answers: list[int]) -> dict[str, int]:
    """Return answers by column as somebody ticked them, reversed items turned back."""
    form, turned = row.form, row.form.score(row.name).reversed
    ends = form.response_min + form.response_max
    return {
        form.column(item): ends - answer if item in turned else answer
        for item, answer in zip(row.items, answers, strict=True)
    }


def as_csv() -> str:
    """Return the whole file as text."""
    forms = filled_in(random.Random(SEED))  # noqa: S311 # no secret
    columns = [
        c for name in ("scs-sf", "fscrs", "fscs") for c in load_instrument(name).column_names()
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, ["person", "wave", *columns], restval="", lineterminator="\n")
    writer.writeheader()
    for person, wave in product(PEOPLE, WAVES):
        if answers := forms.get((person, wave)):
            skipped = SKIPPED.get((person, wave), [])
            kept = {column: value for column, value in answers.items() if column not in skipped}
            writer.writerow({"person": person, "wave": wave, **kept})
    return out.getvalue()


def main() -> int:
    """Write the file."""
    write_files({TARGET: as_csv()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
