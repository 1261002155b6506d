"""Rows of whole-number data with every figure that tables print, true or with one slip."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import pairwise

import numpy as np
from scipy import stats

_RULES = {
    "nearest": ROUND_HALF_UP,
    "truncate": ROUND_DOWN,
    "up": ROUND_UP,
    "twice": ROUND_HALF_UP,
}
_SOMETIMES = (
    *("mean_change", "sd_change", "se_change", "se_pre", "se_post", "r", "d"),
    *("statistic", "pvalue", "df", "scoring"),
)
_TOGETHER = (("ci_low", "ci_high"), ("ci_low_pre", "ci_high_pre"), ("ci_low_post", "ci_high_post"))
_FIGURES = ("mean_pre", "sd_pre", "mean_post", "sd_post", "statistic", "pvalue", "mean_change",
            "sd_change", "se_change", "ci_low", "ci_high", "se_pre", "r", "d")  # fmt: skip


def as_printed(value, decimals, rule):
    """Return a float as text; rounded twice means to one decimal more at first."""
    exact = Decimal(f"{value:.12f}")  # what a float lost of 0.4 is not cut off to 0.39
    if rule == "twice":
        exact = exact.quantize(Decimal(1).scaleb(-decimals - 1), ROUND_HALF_UP)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), _RULES[rule]))


def full_row(draw, rule="nearest", sd="sample", n=None, *, further=True):
    """Return a true row of 3 to 200 people, with some of the further figures."""
    n = int(draw.integers(3, 201)) if n is None else n
    pre = np.clip(np.round(draw.normal(20, 7, n)), 0, 40)
    post = np.clip(np.round(pre + draw.normal(1.5, 5, n)), 0, 40)
    if min(np.ptp(pre), np.ptp(post), np.ptp(post - pre)) == 0:
        return full_row(draw, rule, sd, n, further=further)
    figures = _usual(draw, pre, post, 0 if sd == "population" else 1)
    if further:
        figures |= _further(draw, pre, post, 0 if sd == "population" else 1)
    decimals = {"pvalue": 3}
    row = {"outcome": "x", "n": str(n), "scoring": "total", "scale_min": "0", "scale_max": "40"}
    row |= {name: as_printed(x, decimals.get(name, 2), rule) for name, x in figures.items()}
    row |= {"df": str(n - 1)}
    row["claim"] = "significant" if figures["pvalue"] < 0.05 else "not significant"
    return _thinned(draw, row) if further else row


def row_with_drop_outs(draw, lost=None):
    """Return a true row of two waves, some of whose people are in one of them only.

    Parameters
    ----------
    draw
        A generator.
    lost
        How many people are in one wave alone, before and after; at random if not told.
    """
    pairs = int(draw.integers(3, 61))
    lost = draw.integers(0, 9, 2) if lost is None else lost
    sizes = [pairs + int(each) for each in lost]
    pre, post = (np.clip(np.round(draw.normal(20, 7, n)), 0, 40) for n in sizes)
    post[:pairs] = np.clip(np.round(pre[:pairs] + draw.normal(1.5, 5, pairs)), 0, 40)
    tested = pre[:pairs], post[:pairs]
    if min(np.ptp(each) for each in (*tested, tested[1] - tested[0])) == 0:
        return row_with_drop_outs(draw, lost)
    t, p = stats.ttest_rel(*reversed(tested))
    figures = {
        "mean_pre": pre.mean(), "sd_pre": pre.std(ddof=1),
        "mean_post": post.mean(), "sd_post": post.std(ddof=1),
        "statistic": t, "pvalue": p,
        "d": abs(t) / math.sqrt(pairs), "sd_change": (tested[1] - tested[0]).std(ddof=1),
    }  # fmt: skip
    row = {"outcome": "x", "scoring": "total", "scale_min": "0", "scale_max": "40"}
    row |= {"n_pre": str(sizes[0]), "n_post": str(sizes[1]), "df": str(pairs - 1)}
    row |= {
        name: as_printed(x, 3 if name == "pvalue" else 2, "nearest") for name, x in figures.items()
    }
    return row | {"claim": "significant" if p < 0.05 else "not significant"}


def _usual(draw, pre, post, ddof):
    t, p = stats.ttest_rel(post, pre)
    tail = draw.integers(3) if draw.random() < 0.3 else 0
    return {
        "mean_pre": pre.mean(), "sd_pre": pre.std(ddof=ddof),
        "mean_post": post.mean(), "sd_post": post.std(ddof=ddof),
        "statistic": t, "pvalue": (p, p / 2, 1 - p / 2)[tail],
    }  # fmt: skip


def _further(draw, pre, post, ddof):
    change, n = post - pre, len(pre)
    se = [wave.std(ddof=1) / math.sqrt(n) for wave in (pre, post, change)]
    critical = stats.t.isf(0.025, n - 1)
    ends = {
        f"ci_{end}{after}": wave.mean() + sign * critical * error
        for after, wave, error in zip(("_pre", "_post", ""), (pre, post, change), se, strict=True)
        for end, sign in (("low", -1), ("high", 1))
    }
    return {
        "mean_change": change.mean() * draw.choice([-1, 1]), "sd_change": change.std(ddof=ddof),
        "se_change": se[2], **ends, "se_pre": se[0], "se_post": se[1],
        "r": np.corrcoef(pre, post)[0, 1], "d": _effect(draw, pre, post),
    }  # fmt: skip


def _effect(draw, pre, post):
    """Return one of the standardised changes, some of them with Hedges' correction."""
    change, df = post - pre, len(pre) - 1
    first, second, spread = (wave.std(ddof=1) for wave in (pre, post, change))
    r = np.corrcoef(pre, post)[0, 1]
    by = [spread, (first + second) / 2, spread / math.sqrt(2 * (1 - r) + 1e-12), first]
    size = change.mean() / draw.choice(by)
    exact = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)
    return size * draw.choice([1, exact, 1 - 3 / (4 * df - 1)])


