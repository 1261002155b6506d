"""What goes wrong on a page in WebKit is heard, or silence would prove nothing."""

import pytest

from serve import serve

PAGE = '<!doctype html><head><script src="listen.js"></script></head><body>{}'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("<script>console.error('broken', 3)</script>", ["broken 3"]),
        ("<script>nothing.at.all</script>", ["nothing"]),
        ("<script>Promise.reject(new Error('lost'))</script>", ["lost"]),
        ('<script type="module">import "./absent.js"</script>', ["cannot load"]),
        ('<img src="absent.png" alt="">', ["cannot load"]),
    ],
    ids=["quiet", "console", "exception", "promise", "module", "picture"],
)
def test_complaints_are_heard(engine, tmp_path, listening, body, expected):
    """Errors of console, scripts, promises and files are kept; a sound page has none."""
    (tmp_path / "listen.js").write_text(listening, encoding="utf-8")
    (tmp_path / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    with serve(tmp_path, port=0) as url:
        engine.open(url)
        if expected:
            engine.until("return window.heard.length")
        heard = engine.run("return window.heard")

    assert len(expected) == len(heard)
    assert all(part in text for part, text in zip(expected, heard, strict=True)), heard
