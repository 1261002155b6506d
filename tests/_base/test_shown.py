"""Results in readers' words: tables and sentences."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from twowaves import as_table, say
from twowaves._base.sentences import shared
from twowaves._base.shown import Prose

ODD = "<b>Ada & Bo</b>"


def shown(data, caption="A table", **options):
    """Return the table as a notebook shows it; it must be well-formed."""
    html = as_table(data, caption, **options)._repr_html_()
    return ET.fromstring(html)  # noqa: S314 # our own


def cells(table):
    """Return the text of each cell of the body, row by row."""
    return [["".join(cell.itertext()) for cell in row] for row in table.findall("tbody/tr")]


def heads(table):
    """Return the headings."""
    return ["".join(cell.itertext()) for cell in table.findall("thead/tr")[-1]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.int64(-3), "−3"),
        (-3.125, "−3.13"),
        (np.float64(2.0), "2.00"),
        (None, "–"),
        (np.nan, "–"),
        (pd.NA, "–"),
        (True, "yes"),
        (np.False_, "no"),
        ("-.07 to .74", "−.07 to .74"),
        ("self-2 and 3-4", "self-2 and 3-4"),
        ("Abstract | §3.3", "Abstract, §3.3"),
        ("scs-sf", "SCS-SF"),
        ("sd_pre", "SD before"),
        (
            "gives mean_pre = -2, no `mean_pre`, my_own",
            "gives mean before = −2, no `mean_pre`, my_own",
        ),
        ("pre", "pre"),
        (ODD, ODD),
        (pd.array([-2, None], dtype="Int64")[0], "−2"),
    ],
)
def test_a_value(value, text):
    """Each kind of value is text as papers print it."""
    frame = pd.DataFrame({"name": ["a"], "value": pd.Series([value], dtype=object)})

    assert [["a", text]] == cells(shown(frame))


def test_a_column_of_p():
    """What is headed p has no zero before its point, and as many decimals as tell it from .05."""
    frame = pd.DataFrame({"pvalue": [0.0498, 0.0002], "p_two_tailed": [0.05, 0.2], "r": [0.05, 1]})

    table = shown(frame)
    assert ["p", "p, two-tailed", "r"] == heads(table)
    assert [[".0498", ".050", "0.05"], ["< .001", ".200", "1.00"]] == cells(table)


def test_headings():
    """Names that are given come first, then those of the list, then a column's own."""
    frame = pd.DataFrame({"n": [1], "sd_pre": [2], "own_name": [3]}).set_index("n")

    assert ["people", "SD before", "own name"] == heads(shown(frame, names={"n": "people"}))


def test_index():
    """An index that only counts is left out; any other is the first column, which heads its row."""
    frame = pd.DataFrame({"who": ["a", "b", "c"], "x": [1, 2, 3]})

    assert [["a", "1"], ["c", "3"]] == cells(shown(frame[frame["x"] != 2]))
    assert ["who", "x"] == heads(shown(frame.set_index("who")))
    named = shown(pd.Series([1], index=pd.MultiIndex.from_tuples([("a", 2)], names=["u", "v"])))
    assert [["a", "2", "1"]] == cells(named)
    assert ["row"] == [row[0].get("scope") for row in named.findall("tbody/tr")]


def test_names_that_come_again():
    """Words that head several rows in a row stand once; numbers stand in each."""
    frame = pd.DataFrame({"who": ["Ada", "Ada", "Bob"], "x": [1, 2, 2]})

    table = shown(frame)
    assert [["Ada", "1"], ["2"], ["Bob", "2"]] == cells(table)
    assert ["2", None] == [head.get("rowspan") for head in table.findall("tbody/tr/th")]
    assert [["2", "Ada"], ["2", "Bob"]] == cells(shown(frame.iloc[1:][["x", "who"]]))


def test_groups_of_columns():
    """Columns in groups have a line of headings above, and no heading is empty."""
    columns = pd.MultiIndex.from_tuples([("one tail", "none"), ("one tail", "holm"), ("two", "x")])
    frame = pd.DataFrame([[1, 2, 3]], index=pd.Index(["a"], name="n"), columns=columns)

    table = shown(frame)
    above = table.findall("thead/tr")[0]
    assert [(None, None), ("one tail", "2"), ("two", "1")] == [
        (cell.text, cell.get("colspan")) for cell in above
    ]
    assert ["n", "none", "holm", "x"] == heads(table)
    assert [] == [cell for cell in table.iter("th") if not "".join(cell.itertext())]
    assert "one tail: none" in repr(as_table(frame, "Counts"))


