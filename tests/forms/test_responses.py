"""Answers: read from any spreadsheet's file, checked cell by cell, turned from long to wide."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twowaves import check_responses, load_instrument, read_responses, score, widen_responses
from twowaves._base.words import shortened
from twowaves.forms.responses import all_on_form, numeric_answers, refused

FORM = load_instrument("fscs").with_columns("q{item}")
NO_ROWS = " has no rows; give a line of column names, and below it one line a form"
NO_NUMBER = " is no number; answers are whole numbers from 0 to 4, or empty if missing"
PAPER = (
    "; the published form ends at 4, but Beaumont et al. (2021), §4.3, write of answers from "
    "'0 = not at all like me, to 5 = extremely like me'"
)


def forms(*people, answer=0):
    """Return forms of the 21 items with the same answer everywhere."""
    return pd.DataFrame([[answer] * 21] * len(people), columns=FORM.column_names(), index=people)


def with_cell(value):
    """Return Ada's and Bo's forms, Bo's with some value for item 4."""
    frame = forms("Ada", "Bo").astype(object)
    frame.at["Bo", "q4"] = value  # noqa: PD008 # loc would unpack a list
    return frame


def said_of(value):
    """Return what is said about one value in item 4, or nothing."""
    return [*check_responses(with_cell(value), FORM)["problem"]]


