"""Figures that tables print twice, an n for each wave, and declared conventions."""

from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from full_rows import full_row, row_with_drop_outs, with_a_slip

from twowaves import audit, df_interval, feasible_n, findings, reconstruct, reproduces
from twowaves.printed.table import rows

AT_ODDS = ["inconsistent", "alternative"]

# PMC7901853, Table 2: 41 people at baseline, 36 at follow-up and in the tests
TRAUMA = {
    "outcome": "PCL-5", "scoring": "total", "scale_min": "0", "scale_max": "80", "n_pre": "41",
    "n_post": "36", "mean_pre": "43.37", "sd_pre": "13.64", "mean_post": "35.72",
    "sd_post": "16.51", "statistic": "2.46", "pvalue": ".019",
}  # fmt: skip
# synthetic: 20 people, changes with a mean of 3.75 and an SD of 6.68
CALM = {
    "outcome": "calm", "n": "20", "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10",
    "sd_post": "5.84", "statistic": "2.51", "df": "19", "pvalue": ".021", "sd_change": "6.68",
}  # fmt: skip


def audited(row, **conventions):
    return audit(pd.DataFrame([row]), **conventions).set_index("check")


def odds(rows, **conventions):
    """Return the checks that are at odds as printed."""
    report = audit(pd.DataFrame(rows), **conventions)
    return report[report["verdict"].isin(AT_ODDS)]


class TestWaves:
    """Each wave has its own n."""

    def test_the_trauma_table(self):
        """Each wave fits its own n, and the joint checks do not ask for more."""
        report = audited(TRAUMA)
        joint = report.loc[["implied_r", "granularity"]]

        assert not set(report["verdict"]) & set(AT_ODDS)
        assert ["consistent"] * 4 == report.loc["grim_pre":"grimmer_post", "verdict"].tolist()
        assert "For 41 people a total of 1778 gives the mean 43.37." == report["detail"]["grim_pre"]
        assert ["untestable"] * 2 == joint["verdict"].tolist()
        assert joint["detail"].str.contains("41 people before and 36 after").all()

    def test_one_n_for_both(self):
        """With 36 for both waves the same row is at odds, as it is with 41."""
        for n in ("36", "41"):
            assert not odds([TRAUMA | {"n_pre": n, "n_post": n}]).empty

    def test_df_confirms_the_pairs(self):
        """t and p of the row leave 31 to 40 degrees of freedom, and so 35."""
        found = df_interval(pd.DataFrame([TRAUMA])).query("tails == 2 and reading == 'rounded'")

        assert [31, 40] == found[["df_low", "df_high"]].iloc[0].tolist()

    @pytest.mark.parametrize(
        ("df", "verdict", "distance"),
        [("35", "consistent", 0), ("33", "consistent", 0), ("37", "inconsistent", 2)],
    )
    def test_df(self, df, verdict, distance):
        """As many people may be paired as the smaller wave has, and any fewer."""
        found = audited(TRAUMA | {"df": df}).loc["df"]

        assert (verdict, distance) == (found["verdict"], 0 if pd.isna(found["distance"]) else 2)
        assert "35 or less" == found["expected"]

    def test_df_of_a_stated_n(self):
        """What the text says of the pairs counts, too."""
        assert audited(TRAUMA | {"df": "40"}, n=41)["verdict"]["df"] == "consistent"

    def test_all_are_paired(self):
        """Two waves of one size are taken for the same people, and a note says so."""
        found = audited({"n_pre": "36", "n_post": "36", "statistic": "2.46", "pvalue": ".019"})

        assert ("note", "35") == tuple(found.loc["df", ["verdict", "expected"]])
        assert "taken for granted" in found["detail"]["df"]
        assert "At df = 35," in found["detail"]["p"]

    def test_any_df_where_nothing_tells_the_pairs(self):
        """Then p is that of as many people as are in both waves, or of fewer."""
        row = {"n_pre": "41", "n_post": "36", "statistic": "2.46"}
        right, wrong = (audited(row | {"pvalue": p}).loc["p"] for p in (".030", ".008"))

        assert "consistent" == right["verdict"]
        assert "At df = 1 to 35, |t| = 2.46 gives p = .0188 to .2463" in right["detail"]
        assert "inconsistent" == wrong["verdict"]

    def test_one_wave_alone(self):
        """The n of one wave is not that of the other."""
        found = audited(
            {"n_pre": "41", "df": "33", "mean_pre": "43.37", "mean_post": "35.72"}
            | {"scoring": "total", "statistic": "2.46", "pvalue": ".019"}
        )

        assert "consistent" == found["verdict"]["df"]
        assert "The n of this wave is not printed" in found["detail"]["grim_post"]
        assert "For 41 people" in found["detail"]["grim_pre"]

    @pytest.mark.parametrize("gone", [(), ("df",), ("df", "n_post"), ("n_pre",), ("statistic",)])
    def test_drop_outs(self, gone):
        """No true row of two waves is at odds, however many of its people are paired."""
        draw = np.random.default_rng([24, len(gone), len("".join(gone))])
        rows = [row_with_drop_outs(draw, draw.permutation([0, 1 + i % 5])) for i in range(60)]
        rows += [row_with_drop_outs(draw) for _ in range(60)]
        unequal = [row for row in rows if "df" not in gone or row["n_pre"] != row["n_post"]]
        told = [{name: row[name] for name in row if name not in gone} for row in unequal]

        assert odds(told).empty

    def test_pairs_from_df(self):
        """Where waves have their own n, the pairs are those of df."""
        report = audited(TRAUMA | {"df": "33"})

        assert "the pairs are 34" in report["detail"]["granularity"]


