"""One style sheet and one script for all pages: they hold what their parts held, in order."""

from functools import partial

import pytest

import joined_files
import room
import site_files

# every property of every element, and where it lies, as one number an element: a page has millions
# of values; icons and their masks have no part in this, and a kind of word in code counts once
LOOK = """() => [...document.querySelectorAll('body, body *:not(svg *)')].filter((element) => {
    if (!element.matches('.highlight pre *')) return true;
    const seen = (window.seen ??= new Set()).has(element.className);
    window.seen.add(element.className);
    return !seen;
}).map((element) => {
    const style = getComputedStyle(element);
    const names = [...style].filter((name) => !name.startsWith('--'));
    const { x, y, width, height } = element.getBoundingClientRect();
    const values = [...names.map((name) => style.getPropertyValue(name)), x, y, width, height];
    let digest = 0;
    for (const letter of values.join()) digest = (Math.imul(digest, 31) + letter.charCodeAt(0)) | 0;
    return [element.tagName, `${element.className}`, digest];
})"""
PAGES = [
    ("notebooks/paired-t-test.html", 1280, "light"),
    ("notebooks/your-data.html", 360, "dark"),
    ("notebooks/three-systems.html", 1280, "light"),
    ("book/exercises.html", 768, "light"),
    ("book/welcome.html", 1280, "dark"),
    ("search.html?q=Wilcoxon", 360, "light"),
]


def _answer(route, *, text, answered):
    answered.append(route.request.url)
    route.fulfill(body=text, content_type="text/css")


@pytest.mark.sweep(1)
@pytest.mark.parametrize(("path", "width", "theme"), PAGES)
def test_no_rule_is_missed(site, open_page, path, width, theme):
    """Every element looks as it does with all rules of all parts, those left out included."""
    parts = joined_files.parts_of(site.folder / "_static" / site_files.STYLE)
    whole = "".join(f'@import url("{part}");\n' for part in parts)
    joined = (site.folder / "_static" / site_files.STYLE).read_text(encoding="utf-8")
    moved = "".join(line + "\n" for line in joined.splitlines() if line.startswith("[data-style="))
    pages = [page.read_text(encoding="utf-8") for page in site.folder.rglob("*.html")]
    made = moved + room.rules_of(pages, room.read("pages"))

    page = open_page(path, viewport={"width": width, "height": 900}, color_scheme=theme)
    page.wait_for_load_state("networkidle")
    looks = [page.evaluate(LOOK)]
    answered = []
    page.route("**/site.css*", partial(_answer, text=whole + made, answered=answered))
    page.goto(f"{site.url}/{path}")
    page.wait_for_load_state("networkidle")
    looks.append(page.evaluate(LOOK))

    assert len(parts) > 10
    assert answered
    differ = [one[:2] for one, other in zip(*looks, strict=True) if one != other]
    assert differ[:5] == []


def test_most_is_left_out(site):
    """What no page uses is most of the theme's style, and is not published in the joined sheet."""
    static = site.folder / "_static"
    parts = joined_files.parts_of(static / site_files.STYLE)
    whole = sum((static / part).stat().st_size for part in parts)

    assert (static / site_files.STYLE).stat().st_size < whole / 2


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".here { top: 0 }", ".here{ top: 0 }"),
        (".gone { top: 0 }", ""),
        (".here .gone, #here > a { top: 0 }", "#here > a{ top: 0 }"),
        (":is(.gone, .here) { top: 0 }", ":is(.gone, .here){ top: 0 }"),
        ("@media print { .gone { top: 0 } }", ""),
        ("@media print { .here { top: 0 } }", "@media print {.here{ top: 0 }}"),
        ("@keyframes gone { to { top: 0 } }", "@keyframes gone { to { top: 0 } }"),
        ('a[title=".gone"] { top: 0 }', 'a[title=".gone"]{ top: 0 }'),
        (".bs-tooltip-end { top: 0 }", ".bs-tooltip-end{ top: 0 }"),
    ],
)
def test_only_used(css, expected):
    """A selector stays if everything that it must meet is mentioned somewhere."""
    assert expected == joined_files.only_used(css, {"here"})


