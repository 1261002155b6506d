"""The class's data on a page: files, faults, rules, privacy; equal to the package throughout."""

import csv
import io
import re

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from prepost import load_instrument, load_synthetic_answers, shipped_instruments
from prepost.widgets import ClassData

CHAPTER = "notebooks/your-data.html"
FIGURE = 'figure[data-widget="class-data"]'
EXAMPLE = load_synthetic_answers().to_csv(index=False)
SHOWN = f"""['[aria-live]', '.pp-caption']
    .map((part) => document.querySelector('{FIGURE} ' + part).innerText).join(' ')"""
AXE = {"preload": False, "rules": {"label-content-name-mismatch": {"enabled": True}}}


class Figure:
    """The figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        return self.figure.locator('[aria-live="polite"]').inner_text()

    def button(self, name):
        return self.figure.get_by_role("button", name=name, exact=True)

    def load(self, text, name="class.csv"):
        """Choose a file, as bytes or text, and wait until the page has dealt with it."""
        body = text if isinstance(text, bytes) else text.encode()
        before = self._shown()
        chooser = self.figure.locator('input[type="file"]')
        chooser.set_input_files({"name": name, "mimeType": "text/csv", "buffer": body})
        self.page.wait_for_function(
            f"before => {{ const now = {SHOWN};"
            "return now !== before && !now.includes('Reading') }",
            arg=before,
        )

    def _shown(self):
        return self.page.evaluate(SHOWN)

    def paste(self, text):
        details = self.figure.locator("details")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("textarea").fill(text)
        self.button("Use this table").click()

    def tests(self):
        lines = self.figure.locator("tbody tr").all()
        return [line.locator("th, td").all_inner_texts() for line in lines]

    def listed(self):
        return self.figure.locator(".pp-problems li").all_inner_texts()

    @property
    def paragraph(self):
        return self.figure.locator(".pp-paragraph").inner_text()

    def download(self, name):
        with self.page.expect_download() as download:
            self.button(name).click()
        return download.value.path().read_text(encoding="utf-8-sig")


@pytest.fixture
def figure(open_page):
    """The figure with the example."""
    return Figure(open_page(CHAPTER))


def assert_page_equals_package(figure, w):
    """Sentence, tests, lists and paragraph are the package's, word for word."""
    results = w.results
    reasons = [f"{person}: {reason}" for person, reason in results.incomplete.to_numpy()]

    assert w.sentence() == figure.words
    assert results.tests().to_numpy().tolist() == figure.tests()
    assert reasons + results.problems["problem"].tolist() == figure.listed()
    assert results.paragraph() == figure.paragraph


def random_class(seed):
    """Return the CSV of a class with gaps, forms of one wave only and impossible answers."""
    rng = np.random.default_rng([11, seed])
    forms = [load_instrument(name) for name in shipped_instruments()]
    forms = [forms[i] for i in sorted(rng.choice(3, size=rng.integers(1, 4), replace=False))]
    rows = []
    for person in range(rng.integers(1, 9)):
        for wave in ("before", "after"):
            if rng.random() < 0.15:
                continue
            row = {"person": f"P{person}", "wave": wave}
            for form in forms:
                span = (form.response_min, form.response_max + 1)
                answers = rng.integers(*span, form.n_items).astype(object)
                answers[rng.random(form.n_items) < 0.03] = ""
                for bad in ("9", "2.5", "3,0", "often", "-1", "NA", "007", " 2 "):
                    answers[rng.random(form.n_items) < 0.002] = bad
                row |= dict(zip(form.column_names(), answers, strict=True))
            rows.append(row)
    rows = rows or [{"person": "P", "wave": "after", **dict.fromkeys(forms[0].column_names(), 1)}]
    frame = pd.DataFrame(rows).sample(frac=1, axis=1, random_state=seed)
    return frame.to_csv(index=False, sep=";,\t"[seed % 3], lineterminator=["\n", "\r\n"][seed % 2])


