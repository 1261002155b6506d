"""Write `data/teaching/paper-samples.csv`: made-up people who print the paper's Table 1.

For each outcome, eleven synthetic pairs whose means and SDs are exactly the printed ones
and whose correlation is the one that the printed t implies at n = 11.
They are not the study's data: nobody's scores were recovered, and the scores are not whole numbers.

Run from anywhere: ``python tools/make_paper_samples.py``.
The same file comes out every time: the random numbers are seeded and rounded to ten decimals.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import numpy as np

import twowaves
from twowaves._base.files import write_files

PAIRS = 11
SEED = 20210407
SKEWNESS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)  # from symmetric to as skewed as a floor demands
DECIMALS = 10
TARGET = Path(__file__).parents[1] / "data" / "teaching" / "paper-samples.csv"


def standardised(values: np.ndarray) -> np.ndarray:
    """Return the values with mean 0 and SD 1 (denominator n - 1)."""
    centred = values - values.mean()
    return np.asarray(centred / centred.std(ddof=1))


def correlated_pair(
    rng: np.random.Generator, skewness: float, r: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return two standardised samples with exactly this correlation."""
    if skewness:
        shape = 4 / skewness**2
        first, second = rng.gamma(shape, size=(2, PAIRS))
    else:
        first, second = rng.normal(size=(2, PAIRS))
    first = standardised(first)
    second = standardised(second)
    residual = standardised(second - first * (first @ second) / (first @ first))
    return first, r * first + np.sqrt(1 - r**2) * residual


def people(row: dict[str, float], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return scores with the row's printed moments that all lie on its scale."""
    mean_change = row["mean_post"] - row["mean_pre"]
    t = np.copysign(row["statistic"], mean_change)
    r = twowaves.paired_ttest_from_stats(
        row["mean_pre"], row["sd_pre"], row["mean_post"], row["sd_post"], PAIRS, statistic=t
    ).r
    for attempt in range(200_000):
        skewness = SKEWNESS[min(attempt // 2_000, len(SKEWNESS) - 1)]
        first, second = correlated_pair(rng, skewness, float(r))
        pre = np.round(row["mean_pre"] + row["sd_pre"] * first, DECIMALS)
        post = np.round(row["mean_post"] + row["sd_post"] * second, DECIMALS)
        scores = np.concatenate([pre, post])
        if scores.min() >= row["scale_min"] and scores.max() <= row["scale_max"]:
            return pre, post
    raise RuntimeError(f"no sample on the scale was found for {row}")


def as_csv() -> str:
    """Return the whole file as text."""
    numbers = ["scale_min", "scale_max", "mean_pre", "sd_pre", "mean_post", "sd_post", "statistic"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["outcome", "person", "pre", "post"])
    outcomes = twowaves.load_outcomes()
    for i, outcome in enumerate(outcomes["outcome"]):
        row = {name: float(outcomes[name][i]) for name in numbers}
        pre, post = people(row, np.random.default_rng([SEED, i]))
        for person, (before, after) in enumerate(zip(pre, post, strict=True), start=1):
            scores = (f"{before:.{DECIMALS}f}", f"{after:.{DECIMALS}f}")
            writer.writerow([outcome, f"synthetic-{person:02d}", *scores])
    return out.getvalue()


def main() -> int:
    """Write the file."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    write_files({TARGET: as_csv()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
