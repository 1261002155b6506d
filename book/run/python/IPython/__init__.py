"""What cells and packages ask of IPython, in a page that has none."""

from __future__ import annotations

import ast
from typing import Any

import page_displays


class Shell:
    """What a package finds when it asks in what it runs."""

    kernel = "page"

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

__all__ = ["display", "get_ipython"]
