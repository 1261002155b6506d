"""A page of the book with another figure in its chapter's place, under the book's own policy."""

import itertools
import re

import contents
import room
import strict_pages

# a short chapter with one figure: what surrounds a figure is not what is tested; a fork without it
# has another one
CHAPTERS = [page for page in contents.pages() if len(contents.figures_on(page)) == 1]
SHORT = "notebooks/three-systems"
CHAPTER = f"{SHORT if SHORT in CHAPTERS else CHAPTERS[-1]}.html"
NUMBERS = itertools.count(1)  # no page has the name of one before, which a browser may have kept


def scratch_opener(open_page, site, new_figure):
    """Return a function that opens such a page; it has style and room as built pages have them.

    Who asks for a width, for colours or the like sees the figure in the chapter, anybody else on
    its own page, which opens in half the time. `new_figure` makes the figure where none is given.
    """

    def go(w=None, fragment="", **options):
        w = w or new_figure()
        host = CHAPTER if options else f"embed/{w.widget_name}.html"
        name = f"{next(NUMBERS)}-scratch"
        html = _with_figure((site.folder / host).read_text(encoding="utf-8"), w)
        html = html.replace(f'href="{w.widget_name}.css"', f'href="../embed/{w.widget_name}.css"')
        html = html.replace("</head>", f'<link rel="stylesheet" href="{name}.css"></head>')
        html = room.with_room(html, room.read("pages"))
        html = strict_pages.strict(html, "../_static").page
        (site.scratch / f"{name}.html").write_text(html, encoding="utf-8")
        style = strict_pages.style_rules([html]) + room.rules_of([html], room.read("pages"))
        (site.scratch / f"{name}.css").write_text(style, encoding="utf-8")
        return open_page(f"scratch/{name}.html{fragment}", **options)

    return go


def _with_figure(page, w):
    """Return a page as it was built, with a figure in its figure's place."""
    page = re.sub(r'<link rel="modulepreload"[^>]*>', "", page)
    framed = r'<div class="twowaves-frame">.*?</figure>\s*</div>'
    html, count = re.subn(framed, lambda _: w.figure_html(), page, flags=re.DOTALL)
    assert count == 1
    return html