class TestEqualsThePackage:
    """What the page says is what Python says."""

    def test_the_example(self, figure):
        """The synthetic answers, strict and prorated."""
        assert_page_equals_package(figure, ClassData())
        figure.figure.get_by_label("If an answer is missing").select_option("prorate")
        assert_page_equals_package(figure, ClassData(missing="prorate"))
        figure.figure.locator('input[type="range"]').fill("0.05")
        assert_page_equals_package(figure, ClassData(missing="prorate", max_missing=0.05))

    @pytest.mark.parametrize("missing", ["strict", "prorate"])
    def test_random_classes(self, figure, missing):
        """Classes of one to eight people on one to three questionnaires, with many faults."""
        figure.figure.get_by_label("If an answer is missing").select_option(missing)
        for seed in range(12):
            text = random_class(seed)
            figure.paste(text)

            assert_page_equals_package(figure, ClassData(text, missing=missing))

    @pytest.mark.parametrize(
        "text",
        [
            "person,wave\n",
            "a,b\n1,2\n",
            "person,wave,x\n1,before,2\n",
            "person,wave,scs1\nAda,before,3\n",
            "person,wave,scs1\nAda,before,3,4\n",
            "person,wave,scs1\nAda,before\n",
            'person,wave,scs1\nAda,"before,3\n',
            'person,wave,scs1\nAda,"before"x,3\n',
            "person,,scs1\nAda,before,3\n",
            "person,wave,wave\nAda,before,3\n",
            "person;wave;it's\nAda;before;3\n",
            "person\twave\tscs1\nAda\tbefore\t3\t4\n",
            EXAMPLE.replace("synthetic-01,before", "synthetic-01,early"),
            EXAMPLE.replace("synthetic-01,after", "synthetic-01,before"),
            EXAMPLE.replace("synthetic-01,after", ",after"),
            EXAMPLE.replace("fscs21", "fscs22"),
            "person,wave,scs1\nA\0,before,3\n",
        ],
    )
    def test_faults(self, figure, text):
        """What cannot be scored is refused with the package's sentence; the last state stays."""
        with pytest.raises(ValueError, match=r"\w") as told:
            ClassData(text)
        figure.paste(text)

        assert (
            f"{str(told.value).replace('the text', 'the table')}. What is shown stayed as it was."
            == (figure.words)
        )
        assert ClassData().results.tests().to_numpy().tolist() == figure.tests()


class TestFiles:
    """Files as people have them."""

    def test_excel(self, figure):
        """A byte-order mark, semicolons and empty columns at the end are no hindrance."""
        lines = EXAMPLE.replace(",", ";").splitlines()
        figure.load("\ufeff" + "\r\n".join(f"{line};;" for line in lines) + "\r\n", "our class.csv")

        assert "Answers from our class.csv." == figure.figure.locator(".pp-caption").inner_text()
        assert ClassData().results.paragraph() == figure.paragraph

    def test_not_utf8(self, figure):
        """Another encoding is named, and what is shown stays."""
        figure.load("person,wave,scs1\nZoë,before,3\n".encode("latin-1"))

        assert figure.words.startswith("class.csv is not UTF-8; save the file as CSV UTF-8.")
        assert ClassData().results.paragraph() == figure.paragraph

    def test_the_same_file_again(self, figure):
        """A file that was refused may be mended and loaded under its name."""
        figure.load("person,wave,x\n1,before,2\n")
        assert "no column belongs to a questionnaire" in figure.words
        figure.load(EXAMPLE)

        assert ClassData().sentence() == figure.words

    def test_ten_megabytes(self, figure):
        """A file of 10 MB is scored."""
        form = load_instrument("fscrs")
        rng = np.random.default_rng(5)
        people = 110_000
        answers = pd.DataFrame(rng.integers(0, 5, (2 * people, 22)), columns=form.column_names())
        answers.insert(0, "wave", ["before", "after"] * people)
        answers.insert(0, "person", np.repeat(np.arange(people), 2))
        text = answers.to_csv(index=False)
        assert len(text) > 10_000_000
        figure.page.set_default_timeout(60_000)
        figure.load(text)

        assert figure.words.startswith(f"{2 * people} forms from {people} people.")
        hated = answers[[f"fscrs{item}" for item in (9, 10, 12, 15, 22)]].sum(axis=1)
        assert f"{hated[::2].mean():.2f} (" in figure.tests()[1][2]

    def test_dropped(self, figure):
        """A file dropped on the figure is loaded."""
        figure.page.evaluate(
            """([selector, text]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([text], "dropped.csv"));
                const figure = document.querySelector(selector).querySelector(".pp-class");
                const how = { bubbles: true, cancelable: true, dataTransfer };
                figure.dispatchEvent(new DragEvent("drop", how));
            }""",
            [FIGURE, EXAMPLE],
        )

        expect(figure.figure.locator(".pp-caption")).to_have_text("Answers from dropped.csv.")


