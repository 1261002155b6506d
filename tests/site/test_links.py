"""Links to a figure in a state: those handed out once go on working, broken ones are told."""

import hashlib
import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from figures import NAMES, alive, places, shown, words
from playwright.sync_api import expect

import state_links
from prepost.widgets import ClassData

HERE = Path(__file__).parent
LINKS = tomllib.loads((HERE / "links.toml").read_text(encoding="utf-8"))["link"]
HANDED_OUT = (HERE / "links-handed-out.txt").read_text(encoding="utf-8").split()
# a field of each figure that takes a number, and a good value of it; class-data has no state
FIELDS = {
    "audit-table": "alpha=0.01",
    "class-data": "csv=1",
    "limitations-lab": "n=20",
    "paired-explorer": "alpha=0.01",
    "reconstruction-browser": "which=2",
    "reported-tests": "n=10",
    "score-sheet": "max=0.5",
    "three-systems": "threat=1",
}
BAD_VALUES = {
    "script": "<script>alert(1)</script>",
    "encoded script": "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "not a number": "NaN",
    "infinite": "Infinity",
    "overflow": "1e999",
    "a thousand million": "1000000000",
    "negative": "-1",
    "prototype": "__proto__",
    "100 kB": "9" * 100_000,
    "cut percent": "%",
    "no letter": "%E0%A4%A",
    "zero byte": "%00",
}
BAD_FIELDS = {
    "unknown": "v=1&foo=1",
    "prototype": "v=1&__proto__=1",
    "constructor": "v=1&constructor=1",
    "future": "v=2",
    "no version": "",
    "empty version": "v=",
    "hostile version": "v=<b>1</b>",
    "two versions": "v=1&v=1",
}


def fingerprint(fragment):
    return hashlib.sha256(fragment.encode()).hexdigest()[:16]


def figure_in(fragment):
    return parse_qs(fragment)["figure"][0]


class TestHandedOut:
    """The list of links that were handed out once."""

    def test_none_is_removed(self):
        """Every link of which there is a fingerprint is still in the list, and each has one."""
        listed = {fingerprint(link["fragment"]): link["fragment"] for link in LINKS}

        assert [line for line in HANDED_OUT if line not in listed] == [], "a link was removed"
        missing = {line: link for line, link in listed.items() if line not in HANDED_OUT}
        assert missing == {}, "add these fingerprints to links-handed-out.txt"

    def test_every_figure(self):
        """The list has links to every figure."""
        assert NAMES == sorted({figure_in(link["fragment"]) for link in LINKS})

    def test_those_of_the_guide(self):
        """What the instructor guide hands out is in the list, with the same words."""
        entries = state_links.misconceptions(state_links.SOURCE.read_text(encoding="utf-8"))
        guide = {entry.fragment: entry.says for entry in entries}

        assert guide.items() <= {link["fragment"]: link["shows"] for link in LINKS}.items()

    @pytest.mark.parametrize("place", [0, 1], ids=["chapter", "embed"])
    @pytest.mark.parametrize("link", LINKS, ids=lambda link: fingerprint(link["fragment"]))
    def test_it_opens_what_it_opened(self, open_page, link, place):
        """The figure says what it said when the link was handed out."""
        name = figure_in(link["fragment"])
        figure = alive(open_page(f"{places(name)[place]}#{link['fragment']}"), name)

        assert link["shows"] in words(figure)


@pytest.fixture(scope="module")
def tab(open_module_page):
    """Return a function that opens a link to a figure's embed page anew, always in one tab."""
    page = open_module_page("embed/class-data.html")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    base = page.url.removesuffix("class-data.html")

    def opened(name, fragment=""):
        page.goto("about:blank")
        page.goto(f"{base}{name}.html#{fragment}")
        return alive(page, name)

    return opened


@pytest.fixture(scope="module")
def defaults(tab):
    """Return what each figure shows without a link."""
    return {name: shown(tab(name)) for name in NAMES}


