"""A file's text or one sentence why there is none, and files that are written whole or not."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from twowaves import read_responses, read_roster, read_table
from twowaves._base.files import MOST, file_text, printable, write_files

READERS = [read_responses, read_table, read_roster]
EACH = pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)


class TestReading:
    """What is no file of text, or too much of one, is a sentence."""

    @EACH
    def test_a_pipe(self, tmp_path, read):
        """A pipe is refused at once, and nobody waits for what never comes."""
        os.mkfifo(tmp_path / "pipe.csv")
        told = []

        def ask():
            with pytest.raises(ValueError, match=r"pipe\.csv' cannot be read as a file: it is a p"):
                read(tmp_path / "pipe.csv")
            told.append(True)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(timeout=20)

        assert [True] == told

    @EACH
    @pytest.mark.parametrize("path", ["/dev/zero", "/"])
    def test_a_device_and_a_folder(self, read, path):
        """A device that never ends and a folder are refused in a sentence."""
        with pytest.raises(ValueError, match=f"^'{path}' cannot be read as a file: "):
            read(path)

    @EACH
    def test_a_large_file(self, tmp_path, read):
        """A file above 20 MB is refused by its size, before it is read whole."""
        large = tmp_path / "large.csv"
        with large.open("wb") as file:
            file.truncate(300 * MOST)  # which holds nothing and takes no room

        with pytest.raises(
            ValueError, match=r"^large.csv has more than 20000000 bytes, which is more than is read"
        ):
            read(large)

    @EACH
    def test_a_large_text(self, read):
        """A text is held to the same size."""
        with pytest.raises(ValueError, match=r" has more than 20000000 letters, which is more th"):
            read("a\n" * (MOST // 2 + 1))

    def test_the_size_itself(self, tmp_path):
        """A file of 20 MB is read, and one of a byte more is not."""
        (tmp_path / "a.csv").write_bytes(b"x" * MOST)
        (tmp_path / "b.csv").write_bytes(b"x" * (MOST + 1))

        assert MOST == len(file_text(tmp_path / "a.csv", "")[1])
        with pytest.raises(ValueError, match=r"^b.csv has more than 20000000 bytes"):
            file_text(tmp_path / "b.csv", "")

    def test_line_ends(self, tmp_path):
        """Every end of a line is a newline, and the byte-order mark is gone."""
        (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")

        assert ("a.csv", "a\nb\nc\n") == file_text(tmp_path / "a.csv", "")

    def test_names_that_a_terminal_obeys(self, tmp_path):
        """A file's name stands in a sentence with its control characters written out."""
        odd = tmp_path / "\x1b[31mred\u202e.csv"
        odd.write_bytes(b"\xff")

        with pytest.raises(ValueError, match=r"^\\x1b\[31mred\\u202e.csv: byte 0 is not UTF-8"):
            read_responses(odd)
        with pytest.raises(ValueError, match=r"^there is no file '\\x1b\[31mnone'"):
            read_responses("\x1b[31mnone")

    def test_printable(self):
        """What can be shown is left as it is, and all else is written as Python writes it."""
        assert "Zoë O'Neill 李 🙂" == printable("Zoë O'Neill 李 🙂")
        assert r"a\x00\u200b\udcff" == printable("a\0\u200b\udcff")


