"""HTML as texts and tags: what a browser would show as text, and nothing else."""

import pytest
from time_limit import within

from twowaves.printed.tags import pieces_of


def shown(html):
    """Return the texts in HTML, one after another."""
    return "".join(piece.text for piece in pieces_of(html) if piece.kind == "text")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p>b", "ab"),
        ("<td title='x > y'>1", "1"),
        ('<td title="<b>" data-x=\'{"a":2}\'>1', "1"),
        ("<td title=it's>1", "1"),
        ('<td title="not closed>1<td>2', "12"),
        ("a<!-- <p> -->b<!doctype html><?php x ?></3>c", "abc"),
        ("a<!-- not closed", "a<!-- not closed"),
        ("a<!-- not closed <p>", "a"),
        ("<![if !supportLists]>1<![endif]>", "1"),
        ("<style><!-- td {a: '<b>'} --></style>1<SCRIPT>2</script >3", "13"),
        ("<style>1", ""),
        ("p < .05 <i>and</i> 5<6", "p < .05 and 5<6"),
        ("<td>1 <b", "1 <b"),
        ("&lt;&LT;&minus;&#8722;&#x2212;&#150;&plusmn;&auml;", "<<\u2212\u2212\u2212\u2013±ä"),
        (
            "&nbsp 1 AT&T &mood; &#0; &#xD800; &#9999999;",
            "\u00a0 1 AT&T &mood; \ufffd \ufffd \ufffd",
        ),
    ],
)
def test_texts(html, text):
    """Marks go, and letters that stand there by name or number are read."""
    assert text == shown(html)


def test_tags():
    """A tag is told by its name in small letters, with what stands in it."""
    pieces = [*pieces_of("<TD colspan=2>1</Td><o:p>")]

    assert [("start", "td"), ("text", "1"), ("end", "td"), ("start", "o:p")] == [
        (piece.kind, piece.text) for piece in pieces
    ]
    assert " colspan=2" == pieces[0].inside


def test_lines():
    """A text is told with the line on which it begins."""
    texts = [piece for piece in pieces_of("a\n<p>\n</p>\nb\n") if piece.kind == "text"]

    assert [("a\n", 1), ("\n", 2), ("\nb\n", 3)] == [(each.text, each.line) for each in texts]


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<a ='", '<a ="> ', "<!--", "&", "</", "<style>", "<a\n>"]
)
@pytest.mark.parametrize("end", ["", ">", "'>", "-->"])
def test_long_texts(piece, end):
    """Whatever stands there over and over, the time is in proportion to it."""
    with within(5, "taking apart"):
        assert len(shown(f"<td>{piece * 100_000}{end}")) < 1_000_000
