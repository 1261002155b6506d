"""Themes to open, a joint display and drifting labels: what is shown, marked and refused."""

import html
import re

import pandas as pd
import pytest

import twowaves
from twowaves.paper import voices

THEMES = twowaves.load_themes()
QUOTES = twowaves.load_quotes()
OUTCOMES = twowaves.load_outcomes()
PAIRS = twowaves.load_joint_display()


def changed(frame, row, column, value):
    """Return the frame with another value in one cell."""
    frame = frame.copy()
    frame.loc[row, column] = value
    return frame


def words(markup):
    """Return what a reader sees of some HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


class TestBrowseThemes:
    """Each theme can be opened."""

    def test_every_theme_is_a_part_to_open(self):
        """Six themes, each closed at first, with its number, source, table and name."""
        shown = voices.browse_themes(THEMES, QUOTES)

        summaries = re.findall(r"<details>\n<summary>(.*?)</summary>", shown.html)
        assert len(summaries) == THEMES.groupby(["source", "theme_number"]).ngroups
        assert summaries[0] == "Theme 1 of the diaries (Table 2): The benefits of compassion"
        assert summaries[-1].startswith("Theme 3 of the focus group (Table 3): Critical self")

    def test_each_quotation_stands_in_the_row_of_its_section(self):
        """A row is a subtheme with its section; beside it are its quotations and no other."""
        shown = voices.browse_themes(THEMES, QUOTES).html
        rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', shown)

        heads = THEMES["subtheme_in_text"] + " (" + THEMES["section"] + ")"
        assert [html.unescape(head) for head, _ in rows] == heads.tolist()
        for (_, cell), section in zip(rows, THEMES["section"], strict=True):
            said = [re.sub(r"^“(?:… )?|(?: …)?”$", "", html.unescape(item))
                    for item in re.findall(r"<li>(.*?)</li>", cell)]  # fmt: skip
            assert said == QUOTES.loc[QUOTES["section"] == section, "quote"].tolist()

    @pytest.mark.parametrize(
        ("left_out", "marked"),
        [("nothing", "“a b”"), ("start", "“… a b”"), ("end", "“a b …”"),
         ("start and end", "“… a b …”")],
    )  # fmt: skip
    def test_what_was_left_out_is_marked(self, left_out, marked):
        """Dots stand at the end at which a quotation was cut."""
        quote = pd.DataFrame([{**QUOTES.iloc[0], "quote": "a b", "left_out": left_out}])

        assert f"<li>{marked}</li>" in voices.browse_themes(THEMES[:1], quote).html

    def test_markup_in_a_label_or_quotation_is_text(self):
        """Whatever a table holds, nothing of it becomes markup."""
        bad = "<script>alert('1')</script> & Co"
        shown = voices.browse_themes(
            changed(THEMES[:1], 0, "subtheme_in_text", bad), changed(QUOTES[:1], 0, "quote", bad)
        )

        assert "<script" not in shown.html
        assert words(shown.html).count(bad) == 2

    def test_text_says_the_same(self):
        """Where there is no HTML the same words stand as plain text."""
        shown = voices.browse_themes(THEMES, QUOTES)

        assert repr(shown) == shown.text
        seen = words(shown.html)
        assert all(line.strip() in seen for line in shown.text.splitlines())

    def test_a_subtheme_without_quotations_is_shown(self):
        """A subtheme for which nobody is quoted keeps its row."""
        shown = voices.browse_themes(THEMES[:1], QUOTES[:0])

        assert "(§10.1)</th><td><ul></ul></td>" in shown.html

    @pytest.mark.parametrize("section", ["", "10.1", "§", "Table 2", "§10.1 | §10.2"])
    def test_a_theme_without_section_is_refused(self, section):
        """A row that does not say where it comes from is named."""
        with pytest.raises(
            ValueError, match=r"row 1 of themes.*'When compassion|row 1 of themes"
        ) as error:
            voices.browse_themes(changed(THEMES, 1, "section", section), QUOTES[:0])

        assert f"section is {section!r}; it must be a section of the paper" in str(error.value)

    def test_a_quotation_of_no_subtheme_is_refused(self):
        """A quotation whose section is that of none of the subthemes would be lost in silence."""
        with pytest.raises(ValueError, match=r"row 0 of quotes, 'Familiar .*§99"):
            voices.browse_themes(THEMES, changed(QUOTES, 0, "section", "§99"))


class TestJointDisplay:
    """Each outcome beside its themes."""

    def test_every_pair_and_every_figure(self):
        """Above an outcome's rows stand its printed figures; each pair is one row."""
        shown = voices.joint_display(PAIRS, OUTCOMES)

        groups = re.findall(r'<th scope="rowgroup" colspan="2">(.*?)</th>', shown.html)
        signed = OUTCOMES["statistic"].str.replace("-", "\N{MINUS SIGN}")
        printed = {
            f"{row.outcome}: mean {row.mean_pre} before, {row.mean_post} after; "
            f"t({row.df}) = {t}, p = {row.pvalue}; {row.claim} in the paper "
            f"({row.section.split(' | ')[0]})"
            for row, t in zip(OUTCOMES.itertuples(), signed, strict=True)
        }
        assert set(groups) == printed | {"not measured by any score"}
        assert shown.html.count('<th scope="row">') == len(PAIRS)
        assert all(reading in words(shown.html) for reading in PAIRS["reading"])

    def test_who_says_so(self):
        """A pair of the paper's names its section; one of ours says that it is ours."""
        shown = words(voices.joint_display(PAIRS, OUTCOMES).html)

        by_paper = int((PAIRS["said_by"] == "the paper").sum())
        assert shown.count("said by the paper (§17)") == by_paper > 0
        assert shown.count("said by us") == len(PAIRS) - by_paper > 0

    def test_text_says_the_same(self):
        """The plain text has every figure and reading too."""
        shown = voices.joint_display(PAIRS, OUTCOMES)

        assert all(reading in repr(shown) for reading in PAIRS["reading"])

    BAD = (
        ("outcome", "anger", "outcome is 'anger'"),
        ("relation", "harmony", "'agreement', 'tension', 'silence'"),
        ("said_by", "everybody", "said_by is 'everybody'"),
        ("section", "", "section is '', for 'self-compassion'"),
        ("said_in", "none", "said_in is 'none', for 'self-compassion'"),
    )

    @pytest.mark.parametrize(("column", "value", "message"), BAD)
    def test_a_pair_that_does_not_say_where_it_is_from(self, column, value, message):
        """An unknown word or a missing section is answered with what would be accepted."""
        with pytest.raises(ValueError, match=re.escape(message)):
            voices.joint_display(changed(PAIRS, 0, column, value), OUTCOMES)


class TestLabelDrift:
    """Labels that differ between table and text."""

    def test_of_the_paper(self):
        """Two differ in words (§10.2, §10.3), two in capitals only, one of them a theme's."""
        drift = voices.label_drift(THEMES)

        assert dict(zip(drift["section"], drift["differs_in"], strict=True)) == {
            "§15.1": "capitals", "§10.2": "words", "§10.3": "words", "§15.2": "capitals",
        }  # fmt: skip
        assert drift["label"].tolist() == ["theme", "subtheme", "subtheme", "subtheme"]

    def test_none(self):
        """Where all labels agree there is no row."""
        alike = THEMES.assign(
            theme_in_table=THEMES["theme_in_text"], subtheme_in_table=THEMES["subtheme_in_text"]
        )

        assert voices.label_drift(alike).empty
