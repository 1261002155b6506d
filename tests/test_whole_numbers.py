"""Whole numbers of every type say what Python's own say, to every public function that takes one.

NumPy's short integers wrap around in silence, so that a number handed on as it came could make a
proof of a falsehood.
"""

import inspect
import re
from enum import IntEnum
from functools import cache
from operator import index

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt

import twowaves
from twowaves import Design, load_outcomes, plots, reconstruct, simulate, widgets
from twowaves.printed.sums import (
    change_sums,
    changes,
    correlation_is_possible,
    examine,
    squares,
    squares_of_change,
    totals,
)
from twowaves.printed.table import rows

OUTCOMES = load_outcomes()
TABLE = OUTCOMES.head(2)
FORM = twowaves.load_instrument("fscrs")


class Index:
    """A whole number of somebody else's making."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Eleven(IntEnum):
    """A named whole number."""

    ELEVEN = 11


NUMPY = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64,
         np.intc, np.uintc, np.longlong, np.ulonglong, np.intp]  # fmt: skip
PANDAS = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"]


def of_pandas(kind):
    return lambda value: pd.array([value], dtype=kind)[0]


TYPES = {kind.__name__: kind for kind in NUMPY}
TYPES |= {kind: of_pandas(kind) for kind in PANDAS}
TYPES |= {"0-d array": np.array, "index": Index}
# what is none, to every function
NONE_AT_ALL = [True, np.bool_(1), "11", b"11", 11.5, np.nan, np.float32(2.5), pd.NA, pd.NaT, 3 + 0j,
               np.timedelta64(11, "D"), np.ma.masked, np.array([11, 12.5])]  # fmt: skip


@cache
def sets():
    """Return ten data sets of eleven people."""
    return reconstruct("hated self", 11, 10, seed=1)


def data_sets(n=11, size=5, seed=1, **more):
    """Return the totals of what is reconstructed."""
    row = OUTCOMES.set_index("outcome", drop=False).loc["hated self"]
    try:
        found = reconstruct(row, n, size, seed=seed, progress=False, **more)
    except twowaves.Infeasible as proof:
        return str(proof)
    return found.pre, found.post


def design(**given_):
    """Return a design's numbers."""
    made = Design(**({"n": 12} | given_))
    return made, [type(getattr(made, name)) for name in ("n", "n_outcomes", "n_control")]


def form(**given_):
    """Return what an instrument makes of its numbers."""
    fields = {name: getattr(FORM, name) for name in FORM.__dataclass_fields__} | given_
    made = twowaves.Instrument(**fields)
    return made.score_range("inadequate self"), made.n_items, made.response_min, made.response_max


def table(decimals):
    """Return a table with so many decimals."""
    return twowaves.as_table(
        pd.DataFrame({"a": [1 / 3], "b": [2 / 3]}), "Thirds", decimals=decimals
    )


def wave(**given_):
    """Return what reconstructions of one's own say of the change."""
    totals = {"pre": [[200, 3, 0]], "post": [[1, 2, 5]]} | given_
    found = twowaves.Reconstructions("own", **totals)
    return found.change, found.frame(), repr(found)


def drawn(ax):
    """Return what a figure says."""
    said = [text.get_text() for text in ax.texts + ax.get_legend().get_texts()]
    lines = [list(line.get_ydata()) for line in ax.lines]
    plt.close(ax.figure)
    return said, lines


def state(figure, *names):
    """Return a figure's state."""
    return [(name, getattr(figure, name)) for name in names], repr(figure)


def rows_of(n_studies=20, seed=1, chunk_size=1):
    """Return simulated studies."""
    return simulate(Design(n=3), n_studies, seed=seed, chunk_size=chunk_size)


