"""The three systems on the built page: the words are the package's, by hand, by key and by link."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waiting import until

from twowaves.widgets import ThreeSystems

CHAPTER = "notebooks/three-systems.html"
ALONE = "embed/three-systems.html"  # a page that opens in half the time
FIGURE = 'figure[data-widget="three-systems"]'
SYSTEMS = ("threat", "drive", "soothing")
WORDS = ThreeSystems().words
SCENES = [scene["name"] for scene in WORDS["scenes"]]
PARTS = {part["name"]: part["means"] for ring in WORDS["rings"] for part in ring["parts"]}


class Figure:
    """The figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE)
        expect(self.figure).to_have_attribute("data-live", "")

    @property
    def words(self):
        return self.figure.locator(".pp-result").inner_text()

    def slider(self, name):
        return self.figure.get_by_label(name.capitalize(), exact=True)

    def levels(self):
        return [int(self.slider(name).input_value()) for name in SYSTEMS]

    def choose(self, scene):
        self.figure.get_by_label("A scene").select_option(scene)

    def press(self, name):
        self.figure.get_by_role("button", name=name, exact=True).click()

    def radius(self, name):
        circle = self.figure.locator(f".pp-system.is-{name}")
        return float(circle.get_attribute("r"))


@pytest.fixture
def figure(open_page):
    """The chapter's figure on its own page, freshly loaded."""
    return Figure(open_page(ALONE))


def test_every_combination_of_levels(open_page, site):
    """For each of the 1,331 settings the page finds the package's rule and says its words."""
    page = open_page(CHAPTER)
    states = [dict(zip(SYSTEMS, levels, strict=True))
              for levels in itertools.product(range(11), repeat=3)]  # fmt: skip
    said = page.evaluate(
        """async ([url, selector, states]) => {
            const module = await import(`${url}/_static/twowaves/widgets/three_systems/words.js`);
            const { words } = JSON.parse(document.querySelector(selector).dataset.state);
            return states.map((levels) => {
                const rule = module.balanceOf(words, levels);
                return `${rule.head}. ${module.levelsInWords(words, levels)} ${rule.says}`;
            });
        }""",
        [site.url, FIGURE, states],
    )

    w = ThreeSystems()
    for state, sentence in zip(states, said, strict=True):
        with w.hold_trait_notifications():
            for name, level in state.items():
                setattr(w, name, level)
        assert sentence == w.sentence()


@pytest.mark.sweep(3)
@pytest.mark.parametrize("scene", SCENES)
def test_scenes(figure, scene):
    """A scene sets the sliders and the circles and tells its loop, step by step."""
    figure.choose(scene)

    w = ThreeSystems(scene)
    assert figure.levels() == [w.threat, w.drive, w.soothing]
    assert " ".join(figure.words.split()) == w.sentence()
    assert w.title() in figure.figure.locator(".pp-loop-head").inner_text()
    (row,) = (each for each in WORDS["scenes"] if each["name"] == scene)
    steps = figure.figure.locator(".pp-loop li").all_text_contents()
    assert steps == [f"{step['name']} {row[step['key']]}" for step in WORDS["steps"]]
    by_level = sorted(SYSTEMS, key=lambda name: getattr(w, name))
    radii = [figure.radius(name) for name in by_level]
    assert radii == sorted(radii)


def test_area_grows_with_the_level(figure):
    """Equal steps of a slider add equal areas, so that a circle does not exaggerate."""
    areas = []
    for level in range(11):
        figure.slider("drive").fill(str(level))
        areas.append(figure.radius("drive") ** 2)
    steps = [after - before for before, after in itertools.pairwise(areas)]

    assert min(steps) > 0
    assert steps == pytest.approx([steps[0]] * 10, rel=0.02)


