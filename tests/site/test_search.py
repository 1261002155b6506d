"""The search: what comes first, what it forgives, how it is shown, and what it leaves alone."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import section_index

#: What 24 searches must put first: those that a review made, and their like.
FIRST = {
    "p-value": "Glossary | p value",
    "p value": "Glossary | p value",
    "p": "Glossary | p value",
    "t test": "Glossary | paired t test",
    "r": "Glossary | correlation (r)",
    "d": "The paired t test | Which d is which",
    "Cohen's d": "The paired t test | Which d is which",
    "effect size d": "Glossary | effect size",
    "one tailed": "Glossary | one-tailed test",
    "two-tailed": "Glossary | two-tailed test",
    "signficance": "The paired t test | Where significance shifts",
    "chronbach": "Glossary | Cronbach’s alpha",
    "α": "Glossary | alpha (α)",
    "likert": "From answers to scores | What a Likert item is",
    "wilcoxon": "Glossary | Wilcoxon’s signed-rank test",
    "holm": "Glossary | Holm’s method",
    "grimer": "Glossary | GRIMMER",
    "degrees of freedom": "Glossary | degrees of freedom (df)",
    "regresion to the mean": "Glossary | regression to the mean",
    "confidence intervals": "Glossary | confidence interval",
    "missing answers": "From answers to scores | Missing answers",
    "three systems": "Glossary | three-systems model",
    "self compassion": "Glossary | self-compassion",
    "why whole numbers matter": "Every data set that fits | Why whole numbers matter",
}
#: And what a reader who looks further must find among the first five.
NEAR = {
    "p-value": "The paired t test | What p is",
    "wilcoxon": "The paired t test | What the test assumes, and two tests that assume less",
    "one tailed": "The paired t test | One tail or two",
    "holm": "The six tests, recomputed | Six tests at once",
    "chronbach": "From answers to scores | Reliability",
    "effect size d": "The six tests, recomputed | How large, and how sure",
    "three systems": "Threat, drive and soothing | Three systems",
}
ASK = """async ([root, queries]) => {
    const { excerpt, find, indexOf } = await import(`${root}/_static/finding.js`);
    const index = indexOf(await (await fetch(`${root}/sections.json`)).json());
    return queries.map((query) => {
        const { hits, instead } = find(index, query);
        return { instead, found: hits.map((hit) => ({
            name: `${hit.entry.page.title} | ${hit.entry.title}`, parts: excerpt(hit),
        })) };
    });
}"""
# the time of a search in the page, from a key to the list, drawn
TIME = """async (query) => {
    const field = document.querySelector(".bd-search-container input");
    const start = performance.now();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    document.querySelector("#search-results").getBoundingClientRect();
    return performance.now() - start;
}"""
RESULTS = "#search-results > li"


@pytest.fixture(scope="module")
def ask(open_module_page, site):
    """Return a function that answers searches as the page does."""
    page = open_module_page("search.html")
    return lambda *queries: page.evaluate(ASK, [site.url, queries])


def typed(page, text):
    """Type into the search page's field, from nothing."""
    page.locator(".bd-search-container input").fill(text)


class TestIndex:
    """What the search reads."""

    def test_every_place_is_there(self, site):
        """Each section of the index is a place on its page, and the page has no other index."""
        pages = json.loads((site.folder / section_index.FILE).read_text(encoding="utf-8"))
        for page in pages:
            text = (site.folder / page["address"]).read_text(encoding="utf-8")
            places = [place for place, *_ in page["sections"]]
            assert [] == [place for place in places if f'id="{place}"' not in text], page["address"]
            assert len(set(places)) == len(places) > 0

        assert not (site.folder / "searchindex.js").exists()

    def test_prose_only(self, site):
        """Neither code, nor what it printed, nor a solution is in any excerpt."""
        pages = json.loads((site.folder / section_index.FILE).read_text(encoding="utf-8"))
        prose = [prose for page in pages for _, _, prose, *_ in page["sections"]]

        assert sum(map(len, prose)) > 50_000
        assert [] == [text for text in prose if re.search(r"np\.\w|\bprint\(|\\[a-z]", text)]
        assert [] == [text for text in prose if re.search(r"Solution to|Hint for", text)]