def _thinned(draw, row):
    """Return a row without some of its figures, as no table prints all of them."""
    gone = {name for name in _SOMETIMES if draw.random() < 0.3}
    gone |= {name for pair in _TOGETHER if draw.random() < 0.4 for name in pair}
    if "pvalue" in gone:  # a claim against the change needs its p
        gone.add("claim")
    return {name: cell for name, cell in row.items() if name not in gone}


def with_a_slip(draw, row):
    """Change a digit of one figure of the row."""
    name = str(draw.choice([name for name in _FIGURES if name in row]))
    text = row[name]
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    place = int(draw.choice(places))
    digit = (int(text[place]) + int(draw.integers(1, 10))) % 10
    row[name] = f"{text[:place]}{digit}{text[place + 1 :]}"
    return name


def slipped(draw, row, slip):
    """Return the row with one slip of a kind."""
    row = dict(row)
    name = str(draw.choice(_FIGURES[:6]))
    if slip == "digit":
        with_a_slip(draw, row)
    elif slip == "transposed":
        row[name] = _transposed(draw, row[name])
    elif slip == "last digit":
        decimals = len(row[name].partition(".")[2])
        row[name] = f"{float(row[name]) + draw.choice([-1, 1]) * 10.0**-decimals:.{decimals}f}"
    elif slip == "n and df":
        row |= {"n": str(int(row["n"]) + 1), "df": str(int(row["df"]) + 1)}
    elif slip == "SDs swapped":
        row |= {"sd_pre": row["sd_post"], "sd_post": row["sd_pre"]}
    elif slip == "mean copied":
        row["mean_post"] = row["mean_pre"]
    else:
        row |= _misread(row, slip)
    return row


def _misread(row, slip):
    """Return the cells that change where a figure stands for another one."""
    n = int(row["n"])
    if slip == "n":
        return {"n": str(n + 1)}
    if slip == "sign of t":
        return {"statistic": f"{-float(row['statistic']):.2f}"}
    if slip == "one-tailed p":
        return {"pvalue": f"{stats.t.sf(abs(float(row['statistic'])), n - 1):.3f}"}
    waves = ("pre", "post") if slip == "SEs for SDs" else ("pre",)
    return {f"sd_{wave}": f"{float(row[f'sd_{wave}']) / math.sqrt(n):.2f}" for wave in waves}


def _transposed(draw, text):
    """Return a figure with two neighbouring digits in each other's place, if any two differ."""
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    pairs = [(i, k) for i, k in pairwise(places) if text[i] != text[k]]
    if not pairs:
        return text
    first, second = pairs[int(draw.integers(len(pairs)))]
    letters = list(text)
    letters[first], letters[second] = letters[second], letters[first]
    return "".join(letters)
