"""Figures that a table prints twice in other words: change, standard errors, intervals, r and d.

Each follows from others, so it is held against what they leave possible. Everything here is an
interval of floats, widened by what floats may lose.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from scipy import special

from twowaves._base.numbers import bare, fixed, span
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.printed.implied import correlations_of
from twowaves.printed.interval import Interval
from twowaves.printed.judgement import Judgement, judged
from twowaves.printed.readings import units_between
from twowaves.printed.sums import weight
from twowaves.printed.table import Untestable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twowaves.printed.judgement import Context, Time
    from twowaves.printed.table import Row

__all__ = ["FURTHER_CHECKS", "correlation_left"]

say = Sentences("printed/redundant")

_SLACK = 1e-9  # what floats may lose
_MOST_T = 1e6  # a p that may be zero leaves t without an end
_KINDS: dict[str, list[str]] = shared("printed/redundant_rules")["kinds"]
_LEVEL = 0.95
_SOURCES = {
    "means": say("means"),
    "change and t": say("change_and_t"),
    "se_change": say("se_of_change"),
    "sd_change": say("sd_of_change"),
}


def _size(of: Interval[float]) -> Interval[float]:
    """Return the absolute values of the numbers in an interval."""
    if of.low >= 0:
        return Interval(of.low, of.high)
    return Interval(max(0.0, -of.high), max(-of.low, of.high))


def _ratio(above: Interval[float], below: Interval[float]) -> Interval[float]:
    """Return the quotients of numbers that are not negative."""
    high = math.inf if below.low <= 0 else above.high / below.low
    return Interval(above.low / below.high if below.high else 0.0, high)


def _times(of: Interval[float], factor: float) -> Interval[float]:
    return Interval(of.low * factor, of.high * factor)


def _touch(first: Interval[float], second: Interval[float]) -> bool:
    """Tell whether two intervals have a number in common, but for what floats lose."""
    slack = _SLACK * (1 + min(abs(first.high), abs(second.high)))
    return first.low <= second.high + slack and second.low <= first.high + slack


# What follows from what


def _size_of_t(row: Row, context: Context) -> Interval[float]:
    """Return |t|: as printed, or where no t is printed, as p leaves it on any of its sides."""
    if row.has("statistic") or not row.has("pvalue"):
        return row.size_of_t().in_floats()
    p = row.interval("pvalue").in_floats()
    if row.figure("pvalue").relation == ">":
        raise Untestable(say("p_leaves_t_open", p=row.figure("pvalue")))
    df = context.df(row)
    ends = [_ts(p, df, side) for side in row.conventions.sides]
    return Interval(min(low for low, _ in ends), max(high for _, high in ends))


def _ts(p: Interval[float], df: int, side: str) -> tuple[float, float]:
    """Return the lowest and the highest |t| with such a p."""
    low, high = max(p.low, 0.0), min(p.high, 1.0)
    if side == "two_tailed":
        low, high = low / 2, high / 2
    elif side == "against":
        low, high = 1 - high, 1 - low
    return _t_above(high, df), _t_above(low, df)


def _t_above(tail: float, df: int) -> float:
    """Return the t above which a tail lies, from 0 to the most that is reckoned with."""
    if tail >= 0.5:
        return 0.0
    return min(_MOST_T, -float(special.stdtrit(df, tail))) if tail > 0 else _MOST_T


def _change_of(row: Row, context: Context) -> Interval[float]:
    """Return the mean change as printed, or post minus pre where both waves are of the pairs."""
    if row.has("mean_change"):
        return row.between("mean_change")
    context.pairs(row)
    return _difference(row)


def _difference(row: Row) -> Interval[float]:
    pre, post = row.bounds("mean_pre"), row.bounds("mean_post")
    return Interval(float(post.low - pre.high), float(post.high - pre.low))


def _sd(row: Row, column: str, n: int) -> Interval[float]:
    """Return an SD with denominator n − 1, whatever its kind as printed."""
    printed = row.between(column)
    factor = math.sqrt(weight(n, row.conventions.sd) / (n - 1))
    return Interval(max(0.0, printed.low) * factor, printed.high * factor)


def _spread_of_change(row: Row, context: Context) -> Interval[float]:
    """Return the SD of the change: as printed, by its standard error, or by change and t."""
    n = context.n(row)
    if row.has("sd_change"):
        return _sd(row, "sd_change", n)
    if row.has("se_change"):
        return _times(_size(row.between("se_change")), math.sqrt(n))
    t = _size_of_t(row, context)
    return _times(_ratio(_size(_change_of(row, context)), t), math.sqrt(n))


def _source_of_spread(row: Row) -> str:
    names = [name for name in ("sd_change", "se_change") if row.has(name)]
    return _SOURCES[names[0] if names else "change and t"]


# The checks


class _Found(NamedTuple):
    """What a printed figure comes to, in words and as an interval, and how it stands in print."""

    what: str
    value: Interval[float]
    printed: str
    unit: float


def _as_it_stands(row: Row, column: str, what: str) -> _Found:
    printed = row.figure(column)
    return _Found(what, row.between(column), str(printed), float(printed.unit))


def _held(
    found: _Found, expected: Interval[float], source: str, decimals: int, reading: str = ""
) -> Judgement:
    """Hold a printed figure against what follows from others."""
    what, value, printed, unit = found
    text = _span(expected, decimals)
    detail = say("follows", source=source, what=what, expected=text, printed=printed)
    far = units_between(value, expected, unit)
    told = judged(_touch(value, expected), text, printed, detail, far)
    return told._replace(reading=reading if told.verdict == "consistent" else "")


def _gap(first: Interval[float], second: Interval[float]) -> float:
    """Return how far two intervals lie apart; below zero where they overlap."""
    return max(first.low - second.high, second.low - first.high)


def _decimals(row: Row, column: str) -> int:
    return row.figure(column).decimals + 1


def _span(of: Interval[float], decimals: int) -> str:
    if math.isinf(of.high):
        return say("or_more", low=fixed(of.low, decimals))
    return span(fixed(of.low, decimals), fixed(of.high, decimals))


def _change(row: Row, context: Context) -> Judgement:
    found = _as_it_stands(row, "mean_change", say("what_change"))
    context.pairs(row)
    rise = _difference(row)
    fall = Interval(-rise.high, -rise.low)
    same = _gap(found.value, rise) <= _gap(found.value, fall)
    word = say("post_minus_pre") if same else say("pre_minus_post")
    decimals = _decimals(row, "mean_change")
    return _held(found, rise if same else fall, _SOURCES["means"], decimals, word)


def _t(row: Row, context: Context) -> Judgement:
    found = _as_it_stands(row, "statistic", say("what_t"))
    if not (row.has("sd_change") or row.has("se_change")):
        row.need("sd_change")
    spread, root = _spread_of_change(row, context), math.sqrt(context.n(row))
    size = _times(_ratio(_size(_change_of(row, context)), spread), root)
    found = found._replace(value=row.size_of_t().in_floats())
    return _held(found, size, _source_of_spread(row), _decimals(row, "statistic"))


def _se_change(row: Row, context: Context) -> Judgement:
    found, n = _as_it_stands(row, "se_change", say("what_se")), context.n(row)
    row.need("sd_change")
    expected = _times(_sd(row, "sd_change", n), 1 / math.sqrt(n))
    return _held(found, expected, _SOURCES["sd_change"], _decimals(row, "se_change"))


def _ends(row: Row, after: str = "") -> _Ends:
    """Return the two ends of an interval of confidence, the lower one first."""
    low, high = row.between(f"ci_low{after}"), row.between(f"ci_high{after}")
    return _Ends(low, high, after) if low.low <= high.low else _Ends(high, low, after)


def _middle(row: Row, ends: _Ends) -> _Found:
    low, high, after = ends
    middle = Interval((low.low + high.low) / 2, (low.high + high.high) / 2)
    unit = float(row.figure(f"ci_low{after}").unit)
    return _Found(say("what_middle"), middle, _printed_ci(row, after), unit)


def _printed_ci(row: Row, after: str) -> str:
    return say("ci", low=row.figure(f"ci_low{after}"), high=row.figure(f"ci_high{after}"))


def _ci_middle(row: Row, context: Context) -> Judgement:
    found, change = _middle(row, _ends(row)), _change_of(row, context)
    turned = Interval(-change.high, -change.low)
    same = _gap(found.value, change) <= _gap(found.value, turned)
    word = say("as_the_change") if same else say("turned")
    source = say("change") if row.has("mean_change") else _SOURCES["means"]
    return _held(found, change if same else turned, source, _decimals(row, "ci_low"), word)


def _ci_width(row: Row, context: Context) -> Judgement:
    ends, n = _ends(row), context.n(row)
    error = _times(_spread_of_change(row, context), 1 / math.sqrt(n))
    return _width(row, ends, error, context.df(row), _source_of_spread(row))


class _Ends(NamedTuple):
    """The two ends of an interval of confidence, and what its columns' names end with."""

    low: Interval[float]
    high: Interval[float]
    after: str


