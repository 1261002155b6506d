"""Every page of the built book: sound, quiet, self-contained, readable by all."""

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from waiting import until

import contents

CHAPTERS = sorted(f"{page}.html" for page in contents.pages())
PAGES = [*CHAPTERS, "search.html", "404.html"]
SOURCES = {f"{page}.html": contents.source(page) for page in contents.pages()}
WITH_FIGURE = {
    path
    for path, source in SOURCES.items()
    if re.search(r"^```+\{widget\}|data-widget=", source.read_text(encoding="utf-8"), re.MULTILINE)
}
figures = pytest.mark.parametrize("path", sorted(WITH_FIGURE), indirect=True, scope="module")
# a rule that axe leaves off while it is new: who speaks to a page says what a button shows
AXE = {
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "preload": False,  # it would fetch style sheets anew, from wrong addresses, for nothing
    "resultTypes": ["violations"],  # what passes is not described: twice as quick
}

# text that does not fit its box and cannot be scrolled to; what is kept for screen readers alone
# or folded is cut off by intention, and a pixel is the rounding of letters
CUT_OFF = """[...document.querySelectorAll("body *:not(svg *)")].filter((e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    const wide = e.scrollWidth - e.clientWidth, high = e.scrollHeight - e.clientHeight;
    return e.checkVisibility() && Math.min(e.clientWidth, e.clientHeight) > 2
        && e.innerText?.trim() && !e.closest("[aria-hidden=true], .toggle-hidden")
        && [[overflowX, wide], [overflowY, high]].some(([how, more]) =>
            /hidden|clip/.test(how) && more > 1);
}).map((e) => `${e.localName}.${e.className}: ${e.innerText.trim().slice(0, 50)}`)"""
# a moment after a window changed its width, the theme lets keys reach what now scrolls
FOLLOWED = """() => [...document.querySelectorAll("[tabindex='-1']:is(pre, .output)")]
    .every((e) => e.scrollWidth <= e.clientWidth)"""
MOVING = """[...document.querySelectorAll("*")].flatMap((e) =>
    [null, "::before", "::after"].filter((part) => {
        const style = getComputedStyle(e, part);
        const takesTime = (times) => times.split(",").some((time) => parseFloat(time) > 0);
        return style.scrollBehavior === "smooth"
            || (style.transitionProperty !== "none" && takesTime(style.transitionDuration))
            || (style.animationName !== "none" && takesTime(style.animationDuration));
    }).map((part) => `${e.localName}.${e.getAttribute("class")}${part ?? ""}`))"""
KEEP_SHIFT = """() => new Promise((done) => {
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(done, 100); // what was kept comes at once
})"""
ON_PAPER = """[...document.querySelectorAll("figure[data-live]")].map((figure) =>
    [figure.id, [...figure.querySelectorAll("table td")]
        .filter((e) => e.checkVisibility() && e.innerText.trim()).length])"""


def test_every_page_is_tested(site):
    """The pages below are all that this build made; the first one only leads on to welcome."""
    index = json.loads((site.folder / "sections.json").read_text(encoding="utf-8"))
    first = contents.pages()[0]

    assert CHAPTERS == sorted(page["address"] for page in index)
    assert f"url={first}.html" in (site.folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=PAGES)
def path(request):
    """One page of the book after the other: what looks at a page stands together."""
    return request.param


@pytest.fixture(scope="module")
def light(open_module_page):
    """One tab in light colours for one page after the other, as a reader goes through the book."""
    return open_module_page(None, color_scheme="light")


@pytest.fixture(scope="module")
def dark(open_module_page):
    """Likewise in dark colours."""
    return open_module_page(None, color_scheme="dark")


@pytest.fixture(scope="module")
def unscripted(open_module_page):
    """One tab without scripts."""
    return open_module_page(None, java_script_enabled=False)