def refusal(call, *arguments, kind=ValueError, **options):
    """Return the sentence with which a call refuses."""
    with pytest.raises(kind) as caught:
        call(*arguments, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestReadResponses:
    """CSV in, every cell as it stands out."""

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_dialects(self, tmp_path, separator, mark, end):
        """Separators, ends of lines and a byte-order mark are told apart, in files and in text."""
        text = mark + "person,q1,q2\nAda,4,\nBo,,0\n".replace(",", separator).replace("\n", end)
        file = tmp_path / "class.csv"
        file.write_bytes(text.encode())
        expected = pd.DataFrame(
            {"person": ["Ada", "Bo"], "q1": ["4", ""], "q2": ["", "0"]}, dtype="str"
        )

        for found in (read_responses(text), read_responses(file), read_responses(str(file))):
            pd.testing.assert_frame_equal(expected, found)

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ('a,b\n"1,5",2\n', [["1,5", "2"]]),  # a separator within quotes
            ('a,b\n"1 ""x""",2\n', [['1 "x"', "2"]]),  # doubled quotes
            ('a,b\n"1\n2",3\n', [["1\n2", "3"]]),  # a line's end within quotes
            ('"a, b, c";d\n1;2\n', [["1", "2"]]),  # other separators within quotes do not count
            ("a,b\n 1 ,\t2\n", [["1", "2"]]),  # blanks around cells
            ("a,b\n\n1,2\n \n,,\n3,4\n\n", [["1", "2"], ["3", "4"]]),  # blank lines
            ("\n\na,b\n1,2\n", [["1", "2"]]),
            (";;\na;b\n1;2\n", [["1", "2"]]),
            ("a,b,,\n1,2,,\n3,4\n5,6,,,,\n", [["1", "2"], ["3", "4"], ["5", "6"]]),  # Excel's tail
            ("a,b\n1,\n,2\n", [["1", ""], ["", "2"]]),  # missing answers at either end
            ("a;b\n1,5;2\n", [["1,5", "2"]]),  # a decimal comma is left to the scores to refuse
            ("a\n1\n2\n", [["1"], ["2"]]),  # one column
            ("a\n1\t2\n3\n", [["1\t2"], ["3"]]),  # a tab in it separates nothing
            ("a,b\n1,2", [["1", "2"]]),  # no end of the last line
            ("a,b\nNA,007\n", [["NA", "007"]]),  # nothing is converted
            ("a,b\n1,x\u2028y\n", [["1", "x\u2028y"]]),  # Unicode's line separator ends no line
        ],
    )
    def test_cells(self, text, rows):
        """Cells hold what stands in the file."""
        assert rows == read_responses(text).to_numpy().tolist()

    def test_quoted_header(self):
        """A column's name may hold any separator."""
        assert ["a, b, c", "d"] == list(read_responses('"a, b, c";d\n1;2\n'))

    @pytest.mark.parametrize(
        "text", ["", " ", "\n\n", "a,b\n", "a,b\r\n\r\n", "a,b\n,,\n", ",,\n,,\n", '"a\nb",c\n']
    )
    def test_no_rows(self, text):
        """Nothing, blank lines only, or a header only, is no data."""
        assert f"the text{NO_ROWS}" == refusal(read_responses, text)

    @pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"person,q1\n"])
    def test_empty_file(self, tmp_path, content):
        """An empty file is named."""
        file = tmp_path / "class.csv"
        file.write_bytes(content)

        assert f"class.csv{NO_ROWS}" == refusal(read_responses, file)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("a,b,a\n1,2,3\n", ": the column 'a' stands twice; give each its own name"),
            (" a ,a\n1,2\n", ": the column 'a' stands twice; give each its own name"),
            ("a,,b\n1,2,3\n", ": column 2 has no name; write one into the first line"),
            (
                "a,b\n1,2\n\n3\n",
                (
                    ", line 4 has 1 cell for 2 columns; "
                    "a comma stands between two cells, and decimals take a point"
                ),
            ),
            (
                "a;b\n1;2;3\n",
                (
                    ", line 2 has 3 cells for 2 columns; "
                    "a semicolon stands between two cells, and decimals take a point"
                ),
            ),
            (
                "a,b\n1,5,2\n",
                (
                    ", line 2 has 3 cells for 2 columns; "
                    "a comma stands between two cells, and decimals take a point"
                ),
            ),
            (
                "a\tb\n1\n",
                (
                    ", line 2 has 1 cell for 2 columns; "
                    "a tab stands between two cells, and decimals take a point"
                ),
            ),
            ('a,b\n1,2\n"3,4\n', ", line 3: unexpected end of data; check the quotes"),
            ('a,b\n"1"x,2\n', ", line 2: ',' expected after '\"'; check the quotes"),
            (
                f"a,b\n{'1' * 200_000},2\n",
                ", line 2: field larger than field limit (131072); check the quotes",
            ),
            (
                "a,b\n1,2\n\x00,2\n",
                ", line 3 holds a NUL byte, which no text has; save the file as CSV UTF-8",
            ),
        ],
    )
    def test_refused(self, text, said):
        """What cannot be told apart is one sentence with the line or the column."""
        assert f"the text{said}" == refusal(read_responses, text)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("person,q1\nZoë,4\n".encode("latin-1"), ": byte 12 is not UTF-8"),
            ("person,q1\nAda,4\n".encode("utf-16"), ": byte 0 is not UTF-8"),
            ("person,q1\nAda,4\n".encode("utf-16-le"), ", line 1 holds a NUL byte, which no"),
            (b"PK\x03\x04\x14\x00\x06\x00", ", line 1 holds a NUL byte, which no text has"),
        ],
    )
    def test_other_encodings(self, tmp_path, content, said):
        """Another encoding, or a workbook in place of a CSV file, is refused, never misread."""
        file = tmp_path / "class.csv"
        file.write_bytes(content)
        found = refusal(read_responses, file)

        assert found.startswith(f"class.csv{said}")
        assert found.endswith("; save the file as CSV UTF-8")

    def test_nowhere(self, tmp_path):
        """A path that leads to no file says so."""
        folder = refusal(read_responses, tmp_path)
        inside = refusal(read_responses, __file__ + "/x.csv")
        long = refusal(read_responses, "x" * 5000)
        nul = refusal(read_responses, "a\0b")

        assert "there is no file 'nowhere.csv'" == refusal(read_responses, "nowhere.csv")
        assert "there is no file '~/nowhere.csv'" == refusal(read_responses, "~/nowhere.csv")
        assert folder.startswith(f"'{shortened(str(tmp_path), 80)}' cannot be read as a file: ")
        assert " cannot be read as a file: " in inside
        assert long.startswith(f"'{'x' * 80}…' cannot be read as a file: ")
        assert " cannot be read as a file: " in nul
        assert " cannot be read as a file: " in refusal(read_responses, "~nobody-here/x.csv")

    @pytest.mark.parametrize("source", [None, 5, b"a,b\n1,2\n", ["a,b\n"]])
    def test_no_path(self, source):
        """What is neither text nor path is a TypeError."""
        assert (
            f"the source is {type(source).__name__}; it must be a path as text or Path"
        ) == refusal(read_responses, source, kind=TypeError)

    def test_home_folder(self, tmp_path, monkeypatch):
        """A path may start with ~."""
        (tmp_path / "class.csv").write_text("a,b\n1,2\n")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))

        assert [["1", "2"]] == read_responses("~/class.csv").to_numpy().tolist()

    @pytest.mark.slow
    def test_ten_megabytes(self, tmp_path):
        """A file of 10 MB is read and scored as quickly as anyone waits, and right."""
        columns = FORM.column_names()
        lines = [f"person {k:06};" + ";".join("01234"[(k + i) % 5] for i in range(21))
                 for k in range(190_000)]  # fmt: skip
        file = tmp_path / "big.csv"
        file.write_text("\n".join([";".join(["person", *columns]), *lines]))
        found = score(read_responses(file).set_index("person"), FORM)["self-persecution"]

        assert 10e6 < file.stat().st_size < 12e6
        persecution = [2, 4, 6, 9, 10, 12, 13, 21]
        by_hand = [sum((k + item - 1) % 5 for item in persecution) for k in range(5)]
        assert by_hand * 38_000 == found.tolist()
        assert "person 189999" == found.index[-1]

    @given(
        rows=st.lists(
            st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])),
                     min_size=2, max_size=2),
            min_size=1,
        )
    )  # fmt: skip
    def test_round_trip(self, rows):
        """Whatever pandas writes is read as it was, but for blank lines."""
        frame = pd.DataFrame([["first", "row"], *rows], columns=["a", "b"], dtype="str")
        text = frame.to_csv(index=False)
        kept = [row for row in frame.to_numpy().tolist() if any(row)]

        assert kept == read_responses(text).to_numpy().tolist()


