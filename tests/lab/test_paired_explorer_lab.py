"""The explorer in a live JupyterLab: a hand on the page reaches Python, and Python the page."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from figures import unfold
from jupyter_client import BlockingKernelClient
from playwright.sync_api import expect
from scipy import stats

from twowaves._base.numbers import fixed

FIGURE = ".pp-explorer"
START = (
    'from twowaves.widgets import PairedExplorer\n\nw = PairedExplorer(preset="self-compassion")\nw'
)
READY = 60


def _free_port():
    import socket  # noqa: PLC0415 # used here only

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 # our own server
        return json.load(answer)


def _wait_for(url):
    """Return the first answer of a server that is starting."""
    end = time.monotonic() + READY
    while True:
        try:
            return _get(url)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab in a folder with one notebook that shows the figure."""
    folder = tmp_path_factory.mktemp("lab")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(START)], metadata={"kernelspec": kernel}
    )
    nbformat.write(notebook, folder / "figure.ipynb")
    runtime = folder / "runtime"
    port = _free_port()
    options = [
        "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    places = {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with (folder / "lab.log").open("w") as log:
        command = [str(Path(sys.executable).with_name("jupyter-lab")), *options]
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **places})
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status")
        yield f"http://127.0.0.1:{port}", runtime
    finally:
        process.terminate()
        process.wait(timeout=20)


class Session:
    """A notebook that has run in the browser, and a line to its kernel."""

    def __init__(self, page, client):
        self.page, self.client = page, client
        self.figure = page.locator(FIGURE)

    def python(self, expression):
        """Return what the kernel makes of an expression."""
        reply = self.client.execute(
            "",
            user_expressions={"value": f"__import__('json').dumps({expression})"},
            reply=True,
            timeout=READY,
        )
        value = reply["content"]["user_expressions"]["value"]
        assert value["status"] == "ok", value
        return json.loads(eval(value["data"]["text/plain"]))  # noqa: S307 # a string's repr

    def run(self, code):
        """Run a statement in the kernel."""
        reply = self.client.execute(code, reply=True, timeout=READY)
        assert reply["content"]["status"] == "ok", reply["content"]

    def eventually(self, expression, expected):
        """Wait until Python sees a value: messages from the page take a moment."""
        end = time.monotonic() + 10
        while (value := self.python(expression)) != expected and time.monotonic() < end:
            time.sleep(0.1)
        assert expected == value

    @property
    def words(self):
        """What the figure says."""
        return self.figure.locator(".pp-result").inner_text()


@pytest.fixture(scope="module")
def session(lab, browser):
    """Run the notebook in a browser tab and connect to the kernel that it started."""
    url, runtime = lab
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.goto(f"{url}/lab/tree/figure.ipynb?reset")
    page.set_default_timeout(READY * 1000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    expect(page.locator(FIGURE)).to_be_visible(timeout=READY * 1000)
    kernel = _get(f"{url}/api/kernels")[0]["id"]
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{kernel}.json"))
    client.load_connection_file()
    client.start_channels()
    yield Session(page, client)
    client.stop_channels()
    context.close()


@pytest.fixture(autouse=True)
def _at_rest(session):
    """Put the example back before each test."""
    session.run('w.load("self-compassion")')
    expect(session.figure.locator(".pp-result")).to_contain_text("t(10) = 3.13")


def test_the_figure_draws(session):
    """The same figure stands in the output cell: eleven people and the verdict."""
    assert session.figure.locator('[role="slider"][data-end="pre"]').count() == 11
    assert "t(10) = 3.13, p = .011" in session.words


def test_it_takes_the_place_of_its_table(session):
    """The table for where nothing can be live is in the cell's outputs, and not to be seen."""
    table = session.page.locator(".twowaves-frame")

    expect(table).to_have_count(1)
    expect(table).to_be_hidden()


def test_python_sees_a_drag(session):
    """After a drag with the mouse Python has the new score, and its test is the page's."""
    handle = session.figure.locator('[role="slider"][data-person="5"][data-end="post"]')
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session.page.mouse.move(x, y)
    session.page.mouse.down()
    session.page.mouse.move(x, y + 60, steps=4)
    session.page.mouse.up()

    now = float(handle.get_attribute("aria-valuenow"))
    session.eventually("w.post[5]", now)
    t, p = session.python("[w.result.statistic, w.result.pvalue]")
    pre, post = session.python("[w.pre, w.post]")
    expected = stats.ttest_rel(post, pre)
    assert (t, p) == pytest.approx((expected.statistic, expected.pvalue))
    assert f"= {fixed(t, 2)}" in session.words


def test_python_sees_a_key_press(session):
    """JupyterLab leaves the arrow keys to the figure: a key press reaches Python."""
    handle = session.figure.locator('[role="slider"][data-person="2"][data-end="pre"]')
    handle.focus()
    session.page.keyboard.press("End")
    session.page.keyboard.press("ArrowDown")

    session.eventually("round(12 * w.pre[2], 9)", 59)


def test_python_sees_a_slider(session):
    """A slider moved by an arrow key changes n for Python too."""
    slider = session.figure.locator('input[type="range"]').first
    slider.focus()
    session.page.keyboard.press("ArrowRight")

    session.eventually("len(w.pre)", 12)
    session.eventually("w.result.df", 11)


def test_the_page_sees_python(session):
    """New scores from Python, of another number, move the figure."""
    session.run("w.set_pairs([1, 2, 3, 4], [2, 4, 4, 4.5])")

    live = session.figure.locator(".pp-result")
    expect(live).to_contain_text("t(3) =")
    expected = stats.ttest_rel([2, 4, 4, 4.5], [1, 2, 3, 4]).statistic
    assert f"t(3) = {expected:.2f}" in session.words


def test_scores_that_cannot_be_tested(session):
    """Equal changes from Python are told in the figure, which keeps its last picture."""
    session.run("w.set_pairs([1, 2, 3], [2, 3, 4])")

    live = session.figure.locator(".pp-result")
    expect(live).to_contain_text("The differences would not vary")
    assert session.figure.locator('[role="slider"][data-end="pre"]').count() == 11
    # and the next click goes on from that picture, for Python too
    unfold(session.figure).get_by_role("button", name="Leave out").click()
    session.eventually("len(w.pre)", 11)
    assert "t(9) =" in session.words
