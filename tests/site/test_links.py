"""Links to a figure in a state: those handed out once go on working, broken ones are told."""

import hashlib
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, quote

import pytest
from figures import ALL_NAMES, NAMES, alive, places, shown, words
from playwright.sync_api import expect

import state_links
from twowaves.widgets import ClassData

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
# for each field of every figure a value that it cannot have, and what is said of it
NO_VALUES = {
    "audit-table": {
        "alpha": "α would be {}; it lies from .001 to .2",
        "example": "There is no example called {}",
    },
    "limitations-lab": {
        **{
            name: name + " would be {}; it is a whole number from"
            for name in ("n", "outcomes", "seed")
        },
        **{
            name: name + " would be {}; it is a number from"
            for name in ("true_change", "history", "desirability", "selected", "drop_out")
        },
        "tails": "tails would be {}; it must be one of two, one",
        "correction": "correction would be {}; it must be one of none, holm",
        **{name: name + " would be {}; it must be true or false" for name in ("control", "skewed")},
    },
    "paired-explorer": {
        "alpha": "α would be {}; it lies from .001 to .2",
        "alternative": "The alternative would be {}; it is two-sided, greater or less",
        "preset": "there is no example called {}",
        **{
            name: f"number 1 of its “{name}” is {{}}; it takes numbers with commas between them"
            for name in ("pre", "post", "out")
        },
    },
    "reconstruction-browser": {
        "outcome": "the outcome would be {}; it must be one of",
        "n": "n would be {}; for inadequate self it is",
        "which": "the data set would be number {}; there are 20",
        "tails": "tails would be {}; it must be one of two, one",
    },
    "reported-tests": {
        "n": "n would be {}; it is a whole number from 9 to 15",
        "alpha": "α would be {}; it lies from .001 to .2",
        "tails": "tails would be {}; it must be one of two, one",
        "correction": "correction would be {}; it must be one of none, holm, bh",
        "reading": "reading would be {}; it must be one of rounded, threshold",
    },
    "score-sheet": {
        "instrument": "There is no instrument called {}",
        "missing": "missing would be {}; it must be one of strict, prorate",
        "max": "The share that may be missing would be {}; it lies from 0 to 1",
        "outside": "out_of_range would be {}; it must be one of missing, raise",
        "bands": "bands would be {}; it must be one of guide, paper, handout",
        "offered": "offered would be {}; it must be yes or no",
    },
    "three-systems": {
        **{
            name: name + " would be {}; it is a whole number from 0 to 10"
            for name in ("threat", "drive", "soothing")
        },
        "scene": "there is no scene called {}",
        "part": "there is no part called {}",
    },
}
ODD = ["abc", "NaN", "Infinity", "1e999", "0x0.1", "1_0", ".1e-0001", "\u0665", "9" * 30 + "x" * 30]
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


OF_THIS_BOOK = [link for link in LINKS if figure_in(link["fragment"]) in NAMES]


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
        assert ALL_NAMES == sorted({figure_in(link["fragment"]) for link in LINKS})

    def test_those_of_the_guide(self):
        """What the instructor guide hands out is in the list, with the same words."""
        entries = state_links.misconceptions(state_links.SOURCE.read_text(encoding="utf-8"))
        guide = {entry.fragment: entry.says for entry in entries}

        assert guide.items() <= {link["fragment"]: link["shows"] for link in LINKS}.items()

    @pytest.mark.sweep(12)
    @pytest.mark.parametrize("place", [0, 1], ids=["chapter", "embed"])
    @pytest.mark.parametrize("link", OF_THIS_BOOK, ids=lambda link: fingerprint(link["fragment"]))
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
    assert figure.locator(".pp-result :is(script, img, b)").count() == 0
    assert figure.locator('[aria-live="polite"]').count() == 1


class TestBroken:
    """Links that no figure can open."""

    @pytest.mark.sweep(5)
    @pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES)
    @pytest.mark.parametrize("name", NAMES)
    def test_values(self, tab, defaults, name, value):
        """A value that no figure takes is answered with the default state and a sentence."""
        field = FIELDS[name].split("=")[0]

        assert_told(tab(name, f"figure={name}&v=1&{field}={value}"), defaults[name])

    @pytest.mark.sweep(5)
    @pytest.mark.parametrize("value", ODD)
    @pytest.mark.parametrize("name", NO_VALUES)
    def test_what_it_has_is_said(self, tab, defaults, name, value):
        """Whatever text stands where none can be shown is repeated, with what would be shown."""
        short = f"“{value[:40]}…”" if len(value) > 40 else f"“{value}”"
        figure = tab(name)
        for field, sentence in NO_VALUES[name].items():
            figure.page.evaluate("location.hash = 'about'")
            figure.page.evaluate(f"location.hash = 'figure={name}&v=1&{field}={quote(value)}'")

            expect(figure.locator(".pp-result")).to_contain_text(sentence.format(short))
            assert_told(figure, defaults[name])

    @pytest.mark.sweep(5)
    @pytest.mark.parametrize("fields", BAD_FIELDS.values(), ids=BAD_FIELDS)
    @pytest.mark.parametrize("name", NAMES)
    def test_fields(self, tab, defaults, name, fields):
        """Unknown or doubled fields and other versions are answered in the same way."""
        assert_told(tab(name, f"figure={name}&{fields}"), defaults[name])

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize("name", NAMES)
    def test_doubled(self, tab, defaults, name):
        """A field that stands there twice is told, also where both values are good and alike."""
        good = FIELDS[name]
        figure = tab(name, f"figure={name}&v=1&{good}&{good}")

        assert_told(figure, defaults[name])
        assert f"it has “{good.split('=')[0]}” twice" in words(figure)

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize(
        "start", ["figure=nobody&v=1", "v=1", "figure=<script>&v=1", "figure="]
    )
    @pytest.mark.parametrize("name", NAMES)
    def test_nobodys(self, tab, defaults, name, start):
        """A link to a figure that is not on the page is answered by the one that is."""
        assert_told(tab(name, start), defaults[name])

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize("name", [name for name in NAMES if name != "class-data"])
    def test_after_a_good_one(self, tab, defaults, name):
        """A broken link in place of a good one leads back to the default state, too."""
        figure = tab(name, f"figure={name}&v=1&{FIELDS[name]}")
        assert not words(figure).startswith("This link")
        figure.page.evaluate(f"location.hash = 'figure={name}&v=2'")

        expect(figure.locator(".pp-result")).to_contain_text("it is of version “2”")
        assert_told(figure, defaults[name])

    @pytest.mark.sweep(3)
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

        expect(figure.locator(".pp-result")).to_contain_text("it has “csv”")
        assert figure.locator(".pp-caption").inner_text() == "Answers from ours.csv."
        assert figure.page.evaluate("location.hash") == ""
