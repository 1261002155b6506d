"""Data sets from printed figures, against every small data set and against hidden ones."""

import dis
import hashlib
import pickle
import sys
import warnings
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest
from as_printed import ROUND_DOWN, TIES, print_sums, sums_of
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

import twowaves
from twowaves import Infeasible, NotFound, load_outcomes, reconstruct, reproduces
from twowaves.printed.table import rows
from twowaves.rebuilt import chains, search
from twowaves.rebuilt.space import space

MODULE = import_module("twowaves.rebuilt.reconstruct")
SCALE = range(5)
OUTCOMES = load_outcomes()["outcome"].tolist()
TOTALS = {"outcome": "tiny", "scoring": "total", "scale_min": 0, "scale_max": 4}
FIGURES = ("mean_pre", "sd_pre", "mean_post", "sd_post", "statistic")
ROW = pd.Series(
    TOTALS
    | {"mean_pre": "1.8", "sd_pre": "1.3", "mean_post": "2.4", "sd_post": "1.1"}
    | {"statistic": "0.885"}
)  # fmt: skip


def prints(pre, post, **how):
    """Return every row that a data set prints: a tie may go either way, figure by figure."""
    printed = [print_sums(len(pre), sums_of(pre, post), rule=rule, **how) for rule in TIES]
    if printed[0]["statistic"] is None:
        return set()
    texts = [{row[name].lstrip("-") for row in printed} for name in FIGURES]
    return set(product(*texts))


@cache
def all_sets(n):
    """Return the data sets of n people on 0 to 4 by the rows that they print."""
    found = defaultdict(set)
    people = list(product(SCALE, SCALE))
    for pairs in combinations_with_replacement(people, n):
        pre, post = zip(*pairs, strict=True)
        for row in prints(pre, post):
            found[row].add(pairs)
    return found


def row_of(texts, **more):
    """Return a row with these printed figures."""
    return pd.Series(TOTALS | dict(zip(FIGURES, texts, strict=True)) | more)


def as_sets(found):
    """Return reconstructions as sets of pairs in ascending order."""
    people = np.stack([found.pre, found.post], axis=2)
    return [tuple(map(tuple, one)) for one in people.tolist()]


def sample_of(printed, size, seed):
    """Return so many of the printed rows, the same each time."""
    printed = sorted(printed)
    chosen = np.random.default_rng(seed).permutation(len(printed))[:size]
    return [printed[place] for place in chosen]


@pytest.mark.slow
class TestSmallSpaces:
    """All data sets of few people on a scale from 0 to 4, gone through here by brute force."""

    @pytest.mark.sweep(2)
    @pytest.mark.parametrize(("n", "size"), [(2, None), (3, None), (4, 1500), (5, 1500)])
    def test_all_are_found(self, n, size, part_of):
        """For each printed row, exactly the data sets that print it: none missing, none wrong."""
        by_row = all_sets(n)
        printed = sorted(by_row) if size is None else sample_of(by_row, size, n)

        for texts in part_of(printed, 300, seed=n):
            found = reconstruct(row_of(texts), n, size=100_000, seed=1)

            assert by_row[texts] == set(as_sets(found))
            assert len(by_row[texts]) == len(found) == found.total

    @pytest.mark.parametrize(("n", "size"), [(3, 300), (4, 400), (5, 400)])
    def test_none_is_proved(self, n, size):
        """A row that no data set prints is refused with a reason, never answered with a set."""
        by_row = all_sets(n)
        rng = np.random.default_rng(n)
        refused = 0
        for texts in sample_of(by_row, size, n + 10):
            changed = list(texts)
            place = rng.integers(5)
            decimals = len(texts[place].partition(".")[2])
            changed[place] = f"{float(texts[place]) + rng.choice([-1, 1]) / 10:.{decimals}f}"
            if float(changed[place]) < 0 or tuple(changed) in by_row:
                continue
            refused += 1
            with pytest.raises(Infeasible, match=rf"^tiny, n = {n}: .*\.$"):
                reconstruct(row_of(changed), n, seed=1)

        assert refused > size / 4

    @pytest.mark.parametrize("n", [4, 5])
    def test_search_reaches_all(self, n, monkeypatch):
        """The search, where it may not list, finds every data set that there is."""
        by_row = all_sets(n)
        printed = with_several_sets(by_row, n)
        monkeypatch.setattr(MODULE, "listed", lambda *_, **__: None)

        assert len(printed) > 10
        for texts in printed:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                found = reconstruct(row_of(texts), n, size=1000, seed=5)

            assert by_row[texts] == set(as_sets(found))
            assert found.total is None

    @pytest.mark.sweep(1)
    @pytest.mark.parametrize("n", [4, 5])
    def test_bias(self, n, part_of):
        """The search finds each data set at a tenth of an even chance or more, and below five."""
        by_row = all_sets(n)
        printed = with_several_sets(by_row, n)
        shares = []
        for texts in part_of(printed, 12, seed=n):
            counts = Counter(drawn(texts, n, 10_000))
            assert by_row[texts] == set(counts)
            shares += [count * len(counts) / counts.total() for count in counts.values()]

        assert 0.1 < min(shares) < max(shares) < 5

    def test_search_that_fails_proves_by_listing(self, monkeypatch):
        """What the search cannot find is listed if it can be: then none is a proof."""
        row = ROW.copy()
        row["statistic"] = "0.800"
        monkeypatch.setattr(search, "few", lambda *_: False)

        with pytest.raises(Infeasible):
            reconstruct(row, 5, seed=1)

    def test_search_that_fails_is_no_proof(self, monkeypatch):
        """Where nothing can be listed, nothing found is said to be no proof."""
        monkeypatch.setattr(MODULE, "listed", lambda *_, **__: None)
        monkeypatch.setattr(search, "draw", lambda n, *_: 2 * (np.empty((0, n), dtype=np.int64),))

        with pytest.raises(NotFound, match="no proof"):
            reconstruct(ROW, 5, seed=1)

    def test_choice_is_even(self, part_of):
        """Where all are listed, a choice gives every data set the same chance."""
        texts = next(row for row, sets in sorted(all_sets(5).items()) if len(sets) == 12)
        seeds = part_of(range(1200), 480)
        counts = Counter(
            as_sets(reconstruct(row_of(texts), 5, size=1, seed=seed))[0] for seed in seeds
        )

        assert len(counts) == 12
        assert stats.chisquare(list(counts.values())).pvalue > 0.001


