"""The excerpts of the mixed-methods chapter, coded in the page, with the agreement live."""

import pytest
import sphinx_builds
from axe_playwright_python.sync_playwright import Axe
from chapters import ROOT
from playwright.sync_api import expect
from statsmodels.stats.inter_rater import cohens_kappa

import twowaves

PAGE = "notebooks/mixed-methods.html"
CODES = ["soothing", "self-talk", "obstacle", "other"]
MOST_WORDS = 12  # said aloud
CONF = f"""import sys
sys.path.insert(0, {str(ROOT / "book" / "_ext")!r})
extensions = ["myst_parser", "coding_exercise"]
myst_enable_extensions = ["colon_fence"]
"""
PARTED = (
    "I told myself what I would tell a friend: anyone can mix up a date. "
    "You other, coder 1 self-talk, coder 2 self-talk."
)
PHONE = {"width": 390, "height": 664}

pytestmark = pytest.mark.page("notebooks/mixed-methods")


def kappa(one, other):
    """Return Cohen's kappa as the chapter works it out, with two decimals."""
    table = [
        [sum(pair == (a, b) for pair in zip(one, other, strict=True)) for b in CODES] for a in CODES
    ]
    return f"{cohens_kappa(table, return_results=False):.2f}"


def group(page, i):
    return page.get_by_role("radiogroup").nth(i)


def code_all(page, codes):
    """Code the excerpts by keys alone: Tab to the next, Space or arrows to choose."""
    for i, code in enumerate(codes):
        if i:
            page.keyboard.press("Tab")
        else:
            group(page, 0).get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        for _ in range(CODES.index(code)):
            page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 720}])
def test_by_keys(open_page, viewport):
    """Every excerpt is coded by keys; kappa with each coder stands in view and is the chapter's."""
    page = open_page(PAGE, viewport=viewport)
    excerpts = twowaves.load_coding_exercise()
    first, second = (excerpts[f"coder_{k}"].tolist() for k in (1, 2))
    mine = [CODES[(CODES.index(code) + (i % 5 == 0)) % 4] for i, code in enumerate(first)]
    code_all(page, mine)
    live = page.locator(".coding-live")
    said = f"24 of 24 coded. Kappa with coder 1: {kappa(mine, first)}, coder 2: "

    expect(live).to_have_text(f"{said}{kappa(mine, second)}.")
    expect(live).to_be_in_viewport(ratio=1)
    expect(page.locator("input:focus")).to_be_in_viewport(ratio=1)
    assert len(live.inner_text().split()) <= MOST_WORDS
    rows = page.locator(".coding tbody tr")
    expect(rows.nth(2)).to_contain_text(kappa(first, second))
    expect(rows.nth(0)).to_contain_text(f"{sum(map(str.__eq__, mine, first))} of 24")
    assert viewport["width"] >= page.evaluate("document.documentElement.scrollWidth")


def test_who_parts(open_page):
    """Where the reader parts from a coder is listed, each with its number and all three codes."""
    page = open_page(PAGE)
    parting = page.locator(".coding-parting")
    for i, code in enumerate(["soothing", "other", "obstacle"]):
        group(page, i).get_by_role("radio", name=code).check()
    expect(parting.locator("summary")).to_have_text("Where you part from a coder: 1")
    parting.locator("summary").press("Enter")

    expect(parting.locator("li")).to_have_text([PARTED])
    assert 2 == parting.locator("li").evaluate("(item) => item.value")


def test_one_code_throughout(open_page):
    """Where chance alone would agree on everything, kappa is said to be none, not a number."""
    page = open_page(PAGE)
    group(page, 0).get_by_role("radio", name="soothing").check()
    group(page, 3).get_by_role("radio", name="soothing").check()

    expect(page.locator(".coding-live")).to_have_text("2 of 24 coded.")
    expect(page.locator(".coding tbody tr").first).to_contain_text("one code throughout")


def test_codes_for_the_notebook(open_page):
    """Once all are coded, the codes can be taken over into the chapter's notebook."""
    page = open_page(PAGE)
    python = page.locator(".coding-python")
    expect(python).to_be_hidden()
    excerpts = twowaves.load_coding_exercise()
    for i, code in enumerate(excerpts["coder_1"]):
        group(page, i).get_by_role("radio", name=code, exact=True).check()
    python.locator("summary").click()
    code = python.locator("code").inner_text()
    head, words, tail = code.split('"""')

    assert ('excerpts["mine"] = ', ".split()") == (head, tail)
    assert excerpts["coder_1"].tolist() == words.split()


def test_touch(open_page):
    """On a phone each code is 24 px high, and a tap chooses it and shows the new agreement."""
    page = open_page(PAGE, viewport=PHONE, has_touch=True)
    labels = page.locator(".coding-codes label")
    assert 24 <= min(labels.evaluate_all("all => all.map((label) => label.offsetHeight)"))
    for i in range(6, 9):
        group(page, i).locator("label").first.tap()
    expect(page.locator(".coding-live")).to_contain_text("3 of 24 coded.")
    expect(page.locator(".coding-live")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, theme):
    """Half coded, light and dark, axe-core has nothing to say."""
    page = open_page(PAGE, color_scheme=theme)
    for i in range(12):
        group(page, i).get_by_role("radio").nth(i % 4).check()
    page.locator(".coding-parting summary").click()
    found = Axe().run(page, context="#code-it-yourself", options={"preload": False}).response

    assert [] == found["violations"]


def test_nothing_is_kept(open_page):
    """What a reader chooses is gone with the page."""
    page = open_page(PAGE)
    before = page.evaluate("JSON.stringify(localStorage)")
    group(page, 0).get_by_role("radio").first.check()
    assert before == page.evaluate("JSON.stringify(localStorage)")
    page.reload()

    expect(page.locator(".coding-live")).to_have_text("0 of 24 coded.")


def test_without_scripts(open_page):
    """Without scripts the excerpts are a list, to be coded on paper, and stand there once."""
    page = open_page(PAGE, java_script_enabled=False)

    expect(page.locator(".coding li")).to_have_count(24)
    expect(page.get_by_text("My jaw let go when I thought of the lake.")).to_have_count(1)


def test_a_code_that_is_not_offered(tmp_path):
    """Codes that lack one of the coders' are refused in a sentence."""
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    text = "# A\n\n:::{coding-exercise}\n:codes: soothing, other\n:::\n"
    (tmp_path / "index.md").write_text(text, encoding="utf-8")
    arguments = ["-q", "-b", "html", str(tmp_path), str(tmp_path / "html")]
    _, told = sphinx_builds.build(arguments, tmp_path / "heard")

    assert "the option :codes: lacks what the coders used: obstacle, self-talk." in told
