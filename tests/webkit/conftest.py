"""The built book in WebKit: one browser for all tests, and pages that keep what goes wrong."""

from pathlib import Path

import pytest
from spec_page import asked_script
from tabs import tab_of

from serve import serve
from webkit import PACKAGES, find_webkit, what_to_do

# Drivers of WebKit tell no console: a first script on each page keeps what it would show.
LISTEN = """window.heard = [];
const hear = (what) => heard.push(String(what));
addEventListener("error", (event) => hear(event.message || `cannot load ${event.target.src || event.target.href}`), true);
addEventListener("unhandledrejection", (event) => hear(event.reason));
addEventListener("securitypolicyviolation", (event) => hear(`${event.violatedDirective} ${event.blockedURI}`));
for (const kind of ["error", "warn"]) {
  const show = console[kind];
  console[kind] = (...words) => { hear(words.join(" ")); show.apply(console, words); };
}
"""  # noqa: E501 # lines of a script


@pytest.fixture
def listening():
    """Return the script that keeps complaints."""
    return LISTEN


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """Serve the built book with the listening script before all others on each page."""
    folder = tmp_path_factory.mktemp("heard")
    (folder / "listen.js").write_text(LISTEN, encoding="utf-8")
    (folder / "asked.js").write_text(asked_script(), encoding="utf-8")
    for source in sorted(site.folder.iterdir()):
        _put(source, folder / source.name, "")
    with serve(folder, port=0) as url:
        yield url


def _put(source: Path, target: Path, up: str):
    """Link a file or folder; pages are copied with the script in them."""
    if source.is_dir() and any(source.rglob("*.html")):
        target.mkdir()
        for inside in sorted(source.iterdir()):
            _put(inside, target / inside.name, f"../{up}")
    elif source.suffix == ".html":
        text = source.read_text(encoding="utf-8")
        script = f'<head><script src="{up}listen.js"></script>'
        target.write_text(text.replace("<head>", script, 1), encoding="utf-8")
    else:
        target.symlink_to(source)


@pytest.fixture(scope="session")
def engine():
    """Start WebKit; a machine without one fails here."""
    found = find_webkit()
    assert found, f"no WebKit starts here: {what_to_do()} ({', '.join(PACKAGES)})"
    with found.start() as started:
        yield tab_of(started)


class Pages:
    """Opens pages of the book in WebKit and remembers what they complained of."""

    def __init__(self, tab, address):
        self.tab, self.address = tab, address
        self.complaints = []
        self.opened = False

    def open(self, path):
        """Open a page of the book, anew even if only the part after # differs."""
        self._listen()
        self.tab.open("about:blank")
        self.tab.open(f"{self.address}/{path}")
        self.opened = True
        return self.tab

    def _listen(self):
        if self.opened:
            self.complaints += self.tab.run("return window.heard")

    def close(self):
        """Forget what is stored; complaints fail the test that caused them."""
        self._listen()
        if self.opened:
            self.tab.run("localStorage.clear(); sessionStorage.clear();")
        assert self.complaints == []


@pytest.fixture
def pages(engine, address):
    """Return the pages, for one test."""
    pages = Pages(engine, address)
    yield pages
    pages.close()
