"""Every regular expression of a Python file, with what is done with it."""

import ast
import builtins
import importlib
import re
from pathlib import Path
from typing import NamedTuple

METHODS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
_OF_PANDAS = {*METHODS, "contains", "count", "extract", "extractall", "replace"}
_NO_PATTERN = {"escape", "error", "Match", "Pattern", "RegexFlag"}
_FLAGS = {name for name in dir(re) if name.isupper()}


class Pattern(NamedTuple):
    """A regular expression and the methods by which it is used."""

    place: str
    text: str
    flags: int
    methods: tuple[str, ...]


def patterns_of(path, module):
    """Return a file's patterns, or raise where one cannot be found out.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    module : str
        Its name, to be imported.
    """
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    names = vars(importlib.import_module(module))
    for node in ast.walk(tree):
        _refuse_what_hides(node, f"{path.name}:{getattr(node, 'lineno', 0)}")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _of_re(node.func)]
    return [_pattern(path, node, names, tree) for node in calls if node.func.attr != "escape"]


def _of_re(node):
    is_attribute = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return is_attribute and node.value.id == "re"


def _refuse_what_hides(node, place):
    """Refuse ways to a pattern that the search below does not see."""
    if isinstance(node, ast.ImportFrom) and node.module == "re":
        raise ValueError(f"{place} imports from re; write import re, and re.compile")
    if isinstance(node, ast.Import) and any(n.name == "re" and n.asname for n in node.names):
        raise ValueError(f"{place} gives re another name; keep it")
    if _of_re(node) and node.attr not in {*METHODS, "compile", *_NO_PATTERN, *_FLAGS}:
        raise ValueError(f"{place} uses re.{node.attr}, which this search does not know; teach it")
    of_texts = isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "str"
    if (of_texts and node.attr in _OF_PANDAS) or getattr(node, "arg", "") == "regex":
        raise ValueError(f"{place} hands pandas a pattern; use re instead")


def _pattern(path, call, names, tree):
    place = f"{path.name}:{call.lineno}"
    given = {key.arg: key.value for key in call.keywords}
    text = _value(given.get("pattern") or call.args[0], names, place)
    position = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2}
    at = position.get(call.func.attr, 99)
    flags = given.get("flags") or (call.args[at] if len(call.args) > at else None)
    methods = _methods(tree, call) if call.func.attr == "compile" else (call.func.attr,)
    if not methods:
        raise ValueError(f"{place}: nothing is done with this pattern in its file; take it out")
    return Pattern(place, text, int(_value(flags, names, place)) if flags else 0, methods)


def _value(node, names, place):
    """Return what an expression at the top of a module comes to."""
    expression = compile(ast.Expression(node), place, "eval")
    try:
        return eval(expression, {**vars(builtins), **names})  # noqa: S307 # our own source
    except NameError as error:
        raise ValueError(f"{place}: the pattern is put together as it runs: {error}") from None


def _methods(tree, call):
    """Return what is done in the file with a pattern that a name keeps."""
    kept = [node.targets[0].id for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and node.value is call]  # fmt: skip
    used = [node.attr for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            and node.value.id in kept]  # fmt: skip
    return tuple(dict.fromkeys(used))