def with_several_sets(by_row, n):
    """Return 25 rows that 2 to 40 data sets print."""
    chosen = sample_of(by_row, 400, n)
    return [texts for texts in chosen if 2 <= len(by_row[texts]) <= 40][:25]


def drawn(texts, n, count):
    """Return all that so many chains of the sampler arrive at, repeats included."""
    (row,) = rows(row_of(texts))
    figures = row.figures(1)
    rng = np.random.default_rng(3)
    aims = space(figures, n, (figures.limits, figures.limits)).aims(count, rng)
    wave = chains.Wave(*figures.limits)
    pre, post = chains.draw(n, (wave, wave), aims, rng)
    return [
        tuple(sorted(zip(a, b, strict=True)))
        for a, b in zip(pre.tolist(), post.tolist(), strict=True)
    ]


def hidden(seed):
    """Return a hidden data set: pre, post, lowest and highest score, items, decimals."""
    rng = np.random.default_rng(seed)
    n, low, items = rng.integers(2, 41), int(rng.integers(-2, 2)), int(rng.choice([1, 1, 3, 12]))
    high = low + int(rng.choice([1, 2, 4, 6, 10, 52]))
    lowest, span = low * items, (high - low) * items
    ability = rng.beta(*rng.choice([0.5, 1, 2, 4], 2), n)
    own = rng.beta(*rng.choice([0.5, 1, 2, 4], 2), n)
    shared = rng.uniform(0, 0.95)
    after = shared * ability + (1 - shared) * own
    pre, post = (lowest + np.rint(span * each).astype(int) for each in (ability, after))
    decimals = tuple(int(each) for each in rng.integers(1, 5, 3))
    return pre.tolist(), post.tolist(), low, high, items, decimals


SEEDS = st.integers(0, 2**32)


@pytest.mark.slow
class TestHidden:
    """Random data sets, printed, reconstructed, printed again."""

    @given(SEEDS, st.sampled_from(TIES), st.integers(0, 9))
    def test_print_the_same(self, data, rule, seed):
        """What is reconstructed prints what the hidden data print, always."""
        pre, post, low, high, items, decimals = hidden(data)
        row = print_sums(len(pre), sums_of(pre, post), items, decimals=decimals, rule=rule)
        if row["statistic"] is None:
            return
        try:
            found = self.found(data, row, seed)
        except NotFound:  # one in hundreds, and it says that it is no proof
            return

        assert 1 <= len(found) <= 4
        assert len(found) == len(set(as_sets(found)))
        for a, b in zip(found.pre.tolist(), found.post.tolist(), strict=True):
            assert low * items <= min(*a, *b) <= max(*a, *b) <= high * items
            again = [
                print_sums(len(a), sums_of(a, b), items, decimals=decimals, rule=tie)
                for tie in TIES
            ]
            for name, text in row.items():
                assert text.lstrip("-") in {each[name].lstrip("-") for each in again}

    def test_hardly_any_is_missed(self, part_of):
        """Of 200 hidden data sets, the search misses two at most: those with extreme scores."""
        missed = []
        for data in part_of(range(200), 40):
            pre, post, _, _, items, decimals = hidden(data)
            row = print_sums(len(pre), sums_of(pre, post), items, decimals=decimals, rule=TIES[0])
            if row["statistic"] is None:
                continue
            try:
                self.found(data, row, seed=0)
            except NotFound:
                missed.append(data)

        assert len(missed) <= 2

    def found(self, data, row, seed):
        """Return what is reconstructed from the row of a hidden data set."""
        pre, _, low, high, items, _ = hidden(data)
        scoring = "mean" if items > 1 else "total"
        more = {"scoring": scoring, "n_items": items, "scale_min": low, "scale_max": high}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return reconstruct(pd.Series(row | more), len(pre), size=4, seed=seed)