class TestNumericAnswers:
    """Answers of any dtype, as numbers."""

    @pytest.mark.parametrize(
        "dtype",
        [
            *("int8", "uint8", "int16", "int64", "uint64", "float16", "float32", "float64"),
            *("Int8", "UInt8", "Int64", "Float32", "Float64", "category", "object", "str"),
            *("string", pd.SparseDtype("float64")),
        ],
    )
    def test_dtypes(self, dtype):
        """The same answers come out of every dtype."""
        answers = np.arange(42).reshape(2, 21) % 5
        frame = pd.DataFrame(answers, columns=FORM.column_names())

        assert answers.tolist() == numeric_answers(frame.astype(dtype), FORM).tolist()

    @pytest.mark.parametrize(
        "cell", [None, np.nan, pd.NA, pd.NaT, "", " ", "NA", "N/A", "n/a", "NaN", "nan", ".",
                 Decimal("NaN"), np.float64("nan")],
    )  # fmt: skip
    def test_missing(self, cell):
        """A missing answer is NaN, however it is written, and no problem."""
        found = numeric_answers(with_cell(cell), FORM)

        assert [False, True] == np.isnan(found[:, 3]).tolist()
        assert 1 == np.isnan(found).sum()
        assert [] == said_of(cell)

    @pytest.mark.parametrize(
        "cell", [3, 3.0, "3", " 3 ", "3.0", "3.", "+3", "03", np.int8(3), np.float32(3),
                 Decimal(3), Fraction(3), "3\u00a0", np.str_("3")],
    )  # fmt: skip
    def test_whole_numbers(self, cell):
        """A whole number is one, however it is written."""
        assert 3 == numeric_answers(with_cell(cell), FORM)[1, 3]
        assert [] == said_of(cell)

    def test_mixed_columns(self):
        """Numbers, texts and gaps may stand in one column, in any order."""
        frame = forms(*"abcdef").astype(object)
        frame["q4"] = [1, "1", 1.0, None, " 2", np.int16(2)]

        np.testing.assert_equal([1, 1, 1, np.nan, 2, 2], numeric_answers(frame, FORM)[:, 3])

    @pytest.mark.parametrize("cells", [[1, True], [True, 1], [0.0, False], [False, 0, 0.0, "0"]])
    def test_truth_beside_numbers(self, cells):
        """True is no 1 and False no 0, though Python holds them equal, whichever comes first."""
        frame = forms(*range(len(cells))).astype(object)
        frame["q4"] = cells
        found = numeric_answers(frame, FORM)[:, 3]

        assert [isinstance(cell, bool) for cell in cells] == np.isinf(found).tolist()
        assert 1 == len(check_responses(frame, FORM))

    def test_order_of_columns(self):
        """Answers come in the order of the items, whatever the order of the columns."""
        frame = pd.DataFrame([np.arange(21) % 5], columns=FORM.column_names())
        mixed = frame.iloc[:, ::-1].assign(age=40)

        assert numeric_answers(frame, FORM).tolist() == numeric_answers(mixed, FORM).tolist()

    @pytest.mark.parametrize(
        ("answers", "expected"),
        [
            ([[0, 4], [2, 3]], True),
            ([[0, 5], [2, 3]], False),
            ([[-1, 4], [2, 3]], False),
            ([[0.0, 4.0]], True),
            ([[0.5, 4.0]], False),
            ([[np.nan, 4.0]], False),
            ([[np.inf, 4.0]], False),
            (np.empty((0, 2)), True),
        ],
    )
    def test_quick_check(self, answers, expected):
        """The quick check says yes where no answer is refused or missing, and only there."""
        answers = np.asarray(answers)

        assert expected is bool(all_on_form(answers, FORM))
        assert expected is not bool(refused(answers, FORM).any() or np.isnan(answers).any())


