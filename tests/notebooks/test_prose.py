"""What the prose says is what the cells print or what the paper prints."""

import ast
import re
from decimal import Decimal

from chapter_questions import last_part, questions_in, without_questions
from chapters import ROOT
from question_proofs import PROOFS

DECIMAL = re.compile(r"(?<![\w.§])[-\u2212]?\d*\.\d+(?![\w.]*\d)")
NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"


def _decimals(text):
    """Return the decimal numbers of a text; .05 and 0.050 are the same number."""
    found = [match.replace("\u2212", "-") for match in DECIMAL.findall(text)]
    return {abs(Decimal(number)).normalize() for number in found}


def _without_markup(text):
    """Return prose without code, links, citations, section marks and file names."""
    return re.sub(r"`[^`]*`|\{\w+\}`[^`]*`|\]\([^)]*\)|§[\d.\u2013,\s]*\d", " ", text)


def _printed(chapter):
    """Return all text that the chapter's cells print."""
    texts = []
    for cell in chapter.cells:
        for output in cell.get("outputs", []):
            texts.append(output.get("text", ""))
            data = output.get("data", {})
            texts += [data.get("text/plain", ""), data.get("text/markdown", "")]
    return "\n".join(texts)


def _published():
    files = (ROOT / "data" / "published").glob("*.csv")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_decimal_is_printed_somewhere(chapter, path):
    """A decimal number in the prose, or in a picture's text, is a cell's or the paper's.

    A question's wrong answers are wrong on purpose.
    Its right number, and what it is worked out from, are proven in test_questions.py.
    """
    alternatives = [
        cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "") for cell in chapter.cells
    ]
    pages = [cell.source for cell in chapter.cells if cell.cell_type == "markdown"]
    prose = [without_questions(page) for page in pages]
    questions = [question for page in pages for question in questions_in(page)]
    claims = [question.claims for question in questions]
    said = _decimals(_without_markup("\n".join(prose + alternatives + claims)))

    proven = [question.options.get("number", "") for question in questions]
    for proof in PROOFS[path.stem].values():
        proven += [*proof.given, *(proof.also or {})]
    founded = "\n".join([_printed(chapter), _published(), *proven])
    unfounded = said - _decimals(founded)
    assert sorted(unfounded) == []


def _summary(chapter):
    """Return the cells between the heading "Summary" and the next heading."""
    titles = [
        (i, cell.source) for i, cell in enumerate(chapter.cells) if cell.source.startswith("## ")
    ]
    starts = [i for i, source in titles if source.startswith("## Summary")]
    assert len(starts) == 1
    ends = [i for i, _ in titles if i > starts[0]]
    return chapter.cells[starts[0] : ends[0]]


def _texts_in(source):
    """Return the strings that a cell's code holds, without the formats of numbers."""
    nodes = list(ast.walk(ast.parse(source)))
    formats = [node.format_spec for node in nodes if isinstance(node, ast.FormattedValue)]
    left_out = {id(part) for spec in formats if spec for part in ast.walk(spec)}
    constants = [node for node in nodes if isinstance(node, ast.Constant)]
    return [
        node.value for node in constants if isinstance(node.value, str) and id(node) not in left_out
    ]


def test_the_summary_is_computed(chapter):
    """Results and counts in the summary come out of a cell; none is typed, in digits or words."""
    typed = re.compile(rf"\d+|\b(?:{NUMBER_WORDS})\b(?! tails?\b)", re.IGNORECASE)
    cells = _summary(chapter)
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    texts += [text for cell in cells if cell.cell_type == "code" for text in _texts_in(cell.source)]

    # the customary level is a rule, not a result
    found = [typed.findall(text.replace(".05", "").replace("95 %", "")) for text in texts]
    assert [numbers for numbers in found if numbers] == []
    assert any(cell.cell_type == "code" for cell in cells)


