"""What lies under ``data/``, as tidy frames.

Text stays as printed: a printed figure is text, since its decimals carry information, and an empty
or odd-looking cell never turns into NaN. Where a cell holds several quotations or sections, they
stand in the same order with ``" | "`` between them. ``data/README.md`` describes every column.

References
----------
.. [1] Beaumont, E., Bell, T., McAndrew, S., & Fairhurst, H. (2021). The impact of compassionate
   mind training on qualified health professionals undertaking a compassion-focused therapy module.
   Counselling and Psychotherapy Research. https://doi.org/10.1002/capr.12396 (CC BY)
.. [2] Cushny, A. R., & Peebles, A. R. (1905). The action of optical isomers: II. Hyoscines.
   The Journal of Physiology, 32(5-6), 501-510.
.. [3] Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
.. [4] Altman, D. G. (1991). Practical Statistics for Medical Research. Chapman & Hall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from twowaves._base.places import places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = [
    "load_coding_exercise",
    "load_discrepancies",
    "load_energy_intake",
    "load_flow",
    "load_joint_display",
    "load_outcomes",
    "load_paper_samples",
    "load_participants",
    "load_practices",
    "load_quotes",
    "load_reconstructions",
    "load_schedule",
    "load_sleep",
    "load_synthetic_answers",
    "load_themes",
]

_PLACES: tuple[Traversable, ...] = places("data", "data")


def load_outcomes() -> pd.DataFrame:
    """Return Table 1 of Beaumont et al. (2021) with the six tests, as printed.

    Returns
    -------
    pandas.DataFrame
        One row an outcome, in the order of Table 1. The columns from `outcome` to `claim` are those
        that an audit of any other table takes: `outcome`, `instrument`, `n`, `n_items`,
        `scoring` ("total" or "mean"), `scale_min` and `scale_max` (of that total or mean),
        `mean_pre`, `sd_pre`, `mean_post`, `sd_post`, `statistic`, `df`, `pvalue`, `claim`.
        Then `section`, `label_in_table` and `predicted` ("rise" or "fall").
        `n_items`, `scale_min` and `scale_max` are whole numbers from the published scoring keys;
        printed figures are text. `n` is the one in the heading of Table 1.

    Examples
    --------
    >>> outcomes = load_outcomes().set_index("outcome")
    >>> outcomes.loc["inadequate self", ["statistic", "df", "pvalue"]].tolist()
    ['-2.040', '11', '.05']
    """
    whole = ("n_items", "scale_min", "scale_max")
    return _read("published/outcomes.csv", dict.fromkeys(whole, "int64"))


def load_flow() -> pd.DataFrame:
    """Return how many people took part in each step of Beaumont et al. (2021), §3.3 to §18.

    Returns
    -------
    pandas.DataFrame
        One row a step: `step`, `follows` (the step whose people it is counted among, or "none"),
        `n` (a whole number), `basis` ("printed", or "implied" where the number follows from
        another one), `section`, `quote`.

    Examples
    --------
    >>> load_flow().set_index("step")["n"].to_dict()["completed both questionnaires"]
    11
    """
    return _read("published/flow.csv", {"n": "int64"})


def load_participants() -> pd.DataFrame:
    """Return who the 15 participants of Beaumont et al. (2021) were, §3.3.

    Returns
    -------
    pandas.DataFrame
        One row a category: `characteristic` (profession, gender, country, age range), `category`,
        `n` (a whole number), `section`, `quote`.

    Examples
    --------
    >>> participants = load_participants().query("characteristic == 'gender'")
    >>> dict(zip(participants["category"], participants["n"], strict=True))
    {'male': 8, 'female': 7}
    """
    return _read("published/participants.csv", {"n": "int64"})


def load_practices() -> pd.DataFrame:
    """Return what was practised in the module, as §3.1 lists it.

    Returns
    -------
    pandas.DataFrame
        One row a practice, in the order of the paper: `place` (a whole number), `practice` (in our
        words), `section`, `quote`.

    Examples
    --------
    >>> load_practices()["practice"].head(2).tolist()
    ['breathing', 'attention and mindfulness']
    """
    return _read("published/practices.csv", {"place": "int64"})


def load_schedule() -> pd.DataFrame:
    """Return what happened before, during and after the module, §3.1 to §4.5.

    Returns
    -------
    pandas.DataFrame
        One row a step: `what` (in our words), `when` ("before", "first session", "module" or
        "after"), `how_often` ("once", "weekly" or "twelve weeks"), `weeks` (of teaching that it
        spans; a whole number, 0 for what lies before or after them), `section`, `quote`.

    Examples
    --------
    >>> load_schedule().query("how_often == 'weekly'")["what"].item()
    'practice diary'
    """
    return _read("published/schedule.csv", {"weeks": "int64"})


def load_themes() -> pd.DataFrame:
    """Return the themes of the diaries and of the focus group, Tables 2 and 3.

    Returns
    -------
    pandas.DataFrame
        One row a subtheme: `source` ("diaries" or "focus group"), `table`, `theme_number`,
        `theme_in_table`, `theme_in_text`, `subtheme_letter`, `subtheme_in_table`,
        `subtheme_in_text`, `section`. A label in the table and the heading in the text may differ;
        both are kept.

    Examples
    --------
    >>> themes = load_themes()
    >>> themes.loc[themes["section"] == "§10.3", "subtheme_in_table"].item()
    'Increasing drive'
    >>> themes.loc[themes["section"] == "§10.3", "subtheme_in_text"].item()
    'Increasing drive and approach behaviour'
    """
    return _read("published/themes.csv")


def load_quotes() -> pd.DataFrame:
    """Return what participants said or wrote, word for word, by theme.

    Returns
    -------
    pandas.DataFrame
        One row a quotation: `source`, `section`, `theme` and `subtheme` (headings of the text),
        `quote`, `left_out` ("nothing", or which end of the printed quotation: "start", "end",
        "start and end"). None is longer than 40 words.

    Examples
    --------
    >>> quotes = load_quotes()
    >>> quotes.loc[quotes["quote"].str.contains("tunnel vision"), "section"].tolist()
    ['§14.1', '§16.1']
    """
    return _read("published/quotes.csv")


def load_discrepancies() -> pd.DataFrame:
    """Return what in the paper does not fit together, each with its quotation and section.

    Returns
    -------
    pandas.DataFrame
        One row a discrepancy: `id`, `title`, `quote`, `section`, `expected`, `kind` ("misprint",
        "inconsistency", "inference", "unknown", "reporting gap", "citation", "wording" or
        "design"), `basis` ("read" in the paper or "computed" from its figures), `explanation`.

    Examples
    --------
    >>> discrepancies = load_discrepancies().set_index("id")
    >>> discrepancies.loc["6", ["title", "kind", "section"]].tolist()
    ['A 5-point scale from 0 to 5', 'misprint', '§4.3']
    """
    return _read("published/discrepancies.csv")


def load_synthetic_answers() -> pd.DataFrame:
    """Return synthetic answers of fifteen made-up people to the three questionnaires, twice.

    The scores of the eleven complete people have the means, SDs and |t| that the paper prints.
    They are not the study's data: nobody's answers were recovered.

    Returns
    -------
    pandas.DataFrame
        One row a form: `person`, `wave` ("before" or "after"), then the answers `scs1` to `scs12`
        (1 to 5), `fscrs1` to `fscrs22` and `fscs1` to `fscs21` (0 to 4), whole numbers, missing
        where a person left one out.

    Examples
    --------
    >>> answers = load_synthetic_answers()
    >>> len(answers), answers["person"].nunique(), answers["wave"].value_counts().to_dict()
    (27, 15, {'before': 14, 'after': 13})
    """
    answers = _read("teaching/synthetic-answers.csv")
    items = [column for column in answers.columns if column not in {"person", "wave"}]
    return answers.replace("", pd.NA).astype(dict.fromkeys(items, "Int64"))


def load_joint_display() -> pd.DataFrame:
    """Return our joint display: each outcome beside the themes that speak to it.

    Returns
    -------
    pandas.DataFrame
        One row a pair: `outcome` (or "not measured"), `source` ("diaries", "focus group" or
        "none"), `subtheme` and its `section` ("none" if there is none), `relation` ("agreement",
        "tension" or "silence"), `said_by` ("the paper" or "us"), `said_in` (the paper's section,
        or "none") and `reading` (in a sentence or two of ours).

    Examples
    --------
    >>> load_joint_display()["relation"].value_counts().to_dict()
    {'agreement': 7, 'silence': 4, 'tension': 2}
    """
    return _read("teaching/joint-display.csv")


def load_coding_exercise() -> pd.DataFrame:
    """Return synthetic diary excerpts with the codes that two made-up coders gave them.

    Returns
    -------
    pandas.DataFrame
        One row an excerpt: `number`, `excerpt`, `coder_1`, `coder_2` ("soothing", "self-talk",
        "obstacle" or "other").

    Examples
    --------
    >>> excerpts = load_coding_exercise()
    >>> int((excerpts["coder_1"] == excerpts["coder_2"]).sum()), len(excerpts)
    (19, 24)
    """
    return _read("teaching/coding-exercise.csv", {"number": "int64"})


def load_reconstructions() -> pd.DataFrame:
    """Return synthetic data sets that print the rows of the paper's Table 1, made by `reconstruct`.

    They are not the study's data: nothing was recovered. Very many other data sets print the same.

    Returns
    -------
    pandas.DataFrame
        One row a person: `outcome`, `n` (people in the data set, 11 or 12), `set` (from 1),
        `person` (from 1), `pre` and `post` (totals of items, whole numbers).

    Examples
    --------
    >>> sets = load_reconstructions()
    >>> sets.groupby(["outcome", "n"])["set"].nunique().unique().tolist()
    [20]
    >>> sets.query("outcome == 'hated self' and n == 11 and set == 1")["pre"].sum()
    np.int64(53)
    """
    numbers = ("n", "set", "person", "pre", "post")
    return _read("teaching/reconstructions.csv", dict.fromkeys(numbers, "int64"))


def load_sleep() -> pd.DataFrame:
    """Return Student's sleep data: hours of sleep gained with each of two drugs [2]_, [3]_.

    Returns
    -------
    pandas.DataFrame
        One row for each of 10 patients: `person`, `group_1`, `group_2` (hours of sleep more than
        without a drug). The columns are two drugs, not before and after, and not two groups of
        people; their names are those of R's ``sleep``.

    Examples
    --------
    >>> sleep = load_sleep()
    >>> round((sleep["group_2"] - sleep["group_1"]).mean(), 2)
    np.float64(1.58)
    """
    return _read(
        "classic/sleep.csv", {"person": "int64", "group_1": "float64", "group_2": "float64"}
    )


def load_energy_intake() -> pd.DataFrame:
    """Return the daily energy intake of 11 women before and after menstruation [4]_.

    Returns
    -------
    pandas.DataFrame
        One row a woman: `person`, `pre`, `post` (premenstrual and postmenstrual intake in kJ).

    Examples
    --------
    >>> intake = load_energy_intake()
    >>> round((intake["post"] - intake["pre"]).mean(), 1)
    np.float64(-1320.5)
    """
    return _read("classic/energy-intake.csv", dict.fromkeys(("person", "pre", "post"), "int64"))


def load_paper_samples() -> pd.DataFrame:
    """Return synthetic people who print Table 1 of Beaumont et al. (2021): not the study's data.

    Returns
    -------
    pandas.DataFrame
        One row a made-up person and outcome, eleven people an outcome: `outcome`, `person`,
        `pre`, `post`. Means and SDs are exactly the printed ones, and the correlation is the one
        that the printed t implies for 11 pairs. The scores are not whole numbers.

    Examples
    --------
    >>> samples = load_paper_samples().query("outcome == 'hated self'")
    >>> round(samples["pre"].mean(), 6), round(samples["pre"].std(), 6)
    (np.float64(4.8), np.float64(4.5))
    """
    return _read("teaching/paper-samples.csv", {"pre": "float64", "post": "float64"})


def _read(name: str, numbers: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return a file as text columns, except for those whose type is given."""
    with _find(name).open(encoding="utf-8") as file:
        frame = pd.read_csv(file, dtype="str", na_filter=False)
    return frame.astype(dict(numbers or {}))


def _find(name: str) -> Traversable:
    """Return the file in the first place that has it."""
    for place in _PLACES:
        file = place.joinpath(*name.split("/"))
        if file.is_file():
            return file
    raise FileNotFoundError(
        f"data/{name} is neither in the installed package nor in a checkout around it; "
        "install twowaves again, or run it from a complete clone"
    )
