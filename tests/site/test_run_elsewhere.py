"""Where cells cannot run: a sentence says why and where they can, and the stored outputs stay."""

import pytest
from playwright.sync_api import expect
from run_page import LONG, STORED, cell, ended, load, opened, press_run, status

CHAPTER = "notebooks/three-systems.html"
BINDER = "https://mybinder.example/v2/gh/a/b/main?urlpath=lab/tree/three-systems.ipynb"
#: The theme's button, which only a book with a repository has.
LAUNCH = f"""document.querySelector("article").insertAdjacentHTML("beforebegin",
    '<div class="dropdown dropdown-launch-buttons"><a href="{BINDER}">Binder</a></div>')"""


def instead_of(page, script, text):
    """Have a script of the worker begin with another text."""

    def answer(route):
        came = route.fetch()
        route.fulfill(response=came, body=text + came.text())

    page.context.route(f"**/run/{script}", answer)


def has_stayed(page, number):
    """Tell whether the stored output is what a reader sees, and the button is none of the dead."""
    button = cell(page, number).get_by_role("button", name="Run", exact=True)
    return cell(page, number).locator(STORED).is_visible() and button.is_enabled()


def test_old_browser(browser, site):
    """A browser that lacks what Python needs is told so before anything large is loaded."""
    with opened(browser, site.url, CHAPTER) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate("WebAssembly.validate = () => false")
        page.evaluate(LAUNCH)
        press_run(page, 3)

        assert "this browser is too old" in ended(page, 3)
        ways = status(page, 3).get_by_role("link")
        assert BINDER == ways.first.get_attribute("href")
        assert ways.last.get_attribute("href").endswith("three-systems.ipynb")
        assert has_stayed(page, 3)
        assert not [each for each in asked if "/engine/" in each]


def test_no_modules(browser, site):
    """Where not even the scripts for it come, a sentence stands in the button's place."""
    with opened(browser, site.url, CHAPTER) as page:
        page.context.route("**/run/cells.js", lambda route: route.abort())
        press_run(page, 3)

        expect(cell(page, 3)).to_contain_text("Code cannot run now")
        assert cell(page, 3).locator(STORED).is_visible()


def test_little_memory(browser, site):
    """Too little memory is said, and where the chapter runs."""
    with opened(browser, site.url, CHAPTER) as page:
        full = "WebAssembly.instantiate = async () => { throw new RangeError('Out of memory'); };"
        instead_of(page, "worker.js", full)
        press_run(page, 3)
        load(page)

        assert "too little memory" in ended(page, 3)
        assert 1 == status(page, 3).get_by_role("link").count()
        assert has_stayed(page, 3)


def test_forbidden(browser, site):
    """Where the host's own policy forbids it everywhere, a sentence says so."""
    with opened(browser, site.url, CHAPTER) as page:

        def answer(route):
            came = route.fetch()
            headers = {**came.headers, "content-security-policy": "default-src 'self'"}
            route.fulfill(response=came, headers=headers)

        page.context.route("**/run/worker.js", answer)
        press_run(page, 3)
        load(page)

        assert "the host of this book forbids it" in ended(page, 3)
        assert has_stayed(page, 3)


def test_no_worker(browser, site):
    """Where the worker itself does not come, that is told, too."""
    with opened(browser, site.url, CHAPTER) as page:
        page.context.route("**/run/worker.js", lambda route: route.abort())
        press_run(page, 3)

        assert ended(page, 3).startswith("Python cannot run here")
        assert has_stayed(page, 3)


REFUSED = "Object.defineProperty(globalThis, '{}', {{ get() {{ throw new Error('refused'); }} }});"


@pytest.mark.parametrize("caches", ["undefined", "{ open: () => Promise.reject(new Error()) }"])
def test_storage_refused(browser, site, caches):
    """Where a browser keeps nothing, that is said, and the cell runs."""
    with opened(browser, site.url, "404.html") as page:
        for name in ("localStorage", "sessionStorage"):
            page.add_init_script(REFUSED.format(name))
        page.goto(f"{site.url}/{CHAPTER}")
        without = f"Object.defineProperty(globalThis, 'caches', {{ value: {caches} }});"
        instead_of(page, "store.js", without)
        press_run(page, 3)
        expect(page.locator(".run-question")).to_contain_text("will not keep it", timeout=LONG)
        load(page)
        assert ended(page, 3).startswith("Run here")


def test_no_scripts(browser, site):
    """Without scripts there is no button, but the stored output and where the notebook is."""
    with opened(browser, site.url, CHAPTER, java_script_enabled=False) as page:
        assert not page.locator(".run-code").first.is_visible()
        assert cell(page, 3).locator(STORED).is_visible()
        said = page.locator(".cell noscript")
        assert 1 == said.count()
        assert "without scripts" in said.inner_text()
        assert said.get_by_role("link").first.get_attribute("href").endswith("three-systems.ipynb")
