"""Building a small book with our extensions: what they make, and what they refuse."""

import html
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import sphinx_builds

import book
import live_figures
import twowaves
from twowaves import widgets

ROOT = Path(__file__).parents[2]
CONF = """
import sys
sys.path.insert(0, {extensions!r})
project = "Small"
extensions = ["myst_parser", "accessible", "mathml", "repository_links", "live_figures"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
html_theme = "sphinx_book_theme"
html_theme_options = {{}}
"""
CITING = """
extensions.append("sphinxcontrib.bibtex")
bibtex_bibfiles = ["references.bib"]
nitpicky = numfig = True
"""


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds one page and gives it, by default as HTML, and the warnings."""
    for name in [name for name in os.environ if "TWOWAVES" in name]:
        monkeypatch.delenv(name)

    def run(text, builder="html", *, extra="", **environment):
        conf = CONF.format(extensions=str(ROOT / "book" / "_ext")) + extra
        (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
        (tmp_path / "index.md").write_text(text, encoding="utf-8")
        target = tmp_path / "out"
        outside = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
        command = ["-q", "-E", "-b", builder, str(tmp_path), str(target)]
        _, said = sphinx_builds.build(command, tmp_path / "said.txt", outside | environment)
        page = target / ("index.txt" if builder == "text" else "index.html")
        return page.read_text(encoding="utf-8") if page.exists() else "", said

    return run


def test_formula(build):
    """Formulas within a sentence and on their own, numbered ones too, become MathML."""
    text = "# A\n\n$d_z$ and\n\n$$t = \\frac{a}{b}$$ (eq-t)\n\nSee {eq}`eq-t`.\n"

    page, warnings = build(text)

    assert warnings == ""
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert re.search(r'class="eqno">\(1\)', page)
    assert re.findall(r"<script[^>]*mathjax", page, re.IGNORECASE) == []


UNRESOLVED = [
    ("An {term}`unheard-of word`.", "unheard-of word"),
    ("As {cite}`nobody1900` say.", 'could not find bibtex key "nobody1900"'),
    ("See [](no-such-page.md).", "no-such-page"),
    ("Seen {numref}`fig-none`.", "fig-none"),
]


def test_what_is_unresolved_is_told(build, tmp_path):
    """A term, citation, page or figure that is not there is named with its page."""
    (tmp_path / "references.bib").write_text((ROOT / "book" / "references.bib").read_text("utf-8"))
    tail = "\n\n```{glossary}\nword\n  What it means.\n```\n\n```{bibliography}\n```\n"
    book = "A {term}`word` of {cite}`cohen1960`."
    broken = "\n\n".join(text for text, _ in UNRESOLVED)

    _, none = build(f"# A\n\n{book}{tail}", extra=CITING)
    _, warnings = build(f"# A\n\n{book}\n\n{broken}{tail}", extra=CITING)

    assert none == ""
    told = warnings.splitlines()
    for _, sentence in UNRESOLVED:
        assert ["index.md" in line for line in told if sentence in line] == [True]


@pytest.mark.sweep(2)
@pytest.mark.parametrize(
    "text", [text for text, _ in UNRESOLVED], ids=["term", "cite", "page", "figure"]
)
def test_what_is_unresolved_stops_the_build(tmp_path, text):
    """With the switches of our builds, a book with one broken reference is not built."""
    (tmp_path / "references.bib").write_text((ROOT / "book" / "references.bib").read_text("utf-8"))
    conf = CONF.format(extensions=str(ROOT / "book" / "_ext")) + CITING
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    sphinx = [*book.STRICT, "-E", str(tmp_path), str(tmp_path / "out")]
    tail = "\n\n```{glossary}\nword\n  What it means.\n```\n\n```{bibliography}\n```\n"

    ended = []
    for sentence in ("", text):
        page = f"# A\n\nA {{term}}`word` of {{cite}}`cohen1960`. {sentence}{tail}"
        (tmp_path / "index.md").write_text(page, encoding="utf-8")
        code, _ = sphinx_builds.build(sphinx, tmp_path / "said.txt")
        ended.append(code)

    assert ended[0] == 0 != ended[1]


def test_a_warning_fails_the_build():
    """The book is built so that a warning, such as the above, is an error: by make and by tests."""
    assert {"-W", "-n", "--keep-going"} <= {*book.STRICT}
    for name in ("Makefile", "tests/conftest.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "tools/book.py" in text, name
        assert "jupyter-book" not in text, name


def test_bad_formula(build):
    """A formula that is no LaTeX is named with its page, and fails a build with -W."""
    _, warnings = build("# A\n\n$\\frac{a}$\n")

    assert "index.md" in warnings
    assert "is not valid LaTeX" in warnings


@pytest.mark.parametrize("formula", ["${}$", "$$\n{}\n$$"], ids=["inline", "block"])
def test_bad_formula_is_shown_as_it_was_written(build, formula):
    """What could not be converted stands on the page as text, and none of it is markup."""
    latex = r"\frac{a <b onclick='x'>&amp;"

    page, warnings = build("# A\n\n" + formula.format(latex) + "\n")

    assert "is not valid LaTeX" in warnings
    (shown,) = re.findall(r"<code>\s*(\\frac.*?)\s*</code>", page)
    assert latex == html.unescape(shown)
    assert "<b" not in shown


def test_widget_directive(build):
    """The directive puts the figure, in the state of its options, on a prose page."""
    text = "# A\n\n```{widget} paired-explorer\n:preset: sleep\n:alpha: 0.01\n:id: mine\n```\n"

    page, warnings = build(text)

    assert warnings == ""
    assert 'id="mine" data-widget="paired-explorer"' in page
    assert "Cushny" in page
    assert re.search(r'<script type="module" src="_static/figures/host.js', page) or re.search(
        r'<script src="_static/figures/host.js[^>]*type="module"', page
    )
    assert '<link rel="modulepreload" href="_static/figures/shared.js">' in page
    assert '<link rel="modulepreload" href="_static/figures/paired_explorer.js">' in page


REFUSED = [
    ("```{widget} pie-chart\n```", "there is no such figure"),
    ("```{widget} paired-explorer\n:preset: anger\n```", "preset is 'anger'"),
    ("```{widget} score-sheet\n:instrument: nap\n```", "there is no instrument 'nap'"),
    ("```{widget} paired-explorer\n:alpha: 0.9\n```", "alpha is 0.9"),
    ("```{widget} paired-explorer\n:alpha: small\n```", "could not convert string to float"),
    ("```{widget} paired-explorer\n:alternative: both\n```", "alternative is 'both'"),
]


def test_widget_directive_refuses(build):
    """Every figure that cannot be made is told with its place and the reason."""
    text = "# A\n\n" + "\n\n".join(directive for directive, _ in REFUSED) + "\n"

    _, warnings = build(text)

    told = re.findall(r"index\.md:(\d+): (.*)", warnings)
    assert [text[: text.index(directive)].count("\n") + 1 for directive, _ in REFUSED] == [
        int(line) for line, _ in told
    ]
    for (_, sentence), (_, said) in zip(REFUSED, told, strict=True):
        assert sentence in said


def test_widget_directive_where_nothing_is_live(build):
    """A builder that is not HTML gets the figure's title and its sentence; HTML does not."""
    text = "# A\n\n```{widget} paired-explorer\n:preset: sleep\n```\n"
    figure = widgets.PairedExplorer(preset="sleep")
    said = f"{figure.title()} {figure.sentence()}"

    words, warnings = build(text, "text")
    page, _ = build(text)

    assert warnings == ""
    assert said in " ".join(words.split())
    assert html.escape(said) not in page
    assert 1 == page.count(html.escape(figure.sentence()))


