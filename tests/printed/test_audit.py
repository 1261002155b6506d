"""The audit: published cases, the paper's table, random data, and bad input."""

import time
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from as_printed import TIES, print_sums, rounded, sums_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twowaves import audit, feasible_n, load_outcomes, parse_printed
from twowaves.printed.audit import CHECKS

VERDICTS = {"consistent", "inconsistent", "untestable", "note", "alternative"}


def one(check, *, alpha=0.05, **cells):
    """Return what one check says of a table of one row."""
    table = pd.DataFrame({column: [cell] for column, cell in cells.items()})
    return audit(table, alpha=alpha).set_index("check").loc[check]


def verdict(check, **cells):
    """Return the verdict on the figures as printed, whatever convention might explain them."""
    found = one(check, **cells)["verdict"]
    return "inconsistent" if found == "alternative" else found


def as_printed(detail):
    """Return a sentence without the convention that might explain it."""
    return f"{detail.split('; it fits if ')[0].removesuffix('.')}."


@pytest.fixture(scope="module")
def paper():
    """Return the audit of Table 1 as a grid: one row an outcome, one column a check."""
    report = audit(load_outcomes(), n=(10, 11, 15))
    return report.set_index(["outcome", "check"])


class TestFrame:
    """What comes back."""

    def test_columns_and_checks(self):
        """Seven columns of text and a distance; every check for every outcome, in order."""
        report = audit(load_outcomes())
        texts = ["outcome", "check", "verdict", "expected", "printed", "detail", "reading"]

        assert [*texts, "distance"] == list(report)
        assert {"str"} == {str(dtype) for dtype in report[texts].dtypes}
        assert "Int64" == str(report["distance"].dtype)
        assert [*CHECKS] * 6 == report["check"].tolist()
        assert set(report["verdict"]) == VERDICTS - {"alternative"}

    def test_details_are_sentences(self):
        """Each detail is one sentence."""
        for detail in audit(load_outcomes(), n=(11, 15))["detail"]:
            assert detail.endswith(".")
            assert detail == detail.strip()
            assert ". " not in detail

    def test_what_is_missing_is_untestable(self):
        """With nothing but outcomes and one figure, no check judges, and each says why."""
        report = audit(pd.DataFrame({"outcome": ["hope"], "mean_pre": ["2.8"]}))

        assert ["untestable"] * len(CHECKS) == report["verdict"].tolist()
        assert (report["detail"].str.len() > 10).all()

    def test_empty(self):
        """No rows in, no rows out."""
        assert 0 == len(audit(load_outcomes().iloc[:0]))

    @pytest.mark.parametrize("alpha", [0, 1, -0.1, 5, np.nan])
    def test_refuses_alpha(self, alpha):
        """α lies between 0 and 1."""
        with pytest.raises(
            ValueError, match=r"^alpha is .*; it must (lie between 0|be a finite n)"
        ):
            audit(load_outcomes(), alpha=alpha)

    @pytest.mark.parametrize("alpha", ["0.05", True, None])
    def test_alpha_is_a_number(self, alpha):
        """What is no number is no α."""
        with pytest.raises(TypeError, match=r"^alpha is .*; it must be a number$"):
            audit(load_outcomes(), alpha=alpha)

    @pytest.mark.parametrize("alpha", [np.float32(0.05), Fraction(1, 20)])
    def test_any_kind_of_alpha(self, alpha):
        """Any kind of number will do."""
        assert audit(load_outcomes(), alpha=alpha).equals(audit(load_outcomes(), alpha=0.05))

    def test_refuses_n(self):
        """Each further n is a sample size."""
        with pytest.raises(ValueError, match=r"^n holds 1; each n must be a whole number of 2"):
            audit(load_outcomes(), n=(11, 1))


class TestStatcheck:
    """The published cases of statcheck: t(28), p two-tailed."""

    @pytest.mark.parametrize(
        ("t", "p", "p_verdict", "decision"),
        [
            ("2.20", ".03", "inconsistent", "consistent"),
            ("2.20", ".04", "consistent", "consistent"),
            ("2.20", ".036", "consistent", "consistent"),
            ("2.20", ".06", "inconsistent", "inconsistent"),
            ("2.2", ".03", "consistent", "consistent"),
            ("1.20", ".03", "inconsistent", "inconsistent"),
            ("2", ".02", "consistent", "consistent"),
            ("2", ".14", "consistent", "consistent"),
        ],
    )
    def test_cases(self, t, p, p_verdict, decision):
        """Error, decision error or neither."""
        cells = {"statistic": t, "df": "28", "pvalue": p}

        assert p_verdict == verdict("p", **cells)
        assert decision == verdict("claim", **cells)


