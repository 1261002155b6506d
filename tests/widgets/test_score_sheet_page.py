"""The score sheet as a reader uses it: clicked, by keys, by link, without scripts."""

import csv
import io
import itertools
import json
import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from filled_forms import SETTINGS, random_answers
from modules import asker
from playwright.sync_api import expect
from scratch import scratch_opener

from twowaves import bands, check_responses, load_instrument, read_responses, score
from twowaves import shipped_instruments as shipped
from twowaves.widgets import ScoreSheet
from twowaves.widgets.kit.frontend import script

pytestmark = pytest.mark.page("embed/score-sheet")

CHAPTER = "notebooks/replication.html"
FIGURE = 'figure[data-widget="score-sheet"]'
AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
FIVE = [*ScoreSheet("fscrs").answers[:3], 5, *ScoreSheet("fscrs").answers[4:]]
HINT = "the published form ends at 4, but Beaumont et al. (2021), §4.3, write of answers from"


class Sheet:
    """One figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        return self.figure.locator(".pp-result").inner_text().replace("\n", " ").strip()

    @property
    def caption(self):
        return self.figure.locator(".pp-caption").inner_text()

    def item(self, item):
        return self.figure.locator(f'fieldset[data-item="{item}"]')

    def answer(self, item, answer):
        """Choose an answer as a hand does."""
        name = "missing" if answer is None else re.compile(rf"^{answer}\b")
        self.item(item).get_by_role("radio", name=name).check()

    def button(self, name):
        return self.figure.get_by_role("button", name=name, exact=True)

    def choose(self, label, option):
        self.figure.get_by_label(label).select_option(option)

    def answers(self):
        chosen = """all => all.map(item => {
            const text = item.querySelector("input:checked").value;
            return text === "missing" ? null : Number(text);
        })"""
        return self.figure.locator("fieldset.pp-item").evaluate_all(chosen)

    def used(self, item):
        """What the answer counts, a line a score."""
        lines = self.item(item).locator(".pp-use").evaluate_all(
            "all => all.map(e => e.querySelector('.pp-use-name').textContent"
            " + e.querySelector('.pp-use-text').textContent)"
        )  # fmt: skip
        return "; ".join(lines)

    def values(self):
        """The scores as they are drawn, by name."""
        heads = self.figure.locator(".pp-range").evaluate_all(
            "all => all.map(e => [e.querySelector('.pp-range-name').textContent,"
            " e.querySelector('.pp-range-value').textContent])"
        )
        return dict(heads)

    def download(self, name):
        with self.page.expect_download() as download:
            self.button(name).click()
        return download.value.path().read_text(encoding="utf-8-sig")

    def said(self, name):
        """What stands below a score."""
        parts = self.figure.locator(":is(.pp-range, .pp-range-words):has(.pp-range-said)")
        part = parts.filter(has=self.page.get_by_text(name, exact=True))
        return part.locator(".pp-range-said").inner_text()

    @property
    def focused(self):
        """The item that has the focus."""
        item = self.page.evaluate("document.activeElement.closest('fieldset')?.dataset.item")
        return int(item or 0)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def scratch(open_page, site):
    """Return a function that opens a page with this figure in place of a chapter's own."""
    return scratch_opener(open_page, site, ScoreSheet)


@pytest.fixture
def sheet(scratch):
    """The figure with the example of the SCS-SF, freshly loaded."""
    return Sheet(scratch())


def points(value, one):
    """A score in print, by the rule that the package states."""
    if value is None or np.isnan(value):
        return "no score"
    whole = float(value).is_integer() and one.scoring == "total"
    return f"{value:.0f}" if whole else f"{value:.2f}"


def assert_page_equals_package(sheet, w):
    """Sentence, caption, answers, scores and what each item counts are the package's."""
    assert w.sentence() == sheet.words
    assert w.title() == sheet.caption
    assert w.answers == sheet.answers()
    stopped = w.out_of_range == "raise" and not w.problems.empty
    values = {} if stopped else w.scores.loc["this form"].to_dict()
    assert {one.name: points(values.get(one.name), one) for one in w.form.scores} == sheet.values()
    (_, items) = w.tables()[1]
    assert items["counts"].tolist() == [sheet.used(i) for i in range(1, w.form.n_items + 1)]
    problems = sheet.figure.locator(".pp-item-problem:not([hidden])")
    assert w.problems["problem"].tolist() == problems.evaluate_all("a => a.map(e => e.textContent)")


