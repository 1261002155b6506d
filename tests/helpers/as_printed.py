"""Whole-number data printed as a paper prints them, with every tie decided openly."""

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    localcontext,
)
from functools import lru_cache

TIES = (ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN)
_EXACT_ENOUGH = Context(prec=60)


@lru_cache(maxsize=100_000)
def rounded(numerator, denominator, decimals, rule=ROUND_HALF_UP, *, root=False):
    """Return a fraction, or its square root, as text; a tie is a tie only if it is exact."""
    with localcontext(_EXACT_ENOUGH):
        value = Decimal(numerator) / Decimal(denominator)
        value = value.sqrt() if root else value
        return str(value.quantize(Decimal(1).scaleb(-decimals), rounding=rule))


def print_sums(n, sums, items=1, *, decimals=(1, 1, 3), rule=ROUND_HALF_UP, rule_t=None):
    """Return means, SDs and t from n and the sums S, Q of pre, S, Q of post, and D.

    `decimals` are those of means, SDs and t; t is None if the changes do not vary.
    """
    total_pre, squares_pre, total_post, squares_post, squared_change = map(int, sums)
    of_mean, of_sd, of_t = decimals
    change = total_post - total_pre
    spread = n * squared_change - change * change
    spread_pre = n * squares_pre - total_pre * total_pre
    spread_post = n * squares_post - total_post * total_post
    around = n * (n - 1) * items * items  # SDs have denominator n - 1
    row = {
        "mean_pre": rounded(total_pre, n * items, of_mean, rule),
        "sd_pre": rounded(spread_pre, around, of_sd, rule, root=True),
        "mean_post": rounded(total_post, n * items, of_mean, rule),
        "sd_post": rounded(spread_post, around, of_sd, rule, root=True),
        "statistic": None,
    }
    if spread:
        size = rounded(change * change * (n - 1), spread, of_t, rule_t or rule, root=True)
        row["statistic"] = f"-{size}" if change < 0 else size
    return row


def sums_of(pre, post):
    """Return S, Q of pre, S, Q of post, and D."""
    squared_change = sum((b - a) ** 2 for a, b in zip(pre, post, strict=True))
    return sum(pre), sum(a * a for a in pre), sum(post), sum(b * b for b in post), squared_change


__all__ = ["ROUND_DOWN", "TIES", "print_sums", "rounded", "sums_of"]
