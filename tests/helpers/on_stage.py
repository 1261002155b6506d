"""Cause and effect on one screen: what a control moves is in sight, before and after."""

from stages import LAPTOP, PHONE

#: A phone, moved by touch, and a laptop, moved by a mouse.
SCREENS = {
    "phone": {"viewport": PHONE, "has_touch": True},
    "laptop": {"viewport": LAPTOP},
}

# The parts of a figure that tell the effect, and whether each lies in the window with nothing over
# it: neither the head of the page nor anything else.
_SEEN = """(figure, parts) => parts.map((part) => {
    const element = [...figure.querySelectorAll(part)].find((e) => e.checkVisibility());
    const box = element.getBoundingClientRect();
    const spots = [box.top + 2, box.bottom - 2].map((y) => [box.left + box.width / 2, y]);
    const isClear = spots.every(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element)) && figure.contains(top);
    });
    return { part, isClear, top: box.top, bottom: box.bottom, looks: element.outerHTML };
})"""
STAGE = (".pp-headline", ".pp-stage .pp-plot")


def bring_up(control):
    """Scroll until a control stands in the middle of what the stage leaves of the window."""
    control.evaluate("(e) => e.scrollIntoView({ block: 'center' })")


def touch(control, at=0.5):
    """Touch a control at a share of its width, or click it where there is no touch."""
    box = control.bounding_box()
    place = {"x": box["width"] * at, "y": box["height"] / 2}
    if control.evaluate(
        "() => matchMedia('(pointer: coarse)').matches || 'ontouchstart' in window"
    ):
        control.tap(position=place)
    else:
        control.click(position=place)


def seen(figure, parts=STAGE):
    """Return how the parts look that tell the effect; all of them lie clear in the window."""
    found = figure.evaluate(_SEEN, list(parts))
    height = figure.page.viewport_size["height"]
    for each in found:
        assert each["isClear"], f"something lies over {each['part']}: {each}"
        assert 0 <= each["top"], f"{each['part']} begins above the window: {each}"
        assert each["bottom"] <= height, f"{each['part']} ends below the window: {each}"
    return [each["looks"] for each in found]


def assert_moves(figure, control, move, parts=STAGE):
    """Move a control: it and the parts are in sight before and after, and a part is another."""
    bring_up(control)
    before = seen(figure, parts)
    box = control.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= figure.page.viewport_size["height"]
    move(control)
    assert seen(figure, parts) != before, f"nothing moved in {parts}"
