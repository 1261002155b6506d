"""Check that whatever Python or the page says is there, with a part for each place.

Run: ``python tools/check_sentences.py``, part of `make book` and `make lint`. A sentence that both
say is a template in a JSON file beside their modules; it is said by its key, written out, and parts
by their names. Told are a key that is not there, a place that gets no part, a part that has no
place, and a template that one of the two languages never says: such a sentence belongs into that
language.
"""

from __future__ import annotations

import ast
import json
import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src/twowaves")

_PLACE = re.compile(r"\{(\w+)(?::[^{}|]*\|[^{}|]*)?\}")
_DATA = re.compile(r'^import (\w+) from "(\.[./\w]+)\.json"', re.MULTILINE)
_SAYER = re.compile(r"^(?:export )?const (\w+) = sentences\((\w+)\);", re.MULTILINE)
_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.[./\w]+)\.js";', re.MULTILINE)


class Said(NamedTuple):
    """What is said in one place."""

    place: str
    subject: str
    keys: list[str]
    parts: set[str]


def main(root: Path = ROOT) -> int:
    """Tell what is wrong; 1 if anything is."""
    problems = list(check(root))
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


def check(root: Path) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong."""
    languages = {"Python": [*said_in_python(root)], "the page": [*said_in_scripts(root)]}
    templates = {
        _name(path, root): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((root / PACKAGE).rglob("*.json"))
    }
    for each in (each for said in languages.values() for each in said):
        yield from wrong(each, templates.get(each.subject, {}))
    for subject in sorted({each.subject for said in languages.values() for each in said}):
        for language, said in languages.items():
            keys = {key for each in said if each.subject == subject for key in each.keys}
            for key in sorted(templates.get(subject, {}).keys() - keys):
                yield f"{subject}.json: {language} never says {key!r}."
        for key, template in templates.get(subject, {}).items():
            if stray := re.search(r"[{}]", _PLACE.sub("", template)):
                yield f"{subject}.json: {key!r} has a {stray[0]!r} that belongs to no place."


def _name(path: Path, root: Path) -> str:
    """Return how a file of the package is called here: its path in it, without what it ends in."""
    return path.relative_to(root / PACKAGE).with_suffix("").as_posix()


def wrong(said: Said, templates: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with what is said in one place."""
    if not said.keys:
        yield f"{said.place}: no key is written out."
    for key in said.keys:
        if key not in templates:
            yield f"{said.place}: {said.subject}.json has no {key!r}."
            continue
        for name in sorted(set(_PLACE.findall(templates[key])) - said.parts):
            yield f"{said.place}: {key!r} of {said.subject}.json gets no part for {{{name}}}."
    places = {name for template in templates.values() for name in _PLACE.findall(template)}
    for name in sorted(said.parts - places):
        yield f"{said.place}: {said.subject}.json has no place for {name!r}."


# Python, by its syntax tree


def said_in_python(root: Path) -> Iterator[Said]:
    """Yield all that the package's modules say."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        sayers = dict(_sayers(tree))
        for scope, call in _calls(tree, tree):
            if isinstance(call.func, ast.Name) and call.func.id in sayers:
                place = f"{path.relative_to(root).as_posix()}:{call.lineno}"
                keys, parts = [*_keys(call.args[0], scope)], set(_parts(call.keywords, scope))
                yield Said(place, sayers[call.func.id], keys, parts)


def _sayers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names of what says sentences, each with its subject."""
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Name(id="Sentences"), args=[ast.Constant(value=str(subject))]
                ),
            ):
                yield name, subject


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Yield every call, with the innermost function that it stands in."""
    if isinstance(node, ast.FunctionDef):
        scope = node
    if isinstance(node, ast.Call):
        yield scope, node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, scope)


def _keys(node: ast.expr, scope: ast.AST) -> Iterator[str]:
    """Yield the keys that an expression may stand for."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp():
            yield from _keys(node.body, scope)
            yield from _keys(node.orelse, scope)
        case ast.Name():
            for value in _assigned(node.id, scope):
                yield from _keys(value, scope)


