"""A student's answer told right from wrong, with a hint."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from twowaves._base.words import listed
from twowaves.classroom.given import NotAnAnswer, answer_text
from twowaves.classroom.keys import accepted, coarser, hashed, own_answer, shipped_keys
from twowaves.classroom.own_data import own_figures, plain_name

if TYPE_CHECKING:
    from twowaves.classroom.keys import SealedKey

__all__ = ["CheckResult", "check"]


@dataclass(frozen=True, repr=False)
class CheckResult:
    """What `check` found: true if the answer is right, and a sentence.

    Attributes
    ----------
    exercise : str
        The exercise's name.
    right : bool
        Whether the answer is right; the result itself is true or false alike.
    sentence : str
        What to tell the student; it is also what the result shows as.
    answer : str
        What was compared, rounded to the decimals asked for; empty if it was no answer. A notebook
        keeps it beside the sentence, where the marking reads it.
    """

    exercise: str
    right: bool
    sentence: str
    answer: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        kept = {"exercise": self.exercise, "answer": self.answer}
        return {"text/plain": self.sentence}, {"twowaves": kept}


def check(exercise: str, answer: Any, *, name: str | int | None = None) -> CheckResult:
    """Tell whether an answer to an exercise is right, and if not, give a hint.

    Parameters
    ----------
    exercise : str
        The exercise's name, as in its heading: ``"paired-3"``.
    answer : object
        A number, a text or a list of texts, as the exercise asks. Numbers are rounded to the
        decimals that the exercise names, so more decimals do no harm.
    name : str or int, optional
        Whose data set, as for `teaching_dataset`, where the exercise uses one's own.

    Returns
    -------
    CheckResult
        True if right, false if not, with a sentence. What is no answer at all, such as ``...``,
        NaN or a whole column, is never right and gets a sentence too.

    Raises
    ------
    ValueError
        If there is no such exercise.

    Notes
    -----
    An answer is compared with salted, slow hashes (PBKDF2) of the right one and of typical wrong
    ones. That stops a glance into the file, not a determined student: an answer with two decimals
    can be found by trying, and what marking tables expect is there in base64. For an own data set
    nothing is stored; the truth is computed from the name.

    Examples
    --------
    >>> check("study-3", 11)
    study-3: not yet. That is df; a paired t test has one degree of freedom less than pairs.
    >>> bool(check("study-3", 12))
    True
    >>> check("study-3", ...)
    study-3: not yet. The answer is still `...`; put yours in its place.
    """
    key, text = _key(exercise), ""
    try:
        text = answer_text(answer, key.kind, key.decimals, key.choices)
        right, hint = _compared_with_own(key, text, name) if key.outcome else _compared(key, text)
    except NotAnAnswer as why:
        right, hint = False, str(why)
    verdict = "right." if right else f"not yet. {hint}"
    return CheckResult(exercise, right, f"{exercise}: {verdict}", text)


def _key(exercise: Any) -> SealedKey:
    """Return what is known of an exercise, or say which ones there are."""
    keys = shipped_keys()
    if isinstance(exercise, str) and exercise in keys:
        return keys[exercise]
    if not isinstance(exercise, str):
        raise ValueError(  # noqa: TRY004 # one error for all that is no exercise
            f"the exercise is of type {type(exercise).__name__}; "
            'its name comes first, as in check("paired-3", answer)'
        )
    close = get_close_matches(exercise, keys, n=3) or list(keys)
    raise ValueError(
        f"there is no exercise {exercise[:40]!r} that can be checked; "
        f"perhaps {listed([repr(name) for name in close[:3]], 'or')}"
    )


def _compared(key: SealedKey, text: str) -> tuple[bool, str]:
    """Return whether the hashes know the text, and the hint if it is not right."""
    code = hashed(key.exercise, text)
    return code in key.right, key.wrong.get(code, key.hint)


def _compared_with_own(key: SealedKey, text: str, name: Any) -> tuple[bool, str]:
    """Return whether the text is what the student's own data set gives, and the hint if not."""
    figures = _figures(key, name)
    truth = _text_of(key, key.figure, figures)
    if text in accepted(truth, key.within, key.kind):
        return True, ""
    slips = {_text_of(key, figure, figures): hint for figure, hint in key.wrong.items()}
    return False, (coarser(truth, key.within, key.kind) | slips).get(text, key.hint)


def _figures(key: SealedKey, name: Any) -> dict[str, float]:
    if name is None:
        raise NotAnAnswer("It uses your own data set: say whose, with name=NAME.")
    try:
        plain_name(name)
    except (TypeError, ValueError) as error:
        raise NotAnAnswer(f"T{str(error)[1:]}.") from None  # "the name is …" begins a sentence
    return own_figures(name, key.outcome)


def _text_of(key: SealedKey, figure: str, figures: dict[str, float]) -> str:
    """Return a figure as the text that counts."""
    return answer_text(own_answer(figure, figures), key.kind, key.decimals)
