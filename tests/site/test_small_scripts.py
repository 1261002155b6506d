"""Scripts that were made small: the same programs, without comments and blanks."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from nodejs import find_node

from live_figures import FIGURES_FOLDER, figure_names, front_end, small

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "tests" / "helpers" / "programs.mjs"
ASSETS = ROOT / "book" / "assets"
KIT = FIGURES_FOLDER / "kit"


def others(pairs):
    """Return the second script of each pair that is another program than the first."""
    done = subprocess.run(
        [find_node(), PROGRAMS],
        input=json.dumps(pairs), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(done.stdout)


def scripts():
    """Return every script that pages load, as it is before."""
    names = [name.replace("-", "_") for name in figure_names()]
    hosts = [KIT / "host.js", KIT / "embed.js", *ASSETS.glob("*.js")]
    return [
        *front_end().page_scripts(names).values(),
        *(front_end().script_elsewhere(name, "{}") for name in names),
        *(path.read_text(encoding="utf-8") for path in hosts),
    ]


def test_the_same_programs():
    """Read and written anew, each script is what it was; together they are a third less."""
    before = scripts()
    after = [small(script) for script in before]

    assert [] == others(list(zip(before, after, strict=True)))
    assert len(before) >= 20
    assert sum(map(len, after)) < 0.7 * sum(map(len, before))


@pytest.mark.parametrize(
    "script",
    [
        'const a = `  ${b ? " // c" : d}  `; // e',
        "/** a */ const a = b / c / d; /* e */",
        'const a = /[/"`\']  \\/ \\/\\//.test(b) ? "//" : "/*"; // c',
        "class A {\n  #a = 1;\n\n  static b() {\n    return this.#a++ + +1;\n  }\n}",
        "const a = (b) => {\n  return /  b/u.exec(b);\n};\nlet c\nlet d = c\n++d",
        "const a = `b\n    c`;",
    ],
)
def test_what_may_mislead(script):
    """Slashes, quotes and blanks within texts, templates and patterns stay."""
    assert [] == others([[script, small(script)]])


def test_every_page(site):
    """The script of every page is its parts."""
    static = site.folder / "_static"
    joined = (static / "site.js").read_text(encoding="utf-8")
    parts = re.search(r"/\*! parts: (.*?) \*/", joined)[1].split()
    before = "\n;\n".join((static / part).read_text(encoding="utf-8") for part in parts)

    assert [] == others([[before, small(before)]])


def test_another_program():
    """A script that does something else is noticed."""
    assert ["a(b)"] == others([["b(a) // c", "a(b)"]])
