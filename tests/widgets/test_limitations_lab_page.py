"""The limitations lab on the built page: its studies agree with the package's, within chance."""

import math
import re

import numpy as np
import pytest
from modules import asker
from playwright.sync_api import expect
from scipy import stats

from twowaves import false_positive_rate, familywise_rate, simulate
from twowaves.widgets import LimitationsLab
from twowaves.widgets.limitations_lab.figure import Summary, in_words

CHAPTER = "notebooks/limitations.html"
ALONE = "embed/limitations-lab.html"  # a page that opens in half the time
FIGURE = 'figure[data-widget="limitations-lab"]'
DEFAULT = LimitationsLab().page_state()
CASES = [
    {},
    {"n": 2},
    {"n": 40, "true_change": 2},
    {"true_change": 4, "tails": "one"},
    {"tails": "chosen afterwards"},
    {"history": 3, "desirability": 1.5},
    {"selected": 0.2},
    {"drop_out": 0.3},
    {"n": 4, "drop_out": 0.6},
    {"outcomes": 6},
    {"outcomes": 6, "correction": "holm", "tails": "one"},
    {"skewed": True, "true_change": 3},
    {"control": True, "history": 4},
    {"control": True, "true_change": 6, "desirability": 2, "outcomes": 2, "drop_out": 0.2},
    {"selected": 0.3, "drop_out": 0.3, "skewed": True, "outcomes": 3, "history": 1},
]  # fmt: skip
MORE = 40_000


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

    @property
    def share(self):
        return float(re.search(r"([\d.]+) % of the studies", self.words)[1]) / 100

    def set(self, label, value):
        self.figure.get_by_label(label).fill(str(value))

    def press(self, name):
        self.figure.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def figure(open_page):
    """The chapter's figure on its own page, freshly loaded."""
    return Figure(open_page(ALONE))


@pytest.fixture(scope="module")
def module(open_module_page, site):
    """Return a function that asks one of the page's modules."""
    return asker(open_module_page(ALONE), site)


RUN = """(states, m) => states.map((state) => {
    const found = new m.Studies().run(state);
    return {...found, ps: [...found.ps], estimates: [...found.estimates].filter((x) => x === x),
            hits: 0};
})"""


@pytest.mark.sweep(6)
@pytest.mark.parametrize("settings", CASES, ids=str)
def test_studies_agree_with_the_package(module, settings):
    """Rate, mean estimate, exaggeration and untested: over three seeds within five errors."""
    states = [{**DEFAULT, **settings, "seed": seed} for seed in (1, 2, 3)]
    found = module("studies/simulation", RUN, states)
    w = LimitationsLab(**settings)
    rows = simulate(w.design, MORE, seed=99)
    compared = "control" if w.control else "before"
    rate = familywise_rate(
        rows, tails="two" if w.control else w.tails, correction=w.correction,
        compared_with=compared,
    )  # fmt: skip

    total = 3 * 2000
    mine = sum(each["significant"] for each in found) / total
    error = math.sqrt(max(rate.value * (1 - rate.value), 1e-4) * (1 / total + 1 / MORE))
    assert mine == pytest.approx(rate.value, abs=5 * error)
    first = rows[:: w.outcomes]
    expected = first["difference" if w.control else "mean_change"].dropna()
    estimates = np.concatenate([each["estimates"] for each in found])
    error = expected.std() * math.sqrt(1 / len(estimates) + 1 / len(expected))
    assert estimates.mean() == pytest.approx(expected.mean(), abs=5 * error)
    assert estimates.std() == pytest.approx(expected.std(), rel=0.1)
    untested = rate.n_untested / MORE
    lost = sum(each["untested"] for each in found) / total
    assert lost == pytest.approx(untested, abs=5 * math.sqrt((untested + 1e-4) / total))
    assert all(sum(each["ps"]) == 2000 - each["untested"] for each in found)


@pytest.mark.sweep(6)
@pytest.mark.parametrize("settings", CASES, ids=str)
def test_p_falls_where_the_packages_does(module, settings):
    """The histogram of p is that of the package's smallest p, bin by bin."""
    states = [{**DEFAULT, **settings, "seed": seed} for seed in (4, 5, 6)]
    found = sum(np.array(each["ps"]) for each in module("studies/simulation", RUN, states))
    w = LimitationsLab(**settings)
    rows = simulate(w.design, MORE, seed=98)
    if w.control:
        p = rows["difference_pvalue"]
    elif w.tails == "one":
        p = rows["pvalue_one_sided"]
    else:
        p = rows["pvalue"] / (2 if w.tails == "chosen afterwards" else 1)
    least = np.nanmin(p.fillna(2).to_numpy().reshape(-1, w.outcomes), axis=1)
    low, high = _bins(least[least <= 1] * (1 - 1e-9)), _bins(least[least <= 1] * (1 + 1e-9))
    sure = np.bincount(low[low == high], minlength=20) / MORE
    on_edge = low != high  # whole scores put many p values just on an edge, with one pair or so
    unsure = np.bincount(np.r_[low[on_edge], high[on_edge]], minlength=20) / MORE

    error = 5 * np.sqrt((sure + unsure + 1e-3) * 6000 * (1 + 6000 / MORE))
    assert (found >= sure * 6000 - error).all()
    assert (found <= (sure + unsure) * 6000 + error).all()


