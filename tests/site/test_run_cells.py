"""Cells run in the page: loaded when asked for, from the book's own host, and kept.

The host sends the strictest policy, which only the worker's own answer widens, and no other host
can be reached: see `conftest.py`.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from run_page import (
    ENDED_WELL,
    LONG,
    OUTPUT,
    STORED,
    cell,
    ended,
    load,
    load_if_asked,
    open_chapter,
    opened,
    press_run,
    run_text,
    status,
    write,
)  # fmt: skip

CHAPTER = "notebooks/three-systems.html"
LETTERS = """(svg) => [...svg.querySelectorAll("text")].map((each) =>
    parseFloat(getComputedStyle(each).fontSize) * svg.getScreenCTM().a)"""


@pytest.fixture(scope="module")
def reader(browser, site):
    """Open a chapter in a browser that has Python already, for all tests that break nothing."""
    with opened(browser, site.url, CHAPTER) as page:
        press_run(page, 2)
        load(page)
        ended(page, 2)
        yield page


def mark(page, number):
    """Return the line above a cell's output."""
    return cell(page, number).locator(".run-mark")


def test_nothing_before(browser, site):
    """A page on which nobody runs anything asks for nothing of it."""
    with opened(browser, site.url, "") as page:
        asked = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site.url}/{CHAPTER}")
        page.wait_for_load_state("networkidle")

        assert not [each for each in asked if "/run/" in each or "/engine/" in each]


def test_chapter(reader):
    """A chapter runs from top to bottom; its output stands where the stored one stood."""
    last = reader.locator("details.code").count()
    cell(reader, last).get_by_role("button", name="Run all above").click()

    for number in range(1, last + 1):
        assert ended(reader, number).startswith("Run here")
        assert cell(reader, number).locator(OUTPUT).count() == 1
        assert not cell(reader, number).locator(STORED).is_visible()
    assert "strongest system is threat" in cell(reader, last).locator(OUTPUT).inner_text()
    assert reader.wrong == []


def test_edit(reader):
    """A reader changes a cell by the keyboard, runs it, and goes back to the book's text."""
    assert "23" == run_text(reader, 3, "x = 20\nprint(x + 3)")

    cell(reader, 3).get_by_role("button", name="Original text").click()
    editor = cell(reader, 3).get_by_role("textbox")
    assert "load_practices" in editor.input_value()
    assert cell(reader, 3).locator(STORED).is_visible()

    editor.press("ControlOrMeta+z")
    assert "x = 20\nprint(x + 3)" == editor.input_value()


def test_whose(reader):
    """A line above each output says whether the book or the reader made it, and by which text."""
    write(reader, 4, "'mine'")
    cell(reader, 4).get_by_role("button", name="Original text").click()
    expect(mark(reader, 4)).to_have_text("The book’s output")

    editor = write(reader, 4, "'mine'")
    expect(mark(reader, 4)).to_contain_text("The book’s output; the code is edited since")

    editor.press("Control+Enter")
    expect(mark(reader, 4)).to_have_text("Made here", timeout=LONG)
    editor.press("End")
    editor.type("  # more")
    expect(mark(reader, 4)).to_contain_text("Made here; the code is edited since, and not yet run")

    reader.emulate_media(media="print")
    assert mark(reader, 4).is_visible()
    assert not cell(reader, 4).get_by_role("button").first.is_visible()
    reader.emulate_media(media="null")


def test_order(reader):
    """Who listens comes to the code, its buttons, what goes on, whose output it is, and that."""
    order = ["details.code", ".run-bar .btn", "[role=status]", ".run-mark", ".run-output"]
    places = cell(reader, 4).evaluate(
        """(cell, order) => {
            const all = [...cell.querySelectorAll("*")];
            return order.map((each) => all.indexOf(cell.querySelector(each)));
        }""",
        order,
    )

    assert -1 not in places
    assert sorted(places) == places


def test_left(reader):
    """What a reader has written is there again on the page that was left, in this tab alone."""
    write(reader, 4, "'mine'")
    reader.reload()
    editor = cell(reader, 4).get_by_role("textbox")
    expect(editor).to_have_value("'mine'")

    other = reader.context.new_page()
    other.goto(reader.url)
    press_run(other, 4)
    ended(other, 4)
    write(other, 4, "'theirs'")
    other.close()
    reader.reload()
    expect(editor).to_have_value("'mine'")
    press_run(reader, 4)
    ended(reader, 4)
    assert "'mine'" == cell(reader, 4).locator(OUTPUT).inner_text().strip()


def test_live_figure(reader):
    """A live figure that a cell has made is alive; Python sees it change, and changes it."""
    press_run(reader, 1)
    ended(reader, 1)
    before = int(run_text(reader, 3, "w.threat"))
    figure = cell(reader, 1).locator(f"{OUTPUT} figure[data-live]")
    slider = figure.get_by_role("slider", name=re.compile("threat", re.IGNORECASE))
    slider.press("ArrowLeft")
    write(reader, 3, "w.threat * 100").press("Shift+Enter")
    expect(cell(reader, 3).locator(OUTPUT)).to_have_text(
        re.compile(f"{before - 1}00"), timeout=LONG
    )

    write(reader, 3, "w.threat = 1").press("Shift+Enter")
    expect(slider).to_have_value("1", timeout=LONG)
    assert reader.wrong == []


def test_stop(reader):
    """A cell without an end is stopped, forty presses are one, and what is gone is told."""
    write(reader, 3, "while True:\n    print('on and on')").press("Shift+Enter")
    expect(cell(reader, 3).locator(OUTPUT)).to_contain_text("on and on", timeout=LONG)
    editor = cell(reader, 3).get_by_role("textbox")
    for _ in range(40):
        editor.press("Shift+Enter")
    cell(reader, 3).get_by_role("button", name="Stop").press("Enter")
    assert "Variables are gone" in ended(reader, 3)
    assert "while True" in editor.input_value()

    assert "2" == run_text(reader, 3, "1 + 1")
    assert reader.wrong == []


