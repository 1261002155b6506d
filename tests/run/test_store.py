"""The store of a page: what comes damaged, what is gone, and a browser that is full."""

import json
import subprocess
from pathlib import Path

import pytest
from nodejs import find_node

SCRIPT = Path(__file__).parent / "store.mjs"
ALL = "onetwothree"


@pytest.fixture(scope="module")
def told():
    """Return what the store answers in each case, first and when it is asked again."""
    done = subprocess.run(
        [find_node(), "--no-warnings", str(SCRIPT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_kept(told):
    """What has come is kept, and asked for no more."""
    assert told["well"] == _answer(ALL, ALL, keeps=True, kept=3, asked=[])


def test_full(told):
    """Where a browser is full at half, the rest is held while the page lives."""
    assert told["full"] == _answer(ALL, ALL, keeps=False, kept=1, asked=[])


def test_damaged(told):
    """A part that comes damaged is not kept, and only it is asked for again."""
    assert told["damaged"] == _answer("LoadError", "LoadError", keeps=True, kept=2, asked=[1])


def test_gone(told):
    """So is a part that another edition of the book no longer has."""
    assert told["gone"] == _answer("LoadError", "LoadError", keeps=True, kept=2, asked=[2])


def test_spoiled(told):
    """A part that was spoiled on the reader's disk is fetched anew."""
    assert told["spoiled"] == _answer(ALL, ALL, keeps=True, kept=3, asked=[])


def _answer(first, again, *, keeps, kept, asked):
    return {"answer": first, "again": again, "keeps": keeps, "kept": kept, "askedAgain": asked}
