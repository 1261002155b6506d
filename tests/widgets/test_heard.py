"""What a screen reader hears of a figure: twelve words at most, whatever is moved or refused."""

import re

import pytest
from figures import NAMES, alive, places, unfold
from playwright.sync_api import expect

MOST = 12  # words
LATER = 900  # milliseconds: what is heard comes after the last of many moves
FLIP = re.compile(r"\bnow\b|\bno longer\b")
# every live region of the page, whichever part of it changes
LISTEN = """() => {
    const LIVE = "[aria-live], [role=status], [role=alert]";
    window.heard = [];
    const around = ({ target: e }) => (e.nodeType === 1 ? e : e.parentElement)?.closest(LIVE);
    new MutationObserver((changes) => {
        for (const part of new Set(changes.map(around)))
            if (part?.textContent.trim()) heard.push(part.textContent.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
# of controls that are called alike but for a number, the first and the last
PARTS = """(figure) => {
    const name = (e) => e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? e.textContent;
    const kinds = Map.groupBy(
        [...figure.querySelectorAll("input, select, textarea, button, [role=slider]")]
            .filter((e) => e.checkVisibility() && e.type !== "file")
            .filter((e) => !/full screen/i.test(name(e))),
        (e) => `${e.localName} ${e.type} ${name(e).replace(/[0-9]+/g, "#")}`);
    window.parts = [...kinds.values()].flatMap((alike) => [...new Set([alike[0], alike.at(-1)])]);
    return parts.length;
}"""
# the kind of a control, if it takes the focus
TAKEN = """(i) => {
    parts[i].focus();
    return document.activeElement === parts[i] ? parts[i].type ?? "slider" : "";
}"""
KEYS = {
    "button": ["Enter"],
    "checkbox": ["Space", "Space"],
    "radio": ["ArrowRight", "ArrowLeft"],
    "select-one": ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"],
    "text": ["End", "x", "Backspace", "0", "Backspace"],
    "textarea": ["Control+A", "x"],
}
SLIDES = ["End", "Home", "ArrowRight", "ArrowUp"]
HELD_OR_NOT = {"pp-headline is-held", "pp-headline is-not"}


def _listening(open_page, name):
    """Return a figure, all of it unfolded, whose page logs what is heard, by a clock of its own."""
    page = open_page(places(name)[-1], reduced_motion="reduce")
    figure = unfold(alive(page, name))
    page.clock.install()
    page.evaluate(LISTEN)
    return figure


def _after(page, key):
    """Press a key, let time go by, and return what was heard then."""
    page.keyboard.press(key)
    page.clock.run_for(LATER)
    return page.evaluate("heard.splice(0)")


def _stands(figure):
    """Return what the headline is about, figures apart, and whether it holds."""
    line = figure.locator(".pp-headline")
    return re.sub("[0-9.<=]+", "", line.inner_text().split(" · ")[0]), line.get_attribute("class")


def _heard(figure):
    """Move every control to its ends; yield where, what was heard then, and whether it flipped."""
    page = figure.page
    for i in range(figure.evaluate(PARTS)):
        kind = page.evaluate(TAKEN, i)
        for key in KEYS.get(kind, SLIDES) if kind else []:
            about, before = _stands(figure)
            heard = _after(page, key)
            then, after = _stands(figure)
            yield f"{i} {kind} {key}", heard, about == then and {before, after} == HELD_OR_NOT


@pytest.mark.parametrize("name", NAMES)
def test_twelve_words_at_most(open_page, name):
    """Whatever is moved, no live region says more than twelve words, and a flip is said."""
    said = list(_heard(_listening(open_page, name)))

    assert sum(len(heard) for _, heard, _ in said) > 3
    assert [] == [each for each in said if any(len(line.split()) > MOST for line in each[1])]
    assert [] == [each for each in said if each[2] and not FLIP.search(" ".join(each[1]))]


def test_where_copying_is_not_allowed(open_page):
    """The code of a frame is there to be read, and not read out."""
    figure = _listening(open_page, "three-systems")
    figure.get_by_role("button", name="Copy embed code").click()
    expect(figure.locator(".pp-share-note")).to_contain_text("<iframe")

    assert ["Copying is not allowed here; the embed code stands below."] == figure.page.evaluate(
        "heard"
    )
