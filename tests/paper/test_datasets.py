"""The loaders: where they look, what types they give, and the classic data."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from twowaves.paper import datasets

ROOT = Path(__file__).parents[2]
LOADERS = [getattr(datasets, name) for name in datasets.__all__]
# Columns that are numbers; every other one is text.
NUMBERS = {
    "load_outcomes": {"n_items", "scale_min", "scale_max"},
    "load_flow": {"n"},
    "load_participants": {"n"},
    "load_practices": {"place"},
    "load_schedule": {"weeks"},
    "load_paper_samples": {"pre", "post"},
    "load_synthetic_answers": {
        *(f"scs{item}" for item in range(1, 13)),
        *(f"fscrs{item}" for item in range(1, 23)),
        *(f"fscs{item}" for item in range(1, 22)),
    },
    "load_coding_exercise": {"number"},
    "load_reconstructions": {"n", "set", "person", "pre", "post"},
    "load_sleep": {"person", "group_1", "group_2"},
    "load_energy_intake": {"person", "pre", "post"},
}

every_loader = pytest.mark.parametrize("load", LOADERS, ids=datasets.__all__)


def paired(first, second):
    """n, both means and SDs, t and p for the first minus the second, by SciPy."""
    test = stats.ttest_rel(first, second)
    moments = [np.mean(first), np.std(first, ddof=1), np.mean(second), np.std(second, ddof=1)]
    return [len(first), *np.round([*moments, test.statistic], 6)], test.pvalue


class TestFrames:
    """What every loader promises."""

    @every_loader
    def test_text_is_text_and_numbers_are_numbers(self, load):
        """Only the columns named as numbers are numeric; the others have pandas' text type."""
        dtypes = load().dtypes
        numeric = {name for name, dtype in dtypes.items() if pd.api.types.is_numeric_dtype(dtype)}

        assert NUMBERS.get(load.__name__, set()) == numeric
        assert {"str"} >= {str(dtype) for name, dtype in dtypes.items() if name not in numeric}

    @every_loader
    def test_nothing_is_missing(self, load):
        """No cell is NaN or empty, and none has white space around its text.

        Answers that made-up people left out are the exception; they have a test of their own.
        """
        frame = load()
        if load is datasets.load_synthetic_answers:
            frame = frame.dropna()

        assert len(frame) > 0
        assert not frame.isna().to_numpy().any()
        for cell in frame.select_dtypes("str").to_numpy().ravel():
            assert cell == cell.strip() != ""

    @every_loader
    def test_rows_are_numbered_and_differ(self, load):
        """The index counts from 0, and no row stands twice."""
        frame = load()

        assert list(range(len(frame))) == list(frame.index)
        assert not frame.duplicated().any()

    @every_loader
    def test_each_call_gives_a_frame_of_its_own(self, load):
        """A reader who changes a frame does not change the next reader's."""
        first = load()
        first.iloc[0] = first.iloc[1]

        assert not first.equals(load())


def test_no_text_turns_into_nan(tmp_path, monkeypatch):
    """Words that pandas takes for missing values stay as they are printed."""
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "quotes.csv").write_text("quote,section\nNA,None\nnan,n/a\n", "utf-8")
    monkeypatch.setattr(datasets, "_PLACES", (tmp_path,))

    assert datasets.load_quotes().to_numpy().tolist() == [["NA", "None"], ["nan", "n/a"]]


class TestPlaces:
    """A wheel and a checkout both have the data."""

    def test_the_checkout_is_found(self):
        """The tests themselves run on the files of this repository."""
        assert datasets._find("published/flow.csv") == ROOT / "data" / "published" / "flow.csv"

    def test_an_installed_package_uses_its_own_data(self, tmp_path):
        """As in a wheel, `twowaves/data` is read, and no checkout is needed."""
        shutil.copytree(ROOT / "src" / "twowaves", tmp_path / "twowaves")
        shutil.copytree(ROOT / "data", tmp_path / "twowaves" / "data")
        flow = tmp_path / "twowaves" / "data" / "published" / "flow.csv"
        flow.write_text(flow.read_text(encoding="utf-8").replace(",16,", ",1600,"), "utf-8")
        code = "from twowaves.paper.datasets import load_flow; print(load_flow()['n'].max())"

        answer = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )

        assert answer.stdout == "1600\n"

    def test_a_missing_file_is_one_sentence(self, tmp_path, monkeypatch):
        """It names the file and says what to do."""
        monkeypatch.setattr(datasets, "_PLACES", (tmp_path,))

        with pytest.raises(FileNotFoundError) as caught:
            datasets.load_outcomes()

        assert str(caught.value) == (
            "data/published/outcomes.csv is neither in the installed package nor in a checkout "
            "around it; install twowaves again, or run it from a complete clone"
        )


class TestClassicData:
    """The classic data give the statistics that others print for them."""

    def test_sleep(self):
        """R prints t = -4.0621, p = 0.002833 for `sleep`, group 1 minus group 2."""
        sleep = datasets.load_sleep()
        figures, pvalue = paired(sleep["group_1"], sleep["group_2"])

        assert figures == [10, 0.75, 1.789010, 2.33, 2.002249, -4.062128]
        assert round(pvalue, 8) == 0.00283289

    def test_energy_intake(self):
        """R prints t = 11.9414, p = 3.059e-07 for ISwR's `intake`, pre minus post."""
        intake = datasets.load_energy_intake()
        figures, pvalue = paired(intake["pre"], intake["post"])

        assert figures == [11, 6753.636364, 1142.123222, 5433.181818, 1216.832513, 11.941393]
        assert float(f"{pvalue:.6g}") == 3.05902e-07

    def test_sleep_differences_as_fisher_printed_them(self):
        """The ten differences, which Fisher (1925) and robustbase's `cushny` list in order."""
        sleep = datasets.load_sleep()
        differences = sorted((sleep["group_2"] - sleep["group_1"]).round(1))

        assert differences == [0, 0.8, 1, 1.2, 1.3, 1.3, 1.4, 1.8, 2.4, 4.6]

    def test_energy_intake_differences_as_dalgaard_printed_them(self):
        """The eleven differences in the order of ISwR, so that no two women were swapped."""
        intake = datasets.load_energy_intake()

        assert list(intake["post"] - intake["pre"]) == [
            *(-1350, -1250, -1755, -1020, -745, -1835, -1540, -1540, -725, -1330, -1435)
        ]

    @pytest.mark.parametrize("load", [datasets.load_sleep, datasets.load_energy_intake])
    def test_people_are_counted_from_one(self, load):
        """One row a person."""
        frame = load()

        assert list(range(1, len(frame) + 1)) == list(frame["person"])
