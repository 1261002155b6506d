"""One run of a test for each chapter."""

import nbformat
import pytest
from chapters import CHAPTERS


def pytest_generate_tests(metafunc):
    """Run a test that asks for a chapter once for each, or for what its module names instead."""
    if "path" in metafunc.fixturenames:
        paths = getattr(metafunc.module, "PATHS", CHAPTERS)
        metafunc.parametrize("path", paths, ids=[path.stem for path in paths])


@pytest.fixture
def chapter(path):
    """Return the notebook with its stored outputs."""
    return nbformat.read(path, as_version=4)


@pytest.fixture
def code_cells(chapter):
    """Return its code cells, numbered as in the file."""
    return [(i, cell) for i, cell in enumerate(chapter.cells) if cell.cell_type == "code"]
