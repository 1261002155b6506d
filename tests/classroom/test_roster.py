"""The names of a class, from whatever file holds them."""

import re

import pytest

from twowaves import Roster, read_roster


def write(folder, content):
    path = folder / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TestLayouts:
    """What spreadsheets and learning platforms write."""

    @pytest.mark.parametrize(
        "text",
        [
            "Ada Lovelace\nZoë Müller\n",
            "name\nAda Lovelace\nZoë Müller\n",
            "\ufeffName\r\nAda Lovelace\r\nZoë Müller\r\n",
            "Name;E-Mail\nAda Lovelace;ada@example.org\nZoë Müller;\n",
            "id,student name,group\n1,Ada Lovelace,a\n2,Zoë Müller,b\n",
            'First name,Surname\nAda,Lovelace\n"Zoë",Müller\n',
            "Surname\tfirst_name\nLovelace\tAda\nMüller\tZoë\n",
            "  Ada Lovelace  \n\tZoë Müller",
            "Ada Lovelace,\nZoë Müller,,\n",
        ],
    )
    def test_same_names(self, tmp_path, text):
        """With a header or without, with commas, semicolons or tabs, the names are the same."""
        assert ("Ada Lovelace", "Zoë Müller") == read_roster(write(tmp_path, text)).names

    def test_codes(self):
        """Codes serve where there are no names, and stay text."""
        assert ("007", "12") == read_roster("student id,mark\n007,\n12,\n").names

    def test_empty_lines(self):
        """Empty lines are passed over, and told."""
        found = read_roster("\nAda\n\n  \nGrace\n,,\n")

        assert Roster(("Ada", "Grace"), (2, 5), (1, 3, 4, 6), header=False) == found

    def test_comma_in_a_name(self):
        """A name in quotes may hold a comma."""
        assert ("Lovelace, Ada", "Hopper") == read_roster('"Lovelace, Ada"\nHopper\n').names

    def test_odd_names(self):
        """Emoji, long names and what looks like a path are names."""
        names = ("🙂", "x" * 300, "../x", "CON", "dots...", "=1+1", "👩‍🔬", "O'Neil")

        assert names == read_roster("\n".join(names)).names


class TestRefused:
    """One sentence, with the line and what would be accepted."""

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("name\nAda\nGrace\nAda\n", r"'Ada' in line 4 is 'Ada' of line 2; .* add a number"),
            (
                "Ada\nGrace\nada\nGRACE\nADA\n",
                (
                    r"'ada' in line 3 is 'Ada' of line 1, 'GRACE' in line 4 is 'Grace' of line 2, "
                    r"'ADA' in line 5 is 'Ada' of line 1; case"
                ),
            ),
            ("Ada\nGrace\nADA \n", r"'ADA' in line 3 is 'Ada' of line 1; case, spaces"),
            ("Zo\u00eb\nZoe\u0308\n", r"in line 2 is 'Zo\u00eb' of line 1; .* form of letters"),
            ("Ada  Lovelace\nada lovelace\n", r"in line 2 is 'Ada  Lovelace' of line 1"),
            ("name\n\n", r"has a header and no names below it; write one a line"),
            ("\n\n", r"the roster holds no name; write one a line"),
            ("Lovelace, Ada\nHopper, Grace\n", r"line 1 has 2 cells; put a name with a comma in"),
            ("name,mark\nAda,1\n,2\n", r"line 3 has no name; give one, or remove the line"),
            ("first name,group\nAda,a\n", r"the header has 'first name' and 'group'; it needs a"),
            ("Ada\nGr\x07ce\n", r"line 2: the name holds U\+0007, which is no letter or sign"),
            ("Ada\n\u200b\n", r"line 2 has no name"),
            ('Ada\n"Grace\n', r"line 2: unexpected end of data; check the quotes"),
        ],
    )
    def test_sentence(self, text, sentence):
        """What is wrong is named with its line."""
        with pytest.raises(ValueError, match=sentence):
            read_roster(text)

    def test_long_sentences(self):
        """Of many doubles or titles a sentence names the first ones, and says how many more."""
        with pytest.raises(ValueError, match=r"'n49' of line 50, 70 more; case, spaces"):
            read_roster("".join(f"n{i}\n" for i in range(120)) * 2)
        with pytest.raises(
            ValueError, match=r"has 'group', ('x', ){4}'x' and 19996 more; it needs"
        ):
            read_roster(f"group,{','.join(['x'] * 20_000)},first name\n1\n")

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "roster.csv holds no name"),
            ("Zoë".encode("latin-1"), "roster.csv: byte 2 is not UTF-8; save it as CSV UTF-8"),
            ("Ada\nZoë\n".encode("utf-16"), "roster.csv: byte 0 is not UTF-8"),
            (b"A\0d\0a\0", r"the name holds U\+0000"),
        ],
    )
    def test_file(self, tmp_path, content, sentence):
        """A file that is empty or no UTF-8 is told by its name."""
        with pytest.raises(ValueError, match=sentence):
            read_roster(write(tmp_path, content))

    def test_no_file(self, tmp_path):
        """No file, a folder and no path at all are told apart."""
        for source, sentence in [
            ("", "no roster was given"),
            (tmp_path / "none.csv", "there is no file"),
            (tmp_path, "cannot be read as a file"),
        ]:
            with pytest.raises(ValueError, match=re.escape(sentence)):
                read_roster(source)
