"""Code is folded behind the text: a cell opens alone, or all by one switch that is remembered."""

import pytest
from playwright.sync_api import expect

import contents

CHAPTER = "notebooks/paired-t-test.html"
CHAPTERS = [
    f"{name}.html"
    for name in contents.pages()
    if name.startswith("notebooks/") and "/exercises/" not in name
]
DESK = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 664}
OPEN = "details.code[open]"
FOLDED = "details.code:not([open])"


def switch(page):
    """Return the switch, as who cannot see it finds it."""
    return page.get_by_role("switch", name="Show code")


@pytest.mark.parametrize("kept", [None, "yes", "", '{"folded": false}', "shown "])
def test_folded_at_first(open_page, kept):
    """Code is folded, also where an older edition kept something else."""
    page = open_page(CHAPTER)
    if kept is not None:
        page.evaluate("kept => localStorage.setItem('code', kept)", kept)
        page.reload()

    assert 0 == page.locator(OPEN).count()
    assert page.locator(FOLDED).count() > 10
    assert "false" == switch(page).get_attribute("aria-checked")


def test_one_cell(open_page):
    """A cell opens alone, by the keyboard, and is a group with its number for a name."""
    page = open_page(CHAPTER)
    page.get_by_role("group", name="Code 2", exact=True).locator("summary").press("Enter")

    assert 1 == page.locator(OPEN).count()
    assert page.locator(OPEN).get_by_text("import twowaves").is_visible()


def test_remembered(open_page):
    """The switch shows the code of all cells, on other pages and later, too, and folds it again."""
    page = open_page(CHAPTER)
    switch(page).click()
    assert 0 == page.locator(FOLDED).count()

    page.goto(page.url.replace("paired-t-test", "scoring"))
    assert 0 == page.locator(FOLDED).count()
    assert "true" == switch(page).get_attribute("aria-checked")

    switch(page).press("Space")
    page.reload()
    assert 0 == page.locator(OPEN).count()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_jumps(open_page, viewport):
    """What is remembered is applied before anything is drawn; and a switch moves no line."""
    page = open_page(CHAPTER, viewport=viewport)
    page.evaluate("localStorage.setItem('code', 'shown')")
    page.reload()
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.hadRecentInput ? 0 : entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 500);
        })"""
    )
    assert shift < 0.02
    assert 0 == page.locator(FOLDED).count()

    heading = page.get_by_role("heading", name="How to write it up")
    heading.evaluate("it => it.scrollIntoView({ behavior: 'instant' })")
    before = heading.bounding_box()["y"]
    switch(page).evaluate("it => it.click()")  # a mouse that Playwright moves scrolls the page
    page.wait_for_timeout(100)
    assert abs(heading.bounding_box()["y"] - before) < 2


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error() }})",
        "Storage.prototype.setItem = () => { throw new Error('full') }",
    ],
    ids=["forbidden", "full"],
)
def test_nothing_kept(tabs, broken):
    """Where the browser keeps nothing, the switch works on this page, and says so."""
    with tabs() as opener:
        page = opener(CHAPTER)
        page.add_init_script(broken)
        page.reload()
        switch(page).click()

        assert 0 == page.locator(FOLDED).count()
        expect(page.get_by_text("This browser will not remember it.")).to_be_visible()


def test_without_scripts(open_page):
    """Without scripts there is no switch, and each cell's code opens."""
    page = open_page(CHAPTER, java_script_enabled=False)

    assert not page.locator(".show-code").is_visible()
    page.locator("details.code summary").nth(1).click()
    expect(page.locator(".cell_input").nth(1)).to_be_visible()


@pytest.mark.parametrize("shown", [False, True])
def test_printed(open_page, shown):
    """Paper has the code of what is shown, and no line that would open it."""
    page = open_page(CHAPTER)
    if shown:
        switch(page).click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert shown == page.locator(".cell_input").nth(2).is_visible()
    assert not page.locator("details.code summary").nth(2).is_visible()
    assert not page.locator(".show-code").is_visible()


def test_link_into_code(open_page):
    """A link to a place within folded code opens that cell."""
    page = open_page(CHAPTER)
    code = page.locator(".cell_input pre").nth(3)
    code.evaluate("it => { it.id = 'there'; location.hash = '#there' }")

    expect(page.locator(OPEN)).to_have_count(1)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", CHAPTERS)
def test_no_line_is_cut(open_page, path, viewport):
    """No line of code or of a result is cut, nor is a box of either a stop of the Tab key."""
    page = open_page(path, viewport=viewport)
    if page.locator(".show-code").count():
        switch(page).click()

    cut = "them => them.filter(it => it.scrollWidth > it.clientWidth || it.tabIndex >= 0).length"
    assert 0 == page.locator("article pre").evaluate_all(cut)


def test_on_chapters_only(site):
    """Exercises, whose code is the answer, and pages without code have no switch."""
    pages = {name: (site.folder / f"{name}.html").read_text() for name in contents.pages()}

    with_switch = {name for name, page in pages.items() if 'role="switch"' in page}
    assert {path.removesuffix(".html") for path in CHAPTERS} == with_switch
