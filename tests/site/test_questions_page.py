"""Questions as a reader answers them: by keys alone, aloud, light and dark, on a phone, unseen."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from chapter_questions import questions_of
from chapters import CHAPTERS
from playwright.sync_api import expect

AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
FAR_OFF = "987654"
STORED = "[location.href, document.cookie, localStorage.length, sessionStorage.length]"


class Quiz:
    """The questions of one chapter on its page, and whatever the page asks for meanwhile."""

    def __init__(self, name, page):
        self.written = questions_of(name)
        self.page = page
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.wait_for_load_state("networkidle")
        self.boxes = page.locator(".question")
        self.asked = []
        page.on("request", lambda request: self.asked.append(request.url))

    def box(self, i):
        return self.boxes.nth(i)

    def said(self, i):
        return self.box(i).locator('[aria-live="polite"]')

    def reason(self, i, place):
        """Return the words of a reason, as they are where its fold is open."""
        words = """(reason) => {
            reason.closest("details").open = true;
            const text = reason.innerText;
            reason.closest("details").open = false;
            return text;
        }"""
        return self.box(i).locator(".question-answer dd").nth(place).evaluate(words).split()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self):
        """Return what has the focus: its kind and its words."""
        return self.page.evaluate(
            "[document.activeElement.type ?? document.activeElement.localName,"
            " (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()]"
        )

    def heard(self, i, place):
        """Check that the verdict is said, that its reason stands below, and nothing else does."""
        question = self.written[i]
        verdict = "right" if place == question.right else "wrong"
        word = {"right": "✓ Right.", "wrong": "✗ Not right."}[verdict]
        feedback = self.box(i).locator(".question-feedback")
        expect(self.box(i)).to_have_attribute("data-verdict", verdict)
        assert word == self.said(i).inner_text()
        assert [*word.split(), *self.reason(i, place)] == feedback.inner_text().split()
        assert feedback.locator("[id]").count() == 0  # the page has each id already


@pytest.fixture(scope="module", params=[path.stem for path in CHAPTERS])
def quiz(request, open_module_page):
    """Open each chapter once, as somebody does who follows the contents to its last part."""
    page = open_module_page(f"notebooks/{request.param}.html#check-yourself")
    return Quiz(request.param, page)


def answer_choices(quiz, i):
    """Choose each choice with the arrows, check it with Enter, and stay where it was chosen."""
    for place in range(len(quiz.written[i].answers)):
        quiz.press("ArrowDown" if place else "Space")
        expect(quiz.said(i)).to_be_empty()  # another answer takes the verdict away
        chosen = quiz.focused()
        quiz.press("Enter")
        quiz.heard(i, place)
        assert quiz.focused() == chosen
        assert chosen[0] == "radio"


def answer_numbers(quiz, i):
    """Type each foreseen number, and one that nobody foresees."""
    texts = [text for text, _ in quiz.written[i].answers[:-1]]
    for place, text in enumerate([*texts, FAR_OFF]):
        quiz.press("Control+A")
        quiz.page.keyboard.type(text)
        quiz.press("Enter")
        quiz.heard(i, place)
        assert quiz.focused()[0] == "text"
    quiz.press("Control+A")
    quiz.page.keyboard.type("ten")
    quiz.press("Enter")
    expect(quiz.said(i)).to_contain_text("“ten” was not read.")
    quiz.press("Control+A")
    quiz.page.keyboard.type(texts[quiz.written[i].right])
    quiz.press("Enter")


@pytest.mark.sweep(2)
def test_every_answer_by_keys(quiz):
    """Each answer of each question, right and wrong, is given by keys alone and explained aloud."""
    before = quiz.page.evaluate(STORED)
    for i, question in enumerate(quiz.written):
        live = quiz.said(i).element_handle()
        quiz.press("Tab")
        assert ("text" if question.is_number else "radio") == quiz.focused()[0]
        (answer_numbers if question.is_number else answer_choices)(quiz, i)
        quiz.press("Tab")
        assert ["submit", "Check"] == quiz.focused()
        quiz.press("Tab")
        assert ["reset", "Try again"] == quiz.focused()

        quiz.press("Enter")
        expect(quiz.said(i)).to_be_empty()
        assert quiz.focused()[0] in {"radio", "text"}
        quiz.press("Tab", "Enter")
        expect(quiz.said(i)).to_have_text(
            "Type a number first." if question.is_number else "Choose an answer first."
        )
        assert ["submit", "Check"] == quiz.focused()

        quiz.press("Tab", "Enter")
        expect(quiz.box(i).locator("dt.question-right")).to_be_visible()
        quiz.press("Enter")
        assert ["summary", f"Answer to question {i + 1}"] == quiz.focused()
        assert live.evaluate("box => box.isConnected")  # a region that is new is not read out

    assert before == quiz.page.evaluate(STORED)
    assert [] == quiz.asked


def answer_all(quiz):
    """Leave every question answered, every other one wrongly."""
    for i, question in enumerate(quiz.written):
        place = (question.right + i % 2) % len(question.answers)
        if question.is_number:
            wrong = FAR_OFF if i % 2 else question.options["number"]
            quiz.box(i).get_by_role("textbox").fill(wrong)
        else:
            quiz.box(i).get_by_role("radio").nth(place).check()
        quiz.box(i).get_by_role("button", name="Check").click()
    verdicts = quiz.boxes.evaluate_all("all => all.map((box) => box.dataset.verdict)")
    assert ["right", "wrong", "right", "wrong", "right"][: len(quiz.written)] == verdicts


@pytest.mark.sweep(1)
def test_axe_finds_nothing_in_answered_questions(quiz):
    """With right and wrong answers on the page, light and dark, axe-core has nothing to say."""
    answer_all(quiz)
    for theme in ("light", "dark"):
        quiz.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found = Axe().run(quiz.page, context="#check-yourself", options=AXE).response
        assert len(found["passes"]) > 10
        assert [] == [
            (one["id"], [node["html"][:150] for node in one["nodes"]])
            for one in found["violations"]
        ]


@pytest.mark.sweep(4)
def test_each_button_says_which_question(quiz):
    """In a list of the page's buttons, as a screen reader makes one, no name stands twice."""
    for i in range(len(quiz.written)):
        for word in ("Check", "Try again,"):
            name = f"{word} question {i + 1}"
            button = quiz.page.get_by_role("button", name=name, exact=True, include_hidden=True)
            expect(quiz.box(i).locator("button").and_(button)).to_have_count(1)
            expect(button).to_have_count(1)


