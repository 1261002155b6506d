"""Terms of the glossary in chapters: linked where first used, opened in place, led back from."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from chapters import CHAPTERS
from docutils import nodes
from playwright.sync_api import expect

import glossary_terms

CHAPTER = "notebooks/paired-t-test.html"
NAMES = [path.stem for path in CHAPTERS]
# within an element's own section, the sections below it left out
WITHIN = """sections => sections.map(section => [...section.querySelectorAll("a.term")]
    .filter(link => link.closest("section") === section)
    .map(link => [section.id, new URL(link.href).hash]))"""


def term(name, place):
    """Return a term as the glossary would hold it."""
    return glossary_terms.Term(name, "book/glossary", place, f"What {name} means.")


def linked(*paragraphs):
    """Return the links that a section of such paragraphs gets, as text and place."""
    section = nodes.section("", nodes.title("", "Holm's power"), *paragraphs, ids=["a"])
    tree = nodes.document(None, None, "", section)
    terms = [term("power", "p"), term("Holm's method", "h"), term("key", "k"), term("SD", "s")]
    glossary_terms.used_in(tree, terms, "g.html")
    return [(link.astext(), link["refuri"]) for link in tree.findall(nodes.reference)]


def read(site, name):
    """Return the text of a built page."""
    return (site.folder / name).read_text(encoding="utf-8")


@pytest.fixture
def box(open_page):
    """Return a function that opens a chapter and gives its page, a term in it, and its box."""

    def opened(**options):
        page = open_page(CHAPTER, **options)
        link = page.locator("#what-p-is a.term", has_text="p value").first
        link.scroll_into_view_if_needed()
        return page, link, page.locator(".term-box")

    return opened


class TestLinking:
    """Which words become links."""

    def test_first_use_only(self):
        """A term is linked once in a section, in whichever number and case."""
        text = "Powers grow. The power of Holm’s method, with SDs; power and SD again."

        expected = [("Powers", "p"), ("Holm’s method", "h"), ("SDs", "s")]
        assert [(text, f"g.html#{place}") for text, place in expected] == linked(
            nodes.paragraph("", text)
        )

    @pytest.mark.parametrize(
        "paragraph",
        [
            nodes.paragraph("", "The powerful and em-power the key of sds, overpower."),
            nodes.paragraph("", "", nodes.literal("", "power")),
            nodes.paragraph("", "", nodes.reference("", "power", refuri="elsewhere.html")),
            nodes.literal_block("", "power"),
            nodes.container("", nodes.paragraph("", "power"), classes=["cell_output", "cell"]),
        ],
        ids=["parts of words", "code", "a link", "a block of code", "an output"],
    )
    def test_what_stays(self, paragraph):
        """Parts of words, everyday words, code, links, outputs and titles stay as they are."""
        assert [] == [link for link in linked(paragraph) if "g.html" in link[1]]

    @pytest.mark.parametrize("name", NAMES)
    def test_every_chapter(self, site, name):
        """In each chapter terms are links to entries, with the meaning in the page."""
        page, glossary = read(site, f"notebooks/{name}.html"), read(site, "book/glossary.html")
        links = re.findall(r'<a class="term[^>]*href="\.\./book/glossary\.html#([^"]+)"', page)
        links += re.findall(r'<a class="[^"]* term"[^>]*glossary\.html#([^"]+)"', page)

        assert len(links) >= 10
        for place in set(links):
            assert f'id="{place}"' in glossary
            assert 1 == page.count(f'id="meaning-{place}"')
            assert 1 == page.count(f'id="use-{place}"')

    def test_once_a_section(self, open_page):
        """No section of a chapter links a term twice, unless its author does."""
        page = open_page(CHAPTER)
        found = page.locator("article section").evaluate_all(WITHIN)
        doubled = [section for section in found if len(section) > len({*map(tuple, section)})]

        assert 10 <= sum(bool(section) for section in found)
        assert [] == doubled

    def test_back(self, site):
        """Each entry that a chapter uses leads back to where each chapter does so first."""
        glossary = read(site, "book/glossary.html")
        backs = re.findall(r'href="\.\./(notebooks/[\w-]+\.html)#(use-[\w-]+)"', glossary)

        assert {f"notebooks/{name}.html" for name in NAMES} == {page for page, _ in backs}
        assert [] == [(page, use) for page, use in backs if f'id="{use}"' not in read(site, page)]


class TestInPlace:
    """What a term does on its page."""

    def test_by_keyboard(self, box):
        """The focus opens it, Escape closes it in its place, and Enter goes to the entry."""
        page, link, meaning = box()
        page.keyboard.press("Tab")  # a key was pressed last, so the focus is a keyboard's
        link.focus()
        expect(meaning).to_contain_text("p value: How often a result at least as far out")
        expect(link).to_have_accessible_description(re.compile("How often a result"))
        page.keyboard.press("Escape")
        expect(meaning).to_be_hidden()
        expect(link).to_be_focused()

        page.keyboard.press("Enter")
        page.wait_for_url("**/book/glossary.html#term-p-value")
        entry = page.locator("dd", has=page.get_by_text("How often a result"))
        entry.get_by_role("link", name="Back to “What p is”").click()
        page.wait_for_url(f"**/{CHAPTER}#use-term-p-value*")
        expect(page.locator("#what-p-is a.term:target")).to_be_in_viewport()

    def test_no_link_to_nowhere(self, box):
        """Also before a term is open, its box holds no link that leads nowhere."""
        page, _, _ = box()

        assert 0 == page.locator("a:not([href])").count()

    def test_next_stop_closes(self, box):
        """Going on by Tab closes it."""
        page, link, meaning = box()
        page.keyboard.press("Tab")
        link.focus()
        meaning.wait_for()
        page.keyboard.press("Tab")

        expect(page.locator(".term-box", has_text="p value: How often")).to_be_hidden()

    def test_by_pointer(self, box):
        """A pointer over a term opens it, may go into it, and closes it by leaving."""
        page, link, meaning = box()
        link.hover()
        meaning.wait_for()
        meaning.hover()
        page.wait_for_timeout(500)
        assert meaning.is_visible()
        page.mouse.move(5, 5)

        expect(meaning).to_be_hidden()

    def test_by_touch(self, box):
        """A tap opens it and stays on the page; a tap on its link goes to the entry."""
        page, link, meaning = box(has_touch=True, viewport={"width": 390, "height": 664})
        link.tap()
        meaning.wait_for()
        assert page.url.endswith(CHAPTER)
        link.tap()
        expect(meaning).to_be_hidden()
        link.tap()
        page.locator("#what-p-is h2").tap()
        expect(meaning).to_be_hidden()
        link.tap()
        meaning.get_by_role("link").tap()

        page.wait_for_url("**/book/glossary.html#term-p-value")
        expect(page.get_by_role("link", name="Back to “What p is”")).to_be_visible()
        page.goto(page.url.replace("term-p-value", "term-power"))
        page.reload()
        assert 0 == page.get_by_role("link", name="Back to").count()

    def test_without_scripts(self, box):
        """Without scripts a term is a link, and no meaning shows."""
        page, link, _ = box(java_script_enabled=False)
        assert not page.locator("#meaning-term-p-value").is_visible()
        link.click()

        page.wait_for_url("**/book/glossary.html#term-p-value")

    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
    def test_sound_and_within_the_page(self, box, width, scheme):
        """Each box is within the window, and axe-core finds nothing in one."""
        page, link, meaning = box(viewport={"width": width, "height": 664}, color_scheme=scheme)
        page.keyboard.press("Tab")
        for each in [*page.locator("a.term:visible").all()[::5], link]:
            each.focus()
            meaning.wait_for()
            at = meaning.bounding_box()
            assert at["x"] >= 0
            assert at["x"] + at["width"] <= width
            assert 0 <= at["y"] <= 664 - at["height"]
            own = each.bounding_box()  # which stays in sight
            assert at["y"] >= own["y"] + own["height"] or at["y"] + at["height"] <= own["y"]

        found = Axe().run(page, context={"include": [[".term-box"]]}).response["violations"]
        assert [] == [one["id"] for one in found]
