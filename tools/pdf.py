"""Print the whole book into one PDF: `make pdf`.

Run: ``python tools/pdf.py [TARGET]``. A browser prints every page of the table of contents as it
stands, figures alive. The chapters are joined in their order, with a first page, contents, page
numbers, bookmarks for every heading, and links that stay within the document.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from browser import find_browser, install_browser
from serve import BOOK, serve
from twowaves.plots.style import INK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "_build" / "compassion-before-and-after.pdf"
MARGIN = {"top": "18mm", "bottom": "20mm", "left": "17mm", "right": "17mm"}
LOOK = """<style>
body { font: 11pt/1.6 Georgia, serif; color: INK; margin: 0 }
h1 { font-size: 30pt; margin: 70mm 0 6mm } section { break-before: page }
li { display: flex; justify-content: space-between; gap: 1em; list-style: none } ul { padding: 0 }
.number { height: 297mm; break-after: page; position: relative }
.number p { position: absolute; bottom: 6mm; left: 0; right: 0; text-align: center; font-size: 9pt }
</style>""".replace("INK", INK)


@dataclass
class Chapter:
    """A printed page of the book."""

    name: str
    title: str
    printed: PdfReader

    @property
    def length(self) -> int:
        """How many sheets it takes."""
        return len(self.printed.pages)


def names(contents: str) -> list[str]:
    r"""Return the pages of a table of contents in their order.

    Examples
    --------
    >>> names("root: book/welcome\nparts:\n  - chapters:\n      - file: book/about\n")
    ['book/welcome', 'book/about']
    """
    return re.findall(r"^(?:root|\s*- file): (\S+)", contents, re.MULTILINE)


def printed(page: Page, **options: object) -> PdfReader:
    """Print what a tab shows."""
    settings = {"format": "A4", "print_background": True, "tagged": True, **options}
    return PdfReader(io.BytesIO(page.pdf(**settings)))  # type: ignore[arg-type]


def chapters(page: Page, url: str, contents: list[str]) -> Iterator[Chapter]:
    """Open and print every page of the book, each figure awake and each picture there."""
    for name in contents:
        page.goto(f"{url}/{name}.html")
        page.evaluate("document.querySelectorAll('img').forEach((e) => { e.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        awake = "figure[data-widget]:not([data-live])"
        page.wait_for_function(f"document.querySelector('{awake}') === null")
        title = page.locator(".bd-article h1").first.evaluate("e => e.firstChild.textContent")
        yield Chapter(name, title, printed(page, margin=MARGIN, outline=True))


def settle_links(chapter: Chapter) -> None:
    """Have links within a chapter name their place itself: two chapters may call one alike."""
    places = chapter.printed.named_destinations
    for link in _links(chapter.printed):
        place = places.get(str(link.get("/Dest", "")).removeprefix("/"))
        place = place or places.get(str(link.get("/Dest", "")))
        if place is not None:
            link[NameObject("/Dest")] = place.dest_array


def _links(document: PdfReader | PdfWriter) -> Iterator[DictionaryObject]:
    for page in document.pages:
        for each in page.get("/Annots") or []:
            link = each.get_object()
            if link.get("/Subtype") == "/Link":
                yield link


def joined(front: PdfReader, parts: list[Chapter], url: str) -> PdfWriter:
    """Return the first pages and the chapters as one document."""
    book = PdfWriter()
    book.append(front, import_outline=False)
    starts = {}
    for part in parts:
        settle_links(part)
        starts[part.name] = len(book.pages)
        book.append(part.printed)
    for link in _links(book):
        action = link.get("/A", DictionaryObject()).get_object()
        address = urlsplit(str(action.get("/URI", "")))
        name = address.path.strip("/").removesuffix(".html")
        if f"{address.scheme}://{address.netloc}" == url and name in starts:
            del link["/A"]
            page = book.pages[starts[name]].indirect_reference
            link[NameObject("/Dest")] = ArrayObject([page, NameObject("/Fit")])
    return book


def front_pages(page: Page, title: str, edition: str, parts: list[Chapter]) -> PdfReader:
    """Print the first page and the list of contents, whose own length counts too."""
    length = 2
    while True:
        lines, start = [], length + 1
        for part in parts:
            lines.append(f"<li><span>{escape(part.title)}</span><span>{start}</span></li>")
            start += part.length
        page.set_content(
            f"{LOOK}<h1>{escape(title)}</h1><p>{escape(edition)}</p>"
            f"<section><h2>Contents</h2><ul>{''.join(lines)}</ul></section>"
        )
        front = printed(page, margin=MARGIN)
        if len(front.pages) == length:
            return front
        length = len(front.pages)


def number(page: Page, book: PdfWriter, first: int) -> None:
    """Print a number at the foot of every sheet after the first ones."""
    numbers = range(first + 1, len(book.pages) + 1)
    sheets = "".join(f'<div class="number"><p>{i}</p></div>' for i in numbers)
    page.set_content(f"{LOOK}{sheets}")
    stamps = printed(page, margin=dict.fromkeys(MARGIN, "0"))
    for sheet, stamp in zip(book.pages[first:], stamps.pages, strict=False):
        sheet.merge_page(stamp)


def make(target: Path, contents: list[str]) -> int:
    """Print the book into a file; return the number of its sheets."""
    with serve(BOOK, 0) as url, sync_playwright() as playwright:
        path = find_browser() or install_browser()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 1200}, bypass_csp=True)
        parts = list(chapters(page, url, contents))
        page.goto(f"{url}/book/about.html")
        edition = page.locator("p.edition").inner_text()
        page.goto("about:blank")
        front = front_pages(page, parts[0].title, edition, parts)
        book = joined(front, parts, url)
        number(page, book, len(front.pages))
        browser.close()
    book.add_metadata({"/Title": parts[0].title})
    book.page_mode = "/UseOutlines"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.compress_identical_objects()
    book.write(target)
    return len(book.pages)


def main(arguments: list[str]) -> int:
    """Print the built book."""
    if not (BOOK / "index.html").is_file():
        print(f"{BOOK} holds no built book; run `make book` first", file=sys.stderr)
        return 1
    target = Path(arguments[0]) if arguments else TARGET
    sheets = make(target, names((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    print(f"{target} has {sheets} pages.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