class TestPrivacy:
    """What a reader loads stays in the page."""

    def test_no_request_and_no_address(self, figure):
        """Loading a file asks nobody for anything and leaves the address alone."""
        asked = []
        figure.page.on("request", lambda request: asked.append(request.url))
        address = figure.page.url
        figure.load(EXAMPLE.replace("synthetic-01", "SECRET"))
        figure.button("Copy the paragraph").click()
        figure.page.wait_for_timeout(400)

        assert [] == [url for url in asked if not url.startswith(("blob:", "data:"))]
        assert address == figure.page.url
        stored = figure.page.evaluate(
            "JSON.stringify([localStorage, sessionStorage, document.cookie])"
        )
        assert "SECRET" not in stored
        assert 0 == figure.button("Copy link").count()

    def test_hostile_names(self, figure):
        """Names are shown as text, and a spreadsheet does not run them."""
        name = '=1+1<img src=x onerror="window.hit=1">'
        figure.paste(EXAMPLE.replace("synthetic-04", '"' + name.replace('"', '""') + '"'))

        assert f"{name}: no score after" in figure.listed()
        assert figure.page.evaluate("window.hit") is None
        lines = list(csv.reader(io.StringIO(figure.download("Download scores (CSV)"))))
        assert f"'{name}" in {line[0] for line in lines}
        assert ["person", "wave", "self-compassion"] == lines[0][:3]


class TestDownloads:
    """Scores, tests and the picture leave only as files that the reader asks for."""

    def test_scores(self, figure):
        """The file holds every form's scores in full."""
        frame = pd.read_csv(io.StringIO(figure.download("Download scores (CSV)")))
        scores = ClassData().scores.reset_index()
        outcomes = list(frame.columns[2:])

        pd.testing.assert_frame_equal(
            scores[["person", "wave", *outcomes]], frame, check_dtype=False
        )

    def test_tests(self, figure):
        """The file holds the table."""
        lines = list(csv.reader(io.StringIO(figure.download("Download tests (CSV)"))))

        assert ClassData().results.tests().to_numpy().tolist() == lines[1:]

    def test_picture(self, figure):
        """The picture stands alone, of the outcome that was chosen."""
        figure.figure.get_by_label("Picture of").select_option("hated self")
        svg = figure.download("Download picture (SVG)")

        assert "hated self: each line is one of 11 people" in svg
        assert "class=" not in svg

    def test_lines(self, figure):
        """Each line of the picture joins one person's scores."""
        label = figure.figure.locator("svg").get_attribute("aria-label")
        pairs = ClassData().results.pairs.query("outcome == 'self-compassion'").dropna()

        assert len(pairs) == figure.figure.locator(".pp-class-line line").count()
        rose = (pairs["post"] > pairs["pre"]).sum()
        assert f"of 11 people the score of {rose} rose" in label


