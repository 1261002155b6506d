"""Cause and effect on one screen: every control, and where headline and picture are.

For another figure: a list of its controls here, and its name in `STAGED`. The figure then is held
to it by `tests/widgets/test_stages.py`, on a phone by touch and on a small laptop.
"""

from dataclasses import dataclass

PHONE, LAPTOP = {"width": 390, "height": 664}, {"width": 1280, "height": 720}
#: Where the parts are: the page's own head, the headline, the picture, what has the focus.
_PLACES = """(figure) => {
    const box = (e) => (e ? e.getBoundingClientRect().toJSON() : null);
    const head = document.querySelector(".bd-header-article");
    return { head: head ? head.getBoundingClientRect().bottom : 0, height: innerHeight,
        line: box(figure.querySelector(".pp-headline")),
        picture: box(figure.querySelector(
            ".pp-stage > :is(svg:not([hidden]), .pp-ranges, .pp-audit-now)")),
        control: box(document.activeElement) };
}"""


@dataclass(frozen=True)
class Control:
    """One control: its role and name, and how a hand moves it."""

    role: str
    name: str
    key: str = "ArrowRight"

    def __str__(self):
        return self.name


#: The controls of each figure with a stage that change what it shows, as it stands at the start.
STAGED = {
    "paired-explorer": [
        *(
            Control("slider", name, key)
            for name, key in [
                ("Number of pairs (n)", "ArrowLeft"),
                ("Mean change", "ArrowLeft"),
                ("Spread of change (SD)", "ArrowRight"),
                ("Correlation of before and after (r)", "ArrowLeft"),
                ("Significance level (α)", "ArrowRight"),
                ("Person 1, before", "ArrowUp"),
                ("Person 1, after", "ArrowDown"),
            ]
        ),
        Control("combobox", "Example", "ArrowDown"),
        Control("combobox", "Question", "ArrowDown"),
        Control("button", "Next person", "Enter"),
        Control("button", "Leave out", "Enter"),
        Control("button", "Remove", "Enter"),
        Control("button", "Add a person", "Enter"),
        Control("button", "Use these numbers", "Enter"),
    ],
    "limitations-lab": [
        *(
            Control("slider", name)
            for name in [
                "People in a study (n)",
                "True change",
                "History: what happens to everybody",
                "Desirability: answers that please",
                "Selection: lowest scores take part",
                "Drop-out: who gained least leaves",
                "Outcomes tested",
            ]
        ),
        Control("combobox", "Tails", "ArrowDown"),
        Control("checkbox", "Skewed scores near the floor", "Space"),
        Control("checkbox", "A control group beside it", "Space"),
        *(
            Control("button", name, "Enter")
            for name in ("Draw other studies", "Undo", "Redo", "Start again")
        ),
    ],
    "class-data": [
        Control("combobox", "Picture of", "ArrowDown"),
        Control("combobox", "If an answer is missing", "ArrowDown"),
        Control("combobox", "If an answer is on no form", "ArrowDown"),
        Control("button", "Use this table", "Enter"),
    ],
    "three-systems": [
        Control("combobox", "A scene", "ArrowDown"),
        *(Control("slider", name, "ArrowLeft") for name in ("Threat", "Drive", "Soothing")),
    ],
    "reconstruction-browser": [
        Control("button", "Play", "Enter"),
        Control("button", "Previous data set", "Enter"),
        Control("button", "Next data set", "Enter"),
        Control("slider", "Data set"),
        Control("checkbox", "Side by side", "Space"),
        *(
            Control("combobox", name, "ArrowDown")
            for name in ("Outcome", "Number of people (n)", "Tails")
        ),
    ],
    "reported-tests": [
        Control("slider", "Number of pairs (n)"),
        Control("slider", "Significance level (α)"),
        *(
            Control("combobox", name, "ArrowDown")
            for name in ("Tails", "Correction for six tests", "A printed p is")
        ),
    ],
}
#: Whose tables and sentences are more than a full screen holds at once.
LONG = {"reconstruction-browser", "reported-tests"}
CASES = [(name, control) for name, controls in STAGED.items() for control in controls]


def places(figure):
    """Return where headline, picture and what has the focus are in the window."""
    return figure.evaluate(_PLACES)


def hidden(found):
    """Return which parts are not wholly on the screen, below the page's head."""
    parts = {name: found[name] for name in ("line", "picture", "control")}
    return [
        name
        for name, box in parts.items()
        if box["top"] < found["head"] - 1 or box["bottom"] > found["height"] + 1
    ]


def each_control(figure):
    """Put a hand on each control that changes something; return its place and what is hidden then.

    A box or a button is pressed, a field gets a letter more and loses it again.
    """
    parts = figure.locator("input, .pp-alike button").all()
    seen = []
    for i, part in enumerate(parts):
        if not part.is_visible() or part.evaluate("e => Boolean(e.closest('[inert]'))"):
            continue
        part.evaluate("e => e.scrollIntoView({ block: 'nearest', behavior: 'instant' })")
        part.focus()
        before = hidden(places(figure))
        kind = part.evaluate("e => e.type")
        part.press("Space" if kind in {"radio", "checkbox", "button"} else "End")
        if kind == "text":
            part.press("7")
            part.press("Backspace")
        seen.append((f"{i} {kind}", before + hidden(places(figure))))
    return seen
