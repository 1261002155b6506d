"""Whoever goes through a page by keyboard sees where they are, at every stop."""

import base64
import io
from collections import Counter

import numpy as np
import pytest
from figures import NAMES, alive, places
from PIL import Image
from playwright.sync_api import expect

import contents

CHAPTERS = [
    *("notebooks/paired-t-test", "notebooks/mixed-methods", "notebooks/scoring"),
    "notebooks/exercises/paired-t-test",
]
# one page of each kind, and every figure alone on its own
PAGES = [
    *("book/welcome.html", "book/glossary.html", "book/instructor-guide.html"),
    *("book/references.html", "search.html?q=change", "404.html"),
    *(f"{page}.html" for page in CHAPTERS if page in contents.pages()),
    *(f"embed/{name}.html" for name in NAMES),
]
PHONE, DESK = {"width": 390, "height": 664}, {"width": 1280, "height": 720}
# the buttons of the theme that open something on top of the page, on a screen of each size
OPENED_BY = [
    *((PHONE, name) for name in (".primary-toggle", ".search-button", ".secondary-toggle")),
    *((size, ".dropdown-toggle") for size in (PHONE, DESK)),
    (DESK, ".search-button__button"),
]
RING = {"light": (26, 95, 208), "dark": (138, 180, 255)}
AROUND = 8  # pixels around a stop, where its ring may be
CONTRAST = 3  # of what changes, as WCAG 2.2 asks of a focus indicator
THICK = 1.5  # what changes, in pixels for each pixel of the edge; a round ring is shorter than that
BY_ITSELF = "skip-link"  # is only there while it has the focus, in loud colours of its own
# the parts that Tab comes to, one of those that are drawn alike: boxes that scroll are stops, too
STOPS = """() => {
    const plain = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
    const name = (e) => `${e?.localName} ${e?.type ?? ""} ${[...(e?.classList ?? [])].sort()}`;
    const kind = (e) => [e, e.parentElement, e.parentElement?.parentElement].map(name).join(" < ");
    const scrolls = (way) => ["auto", "scroll"].includes(way);
    const rolls = (e) => (e.scrollWidth > e.clientWidth && scrolls(getComputedStyle(e).overflowX))
        || (e.scrollHeight > e.clientHeight && scrolls(getComputedStyle(e).overflowY));
    const takes = (e) => (e.matches(plain) ? e.tabIndex >= 0 && !e.disabled
        : rolls(e) && !e.querySelector(plain) && e !== document.scrollingElement);
    const top = document.querySelector("dialog[open]") ?? document;
    window.kindOf = kind;
    window.stops = new Map();
    for (const e of top.querySelectorAll("*")) {
        if (!takes(e) || !e.checkVisibility({ visibilityProperty: true })) continue;
        if (!stops.has(kind(e))) stops.set(kind(e), e);
    }
    return [...stops.keys()];
}"""
FOCUS = """(kind) => {
    const stop = stops.get(kind);
    stop.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    stop.focus();
    const drawn = stop.getBoundingClientRect().height ? stop : stop.firstElementChild;
    const { x, y, width, height } = drawn.getBoundingClientRect();
    return { has: stop.matches(":focus-visible"), x, y, width, height };
}"""
# the stops of a figure whose ring is cut by what is around them, or by the window
CUT = """(figure) => {
    const ring = (e) => {
        const { left, right, top, bottom } = e.getBoundingClientRect();
        return [left - 5, right + 5, top - 5, bottom + 5];
    };
    const cuts = (p, [left, right, top, bottom]) => {
        const { overflowX, overflowY } = getComputedStyle(p);
        const box = p.getBoundingClientRect();
        const [x, y] = [box.left + p.clientLeft, box.top + p.clientTop];
        const across = overflowX !== "visible" && p.scrollWidth <= p.clientWidth;
        const down = overflowY !== "visible" && p.scrollHeight <= p.clientHeight;
        return (across && (left < x - 0.5 || right > x + p.clientWidth + 0.5))
            || (down && (top < y - 0.5 || bottom > y + p.clientHeight + 0.5));
    };
    const plain = "a[href], button, input, select, textarea, summary, [tabindex]";
    return [...figure.querySelectorAll(plain)]
        .filter((e) => e.checkVisibility() && !e.matches(".pp-hit"))
        .filter((e) => {
            const edges = ring(e);
            if (edges[0] < 0 || edges[1] > innerWidth) return !e.closest(".pp-scroll");
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
                if (cuts(p, edges)) return true;
            return false;
        }).map((e) => e.outerHTML.slice(0, 120));
}"""
UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"


