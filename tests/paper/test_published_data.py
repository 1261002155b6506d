"""The files under ``data/``: every printed figure, every section, every description.

The figures were typed a second time here, from the paper, in the order of its sentences.
Numbers that `discrepancies.csv` states are computed again from the printed ones.
"""

import csv
import math
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from twowaves.paper import datasets
from twowaves.printed.number import matches, parse_printed

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv"))
PUBLISHED = [name for name in FILES if name.startswith("published/")]
SEPARATOR = " | "

# §6 to §8, sentence by sentence.
TESTS = """
§6   self-compassion  M = 2.8, SD = 0.8 versus M = 3.5, SD = 0.4     t(11) = -3.125, p = .01
§7.1 self-persecution M = 7.4, SD = 8.6 versus M = 3.9, SD = 2.9     t(11) = 1.303, p = .11
§7.2 self-correction  M = 21.3, SD = 11.2 versus M = 11.2, SD = 6.6  t(11) = 2.983, p = .01
§8.1 inadequate self  M = 19.3, SD = 8.8 versus M = 13.1, SD = 4.7   t(11) = -2.040, p = .05
§8.2 reassured self   M = 14.2, SD = 7.2 versus M = 19.8, SD = 4.7   t(11) = -2.187, p = .05
§8.3 hated self       M = 4.8, SD = 4.5 versus M = 2.5, SD = 1.9     t(11) = -1.636, p = .07
"""
FIGURE = r"(-?\d*\.\d+)"
TEST = re.compile(
    rf"(§\S+) +(.+?) +M = {FIGURE}, SD = {FIGURE} versus M = {FIGURE}, SD = {FIGURE}"
    rf" +t\((\d+)\) = {FIGURE}, p = {FIGURE}"
)

# Table 1, row by row.
TABLE_1 = {
    "Self-compassion": "2.8 (0.8) 3.5 (0.4)",
    "Self-persecution": "7.4 (8.6) 3.9 (2.9)",
    "Self-correction": "21.3 (11.2) 11.2 (6.6)",
    "Inadequate self": "19.3 (8.8) 13.1 (4.7)",
    "Reassure self": "14.2 (7.2) 19.8 (4.7)",
    "Hated self": "4.8 (4.5) 2.5 (1.9)",
}


@pytest.fixture(scope="module")
def outcomes():
    return datasets.load_outcomes()


@pytest.fixture(scope="module")
def themes():
    return datasets.load_themes()


@pytest.fixture(scope="module")
def quotes():
    return datasets.load_quotes()


@pytest.fixture(scope="module")
def discrepancies():
    return datasets.load_discrepancies().set_index("id")


def described():
    """Read data/README.md: for each file its columns and the function that loads it."""
    readme = (DATA / "README.md").read_text("utf-8")
    for section in re.split(r"^## ", readme, flags=re.MULTILINE):
        if match := re.match(r"(\S+\.csv)\n", section):
            columns = re.findall(r"^\| `(\w+)` \| .+ \|$", section, flags=re.MULTILINE)
            loaders = re.findall(r"^Read by `twowaves\.(\w+)\(\)`\.$", section, flags=re.MULTILINE)
            yield match[1], columns, loaders


DESCRIBED = list(described())


