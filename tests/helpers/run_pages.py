"""Pages in which Python runs, served as a host does that sends no policy of its own."""

import pytest

from serve import serve

LONG = 120_000  # milliseconds: Python starts, on a machine that does much else


@pytest.fixture(scope="module")
def hosted(site):
    """Serve the book as a host does that sends no policy: the pages bring their own."""
    with serve(site.folder, 0) as url:
        yield url.rstrip("/")


def complaints(page):
    """Have a page note what goes wrong in it."""
    page.wrong = []
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
