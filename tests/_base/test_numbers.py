"""One value has one text: numbers as printed, against fractions and against their own rule."""

import functools
import json
import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import pandas as pd
import pytest
from compared import class_results_of
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

import make_cases
from twowaves import audit, compare_waves, paired_ttest, write_up
from twowaves._base import numbers
from twowaves._base.numbers import MINUS, fixed, level, printed_p, told_apart
from twowaves.widgets import PairedExplorer, ReconstructionBrowser, ReportedTests
from twowaves.widgets.reconstruction_browser import figure as browser

SPEC = Path(__file__).parents[1] / "spec" / "numbers.json"
CASES = json.loads(SPEC.read_text(encoding="utf-8"))
now_by_printer = functools.cache(make_cases.cases_by_printer)
ROOT = Path(__file__).parents[2]
# the changes of issue 21: t is 2.125 to the last digit of a float
TIE = [-2, 2, 4, 6, 7]
# changes of five people whose p, by SciPy, lies just below .05 and just above
BELOW, ABOVE = ([change + shift for change in TIE] for shift in (1.049, 1.036))
finite = st.floats(allow_nan=False, allow_infinity=False)
p_values = st.floats(0, 1)
# α as people write it, in six digits at the most
levels = st.decimals("0.00001", "0.2", places=5).map(float)


@pytest.mark.parametrize("name", CASES)
def test_the_file_of_cases(name):
    """`tests/spec/numbers.json` is what `tools/make_cases.py` writes, case by case."""
    for now, stored in zip(now_by_printer()[name], CASES[name], strict=True):
        assert now == stored, f"{name} {stored}"


def test_the_file_as_written():
    """The file holds the bytes that the tool writes, and thousands of cases."""
    assert make_cases.text() == SPEC.read_text(encoding="utf-8")
    assert sum(map(len, CASES.values())) > 5000


@pytest.mark.parametrize("name", CASES)
def test_every_case(name):
    """Each printer gives the text that fractions give."""
    say = getattr(numbers, name)

    assert [case[-1] for case in CASES[name]] == [say(*case[:-1]) for case in CASES[name]]


@given(finite, st.integers(0, 20))
@example(2.125, 2)
@example(-0.004, 2)
def test_rounding(x, decimals):
    """A number is rounded half away from zero at its exact value, and a zero has no sign."""
    exact = Decimal(x).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400))
    expected = f"{abs(exact):f}" if not exact else f"{exact:f}".replace("-", MINUS)

    assert expected == fixed(x, decimals)


@pytest.mark.parametrize(
    ("x", "text"),
    [(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "not defined")],
)
def test_what_is_no_number(x, text):
    """Infinity has its sign, and what is no number says so, in every printer of numbers."""
    assert [text] * 4 == [
        fixed(x, 2), numbers.bare(x, 2), numbers.general(x), numbers.shortest(x)
    ]  # fmt: skip


def test_a_p_that_is_none():
    """A p that is not defined says so, beside any level."""
    said = {say(math.nan, [0.05]) for say in (printed_p, numbers.sized_p)}

    assert {"not defined"} == said | {told_apart(math.nan, [0.05], 3)}


def _meant(text):
    """Return the relation of a printed p and the number behind it."""
    return (text[0], Decimal(f"0{text[2:]}")) if text[0] in "<>" else ("=", Decimal(f"0{text}"))


@given(p_values, levels)
@example(0.0498, 0.05)
@example(0.0502, 0.05)
@example(0.05, 0.05)
@example(0.0004, 0.0005)
@example(math.nextafter(0.05, 0), 0.05)
@example(math.nextafter(0.05, 1), 0.05)
@example(1.0, 0.05)
def test_p_is_told_from_its_level(p, alpha):
    """A printed p, read as it stands, lies on p's side of the printed level."""
    relation, shown = _meant(printed_p(p, [alpha]))
    limit = Decimal(f"0{level(alpha)}" if "e" not in level(alpha) else repr(alpha))

    if relation == "<":
        assert p < alpha
        assert shown <= limit
    elif relation == ">":
        assert p > alpha
        assert shown >= limit
    else:
        assert (p < alpha, p > alpha) == (shown < limit, shown > limit)


@given(p_values, levels, st.integers(1, 6))
def test_no_more_digits_than_it_takes(p, alpha, decimals):
    """A p far from its level has just the decimals that are asked for."""
    text = printed_p(p, [alpha], decimals)
    far = abs(p - alpha) > 10.0**-decimals and alpha >= 10.0**-decimals

    assert not far or len(text.rpartition(".")[2]) == decimals


@given(p_values, st.sampled_from([-1.0, 0.0, 1.0, 2.0, -math.inf, math.inf, math.nan]))
def test_levels_outside(p, beyond):
    """A level that no p can lie on either side of changes nothing, and nothing runs for ever."""
    assert printed_p(p, []) == printed_p(p, [beyond])


