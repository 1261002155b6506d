"""The Python of a page, run by Node from the built book's own files."""

import json
import subprocess
from pathlib import Path

from nodejs import find_node

CELLS = Path(__file__).parents[1] / "run" / "cells.mjs"
#: What of an output is not the cell's own words: pictures, and the view of a widget in JupyterLab.
NOT_WORDS = ("image/", "application/vnd.jupyter.widget-view+json")


def run_sessions(site, sessions):
    """Return what each session's cells hand over, their times, and its memory at the end."""
    done = subprocess.run(
        [find_node(), "--no-warnings", str(CELLS), str(site.folder / "_static" / "engine")],
        input=json.dumps(sessions), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def words_of(outputs):
    """Return a cell's outputs as text: what a notebook stores, or what a page's session sends."""
    said = []
    for output in outputs:
        kind = output.get("type") or output["output_type"]
        if kind == "stream":
            if said and said[-1][:2] == (kind, output["name"]):
                said[-1] = (kind, output["name"], said[-1][2] + output["text"])
            else:
                said.append((kind, output["name"], output["text"]))
        elif kind == "error":
            said.append((kind, output["ename"], output["evalue"]))
        elif kind in {"display_data", "execute_result"}:
            forms = {k: v for k, v in output["data"].items() if not k.startswith(NOT_WORDS)}
            said += [(kind, form, text) for form, text in sorted(forms.items())]
        elif kind != "done":
            said.append((kind,))
    return said
