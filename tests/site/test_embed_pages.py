"""Embed pages: a figure alone, small, at every width, within a frame that follows its height."""

import gzip
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from figures import ALL_NAMES, NAMES, alive, places, shown, unfold, words
from playwright.sync_api import expect
from waiting import until

import contents
import embed_pages

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "book" / "instructor-guide.md").read_text(encoding="utf-8")
# a page of somebody else's, as the guide shows it, that also keeps what it is told
LISTENER = re.search(r"```js\n(.*?)```", GUIDE, re.DOTALL)[1]
PARENT = """<!DOCTYPE html><html lang="en"><head><title>A course</title></head>
<body style="margin: 0"><h1>A course</h1>{frame}
<script>
window.heard = [];
addEventListener("message", ({{ data }}) => heard.push(data));
{listener}
</script></body></html>"""


@pytest.fixture
def embed(open_page):
    """Return a function that opens a figure's embed page."""

    def run(name, fragment="", **options):
        return open_page(f"embed/{name}.html{fragment}", **options)

    return run


def test_every_figure_has_one(site):
    """There is one page for each figure of the book, and no other; each has its chapter."""
    built = sorted(path.stem for path in (site.folder / "embed").glob("*.html"))

    assert NAMES == built
    assert ALL_NAMES == embed_pages.figure_names()


@pytest.mark.sweep(4)
@pytest.mark.parametrize("name", NAMES)
def test_head(site, embed, name):
    """It names itself, its language and that no search engine should list it; nothing is inline."""
    page = embed(name)
    source = (site.folder / "embed" / f"{name}.html").read_text(encoding="utf-8")

    assert page.title().endswith(f" — {contents.title()}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    assert page.get_by_role("heading", level=1).count() == 1
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=", source) == []
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]')
    assert policy.get_attribute("content").split("; ")[0] == "default-src 'self'"
    assert "unsafe" not in policy.get_attribute("content")


@pytest.mark.sweep(4)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_kept(embed, name):
    """No browser is to keep what somebody puts into a field of any kind."""
    figure = alive(embed(name), name)
    fields = figure.locator("input, textarea, select, [contenteditable]")

    assert fields.count() >= 3
    assert {"off"} == set(fields.evaluate_all("all => all.map((field) => field.autocomplete)"))


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", NAMES)
def test_way_back(embed, name):
    """One link leads to the figure in its chapter, in a tab of its own."""
    page = embed(name)
    link = page.locator("footer a")

    assert page.locator("body a[href]:not(figure a)").count() == 1
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("rel") == "noopener"
    page.goto(urljoin(page.url, link.get_attribute("href")))
    assert urlsplit(page.url).path == f"/{places(name)[0]}"
    expect(page.locator(f"figure#{name}")).to_have_attribute("data-live", "")


@pytest.mark.sweep(4)
@pytest.mark.parametrize("name", NAMES)
def test_small(embed, name):
    """Only its own files are loaded, no theme; as few and as light as the guide tells."""
    page = embed(name)
    alive(page, name)
    page.wait_for_load_state("networkidle")
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 # Playwright takes no builtin
    page.reload()
    alive(page, name)
    page.wait_for_load_state("networkidle")
    low, high = map(int, re.search(r"between (\d+) and (\d+) kB", GUIDE).groups())
    most = int(re.search(r"at most (\d+) requests", GUIDE)[1])

    own = re.compile(
        rf"/embed/{name}\.(html|css)$|/_static/(figures|twowaves)/[\w/]+\.(js|css)$|/favicon\.svg$"
    )
    strangers = [one.url for one in answers if not own.search(urlsplit(one.url).path)]
    assert strangers == []
    assert len(answers) <= most
    weight = sum(len(gzip.compress(answer.body(), 6)) for answer in answers) / 1000
    assert low <= weight <= high
    assert 300 * high <= 20_000  # "300 of them are less than 20 MB"


@pytest.mark.sweep(4)
@pytest.mark.parametrize("width", [320, 768, 1200])
@pytest.mark.parametrize("name", NAMES)
def test_widths(embed, name, width):
    """The figure is live and fits, with its whole height in the page's own."""
    page = embed(name, viewport={"width": width, "height": 600})
    figure = alive(page, name)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bottom = figure.evaluate("(figure) => figure.getBoundingClientRect().bottom + scrollY")
    assert bottom <= page.evaluate("document.documentElement.offsetHeight")


@pytest.mark.sweep(3)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_and_colours(embed, name, theme):
    """No rule of axe-core is broken, in the colours that the system asks for."""
    page = embed(name, color_scheme=theme, viewport={"width": 400, "height": 900})
    alive(page, name)
    found = (
        Axe()
        .run(page, options={"preload": False, "resultTypes": ["violations"]})
        .response["violations"]
    )

    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 29)"}[theme]


