"""The audited table as a reader uses it: typed, pasted, by keys, by link, without scripts."""

import csv
import io
import json
import re
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from random_tables import random_table
from scratch import scratch_opener

from twowaves import audit, findings, load_outcomes, read_printed, read_table
from twowaves.printed.audit import CHECKS
from twowaves.printed.known import COLUMNS
from twowaves.widgets import AuditTable
from twowaves.widgets.audit_table.figure import table_examples

pytestmark = pytest.mark.page("embed/audit-table")

FIGURE = 'figure[data-widget="audit-table"]'
CODES = list(COLUMNS)
TABLE = "outcome;N;M pre;t;df;p\nhope;11;2.80;-2.040;10;.07\njoy;;3.1;;11;< .05\n"
AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}


class Table:
    """One figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        expect(self.figure.locator(".pp-audit")).not_to_have_attribute("aria-busy", "true")
        return self.figure.locator(".pp-result").inner_text().replace("\n", " ")

    def cell(self, row, column):
        return self.figure.locator(f'input[data-row="{row}"][data-column="{column}"]')

    def button(self, name):
        return self.figure.get_by_role("button", name=name, exact=True)

    def choose(self, example):
        self.figure.get_by_label("Example").select_option(example)

    def unfold(self):
        """Show the columns of the scale."""
        self.figure.get_by_role("checkbox", name="Columns of the scale").check()

    def shown(self):
        """The cells that hold anything, row by row."""
        script = f"""all => all.map(line => Object.fromEntries({json.dumps(CODES)}
            .map(name => [name, line.querySelector(`[data-column="${{name}}"] input`).value])
            .filter(([, text]) => text)))"""
        lines = self.figure.locator(".pp-audit-line[role=group]")
        return lines.evaluate_all(script)

    def download(self, name):
        with self.page.expect_download() as download:
            self.button(name).click()
        return download.value.path().read_text(encoding="utf-8-sig")

    def report(self):
        """The downloaded report, without the apostrophes that keep spreadsheets quiet."""
        lines = list(csv.reader(io.StringIO(self.download("Download report (CSV)"))))
        rows = [[re.sub(r"^'(?=[=+@-])", "", cell) for cell in line] for line in lines[1:]]
        frame = pd.DataFrame(rows, columns=lines[0], dtype="str")
        frame = frame.assign(distance=pd.to_numeric(frame["distance"]).astype("Int64"))
        return frame.drop(columns=["alpha", "further_n", "read_as", "columns_not_used"])

    def verdicts(self):
        """The matrix in words: one list a check."""
        lines = self.figure.locator(".pp-matrix tbody tr").all()
        return [line.locator("td .pp-word").all_inner_texts() for line in lines]

    def paste_panel(self, text):
        details = self.figure.locator("details").first
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("textarea").fill(text)
        self.button("Use this table").click()
        self.settle()

    def settle(self):
        """Wait until nothing is loaded, read or checked any more."""
        expect(self.figure.locator(".pp-audit")).not_to_have_attribute("aria-busy", "true")

    def paste(self, row, column, text):
        """Paste into a cell as a hand does."""
        self.cell(row, column).evaluate(
            """(cell, text) => {
                cell.focus();
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/plain", text);
                const given = { clipboardData, bubbles: true, cancelable: true };
                cell.dispatchEvent(new ClipboardEvent("paste", given));
            }""",
            text,
        )
        self.settle()


@pytest.fixture
def scratch(open_page, site):
    """Return a function that opens a page with this figure in place of a chapter's own."""
    return scratch_opener(open_page, site, AuditTable)


@pytest.fixture
def table(scratch):
    """The figure with the paper's table, freshly loaded."""
    return Table(scratch())


def assert_page_equals_package(table, w):
    """Sentence, matrix and report are the package's."""
    assert table.words == w.sentence()
    verdicts = w.report["verdict"].to_numpy().reshape(len(w.table), -1).T.tolist()
    assert table.verdicts() == verdicts
    pd.testing.assert_frame_equal(table.report(), w.report)


class TestContract:
    """What other pages, tests and screen readers rely on."""

    def test_one_polite_region(self, table):
        """There is one live region, named or implied; the sentence stands beside it."""
        assert 1 == table.figure.locator("[aria-live]").count()
        assert 0 == table.figure.locator("output, [role=status], [role=alert], [role=log]").count()
        assert AuditTable().sentence() == table.words

    def test_every_control_keeps_its_keys(self, table):
        """Each focusable element tells JupyterLab to leave its keys alone."""
        focusable = table.figure.locator("input, select, textarea, button, summary, [tabindex]")
        attribute = "data-lm-suppress-shortcuts"
        bare = focusable.evaluate_all(
            f"all => all.filter(e => e.getAttribute('{attribute}') !== 'true')"
            ".map(e => e.outerHTML)"
        )

        assert focusable.count() > 90
        assert [] == bare

    @pytest.mark.parametrize("width", [1280, 320])
    def test_fits_a_finger(self, scratch, width):
        """Every control is at least 24 pixels each way, and the page does not scroll sideways."""
        page = scratch(viewport={"width": width, "height": 800})
        boxes = Table(page).figure.locator("input, select, button, summary")
        sizes = boxes.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => [b.width, b.height])"
        )

        assert min(min(size) for size in sizes) >= 24
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_every_verdict_is_seen(self, scratch):
        """On a phone the verdicts of all six outcomes are in sight at once, as signs with words."""
        table = Table(scratch(viewport={"width": 360, "height": 800}))
        frame = table.figure.get_by_role("region", name="What each check finds")

        assert 6 * len(CHECKS) == table.figure.locator(".pp-matrix td .pp-glyph").count()
        assert frame.evaluate("e => e.scrollWidth - e.clientWidth") <= 1

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 768, 360, 320])
    @pytest.mark.parametrize("example", ["this paper", "energy intake"])
    def test_nothing_jumps_when_it_wakes(self, scratch, example, width):
        """The space is reserved: what follows the figure stays where it was."""
        w = AuditTable(example=example)
        asleep = scratch(w, viewport={"width": width, "height": 800}, blocked=["**/host.js*"])
        height = asleep.locator(FIGURE).bounding_box()["height"]
        awake = Table(scratch(w, viewport={"width": width, "height": 800}))

        assert height == pytest.approx(awake.figure.bounding_box()["height"], abs=1)

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [1280, 360])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing(self, scratch, theme, width):
        """With a bad cell, a bad n and all parts open, no rule of axe-core is broken."""
        page = scratch(color_scheme=theme, viewport={"width": width, "height": 900})
        table = Table(page)
        for summary in table.figure.locator("summary").all():
            summary.click()
        table.cell(0, "mean_pre").fill("2,8")
        table.figure.get_by_label("Further n").fill("x")
        table.figure.get_by_label("Sentences for").select_option("all")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_without_scripts(self, scratch):
        """Without scripts the page shows the table, every verdict and every sentence."""
        page = scratch(java_script_enabled=False)
        text = page.locator(FIGURE).inner_text()

        assert 3 == page.locator(f"{FIGURE} table").count()
        assert AuditTable().sentence() in text
        assert all(detail in text for detail in AuditTable().report["detail"])


