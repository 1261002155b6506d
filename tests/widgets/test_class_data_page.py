"""The class's data on a page: files, faults, rules, privacy; equal to the package throughout."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from scratch import scratch_opener
from sound_classes import SCS, longer_form, reversed_already, sound_class
from waiting import until

from twowaves import load_instrument, load_synthetic_answers, shipped_instruments
from twowaves.widgets import ClassData
from twowaves.widgets.kit.frontend import script

pytestmark = pytest.mark.page("embed/class-data")

FIGURE = 'figure[data-widget="class-data"]'
EXAMPLE = load_synthetic_answers().to_csv(index=False)
LARGE = EXAMPLE + "".join(f"x{k},before{',3' * 55}\nx{k},after{',3' * 55}\n" for k in range(20_000))
SHOWN = f"""['.pp-result', '.pp-caption']
    .map((part) => document.querySelector('{FIGURE} ' + part).innerText).join(' ')"""
SOUND = sound_class(SCS, np.random.default_rng(21), loading=0.8)
IN_DOUBT = {
    kind: answers.reset_index().to_csv(index=False)
    for kind, answers in {
        "coding": SOUND - 1,
        "reversed": reversed_already(SOUND),
        "pairs": SOUND.iloc[:23],
    }.items()
}
AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}


class Figure:
    """The figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        return self.figure.locator(".pp-result").inner_text()

    @property
    def caption(self):
        return self.figure.locator(".pp-caption").inner_text()

    def button(self, name):
        return self.figure.get_by_role("button", name=name, exact=True)

    def load(self, text, name="class.csv"):
        """Choose a file, as bytes or text, and wait until the page has dealt with it."""
        body = text if isinstance(text, bytes) else text.encode()
        self.load_file({"name": name, "mimeType": "text/csv", "buffer": body})

    def load_file(self, file):
        """Choose a file, also by its path, which spares sending a large one to the browser."""
        before = self._shown()
        self.figure.locator('input[type="file"]').set_input_files(file)
        until(
            self.page,
            f"before => {{ const now = {SHOWN};"
            "return now !== before && !now.includes('Reading') }",
            before,
        )

    def begin(self, text, name):
        """Choose a file, and do not wait."""
        chooser = self.figure.locator('input[type="file"]')
        chooser.set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})

    def says(self, words):
        """Wait until the figure says this; a large file may take a slow machine long."""
        expect(self.figure.locator(".pp-result")).to_contain_text(words, timeout=60_000)

    def drop(self, files):
        """Drop files, or without any a text; return whether the browser is left to deal with it."""
        return self.page.evaluate(
            """([selector, files]) => {
                const dataTransfer = new DataTransfer();
                for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
                if (!files.length) dataTransfer.setData("text/plain", "dragged");
                const figure = document.querySelector(selector).querySelector(".pp-class");
                const how = { bubbles: true, cancelable: true, dataTransfer };
                figure.dispatchEvent(new DragEvent("dragover", how));
                return figure.dispatchEvent(new DragEvent("drop", how));
            }""",
            [FIGURE, files],
        )

    def _shown(self):
        return self.page.evaluate(SHOWN)

    def paste(self, text):
        details = self.figure.locator("details").first
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("textarea").fill(text)
        self.button("Use this table").click()

    def choose(self, label, option):
        self.figure.get_by_label(label).select_option(option)

    def tests(self):
        lines = self.figure.locator("tbody tr").all()
        return [line.locator("th, td").all_inner_texts() for line in lines]

    def listed(self):
        return self.figure.locator(".pp-problems li").all_inner_texts()

    @property
    def paragraph(self):
        return self.figure.locator(".pp-paragraph").text_content()  # it is folded

    def download(self, name):
        with self.page.expect_download() as download:
            self.button(name).click()
        return download.value.path().read_text(encoding="utf-8-sig")


@pytest.fixture
def scratch(open_page, site):
    """Return a function that opens a page with this figure in place of a chapter's own."""
    return scratch_opener(open_page, site, ClassData)


@pytest.fixture
def figure(scratch):
    """The figure with the example."""
    return Figure(scratch())