def _width(row: Row, ends: _Ends, error: Interval[float], df: int, source: str) -> Judgement:
    """Hold half the width of an interval of confidence against a standard error."""
    low, high, after = ends
    half = Interval(max(0.0, high.low - low.high) / 2, (high.high - low.low) / 2)
    tail = (1 - (row.need("ci_level") if row.has("ci_level") else _LEVEL)) / 2
    by_t = _times(error, -float(special.stdtrit(df, tail)))
    by_z = _times(error, -float(special.ndtri(tail)))
    normal = not _touch(half, by_t) and _touch(half, by_z)
    unit, column = float(row.figure(f"ci_low{after}").unit), f"ci_low{after}"
    found = _Found(say("what_half"), half, _printed_ci(row, after), unit)
    word = say("by_normal") if normal else say("by_t")
    return _held(found, by_z if normal else by_t, source, _decimals(row, column), word)


def _se_wave(row: Row, context: Context, time: Time) -> Judgement:
    found, n = _as_it_stands(row, f"se_{time}", say("what_se")), context.n_of(row, time)
    expected = _times(_sd(row, f"sd_{time}", n), 1 / math.sqrt(n))
    return _held(found, expected, say("sd"), _decimals(row, f"se_{time}"))


def _ci_wave(row: Row, context: Context, time: Time) -> Judgement:
    """Hold the interval of a mean against mean and SD: its middle, then its width."""
    ends = _ends(row, f"_{time}")
    decimals = _decimals(row, f"ci_low_{time}")
    told = _held(_middle(row, ends), row.between(f"mean_{time}"), say("mean"), decimals)
    if told.verdict != "consistent" or not row.has(f"sd_{time}"):
        return told
    n = context.n_of(row, time)
    error = _times(_sd(row, f"sd_{time}", n), 1 / math.sqrt(n))
    return _width(row, ends, error, n - 1, say("sd"))


