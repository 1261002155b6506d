"""The explorer's state in Python, and what it leaves for readers without a kernel."""

import html
import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import twowaves
from twowaves._base.numbers import MINUS
from twowaves.widgets import PairedExplorer
from twowaves.widgets.paired_explorer.figure import paired_presets

OUTCOMES = twowaves.load_outcomes()
EXACT = ", exact"
ROWS = list(OUTCOMES.itertuples())


class TestPresets:
    """The examples that a reader can choose from."""

    def test_what_there_is(self):
        """The paper's six outcomes in two kinds, two classic data sets and a blank one."""
        paper = [f"{outcome}{kind}" for outcome in OUTCOMES["outcome"] for kind in ("", EXACT)]
        expected = [*paper, "sleep", "energy intake", "blank"]

        assert expected == list(paired_presets())

    @pytest.mark.parametrize("row", ROWS, ids=OUTCOMES["outcome"])
    def test_people_as_a_questionnaire_gives_them(self, row):
        """Whole-number answers print the row; nobody stays the same, the first changes most."""
        preset = paired_presets()[row.outcome]
        items = row.n_items if row.scoring == "mean" else 1
        totals = np.array([preset["pre"], preset["post"]]) * items
        change = abs(totals[1] - totals[0])

        assert totals == pytest.approx(np.round(totals))
        assert change.min() > 0
        assert change.argmax() == 0
        assert preset["step"] * items == 1
        for i, wave in enumerate(("pre", "post")):
            mean = totals[i].mean() / items
            assert mean == pytest.approx(float(getattr(row, f"mean_{wave}")), abs=0.0501)
        statistic = stats.ttest_rel(totals[1], totals[0]).statistic
        assert f"{abs(statistic):.2f}" == f"{abs(float(row.statistic)) + 1e-9:.2f}"

    @pytest.mark.parametrize("row", ROWS, ids=OUTCOMES["outcome"])
    def test_paper_samples_have_the_printed_moments(self, row):
        """Those of the older links have exactly the printed means and SDs, and the printed |t|."""
        preset = paired_presets()[f"{row.outcome}{EXACT}"]
        pre, post = np.array(preset["pre"]), np.array(preset["post"])

        assert len(pre) == 11
        assert pre.mean() == pytest.approx(float(row.mean_pre), abs=1e-9)
        assert pre.std(ddof=1) == pytest.approx(float(row.sd_pre), abs=1e-9)
        assert post.mean() == pytest.approx(float(row.mean_post), abs=1e-9)
        assert post.std(ddof=1) == pytest.approx(float(row.sd_post), abs=1e-9)
        statistic = stats.ttest_rel(post, pre).statistic
        assert abs(statistic) == pytest.approx(abs(float(row.statistic)), abs=1e-7)

    @pytest.mark.parametrize("row", ROWS, ids=OUTCOMES["outcome"])
    def test_paper_samples_lie_on_the_scale(self, row):
        """No synthetic person has a score that the questionnaire cannot give."""
        kinds = [paired_presets()[f"{row.outcome}{kind}"] for kind in ("", EXACT)]
        scores = [score for kind in kinds for score in (*kind["pre"], *kind["post"])]

        assert row.scale_min <= min(scores)
        assert max(scores) <= row.scale_max

    def test_paper_samples_say_that_they_are_synthetic(self):
        """Label and caption of every made-up sample say so in words."""
        for outcome in OUTCOMES["outcome"]:
            assert "synthetic" in paired_presets()[outcome]["label"].lower()
            assert "synthetic" in paired_presets()[outcome]["caption"].lower()
        assert "made-up" in paired_presets()["blank"]["caption"]

    def test_classic_data_are_the_published_ones(self):
        """The sleep and intake examples give the published t."""
        sleep, intake = PairedExplorer(preset="sleep"), PairedExplorer(preset="energy intake")

        assert round(sleep.result.statistic, 6) == 4.062128
        assert round(intake.result.statistic, 6) == -11.941393


