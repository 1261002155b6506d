"""Notebooks to write in, in the page: filled in, run, kept, downloaded, opened, and marked."""

import re
import unicodedata
from types import SimpleNamespace
from unittest.mock import Mock

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from docutils.utils import new_document
from playwright.sync_api import expect
from run_page import LONG, noting_complaints

import workbooks
from twowaves import mark_class, write_class_kit

STUDY = "book/notebooks/the-study.html"
PAIRED = "book/notebooks/paired-t-test.html"
EMPTY = "book/empty-notebook.html"
ENDED = re.compile("^Run here")
STATUS = ".workbook-said [role=status]"


@pytest.fixture(scope="module")
def context(browser, site):
    """Bring Python once, for all tests that run something."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = opened(context, site.url, STUDY)
    run(page, "set-up")
    page.get_by_role("button", name="Load and run").click(timeout=LONG)
    ended(page, "set-up")
    page.close()
    yield context
    context.close()


def opened(context, url, path):
    """Open a page whose notebook can be written in."""
    page = context.new_page()
    noting_complaints(page)
    page.goto(f"{url}/{path}")
    expect(page.get_by_role("button", name="Begin anew")).to_be_visible()
    return page


def cell(page, name):
    return page.locator(f"[data-cell={name}]")


def run(page, name):
    cell(page, name).get_by_role("button", name="Run", exact=True).click()


def ended(page, name):
    expect(cell(page, name).get_by_role("status")).to_have_text(ENDED, timeout=LONG)


def code(page, number):
    return page.get_by_role("textbox", name=f"Code {number}", exact=True)


def output(page, number):
    """Return the place of what the cell with this number gives."""
    return page.locator(".workbook-cell").filter(has=code(page, number)).locator(".run-output")


def downloaded(page, folder, name="Download"):
    """Return what the page hands out, and its name."""
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def choose(page, name, *files):
    """Choose files, each a path or a name with its bytes."""
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name=name).click()
    asked.value.set_files(
        [
            {"name": each[0], "mimeType": "", "buffer": each[1]}
            if isinstance(each, tuple)
            else each
            for each in files
        ]
    )


def said(page, words):
    expect(page.locator(STATUS)).to_contain_text(words)


def test_marked(context, site, tmp_path):
    """A kit's notebook is opened, filled in, checked, downloaded, and marked by the class's key."""
    kit = write_class_kit(["Ada", "Zoë"], tmp_path / "kit")
    given = kit.folder / "students" / kit.students["Zoë"] / "paired-t-test.ipynb"
    page = opened(context, site.url, PAIRED)
    choose(page, "Open a notebook", given)
    said(page, "is open")
    code(page, 3).fill(
        'x = (data["post"] - data["pre"]).mean()\ntwowaves.check("paired-1", x, name=NAME)'
    )
    code(page, 4).fill('twowaves.check("paired-2", 99, name=NAME)')
    page.get_by_role("textbox", name="Your answer to paired-5").fill("They fell,\nall of them.")
    run(page, "needs-twowaves")
    ended(page, "needs-twowaves")
    cell(page, "paired-2-code").get_by_role("button", name="Run all above").click()
    ended(page, "paired-2-code")
    expect(output(page, 3)).to_contain_text("paired-1: right.")
    expect(output(page, 4)).to_contain_text("paired-2: not yet.")
    folder = tmp_path / "back"
    folder.mkdir()
    path = downloaded(page, folder)

    assert page.wrong == []
    assert given.name == path.name
    notebook, before = (nbformat.read(each, 4) for each in (path, given))
    nbformat.validate(notebook)
    assert [each.id for each in before.cells] == [each.id for each in notebook.cells]
    assert before.metadata == notebook.metadata
    counts = [each.execution_count for each in notebook.cells if each.cell_type == "code"]
    assert [2, 3, 4, 5, None, None] == counts
    found = mark_class(folder, kit.folder / "instructor" / "marking-table.csv")
    answers = found.answers.set_index(["name", "exercise"])
    assert bool(answers.loc[("Zoë", "paired-1"), "verdict"] == "right")
    page.close()


def test_next(context, site):
    """Shift+Enter runs a cell and goes on to the next; an answer in words is a cell like any."""
    page = opened(context, site.url, STUDY)
    code(page, 2).press("Shift+Enter")
    expect(code(page, 3)).to_be_focused()
    ended(page, "set-up")
    code(page, 3).fill('twowaves.check("study-1", ...)')
    for number in (3, 4, 5):
        code(page, number).press("Shift+Enter")
    expect(page.get_by_role("textbox", name="Your answer to study-4")).to_be_focused()
    expect(output(page, 3)).to_contain_text("put yours in its place", timeout=LONG)
    page.close()


def test_kept(browser, site):
    """Nothing outlives the tab unless the reader wishes; then it is there, until it is erased."""
    context = browser.new_context()
    page = opened(context, site.url, STUDY)
    code(page, 3).fill("1 + 1")
    page.reload()
    expect(code(page, 3)).to_have_value("1 + 1")  # left by mistake
    other = opened(context, site.url, STUDY)
    expect(code(other, 3)).to_have_value(re.compile("missing = "))
    other.close()

    page.get_by_role("button", name="Keep it in this browser").press("Enter")
    said(page, "kept in this browser from now on")
    code(page, 3).fill("2 + 2")
    page.close()
    page = opened(context, site.url, STUDY)
    expect(code(page, 3)).to_have_value("2 + 2")
    other = opened(context, site.url, STUDY)
    code(other, 3).fill("3 + 3")
    said(page, "Another tab has changed this notebook")
    other.close()

    page.get_by_role("button", name="Erase, and keep nothing").press("Enter")
    said(page, "keeps nothing of this notebook")
    expect(page.get_by_role("button", name="Keep it in this browser")).to_be_focused()
    names = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert not [each for each in names if each.startswith("twowaves")]
    context.close()


def test_forbidden(browser, site):
    """Where the browser keeps nothing, that is said when somebody wishes it."""
    context = browser.new_context()
    for name in ("localStorage", "sessionStorage"):
        refuse = "get() { throw new DOMException('no') }, configurable: true"
        context.add_init_script(f"Object.defineProperty(window, '{name}', {{ {refuse} }})")
    page = opened(context, site.url, STUDY)
    code(page, 3).fill("1")
    page.get_by_role("button", name="Keep it").click()
    said(page, "lets the page keep nothing")
    assert page.wrong == []
    context.close()


def test_full(browser, site, tmp_path):
    """A store that has no room is told; what was written is there to be downloaded."""
    context = browser.new_context()
    page = opened(context, site.url, STUDY)
    page.get_by_role("button", name="Keep it").click()
    said(page, "from now on")
    page.evaluate(
        "for (let n = 5_200_000; n; n >>= 1)"
        " try { localStorage.setItem(n, 'x'.repeat(n)) } catch { n.toString() }"
    )
    code(page, 3).fill("mine" * 500)
    said(page, "Download the notebook.")
    assert "mine" in downloaded(page, tmp_path).read_text()
    page.reload()  # to where another store stands in for the full one
    expect(code(page, 3)).to_have_value(re.compile("missing = "))
    page.get_by_role("button", name="Erase").click()
    said(page, "cannot reach")
    context.close()


def test_spoiled(browser, site):
    """What is kept and cannot be read is told, and can be erased."""
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('twowaves-notebook the-study.ipynb', '{')")
    page = opened(context, site.url, STUDY)
    said(page, "cannot be read")
    page.get_by_role("button", name="Erase").click()
    said(page, "Erased")
    context.close()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.ipynb", b"\0\xff", "“a.ipynb” is no notebook that Jupyter can open."),
        ("b.ipynb", b" " * 20_000_001, "“b.ipynb” has 21 MB"),
        ("c.ipynb", None, "“c.ipynb” is another notebook than this page's"),
    ],
)
def test_not_opened(browser, site, name, content, sentence):
    """What is not this page's notebook is refused in a sentence, and what is there stays."""
    context = browser.new_context()
    page = opened(context, site.url, STUDY)
    code(page, 3).fill("mine")
    if content is None:
        content = page.request.get(f"{site.url}/_sources/notebooks/exercises/scoring.ipynb").body()
    choose(page, "Open a notebook", (name, content))
    said(page, sentence)
    expect(code(page, 3)).to_have_value("mine")
    context.close()


