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
import twowaves
from twowaves.classroom.keys import shipped_keys

OPEN = make_scaffolds.keys()
KEYS = {key.exercise: key for key in OPEN}
NAMES = [path.stem for path in make_scaffolds.solved()
         if f"notebooks/exercises/{path.stem}" in contents.pages()]  # fmt: skip
OWN = "notebooks/exercises/paired-t-test.html"
MOST_WORDS = 12  # said aloud
NAME = "Ada Lovelace"
KNOWN = ("kind", "decimals", "choices", "hint", "right", "wrong", "salt", "rounds")


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

        assert {*KNOWN} == {*known} - {"own"}
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
    links = page.locator(".people-box a")
    with page.expect_download() as download:
        links.click()
    table = answer_fields.teaching_dataset(NAME, "inadequate self")

    assert table.to_csv(index=False) == download.value.path().read_text(encoding="utf-8")


def own_people(name, tmp_path):
    """Write the file of a student's own people, as a notebook does."""
    path = tmp_path / "data.csv"
    answer_fields.teaching_dataset(name, "inadequate self").to_csv(path, index=False)
    return path


@pytest.mark.page("notebooks/exercises/paired-t-test")
def test_own_people(open_page, tmp_path):
    """With the file of one's own people the page asks about these, until one goes back."""
    page = open_page(OWN)
    box, people = page.locator("#answer-to-paired-3"), page.locator(".people-box")
    kept = page.evaluate("JSON.stringify(localStorage)")
    figures = answer_fields.own_figures("Grace Hopper", "inadequate self")
    people.get_by_label("File of your own people").set_input_files(
        own_people("Grace Hopper", tmp_path)
    )
    said = people.locator('[aria-live="polite"]')
    expect(said).to_have_text("11 people read. The page asks about them now.")
    give(box, f"{figures['p_sign_flips']:.4f}")
    expect(box.locator('[aria-live="polite"]')).to_have_text("✓ Right.")

    people.get_by_role("button", name="Back to Ada Lovelace").press("Enter")
    expect(box.locator('[aria-live="polite"]')).to_be_empty()  # it was on other people
    expect(said).to_have_text("The page asks about the people of Ada Lovelace again.")
    expect(people.locator("input")).to_be_focused()
    give(box, KEYS["paired-3"].answer)
    expect(box.locator('[aria-live="polite"]')).to_have_text("✓ Right.")
    assert kept == page.evaluate("JSON.stringify(localStorage)")


JUDGED = """async ([csv, answers]) => {
    const { readPeople } = await import("/_static/own_people.js");
    const { figuresOf } = await import("/_static/own_figures.js");
    const { judgedByFigures } = await import("/_static/exercise_answer.js");
    const tests = {
        ...(await import("/_static/twowaves/paired/ttest.js")),
        ...(await import("/_static/twowaves/paired/rank_tests.js")),
    };
    const { pre, post } = readPeople(csv);
    const figures = figuresOf(pre, post, tests);
    const keyOf = (name) => JSON.parse(document.getElementById(`answer-to-${name}`).dataset.sealed);
    return answers.map(([name, text]) => judgedByFigures(text, keyOf(name), figures));
}"""


@pytest.mark.page("notebooks/exercises/paired-t-test")
@pytest.mark.parametrize("name", ["Grace Hopper", "17", "Émile"])
def test_own_people_are_judged_as_check_does(open_page, tmp_path, name):
    """Of anybody's people each figure, halved, turned or cut short, is told as `check` tells it."""
    page = open_page(OWN)
    found = answer_fields.own_figures(name, "inadequate self")
    wanted = {each: key for each, key in shipped_keys().items() if each.startswith("paired-")}
    answers = [
        (exercise, twowaves.classroom.given.answer_text(round(x, cut), key.kind, key.decimals))
        for exercise, key in wanted.items() for value in found.values()
        for x in (value, -value, value / 2) for cut in (key.decimals, key.decimals - 1)
    ]  # fmt: skip
    csv = own_people(name, tmp_path).read_text(encoding="utf-8")

    for (exercise, text), told in zip(answers, page.evaluate(JUDGED, [csv, answers]), strict=True):
        expected = twowaves.check(exercise, float(text), name=name)
        verdict = "right." if told["right"] else f"not yet. {told['hint']}"
        assert expected.sentence == f"{exercise}: {verdict}", text
    assert {True, False} == {bool(twowaves.check(e, float(t), name=name)) for e, t in answers}


@pytest.mark.page("notebooks/exercises/paired-t-test")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "That file has no columns called pre and post."),
        ("person,before,after\n1,2,3", "That file has no columns called pre and post."),
        ("pre,post\n1,2\n1,x\n3,4", "Line 3 there has no whole number in pre or post."),
        ("pre,post\n1,2\n1\n3,4", "Line 3 there has no whole number in pre or post."),
        ("pre,post\n1,2\n1,2.5\n", "Line 3 there has no whole number in pre or post."),
        ("pre,post\n1,2\n3,5\n", "That file has 2 people; it takes 3 to 200."),
        ("pre,post\n1,2\n3,4\n5,6", "These people all change alike, so there is no test of them."),
        ("pre,post\n" + "1,2\n" * 9999, "That file is too long for people before and after."),
        ("\ufeffperson;pre;post\r\n1;2;3\r\n2;5;4\r\n3;1;7\r\n\r\n", "3 people read. The page"),
        ("sep=;\npre;post\n1;2\n2;5\n3;1\n", "3 people read. The page"),
        ('"pre"\t"post"\n"1"\t"2"\n3\t1\n9\t4\n', "3 people read. The page"),
    ],
)
def test_files_of_all_kinds(open_page, tmp_path, text, said):
    """A file of people is read in any spreadsheet's form, or a sentence says why it is not."""
    page = open_page(OWN)
    (tmp_path / "mine.csv").write_text(text, encoding="utf-8")
    page.get_by_label("File of your own people").set_input_files(tmp_path / "mine.csv")
    live = page.locator('.people-box [aria-live="polite"]')

    expect(live).to_contain_text(said)
    assert len(live.inner_text().split()) <= MOST_WORDS


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
