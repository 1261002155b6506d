"""Every figure's script states what is its own; the life of a figure is written once."""

import re
from importlib.resources import files

import pytest
from figures import NAMES

SCRIPTS = files("twowaves.widgets")
# what a figure states itself, in the order of the base
STATED = {
    "build", "show", "paint", "showAnew", "whyImpossible", "fields", "linkLimits", "read",
    "stateFrom", "stays", "openLink", "refuseLink", "takeGiven", "kept", "bringBack",
}  # fmt: skip


def methods(script):
    """Return the names of the methods of a script's classes, private ones without their sign."""
    text = (SCRIPTS / script).read_text("utf-8")
    return set(re.findall(r"^  (?:async |\*|get )?#?(\w+)\(.*\) \{\}?$", text, re.MULTILINE))


LIFE = methods("kit/live_figure.js") - STATED - {"constructor"}


def test_the_base_has_a_life():
    """The search above finds the base's methods."""
    assert LIFE >= {"start", "followAddress", "receive", "change", "takeStep", "say", "fit"}
    assert methods("kit/live_figure.js") >= STATED


@pytest.mark.parametrize("name", NAMES)
def test_life_is_written_once(name):
    """A figure extends the base, and has none of its methods again."""
    script = f"{name.replace('-', '_')}/figure.js"
    text = (SCRIPTS / script).read_text("utf-8")

    assert re.findall(r"^class (\w+) extends LiveFigure \{", text, re.MULTILINE)
    assert re.search(r"^export default liveFigure\(\w+\);\n\Z", text, re.MULTILINE)
    assert set() == methods(script) & LIFE
