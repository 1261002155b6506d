"""A table of printed figures, read with every decimal and with every doubt named.

One row is one outcome. Columns may be missing, in any order, and hold text as printed; what has no
plain meaning becomes one sentence that names row, column and value, and spoils no other row.
"""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from twowaves._base import csv
from twowaves._base.arguments import caller
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import few, listed, shortened
from twowaves.printed.conventions import USUAL, Conventions, step_of
from twowaves.printed.known import COLUMNS, KNOWN, not_used
from twowaves.printed.number import PrintedNumber, parse_printed
from twowaves.printed.sums import Figures, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from twowaves.printed.interval import Interval

__all__ = [
    "Row",
    "Untestable",
    "one_row",
    "read_table",
    "rows",
    "tell_unused",
    "texts",
    "unused_columns",
]

say = Sentences("printed/table")

_RULES = shared("printed/table_rules")
_CONVENTIONS = shared("printed/conventions_rules")
# other names whose meaning is plain; case, spaces, hyphens and points do not count
_SYNONYMS = {
    "measure": "outcome", "scale": "outcome", "variable": "outcome", "items": "n_items",
    "m_pre": "mean_pre", "pre_m": "mean_pre", "pre_mean": "mean_pre",
    "m_post": "mean_post", "post_m": "mean_post", "post_mean": "mean_post",
    "pre_sd": "sd_pre", "post_sd": "sd_post", "t": "statistic", "p": "pvalue", "p_value": "pvalue",
    "min": "scale_min", "max": "scale_max",
}  # fmt: skip
_ASIDE = {"instrument", "section", "label_in_table", "predicted"}  # of load_outcomes: no figures
# more than tables print; a float still tells numbers of so many digits apart
_MOST_DIGITS = _RULES["most_digits"]
_MISSING = set(_RULES["missing"])
_CLAIMS: dict[str, str] = _RULES["claims"]