def assert_told(figure, default):
    """The figure is as without a link, and says why in its polite region, as text."""
    said = words(figure)
    assert said.startswith("This link cannot be shown: ")
    assert len(said) < 400
    assert said.split(". ", 1)[1] in {
        "The figure is shown as without a link.",
        "What is shown stayed as it was.",  # class data: a loaded file is not thrown away
    } or said.split(". ", 1)[1].startswith("The figure shows t(10) = 3.13")
    assert default == shown(figure)
    assert figure.locator("[aria-live] :is(script, img, b)").count() == 0
    assert figure.locator('[aria-live="polite"]').count() == 1


class TestBroken:
    """Links that no figure can open."""

    @pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES)
    @pytest.mark.parametrize("name", NAMES)
    def test_values(self, tab, defaults, name, value):
        """A value that no figure takes is answered with the default state and a sentence."""
        field = FIELDS[name].split("=")[0]

        assert_told(tab(name, f"figure={name}&v=1&{field}={value}"), defaults[name])

    @pytest.mark.parametrize("fields", BAD_FIELDS.values(), ids=BAD_FIELDS)
    @pytest.mark.parametrize("name", NAMES)
    def test_fields(self, tab, defaults, name, fields):
        """Unknown or doubled fields and other versions are answered in the same way."""
        assert_told(tab(name, f"figure={name}&{fields}"), defaults[name])

    @pytest.mark.parametrize("name", NAMES)
    def test_doubled(self, tab, defaults, name):
        """A field that stands there twice is told, also where both values are good and alike."""
        good = FIELDS[name]
        figure = tab(name, f"figure={name}&v=1&{good}&{good}")

        assert_told(figure, defaults[name])
        assert f"it has “{good.split('=')[0]}” twice" in words(figure)

    @pytest.mark.parametrize(
        "start", ["figure=nobody&v=1", "v=1", "figure=<script>&v=1", "figure="]
    )
    @pytest.mark.parametrize("name", NAMES)
    def test_nobodys(self, tab, defaults, name, start):
        """A link to a figure that is not on the page is answered by the one that is."""
        assert_told(tab(name, start), defaults[name])

    @pytest.mark.parametrize("name", [name for name in NAMES if name != "class-data"])
    def test_after_a_good_one(self, tab, defaults, name):
        """A broken link in place of a good one leads back to the default state, too."""
        figure = tab(name, f"figure={name}&v=1&{FIELDS[name]}")
        assert not words(figure).startswith("This link")
        figure.page.evaluate(f"location.hash = 'figure={name}&v=2'")

        expect(figure.locator("[aria-live]")).to_contain_text("it is of version “2”")
        assert_told(figure, defaults[name])

    @pytest.mark.parametrize("name", NAMES)
    def test_on_the_chapter_page(self, open_page, name):
        """The chapter's figure says the same."""
        figure = alive(open_page(f"{places(name)[0]}#figure={name}&v=2&foo=%3Cb%3E"), name)

        assert (
            "This link cannot be shown: it is of version “2”; this page reads version 1."
            in words(figure)
        )

    def test_a_headings_name_is_no_link(self, tab):
        """A place on a page is not taken for a link to a figure."""
        assert "This link" not in words(tab("reported-tests", "reported-tests"))

    def test_class_data_keeps_a_loaded_file(self, tab):
        """A broken link does not throw away what somebody loaded, and leaves the address."""
        figure = tab("class-data")
        file = {"name": "ours.csv", "mimeType": "text/csv", "buffer": ClassData().csv.encode()}
        figure.locator('input[type="file"]').set_input_files(file)
        expect(figure.locator(".pp-caption")).to_have_text("Answers from ours.csv.")
        figure.page.evaluate("location.hash = 'figure=class-data&v=1&csv=1'")

        expect(figure.locator("[aria-live]")).to_contain_text("it has “csv”")
        assert figure.locator(".pp-caption").inner_text() == "Answers from ours.csv."
        assert figure.page.evaluate("location.hash") == ""
