"""The chapter on the study: its numbers come from the published data, its claims have sections."""

import re

import nbformat
import pytest
from chapters import ROOT, figures_of

import twowaves

CHAPTER = ROOT / "notebooks" / "the-study.ipynb"
CELLS = nbformat.read(CHAPTER, 4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
FLOW = twowaves.load_flow().set_index("step")["n"]
NAMES = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)  # fmt: skip
WORDS = dict(enumerate(NAMES, 2))


@pytest.fixture(scope="module")
def figures():
    """Return the Axes of the chapter's two figures."""
    return [ax for axes in figures_of(CHAPTER).values() for ax in axes]


def test_flow_is_drawn(figures):
    """Each box has the number of the published data, and only what is implied is dashed."""
    said = [text.get_text() for text in figures[0].texts]

    assert [words for words in said if words.isdigit()] == [str(n) for n in FLOW]
    implied = twowaves.load_flow()["basis"] == "implied"
    assert [box.get_linestyle() == "--" for box in figures[0].patches] == implied.tolist()


def test_timeline_is_drawn(figures):
    """Each event of the schedule has its line, and below them all practices have one."""
    labels = [label.get_text() for label in figures[1].get_yticklabels()]

    events, practices = twowaves.load_schedule()["what"], twowaves.load_practices()["practice"]
    assert labels == [*events, f"{len(practices)} practices"]


def _numbers_told():
    """Return each phrase of the chapter that has a number, with the number from the data."""
    outcomes, schedule = twowaves.load_outcomes(), twowaves.load_schedule().set_index("what")
    enrolled, consented, complete = (
        FLOW[step] for step in ("enrolled on the module", "consented to take part",
                                "completed both questionnaires")
    )  # fmt: skip
    headed, taken = FLOW["n in the heading of Table 1"], FLOW["pairs that t(11) takes"]
    (df,) = set(outcomes["df"])
    (months,) = re.findall(r"(\w+)-month period", schedule.loc["module", "quote"])
    (asked,) = re.findall(r"(\w+) free-text", schedule.loc["practice diary", "quote"])
    (minutes,) = re.findall(r"(\d+) min", schedule.loc["focus group", "quote"])
    weeks, lost = WORDS[schedule["weeks"].max()], WORDS[consented - complete]
    pairs = f"{WORDS[headed]}, {WORDS[complete]} {{}} {WORDS[taken]}"
    words = {
        "other scores": (outcomes["outcome"] != "self-compassion").sum(),
        "forms": outcomes["instrument"].nunique(),
        "falls": (outcomes["predicted"] == "fall").sum(),
        "more": (twowaves.load_flow()["follows"] == "completed both questionnaires").sum(),
        "ways": (twowaves.load_flow()["follows"] == "consented to take part").sum(),
        "times": schedule.index.str.startswith("three questionnaires").sum(),
        "tests": len(outcomes),
    }
    said = {name: WORDS[number] for name, number in words.items()}
    prose = [
        f"{said['other scores']} scores of self-criticism and self-reassurance",
        f"scores on all {said['forms']} questionnaires",
        f"the {said['falls']} scores of self-criticism",
        f"Up to {WORDS[complete]} the numbers tell one story",
        f"{WORDS[enrolled]} students, {WORDS[consented]} who consented",
        f"{WORDS[complete]} who filled in everything both times",
        f"gives {said['more']} more for the same tests",
        f'headed "n = {headed}"',
        f"every test is printed as t({df})",
        f"so t({df}) takes {WORDS[taken]}",
        f"{pairs.format('and').capitalize()} cannot all be right",
        f"If {WORDS[complete]} is right, {lost} of {WORDS[consented]} people are missing",
        f"why the {lost} are missing",
        f"{weeks} weeks of teaching, spread over {months} months",
        f"in each of the {weeks} weeks",
        f"The diary had {asked.lower()} questions",
        f"Scores have {said['times']} points in time",
        f"how the {lost} without complete pairs differ",
        f"the {asked.lower()} questions of the diary, {minutes} minutes of talk",
        f"a plan for {said['tests']} tests at once",
    ]
    practices = WORDS[len(twowaves.load_practices())]
    drawn = [
        f"From {WORDS[enrolled]} students to {pairs.format('or')} pairs",
        f"{WORDS[enrolled]} enrolled, of whom {WORDS[consented]} consented",
        f"From there {said['ways']} ways lead on",
        f"all {WORDS[FLOW['handed in a diary']]} handed in a diary",
        f"{WORDS[FLOW['joined the focus group']]} joined the focus group",
        f"{WORDS[complete]} completed both questionnaires",
        f"below the {WORDS[complete]} stand {said['more']} numbers",
        f"{WORDS[headed]} in the heading of Table 1",
        f"the {WORDS[taken]} pairs that t with {WORDS[int(df)]} degrees of freedom takes",
        f"{weeks} weeks of module",
        f"{practices} practices",
    ]
    return prose, drawn


