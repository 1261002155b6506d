"""A file's text, or one sentence why there is none."""

from __future__ import annotations

from pathlib import Path


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
        Name and text; every end of a line is a newline.

    Raises
    ------
    TypeError
        If `source` is no path.
    ValueError
        If there is no such file, or it is no UTF-8 text.
    """
    if not isinstance(source, str | Path):
        raise TypeError(f"the source is {type(source).__name__}; it must be a path as text or Path")
    try:
        path = Path(source).expanduser()
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ValueError(f"there is no file '{on_one_line(source)}'") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: byte {error.start} is not UTF-8; {save_as}") from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"'{on_one_line(source)}' cannot be read as a file: {reason}") from None
    return path.name, text


def on_one_line(source: str | Path) -> str:
    """Return a path as it can stand in a sentence: some hold line ends, or are no paths at all."""
    return " ".join(str(source).split())[:80]
