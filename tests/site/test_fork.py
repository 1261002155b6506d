"""A fork of another name and author, with two chapters fewer: its book builds, its tests pass.

What must hold in a fork is read from its own `_config.yml` and `_toc.yml`.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import left_out_pages
import pytest
import sphinx_builds

import contents
import left_out
import plain_sphinx

ROOT = Path(__file__).parents[2]
TITLE = "Kindness & Co."
DROPPED = ("three-systems", "another-paper")
NOT_COPIED = shutil.ignore_patterns(*plain_sphinx.LEFT_BEHIND)
# what reads names and counts pages; whoever forks runs all of them, by `make test`
ASKED = [
    *("tests/site/test_descriptions.py", "tests/site/test_instructor_guide.py"),
    *("tests/site/test_pages.py", "tests/site/test_embed_pages.py", "tests/classroom/test_kit.py"),
    *("-q", "-p", "no:nbval", "-p", "no:cacheprovider", "-k"),
]
NAMED = "descriptions or listed or every_page_is_tested or has_one or order"


@pytest.fixture
def fork(tmp_path):
    """A copy of the project with another title and author, and without two chapters."""
    folder = tmp_path / "fork"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    for name, changes in {
        "_config.yml": {
            r"(?m)^(title|project): .*": rf"\1: {TITLE}",
            r"(?m)^author: .*": "author: Ada Example",
        },
        "_toc.yml": {rf"\n *- file: \S+/({'|'.join(DROPPED)})(?=\n)": ""},
    }.items():
        text = (folder / name).read_text(encoding="utf-8")
        for pattern, new in changes.items():
            text, count = re.subn(pattern, new, text)
            assert count
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_contents(fork):
    """A fork's title, pages and figures are its own."""
    assert TITLE == contents.title(fork)
    assert len(contents.pages()) - 6 == len(contents.pages(fork))
    assert {"audit-table", "three-systems"} == {*contents.figures()} - {*contents.figures(fork)}
    assert {
        *("notebooks/three-systems", "notebooks/exercises/three-systems", "embed/three-systems"),
        *("notebooks/another-paper", "notebooks/exercises/another-paper", "embed/audit-table"),
        *("book/notebooks/three-systems", "book/notebooks/another-paper"),
    } == contents.left_out(fork) - contents.left_out()


@pytest.mark.slow
def test_fork_passes(fork, part_of):
    """Its book builds without a warning; the tests that read names and count pages pass."""
    looked_at = " or ".join(part_of(["book/", "notebooks/"], 1, seed=2))  # in a browser
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "TWOWAVES"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *ASKED, f"{NAMED} or test_head and ({looked_at})"],
        cwd=fork,
        env={**inherited, "PYTHONPATH": str(fork / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > (50 if " or " in looked_at else 25)
    built = fork / "_build" / "html"
    assert "<title>Kindness &amp; Co.</title>" in (built / "index.html").read_text("utf-8")
    assert not (built / "notebooks" / "three-systems.html").exists()


@pytest.mark.slow
def test_a_part_without_chapters(fork):
    """Where the last chapter of a part is taken out and its caption left, the build says so."""
    toc = fork / "_toc.yml"
    text = toc.read_text(encoding="utf-8")
    toc.write_text(text.replace("      - file: notebooks/scoring\n", ""), encoding="utf-8")
    command = [sys.executable, "tools/book.py"]
    done = subprocess.run(command, cwd=fork, capture_output=True, text=True, check=False)

    assert 1 == done.returncode
    assert "'chapters' not a non-empty list @ '/parts/1/'" in done.stderr


CONF = """
import sys
sys.path.insert(0, {extensions!r})
extensions = ["myst_parser", "left_out"]
exclude_patterns = ["left.md"]
"""


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[](left.md)", "See A chapter."),
        ("[](left.md#part)", "See A chapter."),
        ("[the *other* one](left.md)", "See the other one."),
    ],
)
def test_link_to_a_left_out_chapter(tmp_path, link, shown):
    """A link to a chapter that this book leaves out is its words or title, as plain text."""
    (tmp_path / "conf.py").write_text(CONF.format(extensions=str(ROOT / "book" / "_ext")), "utf-8")
    (tmp_path / "index.md").write_text(f"# A\n\nSee {link}.\n", encoding="utf-8")
    (tmp_path / "left.md").write_text("(x)=\n# A chapter\n\n# Part\n", encoding="utf-8")
    command = ["-q", "-n", "-b", "html", str(tmp_path), str(tmp_path / "out")]
    code, said = sphinx_builds.build(command, tmp_path / "said.txt")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")

    assert (0, "") == (code, said)
    assert shown in re.sub("<[^>]+>", "", page)
    assert "left.html" not in page


