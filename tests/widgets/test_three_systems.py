"""The three systems in Python: every combination of levels has its words, and none has two."""

import itertools
import re
from importlib.resources import files

import numpy as np
import pytest
from quotations import not_in_paper

from twowaves._base.sentences import shared
from twowaves.widgets import ThreeSystems

SYSTEMS = ("threat", "drive", "soothing")
WORDS = shared("widgets/three_systems/model")
LEVEL = {0: "low", 3: "low", 4: "middle", 6: "middle", 7: "high", 10: "high"}
PARTS = [part["name"] for ring in WORDS["rings"] for part in ring["parts"]]


def _texts(value):
    """Return every string of the words, however deep."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inside for text in _texts(one)]


def test_every_combination_has_one_rule():
    """The three levels of the three systems: each of the 27 combinations fits just one rule."""
    for combination in itertools.product(("low", "middle", "high"), repeat=3):
        levels = dict(zip(SYSTEMS, combination, strict=True))
        fitting = [
            rule for rule in WORDS["balance"] if all(levels[name] in rule[name] for name in SYSTEMS)
        ]
        assert len(fitting) == 1, combination


def test_levels_cover_the_scale_once():
    """Each whole number from 0 to 10 lies in one level."""
    covered = [n for level in WORDS["levels"] for n in range(level["from"], level["to"] + 1)]

    assert covered == list(range(11))


@pytest.mark.parametrize("levels", list(itertools.product(LEVEL, repeat=3)))
def test_balance_at_the_edges(levels):
    """At both ends of each level the figure finds the rule for those levels, and says it."""
    w = ThreeSystems(**dict(zip(SYSTEMS, levels, strict=True)))

    rule = w.balance
    assert all(LEVEL[level] in rule[name] for name, level in zip(SYSTEMS, levels, strict=True))
    assert rule["says"] in w.sentence()
    assert f"Threat is {LEVEL[levels[0]]} ({levels[0]} of 10)" in w.sentence()


@pytest.mark.parametrize("scene", WORDS["scenes"], ids=lambda scene: scene["name"])
def test_scenes(scene):
    """A scene brings its own levels; with others the title says so."""
    w = ThreeSystems(scene["name"])

    assert [getattr(w, name) for name in SYSTEMS] == [scene[name] for name in SYSTEMS]
    assert w.title() == f"The three systems in a made-up scene: {scene['name']}."
    w.soothing = 10 - w.soothing if w.soothing != 5 else 9
    assert w.title().endswith(", with other levels.")


def test_scenes_are_different():
    """No two scenes or parts share a name, and the scenes show different balances."""
    names = [scene["name"] for scene in WORDS["scenes"]]
    assert len(set(names)) == len(names)
    assert len(set(PARTS)) == len(PARTS) == 3 + 6 + 6
    assert len({ThreeSystems(name).balance["head"] for name in names}) >= 5


def test_each_claim_names_its_source():
    """Every balance and every line about a system has a section, or is called our reading."""
    claims = [rule["says"] for rule in WORDS["balance"]]
    claims += [system[key] for system in WORDS["systems"]
               for key in ("does", "body", "attention", "feeling")]  # fmt: skip
    claims += [ring["note"] for ring in WORDS["rings"]]

    assert [
        claim for claim in claims if not re.search(r"§\d|our reading|paper says no", claim)
    ] == []
    sections = {section for claim in claims for section in re.findall(r"§[\d.]*\d", claim)}
    assert sections <= {"§1.4", "§1.5", "§3.1", "§10.1", "§10.3"}


def test_quotations():
    """What is marked as the paper's words is word for word in it, and names its section."""
    texts = [text for text in _texts(WORDS) if "“" in text]
    quoted = [quote for text in texts for quote in re.findall("“([^”]*)”", text)]

    assert len(quoted) >= 8
    assert [quote for quote in quoted if not_in_paper(quote)] == []
    assert [text for text in texts if "§" not in text] == []