def _bins(p):
    """Return the twentieth that each p lies in; 1 is in the last."""
    return np.minimum(np.floor(p * 20).astype(int), 19)


def test_same_seed_same_studies(module):
    """A seed brings its studies back, and another brings others; sliders move the same people."""
    one, again, other, moved = module(
        "studies/simulation", RUN,
        [DEFAULT, DEFAULT, {**DEFAULT, "seed": 2}, {**DEFAULT, "history": 2}],
    )  # fmt: skip

    assert one == again
    assert one["estimates"] != other["estimates"]
    assert np.corrcoef(one["estimates"], moved["estimates"])[0, 1] > 0.99


def test_random_numbers(module):
    """Uniform, normal and independent as far as such tests see; quantiles to fourteen digits."""
    shares = [*np.linspace(1e-6, 1 - 1e-6, 2001), 1e-15, 1e-100, 0.075, 0.925]
    uniform, normal, quantiles = module(
        "studies/random",
        """(shares, m) => {
            const next = m.uniforms(12);
            const normal = new Float64Array(50001);
            const uniform = Array.from({length: 50000}, next);
            m.fillNormals(normal, next);
            return [uniform, [...normal], shares.map(m.normalQuantile)];
        }""",
        shares,
    )

    np.testing.assert_allclose(quantiles, stats.norm.ppf(shares), rtol=1e-13, atol=1e-14)
    assert stats.kstest(uniform, "uniform").pvalue > 1e-4
    assert stats.kstest(normal, "norm").pvalue > 1e-4
    assert 0 < min(uniform) < max(uniform) < 1
    for values in (uniform, normal):
        assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 5 / math.sqrt(len(values))


SUMMARIES = [
    (Summary(2000, 0, 94, -0.04, 0, 0, math.nan), 0.0),
    (Summary(2000, 3, 200, -1.26, 200, 20, 2.25), 1.5),
    (Summary(2000, 0, 0, 1, 0, 0, math.nan), 1.0),
    (Summary(2000, 0, 1999, 8.06, 1999, 0, 1.01), 8.0),
]


@pytest.mark.parametrize(("summary", "truth"), SUMMARIES)
def test_words_are_the_packages(module, summary, truth):
    """The same summary gives the same sentences."""
    said = module(
        "widgets/limitations_lab/words",
        """([given, truth], m) => {
            const found = {...given, exaggeration: Number(given.exaggeration)};
            return `${m.verdictInWords(found)} ${m.meaningInWords(found, truth)}`;
        }""",
        [{**vars(summary), "exaggeration": str(summary.exaggeration)}, truth],
    )

    assert said == in_words(summary, truth)


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_titles_are_the_packages(module, settings):
    """The same settings give the same title."""
    said = module(
        "widgets/limitations_lab/words",
        "(state, m) => m.titleInWords(state)",
        {**DEFAULT, **settings},
    )

    assert said == LimitationsLab(**settings).title()


def test_threats_by_hand(figure):
    """False alarms are as many as the package's; each threat adds some; a control group helps."""
    rate = false_positive_rate(simulate(LimitationsLab().design, MORE, seed=99)).value
    error = math.sqrt(rate * (1 - rate) * (1 / 2000 + 1 / MORE))
    assert figure.share == pytest.approx(rate, abs=5 * error)
    figure.set("History", 5)
    assert figure.share > 0.4
    figure.figure.get_by_label("A control group").check()
    assert figure.share < 0.08
    assert "with a control group" in figure.caption
    assert figure.figure.get_by_label("Tails").evaluate("e => e.parentElement.inert")


@pytest.mark.parametrize(("outcomes", "correction"), [(1, "none"), (6, "none"), (6, "holm")])
def test_bars_add_up(figure, outcomes, correction):
    """Both pictures count every study; the hatched part is the significant share."""
    figure.set("History", 3)
    figure.set("Outcomes tested", outcomes)
    if outcomes > 1:
        figure.figure.get_by_label("Correction").select_option(correction)
    paths = figure.figure.locator(".pp-lab-plot .pp-studies")
    assert paths.count() == 4
    heights = []
    for path in paths.all():
        numbers = re.findall(r"M\S+ ([\d.]+)V([\d.]+)H", path.get_attribute("d"))
        heights.append(sum(float(foot) - float(top) for foot, top in numbers))
    assert heights[1] / heights[0] == pytest.approx(figure.share, abs=0.01)
    assert heights[3] / heights[2] == pytest.approx(figure.share, abs=0.01)
    hatched = figure.figure.locator("path[fill^='url(#pp-hatch']").all()
    shapes = [paths.nth(place).get_attribute("d") for place in (1, 3)]
    assert shapes == [path.get_attribute("d") for path in hatched]