class Untestable(Exception):  # noqa: N818 # an answer that a check gives, not a failure
    """Why a check has nothing to judge, in one sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome as printed; made by `rows`.

    Parameters
    ----------
    number
        The row's place in the table, from 1.
    outcome
        Its name, or ``"row 3"`` if it has none.
    cells
        What could be read, by column: a PrintedNumber, a whole number, a Fraction or a word.
    problems
        What could not, by column: one sentence each. A problem of the row as a whole stands under
        ``"row"``.
    conventions
        How its figures were printed, as declared for the table or by the row itself.
    known
        What follows from the cells and is asked for by several checks, by a key of each; begins
        empty.
    """

    number: int
    outcome: str
    cells: dict[str, Any]
    problems: dict[str, str]
    conventions: Conventions = USUAL
    known: dict[Any, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def has(self, column: str) -> bool:
        """Tell whether the column holds anything, readable or not."""
        return column in self.cells or column in self.problems

    def need(self, column: str) -> Any:
        """Return what the column holds, or raise `Untestable` with the reason."""
        found = self.cells.get(column)
        return self._doubted(column) if found is None or self.problems else found

    def _doubted(self, column: str) -> Any:
        """Return the same where the cell is missing, or something of the row cannot be read."""
        if "row" in self.problems or column in self.problems:
            raise Untestable(self.problems.get("row") or self.problems[column])
        if column not in self.cells:
            raise Untestable(say("missing", column=column))
        return self.cells[column]

    # as `need`, each without a call more: all checks together ask for forty cells a row

    def figure(self, column: str) -> PrintedNumber:
        """Return a printed figure, or raise `Untestable`."""
        found: PrintedNumber | None = self.cells.get(column)
        return self._doubted(column) if found is None or self.problems else found

    def count(self, column: str) -> int:
        """Return a whole number, or raise `Untestable`."""
        found: int | None = self.cells.get(column)
        return self._doubted(column) if found is None or self.problems else found

    def items(self) -> int:
        """Return how many whole numbers one score is the mean of: 1 for totals."""
        return 1 if self.need("scoring") == "total" else self.count("n_items")

    def interval(self, column: str) -> Interval[Decimal]:
        """Return what a figure was rounded from, or raise `Untestable`."""
        return self.figure(column).interval(self.conventions.rounding(column))

    def between(self, column: str) -> Interval[float]:
        """Return the same with floats as ends."""
        return self.interval(column).in_floats()

    def bounds(self, column: str, items: int | None = None) -> Interval[Fraction]:
        """Return the interval of a figure, in totals of that many items where they are given.

        Totals are counted in steps of the score.
        """
        key = column if items is None else (column, items)
        found: Interval[Fraction] | None = self.known.get(key)
        if found is None:
            said = self.conventions
            factor = 1 if items is None else items if said.is_whole else items / said.step
            found = self.figure(column).bounds(factor, said.rounding(column))
            self.known[key] = found
        return found

    def figures(self, items: int | None, *, scale: bool = True) -> Figures:
        """Return the intervals of the figures in totals of that many items, or raise `Untestable`.

        Means are needed; SDs, t and, unless it is left out, the scale count where they are given.
        """
        return Figures(
            self.bounds("mean_pre", items),
            self.bounds("mean_post", items),
            self._spread("sd_pre", items),
            self._spread("sd_post", items),
            self.size_of_t() if self.has("statistic") else None,
            self._limits(items) if scale and items is not None else None,
            self.conventions.sd,
        )

    def under(self, conventions: Conventions) -> Row:
        """Return the same row as other conventions read it, of which nothing is known yet."""
        return Row(self.number, self.outcome, self.cells, self.problems, conventions)

    def size_of_t(self) -> Interval[Fraction]:
        """Return the interval of |t|, or raise `Untestable`."""
        return self.bounds("statistic").magnitude()

    def _spread(self, column: str, items: int | None) -> Interval[Fraction] | None:
        """Return the interval of an SD, which ends at zero."""
        return self.bounds(column, items).above_zero() if self.has(column) else None

    def _limits(self, items: int) -> Limits | None:
        """Return the lowest and highest total of one person, where both are given."""
        if not (self.has("scale_min") and self.has("scale_max")):
            return None
        low, high, step = self.need("scale_min"), self.need("scale_max"), self.conventions.step
        factor, part = items * step.denominator, step.numerator
        limits = Limits(
            -(-low.numerator * factor // (low.denominator * part)),
            high.numerator * factor // (high.denominator * part),
        )
        return limits if limits.lowest < limits.highest else None


def read_table(source: str | Path) -> pd.DataFrame:
    r"""Return a CSV file, or CSV text, as a table of printed figures.

    Parameters
    ----------
    source
        A path, or the text itself if it has more than one line; at most 20,000,000 bytes. Commas,
        semicolons and tabs may separate the cells, and Excel's own first line, such as ``sep=;``,
        is understood; a byte-order mark is skipped. Column names may differ from those of
        `load_outcomes` in case, spaces and hyphens, and a few short ones are known, such as t and
        p.

    Returns
    -------
    pandas.DataFrame
        Every cell as text, the known columns under the names that `load_outcomes` gives them, the
        others as they are. A row whose cells cannot be told apart keeps only its first cell; a
        column `unreadable` then says why.

    Raises
    ------
    ValueError
        If the file cannot be read, or there is no row, no known column, or one that stands twice.

    Examples
    --------
    >>> table = read_table("Outcome;N;M pre;t\nhope;11;2.80;-2.040\n")
    >>> table.columns.tolist()
    ['outcome', 'n', 'mean_pre', 'statistic']
    >>> table.loc[0].tolist()
    ['hope', '11', '2.80', '-2.040']
    """
    _, text = csv.text_of(source, "the table", "save it as CSV in UTF-8")
    text, said = csv.without_separator_line(text)
    nul = csv.line_of_nul(text)
    if nul:
        raise ValueError(
            f"the table, line {nul} holds a NUL byte, which no text has; save it as CSV in UTF-8"
        )
    lines = _lines(text)
    if len(lines) < 2:
        raise ValueError("the table has no rows; give a line of column names and a line a row")
    header, separator = _header(lines[0][1], said or csv.SEPARATORS)
    records = [_record(header, number, line, separator) for number, line in lines[1:]]
    width = len(header) + any(record[-1] for record in records)
    columns = [*header, "unreadable"][:width]
    return pd.DataFrame([record[:width] for record in records], columns=columns, dtype="str")


def rows(table: Any, declared: Conventions = USUAL) -> list[Row]:
    """Return the rows of a table of printed figures, each with what is wrong with it.

    Parameters
    ----------
    table : pandas.DataFrame or pandas.Series
        The columns of `load_outcomes` from `outcome` to `claim`, in any order; each may be missing,
        and others are left aside. Printed figures are text. A Series is one row.
    declared : Conventions
        How the table's figures were printed; a row's own columns go before it.

    Returns
    -------
    list of Row
        In the order of the table.

    Raises
    ------
    TypeError
        If `table` is neither of the two.
    ValueError
        If it has no known column, or one that stands twice.

    Examples
    --------
    >>> (row,) = rows(pd.DataFrame({"outcome": ["hope"], "mean_pre": ["2,8"], "sd_pre": ["0.80"]}))
    >>> row.cells["sd_pre"]
    PrintedNumber(text='0.80')
    >>> row.problems["mean_pre"]
    "Row 1 (hope), mean_pre: '2,8' has a comma; write the decimals with a point."
    """
    table = _frame(table)
    names = _known(table.columns)
    columns = {
        name: cells.tolist()
        for name, (_, cells) in zip(names, table.items(), strict=True)
        if name in _READERS
    }
    if not columns:
        raise ValueError(_no_column(table.columns))
    problems = _column(table, names, "unreadable")
    outcomes = _column(table, names, "outcome")
    return [
        _row(number, outcome, dict(zip(columns, cells, strict=True)), problem, declared)
        for number, (outcome, problem, *cells) in enumerate(
            zip(outcomes, problems, *columns.values(), strict=True), start=1
        )
    ]


def one_row(outcome_row: Any, declared: Conventions = USUAL) -> Row:
    """Return the one row that was given, or say how many there are."""
    found = rows(outcome_row, declared)
    if len(found) != 1:
        raise ValueError(
            f"outcome_row has {len(found)} rows; give one of them, such as outcomes.iloc[0]"
        )
    return found[0]


def texts(table: Any) -> list[dict[str, str]]:
    """Return the cells of a table of printed figures as text, without the empty ones.

    Parameters
    ----------
    table : pandas.DataFrame or pandas.Series
        As for `rows`.

    Returns
    -------
    list of dict
        One a row, with the known columns under our names, whether or not they can be read.

    Raises
    ------
    TypeError
        If `table` is neither of the two, or a cell is no text and loses what was printed.
    ValueError
        If it has no known column, or one that stands twice.

    Examples
    --------
    >>> texts(pd.DataFrame({"Outcome": ["hope"], "N": [11], "M pre": ["2.80"], "t": [None]}))
    [{'outcome': 'hope', 'n': '11', 'mean_pre': '2.80'}]
    """
    table = _frame(table)
    places = [
        (name, place)
        for place, name in enumerate(_known(table.columns))
        if name in (*KNOWN, "unreadable")
    ]
    return [
        {
            name: _as_text(row, name, cells[place])
            for name, place in places
            if not _is_missing(cells[place])
        }
        for row, cells in zip(rows(table), table.itertuples(index=False, name=None), strict=True)
    ]


def unused_columns(table: Any) -> list[str]:
    """Return the names of the columns that hold something and are not known.

    Parameters
    ----------
    table : pandas.DataFrame or pandas.Series
        As for `rows`.

    Returns
    -------
    list of str
        In the order of the table; without those that `load_outcomes` has beside its figures.

    Examples
    --------
    >>> unused_columns(pd.DataFrame({"Outcome": ["hope"], "Pretest M": ["2.8"], "note": [None]}))
    ['Pretest M']
    """
    table = _frame(table)
    known = {*KNOWN, "unreadable", *_ASIDE}
    return [
        str(name)
        for place, name in enumerate(table.columns)
        if _canonical(str(name)) not in known
        and not all(_is_missing(cell) for cell in table.iloc[:, place])
    ]


def tell_unused(table: Any) -> None:
    """Warn of the columns that hold something and are not known.

    Parameters
    ----------
    table : pandas.DataFrame or pandas.Series
        As for `rows`.

    Warns
    -----
    UserWarning
        With their names.
    """
    unused = unused_columns(table)
    if unused:
        warnings.warn(not_used(unused), stacklevel=caller())


def _as_text(row: Row, column: str, cell: Any) -> str:
    """Return a cell as text, or raise what is wrong with one that is none."""
    if isinstance(cell, str) or column in {"outcome", "unreadable"}:
        return str(cell)
    if column in row.problems:
        raise TypeError(row.problems[column])
    return f"{cell:.10g}" if isinstance(cell, (float, np.floating)) else str(cell)


def _frame(table: Any) -> pd.DataFrame:
    if isinstance(table, pd.Series):
        table = table.to_frame().T
    if not isinstance(table, pd.DataFrame):
        kind = type(table).__name__
        raise TypeError(f"the table is a {kind}; give a DataFrame, such as read_table returns")
    return table


def _column(table: pd.DataFrame, names: list[str], name: str) -> list[Any]:
    return table.iloc[:, names.index(name)].tolist() if name in names else [None] * len(table)


def _row(
    number: int, outcome: object, raw: dict[str, Any], problem: object, declared: Conventions
) -> Row:
    name = f"row {number}" if _is_missing(outcome) else str(outcome).strip()
    cells: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column, cell in raw.items():
        try:
            found = _read(column, cell) if isinstance(cell, str) else _not_text(column, cell)
        except (TypeError, ValueError) as error:
            errors[column] = f"{_shown(cell)} {error}"
        else:
            if found is not None:
                cells[column] = found
    row = Row(number, name, cells, {}, declared.of_row(cells))
    if not _is_missing(problem):
        row.problems["row"] = str(problem)
    row.problems.update({column: _sentence(row, column, what) for column, what in errors.items()})
    _check_scale(row)
    return row


@lru_cache(maxsize=4096)
def _read(column: str, text: str) -> Any:
    """Return what a cell says, None if it is empty; the same ones are read again and again."""
    text = text.strip()
    return None if text in _MISSING else _READERS[column](text)


def _not_text(column: str, cell: object) -> Any:
    """Return the same of a cell that is no text."""
    return None if _is_missing(cell) else _READERS[column](cell)


def _check_scale(row: Row) -> None:
    low, high = row.cells.get("scale_min"), row.cells.get("scale_max")
    if low is not None and high is not None and low >= high:
        del row.cells["scale_max"]
        what = say("scale_ends", high=high, low=low)
        row.problems["scale_max"] = _sentence(row, "scale_max", what)


def _sentence(row: Row, column: str, what: str) -> str:
    key = "cell" if row.outcome == f"row {row.number}" else "cell_of"
    return say(key, row=row.number, outcome=row.outcome, column=column, what=what)


def _shown(cell: object) -> str:
    return f"'{cell.strip()}'" if isinstance(cell, str) else str(cell)


def _is_missing(cell: object) -> bool:
    """Tell whether a cell is empty, as spreadsheets, papers and pandas write it."""
    if isinstance(cell, str):
        return cell.strip() in _MISSING
    return cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell))


