"""Results as readers read them: a table with a caption, and sentences.

A data frame shows its index, its columns' names as Python spells them and numbers in full; a
printed line stands in a box. Both are for who computes. What is shown here is for who reads.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from html import escape
from itertools import groupby
from numbers import Integral, Real
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from twowaves._base.arguments import whole_number
from twowaves._base.displays import TYPED_SIZE, with_indices
from twowaves._base.numbers import MINUS, fixed, printed_p, whole
from twowaves._base.sentences import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_MISSING = "–"
_MOST = 15  # decimals, beyond which a float has none
_LEVEL = 0.05  # a p is told from it
_HYPHEN = re.compile(r"(?<![\w.)])-(?=\.?\d)")  # a minus as a keyboard types it
_NAME = re.compile(r"(?<![`\w])[a-z]+(?:_[a-z]+)+\b(?!`)")  # of a column, within a sentence
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;)]")
_P = re.compile(r"(?<=\bp [=<>] )0(?=\.\d)")  # papers print no zero that all p have
_PERCENT = re.compile(r"(?<=\d)%")
_WORD = re.compile(r"[^\W\d_]{3}|§|^[A-Z]{2,}$")


def as_table(
    data: pd.DataFrame | pd.Series[Any],
    caption: str,
    *,
    names: Mapping[Any, str] | None = None,
    decimals: int | Mapping[Any, int] | None = None,
) -> ReadersTable:
    """Return a table for readers: a caption, headings in words, numbers as papers print them.

    Parameters
    ----------
    data : pandas.DataFrame or pandas.Series
        One row a row. An index that only counts from 0 is left out.
    caption : str
        What the table shows.
    names : mapping, optional
        Headings, by the names of columns and of index levels. Others have those of this package's
        list, such as "p, two-tailed" for ``p_two_tailed``, or else their own name.
    decimals : int or mapping
        How many decimals numbers have that are not whole, in all columns or by the column's name.
        Otherwise they have 2, and in a column whose heading begins with p 3; there it takes more
        where it takes more to tell a p from .05.

    Returns
    -------
    ReadersTable
        Shown as HTML in a notebook, and as aligned text elsewhere. What is missing is a dash,
        truth is yes or no, an address is a link, and the checks, figures and questionnaires of
        this package have the names that a reader knows: "SCS-SF" for ``scs-sf``.

    Examples
    --------
    >>> import pandas as pd
    >>> tests = pd.DataFrame({"mean_change": [0.7, -3.5], "pvalue": [0.0108, 0.2218]})
    >>> as_table(tests.assign(outcome=["hope", "doubt"]).set_index("outcome"), "Two tests")
    Two tests
    outcome mean change    p
       hope        0.70 .011
      doubt       −3.50 .222
    """
    frame = data.to_frame() if isinstance(data, pd.Series) else data
    given, places = dict(names or {}), _places(decimals, frame)
    _check("names", given, {*frame.index.names, *frame.columns, *_parts(frame.columns)})

    def heading(name: Hashable) -> str:
        return _text(given[name]) if name in given else _heading(name)

    stubs = [] if _only_counts(frame.index) else list(range(frame.index.nlevels))
    columns = [
        _printed(frame.index.get_level_values(i), heading(frame.index.names[i] or ""), None)
        for i in stubs
    ]
    heads = [[heading(frame.index.names[i] or "") for i in stubs]]
    tops: list[str] = []
    name: Any
    for place, name in enumerate(frame.columns):
        *above, last = name if isinstance(name, tuple) else (name,)
        heads[0].append(heading(name) if name in given else heading(last))
        tops.append(", ".join(map(heading, above)))
        columns.append(_printed(frame.iloc[:, place], heads[0][-1], places.get(name)))
    spans = [*[""] * len(stubs), *tops] if any(tops) else []
    return ReadersTable(caption, spans, heads[0], list(zip(*columns, strict=True)))


def _places(decimals: Any, frame: pd.DataFrame) -> dict[Hashable, int]:
    """Return how many decimals columns have, by their names, where somebody said so."""
    if decimals is None:
        return {}
    each = dict(decimals) if isinstance(decimals, Mapping) else dict.fromkeys(frame, decimals)
    _check("decimals", each, {*frame.columns})
    return {name: whole_number("decimals", value, 0, _MOST) for name, value in each.items()}


def _parts(columns: pd.Index[Any]) -> Iterable[Hashable]:
    """Yield what the names of columns that come in groups are made of."""
    for name in columns:
        yield from name if isinstance(name, tuple) else ()


def _check(what: str, names: Iterable[Hashable], known: set[Hashable]) -> None:
    """Refuse what is said of a column that is not there."""
    for name in names:
        if name not in known:
            raise ValueError(f"{what}: the table has no column {name!r}")


def say(*sentences: str) -> None:
    """Show a sentence as text, or several as a list, set as papers set it.

    A minus is a true one, p has no zero before its point, a percent sign has a blank before it,
    and the index of d_z stands low.

    In a notebook it is set as Markdown; elsewhere it is printed.

    Parameters
    ----------
    *sentences : str
        Each may hold Markdown.

    Examples
    --------
    >>> say("mean change -1320.5 kJ (95% interval), d_z = -3.60, p = 0.002")
    mean change −1320.5 kJ (95 % interval), d_z = −3.60, p = .002
    >>> say("t(9) = 4.06 as pairs", "t(18) = 1.86 as separate groups")
    - t(9) = 4.06 as pairs
    - t(18) = 1.86 as separate groups
    """
    marks = "- " if len(sentences) > 1 else ""
    lines = [_PERCENT.sub(" %", _P.sub("", _text(each))) for each in sentences]
    prose = Prose("\n".join(f"{marks}{each}" for each in lines))
    python = sys.modules.get("IPython")
    if python is not None and python.get_ipython() is not None:
        python.display.display(prose)
    else:
        print(prose)  # noqa: T201 # what it is for


class Prose:
    """Sentences that a notebook sets as Markdown."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        """Return the text as Markdown, in which no line ends at a sign of equality."""
        return TYPED_SIZE.sub(
            _formula, self.text.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
        )


def _formula(found: re.Match[str]) -> str:
    name, index = found.groups()
    return f"${name}_{index}$" if len(index) == 1 else f"${name}_\\mathrm{{{index}}}$"


class ReadersTable:
    """A table in readers' words, as `as_table` makes it: cells that are text, row by row."""

    def __init__(
        self,
        caption: str,
        above: Sequence[str],
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
    ) -> None:
        self.caption, self.above, self.heads = caption, list(above), list(heads)
        self.rows = [tuple(row) for row in rows]

    def __repr__(self) -> str:
        heads = [f"{top}: {head}" if top else head for top, head in self._named()]
        lines = [heads, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        told = [" ".join(map(str.rjust, line, widths)).rstrip() for line in lines]
        return "\n".join([self.caption, *told])

    def _repr_html_(self) -> str:
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.heads)
        words = [any(map(_WORD.search, column)) for column in columns]
        kinds = [' class="words"' if each else "" for each in words]
        heads = "".join(f'<th scope="col"{kind}>{_linked(head)}</th>' if head else "<td></td>"
                        for head, kind in zip(self.heads, kinds, strict=True))  # fmt: skip
        body = "\n".join(_lines(self.rows, kinds))
        return (
            f'<table class="twowaves-table">\n<caption>{_linked(self.caption)}</caption>\n'
            f"<thead>\n{self._groups()}<tr>{heads}</tr>\n</thead>\n"
            f"<tbody>\n{body}\n</tbody>\n</table>"
        )

    def _named(self) -> Iterable[tuple[str, str]]:
        return zip(self.above or [""] * len(self.heads), self.heads, strict=True)

    def _groups(self) -> str:
        """Return the line above the headings, where columns come in groups."""
        if not self.above:
            return ""
        groups: list[list[Any]] = []
        for top in self.above:
            if groups and top and groups[-1][0] == top:
                groups[-1][1] += 1
            else:
                groups.append([top, 1])
        cells = (f'<th scope="colgroup" colspan="{span}">{_linked(top)}</th>' if top
                 else "<td></td>" for top, span in groups)  # fmt: skip
        return f"<tr>{''.join(cells)}</tr>\n"


