"""How a page's session shows a value: as the same bundle of forms that a notebook would store."""

from __future__ import annotations

import base64
import io
import json
import os
import sys
from typing import Any

from IPython.lib.pretty import pretty

OUT = "/page/out"
FORMS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
}
#: How a cell's figures are drawn, as `%config InlineBackend` would set it.
figures: dict[str, Any] = {"figure_formats": ["svg"], "print_figure_kwargs": {}}
_channel: list[int] = []


def send(message: dict[str, Any]) -> None:
    """Hand a message over to the page."""
    if not _channel:
        _channel.append(os.open(OUT, os.O_WRONLY))
    os.write(_channel[0], json.dumps(message).encode() + b"\n")


def flush() -> None:
    """Let what was printed stand before what is shown next."""
    sys.stdout.flush()
    sys.stderr.flush()


def show(value: object, kind: str = "display_data") -> None:
    """Show a value in every form that it has."""
    own = getattr(value, "_ipython_display_", None)
    if own is not None and not isinstance(value, type):
        own()
        return
    send_bundle(*bundle_of(value), kind=kind)


def send_bundle(
    data: dict[str, Any], metadata: dict[str, Any] | None = None, *, kind: str = "display_data"
) -> None:
    """Hand over what is a bundle already."""
    flush()
    send({"type": kind, "data": data, "metadata": metadata or {}})


def bundle_of(value: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a value's forms by their types, and what is said of them."""
    data: dict[str, Any] = {"text/plain": pretty(value)}
    metadata: dict[str, Any] = {}
    if isinstance(value, type):
        return data, metadata
    if _is_figure(value):
        return data | drawn(value), metadata
    whole = getattr(value, "_repr_mimebundle_", None)
    if whole is not None:
        given = whole(include=None, exclude=None)
        if isinstance(given, tuple):
            given, metadata = given
        data |= given or {}
    for form, name in FORMS.items():
        method = getattr(value, name, None)
        shown = None if method is None or form in data else method()
        if isinstance(shown, tuple):
            shown, metadata[form] = shown
        if isinstance(shown, bytes):
            shown = base64.b64encode(shown).decode()
        if shown is not None:
            data[form] = shown
    return data, metadata


def _is_figure(value: object) -> bool:
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and isinstance(value, figure.Figure)


def drawn(figure: Any) -> dict[str, Any]:
    """Return a figure of matplotlib as the pictures that were asked for."""
    return dict(_picture(figure, form) for form in figures["figure_formats"])


def _picture(figure: Any, form: str) -> tuple[str, str]:
    file = io.BytesIO()
    dpi = figure.dpi * 2 if form == "retina" else figure.dpi
    settings = {"bbox_inches": "tight", **figures["print_figure_kwargs"]}
    colours = {"facecolor": figure.get_facecolor(), "edgecolor": figure.get_edgecolor()}
    name = "svg" if form == "svg" else "png"
    figure.savefig(file, format=name, dpi=dpi, **colours, **settings)
    if form == "svg":
        return "image/svg+xml", file.getvalue().decode()
    return "image/png", base64.b64encode(file.getvalue()).decode()


def show_figures() -> None:
    """Show and close all open figures, as a notebook does at the end of a cell."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else []:
        figure = pyplot.figure(number)
        if figure.axes or figure.lines:
            show(figure)
    close_figures()


def close_figures() -> None:
    """Forget all open figures."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        pyplot.close("all")
