"""What the book says that it keeps: true to the tests and the measured figures that stand here."""

import json

import pytest

import promises
from promises import MEASURED, ROOT, SOURCE, Figure, Promise, measured, untrue

ENTRIES = promises.promises(SOURCE.read_text(encoding="utf-8"))
FIGURES = measured(MEASURED.read_text(encoding="utf-8"))


def test_every_test_and_every_figure_is_there():
    """No promise names a test that is gone, or a figure that nobody measured."""
    assert [] == untrue(ENTRIES, FIGURES, ROOT)
    assert 15 <= len(ENTRIES)
    assert all(each.held_by for each in ENTRIES)


def test_every_missed_target_is_told():
    """A target that was missed says so in the table, whatever else it says."""
    missed = Figure("0.8 ms", "", "", "< 0.5 ms", met=False)
    met = missed._replace(met=True)

    assert "0.8 ms; target < 0.5 ms, missed" == missed.sentence()
    assert "0.8 ms; target < 0.5 ms" == met.sentence()


def test_what_is_not_there_is_named():
    """A test that is gone and a figure that nobody measured are each named in a sentence."""
    gone = Promise("It flies.", ["tests/test_wings.py", "tests/site/test_promises.py"], ["height"])

    assert ["tests/test_wings.py is not there", "nothing measured is called 'height'"] == untrue(
        [gone], FIGURES, ROOT
    )


@pytest.mark.parametrize("part", ["says", "held_by"])
def test_a_promise_without_a_part(part):
    """A promise that lacks a part is refused, with its place."""
    parts = {"says": 'says = "a"', "held_by": 'held_by = ["b"]'}
    del parts[part]

    with pytest.raises(ValueError, match=r"promise 1 has .*; it must have says and held_by"):
        promises.promises("[[promise]]\n" + "\n".join(parts.values()))


def test_the_measured_figures_are_what_the_commands_wrote():
    """Every row has its day and machine, and no two rows share a name."""
    kept = json.loads(MEASURED.read_text(encoding="utf-8"))
    names = [row["measure"] for command in kept.values() for row in command["rows"]]

    assert "make bench" in kept
    assert all("cores" in command["on"] for command in kept.values())
    assert len(names) == len(set(names))


def test_the_page_shows_them(open_page):
    """The page about the book has a row for each promise, with its tests and figures."""
    shown = open_page("book/about.html").locator("table.promises tbody tr").all_inner_texts()
    rows = [row.replace("’", "'").replace("\u200b", "") for row in shown]

    assert len(ENTRIES) == len(rows)
    for promise, row in zip(ENTRIES, rows, strict=True):
        assert row.startswith(promise.says)
        assert all(name.removeprefix("tests/") in row for name in promise.held_by)
        assert all(FIGURES[name].sentence() in row for name in promise.measures)
