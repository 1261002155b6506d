"""The book's colours, type and icons: before scripts run, without them, and in both themes."""

import re
from pathlib import Path

import pytest

import pictures
from twowaves.plots import style

ROOT = Path(__file__).parents[2]
LOOK = ROOT / "book" / "assets" / "look.css"
ICONS = ROOT / "book" / "assets" / "icons.svg"
FIGURES = ROOT / "src" / "twowaves" / "widgets" / "kit" / "base.css"
CHAPTER = "notebooks/paired-t-test.html"
TEXT = ("muted", "before", "after", "strong")


def colours(path, *, dark):
    """Return the colours that a style sheet names, as in its light or its dark rules."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", path.read_text(encoding="utf-8"))
    found = {}
    for selector, body in rules:
        if dark or "dark" not in selector:
            found |= dict(re.findall(r"--pp-(\w+): (#\w{6});", body))
    return found


def luminance(colour):
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


class TestPalette:
    """The colours as the style sheets name them."""

    @pytest.mark.parametrize("dark", [False, True])
    def test_one_palette(self, dark):
        """Page and figures call the same colours by the same names."""
        page, figures = colours(LOOK, dark=dark), colours(FIGURES, dark=dark)
        shared = page.keys() & figures.keys()

        assert {"ink", "paper", "before", "after", "line"} <= shared
        assert {name: figures[name] for name in shared} == {name: page[name] for name in shared}

    def test_pictures(self):
        """Pictures have the colours of the light page, which the page takes for its variables."""
        page = colours(LOOK, dark=False)
        drawn = {name: getattr(style, name.upper()) for name in (*TEXT, "ink", "line", "paper")}
        known = {name: colour for colour, name in pictures.palette(LOOK.read_text()).items()}

        assert {name: page[name] for name in drawn} == drawn
        assert drawn == {name: known[name] for name in drawn}

    @pytest.mark.parametrize("named", ["src/twowaves/**/*.py", "tools/*.py", "book/_ext/**/*.py"])
    def test_said_once(self, named):
        """No other Python says a colour of the palette."""
        said = re.compile("|".join(set(colours(LOOK, dark=False).values()) - {"#ffffff"}))
        files = [path for path in ROOT.glob(named) if said.search(path.read_text(encoding="utf-8"))]

        assert [] == [path for path in files if path != Path(style.__file__)]

    @pytest.mark.parametrize("name", TEXT)
    @pytest.mark.parametrize("dark", [False, True])
    def test_each_can_be_text(self, name, dark):
        """Every colour with a meaning can be read as text on the page's paper (WCAG 1.4.3)."""
        palette = colours(LOOK, dark=dark)

        assert contrast(palette[name], palette["paper"]) >= 4.5

    def test_dark_differs(self):
        """The dark palette is one of its own: no colour is left from the light one."""
        light, dark = colours(LOOK, dark=False), colours(LOOK, dark=True)

        assert [] == [name for name in light if light[name] == dark[name]]


class TestIcons:
    """Icons are drawn by us, so that no page loads the theme's icon font."""

    @pytest.mark.parametrize("path", ["book/welcome.html", CHAPTER, "search.html"])
    def test_each_has_a_drawing(self, open_page, path):
        """Every icon on a page has a drawing."""
        icons = open_page(path).locator('[class*="fa-"]')
        drawn = icons.evaluate_all(
            """all => all.map(e => {
                const style = getComputedStyle(e, '::before');
                return [e.className, style.maskImage, style.getPropertyValue('--pp-icon')];
            })"""
        )
        places = re.findall(r"<g id=", ICONS.read_text(encoding="utf-8"))

        assert len(drawn) > 5
        assert [] == [name for name, picture, _ in drawn if "/icons.svg" not in picture]
        assert [] == [name for name, _, place in drawn if place not in map(str, range(len(places)))]

    @pytest.mark.parametrize("path", ["book/welcome.html", CHAPTER, "search.html?q=t&highlight=t"])
    def test_no_font_is_loaded(self, open_page, path):
        """A page loads no font file."""
        page = open_page(path)
        page.wait_for_load_state("networkidle")
        loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")

        assert [name for name in loaded if name.endswith(".css") or ".css?" in name]
        assert [] == [name for name in loaded if "font" in name]


class TestThemes:
    """Which colours hold, and from when on."""

    def test_without_scripts(self, open_page):
        """Without scripts a page has the light colours, links and code boxes included."""
        page = open_page("book/about.html", java_script_enabled=False)
        link = page.locator(".bd-article a.reference").first
        code = page.locator(".bd-article .highlight pre").first
        paper = page.locator("html")

        colour = "e => getComputedStyle(e).color"
        behind = "e => getComputedStyle(e).backgroundColor"
        assert "rgb(11, 110, 117)" == link.evaluate(colour)  # --pp-after
        assert "rgb(243, 245, 247)" == code.evaluate(behind)  # --pp-wash
        assert "light" == paper.get_attribute("data-theme")

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_before_scripts(self, open_page, theme):
        """The system's colours hold from the first paint on, before the theme's script runs."""
        page = open_page("book/about.html", color_scheme=theme, blocked=["**/scripts/*.js"])

        assert theme == page.locator("html").get_attribute("data-theme")

    @pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
    def test_a_readers_choice(self, open_page, system, chosen):
        """What a reader chose holds on the next page, whatever the system says."""
        page = open_page("book/about.html", color_scheme=system)
        page.evaluate(f"localStorage.setItem('mode', '{chosen}')")
        page.reload()
        page.wait_for_load_state("networkidle")

        assert chosen == page.locator("html").get_attribute("data-theme")

    def test_print(self, open_page):
        """A dark page is printed in dark letters, and is dark again afterwards."""
        page = open_page("book/welcome.html", color_scheme="dark")
        page.locator("figure[data-live]").wait_for()
        page.emulate_media(media="print")
        themes = []
        for event in ("beforeprint", "afterprint"):
            page.evaluate(f"dispatchEvent(new Event('{event}'))")
            themes.append(page.locator("html").get_attribute("data-theme"))

        assert ["light", "dark"] == themes