class TestP:
    """p recomputed from t."""

    @pytest.mark.parametrize("tails", [1, 2])
    @pytest.mark.parametrize("t", ["0.3", "-1.303", "2.983", "12.50"])
    @pytest.mark.parametrize("df", ["1", "11", "200"])
    def test_as_scipy(self, t, df, tails):
        """The ends of the interval are SciPy's p at the ends of t's."""
        interval = parse_printed(t.lstrip("-")).interval()
        ends = tails * stats.t.sf([float(interval.high), float(interval.low)], int(df))
        texts = [f"{p:.4f}".removeprefix("0") for p in ends]
        expected = texts[0] if texts[0] == texts[1] else " to ".join(texts)
        word = "one-tailed" if tails == 1 else "two-tailed"

        found = one("p", statistic=t, df=df, pvalue="0.0123456789")["expected"].split(" or ")
        assert found[2 - tails] == f"{expected if ends[1] >= 0.00005 else 'below .0001'} {word}"

    def test_df_or_n(self):
        """Without df, n − 1 takes its place; with neither, nothing can be told."""
        cells = {"statistic": "2.20", "pvalue": ".036"}

        assert "consistent" == verdict("p", n="29", **cells)
        assert "inconsistent" == verdict("p", n="29", df="11", **cells)
        assert "No n is stated." == one("p", **cells)["detail"]
        assert "consistent" == audit(pd.DataFrame([cells]), n=29)["verdict"][2]

    @pytest.mark.parametrize(
        ("p", "expected"),
        [("< .05", "consistent"), ("< .01", "inconsistent"), ("> .05", "inconsistent")],
    )
    def test_bounds(self, p, expected):
        """A printed bound is one; t(28) = 2.20 has p = .036."""
        assert expected == verdict("p", statistic="2.20", df="28", pvalue=p)

    def test_zero(self):
        """A p printed as zero stands for the values from zero on, and says so."""
        found = one("p", statistic="9.10", df="28", pvalue=".000")

        assert "consistent" == found["verdict"]
        assert found["detail"].endswith(
            " gives p below .0001 two-tailed; .000 (p is never zero: print it as p < .001) stands "
            "for 0 to .0005."
        )

    @pytest.mark.parametrize(
        ("p", "said"),
        [("0.00", "< .01)"), (".0", "< .1)"), ("0", ""), ("< .001", ""), (".001", "")],
    )
    @pytest.mark.parametrize("check", ["p", "claim"])
    def test_how_a_zero_should_be_printed(self, check, p, said):
        """Once a row, with the decimals that are printed; a bound needs no such note."""
        t = {"statistic": "9.10"} if check == "p" else {}
        found = one(check, df="28", pvalue=p, claim="significant", **t)["detail"]

        assert bool(said) is ("p is never zero" in found)
        assert said in found

    @pytest.mark.parametrize(
        ("t", "p", "reading"),
        [
            ("2.20", ".036", "two-tailed"),
            ("2.20", ".018", "one-tailed"),
            ("2.20", ".05", "two-tailed, as a bound"),
            ("1.80", ".05", "one-tailed, as a bound"),
            ("2.20", "< .05", "two-tailed"),
            # a change against the tail that was predicted: R's p for t(9) = −4.06 is .9986
            ("-4.06", ".999", "one-tailed against the change"),
            ("2.20", ".982", "one-tailed against the change"),
        ],
    )
    def test_readings(self, t, p, reading):
        """One p has one verdict; its reading is the first that fits."""
        found = one("p", statistic=t, df="9" if t == "-4.06" else "28", pvalue=p)

        assert ("consistent", reading) == (found["verdict"], found["reading"])

    @pytest.mark.parametrize("p", [".04", "> .05", ".01"])
    def test_no_reading(self, p):
        """A p that is no customary level is no bound, and t(28) = 1.80 has p = .083 or .041."""
        found = one("p", statistic="1.60", df="28", pvalue=p)

        assert ("consistent" if p == "> .05" else "inconsistent") == found["verdict"]

    @pytest.mark.parametrize(("p", "distance"), [(".06", 2), (".030", 6), (".019", 1)])
    def test_distance(self, p, distance):
        """How far p is off counts from the nearer tail: t(28) = 2.20 has .0358 or .0179."""
        found = one("p", statistic="2.20", df="28", pvalue=p)

        assert distance == found["distance"]

    @pytest.mark.parametrize(
        ("claim", "alpha", "expected"),
        [
            ("significant", 0.05, "consistent"),
            ("not significant", 0.05, "inconsistent"),
            ("significant", 0.01, "inconsistent"),
            ("n.s.", 0.01, "consistent"),
            # p is .0358 to .0366: it may lie on either side of .036
            ("significant", 0.036, "consistent"),
            ("not significant", 0.036, "consistent"),
        ],
    )
    def test_decision(self, claim, alpha, expected):
        """The claim is held against p at α, whatever p is printed."""
        cells = {"statistic": "2.20", "df": "28", "pvalue": ".036", "claim": claim}

        assert expected == verdict("claim", alpha=alpha, **cells)

    @pytest.mark.parametrize(
        ("p", "claim", "expected", "reading"),
        [
            # t(28) = 1.80 has p = .0826 with two tails and .0413 with one
            (".083", "significant", "inconsistent", ""),
            (".083", "n.s.", "consistent", "two-tailed"),
            (".041", "significant", "consistent", "one-tailed"),
            (".041", "n.s.", "inconsistent", ""),
            ("", "significant", "consistent", "one-tailed"),
            ("", "n.s.", "consistent", "two-tailed"),
            (".9", "significant", "consistent", "one-tailed"),
            (".959", "significant", "inconsistent", ""),
            (".959", "n.s.", "consistent", "one-tailed against the change"),
        ],
    )
    def test_claim_in_the_reading_of_p(self, p, claim, expected, reading):
        """The claim must follow in a reading that explains p; without one, in some tail."""
        found = one("claim", statistic="1.80", df="28", pvalue=p, claim=claim)

        assert (expected, reading) == (found["verdict"], found["reading"])

    @pytest.mark.parametrize(
        ("p", "expected"),
        [
            ("< .05", "consistent"),
            ("> .05", "inconsistent"),
            (".05", "consistent"),  # as a bound
            (".049", "consistent"),
            (".051", "inconsistent"),
        ],
    )
    def test_decision_without_claim(self, p, expected):
        """The printed p claims what it says, unless it may lie on either side of α."""
        assert expected == verdict("claim", statistic="2.20", df="28", pvalue=p)


