"""A grid of cells as figures: columns are told apart, cells read, and what is left is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twowaves._base.words import few, listed, shortened
from twowaves.printed.body import Body, body_of, is_data, is_figure
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
from twowaves.printed.headers import Head, heads_of, named, two_waves, wave_of
from twowaves.printed.notes import is_note, n_of, spread_of, stars_of
from twowaves.printed.numerals import plain
from twowaves.printed.reading_words import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from twowaves.printed.columns import Found
    from twowaves.printed.layout import Grid, Line

_NO_NUMBERS = {"n", "n_pre", "n_post", "df", "n_items", "claim"}  # counts have no decimals

Unused = tuple[int, int, str, str]  # line, column, text, reason


@dataclass(slots=True)
class Draft:
    """A table as it is read.

    Parameters
    ----------
    rows
        How many there are.
    values
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
    """

    rows: int = 0
    values: dict[str, list[str]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    extra: list[tuple[str, str, str]] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return a figure's column, made if it is new."""
        if name not in self.values:
            self.values[name] = [""] * self.rows
        return self.values[name]


def draft_of(grid: Grid, mapping: Mapping[Any, Any], doubt: str = "") -> Draft:
    """Return what a grid says.

    Parameters
    ----------
    grid
        Its numbers with points for the decimals.
    mapping
        What a caller says of columns, by place or header.
    doubt
        Which of a first reading's doubts is decided otherwise: ``se`` or ``comma``.
    """
    notes, header, lines = _parts(grid)
    heads = _heads(header, grid)
    texts = [text for _, text in notes]
    hints = _hints(heads, texts, doubt)
    columns = _assigned(_columns(heads, lines), mapping)
    names = [column.place - 1 for column in columns if column.kind in {"name", "time"}]
    body = body_of(lines, names, waves=any(map(needs_a_wave, columns)))
    _tell_waves(columns, body)
    _settle_waves(columns, body)
    _refuse_doubles(columns)
    draft = Draft(max(body.targets, default=-1) + 1, columns=columns)
    draft.values["outcome"] = [""] * draft.rows
    draft.lines = [0] * draft.rows
    for line, outcome, target in zip(body.lines, body.outcomes, body.targets, strict=True):
        if not draft.lines[target]:
            draft.lines[target], draft.values["outcome"][target] = line.number, outcome
    stars = _fill(draft, body, hints)
    _from_headers(draft)
    texts += [text for _, text in body.notes]
    _from_notes(draft, [*notes, *body.notes], stars, texts)
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


def _columns(heads: Sequence[Head], lines: Sequence[Line]) -> list[Column]:
    found = []
    named_before = True  # whether all columns so far hold names
    for place, head in enumerate(heads, start=1):
        column = Column(place, head)
        cells = [line.cells[place - 1] for line in lines]
        numbers = _share_of_figures(cells)
        if head.figures == ("outcome",) or (
            named_before and numbers < 0.5 and not head.figures and not head.wave and not head.other
        ):
            column.kind, column.figures, column.why = "name", ("outcome",), tell("name")
            if any(map(wave_of, cells)) and place > 1:
                column.kind, column.figures, column.why = "time", (), tell("time")
        elif head.figures or (head.wave and numbers and not head.other) or (not head.other and _say_themselves(cells)):
            _take_head(column)
        elif any(cells):
            key = "other_figure" if head.other else "unknown_column"
            column.why = tell(key, what=head.other)
        named_before &= column.kind in {"name", "time"}
        found.append(column)
    return found


def _share_of_figures(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells[:100] if cell]
    return sum(map(is_figure, filled)) / len(filled) if filled else 0


def _say_themselves(cells: Sequence[str]) -> bool:
    """Tell whether cells name their figures: ``t(19) = 2.51``."""
    filled = [cell for cell in cells[:100] if cell and not is_missing(cell)]
    return bool(filled) and all("=" in cell and is_figure(cell) for cell in filled)


def _take_head(column: Column) -> None:
    head = column.head
    column.kind, column.figures = "figures", head.figures
    if head.figures:
        column.why = tell("named")
    elif head.wave == "change":
        column.why = tell("shape", what="its mean")
    else:
        column.why = tell("shape", what="means") if head.wave else tell("own")


