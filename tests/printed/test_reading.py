"""Printed tables in the shapes in which papers and programs print them, read as figures."""

import html
import re
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_texts import long_texts
from printed_sources import SOURCES
from printed_styles import STYLES, printed, random_figures, told
from time_limit import within

from twowaves import audit, load_outcomes, read_printed, read_table
from twowaves.printed.draft import Draft
from twowaves.printed.layout import Grid, Line
from twowaves.printed.reading import _account

SPANNED = (
    "\tPretest\t\tPosttest\t\t\t\n"
    "Outcome\tM\tSD\tM\tSD\tt(df)\tp\n"
    "Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021\n"
    "Worry\t21.47\t7.10\t18.05\t6.60\t\N{EN DASH}1.92 (19)\t.030\n"
)
WHOLE = {
    "outcome": ["Anxiety", "Worry"],
    "mean_pre": ["18.35", "21.47"],
    "sd_pre": ["6.20", "7.10"],
    "mean_post": ["22.10", "18.05"],
    "sd_post": ["5.84", "6.60"],
    "statistic": ["2.51", "-1.92"],
    "df": ["19", "19"],
    "pvalue": [".021", ".030"],
}


def figures(text, **options):
    """Return the figures of a source, by their names."""
    return read_printed(text, **options).table.to_dict("list")


def first(text, **options):
    """Return the first row of a source's figures, without its name."""
    row = read_printed(text, **options).table.iloc[0].to_dict()
    return {name: figure for name, figure in row.items() if name != "outcome" and figure}


def reasons(text, **options):
    """Return what was not used, and why."""
    unused = read_printed(text, **options).unused
    return dict(zip(unused["text"], unused["reason"], strict=True))


def question(text, **options):
    """Return what is said of a source that cannot be read."""
    with pytest.raises(ValueError, match=r"^\S.*[^.]$") as told:
        read_printed(text, **options)
    assert "\n" not in str(told.value)
    return str(told.value)


def cell(text, head="t", **options):
    """Return the figures of one cell, under a header."""
    return first(f"Outcome\tM pre\t{head}\nhope\t2.5\t{text}\n", **options) | {}


