"""Questionnaires as data: which item counts in which score, which way round, and on what range.

An instrument is a TOML file. The three of this study lie in ``twowaves/keys``; another one is
written the same way and loaded by its path::

    id = "mood"                    # by which it is loaded and its columns are found
    abbreviation = "5Q"            # as sentences call it; may be left out where that is its id
    name = "Five questions on mood"
    n_items = 5
    response_min = 1               # lowest and highest answer on the form
    response_max = 7
    columns = "mood{item}"         # how the columns of a data file are named; {item:02d} for mood01
    source = "Who published the key"
    confidence = "How sure the key is"
    form = "Where the form is to be had"

    [outside]                      # may be left out: a hint for an answer that is often met
    0 = "some forms count from 0"  # outside the range

    [[scores]]                     # one such part for every score
    name = "low mood"
    items = [1, 2, 3, 4, 5]
    reversed = [2, 5]              # may be left out
    scoring = "total"              # or "mean"
    more_means = "more low mood"
    caution = "Not for diagnosis"  # may be left out

    [[scores.bands]]               # may be left out; several conventions may stand side by side
    convention = "handout"
    source = "Who draws these lines"
    bands = [{ name = "low", from = 5, to = 15, open_end = true }, { name = "high", from = 15, to = 35 }]

No file holds the wording of an item: a permission to use a form is none to publish it.

References
----------
.. [1] Raes, F., Pommier, E., Neff, K. D., & Van Gucht, D. (2011). Construction and factorial
   validation of a short form of the Self-Compassion Scale. Clinical Psychology & Psychotherapy,
   18(3), 250-255. https://doi.org/10.1002/cpp.702
.. [2] Gilbert, P., Clarke, M., Hempel, S., Miles, J. N. V., & Irons, C. (2004). Criticizing and
   reassuring oneself: An exploration of forms, styles and reasons in female students. British
   Journal of Clinical Psychology, 43(1), 31-50. https://doi.org/10.1348/014466504772812959
"""  # noqa: E501 # a band is written on one line

from __future__ import annotations

import re
import string
import tomllib
from collections import Counter
from dataclasses import dataclass, fields, replace
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twowaves._base.arguments import as_whole, whole_number
from twowaves._base.displays import result_table
from twowaves._base.files import file_text, on_one_line
from twowaves._base.numbers import whole
from twowaves._base.words import listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "Band",
    "Bands",
    "Instrument",
    "Score",
    "load_instrument",
    "main_scores",
    "shipped_instruments",
]

_KEYS = resources.files("twowaves.forms") / "keys"
_MOST_ITEMS = 1000
_LARGEST_ANSWER = 10**6


@dataclass(frozen=True)
class Band:
    """A named stretch of a score.

    Parameters
    ----------
    name : str
        For example "low".
    start, end : float
        Its two ends, in points of the score. `start` belongs to the band.
    open_end : bool
        Whether `end` itself does not belong to it.
    """

    name: str
    start: float
    end: float
    open_end: bool = False

    def holds(self, score: float) -> bool:
        """Return whether a score lies in the band, its ends counted as they are stated."""
        return self.start <= score < self.end or (score == self.end and not self.open_end)


@dataclass(frozen=True)
class Bands:
    """One convention for the bands of a score, and who drew it."""

    convention: str
    source: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Score:
    """One score of an instrument.

    Parameters
    ----------
    name : str
        For example "inadequate self".
    items : tuple of int
        Numbers of the items that count.
    reversed : tuple of int
        Those of them that count the other way round.
    scoring : str
        "total" or "mean".
    more_means : str
        What a higher score says.
    bands : tuple of Bands
        The conventions for its bands, if any.
    caution : str
        What not to do with it, or "".
    """

    name: str
    items: tuple[int, ...]
    reversed: tuple[int, ...]
    scoring: str
    more_means: str
    bands: tuple[Bands, ...] = ()
    caution: str = ""

    def conventions(self) -> list[str]:
        """Return the names of the conventions for its bands."""
        return [bands.convention for bands in self.bands]


