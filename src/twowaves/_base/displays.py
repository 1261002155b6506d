"""How a result shows itself in a notebook: as a small table in readers' words."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


#: The name of an effect size as it is typed.
TYPED_SIZE = re.compile(r"(?<![\w$\\`])([dg])_(z|av|rm)(?![\w$`])")


def html_table(
    caption: str, rows: Iterable[Iterable[object]], heads: Iterable[object] = (), kind: str = ""
) -> str:
    """Return words and numbers as an HTML table whose first column heads its rows.

    Examples
    --------
    >>> print(html_table("One of < 2", [("pairs", 11)]))
    <table>
    <caption>One of &lt; 2</caption>
    <tbody>
    <tr><th scope="row">pairs</th><td>11</td></tr>
    </tbody>
    </table>
    """
    cells = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    head = f"<thead><tr>{cells}</tr></thead>\n" if cells else ""
    body = "\n".join(map(_row, rows))
    opening = f'<table class="{kind}">' if kind else "<table>"
    return (
        f"{opening}\n<caption>{_text(caption)}</caption>\n{head}<tbody>\n{body}\n</tbody>\n</table>"
    )


def result_table(
    caption: str, rows: Iterable[Iterable[object]], heads: Iterable[object] = ()
) -> str:
    """Return a result as a table that has the book's look on its pages."""
    return with_indices(html_table(caption, rows, heads, kind="twowaves-reading"))


def _row(values: Iterable[object]) -> str:
    first, *rest = map(_text, values)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{each}</td>" for each in rest)}</tr>'


def _text(value: object) -> str:
    return escape(str(value))


def with_indices(html: str) -> str:
    """Return HTML in which the index of an effect size stands low.

    Examples
    --------
    >>> with_indices("<td>d_z</td>")
    '<td>d<sub>z</sub></td>'
    """
    return TYPED_SIZE.sub(r"\1<sub>\2</sub>", html)
