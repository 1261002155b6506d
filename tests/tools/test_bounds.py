"""What the two ends of the declared versions are, and what becomes of a run at one of them."""

import sys
from pathlib import Path

import pytest

import bounds

PROJECT = """
[project]
dependencies = ["alpha>=1.2", "beta.c>=3"]
[project.optional-dependencies]
one = ["delta>=1"]
two = ["epsilon>=2"]
[dependency-groups]
chapters = ["gamma>=0.14.6"]
test = ["zeta>=1"]
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Put another project in place of this one."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    monkeypatch.setattr(bounds, "ROOT", tmp_path)


@pytest.mark.usefixtures("project")
def test_asked():
    """Package, extras and chapters are tried at both ends, and what tests need is not."""
    assert ["alpha", "beta.c", "delta", "epsilon", "gamma"] == bounds.asked()
    assert ".[one,two]" == bounds.package()


def test_tests():
    """The package's own tests run, those of every figure's Python among them, and all exist."""
    tests = bounds.tested()
    known = {"src", "tests/paired/test_ttest.py", "tests/_base/test_numbers.py"}
    known |= {f"tests/widgets/test_{name}.py" for name in ("score_sheet", "frontend")}

    assert known <= set(tests)
    assert [] == [name for name in tests if Path(name).stem in bounds.LOCKED]
    assert [] == [name for name in bounds.LOCKED if not Path(f"tests/{name}.py").exists()]
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
    venv, install, rest, told, tried = bounds.commands("lowest")
    folder = Path(bounds.ROOT, ".tools", "bounds", "lowest")

    assert [sys.executable, str(folder)] == venv[-2:]
    assert ["--resolution", "lowest-direct"] == install[install.index("--resolution") :][:2]
    assert ["--editable", ".[plots,widgets,progress,cluster]"] == install[-2:]
    assert "lowest-direct" not in rest
    assert "highest" in bounds.commands("newest")[1]
    python = str(folder / bounds.BIN / f"python{bounds.EXE}")
    assert [python] * 3 == [each[each.index("--python") + 1] for each in (install, rest, told)]
    assert python == tried[0]
    assert bounds.tested() == tried[-len(bounds.tested()) :]
