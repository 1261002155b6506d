"""What the book says of its own edition."""

import datetime as dt
import subprocess

import pytest

import edition

PROJECT = '[project]\nversion = "1.2.3"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with a project file, outside any checkout."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_without_git(folder, monkeypatch):
    """An archive without git has the build's date, or that of SOURCE_DATE_EPOCH, and no commit."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    today = dt.datetime.now(dt.UTC).date()
    found = edition.edition(folder)
    assert ("1.2.3", "") == (found.version, found.commit)
    assert found.date - today < dt.timedelta(days=2)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "Version 1.2.3 of 2 January 1970." == edition.edition(folder).sentence()


def test_no_git_on_the_machine(folder, monkeypatch):
    """A machine without git builds the book all the same."""
    monkeypatch.setenv("PATH", str(folder))

    assert "" == edition.edition(folder).commit


def test_in_a_checkout(folder, monkeypatch):
    """In a checkout date and commit are those of the last commit, and later changes are told."""
    when = "2026-03-04T12:00:00+00:00"
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, when)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True)
    shown = subprocess.run(
        ["git", "-C", str(folder), "rev-parse", "--short", "HEAD"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip

    said = edition.edition(folder).sentence()
    assert f"Version 1.2.3 of 4 March 2026, commit {shown}." == said
    (folder / "pyproject.toml").write_text(PROJECT + "\n", encoding="utf-8")
    assert edition.edition(folder).sentence().endswith(f"{shown} with changes made since.")


def test_about_says_it(open_page):
    """The page about the book says which edition it is: this one."""
    said = open_page("book/about.html").locator("p.edition").inner_text()

    assert edition.edition().sentence() == said
