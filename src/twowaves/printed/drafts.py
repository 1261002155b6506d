"""A grid of cells as figures: columns are told apart, cells read, and what is left is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from twowaves._base.words import listed
from twowaves.printed.assigning import (
    assigned,
    columns_of,
    only_of,
    refuse_doubles,
    settle_waves,
    tell_waves,
)
from twowaves.printed.body import body_of, is_data
from twowaves.printed.columns import (
    FIGURES,
    Column,
    Hints,
    is_missing,
    is_simple,
    needs_a_wave,
    pair_of,
    reader_of,
)
from twowaves.printed.headers import Head, head_of, heads_of, named
from twowaves.printed.notes import is_note, n_of, spread_of, stars_of
from twowaves.printed.numerals import plain
from twowaves.printed.reading_words import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from twowaves.printed.body import Body
    from twowaves.printed.columns import Found
    from twowaves.printed.layout import Grid, Line

_ALONE = frozenset({"statistic", "df", "pvalue", "d", "r", "sd", "se", "n"})  # beside no spread
_NO_NUMBERS = {"n", "n_pre", "n_post", "df", "n_items", "claim"}  # counts have no decimals

Unused = tuple[int, int, str, str]  # line, column, text, reason


class Star(NamedTuple):
    """A mark behind a figure: its line and column, the row, and the figure of its column."""

    line: int
    column: int
    row: int
    mark: str
    figure: str


@dataclass(slots=True)
class Draft:
    """A table as it is read.

    Parameters
    ----------
    rows
        How many there are.
    texts
        Each figure's column, by its name; empty where nothing stands.
    columns
        What each source column is.
    extra
        What is known from elsewhere: header, figure and why.
    unused
        Line, column, text and reason of each cell, or part of one, that is in no figure.
    doubts
        Keys of choices that the source leaves open, such as ``"se"``.
    lines
        The first line of each row.
    notes
        What whoever uses the figures should know.
    """

    rows: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    extra: list[tuple[str, str, str]] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return a figure's column, made if it is new."""
        if name not in self.texts:
            self.texts[name] = [""] * self.rows
        return self.texts[name]


def draft_of(grid: Grid, mapping: Mapping[Any, Any], doubt: str = "", group: str = "") -> Draft:
    """Return what a grid says.

    Parameters
    ----------
    grid
        Its numbers with points for the decimals.
    mapping
        What a caller says of columns, by place or header.
    doubt
        Which of a first reading's doubts is decided otherwise: ``se`` or ``comma``.
    group
        Whose columns are read, if there are several groups.
    """
    notes, header, lines = _parts(grid)
    heads = _heads(header, grid)
    texts = [text for _, text in notes]
    below = [line.cells[0] for line in lines if is_note(line.cells[0]) and not any(line.cells[1:])]
    hints = _hints(heads, [*texts, *below], doubt)
    columns = assigned(columns_of(heads, lines), mapping)
    if group:
        only_of(columns, group)
    names = [column.place - 1 for column in columns if column.kind in {"name", "time"}]
    body = body_of(lines, names, waves=any(map(needs_a_wave, columns)))
    tell_waves(columns, body)
    settle_waves(columns, body)
    refuse_doubles(columns)
    draft = Draft(max(body.targets, default=-1) + 1, columns=columns)
    draft.texts["outcome"] = [""] * draft.rows
    draft.lines = [0] * draft.rows
    for line, outcome, target in zip(body.lines, body.outcomes, body.targets, strict=True):
        if not draft.lines[target]:
            name = f"{outcome}: {group}" if group else outcome
            draft.lines[target], draft.texts["outcome"][target] = line.number, name
    stars = _fill(draft, body, hints)
    _from_headers(draft)
    _from_names(draft)
    texts += [text for _, text in body.notes]
    _from_notes(draft, [*notes, *body.notes], stars, texts)
    _tell_groups(draft)
    for number, text in body.headings:
        draft.unused.append((number, 1, text, tell("heading")))
    return draft


def _parts(grid: Grid) -> tuple[list[tuple[int, str]], list[Line], list[Line]]:
    """Return captions and notes, the header's lines, and those below it."""
    lines = grid.lines
    first = next((k for k, line in enumerate(lines) if is_data(line)), len(lines))
    heads = max(grid.heads, first) if first < len(lines) else grid.heads
    notes = [*grid.around]
    while heads and not any(heads_line := lines[0].cells[1:]) and not _is_head(lines[0]):
        notes.append((lines[0].number, lines[0].cells[0]))
        lines, heads = lines[1:], heads - 1
        del heads_line
    at = heads
    while at > max(grid.heads, 1) and not any(lines[at - 1].cells[1:]):
        at -= 1  # a name alone just above the figures is a heading of theirs
    return notes, lines[:at], lines[at:]


