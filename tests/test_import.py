"""What `import twowaves` brings, and what it leaves until it is asked for."""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import pytest

import twowaves

pytestmark = pytest.mark.slow

# each costs more than all of twowaves; who asks for a figure or a test pays for it then
DEAR = {"matplotlib", "seaborn", "statsmodels", "ipywidgets", "anywidget", "IPython", "tqdm",
        "asyncio", "scipy.stats", "scipy.optimize",
        "twowaves.plots", "twowaves.widgets"}  # fmt: skip


SUBJECTS = [module.name for module in iter_modules(twowaves.__path__)
            if module.ispkg and module.name != "_base"]  # fmt: skip


def run_afresh(code):
    """Return the lines that a fresh interpreter prints."""
    return subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()


@pytest.fixture(scope="module")
def first_minute():
    """What one fresh interpreter has loaded, lists, and loads when it is asked for more."""
    return run_afresh("""
import sys, twowaves
print(*sys.modules)
print(*dir(twowaves))
for name in ("plots", "widgets"):
    print(f"twowaves.{name}" in sys.modules, getattr(twowaves, name).__name__)
""")


def test_nothing_dear(first_minute):
    """Importing the package imports no plots, no widgets and nothing of what they need."""
    loaded = set(first_minute[0].split())

    assert "twowaves.paired.ttest" in loaded
    assert set() == DEAR & loaded


def test_on_demand(first_minute):
    """The drawing parts are there for whoever names them, and imported no sooner."""
    assert ["False twowaves.plots", "False twowaves.widgets"] == first_minute[2:]


def test_dir_before_any_import(first_minute):
    """All public names and no others are listed, the drawing parts too before they are used."""
    assert sorted(twowaves.__all__) == first_minute[1].split()


COMPLETED = """
import jedi, twowaves
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

code = "twowaves."
print(*(each.name for each in jedi.Interpreter(code, [globals()]).complete()))
for with_jedi in (False, True):
    shell = InteractiveShell()
    shell.user_ns["twowaves"] = twowaves
    shell.Completer.use_jedi = with_jedi
    with provisionalcompleter():
        print(*(each.text.rpartition(".")[2] for each in shell.Completer.completions(code, 9)))
"""


def test_completion():
    """The tab key offers the public names and no others: jedi, IPython, IPython with jedi."""
    offered = [line.split() for line in run_afresh(COMPLETED)]

    assert 3 == len(offered)
    for names in offered:
        assert sorted(twowaves.__all__) == sorted(n for n in names if not n.startswith("__"))


@pytest.mark.parametrize("name", SUBJECTS)
def test_dir_of_a_subject(name):
    """A subject lists its public names and its own modules, and nothing that it works with."""
    subject = import_module(f"twowaves.{name}")
    modules = {module.name for module in iter_modules(subject.__path__)}
    listed = {each for each in dir(subject) if not each.startswith("_")}

    assert set() == listed - set(subject.__all__) - modules


def test_every_public_name():
    """Each name that the package offers is there."""
    assert [] == [name for name in twowaves.__all__ if not hasattr(twowaves, name)]


def test_unknown_name():
    """A name that the package does not have is an AttributeError that repeats it."""
    with pytest.raises(AttributeError, match=r"^module 'twowaves' has no attribute 'plot'$"):
        twowaves.plot  # noqa: B018 # looking it up is the test
