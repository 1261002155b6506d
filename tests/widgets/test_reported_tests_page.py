"""The reported tests on the built page: every setting equals the package's."""

import html
import itertools
import re

import numpy as np
import pytest
from modules import asker
from playwright.sync_api import expect
from scipy import stats

from twowaves.widgets import ReportedTests

CHAPTER = "notebooks/replication.html"
ALONE = "embed/reported-tests.html"  # a page that opens in half the time
FIGURE = 'figure[data-widget="reported-tests"]'


class Figure:
    """The figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        return self.figure.locator(".pp-result").inner_text()

    def slider(self, i):
        return self.figure.locator('input[type="range"]').nth(i)

    def lines(self):
        """The table's cells, row by row."""
        rows = self.figure.locator("tbody tr").all()
        return [row.locator("th, td").all_inner_texts() for row in rows]


@pytest.fixture
def figure(open_page):
    """The chapter's figure on its own page, freshly loaded."""
    return Figure(open_page(ALONE))


@pytest.fixture(scope="module")
def module(open_module_page, site):
    """Return a function that asks one of the page's modules."""
    return asker(open_module_page(ALONE), site)


def test_every_combination_of_settings(module, part_of):
    """For every n, tail, correction, reading and level the page's verdicts are the package's."""
    settings = [
        {"n": n, "tails": tails, "alpha": alpha, "correction": correction, "reading": reading}
        for n, tails, alpha, correction, reading in itertools.product(
            range(9, 16), ("two", "one"), (0.001, 0.01, 0.05, 0.1, 0.2), ("none", "holm", "bh"),
            ("rounded", "threshold"),
        )
    ]  # fmt: skip
    settings = part_of(settings, 100)
    computed = module(
        "widgets/reported_tests/figure",
        "(all, m, { rows }) => all.map((state) => m.reported(rows, state))",
        settings,
    )

    for state, tests in zip(settings, computed, strict=True):
        expected = ReportedTests(**state).result
        assert [test["outcome"] for test in tests] == expected["outcome"].tolist()
        for name in ("significant", "claimed", "fits"):
            assert [test[name] for test in tests] == expected[name].tolist(), state
        found = [test["adjusted"] for test in tests]
        np.testing.assert_allclose(found, expected["adjusted"], rtol=1e-10)


def test_correction_of_random_p_values(module):
    """Benjamini and Hochberg's is SciPy's, ties and ones included; Holm's never falls with p."""
    rng = np.random.default_rng(5)
    families = [np.round(rng.random(rng.integers(1, 9)), 2).tolist() for _ in range(200)]
    computed = module(
        "paired/ttest", "(all, m) => all.map((p) => [m.adjusted(p, 'bh'), m.adjusted(p, 'holm')])",
        families,
    )  # fmt: skip

    for p, (bh, holm) in zip(families, computed, strict=True):
        np.testing.assert_allclose(bh, stats.false_discovery_control(p), atol=1e-12)
        count = len(p)
        by_rank = sorted(p)
        steps = np.maximum.accumulate([min(1, (count - k) * one) for k, one in enumerate(by_rank)])
        expected = [steps[max(k for k, one in enumerate(by_rank) if one == mine)] for mine in p]
        np.testing.assert_allclose(holm, expected, atol=1e-12)


@pytest.mark.sweep(3)
@pytest.mark.parametrize("n", [9, 10, 11, 12, 15])
def test_table_and_sentence(figure, n):
    """At each n the sentence and the table are the package's, word for word."""
    figure.slider(0).fill(str(n))

    w = ReportedTests(n=n)
    assert w.sentence() in figure.words
    (_, expected), (_, sizes) = w.tables()
    assert expected.to_numpy().tolist() == figure.lines()
    impossible = sizes.loc[sizes[f"n = {n}"] == "impossible", "outcome"].tolist()
    assert all(name in figure.words for name in impossible)
    assert ("cannot give" in figure.words) == bool(impossible)


def test_marks_follow(figure):
    """A filled triangle for each significant outcome, a full circle for each n that is possible."""
    figure.figure.get_by_label("Tails").select_option("one")

    assert figure.figure.locator(".pp-stage .pp-t-mark.is-significant").count() == 4
    assert figure.figure.locator(".pp-stage .pp-cell").count() == 6 * 7
    possible = sum(ReportedTests(n=n).result["possible"].sum() for n in range(9, 16))
    assert figure.figure.locator(".pp-stage .pp-cell.is-possible").count() == possible


def test_by_keys_alone(figure):
    """Every control is reached by Tab and moved by keys."""
    figure.slider(0).focus()
    figure.page.keyboard.press("ArrowLeft")
    assert "n = 11" in figure.words
    figure.page.keyboard.press("Tab")
    figure.page.keyboard.press("ArrowLeft")
    figure.page.keyboard.press("Tab")
    figure.page.keyboard.press("O")
    assert "4 of 6 outcomes are significant" in figure.words
    bare = figure.figure.locator("input, select, button, [tabindex]").evaluate_all(
        "all => all.filter(e => e.dataset.lmSuppressShortcuts !== 'true').map(e => e.outerHTML)"
    )
    assert bare == []


def test_link_and_start_again(figure, open_page, site):
    """A copied link brings every setting back; start again leads to the chapter's own."""
    figure.slider(0).fill("10")
    figure.figure.get_by_label("Correction").select_option("bh")
    figure.figure.get_by_label("A printed p is").select_option("threshold")
    words = figure.words
    figure.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure.figure.get_by_role("button", name="Copy link").click()
    expect(figure.figure.locator(".pp-share-note")).to_have_text("Link copied.")
    link = figure.page.evaluate("navigator.clipboard.readText()")

    again = Figure(open_page(link.removeprefix(f"{site.url}/")))
    assert again.words == words
    again.figure.get_by_role("button", name="Start again").click()
    assert ReportedTests().sentence() in again.words


