"""Questionnaires as data: the shipped keys against a second typing, and files of one's own."""

import re
import textwrap
import tomllib
from dataclasses import replace
from importlib import resources

import pytest

from twowaves import load_instrument, shipped_instruments
from twowaves._base.words import shortened
from twowaves.forms import instruments
from twowaves.forms.instruments import Band, Instrument

KEYS = resources.files("twowaves.forms") / "keys"

# Typed from DOMAIN.md, "Scoring keys", not from the key files.
SECOND_TYPING = {
    ("scs-sf", "self-compassion"): [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ("scs-sf", "self-kindness"): [2, 6],
    ("scs-sf", "self-judgment"): [11, 12],
    ("scs-sf", "common humanity"): [5, 10],
    ("scs-sf", "isolation"): [4, 8],
    ("scs-sf", "mindfulness"): [3, 7],
    ("scs-sf", "over-identification"): [1, 9],
    ("fscrs", "inadequate self"): [1, 2, 4, 6, 7, 14, 17, 18, 20],
    ("fscrs", "hated self"): [9, 10, 12, 15, 22],
    ("fscrs", "reassured self"): [3, 5, 8, 11, 13, 16, 19, 21],
    ("fscs", "self-correction"): [1, 3, 5, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20],
    ("fscs", "self-persecution"): [2, 4, 6, 9, 10, 12, 13, 21],
}
RANGES = {
    "inadequate self": (0, 36),
    "hated self": (0, 20),
    "reassured self": (0, 32),
    "self-correction": (0, 52),
    "self-persecution": (0, 32),
}
MOOD = """
id = "mood"
name = "Five questions on mood"
n_items = 5
response_min = 1
response_max = 7
columns = "mood{item}"
source = "nobody"
confidence = "none"
form = "nowhere"

[[scores]]
name = "low mood"
items = [1, 2, 4]
reversed = [2]
scoring = "total"
more_means = "more low mood"

[[scores.bands]]
convention = "handout"
source = "nobody"
bands = [
  { name = "low", from = 3, to = 9, open_end = true },
  { name = "high", from = 9, to = 21 },
]
"""


def mood(tmp_path, old="", new=""):
    """Return the instrument from a file like MOOD, one part of it replaced."""
    assert old in MOOD
    file = tmp_path / "mood.toml"
    file.write_text(MOOD.replace(old, new, 1) if old else MOOD, encoding="utf-8")
    return load_instrument(file)


def refused(said, call, *arguments, kind=ValueError):
    """Check that a call answers in one sentence that starts with what is said."""
    with pytest.raises(kind) as caught:
        call(*arguments)
    assert str(caught.value).startswith(said), str(caught.value)
    assert "\n" not in str(caught.value)


class TestShippedKeys:
    """The three instruments of the study."""

    @pytest.mark.parametrize(("instrument", "name"), SECOND_TYPING)
    def test_items(self, instrument, name):
        """Each score counts the items that a second typing of the key lists."""
        assert SECOND_TYPING[instrument, name] == list(
            load_instrument(instrument).score(name).items
        )

    @pytest.mark.parametrize("instrument", shipped_instruments())
    def test_scores(self, instrument):
        """There is no score beside those of the second typing, and they stand in its order."""
        expected = [name for of, name in SECOND_TYPING if of == instrument]

        assert expected == [score.name for score in load_instrument(instrument).scores]

    @pytest.mark.parametrize(
        ("instrument", "n_items", "low", "high", "scoring"),
        [("scs-sf", 12, 1, 5, "mean"), ("fscrs", 22, 0, 4, "total"), ("fscs", 21, 0, 4, "total")],
    )
    def test_answers(self, instrument, n_items, low, high, scoring):
        """Number of items, range of answers, and total or mean are those of the published forms."""
        form = load_instrument(instrument)

        assert instrument == form.id
        assert (n_items, low, high) == (form.n_items, form.response_min, form.response_max)
        assert {scoring} == {score.scoring for score in form.scores}

    def test_reversed(self):
        """Six items of the SCS-SF are reversed in its score, and no other item anywhere."""
        turned = {
            (form, score.name): list(score.reversed)
            for form in shipped_instruments()
            for score in load_instrument(form).scores
            if score.reversed
        }

        assert {("scs-sf", "self-compassion"): [1, 4, 8, 9, 11, 12]} == turned

    @pytest.mark.parametrize("instrument", ["fscrs", "fscs"])
    def test_every_item_counts_once(self, instrument):
        """The scores of the two forms of Gilbert et al. share out all the items."""
        form = load_instrument(instrument)

        assert list(range(1, form.n_items + 1)) == sorted(
            item for score in form.scores for item in score.items
        )

    def test_two_item_scores_share_out_the_short_form(self):
        """The six two-item scores of the SCS-SF hold each item once, and warn of their use."""
        scores = load_instrument("scs-sf").scores[1:]

        assert list(range(1, 13)) == sorted(item for score in scores for item in score.items)
        assert all("Two items are too few" in score.caution for score in scores)

    @pytest.mark.parametrize(("instrument", "name"), SECOND_TYPING)
    def test_ranges(self, instrument, name):
        """A score goes from its lowest to its highest possible value."""
        assert RANGES.get(name, (1, 5)) == load_instrument(instrument).score_range(name)

    def test_bands(self):
        """The SCS-SF has three conventions for its bands, and nothing else has any."""
        score = load_instrument("scs-sf").score("self-compassion")
        found = {
            bands.convention: [(b.name, b.start, b.end, b.open_end) for b in bands.bands]
            for bands in score.bands
        }
        others = [
            score.name
            for form in shipped_instruments()
            for score in load_instrument(form).scores
            if score.bands
        ]

        assert {
            "guide": [
                ("low", 1, 2.5, False),
                ("moderate", 2.5, 3.5, False),
                ("high", 3.5, 5, False),
            ],
            "paper": [
                ("low", 1, 2.5, False),
                ("moderate", 2.5, 3.5, True),
                ("high", 3.5, 5, False),
            ],
            "handout": [
                ("low", 1, 2.49, False),
                ("moderate", 2.5, 3.5, False),
                ("high", 3.51, 5, False),
            ],
        } == found
        assert ["guide", "paper", "handout"] == score.conventions()
        assert ["self-compassion"] == others

    @pytest.mark.parametrize("instrument", ["fscrs", "fscs"])
    def test_hint_for_a_five(self, instrument):
        """A 5 has its own sentence, which quotes the paper word for word."""
        hints = load_instrument(instrument).outside

        assert [5] == list(hints)
        assert "the published form ends at 4" in hints[5]
        assert "§4.3" in hints[5]
        assert "'0 = not at all like me, to 5 = extremely like me'" in hints[5]

    @pytest.mark.parametrize("instrument", shipped_instruments())
    def test_no_item_wording(self, instrument):
        """A key file has numbers for items, and no entry that could hold their wording."""
        entries = tomllib.loads((KEYS / f"{instrument}.toml").read_text(encoding="utf-8"))
        top = {"id", "abbreviation", "name", "n_items", "response_min", "response_max", "columns"}
        top |= {"source", "confidence", "form", "outside", "scores"}
        score = {"name", "items", "reversed", "scoring", "more_means", "caution", "bands"}

        assert set(entries) <= top
        for one in entries["scores"]:
            assert set(one) <= score
            assert {int} == {type(item) for item in one["items"] + one.get("reversed", [])}
            for bands in one.get("bands", []):
                assert {"convention", "source", "bands"} == set(bands)
                assert {"low", "moderate", "high"} == {band["name"] for band in bands["bands"]}

    def test_abbreviations(self):
        """Sentences call a form as its authors do; without an abbreviation, by its id."""
        known = [load_instrument(form).abbreviation for form in shipped_instruments()]

        assert ["SCS-SF", "FSCRS", "FSCS"] == known
        assert "mood" == replace(load_instrument("fscs"), id="mood", abbreviation="").abbreviation

    def test_uncertain_key(self):
        """The key of the FSCS says which items it is least sure of, and the others do not."""
        words = {form: load_instrument(form).confidence for form in shipped_instruments()}

        assert "items 8 and 12 are the least certain" in words["fscs"]
        assert "more than one place" in words["fscrs"]
        assert "not the key of the form with 26 items" in words["scs-sf"]

    def test_names(self):
        """The list of names is the list of files."""
        files = sorted(file.name for file in KEYS.iterdir() if file.name.endswith(".toml"))

        assert sorted(f"{name}.toml" for name in shipped_instruments()) == files


class TestInstrument:
    """What an instrument says about itself."""

    def test_columns(self):
        """The columns stand in the order of the items, under the pattern's names."""
        form = load_instrument("fscs")

        assert [f"fscs{item}" for item in range(1, 22)] == form.column_names()
        assert "T1 04." == form.with_columns("T1 {item:02d}.").column(4)

    def test_other_columns(self):
        """Another naming changes nothing else, and not the instrument itself."""
        form = load_instrument("fscs")
        other = form.with_columns("Q{item}")

        assert "Q21" == other.column_names()[-1]
        assert form == other.with_columns("fscs{item}")
        assert "fscs21" == form.column_names()[-1]

    def test_other_answers(self):
        """On another range the totals stretch, and bands and hints of the published one go."""
        form = load_instrument("fscrs").with_responses(0, 5)
        scale = load_instrument("scs-sf").with_responses(0, 4)

        assert (0, 45) == form.score_range("inadequate self")
        assert {} == form.outside
        assert (0, 4) == scale.score_range("self-compassion")
        assert [] == scale.score("self-compassion").conventions()
        assert (1, 4, 8, 9, 11, 12) == scale.score("self-compassion").reversed

    def test_same_answers(self):
        """On its own range the instrument keeps its bands and hints."""
        for name, low, high in [("scs-sf", 1, 5), ("fscrs", 0, 4)]:
            assert load_instrument(name) == load_instrument(name).with_responses(low, high)

    @pytest.mark.parametrize(("low", "high"), [(0, 0), (5, 1), (0, 4.0), ("0", 4), (False, True)])
    def test_other_answers_refused(self, low, high):
        """A range of answers goes up in whole numbers."""
        refused(
            f"with_responses({low!r}, {high!r}): answers go from {low!r} to {high!r}; "
            "both must be whole numbers, the highest above the lowest",
            load_instrument("fscs").with_responses, low, high,
        )  # fmt: skip

    @pytest.mark.parametrize(
        "columns",
        [
            *("q", "", "{}", "{0}", "{item", "item}", "{item}{item}", "{items}", "{item.real}"),
            *("{item[0]}", "{item:s}", "{item:{item}}", "{item!x}", "{item:.0e}", 5, None),
            "{item:999999999}",
        ],
    )
    def test_columns_refused(self, columns):
        """A pattern that does not tell the items apart is answered in a sentence."""
        refused(
            f"with_columns: columns is '{columns}'; it must hold {{item}} once, as in 'q{{item}}'",
            load_instrument("fscs").with_columns, columns,
        )  # fmt: skip

    def test_unknown_score(self):
        """A score that is not there is answered with those that are."""
        refused(
            "FSCRS has no score 'shame'; it has 'inadequate self', 'hated self' and 'reassured sel",
            load_instrument("fscrs").score_range, "shame",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("value", "closed", "opened"),
        [(0.999, False, False), (1, True, True), (1.5, True, True), (2, True, False),
         (2.001, False, False)],
    )  # fmt: skip
    def test_ends_of_a_band(self, value, closed, opened):
        """The start always belongs to a band, its end unless it is open."""
        assert closed is Band("low", 1, 2).holds(value)
        assert opened is Band("low", 1, 2, open_end=True).holds(value)


class TestOwnFile:
    """A questionnaire of the user's own."""

    def test_loaded(self, tmp_path):
        """A file is loaded by its path, given as text or as Path, with or without Excel's mark."""
        form = mood(tmp_path)
        marked = tmp_path / "marked.toml"
        marked.write_text("\ufeff" + MOOD, encoding="utf-8")

        assert isinstance(form, Instrument)
        assert form == load_instrument(str(tmp_path / "mood.toml")) == load_instrument(marked)
        assert ("mood", 5, 1, 7) == (form.id, form.n_items, form.response_min, form.response_max)
        assert (3, 21) == form.score_range("low mood")
        assert ((1, 2, 4), (2,)) == (form.scores[0].items, form.scores[0].reversed)
        assert (Band("low", 3, 9, open_end=True), Band("high", 9, 21)) == (
            form.scores[0].bands[0].bands
        )
        assert {} == form.outside

    def test_home_folder(self, tmp_path, monkeypatch):
        """A path may start with ~."""
        form = mood(tmp_path)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))

        assert form == load_instrument("~/mood.toml")

    def test_handed_on(self):
        """An instrument comes back as it is."""
        form = load_instrument("fscs")

        assert form is load_instrument(form)

    def test_documented_example(self, tmp_path):
        """The file that the module's documentation shows is a valid one."""
        shown = re.search(r"its path::\n\n(.+?)\nNo file", instruments.__doc__, re.DOTALL)
        file = tmp_path / "mood.toml"
        file.write_text(textwrap.dedent(shown[1]), encoding="utf-8")
        form = load_instrument(file)

        assert (5, 35) == form.score_range("low mood")
        assert {0: "some forms count from 0"} == form.outside
        assert ["handout"] == form.scores[0].conventions()

    def test_hints(self, tmp_path):
        """Hints may be for answers below zero, too."""
        form = mood(tmp_path, "[[scores]]", "[outside]\n-9 = 'a'\n99 = 'b'\n\n[[scores]]")

        assert {-9: "a", 99: "b"} == form.outside

    @pytest.mark.parametrize(
        "source", ["SCS-SF", "nowhere.toml", "", "a\0b", "x" * 5000, "~nobody/x"]
    )
    def test_no_such_file(self, source):
        """A name that leads nowhere is answered with the names that exist, a long one cut short."""
        shown = shortened(source, 80).replace("\0", "\\x00")
        refused(
            f"there is no instrument '{shown}'; name one of 'scs-sf', ", load_instrument, source
        )

    def test_folder(self, tmp_path):
        """A folder is no instrument."""
        refused(f"there is no instrument '{tmp_path}'; name one of ", load_instrument, tmp_path)

    @pytest.mark.parametrize("source", [None, 3, b"fscs", ["fscs"], {}])
    def test_no_path(self, source):
        """What is neither name, path nor instrument is a TypeError that says what is accepted."""
        refused(
            f"instrument is {type(source).__name__}; name one of 'scs-sf', 'fscrs' and 'fscs', or ",
            load_instrument, source, kind=TypeError,
        )  # fmt: skip

    def test_not_utf8(self, tmp_path):
        """A file in another encoding is refused with the place."""
        file = tmp_path / "mood.toml"
        file.write_bytes(b'id = "\xe4"')

        refused("mood.toml: byte 6 is not UTF-8; save the file as UTF-8", load_instrument, file)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("id = ", "Invalid value (at end of document)"),
            ("id = 'a'\nid = 'b'", "Cannot overwrite a value (at "),
            ("id = 'a\0'", "Found invalid character"),
            ("n_items = " + "9" * 5000, "Exceeds the limit"),
            ("a = " + "[" * 5000, ""),
        ],
    )
    def test_bad_toml(self, tmp_path, text, said):
        """What is no TOML is answered with the parser's own place."""
        file = tmp_path / "mood.toml"
        file.write_text(text)

        refused(f"mood.toml is not valid TOML: {said}", load_instrument, file)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            # the top of the file
            ('id = "mood"\n', "", " has no entry 'id'"),
            ('form = "nowhere"\n', "", " has no entry 'form'"),
            ('id = "mood"', "id = 5", ": id is 5; it must be a text"),
            ("n_items = 5", 'n_items = "5"', ": n_items is '5'; it must be a whole number"),
            ("n_items = 5", "n_items = 5.0", ": n_items is 5.0; it must be a whole number"),
            ("n_items = 5", "n_items = true", ": n_items is True; it must be a whole number"),
            ("n_items = 5", "n_items = 0", ": n_items is 0; it must lie from 1 to 1000"),
            ("n_items = 5", "n_items = 1001", ": n_items is 1001; it must lie from 1 to 1000"),
            (
                'id = "mood"',
                'id = "mood"\nitem_1 = "I feel low"',
                " has an entry 'item_1'; it may have id, name, n_items, response_min, response_max",
            ),
            (
                "response_max = 7",
                "response_max = 1",
                ": answers go from 1 to 1; both must be whole numbers, the highest above the",
            ),
            (
                "response_max = 7",
                f"response_max = 1{'0' * 400}",
                f": answers go from 1 to 1{'0' * 19}; neither end may lie beyond 1000000",
            ),
            (
                "response_min = 1",
                "response_min = -1000001",
                ": answers go from -1000001 to 7; neither end may lie beyond 1000000",
            ),
            ("{item}", "", ": columns is 'mood'; it must hold {item} once, as in 'q{item}'"),
            (
                "[[scores]]",
                "[outside]\n3.5 = 'half'\n\n[[scores]]",
                ", outside: 3 = {'5': 'half'}; it must be a whole number and a text",
            ),
            (
                "[[scores]]",
                "[outside]\n--5 = 'a'\n\n[[scores]]",
                ", outside: --5 = 'a'; it must be a whole number and a text",
            ),
            (
                "[[scores]]",
                "[outside]\n8 = 9\n\n[[scores]]",
                ", outside: 8 = 9; it must be a whole number and a text",
            ),
            ("[[scores]]", "outside = 3\n\n[[scores]]", ": outside is 3; it must be a table"),
            (MOOD[MOOD.index("[[scores]]") :], "", " has no entry 'scores'"),
            (
                MOOD[MOOD.index("[[scores]]") :],
                "scores = []",
                " has no [[scores]]; an instrument needs at least one",
            ),
            (
                MOOD[MOOD.index("[[scores]]") :],
                "scores = [3]",
                ", score 1 is 3; it must be a table of entries",
            ),
            # a score
            (
                "[[scores]]",
                ('[[scores]]\nname = "low mood"\nitems = [3]\nscoring = "mean"\n'
                'more_means = "x"\n\n[[scores]]'),
                ": the score 'low mood' stands 2 times; names must differ",
            ),
            ("items = [1, 2, 4]\n", "", ", score 1 has no entry 'items'"),
            ("items = [1, 2, 4]", "items = 3", ", score 1: items is 3; it must be a list"),
            (
                "items = [1, 2, 4]\nreversed = [2]",
                "items = []",
                ", score 1 ('low mood') has no items; a score needs at least one",
            ),
            (
                "items = [1, 2, 4]",
                "items = [1, 2, 6]",
                ", score 1 ('low mood'), items: 6 is no item; they are numbered 1 to 5",
            ),
            (
                "items = [1, 2, 4]",
                "items = [0, 2, 4]",
                ", score 1 ('low mood'), items: 0 is no item; they are numbered 1 to 5",
            ),
            (
                "items = [1, 2, 4]",
                "items = [1.0, 2, 4]",
                ", score 1 ('low mood'), items: 1.0 is no item; they are numbered 1 to 5",
            ),
            (
                "items = [1, 2, 4]",
                "items = [true, 2, 4]",
                ", score 1 ('low mood'), items: True is no item; they are numbered 1 to 5",
            ),
            (
                "items = [1, 2, 4]",
                "items = [1, 2, 4, 2]",
                (", score 1 ('low mood'), items: item 2 stands 2 times; "
                "one item counts once in a score"),
            ),
            (
                "reversed = [2]",
                "reversed = [2, 2]",
                (", score 1 ('low mood'), reversed: item 2 stands 2 times; "
                "one item counts once in a score"),
            ),
            (
                "reversed = [2]",
                "reversed = [9]",
                ", score 1 ('low mood'), reversed: 9 is no item; they are numbered 1 to 5",
            ),
            (
                "reversed = [2]",
                "reversed = [3]",
                (", score 1 ('low mood'): item 3 is reversed but does not count; "
                "put it into items too"),
            ),
            (
                'scoring = "total"',
                'scoring = "median"',
                ", score 1 ('low mood'): scoring is 'median'; it must be \"total\" or \"mean\"",
            ),
            (
                'scoring = "total"',
                'scoring = "total"\nwording = ["I feel low"]',
                ", score 1 has an entry 'wording'; it may have name, items, reversed, scoring, ",
            ),
            # its bands
            (
                'convention = "handout"\n',
                "",
                ", score 1 ('low mood'), bands 1 has no entry 'convention'",
            ),
            (
                "[[scores.bands]]",
                ('[[scores.bands]]\nconvention = "handout"\nsource = "x"\n'
                'bands = [{ name = "all", from = 3, to = 21 }]\n\n[[scores.bands]]'),
                ", score 1 ('low mood'): the convention 'handout' stands 2 times; names must",
            ),
            (
                "to = 9,",
                "to = 10,",
                (", score 1 ('low mood'), bands 1 ('handout'): 'high' starts at 9, below the end "
                "of 'low', 10; bands stand in order and share at most an edge"),
            ),
            (
                "from = 3",
                "from = 9",
                (", score 1 ('low mood'), bands 1 ('handout'), band 1: it goes from 9 to 9; "
                "its end must lie higher"),
            ),
            (
                "from = 3",
                "from = nan",
                ", score 1 ('low mood'), bands 1 ('handout'), band 1: it goes from nan to 9; ",
            ),
            (
                "from = 3",
                'from = "3"',
                (", score 1 ('low mood'), bands 1 ('handout'), band 1: from is '3'; "
                "it must be a number"),
            ),
            (
                "from = 3",
                "from = true",
                (", score 1 ('low mood'), bands 1 ('handout'), band 1: from is True; "
                "it must be a number"),
            ),
            (
                "open_end = true",
                "open_end = 1",
                (", score 1 ('low mood'), bands 1 ('handout'), band 1: open_end is 1; "
                "it must be true or false"),
            ),
            (
                MOOD[MOOD.index("bands = [") :],
                "bands = []",
                (", score 1 ('low mood'), bands 1 ('handout') has no bands; "
                "a convention needs at least one"),
            ),
        ],
    )  # fmt: skip
    def test_faults(self, tmp_path, old, new, said):
        """Each fault of a file is one sentence that names the file, the place and the value."""
        refused(f"mood.toml{said}", mood, tmp_path, old, new)

    def test_bands_out_of_order(self, tmp_path):
        """Bands stand in order."""
        low = '{ name = "low", from = 3, to = 9, open_end = true }'
        high = '{ name = "high", from = 9, to = 21 }'
        bands = MOOD[MOOD.index("bands = [") :]

        refused(
            "mood.toml, score 1 ('low mood'), bands 1 ('handout'): 'low' starts at 3, below the "
            "end of 'high', 21; bands stand in order",
            mood, tmp_path, bands, f"bands = [{high}, {low}]",
        )  # fmt: skip

    def test_bands_may_leave_a_gap(self, tmp_path):
        """A convention may leave a gap between two bands."""
        form = mood(tmp_path, "from = 9", "from = 10")

        assert [3, 10] == [band.start for band in form.scores[0].bands[0].bands]
