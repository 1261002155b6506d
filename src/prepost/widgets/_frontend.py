"""The front end as one module: the same files that the published page loads one by one.

A live front end (JupyterLab, VS Code, Colab) gets one string and cannot load a second file.
So each file becomes a function that returns what it exports, in the order of their imports.
Only the few forms that our own files use are understood; anything else is an error, told here
rather than in a browser's console.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z_]+)\.js";\n', re.MULTILINE)
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
    parts = [_wrapped(module) for module in _in_order(name)]
    entry = f"{_variable(name)}.default"
    return "\n".join([*parts, f"export default {entry};\n"])


@cache
def style(name: str) -> str:
    """Return the shared style sheet followed by the named widget's own."""
    return _read("base.css") + _read(f"{name}.css")


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
    text = _IMPORT.sub(_taken_apart, text)
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


def _variable(name: str) -> str:
    return f"module_{name}"


@cache
def _read(name: str) -> str:
    return (files("prepost.widgets") / name).read_text(encoding="utf-8")
