"""What a hand did to a figure is undone and redone, by keys and by buttons, in every figure."""

import pytest
from figures import alive, shown, unfold
from playwright.sync_api import expect
from stages import STAGED
from waiting import until

from twowaves import load_synthetic_answers


def _pressed(label, key="ArrowLeft"):
    """Press a key on a slider."""
    return lambda figure: figure.get_by_role("slider", name=label).press(key)


def _chosen(label, value):
    """Choose something else."""

    def hand(figure):
        box = figure.get_by_label(label)
        box.select_option(value)
        box.focus()

    return hand


def _answered(figure):
    """Give another answer to the first item."""
    figure.locator('fieldset[data-item="1"] input:checked').press("ArrowRight")


def _removed(figure):
    """Remove the selected person by the button that does so."""
    figure.get_by_role("button", name="Remove", exact=True).click()


def _pasted(text, fold, use):
    """Paste a text of one's own."""

    def hand(figure):
        part = figure.locator("details", has_text=fold).filter(has=figure.page.locator("textarea"))
        part.evaluate("part => { part.open = true; }")
        figure.locator("textarea").fill(text)
        figure.get_by_role("button", name=use, exact=True).click()

    return hand


# what makes a figure's data a reader's own
OWN = {
    "audit-table": _pasted("outcome;n\nhope;11\n", "Bring in your own table", "Use this table"),
    "class-data": _pasted(
        load_synthetic_answers().head(8).to_csv(index=False),
        "Load your own class",
        "Use this table",
    ),
    "paired-explorer": _pasted(
        "2 3\n1 4\n2 2\n".replace(" ", "\t"), "Use your own", "Use these numbers"
    ),
    "score-sheet": _answered,
}
# for each figure two things that a hand does, and a link to another of its states
HANDS = {
    "audit-table": (
        _pressed("Significance level"), _chosen("Example", "grim"), "example=grim",
    ),
    "class-data": (
        _chosen("If an answer is missing", "prorate"), _pressed("Share of a score"), "",
    ),
    "limitations-lab": (
        _pressed("People in a study"), _chosen("Tails", "one"), "n=20&seed=7",
    ),
    "paired-explorer": (
        _pressed("Mean change"), _removed, "preset=hated+self",
    ),
    "reconstruction-browser": (
        _pressed("Data set", "ArrowRight"), _chosen("Tails", "one"), "which=3",
    ),
    "reported-tests": (
        _pressed("Number of pairs"), _chosen("Tails", "one"), "n=15&tails=one",
    ),
    "score-sheet": (
        _answered, _chosen("Questionnaire", "fscrs"), "missing=prorate",
    ),
    "three-systems": (
        _pressed("Threat"), _chosen("A scene", "awake at night"), "threat=1&drive=2",
    ),
}  # fmt: skip
PLACE = "e => [e.offsetLeft, e.offsetTop - e.parentElement.offsetTop, e.parentElement.offsetHeight]"
each = pytest.mark.parametrize("name", sorted(HANDS))


class Undoing:
    """A figure on its embed page, and what it shows."""

    def __init__(self, page, name):
        self.page, self.name = page, name
        self.figure = alive(page, name)
        if name in STAGED:
            unfold(self.figure)
        self.undo = self.figure.get_by_role("button", name="Undo", exact=True)
        self.redo = self.figure.get_by_role("button", name="Redo", exact=True)

    def looks(self):
        """Return all that is shown, and the result without what a screen reader alone hears."""
        expect(self.figure.locator(".pp-figure[aria-busy=true]")).to_have_count(0)
        result = self.figure.locator(".pp-result > :not(.pp-unseen)").all_inner_texts()
        return [*result, *shown(self.figure)]

    def moved(self):
        """Make the figure's two moves, and return how it looked before, between and after."""
        if self.name in STAGED:
            unfold(self.figure)
        seen = [self.looks()]
        for hand in HANDS[self.name][:2]:
            hand(self.figure)
            seen.append(self.looks())
        assert seen[0] != seen[1] != seen[2]
        return seen

    def give_model(self):
        """Let the figure live on a model that the test reaches, as in a notebook."""
        self.page.evaluate(
            """async (name) => {
                const { src } = document.querySelector('script[src*="host.js"]');
                const { pageModel } = await import(src); // another address would wake all again
                const { default: widget } = await import(new URL(`${name}.js`, src.split("?")[0]));
                const old = document.querySelector("figure[data-widget]");
                window.state = JSON.parse(old.dataset.state);
                window.model = pageModel(state);
                const el = document.createElement("div");
                widget.render({ model, el });
                old.replaceChildren(el);
            }""",
            self.name.replace("-", "_"),
        )

    def values(self):
        """Return what the model holds, as text."""
        return self.page.evaluate(
            "JSON.stringify(Object.keys(state).map((key) => [key, model.get(key)]))"
        )

    def news(self):
        return self.figure.locator("[aria-live].pp-unseen, [aria-live] .pp-unseen").inner_text()