@pytest.mark.sweep(4)
@pytest.mark.parametrize(
    "fragment",
    ["n=8", "n=11.5", "n=1e9", "tails=three", "tails=__proto__", "correction=<b>", "alpha=9",
     "alpha=NaN", "reading="],
)  # fmt: skip
def test_a_broken_or_hostile_link(open_page, fragment):
    """The chapter's own settings and one sentence."""
    figure = Figure(open_page(f"{CHAPTER}#figure=reported-tests&v=1&{fragment}"))

    assert "This link cannot be shown" in figure.words
    assert figure.lines()[0][2] == ".0097"


def test_download(figure):
    """The file has the table as it stands, and how it was made."""
    figure.figure.get_by_label("Tails").select_option("one")
    with figure.page.expect_download() as download:
        figure.figure.get_by_role("button", name="Download table (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")

    heads, *lines = [line.split(",") for line in text.splitlines()]
    assert heads[8:] == ["n", "tails", "alpha", "correction", "reading"]
    how = ["12", "one", "0.05", "none", "rounded"]
    assert lines == [[cell.replace("\u2212", "-") for cell in row] + how for row in figure.lines()]


def test_picture(figure):
    """The picture is a file that says what it shows, how that was made, and where it is from."""
    figure.figure.get_by_label("Correction").select_option("holm")
    with figure.page.expect_download() as download:
        figure.figure.get_by_role("button", name="Download picture (SVG)").click()
    said = html.unescape(download.value.path().read_text(encoding="utf-8"))

    assert f"<title>{ReportedTests(correction='holm').sentence()}" in said
    assert "Correction for six tests: Holm" in said
    assert "CC BY 4.0" in said


def test_the_other_number_of_tails(figure):
    """Each row shows p by two tails and by one: the one in question filled, the other a ring."""
    circles = figure.figure.locator(".pp-stage circle.pp-ghost")
    places = "all => all.map((circle) => Number(circle.getAttribute('cx')))"
    raw = figure.figure.locator(".pp-stage .pp-raw").evaluate_all(places)
    ghosts = circles.evaluate_all(places)
    figure.figure.get_by_label("Tails").select_option("one")

    assert circles.evaluate_all(places) == raw
    assert figure.figure.locator(".pp-stage .pp-raw").evaluate_all(places) == ghosts
    assert all(ghost < mark for ghost, mark in zip(ghosts, raw, strict=True))


def test_the_headline_tells_a_flip(figure):
    """Sign and words change together, and a screen reader hears the end in at most twelve words."""
    headline, live = (figure.figure.locator(what) for what in (".pp-headline", "[aria-live]"))
    expect(headline).to_have_text("✗2 of 6 significant · unlike the paper")
    figure.figure.get_by_label("Tails").select_option("one")
    expect(headline).to_have_text("✓4 of 6 significant · as in the paper")
    expect(live).to_have_text("4 of 6 significant, now as in the paper")
    assert len(live.inner_text().split()) <= 12


def test_the_table_on_a_phone(open_page):
    """Each line is a block with every column in sight behind its head, and still a table."""
    page = open_page(ALONE, viewport={"width": 390, "height": 664}, has_touch=True)
    figure = Figure(page)
    cells = figure.figure.locator("tbody td").all()
    for cell in cells:
        box = cell.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    head = "e => getComputedStyle(e, '::before').content"
    heads = [cell.evaluate(head).strip('"') for cell in cells[4:7]]
    assert heads == ["Paper", "p as printed", "Do they fit?"]
    table = figure.figure.get_by_role("table")
    assert table.get_by_role("columnheader", include_hidden=True).count() == 8
    assert table.get_by_role("rowheader").count() == 6


@pytest.mark.sweep(1)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_jumps_and_nothing_sticks_out(open_page, width):
    """The reserved height is the live one, and the figure fits into the page."""
    size = {"width": width, "height": 900}
    asleep = open_page(CHAPTER, viewport=size, blocked=["**/host.js*"])
    height = asleep.locator(FIGURE).bounding_box()["height"]
    page = open_page(CHAPTER, viewport=size)
    box = Figure(page).figure.bounding_box()

    assert box["height"] == pytest.approx(height, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts(open_page):
    """With scripts off the tables stand there, and say which n are possible."""
    figure = open_page(CHAPTER, java_script_enabled=False).locator(FIGURE)

    assert figure.locator("table").count() == 2
    assert re.search(r"2 of 6 outcomes are significant", figure.inner_text())


def test_python_moves_it(figure):
    """Settings from the model, as Python sets them, move the figure; impossible ones do not."""
    figure.page.evaluate(
        """async (selector) => {
            const script = document.querySelector('script[src*="host.js"]').src;
            const { pageModel } = await import(script);
            const widget = await import(new URL("reported_tests.js", script.split("?")[0]));
            const old = document.querySelector(selector);
            window.model = pageModel(JSON.parse(old.dataset.state));
            const el = document.createElement("div");
            widget.default.render({ model: window.model, el });
            old.replaceChildren(el);
        }""",
        FIGURE,
    )
    figure.page.evaluate("model.set('n', 11); model.set('tails', 'one')")
    expect(figure.figure.locator(".pp-result")).to_contain_text("4 of 6 outcomes")
    figure.page.evaluate("model.set('n', 99)")
    expect(figure.figure.locator(".pp-result")).to_contain_text("n would be 99")
    figure.slider(1).fill("0.01")

    assert figure.page.evaluate("model.get('n')") == 11