class TestShapes:
    """Tables as their sources print them; what is made up about one is said."""

    def test_spanners(self):
        """Two header lines: each figure is of the wave that stands over it."""
        result = read_printed(SPANNED)

        assert WHOLE == result.table.to_dict("list")
        assert result.unused.empty
        assert "Pretest SD" == result.columns.set_index("figure").header["sd_pre"]
        assert () == result.readings

    def test_audit_takes_it(self):
        """The audit reads the table as it comes."""
        checks = audit(read_printed(SPANNED).table).set_index(["outcome", "check"])

        assert "inconsistent" == checks.verdict["Worry", "p"]
        assert "consistent" == checks.verdict["Anxiety", "p"]

    def test_names_of_programs(self):
        """The names that SPSS and Word give columns are known: none is dropped."""
        text = (
            "Measure\tN\tPretest M\tPretest SD\tPosttest M\tPosttest SD\tt-value\tdf"
            "\tSig. (2-tailed)\nanxiety\t20\t18.35\t6.20\t22.10\t5.84\t2.51\t19\t.021\n"
        )

        assert {
            "n": "20", "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10",
            "sd_post": "5.84", "statistic": "2.51", "df": "19", "pvalue": ".021",
        } == first(text)  # fmt: skip

    def test_losartan(self):
        """The APA example of a drug: interval without brackets, stars on r and t (case 1)."""
        text = (
            "Table 7\n\tBefore Losartan\t\tAfter Losartan\t\t\t95% CI for Mean Difference\t\t\t\n"
            "Outcome\tM\tSD\tM\tSD\tn\t\tr\tt\tdf\n"
            "Systolic\t147.25\t14.72\t137.75\t12.08\t8\t3.02, 15.98\t.85*\t3.47*\t7\n* p < .05.\n"
        )

        assert {
            "n": "8", "mean_pre": "147.25", "sd_pre": "14.72", "mean_post": "137.75",
            "sd_post": "12.08", "ci_low": "3.02", "ci_high": "15.98", "ci_level": "95",
            "statistic": "3.47", "df": "7", "pvalue": "< .05", "r": ".85",
        } == first(text)  # fmt: skip
        assert "a star of the correlation" == reasons(text)["*"]
        assert {"Table 7", "* p < .05."} <= reasons(text).keys()

    def test_single_blanks(self):
        """A table whose spanners lost their places on the way from a PDF (case 2)."""
        text = (
            "Pretest Posttest 95% CI\nOutcome M SD M SD n t\n"
            "Location of Code RBC Kit 2.89 1.04 3.95 0.21 45 [-1.38, -0.76] -6.94***\n"
            "Efficacy 5.24 1.56 5.31 1.97 44 [-0.16, 0.02] 1.98\n"
            "Persistence 6.13 1.89 5.56 1.21 45 [0.55, 0.83] 4.89***\n"
            "* p < .05, ** p < .01, ** p < .001\n"
        )
        rows = read_printed(text).table.set_index("outcome")

        assert ["Location of Code RBC Kit", "Efficacy", "Persistence"] == [*rows.index]
        assert {
            "n": "45", "mean_pre": "2.89", "sd_pre": "1.04", "mean_post": "3.95",
            "sd_post": "0.21", "ci_low": "-1.38", "ci_high": "-0.76", "ci_level": "95",
            "statistic": "-6.94",
        } == rows.loc["Location of Code RBC Kit"].to_dict()  # fmt: skip
        assert ["0.55", "0.83"] == rows.loc["Persistence", ["ci_low", "ci_high"]].tolist()
        assert "a mark that no note explains" == reasons(text)["***"]
        assert "a note" == reasons(text)["* p < .05, ** p < .01, ** p < .001"]

    def test_drop_out(self):
        """The waves' own n stand in the header (case 3; the second row is made up)."""
        text = (
            "Outcome\tBaseline (N = 41)\tFollow-up (N = 36)\tt\tP\n"
            "PCL-5 (0\N{EN DASH}80)\t43.37 (13.64)\t35.72 (16.51)\t2.46\t.019\n"
            "  avoidance\t5.37 (1.64)\t3.72 (2.51)\t2.46\t<.001\n"
        )
        result = read_printed(text)

        assert {
            "outcome": "PCL-5 (0\N{EN DASH}80)", "n_pre": "41", "n_post": "36",
            "mean_pre": "43.37", "sd_pre": "13.64", "mean_post": "35.72", "sd_post": "16.51",
            "statistic": "2.46", "pvalue": ".019",
        } == result.table.iloc[0].to_dict()  # fmt: skip
        assert "PCL-5 (0\N{EN DASH}80): avoidance" == result.table["outcome"][1]
        (other,) = result.readings
        assert "standard errors" in other.said
        assert "are taken for SDs" in result.said
        assert "16.51" == other.table["se_post"][0]

    def test_all_in_one_cell(self):
        """Test, df and p in one cell, ± within brackets, one decimal comma (case 4)."""
        text = (
            "SF-36 subscale\tPreintervention, mean (±SD)\tPostintervention, mean (±SD)"
            "\tPaired t-test\nPhysical fitness\t78.0 (±20.4)\t84.3 (±16.7)\tt=−1.3, df=17, p=0.2\n"
            "General health\t52.5 (±17.5)\t61.3 (±13.5)\tt=-3,0, df=17, p=0.007\n"
        )
        result = read_printed(text)

        assert ["Physical fitness", "78.0", "20.4", "84.3", "16.7", "-1.3", "17", "0.2"] == (
            result.table.iloc[0].tolist()
        )
        assert ["52.5", "17.5", "61.3", "13.5", "", "17", "0.007"] == (
            result.table.iloc[1].tolist()[1:]
        )
        assert {"-3,0": "a comma, where other numbers have points"} == reasons(text)
        assert "-3.0" == result.readings[0].table["statistic"][1]

    def test_cut_off(self):
        """Figures without a leading zero keep their sign and decimals (case 5)."""
        text = "Skill\tM pre\tM post\tMean difference\nvocabulary\t14.66\t14.5\t−.16\n"

        assert {"mean_pre": "14.66", "mean_post": "14.5", "mean_change": "-.16"} == first(text)

    def test_sentences_of_a_guide(self):
        """The means are told after the words for their waves, the later one first (case 6)."""
        text = (
            "On average, students performed better after the intervention (M = 73.30, SD = 11.91) "
            "than before (M = 69.00, SD = 6.64). A Paired-Samples t-Test indicated this "
            "difference, 95%CI [0.83, 7.77] was statistically significant, t (19) = 2.60, p = .018."
        )

        assert {
            "mean_pre": "69.00", "sd_pre": "6.64", "mean_post": "73.30", "sd_post": "11.91",
            "ci_low": "0.83", "ci_high": "7.77", "ci_level": "95",
            "statistic": "2.60", "df": "19", "pvalue": ".018",
        } == first(text)  # fmt: skip

    def test_spss(self):
        """SPSS prints two tables: waves in lines, then the test of the pair (as case 7)."""
        text = (
            "Paired Samples Statistics\n\t\tMean\tN\tStd. Deviation\tStd. Error Mean\n"
            "Pair 1\tAfter treatment\t116.40\t10\t13.62\t4.31\n"
            "\tBefore treatment\t142.50\t10\t17.04\t5.39\n\nPaired Samples Test\n"
            "\t\tPaired Differences\t\t\t\t\tt\tdf\tSig. (2-tailed)\n"
            "\t\tMean\tStd. Deviation\tStd. Error Mean"
            "\t95% Confidence Interval of the Difference\t\t\t\t\n\t\t\t\t\tLower\tUpper\t\t\t\n"
            "Pair 1\tAfter treatment - Before treatment\t-26.10\t19.59\t6.19\t-40.11\t-12.09"
            "\t-4.214\t9\t.002\n"
        )

        assert {
            "n_pre": "10", "n_post": "10", "mean_pre": "142.50", "sd_pre": "17.04",
            "se_pre": "5.39", "mean_post": "116.40", "sd_post": "13.62", "se_post": "4.31",
            "mean_change": "-26.10", "sd_change": "19.59", "se_change": "6.19",
            "ci_low": "-40.11", "ci_high": "-12.09", "ci_level": "95",
            "statistic": "-4.214", "df": "9", "pvalue": ".002",
        } == first(text)  # fmt: skip

    def test_jamovi(self):
        """df with a decimal, rules of dashes, several names a row (case 9)."""
        text = (
            "                                 statistic    df      p\n"
            " ──────────────────────────────────────────────────────────\n"
            "   LDLF    LDHF    Student's t        -6.65    90.0    < .001\n"
        )

        assert {"statistic": "-6.65", "df": "90", "pvalue": "< .001"} == first(text)

    def test_jasp(self):
        """Two measures a row, and an effect size."""
        text = (
            "Measure 1\t\tMeasure 2\tt\tdf\tp\tCohen's d\n"
            "PreBSE\t-\tPostBSE\t-5.214\t45\t< .001\t-0.769\nNote.  Student's t-test.\n"
        )

        assert {
            "statistic": "-5.214", "df": "45", "pvalue": "< .001", "d": "-0.769",
        } == first(text)  # fmt: skip
        assert ["PreBSE: PostBSE"] == figures(text)["outcome"]
        assert {"Note.  Student's t-test.": "a note"} == reasons(text)

    def test_pingouin(self):
        """CSV of a program, with figures that no check takes (case 16)."""
        text = (
            ",T,dof,alternative,p-val,CI95%,cohen-d,BF10,power\n"
            'T-test,3.4201,9,two-sided,0.0076,"[0.83 4.06]",1.08,8.3,0.86\n'
        )

        assert {
            "ci_low": "0.83", "ci_high": "4.06", "ci_level": "95", "statistic": "3.4201",
            "df": "9", "pvalue": "0.0076", "d": "1.08",
        } == first(text)  # fmt: skip
        assert "no check takes this figure: bf10" == reasons(text)["8.3"]

    def test_broom(self):
        """What R writes of a paired test."""
        text = (
            "estimate,statistic,p.value,parameter,conf.low,conf.high,method,alternative\n"
            "-2.04,-3.06,3.06e-03,9,-3.1,-0.5,Paired t-test,two.sided\n"
        )

        assert {
            "mean_change": "-2.04", "ci_low": "-3.1", "ci_high": "-0.5", "statistic": "-3.06",
            "df": "9", "pvalue": "0.00306",
        } == first(text)  # fmt: skip

    def test_decimal_commas(self):
        """A table in German has decimal commas throughout (case 17; only the means are real)."""
        text = (
            "\t\tMittelwert\tN\tStandardabweichung\tStandardfehler des Mittelwertes\n"
            "Paaren 1\tVorher\t18,7647\t17\t,20\t1,50\n\tNachher\t27,6471\t17\t7,10\t1,72\n"
        )

        assert {
            "n_pre": "17", "n_post": "17", "mean_pre": "18.7647", "sd_pre": ".20",
            "se_pre": "1.50", "mean_post": "27.6471", "sd_post": "7.10", "se_post": "1.72",
        } == first(text)  # fmt: skip

    def test_markdown(self):
        """Markdown as chat programs write it: bold names, df in the header."""
        text = (
            "| Measure | Pre M (SD) | Post M (SD) | t(19) | p | d |\n|---|---|---|---|---|---|\n"
            "| **Anxiety** | 18.35 (6.20) | 22.10 (5.84) | 2.51 | .021 | 0.56 |\n"
        )

        assert {
            "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10", "sd_post": "5.84",
            "statistic": "2.51", "df": "19", "pvalue": ".021", "d": "0.56",
        } == first(text)  # fmt: skip
        assert ["Anxiety"] == figures(text)["outcome"]

    def test_html(self):
        """A page's table with spanners and an F that is no t (PMC5253124, two of its rows)."""
        text = (
            '<table><thead><tr><th>Measure</th><th colspan="2">Baseline</th><th colspan="2">'
            'Post-Treatment</th><th colspan="3">Analysis (Pre to Post)</th><th>Effect Size*</th>'
            "</tr><tr><th></th><th>Mean</th><th>SD</th><th>Mean</th><th>SD</th><th>F</th>"
            "<th>Df</th><th>p</th><th></th></tr></thead><tbody><tr><td>CAPS Severity</td>"
            "<td>87.45</td><td>18.92</td><td>34.57</td><td>17.71</td><td>36.61</td><td>1, 9.0</td>"
            "<td>&lt;.001</td><td>2.79</td></tr><tr><td>&nbsp;&nbsp;Cluster B</td><td>25.18</td>"
            "<td>7.05</td><td>7.00</td><td>4.69</td><td>36.61</td><td>1, 9.50</td>"
            "<td>&lt;.001</td><td>2.58</td></tr></tbody></table>"
        )

        assert {
            "mean_pre": "87.45", "sd_pre": "18.92", "mean_post": "34.57", "sd_post": "17.71",
            "pvalue": "< .001", "d": "2.79",
        } == first(text)  # fmt: skip
        assert "CAPS Severity: Cluster B" == figures(text)["outcome"][1]
        assert "no check takes this figure: f" == reasons(text)["36.61"]
        assert "more numbers than the header names" == reasons(text)["9.0"]

    def test_merged_cells(self):
        """Cells over several lines, raised marks and powers, a heading and a note of a page."""
        text = (
            "<table><caption>Table 2</caption><tr><th>Outcome<th>Time<th>M<sup>1</sup>"
            "<th>SD<sup>a</sup><th>t<tr><td rowspan=2>Hope<br>(total)<td>Pre<td>18.35<sup>2</sup>"
            "<td>6.20<td rowspan=2>2.51<sup>*</sup><tr><td>Post<td>22.10<td>5.84"
            "<tr><td colspan=5>PCL-5<tr><td rowspan=2>avoidance<td>Pre<td>18.3<td>6.2"
            "<td rowspan=2>5.81 × 10<sup>−3</sup><tr><td>Post<td>22.1<td>5.8"
            "<tfoot><tr><td colspan=5><sup>*</sup>p &lt; .05. N = 20</tfoot></table>"
        )

        assert {
            "outcome": ["Hope (total)", "PCL-5: avoidance"], "n": ["20", "20"],
            "mean_pre": ["18.35", "18.3"], "sd_pre": ["6.20", "6.2"],
            "mean_post": ["22.10", "22.1"], "sd_post": ["5.84", "5.8"],
            "statistic": ["2.51", "0.00581"], "pvalue": ["< .05", ""],
        } == figures(text)  # fmt: skip
        assert {"Table 2", "\N{SUPERSCRIPT TWO}", "*p < .05. N = 20"} == {*reasons(text)}

    def test_a_note_in_pieces(self):
        """A paragraph around a table is one text, whatever marks stand in it."""
        text = (
            "<table><tr><th>Outcome<th>Pre<th>Post<th>t<tr><td>Hope<td>2.8 &plusmn; 0.8"
            "<td>3.5 &plusmn; 0.7<td>&minus;2.04<sup>*</sup></table><p><b>Note.</b> Values are"
            " means &plusmn; SEM.</p><div><sup>*</sup><em>p</em> < .05</div>"
        )

        assert {
            "mean_pre": "2.8", "se_pre": "0.8", "mean_post": "3.5", "se_post": "0.7",
            "statistic": "-2.04", "pvalue": "< .05",
        } == first(text)  # fmt: skip
        assert {"Note. Values are means ± SEM.", "*p < .05"} == {*reasons(text)}

    def test_word(self):
        """What Word puts on the clipboard is full of its own marks; only the table is read."""
        text = next(text for text, _ in SOURCES if "MsoTableGrid" in text)

        assert {
            "n": "20", "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10",
            "sd_post": "5.84", "statistic": "-2.51", "df": "19", "pvalue": "< .01",
        } == first(text)  # fmt: skip
        assert {"Note. N = 20. **p < .01."} == {*reasons(text)}

    def test_excel(self):
        """Excel writes its style sheet in a comment, and the decimals of its language."""
        text = next(text for text, _ in SOURCES if "mso-displayed-decimal-separator" in text)

        assert {
            "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10", "sd_post": "5.84",
            "statistic": "2.51",
        } == first(text)  # fmt: skip
        assert {} == reasons(text)

    def test_a_blank_of_another_kind(self):
        """A line that only looks empty is one, between columns that blanks hold apart."""
        text = "Outcome   M pre   M post\nhope   1.5   2.5\n\u3000\ntrust   3.5   4.5\n"

        assert ["hope", "trust"] == figures(text)["outcome"]

    def test_standard_errors(self):
        """A note below says that ± is SEM, and what a star stands for (PMC5731727)."""
        text = (
            "SF-36 Scale | Initial | Final | Absolute change | P value | Change (%) |\n"
            "---|---|---|---|---|---|\n"
            "Physical functioning | 58 ± 8 | 79 ± 7 | 21 ± 8* | 0.03 | 70 ± 34 |\n"
            "Values are means ± SEM for the 11 of 12 patients. (*P < 0.05).\n"
        )
        result = read_printed(text)

        assert {
            "mean_pre": "58", "se_pre": "8", "mean_post": "79", "se_post": "7",
            "mean_change": "21", "se_change": "8", "pvalue": "0.03",
        } == first(text)  # fmt: skip
        assert () == result.readings
        assert "the star says less than the printed p" == reasons(text)["*"]

    @pytest.mark.parametrize("first_line", ["Outcome\tTime\tM\tSD\tt", "\t\tM\tSD\tt"])
    def test_waves_in_lines(self, first_line):
        """Where waves stand one below the other, an outcome's lines are one row."""
        text = (
            f"{first_line}\nanxiety\tPre\t18.35\t6.20\t2.51\n\tPost\t22.10\t5.84\t\n"
            "worry\tPre\t21.47\t7.10\t1.92\n\tPost\t18.05\t6.60\t\n"
        )

        assert {
            "outcome": ["anxiety", "worry"], "mean_pre": ["18.35", "21.47"],
            "sd_pre": ["6.20", "7.10"], "mean_post": ["22.10", "18.05"],
            "sd_post": ["5.84", "6.60"], "statistic": ["2.51", "1.92"],
        } == figures(text)  # fmt: skip

    def test_headings(self):
        """A heading is part of the names below it, up to the next."""
        text = "\tM pre\tM post\nPCL-5\navoidance\t1\t2\narousal\t3\t4\nPHQ-9\ntotal\t5\t6\n"

        assert ["PCL-5: avoidance", "PCL-5: arousal", "PHQ-9: total"] == figures(text)["outcome"]

    def test_groups_beside_waves(self):
        """Two groups with both waves each are rows of their own; what is of neither is told."""
        text = (
            "\tControl group\t\tTreatment group\t\t\n\tPre\tPost\tPre\tPost\tt\n"
            "hope\t1.1 (.2)\t1.3 (.4)\t2.1 (.6)\t2.3 (.8)\t2.5\n"
        )

        assert {
            "outcome": ["hope: control group", "hope: treatment group"],
            "mean_pre": ["1.1", "2.1"], "sd_pre": [".2", ".6"],
            "mean_post": ["1.3", "2.3"], "sd_post": [".4", ".8"],
        } == figures(text)  # fmt: skip
        assert {"2.5": "it stands over no group, where others do"} == reasons(text)

    def test_figures_in_lines(self):
        """Where lines name the figures, the columns are the outcomes."""
        text = (
            "Statistic\tAnxiety\tWorry\nM pre\t18.35\t21.47\nSD pre\t6.20\t7.10\nF\t6.3\t2\n"
            "M post\t22.10\t18.05\nSD post\t5.84\t6.60\nt\t2.51\t-1.92\n"
        )
        result = read_printed(text)

        kept = {name: column for name, column in WHOLE.items() if name not in {"df", "pvalue"}}
        assert kept == result.table.to_dict("list")
        assert [4, 2, "6.3"] == result.unused.iloc[0].tolist()[:3]

    def test_wide_spanners(self):
        """Headers that stand beside their columns are told apart by their order."""
        text = (
            "Scale  Pretest  Posttest  t\n      M (SD)  M (SD)\n"
            "Anxiety  18.35 (6.20)  22.10 (5.84)  2.51\nWorry  21.47 (7.10)  18.05 (6.60)  -1.92\n"
        )

        kept = {name: column for name, column in WHOLE.items() if name not in {"df", "pvalue"}}
        assert kept == figures(text)

    def test_a_thesis(self):
        """Waves in lines, with one blank where others have two (as case 5, SDs made up)."""
        text = (
            "Table 4.23 Paired t-test\n"
            "                      Mean    N   Std. Deviation   t       df   Sig. (2-tailed)\n"
            "Vocabulary   Pretest  14.66   12  2.10             -.16    11   .87\n"
            "             Posttest 14.83   12  2.30\n"
        )

        assert {
            "n_pre": "12", "n_post": "12", "mean_pre": "14.66", "sd_pre": "2.10",
            "mean_post": "14.83", "sd_post": "2.30", "statistic": "-.16", "df": "11",
            "pvalue": ".87",
        } == first(text)  # fmt: skip

    def test_r(self):
        """What R prints of a paired test is read as far as it names its figures."""
        text = (
            "\tPaired t-test\n\ndata:  post and pre\nt = 3.2311, df = 19, p-value = 0.004395\n"
            "95 percent confidence interval:\n 0.7221251 3.3778749\n"
        )

        assert {"statistic": "3.2311", "df": "19", "pvalue": "0.004395"} == first(text)
        assert {"95", "0.7221251", "3.3778749"} == {*reasons(text)}

    def test_intervals_of_means(self):
        """An interval beside a mean is the mean's, one beside a change the change's."""
        text = (
            "Outcome\tBaseline, mean (95% CI)\tPost, mean (95% CI)\tChange [95% CI]\n"
            "Anxiety\t18.35 (16.2 to 20.4)\t22.10 (20.0 to 24.1)\t3.75 [0.62, 6.88]\n"
        )

        assert {
            "mean_pre": "18.35", "ci_low_pre": "16.2", "ci_high_pre": "20.4",
            "mean_post": "22.10", "ci_low_post": "20.0", "ci_high_post": "24.1",
            "mean_change": "3.75", "ci_low": "0.62", "ci_high": "6.88", "ci_level": "95",
        } == first(text)  # fmt: skip

    def test_header_again(self):
        """A header that stands there again, as on a new page, is told and no row."""
        lines = SPANNED.splitlines()
        text = "\n".join([*lines[:3], *lines[:2], *lines[3:], ""])

        assert WHOLE == figures(text)
        assert "the header again" == reasons(text)["t(df)"]

    def test_our_own(self):
        """Our own CSV is read as `read_table` reads it."""
        text = load_outcomes().astype("str").to_csv(index=False)
        ours = read_table(text)
        kept = [name for name in read_printed(text).table if name in ours]

        assert {"mean_pre", "n_items", "scale_max", "scoring", "pvalue"} <= {*kept}
        pd.testing.assert_frame_equal(
            ours[kept].replace({"-": "", "NA": "", "nan": ""}),
            read_printed(text).table[kept],
            check_dtype=False,
        )