def test_front_end_is_that_of_the_package(tmp_path):
    """A build brings the package's files up to date, and leaves alone those that are."""
    builder = SimpleNamespace(format="html")
    app = SimpleNamespace(builder=builder, outdir=tmp_path)
    live_figures.copy_front_end(app)
    folder = tmp_path / "_static" / "twowaves"
    left_alone = folder / "paired" / "ttest.js"
    untouched = left_alone.stat().st_ino, left_alone.stat().st_mtime_ns
    (folder / "widgets" / "kit" / "host.js").write_text("old")
    (folder / "gone.js").write_text("old")

    live_figures.copy_front_end(app)

    package = Path(twowaves.__file__).parent
    names = [file.relative_to(package).as_posix() for file in package.rglob("*")
             if file.suffix in {".js", ".css"}]  # fmt: skip
    found = {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert len(names) > 80
    assert {name: live_figures.front_end().served(name) for name in names} == found
    now = left_alone.stat()
    assert untouched == (now.st_ino, now.st_mtime_ns)


@pytest.mark.parametrize(("scripts", "stays"), [("twowaves", True), ("before", False)])
def test_a_site_of_another_layout(tmp_path, scripts, stays):
    """What a build left when the scripts lay elsewhere goes; any other site stays, or none."""
    book.forget_another_layout(tmp_path / "none")
    (tmp_path / "site" / "_static" / scripts).mkdir(parents=True)

    book.forget_another_layout(tmp_path / "site")

    assert stays == (tmp_path / "site").exists()


def test_no_figure_no_files(build):
    """A page without a figure loads no part of one."""
    page, _ = build("# A\n\nText.\n")

    assert "_static/twowaves/" not in page
    assert "_static/figures/" not in page


def test_no_dead_buttons(build):
    """Without a known repository there is no button to one, and none to Binder."""
    page, _ = build("# A\n")

    assert re.findall(r"mybinder|github\.com|repository-button|launch-button", page) == []


@pytest.mark.sweep(2)
@pytest.mark.parametrize(
    ("repository", "said"),
    [
        ("", "This copy was built from no public repository"),
        ("git@github.com:fork/book.git", 'href="https://github.com/fork/book/issues"'),
        ("https://gitlab.com/a/b/book", 'href="https://gitlab.com/a/b/book/-/issues"'),
        ("https://codeberg.org/fork/book", 'href="https://codeberg.org/fork/book"'),
    ],
)
def test_corrections(build, repository, said):
    """Where corrections go is the repository's list of issues, or whoever gave out a copy."""
    page, warnings = build("# A\n\n```{corrections}\n```\n", TWOWAVES_REPOSITORY=repository)

    assert warnings == ""
    assert said in page
