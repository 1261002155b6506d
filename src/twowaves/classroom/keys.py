"""What each exercise accepts: written down by its solution, shipped in hashed form.

A solved notebook calls `exercise_key` after each solution; ``tools/make_scaffolds.py`` collects
what the calls print, and seals it into ``exercises.json``, which a wheel carries. A check compares
hashes; for the marking table of a class the answer is there too, folded. The hashes are salted and
slow. They keep an answer from being read by accident; they do not stop somebody who tries all
numbers in turn, which takes a minute for ten thousand of them, and are not meant to.

The hash is PBKDF2 with HMAC-SHA-256 [1]_. Python's own is used where there is one; the Python of a
browser has none, nor scrypt, and makes the same hash from SHA-256.

References
----------
.. [1] Moriarty, K., Kaliski, B., & Rusch, A. (2017). PKCS #5: Password-based cryptography
   specification, version 2.1 (RFC 8018), section 5.2.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from twowaves._base.arguments import whole_number
from twowaves.classroom.given import KINDS, Kind, NotAnAnswer, answer_text, number_text, steps
from twowaves.classroom.own_data import own_figures

__all__ = [
    "ROUNDS",
    "ExerciseKey",
    "SealedKey",
    "accepted",
    "coarser",
    "exercise_key",
    "folded",
    "hashed",
    "own_answer",
    "salt_of",
    "shipped_file",
    "shipped_keys",
    "unfolded",
]

_SALT = "exercises 2"
ROUNDS = 20_000
_FIGURE = re.compile(r"(-?)(\w+?)((?: / 2)?)")


@dataclass(frozen=True)
class ExerciseKey:
    """What the author of an exercise knows; made by `exercise_key`."""

    exercise: str
    kind: Kind
    answer: str
    decimals: int = 0
    within: int = 0
    hint: str = ""
    choices: tuple[str, ...] = ()
    wrong: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    figure: str = ""

    def text(self, answer: Any) -> str:
        """Return an answer as the text that counts, or say which exercise has none."""
        try:
            return answer_text(answer, self.kind, self.decimals, self.choices)
        except NotAnAnswer as error:
            raise ValueError(f"{self.exercise}: {error}") from None

    def sealed(self) -> SealedKey:
        """Return the key with its answers hashed; of an own data set only the figure's name."""
        right: list[str] = []
        wrong = self.wrong
        folded_answer = ""
        if not self.outcome:
            folded_answer = folded(self.answer)
            texts = accepted(self.answer, self.within, self.kind)
            right = sorted(hashed(self.exercise, text) for text in texts)
            slips = coarser(self.answer, self.within, self.kind) | self.wrong
            codes = {hashed(self.exercise, text): hint for text, hint in slips.items()}
            wrong = dict(sorted(codes.items()))
        return SealedKey(
            self.exercise,
            self.kind,
            decimals=self.decimals,
            within=self.within,
            hint=self.hint,
            choices=self.choices,
            right=tuple(right),
            wrong=wrong,
            folded=folded_answer,
            outcome=self.outcome,
            figure=self.figure,
        )


@dataclass(frozen=True)
class SealedKey:
    """What the package knows of an exercise: hashes, or which figure of an own data set counts."""

    exercise: str
    kind: Kind
    decimals: int = 0
    within: int = 0
    hint: str = ""
    choices: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    wrong: dict[str, str] = field(default_factory=dict)
    folded: str = ""
    outcome: str = ""
    figure: str = ""


def folded(answer: str) -> str:
    """Return an answer so that nobody reads it in passing.

    Examples
    --------
    >>> folded("12"), unfolded("MTI=")
    ('MTI=', '12')
    """
    return base64.b64encode(answer.encode()).decode()


def unfolded(text: str) -> str:
    """Return the answer that was folded."""
    return base64.b64decode(text).decode()


def salt_of(exercise: str) -> bytes:
    """Return what an exercise's answers are salted with."""
    return hashlib.sha256(f"{_SALT}\n{exercise}".encode()).digest()[:16]


def hashed(exercise: str, text: str) -> str:
    """Return the salted, slow hash of an answer's text."""
    pbkdf2 = getattr(hashlib, "pbkdf2_hmac", pbkdf2_hmac)
    code: bytes = pbkdf2("sha256", text.encode(), salt_of(exercise), ROUNDS)
    return code[:16].hex()


def pbkdf2_hmac(name: str, password: bytes, salt: bytes, rounds: int) -> bytes:
    """Return one block of PBKDF2 with HMAC, as `hashlib.pbkdf2_hmac` does where there is one."""
    start = hmac.new(password, digestmod=name)

    def keyed(message: bytes) -> bytes:
        step = start.copy()
        step.update(message)
        return step.digest()

    last = keyed(salt + (1).to_bytes(4, "big"))
    whole = int.from_bytes(last, "big")
    for _ in range(rounds - 1):
        last = keyed(last)
        whole ^= int.from_bytes(last, "big")
    return whole.to_bytes(len(last), "big")


def accepted(answer: str, within: int, kind: Kind) -> list[str]:
    """Return an answer's text and those of its neighbours that count as right, too.

    Examples
    --------
    >>> accepted("-0.01", 1, "number")
    ['-0.02', '-0.01', '0.00']
    """
    if kind not in {"number", "whole"}:
        return [answer]
    decimals = len(answer.partition(".")[2])
    middle = steps(float(answer), decimals)
    return [number_text(middle + step, decimals) for step in range(-within, within + 1)]