@lru_cache(maxsize=4096)
def _printed(text: str) -> PrintedNumber:
    """Return the text as a number; the same figures are read again and again."""
    if re.fullmatch(r"[^,]*[0-9],[0-9][^,]*", text):
        raise ValueError(say("comma"))
    try:
        parse_printed(text)
    except ValueError:
        raise ValueError(say("no_number")) from None
    _refuse_long(text)
    return parse_printed(text.removeprefix("="))  # a sentence says "t = 2.04", not "t = = 2.04"


def _refuse_long(text: str) -> None:
    if len(re.findall("[0-9]", text)) > _MOST_DIGITS:
        raise ValueError(say("too_long", most=_MOST_DIGITS))


def _figure(cell: Any) -> PrintedNumber:
    """Return a figure that is printed itself, not a bound of it."""
    number = _number(cell)
    if number.relation != "=":
        raise ValueError(say("bound"))
    return number


def _number(cell: Any) -> PrintedNumber:
    if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool):
        return _printed(str(cell))  # a whole number has no decimals to lose
    if not isinstance(cell, str):
        kind = type(cell).__name__
        raise TypeError(
            f"is a {kind}, which does not keep the decimals as printed; give text, such as '2.80'"
        )
    return _printed(cell)


def _sd(cell: Any) -> PrintedNumber:
    number = _figure(cell)
    if number.value < 0:
        raise ValueError(say("negative"))
    return number


