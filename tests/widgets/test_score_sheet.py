"""The score sheet in Python: what it takes, what it holds, and what it says."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from filled_forms import SETTINGS, random_answers
from traitlets import TraitError

import twowaves
from twowaves import check_responses, load_instrument, score, shipped_instruments
from twowaves.widgets import ScoreSheet

TRAP = (
    "Whoever answers every item alike gets 3.00 in self-compassion, "
    "whichever answer it is: half of its items are reversed."
)
FIVE = (
    "this form, item 4 (fscrs4): 5 is outside 0 to 4; the published form ends at 4, but Beaumont "
    "et al. (2021), §4.3, write of answers from '0 = not at all like me, to 5 = extremely like me'"
)
OWN = """
id = "mood"
name = "Three questions"
n_items = 3
response_min = {low}
response_max = {high}
columns = "m{{item}}"
source = "us"
confidence = "made up"
form = "nowhere"

[[scores]]
name = "{name}"
items = [1, 3]
reversed = [3]
scoring = "total"
more_means = "more"
"""


@pytest.fixture
def own(tmp_path):
    """Return a function that writes a questionnaire of three items and returns its path."""

    def write(name="mood", low=1, high=7):
        path = tmp_path / "mood.toml"
        path.write_text(OWN.format(name=name, low=low, high=high), encoding="utf-8")
        return path

    return write


class TestForm:
    """Which questionnaires, and which answers."""

    @pytest.mark.parametrize("name", shipped_instruments())
    def test_default_is_a_synthetic_example(self, name):
        """Without answers, it is an example that fills the form, and says that it is made up."""
        w = ScoreSheet(name)

        assert w.title().endswith("Synthetic answers, made up as an example.")
        assert w.problems.empty
        assert not w.scores.isna().any(axis=None)

    def test_example_on_an_edge(self):
        """The first thing to see is an edge: 3.50 is moderate or high by who draws the line."""
        said = {name: ScoreSheet(convention=name).bands.iloc[0] for name in
                ("guide", "paper", "handout")}  # fmt: skip

        assert said == {
            "guide": "on the edge of moderate and high", "paper": "high", "handout": "moderate",
        }  # fmt: skip

    def test_an_own_questionnaire(self, own):
        """A file is read, joins the three, and has an example on its range."""
        w = ScoreSheet(own())

        assert ["scs-sf", "fscrs", "fscs", "mood"] == list(w.instruments)
        assert "mood" == w.instrument
        assert w.problems.empty
        assert "Mood is " in w.sentence()

    def test_a_changed_key_is_not_the_published_one(self):
        """A form from 0 to 5 stands beside the published one, under another name."""
        form = load_instrument("fscrs").with_responses(0, 5)
        w = ScoreSheet(form, [5] * 22)

        assert "fscrs (own)" == w.instrument
        assert 4 == w.instruments["fscrs"]["response_max"]
        pd.testing.assert_frame_equal(score(w.responses, form), w.scores)

    def test_too_long(self, tmp_path):
        """More items than the figure can show are refused."""
        path = tmp_path / "long.toml"
        text = OWN.format(name="x", low=0, high=1).replace("n_items = 3", "n_items = 101")
        path.write_text(text, encoding="utf-8")

        with pytest.raises(ValueError, match="mood has 101 items; the figure takes 100"):
            ScoreSheet(path)

    @pytest.mark.parametrize(
        "answers",
        [
            [1, None, 3, *[2] * 9],
            (1, float("nan"), 3.0, *[2] * 9),
            np.array([1, np.nan, 3, *[2] * 9]),
            pd.Series([1, None, 3, *[2] * 9], dtype="Int64"),
            {1: 1, 3: 3} | dict.fromkeys(range(4, 13), 2),
            pd.Series({"scs1": 1, "scs3": 3} | {f"scs{i}": 2 for i in range(4, 13)}),
        ],
    )
    def test_answers(self, answers):
        """Lists, arrays, series and mappings by item or column become plain numbers and None."""
        assert [1, None, 3, *[2] * 9] == ScoreSheet("scs-sf", answers).answers

    @pytest.mark.parametrize(
        ("answers", "message"),
        [
            ([1] * 11, "answers has 11 answers; SCS-SF has 12 items"),
            ([1.5] * 12, "item 1 is answered 1.5; an answer is a whole number from -999 to 999"),
            ([*[1] * 11, True], "item 12 is answered True"),
            ([*[1] * 11, "x"], "item 12 is answered 'x'"),
            ([*[1] * 11, 1000], "item 12 is answered 1000"),
            ([*[1] * 11, float("inf")], "item 12 is answered inf"),
            ([], "answers has 0 answers; the figure takes 1 to 100"),
            ("123", "answers is '123'; it must be a list, one answer an item"),
            (3, "answers is 3; it must be a list"),
            ({13: 1}, "13 is no item of SCS-SF; they are 1 to 12, or scs1 to scs12"),
            ({"fscs1": 1}, "'fscs1' is no item of SCS-SF"),
        ],
    )
    def test_refused_answers(self, answers, message):
        """What cannot be answers is told in a sentence."""
        with pytest.raises((TypeError, ValueError), match=re.escape(message)):
            ScoreSheet("scs-sf", answers)

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"instrument": "scs"}, "there is no instrument 'scs'"),
            ({"missing": "drop"}, "missing is 'drop'; it must be one of 'strict', 'prorate'"),
            ({"max_missing": 1.1}, "max_missing is 1.1; it must lie from 0 to 1"),
            ({"max_missing": float("nan")}, "max_missing is nan; it must lie from 0 to 1"),
            ({"max_missing": "x"}, "max_missing is 'x'; it must be a number from 0 to 1"),
            ({"out_of_range": "clip"}, "out_of_range is 'clip'; it must be one of 'missing', 'ra"),
            ({"convention": "mine"}, "convention is 'mine'; it must be one of 'guide', 'paper', "),
        ],
    )
    def test_refused_settings(self, settings, message):
        """What cannot be chosen is answered with what can."""
        with pytest.raises((TypeError, ValueError), match=re.escape(message)):
            ScoreSheet(**settings)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("answers", [1]), ("answers", ["x"] * 12), ("convention", "mine"), ("missing", "drop"),
            ("max_missing", 2), ("instrument", "nap"), ("offered", "yes"),
        ],
    )  # fmt: skip
    def test_last_good_state_stays(self, name, value):
        """A bad value is refused, and nothing has changed."""
        w = ScoreSheet()
        before = w.page_state()
        with pytest.raises((TypeError, ValueError, TraitError)):
            setattr(w, name, value)

        assert before == w.page_state()


class TestChange:
    """Another questionnaire in the same figure."""

    def test_load(self):
        """Questionnaire and answers change together, settings stay."""
        w = ScoreSheet(missing="prorate")
        w.load("fscs", {1: 4})

        assert ("fscs", "prorate") == (w.instrument, w.missing)
        assert [4, *[None] * 20] == w.answers

    def test_load_what_does_not_fit(self):
        """An unknown one is refused; so are answers that are not its, and all stays."""
        w = ScoreSheet()
        before = w.page_state()
        with pytest.raises(ValueError, match="instrument is 'nap'; it must be one of 'scs-sf', 'f"):
            w.load("nap")
        with pytest.raises((ValueError, TraitError), match="answers has 1 answers; FSCS has 21"):
            w.load("fscs", [1])

        assert before == w.page_state()

    def test_by_the_trait(self):
        """Naming another questionnaire brings its example, for the old answers do not fit."""
        w = ScoreSheet()
        w.instrument = "fscrs"

        assert w.title().endswith("Synthetic answers, made up as an example.")
        assert 22 == len(w.answers)

    def test_from_the_page(self):
        """What the page sends at once is taken at once."""
        w = ScoreSheet()
        w.set_state({"instrument": "fscs", "answers": [5, *[1] * 20], "private": True})

        assert ("fscs", 5) == (w.instrument, w.answers[0])
        assert w.title().endswith("Answers set by hand.")
        assert 1 == len(w.problems)


class TestEqualsThePackage:
    """Scores and problems are those of the package's functions."""

    @pytest.mark.slow
    @pytest.mark.sweep(8)
    @pytest.mark.parametrize("name", shipped_instruments())
    @pytest.mark.parametrize("settings", SETTINGS)
    def test_random_answers(self, name, settings):
        """Missing and impossible answers included, for every rule."""
        rng = np.random.default_rng(7)
        form = load_instrument(name)
        for _ in range(5):
            answers = random_answers(rng, form)
            w = ScoreSheet(name, answers, **settings)
            rules = {key: value for key, value in settings.items() if key != "convention"}

            pd.testing.assert_frame_equal(check_responses(w.responses, form), w.problems)
            if w.problems.empty or settings["out_of_range"] == "missing":
                rules["out_of_range"] = "missing"
                blank = [None if i + 1 in set(w.problems["item"]) else answer
                         for i, answer in enumerate(answers)]  # fmt: skip
                frame = pd.DataFrame([blank], columns=form.column_names(), index=["this form"])
                pd.testing.assert_frame_equal(score(frame, form, **rules), w.scores)
            else:
                with pytest.raises(ValueError, match="is outside"):
                    _ = w.scores
                assert "so nothing is scored." in w.sentence()

    def test_bands(self):
        """Every possible mean has the band of `twowaves.bands`, by each convention."""
        form = load_instrument("scs-sf")
        for total in range(12, 61):
            extra = divmod(total - 12, 4)
            raw = [1 + 4 * (i < extra[0]) + (i == extra[0]) * extra[1] for i in range(12)]
            reverse = form.score("self-compassion").reversed
            answers = [6 - x if i + 1 in reverse else x for i, x in enumerate(raw)]
            for convention in ("guide", "paper", "handout"):
                w = ScoreSheet("scs-sf", answers, convention=convention)
                value = pd.Series([total / 12])
                told = twowaves.bands(value, form, "self-compassion", convention=convention)
                assert told.item() == w.bands["self-compassion"]


