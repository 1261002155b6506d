"""The instructor guide: its plans add up, its links open what it says, its care is everywhere."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from figures import alive, words

import contents
import state_links
from twowaves.widgets import PairedExplorer

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "book" / "instructor-guide.md").read_text(encoding="utf-8")
ENTRIES = state_links.misconceptions(state_links.SOURCE.read_text(encoding="utf-8"))
PAGE = "book/instructor-guide.html"
# a fork that leaves a chapter out keeps the words, and has no figure to link to
SHOWN = [one for one in ENTRIES if state_links.CHAPTERS[one.figure] in contents.pages()]


@pytest.mark.parametrize(
    ("plan", "minutes"), [("One class of 50 minutes", 50), ("One lab of two hours", 120)]
)
def test_plans_add_up(plan, minutes):
    """A plan's parts follow one another from the first minute to the last."""
    part = re.search(rf"### {plan}.*?(?=\n##)", TEXT, re.DOTALL)[0]
    parts = [tuple(map(int, row)) for row in re.findall(r"^\| (\d+)–(\d+) \|", part, re.MULTILINE)]

    assert [start for start, _ in parts] == [0, *(end for _, end in parts[:-1])]
    assert parts[-1][1] == minutes
    assert all(start < end for start, end in parts)


def test_weeks_add_up():
    """In each of the four weeks the parts of a class are 50 minutes, where they are told."""
    lines = re.findall(r"^- \*In class:\* (.*)", TEXT, re.MULTILINE)
    sums = [sum(map(int, re.findall(r"(\d+) minutes", line))) for line in lines]

    assert sums == [0, 50, 50, 50]


def test_reading_times_are_the_chapters():
    """The minutes that the plan gives for a chapter are those that the chapter names."""
    told = re.findall(r"\[\]\(\.\./notebooks/([a-z-]+)\.ipynb\), (\d+) minutes", TEXT)

    assert len(told) == 5
    for name, minutes in told:
        chapter = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert f"**Time** about {minutes} minutes" in chapter


def test_numbers_of_misconceptions():
    """Where the plans name a misconception by its number, it is the one that is meant."""
    numbers = {entry.name: place for place, entry in enumerate(ENTRIES, start=1)}
    meant = {
        "misconceptions 1 and 4": ["no-change", "interval-of-people"],
        "misconception 12": ["tail-afterwards"],
        "misconceptions 15 and 16": ["all-alike", "missing-is-zero"],
        "misconceptions 2 and 11": ["two-verdicts", "six-tests"],
        "misconception 13": ["same-summary"],
        "number 5": ["overlap"],
        "numbers 2 and 14": ["two-verdicts", "printed-is-right"],
    }
    found = re.findall(r"(?:misconceptions?|numbers?) \d+(?: and \d+)?", TEXT)

    assert sorted(meant) == sorted(found)
    for words_, names in meant.items():
        assert [numbers[name] for name in names] == [int(n) for n in re.findall(r"\d+", words_)]


def test_every_misconception_is_sourced():
    """There are at least ten, each with a source in the bibliography, on seven of the figures."""
    keys = set(re.findall(r"@\w+\{(\w+),", (ROOT / "book/references.bib").read_text("utf-8")))

    assert len(ENTRIES) >= 10
    assert all(entry.sources and set(entry.sources) <= keys for entry in ENTRIES)
    assert len({entry.figure for entry in ENTRIES}) == 7  # class data has no state in links


@pytest.fixture(scope="module")
def listed(open_module_page):
    """Return what the built page lists with a figure: both addresses and the words."""
    page = open_module_page(PAGE)
    items = page.locator("ol.misconceptions > li:has(.says)").all()
    return [
        {
            kind: urljoin(page.url, item.locator(f"a.{kind}").get_attribute("href"))
            for kind in ("in-chapter", "alone")
        }
        | {"says": item.locator(".says").inner_text(), "wrong": item.locator("strong").inner_text()}
        for item in items
    ]


def test_all_are_listed(open_page, listed):
    """The page lists every entry of the data file, in its order, and links to what it has."""
    told = open_page(PAGE).locator("ol.misconceptions > li strong").all_inner_texts()

    assert [entry.wrong for entry in ENTRIES] == told
    assert [(one.wrong, one.says) for one in SHOWN] == [(i["wrong"], i["says"]) for i in listed]