class TestPaper:
    """The six outcomes of the paper."""

    @pytest.mark.parametrize("n", [11, 12])
    @pytest.mark.parametrize("outcome", OUTCOMES)
    def test_thousand(self, outcome, n):
        """A thousand different data sets print the paper's row, by SciPy and by formatting."""
        found = reconstruct(outcome, n, seed=2021)
        row = load_outcomes().set_index("outcome").loc[outcome]
        items = row["n_items"] if row["scoring"] == "mean" else 1
        pre, post = found.pre / items, found.post / items
        t = stats.ttest_rel(post, pre, axis=1).statistic

        assert (1000, n) == found.pre.shape == found.post.shape
        assert len(set(as_sets(found))) == 1000
        assert np.issubdtype(found.pre.dtype, np.integer)
        assert min(found.pre.min(), found.post.min()) >= row["scale_min"] * items
        assert max(found.pre.max(), found.post.max()) <= row["scale_max"] * items
        for figure, text in (
            (pre.mean(1), row["mean_pre"]), (post.mean(1), row["mean_post"]),
            (pre.std(1, ddof=1), row["sd_pre"]), (post.std(1, ddof=1), row["sd_post"]),
            (np.abs(t), row["statistic"].lstrip("-")),
        ):  # fmt: skip
            half = 0.5 * 10.0 ** -len(text.partition(".")[2])
            assert np.abs(figure - float(text)).max() <= half * (1 + 1e-9)

    @pytest.mark.parametrize("outcome", OUTCOMES)
    def test_most_chains_arrive(self, outcome):
        """Half of the chains and more end in a data set: each move does what it is taken to do."""
        (row,) = rows(load_outcomes().query("outcome == @outcome"))
        figures = row.figures(row.items())
        rng = np.random.default_rng(4)
        aims = space(figures, 11, (figures.limits, figures.limits)).aims(1000, rng)
        wave = chains.Wave(*figures.limits)
        pre, post = chains.draw(11, (wave, wave), aims, rng)

        assert len(pre) > 450
        assert reproduces(pre, post, _row(outcome)).all()

    @pytest.mark.parametrize(
        "outcome", ["self-persecution", "self-correction", "reassured self", "hated self"]
    )
    def test_ten_people_are_impossible(self, outcome):
        """At n = 10 four outcomes are proved impossible, by the parity of Σd and Σd²."""
        with pytest.raises(
            Infeasible, match=rf"^{outcome}, n = 10: the means allow .* same parity"
        ):
            reconstruct(outcome, 10, seed=1)

    @pytest.mark.parametrize("outcome", ["self-compassion", "inadequate self"])
    def test_ten_people_are_possible(self, outcome):
        """At n = 10 two outcomes have data sets."""
        assert len(reconstruct(outcome, 10, size=50, seed=1)) == 50

    def test_rounding(self):
        """Were t cut off, correction would be impossible at 11 and persecution possible at 10."""
        with pytest.raises(Infeasible):
            reconstruct("self-correction", 11, seed=1, rounding="truncate")
        found = reconstruct("self-persecution", 10, size=20, seed=1, rounding="truncate")

        t = stats.ttest_rel(found.post, found.pre, axis=1).statistic
        assert {"1.303"} == {f"{int(-each * 1000 + 1e-9) / 1000:.3f}" for each in t}


class TestSeed:
    """Chance that can be repeated."""

    def test_same(self):
        """The same seed gives the same data sets, another one others."""
        first, again, other = (reconstruct("hated self", 11, 100, seed=s) for s in (1, 1, 2))

        np.testing.assert_array_equal(first.pre, again.pre)
        np.testing.assert_array_equal(first.post, again.post)
        assert (first.pre != other.pre).any()

    @pytest.mark.parametrize(
        ("outcome", "expected"),
        [("hated self", "a7695c3dac91f7e7"), ("self-compassion", "6cd10b9ec808687e")],
    )
    def test_on_every_machine(self, outcome, expected):
        """The data sets are those that another machine found, to the last bit."""
        found = reconstruct(outcome, 11, 200, seed=7)
        data = np.stack([found.pre, found.post]).astype("<i8").tobytes()

        assert expected == hashlib.sha256(data).hexdigest()[:16]

    @pytest.mark.parametrize(
        ("n", "size", "expected"), [(11, 9000, "f3b39476b05b20db"), (60, 4000, "88e0e1948d8db430")]
    )
    def test_in_several_rounds(self, n, size, expected):
        """The same where a search takes rounds of as many chains as memory holds, and more."""
        rng = np.random.default_rng(5)
        pre, post = rng.integers(0, 21, (2, 60)).tolist()
        row = (
            "hated self"
            if n == 11
            else row_of(print_sums(n, sums_of(pre, post)).values(), scale_max=20)
        )
        found = reconstruct(row, n, size, seed=7, progress=False)
        data = np.stack([found.pre, found.post]).astype("<i8").tobytes()

        assert expected == hashlib.sha256(data).hexdigest()[:16]


