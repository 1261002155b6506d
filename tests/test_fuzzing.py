"""Any text at all gives a result or one sentence: what strangers type or load breaks nothing.

Texts are random, and, more often, sound ones with something odd put in, which get further.
"""

import contextlib
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from twowaves import (
    audit,
    bands,
    check_responses,
    compare_waves,
    feasible_n,
    load_instrument,
    load_synthetic_answers,
    matches,
    pair_waves,
    parse_printed,
    read_responses,
    read_table,
    score,
    write_up,
)
from twowaves.widgets import AuditTable, ClassData

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = [
    *("", " ", "\t", "\r", "\n", "\r\n", "\0", "\u2028", "\x85", "\ufeff", "\ud800", "\U0001f600"),
    *("0", "-0", "-1", ".5", "5.", "1,5", "1e999", "nan", "inf", "\u0665", "\u2212", "1" * 400),
    *('"', "'", '""', ";", ",", "<", "[[", "=1+1", "%s", "{item}", "{0.__class__}", "True"),
    *("<script>alert(1)</script>", "../../etc/passwd", "~", "nul", "\u00e9" * 90),
]
TABLE = """outcome,n,n_items,scoring,scale_min,scale_max,mean_pre,sd_pre,mean_post,sd_post,statistic,df,pvalue,claim
hope,11,12,mean,1,5,2.8,0.8,3.5,0.4,-3.125,10,.01,significant
joy,11,,total,0,36,19.3,8.8,13.1,4.7,2.040,10,< .05,not significant
"""  # noqa: E501 # a line of a file
ANSWERS = load_synthetic_answers().head(6).to_csv(index=False)
KEY = """id = "mood"
name = "Five questions"
n_items = 5
response_min = 1
response_max = 7
columns = "mood{item}"
source = "s"
confidence = "c"
form = "f"
[outside]
0 = "some forms count from 0"
[[scores]]
name = "low mood"
items = [1, 2, 3, 4, 5]
reversed = [2, 5]
scoring = "total"
more_means = "more"
[[scores.bands]]
convention = "handout"
source = "s"
bands = [{ name = "low", from = 5, to = 15, open_end = true }, { name = "high", from = 15, to = 35}]
"""
TEXT = st.text(max_size=60) | st.sampled_from(ODD)


@st.composite
def spoiled(draw, sound):
    """Draw a sound text with up to four places replaced by something odd."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(sound)))
        end = min(len(sound), start + draw(st.sampled_from([0, 1, 2, 4, 30])))
        sound = sound[:start] + draw(TEXT) + sound[end:]
    return sound


@contextlib.contextmanager
def a_result_or_one_sentence():
    """Let a ValueError or TypeError of one short sentence pass, and nothing else."""
    said = None
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".* not understood and not used", UserWarning)
            yield
    except (ValueError, TypeError) as error:
        said = str(error)
    if said is not None:
        assert said.strip()
        assert "\n" not in said
        assert len(said) < 1000


@FEW
@given(TEXT | spoiled("< .05") | spoiled("-2.040"), st.floats())
def test_printed_numbers(text, number):
    """Any text is a printed number, whose interval holds its value, or is refused in a sentence."""
    with a_result_or_one_sentence():
        printed = parse_printed(text)
        assert (printed.value in printed.interval()) == (printed.relation == "=")
        matches(printed, number)


@FEW
@given(spoiled(TABLE))
@example(TABLE)
def test_tables(text):
    """Any table is read and audited, every outcome with every check, or refused in a sentence."""
    with a_result_or_one_sentence():
        table = read_table(text if "\n" in text else f"{text}\n")
        found = audit(table)
        assert set(found["verdict"]) <= {
            "consistent",
            "inconsistent",
            "untestable",
            "note",
            "alternative",
        }
        assert len(found) % len(table) == 0
        assert not found["detail"].str.contains("\n").any()


@settings(FEW, max_examples=25)
@given(spoiled(TABLE))
def test_sample_sizes(text):
    """For any table each n is feasible or has its reason, or the table is refused in a sentence."""
    with a_result_or_one_sentence():
        found = feasible_n(read_table(text if "\n" in text else f"{text}\n"), range(9, 13))
        assert (found["feasible"].notna() | (found["reason"] != "")).all()


@FEW
@given(
    spoiled(ANSWERS), st.sampled_from(["strict", "prorate"]), st.sampled_from(["missing", "raise"])
)
@example(ANSWERS, "strict", "raise")
def test_answers(text, missing, outside):
    """Any file of answers is checked, scored, paired and written up, or refused in a sentence."""
    with a_result_or_one_sentence():
        answers = read_responses(text if "\n" in text else f"{text}\n")
        form = load_instrument("scs-sf")
        indexed = answers.set_index([*answers.columns[:2]])
        check_responses(indexed, form)
        with warnings.catch_warnings():  # answers outside the range are told as a warning
            warnings.simplefilter("ignore", UserWarning)
            scores = score(indexed, form, missing=missing, out_of_range=outside)
        bands(scores, form)
        values = scores.to_numpy("float64")
        assert ((values >= 1) & (values <= 5) | np.isnan(values)).all()
        person, wave = answers.columns[:2]
        pairs = pair_waves(scores.reset_index(), person=person, wave=wave)
        assert isinstance(write_up(compare_waves(pairs)), str)


@FEW
@given(text=spoiled(KEY) | TEXT)
@example(text=KEY)
def test_instruments(text, tmp_path):
    """Any file is an instrument whose ranges and columns fit, or is refused in a sentence."""
    path = tmp_path / "key.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    with a_result_or_one_sentence():
        form = load_instrument(path)
        assert form.n_items == len(set(form.column_names()))
        assert all(low < high for low, high in map(form.score_range, (s.name for s in form.scores)))


@settings(FEW, max_examples=25)
@given(spoiled(TABLE))
def test_the_audited_table(text):
    """Any table is drawn without markup of its own by the figure, or refused in a sentence."""
    with a_result_or_one_sentence():
        page = AuditTable(read_table(text if "\n" in text else f"{text}\n")).figure_html()
        assert "<script" not in page


@settings(FEW, max_examples=25)
@given(spoiled(ANSWERS))
def test_a_class(text):
    """Any file is drawn without markup of its own by the figure, or refused in a sentence."""
    with a_result_or_one_sentence():
        page = ClassData(text if "\n" in text else f"{text}\n").figure_html()
        assert "<script" not in page


@pytest.mark.parametrize(
    "source",
    [None, 3, b"x", ["a"], pd.DataFrame(), object()],
    ids=lambda source: type(source).__name__,
)
@pytest.mark.parametrize("read", [read_table, read_responses, load_instrument, parse_printed])
def test_what_is_no_text(read, source):
    """What is no text or path at all is refused in a sentence too."""
    with pytest.raises((TypeError, ValueError)) as caught:
        read(source)
    with a_result_or_one_sentence():
        raise caught.value


@FEW
@given(TEXT)
def test_paths(text):
    """Any text as a path is read, or refused in a sentence."""
    for read in (read_table, read_responses, load_instrument):
        with a_result_or_one_sentence():
            read(text)