class TestDfAndSign:
    """The two checks that need the rest of the text."""

    def test_df_fits_the_row(self):
        """df is one less than the n of the row, or than another n that is stated."""
        assert "consistent" == verdict("df", df="9", n="10")
        found = audit(pd.DataFrame({"df": ["10"], "n": ["10"]}), n=[11, 15]).iloc[0]
        assert "consistent" == found["verdict"]
        assert "df = 10 takes 11 pairs, one of the stated n of 10, 11 and 15." == found["detail"]
        assert "9, 10 or 14" == found["expected"]

    @staticmethod
    def signs(*rows):
        table = pd.DataFrame(rows, columns=["mean_pre", "mean_post", "statistic"])
        return audit(table).query("check == 'sign'")["verdict"].tolist()

    def test_one_order(self):
        """Either order of subtraction is fine if the table keeps to it."""
        up, down = ("1.0", "2.0"), ("2.0", "1.0")

        assert ["consistent"] == self.signs((*up, "-2.0"))
        assert ["consistent"] * 2 == self.signs((*up, "2.0"), (*down, "-2.0"))
        assert ["consistent"] * 2 == self.signs((*up, "-2.0"), (*down, "2.0"))

    def test_mixed_orders(self):
        """The rows that differ from most are a note; half and half cannot be told."""
        up, down = ("1.0", "2.0"), ("2.0", "1.0")

        assert ["consistent", "note", "consistent"] == self.signs(
            (*up, "-2.0"), (*down, "-2.0"), (*up, "-1.0")
        )
        assert ["untestable"] * 2 == self.signs((*up, "-2.0"), (*down, "-2.0"))

    def test_unsigned(self):
        """Where no t is negative though scores went both ways, signs may be left out."""
        up, down = ("1.0", "2.0"), ("2.0", "1.0")

        assert ["untestable"] * 3 == self.signs((*up, "2.0"), (*down, "2.0"), (*down, "1.0"))

    def test_no_direction(self):
        """Equal means, or a t printed as zero, show no direction."""
        assert ["untestable"] == self.signs(("1.0", "1.0", "0.3"))
        assert ["untestable"] == self.signs(("1.0", "2.0", "0.0"))
        assert ["consistent"] == self.signs(("1.0", "1.1", "0.3"))


class TestWholeNumbers:
    """GRIM and GRIMMER, by their published cases."""

    @pytest.mark.parametrize(
        ("mean", "n", "items", "expected"),
        [
            ("5.19", "28", 1, "inconsistent"),
            ("5.18", "14", 2, "consistent"),
            ("5.27", "43", 1, "inconsistent"),
            ("5.83", "50", 1, "inconsistent"),
            ("3.48", "20", 1, "inconsistent"),
            ("3.48", "100", 1, "untestable"),
        ],
    )
    def test_grim(self, mean, n, items, expected):
        """Possible, impossible, or every mean possible."""
        cells = {"n": n, "scoring": "mean", "n_items": items}

        assert expected == verdict("grim_pre", mean_pre=mean, **cells)
        assert expected == verdict("grim_post", mean_post=mean, **cells)

    def test_nearest_means(self):
        """145/28 is 5.179 and 146/28 is 5.214."""
        found = one("grim_pre", mean_pre="5.19", n="28", scoring="total")

        assert "5.18 or 5.21" == found["expected"]
        below = one("grim_pre", mean_pre="-5.19", n="28", scoring="total")
        assert "−5.21 or −5.18" == below["expected"]

    @pytest.mark.parametrize(
        ("mean", "sd", "n", "expected"),
        [
            ("5.21", "1.6", "28", "consistent"),
            ("3.44", "2.47", "18", "inconsistent"),
            ("7.3", "2.51", "12", "inconsistent"),
            ("5.19", "1.6", "28", "inconsistent"),
        ],
    )
    def test_grimmer(self, mean, sd, n, expected):
        """Possible or impossible."""
        cells = {"n": n, "scoring": "total"}

        assert expected == verdict("grimmer_pre", mean_pre=mean, sd_pre=sd, **cells)
        assert expected == verdict("grimmer_post", mean_post=mean, sd_post=sd, **cells)

    def test_nearest_sds(self):
        """Of 62 in all, squares of 316 and 318 give SDs of 2.455 and 2.479."""
        found = one("grimmer_pre", mean_pre="3.44", sd_pre="2.47", n="18", scoring="total")
        squares = [rounded(18 * q - 62**2, 18 * 17, 3, root=True) for q in (316, 318)]

        assert " or ".join(squares) == found["expected"]

    @pytest.mark.parametrize("check", ["grimmer_pre", "grimmer_post", "granularity"])
    @pytest.mark.parametrize(("n", "items"), [("100101", "1"), ("10000", "11"), ("9" * 15, "12")])
    def test_too_many_sums(self, check, n, items):
        """With very many totals no search begins, whatever the n: it would not end."""
        row = load_outcomes().astype("str").loc[3, "mean_pre":"statistic"]
        found = one(check, **row, n=n, n_items=items, scoring="mean")

        assert "untestable" == found["verdict"]
        mean = "13.1" if check == "grimmer_post" else "19.3"
        said = f"more than 10000 whole-number totals give the mean {mean}: too many to go through"
        assert said in found["detail"]

    def test_many_people(self):
        """Many people are no obstacle where the mean has decimals enough."""
        cells = {"mean_pre": "2.123456", "sd_pre": "1.5", "n": "1000000", "scoring": "total"}

        assert "consistent" == verdict("grimmer_pre", **cells)

    def test_sds_at_the_end_of_a_scale(self):
        """Where few totals have the SD, the search goes through those alone: it ends at once."""
        row = {
            "mean_pre": "2", "sd_pre": "1.96", "mean_post": "2", "sd_post": "2.01",
            "statistic": "-0.3", "n": "15", "n_items": "12", "scoring": "mean",
            "scale_min": "1", "scale_max": "5",
        }  # fmt: skip
        begin = time.perf_counter()
        found = verdict("granularity", **row)

        assert "inconsistent" == found
        assert time.perf_counter() - begin < 2

    def test_unknown_scoring(self):
        """Scores that are not known to be whole numbers cannot be judged."""
        found = one("grim_pre", mean_pre="5.19", n="28")

        assert "The column scoring is missing or empty in this row." == found["detail"]

    @pytest.mark.parametrize(
        ("cells", "distance"),
        [
            # 145 / 28 = 5.179 and 146 / 28 = 5.214
            ({"mean_pre": "5.19"}, 1),
            ({"mean_post": "5.203"}, 11),
            # 4 is the most that anyone can have
            ({"mean_pre": "5.21", "scale_min": "0", "scale_max": "4"}, 121),
            # 5 items: 725 / 140 = 5.1786
            ({"mean_pre": "5.1750", "scoring": "mean", "n_items": "5"}, 36),
            ({"mean_pre": "5.21", "sd_pre": "0.01"}, None),
            ({}, None),
        ],
    )
    def test_how_far_the_nearest_mean_is(self, cells, distance):
        """A mean that no whole answers give is told by units of its last digit."""
        figures = {"mean_pre": "5.21", "mean_post": "6.00", "statistic": "2.50"}
        found = one("granularity", **{"n": "28", "scoring": "total", **figures, **cells})

        assert distance == (None if pd.isna(found["distance"]) else found["distance"])

    def test_granularity_is_feasible_n(self):
        """The verdict and the reason are those of `feasible_n`."""
        outcomes = load_outcomes()
        for n in range(8, 17):
            report = audit(outcomes.assign(n=str(n))).query("check == 'granularity'")
            found = feasible_n(outcomes, n)

            assert (report["verdict"] == "consistent").tolist() == found["feasible"].tolist()
            at_odds = report[report["verdict"].isin(["inconsistent", "alternative"])]["detail"]
            assert [r for r in found["reason"] if r] == [as_printed(said) for said in at_odds]