@pytest.mark.parametrize("level", ["0", "10"])
def test_words_of_the_picture_lie_clear(figure, level):
    """What a system does stands outside its circle, and no word lies over another."""
    for name in SYSTEMS:
        figure.slider(name).fill(level)
    until(
        figure.page,
        "document.getAnimations().every((animation) => animation.playState === 'finished')",
    )
    picture = figure.figure.locator(".pp-systems-plot").bounding_box()
    words = [word.bounding_box() for word in figure.figure.locator(".pp-systems-plot text").all()]

    assert len(words) == 3 * len(SYSTEMS)
    for word in words:
        assert picture["x"] <= word["x"]
        assert word["x"] + word["width"] <= picture["x"] + picture["width"]
        assert picture["y"] <= word["y"]
        assert word["y"] + word["height"] <= picture["y"] + picture["height"]
    for one, other in itertools.combinations(words, 2):
        assert (
            one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"] + 6  # line boxes touch, letters do not
            or other["y"] + other["height"] <= one["y"] + 6
        )  # fmt: skip
    for name in SYSTEMS:
        circle = figure.figure.locator(f".pp-system.is-{name}").bounding_box()
        (short,) = (each["short"] for each in WORDS["systems"] if each["name"] == name)
        said = figure.figure.locator(".pp-system-short", has_text=short).bounding_box()
        above = said["y"] + said["height"] <= circle["y"] + 4
        assert above or said["y"] >= circle["y"] + circle["height"] - 4


def test_on_a_phone_each_part_is_explained_in_sight(open_page):
    """Where the rings are rows, the explanation is in the window, and not over its part."""
    figure = Figure(open_page(CHAPTER, viewport={"width": 320, "height": 568}))
    figure.figure.get_by_role("button", name="to others").focus()
    panel = figure.figure.locator(".pp-part")
    for name in PARTS:
        button = figure.figure.get_by_role("button", name=name, exact=True)
        button.focus()
        expect(panel).to_contain_text(name)
        expect(panel).to_be_in_viewport(ratio=0.9)
        box, cover = button.bounding_box(), panel.bounding_box()
        assert box["y"] + box["height"] <= cover["y"]


def test_by_keys_alone(figure):
    """Scene, sliders, parts and buttons are reached by Tab and moved by keys."""
    keys = figure.page.keyboard
    figure.figure.get_by_label("A scene").focus()
    keys.press("t")
    keys.press("t")
    assert figure.figure.get_by_label("A scene").input_value() in SCENES[1:]
    figure.choose("tea with a friend")
    figure.figure.get_by_label("A scene").focus()
    keys.press("Tab")
    keys.press("End")
    assert figure.words.startswith("Alarm, with rest at hand.")
    for _ in range(2):
        keys.press("Tab")
    keys.press("Home")
    assert figure.words.startswith("Alarm without rest.")
    panel = figure.figure.locator(".pp-part")
    keys.press("Tab")  # to what each system does, which is folded
    for name, means in PARTS.items():
        keys.press("Tab")
        assert panel.inner_text().split() == [*name.split(), *means.split()]
    keys.press("Space")
    assert (
        figure.figure.get_by_role("button", name="feeling").get_attribute("aria-pressed") == "true"
    )
    keys.press("Tab")
    assert panel.inner_text().startswith("feeling")
    bare = figure.figure.locator("input, select, button, [tabindex]").evaluate_all(
        "all => all.filter(e => e.dataset.lmSuppressShortcuts !== 'true').map(e => e.outerHTML)"
    )
    assert bare == []


def test_parts_by_pointer(figure):
    """Pointing explains, a click keeps the explanation, a second click lets it go."""
    panel = figure.figure.locator(".pp-part")
    figure.figure.get_by_role("button", name="empathy").hover()
    assert panel.inner_text().startswith("empathy")
    figure.press("imagery")
    figure.figure.get_by_label("A scene").hover()
    figure.page.evaluate("document.activeElement.blur()")
    assert panel.inner_text().startswith("imagery")
    figure.press("imagery")
    figure.page.evaluate("document.activeElement.blur()")
    figure.figure.get_by_label("A scene").hover()
    assert panel.inner_text().startswith("Choose a part")


