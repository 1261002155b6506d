"""The audited table in Python: what it takes, what it holds, and what it says."""

import re
from typing import ClassVar

import pandas as pd
import pytest
from traitlets import TraitError

from twowaves import (
    audit,
    load_outcomes,
    load_sleep,
    matches,
    paired_ttest,
    read_printed,
    read_table,
)
from twowaves.printed.audit import CHECKS
from twowaves.printed.known import COLUMNS
from twowaves.widgets import AuditTable
from twowaves.widgets.audit_table.figure import table_examples


def verdicts(w, check):
    """Return the verdicts on the figures as printed, whatever convention might explain them."""
    found = w.report.query(f"check == '{check}'")["verdict"]
    return found.replace("alternative", "inconsistent").tolist()


class TestTable:
    """What may be audited."""

    def test_the_paper_is_the_default(self):
        """Without a table it is Table 1, with the further n of the text."""
        w = AuditTable()

        assert ("this paper", "11, 15") == (w.example, w.stated_n)
        pd.testing.assert_frame_equal(audit(load_outcomes(), n=(11, 15)), w.report)

    def test_a_frame(self):
        """A frame's report is the package's, whatever the order and types of its columns."""
        outcomes = load_outcomes()[[*COLUMNS[::-1]]]
        w = AuditTable(outcomes, alpha=0.01, n=[11])

        assert ("own", "11") == (w.example, w.stated_n)
        pd.testing.assert_frame_equal(audit(outcomes, alpha=0.01, n=11), w.report)

    def test_a_csv(self):
        """What `read_table` makes is taken, a row of too many cells included."""
        table = read_table("Outcome;N;M pre;t\nhope;11;2.80;-2.040\njoy;12;2.8;3.0;1\n")
        w = AuditTable(table)

        assert {"outcome": "hope", "n": "11", "mean_pre": "2.80", "statistic": "-2.040"} == w.table[
            0
        ]
        pd.testing.assert_frame_equal(audit(table), w.report)
        assert "1 cell cannot be read: Line 3 (joy) has 5 cells for 4 columns" in w.sentence()

    def test_later(self):
        """Another table takes the place of an example, which then lends its name no longer."""
        w = AuditTable(example="sleep")
        w.table = [{"outcome": "hope", "statistic": "2.20", "df": "28", "pvalue": ".03"}]

        assert ("own", "A table of 1 row.") == (w.example, w.title())
        assert ["inconsistent"] == verdicts(w, "p")
        w.load("sleep")
        assert table_examples()["sleep"]["caption"] == w.title()

    @pytest.mark.parametrize(
        ("table", "message"),
        [
            ([], "the table has 0 rows; the figure takes 1 to 60"),
            ([{}] * 61, "the table has 61 rows"),
            ([{"colour": "red"}], "row 1 has the column 'colour'; name them outcome, n,"),
            ([{"n": 11}], "row 1, n is 11; give it as text"),
            ([["hope"]], "row 1 is ['hope']; give a DataFrame, or dicts of text"),
            ("hope", "the table is a str; give a DataFrame"),
            (pd.DataFrame({"colour": ["red"]}), "none of the columns is known (colour)"),
            (pd.DataFrame({"t": ["1"], "T": ["2"]}), "the columns 't' and 'T' are both statistic"),
            (pd.DataFrame({"mean_pre": [2.8]}), "Row 1, mean_pre: 2.8 is a float, which does not"),
        ],
    )
    def test_refused(self, table, message):
        """What is no table is answered in a sentence, and the old one stays."""
        w = AuditTable()
        for attempt in (lambda: AuditTable(table), lambda: setattr(w, "table", table)):
            with pytest.raises((TypeError, ValueError, TraitError), match=re.escape(message)):
                attempt()

        assert table_examples()["this paper"]["table"] == w.table

    def test_table_or_example(self):
        """Not both."""
        with pytest.raises(ValueError, match="give a table, or example='sleep', but not both"):
            AuditTable([{}], example="sleep")

    @pytest.mark.parametrize("make", [lambda name: AuditTable(example=name), AuditTable().load])
    def test_unknown_example(self, make):
        """The examples are listed."""
        with pytest.raises(
            ValueError, match="example is 'nap'; it must be one of 'this paper', 's"
        ):
            make("nap")

    @pytest.mark.parametrize(
        ("n", "text"), [(11, "11"), ((11, 15), "11, 15"), ("11;15", "11;15"), (None, ""), ("", "")]
    )
    def test_further_n(self, n, text):
        """One number, several, or text."""
        w = AuditTable(load_outcomes(), n=n)

        assert text == w.stated_n
        sizes = [int(size) for size in re.findall("[0-9]+", text)]
        pd.testing.assert_frame_equal(audit(load_outcomes(), n=sizes), w.report)

    @pytest.mark.parametrize(
        ("n", "message"),
        [
            ("11, x", "stated_n has 'x'; write whole numbers of 2 or more"),
            ("1", "stated_n has '1'"),
            (1.5, "n holds 1.5"),
            ([11, 1], "n holds 1"),
            ("2 " * 21, "stated_n has 21 numbers; the figure takes 20"),
        ],
    )
    def test_refuses_n(self, n, message):
        """What is no n is named."""
        with pytest.raises(ValueError, match=re.escape(message)):
            AuditTable(n=n)

    @pytest.mark.parametrize("alpha", [0, 1, 0.3])
    def test_refuses_alpha(self, alpha):
        """α lies where the slider reaches."""
        with pytest.raises(ValueError, match=r"it must lie from 0\.001 to 0\.2"):
            AuditTable(alpha=alpha)


