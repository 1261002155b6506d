"""The wheel alone, far from the checkout: what it needs, what it does, what it says is missing.

Each environment is made by uv with the locked versions, which its cache holds since it made the
one that runs the tests, so that nothing is fetched. The workflows run this on every Python.
"""

import hashlib
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import textwrap

import pytest
from compiled import share_compiled

import make_class
import release
import twowaves
from twowaves.classroom.install import WHEELS, first_cell, install_line

pytestmark = pytest.mark.slow

UV = f"{sysconfig.get_path('scripts')}/uv"
LOCKED = ["--offline", "--quiet", "--constraint", str(release.ROOT / "requirements.lock")]
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
CORE = {"numpy", "pandas", "scipy", "twowaves"}
BROUGHT = {"python-dateutil", "six", "tzdata"}  # by pandas, as far as a system and version need it


class Machine:
    """An environment of its own, and an empty folder to work in."""

    def __init__(self, folder):
        self.folder, self.python = folder / "elsewhere", folder / "env" / "bin" / "python"
        self.folder.mkdir()
        command = [UV, "venv", "--quiet", "--no-project", "--python", sys.executable]
        subprocess.run([*command, str(folder / "env")], check=True, env=CLEAN)

    def type(self, line):
        """Do what somebody does who types a line that begins with pip."""
        pip, verb, *words = shlex.split(line)
        assert ("pip", "install") == (pip, verb)
        command = [UV, pip, verb, *LOCKED, "--python", str(self.python), *words]
        subprocess.run(command, check=True, cwd=self.folder, env=CLEAN)
        share_compiled(self.python.parents[1])

    def has(self):
        """Return the names of what is installed."""
        command = [UV, "pip", "list", "--quiet", "--python", str(self.python)]
        listed = subprocess.check_output(command, text=True, env=CLEAN)
        return {line.split()[0] for line in listed.splitlines()[2:]}

    def run(self, code):
        """Return how a program ends there, with every warning an error."""
        command = [str(self.python), "-W", "error", "-c", textwrap.dedent(code)]
        return subprocess.run(
            command, cwd=self.folder, env=CLEAN, capture_output=True, text=True, check=False
        )

    def prints(self, code):
        """Return the lines that a program prints that has nothing to complain of."""
        done = self.run(code)
        assert (0, "") == (done.returncode, done.stderr)
        return done.stdout.splitlines()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a site that holds nothing but the wheel."""
    folder = tmp_path_factory.mktemp("site")
    release.build_packages(folder / WHEELS, 1_600_000_000, "wheel")
    return folder


@pytest.fixture(scope="module")
def bare(site, tmp_path_factory):
    """Return a machine on which nobody has typed more than the wheel's name."""
    machine = Machine(tmp_path_factory.mktemp("bare"))
    (wheel,) = (site / WHEELS).iterdir()
    machine.type(f"pip install '{wheel}'")
    return machine