class TestCells:
    """Numbers as printed, and what stands beside them."""

    @pytest.mark.parametrize(
        "minus", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", ids=ascii
    )
    @pytest.mark.parametrize("blank", ["", " ", "\u2009", "\u00a0"], ids=ascii)
    def test_minus(self, minus, blank):
        """Every dash before a number is its minus, with or without a blank."""
        assert "-4.46" == cell(f"{minus}{blank}4.46")["statistic"]

    @pytest.mark.parametrize(
        ("head", "text", "expected"),
        [
            ("t", "t(19) = 2.50", {"statistic": "2.50", "df": "19"}),
            ("t", "6,753.64", {"statistic": "6753.64"}),
            ("t", "6\u2009753.64", {"statistic": "6753.64"}),
            ("t", "2.50 (19)", {"statistic": "2.50"}),
            ("t (df)", "2.50 (19)", {"statistic": "2.50", "df": "19"}),
            ("t", "t(9) = −4.06, p = .999", {"statistic": "-4.06", "df": "9", "pvalue": ".999"}),
            ("SD pre", "(2.00)", {"sd_pre": "2.00"}),
            ("SD pre", "±2.00", {"sd_pre": "2.00"}),
            ("M (SD) post", "10.00 (2.00)", {"mean_post": "10.00", "sd_post": "2.00"}),
            ("M (SD) post", "10.00 +/- 2.00", {"mean_post": "10.00", "sd_post": "2.00"}),
            ("M (SD) post", "(10.00 ± 2.00)", {"mean_post": "10.00", "sd_post": "2.00"}),
            ("M (SD) post", "[10.00 ± 2.00]*", {"mean_post": "10.00", "sd_post": "2.00"}),
            ("p", "p < .001", {"pvalue": "< .001"}),
            ("p", "P < 0.001", {"pvalue": "< 0.001"}),
            ("p", "≤ .05", {"pvalue": "< .05"}),
            ("p", "<= .05", {"pvalue": "< .05"}),
            ("p", "p =< .05", {"pvalue": "< .05"}),
            ("p", ".000", {"pvalue": ".000"}),
            ("p", "3.06e-07", {"pvalue": "0.000000306"}),
            ("p", "5.81 × 10−8", {"pvalue": "0.0000000581"}),
            ("p", "5.81 × 10⁻⁸", {"pvalue": "0.0000000581"}),
            ("p", f"{'1' * 40}e-42", {"pvalue": f"0.00{'1' * 40}"}),
            ("t", "007.50e1", {"statistic": "75.0"}),
            ("p", "ns", {"claim": "not significant"}),
            ("p", "n.s", {"claim": "not significant"}),
            ("Decision", "Significant.", {"claim": "significant"}),
            ("df", "90.0", {"df": "90"}),
            ("df", "19.00", {"df": "19"}),
            ("n", "20.0", {"n": "20"}),
            ("n", "N = 20", {"n": "20"}),
            ("95% CI", "[−1.38, −0.76]", {"ci_low": "-1.38", "ci_high": "-0.76"}),
            ("95% CI", "0.83 to 7.77", {"ci_low": "0.83", "ci_high": "7.77"}),
            ("95% CI", "(0.83\N{EN DASH}7.77)", {"ci_low": "0.83", "ci_high": "7.77"}),
            (
                "Mean difference (95% CI)",
                "-1.2 (-3.4, 1.0)",
                {"mean_change": "-1.2", "ci_low": "-3.4", "ci_high": "1.0"},
            ),
            ("Possible range", "0\N{EN DASH}80", {"scale_min": "0", "scale_max": "80"}),
            ("Unit", "mmHg", {"unit": "mmHg"}),
            ("t", "\N{EM DASH}", {}),
        ],
    )
    def test_figures(self, head, text, expected):
        """A cell gives the figures that its header names, or the ones that it names itself."""
        found = cell(text, head)
        found.pop("ci_level", None)

        assert {"mean_pre": "2.5"} | expected == found

    @pytest.mark.parametrize("mean", ["–", "NA", "n/a", "7,1", "—"])
    def test_a_spread_without_its_mean(self, mean):
        """A mean that is missing, or was not read, is not its SD."""
        text = (
            f"Outcome\tPre M (SD)\tPost M (SD)\nhope\t{mean} (1.2)\t7.9 (1.1)\njoy\t5.1 (1.0)\t–\n"
        )
        table = read_printed(text).table

        assert ["", "5.1"] == table["mean_pre"].tolist()
        assert ["1.2", "1.0"] == table["sd_pre"].tolist()

    def test_a_spread_alone_where_nothing_is_named(self):
        """It is left out with the reason, where it would be taken for the mean."""
        printed = read_printed("Outcome\tPre\tPost\nhope\tNA (1.2)\t7.9 (1.1)\n")

        assert "mean_pre" not in printed.table
        assert ["NA (1.2)"] == printed.unused["text"].tolist()

    def test_marks(self):
        """Stars and footnote marks leave a number as it is, and are told."""
        text = "Outcome\tM pre\tt\nhope\t2.5\t2.51**\ntrust\t2.6\t1.92a\n"

        assert ["2.51", "1.92"] == figures(text)["statistic"]
        assert {"**", "a"} == {*reasons(text)}

    def test_stars(self):
        """Where a note says so and no p is printed, stars are bounds of p."""
        text = "Outcome\tM pre\tt\nhope\t2.5\t2.51**\ntrust\t2.6\t.92\n*p < .05. **p ≤ .01.\n"

        assert ["< .01", ""] == figures(text)["pvalue"]

    def test_a_bound_as_typed(self):
        """Of a relation in two signs, in cells and notes alike, the first one says it."""
        text = "Outcome Pre Post t p\nhope 2.5 3.5 2.51* <= .05\ntrust 2.6 3.1 .92 <=.5\n"

        assert ["< .05", "< .5"] == figures(text)["pvalue"]
        text = "Outcome\tM pre\tt\nhope\t2.5\t2.51*\n* p <= .05.\n"
        assert ["< .05"] == figures(text)["pvalue"]

    def test_more_numbers(self):
        """A cell with more numbers than its header names is not used at all."""
        text = "Outcome\tM pre\tt\nhope\t2.5\t2.51 19\ntrust\t2.5\t2.6\n"

        assert ["", "2.6"] == figures(text)["statistic"]
        assert {"2.51", "19"} == {*reasons(text)}

    def test_n_of_a_note(self):
        """An n in a note is that of all rows; the note is told."""
        text = "Outcome\tM pre\nhope\t2.5\ntrust\t2.6\nNote. N = 20.\n"

        assert ["20", "20"] == figures(text)["n"]
        assert {"Note. N = 20.": "a note; what it says of n was read"} == reasons(text)

    def test_n_of_a_name(self):
        """An n in an outcome's name is that of its row."""
        text = "Outcome\tM pre\nPHQ-9 (n = 38)\t2.5\ntrust\t2.6\n"

        assert ["38", ""] == figures(text)["n"]

    def test_two_groups(self):
        """A df of two groups is told."""
        text = "Outcome\tPre (n = 20)\tPost (n = 20)\tdf\nhope\t2.5 (1)\t3 (1)\t38\n"

        (note,) = read_printed(text).notes
        assert "hope: df = 38 is that of two groups of 20 and 20" in note