@pytest.fixture
def opened(open_page):
    """Return a function that opens a figure's embed page."""
    return lambda name: Undoing(open_page(f"embed/{name}.html"), name)


@each
def test_by_keys(opened, name):
    """Ctrl-Z goes back step by step, Ctrl-Shift-Z and Ctrl-Y go forth, and nobody else hears it."""
    it = opened(name)
    it.page.evaluate(
        """() => {
            window.heard = [];
            addEventListener("keydown", ({ key }) => key.length === 1 && heard.push(key));
        }"""
    )
    before, between, after = it.moved()
    keys = it.page.keyboard
    for key, expected in (
        ("Control+z", between), ("Meta+z", before), ("Control+z", before),
        ("Control+Shift+Z", between), ("Control+y", after), ("Control+y", after),
    ):  # fmt: skip
        keys.press(key)
        assert expected == it.looks()

    assert it.page.evaluate("heard") == []


@pytest.mark.sweep(4)
@each
def test_by_buttons(opened, name):
    """The buttons do the same, say so, stay where they are and keep the focus."""
    it = opened(name)
    expect(it.undo).to_be_disabled()
    before, between, after = it.moved()
    place = it.redo.evaluate(PLACE)
    for button, expected, news in (
        (it.undo, between, "Undone."), (it.undo, before, "Undone."),
        (it.undo, before, "There is nothing to undo."),
        (it.redo, between, "Redone."), (it.redo, after, "Redone."),
        (it.redo, after, "There is nothing to redo."),
    ):  # fmt: skip
        button.focus()
        it.page.keyboard.press("Enter")
        assert expected == it.looks()
        assert it.news().strip().startswith(news)
        expect(button).to_be_focused()
        assert place == it.redo.evaluate(PLACE)
    expect(it.undo).to_be_enabled()
    expect(it.redo).to_be_disabled()


@pytest.mark.sweep(2)
@each
def test_another_way_from_there(opened, name):
    """What was undone cannot be redone once a hand has done something else."""
    it = opened(name)
    it.moved()
    it.undo.click()
    it.undo.click()
    expect(it.redo).to_be_enabled()
    HANDS[name][0](it.figure)

    expect(it.redo).to_be_disabled()


@pytest.mark.sweep(2)
@pytest.mark.parametrize("name", sorted(HANDS.keys() - {"class-data"}))
def test_a_link_begins_anew(opened, name):
    """Nothing leads back from a state that a link brought."""
    it = opened(name)
    it.moved()
    expect(it.undo).to_be_enabled()
    link = f"figure={name}&v=1&{HANDS[name][2]}"
    it.page.evaluate("link => { location.hash = link; }", link)

    expect(it.undo).to_be_disabled()


def test_a_link_without_a_state(opened):
    """A link to a class's data says nothing of them, and takes no step away."""
    it = opened("class-data")
    _, _, after = it.moved()
    it.page.evaluate("location.hash = 'figure=class-data&v=1'")
    it.undo.click()
    it.redo.click()

    assert after == it.looks()


@pytest.mark.sweep(2)
@pytest.mark.parametrize("name", sorted(OWN))
def test_own_data_stay_private(opened, name):
    """What a reader gave is private again when it comes back, and only then."""
    it = opened(name)
    it.give_model()
    first = it.values()
    OWN[name](it.figure)
    expect(it.undo).to_be_enabled()
    second = it.values()
    it.undo.click()
    assert first == it.values()
    it.redo.click()

    assert second == it.values()
    assert (False, True) == tuple('["private",true]' in text for text in (first, second))


