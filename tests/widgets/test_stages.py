"""Figures with a stage: whatever is moved, headline and picture are on the screen with it."""

import pytest
from figures import alive, unfold
from figures import places as pages_of
from playwright.sync_api import expect
from stages import CASES, LAPTOP, LONG, PHONE, STAGED, each_control, hidden, places

each = pytest.mark.parametrize("name", STAGED)
SHARE = 0.6  # of the window, below the page's head, that a stage may take


@pytest.fixture(params=[PHONE, LAPTOP], ids=["phone", "laptop"])
def on_page(request, open_module_page):
    """Return a function that opens a figure's chapter: by touch on a phone, or on a laptop."""

    def go(name):
        touch = request.param is PHONE
        page = open_module_page(pages_of(name)[0], viewport=request.param, has_touch=touch)
        return alive(page, name)

    return go


@pytest.mark.parametrize(("name", "control"), CASES, ids=str)
def test_cause_and_effect_on_one_screen(on_page, name, control):
    """Before and after a move, the control, the headline and the picture are wholly in sight."""
    figure = on_page(name)
    unfold(figure)
    part = figure.get_by_role(control.role, name=control.name, exact=True)
    part.evaluate("e => e.scrollIntoView({ block: 'nearest', behavior: 'instant' })")
    part.focus()
    before = places(figure)
    part.press(control.key)
    after = places(figure)

    assert [] == hidden(before)
    assert [] == hidden(after)


@pytest.mark.parametrize("name", ["score-sheet", "audit-table"])
def test_each_control_of_a_sheet(on_page, name):
    """Of a form and of a table each control is on the screen with what it moves."""
    figure = on_page(name)
    seen = each_control(figure)

    assert len(seen) > 60
    assert [] == [one for one in seen if one[1]]


@each
def test_a_stage_leaves_room(on_page, name):
    """It takes at most three fifths of the window."""
    figure = on_page(name)
    found = places(figure)
    height = figure.locator(".pp-stage").bounding_box()["height"]

    assert height <= SHARE * (found["height"] - found["head"])


@each
def test_a_low_window_keeps_the_headline_alone(open_page, name):
    """On its side a phone has no room for the picture: the line alone stays."""
    page = open_page(pages_of(name)[0], viewport={"width": 740, "height": 360})
    figure = alive(page, name)
    last = figure.get_by_role("slider").last
    last.evaluate("e => e.scrollIntoView({ block: 'end', behavior: 'instant' })")
    found = places(figure)

    assert "line" not in hidden({**found, "control": found["line"]})
    assert found["picture"]["bottom"] < last.bounding_box()["y"]


@each
def test_no_stop_is_under_the_stage(open_page, name):
    """Whoever goes backwards by keyboard sees each control below the stage."""
    page = open_page(pages_of(name)[0], viewport=PHONE)
    figure = alive(page, name)
    unfold(figure)
    figure.get_by_role("button").last.focus()
    covered = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        stop = page.evaluate(
            """() => {
                const { activeElement: e } = document;
                const stage = document.querySelector(".pp-stage");
                const below = stage.compareDocumentPosition(e) & 4 && !stage.contains(e);
                const [edge, top] = [stage, e].map((part) => part.getBoundingClientRect());
                const fits = top.height < innerHeight - edge.bottom; // a long table does not
                return [below, fits && top.top < edge.bottom, e.outerHTML.slice(0, 80)];
            }"""
        )
        if not stop[0]:
            break
        covered += [stop[2]] if stop[1] else []

    assert [] == covered


@each
def test_paper_has_no_sticky_parts(open_page, name):
    """In print the stage stands where it stands."""
    page = open_page(pages_of(name)[0])
    figure = alive(page, name)
    page.emulate_media(media="print")

    position = "e => getComputedStyle(e).position"
    assert figure.locator(".pp-stage").evaluate(position) == "static"
    page.emulate_media(media="screen")
    assert figure.locator(".pp-stage").evaluate(position) == "sticky"


@pytest.mark.parametrize("name", [name for name in STAGED if name not in LONG])
def test_a_full_screen_without_scrolling(open_page, name):
    """On a projector headline, picture and main controls are there at once, in larger type."""
    page = open_page(pages_of(name)[1], viewport=LAPTOP)
    figure = alive(page, name)
    text = figure.locator(".pp-stage > svg text").first
    small = text.bounding_box()["height"]
    figure.get_by_role("button", name="Full screen").click()
    expect(figure.get_by_role("button", name="Leave full screen")).to_be_visible()
    root = figure.locator(".pp-figure:fullscreen, .pp-figure :fullscreen")
    root.wait_for(state="attached")

    assert root.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    assert root.evaluate("e => e.clientHeight") == LAPTOP["height"]
    for part in (".pp-headline", ".pp-stage > svg", ".pp-slider"):
        box = figure.locator(part).last.bounding_box()
        assert box["y"] + box["height"] <= LAPTOP["height"]
    assert text.bounding_box()["height"] > 1.2 * small
    figure.get_by_role("button", name="Leave full screen").click()
    expect(figure.get_by_role("button", name="Full screen")).to_be_visible()


@each
def test_no_full_screen_no_button(open_page, site, name):
    """Where a browser cannot fill the screen, nothing offers it."""
    page = open_page(None, viewport=LAPTOP, has_touch=False)
    page.add_init_script(
        "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false })"
    )
    page.goto(f"{site.url}/{pages_of(name)[1]}")

    assert alive(page, name).get_by_role("button", name="Full screen").count() == 0
