"""Each live figure with one move of a hand, and what the package says of the state after it.

The words to be read are those of a figure made in Python in that state, never the page's own.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from scipy import stats

from twowaves.widgets import (
    AuditTable,
    ClassData,
    LimitationsLab,
    PairedExplorer,
    ReconstructionBrowser,
    ReportedTests,
    ScoreSheet,
    ThreeSystems,
)


@dataclass(frozen=True)
class Move:
    """One figure as a chapter shows it, and one thing that a reader does to it."""

    figure: type
    chapter: str
    shape: str  # of the part of the page that is the figure
    hand: Any  # what the reader does, given a tab and the figure's selector
    seen: tuple[str, Any]  # what Python sees afterwards: an expression over the figure w, its value
    says: Any  # what the figure must say afterwards: words, or what a tab and a selector give

    @property
    def name(self):
        return self.figure.widget_name

    @property
    def page(self):
        return f"notebooks/{self.chapter}.html"

    def make(self, tab, root):
        """Make the move, and hold what the figure says against what it must say."""
        self.hand(tab, root)
        tab.says(root, self.says if isinstance(self.says, str) else self.says(tab, root))


def _slide(place, *keys):
    """Press keys on one of the figure's sliders."""

    def hand(tab, root):
        tab.run(
            "document.querySelectorAll(arguments[0] + ' input[type=range]')[arguments[1]]"
            ".setAttribute('data-moved', '')",
            root,
            place,
        )
        tab.focus(f"{root} input[data-moved]")
        tab.press(*keys)

    return hand


def _answer_more(tab, root):
    """Move the first item's answer one to the right by a key."""
    tab.focus(f'{root} fieldset[data-item="1"] input:checked')
    tab.press("ArrowRight")


def _type_another_n(tab, root):
    """Type another number of people into the table's first row."""
    cell = f'{root} input[data-row="0"][data-column="n"]'
    tab.focus(cell)
    tab.run("document.querySelector(arguments[0]).select()", cell)
    tab.press("1", "2", "Tab")


def _prorate(tab, root):
    """Choose the other rule for missing answers."""
    tab.run(
        "[...document.querySelectorAll(arguments[0] + ' select')]"
        ".find((e) => [...e.options].some((o) => o.value === 'prorate'))"
        ".setAttribute('data-moved', '')",
        root,
    )
    tab.choose(f"{root} select[data-moved]", "prorate")


def _test_of_the_handles(tab, root):
    """SciPy's test of the scores at which the handles stand, once there are twelve pairs."""
    tab.says(root, "t(11) = ")
    pre, post = tab.run(
        """return ["pre", "post"].map((end) =>
            [...document.querySelectorAll(`${arguments[0]} [role=slider][data-end=${end}]`)]
                .map((handle) => Number(handle.getAttribute("aria-valuenow"))));""",
        root,
    )
    return f"t({len(pre) - 1}) = {stats.ttest_rel(post, pre).statistic:.2f}, p = "


def _share_of_studies(tab, root):
    """The share that the package's own studies give, and a share that chance can tell from none."""
    tab.says(root, "the truth is 8.")
    shown = float(re.match(r"([0-9.]+) % of the studies", tab.words(root))[1]) / 100
    rate = LimitationsLab(true_change=8).rate
    assert shown == pytest.approx(rate.value, abs=4 * 2**0.5 * rate.standard_error)
    return f"{100 * shown:.1f} % of the studies are significant."


def _one_more_answer():
    answers = list(ScoreSheet().answers)
    answers[0] += 1
    return ("list(w.answers)", answers), ScoreSheet(answers=answers).sentence()


def _other_table():
    w = AuditTable(example="this paper")
    rows = [dict(row) for row in w.page_state()["table"]]
    rows[0]["n"] = "12"
    changed = AuditTable(rows, n=[11, 15])
    return ("w.page_state()['table']", changed.page_state()["table"]), changed.sentence()


_ANSWERS, _SHEET = _one_more_answer()
_TABLE, _AUDIT = _other_table()
_LEVELS = ThreeSystems("a harsh e-mail")
_LEVELS.threat -= 1

MOVES = [
    Move(
        PairedExplorer, "paired-t-test", ".pp-explorer",
        _slide(0, "ArrowRight"), ("len(w.pre)", 12), _test_of_the_handles,
    ),
    Move(
        ScoreSheet, "scoring", ".pp-sheet",
        _answer_more, _ANSWERS, _SHEET,
    ),
    Move(
        ReportedTests, "replication", ".pp-reported",
        _slide(0, "ArrowLeft", "ArrowLeft"), ("w.n", 10), ReportedTests(n=10).sentence(),
    ),
    Move(
        AuditTable, "another-paper", ".pp-audit",
        _type_another_n, _TABLE, _AUDIT,
    ),
    Move(
        ReconstructionBrowser, "reconstruction", ".pp-reconstruction",
        _slide(0, "ArrowRight"), ("w.which", 2),
        ReconstructionBrowser(outcome="inadequate self", n=11, which=2).sentence(),
    ),
    Move(
        LimitationsLab, "limitations", ".pp-lab",
        _slide(1, "End"), ("w.true_change", 8), _share_of_studies,
    ),
    Move(
        ThreeSystems, "three-systems", ".pp-three",
        _slide(0, "ArrowLeft"), ("w.threat", 7), _LEVELS.sentence(),
    ),
    Move(
        ClassData, "your-data", ".pp-class",
        _prorate, ("w.missing", "prorate"), ClassData(missing="prorate").sentence(),
    ),
]  # fmt: skip
