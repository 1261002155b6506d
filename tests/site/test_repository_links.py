"""Launch buttons follow the checkout's own remote, and are absent where none is known."""

import subprocess

import pytest
import repository_links


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("https://github.com/somebody/compassion", "https://github.com/somebody/compassion"),
        ("git@github.com:somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("ssh://git@github.com/somebody/compassion.git", "https://github.com/somebody/compassion"),
        ("https://token:x@github.com/a/b.git", "https://github.com/a/b"),
        ("git@gitlab.example.org:group/sub/book.git", "https://gitlab.example.org/group/sub/book"),
        ("/srv/git/compassion", None),
        ("../compassion", None),
        ("file:///srv/git/compassion", None),
        ("C:\\books\\compassion", None),
        ("https://localhost/a/b", None),
        ("javascript:alert(1)", None),
        ('https://github.com/a/b"><script>', None),
        ("", None),
    ],
)
def test_web_address(remote, expected):
    """A remote becomes the page of its repository, without user or token, or nothing."""
    assert repository_links.web_address(remote) == expected


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return a fresh checkout that knows no remote, in an environment that names none."""
    monkeypatch.delenv("PREPOST_REPOSITORY", raising=False)
    monkeypatch.delenv("PREPOST_BRANCH", raising=False)
    subprocess.run(["git", "init", "-q", "-b", "trunk", tmp_path], check=True)
    return tmp_path


def test_nothing_is_known(checkout):
    """Without a remote there is no address, hence no buttons."""
    assert repository_links.repository(str(checkout)) is None


def test_outside_a_checkout(tmp_path, monkeypatch):
    """An unpacked archive has no remote either."""
    monkeypatch.delenv("PREPOST_REPOSITORY", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert repository_links.repository(str(tmp_path)) is None


def test_a_fork_points_to_itself(checkout):
    """The remote `origin` of a fork gives the fork's address and branch."""
    command = [
        "git",
        "-C",
        str(checkout),
        "remote",
        "add",
        "origin",
        "git@github.com:fork/book.git",
    ]
    subprocess.run(command, check=True)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    first = ["git", "-C", str(checkout), *author, "commit", "-q", "--allow-empty", "-m", "first"]
    subprocess.run(first, check=True)

    assert repository_links.repository(str(checkout)) == ("https://github.com/fork/book", "trunk")


def test_the_environment_has_the_last_word(checkout, monkeypatch):
    """Where the book is published, variables name the repository and the branch."""
    monkeypatch.setenv("PREPOST_REPOSITORY", "https://github.com/publisher/book")
    monkeypatch.setenv("PREPOST_BRANCH", "release")

    found = repository_links.repository(str(checkout))
    assert found == ("https://github.com/publisher/book", "release")


def test_binder_for_github_only(checkout):
    """The theme can address Binder for GitHub; elsewhere there is no launch button."""
    del checkout
    github = repository_links.theme_options("https://github.com/a/b", "main")
    other = repository_links.theme_options("https://gitlab.com/a/b", "main")

    assert github["launch_buttons"]["notebook_interface"] == "jupyterlab"
    assert other["launch_buttons"] == {}
    assert other["repository_url"] == "https://gitlab.com/a/b"
