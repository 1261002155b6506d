"""What the browser tests share: the book is built once a run, and no complaint is missed."""

import subprocess
from pathlib import Path

import pytest

import serve

CONFTEST = Path(__file__).parents[1] / "conftest.py"
PAGE = """<!doctype html><link rel="icon" href="data:,">
<script src="blocked.js"></script><script src="fine.js"></script>"""


@pytest.fixture
def shared(pytestconfig):
    """Return the conftest that all tests share."""
    return pytestconfig.pluginmanager.get_plugin(str(CONFTEST))


@pytest.fixture
def builds(shared, tmp_path, monkeypatch):
    """Return the list of builds, which takes a line instead of a build."""
    done = []

    def run(command, **_):
        done.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(shared, "ROOT", tmp_path)
    monkeypatch.setattr(shared.subprocess, "run", run)
    return done


def test_the_workers_of_one_run_build_the_book_once(shared, builds, monkeypatch):
    """The first worker builds; a new run, and a run without workers, builds again."""
    counts = []
    for run in ("one", "one", "two", "two", None, None):
        if run:
            monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", run)
        else:
            monkeypatch.delenv("PYTEST_XDIST_TESTRUNUID", raising=False)
        shared.build_book()
        counts.append(len(builds))

    assert [1, 1, 2, 2, 3, 4] == counts


def test_a_build_that_failed_is_not_taken_for_one(shared, tmp_path, monkeypatch):
    """Every worker of a run whose book cannot be built is told why, even after a run that could."""
    codes = iter([0, 1, 1])
    monkeypatch.setattr(shared, "ROOT", tmp_path)
    monkeypatch.setattr(
        shared.subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, next(codes), "", "bad page"),
    )
    monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", "one")
    shared.build_book()
    monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", "two")

    for _ in range(2):
        with pytest.raises(AssertionError, match="bad page"):
            shared.build_book()


@pytest.mark.parametrize(
    ("script", "complaint"),
    [("", []), ("console.error('broken')", ["console error: broken"])],
    ids=["quiet", "broken"],
)
def test_blocking_hides_only_what_was_blocked(shared, browser, tmp_path, script, complaint):
    """A blocked file's own error is expected; an error of the rest of the page is not."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "fine.js").write_text(script, encoding="utf-8")
    (tmp_path / "blocked.js").write_text("", encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        page = tabs.open("index.html", blocked=["**/blocked.js"])
        page.wait_for_load_state("networkidle")
        heard, tabs.complaints = tabs.complaints, []
        tabs.close()

    assert [f"{text} {url}/fine.js" for text in complaint] == heard


def test_a_missing_file_is_heard_of_beside_a_blocked_one(shared, browser, tmp_path):
    """A file that is not there is a complaint, whatever else is blocked."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        tabs.open("index.html", blocked=["**/blocked.js"]).wait_for_load_state("networkidle")
        heard, tabs.complaints = tabs.complaints, []
        tabs.close()

    (said,) = heard
    assert "404" in said
    assert said.endswith(f"{url}/fine.js")
