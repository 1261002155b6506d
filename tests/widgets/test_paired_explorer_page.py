"""The explorer on the built page as a reader uses it: by hand, keys, link, and without scripts."""

import csv
import io
import json
import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from figures import unfold
from playwright.sync_api import expect
from scipy import stats

from make_cases import p_is
from twowaves.widgets import PairedExplorer
from twowaves.widgets.paired_explorer.figure import paired_presets

OFFERED = [name for name in paired_presets() if not name.endswith(", exact")]
CHAPTER = "notebooks/paired-t-test.html"
ALONE = "embed/paired-explorer.html"  # a page that opens in half the time
FIGURE = 'figure[data-widget="paired-explorer"]'
REPORT = re.compile(r"t\((\d+)\) = (−?\d+\.\d{2}), (p [=<>] \.\d{3,})")
SLIDERS = ["n", "mean change", "SD of change", "r", "alpha"]


class Explorer:
    """One figure on an open page."""

    def __init__(self, page):
        self.page = page
        self.figure = page.locator(FIGURE).first
        expect(self.figure).to_have_attribute("data-live", "")
        unfold(self.figure)

    @property
    def words(self):
        return self.figure.locator(".pp-result").inner_text()

    @property
    def headline(self):
        return self.figure.locator(".pp-headline").inner_text()

    @property
    def heard(self):
        return self.figure.locator("[aria-live]")

    @property
    def report(self):
        """Degrees of freedom, t and p as printed."""
        df, t, p = REPORT.search(self.words).groups()
        return int(df), number(t), p

    def handle(self, person, end):
        return self.figure.locator(f'[role="slider"][data-person="{person}"][data-end="{end}"]')

    def slider(self, name):
        return self.figure.locator('input[type="range"]').nth(SLIDERS.index(name))

    def shown(self, name):
        """The value that a slider prints."""
        return number(self.slider(name).get_attribute("aria-valuetext"))

    def pairs(self):
        """Everyone's scores as the downloaded file has them."""
        with self.page.expect_download() as download:
            self.figure.get_by_role("button", name="Download data (CSV)").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        kept = [row for row in rows if row["left_out"] == "no"]
        return tuple(np.array([float(row[end]) for row in kept]) for end in ("pre", "post"))

    def drag(self, handle, pixels):
        """Drag a handle up by so many pixels with the mouse."""
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x, y - pixels, steps=4)
        self.page.mouse.up()

    def choose(self, preset):
        self.figure.get_by_label("Example").select_option(preset)


def number(text):
    """A printed number, whose minus sign is a true one."""
    return float(text.replace("−", "-"))


def assert_page_equals_scipy(explorer, alternative="two-sided"):
    pre, post = explorer.pairs()
    expected = stats.ttest_rel(post, pre, alternative=alternative)
    df, t, p = explorer.report
    assert df == expected.df
    assert t == pytest.approx(expected.statistic, abs=0.005001)
    assert p_is(expected.pvalue, [0.05]) == p


@pytest.fixture
def explorer(open_page):
    """The chapter's figure on its own page, freshly loaded."""
    return Explorer(open_page(ALONE))


class TestContract:
    """What other pages, tests and screen readers rely on."""

    def test_one_polite_region_and_the_test_as_printed(self, explorer):
        """There is one live region; beside it stands t(df) = t, p = p, two-tailed by default."""
        assert explorer.heard.count() == 1
        assert explorer.report == (10, 3.13, "p = .011")
        assert "two-tailed" in explorer.words

    def test_first_slider_is_n(self, explorer):
        """The first range input is the number of pairs, from 2 to 60."""
        first = explorer.figure.locator('input[type="range"]').first

        assert [first.get_attribute(name) for name in ("min", "max")] == ["2", "60"]
        assert first.input_value() == "11"

    def test_every_control_is_named_and_keeps_its_keys(self, explorer):
        """Each focusable element has a name, and tells JupyterLab to leave its keys alone."""
        focusable = explorer.figure.locator(
            "input, select, textarea, button, summary, [tabindex], [role=slider]"
        )
        attribute = "data-lm-suppress-shortcuts"
        bare = focusable.evaluate_all(
            f"all => all.filter(e => e.getAttribute('{attribute}') !== 'true')"
            ".map(e => e.outerHTML)"
        )
        assert focusable.count() > 30
        assert bare == []

    def test_touch_targets_are_large_enough(self, explorer):
        """Buttons, choices, sliders and handles are at least 24 pixels high and wide."""
        boxes = explorer.figure.locator("input, select, button, summary, [role=slider]")
        sizes = boxes.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => [b.width, b.height])"
        )
        assert min(min(size) for size in sizes) >= 24

    def test_the_flip_is_true(self, explorer):
        """The sentence says from how many pairs on the effect is significant; SciPy agrees."""
        needed = int(re.search(r"significant from (\d+) pairs on", explorer.words)[1])
        pre, post = explorer.pairs()
        d_z = (post - pre).mean() / (post - pre).std(ddof=1)

        p = [2 * stats.t.sf(d_z * np.sqrt(n), n - 1) for n in (needed - 1, needed)]
        assert p[0] >= 0.05 > p[1]


