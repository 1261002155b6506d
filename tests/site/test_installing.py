"""The site hands out the package that made it, and says how to install it from there."""

import os
import re
import shutil
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup
from chapters import CHAPTERS
from sphinx_builds import build

import installing
import make_scaffolds
import release
from twowaves.classroom.install import CELL, WHEELS, first_cell, install_line, wheel_name, with_site

ADDRESS = "https://somebody.example/book/"


def test_the_file(site, tmp_path):
    """The wheel lies in the site alone, and is the one that a release of this commit has."""
    release.build_packages(tmp_path, release.source_date(), "wheel")
    made = {path.name: path.read_bytes() for path in (site.folder / WHEELS).iterdir()}

    assert {wheel_name(): (tmp_path / wheel_name()).read_bytes()} == made


def test_the_page(site):
    """The page of the exercises says what to type, and leads to the file."""
    page = (site.folder / "book" / "exercises.html").read_text(encoding="utf-8")
    text = BeautifulSoup(page, "html.parser").article.get_text()
    address = os.environ.get("TWOWAVES_SITE", "")

    if address:
        assert install_line(address) in text
    else:
        assert f'pip install statsmodels "./{wheel_name()}[plots,widgets]"' in text
        (link,) = re.findall(r'href="([^"]+\.whl)"', page)
        assert (site.folder / WHEELS / wheel_name()) == (site.folder / "book" / link).resolve()


@pytest.mark.slow
@pytest.mark.parametrize("known", [True, False])
def test_address(tmp_path, known):
    """A site that knows its address prints the line; one that does not, a link to the file."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.md").write_text("# A\n\n```{toctree}\ndeep/b\n```\n")
    (tmp_path / "deep" / "b.md").write_text("# B\n\n```{install}\n```\n")
    (tmp_path / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(release.ROOT / 'book' / '_ext')!r})\n"
        "extensions = ['myst_parser', 'installing', 'descriptions']\n"
    )
    environment = {"TWOWAVES_SITE": ADDRESS if known else ""}
    arguments = ["-q", "-W", str(tmp_path), str(tmp_path / "html")]
    assert (0, "") == build(arguments, tmp_path / "heard", environment)
    page = (tmp_path / "html" / "deep" / "b.html").read_text(encoding="utf-8")

    assert known == (install_line(ADDRESS) in BeautifulSoup(page, "html.parser").get_text())
    assert known != (f'href="../{WHEELS}/{wheel_name()}"' in page)


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_notebooks(tmp_path, address):
    """Where the address is known, each notebook that is handed out begins with it."""
    scaffold = make_scaffolds.SCAFFOLDS / "the-study.ipynb"
    chapter = next(path for path in CHAPTERS if path.stem == "the-study")
    places = {
        tmp_path / "_sources" / "notebooks" / "the-study.ipynb": chapter,
        tmp_path / "_sources" / "notebooks" / "exercises" / "the-study.ipynb": scaffold,
        tmp_path / "_downloads" / "abc" / "the-study.ipynb": scaffold,
    }
    for place, source in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    app = SimpleNamespace(
        builder=SimpleNamespace(format="html"),
        outdir=tmp_path,
        config=SimpleNamespace(install_site=address),
    )
    installing.say_it_in_notebooks(app, None)

    for place, source in places.items():
        assert place.read_text("utf-8") == with_site(source.read_text("utf-8"), address)
        if address:
            notebook = nbformat.read(place, as_version=4)
            nbformat.validate(notebook)
            code = [cell for cell in notebook.cells if cell.cell_type == "code"]
            assert (CELL, first_cell(address)) == (code[0].id, code[0].source)
            assert [CELL] == [cell.id for cell in code if "find_spec" in cell.source]
