"""Scripts and styles are checked as Python is: each kind of fault stops `make lint`."""

import json
import re
import shutil
from pathlib import Path

import pytest

import check_javascript

ROOT = Path(__file__).parents[2]
PLACE = "src/twowaves/widgets"
TWICE = """\
/**
 * Twice a number.
 * @param {number} number
 */
export function twice(number) {
  return 2 * number;
}
"""


@pytest.fixture
def project(tmp_path):
    """Return a function that writes a script into a small copy of the repository."""
    settings = tmp_path / check_javascript.SETTINGS
    settings.mkdir(parents=True)
    for name in ("biome.jsonc", "tsconfig.json"):
        shutil.copy(ROOT / check_javascript.SETTINGS / name, settings)

    def write(script, name="twice.js"):
        file = tmp_path / PLACE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script, encoding="utf-8")
        return file

    return write


def test_clean(project, tmp_path, capfd):
    """A script without a fault passes."""
    project(TWICE)

    assert 0 == check_javascript.main([], tmp_path)
    assert "Checked 1 file in" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (f'import {{ half }} from "./half.js";\n\n{TWICE}', r"twice\.js:1:\d+ .*noUnusedImports"),
        (f'{TWICE}\ntwice("2");\n', r"twice\.js\(9,7\): error TS2345"),
        (TWICE.replace("2 * ", "2*"), r"twice\.js format"),
        (f"{TWICE}// {'a' * 197}\n", r"twice\.js:8 has 200 letters; at most 160 are allowed\."),
    ],
    ids=["an unused import", "a wrong type", "a wrong form", "a line of 200 letters"],
)
def test_one_fault(project, tmp_path, capfd, fault, told):
    """One fault in a script is told with its place, and stops the run."""
    project("export const half = (/** @type {number} */ number) => number / 2;\n", "half.js")
    project(fault)

    assert 1 == check_javascript.main([], tmp_path)
    said = capfd.readouterr()
    assert re.search(told, said.out + said.err)


def test_style(project, tmp_path, capfd):
    """A style sheet is checked too."""
    project(TWICE)
    project("p { colour: red; }\n", "look.css")

    assert 1 == check_javascript.main([], tmp_path)
    assert "noUnknownProperty" in capfd.readouterr().err


def test_write(project, tmp_path):
    """What has another form is written in the right one."""
    file = project(TWICE.replace("2 * ", "2*"))

    assert 0 == check_javascript.main(["--write"], tmp_path)
    assert TWICE == file.read_text(encoding="utf-8")


def test_without_the_programs(project, tmp_path, monkeypatch, capsys):
    """Where the programs cannot be had, one sentence says so."""

    def fail(_):
        raise check_javascript.NodeError("Node could not be installed: no network")

    project(TWICE)
    monkeypatch.setattr(check_javascript, "install", fail)

    assert 1 == check_javascript.main([], tmp_path)
    assert "Node could not be installed: no network\n" == capsys.readouterr().err


def test_every_script_is_checked():
    """Every folder that holds scripts or styles of the pages is looked through."""
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "book")
        for kind in ("*.js", "*.css")
        for path in ROOT.glob(f"{folder}/**/{kind}")
    }

    assert ours == {
        name for kind in ("*.js", "*.css") for name in check_javascript.files(kind, ROOT)
    }


def test_typed_folders():
    """Types are checked in every folder that holds scripts."""
    text = (ROOT / check_javascript.SETTINGS / "tsconfig.json").read_text(encoding="utf-8")
    settings = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    typed = {
        path.resolve()
        for pattern in settings["include"]
        for path in (ROOT / check_javascript.SETTINGS).glob(pattern)
    }

    assert typed == {ROOT / name for name in check_javascript.files("*.js", ROOT)}
