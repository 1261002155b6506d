"""Small repairs of the pages' markup that axe-core asks for.

The theme, sphinxcontrib-bibtex and pandas write markup that a screen reader cannot make sense of.
Each repair here is the smallest that makes it sound.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# a heading cell without text heads nothing: pandas leaves some above and beside an index
_EMPTY_HEADING = re.compile(r"<th[^>]*>\s*</th>")
# a list of citations is marked as a list, but its parts are not list items
_CITATION_ROLES = (
    ('role="list"', ""),
    ('role="doc-biblioentry"', ""),
    ('role="doc-backlink"', ""),
)


def sound_markup(body: str) -> str:
    """Return a page's body with the repairs.

    Examples
    --------
    >>> sound_markup("<tr><th></th><th>pre</th></tr>")
    '<tr><td></td><th>pre</th></tr>'
    """
    body = _EMPTY_HEADING.sub("<td></td>", body)
    if 'class="citation"' in body:
        for old, new in _CITATION_ROLES:
            body = body.replace(old, new)
    return body


def _repair(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    if "body" in context:
        context["body"] = sound_markup(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Repair every page before it is written."""
    app.connect("html-page-context", _repair)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