def correlation_left(row: Row, context: Context) -> Interval[float]:
    """Return the correlations that the SDs leave, with the SD of the change."""
    n = context.pairs(row)
    first, second = _sd(row, "sd_pre", n), _sd(row, "sd_post", n)
    if first.low <= 0 or second.low <= 0:
        raise Untestable(say("sd_may_be_zero"))
    spread = _spread_of_change(row, context)
    return correlations_of(first.as_floats(), second.as_floats(), spread.low, spread.high)


def _r(row: Row, context: Context) -> Judgement:
    found = _as_it_stands(row, "r", say("what_r"))
    expected, source = correlation_left(row, context), _source_of_spread(row)
    text = span(bare(expected.low, 2), bare(expected.high, 2))
    parts = {"what": found.what, "expected": text, "printed": found.printed}
    told = _held(found, expected, source, 2)
    return told._replace(expected=text, detail=say("follows", source=source, **parts))


class _Size(NamedTuple):
    """One way in which an effect size is reckoned."""

    kind: str
    value: Interval[float]


def _sizes(row: Row, context: Context) -> tuple[list[_Size], list[str]]:
    """Return every standardised change that follows, and the kinds that do not."""
    n = context.n(row)
    wanted = row.need("d_kind") if row.has("d_kind") else "any"
    names = [name for name in _MAKERS if wanted == "any" or name in _KINDS[wanted]]
    sizes: list[_Size] = []
    lacking = []
    for name in names:
        try:
            value = _MAKERS[name](row, context, n)
        except Untestable:
            lacking.append(name)
        else:
            sizes += _of_kind(name, value, _hedges(n - 1), wanted)
    return sizes, lacking


def _of_kind(
    name: str, value: Interval[float], correction: Interval[float], wanted: str
) -> Iterable[_Size]:
    """Yield a standardised change, and the same with Hedges' correction, as far as it is wanted."""
    if wanted == "any" or wanted.startswith("d"):
        yield _Size(f"d_{name}", value)
    if wanted == "any" or wanted.startswith("g"):
        low, high = correction.as_floats()
        yield _Size(f"g_{name}", Interval(value.low * low, value.high * high))


