"""Separated text: what a spreadsheet writes comes back, and what is none is told with its line."""

import csv as python_csv
import io
import re
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twowaves._base import csv

LETTERS = st.sampled_from([*"ab1,;\t\"\n\r '", "é", "\u2028", "\x1c", "\0", "😀", "="])
CELLS = st.text(LETTERS, max_size=8)
# as they come back: the blanks around a cell are not its own
PLAIN_CELLS = CELLS.map(str.strip)
# with one end of a line, Python's writer leaves the others without quotes unless it quotes all
DIALECTS = [("\r\n", python_csv.QUOTE_MINIMAL)]
DIALECTS += [(end, python_csv.QUOTE_ALL) for end in ("\n", "\r", "\r\n")]


def written(rows, separator, end, quoting):
    """Return rows as Python's writer has them."""
    text = io.StringIO()
    writer = python_csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows(rows)
    return text.getvalue()


def numbers_or_sentence(text, separator, longest):
    """Return the numbers of the lines, the refused one at the end, and what is said of it."""
    numbers = []
    try:
        for number, _ in csv.lines_of(text, separator, longest):
            numbers += [number]
    except csv.LineError as error:
        return sorted({*numbers, error.line}), str(error)
    return numbers, ""


class TestLines:
    """Cells, quotes and the numbers of lines."""

    @given(
        rows=st.lists(st.lists(PLAIN_CELLS, min_size=1, max_size=4), max_size=5),
        separator=st.sampled_from(csv.SEPARATORS),
        dialect=st.sampled_from(DIALECTS),
    )
    def test_what_is_written_comes_back(self, rows, separator, dialect):
        """In every dialect that a spreadsheet writes."""
        text = written(rows, separator, *dialect)

        assert rows == [cells for _, cells in csv.lines_of(text, separator)]

    @given(
        text=st.text(LETTERS) | st.text(),
        separator=st.sampled_from(csv.SEPARATORS),
        longest=st.sampled_from([3, csv.LONGEST]),
    )
    @example('a\n"b', ",", 3)
    @example("sep=;\n", ",", 3)
    def test_any_other_text_is_refused_with_its_line(self, text, separator, longest):
        """Nothing but a sentence with a line that the text has."""
        ends = len(re.findall(r"\r\n|\r|\n", text)) + 1
        numbers, said = numbers_or_sentence(text, separator, longest)

        assert numbers == sorted(set(numbers))
        assert all(1 <= number <= ends for number in numbers)
        assert re.match(rf"line {numbers[-1]}: \S" if said else "$", said)

    def test_lines_are_counted_as_an_editor_counts(self):
        """Of a cell of several lines the last one counts, and an empty line is one."""
        found = list(csv.lines_of('a,b\n\n"1\n2",3\r\n4,5\r6', ","))

        assert [1, 2, 4, 5, 6] == [number for number, _ in found]

    @pytest.mark.parametrize(
        ("text", "line", "why"),
        [
            ('a\n"b"c\n', 2, "',' expected after '\"'"),
            ('a\n"b\nc', 3, "unexpected end of data"),
            ("a\nb\n12345\n", 3, "field larger than field limit (4)"),
        ],
    )
    def test_bad_lines(self, text, line, why):
        """A line whose cells cannot be told apart is named, with the reason."""
        with pytest.raises(csv.LineError, match=re.escape(f"line {line}: {why}")) as error:
            list(csv.lines_of(text, ",", 4))

        assert (line, why) == (error.value.line, error.value.why)


class TestLimit:
    """How long a cell may be, whatever goes on beside."""

    @pytest.mark.parametrize("letters", [csv.LONGEST, csv.LONGEST + 1])
    def test_each_reader_has_its_own(self, letters):
        """Long cells are read where they are wanted, at the same time as others refuse them."""
        text = "a" * letters
        wanted = csv.lines_of(f"b\n{text}", ",", letters)
        next(wanted)

        if letters > csv.LONGEST:
            with pytest.raises(csv.LineError, match="line 1: field larger"):
                list(csv.lines_of(text, ","))
        assert [(2, [text])] == list(wanted)
        assert csv.LONGEST == python_csv.field_size_limit()

    def test_that_of_python_does_not_count(self):
        """Another thread may change it while a file is read."""
        before = python_csv.field_size_limit()
        thread = threading.Thread(target=python_csv.field_size_limit, args=[2])
        thread.start()
        thread.join()
        try:
            assert [(1, ["abc"])] == list(csv.lines_of("abc", ","))
            assert ["abc", "d"] == csv.cells_of("abc,d", ",")
        finally:
            python_csv.field_size_limit(before)


class TestOneLine:
    """A line by itself."""

    @given(cells=st.lists(PLAIN_CELLS, min_size=1), separator=st.sampled_from(csv.SEPARATORS))
    def test_what_is_written_comes_back(self, cells, separator):
        """All that fits on a line."""
        line = written([cells], separator, "", python_csv.QUOTE_ALL)
        if re.search(r"[\r\n]", line):
            return

        assert cells == csv.cells_of(line, separator)

    @pytest.mark.parametrize(
        ("line", "cells"),
        [("", []), ('a;"b', ["a", "b"]), ('a; "b;c"', ["a", "b;c"]), ('"a"b;', ["ab", ""])],
    )
    def test_odd_quotes_spoil_no_other_line(self, line, cells):
        """They end with the line."""
        assert cells == csv.cells_of(line, ";")

    def test_too_long(self):
        """A cell beyond the limit is refused."""
        with pytest.raises(ValueError, match="a cell has more than 131,072 letters; write it sh"):
            csv.cells_of("a," + "b" * 131_073, ",")


class TestSeparator:
    """What separates."""

    @pytest.mark.parametrize(
        ("text", "separator"),
        [
            ("a,b\n", ","),
            ("a;b,c;d\n1,2,3,4,5\n", ";"),
            ("\n ,;\t\r\na\tb\n", "\t"),
            ('"a,b,c";d\n', ";"),
            ("a\r1;2", ","),
            ("", ","),
        ],
    )
    def test_of_the_first_line_that_holds_any(self, text, separator):
        """What stands there most often, outside quotes."""
        assert separator == csv.separator_of(text)

    @pytest.mark.parametrize(
        ("text", "rest", "said"),
        [
            ("sep=;\na", "\na", ";"),
            ('"sep=,"\r\na', "\r\na", ","),
            ("SEP=\t\t\n", "\n", "\t"),
            ("sep=;", "", ";"),
            ("sep=|\na", "sep=|\na", ""),
            ("sep=;a\n", "sep=;a\n", ""),
        ],
    )
    def test_of_excels_own_line(self, text, rest, said):
        """The line is left empty, so that the others keep their numbers."""
        assert (rest, said) == csv.without_separator_line(text)


class TestText:
    """Where a text comes from, and what it must not hold."""

    def test_a_path_or_several_lines(self, tmp_path):
        """One line is a path, several are the text; the mark of its bytes is not part of either."""
        path = tmp_path / "a.csv"
        path.write_bytes(b"\xef\xbb\xbfa\r\nb")

        assert ("a.csv", "a\nb") == csv.text_of(path, "the table", "save it")
        assert ("the table", "a\rb") == csv.text_of("\ufeffa\rb", "the table", "save it")
        with pytest.raises(ValueError, match="there is no file 'a'"):
            csv.text_of("a", "the table", "save it")

    @pytest.mark.parametrize(("text", "line"), [("a\nb", 0), ("\0", 1), ("a\n\nb\0\n\0", 3)])
    def test_nul(self, text, line):
        """The first line with one is told."""
        assert line == csv.line_of_nul(text)