class TestContract:
    """What other pages, tests and screen readers rely on."""

    def test_one_polite_region(self, sheet):
        """There is one live region, named or implied, and it holds the sentence."""
        assert 1 == sheet.figure.locator("[aria-live]").count()
        assert 0 == sheet.figure.locator("output, [role=status], [role=alert], [role=log]").count()
        assert ScoreSheet().sentence() == sheet.words

    def test_every_control_keeps_its_keys(self, sheet):
        """Each focusable element tells JupyterLab to leave its keys alone."""
        focusable = sheet.figure.locator("input, select, textarea, button, summary, a, [tabindex]")
        attribute = "data-lm-suppress-shortcuts"
        bare = focusable.evaluate_all(
            f"all => all.filter(e => e.getAttribute('{attribute}') !== 'true')"
            ".map(e => e.outerHTML)"
        )

        assert focusable.count() > 90
        assert [] == bare

    @pytest.mark.sweep
    @pytest.mark.parametrize("name", shipped())
    @pytest.mark.parametrize("width", [1280, 320])
    def test_fits_a_finger(self, scratch, width, name):
        """Every control is at least 24 pixels each way, and the page does not scroll sideways."""
        w = ScoreSheet(name, offered=True)
        page = scratch(w, viewport={"width": width, "height": 800})
        boxes = Sheet(page).figure.locator("input, select, button, summary")
        sizes = boxes.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => [b.width, b.height])"
        )

        assert min(min(size) for size in sizes) >= 24
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 768, 360, 320])
    @pytest.mark.parametrize(
        ("name", "answers"),
        [*((name, None) for name in shipped()), ("fscrs", FIVE), ("scs-sf", [5] * 12)],
    )
    def test_nothing_jumps_when_it_wakes(self, scratch, name, answers, width):
        """The space is reserved: what follows the figure stays where it was."""
        w = ScoreSheet(name, answers)
        asleep = scratch(w, viewport={"width": width, "height": 800}, blocked=["**/host.js*"])
        height = asleep.locator(FIGURE).bounding_box()["height"]
        awake = Sheet(scratch(w, viewport={"width": width, "height": 800}))
        content = awake.figure.locator(".pp-figure").bounding_box()["height"]

        assert height == pytest.approx(awake.figure.bounding_box()["height"], abs=1)
        assert height - content < 350

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 360])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("name", ["scs-sf", "fscrs"])
    def test_axe_finds_nothing(self, scratch, theme, width, name):
        """With a missing and an impossible answer and all open, no rule of axe-core is broken."""
        w = ScoreSheet(name, missing="prorate", offered=True)
        page = scratch(w, color_scheme=theme, viewport={"width": width, "height": 900})
        sheet = Sheet(page)
        sheet.figure.locator("summary").click()
        sheet.answer(2, w.instruments[name]["extra"])
        sheet.answer(3, None)
        sheet.button("Copy link").click()
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_groups(self, sheet):
        """Each item is a group with a name that says its number, scores and which are reversed."""
        group = sheet.figure.get_by_role(
            "group", name="Item 11 self-compassion (reversed), self-judgment", exact=True
        )
        names = ["1", "2", "3", "4", "5", "missing"]

        assert 6 == group.get_by_role("radio").count()
        assert all(group.get_by_role("radio", name=name, exact=True).count() for name in names)

    def test_reversed_without_colour(self, sheet):
        """A reversed item is told by word and by mark; the others have neither."""
        turned = load_instrument("scs-sf").score("self-compassion").reversed
        for item in range(1, 13):
            text = sheet.item(item).locator(".pp-uses").inner_text()
            assert (item in turned) == ("reversed, 6 − " in text) == ("⇄" in text)

    def test_no_wording(self, sheet):
        """An item shows its number, answers, and scores, and nothing else."""
        text = sheet.item(2).inner_text()

        assert re.fullmatch(
            r"Item 2\s+self-compassion, self-kindness\s+1\s+2\s+3\s+4\s+5\s+missing\s+"
            r"self-compassion: 4\s+self-kindness: 4",
            text,
        )

    def test_without_scripts(self, scratch):
        """Without scripts the page shows the scores, every answer, and how sure the key is."""
        page = scratch(java_script_enabled=False)
        text = page.locator(FIGURE).inner_text()

        assert 2 == page.locator(f"{FIGURE} table").count()
        assert ScoreSheet().sentence() in text
        assert "self-compassion: reversed, 6 − 2 = 4; self-judgment: 2" in text
        assert f"On SCS-SF: {load_instrument('scs-sf').confidence}" in text

    def test_no_motion_for_who_wants_none(self, scratch):
        """The mark does not glide where the reader has asked for less motion."""
        page = scratch(reduced_motion="reduce")
        Sheet(page)
        mark = page.locator(".pp-track-mark").first

        assert "none" == mark.evaluate("e => getComputedStyle(e).transitionProperty")


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that asks one of the page's modules."""
    return asker(open_module_page(CHAPTER), site)


