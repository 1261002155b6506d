"""Whose a returned file is, by the folders it came in and by its own name."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves.classroom.own_data import plain_name
from twowaves.classroom.owners import Owners
from twowaves.classroom.safe_names import folder_name

NAMES = [
    "Ada Lovelace", "Bob Bare", "Siobhán O'Neill", "Anne-Marie D’Angelo", "Zoë Müller", "محمد علي",
    "李小龍", "🙂", "00123456", "John Smith", "John Smith 2", "Bo Li", "Bob Bird", "-2", "A. Byron",
]  # fmt: skip
OWNERS = Owners(map(plain_name, NAMES))


def people(place):
    return OWNERS.origin(PurePosixPath(place)).people


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Siobhán O'Neill_1235_assignsubmission_file/answers.zip", "Siobhán O'Neill"),
        ("Siobhan ONeill_1_assignsubmission_file_answers.zip", "Siobhán O'Neill"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}NEILL, Siobha\u0301n/answers.csv", "Siobhán O'Neill"),
        ("O_Neill Siobhan.pdf", "Siobhán O'Neill"),
        ("oneillsiobhan_123_4567_answers.csv", "Siobhán O'Neill"),
        ("oneillsiobhan_LATE_123_4567_answers-1.csv", "Siobhán O'Neill"),
        ("Anne Marie Dangelo - answers.docx", "Anne-Marie D’Angelo"),
        ("week 1/Lovelace Ada_12_assignsubmission_file/Bob Bare.csv", "Ada Lovelace"),
        ("Week 1_00123456_attempt_2026-11-30-09-15-00_a_b.csv", "00123456"),
        ("00123456/answers.csv", "00123456"),
        ("muller-zoe.ipynb", "Zoë Müller"),
        ("my answers (Zoë Müller) final (3).csv", "Zoë Müller"),
        ("علي محمد/answers.csv", "محمد علي"),
        ("李小龍_7_assignsubmission_onlinetext/a.html", "李小龍"),
        ("monday/Bo Li.csv", "Bo Li"),
        ("John Smith 2/answers.csv", "John Smith 2"),
        *((f"{folder_name(plain_name(name))}/answers (1).csv", name) for name in NAMES),
        *((f"{folder_name(plain_name(name))}.zip", name) for name in NAMES),
    ],
)
def test_whole_names(place, name):
    """A whole name is found in what platforms, the kit and people write, in any spelling."""
    origin = OWNERS.origin(PurePosixPath(place))

    assert {plain_name(name)} == origin.people
    assert origin.is_sure


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("lovelace/a.csv", {"ada lovelace"}),  # one person's
        ("Zoe_9_assignsubmission_file/a.csv", {"zoë müller"}),
        ("John Smith_3_assignsubmission_file/a.csv", {"john smith", "john smith 2"}),  # namesakes
    ],
)
def test_unsure(place, found):
    """A part of one person's name, or a name of several, is found and is not sure."""
    origin = OWNERS.origin(PurePosixPath(place))

    assert found == origin.people
    assert not origin.is_sure


@pytest.mark.parametrize(
    "place",
    ["answers.csv", "answers (2).csv", "a/answers.csv", "bob.csv", "week 2/paired-t-test.ipynb",
     "bo/a.csv", "Ada Hopper/a.csv", "my answers/final.csv", "students/3.csv", "b/1_2_answers.csv",
     "weeks_12_34_answers.csv",
     "\udcff/a.csv", "_/__.csv", "123456/a.csv"],
)  # fmt: skip
def test_nobody(place):
    """What names nobody, several people in part, or holds a few letters tells nothing."""
    assert frozenset() == people(place)
    assert not OWNERS.origin(PurePosixPath(place)).is_platforms


def test_a_platforms_stranger():
    """A platform's folder of somebody who is not in the class names nobody, and says so."""
    for place in ("AAA mallory_1_assignsubmission_file/Ada Lovelace.csv", "mallory_123_456_a.csv"):
        origin = OWNERS.origin(PurePosixPath(place))

        assert (frozenset(), True) == (origin.people, origin.is_platforms)
        assert "mallory" in origin.place


PART = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=12)


@given(st.lists(PART, max_size=4), st.text(min_size=1, max_size=30))
def test_any_place(parts, name):
    """Any name of a class and any path give an answer, and only people of the class."""
    try:
        plain = plain_name(name)
    except ValueError:
        return
    origin = Owners([plain]).origin(PurePosixPath(*parts, name.replace("/", " ")))

    assert origin.people <= {plain}
    assert {plain} == Owners([plain]).origin(PurePosixPath(folder_name(plain), *parts)).people
