"""Tables of printed figures: what is read, and what becomes a sentence."""

import numpy as np
import pandas as pd
import pytest

from twowaves import load_outcomes, read_table
from twowaves.printed.known import COLUMNS
from twowaves.printed.number import parse_printed
from twowaves.printed.table import Untestable, rows

TEXT = "outcome,n,mean_pre,sd_pre\nhope,11,2.80,.5\ntrust,11,3.1,.40\n"


def one(**cells):
    """Return the only row of a table with these cells."""
    (row,) = rows(pd.DataFrame({column: [cell] for column, cell in cells.items()}))
    return row


def problem(column, cell):
    """Return what is said about the only cell of a table."""
    row = one(**{column: cell})
    assert column not in row.cells
    return row.problems[column]


class TestReadTable:
    """CSV in, text out."""

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_separators(self, tmp_path, separator, mark, end):
        """Commas, semicolons and tabs are told apart; a byte-order mark is no part of a name."""
        text = mark + TEXT.replace(",", separator).replace("\n", end)
        file = tmp_path / "table.csv"
        file.write_bytes(text.encode())
        expected = [["hope", "11", "2.80", ".5"], ["trust", "11", "3.1", ".40"]]

        for table in (read_table(text), read_table(file), read_table(str(file))):
            assert ["outcome", "n", "mean_pre", "sd_pre"] == list(table)
            assert expected == table.to_numpy().tolist()
            assert {"str"} == {str(dtype) for dtype in table.dtypes}

    def test_published_table(self):
        """Our own CSV comes back as the loader gives it, but for the types."""
        outcomes = load_outcomes().astype("str")

        pd.testing.assert_frame_equal(outcomes, read_table(outcomes.to_csv(index=False)))

    def test_names(self):
        """Case, spaces, hyphens and a few short names are understood; other columns are kept."""
        names = "Measure;N;M pre;SD-Pre;Mean Post;post sd;T;DF;p value;Year"
        table = read_table(f"{names}\nhope;;;;;;;;;2021")

        assert list(table) == [
            *("outcome", "n", "mean_pre", "sd_pre", "mean_post", "sd_post"),
            *("statistic", "df", "pvalue", "Year"),
        ]

    def test_quotes_and_empty_lines(self):
        """A quoted cell may hold the separator; empty lines and missing last cells are nothing."""
        table = read_table('outcome,n,df\n\n"hope, trust",11\n,,\nfear,12,11,,\n')

        assert [["hope, trust", "11", ""], ["fear", "12", "11"]] == table.to_numpy().tolist()

    def test_cells_that_cannot_be_told_apart(self):
        """A decimal comma among commas spoils its own row only."""
        table = read_table("outcome,n,mean_pre\nhope,11,2,8\ntrust,11,3.1\n")
        spoiled, whole = rows(table)

        assert table.loc[0, "unreadable"] == (
            "Line 2 (hope) has 4 cells for 3 columns; "
            "write decimals with a point, and text that holds a separator in quotes."
        )
        with pytest.raises(Untestable, match=r"^Line 2 \(hope\) has 4 cells"):
            spoiled.need("mean_pre")
        assert parse_printed("3.1") == whole.figure("mean_pre")

    def test_a_cell_beyond_the_limit(self):
        """A cell longer than the CSV reader takes spoils its own row only, or is told."""
        long = "a" * 140_000
        table = read_table(f"outcome,mean_pre\n{long},2.8\ntrust,3.1\n")

        assert table.loc[0, "unreadable"] == (
            "Line 2: a cell has more than 131,072 letters; write it shorter."
        )
        assert parse_printed("3.1") == rows(table)[1].figure("mean_pre")
        with pytest.raises(ValueError, match="a cell has more than 131,072 letters"):
            read_table(f"outcome,{long}\na,2.8\n")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("outcome,n\n", "the table has no rows"),
            ("\n\n", "the table has no rows"),
            ("a,b\n1,2\n", r"none of the columns is known \(a, b\); name them outcome, n, "),
            ("n,t,statistic\n1,2,3\n", "the columns 't' and 'statistic' are both statistic; keep"),
            ("n,N\n1,2\n", "the columns 'n' and 'N' are both n; keep one of them"),
            ("n," * 7 + "n\n1\n", "the columns ('n', ){5}'n' and 2 more are both n; keep"),
            ("n," * 5 + "n\n1\n", "the columns ('n', ){4}'n' and 'n' are both n; keep"),
            ("x," * 19_999 + "x\n1\n", r"none of the columns is known \((x, ){6}19994 more\); na"),
            ("n\0\n1\n", "the table, line 1 holds a NUL byte, which no text has; save it as CSV"),
            ("n\n1\n2\0\n", "the table, line 3 holds a NUL byte"),
        ],
    )
    def test_refused(self, text, message):
        """What spoils every row is an error."""
        with pytest.raises(ValueError, match=f"^{message}"):
            read_table(text)

    def test_not_utf8(self, tmp_path):
        """A file in another encoding is refused rather than misread."""
        file = tmp_path / "table.csv"
        file.write_bytes(TEXT.encode("utf-16"))

        with pytest.raises(ValueError, match=r"byte 0 is not UTF-8; save it as CSV in UTF-8"):
            read_table(file)

    def test_long_headers(self):
        """However many columns a table has, and however long, a sentence about them is short."""
        for header in (
            "n," * 20_000 + "n",
            "x," * 20_000 + "x",
            "x" * 90_000,
            "n,n" + " " * 90_000,
        ):
            with pytest.raises(ValueError, match="column") as refused:
                read_table(f"{header}\n1\n")
            assert len(str(refused.value)) < 500

    def test_utf16_without_a_mark(self, tmp_path):
        """A file in UTF-16 that does not say so is told, without its NUL characters."""
        file = tmp_path / "table.csv"
        file.write_bytes("outcome,n\nhope,11\n".encode("utf-16-le"))

        with pytest.raises(
            ValueError, match=r"^the table, line 1 holds a NUL byte, which no"
        ) as no:
            read_table(file)
        assert "\0" not in str(no.value)

    def test_no_file(self):
        """A path that leads nowhere says so."""
        with pytest.raises(ValueError, match=r"there is no file 'nowhere\.csv'"):
            read_table("nowhere.csv")