class TestSeparateGroups:
    """A table of another test is told as such, and not accused."""

    # synthetic: 20 and 21 people in two groups
    ROW: ClassVar = {
        "n_pre": "20", "n_post": "21", "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10",
        "sd_post": "5.84", "statistic": "1.99", "df": "39", "pvalue": ".054",
    }  # fmt: skip

    def test_both_sizes(self):
        """df of the two sizes less 2 is no df of pairs; p and claim follow from t and df alone."""
        report = audited(self.ROW)
        words = (
            "the test is one of two separate groups of 20 and 21, which this audit does not judge"
        )

        assert "alternative" == report["verdict"]["df"]
        assert words == report["reading"]["df"]
        assert "consistent" == report["verdict"]["p"]
        assert "inconsistent" not in set(report["verdict"])

    def test_a_slip_stays_one(self):
        """A wrong p is at odds whatever the groups are."""
        report = audited(self.ROW | {"pvalue": ".54"})

        assert "inconsistent" == report["verdict"]["p"]
        assert "alternative" == report["verdict"]["df"]

    def test_one_size(self):
        """Of 41 people in all, df = 39 may be theirs; or one of them was not tested."""
        row = {"n": "41", "df": "39", "statistic": "1.99", "pvalue": ".054"}
        words = "of whom 40 were tested, or the test is one of two separate groups"

        assert audited(row)["reading"]["df"].endswith(words)
        assert "groups" not in audited(row | {"df": "38"})["reading"]["df"]


