"""What a person meets who has the package and nothing of the repository."""

import doctest
import re
import tomllib
from pathlib import Path

import twowaves

ROOT = Path(__file__).parents[1]
README = ROOT / "src" / "README.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version():
    """The version that the package says is the project's."""
    assert PROJECT["version"] == twowaves.__version__


class TestReadme:
    """The page that an index and `pip show` have of the package."""

    text = README.read_text(encoding="utf-8")

    def test_use(self):
        """What it shows is what comes out."""
        failed, tried = doctest.testfile(str(README), module_relative=False)

        assert 0 == failed
        assert 5 < tried

    def test_is_the_packages(self):
        """The project file hands out this page."""
        assert "src/README.md" == PROJECT["readme"]

    def test_stands_alone(self):
        """No link and no picture leads to a file that only the repository has."""
        assert [] == re.findall(r"\]\((?!https?:)[^)]*\)|<img|\bmake \w", self.text)

    def test_extras(self):
        """Each extra has its row, which names what it brings."""
        rows = dict(re.findall(r"^\| `twowaves\[(\w+)\]` \| (.+?) \|", self.text, re.MULTILINE))
        asked = {
            extra: [re.match(r"[\w-]+", each)[0] for each in needs]
            for extra, needs in PROJECT["optional-dependencies"].items()
        }

        assert asked.keys() == rows.keys()
        for extra, brought in rows.items():
            assert [each for each in asked[extra] if each not in brought] in ([], ["traitlets"])

    def test_wheel(self):
        """The file that it names is the one that is built."""
        assert f"twowaves-{PROJECT['version']}-py3-none-any.whl" in self.text