class TestRows:
    """Cells to figures, or to sentences."""

    def test_every_figure_keeps_its_own_decimals(self):
        """One column may print 2.8, 2.80 and 3."""
        table = pd.DataFrame({"mean_pre": ["2.8", "2.80", "3"]})

        assert [1, 2, 0] == [row.figure("mean_pre").decimals for row in rows(table)]

    @pytest.mark.parametrize(
        ("text", "same"), [(".05", "0.05"), ("= .05", ".05"), (" .05\t", ".05")]
    )
    def test_same_meaning(self, text, same):
        """A missing zero, a sign of equality and white space change nothing."""
        first, second = one(pvalue=text).figure("pvalue"), one(pvalue=same).figure("pvalue")

        assert (first.value, first.relation) == (second.value, second.relation)

    def test_equals_sign(self):
        """An equals sign before a figure is no part of it."""
        assert parse_printed("-2.04") == one(statistic="= -2.04").figure("statistic")

    def test_bound(self):
        """A p below something is a bound."""
        assert "<" == one(pvalue="< .05").figure("pvalue").relation

    @pytest.mark.parametrize("cell", [11, "11", 11.0, np.int64(11), np.float64(11)])
    def test_counts(self, cell):
        """A whole number may come as text, or as what pandas makes of it."""
        row = one(n=cell, df=cell, n_items=cell)

        assert [11, 11, 11] == [row.count(column) for column in ("n", "df", "n_items")]

    @pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "NA", None, np.nan, pd.NA])
    def test_missing(self, cell):
        """An empty cell is a missing one, however it is written."""
        row = one(outcome="hope", mean_pre=cell, n=cell)

        assert not row.has("mean_pre")
        assert not row.has("n")
        with pytest.raises(Untestable, match=r"^The column n is missing or empty in this row\.$"):
            row.count("n")

    def test_whole_number_as_figure(self):
        """An int has no decimals to lose."""
        assert parse_printed("3") == one(mean_pre=3).figure("mean_pre")

    @pytest.mark.parametrize(
        ("column", "cell", "message"),
        [
            ("mean_pre", "2,8", "'2,8' has a comma; write the decimals with a point"),
            ("mean_pre", "two", "'two' is no number; write digits with a point for the decimals"),
            ("mean_pre", 2.8, "2.8 is a float, which does not keep the decimals as printed"),
            ("mean_pre", True, "True is a bool, which does not keep the decimals as printed"),
            ("mean_pre", "< 3", "'< 3' is a bound, which leaves the figure open"),
            ("sd_pre", "-0.8", "'-0.8' is negative; a standard deviation is 0 or more"),
            ("statistic", "2.18*", "'2.18*' is no number"),
            ("pvalue", "n.s.", "'n.s.' is a verdict, not a figure; print p, or a bound such as"),
            ("pvalue", "1.2", "'1.2' is no probability; p lies between 0 and 1"),
            ("pvalue", "-.05", "'-.05' is no probability"),
            ("n", "1", "'1' is below 2; a paired t test takes 2 or more pairs"),
            ("n", "10.5", "'10.5' is no whole number"),
            ("n", 10.5, "10.5 is no whole number"),
            ("n", True, "True is no whole number"),
            ("n_items", 0, "0 is below 1; give the number of items"),
            ("df", "10.53", "'10.53' is no whole number; a paired t test has a whole number of"),
            ("scoring", "median", "'median' is not known; write total or mean"),
            ("claim", "perhaps", "'perhaps' is not known; write significant or not significant"),
            ("scale_min", "low", "'low' is no number"),
            ("mean_pre", "==2.8", "'==2.8' is no number"),
            ("mean_pre", "1." + "2" * 15, f"'1.{'2' * 15}' has more than 15 digits; print fewer"),
            ("n", "1" * 16, f"'{'1' * 16}' has more than 15 digits; print fewer"),
            ("df", "1" * 5000, f"'{'1' * 5000}' has more than 15 digits; print fewer"),
            ("n_items", 10**15, f"{10**15} has more than 15 digits; print fewer"),
        ],
    )
    def test_problems(self, column, cell, message):
        """One sentence names row, column and value, and says what would be accepted."""
        said = problem(column, cell)

        assert said.startswith(f"Row 1, {column}: {message}")
        assert said.endswith(".")

    def test_problem_names_the_outcome(self):
        """The row has its number and its name."""
        table = pd.DataFrame({"outcome": ["hope", "fear"], "sd_pre": ["1.0", "x"]})

        said = rows(table)[1].problems["sd_pre"]
        assert said.startswith("Row 2 (fear), sd_pre: 'x' is no number; write digits")

    def test_scale_upside_down(self):
        """A maximum below the minimum is one problem, of the maximum."""
        row = one(scale_min="4", scale_max=0)

        assert row.problems == {
            "scale_max": "Row 1, scale_max: 0 is not above the minimum, 4; give the highest score."
        }

    def test_fractions_of_a_scale(self):
        """The ends of a scale are exact; totals between them are whole."""
        row = one(mean_pre="1", mean_post="1", scale_min=0.5, scale_max="3.5")

        assert (1, 3) == row.figures(1).limits
        assert (1, 7) == row.figures(2).limits
        tight = one(mean_pre="1", mean_post="1", scale_min=0.2, scale_max=0.8)

        assert tight.figures(1).limits is None

    def test_a_series_is_a_row(self):
        """One row of a frame is enough."""
        (row,) = rows(load_outcomes().loc[3])

        assert "inadequate self" == row.outcome
        assert 9 == row.count("n_items")

    @pytest.mark.parametrize("table", [None, "outcome,n\n", [1], {"n": 2}])
    def test_no_frame(self, table):
        """Anything else is refused."""
        with pytest.raises(TypeError, match=r"^the table is a .*; give a DataFrame"):
            rows(table)

    def test_no_known_column(self):
        """So is a frame without a single figure."""
        with pytest.raises(ValueError, match=r"^none of the columns is known \(outcome, x\)"):
            rows(pd.DataFrame({"outcome": ["hope"], "x": [1]}))

    def test_doubled_column(self):
        """So is a column that stands twice."""
        table = load_outcomes().assign(T="1.0")

        with pytest.raises(ValueError, match="the columns 'statistic' and 'T' are both statistic"):
            rows(table)

    def test_columns(self):
        """The columns are those of our own table, in its order."""
        assert set(COLUMNS) | {"instrument"} == set(load_outcomes().loc[:, :"claim"])
