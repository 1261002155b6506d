"""The book's Markdown made plain: one construct a test, and what has no plain form is refused."""

import pytest

from plain_markdown import Place, Plain

TITLES = {"notebooks/a": "A", "notebooks/exercises/a": "More of A", "book/glossary": "Words"}
KNOWN = Place("https://x.example", frozenset(), TITLES, frozenset(TITLES))
NOWHERE = Place("", frozenset(), TITLES, frozenset(TITLES))
BESIDE = Place("", frozenset({"notebooks/a"}), TITLES, frozenset(TITLES))
LEFT_OUT = Place("https://x.example", frozenset(), TITLES, frozenset({"book/glossary"}))
SOURCES = {"one": ("One", "1901"), "two": ("Two et al.", "1902a")}
QUESTION = """:::{question} Is {term}`power` 4?
:answer: 1

Think of $x$.

Yes, *four*
: Right: two and two.

No
: Count again.

  And again.
:::"""


def plain(source, place=NOWHERE):
    return Plain("notebooks/b", place, SOURCES.__getitem__).markdown(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            ":::{admonition} Read\n:class: note\none\n\n- two\n:::",
            "> **Read**\n>\n> one\n>\n> - two",
        ),
        (":::{warning}\nMind\n:::", "> **Warning**\n>\n> Mind"),
        ("```{tip}\nDo\n```", "> **Tip**\n>\n> Do"),
        (
            ":::{dropdown} Seen\n1\n:::\nafter",
            "<details><summary>Seen</summary>\n\n1\n\n</details>\nafter",
        ),
        ("::::{note}\n:::{hint}\nh\n:::\n::::", None),
        (":::{table} Two\n\n| a |\n|---|\n| 1 |\n\n:::", "**Two**\n\n| a |\n|---|\n| 1 |"),
        ("(here)=\n# Head", '<a id="here"></a>\n\n# Head'),
        ("See [it](#here).", "See [it](#here)."),
        ("So {cite}`one,two`.", "So (One, 1901; Two et al., 1902a)."),
        ("{cite:t}`two` say", "Two et al. (1902a) say"),
        ("```python\n{term}`x` [](y)\n```", "```python\n{term}`x` [](y)\n```"),
        ("`{term}` and ``a`b [](x)``", "`{term}` and ``a`b [](x)``"),
        ("$a_{b}$ {term}`c`", "$a_{b}$ c"),
    ],
)
def test_a_construct(source, expected):
    """Boxes, folds, targets, citations are plain Markdown; code and formulas are left alone."""
    nested = "> **Note**\n>\n> <details><summary>Hint</summary>\n>\n> h\n>\n> </details>"
    assert (expected or nested) == plain(source)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (KNOWN, "[said](https://x.example/book/glossary.html#term-meant)"),
        (NOWHERE, "said"),
    ],
)
def test_a_term(place, expected):
    """A term leads to the glossary where the book is published, and is a word elsewhere."""
    assert expected == plain("{term}`said <meant>`", place)


@pytest.mark.parametrize(
    ("place", "named", "nameless"),
    [
        (
            KNOWN,
            "[w](https://x.example/notebooks/a.html#p)",
            "[A](https://x.example/notebooks/a.html)",
        ),
        (NOWHERE, "*w*", "*A*"),
        (BESIDE, "[w](a.ipynb#p)", "[A](a.ipynb)"),
        (LEFT_OUT, "*w*", "*A*"),
    ],
)
def test_a_link(place, named, nameless):
    """A link leads to a notebook beside, else to the page, else it is the title of its target."""
    assert [named, nameless] == plain("[w](a.ipynb#p)\n[](a.ipynb)", place).split("\n")


def test_a_question():
    """Text, choices and where the answer is; no reason, and nothing of which is right."""
    assert plain(QUESTION).split("\n\n") == [
        "**Question 1.** Is power 4?",
        "Think of $x$.",
        "- Yes, *four*\n- No",
        "*The page of this chapter takes your answer, and says what is right and why.*",
    ]


def test_questions_lead_to_their_own_place():
    """Each question leads to itself on the page; one that asks for a number lists no answers."""
    number = QUESTION.replace(":answer: 1", ":number: 4")
    text = plain(f"{QUESTION}\n\n{number}", Place("https://x.example", frozenset(), TITLES,
                 frozenset({"notebooks/b"})))  # fmt: skip

    assert "https://x.example/notebooks/b.html#question-1)" in text
    assert "https://x.example/notebooks/b.html#question-2)" in text
    assert text.count("- No") == 1


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (":::{figure} a.png\n:::", "the directive 'figure' has no plain form"),
        ("{doc}`a`", "the role 'doc' has no plain form"),
        ("[](#here)", "the link to #here says nothing"),
        ("[x](no.ipynb)", "there is no page notebooks/no"),
    ],
)
def test_what_has_no_plain_form(source, complaint):
    """It is refused by name, with the page, and never handed out raw."""
    with pytest.raises(ValueError, match=f"^notebooks/b: {complaint}"):
        plain(source)