def test_what_is_off_looks_off(figure):
    """A threat that does nothing says so, and its slider stands at the left end."""
    for name in ("History", "Desirability", "Selection", "Drop-out"):
        threat = figure.figure.get_by_label(name)
        off = threat.evaluate("e => [e.value === e.min, e.parentElement.matches('.is-off')]")
        assert [True, True] == off
        assert "off" == threat.get_attribute("aria-valuetext")
        threat.fill(threat.get_attribute("max"))
        assert not threat.evaluate("e => e.parentElement.matches('.is-off')")
        assert threat.get_attribute("aria-valuetext") in {"8 points", "5 %", "60 %"}


def test_axes_stand_still_under_a_hand(figure):
    """While a slider is held the axes only grow; once it is let go they fit what is shown."""
    numbers = (
        "() => [...document.querySelectorAll('.pp-lab-plot .pp-axis text')].map(e => e.textContent)"
    )
    hold = "(e, value) => { e.value = value; e.dispatchEvent(new Event('input')); }"
    history = figure.figure.get_by_label("History")
    first = figure.page.evaluate(numbers)
    history.evaluate(hold, "8")
    far = figure.page.evaluate(numbers)
    history.evaluate(hold, "0")
    back = figure.page.evaluate(numbers)
    history.evaluate("e => e.dispatchEvent(new Event('change'))")

    assert first != far
    assert back == far
    assert first == figure.page.evaluate(numbers)


def test_the_sides_of_alpha(figure):
    """Which part of p lies below the level is told with the signs of the headline."""
    figure.set("History", 4)
    below, above = figure.figure.locator(".pp-lab-plot .pp-p-word:not(:empty)").all_text_contents()

    assert f"✓ {100 * figure.share:.1f} % significant" == below
    assert f"✗ {100 - 100 * figure.share:.1f} % not" == above
    assert figure.figure.locator(".pp-lab-plot .pp-ghost").first.get_attribute("d")
    figure.press("Start again")
    assert not figure.figure.locator(".pp-lab-plot .pp-ghost").first.get_attribute("d")


def test_by_keys_alone(figure):
    """Every control is reached by Tab and moved by keys."""
    keys = figure.page.keyboard
    figure.figure.get_by_label("People in a study").focus()
    keys.press("ArrowRight")
    assert "of 12 people" in figure.caption
    keys.press("Tab")
    keys.press("End")
    assert "a true change of 8" in figure.caption
    keys.press("Tab")
    keys.press("ArrowRight")
    assert "history" in figure.caption
    for _ in range(4):
        keys.press("Tab")
    keys.press("ArrowRight")
    assert "2 outcomes" in figure.caption
    for _ in range(3):
        keys.press("Tab")
    keys.press("Space")
    assert "with a control group" in figure.caption
    bare = figure.figure.locator("input, select, button, [tabindex]").evaluate_all(
        "all => all.filter(e => e.dataset.lmSuppressShortcuts !== 'true').map(e => e.outerHTML)"
    )
    assert bare == []


def test_link_and_start_again(figure, open_page, site):
    """A copied link brings every setting and the same studies back."""
    figure.set("Selection", 0.8)
    figure.set("Outcomes tested", 3)
    figure.figure.get_by_label("Tails").select_option("chosen afterwards")
    figure.figure.get_by_label("Correction").select_option("holm")
    figure.figure.get_by_label("Skewed").check()
    figure.press("Draw other studies")
    words, caption = figure.words, figure.caption
    figure.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure.press("Copy link")
    expect(figure.figure.locator(".pp-share-note")).to_have_text("Link copied.")
    link = figure.page.evaluate("navigator.clipboard.readText()")

    again = Figure(open_page(link.removeprefix(f"{site.url}/")))
    assert (again.words, again.caption) == (words, caption)
    again.press("Start again")
    assert again.caption == LimitationsLab().title()


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    "fragment",
    ["n=1", "n=11.5", "n=1e9", "true_change=-1", "history=NaN", "selected=0", "drop_out=1",
     "outcomes=99", "tails=__proto__", "correction=<b>", "control=maybe", "skewed=1", "seed=0",
     "seed="],
)  # fmt: skip
def test_a_broken_or_hostile_link(open_page, fragment):
    """The chapter's own settings and one sentence."""
    figure = Figure(open_page(f"{CHAPTER}#figure=limitations-lab&v=1&{fragment}"))

    assert "This link cannot be shown" in figure.words
    assert figure.caption == LimitationsLab().title()


