"""How somebody who was given a notebook comes by the package: one line to type."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

WHEELS = "_static/wheel"  # where the book's site has the wheel that it was built with
NEEDED = ("statsmodels", "twowaves[plots,widgets]")  # what the exercises import
CELL = "needs-twowaves"  # the id of the cell that looks for the package
_ABOUT = "This notebook needs the package twowaves"
_UNKNOWN = (
    f"{_ABOUT}: ask for its file",
    "where this one came from, and in a new cell, run",
    '%pip install statsmodels "./FILE[plots,widgets]"',
    "with its name in place of FILE.",
)


def wheel_name() -> str:
    """Return what the wheel of this version is called.

    Examples
    --------
    >>> wheel_name()
    'twowaves-...-py3-none-any.whl'
    """
    return f"twowaves-{version('twowaves')}-py3-none-any.whl"


def install_line(site: str) -> str:
    """Return the line that installs what the exercises need from a published book.

    Parameters
    ----------
    site : str
        The address where the book is published.

    Examples
    --------
    >>> install_line("https://somebody.example/book/")
    'pip install statsmodels "twowaves[plots,widgets] @ https://somebody.example/book/_static/...whl"'
    """
    *others, itself = NEEDED
    wheel = f"{site.rstrip('/')}/{WHEELS}/{wheel_name()}"
    return f'pip install {" ".join(others)} "{itself} @ {wheel}"'


def first_cell(site: str = "") -> str:
    """Return the code that says what to install where the package is missing.

    Examples
    --------
    >>> print(first_cell())
    from importlib.util import find_spec
    <BLANKLINE>
    if find_spec("twowaves") is None:
        raise ModuleNotFoundError(
            "This notebook needs the package twowaves: ask for its file "
            "where this one came from, and in a new cell, run "
            '%pip install statsmodels "./FILE[plots,widgets]" '
            "with its name in place of FILE."
        )
    """
    known = f"{_ABOUT}. In a new cell, run:"
    *said, last = (known, f"%{install_line(site)}") if site else _UNKNOWN
    return (
        "from importlib.util import find_spec\n\n"
        'if find_spec("twowaves") is None:\n'
        "    raise ModuleNotFoundError(\n"
        + "".join(f"        {_quoted(f'{words} ')}\n" for words in said)
        + f"        {_quoted(last)}\n"
        "    )"
    )


def _quoted(text: str) -> str:
    """Return a text as Python writes it, with double quotes unless it holds them."""
    return f"'{text}'" if '"' in text else f'"{text}"'


def with_site(notebook: str, site: str) -> str:
    """Return a notebook's text whose first code says where the package is, if that is known."""
    if not site:
        return notebook
    content: dict[str, Any] = json.loads(notebook)
    cells: list[dict[str, Any]] = content["cells"]
    place = next(place for place, cell in enumerate(cells) if cell["cell_type"] == "code")
    known: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": CELL,
        "metadata": {},
        "outputs": [],
        "source": first_cell(site).splitlines(keepends=True),
    }
    cells[place : place + (cells[place].get("id") == CELL)] = [known]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
