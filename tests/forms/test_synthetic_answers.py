"""The synthetic answers: on the forms, and scoring to what the paper prints."""

import os
import statistics
import subprocess
import sys
from itertools import combinations
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from chapters import ROOT
from scipy import stats

from make_synthetic_answers import as_csv
from twowaves import (
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
# typed from DOMAIN: sums of the changes and of their squares, the only ones at n = 11
SUMS = {
    "self-persecution": (-38, 904),
    "self-correction": (-111, 2379),
    "inadequate self": (-68, 1430),
    "reassured self": (62, 1080),
    "hated self": (-25, 269),
}
KIND = {"self-compassion", "reassured self"}
WAVES = ("before", "after")


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
    for wave in WAVES:
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
    """`score` gives the same scores of the same eleven people, and SciPy's t of them is printed."""
    table = compare_waves(pairs).set_index("outcome")
    complete = pairs.groupby("person").filter(lambda person: person.notna().all(axis=None))
    for outcome, row in OUTCOMES.iterrows():
        scores = complete[complete["outcome"] == outcome]
        t = stats.ttest_rel(scores["post"], scores["pre"]).statistic

        assert by_hand(answers, outcome) == [scores[wave].tolist() for wave in ("pre", "post")]
        assert matches(row["statistic"].lstrip("-"), abs(t))
        assert (row["predicted"] == "rise") == (t > 0)
        assert (11, pytest.approx(t)) == tuple(table.loc[outcome, ["n", "statistic"]])


@pytest.mark.parametrize("outcome", SUMS)
def test_whole_numbers(answers, outcome):
    """The changes have the one sum and sum of squares that whole totals of eleven people allow."""
    pre, post = by_hand(answers, outcome)
    changes = [after - before for before, after in zip(pre, post, strict=True)]

    assert SUMS[outcome] == (sum(changes), sum(x * x for x in changes))


@pytest.mark.parametrize("outcome", OUTCOMES.index)
def test_nobody_carries_an_outcome(answers, outcome):
    """No single person makes up more than half of the squared changes."""
    pre, post = by_hand(answers, outcome)
    squares = [(after - before) ** 2 for before, after in zip(pre, post, strict=True)]

    assert 2 * max(squares) <= sum(squares)


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


@pytest.mark.parametrize("name", shipped_instruments())
def test_no_two_forms_are_alike(answers, name):
    """No two questionnaires have the same answers, and nobody ticks one box throughout."""
    forms = answers[load_instrument(name).column_names()]
    for (_, first), (_, second) in combinations(forms.iterrows(), 2):
        assert (first != second).any()  # a blank tells nobody apart
    assert all(len(set(form.dropna())) > 1 for _, form in forms.iterrows())


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("outcome", OUTCOMES.index)
def test_items_go_together(answers, outcome, wave):
    """Cronbach's α, by its formula, is that of a usable questionnaire, and no item contradicts."""
    prefix, numbers, turned = ITEMS[outcome]
    forms = answers.xs(wave, level="wave")
    columns = {f"{prefix}{i}": 6 - forms[f"scs{i}"] for i in turned}
    items = forms.assign(**columns)[[f"{prefix}{i}" for i in numbers]].dropna().astype("float")
    total, k = items.sum(axis=1), len(numbers)
    alpha = k / (k - 1) * (1 - items.var().sum() / total.var())

    assert 0.75 < alpha < 0.95
    assert alpha == pytest.approx(
        cronbach_alpha(forms, OUTCOMES.loc[outcome, "instrument"], outcome).alpha
    )
    assert all(np.corrcoef(items[c], total - items[c])[0, 1] > 0.1 for c in items)


@pytest.mark.parametrize("wave", [0, 1], ids=WAVES)
def test_outcomes_go_together(answers, wave):
    """A complete person who is harsh on one outcome tends to be so on each of the others."""
    harsh = {
        outcome: np.array(by_hand(answers, outcome)[wave]) * (-1 if outcome in KIND else 1)
        for outcome in OUTCOMES.index
    }
    for first, second in combinations(harsh, 2):
        assert 0.3 < np.corrcoef(harsh[first], harsh[second])[0, 1] < 0.9


def test_the_script_gives_the_file():
    """The file is what the script writes, byte for byte."""
    assert FILE.read_bytes() == as_csv().encode()


def test_the_script_does_not_depend_on_the_process():
    """Another process, with another order of its sets, gives the same bytes."""
    code = "import sys; from make_synthetic_answers import as_csv; sys.stdout.write(as_csv())"
    paths = os.pathsep.join([str(ROOT / "tools"), str(ROOT / "src")])
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )

    assert FILE.read_bytes() == run.stdout.replace(b"\r\n", b"\n")


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
