"""The glossary: its terms are in order, said once, and used."""

import re

import nbformat
import pytest
from chapters import CHAPTERS, ROOT

GLOSSARY = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^(\S.*)\n {2}\S", GLOSSARY.split("```{glossary}\n")[1], re.MULTILINE)
USES = re.compile(r"\{term\}`(?:[^`<]*<)?([^`>]+)>?`")


def uses(path):
    """Return the terms that a chapter points to."""
    cells = nbformat.read(path, 4).cells
    return USES.findall("\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))


def test_terms_are_in_order_and_once():
    """A reader finds a term by the alphabet, and only once."""
    assert sorted(TERMS, key=str.casefold) == TERMS
    assert len(set(TERMS)) == len(TERMS) > 30


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_terms_are_known(path):
    """Each term that a chapter points to is in the glossary; the build says so too."""
    assert set(uses(path)) <= set(TERMS)


def test_terms_are_used():
    """Some chapters do point to terms."""
    assert sum(bool(uses(path)) for path in CHAPTERS) >= 3


def test_links_lead_there(site):
    """In the built book a term is a link to its place in the glossary."""
    page = (site.folder / "notebooks" / "mixed-methods.html").read_text(encoding="utf-8")
    target = re.search(r'href="\.\./book/glossary\.html#(term-[\w-]+)"', page)[1]

    assert f'id="{target}"' in (site.folder / "book" / "glossary.html").read_text(encoding="utf-8")