def _parts(keywords: list[ast.keyword], scope: ast.AST) -> Iterator[str]:
    """Yield the names of the parts, those of a dict that is handed on included."""
    for keyword in keywords:
        if keyword.arg is not None:
            yield keyword.arg
        elif isinstance(keyword.value, ast.Name):
            for value in _assigned(keyword.value.id, scope):
                yield from _keys_of_dict(value)


def _keys_of_dict(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """Yield what a name stands for somewhere in a function."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)]) if target == name:
                yield node.value


# Scripts, by the few forms that the formatter leaves


def said_in_scripts(root: Path) -> Iterator[Said]:
    """Yield all that the page's modules say."""
    texts = {
        _name(path, root): path.read_text(encoding="utf-8")
        for path in sorted((root / PACKAGE).rglob("*.js"))
    }
    own = {name: _own_sayers(name, text) for name, text in texts.items()}
    for name, text in texts.items():
        sayers = {**own[name], **_borrowed_sayers(name, text, own)}
        for found in re.finditer(r"(?<![\w.#])(\w+)\(", text):
            if found[1] in sayers:
                line = text.count("\n", 0, found.start()) + 1
                place = f"{(PACKAGE / name).as_posix()}.js:{line}"
                key, *rest = _arguments(text, found.end())
                before = text[: found.start()]
                parts = {part for each in rest for part in _names(each, before)}
                yield Said(place, sayers[found[1]], _script_keys(key, before), parts)


def _own_sayers(name: str, text: str) -> dict[str, str]:
    data = {templates: _beside(name, path) for templates, path in _DATA.findall(text)}
    return {sayer: data[templates] for sayer, templates in _SAYER.findall(text)}


def _borrowed_sayers(name: str, text: str, own: dict[str, dict[str, str]]) -> dict[str, str]:
    found = {}
    for names, module in _IMPORT.findall(text):
        for each in names.split(","):
            theirs, _, ours = each.strip().partition(" as ")
            if subject := own.get(_beside(name, module), {}).get(theirs):
                found[ours or theirs] = subject
    return found


def _beside(name: str, path: str) -> str:
    """Return how a file is called here that another calls by a path from where it lies."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _script_keys(text: str, before: str) -> list[str]:
    """Return the keys that an expression may stand for: a text, or those of a choice."""
    if re.fullmatch(r"\w+", text):
        return _script_keys(_last_constant(text, before), before)
    return re.findall(r'(?:^|[?:(])\s*"(\w+)"\s*(?=$|[:)])', text)


def _names(text: str, before: str) -> Iterator[str]:
    """Yield the names in an object, those of an object that is handed on included."""
    if re.fullmatch(r"\w+", text):
        text = _last_constant(text, before)
    for entry in _arguments(text, 1) if text.startswith("{") else ():
        if entry.startswith("..."):
            yield from _names(entry.removeprefix("..."), before)
        else:
            yield entry.partition(":")[0]


def _last_constant(name: str, before: str) -> str:
    """Return what a name was last made to stand for."""
    found = list(re.finditer(rf"\b(?:const|let) {name} = ", before))
    return next(iter(_arguments(before, found[-1].end())), "") if found else ""


def _arguments(text: str, start: int) -> list[str]:
    """Return what stands between commas, up to the bracket or semicolon that ends it."""
    found, begin, at, open_ = [], start, start, 0
    while at < len(text) and (open_ or text[at] not in ")]};"):
        letter = text[at]
        if letter in '"`':
            at = text.index(letter, at + 1)
        open_ += (letter in "([{") - (letter in ")]}")
        if letter == "," and not open_:
            found.append(text[begin:at].strip())
            begin = at + 1
        at += 1
    return [*found, text[begin:at].strip()] if text[begin:at].strip() else found


if __name__ == "__main__":
    sys.exit(main())
