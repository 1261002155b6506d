"""Any printed pre/post table: type or paste its rows, and see every check at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from twowaves._base.arguments import sample_sizes
from twowaves._base.numbers import fixed, level, printed_p, typed
from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import few, listed
from twowaves.paired.ttest import paired_ttest
from twowaves.paper.datasets import load_energy_intake, load_outcomes, load_sleep
from twowaves.printed.audit import audit
from twowaves.printed.conventions import step_of
from twowaves.printed.findings import LABELS, headline
from twowaves.printed.known import KNOWN, not_used
from twowaves.printed.reading import Printed
from twowaves.printed.table import rows, texts, unused_columns
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

say = Sentences("widgets/audit_table/words")

_RULES = shared("widgets/audit_table/rules")
_COLUMNS: dict[str, list[str]] = _RULES["columns"]
_HEADS = {name: heading for name, (heading, _) in _COLUMNS.items()}
_MOST_ROWS: int = _RULES["most_rows"]
_MOST_SIZES: int = _RULES["most_sizes"]
#: How figures may have been printed, in words; the first of each is taken if nothing is declared.
_CONVENTIONS: dict[str, dict[str, str]] = _RULES["conventions"]
_USUAL = {name: next(iter(words)) for name, words in _CONVENTIONS.items()}
_OWN = "own"
_PAPER = "this paper"


class _Sent(list[dict[str, str]]):
    """Rows that the page sends, which says by itself what it did not use."""


class Table(traitlets.TraitType[list[dict[str, str]], Any]):
    """Rows of printed figures as text: a table, or what the page sends."""

    def set(self, obj: Any, value: Any) -> None:
        """Take on the rows; of what belonged to those before, nothing stays."""
        before = obj._trait_values.get(self.name)  # noqa: SLF001 # as traitlets' own set reads it
        if isinstance(value, _Sent):
            super().set(obj, value)
            return
        with obj.hold_sync():  # a front end has all of it at once
            super().set(obj, value.table if isinstance(value, Printed) else value)
            if isinstance(value, Printed):
                obj.unused = _columns_left(value)
            elif not isinstance(value, list):
                obj.unused = unused_columns(value)
            elif value != before:  # traitlets sets some values again
                obj.unused = []
            if before is not None:
                obj.let_go(before)

    def validate(self, obj: Any, value: Any) -> list[dict[str, str]]:
        """Return the cells that hold anything, by column, or say what is wrong."""
        del obj
        plain = value if isinstance(value, list) else texts(value)
        if not 1 <= len(plain) <= _MOST_ROWS:
            raise ValueError(say("no_such_count", count=len(plain), most=_MOST_ROWS))
        return [self._row(number, row) for number, row in enumerate(plain, start=1)]

    def _row(self, number: int, row: Any) -> dict[str, str]:
        if not isinstance(row, dict):
            raise TypeError(f"row {number} is {row!r}; give a DataFrame, or dicts of text")
        for column, cell in row.items():
            if column not in (*KNOWN, "unreadable"):
                raise ValueError(
                    f"row {number} has the column {column!r}; name them {', '.join(KNOWN)}"
                )
            if not isinstance(cell, str):
                raise TypeError(f"row {number}, {column} is {cell!r}; give it as text")
        return {column: cell for column, cell in row.items() if cell}


def _columns_left(printed: Printed) -> list[str]:
    """Return the columns of a source that stand for no figure, by their headers."""
    columns = printed.columns
    left = columns[(columns["figure"] == "") & (columns["column"] > 0)]
    return [
        header or f"column {place}"
        for place, header in zip(left["column"], left["header"], strict=True)
    ]


def _sent(value: Any) -> Any:
    """Return rows from the page as such; what is no list is refused like any other value."""
    return _Sent(value) if isinstance(value, list) else value


class Sizes(traitlets.TraitType[str, Any]):
    """Sample sizes as text: "11, 15"; one number or several will do."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or say what is wrong with it."""
        del obj
        if not isinstance(value, str):
            several = isinstance(value, Iterable)
            value = ", ".join(map(str, sample_sizes(value if several else [value])))
        parse_sizes(value)
        return str(value)