class TestWakes:
    """The page says what is found in its own table; what checks comes with the first hand on it."""

    def scripts(self, page):
        """The scripts that the page has loaded since it was opened."""
        asked = "performance.getEntriesByType('resource').map((each) => each.name)"
        return {re.sub(r".*/|\?.*", "", name) for name in page.evaluate(asked)}

    @pytest.mark.parametrize("example", ["this paper", "statcheck", "grim", "empty"])
    def test_nothing_is_checked_again(self, scratch, example):
        """All of it is there without what checks, the report to take along included."""
        w = AuditTable(example=example)
        table = Table(scratch(w, blocked=["**/audit_table_auditor.js*"]))

        assert table.words == w.sentence()
        assert (
            table.verdicts() == w.report["verdict"].to_numpy().reshape(len(w.table), -1).T.tolist()
        )
        assert "audit_table_auditor.js" not in self.scripts(table.page)

    def test_the_first_hand(self, table):
        """A pointer over it or the focus in it is enough; an edit then is checked at once."""
        table.figure.dispatch_event("pointerenter")
        assert "audit_table_auditor.js" not in self.scripts(table.page)
        table.cell(0, "n").focus()
        table.page.wait_for_load_state("networkidle")
        assert "audit_table_auditor.js" in self.scripts(table.page)
        table.cell(0, "n").fill("11")

        cells = [dict(row) for row in AuditTable().table]
        cells[0]["n"] = "11"
        assert_page_equals_package(table, AuditTable(cells, n="11, 15"))

    def test_cells_that_cannot_be_read(self, scratch):
        """They have to be marked, so they are read."""
        table = Table(scratch(AuditTable([{"outcome": "hope", "mean_pre": "2,8"}])))

        expect(table.cell(0, "mean_pre")).to_have_attribute("aria-invalid", "true")

    def test_when_it_cannot_be_loaded(self, scratch):
        """No verdict stands there that may be wrong, and it is tried again."""
        table = Table(scratch(blocked=["**/audit_table_auditor.js*"]))
        table.cell(0, "n").fill("11")

        expect(table.figure.locator(".pp-result")).to_contain_text("could not be loaded")
        assert [] == table.verdicts()


class TestEqualsThePackage:
    """Sentence, matrix and report are those of `AuditTable` in Python."""

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize("example", table_examples())
    def test_examples(self, table, example):
        """Every example, with its caption."""
        table.choose(example)

        w = AuditTable(example=example)
        assert_page_equals_package(table, w)
        assert w.title() == table.figure.locator(".pp-caption").inner_text()
        assert w.table == table.shown()

    @pytest.mark.parametrize(("alpha", "n"), [(0.01, "11"), (0.2, ""), (0.001, "12 15;40")])
    def test_settings(self, table, alpha, n):
        """Another level and other stated n."""
        table.figure.locator('input[type="range"]').fill(str(alpha))
        table.figure.get_by_label("Further n").fill(n)

        assert_page_equals_package(table, AuditTable(alpha=alpha, n=n))

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize("seed", range(4))
    def test_random_tables(self, scratch, seed):
        """Tables from Python, true, miscopied and garbled, a row without cells included."""
        rng = np.random.default_rng([7, seed])
        rows = [row for _ in range(6) for row in random_table(rng)]
        w = AuditTable([{k: v for k, v in row.items() if v} for row in rows], n=(9, 21))

        assert_page_equals_package(Table(scratch(w)), w)

    def test_typed_letter_by_letter(self, table):
        """After every letter the figure is a fresh one's, though only one row was checked."""
        table.unfold()
        cells = [dict(row) for row in AuditTable().table]
        edits = [
            (0, "statistic", "3.125"),
            (5, "n", "11"),
            (2, "mean_post", "21,3"),
            (3, "outcome", "inadequate"),
            (4, "claim", ""),
            (1, "scale_max", "-1"),
        ]
        for row, column, text in edits:
            table.cell(row, column).fill("")
            for end in range(len(text) + 1):
                table.cell(row, column).fill(text[:end])
                cells[row][column] = text[:end]
                w = AuditTable(cells, n=(11, 15))
                assert table.words == w.sentence()
            assert_page_equals_package(table, w)

    def test_sentences_of_a_row(self, table):
        """Sentences, what follows and what is printed stand below, for one row or for all."""
        report = AuditTable().report
        fourth = report.iloc[3 * len(CHECKS) : 4 * len(CHECKS)]
        for value, wanted in [("3", fourth), ("all", report)]:
            table.figure.get_by_label("Sentences for").select_option(value)
            items = table.figure.locator(".pp-audit-list li")
            assert wanted["detail"].tolist() == items.locator("p:nth-child(2)").all_inner_texts()
            columns = {"expected": "What follows", "printed": "printed", "reading": "read"}
            said = [
                "; ".join(f"{words}: {line[name]}" for name, words in columns.items() if line[name])
                for line in wanted.to_dict("records")
            ]
            assert said == items.locator("p:nth-child(3)").evaluate_all(
                "a => a.map(e => e.textContent)"
            )

    def test_focus_chooses_the_row(self, table):
        """The row that is edited, or whose name is pressed, has its sentences shown."""
        title = table.figure.locator(".pp-audit-title")
        table.cell(4, "df").focus()
        assert "reassured self" == title.inner_text()
        table.button("hated self").click()
        assert "hated self" == title.inner_text()
        assert "true" == table.button("hated self").get_attribute("aria-pressed")


