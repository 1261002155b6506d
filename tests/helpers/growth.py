"""How the time of a pattern grows with the length of a text."""

import re
import time

from attacks import attacks

LENGTHS = (16, 24, 32, 40, 48, 56, 64, 96, 128, 256, 512, 1024)
LONGER = (2048, 4096, 8192, 16384)
_FEW = 128
_QUICK = 0.0004  # seconds, many times what a pattern takes that looks at each letter once
_LONG = 0.005  # seconds that are more than noise
_STEEP = 1.5  # between the power of one that looks once and the square


def first_steep(place, pattern, flags, methods):
    """Return what is said of the first attack that a pattern does not stand, or nothing."""
    for attack in attacks(pattern, flags):
        for method in methods:
            if found := steep(pattern, flags, method, attack):
                return f"{place}, {pattern!r}, {method}: {found}"
    return ""


def steep(pattern, flags, method, attack):
    """Tell how a pattern's time grows on an attack: nothing, or a sentence if it is too steep."""
    run = _runner(re.compile(pattern, flags), method)
    before = LENGTHS[0]
    for length in LENGTHS:
        taken = _once(run, text_of(attack, length))
        if taken > _QUICK and length <= _FEW:
            return _endless(run, attack, length)
        if taken > _QUICK:
            return _judged(run, attack, before)
        before = length
    return ""


def text_of(attack, length):
    """Return an attack's text of about that length."""
    start, pump, end = attack
    return start + pump * (length // len(pump)) + end


def _endless(run, attack, length):
    """Look closely at few letters: twice as many might take for ever."""
    taken = _best(run, text_of(attack, length))
    return f"{attack!r}: {length} letters take {1000 * taken:.1f} ms" if taken > _QUICK else ""


def _judged(run, attack, first):
    """Look closely: twice the length may take a little more than twice the time, not four times."""
    length, taken = first, _best(run, text_of(attack, first))
    while length < LONGER[-1]:
        longer = _best_if_steep(run, text_of(attack, 2 * length), taken)
        if _is_steep(longer, taken):
            return f"{attack!r}: {2 * length} letters take {longer / taken:.1f} times the half"
        length, taken = 2 * length, longer
    return ""


def _best_if_steep(run, text, half):
    """Return the shortest time, tried again while it is steep: other work may last long, too."""
    taken = _best(run, text)
    tries = 3
    while tries and _is_steep(taken, half):
        taken = min(taken, _best(run, text))
        tries -= 1
    return taken


def _is_steep(taken, half):
    return taken > _LONG and taken > 2**_STEEP * half


def _best(run, text):
    """Return the shortest of several times, which other work on the machine disturbs least."""
    first = _once(run, text)
    return min(first, *(_once(run, text) for _ in range(2 if first > 0.05 else 6)))


def _once(run, text):
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


def _runner(compiled, method):
    if method in {"sub", "subn"}:
        return lambda text: compiled.sub("", text)
    if method == "finditer":
        return lambda text: [*compiled.finditer(text)]
    return getattr(compiled, method)
