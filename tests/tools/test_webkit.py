"""Where the second engine for the tests comes from."""

import contextlib
import sys
from dataclasses import dataclass

import pytest
from selenium.common.exceptions import WebDriverException
from tabs import tab_of

import webkit
from browser import BrowserError


@dataclass
class Made:
    """An engine that starts, or does not."""

    name: str
    problem: Exception | None = None

    @contextlib.contextmanager
    def start(self):
        if self.problem:
            raise self.problem
        yield self.name


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Be a machine without any WebKit; returns the folder that is its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(webkit, "LIBRARIES", (str(tmp_path / "lib"),))
    monkeypatch.setattr(webkit, "starts", lambda _: False)
    return tmp_path


def program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_this_machine_has_one():
    """The engine that the tests of the figures use is found, and it calls itself WebKit."""
    with webkit.find_webkit().start() as started:
        agent = tab_of(started).run("return navigator.userAgent")

    assert "AppleWebKit" in agent
    assert "Chrome" not in agent


def test_the_first_that_starts(monkeypatch):
    """An engine that is there but does not start gives way to the next."""
    lame = Made("lame", WebDriverException("no"))
    sound = Made("sound")
    monkeypatch.setattr(webkit, "candidates", lambda: iter([lame, sound, Made("later")]))

    assert sound is webkit.find_webkit()


def test_an_error_of_another_kind_is_told(monkeypatch):
    """What is no failure to start is not mistaken for one."""
    monkeypatch.setattr(webkit, "candidates", lambda: iter([Made("odd", ZeroDivisionError())]))

    with pytest.raises(ZeroDivisionError):
        webkit.find_webkit()


def test_debian(bare, monkeypatch):
    """On Debian the driver is on PATH and its browser in a folder named after the machine."""
    monkeypatch.setattr(sys, "platform", "linux")
    driver = program(bare / "WebKitWebDriver")
    browser = program(bare / "lib" / "x86_64-linux-gnu" / "webkit2gtk-4.1" / "MiniBrowser")

    assert [webkit.Gtk(driver, browser), webkit.Playwrights()] == list(webkit.candidates())


def test_macos(bare, monkeypatch):
    """On macOS Safari comes first, and Playwright's own after it."""
    monkeypatch.setattr(sys, "platform", "darwin")
    driver = program(bare / "safaridriver")

    assert [webkit.Safari(driver), webkit.Playwrights()] == list(webkit.candidates())


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("platform", "advice"),
    [
        ("linux", "install webkit2gtk-driver and xvfb (on Debian and Ubuntu with apt-get)"),
        ("darwin", "let Safari be driven with 'sudo safaridriver --enable'"),
        ("win32", "run 'playwright install webkit' in .venv where the network allows it"),
    ],
)
def test_none_can_be_had(monkeypatch, capsys, platform, advice):
    """Where no WebKit starts or can be installed, one sentence says what to do."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(webkit, "succeeds", lambda _: False)

    assert 1 == webkit.main()
    out, err = capsys.readouterr()
    assert "" == out
    assert (
        "The tests on a second browser engine need WebKit, and none could be started or "
        f"installed: {advice}, and run the same command again.\n"
    ) == err.partition("\n")[2]


@pytest.mark.parametrize(
    ("user", "ci", "expected"),
    [
        (0, "", ["apt-get update", "apt-get install", "playwright install webkit"]),
        (1000, "", ["playwright install webkit"]),
        (1000, "true", ["sudo -n apt-get update", "sudo -n apt-get install", "playwright install"]),
    ],
    ids=["root", "person", "service"],
)
def test_ways_to_install(bare, monkeypatch, user, ci, expected):
    """Root and a service's machine get Debian's packages; a person's system is left alone."""
    program(bare / "apt-get")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webkit.os, "geteuid", lambda: user)
    monkeypatch.setenv("CI", ci)

    commands = [" ".join(command) for way in webkit.ways_to_install() for command in way]

    assert len(expected) == len(commands)
    assert all(part in command for part, command in zip(expected, commands, strict=True))


@pytest.mark.usefixtures("bare")
def test_the_way_that_works(monkeypatch):
    """A way whose commands succeed and whose engine starts ends the search."""
    done = []
    monkeypatch.setattr(webkit, "ways_to_install", lambda: iter([[["no"]], [["yes"]]]))
    monkeypatch.setattr(
        webkit, "succeeds", lambda command: done.append(command) or command == ["yes"]
    )
    monkeypatch.setattr(webkit, "find_webkit", lambda: Made("new") if ["yes"] in done else None)

    assert "new" == webkit.install_webkit().name


@pytest.mark.usefixtures("bare")
def test_installed_but_lame(monkeypatch):
    """An engine that was installed and does not start is no engine."""
    monkeypatch.setattr(webkit, "ways_to_install", lambda: iter([[["yes"]]]))
    monkeypatch.setattr(webkit, "succeeds", lambda _: True)

    with pytest.raises(BrowserError, match="none could be started"):
        webkit.install_webkit()