class TestExtras:
    """What else may be known."""

    @pytest.mark.parametrize("n", [5, 11])
    def test_known_people(self, n):
        """Every data set has the people of whom something is known."""
        row = "self-persecution" if n == 11 else ROW
        known = [(32, None), (0, 3)] if n == 11 else [(4, None), (1, 2)]
        found = reconstruct(row, n, size=60, seed=4, known=known)

        for people in as_sets(found):
            pre = [person[0] for person in people]
            assert known[0][0] in pre
            assert known[1] in people

    def test_known_people_all(self):
        """With people known, the list holds exactly the data sets that have them."""
        texts = tuple(ROW[name] for name in FIGURES)
        expected = {s for s in all_sets(5)[texts] if (1, 2) in s and any(a == 4 for a, _ in s)}
        found = reconstruct(ROW, 5, size=1000, seed=1, known=[(4, None), (1, 2)])

        assert expected == set(as_sets(found))
        assert 0 < len(expected) < len(all_sets(5)[texts])

    def test_known_people_where_the_scale_begins_above_zero(self):
        """What is known is in totals, whatever the lowest one is: 12 for twelve items from 1."""
        found = reconstruct("self-compassion", 11, size=40, seed=4, known=[(30, None), (None, 45)])

        assert (found.pre == 30).any(axis=1).all()
        assert (found.post == 45).any(axis=1).all()
        assert 12 <= min(found.pre.min(), found.post.min())

    def test_known_people_within_their_own_range(self):
        """A total before is held against the range before, and one after against that after."""
        ranges = {"range_pre": (5, 45), "range_post": (2, 30)}
        found = reconstruct("self-correction", 11, size=9, seed=4, known=[(45, None)], **ranges)

        assert (found.pre == 45).any(axis=1).all()
        with pytest.raises(
            ValueError, match=r"known\[1\] has 31 after; it must lie within 2 to 30"
        ):
            reconstruct("self-correction", 11, seed=4, known=[(9, 2), (9, 31)], **ranges)

    @pytest.mark.parametrize(
        ("before", "after"), [((5, 45), (2, 30)), ((2, 45), (5, 30)), ((0, 52), (0, 52))]
    )
    def test_ranges(self, before, after):
        """Nobody lies outside the ranges that are given; the whole scale is one of them."""
        found = reconstruct(
            "self-correction", 11, size=100, seed=4, range_pre=before, range_post=after
        )

        assert before[0] <= found.pre.min() < found.pre.max() <= before[1]
        assert after[0] <= found.post.min() < found.post.max() <= after[1]

    def test_all_people_known(self):
        """Where everybody is known, there is one data set: theirs."""
        texts = tuple(ROW[name] for name in FIGURES)
        (people, *_) = sorted(all_sets(5)[texts])
        found = reconstruct(ROW, 5, seed=1, known=people)

        assert [people] == as_sets(found)
        with pytest.raises(ValueError, match="known holds 6 people; there are 5"):
            reconstruct(ROW, 5, seed=1, known=[*people, (0, 0)])

    def test_two_hundred_people(self):
        """As many people as the search takes."""
        row = ROW.drop("statistic")
        found = reconstruct(row, 200, size=2, seed=1)

        assert (2, 200) == found.pre.shape
        assert reproduces(found.pre, found.post, row).all()

    def test_a_scale_far_from_zero(self):
        """Where a scale begins does not count, only how wide it is."""
        far = {name: f"{float(ROW[name]) + 10**6:.1f}" for name in ("mean_pre", "mean_post")}
        row = pd.Series({**ROW, **far, "scale_min": 10**6, "scale_max": 10**6 + 4})
        near = reconstruct(ROW, 5, size=500, seed=1)
        found = reconstruct(row, 5, size=500, seed=1)

        assert near.total == found.total == len(found)
        assert (near.pre + 10**6).tolist() == found.pre.tolist()

    def test_shapes(self):
        """A floor-heavy search finds data sets that lean more to the floor than a symmetric one."""
        lean = {
            shape: stats.skew(
                reconstruct("self-correction", 11, 400, seed=1, shape=shape).pre, axis=1
            ).mean()
            for shape in ("floor", "any", "symmetric")
        }

        assert lean["floor"] > lean["any"] + 0.1
        assert lean["any"] > lean["symmetric"] + 0.1

    def test_row_without_t_or_scale(self):
        """A figure that is not printed is no constraint; SDs alone limit the totals too."""
        row = pd.Series({"scoring": "total", "mean_pre": "5.0", "mean_post": "6.0",
                         "sd_pre": "2.0", "sd_post": "2.5"})  # fmt: skip
        found = reconstruct(row, 12, size=200, seed=1)

        assert reproduces(found.pre, found.post, row).all()
        assert np.ptp(np.corrcoef(found.pre[0], found.post[0])) > 0
        assert (
            np.ptp([np.corrcoef(a, b)[0, 1] for a, b in zip(found.pre, found.post, strict=True)])
            > 0.3
        )


