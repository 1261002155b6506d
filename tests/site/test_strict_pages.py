"""Pages under a strict Content-Security-Policy: nothing inline is left, and every control works."""

import re
from collections import Counter

import pytest

import strict_pages

CHAPTER = "notebooks/paired-t-test.html"


def pages_of(site):
    """Return every page of a built site that is not a copy of a source."""
    paths = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html")]
    return [path for path in paths if not path.startswith("_")]


class TestMoving:
    """What is moved out of a page, and where it goes."""

    def test_scripts_and_styles_become_files(self):
        """The text of a script or style becomes a file that the page asks for in its place."""
        moved = strict_pages.strict(
            "<head><style>p { top: 0 }</style></head><body><script>go()</script></body>",
            "../_static",
        )

        assert {"p { top: 0 }", "go()"} == {*moved.files.values()}
        for name in moved.files:
            assert f'"../_static/{name}"' in moved.page
        assert "go()" not in moved.page

    @pytest.mark.parametrize(
        "page",
        [
            '<script type="application/json">{"a": 1}</script>',
            '<script src="a.js"></script>',
            "<textarea><p style='top: 0' onclick='x()'></textarea>",
            "<!-- <p onclick='x()'> -->",
            "<p>style=\"top: 0\" onclick='x()'</p>",
            '<p title=" style=&quot;x&quot;">a</p>',
        ],
        ids=["data", "a file", "text", "comment", "prose", "an attribute's text"],
    )
    def test_what_does_nothing_stays(self, page):
        """Data, files, comments and text that only looks like markup stay as they are."""
        moved = strict_pages.strict(page, "_static")

        assert (page, {}, []) == (moved.page, moved.files, moved.dead)

    def test_style_attributes(self):
        """An element's style becomes data, and a rule for exactly that."""
        moved = strict_pages.strict(
            '<p class="a" style="--n: 2; content: &quot;x&quot;">', "_static"
        )

        assert ' style="' not in moved.page
        assert (
            '[data-style="--n: 2; content: \\"x\\""]:not(#\\_) { --n: 2; content: "x" }\n'
            == strict_pages.style_rules([moved.page])
        )

    def test_handlers(self):
        """A handler that page.js knows becomes data; another is named, since it would be dead."""
        moved = strict_pages.strict(
            '<button onclick="window.print()">a</button><b onclick="other(1)">b</b>', "_static"
        )

        assert '<button data-press="print">' in moved.page
        assert ["onclick='other(1)'"] == moved.dead

    def test_the_policy_stands_first(self):
        """The policy stands in the head before anything that it could stop."""
        page = '<head>\n<meta charset="utf-8" /><script src="a.js"></script></head>'
        moved = strict_pages.strict(page, "_static").page

        assert moved.index("charset") < moved.index("Content-Security-Policy") < moved.index("a.js")
        assert moved == strict_pages.strict(moved, "_static").page


class TestBuiltPages:
    """The pages of the book as they were written."""

    def test_nothing_is_inline(self, site):
        """No page has an inline script, style or handler, and each has the policy."""
        paths = pages_of(site)

        assert {"404.html", "index.html", "search.html", CHAPTER} < {*paths}
        for path in paths:
            page = (site.folder / path).read_text(encoding="utf-8")
            assert strict_pages.is_strict(page), path
            again = strict_pages.strict(page, "_static")
            assert ({}, []) == (again.files, again.dead), path
            assert page == again.page, path

    def test_no_address_is_data(self, site):
        """No style sheet of the site holds a picture as data, which the policy blocks."""
        style = (site.folder / "_static" / "site.css").read_text(encoding="utf-8")

        assert "url(" in style
        assert [] == re.findall(r"url\([\"']?data:", style)
        for name in re.findall(r'url\("([^"#:]+)"\)', style):
            assert (site.folder / "_static" / name).is_file(), name

    def test_every_page_runs_in_silence(self, site, open_page, part_of):
        """Under the policy, header and meta, every page opens without a word in the console."""
        page = open_page(CHAPTER)
        for path in part_of(pages_of(site), 10):
            page.goto(f"{site.url}/{path}")
            page.wait_for_load_state("networkidle")

    def test_the_policy_holds(self, tabs):
        """A script that finds its way into a page's markup does not run."""
        with tabs() as opener:
            self._break_in(opener("book/about.html"))
            heard = opener.__self__.heard()
            told = [re.search(r"(\w+ inline \w+) violates", complaint)[1] for complaint in heard]

        # one of each from the header and from the page
        assert {"Applying inline style": 2, "Executing inline script": 2} == Counter(told)

    def _break_in(self, page):
        page.evaluate(
            """() => {
                document.body.insertAdjacentHTML('beforeend', '<p style="top: 7px">a</p>');
                const script = document.createElement('script');
                script.textContent = 'window.ran = true';
                document.body.append(script);
            }"""
        )

        assert page.evaluate("window.ran === undefined")
        assert "7px" != page.locator("p").last.evaluate("e => getComputedStyle(e).top")


class TestControls:
    """What a reader presses on a page, under the policy."""

    def test_print_button(self, open_page):
        """The button in the download menu asks the browser to print."""
        page = open_page(CHAPTER)
        page.evaluate("() => { window.print = () => { window.printed = true; }; }")
        page.locator(".dropdown-download-buttons > button").click()
        page.locator(".btn-download-pdf-button").click()

        assert page.evaluate("window.printed")

    def test_full_screen(self, open_page):
        """A button that the theme writes for full screen does it."""
        page = open_page(CHAPTER)
        page.evaluate(
            """() => {
                const button = document.createElement('button');
                button.dataset.press = 'full-screen';
                button.id = 'wide';
                button.textContent = 'wide';
                document.querySelector('article h1').append(button);
            }"""
        )
        page.locator("#wide").click()

        assert page.evaluate(
            """() => new Promise((resolve) => {
                if (document.fullscreenElement) resolve(true);
                document.addEventListener('fullscreenchange', () => resolve(true));
            })"""
        )

    def test_folded_box(self, open_page):
        """What is folded away opens by its title and closes again."""
        page = open_page("notebooks/exercises/paired-t-test.html")
        box = page.locator(".admonition > details").first
        inside = box.locator("p, ol, ul").first

        shown = [inside.is_visible()]
        for _ in range(2):
            box.locator("summary").click()
            shown.append(inside.is_visible())

        assert [False, True, False] == shown

    def test_copy_button(self, open_page):
        """A cell's code is copied by its button."""
        page = open_page(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
        page.get_by_role("switch", name="Show code").click()
        cell = page.locator(".cell_input").first
        cell.hover()
        cell.locator("button.copybtn").click()

        cell.locator("button.copybtn.success").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == cell.locator("pre").inner_text().strip()

    @pytest.mark.parametrize("width", [1280, 360])
    def test_sidebar(self, open_page, width):
        """The contents are put away and brought back by their button, on wide and narrow pages."""
        page = open_page(CHAPTER, viewport={"width": width, "height": 900})
        contents = page.get_by_role("navigation", name="Main")
        before = contents.is_visible()
        page.locator("button.primary-toggle").click()
        contents.wait_for(state="hidden" if before else "visible")

        assert before == (width > 1000)
        assert before != contents.is_visible()

    def test_menu(self, open_page):
        """The download menu opens, and its link hands out the notebook."""
        page = open_page(CHAPTER)
        page.locator(".dropdown-download-buttons > button").click()
        link = page.locator(".btn-download-source-button")
        address = link.evaluate("e => e.href")

        assert link.is_visible()
        assert "cells" in page.request.get(address).json()