def test_claims_about_the_paper_name_their_section(chapter):
    """A quotation from the paper stands with its section in the same paragraph."""
    quoted = [
        paragraph
        for cell in chapter.cells
        if cell.cell_type == "markdown"
        for paragraph in re.split(r"\n\s*\n", cell.source)
        if re.search(r"\bthe paper\b|\bBeaumont\b", paragraph)
        and re.search(r"\"[^\"]{20,}\"", paragraph)
    ]

    assert [paragraph for paragraph in quoted if "§" not in paragraph] == []


# how many numbered headings of the second level each of the paper's sections 1 to 21 has
BELOW = (5, 1, 3, 5, 1, 0, 2, 3, 0, 3, 3, 2, 0, 3, 2, 1, 0, 0, 0, 0, 0)
SECTIONS = {str(one) for one in range(1, len(BELOW) + 1)} | {
    f"{one}.{two}" for one, below in enumerate(BELOW, 1) for two in range(1, below + 1)
}


def test_sections_are_those_of_the_paper(chapter):
    """Each section that a chapter names, in prose or output, is a heading of the paper."""
    texts = [cell.source for cell in chapter.cells if cell.cell_type == "markdown"]
    for cell in chapter.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            texts += [output.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]
    named = re.findall(r"§\s?(\d+(?:\.\d+)*)", "\n".join(texts))

    assert set(named) <= SECTIONS


def test_a_picture_is_told_by_what_it_shows(chapter):
    """The text of a picture is a sentence about what it shows, not that it is a picture."""
    pictures = [
        cell for cell in chapter.cells
        if any("image/svg+xml" in output.get("data", {}) for output in cell.get("outputs", []))
    ]  # fmt: skip
    texts = [cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "") for cell in pictures]

    named = re.compile(r"(?:an? |the )?(?:figure|picture|image|plot|chart|graph)\b", re.IGNORECASE)
    assert [text for text in texts if len(text.split()) < 12 or named.match(text)] == []
    assert len(set(texts)) == len(texts)


TELLING = ("the-study", "three-systems", "mixed-methods")
OF_THE_PAPER = re.compile(
    r"\b(?:the (?:paper|authors?|study|module|discussion|diar(?:y|ies)|focus group)"
    r"|participants?|students)\b",
    re.IGNORECASE,
)
FOUNDED = re.compile(r"§|\bTables? [123]|\{cite\}|\bours?\b|\bwe\b", re.IGNORECASE)


def _told(chapter):
    """Return the paragraphs between the chapter's opening and its summary."""
    cells = iter(chapter.cells[1:])
    for cell in cells:
        if cell.source.startswith("## Summary"):
            return
        if cell.cell_type == "markdown":
            text = re.sub(r":::.*?:::|```.*?```", "", cell.source, flags=re.DOTALL)
            yield from (part for part in re.split(r"\n\s*\n", text) if not part.startswith("#"))


def test_what_is_told_of_the_study_has_its_section(chapter, path):
    """In the chapters around the numbers, a paragraph about the study names section or teller."""
    told = [part for part in _told(chapter) if path.stem in TELLING and OF_THE_PAPER.search(part)]

    assert [part for part in told if not FOUNDED.search(part)] == []
    assert (len(told) >= 8) == (path.stem in TELLING)


def test_every_chapter_opens_and_closes_alike(chapter):
    """Aims, need and time come first; summary and questions come last."""
    first = "\n".join(cell.source for cell in chapter.cells[:2])
    headings = [
        cell.source.split("\n")[0] for cell in chapter.cells if cell.source.startswith("## ")
    ]

    assert "You will be able to" in first
    assert "**You need**" in first
    assert re.search(r"\*\*Time\*\* about \d+ minutes", first)
    assert "## Summary" in headings
    assert 3 <= len(questions_in(last_part(chapter))) <= 5
    assert "## Check yourself" == without_questions(last_part(chapter)).strip()