@pytest.mark.sweep(3)
def test_a_phone(quiz):
    """At 320 px nothing sticks out, and whatever is touched is 24 px high and apart."""
    answer_all(quiz)
    quiz.page.set_viewport_size({"width": 320, "height": 800})
    wide = quiz.page.evaluate("document.documentElement.scrollWidth")
    sizes = quiz.page.locator("#check-yourself").evaluate(
        """part => [...part.querySelectorAll(
            ".question :is(.question-choice, input[type=text], button, summary)"
        )].map((e) => e.getBoundingClientRect().toJSON())"""
    )
    quiz.page.set_viewport_size({"width": 1280, "height": 900})

    assert wide <= 320
    assert min(size["height"] for size in sizes) >= 24
    assert all(
        one["bottom"] <= next_one["top"] + 0.5 or one["right"] <= next_one["left"]
        for one, next_one in pairwise(sizes)
    )


@pytest.mark.sweep(4)
def test_nothing_moves(quiz):
    """No animation and no transition: there is nothing to reduce."""
    moving = quiz.page.locator("#check-yourself").evaluate(
        """part => [...part.querySelectorAll(".question, .question *")]
            .map((e) => getComputedStyle(e))
            .filter((s) => s.animationName !== "none" || parseFloat(s.transitionDuration) > 0)
            .length"""
    )

    assert moving == 0


