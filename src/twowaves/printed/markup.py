"""Cells of tables in HTML and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences, shared
from twowaves.printed.body import is_figure
from twowaves.printed.tags import pieces_of

if TYPE_CHECKING:
    from twowaves.printed.tags import Piece

tell = Sentences("printed/reading")

_MOST: int = shared("printed/reading_rules")["most_columns"]
_RAISED = str.maketrans("0123456789-\N{MINUS SIGN}\N{EN DASH}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_BLANKS = " \t\r\n\u00a0\u2002\u2003"
_SPAN = re.compile(
    r"\b(colspan|rowspan) {0,9}= {0,9}[\"']? {0,9}([0-9]{1,8})(?![0-9.%])",
    re.IGNORECASE | re.ASCII,
)
_WORD = re.compile("[A-Za-z]")
_PARAGRAPHS = frozenset(shared("printed/tags_rules")["paragraphs"])  # tags that end one


def is_html(text: str) -> bool:
    """Tell whether a text holds a table's marks.

    Examples
    --------
    >>> is_html("<table><tr><td>1</td></tr></table>"), is_html("t < 3")
    (True, False)
    """
    lower = text.lower()
    return "<tr" in lower and "<t" in lower and ("<td" in lower or "<th" in lower)


def is_rule(line: str) -> bool:
    """Tell whether a line of a Markdown table only separates others.

    Examples
    --------
    >>> is_rule("|---|:-:|"), is_rule("| - | 1 |")
    (True, False)
    """
    return set(line) <= set("|:-+= \t") and ("--" in line or "==" in line or ":-" in line)


def pipe_cells(line: str) -> tuple[list[str], int]:
    r"""Return the cells of a line between pipes without the marks of bold, and its indentation.

    Examples
    --------
    >>> pipe_cells("| &nbsp;**hope** | 2.8 \\| 3 |")
    (['hope', '2.8 | 3'], 1)
    """
    bare = line.strip().removeprefix("|")
    bare = bare.removesuffix("|") if not bare.endswith("\\|") else bare
    cells = bare.replace("\\|", "\0").replace("&nbsp;", "\u00a0").split("|")
    first = cells[0].removeprefix(" ")
    indent = len(first) - len(first.lstrip(_BLANKS)) if first.strip(_BLANKS) else 0
    return [_without_marks(cell) for cell in cells], indent


def _without_marks(cell: str) -> str:
    """Return a cell without bold and italics; stars behind a figure stay."""
    cell = (
        cell.replace("\0", "|")
        .strip(_BLANKS)
        .replace("\\*", "\N{ASTERISK OPERATOR}")
        .replace("<br>", " ")
    )
    for mark in ("**", "__", "*", "_", "`"):
        if len(cell) > 2 * len(mark) and cell.startswith(mark) and cell.endswith(mark):
            cell = cell[len(mark) : -len(mark)].strip()
    return cell.replace("\N{ASTERISK OPERATOR}", "*")


def html_rows(text: str) -> tuple[list[tuple[int, list[str], int]], int, list[tuple[int, str]]]:
    """Return an HTML table's rows, how many are its header, and the texts around it.

    A cell that spans others stands in each of them in the header, and in each row that it spans
    below; to the right it stands once there, and so does one that has a row of its own. Where no
    cell is marked as a header's, as in Word and Excel, it ends before the first figures.

    Examples
    --------
    >>> html_rows("<tr><th colspan=2>Pre<th>t<tr><td rowspan=2>1<td>2<td>5<tr><td>3<td>6")[0]
    [(1, ['Pre', 'Pre', 't'], 0), (2, ['1', '2', '5'], 0), (3, ['1', '3', '6'], 0)]
    """
    reader = _Table()
    reader.read(text)
    heads = 0
    for is_head in reader.is_head:
        if not is_head:
            break
        heads += 1
    rows = _filled(reader.rows, heads or _above_figures(reader.rows))
    return rows, heads, reader.around


def _above_figures(rows: list[list[tuple[str, int, int, int]]]) -> int:
    """Return how many rows stand above the first that holds figures behind its first cell."""
    places = range(len(rows))
    return next((k for k in places if any(is_figure(text) for text, *_ in rows[k][1:])), len(rows))


def _filled(
    rows: list[list[tuple[str, int, int, int]]], heads: int
) -> list[tuple[int, list[str], int]]:
    found = []
    open_: dict[int, tuple[str, int]] = {}  # what stands in a column for how many rows more
    for number, cells in enumerate(rows, start=1):
        line: list[str] = []
        indent = 0
        waiting = [*reversed(cells)]
        spreads = number <= heads and (len(cells) > 1 or bool(open_))
        while waiting or any(place >= len(line) for place in open_):
            place = len(line)
            if place >= _MOST:
                raise ValueError(tell("row_too_wide", most=_MOST))
            if place in open_:
                text, more = open_.pop(place)
                line.append(text)
                if more > 1:
                    open_[place] = (text, more - 1)
                continue
            text, right, down, blanks = waiting.pop() if waiting else ("", 1, 1, 0)
            indent = blanks if place == 0 else indent
            for k in range(min(right, _MOST - place)):
                shown = text if k == 0 or spreads else ""
                line.append(shown)
                if down > 1:
                    open_[place + k] = (shown, down - 1)
        found.append((number, line, indent))
    return found


class _Table:
    """The rows of all tables in a text, as cells with how far they reach."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, int, int, int]]] = []
        self.is_head: list[bool] = []
        self.around: list[tuple[int, str]] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._in_head = self._raised = False
        self._beside: list[str] = []  # a text around the table, up to the end of its paragraph
        self._line = 0

    def read(self, text: str) -> None:
        """Read all pieces."""
        for piece in pieces_of(text):
            if piece.kind == "text":
                self._text(piece)
                continue
            if piece.text in _PARAGRAPHS:
                self._end_beside()
            if piece.kind == "start":
                self._start(piece)
            else:
                self._end(piece.text)
        self._end_cell()
        self._end_beside()

    def _start(self, piece: Piece) -> None:
        """Begin a row or cell."""
        tag = piece.text
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self.is_head.append(True)
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self.rows:
                self.rows.append([])
                self.is_head.append(True)
            self._cell = []
            self._spans = (_span("colspan", piece.inside), _span("rowspan", piece.inside))
            self.is_head[-1] &= self._in_head or tag == "th"
        elif tag in {"thead", "tbody", "tfoot"}:
            self._end_cell()
            self._in_head = tag == "thead"
        elif tag == "sup":
            self._raised = True
        elif tag in {"br", "p", "div", "li"} and self._cell is not None:
            self._cell.append(" ")

    def _end(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th", "tr", "table", "thead"}:
            self._end_cell()
            self._in_head &= tag not in {"thead", "table"}
        elif tag == "sup":
            self._raised = False

    def _text(self, piece: Piece) -> None:
        """Keep text, within a cell or around the table."""
        text = piece.text
        if self._raised:  # a power, or a mark that is no part of the word before it
            text = text.translate(_RAISED)
            text = f" {text}" if _WORD.match(text) and text.isascii() else text
        if self._cell is not None:
            self._cell.append(text)
        elif self._beside or text.strip():
            self._line = self._line if self._beside else piece.line
            self._beside.append(text)

    def _end_beside(self) -> None:
        words = " ".join("".join(self._beside).split())
        if words:
            self.around.append((self._line, words))
        self._beside = []

    def _end_cell(self) -> None:
        """Put the cell that was read into its row."""
        if self._cell is None:
            return
        text = "".join(self._cell)
        stripped = text.lstrip("\n\r\t ")
        indent = len(stripped) - len(stripped.lstrip("\u00a0\u2002\u2003\u2009"))
        words = (
            " ".join(text.replace("\u00a0", " ").split()) if "\n" in text else text.strip(_BLANKS)
        )
        self.rows[-1].append((words, *self._spans, indent))
        self._cell = None


def _span(name: str, inside: str) -> int:
    """Return over how many columns or rows a cell reaches, as its tag says."""
    found = next((each for each in _SPAN.finditer(inside) if each[1].lower() == name), None)
    return min(max(int(found[2]), 1), 10_000) if found else 1