def parse_sizes(text: str) -> list[int]:
    """Return the sample sizes that a text names, or say which word names none.

    Parameters
    ----------
    text
        Whole numbers of 2 or more, with commas, semicolons or blanks between them.

    Returns
    -------
    list of int
        In the order of the text; none if it is empty.

    Raises
    ------
    ValueError
        If a word is no such number, or there are more than 20.

    Examples
    --------
    >>> parse_sizes("11, 15")
    [11, 15]
    """
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    for word in words:
        if not re.fullmatch("[0-9]{1,15}", word) or int(word) < 2:
            raise ValueError(say("no_size", word=word))
    if len(words) > _MOST_SIZES:
        raise ValueError(say("too_many_sizes", count=len(words), most=_MOST_SIZES))
    return [int(word) for word in words]


class Step(traitlets.TraitType[str, Any]):
    """In what steps answers go, as text: "1", "0.5", "1/3"; a number will do."""

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or say what is wrong with it."""
        del obj
        text = f"{value}"
        try:
            step_of(text)
        except ValueError:
            raise ValueError(say("no_step", step=text)) from None
        return text


def _whose() -> list[str]:
    """Return the examples, and the word for somebody's own table."""
    return [*table_examples(), _OWN]


class AuditTable(LiveFigure):
    """Type or paste rows of a printed table, and see what agrees with what.

    The same figure is live on the published page without a kernel. In JupyterLab, Python reads
    `table` and `report` after an edit. Setting `table` replaces the rows and what belonged to them,
    such as the further n, unless most cells of some row stay; setting `example` loads that example.

    Parameters
    ----------
    table : pandas.DataFrame, Printed or list of dict, optional
        One row an outcome, 1 to 60 of them; the columns that `audit` takes, each of which may be
        missing. Printed figures are text. `read_printed` makes such a table of a printed one.
    alpha : float
        The level at which p is called significant, from .001 to .2.
    n : int, iterable of int or str, optional
        Every further n that the text states for the whole table.
    example : str, optional
        One of the `examples` to start from, instead of a table: by default ``"this paper"``.
    rounding, sd, step, tail
        How the figures were printed, as `audit` takes it; one word for the rounding of all.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, or both a table and an example are given. A cell that
        cannot be read is no error: its checks are untestable, and the others go on.

    Examples
    --------
    >>> w = AuditTable(example="sleep")
    >>> w
    AuditTable: A row as a paper would print it, computed from the extra hours of sleep of ten \
patients under two drugs (Cushny & Peebles 1905); drug 1 stands as before, drug 2 as after. \
Nothing is at odds in 1 outcome; 7 of 12 checks could not be made, most often for this reason: \
“The column Scoring is missing or empty in this row”.
    """

    _esm = script("audit_table")
    _css = style("audit_table")

    widget_name = "audit-table"
    state_traits = (
        *("table", "alpha", "stated_n", "example", "private", "unused"),
        *_CONVENTIONS,
        "examples",
    )

    table = Table().tag(sync=True, from_json=lambda value, _: _sent(value))
    alpha = Level(0.05).tag(sync=True)
    stated_n = Sizes("").tag(sync=True)
    example = Choice(_whose, _OWN).tag(sync=True)
    rounding = Choice(lambda: [*_CONVENTIONS["rounding"]], _USUAL["rounding"]).tag(sync=True)
    sd = Choice(lambda: [*_CONVENTIONS["sd"]], _USUAL["sd"]).tag(sync=True)
    tail = Choice(lambda: [*_CONVENTIONS["tail"]], _USUAL["tail"]).tag(sync=True)
    step = Step(_USUAL["step"]).tag(sync=True)
    unused = traitlets.List(
        traitlets.Unicode(), help="columns of the table that were not understood"
    ).tag(sync=True)
    private = traitlets.Bool(default_value=False, help="typed or pasted by a reader").tag(sync=True)
    examples: traitlets.Dict[str, dict[str, Any]] = traitlets.Dict(
        read_only=True, help="the tables to choose from"
    ).tag(sync=True)

    def __init__(
        self,
        table: Any = None,
        *,
        alpha: float = 0.05,
        n: Any = None,
        example: str | None = None,
        rounding: str = _USUAL["rounding"],
        sd: str = _USUAL["sd"],
        step: Any = _USUAL["step"],
        tail: str = _USUAL["tail"],
    ) -> None:
        if table is not None and example is not None:
            raise ValueError(f"give a table, or example={example!r}, but not both")
        if table is None:
            example = _PAPER if example is None else example
            chosen = _example(example)
            table, n = chosen["table"], chosen["stated_n"] if n is None else n
        super().__init__(
            table=table,
            alpha=alpha,
            stated_n="" if n is None else n,
            example=example or _OWN,
            rounding=rounding,
            sd=sd,
            step=step,
            tail=tail,
        )
        self.set_trait("examples", table_examples())

    @property
    def report(self) -> pd.DataFrame:
        """What `twowaves.audit` finds in the table, with what is set."""
        return audit(
            _as_frame(self.table),
            alpha=self.alpha,
            n=parse_sizes(self.stated_n) or None,
            **self._conventions(),
        )

    def _conventions(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in _CONVENTIONS}

    def _read_as(self) -> str:
        """Return how the figures are read, in words."""
        words = [
            _CONVENTIONS[name].get(value) or say("step", step=value)
            for name, value in self._conventions().items()
        ]
        return say("read_as", conventions="; ".join(words))

    def load(self, example: str) -> None:
        """Replace the table and the stated n by those of an example.

        Parameters
        ----------
        example : str
            One of the figure's `examples`.

        Raises
        ------
        ValueError
            If there is no such example.
        """
        chosen = _example(example)
        with self.hold_sync(), self.hold_trait_notifications():
            self.table, self.stated_n = chosen["table"], chosen["stated_n"]
            self.example, self.private, self.unused = example, False, []
            self._declare_nothing()

    def let_go(self, before: list[dict[str, str]]) -> None:
        """Leave what belonged to the rows before, unless the rows are theirs, mended."""
        if self.table == before:
            return
        self.private = False
        if self.example != _OWN and self.table != table_examples()[self.example]["table"]:
            self.example = _OWN
        if not _goes_on(self.table, before, self.stated_n):
            self.stated_n = ""
            self._declare_nothing()

    def _declare_nothing(self) -> None:
        """Read figures as usual again."""
        for name, usual in _USUAL.items():
            setattr(self, name, usual)

    @traitlets.observe("example")
    def _follow_name(self, change: Any) -> None:
        """Take on the example whose name is set: no other table goes by it."""
        if change["new"] != _OWN and self.table != table_examples()[change["new"]]["table"]:
            self.load(change["new"])

    def title(self) -> str:
        """Return whose table this is."""
        if self.example != _OWN:
            return str(table_examples()[self.example]["caption"])
        title = say("title", whose="A table", n=len(self.table))
        source = _source_of_sizes(self.table, self.stated_n)
        if source is None:
            return title
        return f"{title} {say('further_n', label=table_examples()[source]['label'])}"

    def sentence(self) -> str:
        """Return how many checks came out how, and what matters most."""
        problems = [p for row in rows(_as_frame(self.table)) for p in row.problems.values()]
        report = self.report
        unused = [not_used(self.unused)] if self.unused else []
        unread = [say("unread", n=len(problems), first=problems[0])] if problems else []
        return _as_seen(" ".join([headline(report), *unused, *unread, *_kinds(report)]))

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the table as printed, every verdict, and the report in sentences."""
        table = _as_frame(self.table)
        table["outcome"] = [row.outcome for row in rows(table)]
        columns = sorted(table.columns, key=_RULES["scale"].__contains__)
        filled = [name for name in columns if name == "outcome" or (table[name] != "").any()]
        report = self.report
        checks = report["check"].unique().tolist()
        far = (" by " + report["distance"].astype("str")).where(report["distance"].notna(), "")
        verdicts = (report["verdict"] + far).to_numpy().reshape(len(table), len(checks))
        matrix = pd.DataFrame(verdicts.T, columns=table["outcome"].tolist())
        matrix.insert(0, "check", [LABELS[check] for check in checks], allow_duplicates=True)
        setting = f"α = {level(self.alpha)}{self._also()}"
        return [
            ("The table as printed", table[filled].rename(columns=_HEADS)),
            (f"What each check finds, and by how many units of the last digit, {setting}", matrix),
            ("The report", _readable(report)),
        ]

    def _also(self) -> str:
        sizes = f", further n: {self.stated_n}" if self.stated_n else ""
        return sizes if self._conventions() == _USUAL else f"{sizes}. {self._read_as()}"


def _readable(report: pd.DataFrame) -> pd.DataFrame:
    """Return the report in readers' words, with an empty cell where there is no distance."""
    far = report["distance"].astype("str").where(report["distance"].notna(), "")
    words = report.assign(distance=far, check=report["check"].map(LABELS))
    return words.rename(columns={"expected": "what follows", "detail": "what was found"})