# what the caller says


def _assigned(columns: list[Column], mapping: Mapping[Any, Any]) -> list[Column]:
    """Return the columns as a caller says that they are."""
    for key, value in mapping.items():
        column = _meant(columns, key)
        column.figures, column.wave = (), ""
        if value is None:
            column.kind, column.why = "unused", tell("left_out")
            continue
        names = [value] if isinstance(value, str) else [*value]
        if not names or any(name not in FIGURES for name in names):
            raise ValueError(tell("no_figure_name", value=repr(value), figures=", ".join(FIGURES)))
        column.kind = "name" if names == ["outcome"] else "figures"
        column.why = tell("assigned")
        split = [_base(name) for name in names]
        column.figures = tuple(base for base, _ in split)
        column.wave = next((wave for _, wave in split if wave), "")
        column.whys = dict.fromkeys(names, tell("assigned"))
    return columns


def _base(name: str) -> tuple[str, str]:
    """Return a figure without its wave, and the wave."""
    base, _, wave = name.rpartition("_")
    if wave in {"pre", "post", "change"}:
        return base, wave
    return name, "change" if name in {"ci_low", "ci_high"} else ""


def _meant(columns: list[Column], key: object) -> Column:
    if isinstance(key, int) and 1 <= key <= len(columns):
        return columns[key - 1]
    found = [each for each in columns if each.head.text == key]
    if len(found) > 1:
        raise ValueError(tell("key_twice", key=repr(key)))
    if not found:
        given = [f"{each.place} ('{shortened(each.head.text, 30)}')" for each in columns]
        raise ValueError(tell("no_column", key=repr(key), columns=listed(few(given, 11, 50))))
    return found[0]


# waves


def _tell_waves(columns: list[Column], body: Body) -> None:
    """Say of the column that names the waves how it calls them."""
    if not any(body.waves):
        return
    names = [column for column in columns if column.kind in {"time", "name"}]
    place = next((column for column in names if column.kind == "time"), names[-1])
    waves = listed(few([f"'{name}'" for name in body.wave_names], 6))
    told = tell("line_waves", waves=waves)
    place.why = told if place.kind == "time" else f"{place.why}; {told}"


def _settle_waves(columns: list[Column], body: Body) -> None:
    """Say of each column and line which of the two waves it is of."""
    figures = [each for each in columns if each.kind == "figures"]
    said = [each.head.wave for each in figures if not each.whys]
    found = [wave for wave in dict.fromkeys([*said, *body.waves]) if wave]
    try:
        names = two_waves(found)
    except ValueError:
        waves = [wave for wave in found if wave != "change"]
        shown = [each.head.text for each in figures if each.head.wave in waves]
        raise ValueError(
            tell("many_waves", n=len(waves), waves=listed(few(list(dict.fromkeys(shown)) or waves)),
                 header=shown[0] if shown else waves[0])
        ) from None  # fmt: skip
    names["change"] = "change"
    for column in figures:
        if not column.whys and column.head.wave:
            column.wave = names.get(column.head.wave, "later")
    body.waves[:] = [names.get(wave, "later") if wave else "" for wave in body.waves]
    _differences(figures, body)
    _refuse_unnamed(figures, body)


def _differences(figures: list[Column], body: Body) -> None:
    """Take a single mean for that of the change where all lines name differences, as SPSS does."""
    open_ = [column for column in figures if needs_a_wave(column)]
    means = [column for column in open_ if "mean" in column.figures]
    if len(means) == 1 and body.outcomes and all(" - " in name for name in body.outcomes):
        for column in open_:
            column.wave, column.why = "change", tell("difference")


def _refuse_unnamed(figures: list[Column], body: Body) -> None:
    """Refuse columns of several waves, or groups, where nothing says which is which."""
    if any(body.waves):
        return
    means = [each for each in figures if "mean" in each.figures and not each.wave and not each.whys]
    if len(means) < 2:
        return
    first, second = means[0].place, means[1].place
    if all(column.head.group for column in means):
        texts = listed(few([f"'{column.head.text}'" for column in means]))
        raise ValueError(tell("groups", columns=texts, place=first))
    raise ValueError(tell("no_waves", columns=f"{first} and {second}", first=first, second=second))


