"""The door out of Jupyter Book: what the comparison counts, and what it tells."""

import doctest
from importlib.metadata import packages_distributions

import pytest
import yaml

import contents
import plain_sphinx

CONFIG = yaml.safe_load((contents.ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]
PAGE = """<figure class="a" data-widget="score-sheet"></figure> <div class="admonition question">
<math display="block"></math> <details><summary>a</summary></details> <img src="a.png"/>
<table class="b"></table>"""


def test_examples():
    """The examples in the tool's own documentation are true."""
    assert 0 == doctest.testmod(plain_sphinx).failed


def test_every_extension_is_brought():
    """What the book's settings load is in a package that is installed, or is ours, or Sphinx's."""
    owners = packages_distributions() | {"sphinxcontrib.bibtex": ["sphinxcontrib-bibtex"]}
    ours = {*CONFIG["local_extensions"], "jupyter_book"}
    loaded = {*CONFIG["config"]["extensions"]} - ours
    others = [name for name in loaded if not name.startswith("sphinx.")]
    brought = {name.lower().replace("_", "-") for one in others for name in owners[one]}

    assert brought <= {*plain_sphinx.PACKAGES}
    assert "jupyter-book" not in plain_sphinx.PACKAGES


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("['myst_nb', 'jupyter_book', 'mathml']", "['myst_nb', 'mathml']"),
        ("['jupyter_book', 'mathml']", "['mathml']"),
        ("['myst_nb', 'jupyter_book']", "['myst_nb']"),
    ],
)
def test_settings(before, after):
    """Jupyter Book's own extension is taken out wherever it stands, and nothing else."""
    settings = "extensions = {}\ntitle = 'jupyter_book'\n"

    assert settings.format(after) == plain_sphinx.without_jupyter_book(settings.format(before))


def test_counts(tmp_path):
    """A page's figures, questions, formulas, folds, pictures and tables are counted."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    assert dict.fromkeys(plain_sphinx.COUNTED, 1) == plain_sphinx.counts(tmp_path / "a.html")
    assert dict.fromkeys(plain_sphinx.COUNTED, 0) == plain_sphinx.counts(tmp_path / "no.html")


def test_lost():
    """Whatever a page has fewer of is told; more of something is no loss."""
    real = {"a": {"figures": 2, "folds": 3}, "b": {"figures": 1, "folds": 0}}
    plain = {"a": {"figures": 1, "folds": 4}, "b": {"figures": 0, "folds": 0}}

    assert [] == plain_sphinx.lost(real, real)
    assert ["a has 1 of 2 figures.", "b has 0 of 1 figures."] == plain_sphinx.lost(real, plain)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that goes through everything but Sphinx, and returns the code."""

    def go(code, plain):
        real = {"a": {"figures": 2}}
        sites = {plain_sphinx.BUILT: real, tmp_path / "plain" / "html": plain}
        monkeypatch.setattr(plain_sphinx, "ROOT", tmp_path / "book")
        monkeypatch.setattr(plain_sphinx, "PLACE", tmp_path / "plain")
        (tmp_path / "book").mkdir()
        monkeypatch.setattr(plain_sphinx, "write_settings", lambda source: source.rmdir())
        monkeypatch.setattr(plain_sphinx, "environment", lambda: tmp_path / "python")
        monkeypatch.setattr(plain_sphinx, "build", lambda *_: code)
        monkeypatch.setattr(plain_sphinx, "counted", sites.get)
        return plain_sphinx.main()

    return go


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        (0, 2, "Plain Sphinx builds the same book.\n"),
        (0, 1, "a has 1 of 2 figures.\n"),
        (1, 2, "Plain Sphinx warned of what is told above.\n"),
    ],
    ids=["the same", "one figure fewer", "a warning"],
)
def test_verdict(run, capsys, code, number, said):
    """A warning fails the job, and so does what is missing."""
    failed = run(code, {"a": {"figures": number}})

    assert (said != "Plain Sphinx builds the same book.\n") == bool(failed)
    assert said == "".join(capsys.readouterr())
