"""What Binder makes of this repository: its environment, its links, its notebooks, its figures.

Everything happens in a copy of the repository and in an environment that holds nothing but what
`environment.yml` and `postBuild` put there. Conda is not asked: Python itself is what is here, of
the minor version that the file names where this machine has one, and uv stands in for pip.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
import yaml
from jupyter_client import BlockingKernelClient
from moves import MOVES
from odd_texts import HOSTILE
from playwright.sync_api import expect
from tabs import PlaywrightTab

import environment
from twowaves.widgets import LimitationsLab

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "notebooks"
# the pages; an exercise's opens the notebook to fill in
NOTEBOOKS = sorted([*BOOK.glob("*.ipynb"), *BOOK.glob("exercises/*.ipynb")])
NAMES = [path.relative_to(BOOK).with_suffix("").as_posix() for path in NOTEBOOKS]
EXERCISES = [name for name in NAMES if name.startswith("exercises/")]
CHAPTERS = [name for name in NAMES if name not in EXERCISES]
# what Binder's machine has not
OURS = ("PYTHON", "VIRTUAL_ENV", "CONDA", "JUPYTER", "TWOWAVES", "COV_")
REPOSITORY = "https://github.com/somebody/compassion"
BINDER = "https://mybinder.org/v2/gh/somebody/compassion/main"
READY = 120  # seconds
MADE = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CELLS = "jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
DONE = f"""() => {{
    const cells = {CELLS}.filter((cell) => cell.cell_type === "code").map((cell) => cell.toJSON());
    const failed = cells.some((cell) => cell.outputs.some((one) => one.output_type === "error"));
    return failed || cells.every((cell) => cell.execution_count !== null);
}}"""
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")


def python_asked_for():
    """Return the version of Python that `environment.yml` names."""
    (version,) = (part for part in MADE["dependencies"] if str(part).startswith("python="))
    return version.removeprefix("python=")


def find_python(version):
    """Return a Python of that version on this machine, or else the one that runs the tests."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    places = [shutil.which(f"python{version}"), *pyenv.glob(f"versions/{version}.*/bin/python")]
    found = [place for place in places if place and _is_python(place, version)]
    return sys.executable if here == version or not found else str(found[0])


