"""The chapter on diaries and voices: its tables are the paper's, its pairs have their place."""

import re

import nbformat
import pytest
from chapters import ROOT
from quotations import not_in_paper

import prepost

CHAPTER = ROOT / "notebooks" / "mixed-methods.ipynb"
CELLS = nbformat.read(CHAPTER, 4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
JOINT = prepost.load_joint_display()
THEMES = prepost.load_themes()
QUOTES = prepost.load_quotes()
RELATIONS = {"agreement", "tension", "silence"}


def printed():
    """Return all that the chapter's code cells put out, as text."""
    outputs = [output for cell in CELLS for output in cell.get("outputs", [])]
    data = [output.get("data", {}) for output in outputs]
    found = [each.get("text/html") or each.get("text/markdown", "") for each in data]
    return "\n".join(found + [output.get("text", "") for output in outputs])


PRINTED = printed()


class TestJointDisplay:
    """Each pair is an outcome of the paper and a subtheme of the paper."""

    def test_every_outcome_is_there(self):
        """No outcome is left out, and no other one is named."""
        outcomes = set(prepost.load_outcomes()["outcome"])

        assert outcomes == set(JOINT["outcome"]) - {"not measured"}

    @pytest.mark.parametrize("pair", JOINT.to_dict("records"), ids=lambda pair: pair["section"])
    def test_pairs(self, pair):
        """A subtheme is named as its heading, with its section; a relation is one of three."""
        subthemes = THEMES[["source", "subtheme_in_text", "section"]].itertuples(index=False)
        named = (pair["source"], pair["subtheme"], pair["section"])

        assert pair["relation"] in RELATIONS
        assert named == ("none",) * 3 or named in {tuple(each) for each in subthemes}
        assert (pair["source"] == "none") <= (pair["relation"] == "silence")
        assert len(pair["reading"].split()) >= 8

    def test_who_says_so(self):
        """Where the paper joins the two, its section is named; where we do, none is."""
        by_paper = JOINT["said_by"] == "the paper"

        assert {"the paper", "us"} == set(JOINT["said_by"])
        assert JOINT.loc[by_paper, "said_in"].str.fullmatch(r"§\d+(\.\d+)?").all()
        assert {"none"} == set(JOINT.loc[~by_paper, "said_in"])

    def test_the_paper_speaks_of_agreement_only(self):
        """What the chapter says of the discussion is so in the table."""
        assert {"agreement"} == set(JOINT.loc[JOINT["said_by"] == "the paper", "relation"])


class TestThemes:
    """Every theme and every quotation can be opened."""

    def test_all_are_there(self):
        """Each subtheme stands with its section, and each quotation under it."""
        for row in THEMES.to_dict("records"):
            assert f"{row['subtheme_in_text']} ({row['section']})" in PRINTED
        for quote in QUOTES["quote"]:
            assert quote.replace("'", "&#x27;") in PRINTED

    def test_each_has_a_section(self):
        """No theme row stands without its section, and no quotation is longer than the paper's."""
        assert THEMES["section"].str.fullmatch(r"§\d+\.\d+").all()
        assert [] == [quote for quote in QUOTES["quote"] if not_in_paper(quote)]

    def test_drift(self):
        """The labels that differ between table and text are those that the chapter prints."""
        differs = (THEMES["theme_in_table"] != THEMES["theme_in_text"]) | (
            THEMES["subtheme_in_table"] != THEMES["subtheme_in_text"]
        )

        assert {"§10.2", "§10.3", "§15.1", "§15.2"} == set(THEMES.loc[differs, "section"])
        assert "and approach behaviour" in TEXT


class TestExercise:
    """The coding exercise."""

    def test_agreement(self):
        """Kappa is that of its definition, by hand."""
        excerpts = prepost.load_coding_exercise()
        first, second = excerpts["coder_1"].tolist(), excerpts["coder_2"].tolist()
        n = len(excerpts)
        same = sum(a == b for a, b in zip(first, second, strict=True)) / n
        chance = sum(first.count(code) * second.count(code) for code in set(first)) / n**2
        kappa = (same - chance) / (1 - chance)

        assert f"the same code: {same:.2f}" in PRINTED
        assert f"Cohen's kappa: {kappa:.2f}" in PRINTED

    def test_excerpts(self):
        """Twenty-four synthetic excerpts, each with a known code twice; five are apart."""
        excerpts = prepost.load_coding_exercise()
        codes = set(re.findall(r"^- \*\*([a-z-]+)\*\*[:.]", TEXT, re.MULTILINE))

        assert len(excerpts) == 24
        assert {"soothing", "self-talk", "obstacle", "other"} == codes
        assert codes == set(excerpts["coder_1"]) == set(excerpts["coder_2"])
        assert (excerpts["coder_1"] != excerpts["coder_2"]).sum() == 5
        assert "They are synthetic" in TEXT

    def test_excerpts_are_not_the_papers(self):
        """No excerpt is a quotation from the paper."""
        excerpts = prepost.load_coding_exercise()["excerpt"]

        assert all(not_in_paper(text) for text in excerpts)