class TestResult:
    """What comes back."""

    def test_frame(self):
        """A data set is a table of people in the points of the printed score."""
        found = reconstruct("self-compassion", 11, size=3, seed=1)
        frame = found.frame(2)

        assert ["person", "pre", "post", "change"] == frame.columns.tolist()
        np.testing.assert_allclose(frame["pre"], found.pre[2] / 12)
        np.testing.assert_allclose(frame["change"], found.change[2] / 12, atol=1e-12)
        with pytest.raises(IndexError, match="there is no data set 3; give 0 to 2"):
            found.frame(3)

    def test_which_frame(self):
        """The first is the one without a number; negative numbers count from the last."""
        found = reconstruct("hated self", 11, size=3, seed=1)

        for which, same in ((0, 0), (-1, 2), (-3, 0)):
            frame = found.frame(which)
            assert [*range(1, 12)] == frame["person"].tolist()
            assert found.pre[same].tolist() == frame["pre"].tolist()
        assert found.frame().equals(found.frame(0))
        assert {"int64"} == {str(dtype) for dtype in found.frame().dtypes}
        with pytest.raises(IndexError, match="there is no data set -4; give 0 to 2"):
            found.frame(-4)

    @pytest.mark.parametrize(("outcome", "items"), [("hated self", 1), ("self-compassion", 12)])
    def test_summary(self, outcome, items):
        """The summary has each data set's own figures, as NumPy and SciPy compute them."""
        found = reconstruct(outcome, 11, size=5, seed=1)
        summary = found.summary()
        waves = {"pre": found.pre / items, "post": found.post / items}

        expected = {}
        for name, wave in waves.items():
            expected[f"mean_{name}"] = np.mean(wave, axis=1)
            expected[f"sd_{name}"] = np.sqrt(np.var(wave, axis=1, ddof=1))
        test = stats.ttest_rel(waves["post"], waves["pre"], axis=1)
        expected |= {"statistic": test.statistic, "pvalue": test.pvalue}
        expected["r"] = stats.pearsonr(waves["pre"], waves["post"], axis=1).statistic
        expected["d_z"] = test.statistic / np.sqrt(11)
        assert [*expected] == [*summary]
        for name, figures in expected.items():
            np.testing.assert_allclose(summary[name], figures, rtol=1e-10)

    def test_says_synthetic(self):
        """It says of itself that it is synthetic, and how many exist where that is known."""
        assert "<5 reconstructions, synthetic: hated self, n = 11>" == repr(
            reconstruct("hated self", 11, size=5, seed=1)
        )
        assert "<2 reconstructions of 6 that exist, synthetic: tiny, n = 5>" == repr(
            reconstruct(ROW, 5, size=2, seed=1)
        )


