"""The reconstruction browser on the built page: every data set says what the package says."""

import itertools
import re

import numpy as np
import pytest
from modules import asker
from playwright.sync_api import expect
from scipy.optimize import linear_sum_assignment

import twowaves
from twowaves.widgets import ReconstructionBrowser

CHAPTER = "notebooks/reconstruction.html"
ALONE = "embed/reconstruction-browser.html"  # a page that opens in half the time
FIGURE = 'figure[data-widget="reconstruction-browser"]'
OUTCOMES = twowaves.load_outcomes()["outcome"].tolist()
STATES = [
    {"outcome": outcome, "n": n, "which": which, "tails": tails}
    for outcome, n, which, tails in itertools.product(
        OUTCOMES, (11, 12), range(1, 21), ("two", "one")
    )
]


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
    def headline(self):
        return self.figure.locator(".pp-headline")

    def choose(self, label, value):
        if not self.figure.get_by_label(label, exact=True).is_visible():
            self.figure.locator("summary", has_text="Another row of the paper").click()
        self.figure.get_by_label(label, exact=True).select_option(value)

    def press(self, name):
        self.figure.get_by_role("button", name=name).click()

    def heights(self):
        """Where the people stand before and after, as they are drawn."""
        return self.figure.locator(".pp-stage svg:not([hidden]) .pp-pair circle").evaluate_all(
            "all => all.map((dot) => Number(dot.getAttribute('cy')))"
        )

    def stands(self):
        """Wait until the people stand."""
        expect(self.figure.locator("[data-on-the-way]")).to_have_count(0)

    def lines(self, label):
        """The cells of a table, row by row, opened or not."""
        rows = self.figure.locator(f'[aria-label="{label}"] tbody tr').all()
        return [row.locator("th, td").all_text_contents() for row in rows]


@pytest.fixture
def figure(open_page):
    """The chapter's figure on its own page, freshly loaded."""
    return Figure(open_page(ALONE))


@pytest.fixture(scope="module")
def module(open_module_page, site):
    """Return a function that asks one of the page's modules."""
    return asker(open_module_page(ALONE), site)


def test_every_shipped_data_set(module, part_of):
    """For every data set and tail the page's p values and its sentence are the package's."""
    states = part_of(STATES, 80)
    computed = module(
        "widgets/reconstruction_browser/figure",
        """(states, m, { sets }) => states.map((state) => {
            const group = sets.find((s) => s.outcome === state.outcome && s.n === state.n);
            const found = m.examined(group, state);
            return [found.tests.map(([, p]) => p), found.without, m.inWords(found, state)];
        })""",
        states,
    )

    for state, (tests, without, sentence) in zip(states, computed, strict=True):
        w = ReconstructionBrowser(**state)
        np.testing.assert_allclose(tests, w.result["pvalue"], rtol=1e-10)
        np.testing.assert_allclose(without, w.without_each, rtol=1e-10)
        assert sentence == w.sentence()


@pytest.mark.parametrize(
    ("outcome", "n", "which"), [("self-compassion", 12, 20), ("hated self", 11, 4)]
)
def test_tables_and_title(figure, outcome, n, which):
    """Title, sentence and tables are the package's, word for word."""
    figure.choose("Outcome", outcome)
    figure.choose("Number of people (n)", str(n))
    figure.figure.get_by_label("Data set", exact=True).fill(str(which))

    w = ReconstructionBrowser(outcome=outcome, n=n, which=which)
    assert w.title() in figure.words
    assert w.sentence() in figure.words
    labels = ("The printed row, and this data set's own", "The tests", "The people")
    for label, (_, frame) in zip(labels, w.tables(), strict=True):
        assert figure.lines(label) == frame.astype(str).to_numpy().tolist()


def test_people_are_drawn(figure):
    """One line a person, broken for those who moved against the mean; one dot without each."""
    data = ReconstructionBrowser(outcome="inadequate self", n=11).data
    against = int((data["change"] > 0).sum())

    assert figure.figure.locator(".pp-stage .pp-pair").count() == 11
    assert figure.figure.locator(".pp-stage .pp-pair.is-against").count() == against > 0
    assert figure.figure.locator(".pp-without").count() == 11


