"""The licences of what the built site holds of others, as the installed packages state them.

The theme's style sheets and scripts are joined and made small, and with that whatever notice stood
in them goes. Their licences ask that it goes along: the texts are put into one file beside them, at
each build from the packages that are installed then.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

#: Who made a file below ``_static``, by the beginning of its name; the themes' hold Bootstrap, too.
MAKERS = {
    "basic.css": "Sphinx",
    "clipboard.min.js": "sphinx-copybutton",
    "copybutton": "sphinx-copybutton",
    "design-tabs.js": "sphinx-design",
    "doctools.js": "Sphinx",
    "documentation_options.js": "Sphinx",
    "exercise.css": "sphinx-exercise",
    "inline/": "sphinx-book-theme",
    "mystnb.": "myst-nb",
    "pygments.css": "Pygments",
    "scripts/bootstrap.js": "pydata-sphinx-theme",
    "scripts/pydata-sphinx-theme.js": "pydata-sphinx-theme",
    "scripts/sphinx-book-theme.js": "sphinx-book-theme",
    "sphinx-design": "sphinx-design",
    "styles/pydata-sphinx-theme.css": "pydata-sphinx-theme",
    "styles/sphinx-book-theme.css": "sphinx-book-theme",
    "styles/theme.css": "Sphinx",  # which the theme puts into a file of its own
}
OWN = Path(__file__).parents[1] / "assets"
FILE = "notices.txt"
_NOTICE = re.compile(r"licen[cs]e|copying", re.IGNORECASE)


def makers_of(parts: list[str]) -> list[str]:
    """Return the packages that joined parts come from, the book's own files aside.

    Raises
    ------
    ValueError
        If a part is neither the book's own nor known to be somebody's.

    Examples
    --------
    >>> makers_of(["copybutton.css", "look.css", "twowaves/widgets/kit/base.css", "copybutton.js"])
    ['sphinx-copybutton']
    """
    theirs = [part for part in parts if not _is_own(part)]
    return sorted({_maker(part) for part in theirs}, key=str.lower)


def _is_own(part: str) -> bool:
    return part.startswith("twowaves/") or (OWN / part).is_file()


def _maker(part: str) -> str:
    for start, name in MAKERS.items():
        if part.startswith(start):
            return name
    raise ValueError(f"{part} is put into the site; say in {Path(__file__).name} who made it")


def notices(packages: list[str]) -> str:
    """Return the licences of packages, with those of what they hold of others in turn."""
    return "\n".join(_notice(name) for name in packages)


def _notice(name: str) -> str:
    package = distribution(name)
    files = [file for file in package.files or [] if _NOTICE.search(file.name)]
    if not files:
        raise ValueError(f"{name} comes without its licence")
    texts = [Path(str(file.locate())).read_text(encoding="utf-8").strip() for file in files]
    head = f"{name} {package.version}"
    return "\n\n".join([f"{head}\n{'=' * len(head)}", *texts, ""])
