"""The part of IPython's module of this name that notebooks use."""

from __future__ import annotations

import page_displays


def display(
    *values: object, raw: bool = False, metadata: dict[str, object] | None = None, **_: object
) -> None:
    """Show values, or bundles of forms that are ready."""
    for value in values:
        if raw and isinstance(value, dict):
            page_displays.send_bundle(value, metadata)
        else:
            page_displays.show(value)


def clear_output(wait: bool = False) -> None:
    """Take away what the cell has shown."""
    page_displays.flush()
    page_displays.send({"type": "clear_output", "wait": wait})


class DisplayObject:
    """Text in one form."""

    form = "text/plain"

    def __init__(self, data: str = "") -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<IPython.core.display.{type(self).__name__} object>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {self.form: self.data}


class HTML(DisplayObject):
    """Text as HTML."""

    form = "text/html"


class Markdown(DisplayObject):
    """Text as Markdown."""

    form = "text/markdown"


class SVG(DisplayObject):
    """A picture as SVG."""

    form = "image/svg+xml"


class Latex(DisplayObject):
    """Text as LaTeX."""

    form = "text/latex"


class Math(Latex):
    """A formula."""