class TestBare:
    """Without an extra."""

    def test_small(self, bare):
        """It brings three packages and what those need."""
        assert bare.has() >= CORE
        assert bare.has() <= CORE | BROUGHT

    def test_not_the_checkout(self, bare):
        """What is imported is what was installed, and says its version."""
        place, version = bare.prints(
            "import twowaves as t; print(t.__file__); print(t.__version__)"
        )

        assert place.startswith(str(bare.python.parents[1]))
        assert twowaves.__version__ == version

    def test_works(self, bare):
        """Data, audit, reconstruction, simulation and check do what they do in the checkout."""
        code = """
            import twowaves
            report = twowaves.audit(twowaves.load_outcomes())
            print(report["verdict"].value_counts().sort_index().to_dict())
            found = twowaves.reconstruct("hated self", 11, size=3, seed=1)
            print(found.pre.sum(), found.post.sum())
            rows = twowaves.simulate(twowaves.Design(n=5), 4, seed=1)
            print(float(rows["pvalue"].sum()))
            print(twowaves.check("study-3", 12), twowaves.check("study-3", 11))
        """
        command = [sys.executable, "-c", textwrap.dedent(code)]

        assert subprocess.check_output(command, text=True).splitlines() == bare.prints(code)
        assert (
            "{'consistent': 48, 'inconsistent': 10, 'note': 2, 'untestable': 12}"
            == bare.prints(code)[0]
        )

    def test_class_kit(self, bare, tmp_path, monkeypatch):
        """A kit from the wheel is the one of `make class` in the checkout, byte for byte."""
        monkeypatch.delenv("TWOWAVES_SITE", raising=False)
        roster = tmp_path / "roster.csv"
        roster.write_text("name\nAda Lovelace\nZoë\n", encoding="utf-8")
        assert 0 == make_class.main([str(roster), str(tmp_path / "kit")])
        code = f"""
            from twowaves import read_roster, write_class_kit
            names = read_roster({str(roster)!r}).names
            print(write_class_kit(names, {str(tmp_path / "from-the-wheel")!r}).seal)
        """
        (seal,) = bare.prints(code)
        one, other = contents(tmp_path / "kit"), contents(tmp_path / "from-the-wheel")

        assert one == other
        assert seal in {hashlib.sha256(content).hexdigest() for content in one.values()}
        assert 2 * 13 + 4 == len(one)  # ten notebooks, data, answers and README; the instructor's

    @pytest.mark.parametrize("extra", ["plots", "widgets"])
    def test_what_is_missing(self, bare, tmp_path, site, extra):
        """A part without its extra says what to type, and what was typed makes it work."""
        done = bare.run(f"import twowaves; twowaves.{extra}")
        line = re.search(r"; type: (pip .+)$", done.stderr.strip())[1]
        machine = Machine(tmp_path)
        (wheel,) = (site / WHEELS).iterdir()
        machine.type(f"pip install '{wheel}'")
        machine.type(line)

        assert [f"twowaves.{extra}"] == machine.prints(
            f"import twowaves; print(twowaves.{extra}.__name__)"
        )


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def machine(site, tmp_path_factory):
    """Return a machine on which somebody typed it."""
    machine = Machine(tmp_path_factory.mktemp("typed"))
    first = machine.run(first_cell(site.as_uri()))
    line = first.stderr.strip().rpartition("run: %")[2]
    assert install_line(site.as_uri()) == line
    machine.type(line)
    return machine


class TestLine:
    """The line that the site, kits and notebooks give."""

    def test_first_cell(self, machine, site):
        """The cell that asked for it has nothing more to say."""
        assert [] == machine.prints(first_cell(site.as_uri()))

    def test_exercises(self, machine):
        """Every package that an exercise imports is there."""
        code = """
            import ast, json, importlib
            from twowaves.classroom import shipped_notebooks
            names = set()
            for text in shipped_notebooks().values():
                for cell in json.loads(text)["cells"]:
                    if cell["cell_type"] == "code":
                        for node in ast.walk(ast.parse("".join(cell["source"]))):
                            if isinstance(node, ast.Import):
                                names |= {each.name for each in node.names}
                            elif isinstance(node, ast.ImportFrom):
                                names.add(node.module)
            for name in names:
                importlib.import_module(name)
            print(*sorted(name.partition(".")[0] for name in names))
        """
        (imported,) = machine.prints(code)

        assert {"pandas", "scipy", "statsmodels", "twowaves"} <= {*imported.split()}

    def test_plots(self, machine):
        """A figure is drawn."""
        code = """
            import matplotlib
            matplotlib.use("agg")
            from twowaves import plots
            axes = plots.plot_pairs([1, 2, 3], [2, 4, 3], title="", unit="")
            axes.figure.savefig("pairs.png")
        """
        assert [] == machine.prints(code)
        assert (machine.folder / "pairs.png").read_bytes().startswith(b"\x89PNG")

    def test_widgets(self, machine):
        """Each live figure gives a front end its view, and everything else its page."""
        code = """
            from twowaves import widgets
            for name in widgets.__all__:
                bundle = getattr(widgets, name)()._repr_mimebundle_()
                print(name, *sorted(bundle[0] if isinstance(bundle, tuple) else bundle))
        """
        kinds = "application/vnd.jupyter.widget-view+json text/html text/plain"

        assert [f"{name} {kinds}" for name in twowaves.widgets.__all__] == machine.prints(code)