class TestScaleAndR:
    """What the figures allow together."""

    @pytest.mark.parametrize(
        ("mean", "sd", "expected"),
        [
            ("3.0", "2.0", "consistent"),
            # ten people at the two ends: SD of 2 · sqrt(10/9) = 2.108
            ("3.0", "2.1", "consistent"),
            ("3.00", "2.12", "inconsistent"),
            ("5.0", "0.5", "consistent"),
            ("5.04", "0.50", "inconsistent"),
            ("5.5", "0.0", "inconsistent"),
            ("0.9", "0.5", "inconsistent"),
            ("1.0", "0.0", "consistent"),
        ],
    )
    def test_range(self, mean, sd, expected):
        """Mean and SD of ten people on a scale from 1 to 5."""
        cells = {"n": "10", "scale_min": 1, "scale_max": 5}

        assert expected == verdict("range_pre", mean_pre=mean, sd_pre=sd, **cells)
        assert expected == verdict("range_post", mean_post=mean, sd_post=sd, **cells)

    @pytest.mark.parametrize(("mean", "limit"), [("41", ("0", "40.5")), ("-1", ("-0.5", "40"))])
    def test_a_mean_that_touches_the_scale(self, mean, limit):
        """A printed 41 may be 40.5 rounded, the highest score: everybody at that end fits."""
        cells = {"n": "10", "scale_min": limit[0], "scale_max": limit[1], "mean_pre": mean}

        assert "consistent" == verdict("range_pre", sd_pre="0", **cells)

    def test_published_r(self):
        """A change of 3 with SDs of 11 and 9, t = 2.5 and n = 50 implies r = .6566."""
        cells = {"mean_pre": "0.0000", "mean_post": "3.0000", "sd_pre": "11.0000"}
        found = one("implied_r", sd_post="9.0000", statistic="2.5000", n="50", **cells)

        assert ".66" == found["expected"]

    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            (("10.0", "12.0", "3.0", "3.0", "9.0"), "consistent"),
            # an SD of change of 2 · sqrt(10) / 0.9 = 7.0 is more than 3 + 3
            (("10.0", "12.0", "3.0", "3.0", "0.9"), "inconsistent"),
            # one of 2 · sqrt(10) / 9 = 0.7 is less than 6 - 3
            (("10.0", "12.0", "3.0", "6.0", "9.0"), "inconsistent"),
            (("10.0", "12.0", "3.0", "3.0", "0.0"), "inconsistent"),
            (("10.0", "10.0", "3.0", "3.0", "0.0"), "consistent"),
            (("10.0", "12.0", "0.0", "3.0", "2.0"), "untestable"),
        ],
    )
    def test_implied_r(self, figures, expected):
        """The SD of the change lies between the difference and the sum of the two SDs."""
        columns = ("mean_pre", "mean_post", "sd_pre", "sd_post", "statistic")

        assert expected == verdict("implied_r", n="10", **dict(zip(columns, figures, strict=True)))

    @pytest.mark.parametrize("n", [2, 11, 12, 60])
    @pytest.mark.parametrize("row", range(6))
    def test_extremes_of_r(self, n, row):
        """The printed interval is that of a fine grid over all five intervals."""
        table = load_outcomes().iloc[[row]].assign(n=str(n))
        figures = [table[name].item() for name in ("mean_pre", "mean_post", "statistic")]
        pre, post, t = (ends(text, 3) for text in figures)
        a, b = np.meshgrid(ends(table["sd_pre"].item(), 201), ends(table["sd_post"].item(), 201))
        changes = {abs(x - y) * np.sqrt(n) / abs(z) for x in pre for y in post for z in t}
        grids = [(a**2 + b**2 - w**2) / (2 * a * b) for w in (min(changes), max(changes))]
        low, high = np.min(grids), np.max(grids)
        text = audit(table).set_index("check").loc["implied_r", "expected"]
        found = [float(x.replace("−", "-")) for x in text.split(" to ")]

        assert found == pytest.approx([low, high], abs=0.0051)

    def test_minimum_on_an_edge(self):
        """r is least inside the interval of the first SD, at .092; its ends give .103 and .109."""
        cells = {"mean_pre": "0.000", "mean_post": "9.950", "sd_pre": "1", "sd_post": "10.00"}
        found = one("implied_r", statistic="3.000", n="9", **cells)
        pre, post, t = (ends(text, 3) for text in ("0.000", "9.950", "3.000"))
        a, b = np.meshgrid(ends("1", 1001), ends("10.00", 1001))
        widest = max(abs(y - x) * 3 / z for x in pre for y in post for z in t)
        least = ((a**2 + b**2 - widest**2) / (2 * a * b)).min()

        assert ".09" == f"{least:.2f}"[1:] == found["expected"].split(" to ")[0]