def _is_head(line: Line) -> bool:
    return False if line.cells[0] else not any(line.cells)


def grid_heads(grid: Grid) -> list[Head]:
    """Return what the header of each of a grid's columns says."""
    return _heads(_parts(grid)[1], grid)


def _heads(header: Sequence[Line], grid: Grid) -> list[Head]:
    width = len(grid.lines[0].cells) if grid.lines else 0
    if not header:
        return [Head("")] * width
    return heads_of([line.cells for line in header], joined=grid.joined)


def _hints(heads: Sequence[Head], notes: Sequence[str], doubt: str) -> Hints:
    """Return what the texts say of numbers in brackets, all headers and notes together."""
    said = spread_of([*notes, *(head.text for head in heads)])
    figures = {figure for head in heads for figure in head.figures}
    intervals = "ci" in figures or any("CI" in note for note in notes)
    spread = "se" if doubt == "se" else "sd"
    return Hints(said or spread, bool(said), intervals, doubt == "comma")


# cells


def _fill(draft: Draft, body: Body, hints: Hints) -> list[Star]:
    """Put the cells of all lines into their rows; return the marks in them."""
    stars: list[Star] = []
    for column in draft.columns:
        if column.kind == "figures" and column.wave != "later":
            stars += _fill_column(draft, body, column, hints)
        elif column.kind in {"figures", "unused"}:
            _leave(draft, body, column)
    draft.unused.sort(key=lambda each: each[:2])
    return stars


def _leave(draft: Draft, body: Body, column: Column) -> None:
    """List the cells of a column that is not used."""
    place = column.place - 1
    draft.unused += [
        (line.number, column.place, line.cells[place], column.why)
        for line in body.lines
        if line.cells[place]
    ]


def _fill_column(draft: Draft, body: Body, column: Column, hints: Hints) -> list[Star]:
    """Put the cells of a column into their rows; return the marks in them."""
    read, place = reader_of(column, hints), column.place - 1
    if _do_not_fit([line.cells[place] for line in body.lines], column):
        column.kind, column.why = "unused", tell("do_not_fit")
        _leave(draft, body, column)
        return []
    alone = column.figures[0] if len(column.figures) == 1 else ""
    quick = _quick(draft, column)
    stars: list[Star] = []
    for line, wave, target in zip(body.lines, body.waves, body.targets, strict=True):
        text = line.cells[place]
        if quick and not wave and quick(plain(text), target):
            continue
        if text and not is_missing(text):
            found = read(text, wave)
            _put(draft, column, line, target, found)
            stars += [Star(line.number, column.place, target, mark, alone) for mark in found.marks]
    return stars


def _do_not_fit(cells: list[str], column: Column) -> bool:
    """Tell whether a mean and its SD stand under a name for one number of another kind."""
    if column.whys or not {"statistic", "df", "pvalue", "d", "r", "sd", "se", "n"} >= {
        *column.figures
    }:
        return False
    some = [cell for cell in cells[:40] if cell]
    pairs = [pair for cell in some if (pair := pair_of(plain(cell))) and "." in pair[1]]
    return len(column.figures) == 1 and len(pairs) * 2 > len(some)


def _quick(draft: Draft, column: Column) -> Callable[[str, int], bool] | None:
    """Return what puts the commonest cells into a row and tells whether it did, in no time.

    These are one number under one name, and a mean with its spread.
    """
    if needs_a_wave(column):
        return None
    names = [named(figure, column.wave) for figure in column.figures]
    if len(names) == 1 and names[0] in FIGURES and names[0] not in _NO_NUMBERS:
        first = draft.column(names[0])

        def put_one(text: str, target: int) -> bool:
            takes = not first[target] and is_simple(text)
            if takes:
                first[target] = text
            return takes

        return put_one
    if len(names) == 2 and names[0].startswith("mean") and names[1].startswith(("sd", "se")):
        first, second = map(draft.column, names)

        def put_both(text: str, target: int) -> bool:
            pair = None if first[target] or second[target] else pair_of(text)
            if pair:
                first[target], second[target] = pair
            return bool(pair)

        return put_both
    return None