def _pvalue(cell: Any) -> PrintedNumber:
    if isinstance(cell, str) and _CLAIMS.get(cell.lower()):
        raise ValueError(say("verdict"))
    number = _number(cell)
    if not 0 <= number.value <= 1:
        raise ValueError(say("no_probability"))
    return number


def _count(lowest: int, what: str) -> Callable[[Any], int]:
    def read(cell: Any) -> int:
        if isinstance(cell, (float, np.floating)) and float(cell).is_integer():
            cell = int(cell)  # pandas turns whole numbers beside an empty cell into floats
        if isinstance(cell, str) and re.fullmatch(r"[0-9]+", cell):
            _refuse_long(cell)
            cell = int(cell)
        if isinstance(cell, bool) or not isinstance(cell, (int, np.integer)):
            raise TypeError(say("not_whole", what=what))
        if cell < lowest:
            raise ValueError(say("too_low", lowest=lowest, what=what))
        _refuse_long(str(cell))
        return int(cell)

    return read


def _limit(cell: Any) -> Fraction:
    """Return an end of the scale: an exact number, not a rounded one."""
    if isinstance(cell, (float, np.floating)):
        cell = f"{cell:.10g}"
    return Fraction(_figure(cell).value)


def _confidence(cell: Any) -> float:
    """Return a level of confidence, printed in per cent or as a share."""
    text = f"{cell}".strip().removesuffix("%").strip()
    try:
        value = float(text)
    except ValueError:
        raise ValueError(say("write_level")) from None
    share = value / 100 if value > 1 else value
    if not 0.5 <= share < 1:
        raise ValueError(say("write_level"))
    return share