def test_opened(browser, site):
    """Outputs that a notebook brings are shown without its markup, and opening can be undone."""
    context = browser.new_context()
    page = opened(context, site.url, STUDY)
    code(page, 3).fill("mine")
    notebook = nbformat.v4.new_notebook()
    data = {"text/html": "<b>no</b>", "text/plain": "yes"}
    shown = nbformat.v4.new_output("display_data", data)
    notebook.cells = [
        nbformat.v4.new_code_cell("theirs", id="study-1-code", outputs=[shown]),
        nbformat.v4.new_code_cell("'of their own'", id="own"),
    ]
    choose(page, "Open a notebook", ("a.ipynb", nbformat.writes(notebook).encode()))
    said(page, "“a.ipynb” is open")
    expect(code(page, 3)).to_have_value("theirs")
    expect(output(page, 3)).to_have_text("yes")
    expect(code(page, 4)).to_have_value("'of their own'")
    assert page.wrong == []

    page.get_by_role("button", name="Undo").press("Enter")
    expect(code(page, 3)).to_have_value("mine")
    expect(code(page, 6)).to_have_count(0)
    context.close()


def test_cells(browser, site, tmp_path):
    """By the keyboard, cells are added, moved and removed, and a removed one comes back."""
    context = browser.new_context()
    page = opened(context, site.url, EMPTY)
    code(page, 1).fill("1")
    for number in (1, 2):
        page.get_by_role("button", name="Add a cell below").nth(number - 1).press("Enter")
        expect(code(page, number + 1)).to_be_focused()
        code(page, number + 1).fill(str(number + 1))
    page.get_by_role("button", name="Move up").nth(2).press("Enter")
    page.get_by_role("button", name="Move up").nth(1).press("Enter")
    expect(page.get_by_role("button", name="Move down").nth(0)).to_be_focused()
    page.get_by_role("button", name="Remove").nth(1).press("Enter")
    assert ["3", "2"] == [code(page, n).input_value() for n in (1, 2)]
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    assert ["3", "1", "2"] == [code(page, n).input_value() for n in (1, 2, 3)]

    notebook = nbformat.read(downloaded(page, tmp_path), 4)
    nbformat.validate(notebook)
    assert ["3", "1", "2"] == [each.source for each in notebook.cells]
    context.close()