class Eye:
    """A page as it looks: pictures of a part of it, with and without the focus."""

    def __init__(self, page):
        self.page = page
        self.devtools = page.context.new_cdp_session(page)

    def clip(self, box):
        """Return the part of the page with a box in it that is on the screen."""
        size = self.page.viewport_size
        left, top = max(0, box["x"] - AROUND), max(0, box["y"] - AROUND)
        right = min(size["width"], box["x"] + box["width"] + AROUND)
        bottom = min(size["height"], box["y"] + box["height"] + AROUND)
        down, along = self.page.evaluate("[scrollY, scrollX]")
        place = {"x": left + along, "y": top + down}
        return {**place, "width": right - left, "height": bottom - top, "scale": 1}

    def picture(self, clip):
        """Return the colours of a part of the page."""
        options = {"clip": clip, "optimizeForSpeed": True}
        data = self.devtools.send("Page.captureScreenshot", options)["data"]
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))

    def ring(self, kind):
        """Return how much of a stop's edge the focus changes, and in which colour it does."""
        box = self.page.evaluate(FOCUS, kind)
        if not box["has"]:
            return 0, None
        clip = self.clip(box)
        focused = self.picture(clip)
        self.page.evaluate("document.activeElement.blur()")
        changed = contrast(focused, self.picture(clip)) >= CONTRAST
        colours = Counter(map(tuple, focused[changed].tolist()))
        size = self.page.viewport_size
        edge = 2 * sum(min(box[side], size[side]) for side in ("width", "height"))
        return changed.sum() / edge, max(colours, key=colours.get, default=None)


def contrast(one, other):
    """Return the contrast of each pixel with its like in another picture, as WCAG defines it."""
    lights = [luminance(picture) + 0.05 for picture in (one, other)]
    return np.maximum(*lights) / np.minimum(*lights)


def luminance(picture):
    parts = picture / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def ready(page):
    """Wait for the figures, show what is folded away, and take to the keyboard."""
    if "search.html" in page.url:  # what it finds comes one by one, and moves what came before
        page.wait_for_load_state("networkidle")
    for figure in page.locator("figure[data-widget]").all():
        expect(figure).to_have_attribute("data-live", "")
    page.evaluate(UNFOLD)
    page.keyboard.press("Tab")


def faint(eye, seen, scheme, some=list):
    """Return the stops of a page, not seen before, at which nobody sees where they are.

    `some` says which of those that were not seen before are looked at.
    """
    found = {}
    fresh = [kind for kind in eye.page.evaluate(STOPS) if kind not in seen]
    seen.update(fresh)
    for kind in some(fresh):
        thick, colour = eye.ring(kind)
        if thick < THICK or (colour != RING[scheme] and BY_ITSELF not in kind):
            found[kind] = (round(thick, 2), colour)
    return found


@pytest.fixture
def eye(tabs, viewport, scheme):
    """Return a page of a width and a colour scheme, to look at."""
    with tabs() as open_page:
        options = {"color_scheme": scheme, "reduced_motion": "reduce"}
        yield Eye(open_page(None, viewport=viewport, **options))


schemes = pytest.mark.parametrize("scheme", RING)
sizes = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


@pytest.mark.sweep
@schemes
@sizes
def test_every_stop(eye, site, scheme, part_of):
    """Each kind of stop of each kind of page has a ring of the one colour, for all to see.

    Half of each page's new kinds are looked at, other ones in the dark; with --all every one.
    """
    seen, found = set(), {}

    def half(kinds):
        return part_of(kinds, len(kinds) // 2 + 1, seed=len(kinds) + (scheme == "dark"))

    for path in PAGES:
        eye.page.goto(f"{site.url}/{path}")
        ready(eye.page)
        found |= {(path, kind): ring for kind, ring in faint(eye, seen, scheme, half).items()}

    assert len(seen) > 5 * len(PAGES)  # about a hundred
    assert {} == found


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", NAMES)
def test_no_ring_is_cut(open_page, name, viewport):
    """In a chapter, the ring of every control of a figure is there on all its sides."""
    page = open_page(places(name)[0], viewport=viewport)
    figure = alive(page, name)
    page.evaluate(UNFOLD)

    assert [] == figure.evaluate(CUT)


@pytest.mark.sweep
@pytest.mark.parametrize(("viewport", "button"), OPENED_BY)
@schemes
def test_what_opens(eye, site, scheme, button):
    """So have the stops of what a button opens: the drawers, the search and the menu."""
    page = eye.page
    page.goto(f"{site.url}/notebooks/paired-t-test.html")
    seen = set(page.evaluate(STOPS))
    before = len(seen)
    page.locator(f"{button}:visible").first.click()
    page.wait_for_timeout(300)  # a drawer comes in slowly
    page.keyboard.press("Tab")

    assert {} == faint(eye, seen, scheme)
    assert len(seen) > before


@pytest.mark.parametrize(
    "path", ["notebooks/scoring.html", "embed/audit-table.html", "embed/class-data.html"]
)
def test_no_stop_is_missed(open_page, path):
    """What Tab comes to, one after the other, is of the kinds that were looked at."""
    page = open_page(path, viewport=PHONE)
    ready(page)
    kinds = set(page.evaluate(STOPS))
    met = []
    while (kind := page.evaluate("kindOf(document.activeElement)")) and "body" not in kind[:5]:
        met.append(kind)
        page.keyboard.press("Tab")

    assert len(met) > 20
    assert set() == set(met) - kinds
