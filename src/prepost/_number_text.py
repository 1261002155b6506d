"""Numbers as papers print them: a true minus sign, and no zero before the point of a p."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def fixed(x: float, decimals: int) -> str:
    """Return a number with so many decimals and a true minus sign: −3.13."""
    if math.isinf(x):
        return f"{MINUS if x < 0 else ''}∞"
    return f"{x:z.{decimals}f}".replace("-", MINUS)


def bare(x: float, decimals: int) -> str:
    """Return a number below 1 as papers print it, without the zero before the point: −.07."""
    text = fixed(x, decimals)
    return text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text


def level(x: float) -> str:
    """Return α without its leading zero: .05."""
    return f"{x:g}".removeprefix("0")


def whole(number: int) -> str:
    """Return a whole number with a true minus sign: −38."""
    return str(number).replace("-", MINUS)


def span(low: str, high: str) -> str:
    """Return two ends as one phrase, or the one number that both show."""
    return low if low == high else f"{low} to {high}"


def printed_p(p: float) -> str:
    """Return a p value to three decimals, or the bound beyond which there are none to tell.

    Examples
    --------
    >>> printed_p(0.0457), printed_p(0.0002), printed_p(0.9998)
    ('.046', '< .001', '> .999')
    """
    if p < 0.001:
        return "< .001"
    return "> .999" if p > 0.9995 else bare(p, 3)


def p_is(p: float) -> str:
    """Return the same as a part of a sentence: p = .046, p < .001."""
    text = printed_p(p)
    return f"p {text}" if text[0] in "<>" else f"p = {text}"