class TestSeparatorLine:
    """Excel's own first line, `sep=;`."""

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", "\ufeffsep=; "])
    def test_every_reader(self, tmp_path, line, end):
        """Each reader takes the separator that the line names, also where commas are as many."""
        text = f"{line}\nname;b,c,d\nAda;1\n".replace("\n", end)
        (tmp_path / "a.csv").write_bytes(text.encode())

        for source in (text, tmp_path / "a.csv"):
            assert ["name", "b,c,d"] == read_responses(source).columns.tolist()
            assert ("Ada",) == read_roster(source).names
            assert (3,) == read_roster(source).lines
            assert () == read_roster(source).empty_lines
        table = f"{line}\noutcome;n,t,p\nhope;1\n".replace("\n", end)
        (tmp_path / "b.csv").write_bytes(table.encode())
        assert ["outcome", "n,t,p"] == read_table(tmp_path / "b.csv").columns.tolist()

    def test_lines_keep_their_numbers(self):
        """A sentence counts lines as an editor does, that first one included."""
        with pytest.raises(ValueError, match="line 3 has 3 cells for 2 columns"):
            read_responses("sep=;\na;b\n1;2;3\n")
        assert read_table("sep=;\nn;t\n1;2;3\n")["unreadable"].item().startswith("Line 3 ")

    def test_no_such_line(self):
        """A column that is called so, or a line that names another sign, is no such line."""
        assert ["sep=;x", "b"] == read_responses("sep=;x,b\n1,2\n").columns.tolist()
        assert ["sep=|"] == read_responses("sep=|\n1\n").columns.tolist()
        assert ("sep=", "Ada") == read_roster("sep=\nAda\n").names


class TestWriting:
    """All files or none, each whole."""

    def test_written(self, tmp_path):
        """Texts stand in their files with newlines as they are, readable as any other file."""
        files = {tmp_path / "a.csv": "Zoë\n", tmp_path / "b.csv": "b\r\n"}
        (tmp_path / "b.csv").write_text("old")
        plain = tmp_path / "plain"
        plain.touch()
        write_files(files, encoding="utf-8-sig")

        assert "\ufeffZoë\n".encode() == (tmp_path / "a.csv").read_bytes()
        assert b"\xef\xbb\xbfb\r\n" == (tmp_path / "b.csv").read_bytes()
        assert plain.stat().st_mode == (tmp_path / "a.csv").stat().st_mode
        assert {"a.csv", "b.csv", "plain"} == {path.name for path in tmp_path.iterdir()}

    @pytest.mark.parametrize("fails_at", [0, 1, 2, 3])
    def test_all_or_none(self, tmp_path, monkeypatch, fails_at):
        """Wherever the disk gives out, no new file is there and an old one is as it was."""
        (tmp_path / "old").write_text("old")
        calls = iter(range(10))
        real_sync, real_move = os.fsync, Path.replace

        def fail():
            if next(calls) == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", lambda number: (fail(), real_sync(number)))
        monkeypatch.setattr(Path, "replace", lambda one, other: (fail(), real_move(one, other)))

        with pytest.raises(OSError, match=r"^'first' and 'second' cannot be written: No space"):
            write_files({tmp_path / "first": "1", tmp_path / "second": "2"})
        assert ["old"] == [path.name for path in tmp_path.iterdir()]
        assert "old" == (tmp_path / "old").read_text()

    def test_interrupted(self, tmp_path, monkeypatch):
        """An interrupt leaves nothing behind and goes on as what it is."""

        def interrupt(_number):
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_files({tmp_path / "first": "1"})

        assert [] == [*tmp_path.iterdir()]

    def test_no_room(self, tmp_path):
        """Where a file may have no more bytes, the sentence says so and none is left."""
        code = (
            "import resource, signal; from pathlib import Path\n"
            "from twowaves._base.files import write_files\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            "write_files({Path('a.csv'): 'short', Path('b.csv'): 'x' * 5000})\n"
        )
        done = subprocess.run([sys.executable, "-B", "-c", code], cwd=tmp_path,
                              capture_output=True, text=True, check=False)  # fmt: skip

        assert "OSError: 'a.csv' and 'b.csv' cannot be written: File too large" in done.stderr
        assert [] == [*tmp_path.iterdir()]

    def test_a_folder_that_is_not_there(self, tmp_path):
        """A place that does not exist is told."""
        with pytest.raises(OSError, match=r"cannot be written: No such file or directory"):
            write_files({tmp_path / "none" / "a": ""})
        assert stat.S_ISDIR(tmp_path.stat().st_mode)
