"""The folder of notebooks for JupyterLab: made anew each time, except what a reader has changed."""

import json

import pytest

import hand_out


@pytest.fixture
def given(monkeypatch):
    """Two small notebooks in place of the book's."""
    texts = {"a.ipynb": "one", "exercises/b.ipynb": "two"}
    monkeypatch.setattr(hand_out, "notebooks", lambda: dict(texts))
    return texts


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.ipynb")
    }


def test_anew(given, tmp_path):
    """What nobody has changed follows the book."""
    assert hand_out.write(tmp_path / "lab") == []
    given["a.ipynb"] = "newer"

    assert hand_out.write(tmp_path / "lab") == []
    assert files(tmp_path / "lab") == given


def test_what_a_reader_wrote_is_kept(given, tmp_path, capsys):
    """A changed notebook stays as it is, each time, and is named; removed, it comes anew."""
    hand_out.main([str(tmp_path)])
    (tmp_path / "a.ipynb").write_text("mine")
    (tmp_path / "own.ipynb").write_text("my own")
    given["a.ipynb"] = "newer"

    for _ in range(2):
        assert hand_out.main([str(tmp_path)]) == 0
        assert capsys.readouterr().out == (
            f"{tmp_path / 'a.ipynb'} is kept as you left it; remove it to have it anew.\n"
        )
        assert files(tmp_path) == {**given, "a.ipynb": "mine", "own.ipynb": "my own"}
    (tmp_path / "a.ipynb").unlink()
    assert hand_out.write(tmp_path) == []
    assert files(tmp_path)["a.ipynb"] == "newer"


def test_the_books():
    """Chapters lie in the folder itself, and exercises to fill in below it."""
    made = hand_out.notebooks()

    assert {"paired-t-test.ipynb", "exercises/paired-t-test.ipynb"} <= made.keys()
    assert "= ..." in made["exercises/paired-t-test.ipynb"]
    assert all(json.loads(text)["nbformat"] == 4 for text in made.values())