class TestExamples:
    """Each says truly where its figures come from."""

    @pytest.mark.parametrize("name", table_examples())
    def test_labels(self, name):
        """What is made up says so in label and caption, and only that."""
        label, caption = (table_examples()[name][part] for part in ("label", "caption"))

        assert caption.endswith(".")
        made_up = name in {"statcheck", "grim"}
        assert made_up == ("made up" in label) == ("ade-up" in caption)

    @pytest.mark.parametrize(
        ("name", "pre", "post", "t", "p"),
        [
            ("sleep", (0.75, 1.789010), (2.33, 2.002249), 4.062128, 0.00283289),
            ("energy intake", (6753.636364, 1142.123222), (5433.181818, 1216.832513), -11.941393,
             3.05902e-07),
            ("anorexia", (83.229412, 5.016693), (90.494118, 8.475072), 4.184908, 0.00070025),
        ],
    )  # fmt: skip
    def test_real_rows(self, name, pre, post, t, p):
        """The printed figures are those of R's results for the data, rounded."""
        (row,) = AuditTable(example=name).table
        columns = ("mean_pre", "sd_pre", "mean_post", "sd_post", "statistic")

        for column, figure in zip(columns, (*pre, *post, t), strict=True):
            assert matches(row[column], figure)
        assert matches(row["pvalue"], p)
        assert "df" not in set(
            AuditTable(example=name).report.query("verdict == 'inconsistent'").check
        )

    def test_sleep_is_its_data(self):
        """The row is computed from the data of the book."""
        sleep = load_sleep()
        test = paired_ttest(sleep["group_1"], sleep["group_2"])

        assert f"{test.statistic:.2f}" == AuditTable(example="sleep").table[0]["statistic"]

    def test_statcheck(self):
        """The verdicts on p are those that statcheck's authors give."""
        w = AuditTable(example="statcheck")
        errors = ["inconsistent"] + ["consistent"] * 2 + ["inconsistent", "consistent"]

        assert [*errors, "inconsistent", "consistent", "consistent"] == verdicts(w, "p")

    def test_grim(self):
        """5.19 of 28 is impossible; of 18, the SD 2.47 with the mean 3.44."""
        w = AuditTable(example="grim")

        assert ["inconsistent", "consistent", "untestable"] == [
            verdict if name != "made-up 3.44 (2.47)" else "untestable"
            for name, verdict in zip(
                w.report["outcome"].unique(), verdicts(w, "grim_pre"), strict=True
            )
        ]
        assert ["inconsistent", "consistent", "inconsistent"] == verdicts(w, "grimmer_pre")