class TestNothingOfTheExample:
    """A table of one's own is judged by what it says itself."""

    OWN = (
        "outcome\tscoring\tM pre\tSD pre\tM post\tSD post\tt\tp\n"
        "anxiety\ttotal\t8.14\t4.20\t6.41\t3.50\t2.54\t.019\n"
    )

    def further(self, table):
        """The further n that stand in the field."""
        return table.figure.get_by_label("Further n").input_value()

    @pytest.mark.parametrize("by_hand", [False, True])
    def test_a_pasted_table(self, table, by_hand):
        """The example's further n go with the example, in the chapter's figure."""
        table.paste(0, "n", self.OWN) if by_hand else table.paste_panel(self.OWN)

        assert "" == self.further(table)
        assert "Your own table of 1 row." == table.figure.locator(".pp-caption").inner_text()
        assert_page_equals_package(table, AuditTable(read_table(self.OWN)))
        assert "inconsistent" not in {v for row in table.verdicts() for v in row}

    def test_on_an_embed_page(self, open_page):
        """And on the embed page."""
        table = Table(open_page("embed/audit-table.html"))
        table.paste_panel(self.OWN)

        assert "" == self.further(table)
        assert AuditTable(read_table(self.OWN)).sentence() == table.words

    def test_cells_without_a_header(self, table):
        """Rows pasted without names over the whole example take its further n away as well."""
        block = "hope\t20\t8.1\t4.2\t6.4\t3.5\t2.54\t\t\t\t\ttotal\n"
        table.paste_panel(block)

        assert "" == self.further(table)

    def test_typed_over(self, table):
        """They stay while rows of the example are there, named in the caption, and then go."""
        for row in range(5, 0, -1):
            table.figure.get_by_role("button", name=f"Remove row {row + 1}", exact=True).click()
            assert "11, 15" == self.further(table)
        table.unfold()
        for column in CODES:
            table.cell(0, column).fill("")

        assert "" == self.further(table)

    def test_what_a_reader_typed_goes_too(self, table):
        """A table of one's own takes its further n along; what went is said beside the field."""
        field = table.figure.get_by_label("Further n")
        field.fill("22, 30")
        table.paste_panel(self.OWN)

        assert "" == self.further(table)
        assert_page_equals_package(table, AuditTable(read_table(self.OWN)))
        told = table.page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
        assert "Those of the table before, 22, 30, went with it." == told.inner_text()
        field.fill("22")
        assert not told.is_visible()

    def test_typed_before_the_table(self, table):
        """Beside an empty table they are those of the table to come; mended, it keeps them."""
        table.choose("empty")
        table.figure.get_by_label("Further n").fill("22, 30")
        table.paste_panel(self.OWN)
        table.paste_panel(self.OWN.replace("4.20", "4.21"))

        assert "22, 30" == self.further(table)

    def test_the_last_row_removed(self, table):
        """With the last row of a table its further n go."""
        table.paste_panel(self.OWN)
        table.figure.get_by_label("Further n").fill("22")
        table.button("Remove row 1").click()

        assert "" == self.further(table)

    def test_a_link_without_n(self, scratch):
        """A link with a table and no n has none, whatever the page began with."""
        table = Table(scratch(fragment="#figure=audit-table&v=1&example=own&table=hope%0911"))

        assert "" == self.further(table)
        assert AuditTable([{"outcome": "hope", "n": "11"}]).sentence() == table.words


class TestNothingIsDropped:
    """What a paste holds is used, or named."""

    UNKNOWN = (
        "Measure\tN\tPretest M\tPretest SD\tPosttest M\tPosttest SD\tt-value\tdf\t"
        "Sig. (2-tailed)\tPage\tMood of the rater\n"
        "anxiety\t20\t18.35\t6.20\t22.10\t5.84\t2.51\t19\t.021\tp. 3\tgood\n"
        "worry\t20\t21.47\t7.10\t18.05\t6.60\t–1.92\t19\t.070\tp. 4\tbad\n"
    )
    SAID = "2 columns were not understood and not used: Page and Mood of the rater."

    def test_unknown_columns(self, table):
        """They are named before anything is said of the others, in both languages."""
        table.paste_panel(self.UNKNOWN)

        assert self.SAID in table.words
        assert_page_equals_package(table, AuditTable(read_printed(self.UNKNOWN)))

    def test_as_long_as_the_table(self, table):
        """An edit or a further row does not forget them; another table does."""
        table.paste_panel(self.UNKNOWN)
        table.cell(0, "df").fill("18")
        table.button("Add a row").click()
        assert self.SAID in table.words
        table.paste_panel(TABLE)
        assert "not understood" not in table.words
        table.paste_panel(self.UNKNOWN)
        table.choose("grim")
        assert "not understood" not in table.words

    def test_many_and_long_names(self, table):
        """Twelve are named, each with its first letters."""
        names = [f"{'n' * 60}{k}" for k in range(20)]
        lines = ["n", "df", *names], ["11", "10", *["x"] * 20]
        text = "".join("\t".join(line) + "\n" for line in lines)
        table.paste_panel(text)

        said = ", ".join(["n" * 40 + "…"] * 11)
        assert f"20 columns were not understood and not used: {said} and 9 more." in table.words
        assert AuditTable(read_printed(text)).sentence() == table.words


TABS = (
    "\tPretest\t\tPosttest\t\t\t\nOutcome\tM\tSD\tM\tSD\tt(df)\tp\n"
    "Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021\n"
)
SHAPES = {
    "Word or Excel": TABS,
    "CSV of another country": (
        "Skala;N;Vorher M;Vorher SD;Nachher M;Nachher SD;t;p\n"
        "Angst;20;18,35;6,20;22,10;5,84;2,51;,021\n"
    ),
    "Markdown": (
        "| Outcome | Pre M (SD) | Post M (SD) | t(19) | p |\n|---|---|---|---|---|\n"
        "| Anxiety | 18.35 (6.20) | 22.10 (5.84) | 2.51* | .021 |\n"
    ),
    "PDF": (
        "Outcome        Baseline         Follow-up        t      df    p\n"
        "               M (SD)           M (SD)\n"
        "Anxiety        18.35 (6.20)     22.10 (5.84)     2.51   19    .021\n"
    ),
    "sentences": (
        "Anxiety scores rose from M = 18.35 (SD = 6.20) to M = 22.10 (SD = 5.84), "
        "t(19) = 2.51, p = .021, d = 0.56.\n"
    ),
    "HTML": (
        "<table><thead><tr><th rowspan=2>Outcome</th><th colspan=2>Pre</th><th colspan=2>Post</th>"
        "<th rowspan=2>t</th><th rowspan=2>p</th></tr>"
        "<tr><th>M</th><th>SD</th><th>M</th><th>SD</th></tr></thead><tbody><tr><td>Anxiety</td><td>18.35</td><td>6.20</td><td>22.10</td>"
        "<td>5.84</td><td>2.51</td><td>.021</td></tr></tbody></table>\n"
    ),
}


