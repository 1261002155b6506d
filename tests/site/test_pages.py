"""Every page of the built book: sound, quiet, self-contained, readable by all."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(
    f"{match[1]}.html"
    for match in re.finditer(
        r"^(?:root|\s*- file): (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
)
PAGES = [*CHAPTERS, "search.html", "404.html"]
THEMES = ("light", "dark")
# a rule that axe leaves off while it is new: who speaks to a page says what a button shows
AXE = {"rules": {"label-content-name-mismatch": {"enabled": True}}}


def test_every_page_is_tested(site):
    """The pages below are all that this build made; the first one only leads on to welcome."""
    index = (site.folder / "searchindex.js").read_text(encoding="utf-8")
    built = re.findall(r'"([^"]+)"', re.search(r'"docnames": ?\[(.*?)\]', index)[1])

    assert {"book/welcome", "notebooks/paired-t-test"} < {*built}
    assert CHAPTERS == sorted(f"{name}.html" for name in built)
    assert "url=book/welcome.html" in (site.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page, path, theme, width):
    """No page breaks a rule of axe-core, in light and dark, wide and narrow."""
    page = open_page(path, color_scheme=theme, viewport={"width": width, "height": 900})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.dataset.theme") == theme

    # axe would fetch style sheets anew, from wrong addresses, for rules that need none here
    found = Axe().run(page, options={"preload": False} | AXE).response["violations"]

    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll(open_page, path, width):
    """A page fits its window; only code and wide tables scroll inside their own boxes."""
    page = open_page(path, viewport={"width": width, "height": 900})
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_pictures_have_a_text(open_page, path):
    """Every picture has a text that is not its file name, and a size that holds its place."""
    page = open_page(path)
    pictures = page.locator("img").evaluate_all(
        "all => all.map(e => [e.getAttribute('alt'), e.getAttribute('src'), e.clientWidth])"
    )
    for alt, source, _ in pictures:
        assert alt is not None, source
        assert Path(urlsplit(source).path).stem not in alt
    bare = page.locator(".cell_output img:not([width][height])")
    assert bare.count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_head(open_page, path):
    """A page names itself, its language and its icon, and the icon is there."""
    page = open_page(path)

    assert page.title().endswith("Compassion, Before and After")
    assert page.locator("html").get_attribute("lang") == "en"
    icon = page.locator('link[rel="icon"], link[rel="shortcut icon"]').first.get_attribute("href")
    assert page.request.get(urljoin(page.url, icon)).ok


def test_links_within_the_book_lead_somewhere(site, open_page):
    """Every link to a page or a place of the book has a target."""
    targets, links = {}, []
    for path in PAGES:
        page = open_page(path)
        targets[path] = set(page.locator("[id]").evaluate_all("all => all.map(e => e.id)"))
        found = page.locator("a[href]").evaluate_all("all => all.map(e => e.href)")
        links += [(path, link) for link in found if link.startswith(site.url)]

    broken = []
    for path, link in links:
        address, fragment = urldefrag(link)
        if fragment.startswith("figure="):  # a state: test_links.py opens it
            fragment = parse_qs(fragment)["figure"][0]
        target = urlsplit(address).path.lstrip("/")
        known = targets.get(target)
        exists = (site.folder / target).is_file()
        if not exists or (known is not None and fragment and fragment not in known):
            broken.append((path, link))
    assert links
    assert broken == []


@pytest.mark.parametrize("path", PAGES)
def test_only_pages_with_a_figure_load_its_parts(open_page, path):
    """A page without a figure asks for none of the figures' files."""
    asked = []
    page = open_page("book/about.html")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(urljoin(page.url, f"/{path}"))
    page.wait_for_load_state("networkidle")

    has_figure = page.locator("figure[data-widget]").count() > 0
    assert any("/_static/figures/" in url for url in asked) == has_figure


def test_the_first_screen_of_welcome_is_the_live_figure(open_page):
    """Who arrives sees the figure alive on the first screen, with the invitation above it."""
    page = open_page("book/welcome.html", viewport={"width": 1280, "height": 900})
    page.locator("figure[data-live]").wait_for()
    box = page.locator("figure .pp-plot").bounding_box()

    assert "drag it" in page.locator(".bd-article p").first.inner_text()
    assert box["y"] + box["height"] < 900


def test_formulas_are_mathml(open_page):
    """Formulas need no script: each is a `math` element with a size."""
    page = open_page("notebooks/paired-t-test.html", java_script_enabled=False)
    formulas = page.locator(".math-block math")

    assert formulas.count() >= 4
    assert all(formulas.nth(i).bounding_box()["width"] > 50 for i in range(formulas.count()))


def test_search_works_offline(open_page):
    """Search finds the chapter without any other host."""
    page = open_page("search.html?q=Wilcoxon")

    page.locator("#search-results a", has_text="paired t test").first.wait_for()


@pytest.mark.parametrize("width", [1280, 360])
def test_search_from_any_page(open_page, width):
    """A search starts on any page; its index, which grows with the book, is loaded only then."""
    page = open_page("book/about.html", viewport={"width": width, "height": 900})
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert [] == [name for name in loaded if "searchindex" in name]

    page.locator("button.search-button__button:visible").click()
    page.keyboard.type("Wilcoxon")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search.html?q=Wilcoxon")
    page.locator("#search-results a", has_text="paired t test").first.wait_for()


def test_colour_mode_button(open_page):
    """The button changes the colours, and the choice is kept for the next page."""
    page = open_page("book/about.html", color_scheme="light")
    for _ in range(3):
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
        page.locator("button.theme-switch-button").first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

    page.goto(urljoin(page.url, "welcome.html"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("path", CHAPTERS)
def test_main_text_works_without_scripts(open_page, path):
    """With scripts off the whole text of a page is there to read."""
    page = open_page(path, java_script_enabled=False)

    assert len(page.locator(".bd-article").inner_text()) > 400