def test_silent_stop(reader):
    """A cell that neither ends nor says anything is stopped, too, and those that wait with it."""
    write(reader, 3, "while True: pass").press("Shift+Enter")
    expect(status(reader, 3)).to_have_text("Running …", timeout=LONG)
    press_run(reader, 4)
    cell(reader, 3).get_by_role("button", name="Stop").press("Enter")

    assert ended(reader, 3).startswith("Stopped")
    assert ended(reader, 4).startswith("Stopped")


def test_accessible(reader):
    """The page with its bars, editors and outputs has nothing that axe complains of."""
    found = Axe().run(reader).response["violations"]

    assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def test_narrow(reader):
    """On a phone the bar is one line, its rest behind a button, and the page no wider than it."""
    reader.set_viewport_size({"width": 320, "height": 664})
    bar = cell(reader, 3).locator(".run-bar")
    run, more = (bar.get_by_role("button", name=each, exact=True) for each in ("Run", "More"))
    assert not bar.get_by_role("button", name="Restart").is_visible()
    assert run.bounding_box()["y"] == more.bounding_box()["y"]
    more.press("Enter")
    assert bar.get_by_role("button", name="Restart").is_visible()
    more.press("Enter")

    run_text(reader, 3, "print('long ' * 99)\nx = 'unbroken' * 40\n1 / 0")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    reader.set_viewport_size({"width": 1280, "height": 900})


def test_again(reader, site):
    """On the next page Python is there without a question, also where the connection is gone."""
    reader.wait_for_timeout(8000)  # the memory is kept once nobody waits for anything
    page = open_chapter(reader.context, site.url, CHAPTER)
    reader.context.route("**/engine/**", lambda route: route.abort())
    try:
        press_run(page, 3)
        assert ended(page, 3).startswith("Run here")
        assert page.locator(".run-question").count() == 0
    finally:
        reader.context.unroute("**/engine/**")
        page.close()


def test_verdict(reader, site):
    """A reader changes one number of the data, runs the chapter, and reads another verdict."""
    page = open_chapter(reader.context, site.url, "notebooks/paired-t-test.html")
    stored = cell(page, 7).locator(STORED).inner_text()
    press_run(page, 7)
    load(page)
    ended(page, 7)
    editor = write(page, 2, "")
    cell(page, 2).get_by_role("button", name="Original text").press("Enter")
    changed = editor.input_value().replace("intake[", 'intake.loc[1, "post"] = 9910\nintake[', 1)
    editor.fill(changed)
    cell(page, 7).get_by_role("button", name="Run all above").press("Enter")
    expect(status(page, 7)).to_have_text(ENDED_WELL, timeout=LONG)
    fresh = cell(page, 7).locator(OUTPUT).inner_text()
    drawing = cell(page, 3).locator(f"{OUTPUT} [aria-label^='Drawn here']")

    assert "11.94" in stored
    assert "11.94" not in fresh
    assert "\t.192" in fresh  # the p that the changed row gives
    assert drawing.is_visible()
    page.set_viewport_size({"width": 390, "height": 664})
    assert 11 <= min(drawing.evaluate(LETTERS))
    assert page.wrong == []
    page.close()


def test_figure_elsewhere(reader, site):
    """On a page without figures, one that a cell makes brings along what it lives by."""
    page = open_chapter(reader.context, site.url, "notebooks/mixed-methods.html")
    assert 0 == page.locator("figure[data-widget], script[src*='host.js']").count()
    press_run(page, 1)
    load_if_asked(page, 1)
    made = "from twowaves.widgets import PairedExplorer\nw = PairedExplorer()\nw"
    write(page, 1, made).press("Shift+Enter")
    figure = cell(page, 1).locator(f"{OUTPUT} figure[data-live]")
    expect(figure).to_be_visible(timeout=LONG)
    before = run_text(page, 2, "round(sum(w.post) - sum(w.pre), 2)")
    figure.get_by_role("slider", name="Mean change").press("ArrowRight")
    after = run_text(page, 2, "round(sum(w.post) - sum(w.pre), 2) + 0")

    assert 2 == page.locator("link[href*='twowaves/widgets/']").count()
    assert float(before) < float(after)
    assert page.wrong == []
    page.close()


def test_broken(browser, site):
    """A connection that breaks at half is told, and what had come is not asked for again."""
    with opened(browser, site.url, CHAPTER) as page:
        asked = []

        def answer(route):
            asked.append(route.request.url)
            if len(asked) > 8:
                route.abort()
            else:
                route.continue_()

        page.context.route("**/engine/*.part", answer)
        press_run(page, 3)
        load(page)
        expect(status(page, 3)).to_contain_text("broke", timeout=LONG)
        first = set(asked[:8])

        page.context.unroute("**/engine/*.part")
        again = []
        page.context.on("request", lambda request: again.append(request.url))
        press_run(page, 3)
        load(page)
        assert ended(page, 3).startswith("Run here")
        assert not first & set(again)


def test_not_now(browser, site):
    """Who does not want to load it is back at the button, and nothing has been loaded."""
    with opened(browser, site.url, CHAPTER) as page:
        asked = []
        page.context.on("request", lambda request: asked.append(request.url))
        press_run(page, 3)
        page.get_by_role("button", name="Not now").press("Enter", timeout=LONG)

        assert page.evaluate("document.activeElement.textContent") == "Run"
        assert not [each for each in asked if each.endswith(".part")]