REASON = "most often for this reason:"


class TestWords:
    """What is read without the picture."""

    def test_sentence(self):
        """Counts, then what matters most."""
        sentence = AuditTable().sentence()

        assert sentence.startswith(
            f"6 of 6 outcomes at odds; 12 of 72 checks could not be made, {REASON} "
            "“For 10 people every mean with 1 decimal is possible, so GRIM has nothing to judge”. "
            "At the first stated n, no whole numbers give the figures of self-persecution, "
            "self-correction, reassured self and hated self. "
        )

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ({}, f"Nothing could be checked, {REASON} “The column Mean before is missing or empty"),
            ({"statistic": "2.20", "df": "28", "pvalue": ".5"},
             ("The claim does not follow for row 1. No reading of the printed p fits for row 1.")),
            ({"mean_pre": "9", "scale_min": "0", "scale_max": "5"},
             "Mean or SD does not fit on the scale for row 1."),
            ({"df": "28", "n": "28"}, "df goes with no stated n for row 1."),
            ({"statistic": "2.20", "df": "28", "pvalue": ".018"},
             "p or claim is read with one tail for row 1."),
            ({"n": "28", "df": "27"},
             ("Nothing is at odds in what could be checked, which is little: 11 of 12 checks could "
              f"not be made, {REASON} “The column Mean before is missing or empty in this row”.")),
            ({"n": "x", "df": "y"}, "2 cells cannot be read: Row 1, n: 'x' is no whole number; a "),
        ],
    )  # fmt: skip
    def test_what_matters(self, row, said):
        """One sentence for each kind of finding."""
        assert said in AuditTable([row]).sentence()

    def test_many_names(self):
        """Three are named and the rest counted."""
        w = AuditTable([{"outcome": f"o{i}", "df": "9", "n": "9"} for i in range(7)])

        assert "no stated n for o0, o1, o2 and 4 more." in w.sentence()

    def test_figure(self):
        """Without scripts there are the table, every verdict and every sentence."""
        w = AuditTable(
            [{"outcome": "<b>hope</b>", "statistic": "2.20", "df": "28", "pvalue": ".03"}]
        )
        html = w.figure_html()

        assert 3 == html.count("<table>")
        assert len(CHECKS) + len(w.report) + 1 + 3 == html.count("<tr>")
        assert "&lt;b&gt;hope&lt;/b&gt;" in html
        assert "<b>" not in html
        assert "At df = 28, |t| = 2.20 gives p = .0358 to .0366 two-tailed" in html

    def test_state(self):
        """The page gets the state as plain JSON."""
        assert {
            "table", "alpha", "stated_n", "example", "private", "unused", "examples",
            "rounding", "sd", "tail", "step",
        } == {
            *AuditTable().page_state()
        }  # fmt: skip


