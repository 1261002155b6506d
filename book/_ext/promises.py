"""What the book promises, which tests hold it, and what was measured last: `{promises}`.

The promises stand in `book/promises.toml`, the measured figures in `benchmarks/measured.json`,
which the commands named in it write. Nothing in the table is typed twice.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "book" / "promises.toml"
MEASURED = ROOT / "benchmarks" / "measured.json"
HEADINGS = ("promise, and the tests that hold it", "measured last")


class Figure(NamedTuple):
    """A measured figure, as `make bench` prints it."""

    ours: str
    other: str
    ratio: str
    target: str
    met: bool

    def sentence(self) -> str:
        """Say what was measured, what was aimed at, and whether it was reached.

        Examples
        --------
        >>> Figure("1.2 s", "2.4 s", "0.50", "≤ 1", met=True).sentence()
        '0.50 (1.2 s against 2.4 s); target ≤ 1'
        >>> Figure("0.8 ms", "", "", "< 0.5 ms", met=False).sentence()
        '0.8 ms; target < 0.5 ms, missed'
        """
        against = f"{self.ours} against {self.other}" if self.other else self.ours
        shown = f"{self.ratio} ({against})" if self.ratio else against
        missed = "" if self.met else ", missed"
        return f"{shown}; target {self.target}{missed}"


class Promise(NamedTuple):
    """A promise, the files of its tests, and the names of its measured figures."""

    says: str
    held_by: list[str]
    measures: list[str] = []  # noqa: RUF012 # a named tuple, read only


def promises(text: str) -> list[Promise]:
    r"""Return the entries of the data file.

    Raises
    ------
    ValueError
        If an entry has a part too many, or lacks one.

    Examples
    --------
    >>> promises('[[promise]]\nsays = "All is tested."')
    Traceback (most recent call last):
        ...
    ValueError: promise 1 has says; it must have says and held_by, and may have measures
    """
    entries = tomllib.loads(text)["promise"]
    for place, entry in enumerate(entries, start=1):
        if not {"says", "held_by"} <= set(entry) <= set(Promise._fields):
            raise ValueError(
                f"promise {place} has {', '.join(entry)}; "
                "it must have says and held_by, and may have measures"
            )
    return [Promise(**entry) for entry in entries]


def measured(text: str) -> dict[str, Figure]:
    """Return the measured figures by name."""
    rows = [row for command in json.loads(text).values() for row in command["rows"]]
    return {row.pop("measure"): Figure(**row) for row in rows}


def where(text: str) -> str:
    """Say which command measured when and on what machine.

    Examples
    --------
    >>> where('{"make bench": {"on": "2026-11-25, Linux", "rows": []}}')
    'Measured by `make bench` (2026-11-25, Linux).'
    """
    commands = json.loads(text).items()
    return "Measured by " + ", ".join(f"`{name}` ({kept['on']})" for name, kept in commands) + "."


def untrue(entries: list[Promise], figures: dict[str, Figure], root: Path) -> list[str]:
    """Return a sentence for each test that is not there, and each figure that was not measured.

    Examples
    --------
    >>> untrue([Promise("It flies.", ["tests/test_wings.py"], ["height"])], {}, Path("/nowhere"))
    ['tests/test_wings.py is not there', "nothing measured is called 'height'"]
    """
    tests = [f"{name} is not there" for each in entries for name in each.held_by
             if not (root / name).exists()]  # fmt: skip
    names = [f"nothing measured is called {name!r}" for each in entries for name in each.measures
             if name not in figures]  # fmt: skip
    return tests + names


class PromisesDirective(SphinxDirective):
    """A table of the promises."""

    def run(self) -> list[nodes.Node]:
        """Return the table, and a line on where the figures were measured."""
        for source in (SOURCE, MEASURED):
            self.env.note_dependency(str(source))
        entries = promises(SOURCE.read_text(encoding="utf-8"))
        text = MEASURED.read_text(encoding="utf-8")
        figures = measured(text)
        if wrong := untrue(entries, figures, ROOT):
            raise self.error(f"{SOURCE.name}: {wrong[0]}.")
        rows = [
            [[*self._words(each.says), _tests(each.held_by)], self._figures(each.measures, figures)]
            for each in entries
        ]
        return [self._table(rows), *self._words(where(text))]

    def _figures(self, names: list[str], figures: dict[str, Figure]) -> list[nodes.Node]:
        if not names:
            return self._words("No figure: it holds, or the run fails.")
        return [
            paragraph
            for name in names
            for paragraph in self._words(f"{name}: {figures[name].sentence()}")
        ]

    def _table(self, rows: list[list[list[nodes.Node]]]) -> nodes.table:
        group = nodes.tgroup("", cols=len(HEADINGS))
        group += [nodes.colspec(colwidth=width) for width in (55, 45)]
        head, body = nodes.thead(""), nodes.tbody("")
        head += _row([self._words(heading) for heading in HEADINGS])
        body += [_row(row) for row in rows]
        group += [head, body]
        return nodes.table("", group, classes=["promises"])

    def _words(self, markdown: str) -> list[nodes.Node]:
        parent = nodes.Element()
        self.state.nested_parse(StringList(markdown.split("\n"), ""), self.content_offset, parent)
        return list(parent.children)


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    row = nodes.row("")
    row += [nodes.entry("", *cell) for cell in cells]
    return row


def _tests(names: list[str]) -> nodes.paragraph:
    """Return the names of files, which may break where a line ends: after a stroke or a dash."""
    text = ", ".join(name.removeprefix("tests/") for name in names)
    broken = text.replace("/", "/\u200b").replace("_", "_\u200b")
    return nodes.paragraph("", broken, classes=["held-by"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("promises", PromisesDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