class TestCheckResponses:
    """Every answer that the form does not have, with person, item, value and a sentence."""

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (5, f"5 is outside 0 to 4{PAPER}"),
            ("5", f"5 is outside 0 to 4{PAPER}"),
            (5.0, f"5 is outside 0 to 4{PAPER}"),
            (10, "10 is outside 0 to 4"),
            (-1, "\N{MINUS SIGN}1 is outside 0 to 4"),
            (99, "99 is outside 0 to 4"),
            (10**15, "1000000000000000 is outside 0 to 4"),
            ("9" * 20, "1e+20 is outside 0 to 4"),
            (-1e300, "\N{MINUS SIGN}1e+300 is outside 0 to 4"),
            (2.5, "2.5 is not a whole number; answers go from 0 to 4"),
            ("2.5", "2.5 is not a whole number; answers go from 0 to 4"),
            (".5", "0.5 is not a whole number; answers go from 0 to 4"),
            (Fraction(1, 2), "0.5 is not a whole number; answers go from 0 to 4"),
            (2.0000000001, "2.0000000001 is not a whole number; answers go from 0 to 4"),
            ("3,0", "'3,0' has a comma; answers are whole numbers from 0 to 4"),
            ("-3,", "'-3,' has a comma; answers are whole numbers from 0 to 4"),
            ("often", f"'often'{NO_NUMBER}"),
            ("a\nb", f"'a b'{NO_NUMBER}"),
            ("x" * 99, f"'{'x' * 40}'{NO_NUMBER}"),
            (True, f"'True'{NO_NUMBER}"),
            (np.bool_(False), f"'False'{NO_NUMBER}"),
            ("True", f"'True'{NO_NUMBER}"),
            (np.inf, f"'inf'{NO_NUMBER}"),
            (-np.inf, f"'-inf'{NO_NUMBER}"),
            ("inf", f"'inf'{NO_NUMBER}"),
            ("1e400", f"'1e400'{NO_NUMBER}"),
            ("1e0", f"'1e0'{NO_NUMBER}"),
            ("0x3", f"'0x3'{NO_NUMBER}"),
            ("1_0", f"'1_0'{NO_NUMBER}"),
            ("\N{ARABIC-INDIC DIGIT THREE}", f"'\N{ARABIC-INDIC DIGIT THREE}'{NO_NUMBER}"),
            ("-nan", f"'-nan'{NO_NUMBER}"),
            ("None", f"'None'{NO_NUMBER}"),
            (10**400, f"'1{'0' * 39}'{NO_NUMBER}"),
            (3 + 0j, f"'(3+0j)'{NO_NUMBER}"),
            (b"3", f"'b'3''{NO_NUMBER}"),
            ([3], f"'[3]'{NO_NUMBER}"),
            ((3,), f"'(3,)'{NO_NUMBER}"),
            ({}, f"'{{}}'{NO_NUMBER}"),
            (Decimal("sNaN"), f"'sNaN'{NO_NUMBER}"),
            (dt.date(2021, 3, 4), f"'2021-03-04'{NO_NUMBER}"),
            (pd.Timestamp("2021-03-04"), f"'2021-03-04 00:00:00'{NO_NUMBER}"),
            (pd.Timedelta(days=1), f"'1 days 00:00:00'{NO_NUMBER}"),
        ],
    )
    def test_faults(self, value, fault):
        """Each kind of value that is no answer has its sentence, with person, item and value."""
        assert [f"Bo, item 4 (q4): {fault}"] == said_of(value)

    @pytest.mark.parametrize("value", [True, pd.Timestamp("2021-03-04"), pd.Timedelta(days=1)])
    def test_columns_of_other_kinds(self, value):
        """A whole column of truth values, dates or times is refused cell by cell."""
        found = check_responses(forms("Ada", "Bo").assign(q4=value), FORM)

        assert ["Ada", "Bo"] == found["form"].tolist()
        assert all(NO_NUMBER in said for said in found["problem"])

    def test_a_five_on_other_forms(self):
        """The sentence for a 5 is the published form's own: a form to 3 has no such hint."""
        shorter = FORM.with_responses(0, 3)
        found = check_responses(forms("Ada").assign(q4=5), shorter)

        assert ["Ada, item 4 (q4): 5 is outside 0 to 3"] == found["problem"].tolist()
        assert check_responses(forms("Ada", answer=5), FORM.with_responses(0, 5)).empty

    def test_table(self):
        """There is a row for every such answer, in the order of the forms, values as they stand."""
        frame = forms("Ada", "Bo").astype(object)
        frame.loc["Bo", ["q1", "q21"]] = [7, 2.5]
        frame.loc["Ada", "q2"] = "often"
        found = check_responses(frame, FORM)

        assert ["form", "item", "column", "value", "problem"] == list(found)
        assert [["Ada", 2, "q2", "often"], ["Bo", 1, "q1", 7], ["Bo", 21, "q21", 2.5]] == (
            found[["form", "item", "column", "value"]].to_numpy().tolist()
        )
        assert [str, int, float] == [type(value) for value in found["value"]]

    def test_nothing_wrong(self):
        """Answers on the form, and none at all, leave an empty table with the same columns."""
        found = check_responses(forms("Ada"), FORM)
        nobody = check_responses(forms(), FORM)

        assert found.empty
        assert nobody.empty
        assert list(found) == list(nobody) == ["form", "item", "column", "value", "problem"]

    @pytest.mark.parametrize(
        ("index", "where"),
        [
            (pd.RangeIndex(2), "row 1"),
            (pd.Index([4, 7]), "row 7"),
            (pd.Index(["Ada", "Bo"]), "Bo"),
            (pd.Index([4, 7], name="person"), "person 7"),
            (pd.Index([1.5, 2.5]), "2.5"),
            (pd.MultiIndex.from_tuples([("Ada", 1), ("Bo", 2)], names=["person", "wave"]),
             "person Bo, wave 2"),
            (pd.MultiIndex.from_tuples([("Ada", 1), ("Bo", 2)]), "Bo, 2"),
            (pd.MultiIndex.from_tuples([("Ada", 1), ("Bo", 2)], names=["person", None]),
             "person Bo, 2"),
            (pd.Index([("Ada", 1), ("Bo", 2)], tupleize_cols=False, name="form"), "form ('Bo', 2)"),
        ],
    )  # fmt: skip
    def test_names_of_forms(self, index, where):
        """A form is named by its index, with the index's names where it has any."""
        frame = forms(0, 1).set_axis(index)
        frame.iloc[1, 3] = 9

        assert [f"{where}, item 4 (q4): 9 is outside 0 to 4"] == (
            check_responses(frame, FORM)["problem"].tolist()
        )

    @pytest.mark.parametrize(
        ("index", "where"),
        [
            (pd.Index(["Ada", "Ada", "Bo", "Ada"]), "Ada has 3 rows"),
            (pd.Index([3, 1, 2, 1]), "row 1 has 2 rows"),
            (pd.Index([np.nan, 1, 2, np.nan]), "nan has 2 rows"),
            (pd.Index([None, "Ada", None, None], dtype=object), "None has 3 rows"),
            (pd.MultiIndex.from_product([["Ada"], ["pre", "post", "pre", "x"]],
                                        names=["person", "wave"]), "person Ada, wave pre has 2 "),
            (pd.MultiIndex.from_product([["Ada"], ["pre", "post", "pre", "x"]],
                                        names=[None, "wave"]), "Ada, wave pre has 2 rows"),
        ],
    )  # fmt: skip
    def test_doubled_forms(self, index, where):
        """A form that stands twice is named, with the number of its rows."""
        found = refusal(check_responses, forms(*range(4)).set_axis(index), FORM)

        assert found.startswith(where)
        assert found.endswith(
            "; keep one row for every form, or tell the forms apart, "
            "for example by a column for the wave"
        )

    @pytest.mark.parametrize(
        ("frame", "said"),
        [
            (
                forms("Ada").drop(columns=["q4", "q9"]),
                (
                    "FSCS has 21 items, and the data lacks the column 'q4', 'q9'; "
                    "the first columns are 'q1', 'q2', 'q3', 'q5', 'q6' and 'q7'"
                ),
            ),
            (
                forms("Ada")[["q1"]],
                (
                    "FSCS has 21 items, and the data lacks the column 'q2', 'q3', 'q4' and 17 "
                    "more; the first columns are 'q1'"
                ),
            ),
            (
                pd.DataFrame(),
                (
                    "FSCS has 21 items, and the data lacks the column 'q1', 'q2', 'q3' and 18 "
                    "more; the first columns are none"
                ),
            ),
            (
                forms("Ada").set_axis(range(21), axis=1),
                (
                    "FSCS has 21 items, and the data lacks the column 'q1', 'q2', 'q3' and 18 "
                    "more; the first columns are 0, 1, 2, 3, 4 and 5"
                ),
            ),
            (
                pd.concat([forms("Ada"), forms("Ada")[["q3"]]], axis=1),
                "the column 'q3' stands 2 times; keep one",
            ),
        ],
    )
    def test_columns(self, frame, said):
        """Missing and doubled columns are named, with the columns that are there."""
        assert said == refusal(check_responses, frame, FORM)

    def test_other_columns(self):
        """Columns that are no items may stand twice, and are left aside."""
        frame = forms("Ada").assign(age="forty")
        frame = pd.concat([frame, frame[["age"]]], axis=1)

        assert check_responses(frame, FORM).empty

    @pytest.mark.parametrize("responses", [None, [[0] * 21], {"q1": [0]}, pd.Series([0])])
    def test_no_frame(self, responses):
        """Answers come in a DataFrame."""
        assert (
            f"responses is {type(responses).__name__}; it must be a pandas.DataFrame"
        ) == refusal(check_responses, responses, FORM, kind=TypeError)

    def test_input_unchanged(self):
        """The answers are as they were."""
        frame = with_cell("often")
        before = frame.copy(deep=True)
        check_responses(frame, FORM)

        pd.testing.assert_frame_equal(before, frame)


