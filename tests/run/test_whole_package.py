"""The package answers in the page's Python as here: its examples, and all cases of tests/spec.

NumPy's whole numbers are half as wide there, which is where an answer could be another.
"""

import json
import math
from pathlib import Path

import pytest
from page_python import run_sessions

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "tests" / "spec"
# what a page answers otherwise, with the reason
DIFFERENT = {
    "twowaves._base.shown.say": "it shows Markdown where a notebook would, and prints nothing",
    "twowaves.classroom.install.install_line": "a page's package has no wheel",
    "twowaves.classroom.install.wheel_name": "as above",
}
NEAR = (
    1e-9  # of a number: other compilers, other roundings; almost constant changes keep few digits
)
EXAMPLES = """
import doctest, importlib, io, pkgutil, sys
import twowaves
failed, tried = [], 0
for info in pkgutil.walk_packages(twowaves.__path__, "twowaves."):
    if info.name.endswith("__main__"):
        continue
    module = importlib.import_module(info.name)
    for test in doctest.DocTestFinder().find(module):
        said = io.StringIO()
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
        result = runner.run(test, out=said.write)
        tried += result.attempted
        if result.failed:
            failed.append([test.name, said.getvalue()])
display({"told": [failed, tried]}, raw=True)
"""
CASES = """
import os, sys
for path, text in FILES.items():
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
sys.path[:0] = ["tools", "tests/helpers"]
import make_cases
display({"told": dict(make_cases.files())}, raw=True)
"""


@pytest.fixture(scope="module")
def told(site):
    """Return what the page's Python says of its own examples, and the cases as it writes them."""
    helpers = sorted((ROOT / "tests" / "helpers").glob("*.py"))
    asked = [ROOT / "tools" / "make_cases.py", *helpers]
    files = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in asked}
    sessions = run_sessions(site, [[EXAMPLES], [f"FILES = {files!r}\n{CASES}"]])
    messages = [session["cells"][0]["messages"] for session in sessions]
    return [
        next((each["data"]["told"] for each in some if "told" in each.get("data", {})), some)
        for some in messages
    ]


@pytest.mark.slow
def test_examples(told):
    """Each example of the package's documentation prints in a page what it says."""
    failed, tried = told[0]

    assert [] == [said for name, said in failed if name not in DIFFERENT]
    assert set(DIFFERENT) == {name for name, _ in failed}
    assert tried > 300


@pytest.mark.slow
def test_cases(told):
    """All cases of tests/spec, written by the page's Python, are those that stand there."""
    written = {name: json.loads(text) for name, text in told[1].items()}
    stored = {name: json.loads((SPEC / f"{name}.json").read_text("utf-8")) for name in written}

    assert {path.stem for path in SPEC.glob("*.json")} == set(written)
    assert [] == list(differences(stored, written, ""))[:10]


def differences(expected, actual, place):
    """Give the places where two answers differ by more than the last digits."""
    if isinstance(expected, dict) and isinstance(actual, dict) and expected.keys() == actual.keys():
        for key in expected:
            yield from differences(expected[key], actual[key], f"{place}/{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for i, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, f"{place}/{i}")
    elif isinstance(expected, float) and isinstance(actual, float | int):
        if not math.isclose(expected, actual, rel_tol=NEAR, abs_tol=1e-15):
            yield place, expected, actual
    elif expected != actual:
        yield place, expected, actual
