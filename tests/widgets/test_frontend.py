"""The front end as one module, made from the files that the page loads one by one."""

import json
import re
from pathlib import Path

import front_ends
import pytest

import twowaves
from twowaves.widgets.kit import frontend

PACKAGE = Path(twowaves.__file__).parent
SHARED = json.loads((PACKAGE / "printed" / "audit.json").read_text(encoding="utf-8"))
DATA = json.dumps(SHARED, ensure_ascii=False, separators=(",", ":"))
OWN = {"classroom/exercises.json"}  # the page reads no answers
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.js"))
# each file in a module of several: its path, and what it is called there
HEADS = re.compile(r"^// (\S+\.js)\nconst (\w+) = \(\(\) =>", re.MULTILINE)
DATA_FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.json"))


def test_one_module_imports_nothing():
    """The script for live front ends has no import left and one default export."""
    text = frontend.script("paired_explorer")

    assert re.findall(r"^import .*", text, re.MULTILINE) == []
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1
    figure = dict(HEADS.findall(text))["widgets/paired_explorer/figure.js"]
    assert text.endswith(f"const {{ render }} = {figure}.default;\nexport default {{ render }};\n")


def test_modules_stand_after_what_they_need():
    """Each file's function comes after those of the files that it imports."""
    text = frontend.script("paired_explorer")

    order = [PACKAGE / name for name, _ in HEADS.findall(text)]
    needed = {
        path: [
            (path.parent / used).resolve()
            for used in re.findall(r'from "(\.[^"]+\.js)"', path.read_text("utf-8"))
        ]
        for path in order
    }
    assert len(order) == len({variable for _, variable in HEADS.findall(text)}) > 10
    assert sum(map(len, needed.values())) > len(order)
    assert all(order.index(used) < order.index(path) for path in order for used in needed[path])


def test_every_kind_of_export(tmp_path, monkeypatch):
    """Functions, generators, constants and classes are all handed on."""
    text = """export function a() {}
export async function b() {}
export function* c() {}
export const d = 1;
export class E {}
export default a;
"""
    front_ends.use({"widgets/fake/figure.js": text}, tmp_path, monkeypatch)

    assert "return { a, b, c, d, E, default: default_ };" in frontend.script("fake")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('import stats from "./stats.js";\n', "import stats from"),
        ('import { mean } from "https://elsewhere.example/stats.js";\n', "import { mean } from"),
        ("export { mean };\n", "export { mean };"),
        ('export * from "./stats.js";\n', "export * from"),
    ],
)
def test_other_forms_are_refused(tmp_path, monkeypatch, text, message):
    """A form that cannot be put into one module is told here, not in a browser's console."""
    front_ends.use({"widgets/fake/figure.js": text}, tmp_path, monkeypatch)

    with pytest.raises(ValueError, match=re.escape(message)):
        frontend.script("fake")


def test_a_circle_of_imports_is_refused(tmp_path, monkeypatch):
    """Two files that import each other are named, in order."""
    texts = {
        "widgets/a/figure.js": 'import { b } from "../b/part.js";\n',
        "widgets/b/part.js": 'import { a } from "../a/figure.js";\n',
    }
    front_ends.use(texts, tmp_path, monkeypatch)

    with pytest.raises(
        ValueError, match=r"figure\.js imports widgets/b/part\.js imports widgets/a/"
    ):
        frontend.script("a")


@pytest.mark.parametrize("name", MODULES)
def test_no_module_reaches_out(name):
    """No file of the front end loads anything from another host or runs text as code."""
    text = (PACKAGE / name).read_text("utf-8")

    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)\S+", text) == []
    assert (
        re.findall(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write", text)
        == []
    )


def test_data_goes_along():
    """What a script shares with Python stands in the script, on the page and by itself."""
    assert f"\nconst templates = {DATA};\n" in frontend.served("printed/wording.js")
    assert f"const templates = {DATA};\n" in frontend.script("audit_table")


@pytest.mark.parametrize("name", sorted({*DATA_FILES} - OWN))
def test_shared_data_is_read_once_in_each_language(name):
    """Python reads what is shared, and a script at the most carries it to the page."""
    modules = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    carried = [
        script
        for script in PACKAGE.rglob("*.js")
        for path in re.findall(r'from "(\.[^"]+\.json)"', script.read_text("utf-8"))
        if (script.parent / path).resolve() == PACKAGE / name
    ]

    assert re.search(rf'(?:shared|Sentences)\("{name.removesuffix(".json")}"\)', modules)
    assert len(carried) <= 1
