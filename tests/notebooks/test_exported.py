"""A notebook with figures that nbconvert exports: its tables are there without a network."""

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor
from playwright.sync_api import expect
from traitlets.config import Config

from twowaves.widgets import PairedExplorer, ScoreSheet

CELLS = [
    'from twowaves.widgets import PairedExplorer\n\nPairedExplorer(preset="hated self")',
    "from twowaves.widgets import ScoreSheet\n\ndisplay(ScoreSheet())",
]
FIGURES = [PairedExplorer(preset="hated self"), ScoreSheet()]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Run a notebook, export it as HTML as nbconvert does by itself, and return the file."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata={"kernelspec": kernel}
    )
    quiet = Config({"KernelManager": {"transport_encryption": "auto"}})  # else it warns
    ExecutePreprocessor(config=quiet, timeout=60).preprocess(notebook)
    assert "widgets" in notebook.metadata
    page, _ = HTMLExporter().from_notebook_node(notebook)
    path = tmp_path_factory.mktemp("exported") / "notebook.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("scripts", [True, False])
def test_tables_without_a_network(exported, browser, scripts):
    """Title, sentence and numbers of each figure are to be read, with scripts and without."""
    context = browser.new_context(java_script_enabled=scripts)
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.goto(exported.as_uri())

    for figure in FIGURES:
        table = page.locator(f'figure[data-widget="{figure.widget_name}"]')
        expect(table).to_be_visible()
        expect(table).to_contain_text(figure.title())
        expect(table).to_contain_text(figure.sentence())
        for caption, _ in figure.tables():
            expect(table.locator("caption", has_text=caption)).to_be_visible()
    context.close()
