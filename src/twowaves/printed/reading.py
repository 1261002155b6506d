"""Any printed table of figures, read as papers print it, with nothing dropped.

`read_printed` takes a table as it is copied from a paper, a program or a page, or sentences, and
says of each column and cell what it was taken for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from twowaves._base import csv
from twowaves._base.displays import result_table
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import few, listed, shortened
from twowaves.printed.assigning import in_words
from twowaves.printed.blocks import blocks_of, groups_of, together
from twowaves.printed.columns import FIGURES
from twowaves.printed.draft import Draft
from twowaves.printed.drafts import draft_of, grid_heads
from twowaves.printed.layout import grid_of, turned
from twowaves.printed.names import head_of
from twowaves.printed.numerals import commas_of, plain, with_commas, with_points
from twowaves.printed.prose import prose_of
from twowaves.printed.waves import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twowaves.printed.layout import Grid

__all__ = ["Printed", "read_printed"]

tell = Sentences("printed/reading")
# what a doubt is decided for, in the first reading and in another
_TAKEN = {"se": tell("first_se"), "comma": tell("first_comma"), "order": tell("first_order")}
_OTHERWISE = {
    "se": tell("second_se"),
    "comma": tell("second_comma"),
    "order": tell("second_order"),
}

_RULES = shared("printed/reading_rules")
_MOST: int = _RULES["most_letters"]
_DIGITS = re.compile(r"[0-9]+")
# thousands and decimals of a count are not written as they were, nor are powers of ten
_WITHOUT_VALUE = re.compile(r",(?=[0-9]{3})|\.0{1,9}(?![0-9])")
_POWER = re.compile(r"[0-9][eE][+-]?[0-9]|x {0,2}10 ?\^? ?[+-]?[0-9]")
_MOST_COLUMNS: int = _RULES["most_columns"]


@dataclass(frozen=True, eq=False, repr=False)
class Printed:
    """A printed table as it was understood; made by `read_printed`.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an outcome, one column a figure, under the names that `load_outcomes` gives them
        and further ones such as `n_pre`, `sd_change` or `ci_low`; every cell is text, with its
        decimals as printed.
    columns : pandas.DataFrame
        What each column of the source was taken for, or each line where these name the figures:
        `column`, its place from 1, or 0 for what stands elsewhere; `header` as printed, with what
        stands over it; `figure`, the name of a column of `table`, empty if it was not used; `why`.
        A column that holds several figures has as many rows.
    unused : pandas.DataFrame
        Every cell, or part of one, that is in no figure: `row`, the line in the source; `column`,
        from 1, or 0 for a note; `text`; `reason`.
    readings : tuple of Printed
        Other ways to read the source, if it leaves something open.
    said : str
        What this reading takes for granted, if the source leaves something open.
    notes : tuple of str
        What whoever uses the figures should know: that a df is that of two groups.
    layout : str
        What separates the cells: "tabs", "HTML" and so on.
    """

    table: pd.DataFrame
    columns: pd.DataFrame
    unused: pd.DataFrame
    readings: tuple[Printed, ...] = ()
    said: str = ""
    notes: tuple[str, ...] = ()
    layout: str = ""

    def __repr__(self) -> str:
        figures = listed(few([name for name in self.table.columns if name != "outcome"], 5))
        left = f"{len(self.unused)} cell{'s' * (len(self.unused) != 1)} not used"
        rows = f"{len(self.table)} row{'s' * (len(self.table) != 1)}"
        return f"<printed table of {rows}: {figures}; {left}>"

    def _repr_html_(self) -> str:
        rows = [
            ("outcomes", listed(few([*self.table["outcome"]], 6)) if len(self.table) else "none"),
            ("figures", listed([name for name in self.table.columns if name != "outcome"])),
            ("cells between", self.layout),
            ("cells not used", len(self.unused)),
            *((f"of column {k}", f"{text}: {why}") for k, text, why in self._some_unused()),
            ("other readings", len(self.readings)),
            *(("to be known", note) for note in self.notes[:3]),
        ]
        return result_table("A printed table, as it was read", rows)

    def _some_unused(self) -> list[tuple[int, str, str]]:
        """Return the first cells that were not used, short enough for a table."""
        first = self.unused.head(5)
        return [
            (place, shortened(text, 60), reason)
            for place, text, reason in zip(
                first["column"], first["text"], first["reason"], strict=True
            )
        ]


def read_printed(
    source: str | Path,
    *,
    mapping: Mapping[int | str, str | list[str] | None] | None = None,
    decimal: Literal[".", ","] | None = None,
) -> Printed:
    r"""Return the figures of a printed table, with what each column and cell was taken for.

    Parameters
    ----------
    source : str or pathlib.Path
        A table as it is copied: with tabs from Word, Excel or a browser, CSV, Markdown, HTML, or
        held apart by blanks as in a PDF; or sentences in APA form. The text itself, if it has
        several lines or an equals sign, or a path; at most 2,000,000 letters.
    mapping : dict, optional
        What columns are that would be taken for something else: the name of a figure, several for
        cells that hold several, ``"outcome"``, or None to leave the column out; by the column's
        number, from 1, or its header.
    decimal : {".", ","}, optional
        What separates decimals. Left out, the whole table tells.

    Returns
    -------
    Printed
        Its `table` goes to `audit`.

    Raises
    ------
    TypeError
        If `source` is neither text nor a path.
    ValueError
        If there is no table, nothing in it is understood, or something cannot be decided; the
        sentence says what to assign.

    Examples
    --------
    >>> text = '''\tPretest\t\tPosttest\t\t\t
    ... Outcome\tM\tSD\tM\tSD\tt(df)\tp
    ... Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021
    ... '''
    >>> printed = read_printed(text)
    >>> printed.table.loc[0].tolist()
    ['Anxiety', '18.35', '6.20', '22.10', '5.84', '2.51', '19', '.021']
    >>> print(printed.columns.iloc[1:3].to_string(header=False, index=False))
    2  Pretest M mean_pre its header says so
    3 Pretest SD   sd_pre its header says so
    """
    text = _text_of(source)
    grid = grid_of(text)
    if grid is None:
        return _read_prose(text, decimal)
    if not grid.lines:
        raise ValueError(tell("no_figures"))
    if len(grid.lines[0].cells) > _MOST_COLUMNS:
        raise ValueError(tell("too_wide", columns=len(grid.lines[0].cells), most=_MOST_COLUMNS))
    _settle_commas(grid, decimal)
    return _read_grid(grid, dict(mapping or {}))


def _text_of(source: str | Path) -> str:
    if not isinstance(source, str | Path):
        raise TypeError(f"the source is {type(source).__name__}; it must be text or a path")
    if isinstance(source, str) and (len(source) > 2000 or any(sign in source for sign in "=|\t<")):
        source = f"{source}\n"
    _, text = csv.text_of(source, "the table", "save it as text in UTF-8")
    if len(text) > _MOST:
        raise ValueError(tell("too_long", most=f"{_MOST:,}"))
    if "\0" in text:
        raise ValueError(tell("binary"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _settle_commas(grid: Grid, decimal: str | None) -> None:
    """Write points for decimal commas, if the table has these."""
    if _has_decimal_commas([cell for line in grid.lines for cell in line.cells], decimal):
        for line in grid.lines:
            line.cells[:] = [with_points(cell) for cell in line.cells]


def _has_decimal_commas(words: list[str], decimal: str | None) -> bool:
    """Tell whether commas separate decimals, as somebody says or all the numbers tell."""
    if decimal is not None:
        return decimal == ","
    words = [word for word in words if "," in word or "." in word]
    found = commas_of(words)
    if found == "either":
        some = listed(few([f"'{word}'" for word in with_commas(words)], 3))
        asked = tell("comma_question", cells=some)
        raise ValueError(f"{asked}, with decimal=',' or decimal='.'")
    return found == "decimals"


def _read_prose(text: str, decimal: str | None) -> Printed:
    if _has_decimal_commas([word.rstrip(".,;:)]") for word in text.split()], decimal):
        text = with_points(text)
    first = prose_of(text)
    if first is None or not _has_figures(first):
        raise ValueError(tell("no_figures"))
    return _with_others(first, lambda doubt: prose_of(text, doubt) or Draft(), "sentences")


def _with_others(first: Draft, draft: Callable[[str], Draft], kind: str) -> Printed:
    """Return a reading with the others that its doubts leave."""
    others = [
        replace(_printed(draft(doubt), kind), said=_OTHERWISE[doubt]) for doubt in first.doubts
    ]
    said = " ".join(_TAKEN[doubt] for doubt in first.doubts)
    return replace(_printed(first, kind), readings=tuple(others), said=said)


def _read_grid(grid: Grid, mapping: Mapping[Any, Any]) -> Printed:
    lines = [line.number for line in grid.lines]
    is_turned = _names_figures_in_lines(grid)
    if is_turned:
        grid = turned(grid)
    blocks, again = blocks_of(grid)

    def draft(doubt: str = "") -> Draft:
        whole = together(
            [
                draft_of(block, mapping, doubt, group)
                for block in blocks
                for group in groups_of(grid_heads(block)) or [""]
            ]
        )
        whole.unused += again
        _account(grid, whole)
        if is_turned:
            whole.unused = [
                (lines[place - 1], line, text, why) if place else (line, 0, text, why)
                for line, place, text, why in whole.unused
            ]
        return whole

    first = draft()
    _refuse_nothing(first)
    return _with_others(first, draft, grid.kind)


def _names_figures_in_lines(grid: Grid) -> bool:
    """Tell whether the first cells name figures, and the header does not."""
    if not 2 < len(grid.lines) <= _MOST_COLUMNS or not all(
        head.says_nothing or head.figures == ("outcome",) for head in grid_heads(grid)[1:]
    ):
        return False
    names = [head_of(line.cells[0]) for line in grid.lines if line.cells[0]]
    return sum(bool(head.figures) and head.figures != ("outcome",) for head in names) * 2 > len(
        names
    )


def _account(grid: Grid, draft: Draft) -> None:
    """List each cell with digits that are nowhere in what is told of its line: a look for losses.

    A line that became no row, as a header or heading, may be told anywhere.
    """
    anywhere = _digits_in([column.head.text + column.why for column in draft.columns])
    rows = [*zip(*draft.texts.values(), strict=True)]
    told: dict[int, set[str]] = {}
    for number, places in draft.rows_of.items():
        told[number] = {text for row in places for text in rows[row]}
    for number, _, text, _ in draft.unused:
        told.setdefault(number, set()).add(text)
    everything = _digits_in(text for texts in [*rows, *told.values()] for text in texts) | anywhere
    for line in grid.lines:
        own = told.get(line.number, set())
        rest = [(place, cell) for place, cell in enumerate(line.cells, start=1) if cell not in own]
        if not any(cell for _, cell in rest):
            continue
        known = anywhere | _digits_in(own) if line.number in draft.rows_of else everything
        for place, cell in rest:
            text = _WITHOUT_VALUE.sub("", plain(cell))
            if not known.issuperset(_DIGITS.findall(text)) and not _POWER.search(text):
                draft.unused.append((line.number, place, cell, tell("part")))


def _digits_in(texts: Iterable[str]) -> set[str]:
    return {*_DIGITS.findall(plain("\n".join(texts)))}


def _refuse_nothing(draft: Draft) -> None:
    """Refuse a table of which nothing is understood."""
    if not draft.rows:
        raise ValueError(tell("no_figures"))
    if _has_figures(draft):
        return
    place = min(2, len(draft.columns))
    asked = tell("nothing", columns=in_words(draft.columns))
    raise ValueError(f"{asked}, with a mapping such as mapping={{{place}: 'mean_pre'}}")


def _has_figures(draft: Draft) -> bool:
    return any(any(values) for name, values in draft.texts.items() if name != "outcome")


def _printed(draft: Draft, kind: str) -> Printed:
    names = [name for name in FIGURES if any(draft.texts.get(name, ()))]
    names = ["outcome", *(name for name in names if name != "outcome")]
    table = pd.DataFrame({name: draft.texts[name] for name in names}, dtype="str")
    rows = []
    for column in draft.columns:
        rows += _told(column, names)
    rows += [(0, header, figure, why) for header, figure, why in draft.extra if figure in names]
    rows = [*dict.fromkeys(rows)]
    columns = pd.DataFrame(rows, columns=["column", "header", "figure", "why"])
    unused = pd.DataFrame(draft.unused, columns=["row", "column", "text", "reason"])
    return Printed(table, columns, unused, notes=tuple(draft.notes), layout=kind)


def _told(column: Any, names: list[str]) -> list[tuple[int, str, str, str]]:
    """Return a row for each figure of a column, or one that says why it has none."""
    head = column.head.text
    if column.kind == "name":
        return [(column.place, head, "outcome", column.why)]
    if column.kind == "elsewhere" or not (head or column.why or column.whys):
        return []  # it is told with its group, or nothing stands there
    figures = column.whys or {}
    for figure in column.figures:
        name = named(figure, column.wave)
        if name in names:
            figures.setdefault(name, column.why)
    return [(column.place, head, name, why) for name, why in figures.items() if name in names] or [
        (column.place, head, "", column.why)
    ]
