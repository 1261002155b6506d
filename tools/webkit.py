"""Find a WebKit, Safari's engine, for the tests on a second browser; install one if need be.

Run as ``.venv/bin/python tools/webkit.py``, or import `find_webkit`. Three can be had: WebKitGTK
with its driver, as Linux distributions ship it; Safari, on macOS; and the WebKit that Playwright
downloads. The first that really starts is taken: being there is not enough, since Safari lets
itself be driven only after a setting and a download may lack libraries of the system.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.webkitgtk.service import Service as GtkService

from browser import BrowserError, succeeds

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = (1280, 1000)  # pixels of the window
PACKAGES = ("webkit2gtk-driver", "xvfb")  # as Debian and Ubuntu call them
MINI_BROWSERS = ("webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0")
LIBRARIES = ("/usr/lib", "/usr/libexec", "/usr/lib64")


class Engine(Protocol):
    """A WebKit that may be here."""

    @property
    def name(self) -> str:
        """What to call it."""

    def start(self) -> contextlib.AbstractContextManager[Any]:
        """Start it; gives Selenium's driver or Playwright's page."""


@dataclass(frozen=True)
class Gtk:
    """WebKitGTK's small browser and its driver, on a screen that nobody sees."""

    driver: str
    browser: str

    @property
    def name(self) -> str:
        """What to call it."""
        return f"WebKitGTK ({self.browser})"

    @contextlib.contextmanager
    def start(self) -> Iterator[webdriver.WebKitGTK]:
        """Start it; gives Selenium's driver."""
        options = webdriver.WebKitGTKOptions()
        options.binary_location = self.browser
        options.add_argument("--automation")
        with screen() as display:
            # it opens our own pages only, and where user namespaces are forbidden it cannot start
            outside = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "DISPLAY": display}
            service = GtkService(self.driver, env={**os.environ, **outside})
            with (
                warnings.catch_warnings()
            ):  # Selenium's own part for WebKitGTK uses what it deprecates
                warnings.simplefilter("ignore", DeprecationWarning)
                driver = webdriver.WebKitGTK(options=options, service=service)
            try:
                driver.set_window_size(*ROOM)
                yield driver
            finally:
                driver.quit()


@dataclass(frozen=True)
class Safari:
    """Safari itself, through the driver that comes with macOS."""

    driver: str

    @property
    def name(self) -> str:
        """What to call it."""
        return f"Safari ({self.driver})"

    @contextlib.contextmanager
    def start(self) -> Iterator[webdriver.Safari]:
        """Start it; gives Selenium's driver."""
        driver = webdriver.Safari(service=webdriver.SafariService(self.driver))
        try:
            driver.set_window_size(*ROOM)
            yield driver
        finally:
            driver.quit()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Playwrights:
    """The WebKit that Playwright downloads."""

    name: str = "Playwright's WebKit"

    @contextlib.contextmanager
    def start(self) -> Iterator[Any]:
        """Start it; gives Playwright's page."""
        with sync_playwright() as playwright:
            browser = playwright.webkit.launch()
            try:
                yield browser.new_page(viewport={"width": ROOM[0], "height": ROOM[1]})
            finally:
                browser.close()


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Start an X server without a monitor; gives its name. Without Xvfb, the person's own."""
    program = shutil.which("Xvfb")
    if program is None:
        yield os.environ.get("DISPLAY", "")
        return
    reads, writes = os.pipe()
    size = f"{ROOM[0]}x{ROOM[1] + 200}x24"
    command = [program, "-displayfd", str(writes), "-screen", "0", size, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, pass_fds=[writes], stdout=quiet, stderr=quiet)
    os.close(writes)
    try:
        with os.fdopen(reads) as number:  # it writes the first free number once it is ready
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """Print which WebKit there is, installing one if there is none; 1 if that fails too."""
    try:
        print((find_webkit() or install_webkit()).name)
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def find_webkit() -> Engine | None:
    """Return the first WebKit that starts, or None."""
    return next(filter(starts, candidates()), None)


def candidates() -> Iterator[Engine]:
    """Yield which WebKit may be here."""
    driver = shutil.which("WebKitWebDriver")
    if driver:
        yield from (Gtk(driver, browser) for browser in mini_browsers())
    safari = shutil.which("safaridriver") if sys.platform == "darwin" else None
    if safari:
        yield Safari(safari)
    yield Playwrights()


def mini_browsers() -> Iterator[str]:
    """Yield where WebKitGTK's small browser lies: beside its libraries, off the PATH."""
    for version in MINI_BROWSERS:
        for folder in map(Path, LIBRARIES):
            yield from map(str, sorted(folder.glob(f"{version}/MiniBrowser")))
            yield from map(str, sorted(folder.glob(f"*/{version}/MiniBrowser")))


def starts(engine: Engine) -> bool:
    """Say whether a WebKit starts."""
    try:
        with engine.start():
            return True
    except (WebDriverException, PlaywrightError, OSError):
        return False


def install_webkit() -> Engine:
    """Install a WebKit in one of the ways that may work here, and return it."""
    print("No WebKit found that starts: installing one …", file=sys.stderr, flush=True)
    for commands in ways_to_install():
        engine = find_webkit() if all(map(succeeds, commands)) else None
        if engine:
            return engine
    raise BrowserError(
        "The tests on a second browser engine need WebKit, and none could be started or installed: "
        f"{what_to_do()}, and run the same command again."
    )


def ways_to_install() -> Iterator[list[list[str]]]:
    """Yield the commands of each way; a person's system is changed only by a person who is root."""
    if sys.platform == "linux" and shutil.which("apt-get"):
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        if os.geteuid() == 0:
            yield [["apt-get", "update"], install]
        elif os.environ.get("CI"):  # a machine that is thrown away
            yield [["sudo", "-n", "apt-get", "update"], ["sudo", "-n", *install]]
    yield [[sys.executable, "-m", "playwright", "install", "webkit"]]


def what_to_do() -> str:
    """Return what a person can do by hand on this kind of machine."""
    by_hand = {
        "darwin": "let Safari be driven with 'sudo safaridriver --enable'",
        "linux": f"install {' and '.join(PACKAGES)} (on Debian and Ubuntu with apt-get)",
    }
    download = "run 'playwright install webkit' in .venv where the network allows it"
    return by_hand.get(sys.platform, download)


if __name__ == "__main__":
    sys.exit(main())
