"""The built book in a real browser: shared by the tests of the site and of the figures."""

import contextlib
import functools
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import left_out_pages
import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

import contents
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
    # what a page asks of another host is a complaint, and never leaves this machine
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(config, items):
    """Leave out tests of pages that a fork leaves out."""
    pages = contents.left_out()
    kept = left_out_pages.without(items, pages) if pages else items
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


# the strictest policy there is, whatever the pages themselves say
POLICY = {"Content-Security-Policy": "default-src 'self'"}


@dataclass(frozen=True)
class Site:
    """The built book, where it is served, and a folder for further pages, served as `scratch`."""

    folder: Path
    url: str
    scratch: Path | None = None


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
def site(tmp_path_factory):
    """Serve the book, built from what is here now."""
    build_book()
    folder = ROOT / "_build" / "html"
    served = tmp_path_factory.mktemp("served")
    for entry in folder.iterdir():
        (served / entry.name).symlink_to(entry)
    (served / "scratch").mkdir()
    with serve(served, port=0, headers=POLICY) as url:
        yield Site(folder, url.rstrip("/"), served / "scratch")


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
        """Open a page of the book in a context of its own; without a path, an empty tab."""
        context = self.browser.new_context(**{"viewport": DESK, **options})
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        stopped = set()
        page.on("console", lambda message: self._hear(message, stopped))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        context.on("request", self._look_where)
        for pattern in blocked:
            context.route(pattern, lambda route: self._stop(route, stopped))
        if path:
            page.goto(f"{self.site.url}/{path}")
        return page

    def _stop(self, route, stopped):
        stopped.add(route.request.url)
        route.abort()

    def _hear(self, message, stopped):
        where = message.location.get("url", "")
        if message.type in {"error", "warning"} and where not in stopped:
            self.complaints.append(f"console {message.type}: {message.text} {where}")

    def _look_where(self, request):
        if not request.url.startswith((self.site.url, "data:", "blob:", "file:")):
            self.complaints.append(f"request to another host: {request.url}")

    def heard(self):
        """Return the complaints since the last time."""
        heard, self.complaints = self.complaints, []
        return heard

    def close(self):
        """Close everything; complaints fail the test that caused them."""
        for context in self.contexts:
            context.close()
        assert self.heard() == []


class UsedTab:
    """One tab for many tests, emptied before each: a page opens in half of a new tab's time."""

    def __init__(self, tabs):
        self.tabs = tabs
        self.page = None

    def open(self, path, *, viewport=DESK, color_scheme="light"):
        """Open a page of the book, as in a new tab."""
        address = f"{self.tabs.site.url}/{path}"
        if self._can_be_emptied():
            self._empty()
            if "#" in path or self.page.url == address:  # that would be no new page
                self.page.goto("about:blank")
        else:
            self.page = self.tabs.open(None)
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=color_scheme, media="null", reduced_motion="null")
        self.page.goto(address)
        return self.page

    def _can_be_emptied(self):
        """Tell whether the tab is there and holds a page of the site, which reaches its storage."""
        page = self.page
        return page and not page.is_closed() and page.url.startswith(self.tabs.site.url)

    def _empty(self):
        """Take away what a page and its test can leave."""
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.mouse.move(0, 0)
        self.page.unroute_all()
        self.page.context.clear_permissions()


@contextlib.contextmanager
def _tabs(browser, site):
    tabs = Tabs(browser, site)
    yield tabs.open
    tabs.close()


@pytest.fixture(scope="session")
def tabs(browser, site):
    """Return what opens pages of the book for as long as a block runs."""
    return functools.partial(_tabs, browser, site)


@pytest.fixture(scope="module")
def _used_tab(browser, site):
    tabs = Tabs(browser, site)
    yield UsedTab(tabs)
    tabs.close()


@pytest.fixture
def open_page(browser, site, _used_tab):
    """Return a function that opens a page of the book, for one test.

    The first page comes in the tab of the tests before it, unless it asks for more than a width
    and a colour scheme; further ones come in contexts of their own.
    """
    with _tabs(browser, site) as opener:
        free = [_used_tab]

        def go(path, **options):
            plain = options.keys() <= {"viewport", "color_scheme"}
            return (free.pop().open if free and plain else opener)(path, **options)

        yield go
    assert _used_tab.tabs.heard() == []


@pytest.fixture(scope="module")
def open_module_page(browser, site):
    """Return a function that opens a page of the book, for all tests of a module."""
    with _tabs(browser, site) as opener:
        yield opener