class TestContract:
    """What every figure keeps."""

    def test_one_polite_region_and_keys(self, figure):
        """One live region; every focusable element keeps its keys; each input has a label."""
        assert 1 == figure.figure.locator("[aria-live]").count()
        focusable = figure.figure.locator("input, select, textarea, button, summary, [tabindex]")
        bare = focusable.evaluate_all(
            "all => all.filter(e => e.getAttribute('data-lm-suppress-shortcuts') !== 'true').length"
        )
        assert 0 == bare
        unnamed = figure.figure.locator("input, select, textarea").evaluate_all(
            "all => all.filter(e => !e.labels.length).length"
        )
        assert 0 == unnamed

    @pytest.mark.parametrize("width", [1280, 768, 360, 320])
    def test_nothing_jumps_and_nothing_sticks_out(self, open_page, width):
        """The reserved height is the live one, controls fit a finger, the page its window."""
        size = {"width": width, "height": 900}
        asleep = open_page(CHAPTER, viewport=size, blocked=["**/host.js*"])
        height = asleep.locator(FIGURE).bounding_box()["height"]
        awake = Figure(open_page(CHAPTER, viewport=size))
        controls = awake.figure.locator("input, select, button, summary")
        sizes = controls.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => Math.min(b.width, b.height))"
        )

        assert height == pytest.approx(awake.figure.bounding_box()["height"], abs=1)
        assert min(sizes) >= 24
        assert awake.page.evaluate("document.documentElement.scrollWidth") <= width

    @pytest.mark.parametrize("width", [1280, 360])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing(self, open_page, theme, width):
        """With faults listed and the paste box open, no rule of axe-core is broken."""
        page = open_page(CHAPTER, color_scheme=theme, viewport={"width": width, "height": 900})
        figure = Figure(page)
        figure.paste(EXAMPLE.replace("synthetic-01,before,3", "synthetic-01,before,9"))
        assert "1 answer that no form has counts as missing." in figure.words
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_without_scripts(self, open_page):
        """Without scripts the tests and the paragraph of the example stand there."""
        text = open_page(CHAPTER, java_script_enabled=False).locator(FIGURE).inner_text()

        assert ClassData().sentence() in text
        assert ClassData().results.paragraph() in text

    def test_by_keyboard(self, figure):
        """Pasting, choosing a rule and starting again need no mouse."""
        summary = figure.figure.locator("summary")
        summary.focus()
        figure.page.keyboard.press("Enter")
        figure.page.keyboard.press("Tab")
        figure.page.keyboard.insert_text(random_class(3))
        figure.page.keyboard.press("Tab")
        figure.page.keyboard.press("Enter")
        assert ClassData(random_class(3)).sentence() == figure.words
        figure.button("Start again").focus()
        figure.page.keyboard.press("Enter")

        assert ClassData().sentence() == figure.words

    def test_python_moves_it(self, figure):
        """Another table from the model is shown; an impossible one is refused and the last kept."""
        script = """async ([selector, text]) => {
            const script = document.querySelector('script[src*="host.js"]').src;
            const { pageModel } = await import(script);
            const path = script.replace(/host\\.js.*/, "class_data.js");
            const { default: widget } = await import(path);
            const figure = document.querySelector(selector);
            window.model = pageModel(JSON.parse(figure.dataset.state));
            widget.render({ model: window.model, el: figure.firstElementChild });
            figure.firstElementChild.firstElementChild.remove();
            window.model.set("csv", text);
            window.model.save_changes();
        }"""
        text = random_class(5)
        figure.page.evaluate(script, [FIGURE, text])
        expect(figure.figure.locator("[aria-live]")).to_have_text(ClassData(text).sentence())
        figure.page.evaluate("window.model.set('csv', 'a,b')")
        expect(figure.figure.locator("[aria-live]")).to_have_text(
            re.compile("the text has no rows.*What is shown stayed as it was")
        )
        assert ClassData(text).results.paragraph() == figure.paragraph