class TestReadAsPrinted:
    """A table comes in as its source prints it, and is shown as understood."""

    def panel(self, table):
        """What says how it was read."""
        return table.figure.locator("details", has_text="How your table was read")

    def menu(self, table, place):
        """What the column of the source is taken for."""
        return self.panel(table).get_by_label(f"Column {place} is", exact=True)

    @pytest.mark.parametrize("shape", SHAPES)
    def test_by_keys_alone(self, scratch, shape):
        """From the box to the verdict on a phone, without a pointer; the figures are Python's."""
        page = scratch(viewport={"width": 360, "height": 664})
        table = Table(page)
        summary = table.figure.locator("summary", has_text="Bring in your own table")
        summary.press("Enter")
        page.keyboard.press("Tab")
        assert "TEXTAREA" == page.evaluate("document.activeElement.tagName")
        page.keyboard.insert_text(SHAPES[shape])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        table.settle()

        printed = read_printed(SHAPES[shape])
        w = AuditTable(printed)
        assert {"mean_pre": "18.35", "statistic": "2.51"}.items() <= w.table[0].items()
        assert_page_equals_package(table, w)
        assert self.panel(table).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        told = self.panel(table).inner_text()
        assert all(why.strip() in told.lower() for why in printed.columns["why"].str.lower())

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing(self, scratch, theme):
        """With a doubt, a note and cells that are not used, no rule of axe-core is broken."""
        table = Table(scratch(color_scheme=theme))
        table.paste_panel(
            "Outcome\tPre\tPost\tt\tdf\tp\tRater\nAnxiety\t18.35 (0.8)\t22.10 (0.7)\t2.5\t19"
            "\t.02\todd\nNote. The groups had 20 and 21 people.\n"
        )
        assert self.panel(table).get_by_label("can be read in more ways").is_visible()
        found = Axe().run(table.page, context=FIGURE, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_what_was_not_used(self, table):
        """Each such cell stands there with its place and the reason."""
        text = TABS.replace("\tp\n", "\tp\tRater\n").replace(".021\n", ".021\todd\n")
        table.paste_panel(text)

        assert "1 cell was not used" in self.panel(table).locator("summary").inner_text()
        left = self.panel(table).get_by_role("region", name="Cells not used")
        assert "Line 3, column 8, “odd”: its column was not understood." == left.inner_text()

    def test_a_column_is_told_otherwise(self, table):
        """By its menu: the table is read again, the menu keeps the focus, and a step leads back."""
        text = TABS.replace("\tp\n", "\tp\tRater\n").replace(".021\n", ".021\t0.56\n")
        table.paste_panel(text)
        before = table.shown()
        assert "not used" == self.menu(table, 8).locator("option:checked").inner_text()
        self.menu(table, 8).select_option("d")
        table.settle()

        assert self.menu(table, 8).evaluate("e => e === document.activeElement")
        w = AuditTable(read_printed(text, mapping={8: "d"}))
        assert "0.56" == w.table[0]["d"]
        assert_page_equals_package(table, w)
        assert "you said so" in self.panel(table).inner_text().lower()
        self.menu(table, 7).select_option("left out")
        assert_page_equals_package(table, AuditTable(read_printed(text, mapping={8: "d", 7: None})))
        table.button("Undo").click()
        table.button("Undo").click()
        assert before == table.shown()
        assert "" == self.menu(table, 8).input_value()

    def test_two_readings(self, table):
        """What a source leaves open is a choice, with what is taken for granted first."""
        text = "Outcome\tPre\tPost\tt\tdf\tp\nAnxiety\t18.35 (0.8)\t22.10 (0.7)\t2.5\t19\t.02\n"
        printed = read_printed(text)
        (other,) = printed.readings
        table.paste_panel(text)
        choice = self.panel(table).get_by_label("can be read in more ways")
        assert [printed.said, other.said] == choice.locator("option").all_inner_texts()
        assert_page_equals_package(table, AuditTable(printed))
        choice.select_option(other.said)

        assert_page_equals_package(table, AuditTable(other))

    def test_a_question(self, table):
        """What cannot be decided is asked; the last good table stays until it is answered."""
        text = "a\tb\tc\nhope\t2.8\t3.1\njoy\t1.9\t2.2\n"
        table.paste_panel(text)

        assert table.words.startswith("No column is understood:")
        assert table.words.endswith("The table stays as it was.")
        assert AuditTable().table == table.shown()
        self.menu(table, 2).select_option("mean_pre")
        w = AuditTable(read_printed(text, mapping={2: "mean_pre"}))
        assert_page_equals_package(table, w)
        self.menu(table, 3).select_option("mean_post")
        w = AuditTable(read_printed(text, mapping={2: "mean_pre", 3: "mean_post"}))
        assert_page_equals_package(table, w)

    def test_commas(self, table):
        """Commas that may be either are asked about, and answered."""
        text = "Outcome\tn\tM pre\tM post\nSteps\t1,234\t5,432\t6,543\n"
        table.paste_panel(text)
        choice = self.panel(table).get_by_label("What a comma in a number separates")
        choice.select_option("thousands")

        assert_page_equals_package(table, AuditTable(read_printed(text, decimal=".")))
        choice.select_option("decimals")
        assert "5.432" == table.cell(0, "mean_pre").input_value()

    @pytest.mark.parametrize("way", ["example", "start again", "link"])
    def test_gone_with_its_table(self, table, way):
        """No reading stands over another table."""
        table.paste_panel(TABS)
        if way == "example":
            table.choose("grim")
        elif way == "link":
            table.page.evaluate("location.hash = '#figure=audit-table&v=1&example=grim'")
            expect(table.figure.get_by_label("Example")).to_have_value("grim")
        else:
            table.choose("grim")
            table.button("Start again").click()

        assert not self.panel(table).is_visible()

    def test_a_file(self, table):
        """A file comes in by its button, or dropped; one of another program is refused."""
        table.figure.locator("summary", has_text="Bring in").click()
        field = table.figure.locator('input[type="file"]')
        w = AuditTable(read_printed(TABS))
        field.set_input_files({"name": "t.tsv", "mimeType": "text/plain", "buffer": TABS.encode()})
        expect(table.figure.locator(".pp-caption")).to_have_text("Your own table of 1 row.")
        assert_page_equals_package(table, w)

        word = b"PK\x03\x04\x14\xff\xfe"
        field.set_input_files({"name": "t.docx", "mimeType": "application/zip", "buffer": word})
        expect(table.figure.locator(".pp-result")).to_contain_text(
            "t.docx: byte 5 is not UTF-8; copy the table out of it, or save it as text in UTF-8."
        )
        assert w.table == table.shown()
        long = {"name": "t.csv", "mimeType": "text/csv", "buffer": b"1" * 1_000_001}
        field.set_input_files(long)
        expect(table.figure.locator(".pp-result")).to_contain_text("t.csv has 1000001 bytes")

    def test_html_that_cannot_be_read(self, table):
        """A table that is read in the text alone is read there."""
        script = """(cell, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            clipboardData.setData("text/html", "<table><tr><td><img></td></tr></table>");
            const given = { clipboardData, bubbles: true, cancelable: true };
            cell.dispatchEvent(new ClipboardEvent("paste", given));
        }"""
        table.cell(0, "df").evaluate(script, TABS)
        table.settle()

        assert_page_equals_package(table, AuditTable(read_printed(TABS)))

    def test_merged_cells_of_a_copied_table(self, table):
        """What is copied from a page has them in its HTML, which is read instead of its text."""
        table.cell(0, "df").evaluate(
            """(cell, html) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/plain", "Outcome\\tPre\\tPost\\nM\\tSD\\n");
                clipboardData.setData("text/html", html);
                const given = { clipboardData, bubbles: true, cancelable: true };
                cell.dispatchEvent(new ClipboardEvent("paste", given));
            }""",
            SHAPES["HTML"],
        )
        table.settle()

        assert_page_equals_package(table, AuditTable(read_printed(SHAPES["HTML"])))

    def test_when_it_cannot_be_loaded(self, scratch):
        """Without a network to the reader it says so, and the table stays."""
        table = Table(scratch(blocked=["**/audit_table_reading_panel.js*"]))
        table.paste_panel(TABS)

        assert table.words.startswith("A part of this figure could not be loaded")
        assert AuditTable().table == table.shown()


SCALE = ("n_items", "scoring", "scale_min", "scale_max")


class TestScale:
    """The figures stand first; the columns of their scale are folded away."""

    def test_in_sight(self, scratch):
        """Folded, a row of figures is as wide as the text, by Tab from the name to the claim."""
        page = scratch(viewport={"width": 1280, "height": 720})
        table = Table(page)
        frame = table.figure.locator(".pp-audit-frame")
        assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
        table.cell(0, "outcome").focus()
        seen = []
        for _ in range(10):
            seen.append(page.evaluate("document.activeElement.dataset.column"))
            page.keyboard.press("Tab")

        assert [column for column in CODES if column not in SCALE] == seen
        assert "Remove row 1" == page.evaluate("document.activeElement.textContent")

    def test_open(self, table):
        """A labelled switch opens them by key, and says how much is folded away."""
        switch = table.figure.get_by_role("checkbox", name="Columns of the scale")
        assert not table.cell(0, "scoring").is_visible()
        assert "(24 cells filled)" in table.figure.locator(".pp-switch").inner_text()
        switch.press("Space")
        table.cell(0, "scoring").fill("")
        assert "(23 cells filled)" in table.figure.locator(".pp-switch").inner_text()
        table.choose("statcheck")
        assert "(no cells filled)" in table.figure.locator(".pp-switch").inner_text()
        assert table.cell(0, "scoring").is_visible()

    def test_opened_by_what_they_hold(self, table, scratch):
        """A cell that cannot be read is not folded away, nor what was pasted beyond the claim."""
        table.paste(0, "outcome", "x\t" * 9 + "1\t12")
        assert table.cell(0, "scoring").is_visible()

        bad = Table(scratch(AuditTable([{"outcome": "hope", "scoring": "x"}])))
        expect(bad.cell(0, "scoring")).to_be_visible()

    def test_on_paper(self, table):
        """Printed with its chapter, nothing is folded away, and the verdicts have their names."""
        table.page.emulate_media(media="print")

        assert table.cell(0, "scoring").is_visible()
        assert table.figure.locator(".pp-matrix").get_by_text("hated self").is_visible()
        assert not table.figure.get_by_role("button", name="Remove row 1").is_visible()


class TestSizes:
    """A cross says how far off the figure is."""

    def test_in_the_matrix(self, table):
        """In the cell, and whole for a screen reader and in the sentences."""
        rows = [{"outcome": "hope", "n": "28", "df": "24"}, {"outcome": "joy", "n": "9", "df": "9"}]
        w = AuditTable(rows)
        table.paste_panel("outcome\tn\tdf\nhope\t28\t24\njoy\t9\t9\n")
        cells = table.figure.locator(".pp-matrix tbody tr").first.locator("td")

        assert ["alternative by 3", "inconsistent by 1"] == w.tables()[1][1].iloc[0, 1:].tolist()
        assert [
            "≈alternative by 3 units of the last digit",
            "✗inconsistent by 1 unit of the last digit",
        ] == cells.evaluate_all("all => all.map(e => e.textContent)")
        first = table.figure.locator(".pp-audit-list li").first
        assert "alternative by 3 units of the last digit" in first.inner_text()
        table.cell(0, "df").fill("27")
        assert "✓consistent" == cells.first.evaluate("e => e.textContent")


class TestConventions:
    """How the figures were printed is chosen in words."""

    CUT = "outcome\tdf\tt\tp\nhope\t28\t2.29\t.030\n"
    FIELDS: ClassVar = {
        "rounding": "Rounding", "sd": "Kind of SD", "tail": "Tails of p", "step": "Answers",
    }  # fmt: skip
    DECLARED: ClassVar = {"rounding": "truncate", "sd": "population", "tail": "one", "step": "0.5"}

    def field(self, table, name):
        """One of the four, in its part."""
        part = table.figure.locator("details", has_text="How the figures were printed")
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        return part.get_by_label(self.FIELDS[name])

    def values(self, table):
        """What each of the four is set to."""
        return {name: self.field(table, name).input_value() for name in self.FIELDS}

    @pytest.mark.parametrize(("name", "word"), DECLARED.items())
    def test_chosen(self, table, name, word):
        """The audit is the package's under the same convention, and one step leads back."""
        self.field(table, name).select_option(word)

        assert_page_equals_package(table, AuditTable(n="11, 15", **{name: word}))
        table.button("Undo").click()
        pd.testing.assert_frame_equal(AuditTable().report, table.report())

    def test_a_step_of_its_own(self, scratch):
        """What Python declares and no menu offers stands in the menu."""
        table = Table(scratch(AuditTable(load_outcomes(), step="100/3")))

        assert "100/3" == self.values(table)["step"]
        option = self.field(table, "step").locator("option:checked")
        assert "answers in steps of 100/3" == option.text_content()

    def test_another_table_is_read_as_usual(self, table):
        """They go with the table that they were declared for."""
        for name, word in self.DECLARED.items():
            self.field(table, name).select_option(word)
        table.paste_panel(self.CUT)

        assert {"rounding": "nearest", "sd": "sample", "tail": "any", "step": "1"} == self.values(
            table
        )
        assert_page_equals_package(table, AuditTable(read_table(self.CUT)))

    def test_in_a_link(self, table, scratch):
        """They come back, and an impossible one is refused in a sentence."""
        for name, word in self.DECLARED.items():
            self.field(table, name).select_option(word)
        table.page.wait_for_timeout(400)  # the address is written when the hand rests
        fragment = urlsplit(table.page.url).fragment

        assert self.DECLARED == self.values(Table(scratch(fragment=f"#{fragment}")))
        refused = Table(scratch(fragment=f"#{fragment.replace('=one', '=two-and-a-half')}"))
        assert (
            "tail would be \u201ctwo-and-a-half\u201d; it must be one of any, two" in refused.words
        )

    def test_in_the_report(self, table):
        """Whoever takes the report along has them too."""
        self.field(table, "rounding").select_option("truncate")
        (said,) = {line["read_as"] for line in csv.DictReader(io.StringIO(
            table.download("Download report (CSV)")
        ))}  # fmt: skip

        assert said.startswith("Read as cut off; SDs with n \N{MINUS SIGN} 1")


class TestBadCells:
    """A cell that cannot be read is marked and named, and spoils no other row."""

    def test_decimal_comma(self, table):
        """The cell is invalid and described by the package's sentence; mended, it is neither."""
        before = table.report()
        table.cell(3, "mean_pre").fill("19,3")

        said = (
            "Row 4 (inadequate self), Mean before: '19,3' has a comma; "
            "write the decimals with a point."
        )
        assert "true" == table.cell(3, "mean_pre").get_attribute("aria-invalid")
        described = table.cell(3, "mean_pre").get_attribute("aria-describedby")
        assert said == table.page.locator(f"[id='{described}']").inner_text()
        assert f"1 cell cannot be read: {said}" in table.words
        others = table.report().query("outcome != 'inadequate self' and check != 'sign'")
        assert before.loc[others.index].equals(others)

        table.cell(3, "mean_pre").fill("19.3")
        assert "false" == table.cell(3, "mean_pre").get_attribute("aria-invalid")
        assert table.report().equals(before)

    def test_bad_n(self, table):
        """An n that is none is named beside its field; the last good ones stay in force."""
        field = table.figure.get_by_label("Further n")
        words = table.words
        field.fill("11, 15, x")

        assert "true" == field.get_attribute("aria-invalid")
        described = table.page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
        assert described.inner_text().startswith("stated_n has 'x'; write whole numbers")
        assert words == table.words
        field.fill("11, 15")
        assert not described.is_visible()

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "</script>", "constructor"])
    def test_hostile_text(self, table, text):
        """Whatever is typed stays text."""
        table.unfold()
        count = table.figure.locator("*").count()
        for column in CODES:
            table.cell(0, column).fill(text)

        cells = [{**dict.fromkeys(CODES, text)}, *AuditTable().table[1:]]
        assert AuditTable(cells, n="11, 15").sentence() == table.words
        assert table.figure.locator("*").count() - count <= len(CODES)  # one sentence a cell
        assert 0 == table.figure.locator("img, script").count()


