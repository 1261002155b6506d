"""Every regular expression of the scripts takes time in proportion to the text, whatever it is."""

from pathlib import Path

import pytest
from attacks import attacks, python_syntax
from growth import first_steep
from script_patterns import Literal, literals_of

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted([*ROOT.glob("src/twowaves/**/*.js"), *ROOT.glob("book/assets/*.js")])
GROWTH = (ROOT / "tests/helpers/growth.js").read_text(encoding="utf-8")
BLANK = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
OLD = [  # the scripts' own, before they were mended
    Literal("read_number.js", r"^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$", "i"),
    Literal("words.js", f"^{BLANK}+|{BLANK}+$", "g"),
    Literal("table.js", "^_+|_+$", "g"),
    Literal("numbers.js", r"\.?0+$", ""),
    Literal("state.js", r"^[0-9]*\.?[0-9]+$", ""),
    Literal("endless", "^(a|aa)+b$", ""),
]


@pytest.fixture(scope="module")
def literals():
    """Return every pattern, each once."""
    found = [each for path in SCRIPTS for each in literals_of(path.name, path.read_text("utf-8"))]
    return [*{(each.text, each.flags): each for each in found}.values()]


@pytest.fixture(scope="module")
def steep(open_module_page):
    """Return a function that times patterns in the browser and says which are too slow."""
    page = open_module_page(None)

    def run(literals):
        given = [each._asdict() | {"attacks": attacks(python_syntax(each.text))}
                 for each in literals]  # fmt: skip
        return page.evaluate(GROWTH.removeprefix(GROWTH.partition("\n")[0]), given)

    return run


def test_no_pattern_is_steep(steep, literals):
    """Twice the text takes about twice the time, on every text that a pattern suggests."""
    assert len(literals) > 30
    assert [] == steep(literals)


@pytest.mark.slow
def test_no_pattern_is_steep_in_another_engine(literals):
    """Nor does an engine that has not the tricks of this browser's need the square of the time."""
    methods = {each: ["match" if "y" in each.flags else "findall"] for each in literals}
    said = [
        first_steep(each.place, python_syntax(each.text), 0, used) for each, used in methods.items()
    ]

    assert [] == [*filter(None, said)]


@pytest.mark.parametrize("literal", OLD, ids=lambda literal: literal.place)
def test_an_old_pattern_is_steep(steep, literal):
    """A pattern that takes the square of the length, or more, is found out."""
    (said,) = steep([literal])

    assert "letters take" in said


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("const a = new RegExp(`${x}+$`);", "puts a pattern together"),
        ("const a = (x) => /[^ ,]/.test(x);", "is this one a pattern"),
    ],
)
def test_no_pattern_hides(source, sentence):
    """A pattern that the search does not see as one fails the test."""
    with pytest.raises(ValueError, match=sentence):
        literals_of("x.js", source)


def test_what_is_no_pattern():
    """Slashes that divide, or stand in a text or a comment, are no patterns."""
    source = 'a = b / c; // x/y/z\nd = "/e/" + `/${f / 2}/`; /* /g/ */ h = /[/"]i/g.test(j);'

    assert [Literal("x.js:2", '[/"]i', "g")] == literals_of("x.js", source)