def _source_of_sizes(table: list[dict[str, str]], sizes: str) -> str | None:
    """Return the example whose further n stand there beside rows of its own, if any."""
    return next(
        (
            name
            for name, example in table_examples().items()
            if sizes and example["stated_n"] == sizes and _shares_a_row(table, example["table"])
        ),
        None,
    )


def _goes_on(table: list[dict[str, str]], before: list[dict[str, str]], sizes: str) -> bool:
    """Tell whether rows are those before, mended, and so are those whose further n stand there."""
    source = _source_of_sizes(before, sizes)
    if source and not _shares_a_row(table, table_examples()[source]["table"]):
        return False
    return not any(before) or _shares_a_row(table, before)


def _shares_a_row(table: list[dict[str, str]], example: list[dict[str, str]]) -> bool:
    """Tell whether some row of a table still says most of what a row of the example says."""
    return any(
        2 * sum(row.get(column) == cell for column, cell in other.items()) > len(other)
        for row in table
        for other in example
        if other
    )


def _as_frame(table: list[dict[str, str]]) -> pd.DataFrame:
    columns = [*KNOWN, "unreadable"]
    return pd.DataFrame(
        [[row.get(column, "") for column in columns] for row in table], columns=columns, dtype="str"
    )


def _as_seen(text: str) -> str:
    """Return sentences about columns, which they call as the table on the page does."""

    def named(found: re.Match[str]) -> str:
        before, column = found.groups()
        return before + _COLUMNS.get(column, [column])[0]

    return re.sub(r"(, |column )([a-z_]+)(?=: | is missing)", named, text)