def test_by_keys_alone(figure):
    """Every control is reached by Tab and moved by keys; the steps go round."""
    figure.figure.get_by_role("button", name="Play").focus()
    keys = figure.page.keyboard
    keys.press("Tab")
    for _ in range(2):
        keys.press("Enter")
    assert "Data set 19 of 20" in figure.words
    keys.press("Tab")
    for _ in range(2):
        keys.press("Space")
    assert "Data set 1 of 20" in figure.words
    keys.press("Tab")
    keys.press("ArrowRight")
    assert "Data set 2 of 20" in figure.words
    for _ in range(3):
        keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("h")
    assert "hated self" in figure.words
    bare = figure.figure.locator("input, select, button, summary, [tabindex]").evaluate_all(
        "all => all.filter(e => e.dataset.lmSuppressShortcuts !== 'true').map(e => e.outerHTML)"
    )
    assert bare == []


def test_link_and_start_again(figure, open_page, site):
    """A copied link brings the data set back; start again leads to the chapter's own."""
    figure.choose("Outcome", "reassured self")
    figure.choose("Number of people (n)", "12")
    figure.choose("Tails", "one")
    figure.press("Next data set")
    words = figure.words
    figure.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure.press("Copy link")
    expect(figure.figure.locator(".pp-share-note")).to_have_text("Link copied.")
    link = figure.page.evaluate("navigator.clipboard.readText()")

    again = Figure(open_page(link.removeprefix(f"{site.url}/")))
    assert again.words == words
    again.press("Start again")
    assert ReconstructionBrowser(outcome="inadequate self", n=11).sentence() in again.words


@pytest.mark.sweep(4)
@pytest.mark.parametrize(
    "fragment",
    ["outcome=<b>", "outcome=__proto__", "n=10", "n=NaN", "n=1e9", "which=0", "which=21",
     "which=1.5", "tails=constructor", "tails="],
)  # fmt: skip
def test_a_broken_or_hostile_link(open_page, fragment):
    """The chapter's own data set and one sentence."""
    figure = Figure(open_page(f"{CHAPTER}#figure=reconstruction-browser&v=1&{fragment}"))

    assert "This link cannot be shown" in figure.words
    assert figure.figure.get_by_label("Outcome", exact=True).input_value() == "inadequate self"


def test_downloads(figure):
    """The file has the people as they stand; the picture says in its title that it is synthetic."""
    with figure.page.expect_download() as download:
        figure.press("Download data (CSV)")
    text = download.value.path().read_text(encoding="utf-8-sig")
    with figure.page.expect_download() as download:
        figure.press("Download picture (SVG)")
    picture = download.value.path().read_text(encoding="utf-8")

    data = ReconstructionBrowser(outcome="inadequate self", n=11).data
    lines = [line.split(",") for line in text.splitlines()]
    assert lines[0] == ["synthetic person", "pre", "post"]
    assert [list(map(int, line)) for line in lines[1:]] == (
        data[["person", "pre", "post"]].to_numpy().tolist()
    )
    assert re.search(r"<title>Data set 1 of 20 .* \(synthetic\)\. Two-tailed", picture)
    assert "CC BY 4.0" in picture


