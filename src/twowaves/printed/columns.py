"""What each column of a printed table is, and what its cells hold then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from twowaves._base.sentences import Sentences, shared
from twowaves.printed.cell_figures import atoms_of
from twowaves.printed.numerals import MISSING, odd_commas, plain, whole
from twowaves.printed.waves import OF_A_WAVE, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from twowaves.printed.cell_figures import Atom
    from twowaves.printed.names import Head

tell = Sentences("printed/reading")

_RULES = shared("printed/reading_rules")
FIGURES: tuple[str, ...] = tuple(_RULES["figures"])
CLAIMS: dict[str, str] = _RULES["claims"]
MOST_IN_A_CELL: int = _RULES["most_in_a_cell"]
_WHOLE = {"n", "n_pre", "n_post", "n_items", "df"}
_SIMPLE = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})")

_PAIR = re.compile(
    r"(-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})) ?"
    r"(?:\(|\(?± ?)([0-9]{0,15}(?:[0-9]|\.[0-9]{1,15}))\)?"
)

Kind = Literal["figures", "name", "time", "unused", "elsewhere"]


@dataclass(slots=True)
class Column:
    """A column and what it was taken for.

    Parameters
    ----------
    place
        From 1.
    head
        What its header says.
    kind
        Whether it holds figures, or names, or waves, or nothing that is used; what is read with
        another group's rows stands elsewhere.
    figures
        In the order in which a cell holds them, without waves.
    wave
        ``pre``, ``post``, ``change``, or nothing if the rows say so or nobody.
    why
        How it is known, in words; or why it is not used.
    whys
        The same for single figures, by their names in the table.
    """

    place: int
    head: Head
    kind: Kind = "unused"
    figures: tuple[str, ...] = ()
    wave: str = ""
    why: str = ""
    whys: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Hints:
    """What the rest of the table says of numbers that a header leaves open."""

    spread: str = "sd"
    spread_is_named: bool = False
    intervals: bool = False  # some header or note names one
    odd_commas: bool = False  # a comma where other numbers have points is one too


@dataclass(slots=True)
class Found:
    """What a cell holds: figures by name, what is left with the reason, and marks."""

    figures: list[tuple[str, str]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)  # what another reading takes otherwise


def is_simple(text: str) -> bool:
    """Tell whether a text is a number and nothing else.

    Examples
    --------
    >>> is_simple("-.05"), is_simple("< .05")
    (True, False)
    """
    return bool(_SIMPLE.fullmatch(text))


def pair_of(text: str) -> tuple[str, str] | None:
    """Return the two numbers of a cell that holds nothing else, as most hold a mean and its SD.

    Examples
    --------
    >>> pair_of("18.35 (6.20)"), pair_of("78.0 (±20.4)"), pair_of("1.2 (3 to 4)")
    (('18.35', '6.20'), ('78.0', '20.4'), None)
    """
    found = _PAIR.fullmatch(text)
    return (found[1], found[2]) if found else None


def is_missing(text: str) -> bool:
    """Tell whether a cell is empty, as papers write it.

    Examples
    --------
    >>> is_missing("\N{EM DASH}"), is_missing("0")
    (True, False)
    """
    return plain(text).strip().lower() in MISSING


def reader_of(column: Column, hints: Hints) -> Callable[[str, str], Found]:
    """Return what reads the cells of a column, each text once."""
    known: dict[tuple[str, str], Found] = {}

    def read(text: str, wave: str) -> Found:
        found = known.get((text, wave))
        if found is None:
            found = known[text, wave] = _read(text, column, column.wave or wave, hints)
        return found

    return read


def _read(text: str, column: Column, wave: str, hints: Hints) -> Found:
    """Return what a cell holds that is not empty."""
    found = Found()
    bare = " ".join(plain(text).lower().split())
    if len(text) > MOST_IN_A_CELL:
        found.left.append((text, tell("longer", most=MOST_IN_A_CELL)))
    elif column.figures in {("pvalue",), ("claim",), ()} and bare in CLAIMS:
        found.figures.append(("claim", CLAIMS[bare]))
    elif column.figures == ("claim",):
        found.left.append((text, tell("no_claim")))
    elif column.figures in {("unit",), ("scoring",)}:
        found.figures.append((column.figures[0], text))
    else:
        _Taking(column, wave, hints, found).take(atoms_of(_without_doubts(text, hints, found)))
    return found


def _without_doubts(text: str, hints: Hints, found: Found) -> str:
    """Return a cell without the numbers whose comma may separate decimals, or with points there."""
    bare = plain(text)
    for start, end in reversed(odd_commas(bare)):
        start -= bare[:start].endswith("-")  # noqa: PLW2901 # its sign goes with it
        if hints.odd_commas:
            number = bare[start:end].replace(",", ".")
        else:
            found.left.append((bare[start:end], tell("comma")))
            found.doubts.append("comma")
            number = ""
        bare = f"{bare[:start]}{number}{bare[end:]}"
    return bare


@dataclass(slots=True)
class _Taking:
    """Numbers of a cell on their way to the figures that its header promises."""

    column: Column
    wave: str
    hints: Hints
    found: Found
    open: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    too_many: list[str] = field(default_factory=list)
    with_ends: bool = False  # the interval's ends stand together, behind a number

    def take(self, atoms: list[Atom]) -> None:
        self.open = [*self.column.figures]
        if self.wave and (not self.open or (self.open == ["ci"] and _has_value_and_ends(atoms))):
            self.open = ["mean", *self.open]
        self.with_ends = _has_value_and_ends(atoms)
        if _is_one_in_brackets(atoms) and self.open[:1] != ["ci"]:
            self._leave_out_the_first()
        for atom in atoms:
            self._take(atom)
        if self.too_many:
            self.found.left += [(text, tell("too_many")) for _, text in self.found.figures]
            self.found.left += [(text, tell("too_many")) for text in self.too_many]
            self.found.figures.clear()
            self.found.doubts.clear()
        if self.words:
            self.found.left.append((" ".join(self.words), tell("words")))

    def _leave_out_the_first(self) -> None:
        """Take a number in brackets for the second: the first is missing, or was not read."""
        if len(self.column.figures) > 1 or not self.column.figures:
            self.open = self.open[1:]

    def _take(self, atom: Atom) -> None:
        slot, text = atom.slot, atom.text
        if slot == "mark":
            self.found.marks.append(text)
        elif slot in {"words", "numbers"}:
            self.words.append(text)
        elif slot == "level":
            self._put("ci_level", text)
        elif slot == "other":
            self._leave(text, tell("other_figure", what=self.column.head.text or text))
        elif slot in {"low", "high"}:
            self._end(slot, text)
        elif slot in {"value", "bracket", "spread"}:
            self._number(slot, text)
        else:
            self._put(slot, text)

    def _put(self, figure: str, text: str) -> None:
        """Put a number under its name, if the wave that this takes is known."""
        name = named(figure, self.wave)
        if name not in FIGURES:
            self._leave(text, tell("no_wave"))
            return
        if figure in self.open:
            self.open.remove(figure)
        text = whole(text) if name in _WHOLE else text
        self.found.figures.append((name, text))

    def _leave(self, text: str, why: str) -> None:
        self.found.left.append((text, why))

    def _end(self, slot: str, text: str) -> None:
        if "scale" in self.column.figures:
            self._put("scale_min" if slot == "low" else "scale_max", text)
        elif "ci" in self.column.figures or self.hints.intervals or not self.open:
            self._put(f"ci_{slot}", text)
        else:
            self._leave(text, tell("unnamed"))

    def _number(self, slot: str, text: str) -> None:
        """Put a number where the header expects it next."""
        spreads = [each for each in self.open if each in {"sd", "se"}]
        if slot == "spread" and spreads:
            self._put(spreads[0], text)
        elif slot == "spread" or (slot == "bracket" and self._is_beside_a_mean() and not self.open):
            self._unnamed_spread(text)
        elif self.open and self.open[0] not in {"ci", "scale"}:
            self._put(self.open[0], text)
        elif self.open and not self.with_ends:
            self._one_end(text)
        elif slot == "value":
            self.too_many.append(text)
        else:
            self._leave(text, tell("unnamed"))

    def _one_end(self, text: str) -> None:
        """Take the ends of an interval that only a comma separates."""
        ends = sum(name.startswith(("ci_low", "scale_min")) for name, _ in self.found.figures)
        if self.open[0] == "scale":
            self._put("scale_max" if ends else "scale_min", text)
        else:
            self._put("ci_high" if ends else "ci_low", text)

    def _is_beside_a_mean(self) -> bool:
        return bool(self.found.figures) and self.found.figures[-1][0].startswith("mean")

    def _unnamed_spread(self, text: str) -> None:
        if not self._is_beside_a_mean():
            self._leave(text, tell("unnamed"))
            return
        if not self.hints.spread_is_named:
            self.found.doubts.append("se")
        self._put(self.hints.spread, text)


def _is_one_in_brackets(atoms: list[Atom]) -> bool:
    """Tell whether the only number of a cell stands in brackets: ``– (0.8)``."""
    numbers = [atom.slot for atom in atoms if atom.slot not in {"mark", "words"}]
    return numbers == ["bracket"]


def _has_value_and_ends(atoms: list[Atom]) -> bool:
    """Tell whether a cell holds a number before an interval: ``3.75 [0.62, 6.88]``."""
    slots = [atom.slot for atom in atoms]
    return "value" in slots and ("low" in slots or "ci_low" in slots)


def needs_a_wave(column: Column) -> bool:
    """Tell whether the rows have to say of which wave a column's figures are."""
    needed = OF_A_WAVE - {"n", "ci", "ci_low", "ci_high"}
    return column.kind == "figures" and not column.wave and bool(needed & set(column.figures))
