"""What is said in either language has its template, and each place of it a part."""

import json
from pathlib import Path

import pytest

import check_sentences

ROOT = Path(__file__).parents[2]
FILE = "hello.json"
IN_PYTHON = "src/twowaves/hello.py:10"
ON_PAGE = "src/twowaves/widgets/other/figure.js:5"
PYTHON = """\
from twowaves._base.sentences import Sentences

say = Sentences("hello")


def greet(n, at):
    \"\"\"Greet.\"\"\"
    key = "greet" if at else "part"
    parts = {"n": n, "where": at}
    return say("greet", n=n, where=at) + say(key, **parts)
"""
SCRIPT = """\
import templates from "./hello.json" with { type: "json" };
import { sentences } from "./sentences.js";

export const say = sentences(templates);
"""
OTHER = """\
import { say } from "../../hello.js";

export function greet(n, at) {
  const parts = { n, where: at === "x" ? `a, {b}` : f(1, [2]) };
  return say(at === "y" ? "greet" : "part", { ...parts });
}

class Own {
  #say(key) {
    this.#say(key);
  }
}
"""


@pytest.fixture
def house(tmp_path):
    """Return a function that writes a house in which one file may be otherwise."""
    package = tmp_path / check_sentences.PACKAGE
    (package / "widgets" / "other").mkdir(parents=True)

    def write(python=PYTHON, script=SCRIPT, other=OTHER, **templates):
        templates = {"greet": "Hello, {n:person|people} in {where}.", "part": "Bye."} | templates
        (package / "hello.json").write_text(json.dumps(templates), encoding="utf-8")
        (package / "hello.py").write_text(python, encoding="utf-8")
        (package / "hello.js").write_text(script, encoding="utf-8")
        (package / "widgets" / "other" / "figure.js").write_text(other, encoding="utf-8")
        return list(check_sentences.check(tmp_path))

    return write


def test_here():
    """Here everything has its template; much is said."""
    assert [] == list(check_sentences.check(ROOT))
    for said in (check_sentences.said_in_python(ROOT), check_sentences.said_in_scripts(ROOT)):
        keys = {key for each in said for key in each.keys}
        assert len(keys) > 50


def test_right(house):
    """A text, a choice of texts, a name that stands for one; parts written out or handed on."""
    assert [] == house()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"greet": "Hello, {m}."},
            [
                f"{place}: {problem}"
                for place in (IN_PYTHON, IN_PYTHON, ON_PAGE)
                for problem in (
                    f"'greet' of {FILE} gets no part for {{m}}.",
                    f"{FILE} has no place for 'n'.",
                    f"{FILE} has no place for 'where'.",
                )
            ],
        ),
        (
            {"python": PYTHON.replace(", where=at)", ")")},
            [f"{IN_PYTHON}: 'greet' of {FILE} gets no part for {{where}}."],
        ),
        (
            {"python": PYTHON.replace('"part"', '"prat"')},
            [f"{IN_PYTHON}: {FILE} has no 'prat'.", f"{FILE}: Python never says 'part'."],
        ),
        (
            {"python": PYTHON.replace('say("greet"', "say(f()")},
            [f"{IN_PYTHON}: no key is written out."],
        ),
        (
            {"other": OTHER.replace("...parts", "where: n")},
            [f"{ON_PAGE}: 'greet' of {FILE} gets no part for {{n}}."],
        ),
        (
            {"other": OTHER.replace('"part"', '"prat"')},
            [f"{ON_PAGE}: {FILE} has no 'prat'.", f"{FILE}: the page never says 'part'."],
        ),
        (
            {"more": "More."},
            [f"{FILE}: Python never says 'more'.", f"{FILE}: the page never says 'more'."],
        ),
        ({"part": "Bye {.}"}, [f"{FILE}: 'part' has a '{{' that belongs to no place."]),
    ],
)
def test_wrong(house, changed, told):
    """What is wrong is told with its place and its key."""
    assert told == house(**changed)


def test_command(house, tmp_path, capsys):
    """The command ends in 1 and says why."""
    house(more="More.")

    assert check_sentences.main(tmp_path) == 1
    assert "the page never says 'more'" in capsys.readouterr().err
