"""On a phone and a laptop every control of a figure moves something that is in sight."""

import pytest
from on_stage import SCREENS, assert_moves, bring_up, seen, touch
from playwright.sync_api import expect

from twowaves.widgets import ThreeSystems

PARTS = [part["name"] for ring in ThreeSystems().words["rings"] for part in ring["parts"]]


def choose(option):
    return lambda control: control.select_option(option)


def at(share):
    return lambda control: touch(control, share)


#: Of each figure its controls, in an order in which each of them has something to do.
CONTROLS = {
    "limitations-lab": {
        "slider:People in a study": at(0.6),
        "combobox:Tails": choose("chosen afterwards"),
        "slider:True change": at(0.5),
        "slider:History": at(0.4),
        "slider:Desirability": at(0.4),
        "slider:Selection": at(0.8),
        "slider:Drop-out": at(0.5),
        "slider:Outcomes tested": at(0.8),
        "combobox:Correction": choose("holm"),
        "checkbox:Skewed": at(0.5),
        "checkbox:A control group": at(0.5),
        "button:Draw other studies": at(0.5),
        "button:Undo": at(0.5),
        "button:Redo": at(0.5),
        "button:Start again": at(0.5),
    },
    "class-data": {
        "combobox:Picture of": choose("hated self"),
        "combobox:If an answer is missing": choose("prorate"),
        "slider:Share of a score": at(0.02),
    },
    "three-systems": {
        "combobox:A scene": choose("two deadlines on Friday"),
        "slider:Threat": at(0.1),
        "slider:Drive": at(0.1),
        "slider:Soothing": at(0.9),
    },
}
PAGES = {
    "limitations-lab": "notebooks/limitations.html",
    "class-data": "notebooks/your-data.html",
    "three-systems": "notebooks/three-systems.html",
}


def opened(open_page, name, screen):
    page = open_page(PAGES[name], **SCREENS[screen])
    figure = page.locator(f'figure[data-widget="{name}"]')
    expect(figure).to_have_attribute("data-live", "")
    return figure


def control_of(figure, name):
    role, _, label = name.partition(":")
    return figure.get_by_role(role, name=label).first


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_moves_what_is_in_sight(open_page, name, screen):
    """Headline and picture are in the window before and after, and one of them is another."""
    figure = opened(open_page, name, screen)

    for control, move in CONTROLS[name].items():
        assert_moves(figure, control_of(figure, control), move)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_part_of_compassion_is_told_in_sight(open_page, screen):
    """The words for a part are in the window while its button is touched."""
    figure = opened(open_page, "three-systems", screen)

    for part in PARTS:
        button = figure.get_by_role("button", name=part, exact=True)
        bring_up(button)
        seen(figure, [".pp-part"])
        touch(button)
        (told,) = seen(figure, [".pp-part"])
        assert f"<strong>{part} </strong>" in told


FLIPS = {
    "limitations-lab": ("within α", "slider:History", "4", "above α", "no longer within α"),
    "class-data": (
        "not significant", "combobox:If an answer is missing", "prorate", "significant",
        "reassured self: p = .025, now significant",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FLIPS)
def test_the_flip_in_forced_colours_and_in_the_tree(open_page, name):
    """Sign, word and shape change together without a colour, and one short sentence tells it."""
    figure = opened(open_page, name, "laptop")
    figure.page.emulate_media(forced_colors="active")
    before, control, value, after, heard = FLIPS[name]
    if name == "class-data":
        figure.get_by_label("Picture of").select_option("reassured self")
    line, sign, live = (
        figure.locator(f".pp-{part}").first for part in ("headline", "sign", "head [aria-live]")
    )
    assert line.inner_text().endswith(f"· {before}")
    looks = _looks(sign)
    figure.page.wait_for_timeout(900)
    moved = control_of(figure, control)
    if control.startswith("slider"):
        moved.fill(value)
    else:
        moved.select_option(value)

    assert line.inner_text().endswith(f"· {after}")
    assert all(one != other for one, other in zip(looks, _looks(sign), strict=True))
    assert f"· {after}" in figure.aria_snapshot()
    expect(live).to_contain_text(heard)
    assert len(live.inner_text().split()) <= 12


def test_another_outcome_is_no_flip(open_page):
    """Where the line is about another outcome than before, nothing is said to have changed."""
    figure = opened(open_page, "class-data", "laptop")
    figure.page.wait_for_timeout(900)
    figure.get_by_label("Picture of").select_option("hated self")

    live = figure.locator(".pp-head [aria-live]")
    expect(live).to_contain_text("hated self: ")
    assert live.inner_text().strip().endswith(", not significant")


def _looks(sign):
    """Return the sign itself and its shape."""
    shape = "(e) => [getComputedStyle(e).borderRadius, getComputedStyle(e).borderStyle]"
    return [sign.inner_text(), *sign.evaluate(shape)]
