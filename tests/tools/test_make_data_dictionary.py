"""The data dictionary: made from the files, and up to date."""

import csv

import pytest
from chapters import ROOT

from make_data_dictionary import TARGET, meanings, text

FILES = sorted((ROOT / "data").glob("*/*.csv"))


def test_page_is_up_to_date():
    """The page is what the script writes now."""
    assert text() == TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_column_has_a_meaning(path):
    """`data/README.md` says what each column means, and of no other one."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))

    assert set(columns) == set(meanings(f"{path.parent.name}/{path.name}"))


def test_every_file_is_there():
    """Each file has its part, with the number of its rows."""
    page = TARGET.read_text(encoding="utf-8")
    for path in FILES:
        with path.open(encoding="utf-8", newline="") as file:
            rows = len(list(csv.DictReader(file)))
        assert f"## `{path.parent.name}/{path.name}`\n\n{rows} rows." in page
