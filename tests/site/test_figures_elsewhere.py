"""Figures on pages that are not the book's: one script, one style sheet, and the few lines around.

The page is on one host, the two files of each figure are on another, and nothing else is anywhere.
"""

import re
from pathlib import Path

import pytest
from figures import NAMES, alive, words
from playwright.sync_api import expect

from embed_pages import CHAPTERS
from figures_elsewhere import files_of
from serve import serve
from twowaves.widgets import PairedExplorer

GUIDE = Path(__file__).parents[2] / "book" / "instructor-guide.md"
HTML = re.findall(r"```html\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
#: What the guide shows for a page of one's own, and the host in it.
LINES = next(lines for lines in HTML if "import figure" in lines)
HOST = "https://example.org/_static/elsewhere/"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A course</title>
<link rel="icon" href="data:,"></head><body style="background: black">{body}</body></html>"""
# as Jupyter Book 2 does it: within a shadow, with a model that can neither save nor forget
IN_A_SHADOW = """async ([address, state]) => {
    const root = document.querySelector("#figure").attachShadow({ mode: "open" });
    const el = root.appendChild(document.createElement("div"));
    const link = el.appendChild(document.createElement("link"));
    Object.assign(link, { rel: "stylesheet", href: `${address}.css` });
    const heard = new EventTarget();
    const model = {
        get: (name) => state[name],
        set(name, value) {
            state[name] = value;
            heard.dispatchEvent(new CustomEvent(`change:${name}`));
        },
        on: (name, listener) => heard.addEventListener(name, listener),
        off() { throw new Error("MystAnyModel.off not implemented yet."); },
        save_changes() { throw new Error("MystAnyModel.save_changes not implemented yet."); },
    };
    const { default: figure } = await import(`${address}.mjs`);
    window.end = await figure.render({ model, el });
}"""
MOVABLE = '.pp-figure :is([role="slider"], input[type="range"], select):visible'


def stem(name):
    """Return the name of a figure's files."""
    return name.replace("-", "_")


@pytest.fixture(scope="module")
def host(site):
    """Serve the figures' files to everybody; returns the address."""
    everybody = {"Access-Control-Allow-Origin": "*"}
    with serve(site.folder / "_static" / "elsewhere", port=0, headers=everybody) as url:
        yield f"{url}/"


@pytest.fixture
def visit(browser, tmp_path):
    """Return a function that opens a page of one's own; nothing may go wrong on it."""
    wrong = []
    context = browser.new_context()

    def go(body):
        (tmp_path / "page.html").write_text(PAGE.format(body=body), encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{url}/page.html")
        return page

    with serve(tmp_path, port=0) as url:
        yield go
    context.close()
    assert [] == wrong


def move(page):
    """Move the first thing that keys can move; the figure then says something else."""
    said = words(page)
    page.locator(MOVABLE).first.focus()
    page.keyboard.press("End")
    expect(page.locator(".pp-figure .pp-result")).not_to_have_text(said)


def test_every_figure_is_there(site):
    """There are a script and a style sheet for each figure, and nothing else."""
    files = {file.name for file in (site.folder / "_static" / "elsewhere").iterdir()}

    assert {f"{stem(name)}.{kind}" for name in NAMES for kind in ("mjs", "css")} == files


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_ones_own(visit, host, open_page, name):
    """By the guide's lines a figure shows what it shows in its chapter, and lives: two files."""
    chapter = words(alive(open_page(f"{CHAPTERS[name]}.html"), name))
    page = visit(LINES.replace(HOST, host).replace("paired_explorer", stem(name)))

    assert chapter == words(page)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert {f"{host}{stem(name)}.mjs", f"{host}{stem(name)}.css"} == set(loaded)
    move(page)


def test_it_is_legible_on_a_dark_page(visit, host):
    """The figure stands on paper of its own: dark letters on white, whatever is around it."""
    page = visit(LINES.replace(HOST, host))
    figure = page.locator(".pp-figure")

    expect(figure).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(figure).to_have_css("color", "rgb(29, 39, 51)")


def test_jupyter_book_2(visit, host):
    """With a model that lacks half of it, in a shadow: told its state, moved, and ended."""
    page = visit('<div id="figure"></div>')
    w = PairedExplorer(preset="hated self")
    page.evaluate(IN_A_SHADOW, [f"{host}paired_explorer", w.page_state()])

    assert w.sentence().partition(" (")[0] in words(page)
    move(page)
    page.evaluate("end()")


def test_told_a_part(visit, host):
    """What the page says of the state holds; the rest is as in the book."""
    page = visit(LINES.replace(HOST, host).replace("new Map()", 'new Map([["alpha", 0.01]])'))

    assert PairedExplorer(alpha=0.01).sentence().partition(" (")[0] in words(page)


def test_a_figure_without_state():
    """A figure that does not say its state stops the build with its name."""
    with pytest.raises(ValueError, match=r"^the figure 'score-sheet' has no data-state$"):
        files_of("score-sheet", "<figure>")
