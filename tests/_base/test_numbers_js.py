"""`numbers.js` in a real browser: the texts of `twowaves._base.numbers`, wherever they stand."""

import re

import pandas as pd
import pytest
from compared import class_results_of
from playwright.sync_api import expect

from twowaves import compare_waves, write_up
from twowaves._base.numbers import MINUS
from twowaves.widgets import PairedExplorer

CHAPTER = "notebooks/paired-t-test.html"
FIGURE = 'figure[data-widget="paired-explorer"]'
# changes whose t is 2.125, and whose p is .0498 and .0502, as in tests/_base/test_numbers.py
CHANGES = {
    "tie": [-2, 2, 4, 6, 7],
    "below": [-0.951, 3.049, 5.049, 7.049, 8.049],
    "above": [-0.964, 3.036, 5.036, 7.036, 8.036],
}
SAID = {"tie": "t(4) = 2.13, p = .101", "below": "p = .0498", "above": "p = .0502"}


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that evaluates an expression over two modules of the page."""
    page = open_module_page(CHAPTER)

    def run(expression, argument):
        return page.evaluate(
            f"""async (given) => {{
                const numbers = await import("{site.url}/_static/twowaves/_base/numbers.js");
                const waves = await import("{site.url}/_static/twowaves/forms/waves.js");
                return ({expression})(given);
            }}""",
            argument,
        )

    return run


def test_what_is_no_number(compute):
    """Infinity has its sign, and what is no number says so."""
    say = """() => [Infinity, -Infinity, NaN].map((x) =>
        [numbers.fixed(x, 2), numbers.general(x), numbers.shortest(x)].join())"""
    p = "() => [numbers.printedP(NaN, [0.05]), numbers.sizedP(NaN, [0.05])].join()"

    assert ["∞,∞,∞", "−∞,−∞,−∞", ",".join(["not defined"] * 3)] == compute(say, None)
    assert "not defined,not defined" == compute(p, None)


def test_levels_outside(compute):
    """A level that no p can lie on either side of changes nothing, and nothing runs for ever."""
    say = "(ps) => ps.map((p) => numbers.printedP(p, [-1, 0, 1, 2, Infinity, NaN]))"

    assert ["< .001", ".050", "> .999"] == compute(say, [0, 0.05, 1])


def test_thousands(compute):
    """A long whole number has a comma between its thousands."""
    numbers = [0, 999, 1000, 12345, 1234567, -1000]
    expected = [f"{number:,}".replace("-", MINUS) for number in numbers]

    assert expected == compute("(all) => all.map(numbers.grouped)", numbers)


def test_for_a_keyboard(compute):
    """A printed number for a field or a file has the hyphen of a keyboard."""
    assert "-3.13" == compute("() => numbers.typed(numbers.fixed(-3.125, 2))", None)


@pytest.mark.parametrize("name", CHANGES)
def test_class_data(compute, name):
    """The class figure's table and paragraph print t and p as Python does."""
    changes = CHANGES[name]
    comparison = compare_waves(pd.DataFrame({"outcome": "hope", "pre": 0.0, "post": changes}))
    people = [{"person": f"{i}", "pre": 0, "post": change} for i, change in enumerate(changes)]

    row, paragraph = compute(
        """(pairs) => {
            const rows = waves.compareWaves(pairs);
            return [waves.testAsTexts(rows[0]), waves.writeUp(rows, [], [], [])];
        }""",
        [{"outcome": "hope", "people": people}],
    )

    assert class_results_of(comparison).tests().iloc[0].tolist() == row
    assert write_up(comparison) == paragraph
    assert SAID[name] in paragraph


@pytest.mark.sweep(2)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", CHANGES)
def test_explorer(open_page, name, sign):
    """The explorer's page says what the explorer says in Python, with one minus sign."""
    post = [sign * change for change in CHANGES[name]]
    link = f"pre=0,0,0,0,0&post={','.join(map(str, post))}"
    page = open_page(f"{CHAPTER}#figure=paired-explorer&v=1&preset=own&{link}")
    figure = page.locator(FIGURE).first
    expect(figure).to_have_attribute("data-live", "")
    words = figure.locator(".pp-result").inner_text()
    numbers = dict(
        zip(
            figure.locator(".pp-numbers dt").all_text_contents(),
            figure.locator(".pp-numbers dd").all_text_contents(),
            strict=True,
        )
    )
    explorer = PairedExplorer([0] * 5, post)
    table = explorer.tables()[1][1].set_index("quantity")["value"]

    printed = explorer.sentence().partition(" (")[0]
    assert printed in words
    assert (SAID[name] if sign == 1 or name != "tie" else f"t(4) = {MINUS}2.13") in words
    for key in ("t", "p", "95 % interval"):
        assert table[key] == numbers[key]
    assert table["d_z"] == numbers["dz"]
    assert not re.search(r"-\d", figure.locator(".pp-explorer").inner_text())