def assert_page_equals_package(figure, w):
    """Sentence, tests, lists and paragraph are the package's, word for word."""
    results = w.results
    reasons = [f"{person}: {reason}" for person, reason in results.incomplete.to_numpy()]
    untested = results.comparison.query("note != ''")
    notes = [f"{row.outcome}: {row.note}" for row in untested.itertuples()]

    assert w.sentence() == figure.words
    assert results.tests().to_numpy().tolist() == figure.tests()
    keys = [f"{form.abbreviation}: {form.confidence}" for form in results.used]
    assert [*results.problems["problem"], *reasons, *notes, *keys] == figure.listed()
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

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("missing", ["strict", "prorate"])
    def test_random_classes(self, figure, missing):
        """Classes of one to eight people on one to three questionnaires, with many faults."""
        figure.figure.get_by_label("If an answer is missing").select_option(missing)
        for seed in range(12):
            text = random_class(seed)
            figure.paste(text)

            assert_page_equals_package(figure, ClassData(text, missing=missing))

    @pytest.mark.sweep(3)
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
            "person,wave,scs1\nA\0,before,3\n",
        ],
    )
    def test_faults(self, figure, text):
        """What cannot be scored is refused with the package's sentence; the last state stays."""
        with pytest.raises(ValueError, match=r"\w") as told:
            ClassData(text)
        figure.paste(text)

        assert f"{told.value}. What is shown stayed as it was." == figure.words
        assert ClassData().results.tests().to_numpy().tolist() == figure.tests()


def renamed(**names):
    """The example with other names of columns and waves."""
    frame = load_synthetic_answers()
    words = {"before": names.pop("before", "before"), "after": names.pop("after", "after")}
    return frame.replace({"wave": words}).rename(columns=names).to_csv(index=False)


class TestColumns:
    """Which columns say who and when, and which words are before and after."""

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize(
        "names",
        [
            {"person": "ID", "wave": "Time", "before": "Pre", "after": "post"},
            {"before": "t1", "after": "t2"},
            {"before": "2", "after": "1"},
            {"person": "code"},
        ],
    )
    def test_guessed(self, figure, names):
        """Usual names are found, and the guess is said, as in Python."""
        text = renamed(**names)
        figure.paste(text)

        assert "Guessed: " in figure.words
        assert_page_equals_package(figure, ClassData(text))

    def test_chosen(self, figure):
        """Where nothing can be guessed, the reader chooses; until then the last result stays."""
        text = renamed(person="pupil", wave="moment", before="Week 1", after="Week 12")
        figure.load(text, "7b.csv")
        assert figure.words.startswith("there is no column 'person'")
        assert "Columns and waves of 7b.csv, which is not shown yet" in figure.figure.inner_text()
        assert ClassData().results.paragraph() == figure.paragraph
        figure.choose("Column that says who", "pupil")
        assert figure.words.startswith("there is no column 'wave'")
        figure.choose("Column that says when", "moment")
        assert "moment is 'Week 1'; it must be 'before' or 'after'" in figure.words
        figure.choose("Word for before", "Week 1")
        w = ClassData(text, person="pupil", wave="moment", before="Week 1", after="Week 12")

        assert_page_equals_package(figure, w)
        assert "Answers from 7b.csv." == figure.caption
        assert "not shown yet" not in figure.figure.inner_text()

    def test_the_other_way_round(self, figure):
        """Before and after can change places; the same word for both is refused."""
        figure.figure.locator("summary").nth(1).click()
        figure.choose("Word for before", "after")
        w = ClassData(person="person", wave="wave", before="after", after="before")

        assert_page_equals_package(figure, w)
        assert "before" == figure.figure.get_by_label("Word for after").input_value()

    def test_one_column_for_both(self, figure):
        """One column cannot say both who and when."""
        figure.figure.locator("summary").nth(1).click()
        figure.choose("Column that says when", "person")

        assert figure.words.startswith("person and wave are both 'person'; they are two columns")
        figure.choose("Column that says when", "wave")
        assert ClassData().sentence() == figure.words

    def test_empty_words(self, figure):
        """A form without a wave is refused with its number; an empty word is not to be chosen."""
        figure.paste(EXAMPLE.replace("synthetic-01,before", "synthetic-01,"))
        offered = figure.figure.get_by_label("Word for before").locator("option")

        assert figure.words.startswith("form 1 (synthetic-01): wave is ''; it must be")
        assert ["after", "before"] == offered.all_inner_texts()

    def test_many_words(self, figure):
        """Of many words the first are offered, and how many more there are is said."""
        lines = EXAMPLE.splitlines()
        header, rows = lines[0], [line.split(",", 2) for line in lines[1:]]
        many = [f"{person},w{k % 60},{rest}" for k, (person, _, rest) in enumerate(rows * 3)]
        figure.paste("\n".join([header, *many]) + "\n")
        offered = figure.figure.get_by_label("Word for before").locator("option")

        assert ["before (not in the file)", "w0"] == offered.all_inner_texts()[:2]
        assert "and 10 more" == offered.last.inner_text()
        assert offered.last.is_disabled()

    def test_many_columns(self, figure):
        """Of many columns the first 500 are offered, and the one that is chosen."""
        lines = EXAMPLE.splitlines()
        more = ",".join(f"c{k}" for k in range(600))
        wide = [f"{more},{lines[0]}", *(f"{',' * 600}{line}" for line in lines[1:])]
        figure.paste("\n".join(wide) + "\n")
        offered = figure.figure.get_by_label("Column that says who").locator("option")

        assert ["person", "c0", "c1"] == offered.all_text_contents()[:3]
        assert "and 102 more" == offered.last.text_content()

    def test_half_there(self, figure):
        """A questionnaire of which columns are missing is named; the others are scored."""
        text = EXAMPLE.replace("fscs21", "notes").replace("fscrs7", "f7")
        figure.paste(text)

        assert "Not scored: FSCRS has 22 items, and the data lacks the column" in figure.words
        assert_page_equals_package(figure, ClassData(text))


