"""The room that is kept for figures: what `make room` measured, and what the build makes of it."""

import re

import pytest

import make_room
import room
from browser import find_browser
from twowaves.widgets import AuditTable

FEW = 3  # pixels
LINE = 22  # the next width that is measured may need a line more, and counts up to there
MENDED_BY = "the room of these figures is not what it was: `make room` measures it anew"


@pytest.fixture(scope="module")
def page(browser):
    """A page in a browser that draws as fast as it can."""
    fast = browser.browser_type.launch(executable_path=find_browser(), args=make_room.FAST)
    yield fast.new_page(viewport=make_room.WINDOW)
    fast.close()


def kept(subject):
    """Return the room that is kept for a figure."""
    rooms = room.read(subject.where)[subject.kind]
    return rooms[room.nearest(rooms, room.size_of(subject.html))].steps


def needed(page, subject, given, width):
    """Return how much a figure and its parts need at a width in any state, or are given."""
    tried = make_room.states(subject.kind, make_room.made_in(page))
    (found,) = make_room.highest(make_room.measure(page, tried, [width], [given]))
    return {name: found[name] for name in given}


def test_room_is_kept_for_every_figure(site):
    """Every figure of the book, and of those that a fork may have, has the room of its size."""
    for subject in make_room.subjects(site.folder):
        sizes = [found.size for found in room.read(subject.where)[subject.kind]]
        assert room.size_of(subject.html) in sizes, f"{subject[:3]}: {MENDED_BY}"


def test_as_much_room_as_is_needed(site, page, part_of):
    """At the widths that windows have, no figure lacks room in any state, nor has much too much."""
    looked_at = [
        (subject, width)
        for subject in make_room.subjects(site.folder)
        for width in make_room.SEEN[subject.where]
    ]
    wrong = []
    for subject, width in part_of(looked_at, 4):
        make_room.show(page, site.url, subject)
        given = {name: make_room.at(found, width) for name, found in kept(subject).items()}
        for name, height in needed(page, subject, given, width).items():
            if not -FEW <= given[name] - height <= make_room.SPARE + LINE + FEW:
                wrong.append(f"{subject[:3]}, {name} at {width}: {given[name]}, not {height}")

    assert [] == wrong, MENDED_BY


def test_room_is_what_make_room_writes(site, page, part_of):
    """Measured again, a figure has the same room at every width."""
    wrong = []
    for subject in part_of(make_room.subjects(site.folder), 1):
        make_room.show(page, site.url, subject)
        found, steps = make_room.measured(page, subject), kept(subject)
        assert found.keys() == steps.keys(), MENDED_BY
        wrong += [
            f"{subject[:3]}, {name} at {width}"
            for name in steps
            for width in make_room.widths_of(subject.where)
            if abs(make_room.at(found[name], width) - make_room.at(steps[name], width)) > FEW
        ]

    assert [] == wrong, MENDED_BY


def test_every_figure_says_its_room(site):
    """On every page each figure names its room, and the site's style has no other."""
    told = set()
    for subject in make_room.subjects(site.folder):
        if not subject.is_put:
            (name,) = re.findall(r'data-room="([a-z0-9-]+)"', subject.html)
            told.add(name)
    style = (site.folder / "_static" / "site.css").read_text(encoding="utf-8")

    assert told == {*re.findall(r'\[data-room="([a-z0-9-]+)"\]', style)}


def test_a_figure_that_nobody_measured():
    """It takes the room of the one that is most like it; a new kind has none and stays as it is."""
    rooms = room.read("pages")
    rows_of = [size.rows for size, _ in rooms["audit-table"]]
    table = AuditTable(example="statcheck").table
    page = AuditTable([*table, *table]).figure_html()

    most = rows_of.index(max(rows_of))
    assert f'data-room="audit-table-{most}"' in room.with_room(page, rooms)
    assert page == room.with_room(page, {})


def test_without_the_file(monkeypatch, tmp_path):
    """A fork that has no such file builds all the same, and its figures have no room."""
    monkeypatch.setattr(room, "FILE", tmp_path / "room.json")

    assert {} == room.read("pages") == room.read("embed")
