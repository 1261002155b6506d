"""A reader's progress: kept only if asked for, shown, erased, and saved as a file."""

import csv
import io
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import contents
import make_scaffolds

MAP = "book/exercises.html"
EXERCISES = "notebooks/exercises/the-study.html"
CHAPTER = "notebooks/the-study.html"
KEY = "twowaves-progress"
ON = '{"version": 1, "answered": {}}'
ALL = "JSON.stringify([localStorage, document.cookie])"  # the theme keeps where the menu was
MOST_WORDS = 12  # said aloud

pytestmark = pytest.mark.page("notebooks/exercises/the-study")


def begin(page, kept):
    """Store something, and open the page anew."""
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    page.reload()


def kept(page):
    """Return what the browser keeps."""
    text = page.evaluate("(key) => localStorage.getItem(key)", KEY)
    return text and json.loads(text)["answered"]


def answer(page, exercise, text):
    """Answer an exercise, and wait until it is judged."""
    box = page.locator(f"#answer-to-{exercise}")
    box.locator("input").fill(text)
    box.locator("input").press("Enter")
    expect(box).to_have_attribute("data-verdict", "right" if text in {"4", "12"} else "wrong")


def test_nothing_is_kept_unasked(open_page):
    """Until a reader asks for it, answers, questions and the map itself leave nothing behind."""
    page = open_page(MAP)
    before = page.evaluate(ALL)
    expect(page.locator(".progress-map")).to_contain_text("Nothing is kept now.")
    assert before == page.evaluate(ALL)

    page.goto(page.url.replace(MAP, EXERCISES))
    answer(page, "study-1", "4")
    expect(page.locator(".progress-line")).to_be_hidden()
    assert before == page.evaluate(ALL)


def test_by_keys(open_page):
    """By keys alone it is switched on, saved and erased; the focus stays, few words are said."""
    page = open_page(MAP)
    said = page.locator(".progress-map [role=status]")
    words = []
    for name in ("Keep my progress in this browser", "Save as a file", "Erase, and keep nothing"):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        expect(said).not_to_be_empty()
        words.append(said.inner_text())
        expect(page.locator(".progress-map button").first).to_be_focused()

    assert [
        "Progress is kept in this browser from now on.",
        "Saved as a file with a row for each question.",
        "Erased. This browser keeps nothing of the book now.",
    ] == words
    assert max(len(each.split()) for each in words) <= MOST_WORDS
    assert kept(page) is None


def test_what_is_kept(open_page):
    """Once asked, it keeps what was right, after how many tries, and not what was typed."""
    page = open_page(EXERCISES)
    begin(page, ON)
    for exercise, text in [("study-1", "5"), ("study-1", "4"), ("study-1", "7"), ("study-3", "11")]:
        answer(page, exercise, text)
    entries = kept(page)

    assert {"study-1": (True, 2), "study-3": (False, 1)} == {
        name: (entry["right"], entry["tries"]) for name, entry in entries.items()
    }
    assert all({"right", "tries", "date"} == {*entry} for entry in entries.values())
    expect(page.locator(".progress-line")).to_contain_text(
        "Right: study-1. Not right yet: study-3. Open: study-2."
    )


def test_a_chapter(open_page):
    """A question of a chapter is kept too, and a line below the last one says so and leads on."""
    page = open_page(CHAPTER)
    begin(page, ON)
    box = page.locator("#question-1")
    right, numbers = int(box.get_attribute("data-right")), box.get_attribute("data-numbers")
    if numbers:
        box.get_by_role("textbox").fill(numbers.split()[right])
    else:
        box.get_by_role("radio").nth(right).check()
    box.get_by_role("button", name="Check").click()
    line = page.locator("#check-yourself .progress-line")

    expect(line).to_contain_text("Right: question 1. Open: question 2")
    assert [box.get_attribute("data-item")] == [*kept(page)]
    line.get_by_role("link", name="All chapters").click()
    row = page.locator(".progress-chapters li").first
    expect(row).to_contain_text("1 of")
    expect(row.locator(".progress-right")).to_have_count(1)


def test_the_map(open_page):
    """The map has the book's chapters in their order, with all that can be answered, and links."""
    page = open_page(MAP)
    begin(page, ON)
    rows = page.locator(".progress-chapters li")
    links = rows.locator("> a").evaluate_all("all => all.map((link) => link.pathname)")
    chapters = [
        each for each in contents.pages()
        if each.startswith("notebooks/") and each.count("/") == 1
    ]  # fmt: skip
    exercises = [
        f"/notebooks/exercises/{path.stem}.html" for path in make_scaffolds.solved()
        if f"notebooks/exercises/{path.stem}" in contents.pages()
    ]  # fmt: skip

    assert [f"/{chapter}.html" for chapter in chapters] == links
    assert exercises == rows.locator(".progress-count a").evaluate_all(
        "all => all.map((link) => link.pathname)"
    )
    assert page.locator(".progress-dot").count() > 3 * len(chapters)


def test_the_file(open_page):
    """The file is a table: each question and exercise, whether right, after how many tries."""
    page = open_page(EXERCISES)
    begin(page, ON)
    answer(page, "study-1", "5")
    answer(page, "study-1", "4")
    answer(page, "study-3", "11")
    page.goto(page.url.replace(EXERCISES, MAP))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    today = rows[0]["saved on"]

    assert f"progress-{today}.csv" == download.value.suggested_filename
    assert {contents.title()} == {row["book"] for row in rows}
    assert page.locator(".progress-dot").count() == len(rows)
    found = {row["question or exercise"]: row for row in rows}
    assert ("right", "2") == (found["study-1"]["answer"], found["study-1"]["tries"])
    assert ("not right yet", "1") == (found["study-3"]["answer"], found["study-3"]["tries"])
    assert ("not answered", "") == (found["study-2"]["answer"], found["study-2"]["tries"])
    assert today == found["study-1"]["last answered on"]


