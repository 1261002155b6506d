"""The picture of the package, which shows the package."""

import doctest
import re

import make_house


def test_examples():
    """The examples in the tool's own documentation are true."""
    assert 0 == doctest.testmod(make_house).failed


def test_current():
    """The picture is drawn from today's files and imports: tools/make_house.py draws it anew."""
    assert make_house.drawn() == make_house.TARGET.read_text(encoding="utf-8")


def test_every_subject():
    """Every folder of the package has a room, and every room names its modules."""
    folders = {path.parent.name for path in make_house.PACKAGE.glob("*/__init__.py")}
    drawn = make_house.drawn()

    assert folders == {*re.findall(r'class="subject">(\w+)<', drawn)} - {"twowaves"}
    for folder in folders:
        for name in make_house.parts(make_house.PACKAGE / folder):
            assert f">{name}</tspan>" in drawn


def test_both_languages():
    """What is used is what either language imports, types and the subject itself left out."""
    uses = make_house.used()

    assert ["paired", "printed"] == uses["rebuilt"]
    assert ["paired"] == uses["forms"]  # waves.py and waves.js both import the test
    assert [] == uses["paired"] == uses["paper"]
