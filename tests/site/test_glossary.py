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


# words that a reader of these chapters may not have met, and where they first stand
FIRST_USED = {
    "the-study": ["compassion-focused therapy", "compassionate mind training", "self-compassion",
                  "degrees of freedom (df)", "pre–post design", "mixed methods", "control group",
                  "power"],
    "three-systems": ["three-systems model", "threat system", "drive system", "soothing system",
                      "thinking–feeling loop", "old and new brain", "compassion",
                      "attributes of compassion", "skills of compassion", "flows of compassion",
                      "inference", "control group"],
    "mixed-methods": ["mixed methods", "focus group", "thematic analysis", "inductive coding",
                      "confidence interval", "joint display", "Cohen's kappa"],
}  # fmt: skip


@pytest.mark.parametrize("name", FIRST_USED)
def test_what_a_reader_may_not_know_is_explained(name):
    """The chapters around the numbers lead from each such word to its place in the glossary."""
    used = uses(ROOT / "notebooks" / f"{name}.ipynb")

    assert set(FIRST_USED[name]) <= set(TERMS)
    assert [term for term in FIRST_USED[name] if term not in used] == []


def test_terms_are_used():
    """Some chapters do point to terms."""
    assert sum(bool(uses(path)) for path in CHAPTERS) >= 3


def test_links_lead_there(site):
    """In the built book a term is a link to its place in the glossary."""
    page = (site.folder / "notebooks" / "mixed-methods.html").read_text(encoding="utf-8")
    target = re.search(r'href="\.\./book/glossary\.html#(term-[\w-]+)"', page)[1]

    assert f'id="{target}"' in (site.folder / "book" / "glossary.html").read_text(encoding="utf-8")
