"""A page of the book with another figure in its chapter's place, under the book's own policy."""

import itertools
import re

import room
import strict_pages

# a short chapter with one figure: what surrounds a figure is not what is tested
CHAPTER = "notebooks/three-systems.html"
NUMBERS = itertools.count(1)  # no page has the name of one before, which a browser may have kept


def scratch_opener(open_page, site, new_figure):
    """Return a function that opens such a page; it has style and room as built pages have them.

    The chapter is read as it was built. `new_figure` makes the figure where none is given.
    """
    built = (site.folder / CHAPTER).read_text(encoding="utf-8")
    built = re.sub(r'<link rel="modulepreload"[^>]*>', "", built)

    def go(w=None, fragment="", **options):
        figure = (w or new_figure()).figure_html()
        name = f"{next(NUMBERS)}-scratch"
        framed = r'<div class="prepost-frame">.*?</figure>\s*</div>'
        html, count = re.subn(framed, lambda _: figure, built, flags=re.DOTALL)
        assert count == 1
        html = html.replace("</head>", f'<link rel="stylesheet" href="{name}.css"></head>')
        html = room.with_room(html, room.read("pages"))
        html = strict_pages.strict(html, "../_static").page
        (site.scratch / f"{name}.html").write_text(html, encoding="utf-8")
        style = strict_pages.style_rules([html]) + room.rules_of([html], room.read("pages"))
        (site.scratch / f"{name}.css").write_text(style, encoding="utf-8")
        return open_page(f"scratch/{name}.html{fragment}", **options)

    return go