def _kinds(report: pd.DataFrame) -> list[str]:
    """Return a sentence for each kind of finding that a reader would want to hear of first."""
    count = report["check"].nunique()
    parts = [report.iloc[i : i + count] for i in range(0, len(report), count)]
    said = []
    for kind in _RULES["kinds"]:
        names = [part["outcome"].iloc[0] for part in parts if _is_of(kind, part)]
        if names:
            outcomes = listed(few(names, _RULES["most_names"]))
            said.append(say("kind", kind=kind["says"], outcomes=outcomes))
    return said[: _RULES["most_kinds"]]


def _is_of(kind: dict[str, Any], part: pd.DataFrame) -> bool:
    """Tell whether one of a kind's checks has its verdict in a row, and its reading."""
    names = kind["checks"] or part["check"]
    of = part["check"].isin(names) & (part["verdict"] == kind["verdict"])
    return bool((of & part["reading"].str.startswith(kind["reading"])).any())


def _example(name: str) -> dict[str, Any]:
    examples = table_examples()
    if name not in examples:
        raise ValueError(f"example is {name!r}; it must be one of {', '.join(map(repr, examples))}")
    return examples[name]


@cache
def table_examples() -> dict[str, dict[str, Any]]:
    """Return the tables to start from: label, caption, rows and the n that the text states."""
    return {
        _PAPER: {
            "label": "this paper (Beaumont et al. 2021)",
            "caption": "Table 1 and the six tests of Beaumont et al. (2021). "
            "Its text also speaks of 11 and of 15 people.",
            "table": texts(load_outcomes()),
            "stated_n": "11, 15",
        },
        **_real_rows(),
        **_published_cases(),
        "empty": {
            "label": "an empty table",
            "caption": "An empty table: a place to start.",
            "table": [{}],
            "stated_n": "",
        },
    }