def _lines(rows: Iterable[Sequence[str]], kinds: Sequence[str]) -> Iterable[str]:
    """Yield each row, which its first cell heads; words that come again head all their rows."""
    for first, group in groupby(rows, key=itemgetter(0)):
        same = list(group)
        parts = [same] if kinds[0] else [[row] for row in same]
        for part in parts:
            span = f' rowspan="{len(part)}"' if len(part) > 1 else ""
            head = f'<th scope="row"{span}{kinds[0]}>{_linked(first)}</th>'
            for row in part:
                cells = zip(row[1:], kinds[1:], strict=True)
                rest = "".join(f"<td{kind}>{_linked(cell)}</td>" for cell, kind in cells)
                yield f"<tr>{head}{rest}</tr>"
                head = ""


def _linked(text: str) -> str:
    """Return text as HTML whose addresses are links."""
    pieces = _ADDRESS.split(text)
    links = [
        f'<a href="{escape(each)}">{escape(each.partition("://")[2].rstrip("/"))}</a>'
        for each in _ADDRESS.findall(text)
    ]
    plain = (with_indices(escape(piece, quote=False)) for piece in pieces)
    return "".join(part for pair in zip(plain, [*links, ""], strict=True) for part in pair)


def _only_counts(index: pd.Index[Any]) -> bool:
    """Tell whether an index says nothing of its rows."""
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)


def _heading(name: Hashable) -> str:
    """Return a column's name in readers' words."""
    known: dict[str, str] = shared("_base/headings")["headings"]
    if TYPED_SIZE.fullmatch(str(name)):
        return str(name)
    return known.get(str(name)) or _text(str(name).replace("_", " "))


def _text(text: str) -> str:
    """Return a text with a true minus, columns' names as headings, and places in a list."""
    known: dict[str, str] = shared("_base/headings")["headings"]
    text = _NAME.sub(lambda name: known.get(name[0], name[0]), text.replace(" | ", ", "))
    return _HYPHEN.sub(MINUS, text)


def _printed(values: Iterable[Any], head: str, decimals: int | None) -> list[str]:
    """Return a column as text."""

    def numeral(x: float) -> str:
        if re.match(r"p\b", head):
            return printed_p(x, [_LEVEL], 3 if decimals is None else decimals)
        return fixed(x, 2 if decimals is None else decimals)

    return [_cell(value, numeral) for value in values]


def _cell(value: Any, numeral: Callable[[float], str]) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return _MISSING
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return whole(int(value))
    if isinstance(value, Real):
        return numeral(float(value))
    known: dict[str, str] = shared("_base/headings")["values"]
    return known.get(str(value)) or _text(str(value))
