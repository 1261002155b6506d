"""The cases of `tests/spec` for a browser: a dozen of each kind, as Node has met them all."""

import json
from pathlib import Path

SPEC = Path(__file__).parents[1] / "spec"
SUBJECTS = sorted(path.stem for path in SPEC.glob("*.json"))
ASK = """const { differences } = await import("ADDRESS");
    return [...differences(...given)];"""


def asked_script():
    """Return the script that asks, with its modules where the book's pages load them."""
    script = (SPEC / "asked.mjs").read_text(encoding="utf-8")
    script = script.replace('"../../book/assets/', '"/_static/')
    return script.replace('"../../src/twowaves/', '"/_static/twowaves/')


def a_dozen(subject):
    """Return a dozen cases of each kind, from all of its length."""
    cases = json.loads((SPEC / f"{subject}.json").read_text(encoding="utf-8"))
    return {kind: all_of_it[:: max(1, len(all_of_it) // 12)] for kind, all_of_it in cases.items()}
