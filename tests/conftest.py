"""The built book in a real browser: shared by the tests of the site and of the figures."""

import contextlib
import functools
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from browser import find_browser
from serve import serve

ROOT = Path(__file__).parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


# the strictest policy there is, whatever the pages themselves say
POLICY = {"Content-Security-Policy": "default-src 'self'"}


@dataclass(frozen=True)
class Site:
    """The built book and where it is served."""

    folder: Path
    url: str


def build_book():
    """Build the book as `make book` does, once a run: its workers take turns, the first builds."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    built_in = ROOT / "_build" / "built-in-run"
    built_in.parent.mkdir(exist_ok=True)
    with FileLock(ROOT / "_build" / "book.lock"):
        if run and built_in.is_file() and built_in.read_text() == run:
            return
        command = [sys.executable, "tools/book.py"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        built_in.write_text(run or "")


@pytest.fixture(scope="session")
def site():
    """Serve the book, built from what is here now."""
    build_book()
    folder = ROOT / "_build" / "html"
    with serve(folder, port=0, headers=POLICY) as url:
        yield Site(folder, url.rstrip("/"))


@pytest.fixture(scope="session")
def browser():
    """Start the browser that is installed; a machine without one fails here."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield started
        started.close()


class Tabs:
    """Opens pages of the book, keeps every other host out, and remembers what went wrong."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.contexts = []
        self.complaints = []

    def open(self, path, *, blocked=(), **options):
        """Open a page of the book in a context of its own."""
        context = self.browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        stopped = set()
        page.on("console", lambda message: self._hear(message, stopped))
        page.on("pageerror", lambda error: self.complaints.append(f"{path}: {error}"))
        context.route(lambda url: not url.startswith(self.site.url), self._refuse)
        for pattern in blocked:
            context.route(pattern, lambda route: self._stop(route, stopped))
        page.goto(f"{self.site.url}/{path}")
        return page

    def _stop(self, route, stopped):
        stopped.add(route.request.url)
        route.abort()

    def _hear(self, message, stopped):
        where = message.location.get("url", "")
        if message.type in {"error", "warning"} and where not in stopped:
            self.complaints.append(f"console {message.type}: {message.text} {where}")

    def _refuse(self, route):
        if not route.request.url.startswith(("data:", "blob:", "file:")):
            self.complaints.append(f"request to another host: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    def close(self):
        """Close everything; complaints fail the test that caused them."""
        for context in self.contexts:
            context.close()
        assert self.complaints == []


@contextlib.contextmanager
def _tabs(browser, site):
    tabs = Tabs(browser, site)
    yield tabs.open
    tabs.close()


@pytest.fixture(scope="session")
def tabs(browser, site):
    """Return what opens pages of the book for as long as a block runs."""
    return functools.partial(_tabs, browser, site)


@pytest.fixture
def open_page(browser, site):
    """Return a function that opens a page of the book, for one test."""
    with _tabs(browser, site) as opener:
        yield opener


@pytest.fixture(scope="module")
def open_module_page(browser, site):
    """Return a function that opens a page of the book, for all tests of a module."""
    with _tabs(browser, site) as opener:
        yield opener