def _refuse_doubles(columns: list[Column]) -> None:
    """Refuse two columns for one figure."""
    seen: dict[str, int] = {}
    for column in columns:
        if column.kind != "figures" or needs_a_wave(column):
            continue
        for figure in column.figures or (("mean",) if column.wave else ()):
            name = named(figure, column.wave)
            if column.wave == "later":
                continue
            if name in seen:
                raise ValueError(
                    tell("same_twice", first=seen[name], second=column.place, figure=name)
                )
            seen[name] = column.place


# cells


def _fill(draft: Draft, body: Body, hints: Hints) -> list[tuple[int, int, int, str, str]]:
    """Put the cells of all lines into their rows; return the marks in them."""
    stars: list[tuple[int, int, int, str, str]] = []
    for column in draft.columns:
        place = column.place - 1
        if column.kind == "unused" or column.wave == "later":
            why = (
                column.why if column.kind == "unused" else tell("third_wave", what=column.head.text)
            )
            draft.unused += [
                (line.number, column.place, line.cells[place], why)
                for line in body.lines
                if line.cells[place]
            ]
        elif column.kind == "figures":
            _fill_column(draft, body, column, hints, stars)
    draft.unused.sort(key=lambda each: each[:2])
    return stars


def _fill_column(
    draft: Draft,
    body: Body,
    column: Column,
    hints: Hints,
    stars: list[tuple[int, int, int, str, str]],
) -> None:
    read, place = reader_of(column, hints), column.place - 1
    alone = column.figures[0] if len(column.figures) == 1 else ""
    quick = _quick(draft, column)
    for line, wave, target in zip(body.lines, body.waves, body.targets, strict=True):
        text = line.cells[place]
        if quick and not wave and quick(plain(text), target):
            continue
        if text and not is_missing(text):
            found = read(text, wave)
            _put(draft, column, line, target, found)
            stars += [(line.number, column.place, target, mark, alone) for mark in found.marks]


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
        if head.n and column.wave != "later":
            _everywhere(draft, named("n", column.wave), head.n, head.text, tell("header_n"))
        if head.level and any(figure.startswith("ci") for figure in column.figures):
            _everywhere(draft, "ci_level", head.level, head.text, tell("level"))
        if head.df and "statistic" in column.figures:
            _everywhere(draft, "df", head.df, head.text, tell("level"))


def _everywhere(draft: Draft, name: str, text: str, header: str, why: str) -> None:
    if name not in draft.values:
        draft.values[name] = [text] * draft.rows
        draft.extra.append((header, name, why))


def _from_notes(
    draft: Draft,
    notes: list[tuple[int, str]],
    stars: list[tuple[int, int, int, str, str]],
    texts: list[str],
) -> None:
    """Take n and thresholds from notes, and list the notes."""
    read = []
    if (n := n_of(texts)) and not {"n", "n_pre", "n_post"} & set(draft.values):
        _everywhere(draft, "n", n, f"N = {n}", tell("note_n"))
        read.append("n")
    levels = stars_of(texts)
    if _thresholds(draft, stars, levels):
        read.append("stars")
    for number, text in notes:
        used = listed([each for each in read if _speaks_of(each, text)] or [""])
        draft.unused.append(
            (number, 1, text, tell("note_read", what=used) if used else tell("note"))
        )


def _speaks_of(what: str, text: str) -> bool:
    return bool(n_of([text]) if what == "n" else stars_of([text]))


def _thresholds(
    draft: Draft, stars: list[tuple[int, int, int, str, str]], levels: dict[str, str]
) -> bool:
    """Take stars for bounds of p where a note says so and no p is printed; list the others."""
    printed = {k for k, text in enumerate(draft.values.get("pvalue", ())) if text}
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
            if "pvalue" not in draft.values:
                draft.extra.append((mark, "pvalue", tell("note_stars")))
            draft.column("pvalue")[target] = levels[mark]
            used = True
            continue
        draft.unused.append((number, place, mark, why))
    return used
