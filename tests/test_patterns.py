"""Every regular expression of the package takes time in proportion to the text, whatever it is."""

from pathlib import Path

import pytest
from growth import first_steep
from python_patterns import Pattern, patterns_of
from time_limit import within

import twowaves

PACKAGE = Path(twowaves.__file__).parent
ALL = sorted(PACKAGE.rglob("*.py"))
FILES = [path for path in ALL if "import re\n" in path.read_text("utf-8")]
OLD = [  # the package's own, before they were mended
    Pattern("given.py", r"(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", 0, ("fullmatch",)),
    Pattern("table.js", r"^_+|_+$", 0, ("sub",)),
    Pattern("words.js", r"^[\t-\r \xa0]+|[\t-\r \xa0]+$", 0, ("sub",)),
    Pattern("state.js", r"^[0-9]*\.?[0-9]+$", 0, ("search",)),
]


def module_of(path):
    parts = ["twowaves", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_pattern_is_steep(path):
    """Twice the text takes about twice the time, on every text that a file's patterns suggest."""
    with within(60, "matching"):
        assert [] == [found for each in patterns_of(path, module_of(path))
                      if (found := first_steep(*each))]  # fmt: skip


def test_no_pattern_hides():
    """Every pattern of the package is one that the search above sees, and is used."""
    assert {*FILES} == {path for path in ALL if patterns_of(path, module_of(path))}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("from re import compile", "imports from re"),
        ("import re as r", "another name"),
        ("def f(x): return re.match(x, x)", "put together as it runs: name 'x'"),
        ("re.scanner.Scanner", "does not know"),
        ("column.str.contains('a+')", "hands pandas"),
        ("column.replace('a+', '', regex=True)", "hands pandas"),
        ("X = re.compile('a+')", "nothing is done"),
    ],
)
def test_a_pattern_that_hides(source, sentence, tmp_path):
    """A pattern that the search cannot find or find out fails the test."""
    path = tmp_path / "hidden.py"
    path.write_text(source)
    with pytest.raises(ValueError, match=sentence):
        patterns_of(path, "re")


@pytest.mark.parametrize("pattern", OLD, ids=lambda pattern: pattern.place)
def test_an_old_pattern_is_steep(pattern):
    """A pattern that takes the square of the length is found out."""
    assert "times the half" in first_steep(*pattern)


def test_an_endless_pattern_is_steep():
    """A pattern that doubles its time with every letter is found out before it hangs."""
    with within(20, "matching"):
        assert "letters take" in first_steep("", "(a|aa)+b", 0, ["fullmatch"])