def test_files(context, site, tmp_path):
    """A class's file is read by the package and by pandas; what Python makes is handed out."""
    page = opened(context, site.url, EMPTY)
    asked = []
    page.on("request", lambda each: asked.append(each.url))
    odd = unicodedata.normalize("NFD", "Größe (1) 'x'.csv")
    choose(page, "Choose files", ("our-class.csv", b"person,wave,a\n1,before,3\n1,after,4\n"))
    choose(page, "Choose files", (odd, b"b\n7\n"))
    page.get_by_role("button", name="Begin with this").first.click()
    expect(code(page, 1)).to_have_value(re.compile("read_responses"))
    code(page, 1).press("Shift+Enter")
    expect(output(page, 1)).to_contain_text("2 rows", timeout=LONG)
    name = unicodedata.normalize("NFC", odd)
    code(page, 2).fill(f'pd.read_csv("{name}").to_csv("made.csv")')
    code(page, 2).press("Shift+Enter")
    page.get_by_role("button", name="Download made.csv").wait_for(timeout=LONG)

    assert ",b\n0,7\n" == downloaded(page, tmp_path, "Download made.csv").read_text()
    assert not [each for each in asked if "our-class" in each]
    assert page.wrong == []
    page.close()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("a.csv", b"")], "“a.csv” is empty."),
        ([("a.csv", b"\0" * 20_000_001)], "“a.csv” has 21 MB, and at most 20 MB"),
        ([("a.xlsx", b"PK")], "save it there as CSV"),
        ([("a.csv", b"1"), ("a.csv", b"2")], "“a.csv” takes the place of the one before."),
        ([("a.bin", b"\0\xff")], "“a.bin” is here."),
    ],
)
def test_not_taken(browser, site, files, sentence):
    """What Python would make nothing of is refused when it is chosen, in a sentence."""
    context = browser.new_context()
    page = opened(context, site.url, EMPTY)
    choose(page, "Choose files", *files)
    expect(page.locator(".workbook-choose [role=status]")).to_contain_text(sentence)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [STUDY, EMPTY])
def test_accessible(browser, site, path, scheme):
    """On a narrow phone nothing stands out to the side, and axe complains of nothing; no Python."""
    context = browser.new_context(
        viewport={"width": 320, "height": 664}, color_scheme=scheme, has_touch=True
    )
    asked, lost = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("response", lambda answer: lost.append(answer.url) if not answer.ok else None)
    page = opened(context, site.url, path)
    page.get_by_role("button", name="Add a cell below").first.tap()
    page.get_by_role("button", name="Begin anew").tap()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert lost == page.wrong == []  # before axe, which asks for more in a way of its own
    found = Axe().run(page).response["violations"]

    assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    assert not [each for each in asked if "/engine/" in each or "worker" in each]
    context.close()


@pytest.mark.parametrize(
    ("has_engine", "sentence"), [(True, "needs JavaScript"), (False, "was made without")]
)
def test_without_python(has_engine, sentence):
    """Where the book has no Python, a sentence says what to do, and no script makes editors."""
    app = Mock(config=SimpleNamespace(has_engine=has_engine))
    translator = Mock(body=[], config=app.config, starttag=lambda *_, **__: "")
    head = workbooks.workbook("", notebook={}, name="a.ipynb")
    tree = new_document("a")
    tree += head
    workbooks._open_head(translator, head)
    workbooks.load(app, "a", "", {}, tree)

    assert sentence in translator.body[0]
    assert "download the notebook" in translator.body[0]
    assert has_engine == app.add_js_file.called


def test_without_scripts(browser, site):
    """Without scripts the exercises stand there to be read, with the notebook to download."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/{STUDY}")

    assert "missing = ..." in page.locator("article").inner_text()
    assert page.get_by_text("a browser needs JavaScript").is_visible()
    assert page.get_by_role("link", name="Download it as it is at first").is_visible()
    context.close()