class TestState:
    """What Python reads and sets."""

    def test_result_follows_the_state(self):
        """The result is the paired t test of those who are not left out, at 1 - alpha."""
        w = PairedExplorer([1, 2, 3, 9], [2, 4, 5, 1], alpha=0.1, alternative="greater")
        w.left_out = [3]

        expected = stats.ttest_rel([2, 4, 5], [1, 2, 3], alternative="greater")
        assert w.result.statistic == pytest.approx(expected.statistic)
        assert w.result.pvalue == pytest.approx(expected.pvalue)
        assert w.result.confidence_interval.low == pytest.approx(
            expected.confidence_interval(0.9).low
        )

    def test_arrays_and_series_are_taken(self):
        """Scores may come as arrays, as Series or as any sequence; Python reads plain lists."""
        w = PairedExplorer(np.array([1, 2, 3]), pd.Series([2.0, 4.0, 5.0]))

        assert w.pre == [1.0, 2.0, 3.0]
        assert w.post == [2.0, 4.0, 5.0]

    def test_set_pairs_changes_the_number_of_people(self):
        """Both lists change at once, and nobody is left out any more."""
        w = PairedExplorer([1, 2, 3], [2, 4, 5])
        w.left_out = [1]

        w.set_pairs([1, 2], [5, 7])

        assert (w.pre, w.post, w.left_out) == ([1.0, 2.0], [5.0, 7.0], [])

    def test_the_front_ends_message_is_taken_whole(self):
        """A message with both lists and another n is no moment of unequal lengths."""
        w = PairedExplorer([1, 2, 3], [2, 4, 5])

        w.set_state({"pre": [1.0, 2.0], "post": [5.0, 7.0]})

        assert (w.pre, w.post) == ([1.0, 2.0], [5.0, 7.0])


BAD = [
    (lambda: PairedExplorer([1, 2, 3], [1, 2]), ValueError, "pre has 3 score(s) and post has 2"),
    (lambda: PairedExplorer([1], [2]), ValueError, "1 score(s); the figure takes 2 to 60"),
    (lambda: PairedExplorer([1] * 61, [2] * 61), ValueError, "61 score(s)"),
    (lambda: PairedExplorer([1, 2, math.nan], [1, 2, 3]), ValueError, "pre[2] is nan"),
    # the numbers in the head of a table are no scores, nor are the keys of a dictionary
    (lambda: PairedExplorer(pd.DataFrame(np.ones((9, 2))), pd.DataFrame(np.ones((9, 2)))),
     ValueError, "pre has 2 columns; give one, such as table['pre']"),
    (lambda: PairedExplorer({3: 1, 4: 2}, [1, 2]), TypeError, "pre is {3: 1, 4: 2}; it must be a"),
    (lambda: PairedExplorer({3, 4}, [1, 2]), TypeError, "pre is {3, 4}; it must be a list"),
    (lambda: PairedExplorer(pd.Series([1, 2]), pd.Series([1, 4], index=[1, 0])), ValueError,
     "pre and post are pandas objects with different indexes"),
    (lambda: PairedExplorer().set_pairs(pd.Series([1, 2]), pd.Series([1, 4], index=[1, 0])),
     ValueError, "pre and post are pandas objects with different indexes"),
    (lambda: PairedExplorer([1, 2, "3"], [1, 2, 3]), ValueError, "pre[2] is '3'"),
    (lambda: PairedExplorer([1, 2], [1, math.inf]), ValueError, "post[1] is inf"),
    (lambda: PairedExplorer("12", "34"), TypeError, "pre is '12'; it must be a list of scores"),
    (lambda: PairedExplorer([1, 2]), ValueError, "give both pre and post, or neither"),
    (lambda: PairedExplorer(preset="anger"), ValueError, "preset is 'anger'; it must be one of"),
    (lambda: PairedExplorer(alpha=0.9), ValueError, "alpha is 0.9; it must lie from 0.001 to 0.2"),
    (lambda: setattr(PairedExplorer(), "pre", [1, 2]), ValueError, "set_pairs(pre, post)"),
    (lambda: setattr(PairedExplorer(), "left_out", [11]), ValueError, "left_out has 11"),
    (lambda: setattr(PairedExplorer(), "left_out", [2, 2]), ValueError, "name each person once"),
    (lambda: PairedExplorer([1, 2], [2, 3]).result, ValueError, "the differences do not vary"),
    (lambda: PairedExplorer(alternative="both"), ValueError,
     "alternative is 'both'; it must be one of 'two-sided', 'less', 'greater'"),
    (lambda: PairedExplorer(alternative=["less"]), ValueError, "alternative is ['less']"),
    (lambda: PairedExplorer(alpha="x"), TypeError, "alpha is 'x'; it must be a number"),
    (lambda: PairedExplorer(alpha=math.nan), ValueError, "alpha is nan"),
    (lambda: setattr(PairedExplorer(), "preset", "anger"), ValueError, "preset is 'anger'"),
    (lambda: PairedExplorer().load("anger"), ValueError, "preset is 'anger'; it must be one of"),
    (lambda: PairedExplorer().load(["sleep"]), ValueError, "preset is ['sleep']"),
    (lambda: PairedExplorer([1, 2], [2, 4], preset="sleep"), ValueError,
     "give pre and post, or preset='sleep', but not both"),
]  # fmt: skip