class TestByHand:
    """Dragging."""

    @pytest.mark.parametrize("end", ["pre", "post"])
    def test_drag(self, explorer, end):
        """A dragged end follows the mouse, and t and p follow the end."""
        before = explorer.report
        value = float(explorer.handle(5, end).get_attribute("aria-valuenow"))

        explorer.drag(explorer.handle(5, end), -60 if end == "post" else 60)

        now = float(explorer.handle(5, end).get_attribute("aria-valuenow"))
        assert (now < value) if end == "post" else (now > value)
        assert explorer.report != before
        assert_page_equals_scipy(explorer)

    def test_a_drag_stays_on_the_axis(self, explorer):
        """Dragged far out of the picture, a score stops at the end of the scale."""
        explorer.drag(explorer.handle(0, "post"), 2000)

        assert explorer.handle(0, "post").get_attribute("aria-valuenow") == "5"
        assert_page_equals_scipy(explorer)

    def test_touch(self, open_page):
        """A finger drags as a mouse does, on a phone-sized screen, and the page does not scroll."""
        page = open_page(CHAPTER, viewport={"width": 360, "height": 740}, has_touch=True)
        explorer = Explorer(page)
        handle = explorer.handle(5, "post")
        handle.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = handle.bounding_box()
        x, y = box["x"] + 12, box["y"] + 12
        scroll = page.evaluate("scrollY")

        session = page.context.new_cdp_session(page)
        for kind, dy in (
            ("touchStart", 0),
            ("touchMove", 20),
            ("touchMove", 50),
            ("touchEnd", None),
        ):
            points = [] if dy is None else [{"x": x, "y": y + dy}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        assert page.evaluate("scrollY") == scroll
        assert explorer.report != (10, 3.13, "p = .011")
        assert_page_equals_scipy(explorer)

    def test_a_second_finger_changes_nothing(self, explorer):
        """While one finger drags, another on a handle does not take over."""
        script = """(pointers) => {
            const handle = (person) => document.querySelector(
                `[role="slider"][data-person="${person}"][data-end="post"]`);
            const svg = handle(0).ownerSVGElement;
            svg.setPointerCapture = () => {};
            for (const [type, pointerId, person, dy] of pointers) {
                const box = handle(person).getBoundingClientRect();
                const place = { clientX: box.x + 12, clientY: box.y + 12 + dy };
                const event = new PointerEvent(type, { bubbles: true, pointerId, ...place });
                handle(person).dispatchEvent(event);
            }
        }"""
        before = explorer.pairs()[1]
        explorer.page.evaluate(
            script,
            [
                ["pointerdown", 1, 4, 0], ["pointerdown", 2, 7, 0], ["pointermove", 2, 7, 60],
                ["pointerup", 2, 7, 0], ["pointermove", 1, 4, 30], ["pointerup", 1, 4, 0],
            ],
        )  # fmt: skip

        moved = np.flatnonzero(explorer.pairs()[1] != before)
        assert len(moved) == 1
        assert explorer.handle(moved[0], "post").get_attribute("tabindex") == "0"

    def test_add_and_remove(self, explorer):
        """A person can be added and removed; n and the test follow."""
        explorer.figure.get_by_role("button", name="Add a person").click()
        assert explorer.report[0] == 11
        explorer.figure.get_by_role("button", name="Remove").click()
        explorer.figure.get_by_role("button", name="Remove").click()

        assert explorer.report[0] == 9
        assert_page_equals_scipy(explorer)

    def test_leave_one_out(self, explorer):
        """A person who is left out does not count, is named, and can come back."""
        explorer.figure.get_by_role("button", name="Leave out").click()
        assert explorer.report[0] == 9
        assert "Left out: 1" in explorer.words
        assert_page_equals_scipy(explorer)

        explorer.figure.get_by_role("button", name="Put back").click()
        assert explorer.report == (10, 3.13, "p = .011")

    def test_typed_scores(self, explorer):
        """A score can be typed, with a decimal comma too; the test follows."""
        explorer.figure.get_by_role("textbox", name="Person 1, after").fill("4,5")
        explorer.page.keyboard.press("Enter")

        assert explorer.handle(0, "post").get_attribute("aria-valuenow") == "4.5"
        assert_page_equals_scipy(explorer)


class TestByKeys:
    """The keyboard alone."""

    def test_tab_reaches_the_picture_and_arrows_move(self, explorer):
        """From the button above, Tab leads to a handle; arrow keys move it by one step."""
        explorer.figure.get_by_role("button", name="Full screen").focus()
        explorer.page.keyboard.press("Tab")
        focused = explorer.page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused == "Person 1, before"

        explorer.page.keyboard.press("Tab")
        start = float(explorer.handle(0, "post").get_attribute("aria-valuenow"))
        for key in ("ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowDown"):
            explorer.page.keyboard.press(key)

        now = float(explorer.handle(0, "post").get_attribute("aria-valuenow"))
        assert now == pytest.approx(start + (2 + 10 - 1) / 12)
        assert_page_equals_scipy(explorer)

    def test_home_end_and_other_people(self, explorer):
        """Home and End go to the ends of the scale, Page Down and Page Up to another person."""
        explorer.handle(0, "pre").focus()
        explorer.page.keyboard.press("End")
        assert explorer.handle(0, "pre").get_attribute("aria-valuenow") == "5"
        explorer.page.keyboard.press("PageDown")
        explorer.page.keyboard.press("Home")

        assert explorer.handle(1, "pre").get_attribute("aria-valuenow") == "1"
        assert_page_equals_scipy(explorer)

    def test_delete_leaves_out(self, explorer):
        """Delete leaves the person out, and brings them back."""
        explorer.handle(3, "post").focus()
        explorer.page.keyboard.press("Delete")
        assert "Left out: 4" in explorer.words
        explorer.page.keyboard.press("Delete")

        assert explorer.report == (10, 3.13, "p = .011")

    def test_a_held_key_leaves_the_page_where_it_is(self, explorer):
        """Arrow keys on a handle move the score, not the page."""
        explorer.handle(3, "post").focus()
        scroll = explorer.page.evaluate("scrollY")
        for _ in range(10):
            explorer.page.keyboard.press("ArrowDown")

        assert explorer.page.evaluate("scrollY") == scroll


class TestFirstStep:
    """No key changes the test and leaves the number beside it as it was."""

    @pytest.mark.parametrize("key", ["ArrowUp", "ArrowDown"])
    @pytest.mark.parametrize("preset", ["self-compassion", "hated self"])
    def test_what_is_shown_moves(self, open_page, preset, key):
        """Both for people with whole answers and for those of the older links."""
        for fields in ("", "&people=answers"):
            address = f"{ALONE}#figure=paired-explorer&v=1&preset={preset}{fields}"
            explorer = Explorer(open_page(address))
            handle = explorer.handle(0, "post")
            shown, before = handle.get_attribute("aria-valuetext"), explorer.report
            handle.press(key)

            assert explorer.report != before
            assert handle.get_attribute("aria-valuetext") != shown


class TestSliders:
    """A slider bends the sample until its realised value equals the slider's."""

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize("n", [2, 3, 7, 12, 37, 60])
    def test_n(self, explorer, n):
        """Another n keeps the mean and the SD of change, and from three pairs on r too."""
        pre, post = explorer.pairs()
        kept = (post - pre).mean(), (post - pre).std(ddof=1), np.corrcoef(pre, post)[0, 1]

        explorer.slider("n").fill(str(n))

        pre, post = explorer.pairs()
        assert len(pre) == n
        assert (post - pre).mean() == pytest.approx(kept[0], abs=1e-9)
        assert (post - pre).std(ddof=1) == pytest.approx(kept[1], abs=1e-9)
        if n > 2:
            assert np.corrcoef(pre, post)[0, 1] == pytest.approx(kept[2], abs=1e-9)
        assert_page_equals_scipy(explorer)

    def test_n_comes_back(self, explorer):
        """Down to two and back to eleven gives the same people again."""
        before = explorer.pairs()
        for n in (2, 40, 11):
            explorer.slider("n").fill(str(n))

        np.testing.assert_array_equal(before, explorer.pairs())

    def test_mean_change(self, explorer):
        """The mean change becomes the slider's; its spread and everyone's first score stay."""
        pre, post = explorer.pairs()
        explorer.slider("mean change").fill("0.3")

        new_pre, new_post = explorer.pairs()
        assert (new_post - new_pre).mean() == pytest.approx(0.3, abs=1e-9)
        assert (new_post - new_pre).std(ddof=1) == pytest.approx((post - pre).std(ddof=1))
        np.testing.assert_array_equal(new_pre, pre)
        assert_page_equals_scipy(explorer)

    def test_spread_of_change(self, explorer):
        """The SD of change becomes the slider's; the mean change stays."""
        pre, post = explorer.pairs()
        explorer.slider("SD of change").fill("1.5")

        new_pre, new_post = explorer.pairs()
        assert (new_post - new_pre).std(ddof=1) == pytest.approx(1.5, abs=1e-9)
        assert (new_post - new_pre).mean() == pytest.approx((post - pre).mean(), abs=1e-9)
        assert_page_equals_scipy(explorer)

    @pytest.mark.parametrize("r", ["-0.9", "0", "0.95"])
    def test_correlation(self, explorer, r):
        """r becomes the slider's; both means and both SDs stay."""
        pre, post = explorer.pairs()
        explorer.slider("r").fill(r)

        new_pre, new_post = explorer.pairs()
        assert np.corrcoef(new_pre, new_post)[0, 1] == pytest.approx(float(r), abs=1e-9)
        assert new_post.mean() == pytest.approx(post.mean(), abs=1e-9)
        assert new_post.std(ddof=1) == pytest.approx(post.std(ddof=1), abs=1e-9)
        np.testing.assert_array_equal(new_pre, pre)
        assert_page_equals_scipy(explorer)

    def test_alpha_moves_the_verdict_not_p(self, explorer):
        """A stricter level turns the verdict and leaves t and p alone; the interval widens."""
        before = explorer.report
        explorer.slider("alpha").fill("0.01")

        assert explorer.report == before
        assert "not significant at α = .01" in explorer.words
        assert "99 % interval" in explorer.words

    def test_arrow_keys_move_a_slider(self, explorer):
        """A slider under focus follows the arrow keys by one step."""
        explorer.slider("n").focus()
        explorer.page.keyboard.press("ArrowRight")

        assert explorer.report[0] == 11

    @pytest.mark.parametrize("alternative", ["greater", "less"])
    def test_tails(self, explorer, alternative):
        """One-tailed p and interval are SciPy's for that direction."""
        explorer.figure.get_by_label("Question").select_option(alternative)

        assert "one-tailed" in explorer.words
        assert_page_equals_scipy(explorer, alternative)

    def test_left_out_people_move_along(self, explorer):
        """With somebody left out, the sliders still set the values of those who count."""
        explorer.figure.get_by_role("button", name="Leave out").click()
        explorer.slider("r").fill("0.8")

        pre, post = explorer.pairs()
        assert len(pre) == 10
        assert np.corrcoef(pre, post)[0, 1] == pytest.approx(0.8, abs=1e-9)


class TestPresets:
    """Examples to choose from."""

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize("name", OFFERED)
    def test_every_preset(self, explorer, name):
        """Each example shows its own data, caption and test."""
        explorer.choose(name)

        preset = paired_presets()[name]
        pre, post = explorer.pairs()
        assert (pre.tolist(), post.tolist()) == (preset["pre"], preset["post"])
        assert preset["caption"] in explorer.figure.inner_text()
        if name == "blank":
            assert "t(4) = 0.00" in explorer.words
        else:
            assert_page_equals_scipy(explorer)

    def test_start_again(self, explorer):
        """Whatever was moved, one button brings the example back."""
        explorer.slider("n").fill("30")
        explorer.slider("mean change").fill("0")
        explorer.figure.get_by_role("button", name="Start again").click()

        assert explorer.report == (10, 3.13, "p = .011")

    def test_scores_beyond_the_scale_are_told(self, explorer):
        """When a slider moves people off the scale, the caption counts them."""
        explorer.slider("mean change").fill("2.5")

        assert re.search(
            r"\d+ scores now lie outside the scale \(1 to 5\)", explorer.figure.inner_text()
        )


def paste(explorer, text):
    details = explorer.figure.locator("details").filter(has=explorer.page.locator("textarea"))
    details.locator("textarea").fill(text)
    details.get_by_role("button", name="Use these numbers").click()


class TestPaste:
    """Two columns from a spreadsheet."""

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("1\t2\n2\t4\n3\t4", [[1, 2], [2, 4], [3, 4]]),
            ("1,5\t2\n2\t4,25\n3\t4", [[1.5, 2], [2, 4.25], [3, 4]]),
            ("1,5;2\n2;4,25\n3;4", [[1.5, 2], [2, 4.25], [3, 4]]),
            ("1.5,2\n2,4.25\n3,4", [[1.5, 2], [2, 4.25], [3, 4]]),
            ("1.5 2\r\n2  4.25\r\n3 4\r\n", [[1.5, 2], [2, 4.25], [3, 4]]),
            ("\ufeff-1\t\u22122\n\n+2\t.5\n", [[-1, -2], [2, 0.5]]),
            (
                "\uff11\uff0e\uff15\t\uff12\n\uff0d\uff12\t\uff14\uff0c\uff12\uff15\n",
                [[1.5, 2], [-2, 4.25]],
            ),
        ],
        ids=[
            "tabs",
            "decimal commas, tabs",
            "semicolons",
            "commas",
            "blanks",
            "mark, minus",
            "wide",
        ],
    )
    def test_good_columns(self, explorer, text, expected):
        """Tab, semicolon, comma or blank: each is read as its kind of spreadsheet writes it."""
        paste(explorer, text)

        pre, post = explorer.pairs()
        assert np.column_stack([pre, post]).tolist() == expected
        assert explorer.figure.locator(".pp-problems li").count() == 0
        assert_page_equals_scipy(explorer)

    def test_bad_lines_are_named_and_good_ones_kept(self, explorer):
        """A line that cannot be read is named with number and reason; the others are used."""
        paste(explorer, "before\tafter\n1,5\t2\nx\t3\n2\t\n1.000,5\t3\n4\t5\t6\n2\t4,25\n7\n3\t4\n")

        problems = explorer.figure.locator(".pp-problems li").all_inner_texts()
        assert [problem.split(":")[0] for problem in problems] == [
            "line 1", "line 3", "line 4", "line 5", "line 6", "line 8",
        ]  # fmt: skip
        assert "“x” cannot be read" in problems[1]
        assert "a value is missing" in problems[2]
        assert "“1.000,5”" in problems[3]
        assert "3 values where two are expected" in problems[4]
        assert "one value where two are expected" in problems[5]
        assert all(problem in explorer.words for problem in problems)
        pre, post = explorer.pairs()
        assert np.column_stack([pre, post]).tolist() == [[1.5, 2], [2, 4.25], [3, 4]]

    def test_a_column_of_names(self, explorer):
        """Three columns are no list of bad lines: one sentence says which has to go."""
        paste(explorer, "who\tbefore\tafter\nA\t1\t2\nB\t2\t4\nC\t3\t3\n")

        (problem,) = explorer.figure.locator(".pp-problems li").all_inner_texts()
        assert problem == (
            "3 values where two are expected, before and after; leave out the column that says who"
        )

    def test_ambiguous_commas_are_named(self, explorer):
        """`1,5 2,5` may be two numbers or three: it is named, not guessed."""
        paste(explorer, "1,5 2,5\n1,2\n2,4\n3,9")

        assert explorer.figure.locator(".pp-problems li").all_inner_texts()[0].startswith("line 1:")
        assert explorer.pairs()[0].tolist() == [1, 2, 3]

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "at least 2 pairs; there would be 0"),
            ("1\t2", "at least 2 pairs; there would be 1"),
            ("1\t2\n2\t3\n5\t6", "The differences would not vary: every change would be 1"),
            ("a\tb\nc\td", "at least 2 pairs; there would be 0"),
        ],
    )
    def test_untestable_columns_keep_the_last_picture(self, explorer, text, sentence):
        """What cannot be tested is said in the live region, and the last good state stays."""
        before = explorer.pairs()
        paste(explorer, text)

        assert sentence in explorer.words
        np.testing.assert_array_equal(before, explorer.pairs())

    def test_more_than_sixty_lines(self, explorer):
        """The first sixty good lines are used, and the rest is told."""
        paste(explorer, "\n".join(f"{i}\t{i * i % 17}" for i in range(70)))

        assert len(explorer.pairs()[0]) == 60
        assert "60 people at the most" in explorer.words

    def test_start_again_keeps_pasted_numbers(self, explorer):
        """After a paste, starting again means from the pasted numbers, not from an example."""
        paste(explorer, "1\t2\n2\t4\n3\t4")
        explorer.slider("n").fill("20")
        explorer.figure.get_by_role("button", name="Start again").click()

        assert explorer.pairs()[1].tolist() == [2, 4, 4]

    def test_hostile_text_is_shown_as_text(self, explorer):
        """Markup in a pasted cell is quoted back as text and does nothing."""
        paste(explorer, "<img src=x onerror=window.hit=1>\t2\n1\t2\n2\t5\n3\t4")

        assert "<img" in explorer.figure.locator(".pp-problems").inner_text()
        assert explorer.page.evaluate("window.hit === undefined")