@pytest.mark.parametrize("system", WORDS["systems"], ids=lambda system: system["name"])
def test_each_system_is_told_in_words_from_the_paper(system):
    """What a system does stands in marks, as §1.4 has it."""
    quoted = " ".join(re.findall("“([^”]*)”", system["does"]))

    assert len(quoted.split()) >= 8
    assert "(§1.4)" in system["does"]


def test_words_are_the_same_everywhere():
    """Every word of the data file stands in the figure that needs no scripts."""
    text = ThreeSystems().figure_html()
    table = text.split("</figcaption>")[1]  # not the state, which has them too
    keys = ("does", "body", "attention", "feeling", "says", "head", "event", "old", "new", "round",
            "means", "begins")  # fmt: skip
    said = [each[key] for part in ("systems", "balance", "scenes") for each in WORDS[part]
            for key in keys if key in each]  # fmt: skip
    said += [part["means"] for ring in WORDS["rings"] for part in ring["parts"]]

    assert len(said) > 80
    assert [one for one in said if one.replace("'", "&#x27;") not in table] == []
    assert "measured none of the three systems" in table


# Machado, Oliveira and Fernandes (2009), severity 1: rows for red, green and blue in linear light
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
          [0.0193339, 0.1191920, 0.9503041]]  # fmt: skip
WHITE = [0.95047, 1.0, 1.08883]


def _linear(colour):
    """Return the linear light of a colour such as "#1d6fb8" (IEC 61966-2-1)."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(light):
    """Return CIE 1976 L*a*b* of linear light."""
    parts = np.array(TO_XYZ) @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(parts > 0.008856, np.cbrt(parts), 7.787 * parts + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _shades(dark):
    """Return the colours of threat, drive and soothing from the style."""
    css = (files("twowaves.widgets.three_systems") / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\{([^{}]*--pp-threat: [^{}]*)\}", css)
    assert len(blocks) == 2
    return [re.search(rf"--pp-{name}: (#\w{{6}})", blocks[dark])[1] for name in SYSTEMS]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", BLINDNESS)
def test_colours_differ_for_the_colour_blind(kind, dark):
    """No two systems look alike: five times a difference that is just noticed (2.3 units)."""
    seen = [_lab(np.array(BLINDNESS[kind]) @ _linear(shade)) for shade in _shades(dark)]
    apart = [np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)]

    assert min(apart) >= 5 * 2.3


def test_no_system_is_told_by_colour_alone():
    """Each system has its own kind of line, beside its colour and its name."""
    css = (files("twowaves.widgets.three_systems") / "style.css").read_text(encoding="utf-8")
    dashes = dict(re.findall(r"\.pp-system\.is-(\w+)[^{}]*\{[^}]*stroke-dasharray: ([^;]+)", css))

    assert len({dashes.get(name, "none") for name in SYSTEMS}) == len(SYSTEMS)


BAD = [
    ({"threat": 11}, "threat is 11; it must be a whole number from 0 to 10"),
    ({"drive": -1}, "drive is -1"),
    ({"soothing": 2.5}, "soothing is 2.5"),
    ({"threat": True}, "threat is True"),
    ({"scene": "a dragon"}, "scene is 'a dragon'; it must be one of 'a harsh e-mail'"),
    ({"part": "courage"}, "part is 'courage'; it must be one of 'none', 'to others'"),
]


@pytest.mark.parametrize(("settings", "message"), BAD)
def test_bad_settings(settings, message):
    """What cannot be chosen is answered with what can."""
    with pytest.raises(ValueError, match=re.escape(message)):
        ThreeSystems(**settings)


def test_a_refused_level_changes_nothing():
    """The figure keeps what it had."""
    w = ThreeSystems()
    with pytest.raises(ValueError, match="threat is 99"):
        w.threat = 99

    assert w.threat == 8