@pytest.mark.parametrize("name", sorted(OWN.keys() - {"class-data"}))
def test_own_data_enter_no_link_unasked(opened, name):
    """After undo the address has the state, and after redo nothing of it, and a link asks."""
    it = opened(name)
    OWN[name](it.figure)
    it.undo.click()
    until(it.page, "name => location.hash.startsWith(`#figure=${name}&`)", name)
    it.redo.click()
    until(it.page, "() => location.hash === ''")
    it.figure.get_by_role("button", name="Copy link", exact=True).click()

    expect(it.figure.locator(".pp-warning")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("audit-table", "[data-row='0'][data-column=n]"),
        ("paired-explorer", ".pp-number input >> nth=0"),
    ],
)
def test_typed_text_has_its_own_undo(opened, name, field):
    """In a text field Ctrl-Z is the browser's: the last letters go, and no step of the figure."""
    it = opened(name)
    HANDS[name][0](it.figure)
    field = it.figure.locator(field).first
    before = field.input_value()
    field.press("End")
    field.press("5")
    assert before + "5" == field.input_value()
    field.press("Control+z")

    assert before == field.input_value()
    assert "" == it.news().strip()


@pytest.mark.sweep(2)
@each
def test_python_begins_anew(opened, name):
    """Nothing leads back from a state that Python gave; what Python hears is the undone state."""
    it = opened(name)
    it.give_model()
    first = it.values()
    it.moved()
    second = it.values()
    it.undo.click()
    it.undo.click()
    assert first == it.values()
    it.redo.click()
    it.redo.click()
    assert second == it.values()
    it.page.evaluate("() => Object.entries(state).forEach(([key, value]) => model.set(key, value))")

    expect(it.undo).to_be_disabled()


def test_one_drag_is_one_step(opened):
    """However far and slowly a slider is dragged, one step leads back; the next drag is another."""
    it = opened("reported-tests")
    slider = it.figure.get_by_label("Significance level")
    first = slider.input_value()
    between = ""
    for _ in range(2):
        between, box = slider.input_value(), slider.bounding_box()
        mouse = it.page.mouse
        mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
        mouse.down()
        for place in range(40, 120, 20):
            mouse.move(box["x"] + place + 30 * (between != first), box["y"] + box["height"] / 2)
            it.page.wait_for_timeout(300)
        mouse.up()
    slider.press("Control+z")
    assert between == slider.input_value()
    slider.press("Control+z")

    assert first == slider.input_value()


def test_people_come_back(opened):
    """Dragged, left out, removed, added: one step each, and each leads back."""
    it = opened("paired-explorer")
    handle = it.figure.locator("[role=slider][data-person='2'][data-end=post]")

    def drag():
        box = handle.bounding_box()
        it.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        it.page.mouse.down()
        for _ in range(3):
            it.page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 40, steps=4)
            it.page.wait_for_timeout(300)
        it.page.mouse.up()

    seen = [it.looks()[:2]]
    for hand in (
        drag, lambda: handle.press("Delete"), lambda: _removed(it.figure),
        lambda: it.figure.get_by_role("button", name="Add a person").click(),
    ):  # fmt: skip
        hand()
        seen.append(it.looks()[:2])
    assert len({str(looks) for looks in seen}) == len(seen)
    for looks in reversed(seen[:-1]):
        it.undo.click()
        assert looks == it.looks()[:2]

    expect(it.undo).to_be_disabled()


def test_which_changes_are_one_step(open_page, site):
    """The same again within a short pause; anything else, or a pause, begins another step."""
    page = open_page("embed/three-systems.html")
    left = page.evaluate(
        f"""async () => {{
            const kit = "{site.url}/_static/twowaves/widgets/kit";
            const {{ UndoHistory }} = await import(`${{kit}}/undo_history.js`);
            const history = new UndoHistory();
            const push = [["n", 0], ["n", 600], ["n", 1200], ["n", 2000], ["", 2010], ["", 2020]];
            push.forEach(([kind, time], now) => history.push(now, kind, time));
            history.hold(true);
            [["n", 2030], ["n", 9000]].forEach(([kind, time]) => history.push(9, kind, time));
            history.hold(false);
            const back = [];
            for (let now = 10; now !== undefined; now = history.undo(now)) back.push(now);
            return back;
        }}"""
    )

    assert [10, 9, 5, 4, 3, 0] == left