class TestBadHands:
    """What a hand or a key cannot do is said, and the last good state stays."""

    def test_typed_text(self, explorer):
        """Text in a score's field is answered in a sentence; the score stays."""
        before = explorer.handle(0, "post").get_attribute("aria-valuenow")
        explorer.figure.get_by_role("textbox", name="Person 1, after").fill("four")
        explorer.page.keyboard.press("Enter")

        assert "“four” cannot be read as one number" in explorer.words
        assert explorer.handle(0, "post").get_attribute("aria-valuenow") == before

    def test_too_few_pairs(self, explorer):
        """The second but last pair cannot be removed."""
        explorer.slider("n").fill("2")
        explorer.figure.get_by_role("button", name="Remove").click()

        assert "at least 2 pairs; there would be 1" in explorer.words
        assert len(explorer.pairs()[0]) == 2

    def test_correlation_of_two(self, explorer):
        """Two pairs always correlate perfectly: the slider says so and gives up."""
        explorer.slider("n").fill("2")
        explorer.slider("r").fill("0.2")

        assert "With two pairs the correlation is always 1 or −1" in explorer.words
        assert_still = explorer.pairs()
        assert abs(np.corrcoef(*assert_still)[0, 1]) == pytest.approx(1)

    def test_no_variation(self, explorer):
        """A key press that would make all changes equal is refused in a sentence."""
        paste(explorer, "1\t2\n2\t3\n3\t4.1")
        explorer.handle(2, "post").focus()
        explorer.page.keyboard.press("ArrowDown")

        assert "The differences would not vary" in explorer.words
        assert explorer.pairs()[1].tolist() == [2, 3, 4.1]


@pytest.fixture
def given(open_page):
    """Return a function that draws a figure as a live front end does, with any state at all.

    The page then holds the model as `model`, and what a screen reader hears as `heard`.
    """
    page = open_page(ALONE)
    Explorer(page)

    def draw(state, *, on_page=False):
        page.evaluate(
            """async ({ state, figure, onPage }) => {
                const script = document.querySelector('script[src*="host.js"]').src;
                const { pageModel } = await import(script);
                const widget = await import(new URL("paired_explorer.js", script.split("?")[0]));
                const old = document.querySelector(figure);
                const rest = JSON.parse(old.dataset.state);
                window.model = pageModel({ ...rest, ...state });
                const page = onPage ? { id: "given", figure: old } : undefined;
                const el = document.createElement("div");
                window.undo = widget.default.render({ model, el, page });
                old.replaceChildren(el);
            }""",
            {"state": state, "figure": FIGURE, "onPage": on_page},
        )
        return Explorer(page)

    return draw