class TestProgress:
    """A search that takes its time."""

    def test_bar(self, capfd):
        """A bar shows how many have been found, if it is asked for; a quick search shows none."""
        reconstruct("hated self", 11, size=50, seed=1)
        assert capfd.readouterr().err == ""

        reconstruct("hated self", 11, size=50, seed=1, progress=True)
        assert "hated self" in capfd.readouterr().err

    def test_interrupted(self, monkeypatch):
        """An interrupted search gives what it has found, with a warning."""
        draw, calls = search.draw, []

        def slow(*given):
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return draw(*given)

        monkeypatch.setattr(search, "draw", slow)
        with pytest.warns(
            UserWarning, match=r"^hated self, n = 11: interrupted; \d+ of 30000 data"
        ):
            found = reconstruct("hated self", 11, size=30_000, seed=1)

        assert 0 < len(found) < 30_000
        assert reproduces(found.pre, found.post, _row("hated self")).all()

    def test_interrupted_at_once(self, monkeypatch):
        """An interruption before anything was found is passed on."""

        def stop(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(search, "draw", stop)
        with pytest.raises(KeyboardInterrupt):
            reconstruct("hated self", 11, seed=1)

    @pytest.mark.slow
    def test_interrupted_anywhere(self, monkeypatch):
        """Wherever an interrupt comes, what was found until then is returned, whole and right."""
        for name, value in (("_FEWEST", 2), ("_MOST", 2)):  # so that there are several rounds
            monkeypatch.setattr(search, name, value)
        complete = as_sets(reconstruct("hated self", 11, size=4, seed=1))
        found, said = [], []
        while not found or found[-1] is not None:
            sets, text = stopped_at(len(found), "hated self", 11, 4)
            found.append(sets)
            said.append(text)
        first = found.index(next(sets for sets in found if sets))

        assert first > 10  # nothing was found until then, so the interrupt was passed on
        assert [[]] * first == found[:first]
        sizes = [len(sets) for sets in found[first:-1]]
        assert sorted(sizes) == sizes
        assert {1, 2, 3, 4} >= set(sizes) > {4}
        for sets, text in zip(found[first:-1], said[first:-1], strict=True):
            assert complete[: len(sets)] == sets
            assert f"interrupted; {len(sets)} of 4 data sets were found until then." in text

    def test_interrupted_while_it_lists(self, monkeypatch):
        """An interrupt of the list that follows a search gives what the search has found."""

        def stop(_, *, costly=False):
            if costly:
                raise KeyboardInterrupt

        monkeypatch.setattr(MODULE, "listed", stop)
        with pytest.warns(UserWarning, match=r"^tiny, n = 5: interrupted; \d+ of 1000 data"):
            found = reconstruct(ROW, 5, size=1000, seed=5)

        assert reproduces(found.pre, found.post, ROW).all()
        monkeypatch.setattr(search, "draw", lambda n, *_: 2 * (np.empty((0, n), dtype=np.int64),))
        with pytest.raises(KeyboardInterrupt):
            reconstruct(ROW, 5, seed=5)


def stopped_at(step, outcome, n, size):
    """Return what a search interrupted at a step of its own code finds, and its warning.

    An empty list if the interrupt was passed on; None if the search had ended before that step.
    """
    left = iter(range(step, -1, -1))

    def trace(frame, event, _):
        if frame.f_code.co_filename != search.__file__ or frame.f_back.f_code.co_name == "listed":
            return None
        code = frame.f_code
        frame.f_trace_opcodes = code.co_name in {"add", "first", "<genexpr>"}
        # Python looks for no signal while a function returns
        returns = dis.opname[code.co_code[frame.f_lasti]].startswith("RETURN")
        if event in {"line", "opcode"} and not returns and next(left, None) == 0:
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        try:
            sys.settrace(trace)
            found = as_sets(reconstruct(outcome, n, size=size, seed=1, progress=False))
        except KeyboardInterrupt:
            found = []
        finally:
            sys.settrace(before)
    return (None if next(left, None) is not None else found), " ".join(str(w.message) for w in said)


def _row(outcome):
    return load_outcomes().set_index("outcome", drop=False).loc[outcome]


class TestBadInput:
    """Each refusal is one sentence with the place, the value and what would be accepted."""

    @pytest.mark.parametrize(
        ("n", "more", "message"),
        [
            (1, {}, "n is 1; it must be a whole number from 2 to 200"),
            (201, {}, "n is 201; it must be a whole number from 2 to 200"),
            (11, {"size": 0}, "size is 0; it must be a whole number from 1 to 1,000,000"),
            (11, {"seed": -1}, "seed is -1; it must be a whole number of 0 or more"),
            (11, {"shape": "round"}, "shape is 'round'; it must be one of"),
            (11, {"rounding": "down"}, "rounding is 'down'; it must be one of"),
            (11, {"known": [(99, None)]}, "known[0] has 99 before; it must lie within 0 to 20"),
            (11, {"known": [7]}, "known[0] is 7; give (pre, post), whole totals, None"),
            (11, {"known": [(True, 3)]}, "known[0] is (True, 3); give (pre, post), whole totals"),
            (11, {"known": [(3, 2.0)]}, "known[0] is (3, 2.0); give (pre, post), whole totals"),
            (11, {"known": [(0, 0)] * 12}, "known holds 12 people; there are 11"),
            (11, {"range_pre": (3, 3)}, "range_pre is (3, 3); give two whole totals"),
            (11, {"range_post": (-1, 9)}, "range_post is (-1, 9); it must lie within 0 to 20"),
        ],
    )
    def test_arguments(self, n, more, message):
        """An argument that is none is named with its value."""
        with pytest.raises(ValueError) as error:  # noqa: PT011
            reconstruct("hated self", n, **({"seed": 1} | more))

        assert message in str(error.value)

    @pytest.mark.parametrize("value", [11.0, True, "11", None, np.bool_(1), pd.NA, [11], np.nan])
    @pytest.mark.parametrize(
        ("name", "expected"),
        [("n", "from 2 to 200"), ("size", "from 1 to 1,000,000"), ("seed", "of 0 or more")],
    )
    def test_no_whole_number(self, name, expected, value):
        """What is no whole number is none, in one sentence with the value."""
        given_ = {"n": 11, "size": 5, "seed": 1} | {name: value}
        with pytest.raises(TypeError) as error:
            reconstruct("hated self", **given_)

        assert str(error.value) == f"{name} is {value!r}; it must be a whole number {expected}"

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"mean_pre": "2,8"}, "Row 1 (tiny), mean_pre: '2,8' has a comma"),
            ({"sd_pre": "-1"}, "sd_pre: '-1' is negative"),
            ({"mean_pre": None}, "The column mean_pre is missing or empty in this row."),
            ({"scoring": None}, "The column scoring is missing or empty in this row."),
        ],
    )
    def test_row_that_cannot_be_read(self, changed, message):
        """A row that cannot be read is told so with the place."""
        with pytest.raises(ValueError) as error:  # noqa: PT011
            reconstruct(pd.Series(ROW.to_dict() | changed), 5, seed=1)

        assert message in str(error.value)
        assert not isinstance(error.value, Infeasible)

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"mean_pre": "5.3"}, "no whole-number total gives mean_pre = 5.3"),
            ({"sd_pre": "0.0"}, "no whole-number sum of squares gives sd_pre = 0.0"),
            ({"sd_post": "9.9"}, "no whole-number sum of squares gives sd_post = 9.9"),
            ({"statistic": "9.999"}, "n = 5: "),
        ],
    )
    def test_row_that_contradicts_itself(self, changed, message):
        """Figures that cannot stand together are proved impossible, with the reason."""
        with pytest.raises(Infeasible) as error:
            reconstruct(pd.Series(ROW.to_dict() | changed), 5, seed=1)

        assert message in str(error.value)

    def test_sd_of_zero(self):
        """A printed SD of 0 means people who are all alike, if the mean is a whole number."""
        row = row_of(("2.0", "0.0", "2.4", "0.9", "1.000"))
        found = reconstruct(row, 5, seed=1)

        assert {2} == set(found.pre.ravel().tolist())

    def test_ranges_that_leave_nothing(self):
        """Ranges that no printed figure fits are impossible too."""
        with pytest.raises(Infeasible, match="no whole-number sums within the ranges"):
            reconstruct("hated self", 11, seed=1, range_pre=(0, 3))

    def test_whole_table(self):
        """A table is asked to be one row; a name to be an outcome."""
        with pytest.raises(ValueError, match="outcome_row has 6 rows; give one of them"):
            reconstruct(load_outcomes(), 11, seed=1)
        with pytest.raises(ValueError, match="outcome_row is 'happiness'; it must be one of"):
            reconstruct("happiness", 11, seed=1)

    def test_no_limits(self):
        """Without a scale and SDs nothing limits a total."""
        row = pd.Series({"scoring": "total", "mean_pre": "5.0", "mean_post": "6.0"})
        with pytest.raises(
            ValueError, match="nothing limits a total; give scale_min and scale_max"
        ):
            reconstruct(row, 11, seed=1)
        for one in ({"range_pre": (0, 9)}, {"range_post": (0, 9)}):
            with pytest.raises(ValueError, match="nothing limits a total"):
                reconstruct(row, 5, seed=1, **one)

    def test_too_wide(self):
        """A scale that is too wide for whole-number arithmetic is refused."""
        row = pd.Series(ROW.to_dict() | {"scale_max": 999_999})
        with pytest.raises(ValueError, match="takes scales of up to 200,000 points"):
            reconstruct(row, 5, seed=1)

    def test_fewer_exist(self):
        """If fewer exist than asked for, all are returned, and it says so."""
        found = reconstruct(ROW, 5, size=1000, seed=1)

        assert len(found) == found.total == len(all_sets(5)[tuple(ROW[name] for name in FIGURES)])

    def test_fewer_found(self, monkeypatch):
        """If a search finds fewer than asked for, a warning says so."""
        monkeypatch.setattr(MODULE, "listed", lambda *_, **__: None)
        said = r"^tiny, n = 5: only \d+ of 1000 data sets were found; there may be no more\.$"
        with pytest.warns(UserWarning, match=said):
            reconstruct(ROW, 5, size=1000, seed=1)

    def test_by_keyword_and_elsewhere(self):
        """The row may be named as it is documented, and the function may be sent to a worker."""
        sent = pickle.loads(pickle.dumps(reconstruct))  # noqa: S301 # our own
        found = [
            each(outcome_row="hated self", n=11, size=2, seed=1) for each in (reconstruct, sent)
        ]

        assert found[0].pre.tolist() == found[1].pre.tolist()

    def test_where_a_warning_points(self, monkeypatch):
        """A warning names the line that called `reconstruct`."""
        monkeypatch.setattr(MODULE, "listed", lambda *_, **__: None)
        with pytest.warns(UserWarning, match="were found") as caught:
            reconstruct(ROW, 5, size=1000, seed=1)

        assert [__file__] == [warning.filename for warning in caught]