def ends(text, count):
    """Return evenly spaced values of a printed figure's interval."""
    return np.linspace(*parse_printed(text).interval().as_floats(), count)


class TestPaper:
    """What does not fit in Table 1 of Beaumont et al. (2021)."""

    def test_df(self, paper):
        """t(11) takes 12 pairs, and the text states 10, 11 and 15."""
        df = paper.xs("df", level="check")

        assert {"inconsistent"} == set(df["verdict"])
        assert {"df = 11 takes 12 pairs; the stated n are 10, 11 and 15."} == set(df["detail"])

    def test_sign(self, paper):
        """Inadequate and hated self fell with a negative t, unlike the others."""
        sign = paper.xs("sign", level="check")["verdict"]

        assert ["inadequate self", "hated self"] == sign[sign == "note"].index.tolist()

    def test_p(self, paper):
        """Each printed p has a reading at the printed df of 11."""
        p = paper.xs("p", level="check")
        readings = {
            "self-compassion": "two-tailed",
            "self-persecution": "one-tailed",
            "self-correction": "two-tailed",
            "inadequate self": "one-tailed, as a bound",
            "reassured self": "two-tailed",
            "hated self": "one-tailed",
        }

        assert {"consistent"} == set(p["verdict"])
        assert readings == p["reading"].to_dict()

    def test_claims(self, paper):
        """All six claims follow, two of the four significant ones with one tail only."""
        claims = paper.xs("claim", level="check")
        one_tailed = claims[claims["reading"] == "one-tailed"]

        assert {"consistent"} == set(claims["verdict"])
        assert ["inadequate self", "reassured self"] == one_tailed.index[
            one_tailed["printed"] == "significant"
        ].tolist()

    def test_granularity(self, paper):
        """n = 10 is impossible for four outcomes; 11 would fit each."""
        found = paper.xs("granularity", level="check")
        impossible = found[found["verdict"] == "inconsistent"]

        assert 4 == len(impossible)
        assert impossible["detail"].str.contains("also stated: n = 11").all()

    def test_the_rest_fits(self, paper):
        """Means, SDs and scales contradict nothing."""
        for check in ("grim_pre", "grimmer_pre", "grimmer_post", "range_pre", "implied_r"):
            assert "inconsistent" not in set(paper.xs(check, level="check")["verdict"])

    @pytest.mark.parametrize(
        ("outcome", "expected"),
        [
            ("self-compassion", "−.07 to .74"),
            ("self-persecution", "−.06 to .17"),
            ("self-correction", ".26 to .32"),
            ("inadequate self", "−.08 to .03"),
            ("reassured self", "−.03 to .08"),
            ("hated self", "−.03 to .26"),
        ],
    )
    def test_implied_r(self, outcome, expected):
        """The correlations at n = 11."""
        report = audit(load_outcomes().assign(n="11")).set_index(["outcome", "check"])

        assert expected == report.loc[(outcome, "implied_r"), "expected"]


