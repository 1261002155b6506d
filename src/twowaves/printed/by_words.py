"""Tables whose cells only single blanks hold apart, as some PDFs give them.

A line's figures are what stands in a row at its end; the words before are its name. The header's
names are told apart by what they mean, and stand over the figures if there are as many.
"""

from __future__ import annotations

import re
from collections import Counter

from twowaves.printed.names import head_of, kind_of
from twowaves.printed.notes import is_note
from twowaves.printed.numerals import plain
from twowaves.printed.waves import OF_A_WAVE

Row = tuple[int, list[str], int]

# what stands in brackets belongs together, and so do a relation, a sign and its number
_PIECE = re.compile(r"\[[^\[\]]{0,60}\]|\([^()]{0,60}\)|\S+")
_FIGURE = re.compile(
    r"[(\[]?[<>=]{0,2}[-+±]?\.?[0-9][^A-Za-z]{0,60}(?:[a-z][*†‡]{0,4})?|[-–—*±]|[<>=]{1,2}|ns|n\.s\."
)
_WHOLE = re.compile(r"[0-9]+")


def by_words(lines: list[tuple[int, str]]) -> tuple[list[Row], list[tuple[int, str]]] | None:
    """Return rows of cells and the lines around them, or nothing if the lines are no table.

    Examples
    --------
    >>> rows, _ = by_words([(1, "Outcome M pre M post t"), (2, "the hope 2.8 3.5 -2.04*")])
    >>> rows
    [(1, ['Outcome', 'M pre', 'M post', 't'], 0), (2, ['the hope', '2.8', '3.5', '-2.04*'], 0)]
    """
    split = [(number, *_split(line)) for number, line in lines]
    widths = Counter(len(figures) for _, _, figures in split if len(figures) > 1)
    if not widths:
        return None
    width = widths.most_common(1)[0][0]
    first = next(k for k, (_, _, figures) in enumerate(split) if len(figures) == width)
    data = [each for each in split if len(each[2]) == width]
    heads, used = _heads(lines[:first], [f for *_, f in data], more=_are_numbered(data))
    width = len(heads[-1][1]) - 1 if heads else width
    around = [(number, line.strip()) for number, line in lines[: first - used]]
    below = zip(lines[first:], split[first:], strict=True)
    rows = [
        (number, _cells(line, name, figures, width), 0)
        for (number, line), (_, name, figures) in below
    ]
    return [*heads, *rows], around


def _cells(line: str, name: str, figures: list[str], width: int) -> list[str]:
    """Return a line's name and figures as so many cells and one."""
    extra = max(len(figures) - width, 0)  # a name may end in a number
    if extra > 1 or (extra and not _WHOLE.fullmatch(plain(figures[0]))):
        figures, extra = [" ".join(figures)], 0  # which is what, nobody says
    own = " ".join([name, *figures[:extra]]).strip()
    cells = figures[extra:]
    if len(cells) < width and is_note(line):
        own, cells = line.strip(), []
    elif 0 < len(cells) < width:  # which are missing, nobody says
        cells = [" ".join(cells)]
    return [own, *cells, *[""] * (width - len(cells))]


def _are_numbered(data: list[tuple[int, str, list[str]]]) -> bool:
    """Tell whether all names end in a number: ``Item 1``, ``Item 2``."""
    return (
        len(data) > 1
        and len({name for _, name, _ in data}) == 1
        and all(_WHOLE.fullmatch(plain(figures[0])) for *_, figures in data)
    )


def _split(line: str) -> tuple[str, list[str]]:
    """Return a line's name and the figures at its end."""
    pieces = _PIECE.findall(line)
    at = len(pieces)
    while at and _FIGURE.fullmatch(plain(pieces[at - 1])):
        at -= 1
    return " ".join(pieces[:at]), _joined(pieces[at:])


def _joined(pieces: list[str]) -> list[str]:
    """Return figures as cells: round brackets, ± and relations belong to a number beside them."""
    cells: list[str] = []
    for piece in pieces:
        behind = cells and (cells[-1].endswith(("±", "<", ">", "=")) or cells[-1] in {"(", "["})
        if cells and (behind or piece.startswith(("(", "±"))):
            cells[-1] = f"{cells[-1]} {piece}"
        else:
            cells.append(piece)
    return cells