def _opened(page, address, path, *, width):
    """Open a page and wait until its figures live and nothing is loading."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    if path in WITH_FIGURE:
        page.locator("figure[data-live]").first.wait_for()
    page.evaluate(KEEP_SHIFT)
    page.evaluate("window.atFirst = window.shift")
    return page


@pytest.fixture(scope="module")
def wide(site, light, path):
    """The page in light colours on a desk, opened once for all that only look at it."""
    return _opened(light, site.url, path, width=1280)


@pytest.fixture(scope="module")
def narrow(site, dark, path):
    """The page in dark colours on the smallest phone, opened once for all that only look at it."""
    return _opened(dark, site.url, path, width=320)


def _at(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    return page


@pytest.fixture(params=["wide", "narrow"])
def either(request, path):  # noqa: ARG001 # the pages are this one
    """The page as it was opened: on a desk, then on a phone."""
    page = request.getfixturevalue(request.param)
    return _at(page, {"wide": 1280, "narrow": 320}[request.param])


def _violations(page, theme, *, left_out=None):
    """Return what axe-core finds, on the whole page or without what a selector leaves out."""
    assert theme == page.evaluate("document.documentElement.dataset.theme")
    until(page, FOLLOWED)
    context = {"exclude": [[left_out]]} if left_out else None
    found = Axe().run(page, context=context, options=AXE).response["violations"]
    return [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]


def _theme(page):
    return "light" if page.viewport_size["width"] == 1280 else "dark"


@pytest.mark.sweep(10)
def test_axe_finds_nothing(either):
    """No page breaks a rule of axe-core in light colours at 1280 px, nor in dark ones at 320 px.

    Words of code, which are most of a page's and take half of the time, are in the next test.
    """
    assert [] == _violations(either, _theme(either), left_out=".highlight span")


@pytest.mark.sweep(3)
def test_axe_finds_nothing_in_code(either):
    """Nor do the colours of code, which are the same dozen on every page."""
    assert [] == _violations(either, _theme(either))


@pytest.mark.sweep(1)
@figures
def test_axe_finds_nothing_the_other_way_round(wide, narrow):
    """No page with a figure breaks a rule of axe-core in light at 320 px or in dark at 1280 px.

    Words of code, most of a page's, have the colours there that they have in the tests above.
    """
    assert [] == _violations(_at(wide, 320), "light", left_out=".highlight")
    assert [] == _violations(_at(narrow, 1280), "dark", left_out=".highlight")


@pytest.mark.sweep
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_sideways_scroll(either, width):
    """A page fits its window, also one that was turned; only code and wide tables scroll inside."""
    page = _at(either, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.sweep(6)
def test_large_letters(wide):
    """Letters twice as large lose nothing: the page scrolls one way and no text is cut off."""
    page = _at(wide, 1280)
    settings = page.context.new_cdp_session(page)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    try:
        assert 2 * before == page.evaluate(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert [] == page.evaluate(CUT_OFF)
    finally:
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


@pytest.mark.sweep(6)
def test_less_motion(wide):
    """Who asks for less motion gets none: nothing glides, turns or fades, nor scrolls by itself."""
    wide.emulate_media(reduced_motion="reduce")
    try:
        assert [] == wide.evaluate(MOVING)
    finally:
        wide.emulate_media(reduced_motion="no-preference")
    assert [] != wide.evaluate(MOVING)


@figures
def test_layout_shift(either):
    """Nothing on a page with a figure moves while it loads and wakes."""
    assert either.evaluate("window.atFirst") < 0.02


@figures
def test_on_paper(wide):
    """On paper every figure gives values to read in a table, also one that nobody touched."""
    wide.emulate_media(media="print")
    wide.evaluate("dispatchEvent(new Event('beforeprint'))")
    try:
        figures = wide.evaluate(ON_PAPER)
    finally:
        wide.evaluate("dispatchEvent(new Event('afterprint'))")
        wide.emulate_media(media="screen")

    assert figures
    assert [] == [name for name, cells in figures if cells < 4]


def test_pictures_have_a_text(wide):
    """Every picture has a text that is not its file name, and a size that holds its place."""
    pictures = wide.locator("img").evaluate_all(
        "all => all.map(e => [e.getAttribute('alt'), e.getAttribute('src'), e.clientWidth])"
    )
    for alt, source, _ in pictures:
        assert alt is not None, source
        assert Path(urlsplit(source).path).stem not in alt
    bare = wide.locator(".cell_output img:not([width][height])")
    assert bare.count() == 0


def test_head(wide):
    """A page names itself, its language and its icon, and the icon is there."""
    assert wide.title().endswith(contents.title())
    assert wide.locator("html").get_attribute("lang") == "en"
    icon = wide.locator('link[rel="icon"], link[rel="shortcut icon"]').first.get_attribute("href")
    assert wide.request.get(urljoin(wide.url, icon)).ok


def test_one_style_sheet(wide):
    """One style sheet, the site's own, is all that the first paint of a page waits for."""
    waited = wide.evaluate(
        """performance.getEntriesByType("resource")
            .filter((e) => e.renderBlockingStatus === "blocking").map((e) => e.name)"""
    )
    names = [urlsplit(address).path for address in waited]

    assert ["/_static/site.css"] == [name for name in names if name.endswith(".css")]