NAMES = st.integers(0, 127)
PEOPLE = st.sampled_from([2, 3, 10, 11, 12, 20])
FEW = st.integers(1, 9)
EACH = {
    ("AuditTable", "n"): (PEOPLE, lambda v: state(widgets.AuditTable(TABLE, n=v), "stated_n")),
    ("Design", "n"): (PEOPLE, lambda v: design(n=v)),
    ("Design", "n_control"): (PEOPLE, lambda v: design(n_control=v)),
    ("Design", "n_outcomes"): (PEOPLE, lambda v: design(n_outcomes=v)),
    ("Instrument", "n_items"): (st.just(22), lambda v: form(n_items=v)),
    ("Instrument", "response_max"): (st.integers(1, 127), lambda v: form(response_max=v)),
    ("Instrument", "response_min"): (st.integers(0, 3), lambda v: form(response_min=v)),
    ("Instrument.column", "item"): (st.integers(1, 22), FORM.column),
    ("Instrument.with_responses", "high"): (
        st.integers(2, 127), lambda v: FORM.with_responses(1, v).score_range("hated self"),
    ),
    ("Instrument.with_responses", "low"): (
        st.integers(0, 99), lambda v: FORM.with_responses(v, 101).score_range("hated self"),
    ),
    ("LimitationsLab", "n"): (PEOPLE, lambda v: state(widgets.LimitationsLab(n=v), "n")),
    ("LimitationsLab", "outcomes"): (
        st.integers(1, 8), lambda v: state(widgets.LimitationsLab(outcomes=v), "outcomes"),
    ),
    ("LimitationsLab", "seed"): (
        st.integers(1, 99), lambda v: state(widgets.LimitationsLab(seed=v), "seed"),
    ),
    ("ReconstructionBrowser", "n"): (
        st.just(11), lambda v: state(widgets.ReconstructionBrowser(sets(), n=v), "n", "sets"),
    ),
    ("ReconstructionBrowser", "which"): (
        FEW, lambda v: state(widgets.ReconstructionBrowser(sets(), which=v), "which"),
    ),
    ("Reconstructions", "n_items"): (FEW, lambda v: wave(n_items=v)),
    ("Reconstructions", "total"): (FEW, lambda v: wave(total=v)),
    ("Reconstructions.frame", "which"): (FEW, lambda v: sets().frame(v)),
    ("ReportedTests", "n"): (st.integers(9, 15), lambda v: state(widgets.ReportedTests(n=v), "n")),
    ("ThreeSystems", "drive"): (FEW, lambda v: state(widgets.ThreeSystems(drive=v), "drive")),
    ("ThreeSystems", "soothing"): (
        FEW, lambda v: state(widgets.ThreeSystems(soothing=v), "soothing"),
    ),
    ("ThreeSystems", "threat"): (FEW, lambda v: state(widgets.ThreeSystems(threat=v), "threat")),
    ("analytic_power", "n"): (PEOPLE, lambda v: twowaves.analytic_power(v, 0.5)),
    ("answer_key", "n"): (st.just(11), lambda v: twowaves.answer_key(["Ada"], "hated self", v)),
    ("answer_key", "names"): (
        NAMES, lambda v: twowaves.answer_key([v], "hated self").drop(columns="name"),
    ),
    ("as_table", "decimals"): (FEW, lambda v: repr(table(v))),
    ("audit", "n"): (PEOPLE, lambda v: twowaves.audit(TABLE, n=v)),
    ("check", "name"): (NAMES, lambda v: repr(twowaves.check("paired-3", 0.123, name=v))),
    ("detectable_d_z", "n"): (PEOPLE, twowaves.detectable_d_z),
    ("feasible_n", "n"): (PEOPLE, lambda v: twowaves.feasible_n(TABLE, v)),
    ("make_answers", "seed"): (
        NAMES, lambda v: twowaves.make_answers([30], "scs-sf", "self-compassion", seed=v),
    ),
    ("paired_ttest", "axis"): (
        st.sampled_from([0, 1]),
        lambda v: twowaves.paired_ttest([[1, 2], [3, 5]], [[2, 5], [5, 9]], axis=v).statistic,
    ),
    ("paired_ttest_from_stats", "n"): (
        PEOPLE, lambda v: twowaves.paired_ttest_from_stats(1, 1, 2, 1, v, r=0.5).statistic,
    ),
    ("plot_power", "n"): (PEOPLE, lambda v: drawn(plots.plot_power([v, 20], title="Power"))),
    ("pvalues_without_each", "tails"): (
        st.sampled_from([1, 2]), lambda v: twowaves.pvalues_without_each(sets(), v),
    ),
    ("reconstruct", "known"): (FEW, lambda v: data_sets(known=[(v, None)])),
    ("reconstruct", "n"): (PEOPLE, lambda v: data_sets(n=v)),
    ("reconstruct", "range_post"): (st.integers(9, 20), lambda v: data_sets(range_post=(0, v))),
    ("reconstruct", "range_pre"): (st.integers(15, 20), lambda v: data_sets(range_pre=(0, v))),
    ("reconstruct", "seed"): (NAMES, lambda v: data_sets(seed=v)),
    ("reconstruct", "size"): (FEW, lambda v: data_sets(size=v)),
    ("simulate", "chunk_size"): (FEW, lambda v: rows_of(chunk_size=v)),
    ("simulate", "n_studies"): (FEW, lambda v: rows_of(n_studies=v)),
    ("simulate", "seed"): (NAMES, lambda v: rows_of(seed=v)),
    ("teaching_dataset", "n"): (
        st.sampled_from([11, 12]), lambda v: twowaves.teaching_dataset("Ada", "hated self", v),
    ),
    ("teaching_dataset", "name"): (NAMES, lambda v: twowaves.teaching_dataset(v, "hated self")),
}  # fmt: skip
SCORES = ([3, 9, 100, 5], [1, 9, 120, 30])
ROW = pd.Series({"scoring": "total", "mean_pre": "29.2", "mean_post": "40.0", "sd_pre": "47.2",
                 "sd_post": "54.7", "statistic": "1.702"})  # fmt: skip
