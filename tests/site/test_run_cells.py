"""Cells run in the page: loaded when asked for, from the book's own host, and kept."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from serve import serve

CHAPTER = "notebooks/three-systems.html"
LONG = 120_000  # milliseconds: Python starts, on a machine that does much else
OUTPUT = ".run-output:not([hidden])"
ENDED_WELL = re.compile(r"^Run here( in|\.$)")


@pytest.fixture(scope="module")
def hosted(site):
    """Serve the book as a host does that sends no policy: the pages bring their own."""
    with serve(site.folder, 0) as url:
        yield url


@pytest.fixture(scope="module")
def reader(browser, hosted):
    """Open a chapter in a browser that has Python already, for all tests that break nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = _open(context, hosted)
    _run(page, 2)
    page.get_by_role("button", name="Load and run").click(timeout=LONG)
    _ended(page, 2)
    yield page
    context.close()


def _open(context, url, chapter=CHAPTER):
    page = context.new_page()
    page.wrong = []
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(f"{url}/{chapter}")
    return page


def _bar(page, number):
    return page.locator(".cell").filter(has=page.locator("details.code")).nth(number - 1)


def _run(page, number):
    _bar(page, number).get_by_role("button", name="Run", exact=True).click()


def _ended(page, number):
    said = _bar(page, number).get_by_role("status")
    expect(said).to_have_text(re.compile("^(Run here|Stopped|Python)"), timeout=LONG)
    return said.inner_text()


def _write(page, number, text):
    bar = _bar(page, number)
    bar.get_by_role("button", name="Edit", exact=True).click()
    editor = bar.get_by_role("textbox", name=f"Code {number}")
    editor.fill(text)
    return editor


def test_nothing_before(browser, hosted):
    """A page on which nobody runs anything asks for nothing of it."""
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    _open(context, hosted).wait_for_load_state("networkidle")
    context.close()

    assert not [each for each in asked if "/run/" in each or "/engine/" in each]


def test_chapter(reader):
    """A chapter runs from top to bottom; its output stands where the stored one stood."""
    last = reader.locator("details.code").count()
    _bar(reader, last).get_by_role("button", name="Run all above").click()

    for number in range(1, last + 1):
        assert _ended(reader, number).startswith("Run here")
        assert _bar(reader, number).locator(OUTPUT).count() == 1
        assert not _bar(reader, number).locator(".cell_output:not(.run-output)").is_visible()
    assert "strongest system is threat" in _bar(reader, last).locator(OUTPUT).inner_text()
    assert reader.wrong == []


def test_edit(reader):
    """A reader changes a cell by the keyboard, runs it, and goes back to the book's text."""
    editor = _write(reader, 3, "x = 20\nprint(x + 3)")
    editor.press("Shift+Enter")
    _ended(reader, 3)
    assert "23" == _bar(reader, 3).locator(OUTPUT).inner_text().strip()

    _bar(reader, 3).get_by_role("button", name="Original text").click()
    assert "load_practices" in editor.input_value()
    assert _bar(reader, 3).locator(".cell_output:not(.run-output)").is_visible()


def test_left(reader):
    """What a reader has written is there again on the page that was left, once Run is pressed."""
    _write(reader, 4, "'mine'")
    reader.reload()
    _run(reader, 4)
    _ended(reader, 4)

    assert "'mine'" == _bar(reader, 4).get_by_role("textbox").input_value()
    assert "'mine'" == _bar(reader, 4).locator(OUTPUT).inner_text().strip()


def test_way_out(reader):
    """Tab moves code in, and after Escape it leaves the editor."""
    editor = _write(reader, 3, "x")
    editor.press("Home")
    editor.press("Tab")
    assert "    x" == editor.input_value()

    editor.press("Escape")
    editor.press("Tab")
    assert not editor.evaluate("each => each === document.activeElement")


def test_live_figure(reader):
    """A live figure that a cell has made is alive; Python sees it change, and changes it."""
    _run(reader, 1)
    _ended(reader, 1)
    _write(reader, 3, "w.threat").press("Shift+Enter")
    _ended(reader, 3)
    before = int(_bar(reader, 3).locator(OUTPUT).inner_text())
    figure = _bar(reader, 1).locator(f"{OUTPUT} figure[data-live]")
    slider = figure.get_by_role("slider", name=re.compile("threat", re.IGNORECASE))
    slider.press("ArrowLeft")
    _write(reader, 3, "w.threat * 100").press("Shift+Enter")
    expect(_bar(reader, 3).locator(OUTPUT)).to_have_text(
        re.compile(f"{before - 1}00"), timeout=LONG
    )

    _write(reader, 3, "w.threat = 1").press("Shift+Enter")
    expect(slider).to_have_value("1", timeout=LONG)
    assert reader.wrong == []