class TestStopping:
    """An answer that no form has stops or counts as missing; it is named either way."""

    BAD = EXAMPLE.replace("synthetic-01,before,3", "synthetic-01,before,9")

    def test_stop(self, figure):
        """To stop is to refuse the file, with the package's sentence and all such answers."""
        figure.choose("If an answer is on no form", "raise")
        assert ClassData().sentence() == figure.words
        with pytest.raises(ValueError, match="9 is outside 1 to 5") as told:
            ClassData(self.BAD, out_of_range="raise")
        figure.paste(self.BAD)

        assert f"{told.value}. What is shown stayed as it was." == figure.words
        assert ClassData(self.BAD).problems["problem"].tolist() == figure.listed()[:1]
        assert ClassData().results.paragraph() == figure.paragraph

        figure.choose("If an answer is on no form", "missing")
        assert_page_equals_package(figure, ClassData(self.BAD))

    @pytest.mark.parametrize("rule", ["missing", "raise"])
    def test_thousands(self, figure, rule):
        """Of thousands of wrong answers the first are listed, and all are counted."""
        header, *rows = EXAMPLE.splitlines()
        rows = [f"{line.split(',')[0]}-{k},{line.split(',')[1]}{',9' * 55}"
                for k in range(20) for line in rows]  # fmt: skip
        text = "\n".join([header, *rows]) + "\n"
        figure.choose("If an answer is on no form", rule)
        figure.paste(text)

        problems = ClassData(text).problems["problem"].tolist()
        assert 55 * len(rows) == len(problems)
        assert problems[:100] == figure.listed()[:100]
        assert f"and {len(problems) - 100} more" == figure.listed()[100]
        said = f"; and {12 * len(rows) - 3} more" if rule == "raise" else f"{len(problems)} answers"
        assert said in figure.words

    def test_stop_afterwards(self, figure):
        """The rule may be changed when the file is there already; the last result stays."""
        figure.paste(self.BAD)
        figure.choose("If an answer is on no form", "raise")

        assert "9 is outside 1 to 5. What is shown stayed as it was." in figure.words
        assert ClassData(self.BAD).results.paragraph() == figure.paragraph
        figure.button("Start again").click()
        assert_page_equals_package(figure, ClassData())