def _is_python(place, version):
    """Say whether a program is that Python: pyenv's shims may stand for none."""
    say = "import sys; print('{}.{}'.format(*sys.version_info))"
    done = subprocess.run([place, "-c", say], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"


class Binder:
    """A copy of the repository and the environment that was made from its files."""

    def __init__(self, folder):
        self.repository, self.prefix = folder / "repository", folder / "environment"
        self.runtime = folder / "runtime"
        self.variables = {
            name: value
            for name, value in os.environ.items()
            # Binder may write bytecode, and knows nothing of the environment that runs the tests
            if not name.startswith(OURS)
        } | {
            "PATH": f"{self.prefix / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "TWOWAVES_REPOSITORY": REPOSITORY,
            "TWOWAVES_BRANCH": "main",
        }

    def program(self, name):
        return str(self.prefix / "bin" / name)

    def make(self):
        """Do what Binder does with a checkout, in its order."""
        copy_repository(self.repository)
        uv = str(Path(sys.executable).with_name("uv"))
        run([uv, "venv", "--seed", "--python", find_python(python_asked_for()), str(self.prefix)])
        (pip,) = (part["pip"] for part in MADE["dependencies"] if isinstance(part, dict))
        asked = self.repository / "pip-part.txt"
        asked.write_text("\n".join(pip), encoding="utf-8")
        python = ["--python", self.program("python")]
        run([uv, "pip", "install", *python, "-r", asked.name], cwd=self.repository)
        asked.unlink()
        run([str(self.repository / "postBuild")], cwd=self.repository, env=self.variables)


def copy_repository(target):
    """Copy what git tracks and what would be added to it, as it is now."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists():
        names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
        for name in filter(None, names):
            if (ROOT / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target / name)
    else:  # a download without git
        made = shutil.ignore_patterns("_build", ".venv", ".tools", ".*_cache", ".hypothesis")
        shutil.copytree(ROOT, target, ignore=made)


@pytest.fixture(scope="module")
def binder(tmp_path_factory):
    """Make the environment in a copy of the repository."""
    made = Binder(tmp_path_factory.mktemp("binder"))
    made.make()
    return made


@pytest.fixture(scope="module")
def links(binder):
    """Build the book there and return the links that start a server, by page."""
    book = [binder.program("jupyter-book"), "build", ".", "-q", "-W", "-n", "--keep-going"]
    run(book, cwd=binder.repository, env=binder.variables)
    pages = binder.repository / "_build" / "html"
    return {
        page.relative_to(pages).with_suffix("").as_posix(): re.findall(
            r'href="(https?://[^"]*(?:binder|colab|deepnote|/hub/user-redirect)[^"]*)"',
            page.read_text(encoding="utf-8"),
        )
        for page in pages.rglob("*.html")
    }


@pytest.fixture(scope="module")
def lab(binder):
    """Start JupyterLab from that environment in that copy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={binder.repository}",
        "--LabApp.news_url=None", "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with (binder.prefix / "lab.log").open("w") as log:
        process = subprocess.Popen(
            [binder.program("jupyter-lab"), *options],
            stdout=log, stderr=log, env=binder.variables, cwd=binder.repository,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: get(f"{url}/api/status"))
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 # our own server
        return json.load(answer)


def wait_for(give):
    """Return what a function gives as soon as it raises nothing."""
    end = time.monotonic() + READY
    while True:
        try:
            return give()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Notebook:
    """A notebook in the browser, run from top to bottom, and a line to its kernel."""

    def __init__(self, page, url, path, runtime):
        self.page, self.url, self.path, self.runtime = page, url, path, runtime
        self.page.goto(f"{url}/{path}?reset")
        idle = page.get_by_text("Python 3 (ipykernel) | Idle")
        expect(idle).to_be_visible(timeout=READY * 1000)

    def run_all(self):
        """Run all cells by the menu, starting from none that has an output."""
        self.page.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        self.page.wait_for_function(
            f"{CELLS}.every((cell) => cell.cell_type !== 'code' || cell.execution_count === null)"
        )
        self.page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True).click()
        every = self.page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True)
        every.click()
        self.page.wait_for_function(DONE, timeout=READY * 1000)
        return self.page.evaluate(f"{CELLS}.map((cell) => cell.toJSON())")

    def go_to(self, move):
        """Go back up to a figure: JupyterLab draws only the cells in view."""
        self.page.evaluate(
            f"""(name) => {{
                const shows = (cell) => JSON.stringify(cell.toJSON().outputs ?? "").includes(name);
                const notebook = jupyterapp.shell.currentWidget.content;
                notebook.activeCellIndex = {CELLS}.findIndex(shows);
                notebook.scrollToItem(notebook.activeCellIndex);
            }}""",
            f'data-widget=\\"{move.name}\\"',
        )

    @contextlib.contextmanager
    def kernel(self, move):
        """Connect to this notebook's kernel; gives what asks it about the figure, as w."""
        name = self.path.removeprefix("lab/tree/")
        sessions = get(f"{self.url}/api/sessions")
        (kernel,) = (one["kernel"]["id"] for one in sessions if one["path"] == name)
        client = BlockingKernelClient(connection_file=str(self.runtime / f"kernel-{kernel}.json"))
        client.load_connection_file()
        client.start_channels()
        shown = f"next(v for v in Out.values() if type(v).__name__ == {move.figure.__name__!r})"
        yield lambda expression: ask(client, f"(lambda w: {expression})({shown})")
        client.stop_channels()

    def close(self):
        self.page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")


def ask(client, expression):
    """Return what a kernel makes of an expression."""
    code = {"is": f"__import__('json').dumps({expression})"}
    reply = client.execute("", user_expressions=code, reply=True, timeout=READY)
    value = reply["content"]["user_expressions"]["is"]
    assert value["status"] == "ok", value
    return json.loads(eval(value["data"]["text/plain"]))  # noqa: S307 # a string's repr


