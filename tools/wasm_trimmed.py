"""A WebAssembly program without what it never runs: names, and functions of libraries left out.

A function's place in the program is its name for all others, so none can be removed: its body is
replaced by one that stops the program. Whoever calls it all the same gets an error.
"""

from __future__ import annotations

import re

#: Functions of scikit-learn, lxml with its libraries, and SQLite, by the names compilers left.
UNCALLED = re.compile(
    r"sklearn|_4lxml_|^sqlite3|^fts[35][A-Z]|^xml[A-Z]|^xslt[A-Z]|^html(?:Parse|Doc)"
)
STOP = b"\x03\x00\x00\x0b"  # three bytes: no variables, unreachable, end
_CUSTOM, _IMPORTS, _CODE = 0, 2, 10


def trimmed(program: bytes) -> bytes:
    """Return the program without its names, and without the bodies of what nobody calls."""
    sections = sections_of(program)
    names = next((names_of(each) for kind, each in sections if kind == _CUSTOM and named(each)), {})
    imported = next((functions_in(body) for kind, body in sections if kind == _IMPORTS), 0)
    uncalled = {place - imported for place, name in names.items() if UNCALLED.search(name)}
    out = [program[:8]]
    for kind, body in sections:
        if kind != _CUSTOM:
            kept = without(body, uncalled) if kind == _CODE else body
            out += [bytes([kind]), number(len(kept)), kept]
    return b"".join(out)


def sections_of(program: bytes) -> list[tuple[int, bytes]]:
    """Return the sections, each with its kind."""
    place, found = 8, []
    while place < len(program):
        kind = program[place]
        size, start = read(program, place + 1)
        place = start + size
        found.append((kind, program[start:place]))
    return found


def read(data: bytes, place: int) -> tuple[int, int]:
    """Return the number that begins at a place, in LEB128, and the place behind it.

    Examples
    --------
    >>> read(number(624485), 0)
    (624485, 3)
    """
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place


def number(value: int) -> bytes:
    """Return a number in LEB128."""
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def named(body: bytes) -> bool:
    """Tell whether a custom section holds the names of functions."""
    return body.startswith(b"\x04name")


def names_of(body: bytes) -> dict[int, str]:
    """Return the functions' names by their places."""
    place, names = 5, {}
    while place < len(body):
        kind = body[place]
        size, start = read(body, place + 1)
        place = start + size
        if kind == 1:
            count, at = read(body, start)
            for _ in range(count):
                function, at = read(body, at)
                length, at = read(body, at)
                names[function] = body[at : at + length].decode(errors="replace")
                at += length
    return names


def functions_in(imports: bytes) -> int:
    """Return how many functions are imported; this program imports nothing else."""
    return read(imports, 0)[0]


def without(code: bytes, uncalled: set[int]) -> bytes:
    """Return the code section with those functions' bodies replaced."""
    count, place = read(code, 0)
    out = [code[:place]]
    for function in range(count):
        size, start = read(code, place)
        out.append(STOP if function in uncalled else code[place : start + size])
        place = start + size
    return b"".join(out)
