"""The class's data from Python: what is taken, what is refused, and what follows from it."""

import io

import numpy as np
import pandas as pd
import pytest
import traitlets
from scipy import stats
from sound_classes import SCS, longer_form, reversed_already, sound_class

from twowaves import (
    compare_waves,
    incomplete_people,
    load_instrument,
    load_synthetic_answers,
    pair_waves,
    read_responses,
    score,
    shipped_instruments,
    write_up,
)
from twowaves.widgets import ClassData

TWO = "person,wave,scs1\nAda,before,3\n"


def hated(rows):
    """Return a CSV of the FSCRS in which the five items of hated self are all answered alike."""
    columns = [f"fscrs{item}" for item in range(1, 23)]
    lines = [f"{person},{wave},{','.join([str(answer)] * 22)}" for person, wave, answer in rows]
    return "\n".join([f"person,wave,{','.join(columns)}", *lines]) + "\n"


BEFORE = [("Ada", "before", 1), ("Bo", "before", 2)]
CLASS = hated([*BEFORE, ("Ada", "after", 3), ("Bo", "after", 3), ("Cy", "after", 0)])


class TestTaken:
    """A path, a text or a frame, with what the package makes of it."""

    def test_the_example(self):
        """By default the synthetic answers are shown, and called so."""
        w = ClassData()
        answers = load_synthetic_answers().set_index(["person", "wave"])
        frames = [score(answers, "scs-sf", scores=["self-compassion"]),
                  score(answers, "fscrs"), score(answers, "fscs")]  # fmt: skip
        pairs = pair_waves(pd.concat(frames, axis=1))

        assert w.title().startswith("Synthetic answers")
        pd.testing.assert_frame_equal(compare_waves(pairs), w.comparison)
        forms = [load_instrument(name) for name in shipped_instruments()]
        text = write_up(compare_waves(pairs), incomplete_people(pairs), instruments=forms)
        assert text == w.results.paragraph()

    @pytest.mark.parametrize("kind", ["text", "path", "Path", "frame", "indexed"])
    def test_kinds_of_source(self, tmp_path, kind):
        """Each source of the same answers gives the same scores."""
        file = tmp_path / "class.csv"
        file.write_text(CLASS, encoding="utf-8-sig")
        frame = pd.read_csv(io.StringIO(CLASS))
        source = {
            "text": CLASS, "path": str(file), "Path": file,
            "frame": frame, "indexed": frame.set_index(["person", "wave"]),
        }[kind]  # fmt: skip
        w = ClassData(source)

        assert [5, 10, 15, 15, 0] == w.scores["hated self"].tolist()
        assert "Answers from a file." == w.title()
        assert w.sentence().startswith("5 forms from 3 people. 1 person cannot be compared")

    def test_prorating(self):
        """The rule for missing answers changes the scores."""
        text = CLASS.replace("Ada,before,1,1,1,1,1,1,1,1,1", "Ada,before,1,1,1,1,1,1,1,1,")
        scores = ClassData(text).scores["hated self"]
        prorated = ClassData(text, missing="prorate").scores["hated self"]

        assert scores.isna().tolist() == [True, False, False, False, False]
        assert [5, 10, 15, 15, 0] == prorated.tolist()

    def test_impossible_answers(self):
        """An answer that no form has is named, and counts as missing."""
        w = ClassData(CLASS.replace("Bo,after,3", "Bo,after,7"))

        assert ["person Bo, wave after, item 1 (fscrs1): 7 is outside 0 to 4"] == (
            w.problems["problem"].tolist()
        )
        assert "1 answer that no form has counts as missing." in w.sentence()
        assert w.scores["inadequate self"].isna().sum() == 1

    def test_python_changes_it(self):
        """Another file set from Python takes the place of the example."""
        w = ClassData()
        w.csv = CLASS

        assert not w.synthetic
        assert 5 == len(w.scores)

    def test_tables_without_scripts(self):
        """The tables say what the tests and the gaps say, and the paragraph stands below them."""
        w = ClassData()
        captions = [caption for caption, _ in w.tables()]
        (tests, *_) = [table for _, table in w.tables()]

        assert ["Tests of after against before", "People who cannot be compared on every outcome",
                "How sure the keys are"] == captions  # fmt: skip
        assert w.closing()[0] == f"In a paragraph: {w.results.paragraph()}"
        assert "In a paragraph: 11 people had scores before and after" in w.figure_html()
        assert ["self-compassion", "11", "2.81 (0.78)", "3.52 (0.44)", "0.71 (0.20 to 1.22)",
                "t(10) = 3.12", ".011", ".065"] == tests.iloc[0].tolist()  # fmt: skip

    def test_one_pair_only(self):
        """With nobody to compare the tables say so with dashes."""
        w = ClassData(hated([("Ada", "before", 1), ("Ada", "after", 2)]))

        assert w.sentence().endswith("No outcome can be tested.")
        assert {"–"} == set(w.results.tests()["t"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the text has no rows; give a line of column names"),
        ("person,wave,scs1\n", "the text has no rows"),
        ("a,b\n1,2\n", "there is no column 'person'; the first columns are 'a' and 'b'"),
        ("person,b\n1,2\n", "there is no column 'wave'"),
        ("person,wave,x\n1,before,2\n", "no column belongs to a questionnaire; answers"),
        (TWO, "SCS-SF has 12 items, and the data lacks the column 'scs2', 'scs3', 'scs4' and"),
        (CLASS.replace("Cy,after", "Bo,after"), "person Bo, wave after has 2 rows"),
        (CLASS.replace("Cy,after", "Cy,later"), r"form 5 \(Cy\): wave is 'later'; it must be"),
        (CLASS.replace("Cy,after", ",after"), "form 5 has no person; write who it is from"),
        (CLASS.replace("Cy,after,", "Cy,after,0,"), "the text, line 6 has 25 cells for 24 columns"),
        (CLASS.replace("Cy,after", '"Cy,after'), "the text, line 6: unexpected end of data"),
    ],
)  # fmt: skip
def test_refused(text, said):
    """One sentence names the place; the figure keeps its last good state."""
    w = ClassData()
    before = w.csv

    with pytest.raises(ValueError, match=said):
        ClassData(text if "\n" in text else f"{text}\n")
    with pytest.raises((ValueError, traitlets.TraitError), match=said):
        w.csv = text
    assert before == w.csv


