"""A page of the book with another figure in its chapter's place, under the book's own policy."""

import re
from functools import partial

import strict_pages


def scratch_opener(open_page, site, chapter, new_figure):
    """Return a function that opens such a page; its style stands in a file, as on built pages.

    The chapter is read as it was built. `new_figure` makes the figure where none is given.
    """
    built = (site.folder / chapter).read_text(encoding="utf-8")
    built = re.sub(r'<link rel="modulepreload"[^>]*>', "", built)
    place = f"{chapter.rpartition('/')[0]}/scratch"

    def go(w=None, fragment="", **options):
        figure = (w or new_figure()).figure_html()
        framed = r'<div class="prepost-frame">.*?</figure>\s*</div>'
        html = re.sub(framed, lambda _: figure, built, flags=re.DOTALL)
        html = html.replace("</head>", '<link rel="stylesheet" href="scratch.css"></head>')
        html = strict_pages.strict(html, "../_static").page
        page = open_page("book/about.html", **options)
        style = strict_pages.style_rules([html])
        page.route(f"**/{place}.html", partial(_answer, body=html, content_type="text/html"))
        page.route(f"**/{place}.css", partial(_answer, body=style, content_type="text/css"))
        page.goto(f"{site.url}/{place}.html{fragment}")
        return page

    return go


def _answer(route, *, body, content_type):
    route.fulfill(body=body, content_type=content_type)