class TestWhoseN:
    """The further n of one table are never those of another."""

    OWN: ClassVar = [
        {"outcome": "anxiety", "scoring": "total", "mean_pre": "8.14", "sd_pre": "4.20"}
    ]

    def test_another_table(self):
        """They go when another table is set, whoever gave them; those set after it stay."""
        w = AuditTable(n=(22, 30))
        w.table = self.OWN
        assert "" == w.stated_n
        assert "No n is stated." in set(w.report["detail"])

        w.stated_n = "22"
        assert "22" == w.stated_n

    def test_the_same_table_mended(self):
        """They stay while most cells of some row stay, and where there was no table yet."""
        w = AuditTable([{}], n=22)
        w.table = self.OWN
        w.table = [{**self.OWN[0], "sd_pre": "4.21"}, {"outcome": "worry"}]

        assert "22" == w.stated_n

    def test_a_changed_copy(self):
        """They stay while most cells of some row are the example's, and the title says so."""
        w = AuditTable()
        cells = [dict(row) for row in w.table]
        for row in cells:
            row["statistic"] = "1.00"
        w.table = cells[:2]

        assert "11, 15" == w.stated_n
        assert (
            "A table of 2 rows. The further n are those of this paper (Beaumont et al. 2021)."
        ) == w.title()
        w.table = [{**row, **dict.fromkeys(list(row)[:5], "1")} for row in cells[:2]]
        assert "11, 15" == w.stated_n  # of 13 cells
        w.table = [{**row, **dict.fromkeys(list(row)[:8], "1")} for row in cells[:2]]
        assert ("", "A table of 2 rows.") == (w.stated_n, w.title())

    def test_another_example(self):
        """An example brings its own."""
        w = AuditTable()
        w.load("grim")
        assert "" == w.stated_n
        w.load("this paper")
        assert "11, 15" == w.stated_n


def load(w, name):
    """Take on an example."""
    w.load(name)


def name_example(w, name):
    """Take on an example by its name alone."""
    w.example = name


def set_frame(w, outcome):
    """Set a frame, one of whose columns is not known."""
    w.table = pd.DataFrame({"Outcome": [outcome], "N": ["20"], "Pretest M": ["2.8"]})


def set_rows(w, outcome):
    """Set rows."""
    figures = {"hope": ("2.20", "28", ".5"), "joy": ("1.10", "19", ".02")}[outcome]
    w.table = [
        {"outcome": outcome, **dict(zip(("statistic", "df", "pvalue"), figures, strict=True))}
    ]


def send(w, outcome):
    """Send what a reader typed, or pasted with a column that is not known."""
    rows = [{"outcome": outcome, "n": "9", "mean_pre": "2,8"}]
    told = {"stated_n": "7", "example": "own", "private": True, "unused": ["Pretest M"]}
    w.set_state({"table": rows, **told})


WAYS = {
    load: ("this paper", "grim"),
    name_example: ("this paper", "sleep"),
    set_frame: ("hope", "joy"),
    set_rows: ("hope", "joy"),
    send: ("hope", "joy"),
}


class TestReplaced:
    """Whatever replaces the table replaces all that belonged to it."""

    @pytest.mark.parametrize("before", WAYS)
    @pytest.mark.parametrize("after", WAYS)
    def test_every_pair(self, before, after):
        """After any table a table is what it is in a new figure; only α stays."""
        w, fresh = AuditTable(alpha=0.1), AuditTable([{}], alpha=0.1)
        before(w, WAYS[before][0])
        w.stated_n = "12, 40"
        for each in (w, fresh):
            after(each, WAYS[after][1])

        assert fresh.page_state() == w.page_state()
        assert repr(fresh) == repr(w)

    def test_in_one_message(self):
        """A front end never has the new rows beside what belonged to the old ones."""
        w = AuditTable()
        told = []
        w._send = lambda message, **_: told.append(message["state"])
        set_rows(w, "hope")

        assert [{"table": w.table, "stated_n": "", "example": "own"}] == told


