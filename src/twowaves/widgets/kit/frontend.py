"""The front end as one module, or as few: made from the scripts of the package.

A live front end (JupyterLab, VS Code, Colab) gets one string and cannot load a second file.
So each file becomes a function that returns what it exports, in the order of their imports.
A published page gets two files: what several figures share, and the rest of its own figure.
There, what a figure imports only when it is wanted, by ``import("./name.js")``, is one more file.
Only the few forms that our own files use are understood; anything else is an error, told here
rather than in a browser's console.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: What so many figures use is loaded once for all of them.
SHARED_BY = 3
SHARED = "shared"
#: The package: a script is called by its path in it, such as ``printed/audit.js``.
PACKAGE = Path(__file__).parents[2]
BASE_STYLE = "widgets/kit/base.css"
_ELSEWHERE = "widgets/kit/elsewhere.js"
_STYLE_ELSEWHERE = "widgets/kit/elsewhere.css"

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.[./a-z_]+\.js)";\n', re.MULTILINE)
_DATA = re.compile(
    r'^import (\w+) from "(\.[./a-z_]+\.json)" with \{ type: "json" \};\n', re.MULTILINE
)
# types are imported in comments, which are passed over
_WANTED = re.compile(r'/\*\*.*?\*/|\bimport\("(\.[./a-z_]+\.js)"\)', re.DOTALL)
_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def script(name: str) -> str:
    """Return the named widget's front end as one self-contained ES module.

    Parameters
    ----------
    name : str
        Of its folder in ``widgets``, where ``figure.js`` exports the widget as its default.

    Raises
    ------
    ValueError
        If a file imports or exports in a form that cannot be put into one module.
    """
    return _one_module([script_of(name)], f"{_variable(script_of(name))}.default")


def script_elsewhere(name: str, state: str) -> str:
    """Return the named figure as one ES module for pages of others, which tell it no state.

    Parameters
    ----------
    name : str
        Of the figure's folder in ``widgets``.
    state : str
        What the figure shows unless it is told otherwise, as JSON.
    """
    figure = f"{_variable(script_of(name))}.default"
    started = f"{_variable(_ELSEWHERE)}.startingWith({state}, {figure})"
    return _one_module([script_of(name), _ELSEWHERE], started)


def script_of(name: str) -> str:
    """Return the path of the script that draws the named widget."""
    return f"widgets/{name}/figure.js"


def style_of(name: str) -> str:
    """Return the path of the named widget's own style sheet."""
    return f"widgets/{name}/style.css"


def _one_module(entries: list[str], figure: str) -> str:
    """Return a module with these files and all that they import.

    Its default export is spelt as front ends look for it that read the text before they run it.
    """
    modules = dict.fromkeys(module for entry in entries for module in _with_wanted(entry))
    parts = [_wrapped(module) for module in modules]
    return "\n".join([*parts, f"const {{ render }} = {figure};", "export default { render };\n"])


def page_scripts(names: list[str]) -> dict[str, str]:
    """Return the modules of a published page: each figure's own, and what figures share.

    Parameters
    ----------
    names : list of str
        Of every figure's folder.

    Returns
    -------
    dict
        The text of each file, by its name without ``.js``. Each figure's file exports the widget as
        its default, and imports nothing but the shared file, which is there if it is needed, and
        the files that it imports when they are wanted; so does the shared file.
    """
    counted = Counter(module for name in names for module in _in_order(script_of(name)))
    shared = [module for module, users in counted.items() if users >= SHARED_BY]
    scripts: dict[str, str] = {}
    for name in names:
        scripts |= _page_scripts(name, shared)
    if shared:
        exported = ", ".join(map(_variable, shared))
        text, later = _joined(SHARED, shared, shared, [])
        scripts |= {SHARED: f"{text}\nexport {{ {exported} }};\n"} | later
    return scripts


def _page_scripts(name: str, shared: list[str]) -> dict[str, str]:
    """Return a figure's file and those that it imports when they are wanted."""
    entry = script_of(name)
    modules = _in_order(entry)
    text, later = _joined(name, modules, modules, shared)
    text = f"{_borrowing(modules, shared)}{text}\nexport default {_variable(entry)}.default;\n"
    return {name: text} | later


def _joined(
    name: str, modules: list[str], there: list[str], shared: list[str]
) -> tuple[str, dict[str, str]]:
    """Return a file's own modules, and the files that they import when they are wanted."""
    mine = [module for module in modules if module not in shared]
    files = {wanted: f"{name}_{Path(wanted).stem}" for wanted in _wanted_by(mine)}

    def load(wanted: str) -> str:
        given = ", ".join(map(_variable, _given(wanted, there)))
        return f'import("./{files[wanted]}.js").then((file) => file.default({given}))'

    later: dict[str, str] = {}
    for wanted, file in files.items():
        own = [module for module in _in_order(wanted) if module not in there]
        text, further = _joined(name, own, [*there, *own], shared)
        given = ", ".join(map(_variable, _given(wanted, there)))
        body = f"{text}\nreturn {_variable(wanted)};"
        first = _borrowing(own, shared)
        later |= {file: f"{first}export default ({given}) => {{\n{body}\n}};\n"} | further
    return "\n".join(_wrapped(module, load) for module in mine), later