# functions of many whole numbers at once
ARRAYS = {
    ("Reconstructions", "post"): lambda v: wave(post=[v[:3]]),
    ("Reconstructions", "pre"): lambda v: wave(pre=[v[:3]]),
    ("make_answers", "totals"): lambda v: twowaves.make_answers(v, "fscrs", "hated self", seed=1),
    ("reproduces", "post"): lambda v: twowaves.reproduces(SCORES[0], v, ROW),
    ("reproduces", "pre"): lambda v: twowaves.reproduces(v, SCORES[1], ROW),
    ("sign_flip_test", "change"): twowaves.sign_flip_test,
    ("sign_test", "change"): twowaves.sign_test,
    ("signed_rank_test", "change"): twowaves.signed_rank_test,
}
# functions that say that whole floats will do, and one whose figures are floats anyway
WHOLE_FLOATS = {"reproduces", "sign_flip_test", "sign_test", "signed_rank_test"}
FLOATS = {*WHOLE_FLOATS, "paired_ttest_from_stats"}
# made by the package and handed out, or called by it
NOT_HANDED_IN = {"Estimate", "PairedTTestResult", "Roster", "Threat.shift", "DropOut.shift",
                 "History.shift", "Selection.shift", "SocialDesirability.shift"}  # fmt: skip
# hints by answer, and columns by number or header
WORDED = {("Instrument", "outside"), ("read_printed", "mapping")}


def documented(thing):
    """Yield the parameters that a docstring says are whole numbers."""
    text = inspect.getdoc(thing) or ""
    part = re.search(r"^Parameters\n-+\n(.*?)(?=^\w[\w ]*\n-+$|\Z)", text, re.MULTILINE | re.DOTALL)
    for names, kind in re.findall(r"^(\w[\w, ]*?) : (.*)$", part[1] if part else "", re.MULTILINE):
        if re.search(r"\bints?\b", kind):
            yield from names.split(", ")


def annotated(thing):
    """Yield the parameters that are annotated as whole numbers."""
    try:
        parameters = inspect.signature(thing).parameters.values()
    except ValueError:  # of an exception's, which comes from Python
        return
    for each in parameters:
        if re.search(r"\bints?\b", str(each.annotation)):
            yield each.name


def public():
    """Yield every public function, class and method with its name."""
    for module in (twowaves, plots, widgets):
        for name in module.__all__:
            thing = getattr(module, name)
            if not inspect.ismodule(thing):
                yield name, thing
            if inspect.isclass(thing):
                for method, function in inspect.getmembers_static(thing, inspect.isfunction):
                    if not method.startswith("_") and function.__module__.startswith("twowaves"):
                        yield f"{name}.{method}", function


def same(one, other):
    """Tell whether two results are the same, to the last bit."""
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, pd.DataFrame):
        return one.equals(other)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    return one == other


def refused(call, value):
    """Return the one sentence that a value is refused with."""
    with pytest.raises((TypeError, ValueError)) as error:
        call(value)
    said = str(error.value)
    assert "\n" not in said
    assert len(said) < 300
    return said


def test_none_is_missing():
    """Every public function with a whole number among its arguments is tested here."""
    found = {
        (name, parameter)
        for name, thing in public()
        for parameter in {*documented(thing), *annotated(thing)}
        if name not in NOT_HANDED_IN
    }

    assert found == {*EACH, *ARRAYS, *WORDED}