class TestScoring:
    """`scoring.js` and its words against `twowaves`, bit for bit."""

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("name", shipped())
    def test_random_answers(self, compute, part_of, name):
        """Scores, problems and sentences are the package's, whatever is missing or impossible."""
        rng = np.random.default_rng([2021, len(name)])
        form = load_instrument(name)
        drawn = [
            (settings, random_answers(rng, form))
            for settings, _ in itertools.product(SETTINGS, range(12))
        ]
        sheets = [ScoreSheet(name, answers, **chosen) for chosen, answers in part_of(drawn, 60)]
        plain = sheets[0].instruments[name]
        states = [{**w.page_state(), "instruments": None} for w in sheets]
        scores = compute(
            "forms/scoring",
            "({ states, form }) => states.map((s) => m.scoresOf(s.answers, form, s)"
            ".map(({ value }) => value))",
            {"states": states, "form": plain},
        )
        problems = compute(
            "forms/scoring",
            "({ states, form }) => states.map((s) => m.problemsOf(s.answers, form))",
            {"states": states, "form": plain},
        )
        words = compute(
            "widgets/score_sheet/words",
            "({ states, form }) => states.map((s) => [m.titleOf(s, form),"
            " m.sentencesOf(s, form).filter(Boolean).join(' ')])",
            {"states": states, "form": plain},
        )

        assert len({repr(state["answers"]) for state in states}) > 0.8 * len(sheets)
        for w, values, told, said in zip(sheets, scores, problems, words, strict=True):
            off = check_responses(w.responses, form)
            if not off.empty and w.out_of_range == "raise":
                assert [None] * len(form.scores) == values
            else:
                expected = w.scores.loc["this form"]
                assert [None if np.isnan(x) else x for x in expected] == values
            assert off["problem"].tolist() == [one["problem"] for one in told]
            assert off["item"].tolist() == [one["item"] for one in told]
            assert [w.title(), w.sentence()] == said

    @pytest.mark.parametrize("convention", ["guide", "paper", "handout"])
    def test_bands(self, compute, convention):
        """Every value has the band of `twowaves.bands`, edges and gaps included."""
        values = [*(k / 12 for k in range(12, 61)), *(k / 100 for k in range(100, 501)), 2.495]
        one = ScoreSheet().instruments["scs-sf"]["scores"][0]
        found = compute(
            "forms/scoring",
            "({ values, one, convention }) => values.map((v) => m.bandOf(v, one, convention))",
            {"values": values, "one": one, "convention": convention},
        )

        series = pd.Series(values)
        told = bands(series, "scs-sf", "self-compassion", convention=convention)
        assert told.tolist() == found

    @pytest.mark.parametrize(
        "text",
        ["3", " 4 ", "+2", "-1", "3.0", "5", "99", "", " ", "NA", "nan", ".", "2.5", ".5",
         "1234567.25", "0.00002", "1000", "2,5", "x", "three", "3 4", "1e1", "0x3", "<b>",
         "٣", "1" * 60, "--1", "3.", "-0"],
    )  # fmt: skip
    def test_typed_answers(self, compute, text):
        """What is typed is read as `score` reads it, and refused in the same words."""
        form = ScoreSheet("fscs").instruments["fscs"]
        read = """({ text, form }) => {
            try {
                const answer = m.readAnswer(text, form);
                return answer === null ? [null, ""]
                    : [answer, m.problemsOf([answer], form)[0]?.problem ?? ""];
            } catch (error) { return [null, error.message]; }
        }"""
        _, problem = compute("forms/scoring", read, {"text": text, "form": form})

        frame = pd.DataFrame([[text, *["1"] * 20]], columns=form["columns"], index=["this form"])
        expected = "".join(check_responses(frame, "fscs")["problem"])
        told = re.sub("^this form, item 1 [(]fscs1[)]: ", "", problem)
        assert re.sub("^this form, item 1 [(]fscs1[)]: ", "", expected) == told


