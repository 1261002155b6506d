"""What stands around a page's text: what its menu offers, and under which name a file is saved."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What the theme's menu says, and what a reader gets.
OFFERED = {".ipynb": "Notebook (.ipynb)", ".md": "Text (.md)", ".pdf": "Print or save as PDF"}

_FILE = re.compile(r'<a\b[^>]*\bhref="[^"]*\b(_sources|_downloads)/([^"?#]*)"[^>]*>')
_AS_CODE = re.compile(r'<code class="xref download[^"]*">(.*?)</code>', re.DOTALL)
_OLD = re.compile(r'\s+(?:target="_blank"|download="[^"]*")')


def offered(buttons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a menu's entries in words that say what each offers.

    Examples
    --------
    >>> offered([{"label": "download-buttons", "buttons": [{"text": ".ipynb"}]}])
    [{'label': 'download-buttons', 'buttons': [{'text': 'Notebook (.ipynb)'}]}]
    """
    return [
        {**each, "buttons": offered(each["buttons"])}
        if "buttons" in each
        else {**each, "text": OFFERED.get(each.get("text", ""), each.get("text"))}
        for each in buttons
    ]


def with_names(page: str) -> str:
    """Return a page whose links to files say under which name each is saved, in plain letters.

    A chapter's notebook and the one with its exercises are called alike where they lie.

    Examples
    --------
    >>> with_names('<a href="../_sources/notebooks/a.ipynb" target="_blank">')
    '<a href="../_sources/notebooks/a.ipynb" download="a.ipynb">'
    >>> with_names('<a download="" href="../_downloads/93d6/a.ipynb">')
    '<a href="../_downloads/93d6/a.ipynb" download="a-exercises.ipynb">'
    >>> with_names('<code class="xref download docutils"><span class="pre">Data</span></code>')
    '<span class="download">Data</span>'
    """
    page = _FILE.sub(lambda link: _named(link[0], link[1], PurePosixPath(link[2])), page)
    return _AS_CODE.sub(lambda code: f'<span class="download">{_plain(code[1])}</span>', page)


def _named(link: str, folder: str, path: PurePosixPath) -> str:
    exercises = path.suffix == ".ipynb" and (
        folder == "_downloads" or path.parent.name == "exercises"
    )
    name = f"{path.stem}-exercises{path.suffix}" if exercises else path.name
    return f'{_OLD.sub("", link)[:-1].rstrip()} download="{name}">'


def _plain(text: str) -> str:
    return re.sub(r"</?span[^>]*>", "", text)


def _say_what_is_offered(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    context["header_buttons"] = offered(context.get("header_buttons", []))


def setup(app: Sphinx) -> dict[str, bool]:
    """Say in each page's menu what it offers."""
    app.connect("html-page-context", _say_what_is_offered, priority=504)  # after all buttons
    return {"parallel_read_safe": True, "parallel_write_safe": True}
