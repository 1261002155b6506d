"""Where a browser for the tests comes from."""

import shutil
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from playwright import sync_api

import browser


@pytest.fixture
def program(tmp_path):
    """Return a function that makes an executable file."""

    def make(name, text="#!/bin/sh\n"):
        path = tmp_path / name
        path.write_text(text)
        path.chmod(0o755)
        return str(path)

    return make


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """Be a machine without any browser."""
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "ON_LINUX", ())
    monkeypatch.setattr(browser, "ON_MACOS", ())
    monkeypatch.setattr(browser, "playwrights_own", lambda: iter(()))


def test_this_machine_has_one():
    """The browser that the tests of the pages use is found and can be run."""
    assert shutil.which(browser.find_browser())


@pytest.mark.usefixtures("nowhere")
def test_none():
    """A machine without a browser gives None."""
    assert browser.find_browser() is None


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("name", ["chromium", "google-chrome", "microsoft-edge"])
def test_on_path(program, name):
    """Chromium, Chrome and Edge are found on PATH."""
    path = program(name)

    assert path == browser.find_browser()


@pytest.mark.usefixtures("nowhere")
def test_the_shell_comes_first(program):
    """Chromium without a window is preferred to one with: it opens pages sooner."""
    program("chromium")
    shell = program("chromium-headless-shell")

    assert shell == browser.find_browser()


def test_playwrights_shell_comes_first(monkeypatch, tmp_path):
    """Of what Playwright downloads, the browser without a window is named before the other."""
    own = tmp_path / "chromium-1234" / "chrome-linux64" / "chrome"
    shell = tmp_path / "chromium_headless_shell-1234" / "some-linux64" / "chrome-headless-shell"
    shell.parent.mkdir(parents=True)
    shell.touch()
    playwright = SimpleNamespace(chromium=SimpleNamespace(executable_path=str(own)))
    monkeypatch.setattr(sync_api, "sync_playwright", lambda: nullcontext(playwright))

    assert [str(shell), str(own)] == list(browser.playwrights_own())


@pytest.mark.usefixtures("nowhere")
def test_in_its_usual_place(monkeypatch, program):
    """A browser that is not on PATH is found where its installer puts it."""
    path = program("Chrome in its place")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(browser, "ON_LINUX", ("/no/such/browser", path))

    assert path == browser.find_browser()


@pytest.mark.usefixtures("nowhere")
def test_playwrights_own_comes_last(monkeypatch, program):
    """Playwright's download is taken, but only where no browser is installed."""
    own = program("playwrights")
    monkeypatch.setattr(browser, "playwrights_own", lambda: iter([own]))

    assert own == browser.find_browser()
    installed = program("chromium")
    assert installed == browser.find_browser()


@pytest.mark.usefixtures("nowhere")
def test_the_variable_comes_first(monkeypatch, program):
    """TWOWAVES_BROWSER is preferred to an installed browser."""
    program("chromium")
    monkeypatch.setenv(browser.VARIABLE, program("mine"))

    assert browser.find_browser().endswith("mine")


def test_a_variable_that_names_nothing(monkeypatch, capsys):
    """A TWOWAVES_BROWSER that cannot be run is an error in one sentence, not another browser."""
    monkeypatch.setenv(browser.VARIABLE, "/no/such/browser")

    assert 1 == browser.main()
    out, err = capsys.readouterr()
    assert "" == out
    assert "TWOWAVES_BROWSER is '/no/such/browser', which is no program that can be run.\n" == err


@pytest.mark.usefixtures("nowhere")
def test_install(monkeypatch, program, tmp_path, capsys):
    """Where there is none, the ways to install one are tried until one of them brings it."""
    installer = program(
        "install", f"#!/bin/sh\n: > {tmp_path}/chromium\n/bin/chmod +x {tmp_path}/chromium"
    )
    monkeypatch.setattr(
        browser, "ways_to_install", lambda: iter([[["/no/such/installer"]], [[installer]]])
    )

    assert 0 == browser.main()
    assert f"{tmp_path}/chromium\n" == capsys.readouterr().out


@pytest.mark.usefixtures("nowhere")
def test_install_in_vain(monkeypatch, capsys):
    """When nothing can be installed, one sentence says what to do."""
    monkeypatch.setattr(browser, "ways_to_install", lambda: iter([[["/no/such/installer"]]]))

    assert 1 == browser.main()
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("The browser tests need Chromium, Chrome or Edge, and none could be")
