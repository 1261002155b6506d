"""What the browser tests share: the book is built once a run, and no complaint is missed."""

import subprocess
from pathlib import Path

import pytest

import serve

CONFTEST = Path(__file__).parents[1] / "conftest.py"
QUIET_PAGE = '<!doctype html><link rel="icon" href="data:,">text'
PAGE = f'{QUIET_PAGE}<script src="blocked.js"></script><script src="fine.js"></script>'


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
        heard = tabs.heard()
        tabs.close()

    assert [f"{text} {url}/fine.js" for text in complaint] == heard


def test_a_missing_file_is_heard_of_beside_a_blocked_one(shared, browser, tmp_path):
    """A file that is not there is a complaint, whatever else is blocked."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        tabs.open("index.html", blocked=["**/blocked.js"]).wait_for_load_state("networkidle")
        heard = tabs.heard()
        tabs.close()

    (said,) = heard
    assert "404" in said
    assert said.endswith(f"{url}/fine.js")


def test_another_host_is_a_complaint(shared, browser, tmp_path):
    """What a page asks of another host is heard of, by name and by number."""
    elsewhere = ["http://elsewhere.example/a.png", "http://192.0.2.1/b.png"]
    pictures = "".join(f'<img src="{address}">' for address in [*elsewhere, "data:,"])
    (tmp_path / "index.html").write_text(QUIET_PAGE + pictures, encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        tabs.open("index.html").wait_for_load_state("networkidle")
        heard = tabs.heard()
        tabs.close()

    asked = [text for text in heard if text.startswith("request to another host: ")]
    assert {f"request to another host: {address}" for address in elsewhere} == {*asked}
    assert sum("ERR_NAME_NOT_RESOLVED" in text for text in heard) == 2


LEAVINGS = """async () => [
    location.pathname, innerWidth, localStorage.length, sessionStorage.length,
    matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches,
    matchMedia("(prefers-reduced-motion)").matches, history.state, window.left,
    (await navigator.permissions.query({ name: "clipboard-read" })).state]"""


def test_a_used_tab_is_as_a_new_one(shared, browser, tmp_path):
    """Nothing that one test did to a page is there for the next."""
    (tmp_path / "index.html").write_text(QUIET_PAGE, encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        tab = shared.UsedTab(tabs)
        page = tab.open("index.html")
        new = page.evaluate(LEAVINGS)
        with page.expect_popup():
            page.evaluate(
                """localStorage.a = 1; sessionStorage.a = 1; window.left = 1;
                history.replaceState(1, ""); open("index.html");"""
            )
        page.context.grant_permissions(["clipboard-read"])
        page.route("**/*", lambda route: route.abort())
        page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
        page.set_viewport_size({"width": 300, "height": 300})
        page.mouse.move(100, 100)
        used = page.evaluate(LEAVINGS)
        again = tab.open("index.html")
        emptied = again.evaluate(LEAVINGS)
        again.evaluate("addEventListener('mousedown', (e) => { window.at = [e.x, e.y]; })")
        again.mouse.down()
        assert [0, 0] == again.evaluate("window.at")
        assert [again] == again.context.pages
        tabs.close()

    assert page == again
    assert [new[0]] == [a for a, b in zip(new, used, strict=True) if a == b]
    assert new == emptied


def test_a_closed_tab_is_replaced(shared, browser, tmp_path):
    """A test may close its page or its context, or leave the site; the next has an empty tab."""
    (tmp_path / "index.html").write_text(QUIET_PAGE, encoding="utf-8")
    with serve.serve(tmp_path, 0) as url:
        tabs = shared.Tabs(browser, shared.Site(tmp_path, url))
        tab = shared.UsedTab(tabs)
        tab.open("index.html").close()
        tab.open("index.html").context.close()
        left = tab.open("index.html")
        left.evaluate("localStorage.a = 1")
        left.goto("about:blank")
        page = tab.open("index.html")

        assert page.url == f"{url}/index.html"
        assert page.evaluate("localStorage.length") == 0
        tabs.close()


def test_only_the_first_plain_page_is_in_the_used_tab(open_page):
    """A second page, or one that asks for more, is in a context of its own."""
    first = open_page("404.html", viewport={"width": 400, "height": 400})
    second = open_page("404.html")
    bare = open_page("404.html", java_script_enabled=False)

    assert 3 == len({id(page.context) for page in (first, second, bare)})
    assert first.url == second.url == bare.url


def test_further_pages_are_served_beside_the_book(site, open_page):
    """What a test puts into its folder is served below `scratch`, and is not in the built book."""
    (site.scratch / "fixture.html").write_text("<title>a scratch page</title>", encoding="utf-8")

    assert open_page("scratch/fixture.html").title() == "a scratch page"
    assert not (site.folder / "scratch").exists()