@dataclass(frozen=True, repr=False)
class Instrument:
    """A questionnaire: its items, answers and scores.

    Parameters
    ----------
    id, name : str
        Short and full name.
    abbreviation : str
        As sentences call it, for example "SCS-SF"; the id if there is none.
    n_items : int
        How many items the form has.
    response_min, response_max : int
        The lowest and the highest answer on the form; every whole number between them is one too.
    columns : str
        How the columns of a data file are named, with ``{item}`` where the number of the item goes.
    scores : tuple of Score
        What is scored, the main score first.
    source, confidence, form : str
        Who published the key, how sure it is, and where the form is to be had.
    outside : dict of int to str
        Hints for answers outside the range that are often met.

    Examples
    --------
    >>> form = load_instrument("fscrs")
    >>> form.score("hated self").items
    (9, 10, 12, 15, 22)
    >>> form.score_range("hated self")
    (0, 20)
    """

    id: str
    name: str
    n_items: int
    response_min: int
    response_max: int
    columns: str
    scores: tuple[Score, ...]
    source: str
    confidence: str
    form: str
    outside: Mapping[int, str]
    abbreviation: str = ""

    def __post_init__(self) -> None:
        """Keep whole numbers of any type as Python's, which do not wrap around."""
        object.__setattr__(self, "abbreviation", self.abbreviation or self.id)
        low, high = _answer_range(self.response_min, self.response_max, self.id)
        n_items = whole_number("n_items", self.n_items, 1, _MOST_ITEMS)
        for name, value in (("n_items", n_items), ("response_min", low), ("response_max", high)):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        scores = f"{len(self.scores)} score{'' if len(self.scores) == 1 else 's'}"
        return f"<{shortened(self.id)}, {shortened(self.name, 80)}: {self._form()}, {scores}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                score.name,
                ", ".join(map(str, score.items)),
                ", ".join(map(str, score.reversed)) or "none",
                f"{score.scoring}, {' to '.join(map(whole, self.score_range(score.name)))}",
                score.more_means,
            )
            for score in self.scores
        ]
        heads = ("score", "items", "reversed", "points", "more means")
        return result_table(f"{self.name} ({self.id}): {self._form()}", rows, heads)

    def _form(self) -> str:
        low, high = whole(self.response_min), whole(self.response_max)
        items = f"{self.n_items} item{'' if self.n_items == 1 else 's'}"
        return f"{items} answered from {low} to {high}"

    def score(self, name: str) -> Score:
        """Return the score of that name.

        Raises
        ------
        ValueError
            If the instrument has no such score.
        """
        for score in self.scores:
            if score.name == name:
                return score
        names = listed([f"'{score.name}'" for score in self.scores])
        raise ValueError(f"{self.abbreviation} has no score '{name}'; it has {names}")

    def score_range(self, name: str) -> tuple[int, int]:
        """Return the lowest and the highest value that a score can take.

        Parameters
        ----------
        name : str
            Name of the score.

        Returns
        -------
        tuple of int
            In points of the score.
        """
        score = self.score(name)
        times = len(score.items) if score.scoring == "total" else 1
        return times * self.response_min, times * self.response_max

    def column(self, item: int) -> str:
        """Return the name of an item's column; the first item is 1."""
        return self.columns.format(item=whole_number("item", item, 1, self.n_items))

    def column_names(self) -> list[str]:
        """Return the names of all columns, in the order of the items."""
        return [self.columns.format(item=item) for item in range(1, self.n_items + 1)]

    def with_responses(self, low: int, high: int) -> Instrument:
        """Return the instrument with answers on another range, such as a form from 0 to 5.

        Parameters
        ----------
        low, high : int
            The lowest and the highest answer.

        Returns
        -------
        Instrument
            The same items; bands, which were drawn for the published range, are left out.

        Examples
        --------
        >>> load_instrument("fscrs").with_responses(0, 5).score_range("hated self")
        (0, 25)
        """
        low, high = _answer_range(low, high, f"with_responses({low!r}, {high!r})")
        if (low, high) == (self.response_min, self.response_max):
            return self
        scores = tuple(replace(score, bands=()) for score in self.scores)
        return replace(self, response_min=low, response_max=high, scores=scores, outside={})

    def with_columns(self, columns: str) -> Instrument:
        """Return the instrument with another naming of the columns.

        Parameters
        ----------
        columns : str
            Such as ``"Q{item}"`` or ``"pre_{item:02d}"``.

        Returns
        -------
        Instrument
            Otherwise the same.

        Examples
        --------
        >>> load_instrument("fscs").with_columns("F_{item:02d}").column(4)
        'F_04'
        """
        _check_columns(columns, self.n_items, "with_columns")
        return replace(self, columns=columns)