NONSENSE = [
    "", "null", "7", "[]", "{", '"on"', '{"version": 2, "answered": {}}', '{"version": 1}',
    '{"version": 1, "answered": null}', "<script>alert(1)</script>", "x" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("stored", NONSENSE)
def test_nonsense(open_page, stored):
    """Whatever stands in the store, pages work, say that it is not counted, and can erase it."""
    page = open_page(EXERCISES)
    begin(page, stored)
    answer(page, "study-1", "4")
    expect(page.locator(".progress-line")).to_be_hidden()
    assert stored == page.evaluate("(key) => localStorage.getItem(key)", KEY)  # left as it was

    page.goto(page.url.replace(EXERCISES, MAP))
    expect(page.locator(".progress-map")).to_contain_text("cannot be read; perhaps another edition")
    page.get_by_role("button", name="Erase it").click()
    assert page.evaluate("(key) => localStorage.getItem(key)", KEY) is None


def test_an_older_edition(open_page):
    """What this edition does not ask, and entries of nonsense, are told and not counted."""
    page = open_page(MAP)
    sound = {"right": True, "tries": 1, "date": "2026-01-31"}
    bad = [{**sound, "tries": -1}, {**sound, "right": "yes"}, {**sound, "date": "<b>"}, None, 3]
    entries = {"study-1": sound, "0a0a0a0a": sound, "__proto__x": sound}
    entries |= {f"bad-{i}": each for i, each in enumerate(bad)}
    begin(page, json.dumps({"version": 1, "answered": entries}))
    box = page.locator(".progress-map")

    expect(box).to_contain_text("Not counted: 2 of another edition's questions")
    expect(box).to_contain_text("Not counted: 5 that cannot be read.")
    expect(box.locator(".progress-right")).to_have_count(1)
    expect(box.locator("b")).to_have_count(0)


REFUSED = """([method, key]) => {
    const kept = Storage.prototype[method];
    Storage.prototype[method] = function (name, ...more) {
        if (name === key) throw new DOMException("no", "QuotaExceededError");
        return kept.call(this, name, ...more);
    };
}"""


def refuse(page, method):
    """Let the browser's store refuse one thing on every page that is opened from now on."""
    page.add_init_script(f"({REFUSED})({json.dumps([method, KEY])})")


def test_forbidden(tabs, site):
    """Where storage is forbidden, the map says so and offers nothing; answers are judged."""
    with tabs() as open_tab:
        page = open_tab(None)
        refuse(page, "getItem")
        page.goto(f"{site.url}/{MAP}")
        expect(page.locator(".progress-map")).to_contain_text("lets the page keep nothing")
        expect(page.locator(".progress-map button")).to_have_count(0)
        page.goto(f"{site.url}/{EXERCISES}")
        answer(page, "study-1", "4")
        expect(page.locator(".progress-line")).to_be_hidden()


def test_full(tabs, site):
    """Where the store is full, it says what was not kept: to begin with, and at each answer."""
    with tabs() as open_tab:
        page = open_tab(None)
        page.goto(f"{site.url}/{MAP}")
        page.evaluate("([key, on]) => localStorage.setItem(key, on)", [KEY, ON])
        refuse(page, "setItem")
        page.goto(f"{site.url}/{EXERCISES}")
        answer(page, "study-1", "4")
        expect(page.locator("#answer-to-study-1")).to_contain_text("This answer was not kept")
        page.goto(f"{site.url}/{MAP}")
        page.get_by_role("button", name="Erase").click()
        page.get_by_role("button", name="Keep my progress").click()
        expect(page.locator(".progress-said")).to_contain_text("progress cannot be kept")
        assert kept(page) is None


def test_another_tab(tabs):
    """What one tab keeps or erases, the map in another shows."""
    with tabs() as open_tab:
        page = open_tab(EXERCISES)
        begin(page, ON)
        other = page.context.new_page()
        other.goto(page.url.replace(EXERCISES, MAP))
        answer(page, "study-1", "4")
        expect(other.locator(".progress-right")).to_have_count(1)
        other.get_by_role("button", name="Erase").click()
        expect(page.locator(".progress-line")).to_be_hidden()


@pytest.mark.sweep(2)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_looks(open_page, theme, width):
    """Light and dark, narrow and wide, axe finds nothing in the map; nothing sticks out."""
    page = open_page(MAP, color_scheme=theme, viewport={"width": width, "height": 664})
    answered = {
        "study-1": {"right": True, "tries": 1, "date": "2026-01-31"},
        "study-3": {"right": False, "tries": 1, "date": "2026-01-31"},
    }
    begin(page, json.dumps({"version": 1, "answered": answered}))
    expect(page.locator(".progress-answered")).to_have_count(1)

    assert [] == Axe().run(page, options={"preload": False}).response["violations"]
    assert width >= page.evaluate("document.documentElement.scrollWidth")


def test_without_scripts(open_page):
    """Without scripts the map says what there is to answer, and offers nothing to keep."""
    page = open_page(MAP, java_script_enabled=False)
    box = page.locator(".progress-map")

    expect(box.locator("li").first).to_contain_text("to answer")
    expect(box.locator("button")).to_have_count(0)


def test_what_pages_load(site):
    """Only pages with the map, a question or a field load what keeps progress."""
    pages = {name: (site.folder / f"{name}.html").read_text(encoding="utf-8")
             for name in ("book/about", "notebooks/the-study", "book/exercises")}  # fmt: skip

    assert {"book/about": 0, "notebooks/the-study": 1, "book/exercises": 1} == {
        name: text.count("progress_door.js") for name, text in pages.items()
    }
