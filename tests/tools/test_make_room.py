"""The tool that measures how much room figures take: its steps, its states, its file."""

import json
import re

import pytest

import make_room
import room
from twowaves.widgets import PairedExplorer, ScoreSheet, ThreeSystems


def test_nothing_lacks_room():
    """Between two widths that were measured the higher one counts, and heights are rounded up."""
    assert [(0, 91), (310, 70), (320, 50)] == make_room.steps(
        [300, 310, 320, 330], [90.2, 70, 50, 50], 0
    )
    assert [(0, 50), (310, 90)] == make_room.steps([300, 305, 310, 320], [50, 50, 50, 90], 0)


def test_a_step_leaves_little_empty():
    """A step goes on while no width in it has more than the given pixels too many."""
    widths, heights = [300, 310, 320, 330, 340], [100, 95, 90, 80, 60]

    assert [(0, 100), (330, 80), (340, 60)] == make_room.steps(widths, heights, 10)


def test_room_at_a_width():
    """The last step that begins at or before a width counts."""
    assert [90, 90, 60] == [make_room.at([(0, 90), (300, 60)], w) for w in (240, 299.9, 300)]


def test_two_pages_share_the_larger():
    """Where a figure is higher on one page at one width and on another at another, both fit."""
    one = {"reserve": [(0, 90), (300, 60)]}
    other = {"reserve": [(0, 80), (400, 70)], "loop": [(0, 9)]}
    both = {"reserve": [(0, 90), (300, 80), (400, 70)], "loop": [(0, 9)]}

    assert both == make_room.larger(one, other)
    assert one == make_room.larger({}, one)


def test_highest_states_stay():
    """Of many states those stay that are the highest anywhere, in the whole or in a part."""
    found = [
        [{"reserve": 9, "loop": 1}, {"reserve": 8, "loop": 1}, {"reserve": 7, "loop": 2}],
        [{"reserve": 9, "loop": 1}, {"reserve": 8, "loop": 1}, {"reserve": 7, "loop": 1}],
    ]

    assert ["a", "c"] == make_room.tallest(["a", "b", "c"], found)


@pytest.mark.parametrize("figure", [PairedExplorer(), ScoreSheet("fscrs"), ThreeSystems()])
def test_every_choice_is_tried(figure):
    """Whatever there is to choose in a figure is tried, the same each time."""
    made = figure.page_state()
    _, *tried = make_room.states(figure.widget_name, made)
    choices = make_room.CHOICES.get(figure.widget_name, {}) | make_room.own_choices(
        figure.widget_name, made
    )

    for name, values in choices.items():
        assert {*values} <= {state.get(name, "") for state in tried}
    assert tried == make_room.states(figure.widget_name, made)[1:]


def test_answers_of_ones_own_stay():
    """A score sheet with other answers than its example's is measured as it is."""
    made = make_room.with_problem("fscrs").page_state()

    assert 5 == made["answers"][3]
    assert [{"answers": make_room.answers_text(made["answers"])}] == make_room.states(
        "score-sheet", made
    )
    assert "3..0" == make_room.answers_text([3, None, 0])


def test_edges_of_styles_are_measured():
    """Both sides of every width at which a style sheet changes something are measured."""
    for where in ("pages", "embed"):
        assert {519, 520, 599, 600, *make_room.SEEN[where]} <= {*make_room.widths_of(where)}


def test_file_says_where_it_comes_from():
    """The file begins with what wrote it, and reads as what was measured."""
    found = {"pages": {"lab": {room.Size(3, 9): {"reserve": [(0, 90)]}}}, "embed": {}}
    text = make_room.text(found)

    assert re.match(r'\{\n"about": "Written by `make room`', text)
    assert [{"rows": 3, "letters": 9, "steps": {"reserve": [[0, 90]]}}] == json.loads(text)[
        "pages"
    ]["lab"]
    assert room.FILE.read_text(encoding="utf-8").startswith(text.partition('\n"pages')[0])


def test_without_a_book(tmp_path, monkeypatch, capsys):
    """Without a built book it says what to run."""
    monkeypatch.setattr(make_room, "BOOK", tmp_path)

    assert 1 == make_room.main()
    assert "holds no built book; run `make book` first" in capsys.readouterr().err
