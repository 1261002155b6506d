"""Sentences in APA form: ``from M = 18.35 (SD = 6.20) to M = 22.10 (SD = 5.84), t(19) = 2.51``."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from twowaves._base.sentences import Sentences
from twowaves._base.words import shortened
from twowaves.printed.cell_figures import Atom, as_read, atoms_of
from twowaves.printed.columns import FIGURES, Column
from twowaves.printed.draft import Draft
from twowaves.printed.names import Head
from twowaves.printed.notes import spread_of
from twowaves.printed.numerals import odd_commas, whole
from twowaves.printed.waves import named, wave_of, wave_told

tell = Sentences("printed/reading")

_SENTENCE = re.compile(r"[.!?][)\]]?\s(?=[A-ZÄÖÜ])|\n\n")
_LABEL = re.compile(r"[(\[]|\b(?:[A-Za-z]{1,4} ?[=<>]|[A-Za-z] ?\()")
_DEGREES = re.compile(r"[A-Za-z] ?\($")
_BEFORE_A_SPREAD = {"value", "bracket", "mean"}
_OF_A_MEAN = {"sd", "se", "n", "ci_low", "ci_high"}
_OF_A_TEST = {"df", "statistic", "pvalue", "d", "r"}
_LONGEST = 60  # letters of an outcome's name


@dataclass(slots=True)
class _Test:
    """What sentences say of one test.

    Parameters
    ----------
    start
        Where they begin.
    means
        Each mean with what goes with it, as atoms; the first ones go with none.
    test
        t, its df and p, and what else is of the change.
    """

    start: int
    means: list[list[Atom]] = field(default_factory=list)
    test: list[Atom] = field(default_factory=list)
    at_a_mean: bool = False  # what was read last goes with a mean

    def is_tested(self) -> bool:
        return any(atom.slot in _OF_A_TEST for atom in self.test)

    def has(self, slot: str) -> bool:
        return any(atom.slot == slot for atom in self.test)


def prose_of(text: str, doubt: str = "") -> Draft | None:
    """Return what sentences say of tests, one row each, or nothing if they say none.

    Parameters
    ----------
    text
        The sentences.
    doubt
        ``order`` if means that nothing else tells apart are told the last one first, ``se`` if
        what stands behind ± is a standard error, ``comma`` if a comma where other numbers
        have points is one too.

    Examples
    --------
    >>> draft = prose_of("It rose from M = 18.35 (SD = 6.20) to M = 22.10, t(19) = 2.51, p = .021.")
    >>> draft.texts["sd_pre"], draft.texts["mean_post"], draft.texts["df"]
    (['6.20'], ['22.10'], ['19'])
    """
    bare, odd = _without_odd_commas(as_read(text), points=doubt == "comma")
    said = spread_of([bare])
    spread = said or ("se" if doubt == "se" else "sd")
    atoms, unnamed = _with_spreads(atoms_of(bare, strict=True), spread)
    if not any(atom.slot in {"mean", "statistic", "mean_change"} for atom in atoms):
        return None
    tests, left = _tests(bare, atoms)
    draft = Draft(len(tests))
    draft.texts["outcome"] = [_name(bare, test) for test in tests]
    lines = [k for k, letter in enumerate(bare) if letter == "\n"]
    for row, test in enumerate(tests):
        draft.lines.append(bisect_right(lines, test.start) + 1)
        left += _fill(draft, row, test, (bare, unnamed), doubt)
    left += odd
    for atom in left:
        line = bisect_right(lines, atom.at) + 1
        why = tell("comma") if atom.slot == "comma" else tell("in_sentence")
        draft.unused.append((line, 1, atom.text, why))
    if odd:
        draft.doubts.append("comma")
    draft.unused.sort(key=lambda each: each[0])
    if not said and any(name.startswith(f"{spread}_") for name in draft.texts):
        draft.doubts.append("se")
    _drop_empty_rows(draft)
    return draft


def _drop_empty_rows(draft: Draft) -> None:
    """Keep the rows that hold a figure; what others might have held is told."""
    rows = [
        *zip(*(values for name, values in draft.texts.items() if name != "outcome"), strict=True)
    ]
    kept = [k for k, figures in enumerate(rows) if any(figures)]
    draft.texts = {name: [values[k] for k in kept] for name, values in draft.texts.items()}
    draft.lines = [draft.lines[k] for k in kept]
    draft.rows = len(kept)


def _without_odd_commas(text: str, *, points: bool) -> tuple[str, list[Atom]]:
    """Return sentences without the numbers whose comma may separate decimals, or with points there.

    Degrees of freedom, ``F(1,19)``, are no such number.
    """
    odd: list[Atom] = []
    pieces, last = [], 0
    for start, end in odd_commas(text):
        before = text[max(start - 3, 0) : start]
        if not _DEGREES.search(before):
            begin = start - before.endswith("-")  # its sign goes with it
            number = text[begin:end]
            odd.append(Atom("comma", number, begin))
            pieces += [text[last:begin], number.replace(",", ".") if points else " " * len(number)]
            last = end
    return "".join([*pieces, text[last:]]), [] if points else odd


def _with_spreads(atoms: list[Atom], spread: str) -> tuple[list[Atom], set[int]]:
    """Return atoms in which a mean stands before each ±, and where those stand that are not named.

    Behind it stands the spread, by its name.
    """
    found: list[Atom] = []
    unnamed: set[int] = set()
    for atom in atoms:
        if atom.slot != "spread" or not found or found[-1].slot not in _BEFORE_A_SPREAD:
            found.append(atom)
            continue
        if found[-1].slot != "mean":
            unnamed.add(found[-1].at)
        found[-1:] = [found[-1]._replace(slot="mean"), atom._replace(slot=spread)]
    return found, unnamed


def _tests(text: str, atoms: list[Atom]) -> tuple[list[_Test], list[Atom]]:
    """Return the tests that sentences tell of, and numbers that are in none."""
    starts = [0, *(found.end() for found in _SENTENCE.finditer(text))]
    tests = [_Test(0)]
    left: list[Atom] = []
    sentence = -1
    for atom in atoms:
        if atom.slot in {"words", "mark"}:
            continue
        at = bisect_right(starts, atom.at) - 1
        if at != sentence:
            sentence, tests[-1].at_a_mean = at, False
            if tests[-1].is_tested():
                tests.append(_Test(starts[at]))
        if _begins(tests[-1], atom):
            tests.append(_Test(atom.at))
        left += _add(tests[-1], atom)
    kept = [test for test in tests if test.test or test.means]
    return kept, left


def _begins(test: _Test, atom: Atom) -> bool:
    """Tell whether a number within a sentence is of a further test."""
    if atom.slot == "mean":
        return len(test.means) > 1 and test.is_tested()
    return atom.slot in {"df", "statistic"} and test.has(atom.slot)


def _add(test: _Test, atom: Atom) -> list[Atom]:
    """Add a number to a test; return it if it is of none."""
    if atom.slot == "mean":
        test.means.append([atom])
        test.at_a_mean = True
    elif atom.slot in _OF_A_MEAN and test.at_a_mean:
        test.means[-1].append(atom)
    elif atom.slot in _OF_A_TEST | _OF_A_MEAN | {"mean_change", "level"}:
        test.test.append(atom)
        test.at_a_mean &= atom.slot == "level"
    else:
        return [atom]
    return []


def _name(text: str, test: _Test) -> str:
    """Return the words before a test's first number."""
    first = min(atom.at for atom in [*test.test, *(each[0] for each in test.means)])
    words = _LABEL.split(text[test.start : first][:400])[0]
    words = " ".join(words.split()).rstrip(",;: ").removesuffix(" from").strip()
    for link in (" from ", " at "):  # the first wave
        name, _, wave = words.rpartition(link)
        words = name if name and wave_of(wave) else words
    return shortened(words, _LONGEST)