@pytest.mark.parametrize(("do", "error", "message"), BAD)
def test_bad_input_is_answered_in_a_sentence(do, error, message):
    """Whatever cannot be shown is refused with the place and the value."""
    with pytest.raises(error, match=re.escape(message)):
        do()


def test_a_table_of_one_column():
    """A DataFrame of one column is a list of scores."""
    table = pd.DataFrame({1: [3, 1, 4]})
    w = PairedExplorer(table, table + 1 + table % 2)

    assert (w.pre, w.post) == ([3.0, 1.0, 4.0], [5.0, 3.0, 5.0])


def test_a_refused_change_leaves_the_state():
    """After a refusal the figure's state is what it was."""
    w = PairedExplorer([1, 2, 3], [2, 4, 5])
    with pytest.raises(ValueError, match="set_pairs"):
        w.pre = [1, 2]

    assert (w.pre, w.post) == ([1.0, 2.0, 3.0], [2.0, 4.0, 5.0])


@pytest.mark.parametrize(
    ("pre", "post"), [([7, 8], [9, 10, 11]), ([7, 8], [9, math.nan]), ([7, 8], ["x", 10])]
)
def test_refused_pairs_leave_everyone(pre, post):
    """Both lists are taken on or neither, and nobody comes back from being left out."""
    w = PairedExplorer([1, 2, 3], [2, 4, 5])
    w.left_out = [1]
    with pytest.raises(ValueError, match=r"post"):
        w.set_pairs(pre, post)

    assert (w.pre, w.post, w.left_out) == ([1.0, 2.0, 3.0], [2.0, 4.0, 5.0], [1])


class TestWhoseScores:
    """The caption names an example only while its people are unmoved."""

    def test_own_scores_are_nobodys_example(self):
        """Scores from Python carry no caption of an example, at first or later."""
        w = PairedExplorer(preset="sleep")
        w.private = True
        w.set_pairs([1, 2, 3, 4], [2, 4, 4, 5])

        assert w.title() == "Scores of 4 people before and after."
        assert (w.preset, w.private) == ("own", False)
        assert PairedExplorer([1, 2], [2, 4]).preset == "own"

    @pytest.mark.parametrize("name", list(paired_presets()))
    def test_a_moved_example_says_so(self, name):
        """Once a person was moved, the caption says that the scores were changed."""
        w = PairedExplorer(preset=name)
        assert w.title() == paired_presets()[name]["caption"]

        w.set_state({"post": [*w.post[:-1], w.post[-1] + 1]})  # as a hand on the page does
        assert w.title() == paired_presets()[name]["changed"]
        assert re.search(r"[Ss]ynthetic|[Mm]ade.up", w.title())

    def test_own_scores_that_a_hand_moved(self):
        """Moved own scores say so, and `given_pre`, `given_post` keep those that came."""
        w = PairedExplorer([1, 2, 3], [2, 4, 5])
        w.set_state({"pre": [1.0, 2.0, 9.0]})

        assert w.title() == "Scores of 3 people before and after, changed here."
        assert (w.given_pre, w.preset) == ([1, 2, 3], "own")

    def test_scores_that_python_sets_are_somebodys_own(self):
        """`w.pre = ...` on an example leaves no trace of the example's caption."""
        w = PairedExplorer(preset="blank")
        w.pre = [1, 2, 3, 4, 9]

        assert (w.preset, w.given_pre) == ("own", [1, 2, 3, 4, 9])
        assert w.title() == "Scores of 5 people before and after."

    def test_a_preset_that_python_sets_is_loaded(self):
        """`w.preset = ...` brings the example's people, so that its caption is true."""
        w = PairedExplorer([1, 2, 3], [2, 4, 5])
        w.preset = "sleep"

        assert w.pre == paired_presets()["sleep"]["pre"]
        assert w.title() == paired_presets()["sleep"]["caption"]

    def test_an_example_is_loaded(self):
        """`load` brings an example's people, with nobody left out."""
        w = PairedExplorer([1, 2, 3], [2, 4, 5])
        w.left_out = [2]
        w.load("sleep")

        assert w.result.as_text() == "t(9) = 4.06, p = .003"
        assert "Cushny" in w.title()

    @pytest.mark.parametrize(
        ("scores", "expected"),
        [
            ([1, 2, 4], "4"),
            ([1.25, 2, 4], "4.00"),
            ([0.001, 0.0023, 0.0049], "0.0049"),
            ([1234567, 2000000, 3456789], "3456789"),
            ([1 / 3, 2 / 3, 4 / 3], "1.333"),
            ([1e-9, 5e-9, 7e-9], "0.000000007"),
        ],
    )
    def test_own_scores_keep_their_digits(self, scores, expected):
        """Small scores are not printed as zero, whole numbers get no decimals."""
        w = PairedExplorer(scores, [2 * score for score in scores])

        people = dict(w.tables())["Scores"]
        assert people["before"].iloc[-1] == expected
        assert (people["before"].astype(float) != 0).all()