def test_in_order_for_a_screen_reader(figure):
    """In the order of the page: verdict, settings, loop, systems, parts; each part is described."""
    figure.figure.locator("summary", has_text="What each system does").click()
    snapshot = figure.figure.aria_snapshot()
    marks = ["Alarm without rest", 'img "Three overlapping', "A scene", 'slider "Threat"',
             "it measures nothing", "Alarm without rest.", "What happens",
             "alerts and directs attention", "Three flows",
             'button "to others"', "Six skills", "Copy link"]  # fmt: skip
    places = [snapshot.find(mark) for mark in marks]

    assert -1 not in places, snapshot
    assert places == sorted(places)
    described = figure.figure.locator(".pp-rings button").evaluate_all(
        "all => all.map(e => [e.textContent,"
        " document.getElementById(e.getAttribute('aria-describedby')).textContent])"
    )
    assert dict(described) == PARTS
    assert figure.figure.locator("[aria-live]").count() == 1


def test_link_and_start_again(figure, open_page, site):
    """A copied link brings scene, levels and part back; start again leads to the chapter's own."""
    figure.choose("two deadlines on Friday")
    figure.slider("soothing").fill("9")
    figure.press("sympathy")
    words = figure.words
    figure.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure.press("Copy link")
    expect(figure.figure.locator(".pp-share-note")).to_have_text("Link copied.")
    link = figure.page.evaluate("navigator.clipboard.readText()")

    again = Figure(open_page(link.removeprefix(f"{site.url}/")))
    assert again.words == words
    assert again.levels() == [8, 8, 9]
    assert again.figure.locator(".pp-part").inner_text().startswith("sympathy")
    again.press("Start again")
    assert ThreeSystems().sentence() in " ".join(again.words.split())


def test_a_link_to_a_part_leads_to_the_rings(open_page):
    """The map and what compassion is made of are two parts, and each can be linked to."""
    size = {"width": 390, "height": 664}
    link = f"{CHAPTER}#figure=three-systems&v=1"
    rings = Figure(open_page(f"{link}&part=empathy", viewport=size)).figure.locator(".pp-part")
    expect(rings).to_be_in_viewport(ratio=0.9)
    assert rings.inner_text().startswith("empathy")
    figure = Figure(open_page(f"{link}&scene=awake+at+night", viewport=size))
    expect(figure.figure.locator(".pp-headline")).to_be_in_viewport(ratio=0.9)


@pytest.mark.sweep(4)
@pytest.mark.parametrize(
    "fragment",
    ["threat=11", "drive=-1", "soothing=1.5", "threat=NaN", "threat=", "scene=<b>",
     "scene=__proto__", "part=constructor", "part=<img src=x>", "scene="],
)  # fmt: skip
def test_a_broken_or_hostile_link(open_page, fragment):
    """The chapter's own scene and one sentence."""
    figure = Figure(open_page(f"{CHAPTER}#figure=three-systems&v=1&{fragment}"))

    assert "This link cannot be shown" in figure.words
    assert figure.levels() == [8, 3, 2]


def test_download(figure):
    """The picture stands alone and says in its title that it measures nothing."""
    with figure.page.expect_download() as download:
        figure.press("Download picture (SVG)")
    picture = download.value.path().read_text(encoding="utf-8")

    assert re.search(r"<title>The three systems in a made-up scene: .* measures nothing", picture)
    assert all(f">{name}</text>" in picture for name in SYSTEMS)


