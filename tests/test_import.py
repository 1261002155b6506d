"""What `import twowaves` brings, and what it leaves until it is asked for."""

import subprocess
import sys

import pytest

import twowaves

pytestmark = pytest.mark.slow

# each costs more than all of twowaves; who asks for a figure or a test pays for it then
DEAR = {"matplotlib", "seaborn", "statsmodels", "ipywidgets", "anywidget", "IPython", "tqdm",
        "asyncio", "scipy.stats", "scipy.optimize",
        "twowaves.plots", "twowaves.widgets"}  # fmt: skip


def run_afresh(code):
    """Return what a fresh interpreter prints."""
    return subprocess.check_output([sys.executable, "-c", code], text=True)


def test_nothing_dear():
    """Importing the package imports no plots, no widgets and nothing of what they need."""
    loaded = set(run_afresh("import sys, twowaves; print(*sys.modules)").split())

    assert "twowaves.paired.ttest" in loaded
    assert set() == DEAR & loaded


@pytest.mark.parametrize("name", ["plots", "widgets"])
def test_on_demand(name):
    """The drawing parts are there for whoever names them, and imported no sooner."""
    code = (
        f"import sys, twowaves; print('twowaves.{name}' in sys.modules, twowaves.{name}.__name__)"
    )

    assert f"False twowaves.{name}\n" == run_afresh(code)


def test_dir_before_any_import():
    """All public names, the drawing parts too, are listed before they are used."""
    listed = set(run_afresh("import twowaves; print(*dir(twowaves))").split())

    assert set() == set(twowaves.__all__) - listed


def test_every_public_name():
    """Each name that the package offers is there."""
    assert [] == [name for name in twowaves.__all__ if not hasattr(twowaves, name)]


def test_unknown_name():
    """A name that the package does not have is an AttributeError that repeats it."""
    with pytest.raises(AttributeError, match=r"^module 'twowaves' has no attribute 'plot'$"):
        twowaves.plot  # noqa: B018 # looking it up is the test