class TestDoubts:
    """What stands in doubt is said where the verdict was."""

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize("kind", IN_DOUBT)
    def test_said_and_checked(self, figure, kind):
        """Neither verdict nor paragraph stands until the box is ticked, and not with the next."""
        text = IN_DOUBT[kind]
        box = figure.figure.get_by_label("I have checked this")
        assert not box.is_visible()
        figure.paste(text)
        assert_page_equals_package(figure, ClassData(text))
        assert "No verdict is given until this is checked." in figure.words

        box.focus()
        figure.page.keyboard.press("Space")
        assert_page_equals_package(figure, ClassData(text, checked=True))
        assert "At α = .05" in figure.words

        figure.paste(IN_DOUBT["coding"])
        assert not box.is_checked()
        assert_page_equals_package(figure, ClassData(IN_DOUBT["coding"]))
        figure.button("Start again").click()
        assert not box.is_visible()

    def test_nothing_to_copy(self, figure):
        """There is no paragraph to copy while something stands in doubt."""
        figure.paste(IN_DOUBT["coding"])
        figure.button("Copy the paragraph").click()

        expect(figure.figure.locator("[aria-live]")).to_contain_text(
            "Nothing to copy while something stands in doubt."
        )

    def test_a_file_that_is_not_shown(self, figure):
        """The box belongs to what is shown, and is away while another file is looked at."""
        figure.paste(IN_DOUBT["coding"])
        box = figure.figure.get_by_label("I have checked this")
        assert box.is_visible()
        figure.paste(longer_form(SOUND, 26).reset_index().to_csv(index=False))

        assert "the data has items 13 to 26 too" in figure.words
        assert not box.is_visible()

    def test_without_scripts(self, scratch):
        """A reader without scripts reads the doubt, and no verdict."""
        w = ClassData(IN_DOUBT["reversed"])
        text = scratch(w, java_script_enabled=False).locator(FIGURE).inner_text()

        assert w.doubts["question"].item() in text
        assert "No verdict is given until this is checked." in text
        assert "significant" not in text
        assert load_instrument("scs-sf").confidence in text

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 320])
    def test_axe_finds_nothing(self, scratch, width):
        """With a doubt and its box shown, no rule of axe-core is broken and nothing sticks out."""
        page = scratch(viewport={"width": width, "height": 900})
        figure = Figure(page)
        figure.paste(IN_DOUBT["coding"])
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestFiles:
    """Files as people have them."""

    def test_excel(self, figure):
        """A byte-order mark, semicolons and empty columns at the end are no hindrance."""
        lines = EXAMPLE.replace(",", ";").splitlines()
        figure.load("\ufeff" + "\r\n".join(f"{line};;" for line in lines) + "\r\n", "our class.csv")

        assert "Answers from our class.csv." == figure.caption
        assert ClassData().results.paragraph() == figure.paragraph

    def test_not_utf8(self, figure):
        """Another encoding is named, and what is shown stays."""
        figure.load("person,wave,scs1\nZoë,before,3\n".encode("latin-1"))

        said = "class.csv: byte 19 is not UTF-8; save the file as CSV UTF-8."
        assert figure.words.startswith(said)
        assert ClassData().results.paragraph() == figure.paragraph

    def test_the_same_file_again(self, figure):
        """A file that was refused may be mended and loaded under its name."""
        figure.load("person,wave,x\n1,before,2\n")
        assert "no column belongs to a questionnaire" in figure.words
        figure.load(EXAMPLE)

        assert ClassData().sentence() == figure.words

    def test_ten_megabytes(self, figure, tmp_path):
        """A file of 10 MB is scored."""
        form = load_instrument("fscrs")
        rng = np.random.default_rng(5)
        people = 110_000
        answers = pd.DataFrame(rng.integers(0, 5, (2 * people, 22)), columns=form.column_names())
        answers.insert(0, "wave", ["before", "after"] * people)
        answers.insert(0, "person", np.repeat(np.arange(people), 2))
        file = tmp_path / "class.csv"
        file.write_text(answers.to_csv(index=False), encoding="utf-8")
        assert file.stat().st_size > 10_000_000
        figure.page.set_default_timeout(120_000)
        figure.page.evaluate("window.ticks = 0; setInterval(() => (window.ticks += 1), 20)")
        figure.load_file(file)

        assert figure.page.evaluate("window.ticks") > 10  # the page answered in between

        assert figure.words.startswith(f"{2 * people} forms from {people} people.")
        hated = answers[[f"fscrs{item}" for item in (9, 10, 12, 15, 22)]].sum(axis=1)
        assert f"{hated[::2].mean():.2f} (" in figure.tests()[1][2]

    def test_another_file_meanwhile(self, figure):
        """A file that is chosen while a large one is read takes its place."""
        figure.begin(LARGE, "large.csv")
        figure.begin(EXAMPLE, "small.csv")
        figure.page.wait_for_timeout(1500)

        assert "Answers from small.csv." == figure.caption
        assert ClassData().sentence() == figure.words

    def test_a_rule_meanwhile(self, figure):
        """A rule that is changed while a large file is read holds for that file."""
        figure.page.set_default_timeout(60_000)
        figure.begin(LARGE, "large.csv")
        figure.choose("If an answer is missing", "prorate")
        figure.says("40027 forms")

        assert "prorate" == figure.figure.get_by_label("If an answer is missing").input_value()
        assert figure.words.startswith("40027 forms from 20015 people.")
        assert "3 people cannot be compared" in figure.words

    def test_a_bad_file_meanwhile(self, figure):
        """A bad file that takes a large one's place is told, and the large one never comes."""
        figure.begin(LARGE, "large.csv")
        figure.begin("person,wave\n", "bad.csv")
        figure.says("bad.csv has no rows")
        figure.page.wait_for_timeout(2500)

        assert figure.words.startswith("bad.csv has no rows")
        assert ClassData().results.paragraph() == figure.paragraph

    def test_a_file_gone_meanwhile(self, figure):
        """A file that fails after another was chosen says nothing about that other one."""
        figure.page.evaluate(
            """() => {
                const late = (resolve, reject) => setTimeout(() => reject(new Error("gone")), 300);
                File.prototype.arrayBuffer = function () {
                    if (this.name === "gone.csv") return new Promise(late);
                    return Blob.prototype.arrayBuffer.call(this);
                };
            }"""
        )
        figure.begin(EXAMPLE, "gone.csv")
        figure.begin(EXAMPLE, "here.csv")
        expect(figure.figure.locator(".pp-caption")).to_have_text("Answers from here.csv.")
        figure.page.wait_for_timeout(600)

        assert "Answers from here.csv." == figure.caption
        assert ClassData().sentence() == figure.words

    def test_columns_of_what_is_not_shown(self, figure):
        """A file that was broken off keeps its own columns in the choice, not another file's."""
        figure.page.evaluate(
            """(selector) => {
                const figure = document.querySelector(selector).querySelector(".pp-class");
                const seen = new MutationObserver(() => {
                    if (!figure.querySelector('option[value="id"]')) return;
                    seen.disconnect(); // the large file is read, and being scored
                    const dataTransfer = new DataTransfer();
                    dataTransfer.items.add(new File(["person,wave\\n"], "bad.csv"));
                    figure.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
                });
                seen.observe(figure, { childList: true, subtree: true });
            }""",
            FIGURE,
        )
        figure.begin(LARGE.replace("person,wave", "id,time", 1), "large.csv")
        figure.says("bad.csv has no rows")

        said = "Columns and waves of large.csv, which is not shown yet"
        assert said == figure.figure.locator("summary").nth(1).inner_text()
        assert "id" == figure.figure.get_by_label("Column that says who").input_value()

    @pytest.mark.parametrize("count", [2, 5])
    def test_several_dropped(self, figure, count):
        """Of several files none is taken in silence."""
        figure.drop([("before.csv", EXAMPLE)] * count)

        assert figure.words.startswith(f"{count} files were dropped; the figure takes one")
        assert ClassData().results.paragraph() == figure.paragraph

    def test_text_may_be_dropped(self, figure):
        """What is no file is left to the browser: text can be dragged into the paste box."""
        assert figure.drop([])

    def test_too_large(self, figure, tmp_path):
        """A file beyond the limit is refused before it is read."""
        figure.page.set_default_timeout(60_000)
        file = tmp_path / "class.csv"
        file.write_bytes(b"x" * 20_000_001)
        figure.load_file(file)

        assert figure.words.startswith(
            "class.csv has 20000001 bytes; the figure takes 20000000 at the most"
        )

    def test_dropped(self, figure):
        """A file dropped on the figure is loaded."""
        assert not figure.drop([("dropped.csv", EXAMPLE)])

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

    def test_a_link_with_data(self, scratch):
        """What a link claims to be this figure's state is told, not read, and forgotten."""
        figure = Figure(scratch(fragment="#figure=class-data&v=1&csv=person%2Cwave%0ASECRET"))

        assert "This link cannot be shown: it has “csv”" in figure.words
        assert "27 forms" not in figure.words
        figure.button("Start again").click()
        expect(figure.figure.locator(".pp-result")).to_have_text(ClassData().sentence())
        assert "SECRET" not in figure.page.url
        assert "SECRET" not in figure.page.content()

    def test_the_promise(self, figure):
        """Beside the button it says what becomes of the file."""
        figure.figure.locator("summary", has_text="Load your own class").click()
        field = figure.figure.locator('input[type="file"]')
        note = figure.page.locator(f"[id='{field.get_attribute('aria-describedby')}']")

        assert note.inner_text().startswith("It stays on your machine")
        assert "off" == figure.figure.locator("textarea").get_attribute("autocomplete")

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
        """The file holds the tests in full, as `compare_waves` returns them."""
        frame = pd.read_csv(io.StringIO(figure.download("Download tests (CSV)")))
        wanted = ClassData().comparison.assign(note=np.nan)

        pd.testing.assert_frame_equal(wanted, frame, check_dtype=False, rtol=1e-9)

    def test_picture(self, figure):
        """The picture stands alone, of the outcome that was chosen."""
        figure.figure.get_by_label("Picture of").select_option("hated self")
        svg = figure.download("Download picture (SVG)")

        assert "hated self (points)" in svg
        assert "each line is one of 11 people" in svg
        assert "class=" not in svg

    def test_lines(self, figure):
        """Each line of the picture joins one person's scores."""
        label = figure.figure.locator(".pp-class-plot").get_attribute("aria-label")
        pairs = ClassData().results.pairs.query("outcome == 'self-compassion'").dropna()

        assert len(pairs) == figure.figure.locator(".pp-class-line line").count()
        rose = (pairs["post"] > pairs["pre"]).sum()
        assert f"Of 11, {rose} rose" in label


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

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 768, 360, 320])
    def test_nothing_jumps_and_nothing_sticks_out(self, scratch, width):
        """The reserved height is the live one, controls fit a finger, the page its window."""
        size = {"width": width, "height": 900}
        asleep = scratch(viewport=size, blocked=["**/host.js*"])
        height = asleep.locator(FIGURE).bounding_box()["height"]
        awake = Figure(scratch(viewport=size))
        controls = awake.figure.locator("input, select, button, summary")
        sizes = controls.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => Math.min(b.width, b.height))"
        )

        assert height == pytest.approx(awake.figure.bounding_box()["height"], abs=1)
        assert min(sizes) >= 24
        assert awake.page.evaluate("document.documentElement.scrollWidth") <= width

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 360])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing(self, scratch, theme, width):
        """With faults listed and the paste box open, no rule of axe-core is broken."""
        page = scratch(color_scheme=theme, viewport={"width": width, "height": 900})
        figure = Figure(page)
        for summary in figure.figure.locator("summary").all():
            summary.click()
        figure.paste(EXAMPLE.replace("synthetic-01,before,3", "synthetic-01,before,9"))
        assert "1 answer that no form has counts as missing." in figure.words
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_without_scripts(self, scratch):
        """Without scripts the tests and the paragraph of the example stand there."""
        text = scratch(java_script_enabled=False).locator(FIGURE).inner_text()

        assert ClassData().sentence() in text
        assert f"In a paragraph: {ClassData().results.paragraph()}" in text
        assert "Loading a file of your own takes a browser with JavaScript" in text
        assert "no score after" in text

    def test_by_keyboard(self, figure):
        """Pasting, choosing a rule and starting again need no mouse."""
        figure.figure.locator("summary").first.focus()
        figure.page.keyboard.press("Enter")
        for _ in ("to the file", "to the box"):
            figure.page.keyboard.press("Tab")
        figure.page.keyboard.insert_text(random_class(3))
        figure.page.keyboard.press("Tab")
        figure.page.keyboard.press("Enter")
        assert ClassData(random_class(3)).sentence() == figure.words
        figure.button("Start again").focus()
        figure.page.keyboard.press("Enter")

        assert ClassData().sentence() == figure.words

    def test_long_names(self, scratch):
        """Names without a blank do not push a phone's page aside."""
        figure = Figure(scratch(viewport={"width": 320, "height": 800}))
        figure.paste(EXAMPLE.replace("synthetic-04", "x" * 300).replace("wave", "wave" * 60, 1))
        assert figure.words.startswith("there is no column 'wave'")
        figure.choose("Column that says when", "wave" * 60)

        assert "x" * 300 in figure.paragraph
        assert figure.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture
def given(scratch):
    """Return a function that draws the figure's one module as Lab does; the page holds `model`."""

    def draw(w):
        page = scratch(w, bypass_csp=True)  # as in Lab, where the script is text
        Figure(page)
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
            [FIGURE, script("class_data")],
        )
        return Figure(page)

    return draw


def tell(figure, state):
    """Change the model as Python does, and let the figure take it in."""
    figure.page.evaluate("(s) => { for (const key in s) model.set(key, s[key]); }", state)
    figure.page.wait_for_timeout(100)


def told(figure):
    """What Python has heard."""
    names = [name for name in ClassData.state_traits if name not in {"forms", "synthetic"}]
    heard = "(names) => Object.fromEntries(names.map((name) => [name, model.get(name)]))"
    return figure.page.evaluate(heard, names)


class TestWithPython:
    """In a live front end the state is Python's too."""

    def test_python_hears(self, given):
        """File, columns and rules reach the model, and Python takes them as its own."""
        figure = given(ClassData())
        text = renamed(person="pupil", wave="moment", before="Week 1", after="Week 12")
        figure.choose("If an answer is missing", "prorate")
        figure.load(text)
        figure.choose("Column that says who", "pupil")
        figure.choose("Column that says when", "moment")
        figure.choose("Word for after", "Week 12")
        w = ClassData()
        w.set_state(told(figure))

        assert text == w.csv
        assert_page_equals_package(figure, w)

    def test_python_tells(self, given):
        """Another file from Python is shown; the promise is a notebook's."""
        figure = given(ClassData())
        w = ClassData(random_class(5), missing="prorate", max_missing=0.5)
        tell(figure, {name: getattr(w, name) for name in told(figure)})

        assert_page_equals_package(figure, w)
        assert "It goes to the Python that runs this notebook" in figure.figure.text_content()
        assert "It stays on your machine" not in figure.figure.text_content()

    def test_whose_answers(self, given):
        """Answers set from Python are not called synthetic, whenever Python says that they are."""
        figure = given(ClassData())
        assert figure.caption.startswith("Synthetic answers")
        tell(figure, {"csv": random_class(5)})  # as ipywidgets sends them: one after the other
        tell(figure, {"synthetic": False})
        assert "Answers from a file." == figure.caption

        tell(figure, {"csv": EXAMPLE, "synthetic": True})
        assert figure.caption.startswith("Synthetic answers")

    def test_start_again_after_a_file(self, given):
        """A rule that Python sets does not make the reader's file the one to start again with."""
        figure = given(ClassData())
        figure.load(random_class(3), "class.csv")
        tell(figure, {"synthetic": False, "missing": "prorate"})
        assert "Answers from class.csv." == figure.caption
        figure.button("Start again").click()

        assert figure.caption.startswith("Synthetic answers")
        assert ClassData(missing="strict").sentence() == figure.words

    def test_what_cannot_be_shown(self, given):
        """It is said, and the last good state stays and goes on."""
        figure = given(ClassData())
        tell(figure, {"csv": "a,b\n"})
        assert figure.words.startswith("the text has no rows")
        assert figure.words.endswith("What is shown stayed as it was.")

        figure.choose("If an answer is missing", "prorate")
        assert_page_equals_package(figure, ClassData(missing="prorate"))
        assert ClassData().csv == told(figure)["csv"]

    def test_taken_away(self, given):
        """Once it is gone, the figure listens to nothing any more."""
        figure = given(ClassData())
        words = figure.words
        figure.page.evaluate("undo()")
        tell(figure, {"csv": random_class(5)})

        assert words == figure.words