class TestPaste:
    """Rows from a spreadsheet."""

    def test_a_table_with_a_header(self, table):
        """A header, semicolons, other names: as `read_printed` reads it, panel and grid alike."""
        expected = AuditTable(read_printed(TABLE))
        table.paste_panel(TABLE)
        assert_page_equals_package(table, expected)

        table.choose("sleep")
        table.paste(0, "df", TABLE)
        assert expected.table == table.shown()

    def test_cells_without_a_header(self, table):
        """A block fills the grid from the cell on, and makes rows as it needs them."""
        table.paste(5, "mean_pre", "1.1\t2.2\n3.3\t4,4\r\n5.5\t")

        rows = table.shown()
        assert 8 == len(rows)
        assert ["1.1", "3.3", "5.5"] == [row["mean_pre"] for row in rows[5:]]
        assert ["2.2", "4,4"] == [row["sd_pre"] for row in rows[5:7]]
        assert "hated self" == rows[5]["outcome"]
        assert "'4,4' has a comma" in table.words

    def test_one_cell_is_pasted_as_anywhere(self, table):
        """Text without a tab or a line end is left to the input."""
        table.paste(0, "outcome", "hope; a scale, of mine")

        assert "self-compassion" == table.cell(0, "outcome").input_value()

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("t;n;T\n1;2;3\n", "Columns 1 and 3 both say statistic; say which is meant."),
            ("outcome\tn\n" + "x\t9\n" * 61, "The table has 61 rows; the figure takes 1 to 60."),
            ("\t".join("1" * 15), "Line 1 has 15 cells, and from here on there are 14 columns"),
            (
                "",
                "There is no table of figures in the source; give its lines as they were printed.",
            ),
            ("x" * 200_001, "The text has 200001 letters; the figure takes 200000 at the most."),
            (
                "PK\x03\x04\0\0x",
                "The source holds a NUL, which no text does; save it as text in UTF-8.",
            ),
        ],
    )
    def test_refused(self, table, text, said):
        """What cannot be taken on is said, and the table stays as it was."""
        table.paste_panel(text)

        assert said in table.words
        assert table.words.endswith("The table stays as it was.")
        assert AuditTable().table == table.shown()