def header(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


class TestOutcomes:
    """Table 1 and the six tests."""

    def test_every_figure_of_the_tests(self, outcomes):
        """Means, SDs, df, t and p are those of the sentences in §6 to §8."""
        columns = ["mean_pre", "sd_pre", "mean_post", "sd_post", "df", "statistic", "pvalue"]
        sections = outcomes["section"].str.split(SEPARATOR).str[0]
        rows = zip(sections, outcomes["outcome"], *(outcomes[c] for c in columns), strict=True)

        assert TEST.findall(TESTS) == list(rows)

    def test_every_figure_of_the_table(self, outcomes):
        """Labels, means and SDs are those of Table 1, which agrees with the sentences."""
        cells = [
            f"{row.mean_pre} ({row.sd_pre}) {row.mean_post} ({row.sd_post})"
            for row in outcomes.itertuples()
        ]

        assert dict(zip(outcomes["label_in_table"], cells, strict=True)) == TABLE_1
        assert set(outcomes["n"]) == {"10"}
        assert all("Table 1" in section for section in outcomes["section"])

    def test_columns_of_the_contract_come_first(self, outcomes):
        """An audit of another table takes the same columns in the same order."""
        contract = (
            "outcome instrument n n_items scoring scale_min scale_max mean_pre sd_pre mean_post "
            "sd_post statistic df pvalue claim"
        )

        assert contract.split() == list(outcomes.columns)[:15]

    def test_claims(self, outcomes):
        """The abstract calls four results significant and two not."""
        not_significant = outcomes.loc[outcomes["claim"] == "not significant", "outcome"]

        assert set(outcomes["claim"]) == {"significant", "not significant"}
        assert set(not_significant) == {"hated self", "self-persecution"}

    def test_scores(self, outcomes):
        """Items and ranges are those of the published keys: 12; 8 and 13 of 21; 9, 8, 5 of 22."""
        rows = outcomes.set_index("outcome")[["instrument", "n_items", "scoring", "scale_max"]]

        assert {name: tuple(row) for name, row in rows.T.items()} == {
            "self-compassion": ("scs-sf", 12, "mean", 5),
            "self-persecution": ("fscs", 8, "total", 32),
            "self-correction": ("fscs", 13, "total", 52),
            "inadequate self": ("fscrs", 9, "total", 36),
            "reassured self": ("fscrs", 8, "total", 32),
            "hated self": ("fscrs", 5, "total", 20),
        }
        items = outcomes.groupby("instrument")["n_items"].sum().to_dict()
        assert items == {"scs-sf": 12, "fscs": 21, "fscrs": 22}

    def test_range_is_that_of_the_printed_means(self, outcomes):
        """Totals of k items run from 0 to 4k, the mean of items from 1 to 5; all means fit."""
        total = outcomes["scoring"] == "total"

        assert set(outcomes.loc[total, "scale_min"]) == {0}
        assert (outcomes["scale_max"] == 4 * outcomes["n_items"])[total].all()
        assert outcomes.loc[~total, ["scale_min", "scale_max"]].to_numpy().tolist() == [[1, 5]]
        for column in ("mean_pre", "mean_post"):
            means = outcomes[column].astype(float)
            assert means.between(outcomes["scale_min"], outcomes["scale_max"]).all()

    def test_every_mean_moved_as_predicted(self, outcomes):
        """Improvement was predicted, and each printed mean moved that way."""
        rose = outcomes["mean_post"].astype(float) > outcomes["mean_pre"].astype(float)

        assert np.where(rose, "rise", "fall").tolist() == outcomes["predicted"].tolist()


class TestPeople:
    """Who took part, and how many."""

    def test_flow(self):
        """Sixteen enrolled, 15 consented, 11 complete pairs; 10 in Table 1, 12 behind t(11)."""
        flow = datasets.load_flow()

        assert list(flow["n"]) == [16, 15, 15, 8, 11, 10, 12]
        assert list(flow.loc[flow["basis"] == "implied", "n"]) == [12]

    def test_flow_leads_from_the_enrolled_to_the_pairs(self):
        """Each step follows one above it, and the numbers of the tests follow the pairs."""
        flow = datasets.load_flow()
        above = ["none", *flow["step"]]

        assert all(flow["follows"][i] in above[: i + 1] for i in range(len(flow)))
        assert dict(zip(flow["n"], flow["follows"], strict=True))[11] == "consented to take part"
        assert set(flow.loc[flow["n"].isin([10, 12]), "follows"]) == {
            "completed both questionnaires"
        }

    def test_weeks_are_those_of_the_module(self):
        """The module has the 12 weeks that its quotation names, and nothing has more."""
        schedule = datasets.load_schedule().set_index("what")
        (printed,) = re.findall(r"(\d+)-week module", schedule.loc["module", "quote"])

        assert schedule["weeks"].max() == schedule.loc["module", "weeks"] == int(printed)
        assert set(schedule.loc[schedule["when"].isin(["before", "after"]), "weeks"]) == {0}

    def test_the_implied_number_follows_from_df(self, outcomes):
        """A paired t test has one degree of freedom less than it has pairs."""
        flow = datasets.load_flow().set_index("basis")

        assert {int(df) + 1 for df in outcomes["df"]} == {flow.loc["implied", "n"]}

    def test_each_characteristic_adds_up_to_everyone(self):
        """Whatever one counts by, there are 15 participants."""
        participants = datasets.load_participants()

        assert participants.groupby("characteristic")["n"].sum().to_dict() == {
            "profession": 15,
            "gender": 15,
            "country": 15,
            "age range": 15,
        }

    def test_participants(self):
        """The numbers of §3.3, typed again."""
        participants = datasets.load_participants()
        counts = participants.groupby("characteristic")["n"].apply(list).to_dict()

        assert counts == {
            "profession": [13, 1, 1],
            "gender": [8, 7],
            "country": [13, 1, 1],
            "age range": [15],
        }

    @pytest.mark.parametrize("load", [datasets.load_flow, datasets.load_participants])
    def test_a_number_in_digits_in_a_quotation_is_the_row_s(self, load):
        """Where the quotation has its number in digits, it is the one in `n`."""
        for row in load().itertuples():
            for digits in re.findall(r"(?:n =|was|these,) (\d+)", row.quote):
                assert int(digits) in {row.n, 8, 7}


class TestThemes:
    """Tables 2 and 3, and what was said."""

    def test_tables(self, themes):
        """Themes and subthemes as the tables list them, typed again."""
        listed = themes.groupby(["table", "theme_number", "theme_in_table"], sort=True)
        table = {key[0][-1] + key[1] + " " + key[2]: len(rows) for key, rows in listed}

        assert table == {
            "21 The benefits of compassion": 3,
            "22 When compassion arises": 3,
            "23 Difficulties and opportunities": 2,
            "31 Self-reflection and self-practice": 3,
            "32 Finding Balance": 2,
            "33 Critical self and compassionate self": 1,
        }
        assert "".join(themes["subtheme_letter"]) == "abcabcababcaba"

    def test_table_and_source_go_together(self, themes):
        """Table 2 is about the diaries, Table 3 about the focus group."""
        pairs = set(zip(themes["table"], themes["source"], strict=True))

        assert pairs == {("Table 2", "diaries"), ("Table 3", "focus group")}

    def test_where_labels_differ(self, themes):
        """Three labels differ between table and heading, one of them only in capitals."""
        differ = themes[themes["subtheme_in_table"] != themes["subtheme_in_text"]]

        assert list(differ["section"]) == ["§10.2", "§10.3", "§15.2"]
        assert differ.iloc[2]["subtheme_in_table"].title() == "Fears, Blocks And Resistances"

    def test_every_quotation_belongs_to_a_subtheme(self, quotes, themes):
        """Section, source and headings of a quotation are those of its subtheme."""
        keys = ["section", "source", "theme_in_text", "subtheme_in_text"]
        known = set(themes[keys].itertuples(index=False, name=None))
        used = quotes[["section", "source", "theme", "subtheme"]].itertuples(index=False, name=None)

        assert set(used) == known

    def test_quotations_are_short(self, quotes):
        """None has more than 40 words."""
        assert quotes["quote"].str.split().str.len().max() <= 40

    def test_what_was_left_out_is_said(self, quotes):
        """Six quotations were cut, at an end that the row names."""
        assert Counter(quotes["left_out"]) == {
            "nothing": 29,
            "start": 3,
            "end": 3,
            "start and end": 1,
        }

    def test_tunnel_vision_stands_in_both_wordings(self, quotes):
        """Once "what is", once "what's"; the rest of the passage is alike, word for word."""
        first, second = quotes.loc[quotes["quote"].str.contains("tunnel vision"), "quote"]

        assert "what is going on" in first
        assert "what's going on" in second
        assert first.replace("what is", "what's") == second.replace("It's", "So it's")

    @pytest.mark.parametrize(
        ("section", "words"),
        [
            ("§10.2", "I've found more inner warmth towards my personal struggle"),
            ("§11.3", "When I was looking out for others"),
            ("§12.1", "didn't last long"),
            (
                "§14.3",
                "I'm doing a lot of processing and reflecting and I'm needing a lot of reassurance",
            ),
        ],
    )
    def test_quotations_typed_again(self, quotes, section, words):
        """A few quotations, word for word."""
        assert words in set(quotes.loc[quotes["section"] == section, "quote"])


class TestDiscrepancies:
    """What does not fit, and the numbers that say so."""

    def test_every_subject_is_there(self, discrepancies):
        """Twelve subjects, in order, each with its letters in order."""
        numbers = [int(re.match(r"\d+", key)[0]) for key in discrepancies.index]

        assert sorted(set(numbers)) == list(range(1, 13))
        assert numbers == sorted(numbers)
        assert list(discrepancies.index) == sorted(
            discrepancies.index, key=lambda key: (int(key.rstrip("abcde")), key)
        )

    def test_kinds_are_those_explained(self, discrepancies):
        """Each kind is explained in data/README.md, and none is explained in vain."""
        readme = (DATA / "README.md").read_text("utf-8")
        table = readme.partition("| kind | used where |\n|---|---|\n")[2].partition("\n\n")[0]
        kinds = {row.split(" | ")[0].strip("| ") for row in table.splitlines()}

        assert kinds == set(discrepancies["kind"])
        assert set(discrepancies["basis"]) == {"read", "computed"}

    def test_quoted_tests_are_the_printed_ones(self, discrepancies, outcomes):
        """A test that is quoted has the t and p of the outcome in whose section it stands."""
        sections = outcomes["section"].str.split(SEPARATOR).str[0]
        printed = {
            section: f"(t({row.df}) = {row.statistic}, p = {row.pvalue})"
            for section, row in zip(sections, outcomes.itertuples(), strict=True)
        }
        quoted = [
            (section, test[0])
            for row in discrepancies.itertuples()
            for section, quote in zip(
                row.section.split(SEPARATOR), row.quote.split(SEPARATOR), strict=True
            )
            if (test := re.search(r"t\(11\) = -?\d\.\d+(, p = \.\d+)?", quote))
        ]

        assert len(quoted) == 15
        assert all(test in printed[section] for section, test in quoted)

    def test_1_as_in_the_flow(self, discrepancies):
        """The numbers of pairs that are quoted stand in flow.csv with the same words."""
        flow = SEPARATOR.join(datasets.load_flow()["quote"])
        quoted = discrepancies.loc["1", "quote"].split(SEPARATOR)

        assert all(quote.partition(", p")[0] in flow for quote in quoted)

    def test_2_which_numbers_of_people_fit(self, outcomes):
        """Ten people fit two outcomes of six; 11 and 12 fit all."""
        fits = {
            n: {row.outcome for row in outcomes.itertuples() if sums(row, n)} for n in (10, 11, 12)
        }

        assert fits[10] == {"self-compassion", "inadequate self"}
        assert fits[11] == fits[12] == set(outcomes["outcome"])

    def test_2_the_sums_at_eleven(self, outcomes):
        """At n = 11 one sum of changes and of their squares fits each total."""
        totals = outcomes[outcomes["scoring"] == "total"]

        assert {row.outcome: sums(row, 11) for row in totals.itertuples()} == {
            "self-persecution": [(38, 904)],
            "self-correction": [(111, 2379)],
            "inadequate self": [(68, 1430)],
            "reassured self": [(62, 1080)],
            "hated self": [(25, 269)],
        }

    def test_3a_tails(self, discrepancies, outcomes):
        """The printed .11 and .07 are one-tailed; the stated two-tailed p are right."""
        two = pvalues(outcomes, 11, tails=2)
        text = discrepancies.loc["3a", "explanation"]

        for outcome, one_tailed, two_tailed in [
            ("self-persecution", ".11", ".22"),
            ("hated self", ".07", ".13"),
        ]:
            assert matches(two_tailed, two[outcome])
            assert matches(one_tailed, two[outcome] / 2)
            assert not matches(one_tailed, two[outcome])
            assert one_tailed in text
            assert two_tailed in text

    def test_3b_a_threshold(self, discrepancies, outcomes):
        """Rounded, p of inadequate self is .07 or .03; as thresholds .01 and .05 fit throughout."""
        two = pvalues(outcomes, 11, tails=2)["inadequate self"]
        printed = outcomes.set_index("outcome")["pvalue"]

        assert matches(".07", two)
        assert matches(".03", two / 2)
        assert "p = .07 with two tails or p = .03 with one" in discrepancies.loc["3b", "expected"]
        for df in (10, 11):
            for outcome, one in pvalues(outcomes, df, tails=1).items():
                text = printed[outcome]
                assert matches(f"< {text}" if text in {".01", ".05"} else text, one)

    def test_4a_two_tails(self, discrepancies, outcomes):
        """Two-tailed at .05, two outcomes are significant, and the stated p are right."""
        two = pvalues(outcomes, 11, tails=2)
        one = pvalues(outcomes, 11, tails=1)
        claimed = set(outcomes.loc[outcomes["claim"] == "significant", "outcome"])

        assert set(two[two < 0.05].index) == {"self-compassion", "self-correction"}
        assert set(one[one < 0.05].index) == claimed
        assert matches(".066", two["inadequate self"])
        assert matches(".051", two["reassured self"])
        for figure in ("p = .066", "p = .051"):
            assert figure in discrepancies.loc["4a", "explanation"]

    @pytest.mark.parametrize(
        ("adjust", "tails", "df", "expected"),
        [
            ("holm", 1, 11, 2),
            ("holm", 2, 11, 0),
            ("benjamini-hochberg", 2, 11, 2),
            ("benjamini-hochberg", 1, 11, 4),
            ("benjamini-hochberg", 1, 10, 2),
        ],
    )
    def test_4b_six_tests(self, outcomes, adjust, tails, df, expected):
        """How many results survive each correction is as the row says."""
        p = pvalues(outcomes, df, tails=tails).to_numpy()
        adjusted = holm(p) if adjust == "holm" else stats.false_discovery_control(p)

        assert expected == np.sum(adjusted < 0.05)

    @pytest.mark.parametrize(("df", "figure"), [(11, ".0496"), (10, ".0515")])
    def test_4b_the_knife_edge(self, discrepancies, outcomes, df, figure):
        """The adjusted p on either side of .05 is stated to four decimals."""
        adjusted = stats.false_discovery_control(pvalues(outcomes, df, tails=1).to_numpy())

        assert matches(figure, sorted(adjusted)[3])
        assert figure in discrepancies.loc["4b", "explanation"]

    def test_5_signs(self, outcomes):
        """Two of the four falls print a negative t; with pre minus post all four are positive."""
        fell = outcomes[outcomes["predicted"] == "fall"]
        negative = fell.loc[fell["statistic"].str.startswith("-"), "outcome"]

        assert list(negative) == ["inadequate self", "hated self"]
        assert outcomes.loc[outcomes["predicted"] == "rise", "statistic"].str.startswith("-").all()

    def test_9a_implied_correlations(self, discrepancies, outcomes):
        """The six correlations at n = 11 and the size of their sampling error are right."""
        text = discrepancies.loc["9a", "explanation"]
        stated = re.findall(r"\N{MINUS SIGN}?\.\d\d", text)
        implied = [implied_correlation(row, 11) for row in outcomes.itertuples()]

        assert len(stated) == 6
        assert all(matches(figure, r) for figure, r in zip(stated, implied, strict=True))
        assert "±.6" in text
        assert matches(".6", math.tanh(stats.norm.ppf(0.975) / math.sqrt(11 - 3)))

    def test_9b_spread(self, outcomes):
        """Every SD is smaller after the module."""
        assert (outcomes["sd_post"].astype(float) < outcomes["sd_pre"].astype(float)).all()

    def test_11b_subthemes(self, themes):
        """One theme has one subtheme, the others have two or three."""
        sizes = Counter(zip(themes["source"], themes["theme_number"], strict=True))

        assert [key for key, size in sizes.items() if size == 1] == [("focus group", "3")]
        assert set(sizes.values()) == {1, 2, 3}

    def test_11d_labels(self, discrepancies, themes):
        """The quoted labels are those in which Table 2 differs from the text."""
        diaries = themes[themes["source"] == "diaries"]
        differ = diaries[diaries["subtheme_in_table"] != diaries["subtheme_in_text"]]
        labels = differ[["subtheme_in_table", "subtheme_in_text"]].to_numpy().ravel()

        assert len(diaries) == 8
        assert discrepancies.loc["11d", "quote"].split(SEPARATOR) == list(labels)


def pvalues(outcomes, df, *, tails):
    """P of each printed t at these degrees of freedom."""
    t = outcomes.set_index("outcome")["statistic"].astype(float).abs()
    return pd.Series(tails * stats.t.sf(t, df), index=t.index)


def holm(p):
    """Holm's adjusted p, in ascending order."""
    return np.maximum.accumulate(np.sort(p) * np.arange(len(p), 0, -1))


def implied_correlation(row, n):
    """Return the correlation with which the printed means and SDs give the printed t."""
    change = float(row.mean_post) - float(row.mean_pre)
    first, second = float(row.sd_pre), float(row.sd_post)
    sd_change = change * math.sqrt(n) / float(row.statistic)
    return (first**2 + second**2 - sd_change**2) / (2 * first * second)


def sums(row, n):
    """Return which sums of n changes and of their squares give the printed means and |t|.

    Necessary, not sufficient: whether such changes also fit both SDs is not looked at.
    """
    interval = parse_printed(row.statistic.lstrip("-")).interval()
    low, high = Fraction(interval.low), Fraction(interval.high)
    found = []
    for change in changes(row, n):
        base = Fraction(change**2, n)
        squares = range(
            math.ceil(base * (1 + (n - 1) / high**2)), math.floor(base * (1 + (n - 1) / low**2)) + 1
        )
        # A whole number and its square are both odd or both even, and so are sums of them.
        found += [(change, square) for square in squares if (change - square) % 2 == 0]
    return found


def changes(row, n):
    """Return the sums of changes, in item points, that two printed means leave open."""
    points = n * (row.n_items if row.scoring == "mean" else 1)
    before, after = (totals(mean, points) for mean in (row.mean_pre, row.mean_post))
    return sorted({abs(y - x) for x in before for y in after})


def totals(mean, points):
    interval = parse_printed(mean).interval()
    low, high = Fraction(interval.low) * points, Fraction(interval.high) * points
    return range(math.ceil(low), math.floor(high) + 1)


class TestFiles:
    """Form and description of every file."""

    def test_every_file_is_described(self):
        """data/README.md has a part for each CSV under data/, and for no other."""
        assert sorted(name for name, _, _ in DESCRIBED) == FILES

    @pytest.mark.parametrize(
        ("name", "columns"), [part[:2] for part in DESCRIBED], ids=[part[0] for part in DESCRIBED]
    )
    def test_every_column_is_described(self, name, columns):
        """The described columns are those of the file, in its order."""
        assert header(name) == columns

    @pytest.mark.parametrize("part", DESCRIBED, ids=lambda part: part[0])
    def test_the_function_named_reads_the_file(self, part):
        """The loader that data/README.md names gives the columns of the file."""
        _, columns, (loader,) = part

        assert list(getattr(datasets, loader)().columns) == columns
        assert loader in datasets.__all__

    @pytest.mark.parametrize("name", FILES)
    def test_form(self, name):
        """UTF-8 without a mark, and line feeds only, without spaces before them."""
        raw = (DATA / name).read_bytes()

        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        assert all(line == line.strip() != "" for line in raw.decode("utf-8").splitlines())

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_every_row_names_its_section(self, name):
        """Each section is one that the paper has."""
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for section in row["section"].split(SEPARATOR):
                    assert re.fullmatch(
                        r"§([1-9]|1\d|2[01])(\.[1-5])?|Table [123]|Abstract|References", section
                    )

    @pytest.mark.parametrize("name", ["flow", "participants", "quotes", "discrepancies"])
    def test_each_quotation_has_its_section(self, name):
        """A cell with several quotations has as many sections."""
        with (DATA / f"published/{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["section"].count(SEPARATOR) == row["quote"].count(SEPARATOR)

    def test_licence_and_source_are_named(self):
        """The paper's licence and address stand in data/README.md."""
        readme = (DATA / "README.md").read_text("utf-8")

        assert "CC BY 4.0" in readme
        assert "https://doi.org/10.1002/capr.12396" in readme
