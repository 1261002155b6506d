"""The notebooks that are handed out: plain prose, links that lead somewhere, the same code."""

import functools
import posixpath
import re
import subprocess
import sys
from urllib.parse import urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from chapter_questions import questions_in, without_questions
from chapters import ROOT
from markdown_it import MarkdownIt

import contents
from plain_notebooks import HandedOut

SITE = "https://book.example/compassion/"
PAGES = contents.pages()
EDITIONS = {
    "lab": HandedOut(ROOT, PAGES, together=True),
    "published lab": HandedOut(ROOT, PAGES, SITE, together=True),
    "alone": HandedOut(ROOT, PAGES),
    "published alone": HandedOut(ROOT, PAGES, SITE),
}
NAMES = EDITIONS["lab"].names
WRITTEN = [name for name in NAMES if "/exercises/" not in name]
HOSTS = {*(ROOT / "tests" / "site" / "outside-hosts.txt").read_text(encoding="utf-8").split()}
RAW = re.compile(
    r":::|^`{3,}\{|\{[\w:-]+\}`|^\([\w-]+\)=|^:[\w-]+:|\{\{|\[\?\]|\{cite|\]\[\]", re.MULTILINE
)
CODE = re.compile(
    r"^(`{3,})\w*\n.*?^\1$|(?<!`)(`+)(?!`)[^\n]+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
BLOCK = re.compile(r"^```\w+\n.*?^```$", re.MULTILINE | re.DOTALL)
FORMULA = re.compile(r"\$\$.+?\$\$|(?<!\$)\$[^$\n]+\$(?!\$)", re.DOTALL)
READER = MarkdownIt("commonmark").enable("table")  # as JupyterLab and Colab read it


@functools.cache
def handed_out(edition, name):
    return nbformat.reads(EDITIONS[edition].text(name), as_version=4)


def prose_of(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


@functools.cache
def source_of(name):
    return nbformat.read(ROOT / f"{name}.ipynb", as_version=4)


def shown(notebook):
    return BeautifulSoup("\n".join(map(READER.render, prose_of(notebook))), "html.parser")


def flat(text):
    """Return the words of a text, with neither marks nor the form of its lines."""
    return " ".join(re.findall(r"\w+", text))


@pytest.fixture(params=EDITIONS)
def edition(request):
    return request.param


@pytest.mark.parametrize("name", NAMES)
def test_it_is_plain(edition, name):
    """No directive, role, target or unresolved mark of the book is left in the prose."""
    notebook = handed_out(edition, name)
    nbformat.validate(notebook)

    for text in prose_of(notebook):
        assert [] == RAW.findall(CODE.sub("", text))
        assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(edition, name):
    """Each link has words, and leads to a file beside, a page, a place here or a listed host."""
    page = shown(handed_out(edition, name))
    beside = {f"{each}.ipynb" for each in NAMES} if "lab" in edition else set()

    for link in page("a", href=True):
        to = urlsplit(link["href"])
        assert link.get_text().strip(), link
        if link["href"].startswith(SITE):
            assert to.path.removeprefix("/compassion/").removesuffix(".html") in contents.pages()
        elif to.scheme:
            assert (to.scheme, to.hostname in HOSTS) == ("https", True), link
        elif to.path:
            assert posixpath.normpath(f"{posixpath.dirname(name)}/{to.path}") in beside, link
        else:
            assert page.find(id=to.fragment), link
    assert [] == page("img")
    assert ("book.example" in str(page)) == ("published" in edition) or "exercises" in name


@pytest.mark.parametrize("name", WRITTEN)
def test_no_answer_is_given_away(edition, name):
    """A question keeps its text and its choices in their order; nothing says which is right."""
    number = 0
    for before, after in zip(source_of(name).cells, handed_out(edition, name).cells, strict=False):
        lines = [flat(line) for line in after.source.split("\n")]
        for question in questions_in(before.source):
            number += 1
            place = next(
                i for i, line in enumerate(lines) if line.startswith(f"Question {number} ")
            )
            choices = [] if question.is_number else [text for text, _ in question.answers]
            below = lines[place + 2 : place + 2 + len(choices)]
            assert flat(without_roles(question.asked)) in lines[place]
            assert [flat(without_roles(text)) for text in choices] == below
            reasons = "\n".join(reason for _, reason in question.answers)
            assert [] == [line for line in reasons.split("\n") if flat(line) in " ".join(lines)]
    assert number == len(re.findall(r":::\{question\}", "".join(prose_of(source_of(name))))) >= 3


def without_roles(text):
    return re.sub(r"\{\w+\}`([^`<]+?)(?: <[^>]+>)?`", r"\1", text)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_rest_is_the_same(edition, name):
    """Cells, outputs, code and formulas are those of the chapter; one new cell lists sources."""
    chapter, notebook = source_of(name), handed_out(edition, name)
    extra = notebook.cells[len(chapter.cells) :]
    text = re.sub(r"^> ?", "", "\n".join(prose_of(notebook)), flags=re.MULTILINE)

    for before, after in zip(chapter.cells, notebook.cells, strict=False):
        assert (before.id, before.cell_type) == (after.id, after.cell_type)
        assert before.cell_type == "markdown" or before == after
    assert [cell.source.split("\n")[0] for cell in extra] in ([], ["## References"])
    written = "\n".join(map(without_questions, prose_of(chapter)))
    for kept in [*FORMULA.findall(written), *BLOCK.findall(written)]:
        assert "".join(kept.split()) in "".join(text.split())


@pytest.mark.parametrize("name", WRITTEN)
def test_sources_are_listed(name):
    """Each source that a chapter cites stands in its text by name and year, and in its list."""
    *cells, last = prose_of(handed_out("lab", name))
    cited = {key.strip() for group in re.findall(r"\{cite(?::t)?\}`([^`]+)`",
             "\n".join(prose_of(source_of(name)))) for key in group.split(",")}  # fmt: skip
    listed = re.findall(r"^- (.+?), (\d{4}[a-z]?): \S", last, re.MULTILINE)

    assert len(cited) == len(listed) == len({*listed})
    for names, year in listed:
        assert re.search(rf"{re.escape(names)}(?:, {year}[;)]| \({year}\))", "\n".join(cells))


@pytest.mark.slow
def test_it_runs(tmp_path):
    """In a folder of its own a handed-out notebook runs, and says again what is stored in it."""
    target = tmp_path / "the-study.ipynb"
    target.write_text(EDITIONS["lab"].text("notebooks/the-study"), encoding="utf-8")
    sanitize = f"--nbval-sanitize-with={ROOT / 'tools' / 'nbval.cfg'}"
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "--rootdir", str(tmp_path),
               "-p", "no:cacheprovider", "--nbval", sanitize, str(target)]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:]