class TestOneText:
    """t = 2.125 and p near α, in every place of Python that prints them."""

    def comparison(self, changes):
        frame = pd.DataFrame({"outcome": "hope", "pre": [0.0] * len(changes), "post": changes})
        return compare_waves(frame)

    def texts(self, changes):
        """Return what each place says of a test."""
        comparison = self.comparison(changes)
        results = class_results_of(comparison)
        return {
            "result": paired_ttest([0] * 5, changes).as_text(),
            "write_up": write_up(comparison),
            "class data": " ".join(results.tests().iloc[0]),
            "explorer": PairedExplorer([0] * 5, changes).sentence(),
        }

    def test_a_tie(self):
        """t = 2.125 reads 2.13 everywhere."""
        assert paired_ttest([0] * 5, TIE).statistic == 2.125
        for place, text in self.texts(TIE).items():
            assert "t(4) = 2.13" in text, place

    @pytest.mark.parametrize("sign", [1, -1])
    def test_p_near_alpha(self, sign):
        """p = .0498 and p = .0502 are told apart wherever a verdict stands beside them."""
        for changes, digits in ((BELOW, ".0498"), (ABOVE, ".0502")):
            assert f"{stats.ttest_1samp(changes, 0).pvalue:.4f}" == f"0{digits}"
            for place, text in self.texts([sign * change for change in changes]).items():
                assert digits in text, place
                assert not re.search(r"\.050\b", text), place

    def test_the_level_that_is_asked_for(self):
        """What p is told from is the α at hand, in the write-up, the explorer and the result."""
        comparison = self.comparison(BELOW)

        assert "p = .0498" in write_up(comparison)
        assert "p = .050," in write_up(comparison, alpha=0.01)
        assert "p = .050 " in PairedExplorer([0] * 5, BELOW, alpha=0.01).sentence()
        assert "p = .050" in paired_ttest([0] * 5, BELOW, confidence_level=0.99).as_text()
        assert "p = .0498" in paired_ttest([0] * 5, BELOW, confidence_level=0.99).as_text(0.05)

    def test_holm(self):
        """An adjusted p near α has the digits that its verdict takes."""
        frames = [(BELOW, "one"), ([-3, 1, 2, 9, -4], "two"), ([4, -5, 1, 2, 3], "three")]
        pairs = pd.concat(
            pd.DataFrame({"outcome": name, "pre": [0.0] * 5, "post": post}) for post, name in frames
        )
        comparison = compare_waves(pairs)
        comparison["pvalue_holm"] = [0.0501, 0.04999, 0.9]
        shown = class_results_of(comparison).tests()["p (Holm)"].tolist()

        assert [".0501", ".04999", ".900"] == shown

    def test_one_minus_sign(self):
        """A negative number has a true minus sign in sentences and in tables."""
        explorer = PairedExplorer([7, 6, 4, 2, -2], [0] * 5)
        for text in [explorer.sentence(), *self.texts([-change for change in TIE]).values()]:
            assert f"t(4) = {MINUS}2.13" in text
        for _, table in explorer.tables():
            assert not re.search(r"-\d", table.to_string(index=False, header=False))

    def test_reported_tests(self):
        """A p that rounds to its level is told from it; t as printed has a true minus sign."""
        figure = ReportedTests(n=12)
        p = figure.result["pvalue"].tolist()
        figure.alpha = round(p[0] + 0.00001, 5)
        table = figure.tables()[0][1]

        assert f"{p[0]:.4f}" == f"{figure.alpha:.4f}"
        assert Decimal(f"0{table['p'][0]}") < Decimal(repr(figure.alpha))
        assert not table["t as printed"].str.contains("-").any()

    def test_reconstruction_browser(self, monkeypatch):
        """p of a data set has the digits that tell it from α."""
        figure = ReconstructionBrowser()
        p = figure.result["pvalue"][0]
        monkeypatch.setattr(browser, "ALPHA", round(p, 6) + 1e-6)

        assert Decimal(f"0{figure.tables()[1][1]['p'][0]}") < Decimal(f"{browser.ALPHA:.6f}")

    def test_audit_decision(self):
        """The p beside a decision has the digits that tell its ends from α."""
        row = {"outcome": ["x"], "statistic": ["2.2281"], "df": ["10"], "claim": ["significant"]}
        report = audit(pd.DataFrame(row))
        detail = report.set_index("check")["detail"]["claim"]
        ends = re.search(r"p = (\.\d+) to (\.\d+) two-tailed is significant or not", detail)
        low, high = (Decimal(f"0{end}") for end in ends.groups())

        assert low < Decimal("0.05") < high

    def test_audit_p(self):
        """The recomputed p has the digits that tell it from what the printed p stands for."""
        t = f"{stats.t.isf(0.05551 / 2, 10):.6f}"
        row = {"outcome": ["x"], "statistic": [t], "df": ["10"], "pvalue": [".055"]}
        report = audit(pd.DataFrame(row)).set_index("check")

        assert report["verdict"]["p"] == "alternative"  # had p been cut off
        low = re.match(r"\.\d+", report["expected"]["p"])[0]
        assert Decimal(f"0{low}") > Decimal("0.0555")


def test_no_other_printer():
    """Outside the two printers no script rounds a number into text, but for a picture's points."""
    printer = {"_base/numbers.js"}
    pictures = {
        "widgets/kit/drawing.js",
        "widgets/limitations_lab/plot.js",
        "widgets/paired_explorer/plot.js",
        "widgets/reconstruction_browser/plot.js",
        "widgets/three_systems/rings.js",
    }
    steps = {"widgets/paired_explorer/hand.js", "widgets/paired_explorer/state.js"}
    rounding = re.compile(r"\.(toFixed|toPrecision|toExponential|toLocaleString)\(")
    package = ROOT / "src" / "twowaves"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.js")
        if rounding.search(path.read_text(encoding="utf-8"))
    }

    assert printer | pictures | steps == found
