"""What a result shows in a notebook: a line, and a table in readers' words."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

import twowaves
from twowaves._base.displays import html_table
from twowaves.classroom.marks import ClassMarks

ODD = "<b>Ada & Bo</b>"
STUDIES = twowaves.simulate(twowaves.Design(n=12, true_change=4), 50, seed=1)
RANDOM = np.random.default_rng(1)
PRE, POST = RANDOM.normal(20, 5, (500, 12)), RANDOM.normal(22, 5, (500, 12))


def marks(people):
    """Return marks of so many people, every third to be looked at, with as many problems."""
    status = ["look" if i % 3 == 0 else "marked" for i in range(people)]
    table = pd.DataFrame({"name": [f"{ODD} {i}" for i in range(people)], "status": status})
    problems = pd.DataFrame({"person": "", "file": ODD, "reason": "was not read"}, table.index)
    return ClassMarks(table, pd.DataFrame({"answer": range(5 * people)}), problems)


def odd_form():
    """Return a form whose names hold what HTML would read."""
    form = twowaves.load_instrument("fscrs")
    return type(form)(**{**vars(form), "name": ODD, "id": ODD})


def table_of(result):
    """Return the table that a notebook shows; it must be well-formed."""
    return ET.fromstring(result._repr_html_())  # noqa: S314 # our own


# one small and one large of each kind that the face hands out
SHOWN = {
    "ClassKit": [
        twowaves.ClassKit(Path(ODD), {"Ada": "ada"}, "0" * 64),
        twowaves.ClassKit(Path("kit"), {f"{i}": f"{i}" for i in range(500)}, "0" * 64),
    ],
    "ClassMarks": [marks(2), marks(500)],
    "CronbachAlpha": [
        twowaves.cronbach_alpha(twowaves.load_synthetic_answers(), "scs-sf", "self-compassion")
    ],
    "Design": [
        twowaves.Design(n=12),
        twowaves.Design(n=12, scale_max=None, n_control=9, threats=[twowaves.History(2)] * 20),
    ],
    "Estimate": [twowaves.power(STUDIES), twowaves.Estimate(np.nan, np.nan, 0, 7)],
    "Instrument": [twowaves.load_instrument("scs-sf"), odd_form()],
    "PairedTTestResult": [
        twowaves.paired_ttest(PRE[0], POST[0]),
        twowaves.paired_ttest(PRE[0] / 1e9, POST[0] / 1e9, alternative="less"),
        twowaves.paired_ttest([1, 2, np.nan], [2, 4, 6], nan_policy="propagate"),
        twowaves.paired_ttest([[1, 2, np.nan]], [[2, 4, 6]], nan_policy="propagate"),
        twowaves.paired_ttest(PRE, POST, alternative="greater"),
        twowaves.paired_ttest(PRE.reshape(50, 10, 12), POST.reshape(50, 10, 12)),
        twowaves.paired_ttest(np.empty((0, 12)), np.empty((0, 12))),
    ],
    "Printed": [
        twowaves.read_printed(f"Outcome\tPre M\tt\n{ODD}\t2.5\t1.2 0\n"),
        twowaves.read_printed(
            "Outcome\tBaseline (n = 20)\tPost (n = 20)\tdf\tx\n"
            + "".join(
                f"a long name of an outcome {k}\t{k}.5 (1.2)\t3 (1)\t38\t{k}\n" for k in range(500)
            )
        ),
    ],
    "Reconstructions": [
        twowaves.Reconstructions(ODD, [[1, 2]], [[2, 4]], total=1),
        twowaves.Reconstructions(
            "many", RANDOM.integers(0, 9, (500, 90)), np.zeros((500, 90), int)
        ),
    ],
    "Retrodesign": [twowaves.retrodesign(2, 8.1)],
    "Roster": [
        twowaves.Roster((ODD,), (1,)),
        twowaves.Roster(tuple(f"{ODD} {i}" for i in range(500)), tuple(range(500))),
    ],
    "TypeSM": [twowaves.type_s_and_m(STUDIES, 4)],
}
PLAIN = {  # these are told by one line that Python reads, or a sentence
    "CheckResult": twowaves.check("study-3", 12),
    "DropOut": twowaves.DropOut(0.25),
    "History": twowaves.History(2),
    "Interval": twowaves.Interval(Decimal("2.75"), Decimal("2.85")),
    "PrintedNumber": twowaves.parse_printed("2.8"),
    "Selection": twowaves.Selection(0.5),
    "SocialDesirability": twowaves.SocialDesirability(2),
    "Threat": twowaves.Threat(),
}
EACH = [(name, i) for name, things in SHOWN.items() for i in range(len(things))]


def test_every_kind():
    """Every type of the face is tried here, errors aside."""
    faces = {name: getattr(twowaves, name) for name in twowaves.__all__}
    kinds = {name for name, it in faces.items() if isinstance(it, type)}
    errors = {name for name in kinds if issubclass(faces[name], Exception)}

    assert kinds - errors == (SHOWN.keys() | PLAIN.keys()) - {"CronbachAlpha"}


@pytest.mark.parametrize(("name", "which"), EACH)
def test_one_line(name, which):
    """In plain text a result is one line that two lines of a screen hold, whatever its size."""
    line = repr(SHOWN[name][which])

    assert "\n" not in line
    assert len(line) <= (700 if name == "Design" else 170)
    assert not re.search(r"\d\.\d{5}|np\.|array|nan", line.replace("0.000000", ""))


@pytest.mark.parametrize("name", PLAIN)
def test_plain(name):
    """What is no table is one short line too."""
    line = repr(PLAIN[name])

    assert "\n" not in line
    assert len(line) <= 100


@pytest.mark.parametrize(("name", "which"), EACH)
def test_table(name, which):
    """In a notebook it is one well-formed table of a few rows, each with a name."""
    table = table_of(SHOWN[name][which])

    rows = table.findall("tbody/tr")
    assert "table" == table.tag
    assert table.findtext("caption")
    assert len(rows) <= 15
    assert all(row.find("th").get("scope") == "row" and row.find("th").text for row in rows)
    assert len({len(row) for row in rows}) <= 1
    assert table.findall(".//b") == []
    assert not re.search(r"\bnan\b|None|np\.", "".join(table.itertext()))


@pytest.mark.parametrize(
    ("thing", "line"),
    [
        (
            twowaves.paired_ttest([3, 1, 4, 1, 5], [4, 3, 6, 2, 9]),
            ("<paired t test of 5 pairs, two-tailed: t(4) = 3.65, p = .022, mean change 2.00, "
             "95 % interval 0.48 to 3.52, d_z = 1.63>"),
        ),
        (
            twowaves.paired_ttest([[1, 2, 3], [2, 4, 7]], [[2, 4, 3], [1, 5, 9]]),
            "<paired t tests of 2 data sets, two-tailed: from p = .225 to p = .529>",
        ),
        (twowaves.Design(n=12, true_change=4), "Design(n=12, true_change=4.0)"),
        (twowaves.Estimate(0.9, 0.021, 200, 3),
         "<0.900 ± 0.021 from 200 simulated studies, 3 of them not tested>"),
        (twowaves.retrodesign(2, 8.1), "<power 0.057, type S 0.240, type M 9.537>"),
        (twowaves.Roster(("Ada", "Bo"), (1, 2)), "<class of 2: Ada and Bo>"),
        (marks(3), ("<marks of a class: people 3, marked 2, to be looked at 1, "
                    "with nothing handed in 0, answers 15, problems 3>")),
        (twowaves.Interval(Decimal(1), Decimal(2), closed_low=False), "<Interval (1, 2]>"),
    ],
)  # fmt: skip
def test_words(thing, line):
    """The line says what a reader would ask first, in numbers as the book prints them."""
    assert line == repr(thing)


def test_the_whole_test():
    """The table of one test has every figure of the result, p told from its level."""
    result = twowaves.paired_ttest_from_stats(2.8, 0.8, 3.5, 0.4, 11, statistic=2.23)

    rows = table_of(result).findall("tbody/tr")
    assert {
        "mean before (SD)": "2.80 (0.80)",
        "mean after (SD)": "3.50 (0.40)",
        "mean change (SD)": "0.70 (1.04)",
        "95 % interval of the mean change": "0.00 to 1.40",
        "t(10)": "2.23",
        "p": ".0498",  # not .050, since it is below .05
        "correlation r": "\N{MINUS SIGN}0.44",
        "d_z": "0.67",
        "d_av": "1.17",
        "d_rm": "1.14",
        "g_av": "1.08",
    } == {"_".join(row[0].itertext()): row[1].text for row in rows}


def test_the_places_of_a_stack():
    """Each data set of a stack has its place beside it, and those beyond the tenth are counted."""
    stack = twowaves.paired_ttest(PRE.reshape(50, 10, 12), POST.reshape(50, 10, 12))

    table = table_of(stack)
    assert [f"0, {i}" for i in range(10)] == [row[0].text for row in table.findall("tbody/tr")]
    assert "of 500 data sets" in table.findtext("caption")
    assert table.findtext("caption").endswith("the first 10")


@pytest.mark.parametrize("axis", [0, 1])
def test_the_outcomes_of_tables(axis):
    """Each column of two tables has its own name beside its test; so has each row, turned."""
    names = ["hope", ODD, ("score", 2)]
    before = pd.DataFrame(PRE[:3].T, columns=pd.Index(names, tupleize_cols=False))
    tables = [before, before + POST[:3].T]
    result = twowaves.paired_ttest(*(each.T if axis else each for each in tables), axis=axis)

    table = table_of(result)
    assert ("hope", ODD, "score, 2") == result.outcomes
    assert list(result.outcomes) == [row[0].text for row in table.findall("tbody/tr")]
    assert "outcome" == table.findtext("thead/tr/th")
    assert () == twowaves.paired_ttest(PRE, POST).outcomes


def test_a_design_can_be_typed_again():
    """The line of a design is what one types to have it."""
    design = twowaves.Design(n=12, true_change=4, threats=(twowaves.History(2),))

    assert design == eval(repr(design), vars(twowaves))  # noqa: S307 # its own line


def test_what_html_would_read():
    """Captions, heads and cells are escaped."""
    told = html_table(ODD, [(ODD, ODD)], (ODD, ODD))

    assert 5 == told.count("&lt;b&gt;Ada &amp; Bo&lt;/b&gt;")
    assert "<b>" not in told