class TestByHand:
    """Answers by mouse and by keys."""

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("name", shipped())
    def test_clicks(self, sheet, name):
        """After every click the whole figure is a fresh one's."""
        sheet.choose("Questionnaire", name)
        assert_page_equals_package(sheet, ScoreSheet(name))
        w = ScoreSheet(name)
        for item, answer in [(1, 4), (3, None), (12, 1), (3, 2), (4, None), (7, None)]:
            sheet.answer(item, answer)
            given = w.answers.copy()
            given[item - 1] = answer
            w.answers, w.private = given, True
            assert_page_equals_package(sheet, w)

    def test_rules(self, sheet):
        """Prorating, its limit, bands and answers that are not on the form."""
        sheet.choose("If an answer is missing", "prorate")
        for item in (2, 3, 5):
            sheet.answer(item, None)
        w = ScoreSheet("scs-sf", sheet.answers(), missing="prorate")
        w.private = True
        assert_page_equals_package(sheet, w)
        assert "No score: 3 of 12 answers missing; 2 may be." == sheet.said("self-compassion")

        sheet.figure.get_by_label("Share of a score").fill("0.5")
        w.max_missing = 0.5
        assert_page_equals_package(sheet, w)
        assert sheet.said("self-compassion").startswith("3.44 stands for each of 3 missing answers")

        sheet.choose("Bands as drawn by", "paper")
        w.convention = "paper"
        assert_page_equals_package(sheet, w)

    def test_five(self, sheet):
        """A 5 on a form to 4 is offered on request, is never clipped, and gets its sentence."""
        sheet.choose("Questionnaire", "fscrs")
        assert not sheet.item(1).get_by_role("radio", name="5").is_visible()
        sheet.figure.get_by_label("Offer 5 as well").check()
        sheet.answer(4, 5)

        w = ScoreSheet("fscrs", sheet.answers())
        w.private = True
        assert_page_equals_package(sheet, w)
        problem = sheet.page.locator(f"[id='{sheet.item(4).get_attribute('aria-describedby')}']")
        assert HINT in problem.inner_text()

        sheet.choose("An answer that is not on the form", "raise")
        w.out_of_range = "raise"
        assert_page_equals_package(sheet, w)
        sheet.answer(4, 4)
        assert sheet.item(4).get_attribute("aria-describedby") is None
        assert sheet.words.startswith("Inadequate self is 19")

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize("answer", range(1, 6))
    def test_the_trap(self, sheet, answer):
        """Whichever answer is given everywhere, the score is 3.00, and a sentence says why."""
        sheet.button(str(answer)).click()

        assert_page_equals_package(sheet, ScoreSheet("scs-sf", [answer] * 12))
        assert "3.00" == sheet.values()["self-compassion"]
        assert "half of its items are reversed." in sheet.words

    def test_clear_and_example(self, sheet):
        """Both are one press away."""
        sheet.button("Clear").click()
        assert_page_equals_package(sheet, ScoreSheet("scs-sf", [None] * 12))
        sheet.button("An example").click()
        assert_page_equals_package(sheet, ScoreSheet())

    def test_keys_only(self, sheet):
        """Digits answer and go on; arrows choose; Delete takes away; Tab goes item by item."""
        sheet.button("Clear").click()
        sheet.item(1).get_by_role("radio", name="missing").focus()
        sheet.press(*"12345123")
        assert 9 == sheet.focused
        assert [1, 2, 3, 4, 5, 1, 2, 3, *[None] * 4] == sheet.answers()

        sheet.press("4", "Shift+Tab", "ArrowRight")
        assert 9 == sheet.focused
        assert 5 == sheet.answers()[8]
        sheet.press("Backspace")
        assert (9, None) == (sheet.focused, sheet.answers()[8])
        sheet.press("2", "Tab", "Tab", "3")
        assert [2, None, None, 3] == sheet.answers()[8:]

        w = ScoreSheet("scs-sf", sheet.answers())
        w.private = True
        assert_page_equals_package(sheet, w)

    def test_a_digit_that_is_not_on_the_form(self, sheet):
        """It is taken, shown and named; nothing is clipped."""
        sheet.item(1).get_by_role("radio", name="3").focus()
        sheet.press("9")

        w = ScoreSheet("scs-sf", [9, *ScoreSheet().answers[1:]])
        w.private = True
        assert_page_equals_package(sheet, w)
        assert 2 == sheet.focused

    def test_keys_with_modifiers_are_the_browser_s(self, sheet):
        """Ctrl+1 and the like are left alone."""
        sheet.item(1).get_by_role("radio", name="3").focus()
        sheet.press("Control+5", "Alt+5")

        assert ScoreSheet().answers == sheet.answers()

    def test_whose_answers(self, sheet):
        """Set by hand, answers are no example any more; set back, they are."""
        sheet.answer(1, 5)
        assert sheet.caption.endswith("Answers set by hand.")
        sheet.answer(1, 3)
        assert ScoreSheet().title() == sheet.caption

    def test_start_again(self, scratch):
        """One button brings back what the page was made with."""
        w = ScoreSheet("fscs", {3: 2}, missing="prorate", max_missing=0.3)
        sheet = Sheet(scratch(w))
        sheet.choose("Questionnaire", "scs-sf")
        sheet.choose("If an answer is missing", "strict")
        sheet.button("Start again").click()

        assert_page_equals_package(sheet, w)

    def test_quiet_while_answering(self, sheet):
        """A screen reader hears the score after the last key, not at every one, in a few words."""
        live = sheet.figure.locator("[aria-live]")
        sheet.answer(1, 5)
        assert live.inner_text() == ""

        expect(live).to_have_text("Self-compassion 3.33: moderate")
        assert live.inner_text() == sheet.figure.locator(".pp-headline").inner_text()

    def test_a_click_fits_a_frame(self, scratch):
        """From a click to the forced layout it takes less than a frame of 16 ms, in the median."""
        sheet = Sheet(scratch(ScoreSheet("fscrs")))
        times = sheet.page.evaluate(
            """() => [...document.querySelectorAll(".pp-answer:not([hidden]) input")].map((one) => {
                const start = performance.now();
                one.click();
                document.body.getBoundingClientRect();
                return performance.now() - start;
            })"""
        )

        assert len(times) == 22 * 6
        assert np.median(times) < 16