@pytest.mark.sweep(10)
@pytest.mark.slow
@pytest.mark.parametrize("where", EACH, ids=".".join)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_type(where, data):
    """A whole number of any type gives what Python's own gives."""
    values, call = EACH[where]
    value = data.draw(values)
    kind = data.draw(st.sampled_from(sorted(TYPES)))

    assert same(call(value), call(TYPES[kind](value)))


@pytest.mark.sweep
@pytest.mark.parametrize("where", EACH, ids=".".join)
@pytest.mark.parametrize("value", NONE_AT_ALL, ids=repr)
def test_what_is_none(where, value):
    """What is no whole number is refused in a sentence, where it is not a name."""
    call = EACH[where][1]
    named = where[1] in {"name", "names"} and isinstance(value, str)
    if where == ("check", "name") and not named:
        assert "the name is" in call(value).lower()
    elif named or (where == ("AuditTable", "n") and isinstance(value, str)):
        assert same(call(value), call(value))
    else:
        refused(call, value)


@pytest.mark.parametrize("where", EACH, ids=".".join)
def test_whole_floats(where):
    """A float is refused even where it is whole, but where figures are floats by nature."""
    call = EACH[where][1]
    if where[0] in FLOATS:
        assert same(call(11), call(11.0))
    elif where == ("check", "name"):
        assert "the name is float" in call(11.0).lower()
    else:
        refused(call, 11.0)


@pytest.mark.parametrize("where", ARRAYS, ids=".".join)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_type_of_array(where, data):
    """Many whole numbers of any type give what a list of Python's own gives."""
    call = ARRAYS[where]
    kind = data.draw(st.sampled_from([*NUMPY, *PANDAS, object]))
    low, high = (0, 20) if where[0] == "make_answers" else (-120, 120)
    if "u" in str(kind).lower().split("'")[-2 if "'" in str(kind) else 0][:8]:
        low = 0
    four = data.draw(st.lists(st.integers(low, high), min_size=4, max_size=4))
    made = pd.Series(four, dtype=kind) if kind in PANDAS else np.array(four, dtype=kind)

    assert same(call(four), call(made))
    assert same(call(four), call([TYPES["index"](each) for each in four]))


@pytest.mark.sweep
@pytest.mark.parametrize("where", ARRAYS, ids=".".join)
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([1, True, 2, 3], "[1] is True; it must be a whole number"),
        (np.array([True, False, True, True]), "[0] is True; it must be a whole number"),
        ([1, 2, 2.5, 3], "[2] is 2.5; it must be a whole number"),
        ([1, 2, np.nan, 3], "[2] is nan; it must be a whole number"),
        ([1, 2, 3, None], "[3] is None; it must be a whole number"),
        ([1, pd.NA, 2, 3], "[1] is <NA>; it must be a whole number"),
        (np.ma.array([1, 2, 3, 4], mask=[1, 0, 0, 0]), "[0] is None; it must be a whole number"),
        (["1", "2", "3", "4"], "[0] is '1'; it must be a whole number"),
        ([1, 2, 3, 10**30], "[3] is 1000000000000000000000000000000; it must be a whole number"),
        (np.array([1, 2, 3, 2**64 - 1], dtype="u8"), "[3] is 18446744073709551615; it must be"),
        (np.array([1, 2, 3, 9e300]), "it must be a whole number"),
        (np.array([1, 2, 3, np.inf], dtype="f2"), "it must be a whole number"),
    ],
)
def test_what_is_none_in_an_array(where, value, message):
    """What is no whole number, or too large a one, is named with its place."""
    if where[0] == "Reconstructions":
        said = refused(lambda v: wave(**{where[1]: [v]}), value)
        place = message.replace("[", "[0, ", 1) if message.startswith("[") else message
    else:
        said, place = refused(ARRAYS[where], value), message

    assert place in said


@pytest.mark.sweep
@pytest.mark.parametrize("function", sorted(WHOLE_FLOATS))
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.longdouble])
def test_whole_floats_in_an_array(function, kind):
    """Floats of any width will do where they are whole and the documentation says so."""
    for where, call in ARRAYS.items():
        if where[0] == function:
            assert same(call([1, 2, 3, 40]), call(np.array([1, 2, 3, 40], dtype=kind)))


