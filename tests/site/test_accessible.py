"""Repairs of the markup that the notebooks' tables come with."""

import pandas as pd
import pytest

import accessible


def _repaired(frame):
    return accessible.sound_markup(frame.to_html())


def test_columns_of_words_are_marked():
    """A column of words is marked, heading and cells; figures, ticks and the index are not."""
    frame = pd.DataFrame(
        {"verdict": ["holds", "holds not"], "t": [1.5, 2.0], "span": [".1 to .2", "−.1 to .3"],
         "tick": ["✓", "✗"]},
        index=["self-compassion", "hated self"],
    )  # fmt: skip
    text = _repaired(frame)

    assert text.count('class="words"') == 3
    assert '<th class="words">verdict</th>' in text
    assert '<td class="words">holds not</td>' in text
    assert "<th>self-compassion</th>" in text


def test_sections_and_abbreviations_are_words():
    """A column of the paper's sections stands left, and so does one with an abbreviation in it."""
    frame = pd.DataFrame({"section": ["§6", "§7.1 | §18"], "country": ["UK", "Finland"]})
    text = _repaired(frame)

    assert text.count('class="words"') == 6


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({("a", "x"): ["word"], ("a", "y"): ["word"]}),
        pd.DataFrame({"mixed": ["word", "12"]}),
        pd.DataFrame({"empty": ["", "word"]}),
    ],
    ids=["heads over heads", "mixed", "empty cell"],
)
def test_other_tables_are_left_alone(frame):
    """Where heads span columns, or not every cell is a word, nothing is marked."""
    assert 'class="words"' not in _repaired(frame)