def test_only_pages_with_a_figure_load_its_parts(wide, path):
    """A page without a figure asks for none of the figures' files."""
    asked = wide.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")

    assert (path in WITH_FIGURE) == (wide.locator("figure[data-widget]").count() > 0)
    assert (path in WITH_FIGURE) == any("/_static/figures/" in url for url in asked)


def _places_and_links(text, address):
    """Return the places of a page that can be linked to, and where its own links lead."""
    places = {html.unescape(name) for name in re.findall(r'<[^>]+\sid="([^"]+)"', text)}
    links = re.findall(r'<a\s(?:[^>]*\s)?href="([^"]+)"', text)
    return places, {urljoin(address, html.unescape(link)) for link in links}


def test_links_within_the_book_lead_somewhere(site, open_page, part_of):
    """Every link to a page or a place of the book has a target; so have those that scripts make."""
    targets, links = {}, []
    page = open_page(PAGES[0])
    opened = part_of(PAGES, 6)
    for path in PAGES:
        address = f"{site.url}/{path}"
        written = (site.folder / path).read_text(encoding="utf-8")
        targets[path], found = _places_and_links(written, address)
        if path in opened:
            page.goto(address)
            targets[path] |= set(page.locator("[id]").evaluate_all("all => all.map(e => e.id)"))
            found |= set(page.locator("a[href]").evaluate_all("all => all.map(e => e.href)"))
        links += [(path, link) for link in found if link.startswith(site.url)]

    broken = []
    for path, link in links:
        address, fragment = urldefrag(link)
        if fragment.startswith("figure="):  # a state: test_links.py opens it
            fragment = parse_qs(fragment)["figure"][0]
        target = urlsplit(address).path.lstrip("/")
        known = targets.get(target)
        exists = (site.folder / target).is_file()
        if not exists or (known is not None and fragment and fragment not in known):
            broken.append((path, link))
    assert links
    assert broken == []


@pytest.mark.parametrize(("width", "height"), [(390, 664), (1366, 650)])
def test_people_to_drag_on_the_first_screen(open_page, width, height):
    """Who comes here sees for whom this is and takes hold of people, on a phone and a laptop."""
    page = open_page("book/welcome.html", viewport={"width": width, "height": height})
    handles = page.locator("figure[data-live] [role=slider][data-person]")
    handles.last.wait_for()
    first = page.locator("article p").first
    boxes = [handle.bounding_box() for handle in handles.all()]

    assert len(boxes) == 22
    assert "for students of psychology" in first.inner_text()
    assert max(box["y"] + box["height"] for box in boxes) <= height
    assert page.locator(".doors h3").count() == 3


def test_the_first_screen_of_welcome_is_the_live_figure(open_page):
    """Who arrives sees the figure alive on the first screen, with the invitation above it."""
    page = open_page("book/welcome.html", viewport={"width": 1280, "height": 900})
    page.locator("figure[data-live]").wait_for()
    box = page.locator("figure .pp-stage").bounding_box()

    assert "Drag a dot" in page.locator(".bd-article p").nth(1).inner_text()
    assert box["y"] + box["height"] < 900


def test_formulas_are_mathml(open_page):
    """Formulas need no script: each is a `math` element with a size."""
    page = open_page("notebooks/paired-t-test.html", java_script_enabled=False)
    formulas = page.locator(".math-block math")

    assert formulas.count() >= 4
    assert all(formulas.nth(i).bounding_box()["width"] > 50 for i in range(formulas.count()))


def test_colour_mode_button(open_page):
    """The button changes the colours, and the choice is kept for the next page."""
    page = open_page("book/about.html", color_scheme="light")
    for _ in range(3):
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
        page.locator("button.theme-switch-button").first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

    page.goto(urljoin(page.url, "welcome.html"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.sweep(12)
@pytest.mark.parametrize("path", CHAPTERS, indirect=True, scope="module")
def test_main_text_works_without_scripts(site, unscripted, path):
    """With scripts off the whole text of a page is there to read."""
    page = unscripted
    page.goto(f"{site.url}/{path}")

    assert len(page.locator(".bd-article").inner_text()) > 400