class TestConventions:
    """How the figures were printed is declared, for the table that it is of."""

    CUT: ClassVar = [{"outcome": "hope", "df": "28", "statistic": "2.29", "pvalue": ".030"}]
    DECLARED: ClassVar = {"rounding": "truncate", "sd": "population", "step": "0.5", "tail": "one"}

    @pytest.mark.parametrize(("name", "word"), DECLARED.items())
    def test_the_report_is_audits(self, name, word):
        """Each goes to `audit` as it is."""
        declared = {name: word}
        table = load_outcomes()

        report = AuditTable(table, n=(11, 15), **declared).report
        pd.testing.assert_frame_equal(audit(table, n=(11, 15), **declared), report)
        assert not report.equals(audit(table, n=(11, 15)))

    def test_said(self):
        """A table without scripts says it too, once anything is declared."""
        said = "Read as cut off; SDs with n \N{MINUS SIGN} 1 in their denominator; answers in"

        assert said in AuditTable(self.CUT, rounding="truncate").figure_html()
        assert "Read as" not in AuditTable(self.CUT).figure_html()

    @pytest.mark.parametrize("after", [{"example": "grim"}, {"table": [{"df": "3", "n": "4"}]}])
    def test_go_with_their_table(self, after):
        """Another table is read as usual."""
        w = AuditTable(self.CUT, **self.DECLARED)
        for name, value in after.items():
            setattr(w, name, value)

        assert ["nearest", "sample", "1", "any"] == [w.rounding, w.sd, w.step, w.tail]

    def test_stay_with_a_mended_one(self):
        """The same rows with a figure more are still that table."""
        w = AuditTable(self.CUT, rounding="truncate")
        w.table = [self.CUT[0] | {"n": "29"}]

        assert "truncate" == w.rounding

    @pytest.mark.parametrize(
        ("declared", "message"),
        [
            ({"rounding": "down"}, "rounding is 'down'; it must be one of 'nearest', 'truncate'"),
            ({"sd": "n"}, "sd is 'n'; it must be one of 'sample'"),
            ({"tail": ""}, "tail is ''; it must be one of 'any'"),
            ({"step": "0"}, "step is '0'; it must be a number above 0, or a fraction such as 1/2"),
            ({"step": "1/0"}, "step is '1/0'; it must"),
            ({"step": "1e2"}, "step is '1e2'; it must"),
            ({"step": "\u0661"}, "step is '\u0661'; it must"),
            ({"step": None}, "step is 'None'; it must"),
        ],
    )
    def test_refused(self, declared, message):
        """What cannot be is said in one sentence."""
        with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
            AuditTable(self.CUT, **declared)


class TestUnusedColumns:
    """A frame's columns are used, or named."""

    FRAME = pd.DataFrame({"Outcome": ["hope"], "N": ["20"], "Pretest M": ["2.8"], "note": [""]})

    def test_named(self):
        """A frame's unknown columns that hold something are kept by name; rows have none."""
        w = AuditTable(self.FRAME)
        assert ["Pretest M"] == w.unused
        assert "1 column was not understood and not used: Pretest M." in w.sentence()
        w.table = [{"outcome": "hope"}]
        assert [] == w.unused

    def test_of_a_printed_table(self):
        """What was read from a printed table names its columns without a figure."""
        text = "Outcome\tM pre\tComment\t\nhope\t2.8\todd\tlast\n"
        w = AuditTable(read_printed(text))

        assert [{"outcome": "hope", "mean_pre": "2.8"}] == w.table
        assert ["Comment", "column 4"] == w.unused

    def test_the_page_says_its_own(self):
        """Rows that the page sends leave what it says beside them."""
        w = AuditTable(self.FRAME)
        w.set_state({"table": [{"outcome": "hope", "n": "21"}]})
        assert ["Pretest M"] == w.unused
        w.set_state({"table": [{"outcome": "joy"}], "unused": ["x"]})
        assert ["x"] == w.unused

    def test_the_paper_has_none(self):
        """What the paper's table has beside its figures is none of them."""
        assert [] == AuditTable(load_outcomes()).unused


def test_further_figures():
    """Figures that few tables print come in and are checked, with lines of their own."""
    w = AuditTable([{"outcome": "calm", "n": "20", "mean_pre": "18.35", "mean_post": "22.10",
                     "mean_change": "3.57", "sd_pre": "6.20", "rounding": "nearest"}])  # fmt: skip

    assert ["inconsistent"] == verdicts(w, "change")
    assert "mean change" in w.tables()[1][1]["check"].tolist()
    assert {"Outcome", "n", "Mean before", "Change", "Rounding"} <= {*w.tables()[0][1]}