class TestQuestions:
    """What cannot be decided is asked, and answered by whoever reads."""

    THREE = "Outcome\tT0\tT1\tT2\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"
    NO_WAVES = "Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (THREE, "the table has 3 waves, T0, T1 and T2"),
            (NO_WAVES, "columns 2 and 4 are of several waves"),
            ("Outcome\tPre M\tBaseline M\nhope\t1\t2\n", "columns 2 and 3 both say mean_pre"),
            ("Outcome\tControl\tTreatment group\nhope\t1 (2)\t3 (4)\n", "name groups"),
            ("Outcome\tM\tSD\tT1 M\tT1 SD\nhope\t1\t2\t3\t4\n", "columns 2 and 4"),
            ("a\tb\nx\t1.5\ny\t1.2\n", "no column is understood: 1 ('a') and 2 ('b')"),
            ("x\t1.5\t2.5\ny\t1.2\t2.5\n", "no column is understood: 1, 2 and 3; say"),
            ("a\tM pre\nx\t1,234\ny\t1,200\n", "the commas in '1,234' and '1,200'"),
            ("hello\nworld\n", "no table of figures"),
            ("\n\n", "no table of figures"),
            ("M = 3.5, as it was.\n", "no table of figures"),
            ("a\0b\n", "holds a NUL"),
            ("no such file", "there is no file 'no such file'"),
            ("x\t1\n" * 600_000, "has more than 2,000,000 letters"),
            (f"a{chr(9) * 300}b\nx{chr(9)}1\n", "the table has 301 columns"),
        ],
    )
    def test_questions(self, text, words):
        """One sentence names what is missing."""
        assert words in question(text)

    @pytest.mark.parametrize("rest", ["joy,12,3.1\n", "joy,12,3,1\n", "joy,12,3\nfear,9,2\n"])
    def test_a_comma_too_many(self, rest):
        """A decimal comma among commas shifts all that follows, so the line is asked about."""
        with pytest.raises(ValueError, match=r"^line 2 has 4 cells, and the header names 3; put"):
            read_printed(f"outcome,n,mean_pre\nhope,11,2,8\n{rest}")

    def test_answers(self):
        """A mapping says what columns are, by number or header, or leaves them out."""
        assert ["1.3"] == figures(self.THREE, mapping={"T2": None})["mean_post"]
        assert ["1.5"] == figures(self.THREE, mapping={3: None})["mean_post"]
        assert ["1.5"] == figures(self.THREE, mapping={np.int8(3): None})["mean_post"]
        assert {
            "mean_pre": "1", "sd_pre": "2", "mean_post": "3", "se_post": "4",
        } == first(
            self.NO_WAVES, mapping={2: "mean_pre", 3: "sd_pre", 4: "mean_post", 5: "se_post"}
        )  # fmt: skip
        assert {"mean_pre": "1.1", "sd_pre": ".2"} == first(
            "x\t1.1 (.2)\ny\t2 (1)\n", mapping={2: ["mean_pre", "sd_pre"]}
        )
        assert "you left its column out" == reasons(self.THREE, mapping={"T2": None})["1.5 (.3)"]

    @pytest.mark.parametrize(("decimal", "mean"), [(",", "1.234"), (".", "1234")])
    def test_commas(self, decimal, mean):
        """Who reads says what commas separate, where the table does not."""
        assert mean == first("a\tM pre\nx\t1,234\ny\t1,200\n", decimal=decimal)["mean_pre"]

    @pytest.mark.parametrize(
        ("mapping", "words"),
        [
            ({9: "mean_pre"}, "mapping names 9, which is no column; the columns are 1 ('Outcome')"),
            ({"M": "mean_pre"}, "is the header of several columns; give its number"),
            ({2: "mean"}, "mapping gives 'mean'; give one of outcome"),
        ],
    )
    def test_wrong_mappings(self, mapping, words):
        """A mapping that names no column, or no figure, is refused."""
        assert words in question(self.NO_WAVES, mapping=mapping)

    def test_kind(self):
        """What is neither text nor a path is refused."""
        with pytest.raises(TypeError, match=r"^the source is int; it must be text or a path$"):
            read_printed(3)

    def test_a_file(self, tmp_path):
        """A path is read as the text in it."""
        file = tmp_path / "table.txt"
        file.write_text(SPANNED, encoding="utf-8")

        assert WHOLE == figures(file) == figures(str(file))

    def test_no_text(self, tmp_path):
        """A file that is no text is refused."""
        file = tmp_path / "table.docx"
        file.write_bytes(b"PK\x03\x04\xff\x00")

        assert "is no UTF-8 text" in question(file) or "UTF-8" in question(file)

    def test_follow_up(self):
        """Beside waves that are called before and after, a follow-up is a third one, and told."""
        text = "Outcome\tBaseline\tPost\tFollow-up\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"

        assert ["1.3"] == figures(text)["mean_post"]
        assert {"1.5 (.3)": "a further wave: Follow-up"} == reasons(text)

    def test_a_sentence_each(self):
        """A figure that is missing in one sentence is not taken from the next."""
        text = (
            "Hope went from M = 1.5 (SD = 1) to M = (SD = 2), t(9) = 2.5.\n"
            "Trust went from M = 3.5 (SD = 1.1) to M = 4.5 (SD = 2), t(9) = 1.5.\n"
        )

        assert ["", "3.5"] == figures(text)["mean_pre"]
        assert {"1.5", "1", "2"} == {*reasons(text)}

    @pytest.mark.parametrize("key", [0, 9, True, 3.0, None])
    def test_no_number_of_a_column(self, key):
        """A column is named by its header or its number; what is neither is refused."""
        with pytest.raises(ValueError, match="which is no column; the columns are 1 "):
            read_printed("x\tM pre\tM post\nhope\t1.1\t2.2\n", mapping={key: None})

    def test_fits_no_column(self):
        """Means with their SDs under the name of a single number are not used."""
        text = "Outcome\tPre M\tt\nhope\t2.5\t3.5 (1.2)\ntrust\t2.5\t3.1 (1.1)\n"

        assert "statistic" not in figures(text)
        assert "its cells hold two numbers each" in reasons(text)["3.5 (1.2)"]

    @pytest.mark.parametrize(
        ("row", "outcome"), [("Item {} 2.5 3.5", "Item 2"), ("hope {} 2.5 3.5", "hope 2")]
    )
    def test_names_that_end_in_numbers(self, row, outcome):
        """Where all names are numbered, the number is part of the name."""
        text = "Item Pre Post\n" + "\n".join(row.format(k) for k in (1, 2, 3))

        assert outcome == figures(text)["outcome"][1]
        assert ["2.5"] * 3 == figures(text)["mean_pre"]

    def test_a_missing_head(self):
        """Where single blanks hold cells apart, a header with a name too few is not fitted."""
        text = "Outcome Pre Post t p\nhope 2.5 3.5 2.2 9 .03\ntrust 2.5 3.5 2.1 9 .04\n"

        assert "no column is understood" in question(text)

    @pytest.mark.parametrize(
        "wave", ["from pre-test (M = 1.5, SD = 1)", "from M = 1.5 (SD = 1)", "at baseline: M = 1.5"]
    )
    def test_the_name_of_a_sentence(self, wave):
        """An outcome is called by the words before its numbers, without those for a wave."""
        text = f"Self-compassion rose {wave} to post-test (M = 2.5, SD = 2), t(9) = 2.5.\n"

        assert ["Self-compassion rose"] == figures(text)["outcome"]

    def test_decimal_commas_in_sentences(self):
        """Sentences in German have decimal commas; no number is cut at its comma."""
        text = (
            "Vorher lag der Wert bei M = 18,35 (SD = 6,20), nachher bei M = 22,10 (SD = 5,84), "
            "t(19) = -2,51, p = ,021.\n"
        )

        assert {
            "mean_pre": "18.35", "sd_pre": "6.20", "mean_post": "22.10", "sd_post": "5.84",
            "statistic": "-2.51", "df": "19", "pvalue": ".021",
        } == first(text)  # fmt: skip

    def test_an_odd_comma_in_a_sentence(self):
        """A number with a comma where others have points is not used, or read with a point."""
        text = "Hope rose from M = 1.5 to M = 2,5, t(9) = -2,51, F(1,9) = 6.3, p = .03.\n"
        result = read_printed(text)

        assert {"df": "9", "pvalue": ".03"} == first(text)
        assert {"1.5", "2,5", "-2,51", "1", "9", "6.3"} == {*result.unused["text"]}
        (other,) = result.readings
        assert ["2.5", "-2.51"] == other.table.loc[0, ["mean_post", "statistic"]].tolist()

    def test_commas_in_a_sentence(self):
        """Where commas of sentences may be two things, it is asked, and answered."""
        text = "Hope rose from M = 1 to M = 2, t(9) = 3, N = 1,234, p < 1.\n"

        assert "the commas in '1,234' may" in question(text)
        assert "1234" == first(text, decimal=".")["n"]

    def test_a_difference_between_waves(self):
        """Where a sentence begins with the difference, the waves are those before the means."""
        text = (
            "There was a significant difference in the scores for pretest (M = 4.2, SD = 1.3) and "
            "posttest (M = 2.2, SD = 0.84) conditions; t(4) = -5.09, p = .008.\n"
        )

        assert {
            "mean_pre": "4.2", "sd_pre": "1.3", "mean_post": "2.2", "sd_post": "0.84",
            "statistic": "-5.09", "df": "4", "pvalue": ".008",
        } == first(text)  # fmt: skip
        assert () == read_printed(text).readings

    def test_plus_minus_in_sentences(self):
        """A number before ± is a mean if words tell its wave; behind it may stand two things."""
        text = (
            "Anxiety fell from 18.35 ± 6.20 to 12.10 ± 5.84 (p = .02). "
            "Participants were 45.2 ± 10.3 years old.\n"
        )
        result = read_printed(text)

        assert {
            "outcome": "Anxiety fell", "mean_pre": "18.35", "sd_pre": "6.20",
            "mean_post": "12.10", "sd_post": "5.84", "pvalue": ".02",
        } == result.table.iloc[0].to_dict()  # fmt: skip
        assert 1 == len(result.table)
        assert {"45.2", "10.3"} == {*result.unused["text"]}
        (other,) = result.readings
        assert "6.20" == other.table["se_pre"][0]

    def test_what_a_sentence_says_of_plus_minus(self):
        """Where the text says that standard errors stand behind ±, there is one reading."""
        text = "Mean ± SEM: before 18.35 ± 6.20, after 22.1 ± 5.8, t(19) = 2.5, p = .02.\n"

        assert {"mean_pre": "18.35", "se_pre": "6.20", "mean_post": "22.1", "se_post": "5.8"} == {
            name: figure for name, figure in first(text).items() if "_" in name
        }
        assert () == read_printed(text).readings

    def test_a_test_without_its_value(self):
        """A t whose value is not told is not the next number, whatever that is."""
        text = "Hope rose from M = 1.5 to M = 2.5, t(9) in Table 3, p = .02.\n"

        assert {"mean_pre": "1.5", "mean_post": "2.5", "df": "9", "pvalue": ".02"} == first(text)

    def test_order_of_sentences(self):
        """Where sentences name no wave, the order of the means has two readings."""
        result = read_printed("Scores differed (M=75.73, SD=11.42; M=78.80), t(19)=-2.56.")

        assert ["75.73", "78.80"] == result.table.loc[0, ["mean_pre", "mean_post"]].tolist()
        (other,) = result.readings
        assert ["78.80", "75.73"] == other.table.loc[0, ["mean_pre", "mean_post"]].tolist()
        assert "11.42" == other.table["sd_post"][0]