@pytest.mark.sweep(1)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_jumps_and_nothing_sticks_out(open_page, width):
    """The reserved height is the live one, in every state, and the figure fits into the page."""
    size = {"width": width, "height": 900}
    asleep = open_page(CHAPTER, viewport=size, blocked=["**/host.js*"])
    height = asleep.locator(FIGURE).bounding_box()["height"]
    page = open_page(CHAPTER, viewport=size)
    figure = Figure(page)
    for outcome in OUTCOMES:
        figure.choose("Outcome", outcome)
        figure.figure.locator("details[open] > summary").click()  # what was opened takes its room
        assert figure.figure.bounding_box()["height"] == pytest.approx(height, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("where", ["**/*_moving.js*", ""], ids=["cut off", "as it is"])
def test_people_come_to_where_the_words_are(open_page, where):
    """The people of the next data set are drawn, also where what moves them cannot be loaded."""
    figure = Figure(open_page(ALONE, blocked=[where] if where else []))
    figure.press("Next data set")
    expect(figure.headline).to_contain_text("2 of 20")
    figure.stands()
    drawn = figure.heights()
    linked = Figure(open_page(f"{ALONE}#figure=reconstruction-browser&v=1&which=2"))
    linked.stands()

    assert sorted(linked.heights()) == pytest.approx(sorted(drawn), abs=0.11)


def test_without_scripts(open_page):
    """With scripts off the tables stand there."""
    figure = open_page(CHAPTER, java_script_enabled=False).locator(FIGURE)

    assert figure.locator("table").count() == 3
    assert "not significant by any of the four tests" in figure.inner_text()


def test_python_moves_it(figure):
    """Settings from the model, as Python sets them, move the figure; impossible ones do not."""
    figure.page.evaluate(
        """async (selector) => {
            const script = document.querySelector('script[src*="host.js"]').src;
            const { pageModel } = await import(script);
            const widget = await import(new URL("reconstruction_browser.js", script.split("?")[0]));
            const old = document.querySelector(selector);
            window.model = pageModel(JSON.parse(old.dataset.state));
            const el = document.createElement("div");
            widget.default.render({ model: window.model, el });
            old.replaceChildren(el);
        }""",
        FIGURE,
    )
    live = figure.figure.locator(".pp-result")
    figure.page.evaluate("model.set('outcome', 'hated self'); model.set('which', 3)")
    expect(live).to_contain_text("Data set 3 of 20 that print the row of hated self")
    figure.page.evaluate("model.set('which', 99)")
    expect(live).to_contain_text("the data set would be number 99; there are 20")
    figure.press("Next data set")

    assert figure.page.evaluate("model.get('which')") == 4


MATCHING = "widgets/reconstruction_browser/moving"


def _groups(rng, n):
    """Two data sets of the same people, by whole points."""
    return [{w: rng.integers(0, 9, n).tolist() for w in ("pre", "post")} for _ in range(2)]


def test_people_move_least(module):
    """Whom each becomes: the same people as the next data set's, on the shortest ways there are."""
    rng = np.random.default_rng(8)
    pairs = [_groups(rng, n) for n in (*range(1, 13), 200)]
    orders = module(MATCHING, "(all, m) => all.map((two) => m.matched(...two))", pairs)

    for (one, other), order in zip(pairs, orders, strict=True):
        assert sorted(order) == list(range(len(order)))
        cost = sum(np.abs(np.subtract.outer(one[w], other[w])) for w in ("pre", "post"))
        least = cost[linear_sum_assignment(cost)].sum()
        assert cost[np.arange(len(order)), order].sum() == least


@pytest.mark.parametrize("part", [0, 0.25, 0.5, 0.9, 1])
def test_means_sds_and_t_stand_still_on_the_way(module, part):
    """At any part of the way means, SDs and t lie between those of the two data sets."""
    shown = [ReconstructionBrowser(outcome="inadequate self", n=11, which=k).data for k in (1, 2)]
    ends = [{w: data[w].tolist() for w in ("pre", "post")} for data in shown]
    on_the_way = module(
        MATCHING,
        """([from, to, part], m) => {
            const order = m.matched(from, to);
            const put = (wave) => order.map((i) => wave[i]);
            return m.wayBetween(from, { pre: put(to.pre), post: put(to.post) })(part);
        }""",
        [*ends, part],
    )

    def moments(people):
        pre, post = (np.array(people[w]) for w in ("pre", "post"))
        t = twowaves.paired_ttest(pre, post).statistic
        return np.array([pre.mean(), post.mean(), pre.std(ddof=1), post.std(ddof=1), t])

    low, high = np.sort([moments(end) for end in ends], axis=0)
    assert (low - 1e-6 <= moments(on_the_way)).all()
    assert (moments(on_the_way) <= high + 1e-6).all()
    if part in {0, 1}:
        assert sorted(on_the_way["pre"]) == sorted(ends[part]["pre"])


def test_it_plays_and_stops(figure):
    """People move while means, SDs and t are drawn where they were; one button stops it."""
    still = figure.figure.locator(".pp-stage").evaluate
    read = "e => [...e.querySelectorAll('.pp-value')].map((text) => text.textContent).join()"
    before, start = still(read), figure.heights()
    figure.press("Play")
    expect(figure.figure.get_by_role("button", name="Pause")).to_be_visible()
    while figure.heights() == start:
        figure.page.wait_for_timeout(20)
    assert still(read) == before == "M 19.3,SD 8.8,M 13.1,SD 4.7,t = 2.040"
    expect(figure.headline).to_contain_text("2 of 20")
    assert still(read) == before
    figure.press("Pause")
    words = figure.words
    figure.stands()
    figure.page.wait_for_timeout(1600)
    assert figure.words == words
    figure.press("Undo")
    assert "Data set 1 of 20" in figure.words


def test_it_stops_at_the_one(figure):
    """With the choice it plays to where leaving out exactly one person turns the verdict."""
    browsers = (
        ReconstructionBrowser(outcome="inadequate self", n=11, which=k) for k in range(2, 9)
    )
    first = next(
        w.which
        for w in browsers
        if ((w.without_each < 0.05) != w.result["significant"][0]).sum() == 1
    )
    figure.figure.get_by_label("Stop where it hangs on one person").check()
    figure.press("Play")

    play = figure.figure.get_by_role("button", name="Play")
    expect(play).to_be_visible(timeout=15_000)
    expect(figure.headline).to_contain_text(f"{first} of 20: p = .069 · hangs on one person")
    assert figure.figure.locator(".pp-stage .pp-pair.is-deciding").count() == 1


def test_nothing_is_said_while_it_plays(figure):
    """A screen reader hears that it plays and where it stopped, in at most twelve words."""
    live = figure.figure.locator("[aria-live]")
    figure.press("Play")
    expect(figure.headline).to_contain_text("3 of 20", timeout=10_000)
    figure.page.wait_for_timeout(800)
    assert live.inner_text() == "Playing."
    figure.press("Pause")
    expect(live).to_have_text(re.compile(r"^Paused\. 3 of 20: p = \.069, (now )?hangs on"))
    assert len(live.inner_text().split()) <= 12


def test_out_of_sight_it_stops(figure):
    """It plays only while the figure is in view and its tab shown."""
    figure.press("Play")
    figure.page.evaluate("document.body.style.marginTop = '3000px'; scrollTo(0, 0)")
    expect(figure.figure.get_by_role("button", name="Play", include_hidden=True)).to_have_count(1)
    figure.page.evaluate("document.body.style.marginTop = ''")
    figure.press("Play")
    figure.page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    expect(figure.figure.get_by_role("button", name="Play")).to_be_visible()


def test_less_motion_side_by_side(open_page):
    """Whoever asked for less motion gets several data sets side by side, and no movement."""
    figure = Figure(open_page(ALONE, reduced_motion="reduce"))
    assert figure.figure.get_by_role("button", name="Play").count() == 0
    titles = figure.figure.locator(".pp-panel-title:visible").all_text_contents()
    assert [title.split(":")[0] for title in titles] == list("123456")
    figure.press("Next data set")
    at_once = figure.heights()
    assert "2 of 20" in figure.headline.inner_text()
    figure.page.wait_for_timeout(300)
    assert figure.heights() == at_once
    figure.figure.get_by_label("Side by side").uncheck()
    before = figure.heights()
    figure.press("Next data set")
    assert figure.heights() != before
    at_once = figure.heights()
    figure.page.wait_for_timeout(300)
    assert figure.heights() == at_once
