"""The list of discrepancies on its page: the data's, whole, each quotation with its section."""

import csv
import re

import pytest

import discrepancy_list

ROWS = list(csv.DictReader(discrepancy_list.SOURCE.read_text(encoding="utf-8").splitlines()))
CURLED = "[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"


@pytest.fixture(scope="module")
def sections(open_module_page):
    """Return the words of each entry's section by its id."""
    page = open_module_page("book/discrepancies.html")
    found = page.locator("article section section").evaluate_all(
        "all => all.map((section) => [section.id, section.innerText])"
    )
    return {name: " ".join(re.sub(CURLED, "'", text).split()) for name, text in found}


def test_every_entry(sections):
    """All are there, in the data's order."""
    assert [f"discrepancy-{row['id']}" for row in ROWS] == [*sections]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_entry(sections, row):
    """Each tells what is printed where, what kind of thing it is, and what would fit."""
    told = sections[f"discrepancy-{row['id']}"]
    places = row["section"].split(" | ")
    for quote, place in zip(row["quote"].split(" | "), places, strict=True):
        assert f"“{quote}” ({place})" in told
    for part in ("title", "expected", "explanation"):
        assert " ".join(row[part].split()) in told
    assert re.search(f"{row['kind'].capitalize()}, {discrepancy_list.BASES[row['basis']]}", told)


def test_spoiled():
    """A quotation without its section stops the build."""
    with pytest.raises(ValueError, match="entry 1 has 2 quotation"):
        discrepancy_list.entries('id,quote,section\n1,"one | two",§1')
