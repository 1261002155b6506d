"""What the two ends of the declared versions are, and what becomes of a run at one of them."""

import sys
from pathlib import Path

import pytest

import bounds

PROJECT = """
[project]
dependencies = ["alpha>=1.2", "beta.c>=3"]
[dependency-groups]
chapters = ["gamma>=0.14.6"]
test = ["delta>=1"]
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Put another project in place of this one."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    monkeypatch.setattr(bounds, "ROOT", tmp_path)


@pytest.mark.usefixtures("project")
class TestRequirements:
    """What is installed at each end."""

    def test_lowest(self):
        """At the lower end stand the lowest versions of package and chapters, and no others."""
        assert ["alpha==1.2", "beta.c==3", "gamma==0.14.6"] == bounds.requirements("lowest")

    def test_newest(self):
        """At the upper end stands what is declared, so that the newest is taken."""
        assert ["alpha>=1.2", "beta.c>=3", "gamma>=0.14.6"] == bounds.requirements("newest")


@pytest.mark.parametrize(
    "requirement",
    ["a", "a>=1,<2", "a<2", "a==1", "a~=1.0", "a>=1; python_version > '3'", "a[b]>=1"],
)
def test_no_lower_bound(requirement):
    """A requirement whose lowest version cannot be read off is refused, and named."""
    with pytest.raises(ValueError, match="can be tried") as refused:
        bounds.lowest(requirement)
    assert repr(requirement) in str(refused.value)


def test_this_project_can_be_tried():
    """Each requirement of this project has a lowest version."""
    assert len(bounds.requirements("newest")) == len(bounds.requirements("lowest"))


def test_tests():
    """The package's own tests run, those of every figure's Python among them, and all exist."""
    tests = bounds.tested()

    assert {"src", "tests/paired/test_ttest.py", "tests/widgets/test_score_sheet.py"} <= set(tests)
    assert [] == [name for name in tests if not (bounds.ROOT / name).exists()]
    assert [] == [name for name in tests if name.endswith(("_page.py", "_js.py"))]


def ends(monkeypatch, *codes):
    """Let each end be one command that ends with a code, and return what `main` makes of it."""
    of = dict(zip(bounds.ENDS, codes, strict=True))
    command = [sys.executable, "-c", "import sys; sys.exit(int(sys.argv[1]))"]
    monkeypatch.setattr(bounds, "commands", lambda end: [[*command, code] for code in of[end]])
    return bounds.main()


def test_both_pass(monkeypatch, capsys):
    """Where all commands of both ends succeed, nothing is wrong."""
    assert 0 == ends(monkeypatch, "000", "000")
    assert "do not pass" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("codes", "failed"),
    [(("01", "00"), ["lowest"]), (("00", "10"), ["newest"]), (("1", "1"), ["lowest", "newest"])],
)
def test_one_fails(monkeypatch, capsys, codes, failed):
    """An end with a command that fails is named, and the other end is tried all the same."""
    assert 1 == ends(monkeypatch, *codes)
    out = capsys.readouterr().out
    assert failed == [end for end in bounds.ENDS if f"do not pass with the {end} " in out]
    assert all(f".tools/bounds/{end}:" in out for end in bounds.ENDS)


def test_our_environment_stays_here(monkeypatch):
    """What is on the path of this environment is not on that of the one that is tried."""
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    look = [sys.executable, "-c", "import os, sys; sys.exit('PYTHONPATH' in os.environ)"]
    monkeypatch.setattr(bounds, "commands", lambda end: [look])  # noqa: ARG005 # both alike

    assert 0 == bounds.main()


def test_commands():
    """An environment is made with this Python, filled, told and tried, in a folder of its own."""
    venv, install, told, tried = bounds.commands("lowest")
    folder = Path(bounds.ROOT, ".tools", "bounds", "lowest")

    assert [sys.executable, str(folder)] == venv[-2:]
    assert bounds.requirements("lowest") == install[-len(bounds.requirements("lowest")) :]
    assert {str(folder / bounds.BIN / f"python{bounds.EXE}")} == {told[0], tried[0]}
    assert bounds.tested() == tried[-len(bounds.tested()) :]
