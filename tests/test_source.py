"""How the code lies: short functions, figures that stand alone, faces that hide no module."""

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "twowaves"
LONGEST = 40  # lines of a function's body
IN_SCRIPTS = re.compile(r"(?:from|import)\s*\(?\s*\"(\.[^\"]+)\"")  # a type's file counts as well
SUBJECTS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def bodies(path):
    """Yield each function of a file with how many lines its body has, its docstring apart."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[ast.get_docstring(node) is not None :]
            yield node.name, body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("folder", ["src", "tools", "book/_ext"])
def test_functions_are_short(folder):
    """What does not fit on a screen is more than one thing."""
    files = sorted((ROOT / folder).rglob("*.py"))
    long = [
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in files
        for name, lines in bodies(path)
        if lines > LONGEST
    ]

    assert files
    assert [] == long


def imports_of(path):
    """Yield where in the package a file's imports lead, as folders and a name."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        for place in IN_SCRIPTS.findall(text):
            yield (path.parent / place).resolve().relative_to(PACKAGE).parts
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("twowaves."):
            yield from ((*node.module.split(".")[1:], alias.name) for alias in node.names)


@pytest.mark.parametrize("kind", ["js", "py"])
def test_a_figure_borrows_from_no_other(kind):
    """A figure imports from its own folder, the kit and the subjects, and no subject from it."""
    found = [
        (path.relative_to(PACKAGE), place)
        for path in PACKAGE.glob(f"*/**/*.{kind}")
        for place in imports_of(path)
        if place[0] == "widgets"
    ]
    strangers = {
        f"{path}: {'/'.join(place)}"
        for path, place in found
        if path.parts[0] != "widgets"
        or (len(path.parts) > 2 and place[1] not in {path.parts[1], "kit"})
    }

    assert found
    assert set() == strangers


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_face_hides_no_module(subject):
    """What a subject hands on has not the name of one of its modules."""
    face = importlib.import_module(f"twowaves.{subject}")
    files = {path.stem for path in (PACKAGE / subject).iterdir()}

    assert set() == files & set(getattr(face, "__all__", []))
    for name in files & set(vars(face)):
        assert importlib.import_module(f"twowaves.{subject}.{name}") is vars(face)[name]