class TestByHand:
    """Rows, keys and examples."""

    def test_add_and_remove(self, table):
        """Rows come and go, the focus stays near; the last one is emptied."""
        table.button("Add a row").click()
        assert table.cell(6, "outcome").evaluate("e => e === document.activeElement")
        table.page.keyboard.type("hope")
        assert "7 outcomes" in table.words
        for _ in range(7):
            table.figure.get_by_role("button", name=re.compile("^Remove")).first.click()

        assert [{}] == table.shown()
        assert "Nothing could be checked" in table.words
        assert "Remove row 1" == table.page.evaluate("document.activeElement.textContent")

    def test_add_a_column(self, table):
        """One of those that few tables print: it takes the focus, and its checks are made."""
        assert 0 == table.cell(0, "sd_change").count()
        table.figure.get_by_label("Add a column").select_option("SD change")
        assert table.cell(0, "sd_change").evaluate("e => e === document.activeElement")
        table.page.keyboard.type("1.17")
        cells = [dict(row) for row in AuditTable().table]
        cells[0]["sd_change"] = "1.17"

        assert_page_equals_package(table, AuditTable(cells, n="11, 15"))
        assert "t from change and its SD" in table.figure.locator(".pp-matrix").inner_text()

    def test_keys(self, table):
        """Tab goes from cell to cell, arrows and Enter up and down a column; letters replace."""
        table.cell(0, "sd_post").focus()
        table.page.keyboard.press("Tab")
        for key in ("ArrowDown", "Enter", "ArrowUp"):
            table.page.keyboard.press(key)
        table.page.keyboard.type("9.9")

        assert "9.9" == table.cell(1, "statistic").input_value()
        cells = [dict(row) for row in AuditTable().table]
        cells[1]["statistic"] = "9.9"
        assert_page_equals_package(table, AuditTable(cells, n="11, 15"))

    def test_whose_table(self, table):
        """Edited, a table is the reader's own; with the letter back, it is the example's again."""
        caption = table.figure.locator(".pp-caption")
        table.cell(0, "n").fill("11")
        whose = "The further n are those of this paper (Beaumont et al. 2021)."
        assert f"Your own table of 6 rows. {whose}" == caption.inner_text()
        assert "own" == table.figure.get_by_label("Example").input_value()
        table.cell(0, "n").fill("10")
        assert AuditTable().title() == caption.inner_text()

    def test_start_again(self, table):
        """One button brings back what was loaded last."""
        table.choose("statcheck")
        table.cell(0, "df").fill("3")
        table.button("Add a row").click()
        table.figure.locator('input[type="range"]').fill("0.1")
        table.button("Start again").click()

        assert_page_equals_package(table, AuditTable(example="statcheck"))

    def test_quiet_while_typing(self, table):
        """A screen reader hears where the typing led, not every letter, in twelve words at most."""
        live = table.figure.locator("[aria-live]")
        table.cell(0, "df").focus()
        table.cell(0, "df").fill("9")
        assert live.inner_text() == ""

        expect(live).to_have_text("6 outcomes, 5 at odds. Row 1: nothing at odds.")
        assert len(live.inner_text().split()) <= 12

    def test_a_flip_is_heard(self, scratch):
        """That a table fits no longer is told as a flip, and sign and words change together."""
        row = AuditTable().page_state()["table"][0] | {"df": "9"}
        table = Table(scratch(AuditTable([row])))
        headline, live = (table.figure.locator(what) for what in (".pp-headline", "[aria-live]"))
        expect(headline).to_have_text("✓1 outcome · nothing at odds")
        table.cell(0, "df").fill("12")
        expect(headline).to_have_text("✗1 outcome · 1 at odds")
        expect(live).to_have_text("1 outcome, now 1 at odds. Row 1: 1 check at odds.")

    def test_a_keystroke_fits_a_frame(self, table):
        """From the key to the forced layout it takes less than a frame of 16 ms, in the median."""
        times = table.page.evaluate(
            """() => {
                const cells = [...document.querySelectorAll(".pp-audit-cell input")];
                return cells.flatMap((cell) => [cell.value + "1", cell.value].map((text) => {
                    const start = performance.now();
                    cell.value = text;
                    cell.dispatchEvent(new Event("input", { bubbles: true }));
                    document.body.getBoundingClientRect();
                    return performance.now() - start;
                }));
            }"""
        )

        assert np.median(times) < 16


