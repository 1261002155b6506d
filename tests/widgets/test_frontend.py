"""The front end as one module, made from the files that the page loads one by one."""

import json
import re
import subprocess
from pathlib import Path
from typing import ClassVar

import front_ends
import pytest
from nodejs import find_node

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


WANTED = {
    "widgets/one/figure.js": 'import { Same } from "./same.js";\n'
    '/** @type {import("./type.js").T} not a module that is wanted */\n'
    'export default async () => (await import("./later.js")).later(new Same());\n',
    "widgets/one/same.js": "export class Same {}\n",
    "widgets/one/later.js": 'import { Same } from "./same.js";\n'
    'import { own } from "./own.js";\n'
    "export async function later(same) {\n"
    '  const { last } = await import("./last.js");\n'
    "  return [same instanceof Same, own(), last(same)];\n}\n",
    "widgets/one/own.js": "let made = 0;\nexport const own = () => (made += 1);\n",
    "widgets/one/last.js": 'import { Same } from "./same.js";\nimport { own } from "./own.js";\n'
    "export const last = (same) => [same instanceof Same, own()];\n",
}
ASKED = "const file = await import(process.argv[1]);\nconsole.log(JSON.stringify(await file.%s));"


class TestWanted:
    """What a figure imports only when it is wanted is there then, and once."""

    FOUND: ClassVar = [True, 1, [True, 2]]  # the same class, and the same module

    def run(self, file, what):
        """Return what a figure says in Node."""
        done = subprocess.run(  # our own Node
            [find_node(), "--input-type=module", "-e", ASKED % what, file.as_uri()],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    def test_on_a_page(self, tmp_path, monkeypatch):
        """It is a file of its own, which is given what its figure has already."""
        front_ends.use(WANTED, tmp_path, monkeypatch)
        scripts = frontend.page_scripts(["one"])
        for name, text in scripts.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")

        assert ["one", "one_later", "one_last"] == list(scripts)
        assert self.FOUND == self.run(tmp_path / "one.js", "default()")

    def test_in_one_module(self, tmp_path, monkeypatch):
        """It is in the module, and at hand."""
        front_ends.use(WANTED, tmp_path, monkeypatch)
        file = tmp_path / "one.mjs"
        text = frontend.script("one").replace("const { render } = ", "const render = ")
        file.write_text(text.replace("{ render }", "render"), encoding="utf-8")

        assert self.FOUND == self.run(file, "default()")

    def test_by_what_several_figures_share(self, tmp_path, monkeypatch):
        """Then it is one file of theirs, however many figures they are, in a page and elsewhere."""
        figures = {
            f"widgets/{name}/figure.js": 'import { a } from "../kit/a.js";\nexport default a;\n'
            for name in ("one", "two", "three")
        }
        shared = {
            "widgets/kit/a.js": 'import { c } from "./c.js";\n'
            'export const a = async () => [c(), (await import("./b.js")).b()];\n',
            "widgets/kit/b.js": 'import { c } from "./c.js";\nexport const b = () => c() + 1;\n',
            "widgets/kit/c.js": "let made = 0;\nexport const c = () => (made += 1);\n",
        }
        front_ends.use(figures | shared, tmp_path, monkeypatch)
        scripts = frontend.page_scripts(["one", "two", "three"])
        for name, text in scripts.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")

        assert ["one", "two", "three", "shared", "shared_b"] == list(scripts)
        assert [1, 3] == self.run(tmp_path / "two.js", "default()")


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