def test_no_such_file():
    """A missing file is named."""
    with pytest.raises(ValueError, match=r"there is no file 'nowhere\.csv'"):
        ClassData("nowhere.csv")


def test_nothing_is_changed():
    """The given frame is as it was."""
    frame = read_responses(CLASS)
    before = frame.copy(deep=True)
    ClassData(frame)

    pd.testing.assert_frame_equal(before, frame)


SOUND = sound_class(SCS, np.random.default_rng(21), loading=0.8)
UNTIL = "No verdict is given until this is checked."
IN_DOUBT = {
    "coding": SOUND - 1,
    "reversed": reversed_already(SOUND),
    "pairs": SOUND.iloc[:23],
}


class TestDoubts:
    """Where the answers are in doubt, that stands where verdict and paragraph were."""

    def test_a_sound_class(self):
        """Nothing is doubted, and verdict and paragraph stand."""
        w = ClassData(SOUND)

        assert w.doubts.empty
        assert "At α = .05" in w.sentence()
        assert "20 people had scores before and after" in w.closing()[0]

    @pytest.mark.parametrize("kind", IN_DOUBT)
    def test_in_doubt(self, kind):
        """The doubt is said, and neither verdict nor paragraph, wherever the figure is shown."""
        w = ClassData(IN_DOUBT[kind])
        said = w.doubts.query("kind == @kind")["question"].item()

        assert w.sentence().endswith(f"{' '.join(w.doubts['question'])} {UNTIL}")
        for text in (w.figure_html(), repr(w)):
            assert said.replace("'", "&#x27;") in text.replace("'", "&#x27;")
            assert "significant" not in text
            assert "had scores before and after" not in text
        assert "In a paragraph: No paragraph is written until" in w.closing()[0]

    @pytest.mark.parametrize("kind", IN_DOUBT)
    def test_checked(self, kind):
        """Who has checked it reads the verdict beside the doubt; so does the paragraph."""
        w = ClassData(IN_DOUBT[kind], checked=True)
        said = w.doubts.query("kind == @kind")["question"].item()

        assert "At α = .05" in w.sentence()
        assert UNTIL not in w.sentence()
        assert said in w.sentence()
        assert said in w.results.paragraph()

    def test_scores_stay(self):
        """Scores and tests are shown in doubt as without."""
        w = ClassData(IN_DOUBT["reversed"])
        other = ClassData(IN_DOUBT["reversed"], checked=True)

        pd.testing.assert_frame_equal(other.scores, w.scores)
        pd.testing.assert_frame_equal(other.results.tests(), w.results.tests())

    @pytest.mark.parametrize("way", ["load", "set"])
    def test_another_file(self, way):
        """Another file has to be checked anew."""
        w = ClassData(IN_DOUBT["reversed"], checked=True)
        text = (SOUND - 1).reset_index().to_csv(index=False)
        if way == "load":
            w.load(text)
        else:
            w.csv = text

        assert not w.checked
        assert w.sentence().endswith(UNTIL)

    @pytest.mark.parametrize("column", ["scs{}", "SCS_{}"])
    def test_another_form(self, column):
        """Where another form's items are there, the file is refused in a sentence."""
        with pytest.raises(ValueError, match=r"12 items, and the data has items 13 to 26 too"):
            ClassData(longer_form(SOUND, 26, column))

    def test_another_form_among_others(self):
        """Its answers are not scored, which is said; the others are."""
        rng = np.random.default_rng(1)
        others = [sound_class(load_instrument(name), rng) for name in ("fscrs", "fscs")]
        w = ClassData(pd.concat([longer_form(SOUND, 26), *others], axis=1))

        assert "Not scored: SCS-SF has 12 items, and the data has items 13 to 26" in w.sentence()
        assert "At α = .05" in w.sentence()
        assert "self-compassion" not in w.scores
        assert 5 == len(w.comparison)

    def test_how_sure_a_key_is(self):
        """What the keys' own files say of them stands in the table and in the paragraph."""
        confidence = load_instrument("fscs").confidence
        w = ClassData(sound_class(load_instrument("fscs"), np.random.default_rng(2)))

        assert ["FSCS", confidence] == dict(w.tables())["How sure the keys are"].iloc[0].tolist()
        assert confidence in w.results.paragraph()


def test_the_canonical_numbers():
    """The numbers of a sound class are what they were: SciPy's, on all who have both scores."""
    w = ClassData(SOUND)
    means = score(SOUND, SCS)["self-compassion"].unstack("wave")
    peer = stats.ttest_rel(means["after"], means["before"])

    assert [20, peer.statistic, peer.pvalue] == pytest.approx(
        w.comparison.loc[0, ["n", "statistic", "pvalue"]].tolist()
    )
