"""How the code lies: short functions, and faces that hide no module."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "twowaves"
LONGEST = 40  # lines of a function's body
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


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_face_hides_no_module(subject):
    """What a subject hands on has not the name of one of its modules."""
    face = importlib.import_module(f"twowaves.{subject}")
    files = {path.stem for path in (PACKAGE / subject).iterdir()}

    assert set() == files & set(getattr(face, "__all__", []))
    for name in files & set(vars(face)):
        assert importlib.import_module(f"twowaves.{subject}.{name}") is vars(face)[name]