NUMBERS = re.compile(rf"(?<![\w§.-])(?:\d+|{'|'.join(WORDS.values())})(?![\w-])", re.IGNORECASE)


def _left_over(text, phrases):
    """Return the numbers of a text that stand in none of the phrases, each of which it has."""
    text = re.sub(r"§[\d.]+(?: to §[\d.]+)?|Tables? \d|one tail or two", "", text)
    for phrase in phrases:
        plain = re.sub(r"Tables? \d", "", phrase)
        assert plain.casefold() in text.casefold(), phrase
        text = re.sub(re.escape(plain), "", text, flags=re.IGNORECASE)
    return NUMBERS.findall(text)


def test_every_number_in_the_prose_comes_from_the_data():
    """Each number between opening and summary stands in a phrase that the data make."""
    told = TEXT.split("\n:::\n", 1)[1].split("## Summary")[0]
    objectives = told.split("| objective (§2.1)")[1].split("\n\n")[0].splitlines()[2:]
    counted = f"The paper lists {WORDS[len(objectives)]} objectives"

    assert _left_over(told, [*_numbers_told()[0], counted]) == []


def test_every_number_beside_the_figures_comes_from_the_data():
    """The same holds for the figures' titles and for the texts that stand for them."""
    pictures = [cell for cell in CELLS if "image" in cell.metadata.get("mystnb", {})]
    texts = [cell.metadata["mystnb"]["image"]["alt"] for cell in pictures]
    titles = [re.search(r'title="([^"]*)"', cell.source)[1] for cell in pictures]

    assert len(pictures) == 2
    assert _left_over("\n".join(titles + texts), _numbers_told()[1]) == []


def test_a_wrong_number_is_found():
    """A number that the data do not have is left over, and a phrase that was changed is named."""
    assert _left_over("All nine came, of whom 3 stayed (§3.3).", []) == ["nine", "3"]
    with pytest.raises(AssertionError, match="eleven people"):
        _left_over("twelve people", ["eleven people"])


@pytest.mark.parametrize(
    "name", ["## What it asked", "## What they did", "## The design", "## Ethics"]
)
def test_sections_are_named(name):
    """Each part that tells what the study did names the paper's sections."""
    part = TEXT.split(name)[1].split("\n## ")[0]

    assert re.search(r"§\d", part)


def test_what_is_missing_names_its_section():
    """Each row of what a replicator gets says where it stands, and what is not there."""
    part = TEXT.split("| a replicator needs")[1].split("\n\n")[0]
    rows = [line.strip("|").split(" | ") for line in part.splitlines()[2:]]

    assert len(rows) >= 10
    assert all(len(row) == 3 and re.search(r"\(§\d", row[1]) for row in rows)
    assert all(len(row[2].split()) >= 1 for row in rows)


def test_no_number_of_people_is_typed_into_a_cell():
    """The code has no count: each comes from the published data."""
    code = "\n".join(cell.source for cell in CELLS if cell.cell_type == "code")

    assert re.findall(r"(?<![\w.])\d+(?![\w.])", code) == []


def test_objectives():
    """The four objectives of §2.1 are there, each with what speaks to it."""
    part = TEXT.split("| objective (§2.1)")[1].split("\n\n")[0]

    assert len(part.splitlines()[2:]) == 4


def test_who_taught_is_told_as_the_paper_tells_it():
    """The third author had no input on the module (§3.3): not all four taught it."""
    assert not re.search(r"Fairhurst taught", TEXT)
    assert "the third facilitated the focus group and had no input on the module (§3.3)" in TEXT


def test_ethics_is_a_sentence():
    """Ethics: one sentence, with its section."""
    part = TEXT.split("## Ethics\n")[1].split("\n## ")[0].strip()

    assert part.count("\n") == 0
    assert part.endswith("(§3.2).")