_WEIGHT = {
    "outcome": "weight",
    "n": "17",
    "mean_pre": "83.23",
    "sd_pre": "5.02",
    "mean_post": "90.49",
    "sd_post": "8.48",
    "statistic": "4.185",
    "df": "16",
    "pvalue": "< .001",
}


def _real_rows() -> dict[str, dict[str, Any]]:
    """Return rows as papers would print them, from data that exist."""
    sleep, intake = load_sleep(), load_energy_intake()
    return {
        "sleep": {
            "label": "sleep (Cushny & Peebles 1905)",
            "caption": "A row as a paper would print it, computed from the extra hours of sleep "
            "of ten patients under two drugs (Cushny & Peebles 1905); drug 1 stands as before, "
            "drug 2 as after.",
            "table": [_row("extra sleep", sleep["group_1"], sleep["group_2"], decimals=2)],
            "stated_n": "",
        },
        "energy intake": {
            "label": "energy intake (Altman 1991)",
            "caption": "A row as a paper would print it, computed from the daily energy intake "
            "(whole kJ) of eleven women before and after the menstrual period (Altman 1991).",
            "table": [
                _row("energy intake", intake["pre"], intake["post"], decimals=1)
                | {"scoring": "total", "n_items": "1"}
            ],
            "stated_n": "",
        },
        "anorexia": {
            "label": "anorexia, family therapy (Hand et al. 1994)",
            "caption": "Weight in pounds of 17 patients before and after family therapy "
            "(the data set anorexia; Hand et al. 1994): its figures, rounded here as a paper "
            "would print them.",
            "table": [_WEIGHT],
            "stated_n": "",
        },
    }


def _row(outcome: str, pre: ArrayLike, post: ArrayLike, *, decimals: int) -> dict[str, str]:
    """Return the paired t test of the data as printed figures."""
    test = paired_ttest(pre, post)
    cells = {
        "n": str(test.n),
        "mean_pre": fixed(test.mean_pre, decimals),
        "sd_pre": fixed(test.sd_pre, decimals),
        "mean_post": fixed(test.mean_post, decimals),
        "sd_post": fixed(test.sd_post, decimals),
        "statistic": fixed(test.statistic, 2),
        "df": str(int(test.df)),
        "pvalue": printed_p(test.pvalue, [0.05]),
    }
    return {"outcome": outcome} | {name: typed(text) for name, text in cells.items()}


def _published_cases() -> dict[str, dict[str, Any]]:
    """Return the cases with which two tools are tested; no study stands behind them."""
    cases = [("2.20", p) for p in (".03", ".04", ".036", ".06")]
    cases += [("2.2", ".03"), ("1.20", ".03"), ("2", ".02"), ("2", ".14")]
    means = [("5.19", "1.60", "28"), ("5.21", "1.6", "28"), ("3.44", "2.47", "18")]
    return {
        "statcheck": {
            "label": "made up: t and p (cases of statcheck)",
            "caption": "Made-up tests with which the tool statcheck is tested (Nuijten et al. "
            "2016): no study stands behind them. Some p values are wrong on purpose.",
            "table": [
                {"outcome": f"t(28) = {t}, p = {p}", "statistic": t, "df": "28", "pvalue": p}
                for t, p in cases
            ],
            "stated_n": "",
        },
        "grim": {
            "label": "made up: means and SDs (GRIM and GRIMMER)",
            "caption": "Made-up means and SDs of whole numbers after Brown & Heathers (2017) and "
            "Anaya (2016): no study stands behind them. 28 whole numbers cannot have the mean "
            "5.19, nor 18 the SD 2.47 with the mean 3.44.",
            "table": [
                {
                    "outcome": f"made-up {mean} ({sd})",
                    "n": n,
                    "n_items": "1",
                    "scoring": "total",
                    "mean_pre": mean,
                    "sd_pre": sd,
                }
                for mean, sd, n in means
            ],
            "stated_n": "",
        },
    }
