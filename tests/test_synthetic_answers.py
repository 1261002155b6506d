"""The synthetic answers: on the forms, and scoring to what the paper prints."""

import statistics
from math import sqrt

import pandas as pd
import pytest
from chapters import ROOT

from make_synthetic_answers import as_csv
from prepost import (
    check_responses,
    compare_waves,
    cronbach_alpha,
    incomplete_people,
    load_instrument,
    load_outcomes,
    load_synthetic_answers,
    matches,
    pair_waves,
    score,
    shipped_instruments,
)

FILE = ROOT / "data" / "teaching" / "synthetic-answers.csv"
OUTCOMES = load_outcomes().set_index("outcome")
# typed from DOMAIN, not read from the keys: which items make an outcome, and which are turned
ITEMS = {
    "self-compassion": ("scs", range(1, 13), {1, 4, 8, 9, 11, 12}),
    "inadequate self": ("fscrs", [1, 2, 4, 6, 7, 14, 17, 18, 20], set()),
    "hated self": ("fscrs", [9, 10, 12, 15, 22], set()),
    "reassured self": ("fscrs", [3, 5, 8, 11, 13, 16, 19, 21], set()),
    "self-correction": ("fscs", [1, 3, 5, 7, 8, 11, *range(14, 21)], set()),
    "self-persecution": ("fscs", [2, 4, 6, 9, 10, 12, 13, 21], set()),
}


@pytest.fixture(scope="module")
def answers():
    return load_synthetic_answers().set_index(["person", "wave"])


@pytest.fixture(scope="module")
def pairs(answers):
    frames = [score(answers, name) for name in shipped_instruments()]
    return pair_waves(pd.concat(frames, axis=1)[list(OUTCOMES.index)])


def by_hand(answers, outcome):
    """Return the scores of the complete people by plain arithmetic, before and after."""
    prefix, items, turned = ITEMS[outcome]
    complete = answers.dropna().unstack("wave").dropna()
    waves = []
    for wave in ("before", "after"):
        totals = []
        for _, row in complete.iterrows():
            given = {item: int(row[f"{prefix}{item}", wave]) for item in items}
            totals.append(sum(6 - x if item in turned else x for item, x in given.items()))
        waves.append([x / 12 if prefix == "scs" else x for x in totals])
    return waves


@pytest.mark.parametrize("outcome", OUTCOMES.index)
def test_what_the_paper_prints(answers, outcome):
    """Means, SDs and |t| of the complete people are the printed ones, to their decimals."""
    pre, post = by_hand(answers, outcome)
    changes = [after - before for before, after in zip(pre, post, strict=True)]
    t = statistics.mean(changes) / (statistics.stdev(changes) / sqrt(11))
    row = OUTCOMES.loc[outcome]

    assert 11 == len(changes)
    assert matches(row["mean_pre"], statistics.mean(pre))
    assert matches(row["sd_pre"], statistics.stdev(pre))
    assert matches(row["mean_post"], statistics.mean(post))
    assert matches(row["sd_post"], statistics.stdev(post))
    assert matches(row["statistic"].lstrip("-"), abs(t))


def test_the_package_scores_alike(answers, pairs):
    """`score`, `pair_waves` and `compare_waves` find the same on the same eleven people."""
    table = compare_waves(pairs).set_index("outcome")
    for outcome in OUTCOMES.index:
        pre, post = by_hand(answers, outcome)

        assert 11 == table.loc[outcome, "n"]
        assert statistics.mean(pre) == pytest.approx(table.loc[outcome, "mean_pre"])
        assert statistics.stdev(post) == pytest.approx(table.loc[outcome, "sd_post"])


@pytest.mark.parametrize("name", shipped_instruments())
def test_every_answer_is_on_its_form(answers, name):
    """No answer lies outside its range."""
    assert check_responses(answers, name).empty


def test_who_is_incomplete(answers, pairs):
    """Of fifteen people four are incomplete, each in the way that the dictionary says."""
    people = incomplete_people(pairs).set_index("person")["reason"]

    assert 15 == answers.index.get_level_values("person").nunique()
    assert ["synthetic-04", "synthetic-06", "synthetic-09", "synthetic-13"] == people.index.tolist()
    assert "no score after" == people["synthetic-04"] == people["synthetic-09"]
    assert "no score before" == people["synthetic-13"]
    assert 6 == answers.loc["synthetic-06"].isna().sum().sum()


def test_no_two_forms_are_alike(answers):
    """Every form is a person's own, and nobody ticks one box throughout."""
    assert not answers.astype("float").duplicated().any()
    assert all(len(set(form.dropna())) > 1 for _, form in answers.iterrows())


@pytest.mark.parametrize("outcome", OUTCOMES.index)
def test_items_go_together(answers, outcome):
    """Before the module, Cronbach's α is that of a usable questionnaire, and not perfect."""
    before = answers.xs("before", level="wave")
    alpha = cronbach_alpha(before, OUTCOMES.loc[outcome, "instrument"], outcome).alpha

    assert 0.8 < alpha < 0.98


def test_the_script_gives_the_file():
    """The file is what the script writes, byte for byte."""
    assert FILE.read_bytes() == as_csv().encode()


def test_named_synthetic():
    """File, people and dictionary say that nobody is real."""
    dictionary = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    people = load_synthetic_answers()["person"]

    assert "synthetic" in FILE.name
    assert people.str.startswith("synthetic-").all()
    assert "not the study's data" in dictionary.split("## teaching/synthetic-answers.csv")[1]


def test_columns_are_the_instruments():
    """The answers stand under the names that the instruments give their columns."""
    names = [c for name in shipped_instruments() for c in load_instrument(name).column_names()]

    assert ["person", "wave", *names] == list(load_synthetic_answers().columns)
