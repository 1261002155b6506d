"""What `import prepost` brings, and what it leaves until it is asked for."""

import subprocess
import sys

import pytest

import prepost

pytestmark = pytest.mark.slow

# each costs more than all of prepost; who asks for a figure or a test pays for it then
DEAR = {"matplotlib", "seaborn", "statsmodels", "ipywidgets", "anywidget", "IPython", "tqdm",
        "asyncio", "scipy.stats", "scipy.optimize", "prepost.plots", "prepost.widgets"}  # fmt: skip


def run_afresh(code):
    """Return what a fresh interpreter prints."""
    return subprocess.check_output([sys.executable, "-c", code], text=True)


def test_nothing_dear():
    """Importing the package imports no plots, no widgets and nothing of what they need."""
    loaded = set(run_afresh("import sys, prepost; print(*sys.modules)").split())

    assert "prepost.ttest" in loaded
    assert set() == DEAR & loaded


@pytest.mark.parametrize("name", ["plots", "widgets"])
def test_on_demand(name):
    """The drawing parts are there for whoever names them, and imported no sooner."""
    code = f"import sys, prepost; print('prepost.{name}' in sys.modules, prepost.{name}.__name__)"

    assert f"False prepost.{name}\n" == run_afresh(code)


def test_dir_before_any_import():
    """All public names, the drawing parts too, are listed before they are used."""
    listed = set(run_afresh("import prepost; print(*dir(prepost))").split())

    assert set() == set(prepost.__all__) - listed


def test_every_public_name():
    """Each name that the package offers is there."""
    assert [] == [name for name in prepost.__all__ if not hasattr(prepost, name)]


def test_unknown_name():
    """A name that the package does not have is an AttributeError that repeats it."""
    with pytest.raises(AttributeError, match=r"^module 'prepost' has no attribute 'plot'$"):
        prepost.plot  # noqa: B018 # looking it up is the test