def coarser(answer: str, within: int, kind: Kind) -> dict[str, str]:
    """Return the answer with one decimal less, where that is not right, and what to say of it.

    Examples
    --------
    >>> coarser("0.069", 0, "number")
    {'0.070': 'That has too few decimals; give 3.'}
    >>> coarser("0.070", 0, "number")
    {}
    """
    decimals = len(answer.partition(".")[2])
    if kind != "number" or not decimals:
        return {}
    short = number_text(10 * steps(float(answer), decimals - 1), decimals)
    too_short = short not in accepted(answer, within, kind)
    return {short: f"That has too few decimals; give {decimals}."} if too_short else {}


def own_answer(figure: str, own: dict[str, float]) -> float:
    """Return a figure of an own data set by its name: ``r``, ``-mean_change``, ``pvalue / 2``.

    Examples
    --------
    >>> own_answer("-pvalue / 2", {"pvalue": 0.5})
    -0.25
    """
    sign, name, half = _FIGURE.fullmatch(figure).groups()  # type: ignore[union-attr]
    return own[name] * (-1 if sign else 1) / (2 if half else 1)


def exercise_key(
    exercise: str,
    answer: Any,
    *,
    kind: Kind = "number",
    decimals: int = 0,
    within: int = 0,
    hint: str,
    choices: tuple[str, ...] = (),
    wrong: dict[str, Any] | None = None,
    own: tuple[str | int, str, str] | None = None,
) -> None:
    """Print what an exercise accepts, for the tool that makes scaffolds and hashes.

    Parameters
    ----------
    exercise : str
        Its name, such as ``"paired-3"``.
    answer : object
        What the solution found.
    kind : {"number", "whole", "word", "words"}
        What is asked for.
    decimals : int
        To how many decimals a number counts.
    within : int
        How many units of the last decimal an answer may be off.
    hint : str
        What a wrong answer that is not a typical one is told.
    choices : tuple of str
        Which words may be answered.
    wrong : dict
        Typical wrong answers, each under its hint; for an own data set the name of a figure.
    own : tuple of name, outcome and figure
        Whose data set the solution used, of which outcome, and which column of `answer_key` the
        answer is.

    Raises
    ------
    ValueError
        If a typical wrong answer would count as right, or the answer is not the named figure.

    Examples
    --------
    >>> exercise_key("demo-1", 4, kind="whole", hint="Count.", wrong={"Too many.": 5})
    {"exercise": "demo-1", "kind": "whole", "answer": "4", "decimals": 0, "within": 0,
     "hint": "Count.", "choices": [], "wrong": {"5": "Too many."}, "outcome": "", "figure": ""}
    """
    if kind not in KINDS:
        raise ValueError(f"{exercise}: kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    decimals, within = whole_number("decimals", decimals, 0), whole_number("within", within, 0)
    name, outcome, figure = own or ("", "", "")
    given = {"hint": hint, "choices": tuple(choices), "outcome": outcome, "figure": figure}
    key = ExerciseKey(exercise, kind, "", decimals, within, **given)  # type: ignore[arg-type]
    slips = {hint: slip if own else key.text(slip) for hint, slip in (wrong or {}).items()}
    key = replace(key, answer=key.text(answer), wrong={slip: why for why, slip in slips.items()})
    figures = own_figures(name, outcome) if own else {}
    _check_solution(key, figures)
    _check_slips(key, [key.text(own_answer(s, figures)) if own else s for s in slips.values()])
    text = json.dumps(asdict(key), ensure_ascii=False)
    print(text.replace(', "hint": ', ',\n "hint": '))  # noqa: T201 # the tool reads what is stored


def _check_solution(key: ExerciseKey, figures: dict[str, float]) -> None:
    """Refuse a solution that finds another figure in its own data set than the package does."""
    if key.outcome and key.text(own_answer(key.figure, figures)) != key.answer:
        truth = own_answer(key.figure, figures)
        raise ValueError(
            f"{key.exercise}: the solution is {key.answer}, and {key.figure} is {truth:.6g}"
        )


def _check_slips(key: ExerciseKey, slips: list[str]) -> None:
    """Refuse a key in which a typical wrong answer is right, or has two hints."""
    right = accepted(key.answer, key.within, key.kind)
    for slip in slips:
        if slip in right:
            raise ValueError(f"{key.exercise}: the wrong answer {slip} counts as right")
        if slips.count(slip) > 1:
            raise ValueError(f"{key.exercise}: the wrong answer {slip} has two hints; keep one")


def shipped_file() -> dict[str, Any]:
    """Return what ``tools/make_scaffolds.py`` wrote from the solved notebooks."""
    text = (resources.files("twowaves.classroom") / "exercises.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@lru_cache(maxsize=1)
def shipped_keys() -> dict[str, SealedKey]:
    """Return the sealed keys of all exercises by name.

    Returns
    -------
    dict
        Their hashes, hints and typical wrong answers.

    Examples
    --------
    >>> shipped_keys()["paired-3"].figure
    'p_sign_flips'
    """
    entries = shipped_file()["exercises"]
    lists = ("choices", "right")
    return {
        name: SealedKey(name, **entry | {each: tuple(entry.get(each, ())) for each in lists})
        for name, entry in entries.items()
    }