@st.composite
def reports(draw):
    """Draw whole-number data and print them as a paper would, whatever its habits."""
    items, n = draw(st.integers(1, 12)), draw(st.integers(2, 14))
    low = draw(st.integers(-1, 1))
    high = low + draw(st.integers(1, 6))
    scores = st.lists(st.integers(low * items, high * items), min_size=n, max_size=n)
    pre, post = draw(scores), draw(scores)
    by_mean, rule = draw(st.booleans()), draw(st.sampled_from(TIES))
    decimals = draw(st.tuples(*[st.integers(0, 3)] * 3))
    row = print_sums(n, sums_of(pre, post), items if by_mean else 1, decimals=decimals, rule=rule)
    row |= {"n": str(n), "df": str(n - 1), "n_items": items}
    row |= {"scoring": "mean" if by_mean else "total"}
    times = 1 if by_mean else items
    row |= {"scale_min": low * times, "scale_max": high * times}
    if row["statistic"] is not None:
        p = stats.ttest_rel(post, pre).pvalue
        row["pvalue"] = rounded(*p.as_integer_ratio(), draw(st.integers(1, 4)))
        row["claim"] = "significant" if p < 0.05 else "not significant"
        if draw(st.booleans()):  # pre - post
            row["statistic"] = f"-{row['statistic']}".removeprefix("--")
    return row


class TestTrueData:
    """Random whole-number data, rounded as papers round."""

    @pytest.mark.slow
    @given(reports())
    def test_are_consistent(self, row):
        """At their true n nothing is inconsistent."""
        report = audit(pd.DataFrame([row]))
        found = report[report["verdict"] == "inconsistent"]

        assert found.empty, (row, found["detail"].tolist())


class TestBadInput:
    """One bad cell spoils the checks that need it, and no other."""

    @pytest.mark.parametrize(
        ("column", "cell", "spoiled"),
        [
            ("pvalue", "n.s.", "p"),
            ("n", "1", "df grim grimmer range implied_r granularity"),
            ("sd_pre", "-0.8", "grimmer_pre range_pre implied_r granularity"),
            ("mean_pre", "2,8", "sign grim_pre grimmer_pre range_pre implied_r granularity"),
            ("statistic", 2.04, "sign p claim implied_r granularity"),
            ("df", "10.53", "df p claim"),
            ("claim", "perhaps", "claim"),
            ("scoring", "?", "grim grimmer granularity"),
            ("scale_max", "-1", "range granularity"),
        ],
    )
    def test_spoils_no_more_than_it_must(self, column, cell, spoiled):
        """Just the checks that need the bad cell quote it; the other rows are audited."""
        table = load_outcomes().astype({column: object})
        table.loc[3, column] = cell
        before, after = audit(load_outcomes()), audit(table)
        said = after["detail"].str.startswith(f"Row 4 (inadequate self), {column}: ")
        ends = ("", "_pre", "_post")
        names = {name + end for name in spoiled.split() for end in ends}

        assert {"untestable"} == set(after.loc[said, "verdict"])
        assert {"inadequate self"} == set(after.loc[said, "outcome"])
        assert set(CHECKS) & names == set(after.loc[said, "check"])
        kept = ~said & (after["check"] != "sign")  # the order of most rows is counted anew
        pd.testing.assert_frame_equal(before[kept], after[kept])

    def test_columns(self):
        """A table may miss any column; the checks that need none of it judge as before."""
        full = audit(load_outcomes())
        for column in load_outcomes().columns[1:15]:
            report = audit(load_outcomes().drop(columns=column))
            judged = report["verdict"] != "untestable"

            assert VERDICTS >= set(report["verdict"])
            if column not in {"df", "statistic", "claim", "pvalue", "mean_pre", "mean_post"}:
                pd.testing.assert_frame_equal(full[judged], report[judged])


CORRELATED = {
    "n": "10", "mean_pre": "2.000000", "mean_post": "3.000000",
    "sd_pre": "1.000000", "sd_post": "1.000000",
}  # fmt: skip