def _heads(
    lines: list[tuple[int, str]], data: list[list[str]], *, more: bool
) -> tuple[list[Row], int]:
    """Return the header's lines over the figures, and how many lines they are."""
    if not lines:
        return [], 0
    width = len(data[0])
    places = [*range(width)]
    intervals = [k for k in places if all(cells[k].startswith("[") for cells in data)]
    number, line = lines[-1]
    outcome, names = names_in(line)
    if more and len(names) < width:
        places, width = places[:-1], width - 1
        intervals = [k - 1 for k in intervals]
    if len(names) == len(places) - len(intervals):
        places = [k for k in places if k not in intervals]
    if len(names) != len(places):
        return [], 0
    cells = [""] * width
    for place, text in zip(places, names, strict=True):
        cells[place] = text
    rows: list[Row] = [(number, [outcome, *cells], 0)]
    over = _spanners(lines[-2][1], cells, intervals) if len(lines) > 1 else []
    return ([(lines[-2][0], ["", *over], 0), *rows], 2) if over else (rows, 1)


def names_in(line: str) -> tuple[str, list[str]]:
    """Return the name over the outcomes, and the others one by one.

    A wave belongs to the figure behind it where the header begins with one, else to that before.

    Examples
    --------
    >>> names_in("Outcome M pre SD pre Sig. (2-tailed)")
    ('Outcome', ['M pre', 'SD pre', 'Sig. (2-tailed)'])
    >>> names_in("Pre M (SD) Post M (SD) 95% CI"), names_in("Pretest Posttest t")
    (('', ['Pre M (SD)', 'Post M (SD)', '95% CI']), ('', ['Pretest', 'Posttest', 't']))
    """
    outcome, names = "", _names(line)
    while names and names[0][0] == "rest":
        outcome = f"{outcome} {names.pop(0)[1]}".strip()
    leads = bool(names) and names[0][0] == "wave"
    found: list[str] = []
    kinds: list[str] = []
    for kind, text in names:
        pair = (kinds[-1], kind) if kinds else ("", kind)
        joins = kind == "wave" or OF_A_WAVE - {"ci"} >= set(head_of(text).figures)
        if kind == "rest" or (
            joins and pair == (("wave", "figure") if leads else ("figure", "wave"))
        ):
            found[-1] = f"{found[-1]} {text}"
            kinds[-1] = kinds[-1] if kind == "rest" else "both"
        else:
            found.append(text)
            kinds.append(kind)
    return outcome, found


def _names(line: str) -> list[tuple[str, str]]:
    """Return the names in a header, longest first, each as a figure, a wave or the rest."""
    pieces: list[tuple[str, str]] = []  # a word, and it with the brackets behind it
    for piece in _PIECE.findall(line):
        if pieces and piece.startswith("("):
            pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} {piece}")
        else:
            pieces.append((piece, piece))
    found, at = [], 0
    while at < len(pieces):
        for length in range(min(4, len(pieces) - at), 0, -1):
            some = pieces[at : at + length]
            inner = any(word != text for word, text in some[:-1])
            kind = "" if inner else _kind(" ".join(word for word, _ in some))
            if kind or length == 1:
                found.append((kind or "rest", " ".join(text for _, text in some)))
                at += length
                break
    return found


def _kind(text: str) -> str:
    """Return what words are if they are one name; "Mean difference" is one, "SD post" is two."""
    two_waves = " " in text and all(kind_of(word) == "wave" for word in text.split(" "))
    kind = "" if two_waves or text.endswith("%") else kind_of(text)
    return "" if kind == "both" and head_of(text).wave != "change" else kind


def _spanners(line: str, below: list[str], intervals: list[int]) -> list[str]:
    """Return a line of spanners over the figures of their waves, each over its first."""
    _, names = names_in(line)
    waves = [name for name in names if head_of(name).wave]
    means = [k for k, text in enumerate(below) if "mean" in head_of(text).figures]
    if len(waves) < 2 or len(waves) != len(means):
        return []
    cells = [""] * len(below)
    for place, text in zip(means, waves, strict=True):
        cells[place] = text
    others = [name for name in names if "ci" in head_of(name).figures]
    for place in intervals:
        cells[place] = others[0] if others else "CI"
    return cells