class TestOwn:
    """A questionnaire of somebody's own."""

    KEY = """
    id = "{id}"
    name = "{name}"
    n_items = 3
    response_min = 0
    response_max = {high}
    columns = "m{{item}}"
    source = "us"
    confidence = "made up"
    form = "{form}"
    [[scores]]
    name = "{name}"
    items = [1, 3]
    reversed = [3]
    scoring = "total"
    more_means = "more"
    """

    def _sheet(self, scratch, tmp_path, **entries):
        path = tmp_path / "own.toml"
        entries = {"id": "mood", "name": "mood", "high": 100, "form": "nowhere"} | entries
        path.write_text(self.KEY.format(**entries), encoding="utf-8")
        return Sheet(scratch(ScoreSheet(path, [10, None, 90])))

    def test_many_answers(self, scratch, tmp_path):
        """Where buttons would be too many there is a field; what is no answer is named there."""
        sheet = self._sheet(scratch, tmp_path)
        field = sheet.item(1).get_by_role("textbox", name="Item 1, 0 to 100")
        field.fill("40")
        field.press("Tab")
        assert "Mood is 50 (sum, 0 to 200)." in sheet.words
        assert "in no score" in sheet.item(2).inner_text()
        assert "Type a whole number from 0 to 100" in sheet.figure.inner_text()

        field.fill("4,5")
        field.press("Enter")
        assert "'4,5' has a comma" in sheet.item(1).inner_text()
        assert "Mood is 50" in sheet.words
        field.fill("101")
        field.press("Tab")
        assert "Item 1 is answered 101, which is outside 0 to 100" in sheet.words

    def test_ten_is_two_digits(self, scratch, tmp_path):
        """On a form to 10 a digit may be half an answer: it is left alone, and no key is named."""
        sheet = self._sheet(scratch, tmp_path, high=10)
        sheet.item(1).get_by_role("radio", name="10", exact=True).focus()
        sheet.press("1")
        assert [10, None, 90] == sheet.answers()

        assert "digit" not in sheet.figure.locator(".pp-keys").inner_text()
        sheet.press("Delete")
        assert [None, None, 90] == sheet.answers()

    def test_hostile_key(self, scratch, tmp_path):
        """Names stay text, and an address that is none of the web is no link."""
        bad = {"name": "<img src=x onerror=alert(1)>", "form": "javascript:alert(1)", "high": 3}
        sheet = self._sheet(scratch, tmp_path, **bad)
        sheet.figure.locator("summary").click()

        assert 0 == sheet.figure.locator("img, a[href^=javascript]").count()
        assert "<img src=x" in sheet.words
        assert "javascript:alert(1)" in sheet.figure.locator(".pp-key").inner_text()

    @pytest.mark.parametrize("name", ["__proto__", "constructor"])
    def test_odd_names(self, scratch, tmp_path, name):
        """A questionnaire may be called like a part of the language."""
        sheet = self._sheet(scratch, tmp_path, id=name, name=name, high=3)

        assert name in sheet.caption


