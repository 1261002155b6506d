"""A figure on an open page, whichever it is: alive, what it says, and all that it shows."""

from playwright.sync_api import expect

import contents
from embed_pages import CHAPTERS

#: Those of this book: a fork may leave some out.
NAMES = contents.figures()
ALL_NAMES = sorted(CHAPTERS)

# everything but the result: the text, and what stands in fields and sliders
_SHOWN = """(figure) => {
    const copy = figure.cloneNode(true);
    copy.querySelectorAll("[aria-live], .pp-result, .pp-caption").forEach((part) => part.remove());
    const fields = [...figure.querySelectorAll("input, select, textarea")];
    const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
    return [copy.textContent, ...fields.map(valueOf)];
}"""


def places(name):
    """Return the pages on which a figure is: its chapter, or the first that has it, and its own."""
    pages = [CHAPTERS[name], *sorted(contents.pages())]
    home = next(page for page in pages if page in pages[1:] and name in contents.figures_on(page))
    return [f"{home}.html", f"embed/{name}.html"]


def alive(page, name):
    """Wait until the figure is live, and return it."""
    figure = page.locator(f'figure[data-widget="{name}"]')
    expect(figure).to_have_attribute("data-live", "")
    return figure


def unfold(figure):
    """Open all that is folded away in a figure, and return it."""
    figure.evaluate("e => e.querySelectorAll('details').forEach((part) => { part.open = true; })")
    return figure


def words(figure):
    """Return what the figure says as its result, once it has worked it out."""
    expect(figure.locator(".pp-figure[aria-busy=true]")).to_have_count(0)
    return " ".join(figure.locator(".pp-result").inner_text().split())


def shown(figure):
    """Return the text and the fields of a figure, without its result."""
    return figure.evaluate(_SHOWN)