def test_lost_in_a_line():
    """A number that is told in another row is missed where it is not told."""
    grid = Grid("tabs", [Line(1, ["hope", "2.51 19"]), Line(2, ["trust", "2.6"])])
    draft = Draft(2, {"outcome": ["hope", "trust"], "statistic": ["2.51", "2.6"], "n": ["3", "19"]})
    draft.rows_of = {1: [0], 2: [1]}

    _account(grid, draft)

    assert [(1, 2, "2.51 19", "a part of it was not read")] == draft.unused


def digits(text):
    """Return the runs of digits in a text, in whatever form they are written."""
    return {*re.findall(r"\d+", unicodedata.normalize("NFKC", str(text)))}


def lost(text, result):
    """Return the digits of a source that are told nowhere; decimals of counts apart."""
    words = [*result.table.to_numpy().ravel(), *result.unused["text"]]
    words += [*result.columns["header"], *result.columns["why"]]
    told_of = " ".join(map(str, words))
    source = re.sub(r"\.0+(?!\d)", "", html.unescape(re.sub("<[/a-z][^>]*>", " ", text)))
    return {each for each in digits(source) if each not in told_of}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_styles(style):
    """Random tables in many styles are read back with every figure equal, and nothing lost."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        rows = random_figures(rng)
        text = printed(style, rows, rng)

        result = read_printed(text)

        table = result.table.to_dict("records")
        if style is told:
            table = [each | {"outcome": each["outcome"].removesuffix(" went")} for each in table]
            rows = [row | {"outcome": row["outcome"].partition(" (")[0]} for row in rows]
        assert rows == [
            {key: each[key] for key in row} for row, each in zip(rows, table, strict=True)
        ], (seed, text)
        assert set() == lost(text, result), (seed, text)


def attempt(text):
    """Return what a text is read as, or nothing and what is said of it."""
    try:
        return read_printed(text), ""
    except ValueError as error:
        return None, str(error)


SPOILT = st.lists(
    st.tuples(
        st.integers(0, 2000), st.integers(0, 9), st.text("0189.,-([±*%|;\t\n<tpM=", max_size=4)
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STYLES), st.integers(0, 10_000), SPOILT)
def test_spoiled(style, seed, cuts):
    """A table with cuts and odd signs anywhere gives figures and loses nothing, or a sentence."""
    rng = np.random.default_rng(seed)
    text = printed(style, random_figures(rng), rng)
    for start, length, put in cuts:
        at = start % (len(text) + 1)
        text = text[:at] + put + text[at + length :]
    result, told_of = attempt(f"{text}\n")

    assert (result is None) == bool(told_of)
    assert "\n" not in told_of
    if result and style.__name__ != "web":  # what is cut in HTML may be a mark's
        assert repr(result)
        assert set() == lost(text, result)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text):
    """Any text at all gives a result or a sentence."""
    result, told_of = attempt(f"{text}\n\n")

    assert (result is None) == bool(told_of)
    assert "\n" not in told_of


@pytest.mark.slow
def test_ten_thousand_rows():
    """Ten thousand rows are read in time in proportion to them."""
    first_lines, row = "Outcome\tPre M (SD)\tPost M (SD)\tp\n", "hope\t{}.5 (1.2)\t3.5 (2)\t.05*\n"
    with within(20, "reading"):
        table = read_printed(first_lines + "".join(map(row.format, range(10_000)))).table

    assert 10_000 == len(table)
    assert "9999.5" == table["mean_pre"].iloc[-1]


LONG = long_texts(50_000)


@pytest.mark.slow
@pytest.mark.sweep(16)
@pytest.mark.parametrize("name", LONG)
def test_long_texts(name):
    """Some letters over and over are read or refused in time in proportion to them."""
    with within(10, "reading"):
        for text in (
            LONG[name],
            f"Outcome\tM pre\nhope\t{LONG[name]}\n",
            f"{LONG[name]}\t1\nx\t2\n",
        ):
            result, told_of = attempt(f"{text}\n\n")

            assert (result is None) == bool(told_of)
            assert len(told_of) < 1000
