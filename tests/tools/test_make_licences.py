"""The licences of what is installed: listed, up to date, and none that binds readers."""

import functools
import re

import pytest

import make_licences
from make_licences import TARGET, needed_to_run, pins, rows, text

listed = functools.cache(rows)  # which takes a second
# licences under which a package may be used and passed on beside code under MIT
FREE = re.compile(
    r"(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|0BSD|CC0|HPND)"
)


def test_page_is_up_to_date():
    """The page is what the script writes now, from the lock and the installed packages."""
    assert text(listed()) == TARGET.read_text(encoding="utf-8")


def test_every_package_has_a_licence():
    """Each locked package is listed once, with a licence."""
    assert pins() == [(row.name, row.version) for row in listed()]
    assert [] == [row for row in listed() if not row.licence]


def test_what_the_package_needs():
    """What twowaves asks for and what that asks for is told from what makes the book."""
    needed = needed_to_run()

    assert {"numpy", "pandas", "ipywidgets", "traitlets", "fonttools"} <= needed  # known by hand
    assert set() == {"jupyterlab", "sphinx", "pytest", "ruff"} & needed


def test_nothing_binding_in_the_package():
    """What twowaves needs to run is under permissive licences or a file's own copyleft."""
    parts = {
        row.name: re.split(r"; | AND | OR ", row.licence)
        for row in listed()
        if row.purpose == "package"
    }

    assert [] == [name for name, names in parts.items() for part in names if not FREE.search(part)]
    assert [] == [name for name, names in parts.items() for part in names if "GPL" in part]


def test_not_installed(monkeypatch, tmp_path):
    """A package for another system keeps its row while its version stays, and else has none."""
    page = tmp_path / "page.md"
    page.write_text("| for-windows | 1.0 | MIT | book |\n")
    monkeypatch.setattr(make_licences, "TARGET", page)

    assert "MIT" == make_licences.licence("for-windows", "1.0")
    assert "" == make_licences.licence("for-windows", "1.1")


def test_unknown_stops(monkeypatch, capsys):
    """A licence that is not known is named, and the page stays as it was."""
    row = make_licences.Row("mystery", "2.0", "", "book")
    monkeypatch.setattr(make_licences, "rows", lambda: [row])
    before = TARGET.read_text(encoding="utf-8")

    assert 1 == make_licences.main()
    assert "mystery 2.0: licence not known" in capsys.readouterr().out
    assert before == TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License": "MIT"}, "MIT"),
        ({"License": "UNKNOWN", "Classifier": ["License :: OSI Approved :: ISC"]}, "ISC"),
        ({"License": "Permission\nis", "Classifier": ["License :: OSI Approved :: BSD"]}, "BSD"),
        ({}, ""),
    ],
)
def test_older_fields(fields, expected):
    """Packages without an expression state their licence in a field or a classifier."""

    class Said(dict):
        """Metadata as importlib gives them."""

        get_all = dict.get

    assert expected == make_licences._in_older_fields(Said(fields))