def test_stop(reader):
    """A cell without an end is stopped, forty presses are one, and what is gone is told."""
    _write(reader, 3, "while True:\n    print('on and on')").press("Shift+Enter")
    expect(_bar(reader, 3).locator(OUTPUT)).to_contain_text("on and on", timeout=LONG)
    editor = _bar(reader, 3).get_by_role("textbox")
    for _ in range(40):
        editor.press("Shift+Enter")
    _bar(reader, 3).get_by_role("button", name="Stop").click()
    assert "Variables are gone" in _ended(reader, 3)

    _write(reader, 3, "1 + 1").press("Shift+Enter")
    _ended(reader, 3)
    assert "2" == _bar(reader, 3).locator(OUTPUT).inner_text().strip()
    assert reader.wrong == []


def test_accessible(reader):
    """The page with its bars, editors and outputs has nothing that axe complains of."""
    found = Axe().run(reader).response["violations"]

    assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def test_again(reader, hosted):
    """On the next page Python is there without a question, also where the connection is gone."""
    reader.wait_for_timeout(8000)  # the memory is kept once nobody waits for anything
    page = _open(reader.context, hosted)
    reader.context.route("**/engine/**", lambda route: route.abort())
    try:
        _run(page, 3)
        assert _ended(page, 3).startswith("Run here")
        assert page.locator(".run-question").count() == 0
    finally:
        reader.context.unroute("**/engine/**")
        page.close()


def test_broken(browser, hosted):
    """A connection that breaks at half is told, and what had come is not asked for again."""
    context = browser.new_context()
    page = _open(context, hosted)
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) > 8:
            route.abort()
        else:
            route.continue_()

    context.route("**/engine/*.part", answer)
    _run(page, 3)
    page.get_by_role("button", name="Load and run").click(timeout=LONG)
    expect(_bar(page, 3).get_by_role("status")).to_contain_text("broke", timeout=LONG)
    first = set(asked[:8])

    context.unroute("**/engine/*.part")
    again = []
    page.on("request", lambda request: again.append(request.url))
    context.on("request", lambda request: again.append(request.url))
    _run(page, 3)
    page.get_by_role("button", name="Load and run").click(timeout=LONG)
    assert _ended(page, 3).startswith("Run here")
    assert not first & set(again)
    context.close()


def test_verdict(reader, hosted):
    """A reader changes one number of the data, runs the chapter, and reads another verdict."""
    page = _open(reader.context, hosted, "notebooks/paired-t-test.html")
    stored = _bar(page, 7).locator(".cell_output:not(.run-output)").inner_text()
    _run(page, 7)
    load = page.get_by_role("button", name="Load and run")
    load.click(timeout=LONG)
    _ended(page, 7)
    editor = _write(page, 2, "")
    _bar(page, 2).get_by_role("button", name="Original text").click()
    changed = editor.input_value().replace("intake[", 'intake.loc[1, "post"] = 9910\nintake[', 1)
    editor.fill(changed)
    _bar(page, 7).get_by_role("button", name="Run all above").press("Enter")
    expect(_bar(page, 7).get_by_role("status")).to_have_text(ENDED_WELL, timeout=LONG)
    fresh = _bar(page, 7).locator(OUTPUT).inner_text()
    drawing = _bar(page, 3).locator(f"{OUTPUT} [aria-label^='Drawn here']")

    assert "11.94" in stored
    assert "11.94" not in fresh
    assert "\t.192" in fresh  # the p that the changed row gives
    assert drawing.is_visible()
    assert page.wrong == []
    page.close()


def test_storage_refused(browser, hosted):
    """Where a browser keeps nothing, that is said, and the cell runs."""
    context = browser.new_context()
    page = _open(context, hosted)

    def without(route):
        answer = route.fetch()
        refused = "Object.defineProperty(globalThis, 'caches', { value: undefined });"
        route.fulfill(response=answer, body=refused + answer.text())

    context.route("**/run/store.js", without)
    _run(page, 3)
    expect(page.locator(".run-question")).to_contain_text("will not keep it", timeout=LONG)
    page.get_by_role("button", name="Load and run").click()
    assert _ended(page, 3).startswith("Run here")
    context.close()


def test_forbidden(browser, site):
    """Where the host's own policy forbids it, a sentence says so and the stored output stays."""
    context = browser.new_context()
    page = _open(context, site.url)
    _run(page, 3)
    load = page.get_by_role("button", name="Load and run")
    load.click(timeout=LONG)

    assert "the host of this book forbids it" in _ended(page, 3)
    assert _bar(page, 3).locator(".cell_output:not(.run-output)").is_visible()
    context.close()


def test_not_now(browser, hosted):
    """Who does not want to load it is back at the button, and nothing has been loaded."""
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = _open(context, hosted)
    _run(page, 3)
    page.get_by_role("button", name="Not now").press("Enter", timeout=LONG)

    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert not [each for each in asked if each.endswith(".part")]
    context.close()