class TestReproduces:
    """The independent check."""

    @given(SEEDS, st.sampled_from([*TIES, ROUND_DOWN]))
    def test_true_of_the_data(self, data, rule):
        """Data have the figures that are printed from them, however ties went, or t was cut off."""
        pre, post, low, high, items, decimals = hidden(data)
        mean_rule = TIES[0] if rule == ROUND_DOWN else rule
        row = print_sums(
            len(pre), sums_of(pre, post), items, decimals=decimals, rule=mean_rule, rule_t=rule
        )
        if row["statistic"] is None:
            return
        scoring = "mean" if items > 1 else "total"
        more = {"scoring": scoring, "n_items": items, "scale_min": low, "scale_max": high}
        rounding = "truncate" if rule == ROUND_DOWN else "nearest"

        assert reproduces(pre, post, pd.Series(row | more), rounding=rounding) is True

    @pytest.mark.parametrize("name", FIGURES)
    def test_false_of_others(self, name):
        """One unit in the last place of any figure is enough for a no."""
        pre, post = as_arrays(reconstruct(ROW, 5, size=1, seed=1))
        decimals = len(ROW[name].partition(".")[2])
        off = f"{float(ROW[name]) + 10.0**-decimals:.{decimals}f}"

        assert reproduces(pre, post, ROW)
        assert not reproduces(pre, post, pd.Series(ROW.to_dict() | {name: off}))

    @given(
        st.sampled_from([2, 75, 76, 100, 150, 151, 152, 302, 303, 304, 305, 600]),
        st.sampled_from([1, 9, 10**5, 3 * 10**6, 10**7]),
        st.sampled_from(["random", "ends", "crossed"]),
        st.integers(0, 2**32),
    )
    @example(304, 10**7, "ends", 1)
    @example(151, 10**7, "crossed", 1)
    def test_any_size(self, n, most, kind, seed):
        """Totals of any size that is accepted have their own figures, and not those beside them."""
        rng = np.random.default_rng(seed)
        pre = rng.integers(-most, most, n, endpoint=True)
        post = rng.integers(-most, most, n, endpoint=True)
        if kind != "random":
            pre = np.tile([-most, most], n)[:n]
            post = -pre if kind == "crossed" else np.roll(pre, seed % 2)
            post[-1] -= post[-1] // (seed % 9 + 2)
        row = print_sums(n, sums_of(pre.tolist(), post.tolist()), decimals=(3, 3, 3))
        if row["statistic"] is None:
            return

        assert reproduces(pre, post, pd.Series({"scoring": "total"} | row)) is True
        name = FIGURES[seed % 5]
        other = {name: str(Decimal(row[name].lstrip("-")) + Decimal("0.003"))}
        assert reproduces(pre, post, pd.Series({"scoring": "total"} | row | other)) is False

    def test_tables(self):
        """In DataFrames people lie down the rows, and each column is a data set."""
        found = reconstruct(ROW, 5, size=3, seed=1)
        pre, post = (pd.DataFrame(wave.T) for wave in (found.pre, found.post))
        post.iloc[0, 1] += 1

        assert [True, False, True] == reproduces(pre, post, ROW).tolist()
        assert [True] == reproduces(pre[[0]], post[[0]], ROW).tolist()
        with pytest.raises(ValueError, match="pre has the columns 0, 1, 2 and post has 2, 1, 0"):
            reproduces(pre, post[[2, 1, 0]], ROW)
        with pytest.raises(ValueError, match="different indexes"):
            reproduces(pre[0], post[0].iloc[::-1], ROW)

    def test_outside_the_scale(self):
        """A total outside the scale is a no."""
        row = pd.Series(ROW.to_dict() | {"scale_max": 3})
        pre, post = as_arrays(reconstruct(ROW, 5, size=1, seed=1, known=[(4, None)]))

        assert not reproduces(pre, post, row)

    @pytest.mark.parametrize(
        ("pre", "post", "message"),
        [
            ([1, 2], [1, 2, 3], "pre has the shape (2,) and post (3,)"),
            ([1, 2], [2, 1.5], "post[1] is 1.5; it must be a whole number"),
            (["a", "b"], [1, 2], "pre[0] is 'a'; it must be a whole number"),
            ([True, 1], [1, 2], "pre[0] is True; it must be a whole number"),
            ([1, np.inf], [1, 2], "pre[1] is inf; it must be a whole number"),
            ([1], [2], "pre has the shape (1,); give (n,) or (size, n)"),
            ([1, 10**8], [1, 2], "pre[1] is 100000000; it must be a whole number from -10,000,000"),
            ([1, 1e300], [1, 2], "pre[1] is 10000000000000000525047602552"),
        ],
    )
    def test_bad_input(self, pre, post, message):
        """What is no data set is told so."""
        with pytest.raises(ValueError) as error:  # noqa: PT011
            twowaves.reproduces(pre, post, ROW)

        assert message in str(error.value)


def as_arrays(found):
    """Return the first data set."""
    return found.pre[0], found.post[0]