class TestFiles:
    """What a reader takes along."""

    def test_answers_come_back(self, sheet):
        """`read_responses` reads the file, and its scores are those of the page."""
        sheet.answer(2, None)
        sheet.answer(3, 1)
        frame = read_responses(io.StringIO(sheet.download("Download answers (CSV)")).read())
        found = score(frame, "scs-sf").iloc[0]

        one = load_instrument("scs-sf").score
        assert sheet.values() == {name: points(value, one(name)) for name, value in found.items()}
        assert ["this form"] == frame["person"].tolist()

    def test_an_example_says_so(self, sheet):
        """In the file, too, made-up answers are called so."""
        assert "synthetic example,3,4," in sheet.download("Download answers (CSV)")

    def test_scores(self, sheet):
        """One row a score, with range, band and caution; numbers in full."""
        sheet.choose("If an answer is missing", "prorate")
        sheet.answer(1, None)
        rows = list(csv.DictReader(io.StringIO(sheet.download("Download scores (CSV)"))))
        w = ScoreSheet("scs-sf", sheet.answers(), missing="prorate")

        assert w.scores.columns.tolist() == [row["score"] for row in rows]
        values = [float(row["value"] or "nan") for row in rows]
        np.testing.assert_array_equal(w.scores.loc["this form"], values)
        assert w.bands.tolist() == [row["band (a rough guide, not a diagnosis)"] for row in rows]
        assert ("1 to 5", "mean", "12", "1") == tuple(
            rows[0][name] for name in ("range", "made_as", "items", "not_counted")
        )

    def test_no_cell_runs(self, scratch, tmp_path):
        """Names that a spreadsheet would run are text in both files."""
        sheet = TestOwn()._sheet(scratch, tmp_path, name="=1+1", high=3)
        text = sheet.download("Download scores (CSV)")

        assert "'=1+1" in text
        assert not re.search(r"(^|,)=", text, re.MULTILINE)


