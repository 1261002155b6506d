"""Which tests look at pages that a fork leaves out of its contents: they are none of its own.

A test looks at what it names, in its own lines, in a helper or a fixture of its module, or as a
parameter: `notebooks/scoring.html`, `embed/score-sheet.html`, `score-sheet`. Where it has
parameters, they say which figure is meant, and not the names in its lines. One that finds a page in
another way says so with `@pytest.mark.page("notebooks/scoring")`.
"""

import re
from dataclasses import is_dataclass
from types import CodeType, FunctionType

_ADDRESS = re.compile(r"^/?(.+)\.html(?:[?#]|$)")
_FOLDERS = ("embed", "notebooks", "notebooks/exercises")


def without(items, pages):
    """Return the tests that look at none of these pages, and that have something to look at."""
    return [item for item in items if not (looked_at(item) & pages or is_empty(item))]


def is_empty(item):
    """Tell whether a test would run for each of none, which pytest reports as skipped."""
    reasons = [mark.kwargs.get("reason", "") for mark in item.iter_markers("skip")]
    return any(reason.startswith("got empty parameter set") for reason in reasons)


def looked_at(item):
    """Return the pages that a test looks at, and what might be one."""
    marked = {page for mark in item.iter_markers("page") for page in mark.args}
    functions = [getattr(item, "function", None), *fixtures_of(item)]
    named = {name for function in functions if function for name in names_in(function)}
    given = texts_in(getattr(getattr(item, "callspec", None), "params", {}).values())
    bare = alone(given) if given else {page for page in alone(named) if page.startswith("embed/")}
    return marked | pages_of(named) | pages_of(given) | bare


def texts_in(values):
    """Return the texts among a test's parameters, and in those that have fields or parts."""
    parts = [tuple(vars(each).values()) if is_dataclass(each) else each for each in values]
    flat = [one for each in parts for one in (each if isinstance(each, tuple) else [each])]
    return [one for one in flat if isinstance(one, str)]


def fixtures_of(item):
    """Return the functions of the fixtures that a test uses."""
    info = getattr(item, "_fixtureinfo", None)
    return [used[-1].func for used in info.name2fixturedefs.values()] if info else []


def names_in(function, seen=()):
    """Give the texts in a function's lines, and in what it names of its own module."""
    if function in seen:
        return
    for code in codes_in(function.__code__):
        yield from (text for text in code.co_consts if isinstance(text, str))
        for name in code.co_names:
            value = function.__globals__.get(name)
            if isinstance(value, str):
                yield value
            elif isinstance(value, FunctionType) and value.__module__ == function.__module__:
                yield from names_in(value, (*seen, function))


def codes_in(code):
    """Give a function's code, and that of the functions within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_in(inner)


def pages_of(texts):
    """Return the pages whose addresses these are."""
    matches = map(_ADDRESS.match, texts)
    found = {match[1] for match in matches if match}
    return found | alone(found)


def alone(texts):
    """Return the pages of the figures, chapters and exercises that have these names."""
    return {f"{folder}/{name}" for name in texts for folder in _FOLDERS}
