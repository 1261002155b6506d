"""What a student is told who has a notebook and not the package."""

import json
import shlex
import sys

import nbformat
import pytest
from packaging.requirements import Requirement

import twowaves
from twowaves import broken_seals, write_class_kit
from twowaves.classroom.install import CELL, first_cell, install_line, wheel_name, with_site
from twowaves.classroom.shipped import shipped_notebooks

SITE = "https://somebody.example/book"


def told(code, monkeypatch):
    """Return what a cell says where the package is not installed."""
    monkeypatch.setitem(sys.modules, "twowaves", None)
    with pytest.raises(ModuleNotFoundError) as error:
        exec(code, {})  # noqa: S102
    return str(error.value)


@pytest.mark.parametrize("site", ["", SITE])
def test_silent(site):
    """Where the package is, the first cell says nothing and leaves nothing but a name."""
    names = {}
    exec(first_cell(site), names)  # noqa: S102

    assert {"find_spec"} == names.keys() - {"__builtins__"}


def test_site_unknown(monkeypatch):
    """Where nobody knows an address, one sentence says whom to ask, and names no index."""
    assert (
        "This notebook needs the package twowaves: ask for its file where this one came from, and "
        'in a new cell, run %pip install statsmodels "./FILE[plots,widgets]" with its name in '
        "place of FILE."
    ) == told(first_cell(), monkeypatch)


def test_site_known(monkeypatch):
    """Where the book is published, the line to run is the whole of what stands after the colon."""
    before, _, line = told(first_cell(SITE), monkeypatch).partition(": ")

    assert "This notebook needs the package twowaves. In a new cell, run" == before
    assert f"%{install_line(SITE)}" == line


@pytest.mark.parametrize("site", [SITE, f"{SITE}/"])
def test_line(site):
    """The line is pip's, and its requirement the wheel of this version with its extras."""
    command, verb, other, itself = shlex.split(install_line(site))
    asked = Requirement(itself)

    assert ("pip", "install", "statsmodels") == (command, verb, other)
    assert ("twowaves", {"plots", "widgets"}) == (asked.name, asked.extras)
    assert f"{SITE}/_static/wheel/{wheel_name()}" == asked.url
    assert twowaves.__version__ in wheel_name()


@pytest.mark.parametrize("name", shipped_notebooks())
def test_only_the_first_cell(name):
    """An address changes the first cell of a notebook and not a byte of the rest."""
    text = shipped_notebooks()[name]
    known = with_site(text, SITE)
    nbformat.validate(nbformat.reads(known, as_version=4))
    (cell,) = [cell for cell in json.loads(known)["cells"] if cell["id"] == CELL]
    unknown = json.dumps(first_cell().splitlines(keepends=True)[-2])

    assert first_cell(SITE) == "".join(cell["source"])
    assert unknown in text
    assert unknown not in known
    assert text == with_site(text, "")
    changed = set(known.splitlines()) ^ set(text.splitlines())
    cells = [set(first_cell(site).splitlines()) for site in ("", SITE)]
    assert len(cells[0] ^ cells[1]) == len(changed)


def test_kit(tmp_path):
    """A kit that knows the address says it in each notebook and in the student's README."""
    kit = write_class_kit(["Ada"], tmp_path / "kit", site=SITE)
    folder = kit.folder / "students" / kit.students["Ada"]
    line = install_line(SITE)

    assert line in (folder / "README.txt").read_text(encoding="utf-8").splitlines()[5]
    for name in shipped_notebooks():
        cells = nbformat.read(folder / name, as_version=4).cells
        assert line in next(cell.source for cell in cells if cell.cell_type == "code")
    assert [] == broken_seals(kit.folder)


def test_own_notebooks(tmp_path):
    """Who hands out notebooks of their own, or none, hands out no others."""
    none = write_class_kit(["Ada"], tmp_path / "none", notebooks={}, exercises=())
    folder = none.folder / "students" / none.students["Ada"]

    assert {"README.txt", "data.csv"} == {path.name for path in folder.iterdir()}
