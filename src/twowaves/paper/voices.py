"""What participants said, by theme, and how it meets the numbers: tables to open and read.

Each function takes the frames of `datasets`, or frames of the same columns about another study, and
refuses a row that does not say where it comes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from twowaves._base.numbers import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Reading", "browse_themes", "joint_display", "label_drift"]

RELATIONS = ("agreement", "tension", "silence")
SPEAKERS = ("the paper", "us")
NOT_MEASURED = "not measured"
_NONE = "none"
_SECTION = re.compile(r"§\d+(\.\d+)*")


@dataclass(frozen=True, repr=False)
class Reading:
    """Something to read: as HTML in a notebook and on a page, as plain text elsewhere.

    Parameters
    ----------
    html : str
        Tables, without scripts or styles.
    text : str
        The same words.
    """

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def browse_themes(themes: pd.DataFrame, quotes: pd.DataFrame) -> Reading:
    """Return themes, each to be opened: its subthemes with their sections and quotations.

    Parameters
    ----------
    themes : pandas.DataFrame
        Columns as from `load_themes`: `source`, `table`, `theme_number`, `theme_in_text`,
        `subtheme_in_text` and `section`, one row a subtheme.
    quotes : pandas.DataFrame
        Columns as from `load_quotes`: `source`, `section`, `quote` and `left_out`. Quotations of
        other sources are not shown. What was left out at an end is marked by dots.

    Returns
    -------
    Reading

    Raises
    ------
    ValueError
        If a subtheme has no section such as "§10.1", or a quotation's section is that of none of
        the subthemes of its source.

    Examples
    --------
    >>> from twowaves.paper.datasets import load_quotes, load_themes
    >>> themes = load_themes().query("section == '§12.2'")
    >>> quotes = load_quotes().query("section == '§12.2'")
    >>> print(browse_themes(themes, quotes).text[:98])
    Theme 3 of the diaries (Table 2): Difficulties and opportunities
      Difficulties as opportunities (
    """
    themes = themes.reset_index(drop=True)
    _refuse_bare(themes)
    quotes = quotes[quotes["source"].isin(themes["source"])].reset_index(drop=True)
    _refuse_strays(quotes, themes)
    groups = themes.groupby(["source", "theme_number"], sort=False)
    parts = [_theme(rows, quotes) for _, rows in groups]
    return Reading("\n".join(part.html for part in parts), "\n".join(part.text for part in parts))


def _refuse_bare(themes: pd.DataFrame) -> None:
    places = zip(themes["section"], themes["subtheme_in_text"], strict=True)
    for place, (section, subtheme) in enumerate(places):
        if not _SECTION.fullmatch(section):
            raise ValueError(
                f"row {place} of themes, subtheme {subtheme!r}: section is {section!r}; it must "
                "be a section of the paper, such as '§10.1'"
            )


def _refuse_strays(quotes: pd.DataFrame, themes: pd.DataFrame) -> None:
    known = set(zip(themes["source"], themes["section"], strict=True))
    said = zip(quotes["source"], quotes["section"], quotes["quote"], strict=True)
    for place, (source, section, quote) in enumerate(said):
        if (source, section) not in known:
            raise ValueError(
                f"row {place} of quotes, {quote[:30]!r}: section is {section!r}; it must be that "
                f"of a subtheme of the {source}"
            )


def _theme(rows: pd.DataFrame, quotes: pd.DataFrame) -> Reading:
    first = rows.iloc[0]
    title = f"Theme {first['theme_number']} of the {first['source']} ({first['table']}): "
    title += first["theme_in_text"]
    subthemes = [
        (f"{row.subtheme_in_text} ({row.section})",
         [_marked(quote) for quote in quotes[(quotes["source"] == row.source)
                                             & (quotes["section"] == row.section)].itertuples()])
        for row in rows.itertuples()
    ]  # fmt: skip
    body = "\n".join(_row(escape(name), _list(said)) for name, said in subthemes)
    caption = "The subthemes, and what was said"
    heads = ("Subtheme and section", "What was said")
    table = _table(caption, heads, f"<tbody>\n{body}\n</tbody>")
    lines = [
        line for name, said in subthemes for line in (f"  {name}", *(f"    {q}" for q in said))
    ]
    return Reading(
        f"<details>\n<summary>{escape(title)}</summary>\n{table}\n</details>",
        "\n".join([title, *lines]),
    )


def _marked(quote: Any) -> str:
    """Return a quotation in its marks, with dots where something of it was left out."""
    before = "… " if quote.left_out in {"start", "start and end"} else ""
    after = " …" if quote.left_out in {"end", "start and end"} else ""
    return f"“{before}{quote.quote}{after}”"


def joint_display(pairs: pd.DataFrame, outcomes: pd.DataFrame) -> Reading:
    """Return each outcome beside the themes that speak to it.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Columns as from `load_joint_display`; rows of one outcome stand together.
    outcomes : pandas.DataFrame
        Columns as from `load_outcomes`: what was measured, with its printed figures.

    Returns
    -------
    Reading
        One table: above the rows of an outcome its figures as printed; in each row the subtheme,
        how the two meet, who says so, and a reading.

    Raises
    ------
    ValueError
        If an outcome, relation or speaker is unknown, or a section is missing: of a subtheme, or
        of the place where the paper itself joins the two.

    Examples
    --------
    >>> from twowaves.paper.datasets import load_joint_display, load_outcomes
    >>> pairs = load_joint_display().query("outcome == 'hated self'")
    >>> print(joint_display(pairs, load_outcomes()).text[:93])
    hated self: mean 4.8 before, 2.5 after; t(11) = −1.636, p = .07; not significant in the paper
    """
    pairs = pairs.reset_index(drop=True)
    measured = outcomes.set_index("outcome")
    for row in pairs.to_dict("records"):
        _refuse_pair(row, [*measured.index, NOT_MEASURED])
    parts = [
        _outcome(_printed(str(name), measured), rows)
        for name, rows in pairs.groupby("outcome", sort=False)
    ]
    bodies = "\n".join(part.html for part in parts)
    caption = "What was measured, and the themes that meet it"
    table = _table(caption, ("Theme", "How it meets the number"), bodies)
    return Reading(table, "\n".join(part.text for part in parts))


def _refuse_pair(row: Mapping[Any, Any], outcomes: list[str]) -> None:
    accepted = {"outcome": outcomes, "relation": RELATIONS, "said_by": SPEAKERS}
    for column, values in accepted.items():
        if row[column] not in values:
            raise ValueError(
                f"{column} is {row[column]!r}, beside {row['subtheme']!r}; it must be one of "
                f"{', '.join(map(repr, values))}"
            )
    needed = {"section": row["subtheme"] != _NONE, "said_in": row["said_by"] == "the paper"}
    for column, is_needed in needed.items():
        if is_needed and not _SECTION.fullmatch(row[column]):
            raise ValueError(
                f"{column} is {row[column]!r}, for {row['outcome']!r} beside {row['subtheme']!r}; "
                "it must be a section of the paper, such as '§17'"
            )


def _printed(name: str, measured: pd.DataFrame) -> str:
    """Return an outcome with its figures as printed, and with their section."""
    if name == NOT_MEASURED:
        return "not measured by any score"
    row = measured.loc[name]
    t = row["statistic"].replace("-", MINUS)
    return (
        f"{name}: mean {row['mean_pre']} before, {row['mean_post']} after; "
        f"t({row['df']}) = {t}, p = {row['pvalue']}; "
        f"{row['claim']} in the paper ({row['section'].split(' | ')[0]})"
    )


def _outcome(head: str, rows: pd.DataFrame) -> Reading:
    pairs = [_pair(row) for row in rows.to_dict("records")]
    body = "\n".join(
        _row(escape(theme), f"<p><strong>{relation}</strong>, {speaker}</p><p>{escape(says)}</p>")
        for theme, relation, speaker, says in pairs
    )
    lines = [
        f"  {theme}: {relation}, {speaker}. {says}" for theme, relation, speaker, says in pairs
    ]
    group = f'<tr><th scope="rowgroup" colspan="2">{escape(head)}</th></tr>'
    return Reading(f"<tbody>\n{group}\n{body}\n</tbody>", "\n".join([head, *lines]))


def _pair(row: Mapping[Any, Any]) -> tuple[str, str, str, str]:
    """Return the theme with its place, the relation, who says so, and the reading."""
    silent = row["subtheme"] == _NONE
    theme = "no theme" if silent else f"{row['subtheme']} ({row['source']}, {row['section']})"
    speaker = f"said by {row['said_by']}"
    if row["said_by"] == "the paper":
        speaker += f" ({row['said_in']})"
    return theme, row["relation"], speaker, row["reading"]


def label_drift(themes: pd.DataFrame) -> pd.DataFrame:
    """Return the labels that differ between a table and the headings of the text.

    Parameters
    ----------
    themes : pandas.DataFrame
        Columns as from `load_themes`.

    Returns
    -------
    pandas.DataFrame
        One row a label that differs: `label` ("theme" or "subtheme"), `table`, `in_table`,
        `in_text`, `section` (of the heading, or the first below it) and `differs_in` ("capitals"
        or "words").

    Examples
    --------
    >>> from twowaves.paper.datasets import load_themes
    >>> label_drift(load_themes()).query("differs_in == 'words'")["section"].tolist()
    ['§10.2', '§10.3']
    """
    kinds = [_labels(themes, kind) for kind in ("theme", "subtheme")]
    labels = pd.concat(kinds, ignore_index=True)
    labels = labels[labels["in_table"] != labels["in_text"]].reset_index(drop=True)
    folded = labels["in_table"].str.casefold() == labels["in_text"].str.casefold()
    return labels.assign(differs_in=folded.map({True: "capitals", False: "words"}))


def _labels(themes: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the labels of one kind, each once."""
    columns = {f"{kind}_in_table": "in_table", f"{kind}_in_text": "in_text"}
    labels = themes[["table", *columns, "section"]].rename(columns=columns)
    labels = labels.drop_duplicates(["table", "in_table", "in_text"])
    return labels.assign(label=kind)[["label", "table", "in_table", "in_text", "section"]]


def _table(caption: str, heads: Iterable[str], bodies: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<table class="twowaves-reading">\n<caption>{caption}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n{bodies}\n</table>"
    )


def _row(head: str, cell: str) -> str:
    return f'<tr><th scope="row">{head}</th><td>{cell}</td></tr>'


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
