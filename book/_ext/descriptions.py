"""What a search engine and a shared link say of a page: its title and a sentence or two.

A page's description is the one in its front matter (`myst: {html_meta: {description: …}}`),
or else the first paragraph of its prose.
Each page's own address and the site's map need the address where the book is published:
the environment variable TWOWAVES_SITE. Where that is not known they are left out.
"""

from __future__ import annotations

import os
import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LONGEST = 200  # about what search engines show
CARD = "card.png"  # drawn by tools/make_card.py
CARD_SHOWS = "eleven synthetic people as lines from before to after, and their mean"
_GIVEN = re.compile(r'<meta content="([^"]*)" name="description"')


def shortened(text: str, longest: int = LONGEST) -> str:
    r"""Return a text on one line, cut between words if it is too long.

    Examples
    --------
    >>> shortened("Eleven people\nfilled in a questionnaire.", 20)
    'Eleven people…'
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:.–— ") + "…"


def first_paragraph(doctree: nodes.document | None) -> str:
    """Return the first paragraph that stands directly in a section, not in a box or a list."""
    if doctree is None:
        return ""
    paragraphs = doctree.findall(nodes.paragraph)
    in_sections = (each for each in paragraphs if isinstance(each.parent, nodes.section))
    return shortened(next((each.astext() for each in in_sections), ""))


def _plain(title: str) -> str:
    """Return a page's title, which may hold markup, as text."""
    return unescape(re.sub(r"<[^>]+>", "", title))


def meta_tag(attribute: str, name: str, content: str) -> str:
    r"""Return one tag, or nothing where there is nothing to say.

    Examples
    --------
    >>> meta_tag("name", "description", 'A "live" book')
    '<meta name="description" content="A &quot;live&quot; book" />\n'
    """
    return f'<meta {attribute}="{name}" content="{escape(content)}" />\n' if content else ""


def picture_tags(address: str, book: str) -> str:
    """Return the tags of the picture that a shared link shows; sites take only whole addresses."""
    return (
        meta_tag("property", "og:image", address)
        + meta_tag("property", "og:image:width", "1200")
        + meta_tag("property", "og:image:height", "630")
        + meta_tag("property", "og:image:alt", f"{book}: {CARD_SHOWS}")
        + meta_tag("name", "twitter:card", "summary_large_image")
    )


def describe(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add title, description and address to a page's head."""
    head = context.get("metatags", "")
    given = _GIVEN.search(head)
    description = unescape(given[1]) if given else first_paragraph(doctree)
    site = app.config.html_baseurl
    context["metatags"] = (
        head
        + ("" if given else meta_tag("name", "description", description))
        + meta_tag("property", "og:title", _plain(context.get("title", "")))
        + meta_tag("property", "og:description", description)
        + meta_tag("property", "og:site_name", app.config.project)
        + meta_tag("property", "og:type", "article" if page != app.config.root_doc else "website")
        + meta_tag("property", "og:url", f"{site}{page}.html" if site else "")
        + (picture_tags(f"{site}_static/{CARD}", app.config.project) if site else "")
    )


def site_map(site: str, pages: list[str]) -> str:
    """Return the map of a site for search engines, after https://www.sitemaps.org/protocol.html."""
    rows = "".join(f"<url><loc>{escape(site + page)}.html</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def write_site_map(app: Sphinx, error: Exception | None) -> None:
    """Write the map beside the pages, or remove one that an earlier build left."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / "sitemap.xml"
    target.unlink(missing_ok=True)
    if app.config.html_baseurl:
        text = site_map(app.config.html_baseurl, sorted(app.env.found_docs))
        target.write_text(text, encoding="utf-8")


def take_address(_app: Sphinx, config: Config) -> None:
    """Use the published address, if the environment names it."""
    site = os.environ.get("TWOWAVES_SITE", "").rstrip("/")
    if site:
        config.html_baseurl = f"{site}/"


def setup(app: Sphinx) -> dict[str, bool]:
    """Describe every page when it is written, and the site when all are."""
    app.connect("config-inited", take_address)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_site_map)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
