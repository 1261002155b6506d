"""Many studies of one design, drawn at random, each with its t test.

Studies are drawn in blocks, each from a random stream of its own that hangs on the seed and the
block's number alone. So the same seed gives the same rows, bit for bit, in one process, in many,
or on a cluster, however the blocks are shared out; and more studies only add rows.
"""

from __future__ import annotations

import math
from asyncio import CancelledError
from concurrent.futures import as_completed
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import special
from tqdm import tqdm

from prepost._arguments import whole_number
from prepost._shapes import skewed
from prepost.design import Design

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["SimulationError", "simulate"]

_STUDIES = 1000  # of 12 pairs: what a block holds stays in a processor's cache
_SCORES = 12_000  # in one wave of a block; larger studies make smaller blocks
_BLOCKS = 50  # a task of this many takes tens of milliseconds
_PATIENCE = 1.0  # seconds before a bar appears


class SimulationError(RuntimeError):
    """A run ended before all of its studies were there; none of its rows are returned."""


def simulate(
    design: Design,
    n_studies: int,
    *,
    seed: int,
    executor: Executor | None = None,
    chunk_size: int | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Draw many studies of a design and test each; change is post minus pre.

    Parameters
    ----------
    design : Design
        The study and its threats.
    n_studies : int
        How many to draw, at least 1.
    seed : int
        Non-negative; the same seed gives the same rows, whoever computes them.
    executor : concurrent.futures.Executor, optional
        Who computes: processes (`concurrent.futures.ProcessPoolExecutor`), a cluster (Dask's
        ``Client.get_executor()``), or, by default, this process.
    chunk_size : int, optional
        Blocks of studies in one task; a block has 1,000 studies of up to 12 pairs. It changes how
        the work is shared out, and not the rows.
    progress : bool
        Whether a run of more than a second shows a bar, if a terminal is there to show it.

    Returns
    -------
    DataFrame
        One row a study; with several outcomes one row a study and outcome. The columns are
        `study` and `outcome` (from 1), `n_complete` (pairs), `mean_change`, `sd_change` (n - 1;
        points), `statistic`, `df`, `pvalue` (two-tailed), `pvalue_one_sided` (in the predicted
        direction), `ci_low` and `ci_high` (95 %, points), `d_z`.
        With a control group also `n_control` (complete pairs there), `difference` (of the mean
        changes, module minus control; points), `difference_statistic`, `difference_df` and
        `difference_pvalue` (Welch's t test [1]_, two-tailed), `difference_low` and
        `difference_high` (95 %).
        A study with fewer than two complete pairs, or whose changes are all alike, cannot be
        tested: its row is there, with NaN in place of the test.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.
    SimulationError
        If a worker dies, a cluster goes away, or a threat fails.

    References
    ----------
    .. [1] Welch, B. L. (1947). The generalization of 'Student's' problem when several different
       population variances are involved. Biometrika, 34(1/2), 28-35.

    Examples
    --------
    Twelve people and no true change: about one study in twenty is a false alarm.

    >>> rows = simulate(Design(n=12), 10_000, seed=1)
    >>> round(float((rows["pvalue"] < 0.05).mean()), 3)
    0.051
    """
    if not isinstance(design, Design):
        raise TypeError(f"design is {design!r}; it must be a prepost.Design")
    n_studies = whole_number("n_studies", n_studies, 1)
    seed = whole_number("seed", seed, 0)
    size = _BLOCKS if chunk_size is None else whole_number("chunk_size", chunk_size, 1)
    tasks = list(_tasks(design, n_studies, seed, size))
    bar = tqdm(
        total=n_studies,
        unit=" studies",
        disable=None if progress else True,
        delay=_PATIENCE,
        leave=False,
    )
    with bar:
        run = _here(tasks, bar) if executor is None else _elsewhere(executor, tasks, bar)
    return _frame(design, run, n_studies)


class Task(NamedTuple):
    """Some blocks in a row, of which the last may be wanted in part."""

    design: Design
    seed: int
    first: int
    blocks: int
    n_studies: int


def studies_in_block(design: Design) -> int:
    """Return how many studies a block has: it hangs on the design alone."""
    scores = (design.n + design.n_control) * design.n_outcomes
    return max(1, min(_STUDIES, _SCORES // scores))


def _tasks(design: Design, n_studies: int, seed: int, chunk_size: int) -> Iterator[Task]:
    """Yield all the work, in order."""
    in_block = studies_in_block(design)
    for start in range(0, n_studies, chunk_size * in_block):
        count = min(chunk_size * in_block, n_studies - start)
        yield Task(design, seed, start // in_block, math.ceil(count / in_block), count)


def _here(tasks: list[Task], bar: Any) -> Floats:
    """Do all tasks in this process, into one array."""
    found = np.empty(_shape(tasks[0].design, sum(task.n_studies for task in tasks)))
    start = 0
    for task in tasks:
        _run_into(task, found[..., start : start + task.n_studies])
        start += task.n_studies
        bar.update(task.n_studies)
    return found


def _elsewhere(executor: Executor, tasks: list[Task], bar: Any) -> Floats:
    """Let an executor do all tasks; give up the whole run if one of them fails."""
    found = np.empty(_shape(tasks[0].design, sum(task.n_studies for task in tasks)))
    starts = np.cumsum([0, *(task.n_studies for task in tasks)])
    futures: dict[Future[Floats], int] = {}
    try:
        for i, task in enumerate(tasks):
            futures[executor.submit(run_task, task)] = i
        for future in as_completed(futures):
            i = futures[future]
            found[..., starts[i] : starts[i + 1]] = future.result()
            bar.update(tasks[i].n_studies)
    except (Exception, CancelledError) as error:
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        raise SimulationError(
            f"the run of {starts[-1]} studies stopped, and no rows are returned: a worker failed "
            f"or went away ({reason}); start it again, and the same seed gives the same rows"
        ) from error
    finally:
        for future in futures:
            future.cancel()
    return found


def run_task(task: Task) -> Floats:
    """Return what `_shape` says of a task's studies; the function that workers run."""
    found = np.empty(_shape(task.design, task.n_studies))
    _run_into(task, found)
    return found


def _shape(design: Design, n_studies: int) -> tuple[int, int, int]:
    """Return figures × outcomes × studies.

    The figures are pairs, mean, SD and p; with a control group also its pairs, mean and SD, and
    the df and p of the comparison.
    """
    return (9 if design.n_control else 4, design.n_outcomes, n_studies)


def _run_into(task: Task, found: Floats) -> None:
    """Draw a task's blocks one by one and keep the figures of each."""
    in_block = studies_in_block(task.design)
    module = Group(task.design, is_control=False, studies=in_block)
    control = Group(task.design, is_control=True, studies=in_block)
    for block in range(task.blocks):
        sequence = np.random.SeedSequence(task.seed, spawn_key=(task.first + block,))
        random = np.random.default_rng(sequence)
        part = found[..., block * in_block : (block + 1) * in_block]
        module.summarise(random, part[:3])
        part[3] = _paired_pvalue(*part[:3])
        if task.design.n_control:
            control.summarise(random, part[4:7])
            part[7], part[8] = _welch(part[:3], part[4:7])


def _paired_pvalue(n: Floats, mean: Floats, sd: Floats) -> Floats:
    """Return the two-tailed p of the paired t test; NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return _two_tailed(_ratio(mean, sd) * np.sqrt(n), n - 1)


def _welch(module: Floats, control: Floats) -> tuple[Floats, Floats]:
    """Return df and two-tailed p of Welch's test of the changes in both groups."""
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [sd**2 / n for n, _, sd in (module, control)]
        error = shares[0] + shares[1]
        lost = shares[0] ** 2 / (module[0] - 1) + shares[1] ** 2 / (control[0] - 1)
        df: Floats = _ratio(error**2, lost)
        return df, _two_tailed((module[1] - control[1]) / np.sqrt(error), df)


def _ratio(value: Floats, spread: Floats) -> Floats:
    """Return value / spread, and NaN where nothing varies."""
    found: Floats = value / spread
    found[~(spread > 0)] = np.nan
    return found


def _two_tailed(t: Floats, df: Floats) -> Floats:
    """Return p from the incomplete beta function: half the time of Student's own."""
    return np.asarray(special.betainc(df / 2, 0.5, df / (df + t * t)), dtype=np.float64)


class Group:
    """The people of one group in a block of studies, in memory that every block uses again.

    Arrays are waves × outcomes × people × studies: sums over people then run along whole rows.
    """

    def __init__(self, design: Design, *, is_control: bool, studies: int) -> None:
        self.design = design
        self.is_control = is_control
        people = design.n_control if is_control else design.n
        self.scores = np.empty((2, design.n_outcomes, people, studies))
        self.spare = np.empty((design.n_outcomes, people, studies))
        self.square = np.empty((design.n_outcomes, people, studies))

    def draw(self, random: np.random.Generator) -> tuple[Floats, Floats]:
        """Return the scores before and after, on the scale; in memory that the next draw uses."""
        design, (pre, post) = self.design, self.scores
        random.standard_normal(out=self.scores)
        if design.n_outcomes > 1:
            self._correlate()
        for threat in design.threats:
            threat.select(pre[0])
        if design.n_outcomes > 1:
            self._follow_the_first()
        self._give_points(pre, post)
        self._shift(random, post)
        design.on_scale(self.scores)
        return pre, post

    def _correlate(self) -> None:
        """Give what is new after its correlation between outcomes."""
        self.scores[1] = np.einsum("ij,jnb->inb", _root(self.design), self.scores[1])

    def _follow_the_first(self) -> None:
        """Give the scores before theirs: the first outcome stays as it was selected."""
        self.scores[0] = np.einsum("ij,jnb->inb", _root(self.design), self.scores[0])

    def _give_points(self, pre: Floats, post: Floats) -> None:
        """Turn independent standard scores into correlated points."""
        design = self.design
        sd_true = 0.0 if self.is_control else design.sd_true_change
        sd_post = math.hypot(design.sd_pre, sd_true)
        r = design.reliability * design.sd_pre / sd_post
        own = math.sqrt(1 - r**2)
        if design.skew:  # ranks are correlated first, and then get their shape
            post *= own
            post += np.multiply(pre, r, out=self.spare)
            skewed(self.scores, design.skew)
            post *= sd_post
        else:
            post *= own * sd_post
            post += np.multiply(pre, r * sd_post, out=self.spare)
        pre *= design.sd_pre
        pre += design.mean_pre
        post += design.mean_pre + (0.0 if self.is_control else design.true_change)

    def _shift(self, random: np.random.Generator, post: Floats) -> None:
        """Add to the answers after what the threats add."""
        for threat in self.design.threats:
            shift = threat.shift_of_all()
            post += shift
            if not self.is_control:
                post += threat.shift(random, post.shape)

    def summarise(self, random: np.random.Generator, found: Floats) -> None:
        """Write the pairs, mean and SD of change of each outcome and study.

        The array may be shorter than the block: then only its first studies are wanted.
        """
        pre, post = self.draw(random)
        change = np.subtract(post, pre, out=self.spare)
        wanted = found.shape[-1]
        stays = self._who_stays(random, pre, change)
        n: Any = change.shape[1] if stays is None else stays.sum(axis=0)
        if stays is not None:
            change *= stays
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = change.sum(axis=1) / n
            change -= mean[:, np.newaxis]
            if stays is not None:
                change *= stays
            np.multiply(change, change, out=self.square)
            sd = np.sqrt(self.square.sum(axis=1) / (n - 1))
        found[0] = np.broadcast_to(n, mean.shape)[:, :wanted]
        found[1] = mean[:, :wanted]
        found[2] = sd[:, :wanted]

    def _who_stays(
        self, random: np.random.Generator, pre: Floats, change: Floats
    ) -> NDArray[np.bool_] | None:
        """Tell who is measured twice, or nothing if everybody is."""
        design = self.design
        expected = 0.0 if self.is_control else design.true_change
        stays: NDArray[np.bool_] | None = None
        for threat in design.threats:
            if not threat.loses_people:
                continue
            standard = (pre[0] - design.mean_pre) / design.sd_pre
            gain = (change[0] - expected) / design.sd_change
            leaves = threat.leaves(random, standard, gain)
            if leaves is not None:
                stays = ~leaves if stays is None else stays & ~leaves
        return stays


def _root(design: Design) -> Floats:
    """Return the Cholesky factor of the outcomes' correlations."""
    k, r = design.n_outcomes, design.r_outcomes
    if r == 1:
        root = np.zeros((k, k))
        root[:, 0] = 1
        return root
    return np.asarray(np.linalg.cholesky(np.full((k, k), r) + (1 - r) * np.eye(k)))


def _frame(design: Design, run: Floats, n_studies: int) -> pd.DataFrame:
    """Return the tests of all studies as a frame."""
    outcomes = design.n_outcomes
    columns: dict[str, Any] = {"study": np.repeat(np.arange(1, n_studies + 1), outcomes)}
    if outcomes > 1:
        columns["outcome"] = np.tile(np.arange(1, outcomes + 1), n_studies)
    figures = [part.T.reshape(-1) for part in run]  # outcomes of a study stand together
    columns |= _paired(design, *figures[:4])
    if design.n_control:
        columns |= _compared(figures[:3], figures[4:7], *figures[7:])
    return pd.DataFrame(columns, copy=False)


def _paired(design: Design, n: Floats, mean: Floats, sd: Floats, pvalue: Floats) -> dict[str, Any]:
    """Return the paired t test of each study as columns."""
    with np.errstate(invalid="ignore", divide="ignore"):
        d_z = _ratio(mean, sd)
        root = np.sqrt(n)
        statistic = d_z * root
        half = _critical(n) * sd / root
    half[~(sd > 0)] = np.nan
    one = pvalue / 2
    against = statistic <= 0 if design.predicted == "rise" else statistic >= 0
    np.subtract(1, one, out=one, where=against)
    pairs = n.astype(np.int64)
    return {
        "n_complete": pairs,
        "mean_change": mean,
        "sd_change": sd,
        "statistic": statistic,
        "df": pairs - 1,
        "pvalue": pvalue,
        "pvalue_one_sided": one,
        "ci_low": mean - half,
        "ci_high": mean + half,
        "d_z": d_z,
    }


def _critical(n: Floats) -> Floats:
    """Return the t beyond which 5 % lie, two-tailed, for each number of pairs; NaN below two."""
    table = special.stdtrit(np.arange(-1.0, n.max()), 0.975)
    table[:2] = np.nan
    return np.asarray(table[n.astype(np.intp)], dtype=np.float64)


def _compared(
    module: list[Floats], control: list[Floats], df: Floats, pvalue: Floats
) -> dict[str, Any]:
    """Return Welch's test of the changes in both groups as columns."""
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(module[2] ** 2 / module[0] + control[2] ** 2 / control[0])
        difference = module[1] - control[1]
        statistic = difference / error
        half = special.stdtrit(df, 0.975) * error
    statistic[np.isnan(pvalue)] = np.nan
    return {
        "n_control": control[0].astype(np.int64),
        "difference": difference,
        "difference_statistic": statistic,
        "difference_df": df,
        "difference_pvalue": pvalue,
        "difference_low": difference - half,
        "difference_high": difference + half,
    }
