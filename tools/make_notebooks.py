"""Run every chapter and solved exercise, and store the outputs: the same bytes from every run.

Run as ``.venv/bin/python tools/make_notebooks.py``, with the paths of notebooks to run only those.
Each runs from top to bottom in a fresh kernel of this environment, in its own folder.
What differs from run to run or from machine to machine is left out of what is stored.
A notebook whose cell raises stays as it was, and is named.
"""

from __future__ import annotations

import asyncio
import configparser
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from twowaves._base.files import write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
VARIABLE_TEXT = Path(__file__).with_name("nbval.cfg")

AT_ONCE = 2
SECONDS_A_CELL = 600
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class NotebookError(Exception):
    """Which notebook and cell failed and how, in one sentence."""


def main(arguments: Sequence[str]) -> int:
    """Run the notebooks named, or all; 1 if one of them failed."""
    paths = [Path(argument).resolve() for argument in arguments] or [
        *sorted(NOTEBOOKS.glob("*.ipynb")),
        *sorted(NOTEBOOKS.glob("exercises/*.ipynb")),
    ]
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # else a kernel in the home folder comes first
    with tempfile.TemporaryDirectory() as profile, ThreadPoolExecutor(AT_ONCE) as executor:
        os.environ["IPYTHONDIR"] = profile  # a person's own start-up files stay out of the book
        sentences = list(executor.map(attempt, paths))
    failures = [sentence for sentence in sentences if sentence]
    print("\n".join(failures) or f"Notebooks run and stored: {len(paths)}.", file=sys.stderr)
    return 1 if failures else 0


def attempt(path: Path) -> str | None:
    """Make one notebook, and return the sentence that says why that failed, if it did."""
    try:
        make(path)
    except NotebookError as error:
        return str(error)
    return None


def make(path: Path) -> None:
    """Run a notebook and store its outputs, if they changed."""
    try:
        text = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
    except (OSError, ValueError) as error:
        raise NotebookError(f"{path.name} cannot be read as a notebook: {error}.") from error
    execute(notebook, path)
    normalise(notebook)
    made = nbformat.writes(notebook) + "\n"
    if made != text:
        write_files({path: made})


# ---- running ----------------------------------------------------------------------------------


def execute(notebook: NotebookNode, path: Path) -> None:
    """Run all cells in a fresh kernel, with the notebook's folder as working directory."""
    running: list[int] = []
    client = NotebookClient(
        notebook,
        kernel_name=KERNELSPEC["name"],
        timeout=SECONDS_A_CELL,
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        record_timing=False,
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),  # else it warns
        coalesce_streams=True,  # how prints are cut into messages depends on timing
        on_cell_start=lambda cell, cell_index: running.append(cell_index),  # noqa: ARG005
    )
    try:
        # client.execute() would leave its event loop open; the caller may have one running already
        with ThreadPoolExecutor(1) as own_thread:
            own_thread.submit(lambda: asyncio.run(client.async_execute())).result()
    except CellExecutionError as error:
        raise failure(path, running, f"raised {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise failure(path, running, f"ran for more than {SECONDS_A_CELL} s") from error
    except DeadKernelError as error:
        raise failure(path, running, "ended its kernel") from error


def failure(path: Path, running: list[int], what: str) -> NotebookError:
    """Return the error for the cell that was running, counted from 1 among all cells."""
    return NotebookError(f"{path.name}, cell {running[-1] + 1} {' '.join(what.split())}")


# ---- normalising ------------------------------------------------------------------------------


def normalise(notebook: NotebookNode) -> None:
    """Leave out, in place, what differs between two runs or two machines."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["kernelspec"] = KERNELSPEC
    notebook.metadata["language_info"] = LANGUAGE
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            normalise_output(output)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("data") != {}]


def normalise_output(output: NotebookNode) -> None:
    """Keep of one output what every run gives again."""
    if output.output_type == "error":  # expected by the cell's tag; a traceback names local paths
        output.traceback = [f"{output.ename}: {output.evalue}"]
    if output.output_type == "stream":
        output.text = without_variable_text(output.text)
    # A stored view whose model is gone draws an error: what stays is the table before it.
    output.get("data", {}).pop(WIDGET_VIEW, None)
    output.get("metadata", {}).pop("twowaves", None)  # a student's answer, for the marking
    for mime_type, content in output.get("data", {}).items():
        if mime_type.startswith("text/"):
            output.data[mime_type] = without_variable_text(content)


def without_variable_text(content: Any) -> Any:
    """Replace in a text what `nbval.cfg` lists."""
    for regex, replacement in variable_text():
        content = re.sub(regex, replacement, content)
    return content


def variable_text() -> list[tuple[str, str]]:
    """Return the patterns of `nbval.cfg` with their replacements."""
    config = configparser.RawConfigParser()
    config.read(VARIABLE_TEXT, encoding="utf-8")
    return [(config[name]["regex"], config[name]["replace"]) for name in config.sections()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