def own(pre, post, **rest):
    """Somebody's own scores as Python hands them over."""
    given = {"given_pre": pre, "given_post": post, "preset": "own", "private": False}
    return {"pre": pre, "post": post, "left_out": [], **given, **rest}


def tell(explorer, state):
    """Change the model as Python does, and let the figure take it in."""
    script = "(state) => { for (const key in state) model.set(key, state[key]); }"
    explorer.page.evaluate(script, state)
    explorer.page.wait_for_timeout(50)


class TestWhoseScores:
    """The caption names an example only while its people are unmoved."""

    def caption(self, explorer):
        return explorer.figure.locator(".pp-caption").inner_text()

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize("name", OFFERED)
    def test_a_moved_example(self, explorer, name):
        """After a move the caption says that the scores were changed; back again it does not."""
        explorer.choose(name)
        explorer.slider("n").fill("20")

        preset = paired_presets()[name]
        assert self.caption(explorer).startswith(preset["changed"])
        explorer.figure.get_by_role("button", name="Start again").click()
        assert self.caption(explorer) == preset["caption"]

    def test_pasted_numbers(self, explorer):
        """Pasted numbers are the reader's own, in caption, choice and picture."""
        paste(explorer, "1\t2\n2\t4\n3\t4")

        assert self.caption(explorer) == "Your own numbers."
        assert explorer.figure.get_by_label("Example").input_value() == "own"
        explorer.handle(0, "post").press("ArrowUp")
        assert self.caption(explorer) == "Your own numbers, changed here."

    def test_scores_from_python(self, given):
        """Scores from Python are theirs, then changed, then theirs again."""
        explorer = given(own([1, 2, 4], [2, 4, 5]))
        assert self.caption(explorer) == "Scores of 3 people before and after."
        explorer.handle(0, "post").press("End")
        assert self.caption(explorer) == "Scores of 3 people before and after, changed here."

        explorer.figure.get_by_role("button", name="Start again").click()
        assert explorer.pairs()[1].tolist() == [2, 4, 5]
        assert self.caption(explorer) == "Scores of 3 people before and after."

    def test_changed_scores_stay_changed(self, given):
        """A new level from Python does not make changed scores the first ones."""
        explorer = given(own([1, 2, 4], [2, 4, 5]))
        explorer.slider("n").fill("9")
        tell(explorer, {"alpha": 0.1})
        assert "changed here" in self.caption(explorer)
        explorer.figure.get_by_role("button", name="Start again").click()

        assert explorer.pairs()[1].tolist() == [2, 4, 5]

    def test_the_pages_own_scores_survive_a_reload(self, given):
        """Moved scores come back from the address; starting again means the author's."""
        explorer = given(own([1, 2, 4], [2, 4, 5]), on_page=True)
        explorer.handle(0, "post").press("End")
        explorer.page.wait_for_url(re.compile("post="))
        again = given(own([1, 2, 4], [2, 4, 5]), on_page=True)
        assert "changed here" in self.caption(again)
        again.figure.get_by_role("button", name="Start again").click()

        assert again.pairs()[1].tolist() == [2, 4, 5]

    def test_digits_follow_the_scores(self, given):
        """After a slider the page prints what Python prints of the same scores."""
        explorer = given(own([1, 2, 4], [2, 4, 5]))
        explorer.slider("n").fill("9")

        pre, post = explorer.page.evaluate("[model.get('pre'), model.get('post')]")
        people, numbers = (table for _, table in PairedExplorer(pre, post).tables())
        shown = [explorer.handle(i, "post").get_attribute("aria-valuetext") for i in range(9)]
        assert shown == people["after"].tolist()
        mean_change = numbers.set_index("quantity").loc["mean change", "value"]
        assert f"rose by {mean_change}" in explorer.words

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize("scale", [1, 1e-120, 1e12, 1e-17])
    def test_scores_of_any_size(self, given, scale):
        """Scores of any size that can be squared are drawn, and travel in a link."""
        pre, post = [1 * scale, 2 * scale, 4 * scale], [2 * scale, 4 * scale, 5 * scale]
        explorer = given(own(pre, post), on_page=True)
        assert explorer.report[:2] == (2, 4.0)
        for name in ("Add a person", "Leave out"):
            explorer.figure.get_by_role("button", name=name).click()
        explorer.page.wait_for_url(re.compile("out="))
        words = explorer.words

        assert given(own(pre, post), on_page=True).words == words

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize(
        "scores",
        [[1, 2, 4], [1.25, 2, 4], [0.001, 0.0023, 0.0049], [1234567, 2000000, 3456789],
         [1 / 3, 2 / 3, 4 / 3], [-1e-9, 5e-9, 7e-9]],
    )  # fmt: skip
    def test_own_scores_keep_their_digits(self, given, scores):
        """The page prints as many decimals of somebody's own scores as Python does."""
        post = [2 * score for score in scores]
        explorer = given(own(scores, post))

        people = dict(PairedExplorer(scores, post).tables())["Scores"]
        shown = [explorer.handle(i, "pre").get_attribute("aria-valuetext") for i in range(3)]
        assert shown == people["before"].tolist()
        words = dict(PairedExplorer(scores, post).tables())["Paired t test"].set_index("quantity")
        assert words.loc["mean change", "value"].lstrip("-") in explorer.words

    def test_a_step_fits_the_scores(self, given):
        """One key press moves small scores by little and large ones by much; whole ones by 1."""
        moved = {}
        for top in (0.005, 5, 5000):
            explorer = given(own([0, top / 5, top], [top / 5, top, top]))
            start = float(explorer.handle(1, "pre").get_attribute("aria-valuenow"))
            explorer.handle(1, "pre").press("ArrowUp")
            now = float(explorer.handle(1, "pre").get_attribute("aria-valuenow"))
            moved[top] = now - start

        assert moved == pytest.approx({0.005: 0.001, 5: 1, 5000: 50})


