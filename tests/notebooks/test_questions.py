"""The questions of every chapter have one right answer, which does not rest on our own code."""

from itertools import product

import pytest
from chapter_questions import questions_of
from question_proofs import PROOFS, Proof


def test_every_number_is_proven(chapter, path):
    """Each question with a number has a computation of its own, and no computation is left over."""
    asked = [question.asked for question in questions_of(path.stem) if question.is_number]
    beginnings = PROOFS[path.stem]

    assert len(asked) == len(beginnings)
    assert all(any(text.startswith(start) for text in asked) for start in beginnings)
    if path.stem != "three-systems":  # a map that measures nothing has no numbers
        assert asked
    assert chapter.cells


@pytest.mark.parametrize(
    ("name", "start"), [(name, start) for name, proofs in PROOFS.items() for start in proofs]
)
def test_numbers(name, start):
    """The right number is the computed one; what it is computed from stands in the question."""
    (question,) = (q for q in questions_of(name) if q.asked.startswith(start))
    proof = PROOFS[name][start]
    number, said = question.options["number"], " ".join(reason for _, reason in question.answers)

    assert number == proof.rounded_like(number)
    assert [] == [given for given in proof.given if given not in question.asked]
    for text, compute in (proof.also or {}).items():
        assert text in said
        assert text == Proof(compute).rounded_like(text)


def test_each_answer_is_explained(path):
    """Every choice and every foreseen number has words of its own."""
    for question in questions_of(path.stem):
        reasons = [reason for _, reason in question.answers]
        assert len(reasons) >= 3
        assert len({*reasons}) == len(reasons)
        assert all(len(reason.split()) >= 4 for reason in reasons), question.asked


def test_the_right_choice_has_no_fixed_place(path):
    """Somebody who always takes the same place is not always right, nor with the longest choice."""
    choices = [question for question in questions_of(path.stem) if not question.is_number]
    places = {question.right for question in choices}
    longest = [max(q.answers, key=lambda pair: len(pair[0])) == q.answers[q.right] for q in choices]

    assert len(places) > 1
    assert not all(longest)


class TestChoices:
    """Right choices that a computation can decide."""

    def right(self, name, start):
        (question,) = (q for q in questions_of(name) if q.asked.startswith(start))
        return question.answers[question.right][0]

    def test_parity(self):
        """No whole-number changes of up to five people add up to 7 with squares adding up to 20."""
        found = [
            changes
            for n in range(1, 6)
            for changes in product(range(-4, 5), repeat=n)
            if sum(changes) == 7 and sum(d * d for d in changes) == 20
        ]

        assert [] == found
        assert "No: 7 is odd and 20 is even" == self.right("reconstruction", "Whole-number")

    def test_grim(self):
        """Eleven whole scores up to 36 reach every mean that one decimal can print."""
        reached = {f"{total / 11:.1f}" for total in range(11 * 36 + 1)}

        assert {f"{tenths / 10:.1f}" for tenths in range(361)} == reached
        assert "None" == self.right("replication", "Means of whole-number scores")

    def test_prorating(self):
        """Two of nine are more than one in five, and one of nine is not."""
        assert 2 / 9 > 1 / 5 > 1 / 9
        assert self.right("scoring", "A form lacks two").startswith("No")

    def test_printed_means(self):
        """The direction of inadequate self is that of the published means."""
        assert self.right("the-study", "Inadequate self goes").startswith("Yes: for a score")
