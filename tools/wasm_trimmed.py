"""A WebAssembly program without what it never runs: names, and functions of libraries left out.

A function's place in the program is its name for all others, so none can be removed: its body is
replaced by one that stops the program. Whoever calls it all the same gets an error.
"""

from __future__ import annotations

import re

#: What nobody calls, by the names that compilers left. Of these libraries the page has no module
#: that could be imported, or (HiGHS) a stand-in that says so.
LIBRARIES = (
    r"sklearn|_4lxml_|^xml[A-Z]|^xslt[A-Z]|^html(?:Parse|Doc)|^sqlite3|^fts[35][A-Z]",
    r"11statsmodels_3tsa|5scipy_(?:2io|6signal)",
    # HiGHS: linear programming, a twentieth of the whole program
    r"[Hh]ighs|^HEkk|HFactor|HVector|HSimplexNla|cupdlp|\bipx::|presolve::|pdqsort_detail",
)
#: What little else is left out ends Python when it is called: LAPACK for complex numbers of single
#: precision, which only scipy.linalg would call, and Sobol's sequence, which would be a wrong one
#: without the numbers that it begins with.
CALLED_BY_FEW = (r"^c[a-z0-9]{2,9}_$", r"6_sobol_\d.*_initialize_v$")
UNCALLED = re.compile("|".join(LIBRARIES + CALLED_BY_FEW))
#: What Cython writes into each module under the same names, behind the module's own functions.
HELPER = re.compile(r"__[Pp]yx_(?!.*\d(?:numpy|pandas|scipy|statsmodels)_)")
AT_THE_START = "_GLOBAL__sub_I_"  # called before anything else, whoever needs it
STOP = b"\x03\x00\x00\x0b"  # three bytes: no variables, unreachable, end
_CUSTOM, _IMPORTS, _CODE = 0, 2, 10


def trimmed(program: bytes) -> bytes:
    """Return the program without its names, and without the bodies of what nobody calls."""
    sections = sections_of(program)
    names = next((names_of(each) for kind, each in sections if kind == _CUSTOM and named(each)), {})
    imported = next((functions_in(body) for kind, body in sections if kind == _IMPORTS), 0)
    uncalled = {place - imported for place in uncalled_among(names)}
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


def uncalled_among(names: dict[int, str]) -> set[int]:
    """Return the places of the functions that nobody calls.

    Examples
    --------
    >>> names = ["__pyx_pw_7sklearn_fit", "__Pyx_Raise", "PyList_New", "__Pyx_Raise"]
    >>> uncalled_among(dict(enumerate(names)))
    {0, 1}
    """
    uncalled, before = set(), False
    for place, name in sorted(names.items()):
        before = bool(UNCALLED.search(name) or (before and HELPER.match(name)))
        before = before and not name.startswith(AT_THE_START)
        if before:
            uncalled.add(place)
    return uncalled


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
