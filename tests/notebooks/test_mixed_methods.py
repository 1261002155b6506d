"""The chapter on diaries and voices: its tables are the paper's, its pairs have their place."""

import math
import re

import nbformat
import pandas as pd
import pytest
from chapters import ROOT
from quotations import not_in_paper, not_said
from statsmodels.stats.inter_rater import cohens_kappa

import twowaves

CHAPTER = ROOT / "notebooks" / "mixed-methods.ipynb"
CELLS = nbformat.read(CHAPTER, 4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
JOINT = twowaves.load_joint_display()
THEMES = twowaves.load_themes()
QUOTES = twowaves.load_quotes()
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
        outcomes = set(twowaves.load_outcomes()["outcome"])

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
        assert PRINTED.count("<details>") == 6

    def test_each_has_a_section(self):
        """No theme row stands without its section, and no quotation is longer than the paper's."""
        assert THEMES["section"].str.fullmatch(r"§\d+\.\d+").all()
        assert [] == [quote for quote in QUOTES["quote"] if not_said(quote)]

    def test_drift(self):
        """The labels that differ between table and text are those that the chapter prints."""
        pairs = [("theme_in_table", "theme_in_text"), ("subtheme_in_table", "subtheme_in_text")]
        for in_table, in_text in pairs:
            for row in THEMES[THEMES[in_table] != THEMES[in_text]].to_dict("records"):
                assert f">{row[in_table]}</td>" in PRINTED
                assert f">{row[in_text]}</td>" in PRINTED
        assert "and approach behaviour" in TEXT

    def test_traces_of_the_making(self):
        """A quotation in two wordings and one that is missing are told with their sections."""
        twice = QUOTES[QUOTES["quote"].str.contains("tunnel vision")]

        assert twice["section"].tolist() == ["§14.1", "§16.1"]
        assert "(§14.1, §16.1)" in TEXT
        assert "comes no quotation but the next heading (§16)" in TEXT


class TestReach:
    """What fifteen diaries and eight voices can support."""

    def test_the_count_of_the_diaries(self):
        """Three of fifteen: Wilson's interval, by its formula with z = 1.959964."""
        n, p, z = 15, 3 / 15, 1.959964
        middle, half = p + z**2 / (2 * n), z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low, high = ((middle + sign * half) / (1 + z**2 / n) for sign in (-1, 1))

        assert f"3 of 15 wrote of obstacles: {low * 100:.0f} % to {high * 100:.0f} %" in PRINTED

    def test_the_counts_of_the_paper(self):
        """The two counts of speakers that the chapter tells stand in the paper's own sentences."""
        assert '"three participants" once (§12.1)' in TEXT
        assert '"two participants" once (§15.2)' in TEXT
        assert None is not_in_paper("three participants identified obstacles and difficulties")
        assert None is not_in_paper("Two participants reported that they initially struggled")

    @pytest.mark.parametrize(("n", "who"), [(15, "diaries"), (8, "voices")])
    def test_silence(self, n, who):
        """The largest share of which a group of n says nothing once in twenty: 1 - .05^(1/n)."""
        most = 100 * (1 - 0.05 ** (1 / n))

        assert f"none of {n} {who}: still compatible with up to {most:.0f} %" in PRINTED

    def test_both_columns(self):
        """What the voices can show stands beside what they cannot."""
        part = TEXT.split("| they can show | they cannot show |")[1].split("\n\n")[0]

        assert len(part.splitlines()) >= 5


class TestExercise:
    """The coding exercise."""

    def test_agreement(self):
        """Kappa is that of its definition, by hand."""
        excerpts = twowaves.load_coding_exercise()
        first, second = excerpts["coder_1"].tolist(), excerpts["coder_2"].tolist()
        n = len(excerpts)
        same = sum(a == b for a, b in zip(first, second, strict=True)) / n
        chance = sum(first.count(code) * second.count(code) for code in set(first)) / n**2
        kappa = (same - chance) / (1 - chance)

        assert f"the same code: {same:.2f}" in PRINTED
        assert f"Cohen's kappa: {kappa:.2f}" in PRINTED

    def test_interval(self):
        """The interval is that of Fleiss, Cohen and Everitt (1969), by their formula."""
        excerpts = twowaves.load_coding_exercise()
        counts = pd.crosstab(excerpts["coder_1"], excerpts["coder_2"]).to_numpy()
        p = counts / counts.sum()
        rows, columns, same = p.sum(1), p.sum(0), p.trace()
        chance = rows @ columns
        kappa = (same - chance) / (1 - chance)
        agreeing = sum(
            p[i, i] * ((1 - chance) - (rows[i] + columns[i]) * (1 - same)) ** 2 for i in range(4)
        )
        apart = sum(
            p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(4) for j in range(4) if i != j
        )
        parts = agreeing + (1 - same) ** 2 * apart - (same * chance - 2 * chance + same) ** 2
        error = math.sqrt(parts / counts.sum()) / (1 - chance) ** 2
        low, high = kappa - 1.959964 * error, kappa + 1.959964 * error

        assert f"95 % interval {low:.2f} to {high:.2f}" in PRINTED

    def test_the_ways_that_are_shown(self):
        """Each solution runs as it stands, and merging codes does what its text says."""
        (way_1, way_2) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
        names = {
            "excerpts": twowaves.load_coding_exercise(),
            "pd": pd,
            "cohens_kappa": cohens_kappa,
        }
        exec(way_1, names)  # noqa: S102
        exec(way_2, names)  # noqa: S102

        merged, excerpts = names["merged"], names["excerpts"]
        before = excerpts["coder_1"] == excerpts["coder_2"]
        after = merged["coder_1"] == merged["coder_2"]
        kappas = [cohens_kappa(pd.crosstab(frame["coder_1"], frame["coder_2"])).kappa
                  for frame in (excerpts, merged)]  # fmt: skip
        assert after.sum() - before.sum() == 1
        assert abs(kappas[1] - kappas[0]) < 0.005
        assert 0 < cohens_kappa(pd.crosstab(excerpts["coder_1"], excerpts["mine"])).kappa < 1

    def test_the_rule_that_is_shown(self):
        """The excerpts that the third way settles and leaves are those on which the coders part."""
        excerpts = twowaves.load_coding_exercise()
        apart = excerpts.loc[excerpts["coder_1"] != excerpts["coder_2"], "number"].tolist()
        way = TEXT.split("A way to do the third")[1].split(":::")[0]

        assert sorted(int(number) for number in re.findall(r"\b\d+\b", way)) == apart

    def test_excerpts(self):
        """Twenty-four synthetic excerpts, each with a known code twice; five are apart."""
        excerpts = twowaves.load_coding_exercise()
        codes = set(re.findall(r"^- \*\*([a-z-]+)\*\*[:.]", TEXT, re.MULTILINE))

        assert len(excerpts) == 24
        assert {"soothing", "self-talk", "obstacle", "other"} == codes
        assert codes == set(excerpts["coder_1"]) == set(excerpts["coder_2"])
        assert (excerpts["coder_1"] != excerpts["coder_2"]).sum() == 5
        assert "They are synthetic" in TEXT

    def test_excerpts_are_not_the_papers(self):
        """No excerpt is a quotation from the paper."""
        excerpts = twowaves.load_coding_exercise()["excerpt"]

        assert all(not_in_paper(text) for text in excerpts)