def _given(entry: str, there: list[str]) -> list[str]:
    """Return what a module that is wanted, and all that comes with it, imports of what is there."""
    needed = [
        _beside(module, match[2])
        for module in _with_wanted(entry)
        if module not in there
        for match in _IMPORT.finditer(_read(module))
    ]
    return [module for module in there if module in needed]


def _with_wanted(entry: str) -> list[str]:
    """Return the file, all that it imports, and all that comes when it is wanted."""
    modules = _in_order(entry)
    later = [module for wanted in _wanted_by(modules) for module in _with_wanted(wanted)]
    return [*dict.fromkeys([*modules, *later])]


def _borrowing(modules: list[str], shared: list[str]) -> str:
    """Return the line that takes some of these modules from the shared file, if any is there."""
    borrowed = ", ".join(_variable(module) for module in modules if module in shared)
    return f'import {{ {borrowed} }} from "./{SHARED}.js";\n' if borrowed else ""


def _wanted_by(modules: list[str]) -> list[str]:
    """Return what these files import only when it is wanted."""
    return [
        _beside(module, match[1])
        for module in modules
        for match in _WANTED.finditer(_read(module))
        if match[1]
    ]


def _at_hand(wanted: str) -> str:
    """Return how a file loads what is in the same module."""
    return f"Promise.resolve({_variable(wanted)})"


def served(path: str) -> str:
    """Return a script as any browser can load it by itself: what it shares with Python is in it."""
    return _DATA.sub(lambda found: _held(found, path), _read(path))


@cache
def style(name: str) -> str:
    """Return the shared style sheet followed by the named widget's own."""
    return _read(BASE_STYLE) + _read(style_of(name))


def style_elsewhere(name: str) -> str:
    """Return the named figure's style for pages of others: it stands on paper of its own.

    Such a page may be dark without a word that these style sheets understand.
    """
    return style(name) + _read(_STYLE_ELSEWHERE)


def _in_order(entry: str) -> list[str]:
    """Return the file and all that it imports, each after what it needs."""
    ordered: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        """Put a module into the order once everything that it imports is there."""
        if module in path:
            raise ValueError(f"{' imports '.join([*path, module])}: modules must not form a circle")
        for match in _IMPORT.finditer(_read(module)):
            visit(_beside(module, match[2]), (*path, module))
        if module not in ordered:
            ordered.append(module)

    visit(entry, ())
    return ordered


def _beside(path: str, name: str) -> str:
    """Return the path of what a file calls by a name from where it lies."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _wrapped(path: str, load: Callable[[str], str] = _at_hand) -> str:
    """Return one file as a function that is called at once and returns its exports."""
    text = _WANTED.sub(
        lambda found: load(_beside(path, found[1])) if found[1] else found[0], served(path)
    )
    exports = _EXPORT.findall(text)
    text = _IMPORT.sub(lambda found: _taken_apart(found, path), text)
    text = re.sub(r"^export default ", "const default_ = ", text, flags=re.MULTILINE)
    text = re.sub(r"^export (?=async |function|const|class)", "", text, flags=re.MULTILINE)
    if stray := _LEFT_OVER.search(text):
        raise ValueError(
            f"{path} has {stray[0]!r}; only named imports from './name.js' and exported "
            "functions, constants and classes can be put into one module"
        )
    if "const default_ = " in text:
        exports.append("default: default_")
    body = f"{text}\nreturn {{ {', '.join(exports)} }};"
    return f"// {path}\nconst {_variable(path)} = (() => {{\n{body}\n}})();"


def _taken_apart(match: re.Match[str], path: str) -> str:
    """Return an import as constants; it renames by "as", where an object is taken apart by ":"."""
    names = re.sub(r"\bas\b", ":", match[1])
    return f"const {{{names}}} = {_variable(_beside(path, match[2]))};\n"


def _held(match: re.Match[str], path: str) -> str:
    """Return an import of what both languages share as a constant."""
    data = json.loads(_read(_beside(path, match[2])))
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"const {match[1]} = {text};\n"


def _variable(path: str) -> str:
    """Return what a file's exports are called: short, since each file that imports says it."""
    return f"m{_places()[path]}"


@cache
def _places() -> dict[str, int]:
    """Return the place of every script among all, in the order of their paths."""
    paths = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.js"))
    return {path: place for place, path in enumerate(paths)}


@cache
def _read(path: str) -> str:
    return (PACKAGE / path).read_text(encoding="utf-8")
