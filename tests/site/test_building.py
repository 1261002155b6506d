"""Building a small book with our extensions: what they make, and what they refuse."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def build(tmp_path):
    """Return a function that builds one page and gives its HTML and the warnings."""

    def run(text, **environment):
        extensions = str(ROOT / "book" / "_ext")
        (tmp_path / "conf.py").write_text(CONF.format(extensions=extensions), encoding="utf-8")
        (tmp_path / "index.md").write_text(text, encoding="utf-8")
        target = tmp_path / "out"
        clean = {name: value for name, value in os.environ.items() if "PREPOST" not in name}
        outside = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-E",
            "-b",
            "html",
            str(tmp_path),
            str(target),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False,
            env={**clean, **outside, **environment},
        )  # fmt: skip
        page = target / "index.html"
        return page.read_text(encoding="utf-8") if page.exists() else "", done.stderr

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


def test_bad_formula(build):
    """A formula that is no LaTeX is named with its page, and fails a build with -W."""
    _, warnings = build("# A\n\n$\\frac{a}$\n")

    assert "index.md" in warnings
    assert "is not valid LaTeX" in warnings


def test_widget_directive(build):
    """The directive puts the figure, in the state of its options, on a prose page."""
    text = "# A\n\n```{widget} paired-explorer\n:preset: sleep\n:alpha: 0.01\n:id: mine\n```\n"

    page, warnings = build(text)

    assert warnings == ""
    assert 'id="mine" data-widget="paired-explorer"' in page
    assert "Cushny" in page
    assert re.search(r'<script type="module" src="_static/prepost/host.js', page) or re.search(
        r'<script src="_static/prepost/host.js[^>]*type="module"', page
    )
    assert '<link rel="modulepreload" href="_static/prepost/stats.js">' in page


@pytest.mark.parametrize(
    ("directive", "sentence"),
    [
        ("```{widget} pie-chart\n```", "there is no such figure"),
        ("```{widget} paired-explorer\n:preset: anger\n```", "preset is 'anger'"),
        ("```{widget} paired-explorer\n:alpha: 0.9\n```", "alpha is 0.9"),
    ],
)
def test_widget_directive_refuses(build, directive, sentence):
    """A figure that cannot be made is told with page and reason."""
    _, warnings = build(f"# A\n\n{directive}\n")

    assert "index.md" in warnings
    assert sentence in warnings


def test_no_figure_no_files(build):
    """A page without a figure loads no part of one."""
    page, _ = build("# A\n\nText.\n")

    assert "_static/prepost/" not in page


@pytest.mark.parametrize(
    ("address", "binder"),
    [("https://github.com/fork/book", True), ("https://gitlab.com/fork/book", False)],
)
def test_buttons_point_to_the_repository(build, address, binder):
    """With a known repository the buttons point there, to Binder where Binder can be addressed."""
    page, _ = build("# A\n", PREPOST_REPOSITORY=address)

    assert f'href="{address}"' in page
    assert ("mybinder.org" in page) == binder


def test_no_dead_buttons(build):
    """Without a known repository there is no button to one, and none to Binder."""
    page, _ = build("# A\n")

    assert re.findall(r"mybinder|github\.com|repository-button|launch-button", page) == []
