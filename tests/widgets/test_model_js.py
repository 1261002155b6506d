"""`model.js` in Node: a figure lives in front ends that lack a part of the model."""

import json
import subprocess
from pathlib import Path

import pytest
from nodejs import find_node

MODEL = Path(__file__).parents[2] / "src" / "twowaves" / "widgets" / "kit" / "model.js"
# as in Jupyter Book 2: what is set is heard, and nothing can be saved or forgotten
MODELS = {
    "whole": "save_changes() { saved += 1; }, off: (name, f) => listeners.delete(f)",
    "throwing": """save_changes() { throw new Error("save_changes not implemented yet."); },
        off() { throw new Error("off not implemented yet."); }""",
    "lacking": "",
    "broken": 'save_changes() { throw new Error("the line is cut"); }',
}
SCRIPT = """
import {{ valuesOf, watch, writeValues }} from "{address}";
const listeners = new Set();
const values = {{ n: 1, alpha: 0.05 }};
let saved = 0;
let changed = 0;
const model = {{
    get: (name) => values[name],
    set(name, value) {{ values[name] = value; for (const f of listeners) f(); }},
    on: (name, f) => listeners.add(f),
    {more}
}};
const later = () => new Promise((resolve) => setTimeout(resolve));
const end = watch(model, ["n", "alpha"], () => (changed += 1));
writeValues(model, ["n", "alpha"], {{ n: 2, alpha: 0.01 }});
await later();
model.set("n", 3);
end(); // what is on its way ends as well
await later();
writeValues(model, ["n"], {{ n: 4 }});
await later();
console.log(JSON.stringify({{ ...valuesOf(model, ["n", "alpha"]), changed, saved }}));
"""


def run(name):
    """Return what Node says of a figure's line to one of the models."""
    script = SCRIPT.format(address=MODEL.as_uri(), more=MODELS[name])
    command = [find_node(), "--input-type=module", "--eval", script]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("name", "saved"), [("whole", 2), ("throwing", 0), ("lacking", 0)])
def test_values_are_written_and_heard(name, saved):
    """Values are set, told to who can save them, heard once, and not after the end."""
    done = run(name)

    assert "" == done.stderr
    assert {"n": 4, "alpha": 0.01, "changed": 1, "saved": saved} == json.loads(done.stdout)


def test_another_fault_is_told():
    """What goes wrong in a front end that can save is not kept silent."""
    assert "the line is cut" in run("broken").stderr
