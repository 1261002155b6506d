"""The chapters as they stand in the repository, and as they come out of a fresh run."""

import contextlib
import io
from pathlib import Path

import nbformat
from matplotlib import pyplot as plt
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def stored_pictures(notebook):
    """Return every stored picture, which is SVG, by cell number."""
    return {
        i: output["data"]["image/svg+xml"]
        for i, cell in enumerate(notebook.cells)
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    }


def run_afresh(path, folder=None):
    """Return the notebook after a run in a fresh kernel, in its own folder or in another."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder or path.parent)}},
        store_widget_state=False,
        coalesce_streams=True,  # how prints are cut into messages depends on timing
    )
    return client.execute()


def figures_of(path):
    """Return the Axes that each code cell drew, by cell number, from a run in this process."""
    plt.close("all")  # figures of another test are none of this chapter's
    notebook = nbformat.read(path, as_version=4)
    namespace = {"__name__": "__main__"}
    figures = {}
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, f"{path.name} cell {i}", "exec"), namespace)  # noqa: S102
        if plt.get_fignums():
            figures[i] = [ax for number in plt.get_fignums() for ax in plt.figure(number).axes]
        plt.close("all")
    return figures