class TestFiles:
    """What a reader takes along."""

    def test_no_cell_runs(self, table):
        """A cell that a spreadsheet would run is text in both files; numbers stay numbers."""
        for row, text in enumerate(
            ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=2", '=HYPERLINK("x")']
        ):
            table.cell(row, "outcome").evaluate(
                "(e, text) => { e.value = text; "
                "e.dispatchEvent(new Event('input', {bubbles: true})); }",
                text,
            )
        table.cell(0, "pvalue").fill("= .01")
        for name in ("Download report (CSV)", "Download table (CSV)"):
            cells = [
                cell for line in csv.reader(io.StringIO(table.download(name))) for cell in line
            ]
            number = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
            bad = [c for c in cells if re.match(r"\s*[=+@-]", c) and not number.fullmatch(c)]
            assert [] == bad
            assert "-3.125" in cells
            assert "'=1+1" in cells

    def test_the_table_comes_back(self, table):
        """`read_table` reads the downloaded table, and the audit is the same."""
        table.cell(0, "outcome").fill('hope, "all" of it')
        table.cell(0, "pvalue").fill("= .01")
        text = table.download("Download table (CSV)")

        report = audit(read_table(text), n=(11, 15))
        pd.testing.assert_frame_equal(report, table.report())


class TestReport:
    """What was found, to take along, with how the table was read and what was not checked."""

    TEXT = (
        "outcome\tn\tdf\tt\tp\tRemark\tM pre\n"
        "<b>hope</b>\t28\t24\t2.2\t.04\todd\t2.8\njoy\t9\t\t\t\t\t\n"
    )

    def opened(self, table):
        """The page that opens."""
        with table.page.context.expect_page() as page:
            table.button("Open report to print").click()
        page.value.wait_for_load_state()
        return page.value

    def test_a_page_to_print(self, table):
        """It opens under the strict policy and says all that was found, and all that was not."""
        table.paste_panel(self.TEXT)
        table.figure.get_by_label("Further n").fill("28, 30")
        table.cell(0, "mean_pre").fill("2,8")
        printed = read_printed(self.TEXT)
        printed.table.loc[0, "mean_pre"] = "2,8"
        w = AuditTable(printed, n="28, 30")
        page = self.opened(table)
        text = page.locator("main").inner_text()

        assert table.words == w.sentence()
        assert all(sentence in text for sentence in findings(w.report)["sentence"])
        assert all(detail in text for detail in w.report["detail"])
        assert "α = .05" in text
        assert "Further n that the text states: 28, 30." in text
        assert "Columns not used: Remark." in text
        assert "Row 1 (<b>hope</b>), mean_pre: '2,8' has a comma" in text
        assert 0 == page.locator("b").count()
        lines = page.locator("table:has(th:text-is('Verdict')) tbody tr")
        assert (w.report["verdict"] != "untestable").sum() == lines.count()
        fewer = "the figures describe 28 people, of whom 25 were tested"
        assert [
            f"alternative by 3 units of the last digit, read {fewer}",
            "consistent, read two-tailed",
        ] == [lines.nth(i).locator("td").first.inner_text() for i in (0, 1)]

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_it_can_be_read(self, scratch, theme):
        """No rule of axe-core is broken."""
        page = self.opened(Table(scratch(color_scheme=theme)))
        found = Axe().run(page, options=AXE).response["violations"]

        assert [] == [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]

    def test_where_no_tab_opens(self, table):
        """It comes as a file."""
        table.page.evaluate("window.open = () => null")

        assert "What was not checked" in table.download("Open report to print")

    def test_the_file_says_how_it_was_read(self, table):
        """Level, further n and what was not used stand in each line."""
        table.paste_panel(self.TEXT)
        table.figure.get_by_label("Further n").fill("28, 30")
        file = pd.read_csv(io.StringIO(table.download("Download report (CSV)")), dtype="str")

        assert ["0.05"] == file["alpha"].unique().tolist()
        assert ["28, 30"] == file["further_n"].unique().tolist()
        assert ["Remark"] == file["columns_not_used"].unique().tolist()
        assert (
            file["read_as"]
            .str.startswith("Read as rounded to nearest, a tie either way; SDs with n − 1")
            .all()
        )


class TestLinks:
    """State in the part of the address that no server sees."""

    def _copied(self, table, button=None):
        table.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        table.button("Copy link").click()
        if button:
            table.button(button).click()
        expect(table.figure.locator(".pp-share-note")).to_contain_text("Link copied")
        return "#" + urlsplit(table.page.evaluate("navigator.clipboard.readText()")).fragment

    def test_an_example(self, table, scratch):
        """Example, level and further n come back."""
        table.choose("statcheck")
        table.figure.locator('input[type="range"]').fill("0.1")
        table.figure.get_by_label("Further n").fill("29")
        again = Table(scratch(fragment=self._copied(table)))

        assert_page_equals_package(again, AuditTable(example="statcheck", alpha=0.1, n="29"))

    def test_a_typed_table(self, table, scratch):
        """It enters a link only after a choice, and then comes back, odd letters included."""
        table.cell(0, "outcome").fill("SECRET &=#%+ \u00fc")
        table.cell(1, "pvalue").fill("2,8")
        table.page.wait_for_timeout(400)
        assert "SECRET" not in table.page.url
        words = table.words

        without = self._copied(table, "Copy link without it")
        assert "SECRET" not in without
        assert "empty" == dict(parse_qsl(without[1:]))["example"]
        again = Table(scratch(fragment=self._copied(table, "Copy link with my table")))
        assert table.shown() == again.shown()
        assert words == again.words

    def test_a_table_from_python(self, scratch):
        """A table that the page was made with is no secret."""
        w = AuditTable(load_outcomes().head(2), n=11)
        again = Table(scratch(fragment=self._copied(Table(scratch(w)))))

        assert w.sentence() == again.words

    def test_a_row_of_too_many_cells(self, scratch):
        """A row that Python could not part comes back with its sentence."""
        w = AuditTable(read_table("outcome,n,mean_pre\nhope,11,2,8\njoy,12,3.1\n"))
        again = Table(scratch(fragment=self._copied(Table(scratch(w)))))

        assert w.sentence() == again.words
        assert "has 4 cells for 3 columns" in again.words

    def test_the_address_follows(self, table):
        """After another choice the address holds it, so a reload keeps it."""
        table.choose("grim")
        table.page.wait_for_url(re.compile("example=grim"))
        table.page.reload()

        assert AuditTable(example="grim").sentence() == Table(table.page).words

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ("example=nap", "There is no example called “nap”."),
            ("example=__proto__", "There is no example called “__proto__”."),
            ("alpha=2", "α would be 2; it lies from .001 to .2."),
            ("n=11,x", "stated_n has 'x'"),
            ("example=own&table=" + "x%0A" * 60, "The table has 61 rows"),
            (
                "example=own&table=" + "x" * 20001,
                "its “table” has 20001 letters; 20000 are the most",
            ),
        ],
    )
    def test_bad_links(self, scratch, fields, said):
        """What a link cannot mean is said, and the figure stays as it was."""
        table = Table(scratch(fragment=f"#figure=audit-table&v=1&{fields}"))

        assert f"This link cannot be shown: {said}" in table.words
        assert AuditTable().table == table.shown()

    def test_hostile_link(self, scratch):
        """A link's cells are text."""
        fields = "example=own&table=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E%0911"
        table = Table(scratch(fragment=f"#figure=audit-table&v=1&{fields}"))

        assert [{"outcome": "<img src=x onerror=alert(1)>", "n": "11"}] == table.shown()
        assert 0 == table.figure.locator("img").count()