@pytest.mark.parametrize("outcome", OUTCOMES["outcome"])
@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.uint8, np.int64])
def test_no_proof_of_a_falsehood(outcome, kind):
    """Eleven people can stand behind each row of the paper, whatever type eleven has."""
    found = reconstruct(outcome, kind(11), 3, seed=1, progress=False)

    np.testing.assert_array_equal(found.pre, reconstruct(outcome, 11, 3, seed=1).pre)


@given(
    n=st.integers(2, 100),
    decimals=st.integers(1, 8),
    kind=st.sampled_from(NUMPY),
    mean=st.integers(0, 20),
    t=st.integers(0, 10**9),
)
def test_sums_behind_figures(n, decimals, kind, mean, t):
    """The sums behind figures of many decimals are the same for an n of any type."""
    texts = {"mean_pre": f"{mean}.{'3' * decimals}", "mean_post": "9.1", "sd_pre": "4.5",
             "sd_post": "2.4", "statistic": f"{t / 10**8:.{decimals}f}"}  # fmt: skip
    (row,) = rows(pd.Series({"outcome": "o", "scoring": "total", **texts}))
    figures = row.figures(1)

    assert examine(figures, n) == examine(figures, kind(n))
    first = next(change_sums(figures, n), None)
    assert first == next(change_sums(figures, kind(n)), None)
    assert changes(figures, n) == changes(figures, kind(n))
    assert correlation_is_possible(figures, n) == correlation_is_possible(figures, kind(n))
    total = next(iter(totals(figures.mean_pre, n)), mean * n)
    short = np.int16(total)
    assert squares(total, figures.sd_pre, n) == squares(short, figures.sd_pre, kind(n))
    for bounds in (None, figures.statistic):
        expected = squares_of_change(total, bounds, n)
        assert expected == squares_of_change(short, bounds, kind(n))


def test_names_of_whole_numbers():
    """A named whole number is its number, also where its text is part of a seed."""
    first = twowaves.teaching_dataset("Ada", "hated self", Eleven.ELEVEN)

    assert first.equals(twowaves.teaching_dataset("Ada", "hated self", 11))
    assert index(Eleven.ELEVEN) == 11


def test_counts_of_a_figure():
    """The differences of a flow of people are right where its counts are short and unsigned."""
    flow = pd.DataFrame({"step": ["all", "some"], "follows": ["none", "all"], "basis": "printed"})
    said = [
        [text.get_text() for text in plots.plot_flow(flow.assign(n=counts), title="Two").texts]
        for counts in ([16, 11], np.array([16, 11], dtype="uint8"), [16.0, 11.0],
                       pd.array([16, 11], dtype="UInt8"))
    ]  # fmt: skip
    plt.close("all")

    assert "−5" in said[0]
    assert [said[0]] * 3 == said[1:]
    assert "n[1] is 11.5" in refused(
        lambda n: plots.plot_flow(flow.assign(n=n), title=""), [16, 11.5]
    )


def test_weeks_of_a_figure():
    """Weeks that are no whole number are named."""
    steps = {"what": ["form", "diary"], "when": ["before", "module"], "how_often": "once"}
    schedule = pd.DataFrame(steps | {"weeks": [0, 2.5]})

    assert "weeks[1] is 2.5; it must be a whole number" in refused(
        lambda table: plots.plot_timeline(table, title=""), schedule
    )


@pytest.mark.parametrize("seed", [-1, np.int8(-1), -(10**400)])
@pytest.mark.parametrize(
    "where", [where for where in EACH if where[1] == "seed" and where[0] != "LimitationsLab"]
)
def test_seeds_are_not_negative(where, seed):
    """Every seed is refused below 0, with the same sentence."""
    said = refused(EACH[where][1], seed)

    assert said.startswith("seed is ")
    assert said.endswith("; it must be a whole number of 0 or more")


@pytest.mark.parametrize("seed", [None, [1, 2], np.random.default_rng(1), "1", 1.5])
@pytest.mark.parametrize(
    "where", [where for where in EACH if where[1] == "seed" and where[0] != "LimitationsLab"]
)
def test_seeds_can_be_repeated(where, seed):
    """None, a list and a generator are no seeds: nothing found with them could be found again."""
    assert "it must be a whole number of 0 or more" in refused(EACH[where][1], seed)