class TestLastGoodState:
    """A state that cannot be tested is told, and never becomes the picture."""

    def test_a_click_after_a_refusal(self, given):
        """What Python set in vain is said until a change replaces it: the shown people go on."""
        explorer = given(own([1, 2, 4, 7], [2, 4, 5, 9]))
        tell(explorer, {"pre": [1, 2, 3], "post": [2, 3, 4]})
        assert "The differences would not vary" in explorer.words

        explorer.figure.get_by_role("button", name="Next person").click()
        assert "The differences would not vary" in explorer.words
        explorer.figure.get_by_role("button", name="Leave out").click()

        assert explorer.report[0] == 2
        assert explorer.page.evaluate("model.get('pre')") == [1, 2, 4, 7]
        assert_page_equals_scipy(explorer)

    @pytest.mark.parametrize("state", [own([1, 2, 3], [2, 3, 4]), own([1, 2, 3], [2, 3])])
    def test_a_figure_that_begins_untestable(self, given, state):
        """It says why; what has nothing to work on is inert; an example or new scores wake it."""
        explorer = given(state)
        words = explorer.words
        assert "would not vary" in words or "3 scores before and 2 after" in words
        assert explorer.figure.get_by_label("Example").input_value() == "own"

        inert = explorer.figure.locator("[inert]")
        assert inert.count() == 4
        explorer.figure.get_by_label("Question").select_option("less")
        assert explorer.words == words
        explorer.choose("sleep")
        assert inert.count() == 0
        assert explorer.report == (9, 4.06, "p = .999")

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize(
        "state",
        [{"preset": "nonsense"}, {"pre": 4}, {"post": None}, {"left_out": "all"},
         {"left_out": [0, 0]}, {"left_out": [9]}, {"pre": [1, "2", 3]}, {"alpha": "x"},
         {"alternative": "__proto__"}, {"pre": [1] * 61, "post": [2] * 61}],
        ids=str,
    )  # fmt: skip
    def test_nonsense_in_the_model(self, given, state):
        """Whatever stands in the model, the picture stays and the next change goes on from it."""
        explorer = given(own([1, 2, 4, 7], [2, 4, 5, 9]))
        tell(explorer, state)
        assert explorer.figure.locator(".pp-result.is-problem").count() == 1
        explorer.handle(0, "post").press("ArrowUp")

        assert explorer.pairs()[1].tolist() == [3, 4, 5, 9]
        assert explorer.figure.locator(".pp-result.is-problem").count() == 0

    def test_a_refused_person_is_not_selected(self, given):
        """Adding a person who cannot be told apart from the others leaves everything alone."""
        explorer = given(own([1e16, 1e16 + 2, 1e16 + 4], [1e16 + 44, 1e16 + 2, 1e16 + 4]))
        for _ in range(4):
            explorer.figure.get_by_role("button", name="Add a person").click()

        explorer.figure.get_by_role("button", name="Next person").click()

    def test_left_out_people_stay_through_n(self, given):
        """Who is left out stays so when n changes, and can be put back."""
        explorer = given(own([1, 2, 4, 7], [2, 4, 5, 1], left_out=[3]))
        for n in ("9", "3"):
            explorer.slider("n").fill(n)
        assert "Left out: 4" in explorer.words
        explorer.handle(3, "post").press("Delete")

        assert sorted(explorer.pairs()[1].tolist()) == [1, 2, 4, 5]
        assert_page_equals_scipy(explorer)

    def test_focus_stays_when_people_go(self, given):
        """If Python takes the focused person away, another one has the focus."""
        explorer = given(own([1, 2, 4, 7], [2, 4, 5, 9]))
        explorer.handle(3, "post").focus()
        tell(explorer, own([1, 2], [2, 5]))

        assert explorer.page.evaluate("document.activeElement.getAttribute('role')") == "slider"

    def test_python_wakes_it_too(self, given):
        """Scores that can be tested, set later, are drawn."""
        explorer = given(own([1, 2, 3], [2, 3, 4]))
        tell(explorer, own([1, 2, 3, 5], [2, 3, 5, 9]))

        assert_page_equals_scipy(explorer)

    def test_other_people_in_the_middle_of_a_drag(self, given):
        """A drag whose person is gone ends there."""
        explorer = given(own([1, 2, 3, 5], [2, 3, 5, 9]))
        handle = explorer.handle(3, "post")
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        explorer.page.mouse.move(box["x"] + 12, box["y"] + 12)
        explorer.page.mouse.down()
        tell(explorer, own([1, 2], [2, 5]))
        explorer.page.mouse.move(box["x"] + 12, box["y"] + 60)
        explorer.page.mouse.up()

        assert explorer.pairs()[1].tolist() == [2, 5]

    def test_no_correlation_to_vary(self, given):
        """With equal scores before, the r slider says so; rounding error is no correlation."""
        explorer = given(own([0.1] * 3, [0.2, 0.5, 0.9]))
        assert "not defined" in explorer.figure.locator(".pp-numbers").inner_text()
        explorer.slider("r").fill("0.5")

        assert "There is no correlation to vary" in explorer.words

    def test_correlation_beside_somebody_left_out(self, given):
        """Those who count get the slider's r and keep means and SDs; who is out stays put."""
        pre, post = [1, 2, 3, 4, 40], [2, 4, 6, 8, 1]
        explorer = given(own(pre, post, left_out=[4]))
        explorer.slider("r").fill("0.5")

        new_pre, new_post = explorer.pairs()
        assert np.corrcoef(new_pre, new_post)[0, 1] == pytest.approx(0.5, abs=1e-9)
        assert new_post.mean() == pytest.approx(5)
        assert new_post.std(ddof=1) == pytest.approx(np.std(post[:4], ddof=1))
        assert explorer.page.evaluate("model.get('post')[4]") == 1

    def test_no_change_at_all(self, given):
        """A change of zero has neither risen nor fallen, nor gone the wrong way."""
        explorer = given(own([1, 2, 3, 4], [2, 1, 4, 3], alternative="greater"))

        assert "scores changed by 0.00" in explorer.words
        assert "no number of pairs would make it significant" in explorer.words
        assert not re.search("rose|fell|predicted", explorer.words)

    def test_a_figure_that_is_taken_away(self, given):
        """Once it is gone, the figure listens to nothing any more."""
        explorer = given(own([1, 2, 4], [2, 4, 5]), on_page=True)
        words = explorer.words
        explorer.slider("alpha").fill("0.1")
        explorer.page.evaluate("undo()")
        tell(explorer, own([1, 2, 4, 5], [2, 4, 5, 5]))
        explorer.page.evaluate("location.hash = 'figure=given&v=1&preset=sleep'")
        explorer.page.wait_for_timeout(400)

        assert explorer.report[0] == 2
        assert words != explorer.words
        assert "sleep" in explorer.page.url


def flip(explorer):
    """Press keys on a person's score until the verdict is another; return the headlines."""
    handle = explorer.handle(0, "post")
    handle.focus()
    before = explorer.headline
    for _ in range(40):
        explorer.page.keyboard.press("ArrowDown")
        if ("not" in explorer.headline) != ("not" in before):
            return before, explorer.headline
    raise AssertionError(f"it is still {explorer.headline}")


class TestFlip:
    """The moment at which a result stops being significant."""

    def test_sign_word_and_shape_change_together(self, explorer):
        """The headline's sign, its words and the shape around the sign say the same."""
        sign = explorer.figure.locator(".pp-sign")
        shape = "e => [getComputedStyle(e).borderRadius, getComputedStyle(e).borderStyle]"
        shapes = [sign.evaluate(shape)]
        before, after = flip(explorer)
        shapes.append(sign.evaluate(shape))

        assert re.fullmatch(r"✓\s*p = \.0[0-4]\d+ · significant", before)
        assert re.fullmatch(r"✗\s*p = \.0[5-9]\d* · not significant", after)
        assert shapes[0][0] != shapes[1][0]
        assert shapes[0][1] != shapes[1][1]

    def test_it_is_in_the_accessibility_tree(self, explorer):
        """Assistive technology finds the verdict in words, in place."""
        assert "· significant" in explorer.figure.aria_snapshot()
        flip(explorer)

        tree = explorer.figure.aria_snapshot()
        assert "· not significant" in tree
        assert "· significant" not in tree

    def test_it_is_heard_in_few_words(self, explorer):
        """Forty keys are one announcement: it says that the verdict flipped, in twelve words."""
        explorer.page.evaluate(
            """() => {
                window.heard = [];
                const live = document.querySelector("[aria-live]");
                new MutationObserver(() => heard.push(live.textContent))
                    .observe(live, { childList: true, characterData: true, subtree: true });
            }"""
        )
        flip(explorer)
        expect(explorer.heard).to_contain_text("no longer significant")
        for _ in range(8):
            explorer.page.keyboard.press("ArrowUp")
        expect(explorer.heard).to_contain_text("now significant")

        heard = explorer.page.evaluate("heard")
        assert len(heard) == 2
        assert all(len(line.split()) <= 12 for line in heard)

    @pytest.mark.parametrize("options", [{"forced_colors": "active"}, {}], ids=["forced", "grey"])
    def test_it_is_seen_without_colours(self, tabs, options):
        """In forced colours, and in grey, the marks are of another shape."""
        with tabs() as open_tab:
            page = open_tab(ALONE, **options)
            explorer = Explorer(page)
            if not options:
                page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
            marks = explorer.figure.locator(".pp-sign, .pp-t-mark")
            page.evaluate("scrollTo(0, 0)")
            assert marks.count() == 3
            letters = "e.getAttribute('d').replace(/[-.0-9 ]/g, '')"
            shape = f"all => all.map((e) => e.textContent || {letters})"
            before, seen = marks.evaluate_all(shape), marks.first.screenshot()
            flip(explorer)

            assert all(map(str.__ne__, before, marks.evaluate_all(shape)))
            assert seen != marks.first.screenshot()

    def test_the_ruler_shows_where_it_began(self, explorer):
        """p moves along the ruler, over the threshold; its ghost stays at the start."""
        ruler = explorer.figure.locator("svg.pp-plot > g").last

        def left(part):
            return ruler.locator(part).first.bounding_box()["x"]

        start, line = left(".pp-t-mark"), left(".pp-critical")
        assert start < line
        flip(explorer)

        assert left(".pp-t-mark") + 12 > line
        assert left("circle.pp-ghost") == pytest.approx(start, abs=8)  # a disc in a triangle
        assert ruler.locator("circle.pp-ghost").is_visible()

    def test_hatched_is_p(self, explorer):
        """The hatched part of the curve begins at t, and moves with it."""
        tail, mark = (explorer.figure.locator(part) for part in (".pp-region", ".pp-t"))

        def ends():
            box, line = tail.bounding_box(), mark.bounding_box()
            return box, line["x"] + line["width"] / 2

        before, _ = ends()
        explorer.slider("mean change").fill("0.2")
        after, t = ends()
        path = tail.get_attribute("d").split("Z")

        assert before != after
        start = float(re.match(r"M([\d.]+)", path[1])[1])
        assert start == pytest.approx(float(mark.get_attribute("x1")), abs=0.2)
        assert t

    def test_the_picture_explains_its_signs(self, explorer):
        """Mean, selected person, hollow dots and the ghost have a word each."""
        words = explorer.figure.locator(".pp-key").inner_text()

        for word in ("mean", "selected person", "the verdict flips", "at the start"):
            assert word in words


