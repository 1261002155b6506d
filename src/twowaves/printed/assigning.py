"""Which figures a table's columns are: by their headers, their cells, the lines, or a caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twowaves._base.arguments import as_whole
from twowaves._base.sentences import Sentences
from twowaves._base.words import few, listed, shortened
from twowaves.printed.body import is_figure
from twowaves.printed.columns import FIGURES, Column, is_missing, needs_a_wave
from twowaves.printed.waves import named, two_waves, wave_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twowaves.printed.body import Body
    from twowaves.printed.layout import Line
    from twowaves.printed.names import Head

tell = Sentences("printed/reading")


def columns_of(heads: Sequence[Head], lines: Sequence[Line]) -> list[Column]:
    """Return what headers and cells say of columns.

    Parameters
    ----------
    heads
        Of all columns.
    lines
        Those below the header.
    """
    has_outcome = any(head.figures == ("outcome",) for head in heads)
    found: list[Column] = []
    at_names = True  # whether no column so far holds figures
    for place, head in enumerate(heads, start=1):
        cells = [line.cells[place - 1] for line in lines]
        column = Column(place, head)
        of_names = at_names and _are_names(head, cells)
        if of_names and place > 1 and any(map(wave_of, cells)):
            column.kind, column.why = "time", tell("time")
        elif head.figures == ("outcome",) or (of_names and not (has_outcome and head.text)):
            column.kind, column.figures, column.why = "name", ("outcome",), tell("name")
        elif _are_figures(head, cells):
            _take_head(column)
        elif any(cells):
            key = "other_figure" if head.other else "unknown_column"
            column.why = tell(key, what=head.other)
        at_names &= column.kind != "figures"
        found.append(column)
    return found


def _are_names(head: Head, cells: Sequence[str]) -> bool:
    return (head.says_nothing or head.figures == ("outcome",)) and _share_of_figures(cells) < 0.5


def _are_figures(head: Head, cells: Sequence[str]) -> bool:
    """Tell whether a header names figures, or a wave whose figures the cells are."""
    if head.figures:
        return True
    if head.other:
        return False
    return bool(head.wave and _share_of_figures(cells)) or _say_themselves(cells)


def only_of(columns: list[Column], group: str) -> None:
    """Leave the columns of other groups out, and those that are of none but names.

    Parameters
    ----------
    columns
        All of them.
    group
        Whose columns are read.
    """
    for column in columns:
        if column.kind != "figures" or column.head.group == group:
            continue
        if column.head.group:
            column.kind = "elsewhere"
        else:
            column.kind, column.figures, column.why = "unused", (), tell("of_no_group")


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


def assigned(columns: list[Column], mapping: Mapping[Any, Any]) -> list[Column]:
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
    place = None if isinstance(key, str) else as_whole(key)
    if place is not None and 1 <= place <= len(columns):
        return columns[place - 1]
    found = [each for each in columns if each.head.text == key]
    if len(found) > 1:
        raise ValueError(tell("key_twice", key=repr(key)))
    if not found:
        raise ValueError(tell("no_column", key=repr(key), columns=in_words(columns)))
    return found[0]


def in_words(columns: Sequence[Column]) -> str:
    """Return columns as a sentence lists them, by their numbers, and headers if they have some."""
    given = [
        f"{each.place} ('{shortened(each.head.text, 30)}')" if each.head.text else f"{each.place}"
        for each in columns
    ]
    return listed(few(given, 11, 50))


# waves


def tell_waves(columns: list[Column], body: Body) -> None:
    """Say of the column that names the waves how it calls them."""
    if not any(body.waves):
        return
    names = [column for column in columns if column.kind in {"time", "name"}]
    place = next((column for column in names if column.kind == "time"), names[-1])
    waves = listed(few([f"'{name}'" for name in body.wave_names], 6))
    told = tell("line_waves", waves=waves)
    place.why = told if place.kind == "time" else f"{place.why}; {told}"


def settle_waves(columns: list[Column], body: Body) -> None:
    """Say of each column and line which of the two waves it is of."""
    figures = [each for each in columns if each.kind == "figures"]
    said = [each.head.wave for each in figures if not each.whys]
    found = [wave for wave in dict.fromkeys([*said, *body.waves]) if wave]
    try:
        names = two_waves(found)
    except ValueError:
        waves = [wave for wave in found if wave != "change"]
        shown = [each.head.text for each in figures if each.head.wave in waves]
        names_of = [*dict.fromkeys(shown)] or waves
        asked = tell("many_waves", n=len(waves), waves=listed(few(names_of)))
        how = f"mapping={{'{names_of[0]}': 'mean_pre', …}}"
        raise ValueError(
            f"{asked}, with a mapping such as {how}, and None for a column to leave out"
        ) from None
    names["change"] = "change"
    _refuse_groups(columns)
    for column in figures:
        if not column.whys and column.head.wave:
            column.wave = names.get(column.head.wave, "later")
            if column.wave == "later":
                column.why = tell("third_wave", what=column.head.text)
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
    """Refuse columns of several waves where nothing says which is which."""
    if any(body.waves):
        return
    means = [each for each in figures if "mean" in each.figures and not each.wave and not each.whys]
    if len(means) < 2:
        return
    first, second = means[0].place, means[1].place
    asked = tell("no_waves", first=first, second=second)
    how = f"mapping={{{first}: 'mean_pre', {second}: 'mean_post'}}"
    raise ValueError(f"{asked}, with a mapping such as {how}")


def _refuse_groups(columns: list[Column]) -> None:
    """Refuse columns of groups where no header says what was before and after."""
    of_groups = [
        each
        for each in columns
        if each.head.group and not each.head.wave and not each.whys and each.kind != "name"
        and (not each.figures or "mean" in each.figures)
    ]  # fmt: skip
    if len({each.head.group for each in of_groups}) > 1:
        shown = listed(few([f"'{each.head.text}'" for each in of_groups]))
        how = f"mapping={{{of_groups[0].place}: 'mean_pre'}}"
        raise ValueError(f"{tell('groups', columns=shown)}, with a mapping such as {how}")


def refuse_doubles(columns: list[Column]) -> None:
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
                asked = tell("same_twice", first=seen[name], second=column.place, figure=name)
                raise ValueError(f"{asked}, with mapping={{{column.place}: None}} to leave one out")
            seen[name] = column.place