def _fill(
    draft: Draft, row: int, test: _Test, source: tuple[str, set[int]], doubt: str
) -> list[Atom]:
    """Put a test's numbers into its row; return those that have no place.

    Means that nothing names are of a wave only if the words say so, not by their order.
    """
    text, unnamed = source
    left: list[Atom] = []
    waves, why = _waves(test, text, unnamed)
    are_named = all(atoms[0].at not in unnamed for atoms in test.means)
    if len(waves) == 2 and not all(waves) and are_named:
        waves = ["post", "pre"] if doubt == "order" else ["pre", "post"]
        why = tell("order")
        if "order" not in draft.doubts:
            draft.doubts.append("order")
    for atoms, wave in zip(test.means, waves, strict=True):
        for atom in atoms:
            left += _put(draft, row, atom, named(atom.slot, wave) if wave else "", why)
    for atom in test.test:
        slot = "ci_level" if atom.slot == "level" else atom.slot
        name = slot if slot in {"ci_low", "ci_high"} else named(slot, "change")
        left += _put(draft, row, atom, name, tell("sentence"))
    return left


def _waves(test: _Test, text: str, unnamed: set[int]) -> tuple[list[str], str]:
    """Return the wave of each mean by the words before it, as far as they tell."""
    ends = [test.start, *(atoms[-1].at for atoms in test.means)]
    told = []
    for end, atoms in zip(ends, test.means, strict=False):
        at = atoms[0].at
        words = text[max(end, at - 300) : at]
        told.append(wave_told(words if at in unnamed else _without_label(words)))
    why = tell("sentence")
    if len(told) == 1:
        return (["change"] if told[0] == "change" else [""]), why
    if set(told) == {"pre", "post"} and len(told) == 2:
        return told, why
    return [""] * len(told), why


def _without_label(words: str) -> str:
    """Return the words before a mean without its own name."""
    return words.rstrip(" =:").rpartition(" ")[0]


def _put(draft: Draft, row: int, atom: Atom, name: str, why: str) -> list[Atom]:
    if name not in FIGURES:
        return [atom]
    values = draft.column(name)
    text = whole(atom.text) if name in {"df", "n", "n_pre", "n_post"} else atom.text
    if values[row] not in {"", text}:
        return [atom]
    values[row] = text
    if not any(name in column.whys for column in draft.columns):
        draft.columns.append(Column(0, Head(""), "figures", whys={name: why}))
    return []
