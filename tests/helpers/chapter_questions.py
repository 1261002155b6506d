"""The chapters' questions as they are written, read without the extension that shows them."""

import re
from dataclasses import dataclass

import nbformat
from chapters import ROOT

BLOCK = re.compile(r"^:::\{question\} (.+)\n((?:.*\n)*?):::$", re.MULTILINE)
OPTION = re.compile(r"^:(\w+): *(.+)$", re.MULTILINE)
ANSWER = re.compile(r"^([^\s:].*)\n: (.+(?:\n  .+|\n(?=\n  ))*)", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """One question: its text, its options, and its answers with what is said to them."""

    asked: str
    options: dict[str, str]
    answers: list[tuple[str, str]]

    @property
    def is_number(self):
        return "number" in self.options

    @property
    def right(self):
        """Return the place of the right answer, from 0."""
        if not self.is_number:
            return int(self.options["answer"]) - 1
        numbers = [float(text.replace("\N{MINUS SIGN}", "-")) for text, _ in self.answers[:-1]]
        return numbers.index(float(self.options["number"]))

    @property
    def claims(self):
        """Return what the book says is so: all but the wrong answers themselves."""
        reasons = [reason for _, reason in self.answers]
        return "\n".join([self.asked, self.answers[self.right][0], *reasons])


def questions_in(source):
    """Return the questions of a page's text."""
    return [
        Question(asked, dict(OPTION.findall(body)), ANSWER.findall(body))
        for asked, body in BLOCK.findall(source)
    ]


def without_questions(source):
    """Return a page's text without its questions."""
    return BLOCK.sub("", source)


def last_part(notebook):
    """Return the text of the section "Check yourself"."""
    (cell,) = (cell for cell in notebook.cells if cell.source.startswith("## Check yourself\n"))
    return cell.source


def questions_of(name):
    """Return the questions of a chapter, by its name."""
    return questions_in(last_part(nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)))
