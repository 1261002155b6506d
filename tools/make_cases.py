"""Write `tests/spec`: cases that Python and the pages' scripts must both meet.

How numbers are printed is worked out here from fractions, without the package. All other cases say
what the package answers; `tests/helpers` makes them, from seeds. Run from anywhere:
``python tools/make_cases.py``.
"""

from __future__ import annotations

import importlib
import json
import math
import random
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parents[1] / "tests"
FOLDER = TESTS / "spec"
SEED = 21
LEVELS = (0.05, 0.01, 0.001, 0.005, 0.1, 0.2, 0.0005, 0.00001, 0.017, 0.123456, 0.5, 0.999)
_TIES = (
    1e15 + 0.5,
    2.125,
    0.125,
    0.375,
    1.005,
    2.675,
    0.15,
    1.45,
    0.5,
    1.5,
    2.5,
    9.995,
    99.5,
    1.25,
)
_ENDS = (0.0, -0.0, 1.0, 0.004, 1e-7, 5e-324, 2e-308, 1e20, 1e21, 1.5e21, 1e22, 1.7e308)
_SIX = (1234565.0, 100000.5, 999999.5, 99999.95, 0.000099999951, 0.0001, 0.00001, 1e5, 1e6, 2e-200)


def text() -> str:
    """Return the file: a printer a key, a case a line, its arguments first and its text last."""
    parts = [
        f"{json.dumps(name)}: [\n" + ",\n".join(map(_line, cases)) + "\n]"
        for name, cases in cases_by_printer().items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(case: list[Any]) -> str:
    return json.dumps(case, ensure_ascii=False, allow_nan=False)


def cases_by_printer() -> dict[str, list[list[Any]]]:
    """Return the cases of each printer."""
    draw = random.Random(SEED)  # noqa: S311 # nothing is secret
    numbers, ps = list(_numbers(draw)), list(_ps(draw))
    places = [*range(7), 20, 21, 25]
    given: dict[str, tuple[Callable[..., str], Any]] = {
        "fixed": (fixed, [[x, draw.choice(places)] for x in numbers]),
        "bare": (bare, [[draw.uniform(-1, 1), draw.randint(1, 4)] for _ in range(100)]),
        "general": (general, [[x] for x in (*numbers, *_SIX)]),
        "shortest": (shortest, [[x] for x in numbers]),
        "level": (level, [[k / 1000] for k in range(1, 201)] + [[alpha] for alpha in LEVELS]),
        "percent": (percent, [[1 - k / 1000] for k in range(1, 201)]),
        "whole": (whole, [[draw.randint(-(10**k), 10**k)] for k in range(16)]),
        "interval": (interval, [[*sorted(draw.choices(numbers, k=2)), 2] for _ in range(60)]),
        "told_apart": (told_apart, [[p, levels, draw.choice((2, 3, 4))] for p, levels in ps]),
        "printed_p": (printed_p, [[p, levels, draw.choice((3, 3, 4))] for p, levels in ps]),
        "sized_p": (sized_p, [[p, levels] for p, levels in ps]),
        "p_is": (p_is, [[p, levels] for p, levels in ps[::7]]),
    }
    return {name: [[*case, say(*case)] for case in cases] for name, (say, cases) in given.items()}


def _numbers(draw: random.Random) -> Iterator[float]:
    """Yield numbers of every size, many in the middle between two texts or beside it."""
    for x in (*_TIES, *_ENDS):
        yield from (x, -x)
    for _ in range(300):
        tie = draw.randint(-4000, 4000) / 2 ** draw.randint(1, 8)
        yield from (tie, math.nextafter(tie, math.inf), math.nextafter(tie, -math.inf))
    for _ in range(300):
        yield draw.choice((-1, 1)) * draw.random() * 10.0 ** draw.randint(-9, 9)
    for _ in range(60):
        yield draw.choice((-1, 1)) * draw.random() * 10.0 ** draw.randint(-300, 300)


def _ps(draw: random.Random) -> Iterator[tuple[float, list[float]]]:
    """Yield p values beside the levels from which they must be told."""
    for alpha in LEVELS:
        for p in _beside(alpha, draw):
            yield p, [alpha]
            yield p, [alpha, draw.choice(LEVELS)]
    for _ in range(300):
        yield 10 ** draw.uniform(-7, 0), [draw.choice(LEVELS)]
    for end in (0.0, 1e-300, 0.9994, 0.9995, 0.99951, 0.99994, 0.99996, 1.0):
        yield from ((end, [alpha]) for alpha in LEVELS)


def _beside(alpha: float, draw: random.Random) -> Iterator[float]:
    yield from (alpha, math.nextafter(alpha, 1), math.nextafter(alpha, 0))
    for digits in range(2, 13):
        yield from (alpha + 10.0**-digits, alpha * (1 + 10.0**-digits), alpha * (1 - 10.0**-digits))
    yield from (alpha * draw.uniform(0.98, 1.02) for _ in range(10))


# The printers, in words as plain as their rule: the next unit, a half of it counts as one.


def fixed(x: float, decimals: int) -> str:
    """Return a number with so many decimals; with more than twenty, by a power of ten."""
    if decimals > 20:
        return _with_sign(x, _power(x, 3))
    return _with_sign(x, _units(Fraction(abs(x)), decimals))


def bare(x: float, decimals: int) -> str:
    """Return the same without the zero before the point."""
    return _without_zero(fixed(x, decimals))


def general(x: float) -> str:
    """Return a number in six digits, without zeros at its end."""
    digits, power = _power(x, 5).split("e")
    if not -5 < int(power) < 6:
        return _with_sign(x, f"{_without_zeros(digits)}e{power}")
    return _with_sign(x, _without_zeros(_units(Fraction(abs(x)), 5 - int(power))))


def shortest(x: float) -> str:
    """Return the digits of `repr`, written out from a millionth up to 21 digits."""
    _, digits, exponent = Decimal(repr(abs(x))).as_tuple()
    whole, places = "".join(map(str, digits)), int(exponent)
    if not int(whole):
        return "0"
    while whole.endswith("0"):
        whole, places = whole[:-1], places + 1
    whole = whole.lstrip("0")
    power = len(whole) - 1 + places
    if not -7 < power < 21:
        point = f"{whole[0]}.{whole[1:]}" if whole[1:] else whole
        return _with_sign(x, f"{point}e{power:+d}")
    return _with_sign(x, _point(int(whole) * 10 ** max(0, places), max(0, -places)))


def level(alpha: float) -> str:
    """Return a level without the zero before the point."""
    return _without_zero(general(alpha))


def percent(share: float) -> str:
    """Return a share in percent."""
    return f"{general(100 * share)} %"


def whole(number: int) -> str:
    """Return a whole number."""
    return f"−{-number}" if number < 0 else f"{number}"


def interval(low: float, high: float, decimals: int) -> str:
    """Return two limits."""
    return f"{fixed(low, decimals)} to {fixed(high, decimals)}"


def told_apart(p: float, levels: list[float], decimals: int) -> str:
    """Return the first text of p that lies on its side of each level."""
    for digits in count(decimals):
        shown = _units(Fraction(p), digits)
        if _alike(Fraction(shown), p, levels):
            return _without_zero(shown)
    raise AssertionError


def printed_p(p: float, levels: list[float], decimals: int = 3) -> str:
    """Return the same, or the first bound that tells p from each level."""
    for digits in count(decimals):
        least, shown = Fraction(1, 10**digits), _units(Fraction(p), digits)
        if p < float(least):
            if all(_size(alpha) >= least for alpha in levels):
                return f"< {_without_zero(_units(least, digits))}"
        elif Fraction(shown) == 1:
            if all(_size(alpha) <= 1 - least for alpha in levels):
                return f"> {_without_zero(_units(1 - least, digits))}"
        elif _alike(Fraction(shown), p, levels):
            return _without_zero(shown)
    raise AssertionError


def sized_p(p: float, levels: list[float]) -> str:
    """Return p with four decimals or more, or by a power of ten."""
    if p >= 0.0001:
        return told_apart(p, levels, 4)
    for digits in count(2):
        shown = _power(p, digits)
        if _alike(Fraction(shown), p, levels):
            return shown.replace("-", "−")
    raise AssertionError


def p_is(p: float, levels: list[float]) -> str:
    """Return p as a part of a sentence."""
    shown = printed_p(p, levels)
    return f"p {shown}" if shown[0] in "<>" else f"p = {shown}"


def _size(alpha: float) -> Fraction:
    """Return a level as it is written, not as the float nearest to that."""
    return Fraction(Decimal(repr(alpha)))


def _alike(shown: Fraction, p: float, levels: list[float]) -> bool:
    sides = [(shown < _size(alpha), shown > _size(alpha)) for alpha in levels]
    return sides == [(p < alpha, p > alpha) for alpha in levels]


def _units(size: Fraction, decimals: int) -> str:
    """Return a size in whole units of its last decimal, with the point put in."""
    return _point(math.floor(size * 10**decimals + Fraction(1, 2)), decimals)


def _point(units: int, decimals: int) -> str:
    digits = f"{units:0{decimals + 1}d}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _power(x: float, decimals: int) -> str:
    """Return a size with one digit before the point, so many after it, and a power of ten."""
    size, power = Fraction(abs(x)), 0
    while size and size >= 10:
        size, power = size / 10, power + 1
    while size and size < 1:
        size, power = size * 10, power - 1
    shown = _units(size, decimals)
    if shown.startswith("10"):
        shown, power = _units(Fraction(1), decimals), power + 1
    return f"{shown}e{power:+d}"


def _with_sign(x: float, shown: str) -> str:
    is_zero = not any(digit in shown.partition("e")[0] for digit in "123456789")
    return f"{'−' if x < 0 and not is_zero else ''}{shown.replace('-', '−')}"


def _without_zeros(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _without_zero(shown: str) -> str:
    return shown.replace("0.", ".", 1) if shown.lstrip("−").startswith("0.") else shown


def files() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    yield "numbers", text()
    sys.path.insert(0, str(TESTS / "helpers"))
    written = importlib.import_module("spec_cases").text_of
    for helper in ("spec_answers", "spec_cases", "spec_forms", "spec_reading", "spec_said"):
        for name, cases in importlib.import_module(helper).FILES.items():
            yield name, written(cases())


def main() -> int:
    """Write the files; return 0."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in files():
        (FOLDER / f"{name}.json").write_text(content, encoding="utf-8")
        print(f"{name}.json: {len(content.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
