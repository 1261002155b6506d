"""What a chapter shows is for readers: short lines of code, results in words, tables with names."""

import re
from html.parser import HTMLParser

import nbformat
import pytest
from chapters import ROOT

LONGEST = 72
FOLDERS = ("", "exercises/", "scaffolds/")
NOTEBOOKS = [path for each in FOLDERS for path in sorted(ROOT.glob(f"notebooks/{each}*.ipynb"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
# what Python calls a thing: two words with an underline, a type, a missing value, a dictionary
PYTHON = re.compile(r"\b[a-z]+_[a-z_]+\b|np\.|\bNaN\b|<NA>|\bNone\b|\{'")
SIZE = re.compile(r"\b[dg]_(?:z|av|rm)\b")
TYPED_MINUS = re.compile(r"(?<![\w.)&#-])-\.?\d")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_lines_of_code(notebook):
    """No line of code that a reader sees has more than 72 letters."""
    cells = [
        cell for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "code" and "exercise-key" not in cell.metadata.get("tags", [])
    ]  # fmt: skip

    assert [] == [line for cell in cells for line in cell.source.split("\n") if len(line) > LONGEST]


class Shown(HTMLParser):
    """The text of HTML, save that of live figures, and its tables' captions."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.captions, self.tables = [], [], 0
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, _attributes):
        self.tables += tag == "table"
        self.inside = tag

    def handle_data(self, text):
        self.texts.append(text)
        if self.inside == "caption" and text.strip():
            self.captions.append(text)


def _results(chapter):
    """Yield what a chapter shows besides pictures and live figures."""
    for cell in chapter.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if 'data-widget="' not in data.get("text/html", "") and not {
                "image/png",
                "image/svg+xml",
            } & {*data}:
                yield output


def test_nothing_is_printed_in_a_box(chapter):
    """A result is a sentence or a table, not what print() or a value of Python looks like."""
    kinds = [set(output.get("data", {"stream": ""})) for output in _results(chapter)]

    assert [] == [kind for kind in kinds if not kind & {"text/html", "text/markdown"}]
    htmls = [output.data.get("text/html", "") for output in _results(chapter)]
    assert [] == [html[:200] for html in htmls if 'class="dataframe"' in html]


def test_in_readers_words(chapter):
    """No name of a column, no type of Python and no hyphen for a minus stands in a result."""
    texts = []
    for output in _results(chapter):
        data = output.data
        texts += [data["text/markdown"]] if "text/markdown" in data else []
        texts += Shown(data.get("text/html", "")).texts
    plain = [re.sub(r"\$[^$]*\$|https?://\S+", "", text) for text in texts]

    assert [] == [text for text in plain if PYTHON.search(SIZE.sub("", text))]
    assert [] == [text for text in plain if TYPED_MINUS.search(text)]


def test_every_table_has_a_caption(chapter):
    """A table of a result has a caption, and one in the text stands in a directive with a title."""
    for output in _results(chapter):
        shown = Shown(output.data.get("text/html", ""))
        assert shown.tables == len(shown.captions)
    for cell in chapter.cells:
        if cell.cell_type == "markdown":
            bare = re.sub(r"(?ms)^:::\{table\} \S.*?^:::$", "", cell.source)
            assert not re.search(r"^\|[ :|-]+\|$", bare, re.MULTILINE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_words_in_formulas(notebook):
    """A word in a formula is set as a word, not as a product of its letters."""
    cells = nbformat.read(notebook, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    formulas = re.findall(r"\$\$?[^$]+\$\$?", prose)

    bare = [re.sub(r"\\[a-zA-Z]+(?:\{[a-zA-Z ]+\})?", "", formula) for formula in formulas]
    assert [] == [formula for formula in bare if re.search(r"[a-zA-Z]{2}", formula)]