@pytest.mark.sweep(4)
@pytest.mark.parametrize("name", NAMES)
def test_without_scripts(embed, name):
    """With scripts off its words and tables are there, and the page does not scroll sideways."""
    page = embed(
        name,
        java_script_enabled=False,
        color_scheme="dark",
        viewport={"width": 320, "height": 600},
    )

    assert page.locator("figure table").count() >= 1
    assert len(page.locator("figure").inner_text()) > 200
    box = page.locator("footer").bounding_box()
    assert box["x"] + box["width"] <= 320


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", NAMES)
def test_same_as_in_the_chapter(open_page, name):
    """It shows what its chapter shows."""
    chapter, alone = (alive(open_page(place), name) for place in places(name))

    assert words(chapter) == words(alone)
    assert shown(chapter) == shown(alone)


@pytest.fixture
def framed(open_page, site):
    """Return a function that opens somebody's page with this HTML in it."""

    def run(frame, width=800):
        page = open_page("embed/class-data.html", viewport={"width": width, "height": 900})
        text = PARENT.format(frame=frame, listener=LISTENER)
        page.route(
            "**/course.html", lambda route: route.fulfill(body=text, content_type="text/html")
        )
        page.goto(f"{site.url}/course.html")
        return page

    return run


# the frame is as high as the page in it, which has nothing left to scroll
FITS = """() => {
    const frame = document.querySelector("iframe");
    const root = frame.contentDocument.documentElement;
    return frame.contentDocument.querySelector("figure[data-live]")
        && Math.abs(frame.clientHeight - root.getBoundingClientRect().height) <= 1
        && root.scrollHeight <= frame.clientHeight && root.scrollWidth <= frame.clientWidth;
}"""


@pytest.mark.sweep(4)
@pytest.mark.parametrize("width", [320, 768, 1200])
@pytest.mark.parametrize("name", NAMES)
def test_frame_follows(framed, name, width):
    """A page that listens as the guide shows gives the frame its height, whenever it changes."""
    source = f'src="embed/{name}.html" title="A figure" width="100%" height="200"'
    frame = f'<iframe {source} style="border: 0"></iframe>'
    page = framed(frame, width)
    until(page, FITS)
    page.set_viewport_size({"width": 560, "height": 900})
    until(page, FITS)

    heard = page.evaluate("heard")
    assert all(set(each) == {"type", "figure", "height"} for each in heard)
    assert {(each["type"], each["figure"]) for each in heard} == {("twowaves:height", name)}
    assert page.evaluate("document.documentElement.scrollWidth") <= 560
    assert page.evaluate("scrollY") == 0


def test_frame_answers(framed):
    """It tells its height when it is asked, and nothing to any other question."""
    page = framed('<iframe src="embed/reported-tests.html" title="A figure" height="200"></iframe>')
    until(page, FITS)
    page.evaluate("heard.length = 0")
    page.evaluate("""() => {
        const frame = document.querySelector("iframe").contentWindow;
        const ask = { type: "twowaves:ask" };
        for (const said of [null, 7, "twowaves:ask", { type: "state" }, ask]) {
            frame.postMessage(said, "*");
        }
    }""")
    until(page, "heard.length > 0")

    (answer,) = page.evaluate("heard")
    assert answer["height"] == page.evaluate("document.querySelector('iframe').clientHeight")


class Frames(HTMLParser):
    """The tags of some HTML, as a browser reads them."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def copied(figure, button="Copy embed code"):
    """Press a button that copies, and return what is copied."""
    figure.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    unfold(figure).get_by_role("button", name=button, exact=True).click()
    expect(figure.locator(".pp-share-note")).to_contain_text("copied")
    return figure.page.evaluate("navigator.clipboard.readText()")


def source_of(code, site):
    """Return the address in a frame's code, which is one tag and nothing else."""
    ((tag, attributes),) = Frames(code).tags
    assert tag == "iframe"
    assert code.endswith("</iframe>")
    assert attributes["title"]
    assert int(attributes["height"]) > 300
    assert attributes["src"].startswith(f"{site.url}/embed/")
    return attributes["src"]


