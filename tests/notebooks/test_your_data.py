"""The chapter on a class's own data: figures and results worked out again with pandas and SciPy."""

import nbformat
import numpy as np
import pandas as pd
import pytest
from chapters import ROOT, figures_of, run_afresh
from labelled import title_of
from scipy import stats

CHAPTER = ROOT / "notebooks" / "your-data.ipynb"
EXAMPLE = ROOT / "data" / "teaching" / "synthetic-answers.csv"
HATED = [f"fscrs{item}" for item in (9, 10, 12, 15, 22)]


@pytest.fixture(scope="module")
def axes():
    """Return the Axes of the chapter by their title."""
    drawn = figures_of(CHAPTER)
    return {title_of(ax): ax for found in drawn.values() for ax in found}


def pairs(columns, score):
    """Return one score before and after of those who have both."""
    forms = pd.read_csv(EXAMPLE).set_index(["person", "wave"])[columns]
    return score(forms.dropna()).unstack("wave").dropna()


def text_of(chapter):
    """Return what the cells print, as one text on one line."""
    found = [output for cell in chapter.cells for output in cell.get("outputs", [])]
    texts = (o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in found)
    return " ".join("\n".join(texts).split())


def test_slopes(axes):
    """Each line is a synthetic person's self-compassion before and after."""
    ax = axes["11 people, each before and after"]
    turned = [f"scs{item}" for item in (1, 4, 8, 9, 11, 12)]
    both = pairs(
        [f"scs{item}" for item in range(1, 13)],
        lambda forms: forms.assign(**{c: 6 - forms[c] for c in turned}).mean(axis=1),
    )
    # synthetic-06 has no form after that is complete
    lines = sorted(tuple(np.round(line.get_ydata(), 9)) for line in ax.lines[:-1])

    assert sorted(map(tuple, both[["before", "after"]].to_numpy().round(9))) == lines


def test_intervals(axes):
    """The row of hated self is SciPy's interval, as a percentage of the 20 points."""
    ax = axes["How large the changes may be"]
    names = [label.get_text() for label in ax.get_yticklabels()]
    both = pairs(HATED, lambda forms: forms.sum(axis=1))
    both = both.drop(index="synthetic-06", errors="ignore")
    test = stats.ttest_rel(both["after"], both["before"])

    bars = [bar[:, 0] for bar in ax.collections[0].get_segments()]
    expected = np.array(test.confidence_interval()) / 20 * 100
    np.testing.assert_allclose(bars[names.index("hated self")], expected)


def test_the_paragraph():
    """The written-up figures of hated self are SciPy's."""
    both = pairs(HATED, lambda forms: forms.sum(axis=1)).drop(index="synthetic-06", errors="ignore")
    test = stats.ttest_rel(both["after"], both["before"])
    text = text_of(nbformat.read(CHAPTER, as_version=4)).replace("\N{MINUS SIGN}", "-")

    p = f"{test.pvalue:.3f}".removeprefix("0")
    assert f"Hated self fell from M = {both['before'].mean():.2f}" in text
    assert f"t({len(both) - 1}) = {test.statistic:.2f}, p = {p}, mean change" in text


def test_another_file(tmp_path):
    """An instructor puts in a path, with another separator, and the whole notebook runs on it."""
    forms = pd.read_csv(EXAMPLE)
    few = forms[["person", "wave", *(c for c in forms if c.startswith("fscrs"))]]
    file = tmp_path / "our class.csv"
    few.to_csv(file, sep=";", index=False, encoding="utf-8-sig")
    notebook = nbformat.read(CHAPTER, as_version=4)
    (cell,) = [cell for cell in notebook.cells if "FILE = None" in cell.source]
    cell.source = cell.source.replace("FILE = None", f"FILE = {str(file)!r}")
    path = tmp_path / "your-data.ipynb"
    nbformat.write(notebook, path)
    text = text_of(run_afresh(path))

    assert "27 forms from 15 people" in text
    assert "(3 paired t tests, two-sided)" in text
    assert "Hated self fell from" in text