class TestThereAndBack:
    """Who is moved away and back again is as at the start."""

    def test_by_keys(self, explorer):
        """Neither a ghost nor the word "changed" stays behind."""
        handle = explorer.handle(3, "post")
        handle.press("ArrowUp")
        assert "changed here" in explorer.figure.locator(".pp-caption").inner_text()
        assert explorer.figure.locator("path.pp-ghost").first.get_attribute("d")
        handle.press("ArrowDown")

        assert "changed here" not in explorer.figure.locator(".pp-caption").inner_text()
        assert not explorer.figure.locator("path.pp-ghost").first.get_attribute("d")


class TestSteadyAxes:
    """Under a hand the axes stand still."""

    def ticks(self, explorer):
        return explorer.figure.locator(".pp-axis text").all_inner_texts()

    def test_a_drag(self, explorer):
        """The ticks are the same until the hand lets go; what lies beyond them is told."""
        handle = explorer.handle(0, "post")
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + 12, box["y"] + 12
        before = self.ticks(explorer)
        explorer.page.mouse.move(x, y)
        explorer.page.mouse.down()
        explorer.page.mouse.move(x, y - 400, steps=5)
        during = self.ticks(explorer)
        told = explorer.figure.locator(".pp-panel-title").first.inner_html()
        explorer.page.mouse.up()

        assert before == during
        assert re.fullmatch(r"\d+ beyond the axes", told)
        assert before != self.ticks(explorer)
        assert "person" in explorer.figure.locator(".pp-panel-title").first.inner_html()


class TestHeard:
    """What a screen reader is told, and where the focus goes."""

    def test_another_person_is_announced(self, explorer):
        """Whoever is chosen is said with both scores, and the fields carry the person."""
        explorer.figure.get_by_role("button", name="Next person").click()

        expect(explorer.heard).to_have_text("Person 2 of 11: 1.92 before, 3.33 after.")
        names = explorer.figure.get_by_role("textbox", name=re.compile("^Person 2, "))
        assert names.count() == 2

    def test_who_comes_and_goes(self, explorer):
        """Adding, removing and leaving out say who."""
        for name, said in [
            ("Leave out", "Person 1 is left out."),
            ("Put back", "Person 1 counts again."),
            ("Remove", "Person 1 removed."),
            ("Add a person", "Person 11 added."),
        ]:
            explorer.figure.get_by_role("button", name=name).click()
            expect(explorer.heard).to_contain_text(said)
            assert len(explorer.heard.inner_text().split()) <= 12

    def test_nothing_else_is_live(self, explorer):
        """No element but the result is a live region, named or implied."""
        implied = explorer.figure.locator("output, [role=status], [role=alert], [role=log]")

        assert implied.count() == 0

    def test_keys_are_explained(self, explorer):
        """The keys are written below the picture, and the picture names them as its description."""
        target = explorer.figure.locator("svg[role=group]").get_attribute("aria-describedby")
        text = explorer.page.locator(f"[id='{target}']")

        assert text.is_visible()
        for key in ("arrows", "Shift", "Home", "End", "Page Up", "Page Down", "Delete"):
            assert key in text.inner_text()

    def test_a_copied_link_is_announced(self, explorer):
        """After the copy the live region says so, and the result still stands."""
        explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        words = explorer.words
        explorer.figure.get_by_role("button", name="Copy link").click()

        expect(explorer.figure.locator("[aria-live]")).to_contain_text("Link copied.")
        assert words in explorer.words

    def test_the_warning_takes_and_returns_the_focus(self, explorer):
        """The question before a link with own numbers is focused, then the button again."""
        explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        paste(explorer, "31\t42\n32\t44\n33\t44.5")
        explorer.figure.get_by_role("button", name="Copy link").press("Enter")
        label = "document.activeElement.getAttribute('aria-label')"
        assert "You pasted these numbers" in explorer.page.evaluate(label)
        explorer.page.keyboard.press("Tab")
        explorer.page.keyboard.press("Enter")

        expect(explorer.figure.locator(".pp-share-note")).to_have_text("Link copied.")
        assert explorer.page.evaluate("document.activeElement.textContent") == "Copy link"

    def test_the_warning_can_be_left(self, explorer):
        """Escape closes the question, copies nothing and returns the focus."""
        paste(explorer, "31\t42\n32\t44\n33\t44.5")
        explorer.figure.get_by_role("button", name="Copy link").click()
        explorer.page.keyboard.press("Escape")

        assert not explorer.figure.locator(".pp-warning").is_visible()
        assert explorer.page.evaluate("document.activeElement.textContent") == "Copy link"
        assert explorer.figure.locator(".pp-share-note").inner_text() == ""

    def test_an_example_takes_the_warning_away(self, explorer):
        """With other people there is nothing left to warn of, and no line left to complain of."""
        paste(explorer, "31\t42\n32\t44\n33\t44.5\nx")
        assert "significant at" in explorer.words
        explorer.figure.get_by_role("button", name="Copy link").click()
        explorer.choose("sleep")

        assert not explorer.figure.locator(".pp-warning").is_visible()
        assert not explorer.figure.locator(".pp-problems").is_visible()

    def test_many_bad_lines(self, explorer):
        """A few problems are said aloud and the rest counted; the list has every one."""
        paste(explorer, "\n".join(["x\ty"] * 500 + ["1\t2", "2\t4", "3\t4"]))

        assert explorer.figure.locator(".pp-problems li").count() == 500
        assert "line 5:" in explorer.words
        assert "line 6:" not in explorer.words
        assert "495 more bad lines" in explorer.words

    def test_thousands_of_bad_lines(self, explorer):
        """Of thousands of lines that cannot be read a thousand are listed, and the rest counted."""
        paste(explorer, "1\t2\n2\t4\n3\t4")
        explorer.figure.locator("details textarea").evaluate(  # layout of a long text takes seconds
            """(area, text) => Object.defineProperty(area, "value", { get: () => text })""",
            "x\ty\n" * 1500 + "1\t2\n2\t4\n3\t4",
        )
        explorer.figure.get_by_role("button", name="Use these numbers").click()
        listed = explorer.figure.locator(".pp-problems li")

        assert listed.count() == 1001
        assert "and 500 more" == listed.last.inner_text()