class TestLinks:
    """State in the part of the address that no server sees."""

    def _copied(self, sheet, button=None):
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sheet.button("Copy link").click()
        if button:
            sheet.button(button).click()
        expect(sheet.figure.locator(".pp-share-note")).to_contain_text("Link copied")
        return "#" + urlsplit(sheet.page.evaluate("navigator.clipboard.readText()")).fragment

    def test_settings(self, sheet, scratch):
        """Questionnaire, rules and a quick fill come back."""
        sheet.choose("Questionnaire", "fscs")
        sheet.choose("If an answer is missing", "prorate")
        sheet.figure.get_by_label("Share of a score").fill("0.35")
        sheet.choose("An answer that is not on the form", "raise")
        sheet.figure.get_by_label("Offer 5 as well").check()
        sheet.button("4").click()
        again = Sheet(scratch(fragment=self._copied(sheet)))

        w = ScoreSheet("fscs", [4] * 21, missing="prorate", max_missing=0.35, out_of_range="raise")
        assert_page_equals_package(again, w)
        assert again.figure.get_by_label("Offer 5 as well").is_checked()
        assert "0.35" == again.figure.get_by_label("Share of a score").input_value()

    def test_own_answers(self, sheet, scratch):
        """They enter a link only after a choice, and then come back, impossible ones included."""
        sheet.item(5).get_by_role("radio", name="3").focus()
        sheet.press("9")
        sheet.answer(1, None)
        sheet.page.wait_for_timeout(400)
        assert "answers" not in sheet.page.url
        given, words = sheet.answers(), sheet.words

        without = self._copied(sheet, "Copy link without them")
        assert "." * 11 == dict(parse_qsl(without[1:]))["answers"]
        assert [None] * 12 == Sheet(scratch(fragment=without)).answers()
        again = Sheet(scratch(fragment=self._copied(sheet, "Copy link with my answers")))
        assert given == again.answers()
        assert words == again.words

    def test_answers_from_python(self, scratch):
        """Answers that the page was made with are no secret."""
        w = ScoreSheet("fscrs", {1: 4, 2: 0}, missing="prorate", max_missing=1)
        again = Sheet(scratch(fragment=self._copied(Sheet(scratch(w)))))

        assert_page_equals_package(again, w)

    def test_the_address_follows(self, sheet):
        """After another choice the address holds it, so a reload keeps it."""
        sheet.choose("Questionnaire", "fscrs")
        sheet.page.wait_for_url(re.compile("instrument=fscrs"))
        sheet.page.reload()

        assert ScoreSheet("fscrs").sentence() == Sheet(sheet.page).words

    def test_the_address_forgets(self, sheet):
        """An answer by hand takes out of the address what stood there."""
        sheet.choose("Questionnaire", "fscrs")
        sheet.page.wait_for_url(re.compile("instrument=fscrs"))
        sheet.answer(1, 1)

        sheet.page.wait_for_url(re.compile("scratch.html$"))

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ("instrument=nap", "There is no instrument called “nap”."),
            ("instrument=__proto__", "There is no instrument called “__proto__”."),
            ("answers=1.2.3", "There are 3 answers; SCS-SF has 12 items."),
            ("answers=" + "1." * 5000, "its “answers” has 10000 letters; 2000 are the most."),
            ("answers=" + "1." * 50, "There are 13 answers; SCS-SF has 12 items."),
            (
                "answers=" + "x" + "." * 11,
                "Item 1 has the answer “x”, which is no whole number from -999",
            ),
            (
                "answers=" + "1e1" + "." * 11,
                "Item 1 has the answer “1e1”, which is no whole number",
            ),
            ("missing=drop", "missing would be “drop”; it must be one of strict, prorate."),
            (
                "missing=constructor",
                "missing would be “constructor”; it must be one of strict, prorate.",
            ),
            ("outside=clip", "out_of_range would be “clip”; it must be one of missing, raise."),
            ("max=2", "The share that may be missing would be 2; it lies from 0 to 1."),
            ("max=x", "The share that may be missing would be “x”; it lies from 0 to 1."),
            ("bands=mine", "bands would be “mine”; it must be one of guide, paper, handout."),
        ],
    )
    def test_bad_links(self, scratch, fields, said):
        """What a link cannot mean is said, and the figure stays as it was."""
        sheet = Sheet(scratch(fragment=f"#figure=score-sheet&v=1&{fields}"))

        assert f"This link cannot be shown: {said}" in sheet.words
        assert sheet.words.endswith("The figure is shown as without a link.")
        assert ScoreSheet().answers == sheet.answers()

    def test_hostile_link(self, scratch):
        """What a link says is never markup."""
        fields = "instrument=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&bands=%3Cb%3E"
        sheet = Sheet(scratch(fragment=f"#figure=score-sheet&v=1&{fields}"))

        assert 0 == sheet.figure.locator("img, b").count()


