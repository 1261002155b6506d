"""Many studies of one design, drawn at random, each with its t test.

Studies are drawn in blocks, each from a random stream of its own that hangs on the seed and the
block's number alone. So the same seed gives the same rows, bit for bit, in one process, in many,
or on a cluster, however the blocks are shared out; and more studies only add rows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from twowaves._base.arguments import check_seed, finite_number, whole_number
from twowaves._base.progress import progress_bar
from twowaves.studies.design import Design
from twowaves.studies.executors import share_out
from twowaves.studies.shapes import skewed
from twowaves.studies.student import two_tailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Figures = dict[str, Floats]  # outcomes × studies, by name
    Moments = tuple[Floats, Floats, Floats | int]  # mean, SD and pairs

__all__ = ["SimulationError", "simulate"]

_BATCH = 2000  # studies that are drawn together: of 12 pairs they stay in a processor's cache
_SCORES = 24_000  # in one wave of a batch; larger studies make smaller batches
_BATCHES = 4  # in a block, so that a new random stream costs little
_BLOCKS = 20  # a task of this many takes some 60 milliseconds; a short run has smaller ones,
_TASKS = 32  # about so many, so that all workers have some
_MOST_ROWS = 10_000_000  # of up to 17 numbers each: 1.4 GB
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
    timeout: float | None = 120,
    progress: bool = True,
) -> pd.DataFrame:
    """Draw many studies of a design and test each; change is post minus pre.

    Parameters
    ----------
    design : Design
        The study and its threats.
    n_studies : int
        How many to draw, at least 1; ten million at most, and fewer of several outcomes, so that
        there are no more rows than that.
    seed : int
        Non-negative; the same seed gives the same rows, whoever computes them.
    executor : concurrent.futures.Executor, optional
        Who computes: processes (`concurrent.futures.ProcessPoolExecutor`), a cluster (Dask's
        ``Client.get_executor()``), or, by default, this process.
    chunk_size : int, optional
        Blocks of studies in one task; a block has 8,000 studies of up to 12 pairs, and fewer
        larger ones. It changes how the work is shared out, and not the rows.
    timeout : float or None, optional
        Seconds after which a run gives up if an executor has not finished a task in them, above 0;
        None to wait for ever. A task takes well under a second. Where workers queue for their
        machines, start when they are there (Dask's ``Client.wait_for_workers``).
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
        If a worker dies, a cluster goes away or has no workers, or a threat fails.

    References
    ----------
    .. [1] Welch, B. L. (1947). The generalization of 'Student's' problem when several different
       population variances are involved. Biometrika, 34(1/2), 28-35.

    Examples
    --------
    Twelve people and no true change: about one study in twenty is a false alarm.

    >>> rows = simulate(Design(n=12), 10_000, seed=1)
    >>> round(float((rows["pvalue"] < 0.05).mean()), 3)
    0.048
    """
    if not isinstance(design, Design):
        raise TypeError(f"design is {design!r}; it must be a twowaves.Design")
    n_studies = whole_number("n_studies", n_studies, 1, _MOST_ROWS // design.n_outcomes)
    seed = check_seed(seed)
    size = _usual(design, n_studies)
    if chunk_size is not None:
        size = whole_number("chunk_size", chunk_size, 1)
    patience = None if timeout is None else _seconds(timeout)
    if executor is not None:
        _check_executor(executor)
    from asyncio import CancelledError  # noqa: PLC0415 # only a run needs it, and it is dear

    shown = progress_bar(n_studies, " studies", delay=_PATIENCE, disable=None if progress else True)
    table = Table(design, n_studies)

    def receive(task: Task, figures: Figures) -> None:
        table.fill(task, figures)
        bar.update(task.n_studies)

    with shown as bar:
        if executor is None:
            for task in _tasks(design, n_studies, seed, 1):
                receive(task, run_task(task))
        else:
            tasks = _tasks(design, n_studies, seed, size)
            try:
                share_out(executor, run_task, tasks, receive, timeout=patience)
            except (Exception, CancelledError) as error:
                raise _failure(n_studies, error) from error
    return pd.DataFrame(table.columns, copy=False)


class Task(NamedTuple):
    """Some blocks in a row, from the first on, of which the last may be wanted in part."""

    design: Design
    seed: int
    first: int
    n_studies: int

    @property
    def start(self) -> int:
        """How many studies come before."""
        return self.first * studies_in_block(self.design)


def _check_executor(executor: object) -> None:
    """Say it if nobody could be told to compute."""
    from concurrent.futures import Executor  # noqa: PLC0415 # only a shared run needs it

    if not isinstance(executor, Executor):
        raise TypeError(
            f"executor is {executor!r}; it must be a concurrent.futures.Executor, such as "
            "ProcessPoolExecutor() or the get_executor() of a Dask client"
        )


def _seconds(timeout: float) -> float:
    """Return how long to wait, or say what is wrong with it."""
    seconds = finite_number("timeout", timeout)
    if seconds <= 0:
        raise ValueError(f"timeout is {seconds}; it must be above 0 seconds, or None")
    return seconds


def _usual(design: Design, n_studies: int) -> int:
    """Return how many blocks a task has: few in a short run."""
    return max(1, min(_BLOCKS, n_studies // (studies_in_block(design) * _TASKS)))


def studies_in_batch(design: Design) -> int:
    """Return how many studies are drawn together: it hangs on the design alone."""
    scores = (design.n + design.n_control) * design.n_outcomes
    return max(1, min(_BATCH, _SCORES // scores))


def studies_in_block(design: Design) -> int:
    """Return how many studies share a random stream."""
    return _BATCHES * studies_in_batch(design)


def _tasks(design: Design, n_studies: int, seed: int, chunk_size: int) -> Iterator[Task]:
    """Yield all the work, in order."""
    in_block = studies_in_block(design)
    for start in range(0, n_studies, chunk_size * in_block):
        count = min(chunk_size * in_block, n_studies - start)
        yield Task(design, seed, start // in_block, count)


def _failure(n_studies: int, error: BaseException) -> SimulationError:
    """Return the error of a run that its workers did not finish."""
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return SimulationError(
        f"the run of {n_studies} studies stopped, and no rows are returned: a worker failed "
        f"or went away ({reason}); start it again, and the same seed gives the same rows"
    )


def run_task(task: Task) -> Figures:
    """Draw a task's studies; the function that workers run."""
    in_batch = studies_in_batch(task.design)
    shape = (task.design.n_outcomes, task.n_studies)
    found = {name: np.empty(shape) for name in _figures(task.design)}
    module = Group(task.design, is_control=False, studies=in_batch)
    control = Group(task.design, is_control=True, studies=in_batch)
    for batch in range(math.ceil(task.n_studies / in_batch)):
        if batch % _BATCHES == 0:
            random = stream(task.seed, task.first + batch // _BATCHES)
        studies = slice(batch * in_batch, (batch + 1) * in_batch)
        part = {name: values[:, studies] for name, values in found.items()}
        module.summarise(random, part)
        part["p"][:] = _paired_pvalue(*module.moments(part))
        if task.design.n_control:
            control.summarise(random, part)
            welch = _welch(module.moments(part), control.moments(part))
            part["difference df"][:], part["difference p"][:] = welch
    return found


def _figures(design: Design) -> list[str]:
    """Return what is kept of each outcome and study; pairs only where people leave."""
    groups = ["module", "control"] if design.n_control else ["module"]
    own = ["mean", "sd", "n"] if design.loses_people else ["mean", "sd"]
    names = [f"{group} {name}" for group in groups for name in own]
    return [*names, "p", *(["difference df", "difference p"] if design.n_control else [])]


def stream(seed: int, block: int) -> np.random.Generator:
    """Return the random stream of a block."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(block,)))


def _paired_pvalue(mean: Floats, sd: Floats, n: Floats | int) -> Floats:
    """Return the two-tailed p of the paired t test; NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return two_tailed(_ratio(mean, sd) * np.sqrt(n), n - 1)


def _welch(module: Moments, control: Moments) -> tuple[Floats, Floats]:
    """Return df and two-tailed p of Welch's test of the changes in both groups."""
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [sd**2 / n for _, sd, n in (module, control)]
        error = shares[0] + shares[1]
        lost = shares[0] ** 2 / (module[2] - 1) + shares[1] ** 2 / (control[2] - 1)
        df = _ratio(error**2, lost)
        return df, two_tailed((module[0] - control[0]) / np.sqrt(error), df)


def _ratio(value: Floats, spread: Floats) -> Floats:
    """Return value / spread, and NaN where nothing varies."""
    found: Floats = value / spread
    found[~(spread > 0)] = np.nan
    return found


class Group:
    """The people of one group in a batch of studies, in memory that every batch uses again.

    Arrays are waves × outcomes × people × studies: sums over people then run along whole rows.
    """

    def __init__(self, design: Design, *, is_control: bool, studies: int) -> None:
        self.design = design
        self.is_control = is_control
        self.name = "control" if is_control else "module"
        self.people = design.n_control if is_control else design.n
        self.scores = np.empty((2, design.n_outcomes, self.people, studies))
        self.spare = np.empty((design.n_outcomes, self.people, studies))

    def moments(self, figures: Figures) -> Moments:
        """Return mean, SD and pairs of this group; one number of pairs if nobody leaves."""
        mean, sd = figures[f"{self.name} mean"], figures[f"{self.name} sd"]
        return mean, sd, figures.get(f"{self.name} n", self.people)

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

    def summarise(self, random: np.random.Generator, found: Figures) -> None:
        """Write mean and SD of change, and the pairs if people leave, of each outcome and study.

        The arrays may be shorter than the batch: then only its first studies are wanted.
        """
        pre, post = self.draw(random)
        change = np.subtract(post, pre, out=self.spare)
        stays = self._who_stays(random, pre, change)
        n: Any = self.people if stays is None else stays.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean, sd = self._moments_of(change, stays, n)
        wanted = found[f"{self.name} mean"].shape[1]
        found[f"{self.name} mean"][:] = mean[:, :wanted]
        found[f"{self.name} sd"][:] = sd[:, :wanted]
        if self.design.loses_people:
            found[f"{self.name} n"][:] = n if stays is None else n[:wanted]

    def _moments_of(
        self, change: Floats, stays: NDArray[np.bool_] | None, n: Any
    ) -> tuple[Floats, Floats]:
        """Return mean and SD of the changes of those who stay; the changes are overwritten."""
        if stays is not None:
            change *= stays
        mean = change.sum(axis=1) / n
        change -= mean[:, np.newaxis]
        if stays is not None:
            change *= stays
        change *= change
        return mean, np.sqrt(change.sum(axis=1) / (n - 1))

    def _who_stays(
        self, random: np.random.Generator, pre: Floats, change: Floats
    ) -> NDArray[np.bool_] | None:
        """Tell who is measured twice, or nothing if everybody is."""
        design = self.design
        expected, sd = design.true_change, design.sd_change
        if self.is_control:
            expected, sd = 0.0, design.sd_control_change
        stays: NDArray[np.bool_] | None = None
        for threat in design.threats:
            if not threat.loses_people:
                continue
            standard = (pre[0] - design.mean_pre) / design.sd_pre
            gain = (change[0] - expected) / (sd or 1.0)  # without chance, nobody gains at all
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


class Table:
    """The columns of all studies, filled as they come; outcomes of a study stand together."""

    def __init__(self, design: Design, n_studies: int) -> None:
        self.design = design
        rows = n_studies * design.n_outcomes
        # as wide in a page, where NumPy's own whole numbers are half as wide
        studies, outcomes = (
            np.arange(1, count + 1, dtype=np.int64) for count in (n_studies, design.n_outcomes)
        )
        self.columns: dict[str, Any] = {"study": studies}
        if design.n_outcomes > 1:
            self.columns["study"] = np.repeat(studies, design.n_outcomes)
            self.columns["outcome"] = np.tile(outcomes, n_studies)
        whole = {"n_complete", "df", "n_control"}
        for name in _PAIRED + (_COMPARED if design.n_control else ()):
            self.columns[name] = np.empty(rows, np.int64 if name in whole else np.float64)

    def fill(self, task: Task, figures: Figures) -> None:
        """Put the tests of a task's studies into their rows."""
        design, outcomes = self.design, self.design.n_outcomes
        rows = slice(task.start * outcomes, (task.start + task.n_studies) * outcomes)
        flat: dict[str, Any] = {name: values.T.reshape(-1) for name, values in figures.items()}
        flat = {"module n": design.n, "control n": design.n_control} | flat
        found = _paired(design, flat)
        if design.n_control:
            found |= _compared(flat)
        for name, values in found.items():
            self.columns[name][rows] = values


_PAIRED = (
    "n_complete", "mean_change", "sd_change", "statistic", "df", "pvalue", "pvalue_one_sided",
    "ci_low", "ci_high", "d_z",
)  # fmt: skip
_COMPARED = (
    "n_control", "difference", "difference_statistic", "difference_df", "difference_pvalue",
    "difference_low", "difference_high",
)  # fmt: skip


def _paired(design: Design, figures: dict[str, Any]) -> dict[str, Any]:
    """Return the paired t test of each study as columns."""
    mean, sd, n = (figures[f"module {name}"] for name in ("mean", "sd", "n"))
    with np.errstate(invalid="ignore", divide="ignore"):
        d_z = _ratio(mean, sd)
        statistic = d_z * np.sqrt(n)
        half = _critical(n) * sd / np.sqrt(n)
    half[~(sd > 0)] = np.nan
    one = figures["p"] / 2
    against = statistic <= 0 if design.predicted == "rise" else statistic >= 0
    np.subtract(1, one, out=one, where=against)
    return {
        "n_complete": n,
        "mean_change": mean,
        "sd_change": sd,
        "statistic": statistic,
        "df": n - 1,
        "pvalue": figures["p"],
        "pvalue_one_sided": one,
        "ci_low": mean - half,
        "ci_high": mean + half,
        "d_z": d_z,
    }


def _critical(n: Floats | int) -> Floats:
    """Return the t beyond which 5 % lie, two-tailed, for each number of pairs; NaN below two."""
    pairs = np.asarray(n, dtype=np.intp)
    table = special.stdtrit(np.arange(-1.0, pairs.max()), 0.975)
    table[:2] = np.nan
    return np.asarray(table[pairs], dtype=np.float64)


def _compared(figures: dict[str, Any]) -> dict[str, Any]:
    """Return Welch's test of the changes in both groups as columns."""
    df, pvalue = figures["difference df"], figures["difference p"]
    variances = [figures[f"{group} sd"] ** 2 for group in ("module", "control")]
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(variances[0] / figures["module n"] + variances[1] / figures["control n"])
        difference = figures["module mean"] - figures["control mean"]
        statistic = difference / error
        half = special.stdtrit(df, 0.975) * error
    statistic[np.isnan(pvalue)] = np.nan
    return {
        "n_control": figures["control n"],
        "difference": difference,
        "difference_statistic": statistic,
        "difference_df": df,
        "difference_pvalue": pvalue,
        "difference_low": difference - half,
        "difference_high": difference + half,
    }