class TestFinding:
    """What fits, and in which order."""

    @pytest.mark.page(
        "notebooks/paired-t-test",
        "notebooks/scoring",
        "notebooks/reconstruction",
        "notebooks/replication",
        "notebooks/three-systems",
    )
    def test_what_comes_first(self, ask):
        """The glossary's entry comes first, where there is one, then the section about it."""
        answers = ask(*FIRST)
        found = [[one["name"] for one in answer["found"]] for answer in answers]

        assert list(FIRST.values()) == [names[0].replace("'", "’") for names in found]
        near = dict(zip(FIRST, found, strict=True))
        assert {} == {query: name for query, name in NEAR.items() if name not in near[query][:5]}
        assert 24 == len(FIRST)

    @pytest.mark.page("notebooks/paired-t-test", "notebooks/mixed-methods")
    def test_misspellings(self, ask):
        """A letter too many, too few, other or swapped is forgiven, in long words two."""
        wrong = ["wilcoxn", "wilcoxxon", "wilcaxon", "wiclxoon", "corelatoin", "kapa"]
        answers = ask(*wrong, "xylophone", "qq")

        meant = [answer["instead"][0][1] for answer in answers[:6]]
        assert ["wilcoxon"] * 4 + ["correlation", "kappa"] == meant
        assert [[], []] == [answer["found"] for answer in answers[6:]]

    @pytest.mark.page("notebooks/paired-t-test")
    def test_whole_words_are_marked(self, ask):
        """Within an excerpt only whole words are marked, single letters included."""
        for answer in ask("p", "t test", "r", "effect size d"):
            marked = [p["text"] for one in answer["found"] for p in one["parts"] if p["marked"]]
            said = {text.lower() for text in marked}
            assert said
            assert said <= {
                "p",
                "t",
                "test",
                "tests",
                "r",
                "effect",
                "effects",
                "size",
                "sizes",
                "d",
            }

    def test_odd_searches(self, ask):
        """Nothing, one letter, blanks, markup, and very long texts are searches like any other."""
        odd = ["", " ", "a", "'", "<script>alert(1)</script>", "(", "\\", "p" * 5000, "a b " * 2000]
        answers = ask(*odd)

        assert len(odd) == len(answers)
        assert [[], []] == [answer["found"] for answer in answers[:2]]


class TestPage:
    """The search page."""

    @pytest.mark.page("notebooks/paired-t-test")
    @pytest.mark.parametrize("width", [1280, 390])
    def test_from_any_page(self, open_page, width):
        """A search starts on any page and leads to a section; the index is loaded only then."""
        page = open_page("book/about.html", viewport={"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        assert [] == [name for name in loaded if "sections" in name or "finding" in name]

        page.locator("button.search-button__button:visible").click()
        page.keyboard.type("p-value")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=p-value")
        expect(page.get_by_role("status")).to_contain_text("places fit")
        page.get_by_role("link", name="What p is", exact=True).click()
        page.wait_for_url("**/notebooks/paired-t-test.html#what-p-is")

        assert page.evaluate("scrollY") > 0
        assert 0 == page.locator("mark, .highlighted").count()

    @pytest.mark.page("notebooks/scoring")
    def test_by_keyboard(self, open_page):
        """The field has the focus; the next stops are the results."""
        page = open_page("search.html?q=likert")
        page.locator(RESULTS).first.wait_for()
        assert "likert" == page.evaluate("document.activeElement.value")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        page.wait_for_url("**/notebooks/scoring.html#what-a-likert-item-is")

    @pytest.mark.page("notebooks/paired-t-test", "notebooks/another-paper")
    def test_what_is_said(self, open_page):
        """A live region says how many places fit, and what was taken for what."""
        page = open_page("search.html?q=signficance")
        status = page.get_by_role("status")
        expect(status).to_contain_text(
            "“signficance” is not in the book; “significance” is. 5 places"
        )

        typed(page, "xylophone")
        expect(status).to_have_text("Nothing in the book fits “xylophone”.")
        typed(page, "a")
        expect(status).to_contain_text("the first 30 are shown")
        assert 30 == page.locator(RESULTS).count()
        typed(page, "")
        expect(status).to_have_text("")

    def test_the_address_keeps_the_search(self, open_page):
        """What was typed is in the address, so that a reload or a link asks it again."""
        page = open_page("search.html")
        typed(page, "Cohen's d & r?")
        page.reload()

        expect(page.locator(".bd-search-container input")).to_have_value("Cohen's d & r?")

    def test_markup_is_text(self, open_page):
        """Markup that is searched for is text, wherever it appears."""
        page = open_page("search.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
        expect(page.get_by_role("status")).not_to_have_text("")

        assert "<img src=x" in page.locator(".bd-search-container input").input_value()
        assert 0 == page.locator(".bd-search-container img").count()

    def test_fast(self, open_page):
        """An answer stands in the page within 100 ms of a key."""
        page = open_page("search.html?q=t")
        page.locator(RESULTS).first.wait_for()
        asked = [*FIRST, "a", "a t", "xylophonists"]
        times = {query: page.evaluate(TIME, query) for query in asked}

        assert {} == {query: time for query, time in times.items() if time > 100}

    @pytest.mark.page("notebooks/scoring")
    def test_storage_forbidden(self, open_page, site):
        """A browser that keeps nothing searches as well."""
        page = open_page(None, locale="en-GB")  # in a context of its own
        page.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"])
                Object.defineProperty(window, name, { configurable: true,
                    get() { throw new DOMException("no", "SecurityError"); } });"""
        )
        page.goto(f"{site.url}/search.html?q=likert")

        expect(page.locator(RESULTS).first).to_contain_text("What a Likert item is")

    def test_index_missing(self, open_page):
        """Where the index cannot be loaded, the page says so."""
        page = open_page("search.html?q=t", blocked=["**/sections.json*"])

        expect(page.get_by_role("status")).to_contain_text("could not be loaded")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_results_are_sound(open_page, width, scheme):
    """Results break no rule of axe-core and fit a phone."""
    view = {"width": width, "height": 800}
    page = open_page("search.html?q=t+test", viewport=view, color_scheme=scheme)
    page.locator(RESULTS).first.wait_for()

    assert [] == [one["id"] for one in Axe().run(page).response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