def told(cells):
    """Return what each cell that runs has told in words."""
    return [
        [
            ADDRESS.sub("0x", "".join(one.get("text") or one["data"]["text/plain"]))
            for one in cell["outputs"]
            if one["output_type"] in {"stream", "execute_result"}
        ]
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def lines(cells):
    """Return all that a notebook has told, as one text."""
    return "\n".join(text for cell in told(cells) for text in cell)


def failures(cells):
    """Return the error of each cell that failed, with its code."""
    return [
        f"{''.join(cell['source'])}\n{one['ename']}: {one['evalue']}"
        for cell in cells
        if cell["cell_type"] == "code"
        for one in cell["outputs"]
        if one["output_type"] == "error"
    ]


@pytest.fixture(scope="module")
def page(browser):
    """One tab for all notebooks."""
    context = browser.new_context(viewport={"width": 1280, "height": 1600})
    yield context.new_page()
    context.close()


def test_python():
    """The Python that Binder installs is one of those on which everything is tested."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    tested = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]

    assert python_asked_for() in tested
    assert tuple(map(int, python_asked_for().split("."))) >= environment.OLDEST


def test_it_is_the_locked_environment(binder):
    """What is installed fits together, and is the lock and this package, nothing else."""
    uv = str(Path(sys.executable).with_name("uv"))
    python = ["--python", binder.program("python")]
    run([uv, "pip", "check", *python])
    frozen = subprocess.check_output([uv, "pip", "freeze", *python], text=True)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^[\w.-]+==[^\s;]+", lock, re.MULTILINE))
    extra = {line for line in frozen.splitlines() if line not in locked}

    assert {f"-e {binder.repository.resolve().as_uri()}"} == {
        line for line in extra if not line.startswith("pip==")
    }


def test_every_notebook_has_one_launch_link(links):
    """Each chapter's link opens what is handed out of it in JupyterLab on Binder."""
    expected = {
        f"notebooks/{name}": [f"{BINDER}?urlpath=lab/tree/_build/lab/{name}.ipynb"]
        for name in NAMES
    }

    assert expected == {page: found for page, found in links.items() if found}


def test_no_link_to_colab(binder):
    """No page leads to Colab, where no tested first cell would install what a notebook needs."""
    pages = (binder.repository / "_build" / "html").rglob("*.html")

    assert [] == [path for path in pages if "colab." in path.read_text(encoding="utf-8")]


@pytest.mark.sweep(1)
@pytest.mark.parametrize("name", EXERCISES)
def test_exercises(lab, links, binder, page, name):
    """The launch link's exercises run through in the browser, and each says it is not done yet."""
    (link,) = links[f"notebooks/{name}"]
    notebook = Notebook(page, lab, link.partition("?urlpath=")[2], binder.runtime)
    solved = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    right = re.findall(r"^(\S+): right", lines(solved["cells"]), re.MULTILINE)

    cells = notebook.run_all()

    assert [] == failures(cells)
    assert len(right) >= 2
    assert right == re.findall(r"^(\S+): not yet", lines(cells), re.MULTILINE)
    notebook.close()


@pytest.mark.sweep(2)
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_notebook(lab, links, binder, page, name):
    """The launch link's notebook runs through in the browser, tells what is stored, and obeys."""
    (link,) = links[f"notebooks/{name}"]
    path = link.partition("?urlpath=")[2]
    notebook = Notebook(page, lab, path, binder.runtime)
    stored = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)

    cells = notebook.run_all()

    assert [] == failures(cells)
    assert told(stored["cells"]) == told(cells)
    for move in (move for move in MOVES if move.chapter == name):
        root = f".jp-OutputArea-output {move.shape}"
        notebook.go_to(move)
        tab = PlaywrightTab(page)
        tab.alive(root)
        with notebook.kernel(move) as ask:
            expression, expected = move.seen
            assert expected != ask(expression)

            move.make(tab, root)

            until_seen(ask, expression, expected)
            if move.figure is not LimitationsLab:  # where page and package each draw studies
                assert ask("w.sentence()").partition(" (")[0] in tab.words(root)
    notebook.close()


def test_strangers_names(lab, binder, page):
    """Hostile names in a table that Python hands over are shown as text in JupyterLab."""
    code = f"""from twowaves.widgets import AuditTable
AuditTable([{{"outcome": text, "pvalue": text}} for text in {HOSTILE!r}])"""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cell = nbformat.v4.new_code_cell(code)
    written = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(written, binder.repository / "notebooks" / "strangers.ipynb")
    notebook = Notebook(page, lab, "lab/tree/notebooks/strangers.ipynb", binder.runtime)

    assert [] == failures(notebook.run_all())
    root = ".jp-OutputArea-output .pp-audit"
    PlaywrightTab(page).alive(root)
    names = page.locator(f'{root} [data-column="outcome"] input').evaluate_all(
        "all => all.map((e) => e.value)"
    )

    assert names == HOSTILE
    assert page.evaluate("window.hit ?? null") is None
    assert page.locator(f"{root} :is(img, script, iframe)").count() == 0
    notebook.close()


def until_seen(ask, expression, expected):
    """Wait until Python sees a value: messages from the page take a moment."""
    end = time.monotonic() + 10
    while (value := ask(expression)) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert expected == value