def test_addresses_and_imports(tmp_path):
    """Imports stand in the text, addresses hold from the top, and pictures become files."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "top.css").write_text("b { top: 1px }", encoding="utf-8")
    (tmp_path / "styles" / "a.css").write_text(
        '@import url("../top.css");\ni { mask: url(../i.svg) }\n'
        "u { mask: url(\"data:image/svg+xml,%3Csvg xmlns='s'/>\") }",
        encoding="utf-8",
    )
    text = joined_files.joined_style(tmp_path, ["styles/a.css"], set())

    assert text.index("b{ top: 1px }") < text.index('i{ mask: url("i.svg") }')
    (drawn,) = (tmp_path / "drawn").iterdir()
    assert "<svg xmlns='s'/>" == drawn.read_text()
    assert f'u{{ mask: url("drawn/{drawn.name}") }}' in text
    assert ["styles/a.css"] == joined_files.parts_of(_written(tmp_path, text))


def _written(folder, text):
    (folder / "site.css").write_text(text, encoding="utf-8")
    return folder / "site.css"


SMALL = """<html><head><meta charset="utf-8">
<link rel="stylesheet" href="{static}/styles/pydata-sphinx-theme.css?v=1" />
<link rel="stylesheet" href="{static}/look.css" />
<script src="{static}/page.js"></script><script>let b = a;</script>
<script src="{static}/m.js" type="module"></script></head>
<body><p class="here" style="top: 0">{text}</p></body></html>"""


@pytest.fixture
def small(tmp_path):
    """Return the folder of a small site of two pages, and a function that writes a page."""
    static = tmp_path / "_static"
    (static / "styles").mkdir(parents=True)
    (static / "styles" / "pydata-sphinx-theme.css").write_text(".here { top: 1px } .gone {}")
    (static / "look.css").write_text("p { top: 2px }")
    (static / "page.js").write_text("let a = 1;")
    (static / "m.js").write_text("export const m = 1;")
    (tmp_path / "part").mkdir()

    def write(path, text="text"):
        page = SMALL.format(static=site_files._static_from(path), text=text)
        (tmp_path / path).write_text(page, encoding="utf-8")

    write("one.html")
    write("part/two.html")
    return tmp_path, write


def test_pages_load_the_joined_files(small):
    """Each page loads one style sheet and one script; modules stay by themselves."""
    folder, _ = small

    assert [] == site_files.finish(folder)
    for path, start in (("one.html", ""), ("part/two.html", "../")):
        page = (folder / path).read_text(encoding="utf-8")
        assert [f"{start}_static/site.css"] == joined_files.styles_of(page)
        assert [f"{start}_static/site.js"] == joined_files.scripts_of(page)
        assert 'm.js" type="module"' in page
    assert "let a=1;;let b=a;" in (folder / "_static" / "site.js").read_text()
    style = (folder / "_static" / "site.css").read_text()
    assert style.index(".here{") < style.index("p{") < style.index('[data-style="top: 0"]')
    assert ".gone" not in style


def test_what_is_for_no_page(small, monkeypatch):
    """A script for what no page has is left out, until a page has it; pages ask for it nowhere."""
    folder, write = small
    monkeypatch.setattr(site_files, "_FOR", {"page.js": "tab-set"})
    site_files.finish(folder)
    joined = folder / "_static" / site_files.SCRIPT

    assert "let a=1" not in joined.read_text()
    assert "page.js" not in (folder / "one.html").read_text()
    write("one.html", '<i class="tab-set"></i>')
    site_files.finish(folder)
    assert "let a=1" in joined.read_text()


def test_settings_come_first(tmp_path):
    """What is only a setting stands before all scripts that may read it, in their order."""
    (tmp_path / "b.js").write_text("start(hint);")
    (tmp_path / "a.js").write_text("let a = 1; go(a);")
    (tmp_path / "set.js").write_text("var hint = '.toggle, .note';\n")
    joined = joined_files.joined_script(tmp_path, ["b.js", "a.js", "set.js"])

    assert [
        "/*! parts: b.js a.js set.js */", "/*! licences: notices.txt */",
        "var hint='.toggle, .note';;start(hint);;let a=1;go(a);",
    ] == joined.split("\n")  # fmt: skip


def test_a_page_written_anew(small):
    """A later build finishes what it wrote, keeps the rest, and renews each page's digest."""
    folder, write = small
    site_files.finish(folder)
    before = {path: (folder / path).read_text() for path in ("one.html", "part/two.html")}
    assert [] == site_files.finish(folder)
    assert before == {path: (folder / path).read_text() for path in before}

    (folder / "_static" / "look.css").write_text("p { top: 3px }")
    write("one.html", "new")
    site_files.finish(folder)
    now = {path: (folder / path).read_text() for path in before}

    assert "new" in now["one.html"]
    assert before["part/two.html"] != now["part/two.html"]
    digests = {page.partition("site.css?v=")[2][:8] for page in now.values()}
    assert 1 == len(digests)
    assert "top: 3px" in (folder / "_static" / "site.css").read_text()


def test_all_pages_written_anew(small):
    """Where no page of before is left, what only those loaded is not joined again."""
    folder, _ = small
    joined = folder / "_static" / site_files.STYLE
    (folder / "_static" / "old.css").write_text("p { top: 4px }", encoding="utf-8")
    joined.write_text("/*! parts: look.css old.css */", encoding="utf-8")
    site_files.finish(folder)

    assert ["styles/pydata-sphinx-theme.css", "look.css"] == joined_files.parts_of(joined)


def test_a_dead_handler_is_told(small):
    """A handler that nothing would listen to is named with its page."""
    folder, write = small
    write("one.html", "<b onclick='jump()'>a</b>")

    (said,) = site_files.finish(folder)
    assert said.startswith("one.html: onclick='jump()'")


def test_the_lost_page_holds_at_any_depth(small):
    """Its addresses begin at the host, with the site's own path."""
    folder, write = small
    write("404.html", '<a href="book/a.html">a</a><a href="#top">b</a>')
    site_files.finish(folder, "/some/base/")
    page = (folder / "404.html").read_text(encoding="utf-8")

    assert 'href="/some/base/book/a.html"' in page
    assert 'href="#top"' in page
    assert 'src="/some/base/_static/site.js' in page
