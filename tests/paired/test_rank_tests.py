"""Exact paired tests, against SciPy's enumeration of every sign flip."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twowaves import sign_flip_test, sign_test, signed_rank_test
from twowaves.paired import rank_tests

CHANGES = st.lists(st.integers(-9, 12), min_size=2, max_size=9)
ALTERNATIVES = st.sampled_from(["two-sided", "greater", "less"])


@given(CHANGES, ALTERNATIVES)
def test_sign_flips(change, alternative):
    """The permutation test agrees with SciPy's, which goes through every flip."""
    expected = stats.permutation_test(
        (change,), np.sum, permutation_type="samples", alternative=alternative, n_resamples=np.inf
    ).pvalue

    assert sign_flip_test(change, alternative=alternative) == pytest.approx(expected, rel=1e-12)


@pytest.mark.slow
@given(CHANGES.filter(any), ALTERNATIVES)
def test_signed_ranks(change, alternative):
    """Wilcoxon's test agrees with SciPy's by permutation, with ties and zeros."""
    every = stats.PermutationMethod(n_resamples=np.inf)
    expected = stats.wilcoxon(change, alternative=alternative, method=every).pvalue

    assert signed_rank_test(change, alternative=alternative) == pytest.approx(expected, rel=1e-12)


@given(CHANGES.filter(any), ALTERNATIVES)
def test_signs(change, alternative):
    """The sign test is a binomial test of those who changed."""
    rose, changed = sum(each > 0 for each in change), sum(each != 0 for each in change)
    expected = stats.binomtest(rose, changed, alternative=alternative).pvalue

    assert sign_test(change, alternative=alternative) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_large_samples(alternative):
    """At n = 200 the p values are those of the normal approximation, nearly."""
    change = np.random.default_rng(1).integers(-20, 26, 200)
    near = stats.norm.cdf(change.sum() / np.sqrt((change**2).sum()))
    expected = {"less": near, "greater": 1 - near, "two-sided": 2 * min(near, 1 - near)}

    assert sign_flip_test(change, alternative=alternative) == pytest.approx(
        expected[alternative], abs=0.002
    )


def test_stack():
    """A stack of data sets gives one p value each."""
    stack = np.random.default_rng(2).integers(-5, 9, (4, 7))
    for test in (sign_flip_test, signed_rank_test, sign_test):
        assert [float(test(change)) for change in stack] == test(stack).tolist()


@pytest.mark.parametrize("test", [sign_flip_test, signed_rank_test, sign_test])
def test_nobody_changed(test):
    """If nobody changed, nothing speaks against the null hypothesis."""
    assert test([0, 0, 0]) == 1.0


@pytest.mark.parametrize("test", [sign_flip_test, signed_rank_test, sign_test])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ([1, 0.5], "change[1] is 0.5; it must be a whole number"),
        (["a"], "change[0] is 'a'; it must be a whole number"),
        ([1.0, np.nan], "change[1] is nan; it must be a whole number"),
        ([1.0, np.inf], "change[1] is inf; it must be a whole number"),
        ([[1, 2], [True, 3]], "change[1, 0] is True; it must be a whole number"),
        ([1e300], "change[0] is 100000000000000005250476025520442024870446858110"),
        (np.array([2**64 - 1], dtype="uint64"), "change[0] is 18446744073709551615; it must be"),
        ([], "change has the shape (0,); give whole numbers in the shape (n,) or (size, n)"),
        (np.zeros((0, 4), int), "change has the shape (0, 4); give whole numbers in the shape"),
        ([[[1]]], "change has the shape (1, 1, 1); give whole numbers in the shape"),
    ],
)
def test_no_whole_numbers(test, change, message):
    """Whatever is no whole number is named, and so is a shape that is none of changes."""
    with pytest.raises(ValueError, match=re.escape(message)):
        test(change)


@pytest.mark.parametrize("test", [sign_flip_test, signed_rank_test, sign_test])
def test_alternative(test):
    """An alternative of another name is refused."""
    with pytest.raises(ValueError, match="alternative is 'up'; it must be one of"):
        test([1, 2], alternative="up")


def test_many_people():
    """Ranks of more people than can be counted are refused with their number."""
    with pytest.raises(ValueError, match="change has 1,414 people; the ranks of at most 1,413"):
        signed_rank_test(np.arange(1, 1415))
    change = np.random.default_rng(4).permutation(np.arange(1, 301)) * (-1) ** np.arange(300)
    expected = stats.wilcoxon(change, method="exact").pvalue
    assert signed_rank_test(change) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("test", [sign_flip_test, signed_rank_test, sign_test])
def test_a_stack_in_parts(monkeypatch, test):
    """A stack too large for the memory is gone through in parts, with the same p values."""
    change = np.random.default_rng(3).integers(-9, 10, (40, 7))
    whole = test(change)
    monkeypatch.setattr(rank_tests, "_CELLS", 60)

    assert whole.tolist() == test(change).tolist()


@pytest.mark.parametrize("test", [sign_flip_test, signed_rank_test, sign_test])
def test_a_table(test):
    """In a DataFrame people lie down the rows, and each column is a data set."""
    table = pd.DataFrame({"a": [1, 2, 3, -4, 5], "b": [4, -2, 3, -1, -5]})

    assert test(table).tolist() == [float(test(table["a"])), float(test(table["b"]))]
    assert test(table[["b"]]).tolist() == [float(test(table["b"]))]
    if test is signed_rank_test:
        expected = stats.wilcoxon(table, method="exact", axis=0).pvalue
        assert test(table) == pytest.approx(expected, rel=1e-12)


def test_too_large():
    """Changes too large to count through are refused."""
    with pytest.raises(ValueError, match="add up to 3,000,000; at most 2,000,000"):
        sign_flip_test([1_500_000, -1_500_000])
    with pytest.raises(
        ValueError, match=r"change\[0\] is 3000000; .* from -2,000,000 to 2,000,000"
    ):
        sign_flip_test([3_000_000])