@pytest.mark.sweep(8)
@pytest.mark.parametrize("kind", ["in-chapter", "alone"])
@pytest.mark.parametrize("place", range(len(SHOWN)), ids=[entry.name for entry in SHOWN])
def test_links_open_what_is_said(open_page, listed, site, place, kind):
    """A link of the page opens the figure that says what the page says it says."""
    address = listed[place][kind].removeprefix(f"{site.url}/")
    figure = alive(open_page(address), SHOWN[place].figure)

    assert listed[place]["says"] in words(figure)


def test_people_within_the_interval():
    """Four of the eleven synthetic people changed by an amount within the interval of the mean."""
    figure = PairedExplorer(preset="self-compassion, exact")  # whom the link opens
    low, high = figure.result.confidence_interval
    changes = [after - before for before, after in zip(figure.pre, figure.post, strict=True)]

    (entry,) = (one for one in ENTRIES if one.name == "interval-of-people")
    assert "four of the eleven" in entry.right
    assert [4, 11] == [sum(low <= change <= high for change in changes), len(changes)]


def test_control_group_lowers_the_false_alarms(open_page):
    """With the control group that the entry tells to switch on, false alarms are about 5 %."""
    (entry,) = (one for one in ENTRIES if one.name == "before-and-after")
    page = open_page(f"embed/limitations-lab.html#{entry.fragment}")
    figure = alive(page, "limitations-lab")
    assert float(re.match(r"[\d.]+", words(figure))[0]) > 30
    figure.get_by_label("A control group beside it").check()

    assert 3.5 < float(re.match(r"[\d.]+", words(figure))[0]) < 6.5


def test_embed_pages_are_listed(open_page):
    """The guide lists every embed page."""
    page = open_page(PAGE)
    links = page.locator("a.embed-page").evaluate_all("all => all.map((link) => link.textContent)")

    assert links == [
        f"{name}.html"
        for name, chapter in sorted(state_links.CHAPTERS.items())
        if chapter in contents.pages()
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[misconception]]\nname = "a"', "entry 1 has name; it must have name, wrong"),
        (
            "[[misconception]]\n"
            + "".join(f'{field} = "x"\n' for field in state_links.Misconception._fields),
            "entry 1 is about 'x'; the figures are audit-table",
        ),
    ],
)
def test_a_bad_entry_is_refused(text, message):
    """An entry that lacks a part or names no figure is answered in a sentence."""
    with pytest.raises(ValueError, match=message):
        state_links.misconceptions(text)


def test_about_names_the_way(open_page):
    """About says where corrections go, and invites the authors' reply."""
    text = open_page("book/about.html").locator("#corrections-and-the-authors-reply").inner_text()

    assert "open an issue at" in text or "write to whoever gave it to you" in text
    assert "The authors of the paper are invited to reply." in text


def test_third_door(open_page):
    """The first page's third door leads to the guide."""
    page = open_page("book/welcome.html")
    page.get_by_role("link", name="The instructor guide").first.click()

    assert page.url.endswith(PAGE)


@pytest.mark.sweep
@pytest.mark.parametrize("convention", ["guide", "paper", "handout"])
@pytest.mark.parametrize("answer", range(1, 6))
def test_not_a_diagnosis_beside_every_band(open_page, answer, convention):
    """Wherever the score sheet names a score's band it says that it is no diagnosis."""
    answers = ".".join([str(answer)] * 6 + [str(6 - answer)] * 6)
    page = open_page(
        f"embed/score-sheet.html#figure=score-sheet&v=1&instrument=scs-sf&answers={answers}&bands={convention}"
    )
    figure = alive(page, "score-sheet")
    banded = figure.locator("li.has-bands")

    assert "not a diagnosis" in words(figure)
    assert banded.count() == 1
    assert "not a diagnosis" in banded.inner_text()


def test_not_a_diagnosis_in_the_chapters():
    """Every chapter or page that names bands says that they are no diagnosis."""
    for path in [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("book/*.md")]:
        text = path.read_text(encoding="utf-8")
        if re.search(r"\bbands?\b", text):
            assert "diagnosis" in text, path.name