def shipped_instruments() -> list[str]:
    """Return the names of the instruments that come with the package.

    Returns
    -------
    list of str
        In the order in which the paper names them (§4.2, §4.3).

    Examples
    --------
    >>> shipped_instruments()
    ['scs-sf', 'fscrs', 'fscs']
    """
    return ["scs-sf", "fscrs", "fscs"]


def load_instrument(source: str | Path | Instrument) -> Instrument:
    """Return an instrument by its name, or read one from a file.

    Parameters
    ----------
    source : str, pathlib.Path or Instrument
        "scs-sf", "fscrs", "fscs", or the path of a TOML file written as this module describes.
        An instrument comes back as it is.

    Returns
    -------
    Instrument
        Checked: every item is in range, none counts twice in one score, reversed items count.

    Raises
    ------
    ValueError
        If the file cannot be read or its key does not hold together; the sentence names the file
        and the place in it.

    Examples
    --------
    >>> load_instrument("scs-sf").score("self-compassion").reversed
    (1, 4, 8, 9, 11, 12)
    """
    if isinstance(source, Instrument):
        return source
    if source in shipped_instruments():
        return _parsed((_KEYS / f"{source}.toml").read_text(encoding="utf-8"), str(source))
    names = listed([f"'{name}'" for name in shipped_instruments()])
    if not isinstance(source, str | Path):
        raise TypeError(
            f"instrument is {type(source).__name__}; name one of {names}, or give the path "
            "of a TOML file or an Instrument"
        )
    if not _is_file(source):
        raise ValueError(
            f"there is no instrument '{on_one_line(source)}'; name one of {names}, or the path "
            "of a TOML file"
        )
    name, text = file_text(source, "save the file as UTF-8")
    return _parsed(text, name)


def main_scores(form: Instrument) -> list[Score]:
    """Return the scores that may be read without caution, or all if there is none."""
    return [one for one in form.scores if not one.caution] or list(form.scores)


def _is_file(source: str | Path) -> bool:
    try:
        return Path(source).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):  # no home folder, too long a name, a NUL in it
        return False


def _parsed(text: str, where: str) -> Instrument:
    try:
        entries = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond Python's limits
        raise ValueError(f"{where} is not valid TOML: {error}") from None
    return _instrument(entries, where)


def _instrument(entries: dict[str, Any], where: str) -> Instrument:
    wanted = {field.name: str for field in fields(Instrument)} | {
        "n_items": int, "response_min": int, "response_max": int, "scores": list, "outside": dict,
    }  # fmt: skip
    _check_entries(entries, wanted, {"outside", "abbreviation"}, where)
    n_items = entries["n_items"]
    if not 1 <= n_items <= _MOST_ITEMS:
        raise ValueError(f"{where}: n_items is {n_items}; it must lie from 1 to {_MOST_ITEMS}")
    _answer_range(entries["response_min"], entries["response_max"], where)
    _check_columns(entries["columns"], n_items, where)
    if not entries["scores"]:
        raise ValueError(f"{where} has no [[scores]]; an instrument needs at least one")
    scores = tuple(
        _score(score, n_items, f"{where}, score {k}")
        for k, score in enumerate(entries["scores"], 1)
    )
    _check_once([score.name for score in scores], f"{where}: the score", "names must differ")
    outside = _outside(entries.get("outside", {}), where)
    return Instrument(**{**entries, "scores": scores, "outside": outside})


def _score(entries: Any, n_items: int, where: str) -> Score:
    wanted = {
        "name": str, "items": list, "reversed": list, "scoring": str, "more_means": str,
        "bands": list, "caution": str,
    }  # fmt: skip
    _check_entries(entries, wanted, {"reversed", "bands", "caution"}, where)
    where = f"{where} ('{entries['name']}')"
    items = _items(entries["items"], n_items, f"{where}, items")
    turned = _items(entries.get("reversed", []), n_items, f"{where}, reversed")
    if not items:
        raise ValueError(f"{where} has no items; a score needs at least one")
    for item in turned:
        if item not in items:
            raise ValueError(
                f"{where}: item {item} is reversed but does not count; put it into items too"
            )
    if entries["scoring"] not in {"total", "mean"}:
        raise ValueError(
            f'{where}: scoring is \'{entries["scoring"]}\'; it must be "total" or "mean"'
        )
    bands = tuple(
        _bands(one, f"{where}, bands {k}") for k, one in enumerate(entries.get("bands", []), 1)
    )
    _check_once([one.convention for one in bands], f"{where}: the convention", "names must differ")
    return Score(**{**entries, "items": items, "reversed": turned, "bands": bands})


