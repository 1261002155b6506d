"""A file's text, or one sentence why there is none; and files that are written whole or not."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: int = shared("_base/files_rules")["most_letters"]  # of a text, or bytes of a file
UNFINISHED = ".unfinished-"  # how a file is called until it is whole

say = Sentences("_base/files")


def file_text(source: str | Path, save_as: str) -> tuple[str, str]:
    """Return a file's name and its text, without the byte-order mark that Excel writes.

    Parameters
    ----------
    source : str or pathlib.Path
        Its path; ``~`` is the home folder.
    save_as : str
        What a file of another encoding is to be saved as, for the sentence.

    Returns
    -------
    tuple of str
        Name, as it can stand in a sentence, and text; every end of a line is a newline.

    Raises
    ------
    TypeError
        If `source` is no path.
    ValueError
        If there is no such file, it is a folder, a pipe or a device, has more than 20,000,000
        bytes, or is no UTF-8 text.
    """
    if not isinstance(source, str | Path):
        raise TypeError(f"the source is {type(source).__name__}; it must be a path as text or Path")
    try:
        path = Path(source).expanduser()
        content = _content(path)
    except FileNotFoundError:
        raise ValueError(f"there is no file '{on_one_line(source)}'") from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"'{on_one_line(source)}' cannot be read as a file: {reason}") from None
    name = on_one_line(path.name)
    if len(content) > MOST:
        raise ValueError(f"{name} has more than {MOST} bytes, which is more than is read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(say("not_utf8", name=name, byte=error.start, save_as=save_as)) from None
    return name, text.replace("\r\n", "\n").replace("\r", "\n")


def _content(path: Path) -> bytes:
    """Return what a file holds, and of one that is too large a byte too many."""
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # reading a pipe may wait for ever
        raise ValueError("it is a pipe or a device")
    with path.open("rb") as file:
        return file.read(MOST + 1)


def refuse_long(name: str, text: str) -> None:
    """Refuse a text that would take more memory than a machine may have."""
    if len(text) > MOST:
        raise ValueError(f"{name} has more than {MOST} letters, which is more than is read")


def on_one_line(source: str | Path) -> str:
    """Return a path as it can stand in a sentence: some hold line ends, or are no paths at all."""
    return printable(shortened(" ".join(str(source).split()), 80))


def printable(text: str) -> str:
    r"""Return a text from outside with what a terminal would obey, or not show, written out.

    Examples
    --------
    >>> print(printable("Zoë \x1b[31mred\n\udcff"))
    Zoë \x1b[31mred\n\udcff
    """
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def write_files(texts: Mapping[Path, str], *, encoding: str = "utf-8") -> None:
    """Write files so that each is there whole, and all of them or none.

    Parameters
    ----------
    texts : mapping
        Every file's text by its path; a file that is there already is replaced.
    encoding : str
        That of all of them; every end of a line is a newline.

    Raises
    ------
    OSError
        If one of them cannot be written; then none is, and nothing of them is left behind.
    """
    beside: dict[Path, Path] = {}
    new = [path for path in texts if not path.exists()]
    try:
        for path, text in texts.items():
            beside[path] = path.with_name(f"{UNFINISHED}{secrets.token_hex(6)}")
            _write_through(beside[path], text.encode(encoding))
        for path, whole in beside.items():
            whole.replace(path)
    except BaseException as error:
        for path, whole in beside.items():
            moved = not whole.exists() and path in new
            (path if moved else whole).unlink(missing_ok=True)
        if isinstance(error, OSError):
            names = listed([f"'{printable(each.name)}'" for each in texts])
            raise OSError(f"{names} cannot be written: {error.strerror or error}") from None
        raise


def _write_through(path: Path, content: bytes) -> None:
    """Write a file to the disk itself, so that a full one is noticed before the renaming."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
