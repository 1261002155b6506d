"""No import leads upwards, in either language, and one that did would be told."""

import doctest
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import check_floors

ROOT = Path(__file__).parents[2]
PACKAGE = "src/twowaves"


@pytest.fixture
def house(tmp_path):
    """A copy of the package and of its contracts, to be broken."""
    ignored = shutil.ignore_patterns("__pycache__", "*.css", "*.json")
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def linted(root):
    """Return what import-linter says of a copy, and whether every contract is kept."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    path = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        command, cwd=root, env=path, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout, done.returncode == 0


def added(file, line):
    """Put a line at the end of a file."""
    with file.open("a", encoding="utf-8") as open_file:
        open_file.write(line)


def test_examples():
    """The examples in the tool's own documentation are true."""
    assert 0 == doctest.testmod(check_floors).failed


def test_today(house, capsys):
    """The house stands: scripts and modules import from below."""
    assert linted(house)[1]
    assert 0 == check_floors.main(house)
    assert "" == capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        (
            "printed/table.py",
            "from twowaves.rebuilt.proof import one_row\n",
            "twowaves.printed.table -> twowaves.rebuilt.proof",
        ),
        (
            "paired/ttest.py",
            "from twowaves.printed.number import Interval\n",
            "twowaves.paired.ttest -> twowaves.printed.number",
        ),
        (
            "widgets/score_sheet/figure.py",
            "from twowaves.widgets.class_data.keys import Keys\n",
            "twowaves.widgets.score_sheet.figure -> twowaves.widgets.class_data.keys",
        ),
        ("attic/__init__.py", "", "attic"),
    ],
    ids=["upwards", "sideways", "from another figure", "a subject without a floor"],
)
def test_broken_module(house, file, line, told):
    """An import that leads upwards or sideways breaks a contract, and so does a new subject."""
    (house / PACKAGE / file).parent.mkdir(exist_ok=True)
    added(house / PACKAGE / file, line)
    said, kept = linted(house)

    assert not kept
    assert told in said


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        (
            "paired/ttest.js",
            'import { audit } from "../printed/audit.js";\n',
            "imports twowaves/printed/audit.js: paired may import _base only.",
        ),
        (
            "_base/words.js",
            'import rules from "../forms/waves_rules.json" with { type: "json" };\n',
            "imports twowaves/forms/waves_rules.json: _base may import nothing beside itself.",
        ),
        (
            "widgets/kit/share.js",
            'export {\n  say,\n} from "../score_sheet/words.js";\n',
            "imports twowaves/widgets/score_sheet/words.js: kit may import nothing beside itself.",
        ),
        (
            "widgets/score_sheet/items.js",
            'import "../class_data/keys.js";\n',
            "imports twowaves/widgets/class_data/keys.js: score_sheet may import kit only.",
        ),
        (
            "attic/old.js",
            'import { listed } from "../_base/words.js";\n',
            "imports twowaves/_base/words.js: attic may import nothing beside itself.",
        ),
    ],
    ids=["sideways", "data", "handed on", "from another figure", "a subject without a floor"],
)
def test_broken_script(house, file, line, told, capsys):
    """A script that imports what does not lie below it is told with its place."""
    script = house / PACKAGE / file
    script.parent.mkdir(exist_ok=True)
    script.touch()
    place = len(script.read_text(encoding="utf-8").splitlines()) + line.count("\n")
    added(script, line)

    assert 1 == check_floors.main(house)
    assert f"{PACKAGE}/{file}:{place} {told}\n" == capsys.readouterr().err


def test_types(house):
    """A type in a comment may come from anywhere."""
    added(
        house / PACKAGE / "_base/words.js",
        '/** @typedef {import("../forms/scoring.js").Form} Form */\n',
    )

    assert 0 == check_floors.main(house)


def test_every_import_is_seen():
    """No import is spelt so that the check would miss it."""
    scripts = [*(ROOT / PACKAGE).rglob("*.js")]
    lines = [line for path in scripts for line in path.read_text(encoding="utf-8").splitlines()]
    spelt = [line for line in lines if line.startswith(("import ", "} from "))]
    opened = [line for line in spelt if line == "import {"]

    assert len(spelt) - len(opened) == len([*check_floors.imports(ROOT / "src")])