def _hedges(df: int) -> Interval[float]:
    """Return Hedges' correction, by the gamma function and as it is mostly approximated."""
    near = 1 - 3 / (4 * df - 1)
    if df < 2:
        return Interval(0.0, max(near, 0.0))
    exact = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)
    return Interval(min(near, exact), max(near, exact))


def _by_z(row: Row, context: Context, n: int) -> Interval[float]:
    if row.has("statistic"):
        return _times(row.size_of_t().in_floats(), 1 / math.sqrt(n))
    return _ratio(_size(_change_of(row, context)), _spread_of_change(row, context))


def _waves(row: Row, context: Context) -> tuple[Interval[float], Interval[float]]:
    return tuple(  # type: ignore[return-value]
        _sd(row, f"sd_{time}", context.n_of(row, time)) for time in ("pre", "post")
    )


def _by_average(row: Row, context: Context, n: int) -> Interval[float]:
    del n
    first, second = _waves(row, context)
    mean = Interval((first.low + second.low) / 2, (first.high + second.high) / 2)
    return _ratio(_size(_any_change(row)), mean)


def _by_pooled(row: Row, context: Context, n: int) -> Interval[float]:
    del n
    first, second = _waves(row, context)
    low, high = (math.hypot(*pair) / math.sqrt(2) for pair in _paired_ends(first, second))
    return _ratio(_size(_any_change(row)), Interval(low, high))


def _paired_ends(
    first: Interval[float], second: Interval[float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    return (first.low, second.low), (first.high, second.high)


def _by_first(row: Row, context: Context, n: int) -> Interval[float]:
    del n
    return _ratio(_size(_any_change(row)), _waves(row, context)[0])


def _by_repeated(row: Row, context: Context, n: int) -> Interval[float]:
    r = row.between("r") if row.has("r") else correlation_left(row, context)
    z = _by_z(row, context, n)
    low, high = (math.sqrt(max(0.0, 2 * (1 - end))) for end in (r.high, r.low))
    return Interval(z.low * low, z.high * high)


def _any_change(row: Row) -> Interval[float]:
    return row.between("mean_change") if row.has("mean_change") else _difference(row)


_MAKERS: dict[str, Callable[[Row, Context, int], Interval[float]]] = {
    "z": _by_z,
    "av": _by_average,
    "rm": _by_repeated,
    "pooled": _by_pooled,
    "pre": _by_first,
}


def _d(row: Row, context: Context) -> Judgement:
    printed = row.figure("d")
    found = _size(row.between("d"))
    sizes, lacking = _sizes(row, context)
    if not sizes:
        raise Untestable(say("no_d"))
    fits = next((size for size in sizes if _touch(found, size.value)), None)
    if lacking and not fits:
        raise Untestable(say("d_of_another_kind", kinds=listed([f"d_{name}" for name in lacking])))
    told = [
        say("d_of_kind", kind=size.kind, expected=_span(size.value, printed.decimals + 1))
        for size in ([fits] if fits else sizes)
    ]
    expected = listed(told, "or")
    detail = say("d", expected=expected, printed=printed)
    far = min(units_between(found, size.value, float(printed.unit)) for size in sizes)
    told_of = judged(fits is not None, expected, str(printed), detail, far)
    return told_of._replace(reading=fits.kind if fits else "")


#: The checks of figures that few tables print, each with the columns of which one calls for it.
FURTHER_CHECKS: dict[str, tuple[tuple[str, ...], Callable[[Row, Context], Judgement]]] = {
    "change": (("mean_change",), _change),
    "t": (("sd_change", "se_change"), _t),
    "se_change": (("se_change",), _se_change),
    "ci_middle": (("ci_low", "ci_high"), _ci_middle),
    "ci_width": (("ci_low", "ci_high"), _ci_width),
    "se_pre": (("se_pre",), lambda row, context: _se_wave(row, context, "pre")),
    "se_post": (("se_post",), lambda row, context: _se_wave(row, context, "post")),
    "ci_pre": (("ci_low_pre", "ci_high_pre"), lambda row, context: _ci_wave(row, context, "pre")),
    "ci_post": (
        ("ci_low_post", "ci_high_post"),
        lambda row, context: _ci_wave(row, context, "post"),
    ),
    "r": (("r",), _r),
    "d": (("d",), _d),
}