@pytest.fixture
def given(scratch):
    """Return a function that draws the figure's one module as Lab does; the page holds `model`."""

    def draw(w):
        page = scratch(w, bypass_csp=True)  # as in Lab, where the script is text
        Sheet(page)
        page.evaluate(
            """async ([figure, text]) => {
                const { pageModel } = await import(document.querySelector('[src*="host.js"]').src);
                const module = new Blob([text], { type: "text/javascript" });
                const widget = await import(URL.createObjectURL(module));
                const old = document.querySelector(figure);
                window.model = pageModel(JSON.parse(old.dataset.state));
                const el = document.createElement("div");
                window.undo = widget.default.render({ model, el });
                old.replaceChildren(el);
            }""",
            [FIGURE, script("score_sheet")],
        )
        return Sheet(page)

    return draw


def tell(sheet, state):
    """Change the model as Python does, and let the figure take it in."""
    sheet.page.evaluate("(s) => { for (const key in s) model.set(key, s[key]); }", state)
    sheet.page.wait_for_timeout(50)


def told(sheet):
    """What Python has heard."""
    names = [name for name in ScoreSheet.state_traits if name != "instruments"]
    heard = "(names) => Object.fromEntries(names.map((name) => [name, model.get(name)]))"
    return sheet.page.evaluate(heard, names)


class TestWithPython:
    """In a live front end the state is Python's too."""

    def test_python_hears(self, given):
        """Questionnaire, answers and rules reach the model, and Python takes them as its own."""
        sheet = given(ScoreSheet())
        sheet.choose("Questionnaire", "fscrs")
        sheet.choose("If an answer is missing", "prorate")
        sheet.answer(1, None)
        sheet.item(2).get_by_role("radio", name="2").focus()
        sheet.press("5")
        w = ScoreSheet()
        w.set_state(json.loads(json.dumps(told(sheet))))

        assert_page_equals_package(sheet, w)
        assert [2] == w.problems["item"].tolist()

    def test_python_tells(self, given):
        """Another state from Python is shown; there are no links in a notebook."""
        sheet = given(ScoreSheet())
        w = ScoreSheet("fscs", {1: 4}, missing="prorate", max_missing=0.95)
        tell(sheet, {name: getattr(w, name) for name in told(sheet)})

        assert_page_equals_package(sheet, w)
        assert 0 == sheet.button("Copy link").count()

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ({"answers": [1]}, "There are 1 answers; SCS-SF has 12 items."),
            ({"answers": ["x"] * 12}, "Item 1 has an answer that is no whole number"),
            ({"answers": [2.5] * 12}, "Item 1 has an answer that is no whole number"),
            ({"instrument": "nap"}, "There is no instrument called “nap”."),
            ({"max_missing": -1}, "The share that may be missing would be -1"),
        ],
    )
    def test_what_cannot_be_shown(self, given, state, said):
        """It is said, and the last good state stays and goes on."""
        sheet = given(ScoreSheet())
        tell(sheet, state)
        assert said in sheet.words

        sheet.answer(1, 5)
        assert [5, *ScoreSheet().answers[1:]] == told(sheet)["answers"]

    def test_taken_away(self, given):
        """Once it is gone, the figure listens to nothing any more."""
        sheet = given(ScoreSheet())
        words = sheet.words
        sheet.page.evaluate("undo()")
        tell(sheet, {"answers": [1] * 12})

        assert words == sheet.words
