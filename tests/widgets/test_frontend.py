"""The front end as one module, made from the files that the page loads one by one."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from twowaves.widgets.kit import frontend as _frontend

FRONT_END = files("twowaves.widgets")
SHARED = json.loads((files("twowaves") / "shared" / "audit.json").read_text(encoding="utf-8"))
DATA = json.dumps(SHARED, ensure_ascii=False, separators=(",", ":"))
SUBJECTS = sorted(path.stem for path in Path(_frontend.__file__).parents[1].glob("shared/*.json"))
MODULES = sorted(path.name for path in FRONT_END.iterdir() if path.name.endswith(".js"))


def test_one_module_imports_nothing():
    """The script for live front ends has no import left and one default export."""
    text = _frontend.script("paired_explorer")

    assert re.findall(r"^import .*", text, re.MULTILINE) == []
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1
    assert text.endswith(
        "const { render } = module_paired_explorer.default;\nexport default { render };\n"
    )


def test_modules_stand_after_what_they_need():
    """Each file's function comes after those of the files that it imports."""
    text = _frontend.script("paired_explorer")

    order = re.findall(r"^const module_(\w+) =", text, re.MULTILINE)
    needed = {
        name: re.findall(r'from "\./(\w+)\.js"', (FRONT_END / f"{name}.js").read_text("utf-8"))
        for name in order
    }
    assert set(order) >= {"stats", "figure", "controls", "sample", "paired_explorer"}
    assert all(order.index(used) < order.index(name) for name in order for used in needed[name])


def test_every_kind_of_export(monkeypatch):
    """Functions, generators, constants and classes are all handed on."""
    text = """export function a() {}
export async function b() {}
export function* c() {}
export const d = 1;
export class E {}
export default a;
"""
    monkeypatch.setattr(_frontend, "_read", lambda _: text)

    assert "return { a, b, c, d, E, default: default_ };" in _frontend.script.__wrapped__("fake")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('import stats from "./stats.js";\n', "import stats from"),
        ('import { mean } from "https://elsewhere.example/stats.js";\n', "import { mean } from"),
        ("export { mean };\n", "export { mean };"),
        ('export * from "./stats.js";\n', "export * from"),
    ],
)
def test_other_forms_are_refused(monkeypatch, text, message):
    """A form that cannot be put into one module is told here, not in a browser's console."""
    _frontend.script.cache_clear()
    monkeypatch.setattr(_frontend, "_read", lambda _: text)

    with pytest.raises(ValueError, match=re.escape(message)):
        _frontend.script.__wrapped__("fake")


def test_a_circle_of_imports_is_refused(monkeypatch):
    """Two files that import each other are named, in order."""
    texts = {
        "a.js": 'import { b } from "./b.js";\n',
        "b.js": 'import { a } from "./a.js";\n',
    }
    monkeypatch.setattr(_frontend, "_read", texts.__getitem__)

    with pytest.raises(ValueError, match="a imports b imports a"):
        _frontend.script.__wrapped__("a")


@pytest.mark.parametrize("name", MODULES)
def test_no_module_reaches_out(name):
    """No file of the front end loads anything from another host or runs text as code."""
    text = (FRONT_END / name).read_text("utf-8")

    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)\S+", text) == []
    assert (
        re.findall(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write", text)
        == []
    )


def test_data_goes_along():
    """What a script shares with Python stands in the script, on the page and by itself."""
    given = 'import templates from "../shared/audit.json" with { type: "json" };\nlet x;\n'

    assert _frontend.served(given) == f"const templates = {DATA};\nlet x;\n"
    assert f"const templates = {DATA};\n" in _frontend.script("audit_table")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_shared_data_is_read_once_in_each_language(subject):
    """Python reads what is shared, and a script at the most carries it to the page."""
    package = Path(_frontend.__file__).parents[1]
    modules, scripts = (
        "".join(path.read_text("utf-8") for path in package.rglob(f"*.{kind}"))
        for kind in ("py", "js")
    )

    assert re.search(rf'(?:shared|Sentences)\("{subject}"\)', modules)
    assert scripts.count(f'"../shared/{subject}.json"') <= 1