class TestRedundant:
    """Each printed figure is held against what the others leave."""

    @pytest.mark.parametrize(
        ("column", "right", "wrong", "check"),
        [
            # 22.10 − 18.35; 6.68 / √20; ±t(19; .975) · 1.494; 6.20 / √20; 18.35 ± 2.093 · 1.386
            ("mean_change", ("3.75", "-3.75", "3.76"), ("3.57", "3.6"), "change"),
            ("se_change", ("1.49",), ("1.48", "1.50", "6.68"), "se_change"),
            ("se_pre", ("1.39", "1.4"), ("1.93", "6.20"), "se_pre"),
            # (6.20² + 5.84² − 6.68²) / (2 · 6.20 · 5.84) = .386
            ("r", (".39", ".386"), (".37", ".35", "-.39"), "r"),
            # d_z 3.75 / 6.68, d_av 3.75 / 6.02, and Hedges' versions: .9596 times as much
            ("d", ("0.56", "0.62", "0.54", "-0.56"), ("0.65", "2.51"), "d"),
        ],
    )
    def test_each(self, column, right, wrong, check):
        """What follows passes, what does not is at odds."""
        for text in right:
            assert audited(CALM | {column: text})["verdict"][check] == "consistent", text
        for text in wrong:
            assert audited(CALM | {column: text})["verdict"][check] in AT_ODDS, text

    @pytest.mark.parametrize(
        ("low", "high", "middle", "width"),
        [
            ("0.62", "6.88", True, True),
            ("-6.88", "-0.62", True, True),
            ("0.55", "6.81", False, True),
            ("1.00", "6.50", True, False),
        ],
    )
    def test_interval_of_the_change(self, low, high, middle, width):
        """An interval is held against the change by its middle, and by its width."""
        found = audited(CALM | {"ci_low": low, "ci_high": high})["verdict"]

        assert (middle, width) == (
            found["ci_middle"] == "consistent", found["ci_width"] == "consistent",
        )  # fmt: skip

    def test_an_interval_without_its_middle(self):
        """From 6.13 to 5.56 the change is .57, which is not the middle of .55 and .83."""
        row = {"mean_pre": "6.13", "mean_post": "5.56", "n": "100", "ci_low": "0.55",
               "ci_high": "0.83"}  # fmt: skip
        found = audited(row).loc["ci_middle"]

        assert (11, "0.55 to 0.83") == (found["distance"], found["printed"])
        assert found["verdict"] in AT_ODDS

    def test_level(self):
        """At 90 % the interval is narrower: t(19; .95) · 1.494 = 2.58."""
        cells = CALM | {"ci_low": "1.17", "ci_high": "6.33"}

        assert "consistent" == audited(cells | {"ci_level": "90"})["verdict"]["ci_width"]
        assert audited(cells)["verdict"]["ci_width"] in AT_ODDS

    @pytest.mark.parametrize(("kind", "verdict"), [("d_z", True), ("g_z", False), ("d_av", False)])
    def test_kind_of_d(self, kind, verdict):
        """With its kind, d is held against no other."""
        found = audited(CALM | {"d": "0.561", "d_kind": kind})["verdict"]["d"]

        assert verdict == (found == "consistent")

    def test_p_without_t(self):
        """p = .021 of 20 pairs leaves |t| near 2.51 or, one-tailed, 2.18: r is told from it."""
        cells = {
            name: cell for name, cell in CALM.items() if name not in ("statistic", "sd_change")
        }
        found = audited(cells)

        assert "consistent" == found["verdict"]["implied_r"]
        assert audited(cells | {"sd_pre": "0.50"})["verdict"]["implied_r"] in AT_ODDS

    @pytest.mark.parametrize(
        ("p", "claim", "verdict"),
        [
            (".021", "significant", "consistent"),
            (".021", "n.s.", "inconsistent"),
            ("< .01", "significant", "consistent"),
            (".2", "significant", "inconsistent"),
            # .05 may be .045 to .055, and .1 may mean "below .1"
            (".05", "n.s.", "consistent"),
            (".1", "significant", "consistent"),
        ],
    )
    def test_claim_without_t(self, p, claim, verdict):
        """Where no t is printed, the claim is held against p itself."""
        assert verdict == audited({"pvalue": p, "claim": claim})["verdict"]["claim"]

    def test_only_what_is_printed(self):
        """A table that prints none of these figures has none of the checks."""
        bare = {name: cell for name, cell in CALM.items() if name != "sd_change"}

        assert 12 == len(audited(bare))
        assert ["t"] == [name for name in audited(CALM).index if name not in audited(bare).index]

    @pytest.mark.parametrize(
        ("column", "cell"),
        [("r", "1.2"), ("ci_level", "3"), ("unit", "0"), ("unit", "1/0"), ("d_kind", "f"),
         ("rounding", "down"), ("sd_kind", "x"), ("tail", "left"), ("n_pre", "1")],
    )  # fmt: skip
    def test_bad_cells(self, column, cell):
        """A cell that cannot be read is named."""
        (row,) = rows(pd.DataFrame([CALM | {column: cell}]))

        assert row.problems[column].startswith(f"Row 1 (calm), {column}: '{cell}' is ")