class TestLinks:
    """State in the part of the address that no server sees."""

    def _copied(self, explorer):
        explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        explorer.figure.get_by_role("button", name="Copy link", exact=True).click()
        expect(explorer.figure.locator(".pp-share-note")).to_contain_text("Link copied")
        return explorer.page.evaluate("navigator.clipboard.readText()")

    def test_copied_link_restores_the_state(self, explorer, open_page, site):
        """Example, drag, n, tails, level and who is left out all come back."""
        explorer.choose("hated self")
        explorer.slider("n").fill("14")
        explorer.drag(explorer.handle(3, "post"), 40)
        explorer.figure.get_by_label("Question").select_option("less")
        explorer.slider("alpha").fill("0.1")
        explorer.figure.get_by_role("button", name="Leave out").click()
        words = explorer.words
        link = self._copied(explorer)

        again = Explorer(open_page(link.removeprefix(f"{site.url}/")))

        assert again.words == words
        np.testing.assert_allclose(again.pairs(), explorer.pairs(), rtol=1e-11)

    def test_a_score_that_is_nearly_zero(self, explorer):
        """A score of rounding error alone does not break the link that holds it."""
        explorer.choose("sleep")
        explorer.slider("mean change").fill("1.68")
        explorer.page.wait_for_url(re.compile("1.68|pre="))
        words = explorer.words
        explorer.page.reload()

        assert Explorer(explorer.page).words == words

    def test_a_link_followed_on_an_open_page(self, explorer):
        """The n slider starts from the people of the link, not from those before it."""
        explorer.page.evaluate("location.hash = 'figure=paired-explorer&v=1&preset=sleep'")
        expect(explorer.figure.locator(".pp-result")).to_contain_text("t(9) = 4.06")
        explorer.slider("n").fill("11")
        explorer.slider("n").fill("10")

        assert explorer.report == (9, 4.06, "p = .003")

    def test_state_stays_behind_the_hash(self, explorer):
        """Nothing of the state stands in the path or the query, which a server would see."""
        link = urlsplit(self._copied(explorer))

        assert link.query == ""
        assert link.path.endswith(ALONE)
        assert dict(parse_qsl(link.fragment))["preset"] == "self-compassion"

    def test_the_address_follows(self, explorer):
        """After a change the address bar holds the state, so a reload keeps it."""
        explorer.slider("n").fill("20")
        explorer.page.wait_for_url(re.compile("#figure="))
        words = explorer.words
        explorer.page.reload()

        assert Explorer(explorer.page).words == words

    def test_who_reloads_at_once_loses_nothing(self, explorer):
        """The address follows the first change at once, and the last of many a little later."""
        explorer.slider("n").evaluate(
            """e => {
                e.value = 12;
                e.dispatchEvent(new Event("input", { bubbles: true }));
                location.reload();
            }"""
        )

        expect(Explorer(explorer.page).slider("n")).to_have_value("12")

    def test_pasted_numbers_enter_a_link_only_on_request(self, explorer):
        """With pasted numbers the address stays clean, and the link asks first."""
        paste(explorer, "31\t42\n32\t44\n33\t44.5")
        explorer.page.wait_for_timeout(400)
        assert "31" not in urlsplit(explorer.page.url).fragment

        explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        explorer.figure.get_by_role("button", name="Copy link", exact=True).click()
        warning = explorer.figure.locator(".pp-warning")
        expect(warning).to_contain_text("can be read by everyone who has it")
        warning.get_by_role("button", name="Copy link without them").click()
        expect(explorer.figure.locator(".pp-share-note")).to_contain_text("without your numbers")
        without = explorer.page.evaluate("navigator.clipboard.readText()")
        explorer.figure.get_by_role("button", name="Copy link", exact=True).click()
        warning.get_by_role("button", name="Copy link with my numbers").click()
        expect(explorer.figure.locator(".pp-share-note")).to_have_text("Link copied.")
        with_them = explorer.page.evaluate("navigator.clipboard.readText()")

        assert "31" not in urlsplit(without).fragment
        assert dict(parse_qsl(urlsplit(with_them).fragment))["pre"] == "31,32,33"

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize(
        "fragment",
        [
            "preset=<script>alert(1)</script>",
            "preset=__proto__",
            "preset=constructor",
            "preset=own",
            "preset=own&pre=1,2",
            "pre=1,2,NaN&post=1,2,3",
            "pre=1,2,3&post=1,2",
            "pre=1,2,3&post=2,3,4",
            "pre=1&post=2",
            "pre=1,2&post=1e999,2",
            "pre=" + ",".join("1" * 61) + "&post=" + ",".join("2" * 61),
            "preset=hated+self&people=nobody",
            "alpha=5",
            "alpha=NaN",
            "alternative=both",
            "out=99",
            "out=x",
        ],
    )
    def test_a_broken_or_hostile_link(self, open_page, fragment):
        """The example at rest and one sentence; nothing runs, nothing breaks."""
        page = open_page(f"{CHAPTER}#figure=paired-explorer&v=1&{fragment}")
        explorer = Explorer(page)

        assert "This link cannot be shown" in explorer.words
        assert explorer.report == (10, 3.13, "p = .011")

    def test_older_links_open_the_people_of_then(self, explorer):
        """Before there were whole answers a link named an example alone: it means those people."""
        for people in ("", "&people=answers"):
            explorer.page.evaluate(
                f"location.hash = 'figure=paired-explorer&v=1&preset=hated+self{people}'"
            )
            expect(explorer.figure.get_by_label("Example")).to_have_value("hated self")
            explorer.page.wait_for_timeout(100)
            kind = "" if people else ", exact"
            preset = paired_presets()[f"hated self{kind}"]
            assert explorer.pairs()[0].tolist() == preset["pre"]

    def test_somebody_elses_address_is_left_alone(self, explorer):
        """Pasting takes this figure's state out of the address, and nothing else."""
        explorer.page.evaluate("location.hash = 'one-tail'")
        paste(explorer, "31\t42\n32\t44\n33\t44.5")
        explorer.page.wait_for_timeout(400)

        assert urlsplit(explorer.page.url).fragment == "one-tail"

    def test_a_figure_with_another_level(self, given):
        """A level and tails other than the figure was made with survive the address."""
        state = {"alpha": 0.01, "alternative": "greater"}
        explorer = given(state, on_page=True)
        explorer.slider("alpha").fill("0.05")
        explorer.figure.get_by_label("Question").select_option("two-sided")
        explorer.page.wait_for_url(re.compile("two-sided"))
        words = explorer.words

        assert given(state, on_page=True).words == words

    def test_a_link_with_own_numbers(self, open_page):
        """It opens as somebody's own numbers, and starting again means those."""
        link = f"{CHAPTER}#figure=paired-explorer&v=1&preset=own&pre=1,2,4&post=2,4,5"
        again = Explorer(open_page(link))
        assert "Scores of 3 people" in again.figure.inner_text()
        again.slider("n").fill("9")
        again.figure.get_by_role("button", name="Start again").click()

        assert again.pairs()[1].tolist() == [2, 4, 5]

    def test_start_again_after_a_reload(self, explorer):
        """The address keeps what was moved, and the example is still where one began."""
        explorer.slider("n").fill("20")
        explorer.page.wait_for_url(re.compile("#figure="))
        explorer.page.reload()
        again = Explorer(explorer.page)
        assert again.report[0] == 19
        again.figure.get_by_role("button", name="Start again").click()

        assert again.report == (10, 3.13, "p = .011")

    def test_another_version_is_left_alone(self, open_page):
        """A link of a version that this page does not know changes nothing."""
        explorer = Explorer(open_page(f"{CHAPTER}#figure=paired-explorer&v=99&preset=sleep"))

        assert explorer.report == (10, 3.13, "p = .011")