TAKEN = "Write digits, with a point for decimals, such as 12, 0.5 or \u22123."
MOST_WORDS = 12  # said aloud
UNREAD = ["ten", "1/2", "1e3", "1 000", "1.2.3", "1,2,3", "--1", "Infinity", "NaN", "٣", "12 kg"]
NUMBER = """async ([typed, unit]) => {
    const { readNumber } = await import("/_static/number_answer.js");
    const read = readNumber(typed, unit);
    return "problem" in read ? [read.problem, read.more ?? ""] : [read.value, read.note];
}"""


@pytest.fixture(scope="module")
def bare_page(open_module_page):
    """Open a page without questions, to call the script's functions on."""
    return open_module_page("book/about.html")


class TestNumbers:
    """How a typed number is read."""

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("0.1", [0.1, ""]),
            (" .10 ", [0.1, ""]),
            ("-2.5", [-2.5, ""]),
            ("\u22122.5", [-2.5, ""]),
            ("+3", [3, ""]),
            ("3.", [3, ""]),
            ("0,1", [0.1, "Read as 0.1. "]),
            (",10", [0.1, "Read as 0.10. "]),
            ("0,265", [0.265, "Read as 0.265. "]),
            ("-2,3", [-2.3, "Read as \u22122.3. "]),
            ("1234,567", [1234.567, "Read as 1234.567. "]),
            ("1,234", ["“1,234” may be 1.234 or 1234.", "Write it as one of these."]),
            ("10 %", ["“10 %” was not read.", "Write a share as a decimal: 0.25 for 25 %."]),
            ("0" * 399 + "1", [1, ""]),
            (
                "1" * 401,
                [
                    f"“{'1' * 16}…” was not read.",
                    "It has 401 letters, and an answer has 400 at the most.",
                ],
            ),
            ("", ["Type a number first.", ""]),
            ("   ", ["Type a number first.", ""]),
            *((text, [f"“{text}” was not read.", TAKEN]) for text in UNREAD),
            ("<img src=x onerror=alert(1)>", ["“<img src=x onerr…” was not read.", TAKEN]),
            ("a b c d e f g h i j k", ["“a b c d e f g h …” was not read.", TAKEN]),
        ],
    )
    def test_reading(self, bare_page, typed, expected):
        """A number is read in the one way it can be meant, or a sentence says how to write it."""
        found = bare_page.evaluate(NUMBER, [typed, ""])

        assert expected == found
        assert len(str(found[0]).split()) <= MOST_WORDS

    @pytest.mark.parametrize(
        ("typed", "unit", "value"), [("12 pairs", "pairs", 12), ("10%", "%", 10), ("3", "kJ", 3)]
    )
    def test_unit(self, bare_page, typed, unit, value):
        """The question's own unit may stand behind the number."""
        assert [value, ""] == bare_page.evaluate(NUMBER, [typed, unit])

    @pytest.mark.parametrize(
        ("value", "place"), [(0.1, 0), (0.105, 0), (0.095, 0), (0.106, -1), (-0.1, 1), (0.0949, -1)]
    )
    def test_within(self, bare_page, value, place):
        """A number counts if it lies within the distance, both ends included."""
        script = """async (value) => {
            const { placeOf } = await import("/_static/number_answer.js");
            return placeOf(value, [0.1, -0.1], 0.005);
        }"""
        assert place == bare_page.evaluate(script, value)

    def test_said_as_typed(self, open_page):
        """What somebody types is shown as text, never as markup, and how it was read is said."""
        page = open_page("notebooks/replication.html")
        field = page.locator("#question-1").get_by_role("textbox")
        said = page.locator('#question-1 [aria-live="polite"]')
        field.fill("<b>1</b>")
        field.press("Enter")
        expect(said).to_contain_text("“<b>1</b>” was not read.")
        expect(said.locator("b")).to_have_count(0)

        field.fill("0,1")
        field.press("Enter")
        expect(said).to_contain_text("✓ Read as 0.1. Right.")