@pytest.mark.sweep(1)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_jumps_and_nothing_sticks_out(open_page, width):
    """The reserved height is the live one, in every state, and the figure fits into the page."""
    size = {"width": width, "height": 900}
    asleep = open_page(CHAPTER, viewport=size, blocked=["**/host.js*"])
    height = asleep.locator(FIGURE).bounding_box()["height"]
    page = open_page(CHAPTER, viewport=size)
    figure = Figure(page)
    blank = height - figure.figure.locator(".pp-three").bounding_box()["height"]
    assert blank <= 45  # no hole below the figure
    rings = figure.figure.locator(".pp-rings")
    top = rings.bounding_box()["y"] - figure.figure.bounding_box()["y"]
    for scene in SCENES:
        figure.choose(scene)
        figure.slider("threat").fill("10")
        box = figure.figure.bounding_box()
        assert box["height"] == pytest.approx(height, abs=1)
        assert rings.bounding_box()["y"] - box["y"] == pytest.approx(top, abs=1)
    for name in PARTS:
        figure.press(name)
        assert figure.figure.bounding_box()["height"] == pytest.approx(height, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.sweep(1)
@pytest.mark.parametrize("width", [320, 324, 340, 352])
def test_a_chosen_part_moves_no_other(open_page, width):
    """What is chosen is marked within its own edges, so that no row breaks anew."""
    figure = Figure(open_page(CHAPTER, viewport={"width": width, "height": 900}))
    places = """() => [...document.querySelectorAll('.pp-rings button')].map(
        e => [e.offsetLeft, e.offsetTop, e.offsetWidth, e.offsetHeight])"""
    before = figure.page.evaluate(places)

    for name in PARTS:
        figure.press(name)
        chosen = figure.figure.locator('.pp-rings button[aria-pressed="true"]')
        assert chosen.all_inner_texts() == [name]
        assert "underline" in chosen.evaluate("e => getComputedStyle(e).textDecorationLine")
        assert figure.page.evaluate(places) == before


@pytest.mark.sweep(1)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_use(open_page, theme):
    """At 320 px, with a part chosen and other levels set, axe-core finds nothing in the figure."""
    size = {"width": 320, "height": 900}
    figure = Figure(open_page(CHAPTER, viewport=size, color_scheme=theme))
    figure.choose("two deadlines on Friday")
    figure.slider("soothing").fill("10")
    figure.press("empathy")
    assert figure.page.evaluate("document.documentElement.dataset.theme") == theme

    found = Axe().run(
        figure.page, FIGURE, options={"preload": False, "resultTypes": ["violations"]}
    )
    violations = found.response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:150]) for one in violations] == []
    assert len(found.response["passes"]) > 10


@pytest.mark.parametrize("width", [320, 1280])
def test_parts_do_not_cover_each_other(open_page, width):
    """Each of the fifteen buttons is large enough to touch and lies clear of the others."""
    figure = Figure(open_page(CHAPTER, viewport={"width": width, "height": 900}))
    boxes = [button.bounding_box() for button in figure.figure.locator(".pp-rings button").all()]

    assert len(boxes) == len(PARTS)
    assert all(min(box["width"], box["height"]) >= 24 for box in boxes)
    for one, other in itertools.combinations(boxes, 2):
        apart = max(
            one["x"] - other["x"] - other["width"], other["x"] - one["x"] - one["width"],
            one["y"] - other["y"] - other["height"], other["y"] - one["y"] - one["height"],
        )  # fmt: skip
        assert apart >= 0


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts(open_page, width):
    """With scripts off every word stands in tables of two columns, which fit into the window."""
    size = {"width": width, "height": 900}
    figure = open_page(CHAPTER, java_script_enabled=False, viewport=size).locator(FIGURE)

    for table in figure.locator("table").all():
        box = table.bounding_box()
        assert box["x"] + box["width"] <= width
        assert table.locator("thead th").count() == 2
    text = figure.inner_text()
    assert figure.locator("table").count() == 6
    assert all(means in text for means in PARTS.values())
    assert all(rule["says"] in text for rule in WORDS["balance"])
    assert "measured none of the three systems" in text


def test_python_moves_it(figure):
    """Settings from the model, as Python sets them, move the figure; impossible ones do not."""
    figure.page.evaluate(
        """async (selector) => {
            const script = document.querySelector('script[src*="host.js"]').src;
            const { pageModel } = await import(script);
            const widget = await import(new URL("three_systems.js", script.split("?")[0]));
            const old = document.querySelector(selector);
            window.model = pageModel(JSON.parse(old.dataset.state));
            const el = document.createElement("div");
            widget.default.render({ model: window.model, el });
            old.replaceChildren(el);
        }""",
        FIGURE,
    )
    live = figure.figure.locator(".pp-result")
    figure.page.evaluate("model.set('soothing', 9)")
    expect(live).to_contain_text("Alarm, with rest at hand")
    figure.page.evaluate("model.set('drive', 99)")
    expect(live).to_contain_text("drive would be 99; it is a whole number from 0 to 10")
    figure.slider("threat").fill("1")

    assert figure.page.evaluate("model.get('threat')") == 1


def test_one_caution(figure):
    """The page says first what the table without scripts says last, in the same words."""
    assert ThreeSystems().closing() == figure.figure.locator(".pp-note").first.all_inner_texts()
