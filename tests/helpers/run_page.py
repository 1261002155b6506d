"""A page of the book whose cells run: what a reader does there, and waits for."""

import contextlib
import re

from playwright.sync_api import expect

LONG = 120_000  # milliseconds: Python starts, on a machine that does much else
OUTPUT = ".run-output:not([hidden])"
STORED = ".cell_output:not(.run-output)"
ENDED = re.compile(r"^(Run here|Stopped|Python)")
ENDED_WELL = re.compile(r"^Run here( in|\.$)")


def open_chapter(context, url, chapter):
    """Open a chapter in a page that keeps what it complains of."""
    page = context.new_page()
    noting_complaints(page)
    page.goto(f"{url}/{chapter}")
    return page


def noting_complaints(page):
    """Have a page note in `wrong` what it complains of."""
    page.wrong = []
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))


@contextlib.contextmanager
def opened(browser, url, chapter, **options):
    """Open a chapter in a browser that has nothing of it yet, as long as a block runs."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    try:
        yield open_chapter(context, url, chapter)
    finally:
        context.close()


def cell(page, number):
    """Return a cell that has code, by its number on the page."""
    return page.locator(".cell").filter(has=page.locator("details.code")).nth(number - 1)


def press_run(page, number):
    """Press a cell's button by the keyboard."""
    cell(page, number).get_by_role("button", name="Run", exact=True).press("Enter")


def load(page):
    """Say that Python may be loaded."""
    page.get_by_role("button", name="Load and run").press("Enter", timeout=LONG)


def load_if_asked(page, number):
    """Say so, where a chapter needs more than the one before it, and wait for the cell's end."""
    button = page.get_by_role("button", name="Load and run")
    button.or_(status(page, number).filter(has_text=ENDED)).first.wait_for(timeout=LONG)
    if button.count():
        load(page)
    ended(page, number)


def status(page, number):
    """Return where a cell says what is going on."""
    return cell(page, number).get_by_role("status")


def ended(page, number):
    """Wait until a cell has ended, and return what it says of it."""
    expect(status(page, number)).to_have_text(ENDED, timeout=LONG)
    return status(page, number).inner_text()


def write(page, number, text):
    """Write another text into a cell, and return its editor."""
    place = cell(page, number)
    place.get_by_role("button", name="Edit", exact=True).click()
    editor = place.get_by_role("textbox", name=f"Code {number}")
    editor.fill(text)
    return editor


def run_text(page, number, text):
    """Write a text into a cell, run it by the keyboard, and return what it shows."""
    write(page, number, text).press("Shift+Enter")
    ended(page, number)
    return cell(page, number).locator(OUTPUT).inner_text().strip()
