"""Find a Chromium, Chrome or Edge for the browser tests, install one if need be, print its path.

Run as ``.venv/bin/python tools/browser.py``, or import `find_browser`. An installed browser is
preferred: it needs no download. ``TWOWAVES_BROWSER`` names another one. The same Chromium without
a window, its headless shell, comes first: it opens a page in a third of the processor time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "TWOWAVES_BROWSER"

SHELL = "chromium-headless-shell"
COMMANDS = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
ON_LINUX = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
)
ON_MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ON_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


class BrowserError(Exception):
    """Why there is no browser, in one sentence."""


def main() -> int:
    """Print the path of a browser, installing one if there is none; 1 if that fails too."""
    try:
        print(find_browser() or install_browser())
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def find_browser() -> str | None:
    """Return the path of an installed browser, or None.

    Raises
    ------
    BrowserError
        If ``TWOWAVES_BROWSER`` names something that cannot be run.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise BrowserError(f"{VARIABLE} is {named!r}, which is no program that can be run.")
        return path
    return next(filter(shutil.which, candidates()), None)


def candidates() -> Iterator[str]:
    """Yield where a browser may be, the likeliest first."""
    yield from filter(None, map(shutil.which, COMMANDS))
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        yield from (str(folder / app) for folder in folders for app in ON_MACOS)
    elif sys.platform == "win32":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        found = [Path(os.environ[name]) for name in names if name in os.environ]
        yield from (str(folder / app) for folder in found for app in ON_WINDOWS)
    else:
        yield from ON_LINUX
    yield from playwrights_own()


def playwrights_own() -> Iterator[str]:
    """Yield where Playwright keeps the browser that it downloads."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (needed only if none is installed)
    except ImportError:
        return
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    for store in (one.parent for one in path.parents if one.name.startswith("chromium-")):
        yield from map(str, store.glob("chromium_headless_shell-*/*/*headless?shell"))
    yield str(path)


def install_browser() -> str:
    """Install a browser in one of the ways that may work here, and return its path."""
    print("No Chromium, Chrome or Edge found: installing one …", file=sys.stderr, flush=True)
    for commands in ways_to_install():
        path = find_browser() if all(map(succeeds, commands)) else None
        if path:
            return path
    raise BrowserError(
        "The browser tests need Chromium, Chrome or Edge, and none could be installed: install "
        f"one, or set {VARIABLE} to the path of one, and run the same command again."
    )


def ways_to_install() -> Iterator[list[list[str]]]:
    """Yield the commands of each way, the one that brings what a browser needs first."""
    playwright = [sys.executable, "-m", "playwright", "install"]
    if sys.platform == "linux" and os.geteuid() == 0:
        yield [
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", SHELL],
        ]  # Debian's, not Ubuntu's
        yield [["apt-get", "install", "--yes", "chromium"]]
        yield [[*playwright, "--with-deps", "chromium"]]
    else:
        yield [[*playwright, "chromium"]]


def succeeds(command: list[str]) -> bool:
    """Run a command without a word and say whether it succeeded."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=900,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
