"""What stands beside a table's cells: numbers in headers and names, notes, stars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences
from twowaves._base.words import listed
from twowaves.printed.names import head_of
from twowaves.printed.notes import n_of, stars_of
from twowaves.printed.waves import named

if TYPE_CHECKING:
    from twowaves.printed.draft import Draft, Star

tell = Sentences("printed/reading")


def from_headers(draft: Draft) -> None:
    """Take n and the level of an interval from headers."""
    for column in draft.columns:
        head = column.head
        if head.n and column.wave != "later" and column.kind in {"figures", "name"}:
            _everywhere(draft, named("n", column.wave), head.n, head.text, tell("in_header"))
        if head.level and any(figure.startswith("ci") for figure in column.figures):
            _everywhere(draft, "ci_level", head.level, head.text, tell("in_header"))
        if head.df and "statistic" in column.figures:
            _everywhere(draft, "df", head.df, head.text, tell("in_header"))


def from_names(draft: Draft) -> None:
    """Take n from outcomes' names, where no column has it: ``PHQ-9 (n = 38)``."""
    if "n" in draft.texts or not draft.rows:
        return
    found = [head_of(name).n if "=" in name else "" for name in draft.texts["outcome"]]
    if any(found):
        draft.texts["n"] = found
        draft.extra.append(("", "n", tell("name_n")))


def tell_groups(draft: Draft) -> None:
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


def from_notes(
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
