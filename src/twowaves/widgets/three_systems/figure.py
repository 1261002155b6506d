"""Threat, drive and soothing: a map for teaching, in which a reader sets how active each is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import traitlets

from twowaves._base.sentences import Sentences, shared
from twowaves._base.words import listed
from twowaves.widgets.kit.figure import LiveFigure
from twowaves.widgets.kit.frontend import script, style
from twowaves.widgets.kit.traits import Choice, Whole

SYSTEMS = ("threat", "drive", "soothing")
MOST = 10
_OWN = "none"
_WORDS = shared("widgets/three_systems/model")  # all that the figure says; the page gets the same
_ASPECTS = {"does": "", "body": "Body:", "attention": "Attention:", "feeling": "Feeling:"}

say = Sentences("widgets/three_systems/words")


class ThreeSystems(LiveFigure):
    """Set how active threat, drive and soothing are, and read what the balance means.

    The same figure is live on the published page without a kernel.
    It is a drawing of the model in §1.4 and §1.5 of the paper: nothing is measured here.

    Parameters
    ----------
    scene : str
        An everyday scene, made up for this book, such as "a harsh e-mail"; see `scenes`.
    threat, drive, soothing : int, optional
        How active each system is, from 0 to 10; by default as in the scene.
    part : str
        The flow, attribute or skill that is explained, such as "empathy"; "none" for no one.

    Raises
    ------
    ValueError
        If an argument is none of these.

    Examples
    --------
    >>> w = ThreeSystems(scene="tea with a friend")
    >>> w
    ThreeSystems: The three systems in a made-up scene: tea with a friend. Rest. Threat is low \
(2 of 10), drive low (3), soothing high (8). Calm, with nothing to fear and nothing to chase. \
A place to recover, not to stay: threat and drive are essential as well (§1.4).
    >>> w.threat = 9
    >>> w.balance["head"]
    'Alarm, with rest at hand'
    """

    _esm = script("three_systems")
    _css = style("three_systems")

    widget_name = "three-systems"
    state_traits = ("threat", "drive", "soothing", "scene", "part", "words")

    threat = Whole(0, MOST, 0).tag(sync=True)
    drive = Whole(0, MOST, 0).tag(sync=True)
    soothing = Whole(0, MOST, 0).tag(sync=True)
    scene = Choice(lambda: [scene["name"] for scene in _WORDS["scenes"]], "").tag(sync=True)
    part = Choice(lambda: [_OWN, *_part_names()], _OWN).tag(sync=True)
    words: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True, help="all that the figure says, from `model.json`"
    ).tag(sync=True)

    def __init__(
        self,
        scene: str = "a harsh e-mail",
        *,
        threat: int | None = None,
        drive: int | None = None,
        soothing: int | None = None,
        part: str = _OWN,
    ) -> None:
        super().__init__(scene=scene, part=part)
        given = zip(SYSTEMS, (threat, drive, soothing), strict=True)
        levels = {name: self._chosen[name] if level is None else level for name, level in given}
        for name, level in levels.items():
            setattr(self, name, level)
        self.set_trait("words", _WORDS)

    @property
    def scenes(self) -> pd.DataFrame:
        """The scenes, all made up: their levels, and their loop between old and new brain."""
        return pd.DataFrame(_WORDS["scenes"])

    @property
    def balance(self) -> dict[str, Any]:
        """The one rule of the table that holds for the present levels.

        It has the levels for which it holds, by system, a `head` and what it `says`.
        """
        levels = self._levels()
        fitting = (
            rule
            for rule in _WORDS["balance"]
            if all(levels[name] in rule[name] for name in SYSTEMS)
        )
        return dict(next(fitting))

    def _levels(self) -> dict[str, str]:
        return {name: level_name(getattr(self, name)) for name in SYSTEMS}

    @property
    def _chosen(self) -> dict[str, Any]:
        return next(scene for scene in _WORDS["scenes"] if scene["name"] == self.scene)

    def title(self) -> str:
        """Return which scene is shown, and whether with its own levels."""
        changed = any(getattr(self, name) != self._chosen[name] for name in SYSTEMS)
        return say("title_of_other_levels" if changed else "title", scene=self.scene)

    def sentence(self) -> str:
        """Return how active each system is and what the balance means."""
        rule = self.balance
        named = self._levels()
        told = say(
            "levels",
            threat=f"{named['threat']} ({self.threat} of {MOST})",
            drive=f"{named['drive']} ({self.drive})",
            soothing=f"{named['soothing']} ({self.soothing})",
        )
        return f"{rule['head']}. {told} {rule['says']}"

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the systems, the balances, the scenes, and the flows, attributes and skills."""
        return [
            ("What each system does", self._systems()),
            ("What each balance means", _balances()),
            ("Everyday scenes, all made up, as loops between old and new brain", _loops()),
            *((f"{ring['name']} ({ring['note']})", _ring(ring)) for ring in _WORDS["rings"]),
        ]

    def closing(self) -> list[str]:
        """Return what the figure is not."""
        return [_WORDS["caution"]]

    def _systems(self) -> pd.DataFrame:
        rows = [
            {
                "system": f"{each['name']}, here {getattr(self, each['name'])} of {MOST}",
                "what it does, in body, attention and feeling": _told(each, _ASPECTS),
            }
            for each in _WORDS["systems"]
        ]
        return pd.DataFrame(rows)


def level_name(level: int) -> str:
    """Return a level from 0 to 10 as a word: low, middle or high."""
    found = (each["name"] for each in _WORDS["levels"] if each["from"] <= level <= each["to"])
    return str(next(found))


def _balances() -> pd.DataFrame:
    rows = [
        {
            "levels": ", ".join(f"{name} {listed(rule[name], 'or')}" for name in SYSTEMS),
            "what it means": f"{rule['head']}. {rule['says']}",
        }
        for rule in _WORDS["balance"]
    ]
    return pd.DataFrame(rows)


def _loops() -> pd.DataFrame:
    steps = {step["key"]: f"{step['name']}:" for step in _WORDS["steps"]}
    rows = [
        {
            "scene": f"{each['name']} ({', '.join(f'{name} {each[name]}' for name in SYSTEMS)})",
            "loop": f"It begins with {each['begins']}. {_told(each, steps)}",
        }
        for each in _WORDS["scenes"]
    ]
    return pd.DataFrame(rows)


def _told(each: dict[str, str], names: dict[str, str]) -> str:
    """Return several words of one thing in a row: two columns fit a phone, six do not."""
    return " ".join(f"{name} {each[key]}".strip() for key, name in names.items())


def _ring(ring: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(ring["parts"]).rename(columns={"name": "part", "means": "what it is"})


def _part_names() -> list[str]:
    return [part["name"] for ring in _WORDS["rings"] for part in ring["parts"]]
