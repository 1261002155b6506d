"""What pages say of themselves to search engines and shared links."""

import doctest
import os
import re
from html import unescape
from types import SimpleNamespace

import pytest
from docutils import nodes

import accessible
import contents
import descriptions
import edition
import joined_files
import live_figures
import mathml
import repository_links
import site_files
import strict_pages


@pytest.mark.parametrize(
    "module",
    [accessible, descriptions, edition, joined_files, live_figures, mathml, repository_links,
     site_files, strict_pages],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_examples(module):
    """The examples in the extensions' own documentation are true."""
    assert 0 == doctest.testmod(module).failed


def meta(html):
    """Return a page's meta tags by name, and how often each stands there."""
    tags = re.findall(r"<meta ([^>]+?)/?>", html)
    pairs = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in tags]
    named = [(pair.get("name") or pair.get("property"), pair.get("content")) for pair in pairs]
    return {name: unescape(content) for name, content in named if name}, [name for name, _ in named]


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the contents, by its name."""
    names = contents.pages()
    return {name: (site.folder / f"{name}.html").read_text(encoding="utf-8") for name in names}


def test_every_page(pages):
    """Each page has one description, of its own, that fits where descriptions are shown."""
    found = {}
    for name, html in pages.items():
        tags, names = meta(html)
        assert names.count("description") == names.count("og:description") == 1
        assert tags["description"] == tags["og:description"]
        assert contents.title() == tags["og:site_name"]
        found[name] = tags["description"]

    assert len(found) >= 4
    assert len(found) == len(set(found.values()))
    assert all(40 <= len(text) <= descriptions.LONGEST for text in found.values())


def test_titles(pages):
    """The first page has the book's title, said once; every other page's own comes first."""
    heads = {name: re.search(r"<title>(.*?)</title>", html)[1] for name, html in pages.items()}
    titles = {name: unescape(title) for name, title in heads.items()}

    book = contents.title()

    assert book == titles.pop(contents.pages()[0])
    assert len(titles) == len(set(titles.values()))
    for title in titles.values():
        assert re.fullmatch(rf".+ — {re.escape(book)}", title)


def test_an_address_only_where_it_is_known(site, pages):
    """Pages name their own address, and the site has a map, if and only if TWOWAVES_SITE is set."""
    known = "TWOWAVES_SITE" in os.environ

    assert {known} == {"og:url" in html for html in pages.values()}
    assert known == (site.folder / "sitemap.xml").exists()


def test_site_map(tmp_path):
    """A map has every page; without an address an earlier map does not stay."""
    app = SimpleNamespace(
        builder=SimpleNamespace(format="html"),
        outdir=tmp_path,
        config=SimpleNamespace(html_baseurl="https://x.org/book/"),
        env=SimpleNamespace(found_docs={"b", "a/c"}),
    )
    descriptions.write_site_map(app, None)
    written = (tmp_path / "sitemap.xml").read_text(encoding="utf-8")
    app.config.html_baseurl = ""
    descriptions.write_site_map(app, None)

    pages = ["https://x.org/book/a/c.html", "https://x.org/book/b.html"]
    assert pages == re.findall("<loc>(.*)</loc>", written)
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("slash", ["", "/"])
def test_published_address(monkeypatch, slash):
    """TWOWAVES_SITE is the address of the site, with or without its last slash."""
    config = SimpleNamespace(html_baseurl="")
    monkeypatch.setenv("TWOWAVES_SITE", f"https://fork.example.org/book{slash}")
    descriptions.take_address(None, config)

    assert "https://fork.example.org/book/" == config.html_baseurl


def test_first_paragraph():
    """A description is the page's first prose: no box, no list, cut between words."""
    boxed = nodes.note("", nodes.paragraph(text="In this chapter"))
    prose = nodes.paragraph(text="word " * 60)
    tree = nodes.document(None, None)
    tree += nodes.section("", boxed, prose, nodes.paragraph(text="Later."))

    found = descriptions.first_paragraph(tree)

    assert found.startswith("word word")
    assert found.endswith("word…")
    assert len(found) <= descriptions.LONGEST


def test_given_description():
    """A page that describes itself in its front matter is described once, in its own words."""
    context = {
        "title": "A &amp; <em>B</em>",
        "metatags": '<meta content="My &quot;own&quot; words" name="description" />',
    }
    app = SimpleNamespace(
        config=SimpleNamespace(html_baseurl="https://x.org/", project="P", root_doc="index")
    )
    descriptions.describe(app, "a", "page.html", context, None)

    tags, names = meta(context["metatags"])
    assert 1 == names.count("description")
    assert 'My "own" words' == tags["og:description"]
    assert "A & B" == tags["og:title"]
    assert "https://x.org/a.html" == tags["og:url"]