class TestConventions:
    """What is declared is what is reckoned with."""

    @pytest.mark.parametrize("further", [False, True])
    @pytest.mark.parametrize("rule", ["nearest", "truncate", "up", "twice"])
    @pytest.mark.parametrize("sd", ["sample", "population"])
    def test_true_rows(self, rule, sd, further):
        """No true row of 3 to 200 people is at odds under the conventions that it keeps."""
        draw = np.random.default_rng([24, len(rule), len(sd), further])
        rows = [full_row(draw, rule, sd, further=further) for _ in range(25)]
        found = odds(pd.DataFrame(rows, dtype="str").fillna(""), rounding=rule, sd=sd)

        assert found.empty, found[["check", "printed", "detail"]].to_numpy().tolist()

    @pytest.mark.parametrize("rule", ["truncate", "up", "twice"])
    def test_undeclared(self, rule):
        """Where such a row is at odds, the convention is told as what fits, not as an error."""
        draw = np.random.default_rng([25, len(rule)])
        rows = [full_row(draw, rule, n=int(draw.integers(5, 60)), further=False) for _ in range(25)]
        report = audit(pd.DataFrame(rows))

        assert "inconsistent" not in set(report["verdict"])
        assert "alternative" in set(report["verdict"])

    def test_population_sd(self):
        """SDs with n in their denominator are told as such."""
        draw = np.random.default_rng(26)
        rows = [full_row(draw, sd="population", n=12, further=False) for _ in range(10)]
        report = audit(pd.DataFrame(rows))

        assert "inconsistent" not in set(report["verdict"])
        assert "the SDs have n in their denominator" in set(report["reading"])

    def test_fewer_pairs(self):
        """df of fewer pairs than people described: drop-outs, told as such."""
        row = {**{k: v for k, v in TRAUMA.items() if k not in ("n_pre", "n_post")}, "n": "41",
               "mean_post": "35.73", "sd_post": "16.50", "df": "35"}  # fmt: skip
        report = audited(row)

        assert "inconsistent" not in set(report["verdict"])
        assert "the figures describe 41 people, of whom 36 were tested" == report["reading"]["df"]

    def test_a_row_of_its_own(self):
        """A column declares for a row what the call declares for the table."""
        draw = np.random.default_rng(27)
        row = full_row(draw, "truncate", "population", n=12, further=False)
        own = row | {"rounding": "cut off", "sd_kind": "n"}

        assert odds([own]).empty
        assert not odds([row]).empty

    def test_tail(self):
        """A declared tail leaves p no other."""
        row = {"statistic": "2.20", "df": "28", "pvalue": ".018"}

        assert "consistent" == audited(row, tail="one")["verdict"]["p"]
        assert audited(row, tail="two")["verdict"]["p"] in AT_ODDS
        assert audited(row | {"tail": "two"})["verdict"]["p"] in AT_ODDS

    def test_step(self):
        """A score of the SF-36 goes in steps of 100/3, so that 17 people cannot have 11.7."""
        row = {"n": "17", "scoring": "total", "mean_pre": "11.7", "mean_post": "41.7"}

        assert audited(row, step="100/3")["verdict"]["grim_pre"] in AT_ODDS
        assert "consistent" == audited(row | {"n": "20"}, step="100/3")["verdict"]["grim_pre"]
        assert "consistent" == audited(row | {"n": "20", "unit": "100/3"})["verdict"]["grim_post"]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"rounding": "down"}, "rounding is 'down'; it must be one of 'nearest'"),
            ({"rounding": {"q": "up"}}, "rounding names the figure 'q'; name mean_pre, "),
            ({"sd": "n"}, "sd is 'n'; it must be one of 'sample'"),
            ({"tail": "left"}, "tail is 'left'; it must be one of 'any'"),
            ({"step": 0}, "step is 0; it must be a number above 0"),
        ],
    )
    def test_refused(self, given, said):
        """What is no convention is refused in a sentence."""
        with pytest.raises(ValueError, match=said):
            audit(pd.DataFrame([CALM]), **given)

    def test_elsewhere(self):
        """`feasible_n` and `reconstruct` take SDs with n in their denominator, too."""
        draw = np.random.default_rng(28)
        row = full_row(draw, sd="population", n=6, further=False)
        table = pd.DataFrame([row])

        assert feasible_n(table, 6, sd="population")["feasible"].all()
        found = reconstruct(table, 6, 5, seed=1, sd="population")
        assert reproduces(found.pre, found.post, table, sd="population").all()

    def test_steps_are_no_totals(self):
        """Answers in steps are no whole numbers, so they are not reconstructed."""
        row = full_row(np.random.default_rng(30), n=6, further=False) | {"unit": "1/2"}

        with pytest.raises(ValueError, match=r"^x: its answers go in steps; give totals in whole"):
            reconstruct(pd.DataFrame([row]), 6, 5, seed=1)


def test_power():
    """Of true rows with one wrong digit in means, t or p most are at odds."""
    draw = np.random.default_rng(29)
    given = [full_row(draw, n=int(draw.integers(5, 31)), further=False) for _ in range(60)]
    slips = [with_a_slip(draw, row) for row in given]
    caught = [
        not odds([row]).empty
        for row, slip in zip(given, slips, strict=True)
        if not slip.startswith("sd")
    ]

    assert sum(caught) >= 0.7 * len(caught)


def test_findings_tell_the_convention():
    """The finding says that all figures fit, and if what."""
    row = {"statistic": "2.20", "df": "28", "n": "29", "pvalue": ".03"}
    (found,) = findings(audit(pd.DataFrame([row]))).itertuples()

    assert "fits otherwise" == found.verdict
    assert "all figures fit if " in found.sentence