MOVED = {
    "audit-table": "example=own&n=11&table=%22%3E%3Cscript%3E%20%26amp%3B%20'x'%0914",
    "limitations-lab": "n=20&tails=chosen+afterwards&seed=3",
    "paired-explorer": "preset=own&pre=1,2,3,4&post=2,4,4,7&alpha=0.01&out=1",
    "reconstruction-browser": "outcome=hated+self&which=3&tails=one",
    "reported-tests": "n=10&tails=one&correction=bh",
    "score-sheet": "instrument=fscrs&missing=prorate",
    "three-systems": "scene=an+exam+passed&drive=9&part=empathy",
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("place", [0, 1], ids=["chapter", "embed"])
@pytest.mark.parametrize("name", MOVED)
def test_code_carries_the_state(open_page, site, framed, name, place):
    """The copied code shows the same figure in the same state in somebody's page."""
    start = f"{places(name)[place]}#figure={name}&v=1&{MOVED[name]}"
    figure = alive(open_page(start), name)
    said, seen = words(figure), shown(figure)
    assert "This link" not in said
    code = copied(figure)
    source_of(code, site)
    page = framed(code)
    inner = page.frame_locator("iframe").locator("figure[data-live]")
    expect(inner).to_be_visible()
    expect(inner.locator(".pp-figure[aria-busy=true]")).to_have_count(0)  # its checks came

    assert said == words(inner)
    assert seen == shown(inner)


@pytest.mark.parametrize("name", ["paired-explorer", "welcome"])
def test_code_from_another_page(open_page, site, name):
    """Whatever page a figure stands on, its code leads to its embed page."""
    place = {"welcome": "book/welcome.html"}.get(name, places("paired-explorer")[0])
    code = copied(alive(open_page(place), "paired-explorer"))

    assert source_of(code, site).startswith(f"{site.url}/embed/paired-explorer.html#")


class TestPrivate:
    """What a reader gave does not get into code unasked."""

    def test_pasted_numbers(self, embed, site):
        """Pasted numbers enter the code only if the reader says so."""
        figure = alive(embed("paired-explorer"), "paired-explorer")
        unfold(figure).locator("textarea").fill("61 62\n63 67\n65 66\n64 69")
        figure.get_by_role("button", name="Use these numbers").click()
        figure.get_by_role("button", name="Copy embed code").click()
        warning = figure.locator(".pp-warning")
        assert "Embed code with them can be read by everyone who has it." in warning.inner_text()

        without = source_of(copied(figure, "Copy embed code without them"), site)
        assert "61" not in parse_qs(urlsplit(without).fragment).get("pre", [""])[0]
        expect(figure.locator(".pp-share-note")).to_have_text(
            "Embed code copied, without your numbers."
        )
        figure.get_by_role("button", name="Copy embed code").click()
        given = source_of(copied(figure, "Copy embed code with my numbers"), site)
        assert ["61,63,65,64"] == parse_qs(urlsplit(given).fragment)["pre"]

    def test_typed_table(self, embed, site):
        """A typed table enters the code only if the reader says so."""
        figure = alive(embed("audit-table"), "audit-table")
        figure.get_by_text("Bring in your own table").click()
        figure.locator("textarea").fill('my "<secret>" scale\t\t9')
        figure.get_by_role("button", name="Use this table").click()
        figure.get_by_role("button", name="Copy embed code").click()

        without = copied(figure, "Copy embed code without it")
        assert "secret" not in without
        figure.get_by_role("button", name="Copy embed code").click()
        given = source_of(copied(figure, "Copy embed code with my table"), site)
        assert 'my "<secret>" scale' in parse_qs(urlsplit(given).fragment)["table"][0]

    @pytest.mark.parametrize("how", ["by hand", "all alike"])
    def test_answers(self, embed, site, how):
        """The score sheet's code never holds answers, and says so."""
        figure = alive(embed("score-sheet"), "score-sheet")
        if how == "all alike":
            figure.locator(".pp-alike").get_by_role("button", name="4").click()
        else:
            figure.locator('input[type="radio"]').nth(1).check(force=True)
        code = source_of(copied(figure), site)

        assert "answers" not in parse_qs(urlsplit(code).fragment)
        expect(figure.locator(".pp-share-note")).to_have_text(
            "Embed code copied, without answers: the frame opens with the synthetic example."
        )

    def test_class_data(self, embed, site):
        """Class data has no link, and its code has no state."""
        figure = alive(embed("class-data"), "class-data")

        assert figure.get_by_role("button", name="Copy link").count() == 0
        assert (
            source_of(copied(figure), site)
            == f"{site.url}/embed/class-data.html#figure=class-data&v=1"
        )


class TestMaking:
    """What the extension makes of pages and style sheets, and what it refuses."""

    def test_a_page_without_the_figure(self):
        """A chapter that lost its figure is named as such."""
        with pytest.raises(ValueError, match="there is no figure 'reported-tests' on it"):
            embed_pages.embedded("<p>nothing</p>", "reported-tests")

    def test_dark_colours_are_the_books(self):
        """Every dark rule of the figures' style sheets is in the embed page's, word for word."""
        for name in NAMES:
            sheet = embed_pages.style_sheet(name, "")
            for file in ("kit/base", f"{name.replace('-', '_')}/style"):
                css = (ROOT / f"src/twowaves/widgets/{file}.css").read_text(encoding="utf-8")
                blocks = re.findall(r'html\[data-theme="dark"\][^{]*\{([^}]*)\}', css)
                assert css.count('html[data-theme="dark"]') == len(blocks)
                assert all(
                    block in sheet.split("prefers-color-scheme: dark")[1] for block in blocks
                )

    def test_the_guides_snippet(self, site):
        """The line that the guide shows is what the button gives, for another site's address."""
        code = re.search(r"```html\n(.*?)\n```", GUIDE, re.DOTALL)[1]
        ((_, attributes),) = Frames(code).tags

        assert set(attributes) == {"src", "title", "width", "height", "style", "loading", "allow"}
        path = urlsplit(attributes["src"]).path.lstrip("/")
        assert (site.folder / path).is_file()
        assert html.escape(attributes["src"]) in code
