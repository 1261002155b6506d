"""Where tqdm is missing, a plain line says how far long work is."""

import io
import sys

import pytest

from twowaves._base import progress
from twowaves._base.progress import progress_bar


class Terminal(io.StringIO):
    """Somewhere that shows a line."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def without_tqdm(monkeypatch):
    """Take tqdm away, and the pause between lines."""
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)


def shown(monkeypatch, *, kind=Terminal, delay=0.0, disable=None):
    monkeypatch.setattr("sys.stderr", kind())
    with progress_bar(30, " studies", delay=delay, disable=disable, desc="of three") as bar:
        for _ in range(3):
            bar.update(10)
    return sys.stderr.getvalue()


def test_line(monkeypatch):
    """The line says how much is done of how much, and is cleared at the end."""
    *_, last, cleared, end = shown(monkeypatch).split("\r")

    assert "of three: 30/30 studies" == last
    assert (" " * len(last), "") == (cleared, end)


def test_every_step(monkeypatch):
    """Each step is counted."""
    assert ["10/30", "20/30", "30/30"] == [
        line.split()[2] for line in shown(monkeypatch).split("\r")[1:-2]
    ]


@pytest.mark.parametrize("how", [{"kind": io.StringIO}, {"delay": 60.0}, {"disable": True}])
def test_nothing(monkeypatch, how):
    """Off a terminal, in a short run, or unwanted, nothing is shown."""
    assert "" == shown(monkeypatch, **how)


def test_asked_for(monkeypatch):
    """Who asks for it sees it anywhere."""
    assert "30/30" in shown(monkeypatch, kind=io.StringIO, disable=False)


def test_tqdm_where_it_is(monkeypatch):
    """Where tqdm is installed, its bar is shown."""
    monkeypatch.delitem(sys.modules, "tqdm")

    assert "%|" in shown(monkeypatch)