class TestWithoutAKernel:
    """What stands on a published page, on GitHub and in print."""

    def test_figure_carries_its_state(self):
        """The state in the figure is plain JSON and rebuilds the same test."""
        w = PairedExplorer(preset="hated self")
        text = w.figure_html()

        found = re.search(r'data-state="([^"]*)"', text)
        state = json.loads(html.unescape(found[1]))
        expected = stats.ttest_rel(w.post, w.pre).statistic
        assert stats.ttest_rel(state["post"], state["pre"]).statistic == expected
        assert 'data-widget="paired-explorer"' in text

    def test_table_says_what_the_figure_says(self):
        """Everyone's scores and the whole test stand in the tables."""
        w = PairedExplorer([1, 2, 4], [2, 4, 5])
        text = w.figure_html()

        cells = re.findall(r"<td>([^<]*)</td>", text)
        assert cells[:9] == ["1", "2", "1", "2", "4", "2", "4", "5", "1"]
        assert f"{w.result.statistic:.3f}" in cells
        assert f"{w.result.g_av:.2f}" in cells

    def test_who_is_left_out_is_said(self):
        """The sentence and the table name who is left out."""
        w = PairedExplorer([1, 2, 4, 9], [2, 4, 5, 1])
        assert "left out" not in w.figure_html()
        w.left_out = [3]

        assert w.sentence().endswith("Left out: 4.")
        assert dict(w.tables())["Scores"]["left out"].tolist() == ["", "", "", "yes"]

    def test_numbers_are_those_of_the_page(self):
        """Halves go away from zero, a tiny p keeps its size, what is not defined says so."""
        ties = dict(PairedExplorer([10, 20, 30, 40], [11, 21, 31, 42]).tables())["Paired t test"]
        assert ties.set_index("quantity").loc["mean change", "value"] == "1.3"  # 1.25
        pre = list(range(60))
        post = [score + 50 + score % 2 / 100 for score in pre]
        tiny = dict(PairedExplorer(pre, post, alternative="greater").tables())["Paired t test"]
        p = float(tiny.set_index("quantity").loc["p", "value"].replace(MINUS, "-"))
        assert p == pytest.approx(stats.ttest_rel(post, pre, alternative="greater").pvalue, 5e-3)
        assert tiny["value"].astype(str).str.contains("∞").any()
        constant = dict(PairedExplorer([1, 1, 1], [2, 4, 5]).tables())["Paired t test"]
        assert (constant["value"] == "not defined").sum() == 2

    def test_mimebundle_is_stable(self):
        """Two equal widgets leave the same text and the same figure, without ids of objects."""
        first, second = (PairedExplorer(preset="sleep")._repr_mimebundle_()[0] for _ in range(2))

        for kind in ("text/plain", "text/html"):
            assert first[kind] == second[kind]
        assert "0x" not in first["text/plain"]
        assert "application/vnd.jupyter.widget-view+json" in first

    def test_hostile_text_stays_text(self):
        """Nothing that stands in the state or the caption becomes markup."""
        w = PairedExplorer([1, 2, 4], [2, 4, 5])
        w.set_trait("presets", {"blank": {**paired_presets()["blank"], "label": "<script>'\"&"}})

        assert "<script>" not in w.figure_html()

    def test_no_variation_is_said_in_words(self):
        """A state that cannot be tested is described, not raised, when it is displayed."""
        w = PairedExplorer([1, 2, 4], [2, 3, 5])

        assert "the differences do not vary" in repr(w)
        assert "the differences do not vary" in w.figure_html()