class TestPicture:
    """What the drawing says in unusual states."""

    def test_no_hatching_no_claim_of_it(self, explorer):
        """Where the rejection region lies off the axis, the label says where it is."""
        explorer.slider("n").fill("2")

        label = explorer.figure.locator(".pp-far").inner_html()
        assert label == "p &lt; .05 lies beyond ±12.7"

    @pytest.mark.sweep
    @pytest.mark.parametrize("scale", [1e6, 12345.5, 1e-4])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_axis_numbers_have_room(self, given, scale, width):
        """Long numbers at the axes stay inside the drawing."""
        pre = [1.2 * scale, 2.3 * scale, 3.4 * scale]
        explorer = given(own(pre, [score * 1.1 for score in pre]))
        explorer.page.set_viewport_size({"width": width, "height": 900})
        explorer.page.wait_for_timeout(100)
        inside = explorer.figure.locator(".pp-axis text").evaluate_all(
            "all => all.every(text => text.getBoundingClientRect().left >= "
            "text.ownerSVGElement.getBoundingClientRect().left - 1)"
        )

        assert inside

    @pytest.mark.sweep(4)
    @pytest.mark.parametrize("preset", OFFERED)
    @pytest.mark.parametrize("width", [320, 360, 1280])
    def test_a_score_stands_clear(self, open_page, preset, width):
        """The number beside a handle touches neither the ring of the focus nor other text."""
        page = open_page(CHAPTER, viewport={"width": width, "height": 900})
        explorer = Explorer(page)
        explorer.choose(preset)
        overlaps = explorer.figure.evaluate(
            """(figure) => {
                const box = (e, out = 0) => {
                    const { left, right, top, bottom } = e.getBoundingClientRect();
                    return [left - out, right + out, top - out, bottom + out];
                };
                const meet = ([a, b, c, d], [e, f, g, h]) => a < f && e < b && c < h && g < d;
                return [...figure.querySelectorAll(".pp-value")].flatMap((number, end) => {
                    const hit = figure.querySelector(
                        `.pp-hit[tabindex="0"][data-end="${end ? "post" : "pre"}"]`);
                    const texts = [...figure.querySelectorAll(".pp-axis text")];
                    return [...texts.map((e) => box(e)), box(hit, 1.5)]
                        .filter((other) => meet(box(number), other)).map(() => number.textContent);
                });
            }"""
        )

        assert [] == overlaps

    def test_no_minus_before_zero(self, explorer):
        """A t of zero has no sign, in the picture as in the sentence."""
        for value in ("0.5", "-0.3", "0.1", "0"):
            explorer.slider("mean change").fill(value)

        assert explorer.figure.locator(".pp-t-label").inner_html() == "t = 0.00"

    def test_title_after_a_refusal(self, explorer):
        """The picture's title is the picture's verdict, not the last complaint."""
        explorer.figure.get_by_role("textbox", name="Person 1, after").fill("four")
        explorer.page.keyboard.press("Enter")
        with explorer.page.expect_download() as download:
            explorer.figure.get_by_role("button", name="Download picture (SVG)").click()
        text = download.value.path().read_text(encoding="utf-8")

        assert "t(10) = 3.13" in re.search(r"<title>(.*?)</title>", text)[1]


class TestDownloads:
    """Files made in the page."""

    @pytest.mark.parametrize("button", ["Download data (CSV)", "Download picture (SVG)"])
    def test_they_say_what_they_are(self, explorer, button):
        """Made-up data are called synthetic in the file; source and licence stand there."""
        with explorer.page.expect_download() as download:
            explorer.figure.get_by_role("button", name=button).click()
        text = download.value.path().read_text(encoding="utf-8")
        if button.endswith("(SVG)"):
            text = " ".join(re.findall(r"<text[^>]*>([^<]*)", text))
        else:
            assert text.startswith("\ufeff")
            assert "synthetic" in download.value.suggested_filename
            assert text.count("synthetic ") == 11

        assert "Synthetic self-compassion scores, not the study's" in text
        assert "Compassion, Before and After, CC BY 4.0" in text

    def test_a_readers_own_numbers_are_theirs(self, explorer):
        """What was pasted is neither called synthetic nor put under the book's licence."""
        paste(explorer, "1\t2\n2\t4\n3\t4")
        for button in ("Download data (CSV)", "Download picture (SVG)"):
            with explorer.page.expect_download() as download:
                explorer.figure.get_by_role("button", name=button).click()
            text = download.value.path().read_text(encoding="utf-8")
            assert not re.search("synthetic|CC BY", text, re.IGNORECASE)

    def test_picture_stands_alone(self, explorer, tmp_path):
        """The SVG has its own styles, title and size, no controls, and draws by itself."""
        with explorer.page.expect_download() as download:
            explorer.figure.get_by_role("button", name="Download picture (SVG)").click()
        target = tmp_path / "picture.svg"
        download.value.save_as(target)
        text = target.read_text(encoding="utf-8")

        assert "t(10) = 3.13" in re.search(r"<title>(.*?)</title>", text)[1]
        assert re.findall(r"tabindex|role=|class=|var\(", text) == []
        assert text.count("<circle") >= 33  # three dots a person
        assert 'paint-order="stroke"' in text  # the halo of a number stays behind it
        page = explorer.page.context.new_page()
        page.goto(target.as_uri())
        assert page.evaluate("document.documentElement.tagName") == "svg"

    def test_data_are_complete(self, explorer):
        """The CSV has everyone, with the full digits of the figure's state."""
        pre, post = explorer.pairs()

        preset = paired_presets()["self-compassion"]
        assert (pre.tolist(), post.tolist()) == (preset["pre"], preset["post"])


class TestPage:
    """The figure as a good guest on its page."""

    def test_without_scripts_the_table_stands(self, open_page):
        """With scripts off, the figure is its caption, its result and its tables."""
        page = open_page(CHAPTER, java_script_enabled=False)
        figure = page.locator(FIGURE).first

        assert "t(10) = 3.13, p = .011" in figure.inner_text()
        assert "Synthetic" in figure.locator("figcaption").inner_text()
        assert figure.locator("table").count() == 2
        assert figure.locator("table").first.locator("tbody tr").count() == 11
        assert figure.locator("table").first.is_visible()

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
    def test_nothing_jumps_when_it_wakes(self, open_page, width):
        """The space is reserved: the figure's height asleep is its height awake."""
        asleep = open_page(
            CHAPTER, viewport={"width": width, "height": 900}, blocked=["**/host.js*"]
        )
        height = asleep.locator(FIGURE).first.bounding_box()["height"]
        awake = open_page(CHAPTER, viewport={"width": width, "height": 900})
        figure = awake.locator(FIGURE).first
        expect(figure).to_have_attribute("data-live", "")

        assert figure.bounding_box()["height"] == pytest.approx(height, abs=1)

    @pytest.mark.parametrize("width", [320, 1280])
    def test_layout_shift(self, open_page, width):
        """Cumulative layout shift of the first load stays below 0.02."""
        page = open_page(CHAPTER, viewport={"width": width, "height": 900})
        Explorer(page)
        page.wait_for_timeout(500)

        shift = page.evaluate(
            """() => new Promise((done) => {
                let sum = 0;
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) {
                        sum += entry.hadRecentInput ? 0 : entry.value;
                    }
                }).observe({ type: "layout-shift", buffered: true });
                setTimeout(() => done(sum), 300);
            })"""
        )
        assert shift < 0.02

    @pytest.mark.parametrize("width", [320, 360, 1280])
    def test_no_sideways_scroll(self, open_page, width):
        """At any width the figure fits into the page."""
        explorer = Explorer(open_page(CHAPTER, viewport={"width": width, "height": 900}))
        box = explorer.figure.bounding_box()

        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width

    def test_two_figures_on_one_page_do_not_mix(self, open_page):
        """A change in one figure leaves another one alone."""
        page = open_page(CHAPTER)
        page.evaluate(
            f"""async () => {{
                const first = document.querySelector('{FIGURE}');
                const text = await (await fetch(location.pathname)).text();
                const twin = new DOMParser().parseFromString(text, 'text/html');
                first.after(document.adoptNode(twin.querySelector('{FIGURE}')));
                const host = document.querySelector('script[src*="host.js"]').src;
                await import(host.split('?')[0] + '?again');
            }}"""
        )
        explorers = page.locator(f"{FIGURE}[data-live]")
        expect(explorers).to_have_count(2)
        explorers.nth(1).locator('input[type="range"]').first.fill("30")

        assert "t(10) = 3.13" in explorers.nth(0).inner_text()
        assert "t(29)" in explorers.nth(1).inner_text()
        names = page.locator(FIGURE).evaluate_all("all => all.map((figure) => figure.id)")
        assert names == ["paired-explorer", "paired-explorer-2"]

    def test_colours_follow_the_theme(self, open_page):
        """In the dark theme the figure's ink is light and its paper dark, and back again."""
        page = open_page(CHAPTER)
        Explorer(page)
        colour = f"getComputedStyle(document.querySelector('{FIGURE} .pp-explorer')).color"
        ink = {}
        for theme in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            numbers = re.findall(r"[\d.]+", page.evaluate(colour))
            ink[theme] = sum(float(number) for number in numbers[:3])

        assert ink["light"] < 200
        assert ink["dark"] > 600

    def test_state_on_the_page_is_plain_json(self, open_page):
        """What the page carries is data, not a pickled widget."""
        page = open_page(CHAPTER, java_script_enabled=False)
        state = json.loads(page.locator(FIGURE).first.get_attribute("data-state"))

        assert state["preset"] == "self-compassion"
        assert len(state["pre"]) == len(state["post"]) == 11
