"""The front end as one module, or as few: made from the files that lie here.

A live front end (JupyterLab, VS Code, Colab) gets one string and cannot load a second file.
So each file becomes a function that returns what it exports, in the order of their imports.
A published page gets two files: what several figures share, and the rest of its own figure.
Only the few forms that our own files use are understood; anything else is an error, told here
rather than in a browser's console.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

#: What so many figures use is loaded once for all of them.
SHARED_BY = 3
SHARED = "shared"

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "\./([a-z_]+)\.js";\n', re.MULTILINE)
_DATA = re.compile(
    r'^import (\w+) from "\.\./shared/([a-z_]+)\.json" with \{ type: "json" \};\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def script(name: str) -> str:
    """Return the named widget's front end as one self-contained ES module.

    Parameters
    ----------
    name : str
        File name without ``.js``; the file exports the widget as its default.

    Raises
    ------
    ValueError
        If a file imports or exports in a form that cannot be put into one module.
    """
    return _one_module([name], f"{_variable(name)}.default")


def script_elsewhere(name: str, state: str) -> str:
    """Return the named figure as one ES module for pages of others, which tell it no state.

    Parameters
    ----------
    name : str
        File name without ``.js``; the file exports the figure as its default.
    state : str
        What the figure shows unless it is told otherwise, as JSON.
    """
    figure = f"{_variable('elsewhere')}.startingWith({state}, {_variable(name)}.default)"
    return _one_module([name, "elsewhere"], figure)


def _one_module(names: list[str], figure: str) -> str:
    """Return a module with these files and all that they import.

    Its default export is spelt as front ends look for it that read the text before they run it.
    """
    modules = dict.fromkeys(module for name in names for module in _in_order(name))
    parts = [_wrapped(module) for module in modules]
    return "\n".join([*parts, f"const {{ render }} = {figure};", "export default { render };\n"])


def page_scripts(names: list[str]) -> dict[str, str]:
    """Return the modules of a published page: each figure's own, and what figures share.

    Parameters
    ----------
    names : list of str
        Every figure's file name without ``.js``.

    Returns
    -------
    dict
        The text of each file, by its name without ``.js``. Each figure's file exports the widget as
        its default, and imports nothing but the shared file, which is there if it is needed.
    """
    counted = Counter(module for name in names for module in _in_order(name))
    shared = [module for module, users in counted.items() if users >= SHARED_BY]
    scripts = {name: _page_script(name, shared) for name in names}
    if shared:
        exported = ", ".join(map(_variable, shared))
        parts = [_wrapped(module) for module in shared]
        scripts[SHARED] = "\n".join([*parts, f"export {{ {exported} }};\n"])
    return scripts


def _page_script(name: str, shared: list[str]) -> str:
    modules = _in_order(name)
    borrowed = ", ".join(_variable(module) for module in modules if module in shared)
    first = [f'import {{ {borrowed} }} from "./{SHARED}.js";'] if borrowed else []
    own = [_wrapped(module) for module in modules if module not in shared]
    return "\n".join([*first, *own, f"export default {_variable(name)}.default;\n"])


def served(text: str) -> str:
    """Return a script as any browser can load it by itself: what it shares with Python is in it."""
    return _DATA.sub(_held, text)


@cache
def style(name: str) -> str:
    """Return the shared style sheet followed by the named widget's own."""
    return _read("base.css") + _read(f"{name}.css")


def style_elsewhere(name: str) -> str:
    """Return the named figure's style for pages of others: it stands on paper of its own.

    Such a page may be dark without a word that these style sheets understand.
    """
    return style(name) + _read("elsewhere.css")


def _in_order(name: str) -> list[str]:
    """Return the file and all that it imports, each after what it needs."""
    ordered: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        """Put a module into the order once everything that it imports is there."""
        if module in path:
            raise ValueError(f"{' imports '.join([*path, module])}: modules must not form a circle")
        for match in _IMPORT.finditer(_read(f"{module}.js")):
            visit(match[2], (*path, module))
        if module not in ordered:
            ordered.append(module)

    visit(name, ())
    return ordered


def _wrapped(name: str) -> str:
    """Return one file as a function that is called at once and returns its exports."""
    text = _read(f"{name}.js")
    exports = _EXPORT.findall(text)
    text = _IMPORT.sub(_taken_apart, served(text))
    text = re.sub(r"^export default ", "const default_ = ", text, flags=re.MULTILINE)
    text = re.sub(r"^export (?=async |function|const|class)", "", text, flags=re.MULTILINE)
    if stray := _LEFT_OVER.search(text):
        raise ValueError(
            f"{name}.js has {stray[0]!r}; only named imports from './name.js' and exported "
            "functions, constants and classes can be put into one module"
        )
    if "const default_ = " in text:
        exports.append("default: default_")
    return (
        f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {', '.join(exports)} }};\n}})();"
    )


def _taken_apart(match: re.Match[str]) -> str:
    """Return an import as constants; it renames by "as", where an object is taken apart by ":"."""
    names = re.sub(r"\bas\b", ":", match[1])
    return f"const {{{names}}} = {_variable(match[2])};\n"


def _held(match: re.Match[str]) -> str:
    """Return an import of what both languages share as a constant."""
    file = Path(__file__).parents[1] / "shared" / f"{match[2]}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"const {match[1]} = {text};\n"


def _variable(name: str) -> str:
    return f"module_{name}"


@cache
def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