class TestWords:
    """What is read without the picture."""

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            (("scs-sf", [None] * 12, {}), "No item is answered, so there is no score."),
            (("scs-sf", [1] * 12, {}), ("Self-compassion is 3.00 (mean, 1 to 5): moderate by "
             f"the bands of the guide. A band is a rough guide, not a diagnosis. {TRAP}")),
            (("fscs", [4] * 21, {}), ("Self-correction is 52 (sum, 0 to 52); self-persecution is "
             "32 (sum, 0 to 32).")),
            (("fscs", {1: 2}, {}), ("20 of 21 items have no answer. Self-correction has no score "
             "(12 of 13 answers missing); self-persecution has no score (8 of 8 answers "
             "missing).")),
            (("fscs", [None, *[1] * 20], {"missing": "prorate"}), ("Item 1 has no answer. "
             "Self-correction is 13 (sum, 0 to 52), with 1 for each missing answer; "
             "self-persecution is 8 (sum, 0 to 32).")),
            (("fscs", [None, 1, None, *[1] * 18], {"missing": "prorate", "max_missing": 0.1}),
             ("Items 1 and 3 have no answer. Self-correction has no score (2 of 13 answers "
             "missing; 1 may be); self-persecution is 8 (sum, 0 to 32).")),
            (("fscs", [5, *[1] * 20], {"out_of_range": "raise"}),
             "Item 1 is answered 5, which is outside 0 to 4, so nothing is scored."),
            (("fscs", [5, -1, *[1] * 19], {}), ("Items 1 and 2 are answered outside 0 to 4, and "
             "count as missing. Self-correction has no score (1 of 13 answers missing); "
             "self-persecution has no score (1 of 8 answers missing).")),
            (("scs-sf", [9] * 12, {}), ("12 of 12 items are answered outside 1 to 5, and count as "
             "missing. Self-compassion has no score (12 of 12 answers missing).")),
        ],
    )  # fmt: skip
    def test_sentence(self, settings, said):
        """One or two sentences say what is missing, what does not belong, and the scores."""
        name, answers, rules = settings

        assert said == ScoreSheet(name, answers, **rules).sentence()

    def test_five_on_a_form_to_four(self):
        """The package's sentence for the paper's 5 is shown in full."""
        w = ScoreSheet("fscrs", {4: 5})

        assert [FIVE] == w.problems["problem"].tolist()
        assert FIVE in w.figure_html().replace("&#x27;", "'")

    def test_figure(self):
        """Without scripts there are the scores with range and band, and every item's answer."""
        html = ScoreSheet().figure_html()

        assert 2 == html.count("<table>")
        assert 2 + 7 + 12 == html.count("<tr>")
        assert "band (a rough guide, not a diagnosis)" in html
        assert 6 == html.count("<td>Two items are too few to interpret one person&#x27;s score.")
        assert "self-compassion: reversed, 6 − 3 = 3; over-identification: 3" in html

    def test_hostile_key(self, own):
        """A key of somebody's own stays text."""
        html = ScoreSheet(own("<img src=x onerror=alert(1)>")).figure_html()

        assert "<img" not in html
        assert "&lt;img" in html

    def test_one_key(self):
        """What the page scores by is the package's key, as plain JSON."""
        state = json.loads(json.dumps(ScoreSheet().page_state()))
        for name in shipped_instruments():
            form, given = load_instrument(name), state["instruments"][name]
            assert form.column_names() == given["columns"]
            assert [list(one.items) for one in form.scores] == [
                one["items"] for one in given["scores"]
            ]
            assert [list(one.reversed) for one in form.scores] == [
                one["reversed"] for one in given["scores"]
            ]