class TestWholeJudgement:
    """All that a row of the report says, not its verdict alone."""

    @pytest.mark.parametrize(
        ("cells", "check", "expected", "printed", "detail"),
        [
            (  # Brown and Heathers (2017): 145 / 28 = 5.179, 146 / 28 = 5.214
                {"n": "28", "mean_pre": "5.19", "n_items": "1"},
                *("grim_pre", "5.18 or 5.21", "5.19"),
                (
                    "For 28 people no whole-number total gives the mean 5.19; "
                    "the nearest means are 5.18 and 5.21."
                ),
            ),
            (
                {"n": "28", "mean_pre": "5.18", "n_items": "1"},
                *("grim_pre", "Σ = 145", "5.18"),
                "For 28 people a total of 145 gives the mean 5.18.",
            ),
            (  # Anaya (2016); (316 − 62²/18) / 17 = 2.455², (318 − 62²/18) / 17 = 2.479²
                {"n": "18", "mean_pre": "3.44", "sd_pre": "2.47"},
                *("grimmer_pre", "2.455 or 2.479", "3.44 (2.47)"),
                (
                    "For 18 people with the mean 3.44 no whole-number sum of squares gives the "
                    "SD 2.47; nearest is 2.455 or 2.479."
                ),
            ),
            (
                {"n": "18", "mean_pre": "3.44", "sd_pre": "2.48"},
                *("grimmer_pre", "Σ = 62", "3.44 (2.48)"),
                "For 18 people a total of 62 and a sum of squares of 318 give the SD 2.48.",
            ),
            (
                {"n": "10", "mean_pre": "37", "sd_pre": "2", "scale_min": "0", "scale_max": "36"},
                *("range_pre", "0 to 36", "37"),
                "The mean 37 lies outside the scale from 0 to 36.",
            ),
            (
                {"mean_pre": "3", "mean_post": "4", "statistic": "0.0"},
                *("sign", "", ""),
                "t = 0.0 may be zero, so it shows no direction.",
            ),
            (
                {"mean_pre": "3", "mean_post": "3", "statistic": "1.0"},
                *("sign", "", ""),
                "The means 3 and 3 do not tell whether the score rose or fell.",
            ),
            (  # statcheck's case t(28) = 2.20: the exact p is .03622548
                {"n": "29", "statistic": "2.20", "pvalue": ".06"},
                *("claim", "significant", "not significant"),
                (
                    "At α = .05, p = .0358 to .0366 two-tailed is significant; "
                    "p = .06 says not significant."
                ),
            ),
            (
                {"n": "29", "statistic": "2.20", "pvalue": "< .05"},
                *("claim", "significant", "significant"),
                (
                    "At α = .05, p = .0358 to .0366 two-tailed is significant; "
                    "p < .05 says significant."
                ),
            ),
            (
                {"n": "29", "statistic": "2.20", "claim": "not significant"},
                *("claim", "significant", "not significant"),
                (
                    "At α = .05, p = .0358 to .0366 two-tailed is significant; "
                    "the claim says not significant."
                ),
            ),
            (
                {"n": "29", "statistic": "2.20", "pvalue": ".06"},
                *("p", ".0358 to .0366 two-tailed or .0179 to .0183 one-tailed", ".06"),
                (
                    "At df = 28, |t| = 2.20 gives p = .0358 to .0366 two-tailed and "
                    "p = .0179 to .0183 one-tailed; .06 stands for .055 to .065."
                ),
            ),
            (
                {"n": "29", "statistic": "2.20", "pvalue": ".05"},
                *("p", ".0358 to .0366", ".05"),
                "At df = 28, |t| = 2.20 gives p = .0358 to .0366 two-tailed, which fits p < .05.",
            ),
            (
                {"n": "29", "statistic": "2.20", "pvalue": "< .10"},
                *("claim", "", ""),
                "There is no claim, and p printed as < .10 may lie on either side of .05.",
            ),
            (  # 60 people with two items each have 120 possible means between two whole numbers
                {"n": "60", "mean_pre": "3.48", "n_items": "2", "scoring": "mean"},
                *("grim_pre", "", ""),
                (
                    "For 60 people with 2 items each every mean with 2 decimals is possible, "
                    "so GRIM has nothing to judge."
                ),
            ),
            (  # 0 / 11 = 0, 1 / 11 = .0909: nothing has a sign of its own
                {"n": "11", "mean_pre": "0.05"},
                *("grim_pre", "0.00 or 0.09", "0.05"),
                (
                    "For 11 people no whole-number total gives the mean 0.05; "
                    "the nearest means are 0.00 and 0.09."
                ),
            ),
            (
                {"n": "11", "mean_pre": "-0.05"},
                *("grim_pre", "−0.09 or 0.00", "-0.05"),
                (
                    "For 11 people no whole-number total gives the mean -0.05; "
                    "the nearest means are −0.09 and 0.00."
                ),
            ),
            (
                {"n": "28", "mean_pre": "5.19", "sd_pre": "1.6"},
                *("grimmer_pre", "", "5.19 (1.6)"),
                "No whole-number total of 28 people gives the mean 5.19, so no SD goes with it.",
            ),
            (  # Anaya's case on two items: his SDs of 2.4548 and 2.4787, halved
                {"n": "18", "mean_pre": "1.72", "sd_pre": "1.235", "n_items": "2"}
                | {"scoring": "mean"},
                *("grimmer_pre", "1.2274 or 1.2393", "1.72 (1.235)"),
                (
                    "For 18 people with the mean 1.72 no whole-number sum of squares gives the "
                    "SD 1.235; nearest is 1.2274 or 1.2393."
                ),
            ),
            (  # four people share 2 points: at the least 1, 1, 0, 0, with an SD of √(1/3)
                {"n": "4", "mean_pre": "0.5", "sd_pre": "0.2"},
                *("grimmer_pre", "0.58", "0.5 (0.2)"),
                (
                    "For 4 people with the mean 0.5 no whole-number sum of squares gives the "
                    "SD 0.2; nearest is 0.58."
                ),
            ),
            (
                {"n": "100101", "mean_pre": "3.1", "sd_pre": "1.0", "n_items": "12"}
                | {"scoring": "mean"},
                *("grimmer_pre", "", ""),
                (
                    "For 100101 people with 12 items each more than 10000 whole-number totals give "
                    "the mean 3.1: too many to go through one by one."
                ),
            ),
            (  # 29.5 is the mean nearest to the middle: √(29.5 · 6.5 · 10/9) = 14.597
                {"n": "10", "mean_pre": "30", "sd_pre": "15", "scale_min": "0", "scale_max": "36"},
                *("range_pre", "SD at most 14.6", "30 (15)"),
                (
                    "On the scale from 0 to 36 the SD of 10 people with the mean 30 "
                    "is at most 14.6; 15 is possible."
                ),
            ),
            (
                {"n": "10", "mean_pre": "30", "sd_pre": "16", "scale_min": "0", "scale_max": "36"},
                *("range_pre", "SD at most 14.6", "30 (16)"),
                (
                    "On the scale from 0 to 36 the SD of 10 people with the mean 30 "
                    "is at most 14.6; 16 is too large."
                ),
            ),
            (  # SD of change √10 · 1 / 2 = 1.5811, so r = 1 − 2.5 / 2
                CORRELATED | {"statistic": "2.000000"},
                *("implied_r", "−.25", "2.000000"),
                "With n = 10, means, SDs and t imply a correlation of pre and post of −.25.",
            ),
            (  # SD of change √10 · 1 / 0.5 = 6.3246, so r = 1 − 40 / 2
                CORRELATED | {"statistic": "0.500000"},
                *("implied_r", "−19.00", "0.500000"),
                (
                    "With n = 10, means, SDs and t imply a correlation of pre and post of −19.00, "
                    "beyond ±1."
                ),
            ),
            (
                CORRELATED | {"statistic": "2.0", "sd_post": "0.0"},
                *("implied_r", "", ""),
                "An SD may be zero, and then no correlation exists.",
            ),
            (  # 0, 1, 2 before and 0, 2, 4 after: changes of 0, 1, 2, and t = 1 / √(1/3)
                {"n": "3", "mean_pre": "1.0", "sd_pre": "1.0", "mean_post": "2.0", "sd_post": "2.0"}
                | {"statistic": "1.732"},
                *("granularity", "Σd = 3, Σd² = 5", "1.732"),
                "n = 3: Σd = 3, Σd² = 5 fit all the printed figures.",
            ),
        ],
    )
    def test_row(self, cells, check, expected, printed, detail):
        """The report says what would fit, what is printed, and why, in one sentence."""
        found = one(check, **{"outcome": "x", "scoring": "total", **cells})

        told = found["expected"], found["printed"], as_printed(found["detail"])
        assert (expected, printed, detail) == told

    @pytest.mark.parametrize("reversed_order", [False, True])
    def test_signs(self, reversed_order):
        """The sign that most rows use is expected of all: post − pre here, or pre − post."""
        rows = [
            ("1", "2", 1.5),
            ("4", "2", -2.5),
            ("5", "6", -3.0),
            ("6", "5", 3.5),
            ("1", "3", 2.0),
        ]
        flip = -1 if reversed_order else 1
        table = pd.DataFrame(
            [(str(i), pre, post, str(flip * t)) for i, (pre, post, t) in enumerate(rows)],
            columns=["outcome", "mean_pre", "mean_post", "statistic"],
        )
        report = audit(table)
        found = report[report["check"] == "sign"]
        usual, other = ("post − pre", "pre − post")[::flip]
        words = {1: "positive", -1: "negative"}
        wanted = [words[flip * (1 if float(post) > float(pre) else -1)] for pre, post, _ in rows]

        assert wanted == found["expected"].tolist()
        assert [str(flip * t) for *_, t in rows] == found["printed"].tolist()
        assert ["consistent"] * 2 + ["note"] * 2 + ["consistent"] == found["verdict"].tolist()
        assert f"t is of {usual}, as in 3 of the 5 rows." in found["detail"].iloc[1]
        assert f"t is of {other}, unlike in 3 of the 5 rows;" in found["detail"].iloc[2]

    @pytest.mark.parametrize(
        ("signs", "said"),
        [
            (("2.0", "1.0"), "No t of the table is negative though scores rose and fell: t may be"),
            (("-2.0", "-1.0"), "as in half of the 2 rows, so which order is meant cannot be told."),
        ],
    )
    def test_no_order(self, signs, said):
        """Where the table shows no order of subtraction, each row says why none is judged."""
        table = pd.DataFrame(
            {
                "outcome": ["a", "b"],
                "mean_pre": ["1", "3"],
                "mean_post": ["2", "1"],
                "statistic": signs,
            }
        )
        found = audit(table).query("check == 'sign'")

        assert ["untestable"] * 2 == found["verdict"].tolist()
        assert found["detail"].str.contains(said, regex=False).all()

    @pytest.mark.parametrize("others", [(11, 15), (12, 16), (13, 15)])
    def test_other_sizes(self, others):
        """Further stated n are said to fit or not, as `feasible_n` finds for each by itself."""
        outcomes = load_outcomes()
        found = audit(outcomes, n=(10, *others)).query("check == 'granularity'")
        fits = {n: feasible_n(outcomes, n).set_index("outcome")["feasible"] for n in others}

        for row in found.itertuples():
            told = []
            for wanted, verb in ((True, "would fit"), (False, "would not")):
                if sizes := [str(n) for n in others if fits[n][row.outcome] == wanted]:
                    told.append(f"n = {' and '.join(sizes)} {verb}")
            assert as_printed(row.detail).endswith(f"; also stated: {', '.join(told)}.")

    def test_p_that_ends_at_alpha(self):
        """A p of .2 may be .25, which is not below an α of .25; one of .3 is nowhere below it."""
        cells = {"n": "29", "statistic": "1.20"}
        undecided = one("claim", alpha=0.25, **cells, pvalue=".2")
        above = one("claim", alpha=0.25, **cells, pvalue=".3")

        assert "untestable" == undecided["verdict"]
        assert "p printed as .2 may lie on either side of .25." in undecided["detail"]
        assert "not significant" == above["printed"]

    def test_paper(self, paper):
        """Table 1: what fell has a positive t and what rose a negative one, in four rows of six."""
        signs = paper.xs("sign", level="check")
        outcomes = load_outcomes().set_index("outcome")
        fell = ["self-persecution", "self-correction", "inadequate self", "hated self"]

        assert set(fell) == set(signs.index[signs["expected"] == "positive"])
        assert outcomes["statistic"].tolist() == signs["printed"].tolist()
        assert ["inadequate self", "hated self"] == signs.index[signs["verdict"] == "note"].tolist()
