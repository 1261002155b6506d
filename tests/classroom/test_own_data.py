"""A data set for every student, and one key."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from twowaves import answer_key, load_outcomes, reproduces, teaching_dataset

OUTCOMES = load_outcomes().set_index("outcome", drop=False)


class TestDataset:
    """One student's data."""

    @pytest.mark.parametrize("outcome", OUTCOMES.index)
    def test_prints_the_row(self, outcome):
        """Every data set prints the paper's row."""
        items = OUTCOMES.loc[outcome, "n_items"] if outcome == "self-compassion" else 1
        for name in ("Ada", 7, "Zoë", "李", "🙂", "O'Neil; DROP TABLE", "x" * 300):
            data = teaching_dataset(name, outcome)
            totals = np.rint(data[["pre", "post"]] * items).astype(int)

            assert reproduces(totals["pre"], totals["post"], OUTCOMES.loc[outcome])
            assert list(range(1, 12)) == data["person"].tolist()

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("Ada Lovelace", "324a474b55d0"), (1, "504818d03c48"), ("Zoë", "d687f67b1d39")],
    )
    def test_for_ever(self, name, expected):
        """A name has the data set that it had when this was written, on any machine."""
        text = teaching_dataset(name, "self-correction").to_csv(index=False, lineterminator="\n")

        assert expected == hashlib.sha256(text.encode()).hexdigest()[:12]

    @pytest.mark.parametrize("same", ["ada lovelace", "  Ada   LOVELACE ", "Ada\u00a0Lovelace"])
    def test_spelling(self, same):
        """Case and spaces do not count."""
        pd.testing.assert_frame_equal(
            teaching_dataset("Ada Lovelace", "hated self"), teaching_dataset(same, "hated self")
        )

    def test_umlauts(self):
        """Composed and decomposed letters are the same; a letter without its dots is another."""
        composed, decomposed, plain = (
            teaching_dataset(name, "hated self") for name in ("Zo\u00eb", "Zoe\u0308", "Zoe")
        )

        pd.testing.assert_frame_equal(composed, decomposed)
        assert not composed.equals(plain)

    def test_own_row(self):
        """Another table's row serves as well, and outcomes and n give other data."""
        row = pd.Series({"outcome": "hope", "scoring": "total", "scale_min": 0, "scale_max": 20,
                         "mean_pre": "9.5", "sd_pre": "3.1", "mean_post": "11.2", "sd_post": "3.4",
                         "statistic": "1.499"})  # fmt: skip
        data = teaching_dataset("Ada", row, n=16)

        assert reproduces(data["pre"], data["post"], row)
        assert not data.equals(
            teaching_dataset("Ada", pd.Series(row.to_dict() | {"outcome": "joy"}), n=16)
        )

    @pytest.mark.parametrize("name", ["", "  ", "\n"])
    def test_no_name(self, name):
        """An empty name is refused."""
        with pytest.raises(ValueError, match="give every student a name or a number"):
            teaching_dataset(name, "hated self")

    def test_impossible_n(self):
        """An n that is proved impossible is refused with the reason."""
        with pytest.raises(ValueError, match="n = 10: the means allow"):
            teaching_dataset("Ada", "hated self", n=10)


class TestKey:
    """The answers of a class."""

    @pytest.mark.slow
    def test_hundred(self):
        """A hundred names have a hundred different data sets, which print one row.

        A thousand are written in tests/classroom/test_kit.py.
        """
        names = [f"student {number}" for number in range(100)]
        key = answer_key(names, "reassured self")
        data = {teaching_dataset(name, "reassured self").to_csv() for name in names}

        assert 100 == len(key) == len(data)
        assert {"14.2"} == set(key["mean_pre"].map("{:.1f}".format))
        assert {"2.187"} == set(key["statistic"].map("{:.3f}".format))
        assert key["p_sign_flips"].nunique() > 20

    def test_figures(self):
        """The key's figures are SciPy's on the student's own data."""
        (found,) = answer_key(["Ada"], "self-compassion").to_dict("records")
        data = teaching_dataset("Ada", "self-compassion")
        test = stats.ttest_rel(data["post"], data["pre"])
        interval = test.confidence_interval()
        change = data["post"] - data["pre"]
        whole = np.rint(change * 12).astype(int)
        every = stats.PermutationMethod(n_resamples=np.inf)

        expected = {
            "mean_pre": data["pre"].mean(),
            "sd_post": data["post"].std(),
            "mean_change": change.mean(),
            "statistic": test.statistic,
            "df": 10,
            "pvalue": test.pvalue,
            "ci_low": interval.low,
            "ci_high": interval.high,
            "d_z": change.mean() / change.std(),
            "r": data["pre"].corr(data["post"]),
            "p_signed_rank": stats.wilcoxon(whole, method=every).pvalue,
        }
        assert expected == pytest.approx({name: found[name] for name in expected}, rel=1e-9)

    @pytest.mark.parametrize("names", [["Ada", "Bob", "ada "], [1, "1"]])
    def test_doubled_names(self, names):
        """A name that stands twice is told, before any data set is made."""
        with pytest.raises(ValueError, match="stands twice; give every student another name"):
            answer_key(names, "hated self")

    def test_same_data_set(self):
        """Where so few data sets exist that two students get the same, the class is refused."""
        row = pd.Series({"outcome": "tiny", "scoring": "total", "scale_min": 0, "scale_max": 4,
                         "mean_pre": "1.8", "sd_pre": "1.3", "mean_post": "2.4", "sd_post": "1.1",
                         "statistic": "0.885"})  # fmt: skip
        with pytest.raises(ValueError, match="have the same data set; change one of the names"):
            answer_key(range(7), row, n=5)

    def test_csv(self, tmp_path):
        """Data set and key come back from CSV as they were."""
        key, data = answer_key(["Zoë", "李"], "hated self"), teaching_dataset("Zoë", "hated self")
        key.to_csv(tmp_path / "key.csv", index=False)
        data.to_csv(tmp_path / "data.csv", index=False)

        pd.testing.assert_frame_equal(key, pd.read_csv(tmp_path / "key.csv"), check_dtype=False)
        pd.testing.assert_frame_equal(data, pd.read_csv(tmp_path / "data.csv"))