@pytest.fixture
def given(scratch):
    """Return a function that draws the figure as a live front end does; the page holds `model`."""

    def draw(w):
        page = scratch(w)
        Table(page)
        page.evaluate(
            """async (figure) => {
                const script = document.querySelector('script[src*="host.js"]').src;
                const { pageModel } = await import(script);
                const widget = await import(new URL("audit_table.js", script.split("?")[0]));
                const old = document.querySelector(figure);
                window.model = pageModel(JSON.parse(old.dataset.state));
                const el = document.createElement("div");
                window.undo = widget.default.render({ model, el });
                old.replaceChildren(el);
            }""",
            FIGURE,
        )
        return Table(page)

    return draw


def tell(table, state):
    """Change the model as Python does, and let the figure take it in."""
    table.page.evaluate("(s) => { for (const key in s) model.set(key, s[key]); }", state)
    table.page.wait_for_timeout(50)


class TestWithPython:
    """In a live front end the state is Python's too."""

    def test_python_hears(self, given):
        """An edit reaches the model as plain text, and Python takes it as its table."""
        table = given(AuditTable())
        table.cell(0, "statistic").fill("<3")
        state = table.page.evaluate(
            "['table', 'example', 'private'].map((name) => model.get(name))"
        )
        w = AuditTable(state[0], n="11, 15")

        assert ["own", True] == state[1:]
        assert w.sentence() == table.words

    def test_python_tells(self, given):
        """Another table from Python is shown; there are no links in a notebook."""
        table = given(AuditTable())
        w = AuditTable(example="statcheck", alpha=0.1)
        tell(table, {"table": w.table, "stated_n": "", "example": "statcheck", "alpha": 0.1})

        assert_page_equals_package(table, w)
        assert 0 == table.button("Copy link").count()

    def test_what_cannot_be_shown(self, given):
        """It is said, and the last good table stays and goes on."""
        table = given(AuditTable())
        tell(table, {"table": []})
        assert "The table has 0 rows; the figure takes 1 to 60." in table.words

        table.cell(0, "n").fill("11")
        assert "6 outcomes" in table.words
        assert 6 == table.page.evaluate("model.get('table').length")

    def test_taken_away(self, given):
        """Once it is gone, the figure listens to nothing any more."""
        table = given(AuditTable())
        words = table.words
        table.page.evaluate("undo()")
        tell(table, {"table": [{}]})

        assert words == table.words


def choose(table, outcome):
    """Choose an example."""
    table.choose({"hope": "this paper", "joy": "grim"}[outcome])


def type_own(table, outcome):
    """Type one's own over an empty table."""
    table.choose("empty")
    table.cell(0, "outcome").fill(outcome)
    table.cell(0, "mean_pre").fill("2,8")


def paste(table, outcome):
    """Paste a table, one of whose columns is not known."""
    table.paste_panel(f"outcome\tn\tPretest M\n{outcome}\t{len(outcome)}0\t2.8\n")


def follow(table, outcome):
    """Follow a link to a table."""
    fields = f"example=own&n={len(outcome)}9&table={outcome}%09{len(outcome)}1"
    anew = "(to) => { history.replaceState(null, '', '#'); location.hash = to; }"
    table.page.evaluate(anew, f"figure=audit-table&v=1&{fields}")
    expect(table.cell(0, "outcome")).to_have_value(outcome)


def set_in_python(table, outcome):
    """Set a table in Python."""
    w = AuditTable()
    w.table = [{"outcome": outcome, "df": f"{len(outcome)}2"}]
    tell(table, w.page_state())


def soil(table):
    """Leave at a table all that may belong to one."""
    table.paste_panel("")  # refused
    table.button("Add a row").click()
    table.cell(0, "df").fill("1,5")
    field = table.figure.get_by_label("Further n")
    field.fill("12, 40")
    table.cell(1, "outcome").focus()
    field.fill("12, x")


def seen(table):
    """What a reader finds of a table's own, and after starting again."""
    found = []
    for again in (False, True):
        if again:
            table.cell(0, "sd_pre").fill("9")
            table.button("Start again").click()
        field = table.figure.get_by_label("Further n")
        found += [
            table.words,
            table.shown(),
            table.figure.locator(".pp-caption").inner_text(),
            table.figure.get_by_label("Example").input_value(),
            table.figure.locator(".pp-audit-title").inner_text(),
            table.figure.locator(".pp-audit-problems").all_inner_texts(),
            (field.input_value(), field.get_attribute("aria-invalid")),
        ]
    return found


class TestReplaced:
    """Whatever replaces the table replaces all that belonged to it."""

    def check(self, ways, new_table):
        """After every way to a table there is what a figure has that had no other before."""
        fresh = {}
        for after in ways:
            choose(table := new_table(), "hope")
            table.choose("empty")
            after(table, "joy")
            fresh[after] = seen(table)
        table = new_table()
        for before in ways:
            for after in ways:
                before(table, "hope")
                soil(table)
                after(table, "joy")
                undo = table.button("Undo").get_attribute("aria-disabled")
                pair = (before.__name__, after.__name__)
                assert (pair, fresh[after]) == (pair, seen(table))
                assert (pair, str(after in {follow, set_in_python}).lower()) == (pair, undo)

    def test_every_pair_on_a_page(self, scratch):
        """Example, own, paste and link."""
        self.check([choose, type_own, paste, follow], lambda: Table(scratch()))

    def test_every_pair_with_python(self, given):
        """Example, own, paste and Python."""
        self.check([choose, type_own, paste, set_in_python], lambda: given(AuditTable()))

    def test_a_paste_is_a_step(self, table):
        """What a paste took away comes back with the table before."""
        table.figure.get_by_label("Further n").fill("22, 30")
        before = table.shown()
        paste(table, "joy")
        table.button("Undo").click()

        assert before == table.shown()
        assert "22, 30" == table.figure.get_by_label("Further n").input_value()
