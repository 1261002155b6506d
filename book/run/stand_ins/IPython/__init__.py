"""What cells and packages ask of IPython, in a page that has none."""

from __future__ import annotations

import ast
import builtins
from typing import Any

import page_displays

version_info = (9, 0, 0, "")  # packages ask how old it is
__version__ = "9.0.0"


class Events:
    """What happens between cells: the session itself shows and closes figures."""

    def register(self, event: str, function: object) -> None:
        """Take no notice."""


class Shell:
    """What a package finds when it asks in what it runs."""

    kernel = "page"
    events = Events()

    def run_line_magic(self, name: str, line: str) -> None:
        """Set how figures are drawn, which is all that the page's session can be told so."""
        setting, _, value = line.partition("=")
        owner, _, what = setting.strip().partition(".")
        if name != "config" or owner != "InlineBackend" or what not in page_displays.figures:
            raise NameError(f"%{name} {line} is for Jupyter; the Python of a page does not know it")
        page_displays.figures[what] = ast.literal_eval(value.strip())


_SHELL = Shell()


def get_ipython() -> Any:
    """Return the shell."""
    return _SHELL


from IPython import display  # noqa: E402 # it needs the name above

# a notebook has both without an import, and pandas asks by the first whether it is in one
builtins.get_ipython = get_ipython  # type: ignore[attr-defined]
builtins.display = display.display  # type: ignore[attr-defined]

__all__ = ["display", "get_ipython"]
