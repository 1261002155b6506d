"""The editor of a cell: the keys that Jupyter has, a way out, and the book's own colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from run_page import cell, opened, write

CHAPTER = "notebooks/three-systems.html"
COLOURS = """(root) => Object.fromEntries([...root.querySelectorAll("span:not(:has(span))")]
    .filter((each) => /^[\\w.]+$/.test(each.textContent))
    .map((each) => [each.textContent, getComputedStyle(each).color]))"""


@pytest.fixture(scope="module")
def page(browser, site):
    """Open a chapter whose cells can be edited; nothing is loaded for it."""
    with opened(browser, site.url, CHAPTER) as page:
        cell(page, 1).get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("button", name="Not now").click()
        yield page


@pytest.fixture
def typed(page):
    """Return what writes a text, presses keys at its end, and gives what stands there then."""

    def press(text, *keys):
        editor = write(page, 3, text)
        editor.press("Control+End")
        for each in keys:
            editor.press(each)
        return editor.input_value()

    return press


def test_indent(typed):
    """Tab moves a line or all selected lines in, and Shift+Tab out."""
    assert "x   " == typed("x", "Tab")
    assert "    a\n    b" == typed("a\nb", "Control+a", "Tab")
    assert "a\nb" == typed("    a\n    b", "Control+a", "Shift+Tab")


def test_enter(typed):
    """A new line begins where the one above does, and further in after a colon."""
    assert "    x\n    y" == typed("    x", "Enter", "y")
    assert "if x:\n    y" == typed("if x:", "Enter", "y")


def test_comment(typed):
    """Control and the slash make comments of lines, and code again."""
    assert "# a\n# b" == typed("a\nb", "Control+a", "Control+/")
    assert "a\nb" == typed("# a\n# b", "Control+a", "Control+/")


@pytest.mark.parametrize("keys", [["Tab"], ["Control+/"], ["Enter"], ["Control+a", "Tab"], ["y"]])
def test_undo(typed, keys):
    """Whatever a key has done is taken back."""
    assert "a\nb" == typed("a\nb", *keys, "Control+z")


@pytest.mark.parametrize("keys", [["Tab"], ["Shift+Tab"]])
def test_way_out(page, typed, keys):
    """After Escape, Tab leaves the editor in either direction, and changes nothing."""
    assert "x" == typed("x", "Escape", *keys)
    editor = cell(page, 3).get_by_role("textbox")
    assert not editor.evaluate("each => each === document.activeElement")


def test_no_way_out(page, typed):
    """Escape holds for the next key alone."""
    assert "xy  " == typed("x", "Escape", "y", "Tab")
    expect(cell(page, 3).get_by_role("textbox")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours(page, theme):
    """What is edited has the colours of what the book stores."""
    text = 'import math\ndef f(a=1):\n    """Say."""\n    return print("b", None) # why'
    write(page, 3, text)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    edited = cell(page, 3).locator(".run-editor").evaluate(COLOURS)
    stored = cell(page, 2).locator(".cell_input").evaluate(COLOURS)
    same = edited.keys() & stored.keys()

    assert {"import"} <= same
    assert {name: stored[name] for name in same} == {name: edited[name] for name in same}
    assert len({edited[each] for each in ("import", "f", "1", "print")}) >= 3


def test_one_text(page):
    """What is typed lies exactly over what is coloured, in long and in odd lines, at any size."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        editor = write(page, 3, "x = '" + "long " * 80 + "'\n\ty = 'ä 漢字 👩‍👩‍👧'\n" + "z" * 300)
        heights = editor.evaluate(
            """(each) => [each.scrollHeight, each.clientHeight,
                each.closest(".pce-wrapper").offsetHeight]"""
        )
        assert max(heights) - min(heights) <= 1
    page.set_viewport_size({"width": 1280, "height": 900})


def test_system_colours(page):
    """In the system's colours the text that is typed is the one that is seen."""
    write(page, 3, "x = 1  # plain")
    page.emulate_media(forced_colors="active")
    lines = cell(page, 3).locator(".pce-line").first
    assert "hidden" == lines.evaluate("each => getComputedStyle(each).visibility")
    page.emulate_media(forced_colors="none")


def test_accessible(page):
    """An open editor has a name, says its keys, and gives axe nothing to complain of."""
    editor = write(page, 3, "x")
    hint = page.locator(f"#{editor.get_attribute('aria-describedby')}")
    assert "Escape" in hint.inner_text()
    assert page.wrong == []  # before axe comes, which tries out styles
    found = Axe().run(page).response["violations"]
    assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