def _put(draft: Draft, column: Column, line: Line, target: int, found: Found) -> None:
    for name, text in found.figures:
        values = draft.column(name)
        if values[target] not in {"", text}:
            why = tell("twice", figure=name, value=values[target])
            draft.unused.append((line.number, column.place, text, why))
        else:
            values[target] = text
            column.whys.setdefault(name, column.why)
    draft.unused += [(line.number, column.place, text, why) for text, why in found.left]
    for doubt in found.doubts:
        if doubt not in draft.doubts:
            draft.doubts.append(doubt)
    if "se" in found.doubts:
        column.whys[found.figures[-1][0]] = tell("spread")


# headers and notes


def _from_headers(draft: Draft) -> None:
    """Take n and the level of an interval from headers."""
    for column in draft.columns:
        head = column.head
        if head.n and column.wave != "later" and column.kind in {"figures", "name"}:
            _everywhere(draft, named("n", column.wave), head.n, head.text, tell("header_n"))
        if head.level and any(figure.startswith("ci") for figure in column.figures):
            _everywhere(draft, "ci_level", head.level, head.text, tell("level"))
        if head.df and "statistic" in column.figures:
            _everywhere(draft, "df", head.df, head.text, tell("level"))


def _from_names(draft: Draft) -> None:
    """Take n from outcomes' names, where no column has it: ``PHQ-9 (n = 38)``."""
    if "n" in draft.texts or not draft.rows:
        return
    found = [head_of(name).n if "=" in name else "" for name in draft.texts["outcome"]]
    if any(found):
        draft.texts["n"] = found
        draft.extra.append(("", "n", tell("name_n")))


def _tell_groups(draft: Draft) -> None:
    """Tell of rows whose df is that of two groups."""
    texts = draft.texts
    ns = texts.get("n", [""] * draft.rows)
    befores, afters = texts.get("n_pre", ns), texts.get("n_post", ns)
    for k, df in enumerate(texts.get("df", ())):
        numbers = (df, befores[k], afters[k])
        if all(each.isdigit() for each in numbers):
            total, pre, post = map(int, numbers)
            if total == pre + post - 2 and total + 1 not in {pre, post}:
                said = tell("two_groups", df=df, pre=pre, post=post)
                draft.notes.append(f"{texts['outcome'][k] or f'row {k + 1}'}: {said}.")


def _everywhere(draft: Draft, name: str, text: str, header: str, why: str) -> None:
    if name not in draft.texts:
        draft.texts[name] = [text] * draft.rows
        draft.extra.append((header, name, why))


def _from_notes(
    draft: Draft,
    notes: list[tuple[int, str]],
    stars: list[Star],
    texts: list[str],
) -> None:
    """Take n and thresholds from notes, and list the notes."""
    read = []
    if (n := n_of(texts)) and not {"n", "n_pre", "n_post"} & set(draft.texts):
        _everywhere(draft, "n", n, f"N = {n}", tell("note_n"))
        read.append("n")
    levels = stars_of(texts)
    if _thresholds(draft, stars, levels):
        read.append("stars")
    for number, text in notes:
        used = listed([each for each in read if _speaks_of(each, text)] or [""])
        draft.unused.append(
            (number, 0, text, tell("note_read", what=used) if used else tell("note"))
        )


def _speaks_of(what: str, text: str) -> bool:
    return bool(n_of([text]) if what == "n" else stars_of([text]))


def _thresholds(draft: Draft, stars: list[Star], levels: dict[str, str]) -> bool:
    """Take stars for bounds of p where a note says so and no p is printed; list the others."""
    printed = {k for k, text in enumerate(draft.texts.get("pvalue", ())) if text}
    of_row: dict[int, set[str]] = {}
    for _, _, target, mark, figure in stars:
        if mark in levels and figure != "r":
            of_row.setdefault(target, set()).add(mark)
    used = False
    for number, place, target, mark, figure in stars:
        if figure == "r" and mark in levels:
            why = tell("star_of_r")
        elif mark not in levels:
            why = tell("mark")
        elif target in printed:
            why = tell("star_and_p")
        elif len(of_row[target]) > 1:
            why = tell("stars_differ")
        else:
            if "pvalue" not in draft.texts:
                draft.extra.append((mark, "pvalue", tell("note_stars")))
            draft.column("pvalue")[target] = levels[mark]
            used = True
            continue
        draft.unused.append((number, place, mark, why))
    return used
