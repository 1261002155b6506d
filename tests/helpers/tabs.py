"""One way to use a page, whichever engine shows it: through Selenium's driver or Playwright's."""

import time

from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

PATIENCE = 60  # seconds, for a machine that has other things to do
KEYS = {
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowUp": Keys.ARROW_UP,
    "End": Keys.END,
    "Backspace": Keys.BACKSPACE,
    "Tab": Keys.TAB,
}


class Tab:
    """What every tab can do, by scripts alone; hands are each engine's own."""

    def words(self, root):
        """What a figure says, its unseen news and line breaks left out."""
        script = """const live = document.querySelector(arguments[0] + " .pp-result");
            return [...live.children].filter((e) => !e.matches(".pp-unseen"))
                .map((e) => e.textContent).join("") || live.textContent;"""
        return " ".join(self.run(script, root).split())

    def until(self, script, *arguments):
        """Wait until a script returns something true, and return that."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(script, *arguments)):
            assert time.monotonic() < end, f"after {PATIENCE} s it is still {value!r}: {script}"
            time.sleep(0.02)
        return value

    def says(self, root, expected):
        """Wait until a figure says this, and hold it against it."""
        end = time.monotonic() + PATIENCE
        while expected not in (said := self.words(root)) and time.monotonic() < end:
            time.sleep(0.02)
        assert expected in said

    def alive(self, root):
        """Wait until a figure lives."""
        self.until("return !!document.querySelector(arguments[0] + ' [aria-live]')", root)

    def focus(self, selector):
        """Give an element the focus, in view."""
        self.run(
            "const e = document.querySelector(arguments[0]);"
            "e.scrollIntoView({block: 'center'}); e.focus();",
            selector,
        )


class SeleniumTab(Tab):
    """A tab behind Selenium's driver."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, url):
        self.driver.get(url)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script, *arguments):
        """Return what an async function's body returns."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...arguments_) => {{ const given = arguments_; {script} }})"
            "(...[...arguments].slice(0, -1))"
            ".then((value) => done({ value }), (error) => done({ error: `${error}` }));"
        )
        answer = self.driver.execute_async_script(wrapped, *arguments)
        assert "error" not in answer, answer
        return answer["value"]

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*(KEYS.get(key, key) for key in keys)).perform()

    def click(self, selector):
        self.run("document.querySelector(arguments[0]).scrollIntoView({block:'center'})", selector)
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        ActionChains(self.driver).move_to_element(element).click().perform()

    def drag(self, selector, right, down):
        self.run("document.querySelector(arguments[0]).scrollIntoView({block:'center'})", selector)
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        hand = ActionChains(self.driver).move_to_element(element).click_and_hold()
        for _ in range(4):
            hand.move_by_offset(right / 4, down / 4)
        hand.release().perform()

    def choose(self, selector, value):
        Select(self.driver.find_element(By.CSS_SELECTOR, selector)).select_by_value(value)


class PlaywrightTab(Tab):
    """A tab behind Playwright."""

    def __init__(self, page):
        self.page = page

    def open(self, url):
        self.page.goto(url)

    def run(self, script, *arguments):
        return self.page.evaluate(
            f"(given) => (function () {{ {script} }})(...given)", list(arguments)
        )

    def run_async(self, script, *arguments):
        """Return what an async function's body returns."""
        return self.page.evaluate(f"async (given) => {{ {script} }}", list(arguments))

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, selector):
        self.page.locator(selector).first.click()

    def drag(self, selector, right, down):
        handle = self.page.locator(selector).first
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=4)
        self.page.mouse.up()

    def choose(self, selector, value):
        self.page.locator(selector).first.select_option(value)


def tab_of(started):
    """Return a tab for what an engine gave: Selenium's driver or Playwright's page."""
    return PlaywrightTab(started) if hasattr(started, "goto") else SeleniumTab(started)
