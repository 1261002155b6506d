"""Every live figure in Safari's engine, on the built pages: woken, moved, linked, dark, in silence.

That no page complains is tested with each of them: `pages` keeps what a console would show.
"""

import pytest
from moves import MOVES
from scipy import stats

from twowaves.widgets import (
    AuditTable,
    PairedExplorer,
    ReconstructionBrowser,
    ReportedTests,
    ScoreSheet,
    ThreeSystems,
)
from twowaves.widgets import __all__ as names

each = pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
EXPLORER, *_ = MOVES
LINKS = [
    ("paired-t-test", "paired-explorer", "preset=hated+self&alternative=less", "t(10) = "),
    (
        "scoring", "score-sheet", "instrument=fscrs&answers=4" + 21 * ".1",
        ScoreSheet("fscrs", [4, *[1] * 21]).sentence(),
    ),
    (
        "replication", "reported-tests", "n=11&tails=one&correction=bh",
        ReportedTests(n=11, tails="one", correction="bh").sentence(),
    ),
    (
        "another-paper", "audit-table", "example=this+paper&n=15&alpha=.01",
        AuditTable(example="this paper", n=[15], alpha=0.01).sentence(),
    ),
    (
        "reconstruction", "reconstruction-browser", "outcome=hated+self&n=11&which=3&tails=one",
        ReconstructionBrowser(outcome="hated self", n=11, which=3, tails="one").sentence(),
    ),
    (
        "limitations", "limitations-lab", "n=30&true_change=0&outcomes=6",
        "The module does nothing here: each of them is a false alarm.",
    ),
    (
        "three-systems", "three-systems", "threat=1&drive=9&soothing=5",
        ThreeSystems(threat=1, drive=9, soothing=5).sentence(),
    ),
]  # fmt: skip
COLOURS = """const seen = (e, what) => getComputedStyle(e)[what].match(/[\\d.]+/g).map(Number);
    const figure = document.querySelector(arguments[0]);
    const live = figure.querySelector(".pp-result");
    let under = live;
    while (under.parentElement && !(seen(under, "backgroundColor")[3] ?? 1)) {
        under = under.parentElement;
    }
    return [seen(live, "color"), seen(under, "backgroundColor")];"""


def root_of(move):
    return f'figure[data-widget="{move.name}"][data-live]'


def luminance(colour):
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = (part / 255 for part in colour[:3])
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_figure_has_a_move():
    """No live figure of the package is left out of these tests."""
    assert sorted(names) == sorted(move.figure.__name__ for move in MOVES)


@each
def test_a_move(pages, move):
    """A figure takes the place of its table and, moved, says what the package says."""
    tab = pages.open(move.page)
    tab.alive(root_of(move))
    parts = "return [...document.querySelector(arguments[0]).children].map((e) => e.localName)"
    before = tab.words(root_of(move))
    assert (["div"], True) == (tab.run(parts, root_of(move)), bool(before))

    move.make(tab, root_of(move))

    assert before != tab.words(root_of(move))


@pytest.mark.sweep(3)
@pytest.mark.parametrize(("chapter", "name", "fields", "said"), LINKS, ids=lambda link: link[:24])
def test_a_link(pages, chapter, name, fields, said):
    """A link opens a figure in its state, and the sentence is the package's for that state."""
    tab = pages.open(f"notebooks/{chapter}.html#figure={name}&v=1&{fields}")
    root = f'figure[data-widget="{name}"][data-live]'
    tab.alive(root)

    tab.says(root, said)


def test_a_move_stands_in_the_address(pages):
    """What a hand did stands in the address, and the address brings it back."""
    tab = pages.open(EXPLORER.page)
    root = root_of(EXPLORER)
    tab.alive(root)
    EXPLORER.make(tab, root)
    said = tab.words(root)
    place = tab.until("return location.hash.includes('figure=paired-explorer') && location.hash")

    tab = pages.open(f"{EXPLORER.page}{place}")

    tab.alive(root)
    tab.says(root, said)


def test_a_drag(pages):
    """A person dragged by the mouse moves, and t is SciPy's for where all of them stand."""
    tab = pages.open(EXPLORER.page)
    root = root_of(EXPLORER)
    tab.alive(root)
    handle = f'{root} [role="slider"][data-person="5"][data-end="post"]'
    place = "return Number(document.querySelector(arguments[0]).getAttribute('aria-valuenow'))"
    before = tab.run(place, handle)

    tab.drag(handle, 0, 60)

    assert tab.run(place, handle) < before
    pre, post = tab.run(
        """return ["pre", "post"].map((end) =>
            [...document.querySelectorAll(`${arguments[0]} [role=slider][data-end=${end}]`)]
                .map((handle) => Number(handle.getAttribute("aria-valuenow"))));""",
        root,
    )
    tab.says(root, f"t(10) = {stats.ttest_rel(post, pre).statistic:.2f}, p = ")


def test_the_explorers_test_is_the_packages(pages):
    """Each example that the explorer offers has the t and p that the package computes."""
    tab = pages.open(EXPLORER.page)
    root = root_of(EXPLORER)
    tab.alive(root)
    tab.run(
        "for (const e of document.querySelectorAll(arguments[0] + ' details')) e.open = true", root
    )
    offered = tab.run(
        "return [...document.querySelector(arguments[0] + ' select').options]"
        ".filter((e) => !e.disabled).map((e) => e.value)",
        root,
    )

    assert len(offered) > 5
    for preset in offered:
        tab.choose(f"{root} select", preset)
        expected = PairedExplorer(preset=preset).sentence()
        tab.says(root, expected.partition(" (")[0])


@pytest.mark.sweep(1)
@each
def test_in_the_dark(pages, move):
    """In dark mode, kept from page to page, a figure's words are light on dark, at 4.5 to 1."""
    tab = pages.open(move.page)
    tab.alive(root_of(move))
    tab.run("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")

    tab = pages.open(move.page)
    tab.alive(root_of(move))

    words, ground = map(luminance, tab.run(COLOURS, root_of(move)))
    assert ground < 0.1
    assert (words + 0.05) / (ground + 0.05) >= 4.5


@pytest.mark.sweep(1)
@each
def test_on_a_narrow_page(pages, move):
    """A page of 320 pixels holds the figure: nothing of it has to be scrolled to sideways."""
    tab = pages.open(move.page)
    tab.alive(root_of(move))
    narrow = """const frame = document.createElement("iframe");
        frame.style.cssText = "width: 320px; height: 900px; border: 0";
        frame.src = location.pathname;
        frame.id = "narrow";
        document.body.replaceChildren(frame);"""
    tab.run(narrow)
    inside = "document.querySelector('#narrow').contentDocument"
    tab.until(f"return !!{inside}?.querySelector(arguments[0] + ' [aria-live]')", root_of(move))

    too_wide = tab.run(
        f"""const root = {inside}.querySelector(arguments[0]);
        const wide = {inside}.documentElement;
        return [wide.scrollWidth, root.getBoundingClientRect().right];""",
        root_of(move),
    )

    assert max(too_wide) <= 320