LONG = pd.DataFrame(
    {
        "person": ["Bo", "Ada", "Bo", "Ada"],
        "wave": ["pre", "pre", "post", "pre"],
        "item": [1, 1, 1, 3],
        "answer": [4, 2, 1, 0],
    }
)


class TestWidenResponses:
    """One row an answer in, one row a form out."""

    def test_by_hand(self):
        """Forms stand in the order in which they appear, items in the order of the form."""
        found = widen_responses(LONG[LONG["wave"] == "pre"], FORM)

        assert ["Bo", "Ada"] == found.index.tolist()
        assert "person" == found.index.name
        assert FORM.column_names() == list(found)
        assert found.columns.name is None
        np.testing.assert_equal([[4, np.nan], [2, 0]], found[["q1", "q3"]].to_numpy(float))
        assert 3 == found.notna().sum().sum()

    @pytest.mark.parametrize("keys", [["person", "wave"], ("wave", "person")])
    def test_several_keys(self, keys):
        """Person and wave together say whose form it is."""
        found = widen_responses(LONG, FORM, person=keys)

        expected = [("Bo", "pre"), ("Ada", "pre"), ("Bo", "post")]
        assert list(keys) == list(found.index.names)
        assert expected == found.reorder_levels(["person", "wave"]).index.tolist()
        assert [4, 2, 1] == found["q1"].tolist()

    def test_one_key_in_a_list(self):
        """A list of one column is that column."""
        long = LONG.drop(index=2)

        pd.testing.assert_frame_equal(
            widen_responses(long, FORM), widen_responses(long, FORM, person=["person"])
        )

    @pytest.mark.parametrize(
        "items", [[1, 3], [1.0, 3.0], ["1", " 3 "], ["q1", "q3"], [1, "q3"], pd.Categorical([1, 3])]
    )
    def test_items(self, items):
        """An item is its number, as a number or as text, or the name of its column."""
        long = pd.DataFrame({"person": "Ada", "item": items, "answer": ["4", "0"]})

        assert ["4", "0"] == widen_responses(long, FORM).loc["Ada", ["q1", "q3"]].tolist()

    def test_other_names(self):
        """The columns may have any names."""
        long = LONG.drop(index=2).set_axis(["code", "wave", "question", "value"], axis=1)
        found = widen_responses(long, FORM, person="code", item="question", answer="value")

        pd.testing.assert_frame_equal(
            widen_responses(LONG.drop(index=2), FORM), found.rename_axis(index="person")
        )

    @given(data=st.data())
    def test_same_scores_as_wide(self, data):
        """Long and wide form of the same answers have the same scores, in any order of rows."""
        answers = data.draw(st.lists(st.lists(st.integers(0, 4), min_size=21, max_size=21),
                                     min_size=1, max_size=4))  # fmt: skip
        wide = pd.DataFrame(answers, columns=FORM.column_names()).rename_axis("person")
        long = wide.reset_index().melt("person", var_name="item", value_name="answer")
        order = data.draw(st.permutations(range(len(long))))
        found = widen_responses(long.iloc[order], FORM)

        assert set(wide.index) == set(found.index)
        pd.testing.assert_frame_equal(score(wide, FORM), score(found, FORM).sort_index())

    def test_from_a_file(self):
        """What was read from a file can be widened and scored: gaps are missing answers."""
        lines = [f"Ada;{item};{'' if item == 1 else 2}" for item in range(1, 22)]
        long = read_responses("\n".join(["person;item;answer", *lines]))
        found = score(widen_responses(long, FORM), FORM)

        np.testing.assert_equal([[np.nan, 16]], found.to_numpy())

    def test_nobody(self):
        """No answers are no forms."""
        assert (0, 21) == widen_responses(LONG.iloc[:0], FORM).shape
        assert (0, 21) == widen_responses(LONG.iloc[:0], FORM, person=["person", "wave"]).shape

    def test_unused_categories(self):
        """A person that is only a category has no form."""
        long = LONG.drop(index=2)
        long["person"] = pd.Categorical(long["person"], categories=["Cy", "Bo", "Ada"])

        assert ["Bo", "Ada"] == widen_responses(long, FORM).index.tolist()

    @pytest.mark.parametrize(
        ("item", "shown"),
        [(0, "0"), (22, "22"), (-1, "-1"), (1.5, "1.5"), ("q22", "q22"), ("Q1", "Q1"), ("", ""),
         (None, "None"), (np.nan, "nan"), (pd.NA, "<NA>"), (True, "True"), (np.inf, "inf"),
         ("x" * 99, "x" * 40)],
    )  # fmt: skip
    def test_unknown_item(self, item, shown):
        """An item that the form does not have is named with its row."""
        long = LONG.astype({"item": object})
        long.loc[2, "item"] = item

        assert (f"row 3: '{shown}' is no item of FSCS; they are 1 to 21, or q1 to q21") == refusal(
            widen_responses, long, FORM
        )

    @pytest.mark.parametrize(
        ("keys", "change", "said"),
        [
            ("person", {}, "person Bo answers q1"),
            (["person", "wave"], {"wave": "pre"}, "person Bo, wave pre answers q1"),
            ("person", {"item": "q1"}, "person Bo answers q1"),
        ],
    )
    def test_doubled_answer(self, keys, change, said):
        """Two answers of a person to an item are never averaged, nor is one of them dropped."""
        found = refusal(widen_responses, LONG.assign(**change), FORM, person=keys)

        assert f"{said} more than once; keep one row for every person and item" == found

    @pytest.mark.parametrize("nobody", [None, np.nan, "", "  "])
    @pytest.mark.parametrize("key", ["person", "wave"])
    def test_nobodys_answer(self, nobody, key):
        """Answers without a name are not thrown together into one form."""
        long = LONG.copy()
        long.loc[2, key] = nobody
        found = refusal(widen_responses, long, FORM, person=["person", "wave"])

        assert f"row 3 has no {key}; say whose answer it is" == found

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (
                {"item": "question"},
                (
                    "the long form lacks the column 'question'; "
                    "the first columns are 'person', 'wave', 'item' and 'answer'"
                ),
            ),
            ({"item": "answer"}, "person is ['person'], item is 'answer' and answer is 'answer'; "),
            ({"person": "item"}, "person is ['item'], item is 'item' and answer is 'answer'; "),
            ({"person": ["wave", "wave"]}, "person is ['wave', 'wave'], item is 'item' and answ"),
            ({"person": []}, "person is [], item is 'item' and answer is 'answer'; each must name"),
        ],
    )
    def test_columns(self, options, said):
        """Each part has a column of its own, and a missing one is named."""
        assert refusal(widen_responses, LONG, FORM, **options).startswith(said)

    def test_no_frame(self):
        """Answers come in a DataFrame."""
        refusal(widen_responses, [[1]], FORM, kind=TypeError)

    def test_input_unchanged(self):
        """The answers are as they were."""
        before = LONG.copy(deep=True)
        widen_responses(LONG, FORM, person=["person", "wave"])

        pd.testing.assert_frame_equal(before, LONG)
