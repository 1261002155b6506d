"""A part whose extra is missing says in one sentence what to type; the rest goes on without."""

import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from twowaves._base.extras import EXTRAS, needs

ROOT = Path(__file__).parents[2]
ASKED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAIRS = [(extra, module) for extra, modules in EXTRAS.items() for module in modules]
ALL = [module for _, module in PAIRS] + ["tqdm", "distributed", "cloudpickle", "statsmodels"]


def run_without(modules, code):
    """Return how a fresh interpreter ends in which some modules are not installed."""
    blocked = f"import sys\nsys.modules.update(dict.fromkeys({modules!r}))\n"
    command = [sys.executable, "-c", blocked + textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(("extra", "module"), PAIRS)
def test_missing(extra, module):
    """The sentence names the part, what it lacks and the line; Python's own error stands above."""
    done = run_without([module], f"import twowaves\ntwowaves.{extra}")
    sentence = (
        f"ModuleNotFoundError: twowaves.{extra} needs {module}, which is not installed; "
        f'type: pip install "twowaves[{extra}]"'
    )

    assert sentence == done.stderr.splitlines()[-1]
    assert "The above exception was the direct cause" in done.stderr


@pytest.mark.slow
def test_the_rest_goes_on():
    """NumPy, pandas and SciPy alone are enough for all that draws nothing."""
    code = """
        import twowaves
        table = twowaves.load_outcomes()
        print(len(twowaves.audit(table)), len(twowaves.reconstruct("hated self", 11, 5, seed=1)))
        print(len(twowaves.simulate(twowaves.Design(n=5), 4, seed=1)))
        print(twowaves.check("study-3", 12))
        print(bool(twowaves.__version__))
    """
    done = run_without(ALL, code)

    assert (0, "") == (done.returncode, done.stderr)
    assert "72 5\n4\nstudy-3: right.\nTrue\n" == done.stdout


@pytest.mark.slow
def test_help():
    """Where an extra is missing, help and completion go on without its part."""
    code = """
        import pydoc, twowaves
        print(len(pydoc.render_doc(twowaves)) > 10_000, {"plots", "widgets"} & {*dir(twowaves)})
    """
    done = run_without(["seaborn"], code)

    assert (0, "True {'widgets'}\n") == (done.returncode, done.stdout)


@pytest.mark.slow
def test_what_only_cloudpickle_sends():
    """Work that cannot be sent to another process names the extra that sends it."""
    code = """
        from concurrent.futures import ProcessPoolExecutor
        from twowaves import Design, Threat, simulate
        def threat():
            class Mine(Threat):
                pass
            return Mine()
        try:
            simulate(Design(n=5, threats=[threat()]), 4, seed=1, executor=ProcessPoolExecutor(1))
        except Exception as error:
            print(error)
    """
    done = run_without(["cloudpickle"], code)

    assert 'type: pip install "twowaves[cluster]"' in done.stdout


@pytest.mark.parametrize("name", ["psygnal", "twowaves.nothing", None])
def test_what_an_extra_does_not_bring(name):
    """Of another module that is missing Python's own error stays: the line would not help."""
    with pytest.raises(ModuleNotFoundError, match=r"^as it was$"), needs("widgets"):
        raise ModuleNotFoundError("as it was", name=name)


def test_a_part_of_a_module():
    """Where a module of a package is missing, the package is what is named."""
    missing = ModuleNotFoundError("No module named 'matplotlib.pyplot'", name="matplotlib.pyplot")

    with pytest.raises(ModuleNotFoundError, match=r"needs matplotlib,") as told, needs("plots"):
        raise missing
    assert missing is told.value.__cause__


def test_declared():
    """Each extra with a sentence is one of the project file, which asks for what it names."""
    for extra, modules in EXTRAS.items():
        asked = {each.partition(">")[0] for each in ASKED["optional-dependencies"][extra]}
        assert asked == {*modules} - {"IPython"}