def _correlation(cell: Any) -> PrintedNumber:
    number = _figure(cell)
    if not -1 <= number.value <= 1:
        raise ValueError(say("no_correlation"))
    return number


def _step(cell: Any) -> Fraction:
    """Return in what steps answers go."""
    try:
        return step_of(f"{cell}".strip())
    except ValueError:
        raise ValueError(say("write_step")) from None


def _word(accepted: dict[str, str], what: str) -> Callable[[Any], str]:
    def read(cell: Any) -> str:
        word = accepted.get(cell.lower()) if isinstance(cell, str) else None
        if word is None:
            raise ValueError(say("not_known", what=what))
        return word

    return read


_READERS: dict[str, Callable[[Any], Any]] = {
    "n": _count(2, say("take_pairs")),
    "n_items": _count(1, say("give_items")),
    "scoring": _word(_RULES["scorings"], say("write_scoring")),
    "scale_min": _limit,
    "scale_max": _limit,
    "mean_pre": _figure,
    "sd_pre": _sd,
    "mean_post": _figure,
    "sd_post": _sd,
    "statistic": _figure,
    "df": _count(1, say("take_df")),
    "pvalue": _pvalue,
    "claim": _word(_CLAIMS, say("write_claim")),
    "n_pre": _count(2, say("take_people")),
    "n_post": _count(2, say("take_people")),
    "mean_change": _figure,
    "sd_change": _sd,
    "se_change": _sd,
    "ci_low": _figure,
    "ci_high": _figure,
    "ci_level": _confidence,
    "se_pre": _sd,
    "se_post": _sd,
    "ci_low_pre": _figure,
    "ci_high_pre": _figure,
    "ci_low_post": _figure,
    "ci_high_post": _figure,
    "r": _correlation,
    "d": _figure,
    "d_kind": _word(_CONVENTIONS["d_kinds"], say("write_d_kind")),
    "unit": _step,
    "rounding": _word(_CONVENTIONS["roundings"], say("write_rounding")),
    "sd_kind": _word(_CONVENTIONS["sd_kinds"], say("write_sd_kind")),
    "tail": _word(_CONVENTIONS["tails"], say("write_tail")),
}


def _known(columns: Iterable[object]) -> list[str]:
    """Return the columns' names with the known ones spelled our way; none may stand twice."""
    given = [str(column) for column in columns]
    names = [_canonical(name) for name in given]
    for name, count in Counter(names).items():
        if count > 1 and name in (*KNOWN, "unreadable"):
            same = [f"'{shortened(old)}'" for old, new in zip(given, names, strict=True)
                    if new == name]  # fmt: skip
            raise ValueError(f"the columns {listed(few(same))} are both {name}; keep one of them")
    return names


def _canonical(name: str) -> str:
    plain = re.sub(r"[\s.\-_]+", "_", name.strip().lower()).strip("_")
    plain = _SYNONYMS.get(plain, plain)
    return plain if plain in KNOWN else name.strip()


def _no_column(columns: Iterable[object]) -> str:
    given = few([str(column) for column in columns])
    return f"none of the columns is known ({', '.join(given)}); name them {', '.join(COLUMNS)}"


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold anything, numbered as an editor numbers them."""
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line) for number, line in lines if line.strip(" ,;\t")]


def _header(line: str, separators: Iterable[str]) -> tuple[list[str], str]:
    """Return the columns' names and the separator that makes most of them known."""

    def known(separator: str) -> int:
        return sum(_canonical(name) in KNOWN for name in csv.cells_of(line, separator))

    separator = max(separators, key=known)
    cells = csv.cells_of(line, separator)
    names = _known(cells)
    if not known(separator):
        raise ValueError(_no_column(cells))
    return names, separator


def _record(header: Sequence[str], number: int, line: str, separator: str) -> list[str]:
    """Return a row's cells and its problem; cells beyond the header must be empty."""
    width = len(header)
    try:
        cells = csv.cells_of(line, separator)
    except ValueError as why:
        return [f"line {number}", *[""] * (width - 1), f"Line {number}: {why}."]
    if any(cells[width:]):
        problem = (
            f"Line {number} ({cells[0]}) has {len(cells)} cells for {width} columns; write "
            "decimals with a point, and text that holds a separator in quotes."
        )
        return [cells[0], *[""] * (width - 1), problem]
    return [*cells[:width], *[""] * (width - len(cells)), ""]