def test_addresses_are_links():
    """An address is a link, without the full stop behind it, also within a sentence."""
    said = "Raes (2011). <i> https://doi.org/10.1/a?b=1&c=2."

    table = shown(pd.DataFrame({"name": ["a"], "source": [said]}))
    (link,) = table.iter("a")
    assert "https://doi.org/10.1/a?b=1&c=2" == link.get("href")
    assert "Raes (2011). <i> doi.org/10.1/a?b=1&c=2." == cells(table)[0][1]


def test_nothing_is_markup():
    """What a name or caption holds is text."""
    table = shown(pd.DataFrame({ODD: [ODD]}), ODD)

    assert [] == table.findall(".//b")
    assert (ODD, [ODD], [[ODD]]) == (table.findtext("caption"), heads(table), cells(table))


def test_no_rows():
    """A table without rows still has its headings."""
    table = shown(pd.DataFrame({"pvalue": pd.Series(dtype=float)}))

    assert (["p"], []) == (heads(table), cells(table))


def test_decimals():
    """Decimals are asked for in all columns, or by the column."""
    frame = pd.DataFrame({"a": [0.25], "b": [-0.04]})

    assert [["0.3", "0.0"]] == cells(shown(frame, decimals=1))
    assert [["0.250", "−0.04"]] == cells(shown(frame, decimals={"a": 3}))
    p = pd.DataFrame({"pvalue": [0.2512, 0.0512]})
    assert [[".25"], [".051"]] == cells(shown(p, decimals=2))


def test_plain_text():
    """In plain text it is the same, aligned under its caption."""
    frame = pd.DataFrame({"outcome": ["hope", "doubt"], "statistic": [1.5, -10.0]})

    assert "Two\noutcome      t\n   hope   1.50\n  doubt −10.00" == repr(as_table(frame, "Two"))


@pytest.mark.parametrize(
    ("said", "markdown"),
    [
        ("d_z = -0.62", r"$d_z$ = −0.62"),
        ("g_av from -1 to 2", r"$g_\mathrm{av}$ from −1 to 2"),
        (r"$d_z$ and `d_z` and sd_z", r"$d_z$ and `d_z` and sd_z"),
    ],
)
def test_sentences_in_a_notebook(said, markdown, capsys):
    """The names of effect sizes are set as formulas, once; in plain text they are printed."""
    say(said)
    printed = capsys.readouterr().out.rstrip("\n")

    assert said.replace("-", "−") == printed
    markdown = markdown.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
    assert markdown == Prose(printed)._repr_markdown_()


def test_shown_by_a_kernel():
    """Where IPython runs, a sentence is displayed, not printed."""
    code = "from twowaves import say; say('t = -2', 'p = 3')"
    command = [sys.executable, "-m", "IPython", "--no-banner", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "- t = −2\n- p = 3" in done.stdout


def test_the_list_of_headings():
    """No heading of the list has an underline, and an effect size keeps its own name."""
    assert [] == [head for head in shared("_base/headings")["headings"].values() if "_" in head]
    assert ["dz", "grm"] == heads(shown(pd.DataFrame({"d_z": [1], "g_rm": [2]})))


def test_checks_have_one_name():
    """The audit's checks have the names that its findings give them."""
    labels = shared("printed/findings_rules")["labels"]
    values = shared("_base/headings")["values"]

    assert {key: label for key, label in labels.items() if key in values}.items() <= values.items()
    assert {key for key in labels if "_" in key} <= values.keys()


@pytest.mark.parametrize(
    ("decimals", "sentence"),
    [
        (-1, "decimals is -1; it must be a whole number from 0 to 15"),
        ({"t": 2.5}, "decimals is 2.5; it must be a whole number from 0 to 15"),
        ({"p": 2}, "decimals: the table has no column 'p'"),
    ],
)
def test_decimals_that_are_none(decimals, sentence):
    """What cannot be a number of decimals, or is of no column, is refused in a sentence."""
    with pytest.raises((TypeError, ValueError), match=re.escape(sentence)):
        as_table(pd.DataFrame({"t": [1.5]}), "A test", decimals=decimals)


def test_names_of_no_column():
    """A heading for a column that is not there is refused, not dropped; groups have names, too."""
    groups = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["pre"], ["n", "t"]]))

    assert "Time 1" in repr(as_table(groups, "Groups", names={"pre": "Time 1"}))
    with pytest.raises(ValueError, match="names: the table has no column 'post'"):
        as_table(groups, "Groups", names={"post": "Time 2"})
