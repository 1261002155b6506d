"""Exercises answered on their pages: every right and typical wrong answer, by keys alone."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect

import answer_fields
import contents
import make_scaffolds
from twowaves.classroom.keys import shipped_keys

OPEN = make_scaffolds.keys()
KEYS = {key.exercise: key for key in OPEN}
NAMES = [path.stem for path in make_scaffolds.solved()
         if f"notebooks/exercises/{path.stem}" in contents.pages()]  # fmt: skip
OWN = "notebooks/exercises/paired-t-test.html"
MOST_WORDS = 12  # said aloud
NAME = "Ada Lovelace"


def fields_of(site, name):
    """Return the fields of a page as it is built."""
    page = site.folder / "notebooks" / "exercises" / f"{name}.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(".answer-field")


def answers_to(exercise):
    """Return the right answer and typical wrong ones, each with what is said to it."""
    key = KEYS[exercise]
    answers = {key.answer: ""} | key.wrong
    if key.outcome:  # wrong ones are names of figures there
        figures = answer_fields.own_figures(NAME, key.outcome)
        wrong = {key.text(answer_fields.own_answer(each, figures)): why
                 for each, why in key.wrong.items()}  # fmt: skip
        answers = {key.answer: ""} | wrong
    return answers


def focus(box):
    """Put the focus on the first field, as somebody does who comes there by keys."""
    box.locator("input").first.focus()


def give(box, text):
    """Answer by keys alone: type it, or go to each choice and press Space."""
    choices = box.locator("label.question-choice input")
    if not choices.count():
        box.locator("input").press("Control+A")
        box.page.keyboard.type(text)
        box.page.keyboard.press("Enter")
        return
    for choice in choices.all():
        is_wanted = choice.input_value() in text.split("; ")
        if choice.is_checked() != is_wanted:
            choice.press("Space")
    choices.first.press("Enter")


@pytest.fixture(scope="module", params=NAMES)
def page(request, open_module_page):
    """Open each page of exercises once."""
    return open_module_page(f"notebooks/exercises/{request.param}.html")


def test_every_checkable_exercise_has_a_field(page):
    """Each exercise that `check` knows has a field on its page, and no open one has."""
    labels = page.locator(".exercise.admonition").evaluate_all("all => all.map(({ id }) => id)")
    fields = page.locator(".answer-field").evaluate_all("all => all.map((b) => b.dataset.item)")

    assert [label for label in labels if label in shipped_keys()] == fields


@pytest.mark.sweep(2)
def test_every_answer_by_keys(page):
    """Every right and typical wrong answer, given by keys, is judged as `check` judges it."""
    for box in page.locator(".answer-field").all():
        focus(box)
        said = box.locator('[aria-live="polite"]')
        exercise = box.get_attribute("data-item")
        for text, why in answers_to(exercise).items():
            give(box, text)
            expect(said).to_have_text("✗ Not yet." if why else "✓ Right.")
            expect(box.locator(".question-reasons")).to_have_text(why)
            expect(box).to_have_attribute("data-verdict", "wrong" if why else "right")
            assert len(said.inner_text().split()) <= MOST_WORDS
        box.get_by_role("button", name=f"Try again, answer to {exercise}").press("Enter")
        expect(said).to_be_empty()
        expect(box.locator("input").first).to_be_focused()


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_stands_in_the_page(site, name):
    """What the page knows has hashes of answers, not answers: no decimals of one are in it."""
    for field in fields_of(site, name):
        known = json.loads(field["data-sealed"])
        answers = [text for text, why in answers_to(field["data-item"]).items() if not why]

        assert {"kind", "decimals", "choices", "hint", "right", "wrong", "salt", "rounds"} == {
            *known
        }
        assert all(
            re.fullmatch("[0-9a-f]{32}", code) for code in [*known["right"], *known["wrong"]]
        )
        if known["kind"] == "number":
            assert not [text for text in answers if text in field["data-sealed"]]


SPELLINGS = [
    ("-6.18", "✓ Right."),
    ("\u22126.18", "✓ Right."),
    ("-6,18", "✓ Read as \u22126.18. Right."),
    (" -6.1818181818 ", "✓ Right."),
    ("-06.180", "✓ Right."),
    ("-6.2", "✗ Not yet."),
    ("6.18", "✗ Not yet."),
    ("6,18", "✗ Read as 6.18. Not yet."),
    ("six", "“six” was not read."),
    ("-6,182", "“-6,182” may be \u22126.182 or \u22126182."),
    ("", "Type a number first."),
    ("<b>6</b>", "“<b>6</b>” was not read."),
]


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_spellings(open_page):
    """A number counts however it is spelled, and what can be read in two ways is not guessed."""
    page = open_page(OWN)
    box = page.locator("#answer-to-paired-1")
    for typed, said in SPELLINGS:
        box.locator("input").fill(typed)
        box.locator("input").press("Enter")
        expect(box.locator('[aria-live="polite"]')).to_have_text(said)
    expect(box.locator("b")).to_have_count(0)


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_the_people_can_be_had(open_page):
    """The people that the page asks about are the example's, as a file from its link."""
    page = open_page(OWN)
    links = page.locator(".answer-note a")
    with page.expect_download() as download:
        links.first.click()
    table = answer_fields.teaching_dataset(NAME, "inadequate self")

    expect(links).to_have_count(4)
    assert table.to_csv(index=False) == download.value.path().read_text(encoding="utf-8")


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_no_hashes(tabs, site):
    """Where a browser makes no hashes, as on plain http, a sentence stands for the field."""
    with tabs() as open_tab:
        page = open_tab(None)
        page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
        page.goto(f"{site.url}/{OWN}")
        box = page.locator("#answer-to-paired-1")

        expect(box).to_contain_text("over http from another machine")
        expect(box.locator("input, button")).to_have_count(0)


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_no_scripts(open_page):
    """Without scripts there is no field, and nothing in its place."""
    page = open_page(OWN, java_script_enabled=False)

    expect(page.locator(".answer-field").first).to_be_hidden()


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_a_late_verdict_is_dropped(open_page):
    """Who goes on typing while an answer is judged hears no verdict on what is no longer there."""
    page = open_page(OWN)
    page.evaluate("""() => {
        const derive = crypto.subtle.deriveBits.bind(crypto.subtle);
        crypto.subtle.deriveBits = async (...all) => {
            await new Promise((done) => setTimeout(done, 100));
            return derive(...all);
        };
    }""")
    box = page.locator("#answer-to-paired-1")
    box.locator("input").fill("-6.18")
    box.locator("input").press("Enter")
    box.locator("input").press_sequentially("1")
    page.wait_for_timeout(300)

    expect(box.locator('[aria-live="polite"]')).to_be_empty()


@pytest.mark.sweep(1)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, theme):
    """With answered fields, light and dark, axe-core has nothing to say of a page."""
    for box in page.locator(".answer-field").all():
        give(box, next(iter(answers_to(box.get_attribute("data-item")))))
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)

    assert [] == Axe().run(page, options={"preload": False}).response["violations"]


@pytest.mark.sweep(2)
def test_a_phone(page):
    """At 320 px nothing sticks out, and whatever is touched is 24 px high."""
    page.set_viewport_size({"width": 320, "height": 664})
    wide = page.evaluate("document.documentElement.scrollWidth")
    heights = page.locator(".answer-field :is(label.question-choice, input[type=text], button)")
    heights = heights.evaluate_all("all => all.map((e) => e.offsetHeight).filter(Boolean)")
    page.set_viewport_size({"width": 1280, "height": 720})

    assert wide <= 320
    assert min(heights) >= 24


def test_a_page_without_a_name():
    """A page about people of one's own whose code sets no name is refused."""
    with pytest.raises(ValueError, match="sets no NAME"):
        answer_fields.name_in(answer_fields.nodes.document(None, None))
