"""Adjusted p values, against published ones."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from twowaves import adjust_pvalues

# Benjamini & Hochberg (1995), section 4: 15 p values of a trial
TRIAL = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


class TestAdjustPvalues:
    """Holm, and Benjamini and Hochberg."""

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            # R 4.3: p.adjust(c(.01, .02, .03, .04, .05), "holm"), and the same with "BH"
            ("holm", [0.05, 0.08, 0.09, 0.09, 0.09]),
            ("bh", [0.05] * 5),
            ("none", [0.01, 0.02, 0.03, 0.04, 0.05]),
        ],
    )
    def test_as_r(self, method, expected):
        """The values are those of R's p.adjust."""
        np.testing.assert_allclose(
            adjust_pvalues([0.01, 0.02, 0.03, 0.04, 0.05], method), expected, rtol=1e-12
        )

    def test_as_statsmodels(self, monkeypatch):
        """Holm's values are statsmodels', bit for bit, ties, zeros and ones included."""
        monkeypatch.setattr("gc.collect", lambda: 0)  # multipletests does it at every call
        rng = np.random.default_rng(11)
        for size in range(1, 40):
            p = np.round(rng.random(size) ** 3, rng.integers(1, 6))

            np.testing.assert_array_equal(
                multipletests(p, method="holm")[1], adjust_pvalues(p, "holm")
            )

    def test_order_is_kept(self):
        """Each test keeps its place: .005 is adjusted by 4, .01 by 3."""
        np.testing.assert_allclose(
            adjust_pvalues([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02], rtol=1e-12
        )

    def test_published_trial(self):
        """At .05, Benjamini and Hochberg reject four hypotheses of the trial, Holm three."""
        assert 4 == (adjust_pvalues(TRIAL, "bh") <= 0.05).sum()
        assert 3 == (adjust_pvalues(TRIAL, "holm") <= 0.05).sum()

    def test_series(self):
        """A Series keeps its index."""
        given = pd.Series([0.04, 0.01], index=["hope", "fear"], name="p")

        pd.testing.assert_series_equal(
            pd.Series([0.04, 0.02], index=["hope", "fear"], name="p"), adjust_pvalues(given)
        )

    @pytest.mark.parametrize(
        ("pvalues", "message"),
        [
            ([0.1, np.nan], r"pvalues\[1\] is nan; each p must be a number from 0 to 1"),
            ([0.1, None], r"pvalues\[1\] is None; each p"),
            (["<.05"], r"pvalues\[0\] is '<.05'; each p"),
            ([1.1], r"pvalues\[0\] is 1.1; each p"),
            ([-0.1], r"pvalues\[0\] is -0.1; each p"),
            ([pd.NA], r"pvalues\[0\] is <NA>; each p"),
            ([], "pvalues must be a sequence of one or more p values"),
            (0.05, "pvalues must be a sequence of one or more p values"),
            ([[0.1]], "pvalues must be a sequence of one or more p values"),
        ],
    )
    def test_refused(self, pvalues, message):
        """What is no p value is named in a sentence."""
        with pytest.raises(ValueError, match=f"^{message}"):
            adjust_pvalues(pvalues)

    def test_method(self):
        """An unknown method is answered with the known ones."""
        with pytest.raises(ValueError, match=r"^method is 'tukey'; it must be one of 'holm', 'bh'"):
            adjust_pvalues([0.1], "tukey")

    def test_imported_late(self):
        """The package itself loads neither SciPy's statistics nor statsmodels."""
        code = "import sys, twowaves; print({'statsmodels', 'scipy.stats'} & set(sys.modules))"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert "set()\n" == done.stdout