def _items(numbers: list[Any], n_items: int, where: str) -> tuple[int, ...]:
    for number in numbers:
        if type(number) is not int or not 1 <= number <= n_items:
            raise ValueError(f"{where}: {number!r} is no item; they are numbered 1 to {n_items}")
    _check_once(numbers, f"{where}: item", "one item counts once in a score")
    return tuple(numbers)


def _bands(entries: Any, where: str) -> Bands:
    _check_entries(entries, {"convention": str, "source": str, "bands": list}, set(), where)
    where = f"{where} ('{entries['convention']}')"
    bands = [_band(band, f"{where}, band {k}") for k, band in enumerate(entries["bands"], 1)]
    if not bands:
        raise ValueError(f"{where} has no bands; a convention needs at least one")
    for before, after in pairwise(bands):
        if after.start < before.end:
            raise ValueError(
                f"{where}: '{after.name}' starts at {after.start:g}, below the end of "
                f"'{before.name}', {before.end:g}; bands stand in order and share at most an edge"
            )
    return Bands(entries["convention"], entries["source"], tuple(bands))


def _band(entries: Any, where: str) -> Band:
    wanted = {"name": str, "from": (int, float), "to": (int, float), "open_end": bool}
    _check_entries(entries, wanted, {"open_end"}, where)
    start, end = float(entries["from"]), float(entries["to"])
    if not start < end:
        raise ValueError(f"{where}: it goes from {start:g} to {end:g}; its end must lie higher")
    return Band(entries["name"], start, end, entries.get("open_end", False))


def _outside(entries: dict[str, Any], where: str) -> dict[int, str]:
    for key, hint in entries.items():
        if not re.fullmatch("-?[0-9]{1,9}", key) or not isinstance(hint, str):
            raise ValueError(
                f"{where}, outside: {key} = {hint!r}; it must be a whole number and a text"
            )
    return {int(key): hint for key, hint in entries.items()}


def _check_entries(
    entries: Any, wanted: Mapping[str, Any], optional: Iterable[str], where: str
) -> None:
    """Check that a table of the file has the entries that it must have, each of its kind."""
    if not isinstance(entries, dict):
        wrong = f"{where} is {entries!r}; it must be a table of entries"
        raise ValueError(wrong)  # noqa: TRY004 # the file is at fault, not the call
    for name in entries:
        if name not in wanted:
            raise ValueError(f"{where} has an entry '{name}'; it may have {listed([*wanted])}")
    for name, kind in wanted.items():
        if name not in entries and name not in optional:
            raise ValueError(f"{where} has no entry '{name}'")
        value = entries.get(name)
        if name in entries and (
            not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)
        ):
            raise ValueError(f"{where}: {name} is {value!r}; it must be {_KINDS[kind]}")


_KINDS: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    (int, float): "a number",
    list: "a list",
    dict: "a table",
    bool: "true or false",
}


def _answer_range(low: Any, high: Any, where: str) -> tuple[int, int]:
    """Return the lowest and the highest answer as Python's ints, or say what they must be."""
    lowest, highest = as_whole(low), as_whole(high)
    if lowest is None or highest is None or not lowest < highest:
        raise ValueError(
            f"{where}: answers go from {low!r} to {high!r}; "
            "both must be whole numbers, the highest above the lowest"
        )
    if max(-lowest, highest) > _LARGEST_ANSWER:
        raise ValueError(
            f"{where}: answers go from {low!r:.20} to {high!r:.20}; "
            f"neither end may lie beyond {_LARGEST_ANSWER}"
        )
    return lowest, highest


def _check_columns(columns: str, n_items: int, where: str) -> None:
    """Check that a pattern names each item's column, and each one differently."""
    if not _names_each_item(columns, n_items):
        raise ValueError(
            f"{where}: columns is '{columns}'; it must hold {{item}} once, as in 'q{{item}}'"
        )


def _names_each_item(columns: str, n_items: int) -> bool:
    try:
        places = [part for part in string.Formatter().parse(columns) if part[1] is not None]
        names = [name for _, name, spec, _ in places if len(spec or "") < 5]  # no endless column
        if len(places) > 1 or names != ["item"]:
            return False
        return len({columns.format(item=item) for item in range(1, n_items + 1)}) == n_items
    except (ValueError, TypeError):
        return False


def _check_once(values: Sequence[Any], what: str, rule: str) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise ValueError(f"{what} {value!r} stands {count} times; {rule}")