def test_built_before(tmp_path):
    """A page that an earlier build made of a chapter goes when the chapter does."""
    (tmp_path / "index.md").write_text("# A\n\nSee [](left.md).\n", encoding="utf-8")
    (tmp_path / "left.md").write_text("---\norphan: true\n---\n# A chapter\n", encoding="utf-8")
    conf = CONF.format(extensions=str(ROOT / "book" / "_ext"))
    there = []
    for settings in (conf.replace('"left.md"', ""), conf):
        (tmp_path / "conf.py").write_text(settings, encoding="utf-8")
        command = ["-q", "-n", "-b", "html", str(tmp_path), str(tmp_path / "out")]
        assert (0, "") == sphinx_builds.build(command, tmp_path / "said.txt")
        there.append((tmp_path / "out" / "left.html").exists())

    assert [True, False] == there
    assert (tmp_path / "out" / "index.html").exists()


def test_title_of_a_notebook():
    """A notebook's title is its first heading."""
    source = left_out.source_of(ROOT, "notebooks/scoring")

    assert source.name == "scoring.ipynb"
    assert f"# {left_out.title_of(source)}" in source.read_text(encoding="utf-8")


def test_a_page_that_nobody_has():
    """A link to a file that does not exist is not made into text: MyST tells it."""
    assert left_out.source_of(ROOT, "notebooks/nobodys") is None


HERE = "notebooks/own.html"


def _helper(page):
    page.goto(HERE)


def _by_address(open_page):
    open_page("embed/own.html#figure=own")


def _by_helper(page):
    _helper(page)


def _by_constant(open_page):
    open_page(HERE, width=320)


def _by_parts(site):
    (site.folder / "notebooks" / "own.html").read_text()


def _other(open_page):
    open_page("notebooks/other.html")


class TestLeftOutPages:
    """A test of a page that is not there is not there."""

    @pytest.mark.parametrize(
        ("function", "is_kept"),
        [
            *((_by_address, False), (_by_helper, False), (_by_constant, False)),
            *((_by_parts, False), (_other, True)),
        ],
    )
    def test_names(self, function, is_kept):
        """A page counts as looked at where an address of it stands, here or in a helper."""
        found = left_out_pages.pages_of(left_out_pages.names_in(function))

        assert is_kept == found.isdisjoint({"embed/own", "notebooks/own"})

    def test_run(self, pytester):
        """Such parameters, fixtures and marks are left out with their tests; all others run."""
        pytester.makeconftest("""
            import left_out_pages

            def pytest_collection_modifyitems(items):
                items[:] = left_out_pages.without(items, {"notebooks/own"})
        """)
        pytester.makeini("[pytest]\nmarkers = page(*names)")
        pytester.makepyfile("""
            import pytest

            @pytest.fixture
            def page():
                return "notebooks/own.html"

            def test_fixture(page): pass

            @pytest.mark.parametrize("name", ["own", "notebooks/own.html", "other"])
            def test_parameter(name): pass

            @pytest.mark.page("notebooks/own")
            def test_marked(): pass

            @pytest.mark.parametrize("name", [])
            def test_of_none(name): pass

            def test_other(): pass
        """)
        found = pytester.runpytest_inprocess("-v", "-p", "no:nbval")

        found.assert_outcomes(passed=2)
        found.stdout.fnmatch_lines(["*test_parameter?other? PASSED*", "*test_other PASSED*"])
