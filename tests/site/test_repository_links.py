"""Launch buttons follow the checkout's own remote, and are absent where none is known."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import repository_links

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("https://github.com/somebody/compassion", "https://github.com/somebody/compassion"),
        ("git@github.com:somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("ssh://git@github.com/somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("https://token:x@github.com/a/b.git", "https://github.com/a/b"),
        ("git@gitlab.example.org:group/sub/book.git", "https://gitlab.example.org/group/sub/book"),
        ("http://user@forge.example.org:3000/a/b.git", "http://forge.example.org:3000/a/b"),
        ("ssh://git@forge.example.org:2222/a/b.git", "https://forge.example.org/a/b"),
        ("/srv/git/compassion", None),
        ("../compassion", None),
        ("file:///srv/git/compassion", None),
        ("C:\\books\\compassion", None),
        ("https://localhost/a/b", None),
        ("javascript:alert(1)", None),
        ('https://github.com/a/b"><script>', None),
        ('https://github.com"onclick=x/a/b', None),
        ("https://github.com/a/b?x=y", "https://github.com/a/b"),
        ("", None),
    ],
)
def test_web_address(remote, expected):
    """A remote becomes the page of its repository, without user or token, or nothing."""
    assert expected == repository_links.web_address(remote)


def git(folder, *arguments):
    """Run git as a person who has set up nothing."""
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return a fresh checkout that knows no remote, in an environment that names none."""
    monkeypatch.delenv("TWOWAVES_REPOSITORY", raising=False)
    monkeypatch.delenv("TWOWAVES_BRANCH", raising=False)
    git(tmp_path, "init", "-q", "-b", "trunk")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    return tmp_path


def test_nothing_is_known(checkout):
    """Without a remote there is no address, hence no buttons."""
    assert repository_links.repository(str(checkout)) is None


def test_outside_a_checkout(tmp_path, monkeypatch):
    """An unpacked archive has no remote either."""
    monkeypatch.delenv("TWOWAVES_REPOSITORY", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert repository_links.repository(str(tmp_path)) is None


def test_a_fork_points_to_itself(checkout):
    """The remote `origin` of a fork gives the fork's address and branch."""
    git(checkout, "remote", "add", "origin", "git@github.com:fork/book.git")

    assert ("https://github.com/fork/book", "trunk") == repository_links.repository(str(checkout))


@pytest.mark.parametrize(("pushed", "expected"), [(True, "topic"), (False, "trunk")])
def test_a_branch_that_was_never_pushed(checkout, pushed, expected):
    """A link leads to a branch that the remote has: this one if it was pushed, or its main one."""
    git(checkout, "remote", "add", "origin", "https://github.com/fork/book")
    git(checkout, "update-ref", "refs/remotes/origin/trunk", "HEAD")
    git(checkout, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    git(checkout, "checkout", "-q", "-b", "topic")
    if pushed:
        git(checkout, "update-ref", "refs/remotes/origin/topic", "HEAD")

    assert expected == repository_links.repository(str(checkout))[1]


def test_the_environment_has_the_last_word(checkout, monkeypatch):
    """Where the book is published, variables name the repository and the branch."""
    monkeypatch.setenv("TWOWAVES_REPOSITORY", "https://github.com/publisher/book")
    monkeypatch.setenv("TWOWAVES_BRANCH", "release")

    found = repository_links.repository(str(checkout))
    assert found == ("https://github.com/publisher/book", "release")


def test_binder_for_github_only():
    """There is a launch button for GitHub, where Binder was tried, and none elsewhere."""
    github = repository_links.theme_options("https://github.com/a/b", "main")
    other = repository_links.theme_options("https://gitlab.com/a/b", "main")

    assert "jupyterlab" == github["launch_buttons"]["notebook_interface"]
    assert {} == other["launch_buttons"]
    assert "https://gitlab.com/a/b" == other["repository_url"]


BOOK = {
    "_toc.yml": "format: jb-book\nroot: book/about\nchapters:\n  - file: notebooks/chapter\n",
    "book/about.md": "# About\n",
    "notebooks/chapter.ipynb": json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A"}],
        }
    ),
}


# jupyter-book, without the grammars that tools/book.py does without
JUPYTER_BOOK = """import sys
sys.modules["rfc3987_syntax"] = None
from jupyter_book.cli.main import main
main()
"""


@pytest.fixture
def links(checkout, monkeypatch):
    """Return a function that builds a small book by our settings: a chapter's links elsewhere."""
    for name, text in BOOK.items():
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "_config.yml", checkout)
    for name in ("_ext", "assets", "templates", "references.bib"):
        (checkout / "book" / name).symlink_to(ROOT / "book" / name)
    monkeypatch.chdir(checkout)
    monkeypatch.delenv("TWOWAVES_SITE", raising=False)

    def run():
        command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", "-q", "-W", "-n"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stderr[-2000:]
        page = Path("_build/html/notebooks/chapter.html").read_text(encoding="utf-8")
        return sorted(re.findall(r'href="(https?://[^"]+)"', page))

    return run


@pytest.mark.sweep(1)
@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        (None, []),
        (
            "git@github.com:fork/book.git",
            [
                "https://github.com/fork/book",
                "https://github.com/fork/book/blob/trunk/notebooks/chapter.ipynb?plain=1",
                "https://github.com/fork/book/issues/new?title=",
                "https://mybinder.org/v2/gh/fork/book/trunk?urlpath=lab/tree/_build/lab/chapter.ipynb",
            ],
        ),
        (
            "https://gitlab.example.org/group/sub/book",
            [
                "https://gitlab.example.org/group/sub/book",
                "https://gitlab.example.org/group/sub/book/-/blob/trunk/notebooks/chapter.ipynb?plain=1",
                "https://gitlab.example.org/group/sub/book/-/issues/new?issue[title]=",
            ],
        ),
        (
            "https://bitbucket.org/fork/book",
            [
                "https://bitbucket.org/fork/book",
                "https://bitbucket.org/fork/book/src/trunk/notebooks/chapter.ipynb",
            ],
        ),
        ("https://codeberg.org/fork/book.git", ["https://codeberg.org/fork/book"]),
    ],
)
def test_a_chapters_links(checkout, links, remote, expected):
    """The book builds wherever it comes from, and its chapters link there and nowhere else."""
    if remote:
        git(checkout, "remote", "add", "origin", remote)

    found = links()

    assert expected == [link[: len(start)] for link, start in zip(found, expected, strict=True)]


@pytest.mark.sweep(1)
@pytest.mark.parametrize(
    ("host", "binders"),
    [
        ("github", ["https://mybinder.org/v2/gh/fork/book/trunk?urlpath=lab/tree/"]),
        ("gitlab", []),
    ],
)
def test_a_publishers_links(links, monkeypatch, host, binders):
    """What the environment names has the chapter's buttons, and Binder's where it can open it."""
    monkeypatch.setenv("TWOWAVES_REPOSITORY", f"https://{host}.com/fork/book")
    monkeypatch.setenv("TWOWAVES_BRANCH", "trunk")

    found = links()

    assert f"https://{host}.com/fork/book" in found
    launched = [link for link in found if "mybinder" in link]
    assert binders == [link.partition("tree/")[0] + "tree/" for link in launched]
    assert all(link.endswith("/_build/lab/chapter.ipynb") for link in launched)