def test_downloads(figure):
    """The file has every study, and says that they are synthetic; so does the picture."""
    share = figure.share
    with figure.page.expect_download() as download:
        figure.press("Download data (CSV)")
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    with figure.page.expect_download() as download:
        figure.press("Download picture (SVG)")
    picture = download.value.path().read_text(encoding="utf-8")

    assert lines[0] == "synthetic study,mean change,significant"
    assert len(lines) == 1 + 2000
    assert sum(line.endswith(",yes") for line in lines) / 2000 == pytest.approx(share, abs=6e-4)
    assert "<title>2,000 synthetic studies of 11 people each" in picture


@pytest.mark.sweep(1)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_jumps_and_nothing_sticks_out(open_page, width):
    """The reserved height is the live one, whatever is set, and the figure fits into the page."""
    size = {"width": width, "height": 900}
    asleep = open_page(CHAPTER, viewport=size, blocked=["**/host.js*"])
    height = asleep.locator(FIGURE).bounding_box()["height"]
    page = open_page(CHAPTER, viewport=size)
    figure = Figure(page)
    controls = figure.figure.locator(".pp-controls")
    top = controls.bounding_box()["y"] - figure.figure.bounding_box()["y"]
    for label, value in {
        "People in a study": 60, "True change": 7.5, "History": 7.5, "desirability": 7.5,
        "Selection": 0.9, "Drop-out": 0.55, "Outcomes tested": 8,
    }.items():  # fmt: skip
        figure.set(label, value)
    figure.figure.get_by_label("Tails").select_option("chosen afterwards")
    for switch in ("Skewed", "A control group"):
        figure.figure.get_by_label(switch).check()
        box = figure.figure.bounding_box()
        assert box["height"] == pytest.approx(height, abs=1)
        assert controls.bounding_box()["y"] - box["y"] == pytest.approx(top, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


TEXTS = """svg => {
    const whole = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')]
        .filter((e) => e.textContent && e.checkVisibility({ visibilityProperty: true }))
        .map((e) => [e.textContent, e.getBoundingClientRect()]);
    const out = boxes.filter(([, b]) => b.left < whole.left - 1 || b.right > whole.right + 1)
        .map(([text]) => text);
    const apart = (a, b) => a.right + 3 < b.left || b.right + 3 < a.left || a.bottom <= b.top + 2
        || b.bottom <= a.top + 2;
    const pairs = boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
        .filter(([, b]) => !apart(a, b)).map(([other]) => `${one} | ${other}`));
    return [...out, ...pairs];
}"""


@pytest.mark.sweep
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "settings", [{}, {"History": 4, "True change": 2, "Outcomes tested": 6}, {"True change": 8}]
)
def test_words_in_the_pictures_stand_apart(open_page, width, settings):
    """No word of the two histograms lies on another, and none is cut off."""
    figure = Figure(open_page(CHAPTER, viewport={"width": width, "height": 900}))
    for label, value in settings.items():
        figure.set(label, value)
    if "Outcomes tested" in settings:
        figure.figure.get_by_label("Correction").select_option("holm")

    assert figure.figure.locator(".pp-lab-plot").evaluate(TEXTS) == []


def test_without_scripts(open_page):
    """With scripts off a table has each threat alone."""
    figure = open_page(CHAPTER, java_script_enabled=False).locator(FIGURE)

    assert figure.locator("tbody tr").count() == 10
    assert "each of them is a false alarm" in figure.inner_text()


def test_python_moves_it(figure):
    """Settings from the model, as Python sets them, move the figure; impossible ones do not."""
    figure.page.evaluate(
        """async (selector) => {
            const script = document.querySelector('script[src*="host.js"]').src;
            const { pageModel } = await import(script);
            const widget = await import(new URL("limitations_lab.js", script.split("?")[0]));
            const old = document.querySelector(selector);
            window.model = pageModel(JSON.parse(old.dataset.state));
            const el = document.createElement("div");
            widget.default.render({ model: window.model, el });
            old.replaceChildren(el);
        }""",
        FIGURE,
    )
    live = figure.figure.locator(".pp-result")
    figure.page.evaluate("model.set('n', 20); model.set('true_change', 8)")
    expect(live).to_contain_text("times the true one")
    figure.page.evaluate("model.set('n', 1)")
    expect(live).to_contain_text("n would be 1; it is a whole number from 2 to 60")
    figure.set("History", 2)

    assert figure.page.evaluate("model.get('history')") == 2
